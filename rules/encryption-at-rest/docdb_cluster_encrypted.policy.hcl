# DocumentDB clusters encrypt their storage.
#
# Documents, indexes, logs and every snapshot share the setting of the cluster's storage. It is fixed when the cluster
# is created.
#
# severity: high
# controls: fsbp/DocumentDB.1
# aliases: CKV_AWS_74 AVD-AWS-0021
# remediation: Set storage_encrypted = true; most stores are encrypted only at creation, so move an existing one through a snapshot and a restore.
# reference: https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html
resource_policy "aws_docdb_cluster" "docdb_cluster_encrypted" {
  enforce {
    condition     = attrs.storage_encrypted == true
    error_message = "The cluster's storage is not encrypted."
  }
}
