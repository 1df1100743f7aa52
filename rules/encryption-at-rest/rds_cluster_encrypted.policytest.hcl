policytest {
  targets = ["rds_cluster_encrypted.policy.hcl"]
}

resource "aws_ebs_snapshot" "source" {
  attrs = { id = "snap-0f", volume_id = "vol-1" }
  skip  = true
}

resource "aws_kms_key" "main" {
  attrs = { description = "data" }
  skip  = true
}

resource "aws_rds_cluster" "good" {
  attrs = {
    cluster_identifier = "good"
    engine             = "aurora-mysql"
    arn                = "arn:aws:rds:eu-west-1:123456789012:cluster:good"
    storage_encrypted  = true
  }
}

# expect: fail rds_cluster_encrypted
# expect: message "No KMS key protects the cluster's storage: storage_encrypted is not true."
resource "aws_rds_cluster" "bad" {
  attrs = {
    cluster_identifier = "bad"
    engine             = "aurora-mysql"
    arn                = "arn:aws:rds:eu-west-1:123456789012:cluster:bad"
    storage_encrypted  = false
  }
  expect_failure = true
}

resource "aws_rds_cluster" "not_set" {
  attrs = {
    cluster_identifier = "not-set"
    engine             = "aurora-mysql"
    arn                = "arn:aws:rds:eu-west-1:123456789012:cluster:not-set"
    engine_mode        = "provisioned"
  }
  expect_failure = true
}

# Serverless v1 has no unencrypted storage
resource "aws_rds_cluster" "serverless_v1" {
  attrs = {
    cluster_identifier = "serverless"
    engine             = "aurora-mysql"
    arn                = "arn:aws:rds:eu-west-1:123456789012:cluster:serverless"
    engine_mode        = "serverless"
  }
}

# expect: unknown
resource "aws_rds_cluster" "known_after_apply" {
  attrs = {
    cluster_identifier = "later"
    engine             = "aurora-mysql"
    arn                = "arn:aws:rds:eu-west-1:123456789012:cluster:later"
    storage_encrypted  = aws_ebs_snapshot.source.encrypted
  }
}

# it follows the snapshot, which is not in the plan
# expect: unknown
resource "aws_rds_cluster" "restored_inherits" {
  attrs = {
    cluster_identifier  = "restored"
    engine              = "aurora-mysql"
    arn                 = "arn:aws:rds:eu-west-1:123456789012:cluster:restored"
    snapshot_identifier = "nightly"
  }
}

# an existing restored cluster shows the key
resource "aws_rds_cluster" "restored_with_key" {
  attrs = {
    cluster_identifier  = "rekeyed"
    engine              = "aurora-mysql"
    arn                 = "arn:aws:rds:eu-west-1:123456789012:cluster:rekeyed"
    snapshot_identifier = "nightly"
    storage_encrypted   = false
    kms_key_id          = "arn:aws:kms:eu-west-1:123456789012:key/1"
  }
}

resource "aws_rds_cluster" "restored_encrypted" {
  attrs = {
    cluster_identifier  = "restored-good"
    engine              = "aurora-mysql"
    arn                 = "arn:aws:rds:eu-west-1:123456789012:cluster:restored-good"
    snapshot_identifier = "nightly"
    storage_encrypted   = true
  }
}

resource "aws_rds_cluster" "restored_without_key" {
  attrs = {
    cluster_identifier            = "restored-bad"
    engine                        = "aurora-mysql"
    arn                           = "arn:aws:rds:eu-west-1:123456789012:cluster:restored-bad"
    replication_source_identifier = "arn:aws:rds:eu-west-1:123456789012:cluster:x"
    storage_encrypted             = false
    kms_key_id                    = ""
  }
  expect_failure = true
}

resource "aws_rds_cluster" "source_good" {
  attrs = {
    cluster_identifier = "source-good"
    engine             = "aurora-mysql"
    arn                = "arn:aws:rds:eu-west-1:123456789012:cluster:source-good"
    storage_encrypted  = true
  }
}

resource "aws_rds_cluster" "source_bad" {
  attrs = {
    cluster_identifier = "source-bad"
    engine             = "aurora-mysql"
    arn                = "arn:aws:rds:eu-west-1:123456789012:cluster:source-bad"
    storage_encrypted  = false
  }
  skip = true
}

