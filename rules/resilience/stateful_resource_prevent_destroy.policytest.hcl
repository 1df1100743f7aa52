policytest {
  targets = ["stateful_resource_prevent_destroy.policy.hcl"]
}

resource "aws_db_instance" "kept" {
  attrs = {}
  meta  = { prevent_destroy = true }
}

resource "aws_db_instance" "not_kept" {
  attrs          = {}
  expect_failure = true
}

resource "aws_rds_cluster" "kept" {
  attrs = {}
  meta  = { prevent_destroy = true }
}

resource "aws_rds_cluster" "not_kept" {
  attrs          = {}
  expect_failure = true
}

resource "aws_dynamodb_table" "kept" {
  attrs = {}
  meta  = { prevent_destroy = true }
}

resource "aws_dynamodb_table" "not_kept" {
  attrs          = {}
  expect_failure = true
}

resource "aws_s3_bucket" "kept" {
  attrs = {}
  meta  = { prevent_destroy = true }
}

resource "aws_s3_bucket" "not_kept" {
  attrs          = {}
  expect_failure = true
}

resource "aws_efs_file_system" "kept" {
  attrs = {}
  meta  = { prevent_destroy = true }
}

resource "aws_efs_file_system" "not_kept" {
  attrs          = {}
  expect_failure = true
}

resource "aws_kms_key" "kept" {
  attrs = {}
  meta  = { prevent_destroy = true }
}

resource "aws_kms_key" "not_kept" {
  attrs          = {}
  expect_failure = true
}

resource "aws_elasticache_replication_group" "kept" {
  attrs = {}
  meta  = { prevent_destroy = true }
}

resource "aws_elasticache_replication_group" "not_kept" {
  attrs          = {}
  expect_failure = true
}

resource "aws_opensearch_domain" "kept" {
  attrs = {}
  meta  = { prevent_destroy = true }
}

resource "aws_opensearch_domain" "not_kept" {
  attrs          = {}
  expect_failure = true
}

# expect: message "prevent_destroy is not set."
resource "aws_db_instance" "may_be_destroyed" {
  attrs          = { identifier = "orders" }
  meta           = { prevent_destroy = false, ignore_changes = ["engine_version"] }
  expect_failure = true
}

# expect: unknown
resource "aws_s3_bucket" "source_not_at_hand" {
  attrs = { bucket = "logs" }
  meta  = { prevent_destroy = aws_kms_key.kept.enable_key_rotation }
}
