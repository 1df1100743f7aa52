# ElastiCache and MemoryDB keep automatic snapshots.
#
# Without a snapshot, a flushed or deleted cache is gone, and whatever was kept only there with it.
# Memcached clusters have no snapshots, and a replica takes those of its replication group.
#
# severity: high
# controls: fsbp/ElastiCache.1 waf/REL09-BP03
# aliases: CKV_AWS_134 AVD-AWS-0050
# remediation: Set snapshot_retention_limit to one day or more.
# reference: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html
resource_policy "aws_elasticache_replication_group" "elasticache_backups_enabled" {
  enforce {
    condition     = core::try(attrs.snapshot_retention_limit, 0) >= 1
    error_message = "The replication group keeps no automatic snapshots."
  }
}

resource_policy "aws_elasticache_cluster" "elasticache_backups_enabled" {
  enforce {
    condition     = core::try(attrs.snapshot_retention_limit, 0) >= 1 || core::try(attrs.engine, "") == "memcached" || core::try(attrs.replication_group_id, "") != ""
    error_message = "The cluster keeps no automatic snapshots."
  }
}

resource_policy "aws_memorydb_cluster" "elasticache_backups_enabled" {
  enforce {
    condition     = attrs.snapshot_retention_limit >= 1
    error_message = "The cluster keeps no automatic snapshots."
  }
}

resource_policy "aws_elasticache_serverless_cache" "elasticache_backups_enabled" {
  enforce {
    condition     = attrs.engine == "memcached" || attrs.snapshot_retention_limit >= 1
    error_message = "The cache keeps no automatic snapshots."
  }
}
