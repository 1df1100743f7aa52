policytest {
  targets = ["elasticache_backups_enabled.policy.hcl"]
}

resource "aws_elasticache_replication_group" "good" {
  attrs = {
    replication_group_id     = "good"
    description              = "good"
    snapshot_retention_limit = 7
  }
}

# expect: message "The replication group keeps no automatic snapshots."
resource "aws_elasticache_replication_group" "bad" {
  attrs = {
    replication_group_id     = "bad"
    description              = "bad"
    snapshot_retention_limit = 0
  }
  expect_failure = true
}

# Not set: 0.
resource "aws_elasticache_replication_group" "bad_not_set" {
  attrs = {
    replication_group_id = "not-set"
    description          = "not set"
  }
  expect_failure = true
}

# expect: unknown
resource "aws_elasticache_replication_group" "unknown" {
  attrs = {
    replication_group_id     = "unknown"
    description              = "unknown"
    snapshot_retention_limit = aws_ssm_parameter.days.version
  }
}

resource "aws_elasticache_cluster" "good" {
  attrs = {
    cluster_id               = "good"
    engine                   = "redis"
    snapshot_retention_limit = 1
  }
}

resource "aws_elasticache_cluster" "good_memcached" {
  attrs = {
    cluster_id = "memcached"
    engine     = "memcached"
  }
}

resource "aws_elasticache_cluster" "good_replica" {
  attrs = {
    cluster_id           = "replica"
    replication_group_id = "good"
  }
}

resource "aws_elasticache_cluster" "good_replica_by_reference" {
  attrs = {
    cluster_id           = "replica-2"
    replication_group_id = aws_elasticache_replication_group.good.id
  }
}

# expect: message "The cluster keeps no automatic snapshots."
resource "aws_elasticache_cluster" "bad" {
  attrs = {
    cluster_id               = "bad"
    engine                   = "redis"
    snapshot_retention_limit = 0
  }
  expect_failure = true
}

resource "aws_elasticache_cluster" "bad_not_set" {
  attrs = {
    cluster_id = "not-set"
    engine     = "redis"
  }
  expect_failure = true
}

resource "aws_memorydb_cluster" "good" {
  attrs = {
    name                     = "good"
    acl_name                 = "open-access"
    node_type                = "db.t4g.small"
    snapshot_retention_limit = 1
  }
}

resource "aws_memorydb_cluster" "bad" {
  attrs = {
    name                     = "bad"
    acl_name                 = "open-access"
    node_type                = "db.t4g.small"
    snapshot_retention_limit = 0
  }
  expect_failure = true
}

# What the service does when nobody sets it is not documented.
# expect: unknown
resource "aws_memorydb_cluster" "unknown_not_set" {
  attrs = {
    name      = "not-set"
    acl_name  = "open-access"
    node_type = "db.t4g.small"
  }
}

resource "aws_elasticache_serverless_cache" "good" {
  attrs = {
    name                     = "good"
    engine                   = "valkey"
    snapshot_retention_limit = 1
  }
}

resource "aws_elasticache_serverless_cache" "bad" {
  attrs = {
    name                     = "bad"
    engine                   = "valkey"
    snapshot_retention_limit = 0
  }
  expect_failure = true
}

# What the service does when nobody sets it is not documented.
# expect: unknown
resource "aws_elasticache_serverless_cache" "unknown_not_set" {
  attrs = {
    name   = "not-set"
    engine = "valkey"
  }
}

resource "aws_elasticache_serverless_cache" "good_memcached" {
  attrs = {
    name   = "memcached"
    engine = "memcached"
  }
}

resource "aws_ssm_parameter" "days" {
  skip = true
}
