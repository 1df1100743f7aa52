policytest {
  targets = ["elasticache_replication_group_encrypted_at_rest.policy.hcl"]
}

resource "aws_ssm_parameter" "switch" {
  attrs = { name = "/cache/encrypted", type = "String" }
  skip  = true
}

resource "aws_elasticache_replication_group" "good" {
  attrs = {
    replication_group_id       = "main"
    description                = "main"
    at_rest_encryption_enabled = "true"
  }
}

# expect: fail elasticache_replication_group_encrypted_at_rest
# expect: message "The replication group does not encrypt its data at rest."
resource "aws_elasticache_replication_group" "bad" {
  attrs = {
    replication_group_id       = "main"
    description                = "main"
    at_rest_encryption_enabled = "false"
  }
  expect_failure = true
}

# an explicit false holds for Valkey too
resource "aws_elasticache_replication_group" "bad_valkey" {
  attrs = {
    replication_group_id       = "main"
    description                = "main"
    engine                     = "valkey"
    at_rest_encryption_enabled = "false"
  }
  expect_failure = true
}

# AWS decides by the engine: false for Redis OSS, true for Valkey
# expect: unknown
resource "aws_elasticache_replication_group" "not_set" {
  attrs = {
    replication_group_id = "main"
    description          = "main"
    engine               = "redis"
  }
}

# expect: unknown
resource "aws_elasticache_replication_group" "known_after_apply" {
  attrs = {
    replication_group_id       = "main"
    description                = "main"
    at_rest_encryption_enabled = aws_ssm_parameter.switch.insecure_value
  }
}
