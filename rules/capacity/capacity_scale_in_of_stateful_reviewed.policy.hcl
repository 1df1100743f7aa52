locals {
  # how the sizes of instance classes rank
  rank = {
    "nano"      = 1
    "micro"     = 2
    "small"     = 3
    "medium"    = 4
    "large"     = 5
    "xlarge"    = 6
    "xlplus"    = 7
    "2xlarge"   = 8
    "3xlarge"   = 9
    "4xlarge"   = 10
    "6xlarge"   = 11
    "8xlarge"   = 12
    "9xlarge"   = 13
    "10xlarge"  = 14
    "12xlarge"  = 15
    "16xlarge"  = 16
    "18xlarge"  = 17
    "24xlarge"  = 18
    "32xlarge"  = 19
    "48xlarge"  = 20
    "56xlarge"  = 21
    "96xlarge"  = 22
    "112xlarge" = 23
  }
  size_pattern = "\\.((?:[0-9]*x)?large|nano|micro|small|medium|xlplus)(?:\\.|$)"
}

# Making a stateful layer smaller is singled out.
#
# Fewer nodes, shards or replicas, a smaller class or a lower limit on a store of data is where outages and lost data
# begin, while growing it only costs money. Sizes are ranked by the last part of the class (small, large, 2xlarge); a
# change of family at the same size is left to the rules that gate every capacity change. A replacement is planned as a
# delete and a create, so here the removal is what is seen.
#
# severity: high
# remediation: Get the owner's approval and plan the move of the data first.
# reference: https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_adapt_to_changes_autoscale_adapt.html
resource_policy "aws_cloudsearch_domain" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    scaling_parameters_desired_instance_type_before      = core::try(prior_attrs.scaling_parameters[0].desired_instance_type, null)
    scaling_parameters_desired_instance_type_after       = core::try(attrs.scaling_parameters[0].desired_instance_type, null)
    scaling_parameters_desired_instance_type_rank_before = core::try(local.rank[core::regex(local.size_pattern, local.scaling_parameters_desired_instance_type_before)[0]], null)
    scaling_parameters_desired_instance_type_rank_after  = core::try(local.rank[core::regex(local.size_pattern, local.scaling_parameters_desired_instance_type_after)[0]], null)
    scaling_parameters_desired_partition_count_before    = core::try(prior_attrs.scaling_parameters[0].desired_partition_count, null)
    scaling_parameters_desired_partition_count_after     = core::try(attrs.scaling_parameters[0].desired_partition_count, null)
    scaling_parameters_desired_replication_count_before  = core::try(prior_attrs.scaling_parameters[0].desired_replication_count, null)
    scaling_parameters_desired_replication_count_after   = core::try(attrs.scaling_parameters[0].desired_replication_count, null)
  }

  enforce {
    condition     = core::try(local.scaling_parameters_desired_instance_type_rank_after >= local.scaling_parameters_desired_instance_type_rank_before, true)
    error_message = "scaling_parameters.desired_instance_type goes down from ${local.scaling_parameters_desired_instance_type_before} to ${local.scaling_parameters_desired_instance_type_after}."
  }

  enforce {
    condition     = core::try(local.scaling_parameters_desired_partition_count_after >= local.scaling_parameters_desired_partition_count_before, true)
    error_message = "scaling_parameters.desired_partition_count goes down from ${local.scaling_parameters_desired_partition_count_before} to ${local.scaling_parameters_desired_partition_count_after}."
  }

  enforce {
    condition     = core::try(local.scaling_parameters_desired_replication_count_after >= local.scaling_parameters_desired_replication_count_before, true)
    error_message = "scaling_parameters.desired_replication_count goes down from ${local.scaling_parameters_desired_replication_count_before} to ${local.scaling_parameters_desired_replication_count_after}."
  }
}

resource_policy "aws_dax_cluster" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    node_type_rank_before = core::try(local.rank[core::regex(local.size_pattern, prior_attrs.node_type)[0]], null)
    node_type_rank_after  = core::try(local.rank[core::regex(local.size_pattern, attrs.node_type)[0]], null)
  }

  enforce {
    condition     = core::try(local.node_type_rank_after >= local.node_type_rank_before, true)
    error_message = "node_type goes down from ${prior_attrs.node_type} to ${attrs.node_type}."
  }

  enforce {
    condition     = core::try(attrs.replication_factor >= prior_attrs.replication_factor, true)
    error_message = "replication_factor goes down from ${prior_attrs.replication_factor} to ${attrs.replication_factor}."
  }
}

resource_policy "aws_db_instance" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    instance_class_rank_before = core::try(local.rank[core::regex(local.size_pattern, prior_attrs.instance_class)[0]], null)
    instance_class_rank_after  = core::try(local.rank[core::regex(local.size_pattern, attrs.instance_class)[0]], null)
  }

  enforce {
    condition     = core::try(local.instance_class_rank_after >= local.instance_class_rank_before, true)
    error_message = "instance_class goes down from ${prior_attrs.instance_class} to ${attrs.instance_class}."
  }

  enforce {
    condition     = core::try(attrs.max_allocated_storage >= prior_attrs.max_allocated_storage, true)
    error_message = "max_allocated_storage goes down from ${prior_attrs.max_allocated_storage} to ${attrs.max_allocated_storage}."
  }

  enforce {
    condition     = core::try(attrs.iops >= prior_attrs.iops, true)
    error_message = "iops goes down from ${prior_attrs.iops} to ${attrs.iops}."
  }

  enforce {
    condition     = core::try(attrs.storage_throughput >= prior_attrs.storage_throughput, true)
    error_message = "storage_throughput goes down from ${prior_attrs.storage_throughput} to ${attrs.storage_throughput}."
  }

  enforce {
    condition     = prior_attrs.multi_az == true ? attrs.multi_az == true : true
    error_message = "multi_az is switched off."
  }
}

resource_policy "aws_directory_service_directory" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.desired_number_of_domain_controllers >= prior_attrs.desired_number_of_domain_controllers, true)
    error_message = "desired_number_of_domain_controllers goes down from ${prior_attrs.desired_number_of_domain_controllers} to ${attrs.desired_number_of_domain_controllers}."
  }
}

resource_policy "aws_docdb_cluster_instance" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    instance_class_rank_before = core::try(local.rank[core::regex(local.size_pattern, prior_attrs.instance_class)[0]], null)
    instance_class_rank_after  = core::try(local.rank[core::regex(local.size_pattern, attrs.instance_class)[0]], null)
  }

  enforce {
    condition     = core::try(local.instance_class_rank_after >= local.instance_class_rank_before, true)
    error_message = "instance_class goes down from ${prior_attrs.instance_class} to ${attrs.instance_class}."
  }
}

resource_policy "aws_docdbelastic_cluster" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.shard_capacity >= prior_attrs.shard_capacity, true)
    error_message = "shard_capacity goes down from ${prior_attrs.shard_capacity} to ${attrs.shard_capacity}."
  }

  enforce {
    condition     = core::try(attrs.shard_count >= prior_attrs.shard_count, true)
    error_message = "shard_count goes down from ${prior_attrs.shard_count} to ${attrs.shard_count}."
  }
}