resource "aws_docdb_cluster" "docdb_good" {
  attrs = {
    cluster_identifier = "docdb-good"
    storage_encrypted  = true
    arn                = "arn:aws:rds:eu-west-1:123456789012:cluster:docdb-good"
  }
  skip = true
}

resource "aws_docdb_cluster" "docdb_bad" {
  attrs = {
    cluster_identifier = "docdb-bad"
    storage_encrypted  = false
    arn                = "arn:aws:rds:eu-west-1:123456789012:cluster:docdb-bad"
  }
  skip = true
}

resource "aws_rds_global_cluster" "global_good" {
  attrs = {
    global_cluster_identifier    = "global-good"
    source_db_cluster_identifier = null
    storage_encrypted            = true
  }
}

# expect: fail rds_cluster_encrypted
# expect: message "No KMS key protects the storage of the global cluster."
resource "aws_rds_global_cluster" "global_bad" {
  attrs = {
    global_cluster_identifier    = "global-bad"
    source_db_cluster_identifier = null
    storage_encrypted            = false
  }
  expect_failure = true
}

resource "aws_rds_global_cluster" "global_not_set" {
  attrs = {
    global_cluster_identifier    = "global-not-set"
    source_db_cluster_identifier = null
  }
  expect_failure = true
}

# expect: unknown
resource "aws_rds_global_cluster" "global_known_after_apply" {
  attrs = {
    global_cluster_identifier    = "global-later"
    source_db_cluster_identifier = null
    storage_encrypted            = aws_ebs_snapshot.source.encrypted
  }
}

resource "aws_rds_global_cluster" "global_follows_encrypted_source" {
  attrs = {
    global_cluster_identifier    = "global-follows"
    source_db_cluster_identifier = aws_rds_cluster.source_good.arn
  }
}

resource "aws_rds_global_cluster" "global_follows_plain_source" {
  attrs = {
    global_cluster_identifier    = "global-plain"
    source_db_cluster_identifier = aws_rds_cluster.source_bad.arn
  }
  expect_failure = true
}

# not judged: the source is not in the plan
resource "aws_rds_global_cluster" "global_source_elsewhere" {
  attrs = {
    global_cluster_identifier    = "global-elsewhere"
    source_db_cluster_identifier = "arn:aws:rds:eu-west-1:123456789012:cluster:elsewhere"
  }
}

resource "aws_docdb_global_cluster" "docdb_global_good" {
  attrs = {
    global_cluster_identifier    = "docdb-global-good"
    source_db_cluster_identifier = null
    storage_encrypted            = true
  }
}

# expect: fail rds_cluster_encrypted
# expect: message "No KMS key protects the storage of the global cluster."
resource "aws_docdb_global_cluster" "docdb_global_bad" {
  attrs = {
    global_cluster_identifier    = "docdb-global-bad"
    source_db_cluster_identifier = null
    storage_encrypted            = false
  }
  expect_failure = true
}

resource "aws_docdb_global_cluster" "docdb_global_not_set" {
  attrs = {
    global_cluster_identifier    = "docdb-global-not-set"
    source_db_cluster_identifier = null
  }
  expect_failure = true
}

# expect: unknown
resource "aws_docdb_global_cluster" "docdb_global_known_after_apply" {
  attrs = {
    global_cluster_identifier    = "docdb-global-later"
    source_db_cluster_identifier = null
    storage_encrypted            = aws_ebs_snapshot.source.encrypted
  }
}

resource "aws_docdb_global_cluster" "docdb_global_follows_encrypted_source" {
  attrs = {
    global_cluster_identifier    = "docdb-global-follows"
    source_db_cluster_identifier = aws_docdb_cluster.docdb_good.arn
  }
}

resource "aws_docdb_global_cluster" "docdb_global_follows_plain_source" {
  attrs = {
    global_cluster_identifier    = "docdb-global-plain"
    source_db_cluster_identifier = aws_docdb_cluster.docdb_bad.arn
  }
  expect_failure = true
}

# not judged: the source is not in the plan
resource "aws_docdb_global_cluster" "docdb_global_source_elsewhere" {
  attrs = {
    global_cluster_identifier    = "docdb-global-elsewhere"
    source_db_cluster_identifier = "arn:aws:rds:eu-west-1:123456789012:cluster:elsewhere"
  }
}
