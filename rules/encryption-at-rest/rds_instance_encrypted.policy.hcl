# RDS instances encrypt their storage.
#
# Data files, logs, backups, replicas and snapshots all follow this one setting. It cannot be switched on later: that
# takes a snapshot, an encrypted copy of it and a restore.
#
# severity: high
# controls: fsbp/RDS.3 cis-aws-3.0/2.3.1 cis-aws-5.0/2.2.1
# aliases: CKV_AWS_16 AVD-AWS-0080
# remediation: Set storage_encrypted = true; most stores are encrypted only at creation, so move an existing one through a snapshot and a restore.
# reference: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html
resource_policy "aws_db_instance" "rds_instance_encrypted" {
  enforce {
    condition     = attrs.storage_encrypted == true
    error_message = "The instance's storage is not encrypted."
  }
}
