# Capacity changes of RDS and Aurora are approved by an owner.
#
# A database that shrinks is where an outage starts, one that grows is where the bill does, and a change of class
# restarts or fails it over. Its owners should have said yes. A replacement is planned as a delete and a create that
# know nothing of each other, so a policy cannot compare its sizes: only updates in place are gated here.
#
# severity: high
# remediation: Ask an owner of the file for approval, or plan the change apart from other work.
# reference: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.DBInstance.Modifying.html
resource_policy "aws_db_instance" "capacity_rds_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = attrs.instance_class == prior_attrs.instance_class
    error_message = "instance_class changes from ${core::coalesce(prior_attrs.instance_class, "not set")} to ${core::coalesce(attrs.instance_class, "not set")}."
  }

  enforce {
    condition     = attrs.multi_az == prior_attrs.multi_az
    error_message = "multi_az changes from ${core::coalesce(prior_attrs.multi_az, "not set")} to ${core::coalesce(attrs.multi_az, "not set")}."
  }

  enforce {
    condition     = attrs.allocated_storage == prior_attrs.allocated_storage
    error_message = "allocated_storage changes from ${core::coalesce(prior_attrs.allocated_storage, "not set")} to ${core::coalesce(attrs.allocated_storage, "not set")}."
  }

  enforce {
    condition     = attrs.max_allocated_storage == prior_attrs.max_allocated_storage
    error_message = "max_allocated_storage changes from ${core::coalesce(prior_attrs.max_allocated_storage, "not set")} to ${core::coalesce(attrs.max_allocated_storage, "not set")}."
  }

  enforce {
    condition     = attrs.storage_type == prior_attrs.storage_type
    error_message = "storage_type changes from ${core::coalesce(prior_attrs.storage_type, "not set")} to ${core::coalesce(attrs.storage_type, "not set")}."
  }

  enforce {
    condition     = attrs.iops == prior_attrs.iops
    error_message = "iops changes from ${core::coalesce(prior_attrs.iops, "not set")} to ${core::coalesce(attrs.iops, "not set")}."
  }

  enforce {
    condition     = attrs.storage_throughput == prior_attrs.storage_throughput
    error_message = "storage_throughput changes from ${core::coalesce(prior_attrs.storage_throughput, "not set")} to ${core::coalesce(attrs.storage_throughput, "not set")}."
  }
}

resource_policy "aws_rds_cluster" "capacity_rds_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    serverlessv2_min_capacity_before = core::try(prior_attrs.serverlessv2_scaling_configuration[0].min_capacity, null)
    serverlessv2_min_capacity_after  = core::try(attrs.serverlessv2_scaling_configuration[0].min_capacity, null)
    serverlessv2_max_capacity_before = core::try(prior_attrs.serverlessv2_scaling_configuration[0].max_capacity, null)
    serverlessv2_max_capacity_after  = core::try(attrs.serverlessv2_scaling_configuration[0].max_capacity, null)
    serverlessv1_min_capacity_before = core::try(prior_attrs.scaling_configuration[0].min_capacity, null)
    serverlessv1_min_capacity_after  = core::try(attrs.scaling_configuration[0].min_capacity, null)
    serverlessv1_max_capacity_before = core::try(prior_attrs.scaling_configuration[0].max_capacity, null)
    serverlessv1_max_capacity_after  = core::try(attrs.scaling_configuration[0].max_capacity, null)
  }

  enforce {
    condition     = attrs.db_cluster_instance_class == prior_attrs.db_cluster_instance_class
    error_message = "db_cluster_instance_class changes from ${core::coalesce(prior_attrs.db_cluster_instance_class, "not set")} to ${core::coalesce(attrs.db_cluster_instance_class, "not set")}."
  }

  enforce {
    condition     = attrs.allocated_storage == prior_attrs.allocated_storage
    error_message = "allocated_storage changes from ${core::coalesce(prior_attrs.allocated_storage, "not set")} to ${core::coalesce(attrs.allocated_storage, "not set")}."
  }

  enforce {
    condition     = attrs.iops == prior_attrs.iops
    error_message = "iops changes from ${core::coalesce(prior_attrs.iops, "not set")} to ${core::coalesce(attrs.iops, "not set")}."
  }

  enforce {
    condition     = attrs.storage_type == prior_attrs.storage_type
    error_message = "storage_type changes from ${core::coalesce(prior_attrs.storage_type, "not set")} to ${core::coalesce(attrs.storage_type, "not set")}."
  }

  enforce {
    condition     = local.serverlessv2_min_capacity_after == local.serverlessv2_min_capacity_before
    error_message = "serverlessv2_scaling_configuration.min_capacity changes from ${core::coalesce(local.serverlessv2_min_capacity_before, "not set")} to ${core::coalesce(local.serverlessv2_min_capacity_after, "not set")}."
  }

  enforce {
    condition     = local.serverlessv2_max_capacity_after == local.serverlessv2_max_capacity_before
    error_message = "serverlessv2_scaling_configuration.max_capacity changes from ${core::coalesce(local.serverlessv2_max_capacity_before, "not set")} to ${core::coalesce(local.serverlessv2_max_capacity_after, "not set")}."
  }

  enforce {
    condition     = local.serverlessv1_min_capacity_after == local.serverlessv1_min_capacity_before
    error_message = "scaling_configuration.min_capacity changes from ${core::coalesce(local.serverlessv1_min_capacity_before, "not set")} to ${core::coalesce(local.serverlessv1_min_capacity_after, "not set")}."
  }

  enforce {
    condition     = local.serverlessv1_max_capacity_after == local.serverlessv1_max_capacity_before
    error_message = "scaling_configuration.max_capacity changes from ${core::coalesce(local.serverlessv1_max_capacity_before, "not set")} to ${core::coalesce(local.serverlessv1_max_capacity_after, "not set")}."
  }
}