resource_policy "aws_dynamodb_table" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    on_demand_throughput_max_read_request_units_before  = core::try(prior_attrs.on_demand_throughput[0].max_read_request_units, null)
    on_demand_throughput_max_read_request_units_after   = core::try(attrs.on_demand_throughput[0].max_read_request_units, null)
    on_demand_throughput_max_write_request_units_before = core::try(prior_attrs.on_demand_throughput[0].max_write_request_units, null)
    on_demand_throughput_max_write_request_units_after  = core::try(attrs.on_demand_throughput[0].max_write_request_units, null)
  }

  enforce {
    condition     = core::try(attrs.read_capacity >= prior_attrs.read_capacity, true)
    error_message = "read_capacity goes down from ${prior_attrs.read_capacity} to ${attrs.read_capacity}."
  }

  enforce {
    condition     = core::try(attrs.write_capacity >= prior_attrs.write_capacity, true)
    error_message = "write_capacity goes down from ${prior_attrs.write_capacity} to ${attrs.write_capacity}."
  }

  enforce {
    condition     = core::alltrue([for e in core::try(attrs.global_secondary_index, []) : core::alltrue([for b in core::try(prior_attrs.global_secondary_index, []) : b.name == e.name ? core::try(e.read_capacity >= b.read_capacity, true) : true])])
    error_message = "The read_capacity of a global secondary index goes down."
  }

  enforce {
    condition     = core::alltrue([for e in core::try(attrs.global_secondary_index, []) : core::alltrue([for b in core::try(prior_attrs.global_secondary_index, []) : b.name == e.name ? core::try(e.write_capacity >= b.write_capacity, true) : true])])
    error_message = "The write_capacity of a global secondary index goes down."
  }

  enforce {
    condition     = core::try(local.on_demand_throughput_max_read_request_units_after == -1 ? true : local.on_demand_throughput_max_read_request_units_before == -1 ? false : local.on_demand_throughput_max_read_request_units_after >= local.on_demand_throughput_max_read_request_units_before, true)
    error_message = "on_demand_throughput.max_read_request_units goes down from ${local.on_demand_throughput_max_read_request_units_before} to ${local.on_demand_throughput_max_read_request_units_after}."
  }

  enforce {
    condition     = core::try(local.on_demand_throughput_max_write_request_units_after == -1 ? true : local.on_demand_throughput_max_write_request_units_before == -1 ? false : local.on_demand_throughput_max_write_request_units_after >= local.on_demand_throughput_max_write_request_units_before, true)
    error_message = "on_demand_throughput.max_write_request_units goes down from ${local.on_demand_throughput_max_write_request_units_before} to ${local.on_demand_throughput_max_write_request_units_after}."
  }

  enforce {
    condition     = core::alltrue([for e in core::try(attrs.global_secondary_index, []) : core::alltrue([for b in core::try(prior_attrs.global_secondary_index, []) : b.name == e.name ? core::try(core::try(e.on_demand_throughput[0].max_read_request_units, null) == -1 ? true : core::try(b.on_demand_throughput[0].max_read_request_units, null) == -1 ? false : core::try(e.on_demand_throughput[0].max_read_request_units, null) >= core::try(b.on_demand_throughput[0].max_read_request_units, null), true) : true])])
    error_message = "The max_read_request_units of a global secondary index goes down."
  }

  enforce {
    condition     = core::alltrue([for e in core::try(attrs.global_secondary_index, []) : core::alltrue([for b in core::try(prior_attrs.global_secondary_index, []) : b.name == e.name ? core::try(core::try(e.on_demand_throughput[0].max_write_request_units, null) == -1 ? true : core::try(b.on_demand_throughput[0].max_write_request_units, null) == -1 ? false : core::try(e.on_demand_throughput[0].max_write_request_units, null) >= core::try(b.on_demand_throughput[0].max_write_request_units, null), true) : true])])
    error_message = "The max_write_request_units of a global secondary index goes down."
  }
}

resource_policy "aws_ebs_volume" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.iops >= prior_attrs.iops, true)
    error_message = "iops goes down from ${prior_attrs.iops} to ${attrs.iops}."
  }

  enforce {
    condition     = core::try(attrs.throughput >= prior_attrs.throughput, true)
    error_message = "throughput goes down from ${prior_attrs.throughput} to ${attrs.throughput}."
  }
}

resource_policy "aws_efs_file_system" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.provisioned_throughput_in_mibps >= prior_attrs.provisioned_throughput_in_mibps, true)
    error_message = "provisioned_throughput_in_mibps goes down from ${prior_attrs.provisioned_throughput_in_mibps} to ${attrs.provisioned_throughput_in_mibps}."
  }
}

resource_policy "aws_eks_cluster" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    outpost_config_control_plane_instance_type_before      = core::try(prior_attrs.outpost_config[0].control_plane_instance_type, null)
    outpost_config_control_plane_instance_type_after       = core::try(attrs.outpost_config[0].control_plane_instance_type, null)
    outpost_config_control_plane_instance_type_rank_before = core::try(local.rank[core::regex(local.size_pattern, local.outpost_config_control_plane_instance_type_before)[0]], null)
    outpost_config_control_plane_instance_type_rank_after  = core::try(local.rank[core::regex(local.size_pattern, local.outpost_config_control_plane_instance_type_after)[0]], null)
  }

  enforce {
    condition     = core::try(local.outpost_config_control_plane_instance_type_rank_after >= local.outpost_config_control_plane_instance_type_rank_before, true)
    error_message = "outpost_config.control_plane_instance_type goes down from ${local.outpost_config_control_plane_instance_type_before} to ${local.outpost_config_control_plane_instance_type_after}."
  }
}

resource_policy "aws_elasticache_cluster" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    node_type_rank_before = core::try(local.rank[core::regex(local.size_pattern, prior_attrs.node_type)[0]], null)
    node_type_rank_after  = core::try(local.rank[core::regex(local.size_pattern, attrs.node_type)[0]], null)
  }

  enforce {
    condition     = core::try(local.node_type_rank_after >= local.node_type_rank_before, true)
    error_message = "node_type goes down from ${prior_attrs.node_type} to ${attrs.node_type}."
  }

  enforce {
    condition     = core::try(attrs.num_cache_nodes >= prior_attrs.num_cache_nodes, true)
    error_message = "num_cache_nodes goes down from ${prior_attrs.num_cache_nodes} to ${attrs.num_cache_nodes}."
  }
}

resource_policy "aws_elasticache_global_replication_group" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    cache_node_type_rank_before = core::try(local.rank[core::regex(local.size_pattern, prior_attrs.cache_node_type)[0]], null)
    cache_node_type_rank_after  = core::try(local.rank[core::regex(local.size_pattern, attrs.cache_node_type)[0]], null)
  }

  enforce {
    condition     = core::try(local.cache_node_type_rank_after >= local.cache_node_type_rank_before, true)
    error_message = "cache_node_type goes down from ${prior_attrs.cache_node_type} to ${attrs.cache_node_type}."
  }

  enforce {
    condition     = core::try(attrs.num_node_groups >= prior_attrs.num_node_groups, true)
    error_message = "num_node_groups goes down from ${prior_attrs.num_node_groups} to ${attrs.num_node_groups}."
  }
}

resource_policy "aws_elasticache_replication_group" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    node_type_rank_before = core::try(local.rank[core::regex(local.size_pattern, prior_attrs.node_type)[0]], null)
    node_type_rank_after  = core::try(local.rank[core::regex(local.size_pattern, attrs.node_type)[0]], null)
  }

  enforce {
    condition     = core::try(local.node_type_rank_after >= local.node_type_rank_before, true)
    error_message = "node_type goes down from ${prior_attrs.node_type} to ${attrs.node_type}."
  }

  enforce {
    condition     = core::try(attrs.num_cache_clusters >= prior_attrs.num_cache_clusters, true)
    error_message = "num_cache_clusters goes down from ${prior_attrs.num_cache_clusters} to ${attrs.num_cache_clusters}."
  }

  enforce {
    condition     = core::try(attrs.num_node_groups >= prior_attrs.num_node_groups, true)
    error_message = "num_node_groups goes down from ${prior_attrs.num_node_groups} to ${attrs.num_node_groups}."
  }

  enforce {
    condition     = core::try(attrs.replicas_per_node_group >= prior_attrs.replicas_per_node_group, true)
    error_message = "replicas_per_node_group goes down from ${prior_attrs.replicas_per_node_group} to ${attrs.replicas_per_node_group}."
  }
}

resource_policy "aws_elasticache_serverless_cache" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    data_storage_minimum_before    = core::try(prior_attrs.cache_usage_limits[0].data_storage[0].minimum, null)
    data_storage_minimum_after     = core::try(attrs.cache_usage_limits[0].data_storage[0].minimum, null)
    data_storage_maximum_before    = core::try(prior_attrs.cache_usage_limits[0].data_storage[0].maximum, null)
    data_storage_maximum_after     = core::try(attrs.cache_usage_limits[0].data_storage[0].maximum, null)
    ecpu_per_second_minimum_before = core::try(prior_attrs.cache_usage_limits[0].ecpu_per_second[0].minimum, null)
    ecpu_per_second_minimum_after  = core::try(attrs.cache_usage_limits[0].ecpu_per_second[0].minimum, null)
    ecpu_per_second_maximum_before = core::try(prior_attrs.cache_usage_limits[0].ecpu_per_second[0].maximum, null)
    ecpu_per_second_maximum_after  = core::try(attrs.cache_usage_limits[0].ecpu_per_second[0].maximum, null)
  }

  enforce {
    condition     = core::try(local.data_storage_minimum_after >= local.data_storage_minimum_before, true)
    error_message = "cache_usage_limits.data_storage.minimum goes down from ${local.data_storage_minimum_before} to ${local.data_storage_minimum_after}."
  }

  enforce {
    condition     = core::try(local.data_storage_maximum_after >= local.data_storage_maximum_before, true)
    error_message = "cache_usage_limits.data_storage.maximum goes down from ${local.data_storage_maximum_before} to ${local.data_storage_maximum_after}."
  }

  enforce {
    condition     = core::try(local.ecpu_per_second_minimum_after >= local.ecpu_per_second_minimum_before, true)
    error_message = "cache_usage_limits.ecpu_per_second.minimum goes down from ${local.ecpu_per_second_minimum_before} to ${local.ecpu_per_second_minimum_after}."
  }

  enforce {
    condition     = core::try(local.ecpu_per_second_maximum_after >= local.ecpu_per_second_maximum_before, true)
    error_message = "cache_usage_limits.ecpu_per_second.maximum goes down from ${local.ecpu_per_second_maximum_before} to ${local.ecpu_per_second_maximum_after}."
  }
}

