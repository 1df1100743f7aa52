policytest {
  targets = ["rds_instance_encrypted.policy.hcl"]
}

resource "aws_ebs_snapshot" "source" {
  attrs = { id = "snap-0f", volume_id = "vol-1" }
  skip  = true
}

resource "aws_db_instance" "good" {
  attrs = {
    identifier        = "main"
    instance_class    = "db.t3.medium"
    storage_encrypted = true
  }
}

# expect: fail rds_instance_encrypted
# expect: message "The instance's storage is not encrypted."
resource "aws_db_instance" "bad" {
  attrs = {
    identifier        = "main"
    instance_class    = "db.t3.medium"
    storage_encrypted = false
  }
  expect_failure = true
}

resource "aws_db_instance" "not_set" {
  attrs = {
    identifier     = "main"
    instance_class = "db.t3.medium"
  }
  expect_failure = true
}

# expect: unknown
resource "aws_db_instance" "known_after_apply" {
  attrs = {
    identifier        = "main"
    instance_class    = "db.t3.medium"
    storage_encrypted = aws_ebs_snapshot.source.encrypted
  }
}
