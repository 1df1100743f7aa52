policytest {
  targets = ["capacity_elasticache_change.policy.hcl"]
}

resource "aws_launch_template" "size" {
  attrs = { name = "size" }
  skip  = true
}

# other arguments change, capacity does not
resource "aws_elasticache_replication_group" "replication_group_no_capacity_change" {
  attrs = {
    replication_group_id    = "main"
    description             = "sessions"
    node_type               = "cache.r6g.large"
    num_cache_clusters      = 2
    num_node_groups         = 1
    replicas_per_node_group = 1
  }
  prior_attrs = {
    replication_group_id    = "main"
    description             = "main"
    node_type               = "cache.r6g.large"
    num_cache_clusters      = 2
    num_node_groups         = 1
    replicas_per_node_group = 1
  }
}

# expect: message "node_type cache.r6g.large → cache.r6g.2xlarge (2 sizes up)"
resource "aws_elasticache_replication_group" "replication_group_node_type_changes" {
  attrs = {
    replication_group_id    = "main"
    description             = "main"
    node_type               = "cache.r6g.2xlarge"
    num_cache_clusters      = 2
    num_node_groups         = 1
    replicas_per_node_group = 1
  }
  prior_attrs = {
    replication_group_id    = "main"
    description             = "main"
    node_type               = "cache.r6g.large"
    num_cache_clusters      = 2
    num_node_groups         = 1
    replicas_per_node_group = 1
  }
  expect_failure = true
}

# expect: message "num_cache_clusters 2 → 4 (+100 %)"
resource "aws_elasticache_replication_group" "replication_group_num_cache_clusters_changes" {
  attrs = {
    replication_group_id    = "main"
    description             = "main"
    node_type               = "cache.r6g.large"
    num_cache_clusters      = 4
    num_node_groups         = 1
    replicas_per_node_group = 1
  }
  prior_attrs = {
    replication_group_id    = "main"
    description             = "main"
    node_type               = "cache.r6g.large"
    num_cache_clusters      = 2
    num_node_groups         = 1
    replicas_per_node_group = 1
  }
  expect_failure = true
}

# expect: message "replicas_per_node_group not set → 1"
resource "aws_elasticache_replication_group" "replication_group_replicas_per_node_group_first_set" {
  attrs = {
    replication_group_id    = "main"
    description             = "main"
    node_type               = "cache.r6g.large"
    num_cache_clusters      = 2
    num_node_groups         = 1
    replicas_per_node_group = 1
  }
  prior_attrs = {
    replication_group_id    = "main"
    description             = "main"
    node_type               = "cache.r6g.large"
    num_cache_clusters      = 2
    num_node_groups         = 1
    replicas_per_node_group = null
  }
  expect_failure = true
}

# expect: message "replicas_per_node_group 1 → not set"
resource "aws_elasticache_replication_group" "replication_group_replicas_per_node_group_no_longer_set" {
  attrs = {
    replication_group_id    = "main"
    description             = "main"
    node_type               = "cache.r6g.large"
    num_cache_clusters      = 2
    num_node_groups         = 1
    replicas_per_node_group = null
  }
  prior_attrs = {
    replication_group_id    = "main"
    description             = "main"
    node_type               = "cache.r6g.large"
    num_cache_clusters      = 2
    num_node_groups         = 1
    replicas_per_node_group = 1
  }
  expect_failure = true
}

resource "aws_elasticache_replication_group" "replication_group_replicas_per_node_group_set_on_neither_side" {
  attrs = {
    replication_group_id    = "main"
    description             = "main"
    node_type               = "cache.r6g.large"
    num_cache_clusters      = 2
    num_node_groups         = 1
    replicas_per_node_group = null
  }
  prior_attrs = {
    replication_group_id    = "main"
    description             = "main"
    node_type               = "cache.r6g.large"
    num_cache_clusters      = 2
    num_node_groups         = 1
    replicas_per_node_group = null
  }
}

# expect: unknown
resource "aws_elasticache_replication_group" "replication_group_num_cache_clusters_known_after_apply" {
  attrs = {
    replication_group_id    = "main"
    description             = "main"
    node_type               = "cache.r6g.large"
    num_cache_clusters      = aws_launch_template.size.latest_version
    num_node_groups         = 1
    replicas_per_node_group = 1
  }
  prior_attrs = {
    replication_group_id    = "main"
    description             = "main"
    node_type               = "cache.r6g.large"
    num_cache_clusters      = 2
    num_node_groups         = 1
    replicas_per_node_group = 1
  }
}