resource_policy "aws_rds_cluster_instance" "capacity_rds_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = attrs.instance_class == prior_attrs.instance_class
    error_message = "instance_class changes from ${core::coalesce(prior_attrs.instance_class, "not set")} to ${core::coalesce(attrs.instance_class, "not set")}."
  }

  enforce {
    condition     = attrs.promotion_tier == prior_attrs.promotion_tier
    error_message = "promotion_tier changes from ${core::coalesce(prior_attrs.promotion_tier, "not set")} to ${core::coalesce(attrs.promotion_tier, "not set")}."
  }
}

resource_policy "aws_rds_shard_group" "capacity_rds_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = attrs.max_acu == prior_attrs.max_acu
    error_message = "max_acu changes from ${core::coalesce(prior_attrs.max_acu, "not set")} to ${core::coalesce(attrs.max_acu, "not set")}."
  }

  enforce {
    condition     = attrs.min_acu == prior_attrs.min_acu
    error_message = "min_acu changes from ${core::coalesce(prior_attrs.min_acu, "not set")} to ${core::coalesce(attrs.min_acu, "not set")}."
  }

  enforce {
    condition     = attrs.compute_redundancy == prior_attrs.compute_redundancy
    error_message = "compute_redundancy changes from ${core::coalesce(prior_attrs.compute_redundancy, "not set")} to ${core::coalesce(attrs.compute_redundancy, "not set")}."
  }
}

resource_policy "aws_db_proxy_default_target_group" "capacity_rds_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    max_connections_percent_before      = core::try(prior_attrs.connection_pool_config[0].max_connections_percent, null)
    max_connections_percent_after       = core::try(attrs.connection_pool_config[0].max_connections_percent, null)
    max_idle_connections_percent_before = core::try(prior_attrs.connection_pool_config[0].max_idle_connections_percent, null)
    max_idle_connections_percent_after  = core::try(attrs.connection_pool_config[0].max_idle_connections_percent, null)
  }

  enforce {
    condition     = local.max_connections_percent_after == local.max_connections_percent_before
    error_message = "max_connections_percent changes from ${core::coalesce(local.max_connections_percent_before, "not set")} to ${core::coalesce(local.max_connections_percent_after, "not set")}."
  }

  enforce {
    condition     = local.max_idle_connections_percent_after == local.max_idle_connections_percent_before
    error_message = "max_idle_connections_percent changes from ${core::coalesce(local.max_idle_connections_percent_before, "not set")} to ${core::coalesce(local.max_idle_connections_percent_after, "not set")}."
  }
}