resource_policy "aws_elasticsearch_domain" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    cluster_config_instance_type_before                  = core::try(prior_attrs.cluster_config[0].instance_type, null)
    cluster_config_instance_type_after                   = core::try(attrs.cluster_config[0].instance_type, null)
    cluster_config_instance_type_rank_before             = core::try(local.rank[core::regex(local.size_pattern, local.cluster_config_instance_type_before)[0]], null)
    cluster_config_instance_type_rank_after              = core::try(local.rank[core::regex(local.size_pattern, local.cluster_config_instance_type_after)[0]], null)
    cluster_config_instance_count_before                 = core::try(prior_attrs.cluster_config[0].instance_count, null)
    cluster_config_instance_count_after                  = core::try(attrs.cluster_config[0].instance_count, null)
    cluster_config_dedicated_master_type_before          = core::try(prior_attrs.cluster_config[0].dedicated_master_type, null)
    cluster_config_dedicated_master_type_after           = core::try(attrs.cluster_config[0].dedicated_master_type, null)
    cluster_config_dedicated_master_type_rank_before     = core::try(local.rank[core::regex(local.size_pattern, local.cluster_config_dedicated_master_type_before)[0]], null)
    cluster_config_dedicated_master_type_rank_after      = core::try(local.rank[core::regex(local.size_pattern, local.cluster_config_dedicated_master_type_after)[0]], null)
    cluster_config_dedicated_master_count_before         = core::try(prior_attrs.cluster_config[0].dedicated_master_count, null)
    cluster_config_dedicated_master_count_after          = core::try(attrs.cluster_config[0].dedicated_master_count, null)
    cluster_config_warm_type_before                      = core::try(prior_attrs.cluster_config[0].warm_type, null)
    cluster_config_warm_type_after                       = core::try(attrs.cluster_config[0].warm_type, null)
    cluster_config_warm_type_rank_before                 = core::try(local.rank[core::regex(local.size_pattern, local.cluster_config_warm_type_before)[0]], null)
    cluster_config_warm_type_rank_after                  = core::try(local.rank[core::regex(local.size_pattern, local.cluster_config_warm_type_after)[0]], null)
    cluster_config_warm_count_before                     = core::try(prior_attrs.cluster_config[0].warm_count, null)
    cluster_config_warm_count_after                      = core::try(attrs.cluster_config[0].warm_count, null)
    zone_awareness_config_availability_zone_count_before = core::try(prior_attrs.cluster_config[0].zone_awareness_config[0].availability_zone_count, null)
    zone_awareness_config_availability_zone_count_after  = core::try(attrs.cluster_config[0].zone_awareness_config[0].availability_zone_count, null)
    ebs_options_iops_before                              = core::try(prior_attrs.ebs_options[0].iops, null)
    ebs_options_iops_after                               = core::try(attrs.ebs_options[0].iops, null)
    ebs_options_throughput_before                        = core::try(prior_attrs.ebs_options[0].throughput, null)
    ebs_options_throughput_after                         = core::try(attrs.ebs_options[0].throughput, null)
  }

  enforce {
    condition     = core::try(local.cluster_config_instance_type_rank_after >= local.cluster_config_instance_type_rank_before, true)
    error_message = "cluster_config.instance_type goes down from ${local.cluster_config_instance_type_before} to ${local.cluster_config_instance_type_after}."
  }

  enforce {
    condition     = core::try(local.cluster_config_instance_count_after >= local.cluster_config_instance_count_before, true)
    error_message = "cluster_config.instance_count goes down from ${local.cluster_config_instance_count_before} to ${local.cluster_config_instance_count_after}."
  }

  enforce {
    condition     = core::try(local.cluster_config_dedicated_master_type_rank_after >= local.cluster_config_dedicated_master_type_rank_before, true)
    error_message = "cluster_config.dedicated_master_type goes down from ${local.cluster_config_dedicated_master_type_before} to ${local.cluster_config_dedicated_master_type_after}."
  }

  enforce {
    condition     = core::try(local.cluster_config_dedicated_master_count_after >= local.cluster_config_dedicated_master_count_before, true)
    error_message = "cluster_config.dedicated_master_count goes down from ${local.cluster_config_dedicated_master_count_before} to ${local.cluster_config_dedicated_master_count_after}."
  }

  enforce {
    condition     = core::try(local.cluster_config_warm_type_rank_after >= local.cluster_config_warm_type_rank_before, true)
    error_message = "cluster_config.warm_type goes down from ${local.cluster_config_warm_type_before} to ${local.cluster_config_warm_type_after}."
  }

  enforce {
    condition     = core::try(local.cluster_config_warm_count_after >= local.cluster_config_warm_count_before, true)
    error_message = "cluster_config.warm_count goes down from ${local.cluster_config_warm_count_before} to ${local.cluster_config_warm_count_after}."
  }

  enforce {
    condition     = core::try(local.zone_awareness_config_availability_zone_count_after >= local.zone_awareness_config_availability_zone_count_before, true)
    error_message = "cluster_config.zone_awareness_config.availability_zone_count goes down from ${local.zone_awareness_config_availability_zone_count_before} to ${local.zone_awareness_config_availability_zone_count_after}."
  }

  enforce {
    condition     = core::try(local.ebs_options_iops_after >= local.ebs_options_iops_before, true)
    error_message = "ebs_options.iops goes down from ${local.ebs_options_iops_before} to ${local.ebs_options_iops_after}."
  }

  enforce {
    condition     = core::try(local.ebs_options_throughput_after >= local.ebs_options_throughput_before, true)
    error_message = "ebs_options.throughput goes down from ${local.ebs_options_throughput_before} to ${local.ebs_options_throughput_after}."
  }
}

resource_policy "aws_emr_cluster" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    master_instance_group_instance_type_before           = core::try(prior_attrs.master_instance_group[0].instance_type, null)
    master_instance_group_instance_type_after            = core::try(attrs.master_instance_group[0].instance_type, null)
    master_instance_group_instance_type_rank_before      = core::try(local.rank[core::regex(local.size_pattern, local.master_instance_group_instance_type_before)[0]], null)
    master_instance_group_instance_type_rank_after       = core::try(local.rank[core::regex(local.size_pattern, local.master_instance_group_instance_type_after)[0]], null)
    master_instance_group_instance_count_before          = core::try(prior_attrs.master_instance_group[0].instance_count, null)
    master_instance_group_instance_count_after           = core::try(attrs.master_instance_group[0].instance_count, null)
    core_instance_group_instance_type_before             = core::try(prior_attrs.core_instance_group[0].instance_type, null)
    core_instance_group_instance_type_after              = core::try(attrs.core_instance_group[0].instance_type, null)
    core_instance_group_instance_type_rank_before        = core::try(local.rank[core::regex(local.size_pattern, local.core_instance_group_instance_type_before)[0]], null)
    core_instance_group_instance_type_rank_after         = core::try(local.rank[core::regex(local.size_pattern, local.core_instance_group_instance_type_after)[0]], null)
    core_instance_group_instance_count_before            = core::try(prior_attrs.core_instance_group[0].instance_count, null)
    core_instance_group_instance_count_after             = core::try(attrs.core_instance_group[0].instance_count, null)
    core_instance_fleet_target_on_demand_capacity_before = core::try(prior_attrs.core_instance_fleet[0].target_on_demand_capacity, null)
    core_instance_fleet_target_on_demand_capacity_after  = core::try(attrs.core_instance_fleet[0].target_on_demand_capacity, null)
    core_instance_fleet_target_spot_capacity_before      = core::try(prior_attrs.core_instance_fleet[0].target_spot_capacity, null)
    core_instance_fleet_target_spot_capacity_after       = core::try(attrs.core_instance_fleet[0].target_spot_capacity, null)
  }

  enforce {
    condition     = core::try(local.master_instance_group_instance_type_rank_after >= local.master_instance_group_instance_type_rank_before, true)
    error_message = "master_instance_group.instance_type goes down from ${local.master_instance_group_instance_type_before} to ${local.master_instance_group_instance_type_after}."
  }

  enforce {
    condition     = core::try(local.master_instance_group_instance_count_after >= local.master_instance_group_instance_count_before, true)
    error_message = "master_instance_group.instance_count goes down from ${local.master_instance_group_instance_count_before} to ${local.master_instance_group_instance_count_after}."
  }

  enforce {
    condition     = core::try(local.core_instance_group_instance_type_rank_after >= local.core_instance_group_instance_type_rank_before, true)
    error_message = "core_instance_group.instance_type goes down from ${local.core_instance_group_instance_type_before} to ${local.core_instance_group_instance_type_after}."
  }

  enforce {
    condition     = core::try(local.core_instance_group_instance_count_after >= local.core_instance_group_instance_count_before, true)
    error_message = "core_instance_group.instance_count goes down from ${local.core_instance_group_instance_count_before} to ${local.core_instance_group_instance_count_after}."
  }

  enforce {
    condition     = core::try(local.core_instance_fleet_target_on_demand_capacity_after >= local.core_instance_fleet_target_on_demand_capacity_before, true)
    error_message = "core_instance_fleet.target_on_demand_capacity goes down from ${local.core_instance_fleet_target_on_demand_capacity_before} to ${local.core_instance_fleet_target_on_demand_capacity_after}."
  }

  enforce {
    condition     = core::try(local.core_instance_fleet_target_spot_capacity_after >= local.core_instance_fleet_target_spot_capacity_before, true)
    error_message = "core_instance_fleet.target_spot_capacity goes down from ${local.core_instance_fleet_target_spot_capacity_before} to ${local.core_instance_fleet_target_spot_capacity_after}."
  }
}

