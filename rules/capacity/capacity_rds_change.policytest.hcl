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

# expect: message "instance_class changes from db.t3.medium to db.t3.large."
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

# expect: message "multi_az changes from false to true."
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

# expect: message "allocated_storage changes from 20 to 40."
resource "aws_db_instance" "database_allocated_storage_changes" {
  attrs = {
    identifier              = "main"
    instance_class          = "db.t3.medium"
    multi_az                = false
    allocated_storage       = 40
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

# expect: message "max_allocated_storage changes from 100 to 200."
resource "aws_db_instance" "database_max_allocated_storage_changes" {
  attrs = {
    identifier              = "main"
    instance_class          = "db.t3.medium"
    multi_az                = false
    allocated_storage       = 20
    max_allocated_storage   = 200
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

# expect: message "storage_type changes from gp2 to gp3."
resource "aws_db_instance" "database_storage_type_changes" {
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
    storage_type            = "gp2"
    iops                    = 3000
    storage_throughput      = 125
    backup_retention_period = 7
  }
  expect_failure = true
}

# expect: message "iops changes from 3000 to 6000."
resource "aws_db_instance" "database_iops_changes" {
  attrs = {
    identifier              = "main"
    instance_class          = "db.t3.medium"
    multi_az                = false
    allocated_storage       = 20
    max_allocated_storage   = 100
    storage_type            = "gp2"
    iops                    = 6000
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

# expect: message "storage_throughput changes from 125 to 250."
resource "aws_db_instance" "database_storage_throughput_changes" {
  attrs = {
    identifier              = "main"
    instance_class          = "db.t3.medium"
    multi_az                = false
    allocated_storage       = 20
    max_allocated_storage   = 100
    storage_type            = "gp2"
    iops                    = 3000
    storage_throughput      = 250
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

# expect: message "storage_throughput changes from not set to 125."
resource "aws_db_instance" "database_storage_throughput_first_set" {
  attrs = {
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
  prior_attrs = {
    identifier              = "main"
    instance_class          = "db.t3.medium"
    multi_az                = false
    allocated_storage       = 20
    max_allocated_storage   = 100
    storage_type            = "gp2"
    iops                    = 3000
    storage_throughput      = null
    backup_retention_period = 7
  }
  expect_failure = true
}

# expect: message "storage_throughput changes from 125 to not set."
resource "aws_db_instance" "database_storage_throughput_no_longer_set" {
  attrs = {
    identifier              = "main"
    instance_class          = "db.t3.medium"
    multi_az                = false
    allocated_storage       = 20
    max_allocated_storage   = 100
    storage_type            = "gp2"
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
    storage_type            = "gp2"
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
    storage_type            = "gp2"
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
    storage_type            = "gp2"
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

# expect: message "db_cluster_instance_class changes from db.m5d.large to db.m5d.2xlarge."
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

# expect: message "allocated_storage changes from 100 to 200."
resource "aws_rds_cluster" "cluster_allocated_storage_changes" {
  attrs = {
    cluster_identifier        = "main"
    engine                    = "aurora-mysql"
    db_cluster_instance_class = "db.m5d.large"
    allocated_storage         = 200
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

# expect: message "iops changes from 1000 to 2000."
resource "aws_rds_cluster" "cluster_iops_changes" {
  attrs = {
    cluster_identifier        = "main"
    engine                    = "aurora-mysql"
    db_cluster_instance_class = "db.m5d.large"
    allocated_storage         = 100
    iops                      = 2000
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

# expect: message "storage_type changes from aurora to aurora-iopt1."
resource "aws_rds_cluster" "cluster_storage_type_changes" {
  attrs = {
    cluster_identifier        = "main"
    engine                    = "aurora-mysql"
    db_cluster_instance_class = "db.m5d.large"
    allocated_storage         = 100
    iops                      = 1000
    storage_type              = "aurora-iopt1"
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

# expect: message "serverlessv2_scaling_configuration.min_capacity changes from 0.5 to 1."
resource "aws_rds_cluster" "cluster_serverlessv2_min_capacity_changes" {
  attrs = {
    cluster_identifier        = "main"
    engine                    = "aurora-mysql"
    db_cluster_instance_class = "db.m5d.large"
    allocated_storage         = 100
    iops                      = 1000
    storage_type              = "aurora"
    backup_retention_period   = 7
    serverlessv2_scaling_configuration = [
      { min_capacity = 1, max_capacity = 8 },
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

# expect: message "serverlessv2_scaling_configuration.max_capacity changes from 8 to 16."
resource "aws_rds_cluster" "cluster_serverlessv2_max_capacity_changes" {
  attrs = {
    cluster_identifier        = "main"
    engine                    = "aurora-mysql"
    db_cluster_instance_class = "db.m5d.large"
    allocated_storage         = 100
    iops                      = 1000
    storage_type              = "aurora"
    backup_retention_period   = 7
    serverlessv2_scaling_configuration = [
      { min_capacity = 0.5, max_capacity = 16 },
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

# expect: message "scaling_configuration.min_capacity changes from 1 to 2."
resource "aws_rds_cluster" "cluster_serverlessv1_min_capacity_changes" {
  attrs = {
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
      { min_capacity = 2, max_capacity = 16 },
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

# expect: message "scaling_configuration.max_capacity changes from 16 to 32."
resource "aws_rds_cluster" "cluster_serverlessv1_max_capacity_changes" {
  attrs = {
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
      { min_capacity = 1, max_capacity = 32 },
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

# expect: message "scaling_configuration.max_capacity changes from not set to 16."
resource "aws_rds_cluster" "cluster_serverlessv1_max_capacity_first_set" {
  attrs = {
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
      { min_capacity = 1, max_capacity = null },
    ]
  }
  expect_failure = true
}

# expect: message "scaling_configuration.max_capacity changes from 16 to not set."
resource "aws_rds_cluster" "cluster_serverlessv1_max_capacity_no_longer_set" {
  attrs = {
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
      { min_capacity = 1, max_capacity = null },
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

resource "aws_rds_cluster" "cluster_serverlessv1_max_capacity_set_on_neither_side" {
  attrs = {
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
      { min_capacity = 1, max_capacity = null },
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
      { min_capacity = 1, max_capacity = null },
    ]
  }
}

# expect: unknown
resource "aws_rds_cluster" "cluster_allocated_storage_known_after_apply" {
  attrs = {
    cluster_identifier        = "main"
    engine                    = "aurora-mysql"
    db_cluster_instance_class = "db.m5d.large"
    allocated_storage         = aws_launch_template.size.latest_version
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

# expect: message "instance_class changes from db.r5.large to db.r5.2xlarge."
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

# expect: message "promotion_tier changes from 1 to 2."
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

# expect: message "promotion_tier changes from not set to 1."
resource "aws_rds_cluster_instance" "member_promotion_tier_first_set" {
  attrs = {
    cluster_identifier         = "main"
    engine                     = "aurora-mysql"
    instance_class             = "db.r5.large"
    promotion_tier             = 1
    auto_minor_version_upgrade = false
  }
  prior_attrs = {
    cluster_identifier         = "main"
    engine                     = "aurora-mysql"
    instance_class             = "db.r5.large"
    promotion_tier             = null
    auto_minor_version_upgrade = false
  }
  expect_failure = true
}

# expect: message "promotion_tier changes from 1 to not set."
resource "aws_rds_cluster_instance" "member_promotion_tier_no_longer_set" {
  attrs = {
    cluster_identifier         = "main"
    engine                     = "aurora-mysql"
    instance_class             = "db.r5.large"
    promotion_tier             = null
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

resource "aws_rds_cluster_instance" "member_promotion_tier_set_on_neither_side" {
  attrs = {
    cluster_identifier         = "main"
    engine                     = "aurora-mysql"
    instance_class             = "db.r5.large"
    promotion_tier             = null
    auto_minor_version_upgrade = false
  }
  prior_attrs = {
    cluster_identifier         = "main"
    engine                     = "aurora-mysql"
    instance_class             = "db.r5.large"
    promotion_tier             = null
    auto_minor_version_upgrade = false
  }
}

# expect: unknown
resource "aws_rds_cluster_instance" "member_promotion_tier_known_after_apply" {
  attrs = {
    cluster_identifier         = "main"
    engine                     = "aurora-mysql"
    instance_class             = "db.r5.large"
    promotion_tier             = aws_launch_template.size.latest_version
    auto_minor_version_upgrade = false
  }
  prior_attrs = {
    cluster_identifier         = "main"
    engine                     = "aurora-mysql"
    instance_class             = "db.r5.large"
    promotion_tier             = 1
    auto_minor_version_upgrade = false
  }
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

# expect: message "max_acu changes from 1000 to 2000."
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

# expect: message "min_acu changes from 100 to 200."
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

# expect: message "compute_redundancy changes from 1 to 2."
resource "aws_rds_shard_group" "shards_compute_redundancy_changes" {
  attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "shards"
    max_acu                   = 1000
    min_acu                   = 100
    compute_redundancy        = 2
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

# expect: message "compute_redundancy changes from not set to 1."
resource "aws_rds_shard_group" "shards_compute_redundancy_first_set" {
  attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "shards"
    max_acu                   = 1000
    min_acu                   = 100
    compute_redundancy        = 1
  }
  prior_attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "shards"
    max_acu                   = 1000
    min_acu                   = 100
    compute_redundancy        = null
  }
  expect_failure = true
}

# expect: message "compute_redundancy changes from 1 to not set."
resource "aws_rds_shard_group" "shards_compute_redundancy_no_longer_set" {
  attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "shards"
    max_acu                   = 1000
    min_acu                   = 100
    compute_redundancy        = null
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

resource "aws_rds_shard_group" "shards_compute_redundancy_set_on_neither_side" {
  attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "shards"
    max_acu                   = 1000
    min_acu                   = 100
    compute_redundancy        = null
  }
  prior_attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "shards"
    max_acu                   = 1000
    min_acu                   = 100
    compute_redundancy        = null
  }
}

# expect: unknown
resource "aws_rds_shard_group" "shards_max_acu_known_after_apply" {
  attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "shards"
    max_acu                   = aws_launch_template.size.latest_version
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

# expect: message "max_connections_percent changes from 100 to 200."
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

# expect: message "max_idle_connections_percent changes from 50 to 100."
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

# expect: message "max_idle_connections_percent changes from not set to 50."
resource "aws_db_proxy_default_target_group" "proxy_max_idle_connections_percent_first_set" {
  attrs = {
    db_proxy_name = "main"
    connection_pool_config = [
      { connection_borrow_timeout = 60, max_connections_percent = 100, max_idle_connections_percent = 50 },
    ]
  }
  prior_attrs = {
    db_proxy_name = "main"
    connection_pool_config = [
      { connection_borrow_timeout = 60, max_connections_percent = 100, max_idle_connections_percent = null },
    ]
  }
  expect_failure = true
}

# expect: message "max_idle_connections_percent changes from 50 to not set."
resource "aws_db_proxy_default_target_group" "proxy_max_idle_connections_percent_no_longer_set" {
  attrs = {
    db_proxy_name = "main"
    connection_pool_config = [
      { connection_borrow_timeout = 60, max_connections_percent = 100, max_idle_connections_percent = null },
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

resource "aws_db_proxy_default_target_group" "proxy_max_idle_connections_percent_set_on_neither_side" {
  attrs = {
    db_proxy_name = "main"
    connection_pool_config = [
      { connection_borrow_timeout = 60, max_connections_percent = 100, max_idle_connections_percent = null },
    ]
  }
  prior_attrs = {
    db_proxy_name = "main"
    connection_pool_config = [
      { connection_borrow_timeout = 60, max_connections_percent = 100, max_idle_connections_percent = null },
    ]
  }
}

# expect: unknown
resource "aws_db_proxy_default_target_group" "proxy_max_connections_percent_known_after_apply" {
  attrs = {
    db_proxy_name = "main"
    connection_pool_config = [
      { connection_borrow_timeout = 60, max_connections_percent = aws_launch_template.size.latest_version, max_idle_connections_percent = 50 },
    ]
  }
  prior_attrs = {
    db_proxy_name = "main"
    connection_pool_config = [
      { connection_borrow_timeout = 60, max_connections_percent = 100, max_idle_connections_percent = 50 },
    ]
  }
}
