# Neptune clusters encrypt their storage.
#
# The graph, its logs, backups and replicas all follow the setting of the cluster's storage, which is fixed at creation.
#
# severity: high
# controls: fsbp/Neptune.1
# aliases: CKV_AWS_44 AVD-AWS-0076
# remediation: Set storage_encrypted = true; most stores are encrypted only at creation, so move an existing one through a snapshot and a restore.
# reference: https://docs.aws.amazon.com/neptune/latest/userguide/encrypt.html
resource_policy "aws_neptune_cluster" "neptune_cluster_encrypted" {
  enforce {
    condition     = attrs.storage_encrypted == true
    error_message = "The cluster's storage is not encrypted."
  }
}