resource_policy "aws_finspace_kx_cluster" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    capacity_configuration_node_count_before         = core::try(prior_attrs.capacity_configuration[0].node_count, null)
    capacity_configuration_node_count_after          = core::try(attrs.capacity_configuration[0].node_count, null)
    capacity_configuration_node_type_before          = core::try(prior_attrs.capacity_configuration[0].node_type, null)
    capacity_configuration_node_type_after           = core::try(attrs.capacity_configuration[0].node_type, null)
    capacity_configuration_node_type_rank_before     = core::try(local.rank[core::regex(local.size_pattern, local.capacity_configuration_node_type_before)[0]], null)
    capacity_configuration_node_type_rank_after      = core::try(local.rank[core::regex(local.size_pattern, local.capacity_configuration_node_type_after)[0]], null)
    auto_scaling_configuration_min_node_count_before = core::try(prior_attrs.auto_scaling_configuration[0].min_node_count, null)
    auto_scaling_configuration_min_node_count_after  = core::try(attrs.auto_scaling_configuration[0].min_node_count, null)
    auto_scaling_configuration_max_node_count_before = core::try(prior_attrs.auto_scaling_configuration[0].max_node_count, null)
    auto_scaling_configuration_max_node_count_after  = core::try(attrs.auto_scaling_configuration[0].max_node_count, null)
  }

  enforce {
    condition     = core::try(local.capacity_configuration_node_count_after >= local.capacity_configuration_node_count_before, true)
    error_message = "capacity_configuration.node_count goes down from ${local.capacity_configuration_node_count_before} to ${local.capacity_configuration_node_count_after}."
  }

  enforce {
    condition     = core::try(local.capacity_configuration_node_type_rank_after >= local.capacity_configuration_node_type_rank_before, true)
    error_message = "capacity_configuration.node_type goes down from ${local.capacity_configuration_node_type_before} to ${local.capacity_configuration_node_type_after}."
  }

  enforce {
    condition     = core::try(local.auto_scaling_configuration_min_node_count_after >= local.auto_scaling_configuration_min_node_count_before, true)
    error_message = "auto_scaling_configuration.min_node_count goes down from ${local.auto_scaling_configuration_min_node_count_before} to ${local.auto_scaling_configuration_min_node_count_after}."
  }

  enforce {
    condition     = core::try(local.auto_scaling_configuration_max_node_count_after >= local.auto_scaling_configuration_max_node_count_before, true)
    error_message = "auto_scaling_configuration.max_node_count goes down from ${local.auto_scaling_configuration_max_node_count_before} to ${local.auto_scaling_configuration_max_node_count_after}."
  }
}

resource_policy "aws_fsx_file_cache" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.storage_capacity >= prior_attrs.storage_capacity, true)
    error_message = "storage_capacity goes down from ${prior_attrs.storage_capacity} to ${attrs.storage_capacity}."
  }
}

resource_policy "aws_fsx_lustre_file_system" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    metadata_configuration_iops_before        = core::try(prior_attrs.metadata_configuration[0].iops, null)
    metadata_configuration_iops_after         = core::try(attrs.metadata_configuration[0].iops, null)
    data_read_cache_configuration_size_before = core::try(prior_attrs.data_read_cache_configuration[0].size, null)
    data_read_cache_configuration_size_after  = core::try(attrs.data_read_cache_configuration[0].size, null)
  }

  enforce {
    condition     = core::try(attrs.storage_capacity >= prior_attrs.storage_capacity, true)
    error_message = "storage_capacity goes down from ${prior_attrs.storage_capacity} to ${attrs.storage_capacity}."
  }

  enforce {
    condition     = core::try(attrs.per_unit_storage_throughput >= prior_attrs.per_unit_storage_throughput, true)
    error_message = "per_unit_storage_throughput goes down from ${prior_attrs.per_unit_storage_throughput} to ${attrs.per_unit_storage_throughput}."
  }

  enforce {
    condition     = core::try(attrs.throughput_capacity >= prior_attrs.throughput_capacity, true)
    error_message = "throughput_capacity goes down from ${prior_attrs.throughput_capacity} to ${attrs.throughput_capacity}."
  }

  enforce {
    condition     = core::try(local.metadata_configuration_iops_after >= local.metadata_configuration_iops_before, true)
    error_message = "metadata_configuration.iops goes down from ${local.metadata_configuration_iops_before} to ${local.metadata_configuration_iops_after}."
  }

  enforce {
    condition     = core::try(local.data_read_cache_configuration_size_after >= local.data_read_cache_configuration_size_before, true)
    error_message = "data_read_cache_configuration.size goes down from ${local.data_read_cache_configuration_size_before} to ${local.data_read_cache_configuration_size_after}."
  }
}

resource_policy "aws_fsx_ontap_file_system" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    disk_iops_configuration_iops_before = core::try(prior_attrs.disk_iops_configuration[0].iops, null)
    disk_iops_configuration_iops_after  = core::try(attrs.disk_iops_configuration[0].iops, null)
  }

  enforce {
    condition     = core::try(attrs.storage_capacity >= prior_attrs.storage_capacity, true)
    error_message = "storage_capacity goes down from ${prior_attrs.storage_capacity} to ${attrs.storage_capacity}."
  }

  enforce {
    condition     = core::try(attrs.throughput_capacity >= prior_attrs.throughput_capacity, true)
    error_message = "throughput_capacity goes down from ${prior_attrs.throughput_capacity} to ${attrs.throughput_capacity}."
  }

  enforce {
    condition     = core::try(attrs.throughput_capacity_per_ha_pair >= prior_attrs.throughput_capacity_per_ha_pair, true)
    error_message = "throughput_capacity_per_ha_pair goes down from ${prior_attrs.throughput_capacity_per_ha_pair} to ${attrs.throughput_capacity_per_ha_pair}."
  }

  enforce {
    condition     = core::try(attrs.ha_pairs >= prior_attrs.ha_pairs, true)
    error_message = "ha_pairs goes down from ${prior_attrs.ha_pairs} to ${attrs.ha_pairs}."
  }

  enforce {
    condition     = core::try(local.disk_iops_configuration_iops_after >= local.disk_iops_configuration_iops_before, true)
    error_message = "disk_iops_configuration.iops goes down from ${local.disk_iops_configuration_iops_before} to ${local.disk_iops_configuration_iops_after}."
  }
}

resource_policy "aws_fsx_ontap_volume" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.size_in_megabytes >= prior_attrs.size_in_megabytes, true)
    error_message = "size_in_megabytes goes down from ${prior_attrs.size_in_megabytes} to ${attrs.size_in_megabytes}."
  }
}

resource_policy "aws_fsx_openzfs_file_system" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    disk_iops_configuration_iops_before = core::try(prior_attrs.disk_iops_configuration[0].iops, null)
    disk_iops_configuration_iops_after  = core::try(attrs.disk_iops_configuration[0].iops, null)
  }

  enforce {
    condition     = core::try(attrs.storage_capacity >= prior_attrs.storage_capacity, true)
    error_message = "storage_capacity goes down from ${prior_attrs.storage_capacity} to ${attrs.storage_capacity}."
  }

  enforce {
    condition     = core::try(attrs.throughput_capacity >= prior_attrs.throughput_capacity, true)
    error_message = "throughput_capacity goes down from ${prior_attrs.throughput_capacity} to ${attrs.throughput_capacity}."
  }

  enforce {
    condition     = core::try(local.disk_iops_configuration_iops_after >= local.disk_iops_configuration_iops_before, true)
    error_message = "disk_iops_configuration.iops goes down from ${local.disk_iops_configuration_iops_before} to ${local.disk_iops_configuration_iops_after}."
  }
}

resource_policy "aws_fsx_openzfs_volume" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.storage_capacity_quota_gib >= prior_attrs.storage_capacity_quota_gib, true)
    error_message = "storage_capacity_quota_gib goes down from ${prior_attrs.storage_capacity_quota_gib} to ${attrs.storage_capacity_quota_gib}."
  }

  enforce {
    condition     = core::try(attrs.storage_capacity_reservation_gib >= prior_attrs.storage_capacity_reservation_gib, true)
    error_message = "storage_capacity_reservation_gib goes down from ${prior_attrs.storage_capacity_reservation_gib} to ${attrs.storage_capacity_reservation_gib}."
  }
}

