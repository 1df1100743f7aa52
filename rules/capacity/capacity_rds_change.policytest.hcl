policytest {
  targets = ["capacity_rds_change.policy.hcl"]
}

resource "aws_launch_template" "size" {
  attrs = { name = "size" }
  skip  = true
}

# other arguments change, capacity does not
resource "aws_db_instance" "database_no_capacity_change" {
  attrs = {
    identifier              = "main"
    instance_class          = "db.t3.medium"
    multi_az                = false
    allocated_storage       = 20
    max_allocated_storage   = 100
    storage_type            = "gp2"
    iops                    = 3000
    storage_throughput      = 125
    backup_retention_period = 14
  }
  prior_attrs = {
    identifier              = "main"
    instance_class          = "db.t3.medium"
    multi_az                = false
    allocated_storage       = 20
    max_allocated_storage   = 100
    storage_type            = "gp2"
    iops                    = 3000
    storage_throughput      = 125
    backup_retention_period = 7
  }
}

# expect: message "instance_class db.t3.medium → db.t3.large (1 size up)"
resource "aws_db_instance" "database_instance_class_changes" {
  attrs = {
    identifier              = "main"
    instance_class          = "db.t3.large"
    multi_az                = false
    allocated_storage       = 20
    max_allocated_storage   = 100
    storage_type            = "gp2"
    iops                    = 3000
    storage_throughput      = 125
    backup_retention_period = 7
  }
  prior_attrs = {
    identifier              = "main"
    instance_class          = "db.t3.medium"
    multi_az                = false
    allocated_storage       = 20
    max_allocated_storage   = 100
    storage_type            = "gp2"
    iops                    = 3000
    storage_throughput      = 125
    backup_retention_period = 7
  }
  expect_failure = true
}

# expect: message "multi_az off → on"
resource "aws_db_instance" "database_multi_az_changes" {
  attrs = {
    identifier              = "main"
    instance_class          = "db.t3.medium"
    multi_az                = true
    allocated_storage       = 20
    max_allocated_storage   = 100
    storage_type            = "gp2"
    iops                    = 3000
    storage_throughput      = 125
    backup_retention_period = 7
  }
  prior_attrs = {
    identifier              = "main"
    instance_class          = "db.t3.medium"
    multi_az                = false
    allocated_storage       = 20
    max_allocated_storage   = 100
    storage_type            = "gp2"
    iops                    = 3000
    storage_throughput      = 125
    backup_retention_period = 7
  }
  expect_failure = true
}

# A class whose size nobody knows is a change all the same.
# expect: message "instance_class db.t3.medium → db.r99.huge"
resource "aws_db_instance" "database_class_that_is_not_known" {
  attrs = {
    identifier     = "main"
    instance_class = "db.r99.huge"
  }
  prior_attrs = {
    identifier     = "main"
    instance_class = "db.t3.medium"
  }
  expect_failure = true
}

# expect: message "storage_throughput not set → 125"
resource "aws_db_instance" "database_storage_throughput_first_set" {
  attrs = {
    identifier              = "main"
    instance_class          = "db.t3.medium"
    multi_az                = false
    allocated_storage       = 20
    max_allocated_storage   = 100
    storage_type            = "gp3"
    iops                    = 3000
    storage_throughput      = 125
    backup_retention_period = 7
  }
  prior_attrs = {
    identifier              = "main"
    instance_class          = "db.t3.medium"
    multi_az                = false
    allocated_storage       = 20
    max_allocated_storage   = 100
    storage_type            = "gp3"
    iops                    = 3000
    storage_throughput      = null
    backup_retention_period = 7
  }
  expect_failure = true
}

# expect: message "storage_throughput 125 → not set"
resource "aws_db_instance" "database_storage_throughput_no_longer_set" {
  attrs = {
    identifier              = "main"
    instance_class          = "db.t3.medium"
    multi_az                = false
    allocated_storage       = 20
    max_allocated_storage   = 100
    storage_type            = "gp3"
    iops                    = 3000
    storage_throughput      = null
    backup_retention_period = 7
  }
  prior_attrs = {
    identifier              = "main"
    instance_class          = "db.t3.medium"
    multi_az                = false
    allocated_storage       = 20
    max_allocated_storage   = 100
    storage_type            = "gp3"
    iops                    = 3000
    storage_throughput      = 125
    backup_retention_period = 7
  }
  expect_failure = true
}

resource "aws_db_instance" "database_storage_throughput_set_on_neither_side" {
  attrs = {
    identifier              = "main"
    instance_class          = "db.t3.medium"
    multi_az                = false
    allocated_storage       = 20
    max_allocated_storage   = 100
    storage_type            = "gp3"
    iops                    = 3000
    storage_throughput      = null
    backup_retention_period = 7
  }
  prior_attrs = {
    identifier              = "main"
    instance_class          = "db.t3.medium"
    multi_az                = false
    allocated_storage       = 20
    max_allocated_storage   = 100
    storage_type            = "gp3"
    iops                    = 3000
    storage_throughput      = null
    backup_retention_period = 7
  }
}

