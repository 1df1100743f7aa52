# ElastiCache Redis and Valkey replication groups encrypt data at rest.
#
# Backups, swap and the files written while replicas synchronise hold whatever the cache holds, sessions and tokens
# included. The setting is fixed when the group is created.
#
# severity: high
# controls: fsbp/ElastiCache.4
# aliases: CKV_AWS_29 AVD-AWS-0045
# remediation: Set at_rest_encryption_enabled = true; most stores are encrypted only at creation, so move an existing one through a snapshot and a restore.
# reference: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html
resource_policy "aws_elasticache_replication_group" "elasticache_replication_group_encrypted_at_rest" {
  enforce {
    # the schema holds this boolean as text
    condition     = core::tostring(attrs.at_rest_encryption_enabled) == "true"
    error_message = "The replication group does not encrypt its data at rest."
  }
}
