# RDS and Aurora snapshots are not shared with everyone.
#
# A snapshot shared with all can be restored by anyone who has an AWS account: a whole database, handed over.
#
# severity: critical
# controls: fsbp/RDS.1 fsbp/Neptune.3 fsbp/DocumentDB.3
# aliases: CKV_AWS_302
# remediation: Remove "all" from shared_accounts and share with named accounts only.
# reference: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html
resource_policy "aws_db_snapshot" "rds_snapshot_not_public" {
  enforce {
    condition     = attrs.shared_accounts == null ? true : core::contains(attrs.shared_accounts, "all") == false
    error_message = "The snapshot is shared with every AWS account."
  }
}

resource_policy "aws_db_cluster_snapshot" "rds_snapshot_not_public" {
  enforce {
    condition     = attrs.shared_accounts == null ? true : core::contains(attrs.shared_accounts, "all") == false
    error_message = "The snapshot is shared with every AWS account."
  }
}