# expect: unknown
resource "aws_db_instance" "database_allocated_storage_known_after_apply" {
  attrs = {
    identifier              = "main"
    instance_class          = "db.t3.medium"
    multi_az                = false
    allocated_storage       = aws_launch_template.size.latest_version
    max_allocated_storage   = 100
    storage_type            = "gp2"
    iops                    = 3000
    storage_throughput      = 125
    backup_retention_period = 7
  }
  prior_attrs = {
    identifier              = "main"
    instance_class          = "db.t3.medium"
    multi_az                = false
    allocated_storage       = 20
    max_allocated_storage   = 100
    storage_type            = "gp2"
    iops                    = 3000
    storage_throughput      = 125
    backup_retention_period = 7
  }
}

# other arguments change, capacity does not
resource "aws_rds_cluster" "cluster_no_capacity_change" {
  attrs = {
    cluster_identifier        = "main"
    engine                    = "aurora-mysql"
    db_cluster_instance_class = "db.m5d.large"
    allocated_storage         = 100
    iops                      = 1000
    storage_type              = "aurora"
    backup_retention_period   = 14
    serverlessv2_scaling_configuration = [
      { min_capacity = 0.5, max_capacity = 8 },
    ]
    scaling_configuration = [
      { min_capacity = 1, max_capacity = 16 },
    ]
  }
  prior_attrs = {
    cluster_identifier        = "main"
    engine                    = "aurora-mysql"
    db_cluster_instance_class = "db.m5d.large"
    allocated_storage         = 100
    iops                      = 1000
    storage_type              = "aurora"
    backup_retention_period   = 7
    serverlessv2_scaling_configuration = [
      { min_capacity = 0.5, max_capacity = 8 },
    ]
    scaling_configuration = [
      { min_capacity = 1, max_capacity = 16 },
    ]
  }
}

# expect: message "db_cluster_instance_class db.m5d.large → db.m5d.2xlarge (2 sizes up)"
resource "aws_rds_cluster" "cluster_db_cluster_instance_class_changes" {
  attrs = {
    cluster_identifier        = "main"
    engine                    = "aurora-mysql"
    db_cluster_instance_class = "db.m5d.2xlarge"
    allocated_storage         = 100
    iops                      = 1000
    storage_type              = "aurora"
    backup_retention_period   = 7
    serverlessv2_scaling_configuration = [
      { min_capacity = 0.5, max_capacity = 8 },
    ]
    scaling_configuration = [
      { min_capacity = 1, max_capacity = 16 },
    ]
  }
  prior_attrs = {
    cluster_identifier        = "main"
    engine                    = "aurora-mysql"
    db_cluster_instance_class = "db.m5d.large"
    allocated_storage         = 100
    iops                      = 1000
    storage_type              = "aurora"
    backup_retention_period   = 7
    serverlessv2_scaling_configuration = [
      { min_capacity = 0.5, max_capacity = 8 },
    ]
    scaling_configuration = [
      { min_capacity = 1, max_capacity = 16 },
    ]
  }
  expect_failure = true
}

# expect: message "allocated_storage 100 → 200 (+100 %)"
resource "aws_rds_cluster" "cluster_allocated_storage_changes" {
  attrs = {
    cluster_identifier        = "main"
    engine                    = "mysql"
    db_cluster_instance_class = "db.m5d.large"
    allocated_storage         = 200
    iops                      = 1000
    storage_type              = "io1"
    backup_retention_period   = 7
    serverlessv2_scaling_configuration = [
      { min_capacity = 0.5, max_capacity = 8 },
    ]
    scaling_configuration = [
      { min_capacity = 1, max_capacity = 16 },
    ]
  }
  prior_attrs = {
    cluster_identifier        = "main"
    engine                    = "mysql"
    db_cluster_instance_class = "db.m5d.large"
    allocated_storage         = 100
    iops                      = 1000
    storage_type              = "io1"
    backup_retention_period   = 7
    serverlessv2_scaling_configuration = [
      { min_capacity = 0.5, max_capacity = 8 },
    ]
    scaling_configuration = [
      { min_capacity = 1, max_capacity = 16 },
    ]
  }
  expect_failure = true
}

