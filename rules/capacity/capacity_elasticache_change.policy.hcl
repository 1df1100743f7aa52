# Capacity changes of ElastiCache are approved by an owner.
#
# Fewer or smaller nodes mean evicted data and a database that takes the load instead; resharding moves keys while the
# cache is in use. Its owners should have said yes. A replacement is planned as a delete and a create that know nothing
# of each other, so besides updates in place only that of the node type of a group or cluster is compared, with the
# successor of the same name.
#
# severity: high
# remediation: Ask an owner of the file for approval, or plan the change apart from other work.
# reference: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Scaling.html
resource_policy "aws_elasticache_replication_group" "capacity_elasticache_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = attrs.node_type == prior_attrs.node_type
    error_message = "node_type changes from ${core::coalesce(prior_attrs.node_type, "not set")} to ${core::coalesce(attrs.node_type, "not set")}."
  }

  enforce {
    condition     = attrs.num_cache_clusters == prior_attrs.num_cache_clusters
    error_message = "num_cache_clusters changes from ${core::coalesce(prior_attrs.num_cache_clusters, "not set")} to ${core::coalesce(attrs.num_cache_clusters, "not set")}."
  }

  enforce {
    condition     = attrs.num_node_groups == prior_attrs.num_node_groups
    error_message = "num_node_groups changes from ${core::coalesce(prior_attrs.num_node_groups, "not set")} to ${core::coalesce(attrs.num_node_groups, "not set")}."
  }

  enforce {
    condition     = attrs.replicas_per_node_group == prior_attrs.replicas_per_node_group
    error_message = "replicas_per_node_group changes from ${core::coalesce(prior_attrs.replicas_per_node_group, "not set")} to ${core::coalesce(attrs.replicas_per_node_group, "not set")}."
  }
}

resource_policy "aws_elasticache_cluster" "capacity_elasticache_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = attrs.node_type == prior_attrs.node_type
    error_message = "node_type changes from ${core::coalesce(prior_attrs.node_type, "not set")} to ${core::coalesce(attrs.node_type, "not set")}."
  }

  enforce {
    condition     = attrs.num_cache_nodes == prior_attrs.num_cache_nodes
    error_message = "num_cache_nodes changes from ${core::coalesce(prior_attrs.num_cache_nodes, "not set")} to ${core::coalesce(attrs.num_cache_nodes, "not set")}."
  }
}

resource_policy "aws_elasticache_serverless_cache" "capacity_elasticache_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    storage_minimum_before = core::try(prior_attrs.cache_usage_limits[0].data_storage[0].minimum, null)
    storage_minimum_after  = core::try(attrs.cache_usage_limits[0].data_storage[0].minimum, null)
    storage_maximum_before = core::try(prior_attrs.cache_usage_limits[0].data_storage[0].maximum, null)
    storage_maximum_after  = core::try(attrs.cache_usage_limits[0].data_storage[0].maximum, null)
    ecpu_minimum_before    = core::try(prior_attrs.cache_usage_limits[0].ecpu_per_second[0].minimum, null)
    ecpu_minimum_after     = core::try(attrs.cache_usage_limits[0].ecpu_per_second[0].minimum, null)
    ecpu_maximum_before    = core::try(prior_attrs.cache_usage_limits[0].ecpu_per_second[0].maximum, null)
    ecpu_maximum_after     = core::try(attrs.cache_usage_limits[0].ecpu_per_second[0].maximum, null)
  }

  enforce {
    condition     = local.storage_minimum_after == local.storage_minimum_before
    error_message = "cache_usage_limits.data_storage.minimum changes from ${core::coalesce(local.storage_minimum_before, "not set")} to ${core::coalesce(local.storage_minimum_after, "not set")}."
  }

  enforce {
    condition     = local.storage_maximum_after == local.storage_maximum_before
    error_message = "cache_usage_limits.data_storage.maximum changes from ${core::coalesce(local.storage_maximum_before, "not set")} to ${core::coalesce(local.storage_maximum_after, "not set")}."
  }

  enforce {
    condition     = local.ecpu_minimum_after == local.ecpu_minimum_before
    error_message = "cache_usage_limits.ecpu_per_second.minimum changes from ${core::coalesce(local.ecpu_minimum_before, "not set")} to ${core::coalesce(local.ecpu_minimum_after, "not set")}."
  }

  enforce {
    condition     = local.ecpu_maximum_after == local.ecpu_maximum_before
    error_message = "cache_usage_limits.ecpu_per_second.maximum changes from ${core::coalesce(local.ecpu_maximum_before, "not set")} to ${core::coalesce(local.ecpu_maximum_after, "not set")}."
  }
}

resource_policy "aws_elasticache_global_replication_group" "capacity_elasticache_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = attrs.cache_node_type == prior_attrs.cache_node_type
    error_message = "cache_node_type changes from ${core::coalesce(prior_attrs.cache_node_type, "not set")} to ${core::coalesce(attrs.cache_node_type, "not set")}."
  }

  enforce {
    condition     = attrs.num_node_groups == prior_attrs.num_node_groups
    error_message = "num_node_groups changes from ${core::coalesce(prior_attrs.num_node_groups, "not set")} to ${core::coalesce(attrs.num_node_groups, "not set")}."
  }
}

resource_policy "aws_elasticache_replication_group" "capacity_elasticache_change" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  locals {
    successors = core::getresources("aws_elasticache_replication_group", { replication_group_id = prior_attrs.replication_group_id })
  }

  enforce {
    condition     = core::alltrue([for s in local.successors : s.node_type == prior_attrs.node_type])
    error_message = "node_type changes from ${core::coalesce(prior_attrs.node_type, "not set")} to ${core::join(", ", [for s in local.successors : core::coalesce(s.node_type, "not set")])} with the replacement."
  }
}

resource_policy "aws_elasticache_cluster" "capacity_elasticache_change" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  locals {
    successors = core::getresources("aws_elasticache_cluster", { cluster_id = prior_attrs.cluster_id })
  }

  enforce {
    condition     = core::alltrue([for s in local.successors : s.node_type == prior_attrs.node_type])
    error_message = "node_type changes from ${core::coalesce(prior_attrs.node_type, "not set")} to ${core::join(", ", [for s in local.successors : core::coalesce(s.node_type, "not set")])} with the replacement."
  }
}
