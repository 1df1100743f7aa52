# Aurora, Multi-AZ and global clusters encrypt their storage.
#
# Every member, backup and snapshot of the cluster follows this setting, and it is fixed at creation. Without it a
# Multi-AZ or older cluster lies in the clear; Aurora clusters made since February 2026 are encrypted all the same, but
# with a key of AWS that nobody here can see, audit or withdraw. Serverless v1 is always encrypted; a restored cluster
# follows its source, or the key it names.
#
# severity: high
# controls: fsbp/RDS.27 cis-aws-3.0/2.3.1 cis-aws-5.0/2.2.1
# aliases: CKV_AWS_96 CKV_AWS_140 CKV_AWS_292 AVD-AWS-0079
# remediation: Set storage_encrypted = true and name a kms_key_id; move an existing cluster through an encrypted copy of a snapshot.
# reference: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html
resource_policy "aws_rds_cluster" "rds_cluster_encrypted" {
  locals {
    restored = attrs.snapshot_identifier != null || attrs.replication_source_identifier != null || core::length(core::try(attrs.restore_to_point_in_time, [])) > 0
    # what a restored cluster inherits shows in its key, once there is one
    has_key = core::regex_match("key/", core::coalesce(attrs.kms_key_id, "none"))
  }

  enforce {
    condition     = attrs.storage_encrypted == true || attrs.engine_mode == "serverless" || (local.restored ? local.has_key : false)
    error_message = "No KMS key protects the cluster's storage: storage_encrypted is not true."
  }
}

resource_policy "aws_rds_global_cluster" "rds_cluster_encrypted" {
  locals {
    source_set = attrs.source_db_cluster_identifier != null && attrs.source_db_cluster_identifier != ""
    sources    = local.source_set ? core::getresources("aws_rds_cluster", { arn = attrs.source_db_cluster_identifier }) : []
  }

  # a global cluster takes the setting of its source; a source outside the plan cannot be judged
  filter = local.source_set ? core::length(local.sources) > 0 : true

  enforce {
    condition     = local.source_set ? core::alltrue([for s in local.sources : s.storage_encrypted == true]) : attrs.storage_encrypted == true
    error_message = "No KMS key protects the storage of the global cluster."
  }
}

resource_policy "aws_docdb_global_cluster" "rds_cluster_encrypted" {
  locals {
    source_set = attrs.source_db_cluster_identifier != null && attrs.source_db_cluster_identifier != ""
    sources    = local.source_set ? core::getresources("aws_docdb_cluster", { arn = attrs.source_db_cluster_identifier }) : []
  }

  # a global cluster takes the setting of its source; a source outside the plan cannot be judged
  filter = local.source_set ? core::length(local.sources) > 0 : true

  enforce {
    condition     = local.source_set ? core::alltrue([for s in local.sources : s.storage_encrypted == true]) : attrs.storage_encrypted == true
    error_message = "No KMS key protects the storage of the global cluster."
  }
}