resource_policy "aws_fsx_windows_file_system" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    disk_iops_configuration_iops_before = core::try(prior_attrs.disk_iops_configuration[0].iops, null)
    disk_iops_configuration_iops_after  = core::try(attrs.disk_iops_configuration[0].iops, null)
  }

  enforce {
    condition     = core::try(attrs.throughput_capacity >= prior_attrs.throughput_capacity, true)
    error_message = "throughput_capacity goes down from ${prior_attrs.throughput_capacity} to ${attrs.throughput_capacity}."
  }

  enforce {
    condition     = core::try(local.disk_iops_configuration_iops_after >= local.disk_iops_configuration_iops_before, true)
    error_message = "disk_iops_configuration.iops goes down from ${local.disk_iops_configuration_iops_before} to ${local.disk_iops_configuration_iops_after}."
  }
}

resource_policy "aws_instance" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    instance_type_rank_before            = core::try(local.rank[core::regex(local.size_pattern, prior_attrs.instance_type)[0]], null)
    instance_type_rank_after             = core::try(local.rank[core::regex(local.size_pattern, attrs.instance_type)[0]], null)
    cpu_options_core_count_before        = core::try(prior_attrs.cpu_options[0].core_count, null)
    cpu_options_core_count_after         = core::try(attrs.cpu_options[0].core_count, null)
    cpu_options_threads_per_core_before  = core::try(prior_attrs.cpu_options[0].threads_per_core, null)
    cpu_options_threads_per_core_after   = core::try(attrs.cpu_options[0].threads_per_core, null)
    root_block_device_volume_size_before = core::try(prior_attrs.root_block_device[0].volume_size, null)
    root_block_device_volume_size_after  = core::try(attrs.root_block_device[0].volume_size, null)
    root_block_device_iops_before        = core::try(prior_attrs.root_block_device[0].iops, null)
    root_block_device_iops_after         = core::try(attrs.root_block_device[0].iops, null)
    root_block_device_throughput_before  = core::try(prior_attrs.root_block_device[0].throughput, null)
    root_block_device_throughput_after   = core::try(attrs.root_block_device[0].throughput, null)
  }

  enforce {
    condition     = core::try(local.instance_type_rank_after >= local.instance_type_rank_before, true)
    error_message = "instance_type goes down from ${prior_attrs.instance_type} to ${attrs.instance_type}."
  }

  enforce {
    condition     = core::try(local.cpu_options_core_count_after >= local.cpu_options_core_count_before, true)
    error_message = "cpu_options.core_count goes down from ${local.cpu_options_core_count_before} to ${local.cpu_options_core_count_after}."
  }

  enforce {
    condition     = core::try(local.cpu_options_threads_per_core_after >= local.cpu_options_threads_per_core_before, true)
    error_message = "cpu_options.threads_per_core goes down from ${local.cpu_options_threads_per_core_before} to ${local.cpu_options_threads_per_core_after}."
  }

  enforce {
    condition     = core::try(local.root_block_device_volume_size_after >= local.root_block_device_volume_size_before, true)
    error_message = "root_block_device.volume_size goes down from ${local.root_block_device_volume_size_before} to ${local.root_block_device_volume_size_after}."
  }

  enforce {
    condition     = core::try(local.root_block_device_iops_after >= local.root_block_device_iops_before, true)
    error_message = "root_block_device.iops goes down from ${local.root_block_device_iops_before} to ${local.root_block_device_iops_after}."
  }

  enforce {
    condition     = core::try(local.root_block_device_throughput_after >= local.root_block_device_throughput_before, true)
    error_message = "root_block_device.throughput goes down from ${local.root_block_device_throughput_before} to ${local.root_block_device_throughput_after}."
  }
}

resource_policy "aws_kendra_index" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    capacity_units_query_capacity_units_before   = core::try(prior_attrs.capacity_units[0].query_capacity_units, null)
    capacity_units_query_capacity_units_after    = core::try(attrs.capacity_units[0].query_capacity_units, null)
    capacity_units_storage_capacity_units_before = core::try(prior_attrs.capacity_units[0].storage_capacity_units, null)
    capacity_units_storage_capacity_units_after  = core::try(attrs.capacity_units[0].storage_capacity_units, null)
  }

  enforce {
    condition     = core::try(local.capacity_units_query_capacity_units_after >= local.capacity_units_query_capacity_units_before, true)
    error_message = "capacity_units.query_capacity_units goes down from ${local.capacity_units_query_capacity_units_before} to ${local.capacity_units_query_capacity_units_after}."
  }

  enforce {
    condition     = core::try(local.capacity_units_storage_capacity_units_after >= local.capacity_units_storage_capacity_units_before, true)
    error_message = "capacity_units.storage_capacity_units goes down from ${local.capacity_units_storage_capacity_units_before} to ${local.capacity_units_storage_capacity_units_after}."
  }
}

resource_policy "aws_keyspaces_table" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    capacity_specification_read_capacity_units_before  = core::try(prior_attrs.capacity_specification[0].read_capacity_units, null)
    capacity_specification_read_capacity_units_after   = core::try(attrs.capacity_specification[0].read_capacity_units, null)
    capacity_specification_write_capacity_units_before = core::try(prior_attrs.capacity_specification[0].write_capacity_units, null)
    capacity_specification_write_capacity_units_after  = core::try(attrs.capacity_specification[0].write_capacity_units, null)
  }

  enforce {
    condition     = core::try(local.capacity_specification_read_capacity_units_after >= local.capacity_specification_read_capacity_units_before, true)
    error_message = "capacity_specification.read_capacity_units goes down from ${local.capacity_specification_read_capacity_units_before} to ${local.capacity_specification_read_capacity_units_after}."
  }

  enforce {
    condition     = core::try(local.capacity_specification_write_capacity_units_after >= local.capacity_specification_write_capacity_units_before, true)
    error_message = "capacity_specification.write_capacity_units goes down from ${local.capacity_specification_write_capacity_units_before} to ${local.capacity_specification_write_capacity_units_after}."
  }
}

resource_policy "aws_kinesis_stream" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.shard_count >= prior_attrs.shard_count, true)
    error_message = "shard_count goes down from ${prior_attrs.shard_count} to ${attrs.shard_count}."
  }
}

resource_policy "aws_kinesisanalyticsv2_application" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    parallelism_configuration_parallelism_before         = core::try(prior_attrs.application_configuration[0].flink_application_configuration[0].parallelism_configuration[0].parallelism, null)
    parallelism_configuration_parallelism_after          = core::try(attrs.application_configuration[0].flink_application_configuration[0].parallelism_configuration[0].parallelism, null)
    parallelism_configuration_parallelism_per_kpu_before = core::try(prior_attrs.application_configuration[0].flink_application_configuration[0].parallelism_configuration[0].parallelism_per_kpu, null)
    parallelism_configuration_parallelism_per_kpu_after  = core::try(attrs.application_configuration[0].flink_application_configuration[0].parallelism_configuration[0].parallelism_per_kpu, null)
  }

  enforce {
    condition     = core::try(local.parallelism_configuration_parallelism_after >= local.parallelism_configuration_parallelism_before, true)
    error_message = "application_configuration.flink_application_configuration.parallelism_configuration.parallelism goes down from ${local.parallelism_configuration_parallelism_before} to ${local.parallelism_configuration_parallelism_after}."
  }

  enforce {
    condition     = core::try(local.parallelism_configuration_parallelism_per_kpu_after >= local.parallelism_configuration_parallelism_per_kpu_before, true)
    error_message = "application_configuration.flink_application_configuration.parallelism_configuration.parallelism_per_kpu goes down from ${local.parallelism_configuration_parallelism_per_kpu_before} to ${local.parallelism_configuration_parallelism_per_kpu_after}."
  }
}

resource_policy "aws_m2_environment" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    instance_type_rank_before                        = core::try(local.rank[core::regex(local.size_pattern, prior_attrs.instance_type)[0]], null)
    instance_type_rank_after                         = core::try(local.rank[core::regex(local.size_pattern, attrs.instance_type)[0]], null)
    high_availability_config_desired_capacity_before = core::try(prior_attrs.high_availability_config[0].desired_capacity, null)
    high_availability_config_desired_capacity_after  = core::try(attrs.high_availability_config[0].desired_capacity, null)
  }

  enforce {
    condition     = core::try(local.instance_type_rank_after >= local.instance_type_rank_before, true)
    error_message = "instance_type goes down from ${prior_attrs.instance_type} to ${attrs.instance_type}."
  }

  enforce {
    condition     = core::try(local.high_availability_config_desired_capacity_after >= local.high_availability_config_desired_capacity_before, true)
    error_message = "high_availability_config.desired_capacity goes down from ${local.high_availability_config_desired_capacity_before} to ${local.high_availability_config_desired_capacity_after}."
  }
}