# other arguments change, capacity does not
resource "aws_elasticache_cluster" "cluster_no_capacity_change" {
  attrs = {
    cluster_id         = "main"
    engine             = "memcached"
    node_type          = "cache.r6g.large"
    num_cache_nodes    = 2
    maintenance_window = "mon:05:00-mon:06:00"
  }
  prior_attrs = {
    cluster_id         = "main"
    engine             = "memcached"
    node_type          = "cache.r6g.large"
    num_cache_nodes    = 2
    maintenance_window = "sun:05:00-sun:06:00"
  }
}

# expect: message "node_type cache.r6g.large → cache.r6g.2xlarge (2 sizes up)"
resource "aws_elasticache_cluster" "cluster_node_type_changes" {
  attrs = {
    cluster_id         = "main"
    engine             = "memcached"
    node_type          = "cache.r6g.2xlarge"
    num_cache_nodes    = 2
    maintenance_window = "sun:05:00-sun:06:00"
  }
  prior_attrs = {
    cluster_id         = "main"
    engine             = "memcached"
    node_type          = "cache.r6g.large"
    num_cache_nodes    = 2
    maintenance_window = "sun:05:00-sun:06:00"
  }
  expect_failure = true
}

# expect: message "num_cache_nodes 2 → 4 (+100 %)"
resource "aws_elasticache_cluster" "cluster_num_cache_nodes_changes" {
  attrs = {
    cluster_id         = "main"
    engine             = "memcached"
    node_type          = "cache.r6g.large"
    num_cache_nodes    = 4
    maintenance_window = "sun:05:00-sun:06:00"
  }
  prior_attrs = {
    cluster_id         = "main"
    engine             = "memcached"
    node_type          = "cache.r6g.large"
    num_cache_nodes    = 2
    maintenance_window = "sun:05:00-sun:06:00"
  }
  expect_failure = true
}

# other arguments change, capacity does not
resource "aws_elasticache_serverless_cache" "serverless_no_capacity_change" {
  attrs = {
    name        = "main"
    engine      = "valkey"
    description = "sessions"
    cache_usage_limits = [
      {
        data_storage = [
          { minimum = 1, maximum = 10, unit = "GB" },
        ]
        ecpu_per_second = [
          { minimum = 1000, maximum = 5000 },
        ]
      },
    ]
  }
  prior_attrs = {
    name        = "main"
    engine      = "valkey"
    description = "main"
    cache_usage_limits = [
      {
        data_storage = [
          { minimum = 1, maximum = 10, unit = "GB" },
        ]
        ecpu_per_second = [
          { minimum = 1000, maximum = 5000 },
        ]
      },
    ]
  }
}

