policytest {
  targets = ["rds_snapshot_not_public.policy.hcl"]
}

resource "aws_db_subnet_group" "other" {
  skip = true
  attrs = {
    name       = "other"
    subnet_ids = ["subnet-0a1b2c3d"]
  }
}

resource "aws_rds_cluster_instance" "other" {
  skip = true
  attrs = {
    identifier = "other"
  }
}

resource "aws_db_snapshot" "not_set" {
  attrs = {
    db_instance_identifier = "main"
    db_snapshot_identifier = "main-1"
  }
}

resource "aws_db_snapshot" "named_accounts" {
  attrs = {
    db_instance_identifier = "main"
    db_snapshot_identifier = "main-1"
    shared_accounts        = ["123456789012", "210987654321"]
  }
}

# expect: fail rds_snapshot_not_public
# expect: message "The snapshot is shared with every AWS account."
resource "aws_db_snapshot" "everyone" {
  expect_failure = true
  attrs = {
    db_instance_identifier = "main"
    db_snapshot_identifier = "main-1"
    shared_accounts        = ["all"]
  }
}

resource "aws_db_snapshot" "everyone_beside_an_unknown" {
  expect_failure = true
  attrs = {
    db_instance_identifier = "main"
    db_snapshot_identifier = "main-1"
    shared_accounts        = [aws_rds_cluster_instance.other.network_type, "all"]
  }
}

# expect: unknown
resource "aws_db_snapshot" "unknown_account" {
  attrs = {
    db_instance_identifier = "main"
    db_snapshot_identifier = "main-1"
    shared_accounts        = ["123456789012", aws_rds_cluster_instance.other.network_type]
  }
}

# expect: unknown
resource "aws_db_snapshot" "unknown_accounts" {
  attrs = {
    db_instance_identifier = "main"
    db_snapshot_identifier = "main-1"
    shared_accounts        = aws_db_subnet_group.other.supported_network_types
  }
}

resource "aws_db_cluster_snapshot" "not_set" {
  attrs = {
    db_cluster_identifier          = "main"
    db_cluster_snapshot_identifier = "main-1"
  }
}

resource "aws_db_cluster_snapshot" "named_accounts" {
  attrs = {
    db_cluster_identifier          = "main"
    db_cluster_snapshot_identifier = "main-1"
    shared_accounts                = ["123456789012", "210987654321"]
  }
}

# expect: message "The snapshot is shared with every AWS account."
resource "aws_db_cluster_snapshot" "everyone" {
  expect_failure = true
  attrs = {
    db_cluster_identifier          = "main"
    db_cluster_snapshot_identifier = "main-1"
    shared_accounts                = ["all"]
  }
}

resource "aws_db_cluster_snapshot" "everyone_beside_an_unknown" {
  expect_failure = true
  attrs = {
    db_cluster_identifier          = "main"
    db_cluster_snapshot_identifier = "main-1"
    shared_accounts                = [aws_rds_cluster_instance.other.network_type, "all"]
  }
}

# expect: unknown
resource "aws_db_cluster_snapshot" "unknown_account" {
  attrs = {
    db_cluster_identifier          = "main"
    db_cluster_snapshot_identifier = "main-1"
    shared_accounts                = ["123456789012", aws_rds_cluster_instance.other.network_type]
  }
}

# expect: unknown
resource "aws_db_cluster_snapshot" "unknown_accounts" {
  attrs = {
    db_cluster_identifier          = "main"
    db_cluster_snapshot_identifier = "main-1"
    shared_accounts                = aws_db_subnet_group.other.supported_network_types
  }
}