resource_policy "aws_memorydb_cluster" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    node_type_rank_before = core::try(local.rank[core::regex(local.size_pattern, prior_attrs.node_type)[0]], null)
    node_type_rank_after  = core::try(local.rank[core::regex(local.size_pattern, attrs.node_type)[0]], null)
  }

  enforce {
    condition     = core::try(local.node_type_rank_after >= local.node_type_rank_before, true)
    error_message = "node_type goes down from ${prior_attrs.node_type} to ${attrs.node_type}."
  }

  enforce {
    condition     = core::try(attrs.num_shards >= prior_attrs.num_shards, true)
    error_message = "num_shards goes down from ${prior_attrs.num_shards} to ${attrs.num_shards}."
  }

  enforce {
    condition     = core::try(attrs.num_replicas_per_shard >= prior_attrs.num_replicas_per_shard, true)
    error_message = "num_replicas_per_shard goes down from ${prior_attrs.num_replicas_per_shard} to ${attrs.num_replicas_per_shard}."
  }
}

resource_policy "aws_memorydb_multi_region_cluster" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    node_type_rank_before = core::try(local.rank[core::regex(local.size_pattern, prior_attrs.node_type)[0]], null)
    node_type_rank_after  = core::try(local.rank[core::regex(local.size_pattern, attrs.node_type)[0]], null)
  }

  enforce {
    condition     = core::try(local.node_type_rank_after >= local.node_type_rank_before, true)
    error_message = "node_type goes down from ${prior_attrs.node_type} to ${attrs.node_type}."
  }

  enforce {
    condition     = core::try(attrs.num_shards >= prior_attrs.num_shards, true)
    error_message = "num_shards goes down from ${prior_attrs.num_shards} to ${attrs.num_shards}."
  }
}

resource_policy "aws_mq_broker" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    host_instance_type_rank_before = core::try(local.rank[core::regex(local.size_pattern, prior_attrs.host_instance_type)[0]], null)
    host_instance_type_rank_after  = core::try(local.rank[core::regex(local.size_pattern, attrs.host_instance_type)[0]], null)
  }

  enforce {
    condition     = core::try(local.host_instance_type_rank_after >= local.host_instance_type_rank_before, true)
    error_message = "host_instance_type goes down from ${prior_attrs.host_instance_type} to ${attrs.host_instance_type}."
  }
}

resource_policy "aws_msk_cluster" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    broker_node_group_info_instance_type_before      = core::try(prior_attrs.broker_node_group_info[0].instance_type, null)
    broker_node_group_info_instance_type_after       = core::try(attrs.broker_node_group_info[0].instance_type, null)
    broker_node_group_info_instance_type_rank_before = core::try(local.rank[core::regex(local.size_pattern, local.broker_node_group_info_instance_type_before)[0]], null)
    broker_node_group_info_instance_type_rank_after  = core::try(local.rank[core::regex(local.size_pattern, local.broker_node_group_info_instance_type_after)[0]], null)
    provisioned_throughput_volume_throughput_before  = core::try(prior_attrs.broker_node_group_info[0].storage_info[0].ebs_storage_info[0].provisioned_throughput[0].volume_throughput, null)
    provisioned_throughput_volume_throughput_after   = core::try(attrs.broker_node_group_info[0].storage_info[0].ebs_storage_info[0].provisioned_throughput[0].volume_throughput, null)
  }

  enforce {
    condition     = core::try(attrs.number_of_broker_nodes >= prior_attrs.number_of_broker_nodes, true)
    error_message = "number_of_broker_nodes goes down from ${prior_attrs.number_of_broker_nodes} to ${attrs.number_of_broker_nodes}."
  }

  enforce {
    condition     = core::try(local.broker_node_group_info_instance_type_rank_after >= local.broker_node_group_info_instance_type_rank_before, true)
    error_message = "broker_node_group_info.instance_type goes down from ${local.broker_node_group_info_instance_type_before} to ${local.broker_node_group_info_instance_type_after}."
  }

  enforce {
    condition     = core::try(local.provisioned_throughput_volume_throughput_after >= local.provisioned_throughput_volume_throughput_before, true)
    error_message = "broker_node_group_info.storage_info.ebs_storage_info.provisioned_throughput.volume_throughput goes down from ${local.provisioned_throughput_volume_throughput_before} to ${local.provisioned_throughput_volume_throughput_after}."
  }
}

resource_policy "aws_neptune_cluster" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    serverless_v2_scaling_configuration_min_capacity_before = core::try(prior_attrs.serverless_v2_scaling_configuration[0].min_capacity, null)
    serverless_v2_scaling_configuration_min_capacity_after  = core::try(attrs.serverless_v2_scaling_configuration[0].min_capacity, null)
    serverless_v2_scaling_configuration_max_capacity_before = core::try(prior_attrs.serverless_v2_scaling_configuration[0].max_capacity, null)
    serverless_v2_scaling_configuration_max_capacity_after  = core::try(attrs.serverless_v2_scaling_configuration[0].max_capacity, null)
  }

  enforce {
    condition     = core::try(local.serverless_v2_scaling_configuration_min_capacity_after >= local.serverless_v2_scaling_configuration_min_capacity_before, true)
    error_message = "serverless_v2_scaling_configuration.min_capacity goes down from ${local.serverless_v2_scaling_configuration_min_capacity_before} to ${local.serverless_v2_scaling_configuration_min_capacity_after}."
  }

  enforce {
    condition     = core::try(local.serverless_v2_scaling_configuration_max_capacity_after >= local.serverless_v2_scaling_configuration_max_capacity_before, true)
    error_message = "serverless_v2_scaling_configuration.max_capacity goes down from ${local.serverless_v2_scaling_configuration_max_capacity_before} to ${local.serverless_v2_scaling_configuration_max_capacity_after}."
  }
}

resource_policy "aws_neptune_cluster_instance" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    instance_class_rank_before = core::try(local.rank[core::regex(local.size_pattern, prior_attrs.instance_class)[0]], null)
    instance_class_rank_after  = core::try(local.rank[core::regex(local.size_pattern, attrs.instance_class)[0]], null)
  }

  enforce {
    condition     = core::try(local.instance_class_rank_after >= local.instance_class_rank_before, true)
    error_message = "instance_class goes down from ${prior_attrs.instance_class} to ${attrs.instance_class}."
  }
}

resource_policy "aws_neptunegraph_graph" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.provisioned_memory >= prior_attrs.provisioned_memory, true)
    error_message = "provisioned_memory goes down from ${prior_attrs.provisioned_memory} to ${attrs.provisioned_memory}."
  }

  enforce {
    condition     = core::try(attrs.replica_count >= prior_attrs.replica_count, true)
    error_message = "replica_count goes down from ${prior_attrs.replica_count} to ${attrs.replica_count}."
  }
}