# other arguments change, capacity does not
resource "aws_rds_cluster_instance" "member_no_capacity_change" {
  attrs = {
    cluster_identifier         = "main"
    engine                     = "aurora-mysql"
    instance_class             = "db.r5.large"
    promotion_tier             = 1
    auto_minor_version_upgrade = true
  }
  prior_attrs = {
    cluster_identifier         = "main"
    engine                     = "aurora-mysql"
    instance_class             = "db.r5.large"
    promotion_tier             = 1
    auto_minor_version_upgrade = false
  }
}

# expect: message "instance_class db.r5.large → db.r5.2xlarge (2 sizes up)"
resource "aws_rds_cluster_instance" "member_instance_class_changes" {
  attrs = {
    cluster_identifier         = "main"
    engine                     = "aurora-mysql"
    instance_class             = "db.r5.2xlarge"
    promotion_tier             = 1
    auto_minor_version_upgrade = false
  }
  prior_attrs = {
    cluster_identifier         = "main"
    engine                     = "aurora-mysql"
    instance_class             = "db.r5.large"
    promotion_tier             = 1
    auto_minor_version_upgrade = false
  }
  expect_failure = true
}

# expect: message "promotion_tier 1 → 2"
resource "aws_rds_cluster_instance" "member_promotion_tier_changes" {
  attrs = {
    cluster_identifier         = "main"
    engine                     = "aurora-mysql"
    instance_class             = "db.r5.large"
    promotion_tier             = 2
    auto_minor_version_upgrade = false
  }
  prior_attrs = {
    cluster_identifier         = "main"
    engine                     = "aurora-mysql"
    instance_class             = "db.r5.large"
    promotion_tier             = 1
    auto_minor_version_upgrade = false
  }
  expect_failure = true
}

# other arguments change, capacity does not
resource "aws_rds_shard_group" "shards_no_capacity_change" {
  attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "shards"
    max_acu                   = 1000
    min_acu                   = 100
    compute_redundancy        = 1
    tags = {
      team = "checkout"
    }
  }
  prior_attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "shards"
    max_acu                   = 1000
    min_acu                   = 100
    compute_redundancy        = 1
  }
}

# expect: message "max_acu 1000 → 2000 (+100 %)"
resource "aws_rds_shard_group" "shards_max_acu_changes" {
  attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "shards"
    max_acu                   = 2000
    min_acu                   = 100
    compute_redundancy        = 1
  }
  prior_attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "shards"
    max_acu                   = 1000
    min_acu                   = 100
    compute_redundancy        = 1
  }
  expect_failure = true
}

# expect: message "min_acu 100 → 200 (+100 %)"
resource "aws_rds_shard_group" "shards_min_acu_changes" {
  attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "shards"
    max_acu                   = 1000
    min_acu                   = 200
    compute_redundancy        = 1
  }
  prior_attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "shards"
    max_acu                   = 1000
    min_acu                   = 100
    compute_redundancy        = 1
  }
  expect_failure = true
}

# other arguments change, capacity does not
resource "aws_db_proxy_default_target_group" "proxy_no_capacity_change" {
  attrs = {
    db_proxy_name = "main"
    connection_pool_config = [
      { connection_borrow_timeout = 120, max_connections_percent = 100, max_idle_connections_percent = 50 },
    ]
  }
  prior_attrs = {
    db_proxy_name = "main"
    connection_pool_config = [
      { connection_borrow_timeout = 60, max_connections_percent = 100, max_idle_connections_percent = 50 },
    ]
  }
}

# expect: message "connection_pool_config.max_connections_percent 100 → 200 (+100 %)"
resource "aws_db_proxy_default_target_group" "proxy_max_connections_percent_changes" {
  attrs = {
    db_proxy_name = "main"
    connection_pool_config = [
      { connection_borrow_timeout = 60, max_connections_percent = 200, max_idle_connections_percent = 50 },
    ]
  }
  prior_attrs = {
    db_proxy_name = "main"
    connection_pool_config = [
      { connection_borrow_timeout = 60, max_connections_percent = 100, max_idle_connections_percent = 50 },
    ]
  }
  expect_failure = true
}

# expect: message "connection_pool_config.max_idle_connections_percent 50 → 100 (+100 %)"
resource "aws_db_proxy_default_target_group" "proxy_max_idle_connections_percent_changes" {
  attrs = {
    db_proxy_name = "main"
    connection_pool_config = [
      { connection_borrow_timeout = 60, max_connections_percent = 100, max_idle_connections_percent = 100 },
    ]
  }
  prior_attrs = {
    db_proxy_name = "main"
    connection_pool_config = [
      { connection_borrow_timeout = 60, max_connections_percent = 100, max_idle_connections_percent = 50 },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_db_instance" "storage_type_known_after_apply" {
  attrs       = { storage_type = aws_launch_template.kind.latest_version }
  prior_attrs = { storage_type = "gp2" }
}

resource "aws_launch_template" "kind" {
  attrs = { name = "kind" }
  skip  = true
}