# expect: message "cache_usage_limits.data_storage.minimum 1 → 2 (+100 %)"
resource "aws_elasticache_serverless_cache" "serverless_storage_minimum_changes" {
  attrs = {
    name        = "main"
    engine      = "valkey"
    description = "main"
    cache_usage_limits = [
      {
        data_storage = [
          { minimum = 2, maximum = 10, unit = "GB" },
        ]
        ecpu_per_second = [
          { minimum = 1000, maximum = 5000 },
        ]
      },
    ]
  }
  prior_attrs = {
    name        = "main"
    engine      = "valkey"
    description = "main"
    cache_usage_limits = [
      {
        data_storage = [
          { minimum = 1, maximum = 10, unit = "GB" },
        ]
        ecpu_per_second = [
          { minimum = 1000, maximum = 5000 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "cache_usage_limits.data_storage.maximum 10 → 20 (+100 %)"
resource "aws_elasticache_serverless_cache" "serverless_storage_maximum_changes" {
  attrs = {
    name        = "main"
    engine      = "valkey"
    description = "main"
    cache_usage_limits = [
      {
        data_storage = [
          { minimum = 1, maximum = 20, unit = "GB" },
        ]
        ecpu_per_second = [
          { minimum = 1000, maximum = 5000 },
        ]
      },
    ]
  }
  prior_attrs = {
    name        = "main"
    engine      = "valkey"
    description = "main"
    cache_usage_limits = [
      {
        data_storage = [
          { minimum = 1, maximum = 10, unit = "GB" },
        ]
        ecpu_per_second = [
          { minimum = 1000, maximum = 5000 },
        ]
      },
    ]
  }
  expect_failure = true
}

# other arguments change, capacity does not
resource "aws_elasticache_global_replication_group" "global_no_capacity_change" {
  attrs = {
    global_replication_group_id_suffix   = "main"
    primary_replication_group_id         = "main"
    global_replication_group_description = "sessions"
    cache_node_type                      = "cache.r6g.large"
    num_node_groups                      = 1
  }
  prior_attrs = {
    global_replication_group_id_suffix   = "main"
    primary_replication_group_id         = "main"
    global_replication_group_description = "main"
    cache_node_type                      = "cache.r6g.large"
    num_node_groups                      = 1
  }
}

# expect: message "cache_node_type cache.r6g.large → cache.r6g.2xlarge (2 sizes up)"
resource "aws_elasticache_global_replication_group" "global_cache_node_type_changes" {
  attrs = {
    global_replication_group_id_suffix   = "main"
    primary_replication_group_id         = "main"
    global_replication_group_description = "main"
    cache_node_type                      = "cache.r6g.2xlarge"
    num_node_groups                      = 1
  }
  prior_attrs = {
    global_replication_group_id_suffix   = "main"
    primary_replication_group_id         = "main"
    global_replication_group_description = "main"
    cache_node_type                      = "cache.r6g.large"
    num_node_groups                      = 1
  }
  expect_failure = true
}

# expect: message "num_node_groups 1 → 2 (+100 %)"
resource "aws_elasticache_global_replication_group" "global_num_node_groups_changes" {
  attrs = {
    global_replication_group_id_suffix   = "main"
    primary_replication_group_id         = "main"
    global_replication_group_description = "main"
    cache_node_type                      = "cache.r6g.large"
    num_node_groups                      = 2
  }
  prior_attrs = {
    global_replication_group_id_suffix   = "main"
    primary_replication_group_id         = "main"
    global_replication_group_description = "main"
    cache_node_type                      = "cache.r6g.large"
    num_node_groups                      = 1
  }
  expect_failure = true
}

# replaced by one that is as large
resource "aws_elasticache_replication_group" "group_replaced_same_size" {
  attrs = {
    description          = "main"
    node_type            = "cache.r6g.large"
    replication_group_id = "group-same"
  }
  prior_attrs = {
    description          = "main"
    node_type            = "cache.r6g.large"
    replication_group_id = "group-same"
  }
  meta = { operation = "replace" }
}

# removed without a successor
resource "aws_elasticache_replication_group" "group_removed" {
  prior_attrs = {
    description          = "main"
    node_type            = "cache.r6g.large"
    replication_group_id = "group-gone"
  }
}

# expect: message "node_type cache.r6g.large → cache.r6g.2xlarge (2 sizes up)"
resource "aws_elasticache_replication_group" "group_node_type_replaced" {
  attrs = {
    description          = "main"
    node_type            = "cache.r6g.2xlarge"
    replication_group_id = "group-node-type"
  }
  prior_attrs = {
    description          = "main"
    node_type            = "cache.r6g.large"
    replication_group_id = "group-node-type"
  }
  meta = { operation = "replace" }
  expect_failure = true
}

# replaced by one that is as large
resource "aws_elasticache_cluster" "node_replaced_same_size" {
  attrs = {
    node_type  = "cache.r6g.large"
    cluster_id = "node-same"
  }
  prior_attrs = {
    node_type  = "cache.r6g.large"
    cluster_id = "node-same"
  }
  meta = { operation = "replace" }
}

# removed without a successor
resource "aws_elasticache_cluster" "node_removed" {
  prior_attrs = {
    node_type  = "cache.r6g.large"
    cluster_id = "node-gone"
  }
}

# expect: message "node_type cache.r6g.large → cache.r6g.2xlarge (2 sizes up)"
resource "aws_elasticache_cluster" "node_node_type_replaced" {
  attrs = {
    node_type  = "cache.r6g.2xlarge"
    cluster_id = "node-node-type"
  }
  prior_attrs = {
    node_type  = "cache.r6g.large"
    cluster_id = "node-node-type"
  }
  meta = { operation = "replace" }
  expect_failure = true
}