resource_policy "aws_opensearch_domain" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    cluster_config_instance_type_before                  = core::try(prior_attrs.cluster_config[0].instance_type, null)
    cluster_config_instance_type_after                   = core::try(attrs.cluster_config[0].instance_type, null)
    cluster_config_instance_type_rank_before             = core::try(local.rank[core::regex(local.size_pattern, local.cluster_config_instance_type_before)[0]], null)
    cluster_config_instance_type_rank_after              = core::try(local.rank[core::regex(local.size_pattern, local.cluster_config_instance_type_after)[0]], null)
    cluster_config_instance_count_before                 = core::try(prior_attrs.cluster_config[0].instance_count, null)
    cluster_config_instance_count_after                  = core::try(attrs.cluster_config[0].instance_count, null)
    cluster_config_dedicated_master_type_before          = core::try(prior_attrs.cluster_config[0].dedicated_master_type, null)
    cluster_config_dedicated_master_type_after           = core::try(attrs.cluster_config[0].dedicated_master_type, null)
    cluster_config_dedicated_master_type_rank_before     = core::try(local.rank[core::regex(local.size_pattern, local.cluster_config_dedicated_master_type_before)[0]], null)
    cluster_config_dedicated_master_type_rank_after      = core::try(local.rank[core::regex(local.size_pattern, local.cluster_config_dedicated_master_type_after)[0]], null)
    cluster_config_dedicated_master_count_before         = core::try(prior_attrs.cluster_config[0].dedicated_master_count, null)
    cluster_config_dedicated_master_count_after          = core::try(attrs.cluster_config[0].dedicated_master_count, null)
    cluster_config_warm_type_before                      = core::try(prior_attrs.cluster_config[0].warm_type, null)
    cluster_config_warm_type_after                       = core::try(attrs.cluster_config[0].warm_type, null)
    cluster_config_warm_type_rank_before                 = core::try(local.rank[core::regex(local.size_pattern, local.cluster_config_warm_type_before)[0]], null)
    cluster_config_warm_type_rank_after                  = core::try(local.rank[core::regex(local.size_pattern, local.cluster_config_warm_type_after)[0]], null)
    cluster_config_warm_count_before                     = core::try(prior_attrs.cluster_config[0].warm_count, null)
    cluster_config_warm_count_after                      = core::try(attrs.cluster_config[0].warm_count, null)
    zone_awareness_config_availability_zone_count_before = core::try(prior_attrs.cluster_config[0].zone_awareness_config[0].availability_zone_count, null)
    zone_awareness_config_availability_zone_count_after  = core::try(attrs.cluster_config[0].zone_awareness_config[0].availability_zone_count, null)
    ebs_options_iops_before                              = core::try(prior_attrs.ebs_options[0].iops, null)
    ebs_options_iops_after                               = core::try(attrs.ebs_options[0].iops, null)
    ebs_options_throughput_before                        = core::try(prior_attrs.ebs_options[0].throughput, null)
    ebs_options_throughput_after                         = core::try(attrs.ebs_options[0].throughput, null)
    node_config_count_before                             = core::try(prior_attrs.cluster_config[0].node_options[0].node_config[0].count, null)
    node_config_count_after                              = core::try(attrs.cluster_config[0].node_options[0].node_config[0].count, null)
  }

  enforce {
    condition     = core::try(local.cluster_config_instance_type_rank_after >= local.cluster_config_instance_type_rank_before, true)
    error_message = "cluster_config.instance_type goes down from ${local.cluster_config_instance_type_before} to ${local.cluster_config_instance_type_after}."
  }

  enforce {
    condition     = core::try(local.cluster_config_instance_count_after >= local.cluster_config_instance_count_before, true)
    error_message = "cluster_config.instance_count goes down from ${local.cluster_config_instance_count_before} to ${local.cluster_config_instance_count_after}."
  }

  enforce {
    condition     = core::try(local.cluster_config_dedicated_master_type_rank_after >= local.cluster_config_dedicated_master_type_rank_before, true)
    error_message = "cluster_config.dedicated_master_type goes down from ${local.cluster_config_dedicated_master_type_before} to ${local.cluster_config_dedicated_master_type_after}."
  }

  enforce {
    condition     = core::try(local.cluster_config_dedicated_master_count_after >= local.cluster_config_dedicated_master_count_before, true)
    error_message = "cluster_config.dedicated_master_count goes down from ${local.cluster_config_dedicated_master_count_before} to ${local.cluster_config_dedicated_master_count_after}."
  }

  enforce {
    condition     = core::try(local.cluster_config_warm_type_rank_after >= local.cluster_config_warm_type_rank_before, true)
    error_message = "cluster_config.warm_type goes down from ${local.cluster_config_warm_type_before} to ${local.cluster_config_warm_type_after}."
  }

  enforce {
    condition     = core::try(local.cluster_config_warm_count_after >= local.cluster_config_warm_count_before, true)
    error_message = "cluster_config.warm_count goes down from ${local.cluster_config_warm_count_before} to ${local.cluster_config_warm_count_after}."
  }

  enforce {
    condition     = core::try(local.zone_awareness_config_availability_zone_count_after >= local.zone_awareness_config_availability_zone_count_before, true)
    error_message = "cluster_config.zone_awareness_config.availability_zone_count goes down from ${local.zone_awareness_config_availability_zone_count_before} to ${local.zone_awareness_config_availability_zone_count_after}."
  }

  enforce {
    condition     = core::try(local.ebs_options_iops_after >= local.ebs_options_iops_before, true)
    error_message = "ebs_options.iops goes down from ${local.ebs_options_iops_before} to ${local.ebs_options_iops_after}."
  }

  enforce {
    condition     = core::try(local.ebs_options_throughput_after >= local.ebs_options_throughput_before, true)
    error_message = "ebs_options.throughput goes down from ${local.ebs_options_throughput_before} to ${local.ebs_options_throughput_after}."
  }

  enforce {
    condition     = core::try(local.node_config_count_after >= local.node_config_count_before, true)
    error_message = "cluster_config.node_options.node_config.count goes down from ${local.node_config_count_before} to ${local.node_config_count_after}."
  }
}

resource_policy "aws_rds_cluster" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    db_cluster_instance_class_rank_before                  = core::try(local.rank[core::regex(local.size_pattern, prior_attrs.db_cluster_instance_class)[0]], null)
    db_cluster_instance_class_rank_after                   = core::try(local.rank[core::regex(local.size_pattern, attrs.db_cluster_instance_class)[0]], null)
    serverlessv2_scaling_configuration_min_capacity_before = core::try(prior_attrs.serverlessv2_scaling_configuration[0].min_capacity, null)
    serverlessv2_scaling_configuration_min_capacity_after  = core::try(attrs.serverlessv2_scaling_configuration[0].min_capacity, null)
    serverlessv2_scaling_configuration_max_capacity_before = core::try(prior_attrs.serverlessv2_scaling_configuration[0].max_capacity, null)
    serverlessv2_scaling_configuration_max_capacity_after  = core::try(attrs.serverlessv2_scaling_configuration[0].max_capacity, null)
    scaling_configuration_min_capacity_before              = core::try(prior_attrs.scaling_configuration[0].min_capacity, null)
    scaling_configuration_min_capacity_after               = core::try(attrs.scaling_configuration[0].min_capacity, null)
    scaling_configuration_max_capacity_before              = core::try(prior_attrs.scaling_configuration[0].max_capacity, null)
    scaling_configuration_max_capacity_after               = core::try(attrs.scaling_configuration[0].max_capacity, null)
  }

  enforce {
    condition     = core::try(local.db_cluster_instance_class_rank_after >= local.db_cluster_instance_class_rank_before, true)
    error_message = "db_cluster_instance_class goes down from ${prior_attrs.db_cluster_instance_class} to ${attrs.db_cluster_instance_class}."
  }

  enforce {
    condition     = core::try(attrs.allocated_storage >= prior_attrs.allocated_storage, true)
    error_message = "allocated_storage goes down from ${prior_attrs.allocated_storage} to ${attrs.allocated_storage}."
  }

  enforce {
    condition     = core::try(attrs.iops >= prior_attrs.iops, true)
    error_message = "iops goes down from ${prior_attrs.iops} to ${attrs.iops}."
  }

  enforce {
    condition     = core::try(local.serverlessv2_scaling_configuration_min_capacity_after >= local.serverlessv2_scaling_configuration_min_capacity_before, true)
    error_message = "serverlessv2_scaling_configuration.min_capacity goes down from ${local.serverlessv2_scaling_configuration_min_capacity_before} to ${local.serverlessv2_scaling_configuration_min_capacity_after}."
  }

  enforce {
    condition     = core::try(local.serverlessv2_scaling_configuration_max_capacity_after >= local.serverlessv2_scaling_configuration_max_capacity_before, true)
    error_message = "serverlessv2_scaling_configuration.max_capacity goes down from ${local.serverlessv2_scaling_configuration_max_capacity_before} to ${local.serverlessv2_scaling_configuration_max_capacity_after}."
  }

  enforce {
    condition     = core::try(local.scaling_configuration_min_capacity_after >= local.scaling_configuration_min_capacity_before, true)
    error_message = "scaling_configuration.min_capacity goes down from ${local.scaling_configuration_min_capacity_before} to ${local.scaling_configuration_min_capacity_after}."
  }

  enforce {
    condition     = core::try(local.scaling_configuration_max_capacity_after >= local.scaling_configuration_max_capacity_before, true)
    error_message = "scaling_configuration.max_capacity goes down from ${local.scaling_configuration_max_capacity_before} to ${local.scaling_configuration_max_capacity_after}."
  }
}

resource_policy "aws_rds_cluster_instance" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    instance_class_rank_before = core::try(local.rank[core::regex(local.size_pattern, prior_attrs.instance_class)[0]], null)
    instance_class_rank_after  = core::try(local.rank[core::regex(local.size_pattern, attrs.instance_class)[0]], null)
  }

  enforce {
    condition     = core::try(local.instance_class_rank_after >= local.instance_class_rank_before, true)
    error_message = "instance_class goes down from ${prior_attrs.instance_class} to ${attrs.instance_class}."
  }
}

resource_policy "aws_rds_shard_group" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.max_acu >= prior_attrs.max_acu, true)
    error_message = "max_acu goes down from ${prior_attrs.max_acu} to ${attrs.max_acu}."
  }

  enforce {
    condition     = core::try(attrs.min_acu >= prior_attrs.min_acu, true)
    error_message = "min_acu goes down from ${prior_attrs.min_acu} to ${attrs.min_acu}."
  }

  enforce {
    condition     = core::try(attrs.compute_redundancy >= prior_attrs.compute_redundancy, true)
    error_message = "compute_redundancy goes down from ${prior_attrs.compute_redundancy} to ${attrs.compute_redundancy}."
  }
}

