# DAX clusters encrypt data at rest.
#
# A DAX node keeps copies of table items and of query results on disk. Encryption cannot be switched on for a running
# cluster, so a cluster created without it has to be replaced.
#
# severity: high
# controls: fsbp/DynamoDB.3
# aliases: CKV_AWS_47 AVD-AWS-0023
# remediation: Set enabled = true in server_side_encryption; most stores are encrypted only at creation, so move an existing one through a snapshot and a restore.
# reference: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html
resource_policy "aws_dax_cluster" "dax_cluster_encrypted" {
  enforce {
    condition     = core::try(attrs.server_side_encryption[0].enabled, false) == true
    error_message = "The cluster does not encrypt its data at rest."
  }
}
