policytest {
  targets = ["dms_instance_not_public.policy.hcl"]
}

resource "aws_rds_cluster_instance" "other" {
  skip = true
  attrs = {
    identifier = "other"
  }
}

resource "aws_dms_replication_instance" "private" {
  attrs = {
    replication_instance_id    = "main"
    replication_instance_class = "dms.t3.micro"
    publicly_accessible        = false
  }
}

# expect: fail dms_instance_not_public
# expect: message "The replication instance is publicly accessible."
resource "aws_dms_replication_instance" "public" {
  expect_failure = true
  attrs = {
    replication_instance_id    = "main"
    replication_instance_class = "dms.t3.micro"
    publicly_accessible        = true
  }
}

# expect: unknown
resource "aws_dms_replication_instance" "not_set" {
  attrs = {
    replication_instance_id    = "main"
    replication_instance_class = "dms.t3.micro"
  }
}

# expect: unknown
resource "aws_dms_replication_instance" "unknown_value" {
  attrs = {
    replication_instance_id    = "main"
    replication_instance_class = "dms.t3.micro"
    publicly_accessible        = aws_rds_cluster_instance.other.writer
  }
}
