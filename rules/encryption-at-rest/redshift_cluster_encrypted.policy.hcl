# Redshift clusters are encrypted.
#
# A warehouse gathers the data of every other system. With this setting its blocks, temporary tables and snapshots are
# encrypted; provider 5.x leaves it off when the argument is missing.
#
# severity: high
# controls: fsbp/Redshift.10
# aliases: CKV_AWS_64 AVD-AWS-0084
# remediation: Set encrypted = true; AWS migrates an existing cluster to encrypted storage in the background.
# reference: https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html
resource_policy "aws_redshift_cluster" "redshift_cluster_encrypted" {
  enforce {
    # a boolean in version 5 of the provider, text in version 6
    condition     = core::tostring(attrs.encrypted) == "true"
    error_message = "The cluster is not encrypted."
  }
}
