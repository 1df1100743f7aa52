policytest {
  targets = ["stateful_resource_not_destroyed.policy.hcl"]
}

# expect: fail stateful_resource_not_destroyed
# expect: message "The database instance main and the data in it are destroyed."
resource "aws_db_instance" "db_instance_destroyed" {
  prior_attrs = {
    instance_class = "db.t3.medium"
    identifier     = "main"
  }
  expect_failure = true
}

# expect: message "The database instance main and the data in it are destroyed."
# expect: message "No final snapshot is taken (skip_final_snapshot = true)."
resource "aws_db_instance" "db_instance_destroyed_for_good" {
  prior_attrs = {
    instance_class      = "db.t3.medium"
    identifier          = "main"
    skip_final_snapshot = true
  }
  expect_failure = true
}

# expect: fail stateful_resource_not_destroyed
# expect: message "The database cluster main and the data in it are destroyed."
resource "aws_rds_cluster" "rds_cluster_destroyed" {
  prior_attrs = {
    engine             = "aurora-mysql"
    cluster_identifier = "main"
  }
  expect_failure = true
}

# expect: message "The database cluster main and the data in it are destroyed."
# expect: message "No final snapshot is taken (skip_final_snapshot = true)."
resource "aws_rds_cluster" "rds_cluster_destroyed_for_good" {
  prior_attrs = {
    engine              = "aurora-mysql"
    cluster_identifier  = "main"
    skip_final_snapshot = true
  }
  expect_failure = true
}

# expect: fail stateful_resource_not_destroyed
# expect: message "The table main and the data in it are destroyed."
resource "aws_dynamodb_table" "dynamodb_table_destroyed" {
  prior_attrs = {
    hash_key = "id"
    name     = "main"
  }
  expect_failure = true
}

# expect: fail stateful_resource_not_destroyed
# expect: message "The bucket main and the data in it are destroyed."
resource "aws_s3_bucket" "s3_bucket_destroyed" {
  prior_attrs = {
    bucket = "main"
  }
  expect_failure = true
}

# expect: message "The bucket main and the data in it are destroyed."
# expect: message "Every object and version in the bucket is deleted with it (force_destroy = true)."
resource "aws_s3_bucket" "s3_bucket_destroyed_for_good" {
  prior_attrs = {
    bucket        = "main"
    force_destroy = true
  }
  expect_failure = true
}

# expect: fail stateful_resource_not_destroyed
# expect: message "The file system main and the data in it are destroyed."
resource "aws_efs_file_system" "efs_file_system_destroyed" {
  prior_attrs = {
    id = "main"
  }
  expect_failure = true
}

# expect: fail stateful_resource_not_destroyed
# expect: message "The replication group main and the data in it are destroyed."
resource "aws_elasticache_replication_group" "elasticache_replication_group_destroyed" {
  prior_attrs = {
    description          = "main"
    replication_group_id = "main"
  }
  expect_failure = true
}

# expect: fail stateful_resource_not_destroyed
# expect: message "The domain main and the data in it are destroyed."
resource "aws_opensearch_domain" "opensearch_domain_destroyed" {
  prior_attrs = {
    domain_name = "main"
  }
  expect_failure = true
}

# expect: fail stateful_resource_not_destroyed
# expect: message "The volume main and the data in it are destroyed."
resource "aws_ebs_volume" "ebs_volume_destroyed" {
  prior_attrs = {
    availability_zone = "eu-west-1a"
    id                = "main"
  }
  expect_failure = true
}

# expect: fail stateful_resource_not_destroyed
# expect: message "The DocumentDB cluster main and the data in it are destroyed."
resource "aws_docdb_cluster" "docdb_cluster_destroyed" {
  prior_attrs = {
    cluster_identifier = "main"
  }
  expect_failure = true
}

# expect: message "The DocumentDB cluster main and the data in it are destroyed."
# expect: message "No final snapshot is taken (skip_final_snapshot = true)."
resource "aws_docdb_cluster" "docdb_cluster_destroyed_for_good" {
  prior_attrs = {
    cluster_identifier  = "main"
    skip_final_snapshot = true
  }
  expect_failure = true
}

# expect: fail stateful_resource_not_destroyed
# expect: message "The Neptune cluster main and the data in it are destroyed."
resource "aws_neptune_cluster" "neptune_cluster_destroyed" {
  prior_attrs = {
    cluster_identifier = "main"
  }
  expect_failure = true
}

# expect: message "The Neptune cluster main and the data in it are destroyed."
# expect: message "No final snapshot is taken (skip_final_snapshot = true)."
resource "aws_neptune_cluster" "neptune_cluster_destroyed_for_good" {
  prior_attrs = {
    cluster_identifier  = "main"
    skip_final_snapshot = true
  }
  expect_failure = true
}

# expect: fail stateful_resource_not_destroyed
# expect: message "The warehouse main and the data in it are destroyed."
resource "aws_redshift_cluster" "redshift_cluster_destroyed" {
  prior_attrs = {
    node_type          = "ra3.large"
    cluster_identifier = "main"
  }
  expect_failure = true
}

# expect: message "The warehouse main and the data in it are destroyed."
# expect: message "No final snapshot is taken (skip_final_snapshot = true)."
resource "aws_redshift_cluster" "redshift_cluster_destroyed_for_good" {
  prior_attrs = {
    node_type           = "ra3.large"
    cluster_identifier  = "main"
    skip_final_snapshot = true
  }
  expect_failure = true
}

# expect: fail stateful_resource_not_destroyed
# expect: message "The Kafka cluster main and the data in it are destroyed."
resource "aws_msk_cluster" "msk_cluster_destroyed" {
  prior_attrs = {
    cluster_name = "main"
  }
  expect_failure = true
}

# expect: fail stateful_resource_not_destroyed
# expect: message "The stream main and the data in it are destroyed."
resource "aws_kinesis_stream" "kinesis_stream_destroyed" {
  prior_attrs = {
    name = "main"
  }
  expect_failure = true
}

# expect: fail stateful_resource_not_destroyed
# expect: message "The secret main is destroyed."
resource "aws_secretsmanager_secret" "secretsmanager_secret_destroyed" {
  prior_attrs = {
    name = "main"
  }
  expect_failure = true
}

# expect: message "The secret main is destroyed."
# expect: message "It cannot be recovered (recovery_window_in_days = 0)."
resource "aws_secretsmanager_secret" "secretsmanager_secret_destroyed_for_good" {
  prior_attrs = {
    name                    = "main"
    recovery_window_in_days = 0
  }
  expect_failure = true
}

resource "aws_db_instance" "database_changed_in_place" {
  attrs = {
    identifier     = "main"
    instance_class = "db.m5.large"
  }
  prior_attrs = {
    identifier     = "main"
    instance_class = "db.t3.medium"
  }
}

resource "aws_s3_bucket" "bucket_created" {
  attrs = {
    bucket = "new"
  }
}
