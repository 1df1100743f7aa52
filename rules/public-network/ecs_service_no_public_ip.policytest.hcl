policytest {
  targets = ["ecs_service_no_public_ip.policy.hcl"]
}

resource "aws_rds_cluster_instance" "other" {
  skip = true
  attrs = {
    identifier = "other"
  }
}

resource "aws_ecs_service" "private" {
  attrs = {
    name                  = "web"
    network_configuration = [{ subnets = ["subnet-0a1b2c3d"], assign_public_ip = false }]
  }
}

resource "aws_ecs_service" "not_set" {
  attrs = {
    name                  = "web"
    network_configuration = [{ subnets = ["subnet-0a1b2c3d"] }]
  }
}

resource "aws_ecs_service" "without_network_configuration" {
  attrs = {
    name = "web"
  }
}

# expect: fail ecs_service_no_public_ip
# expect: message "The service gives its tasks public addresses."
resource "aws_ecs_service" "public" {
  expect_failure = true
  attrs = {
    name                  = "web"
    network_configuration = [{ subnets = ["subnet-0a1b2c3d"], assign_public_ip = true }]
  }
}

# expect: unknown
resource "aws_ecs_service" "unknown_value" {
  attrs = {
    name                  = "web"
    network_configuration = [{ subnets = ["subnet-0a1b2c3d"], assign_public_ip = aws_rds_cluster_instance.other.writer }]
  }
}

resource "aws_ecs_task_set" "private" {
  attrs = {
    cluster               = "main"
    service               = "web"
    task_definition       = "web:1"
    network_configuration = [{ subnets = ["subnet-0a1b2c3d"], assign_public_ip = false }]
  }
}

resource "aws_ecs_task_set" "not_set" {
  attrs = {
    cluster               = "main"
    service               = "web"
    task_definition       = "web:1"
    network_configuration = [{ subnets = ["subnet-0a1b2c3d"] }]
  }
}

resource "aws_ecs_task_set" "without_network_configuration" {
  attrs = {
    cluster         = "main"
    service         = "web"
    task_definition = "web:1"
  }
}

# expect: message "The task set gives its tasks public addresses."
resource "aws_ecs_task_set" "public" {
  expect_failure = true
  attrs = {
    cluster               = "main"
    service               = "web"
    task_definition       = "web:1"
    network_configuration = [{ subnets = ["subnet-0a1b2c3d"], assign_public_ip = true }]
  }
}

# expect: unknown
resource "aws_ecs_task_set" "unknown_value" {
  attrs = {
    cluster               = "main"
    service               = "web"
    task_definition       = "web:1"
    network_configuration = [{ subnets = ["subnet-0a1b2c3d"], assign_public_ip = aws_rds_cluster_instance.other.writer }]
  }
}
