policytest {
  targets = ["mq_broker_not_public.policy.hcl"]
}

resource "aws_rds_cluster_instance" "other" {
  skip = true
  attrs = {
    identifier = "other"
  }
}

resource "aws_mq_broker" "private" {
  attrs = {
    broker_name         = "main"
    engine_type         = "RabbitMQ"
    engine_version      = "3.13"
    host_instance_type  = "mq.m5.large"
    publicly_accessible = false
  }
}

# expect: fail mq_broker_not_public
# expect: message "The broker is publicly accessible."
resource "aws_mq_broker" "public" {
  expect_failure = true
  attrs = {
    broker_name         = "main"
    engine_type         = "RabbitMQ"
    engine_version      = "3.13"
    host_instance_type  = "mq.m5.large"
    publicly_accessible = true
  }
}

resource "aws_mq_broker" "not_set" {
  attrs = {
    broker_name        = "main"
    engine_type        = "RabbitMQ"
    engine_version     = "3.13"
    host_instance_type = "mq.m5.large"
  }
}

# expect: unknown
resource "aws_mq_broker" "unknown_value" {
  attrs = {
    broker_name         = "main"
    engine_type         = "RabbitMQ"
    engine_version      = "3.13"
    host_instance_type  = "mq.m5.large"
    publicly_accessible = aws_rds_cluster_instance.other.writer
  }
}