resource_policy "aws_redshift_cluster" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    node_type_rank_before = core::try(local.rank[core::regex(local.size_pattern, prior_attrs.node_type)[0]], null)
    node_type_rank_after  = core::try(local.rank[core::regex(local.size_pattern, attrs.node_type)[0]], null)
  }

  enforce {
    condition     = core::try(local.node_type_rank_after >= local.node_type_rank_before, true)
    error_message = "node_type goes down from ${prior_attrs.node_type} to ${attrs.node_type}."
  }

  enforce {
    condition     = core::try(attrs.number_of_nodes >= prior_attrs.number_of_nodes, true)
    error_message = "number_of_nodes goes down from ${prior_attrs.number_of_nodes} to ${attrs.number_of_nodes}."
  }
}

resource_policy "aws_redshift_scheduled_action" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    resize_cluster_node_type_before       = core::try(prior_attrs.target_action[0].resize_cluster[0].node_type, null)
    resize_cluster_node_type_after        = core::try(attrs.target_action[0].resize_cluster[0].node_type, null)
    resize_cluster_node_type_rank_before  = core::try(local.rank[core::regex(local.size_pattern, local.resize_cluster_node_type_before)[0]], null)
    resize_cluster_node_type_rank_after   = core::try(local.rank[core::regex(local.size_pattern, local.resize_cluster_node_type_after)[0]], null)
    resize_cluster_number_of_nodes_before = core::try(prior_attrs.target_action[0].resize_cluster[0].number_of_nodes, null)
    resize_cluster_number_of_nodes_after  = core::try(attrs.target_action[0].resize_cluster[0].number_of_nodes, null)
  }

  enforce {
    condition     = core::try(local.resize_cluster_node_type_rank_after >= local.resize_cluster_node_type_rank_before, true)
    error_message = "target_action.resize_cluster.node_type goes down from ${local.resize_cluster_node_type_before} to ${local.resize_cluster_node_type_after}."
  }

  enforce {
    condition     = core::try(local.resize_cluster_number_of_nodes_after >= local.resize_cluster_number_of_nodes_before, true)
    error_message = "target_action.resize_cluster.number_of_nodes goes down from ${local.resize_cluster_number_of_nodes_before} to ${local.resize_cluster_number_of_nodes_after}."
  }
}

resource_policy "aws_redshiftserverless_workgroup" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    price_performance_target_level_before = core::try(prior_attrs.price_performance_target[0].level, null)
    price_performance_target_level_after  = core::try(attrs.price_performance_target[0].level, null)
  }

  enforce {
    condition     = core::try(attrs.base_capacity >= prior_attrs.base_capacity, true)
    error_message = "base_capacity goes down from ${prior_attrs.base_capacity} to ${attrs.base_capacity}."
  }

  enforce {
    condition     = core::try(attrs.max_capacity >= prior_attrs.max_capacity, true)
    error_message = "max_capacity goes down from ${prior_attrs.max_capacity} to ${attrs.max_capacity}."
  }

  enforce {
    condition     = core::try(local.price_performance_target_level_after >= local.price_performance_target_level_before, true)
    error_message = "price_performance_target.level goes down from ${local.price_performance_target_level_before} to ${local.price_performance_target_level_after}."
  }
}

resource_policy "aws_sagemaker_feature_group" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    throughput_config_provisioned_read_capacity_units_before  = core::try(prior_attrs.throughput_config[0].provisioned_read_capacity_units, null)
    throughput_config_provisioned_read_capacity_units_after   = core::try(attrs.throughput_config[0].provisioned_read_capacity_units, null)
    throughput_config_provisioned_write_capacity_units_before = core::try(prior_attrs.throughput_config[0].provisioned_write_capacity_units, null)
    throughput_config_provisioned_write_capacity_units_after  = core::try(attrs.throughput_config[0].provisioned_write_capacity_units, null)
  }

  enforce {
    condition     = core::try(local.throughput_config_provisioned_read_capacity_units_after >= local.throughput_config_provisioned_read_capacity_units_before, true)
    error_message = "throughput_config.provisioned_read_capacity_units goes down from ${local.throughput_config_provisioned_read_capacity_units_before} to ${local.throughput_config_provisioned_read_capacity_units_after}."
  }

  enforce {
    condition     = core::try(local.throughput_config_provisioned_write_capacity_units_after >= local.throughput_config_provisioned_write_capacity_units_before, true)
    error_message = "throughput_config.provisioned_write_capacity_units goes down from ${local.throughput_config_provisioned_write_capacity_units_before} to ${local.throughput_config_provisioned_write_capacity_units_after}."
  }
}

resource_policy "aws_sagemaker_notebook_instance" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    instance_type_rank_before = core::try(local.rank[core::regex(local.size_pattern, prior_attrs.instance_type)[0]], null)
    instance_type_rank_after  = core::try(local.rank[core::regex(local.size_pattern, attrs.instance_type)[0]], null)
  }

  enforce {
    condition     = core::try(local.instance_type_rank_after >= local.instance_type_rank_before, true)
    error_message = "instance_type goes down from ${prior_attrs.instance_type} to ${attrs.instance_type}."
  }

  enforce {
    condition     = core::try(attrs.volume_size >= prior_attrs.volume_size, true)
    error_message = "volume_size goes down from ${prior_attrs.volume_size} to ${attrs.volume_size}."
  }
}

resource_policy "aws_timestreaminfluxdb_db_instance" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    db_instance_type_rank_before = core::try(local.rank[core::regex(local.size_pattern, prior_attrs.db_instance_type)[0]], null)
    db_instance_type_rank_after  = core::try(local.rank[core::regex(local.size_pattern, attrs.db_instance_type)[0]], null)
  }

  enforce {
    condition     = core::try(local.db_instance_type_rank_after >= local.db_instance_type_rank_before, true)
    error_message = "db_instance_type goes down from ${prior_attrs.db_instance_type} to ${attrs.db_instance_type}."
  }

  enforce {
    condition     = core::try(attrs.allocated_storage >= prior_attrs.allocated_storage, true)
    error_message = "allocated_storage goes down from ${prior_attrs.allocated_storage} to ${attrs.allocated_storage}."
  }
}

resource_policy "aws_workspaces_workspace" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    workspace_properties_root_volume_size_gib_before = core::try(prior_attrs.workspace_properties[0].root_volume_size_gib, null)
    workspace_properties_root_volume_size_gib_after  = core::try(attrs.workspace_properties[0].root_volume_size_gib, null)
    workspace_properties_user_volume_size_gib_before = core::try(prior_attrs.workspace_properties[0].user_volume_size_gib, null)
    workspace_properties_user_volume_size_gib_after  = core::try(attrs.workspace_properties[0].user_volume_size_gib, null)
  }

  enforce {
    condition     = core::try(local.workspace_properties_root_volume_size_gib_after >= local.workspace_properties_root_volume_size_gib_before, true)
    error_message = "workspace_properties.root_volume_size_gib goes down from ${local.workspace_properties_root_volume_size_gib_before} to ${local.workspace_properties_root_volume_size_gib_after}."
  }

  enforce {
    condition     = core::try(local.workspace_properties_user_volume_size_gib_after >= local.workspace_properties_user_volume_size_gib_before, true)
    error_message = "workspace_properties.user_volume_size_gib goes down from ${local.workspace_properties_user_volume_size_gib_before} to ${local.workspace_properties_user_volume_size_gib_after}."
  }
}

resource_policy "aws_rds_cluster_instance" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The cluster instance ${core::coalesce(prior_attrs.identifier, "(unnamed)")} is removed or replaced."
  }
}

resource_policy "aws_docdb_cluster_instance" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The cluster instance ${core::coalesce(prior_attrs.identifier, "(unnamed)")} is removed or replaced."
  }
}

resource_policy "aws_neptune_cluster_instance" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The cluster instance ${core::coalesce(prior_attrs.identifier, "(unnamed)")} is removed or replaced."
  }
}

resource_policy "aws_elasticache_cluster" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The cache cluster ${core::coalesce(prior_attrs.cluster_id, "(unnamed)")} is removed or replaced."
  }
}

resource_policy "aws_memorydb_cluster" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The cluster ${core::coalesce(prior_attrs.name, "(unnamed)")} is removed or replaced."
  }
}

resource_policy "aws_dax_cluster" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The cluster ${core::coalesce(prior_attrs.cluster_name, "(unnamed)")} is removed or replaced."
  }
}

resource_policy "aws_mq_broker" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The broker ${core::coalesce(prior_attrs.broker_name, "(unnamed)")} is removed or replaced."
  }
}

resource_policy "aws_instance" "capacity_scale_in_of_stateful_reviewed" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The instance ${core::coalesce(prior_attrs.id, "(unnamed)")} is removed or replaced."
  }
}
