# Capacity changes of EC2 are approved by an owner.
#
# Instance types, counts and volumes are most of what a fleet can do and of what it costs; a launch template changes
# every instance that will start from it. The people who run the fleet should see every such change. A replacement is
# planned as a delete and a create that know nothing of each other, so a policy cannot compare its sizes: only updates
# in place are gated here.
#
# severity: medium
# remediation: Ask an owner of the file for approval, or plan the change apart from other work.
# reference: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-resize.html
resource_policy "aws_launch_template" "capacity_ec2_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    vcpu_count_min_before   = core::try(prior_attrs.instance_requirements[0].vcpu_count[0].min, null)
    vcpu_count_min_after    = core::try(attrs.instance_requirements[0].vcpu_count[0].min, null)
    vcpu_count_max_before   = core::try(prior_attrs.instance_requirements[0].vcpu_count[0].max, null)
    vcpu_count_max_after    = core::try(attrs.instance_requirements[0].vcpu_count[0].max, null)
    memory_mib_min_before   = core::try(prior_attrs.instance_requirements[0].memory_mib[0].min, null)
    memory_mib_min_after    = core::try(attrs.instance_requirements[0].memory_mib[0].min, null)
    memory_mib_max_before   = core::try(prior_attrs.instance_requirements[0].memory_mib[0].max, null)
    memory_mib_max_after    = core::try(attrs.instance_requirements[0].memory_mib[0].max, null)
    core_count_before       = core::try(prior_attrs.cpu_options[0].core_count, null)
    core_count_after        = core::try(attrs.cpu_options[0].core_count, null)
    threads_per_core_before = core::try(prior_attrs.cpu_options[0].threads_per_core, null)
    threads_per_core_after  = core::try(attrs.cpu_options[0].threads_per_core, null)
    volume_size_before      = core::sort([for e in core::try(prior_attrs.block_device_mappings, []) : "${core::coalesce(e.device_name, "unnamed")} ${core::coalesce(core::try(e.ebs[0].volume_size, null), "not set")}"])
    volume_size_after       = core::sort([for e in core::try(attrs.block_device_mappings, []) : "${core::coalesce(e.device_name, "unnamed")} ${core::coalesce(core::try(e.ebs[0].volume_size, null), "not set")}"])
    iops_before             = core::sort([for e in core::try(prior_attrs.block_device_mappings, []) : "${core::coalesce(e.device_name, "unnamed")} ${core::coalesce(core::try(e.ebs[0].iops, null), "not set")}"])
    iops_after              = core::sort([for e in core::try(attrs.block_device_mappings, []) : "${core::coalesce(e.device_name, "unnamed")} ${core::coalesce(core::try(e.ebs[0].iops, null), "not set")}"])
    throughput_before       = core::sort([for e in core::try(prior_attrs.block_device_mappings, []) : "${core::coalesce(e.device_name, "unnamed")} ${core::coalesce(core::try(e.ebs[0].throughput, null), "not set")}"])
    throughput_after        = core::sort([for e in core::try(attrs.block_device_mappings, []) : "${core::coalesce(e.device_name, "unnamed")} ${core::coalesce(core::try(e.ebs[0].throughput, null), "not set")}"])
  }

  enforce {
    condition     = attrs.instance_type == prior_attrs.instance_type
    error_message = "instance_type changes from ${core::coalesce(prior_attrs.instance_type, "not set")} to ${core::coalesce(attrs.instance_type, "not set")}."
  }

  enforce {
    condition     = local.vcpu_count_min_after == local.vcpu_count_min_before
    error_message = "instance_requirements.vcpu_count.min changes from ${core::coalesce(local.vcpu_count_min_before, "not set")} to ${core::coalesce(local.vcpu_count_min_after, "not set")}."
  }

  enforce {
    condition     = local.vcpu_count_max_after == local.vcpu_count_max_before
    error_message = "instance_requirements.vcpu_count.max changes from ${core::coalesce(local.vcpu_count_max_before, "not set")} to ${core::coalesce(local.vcpu_count_max_after, "not set")}."
  }

  enforce {
    condition     = local.memory_mib_min_after == local.memory_mib_min_before
    error_message = "instance_requirements.memory_mib.min changes from ${core::coalesce(local.memory_mib_min_before, "not set")} to ${core::coalesce(local.memory_mib_min_after, "not set")}."
  }

  enforce {
    condition     = local.memory_mib_max_after == local.memory_mib_max_before
    error_message = "instance_requirements.memory_mib.max changes from ${core::coalesce(local.memory_mib_max_before, "not set")} to ${core::coalesce(local.memory_mib_max_after, "not set")}."
  }

  enforce {
    condition     = local.core_count_after == local.core_count_before
    error_message = "cpu_options.core_count changes from ${core::coalesce(local.core_count_before, "not set")} to ${core::coalesce(local.core_count_after, "not set")}."
  }

  enforce {
    condition     = local.threads_per_core_after == local.threads_per_core_before
    error_message = "cpu_options.threads_per_core changes from ${core::coalesce(local.threads_per_core_before, "not set")} to ${core::coalesce(local.threads_per_core_after, "not set")}."
  }

  enforce {
    condition     = local.volume_size_after == local.volume_size_before
    error_message = "The volume sizes (GiB) of block_device_mappings change from ${core::coalesce(core::join(", ", local.volume_size_before), "none")} to ${core::coalesce(core::join(", ", local.volume_size_after), "none")}."
  }

  enforce {
    condition     = local.iops_after == local.iops_before
    error_message = "The iops of block_device_mappings change from ${core::coalesce(core::join(", ", local.iops_before), "none")} to ${core::coalesce(core::join(", ", local.iops_after), "none")}."
  }

  enforce {
    condition     = local.throughput_after == local.throughput_before
    error_message = "The throughput of block_device_mappings change from ${core::coalesce(core::join(", ", local.throughput_before), "none")} to ${core::coalesce(core::join(", ", local.throughput_after), "none")}."
  }
}

resource_policy "aws_launch_configuration" "capacity_ec2_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    root_volume_size_before = core::try(prior_attrs.root_block_device[0].volume_size, null)
    root_volume_size_after  = core::try(attrs.root_block_device[0].volume_size, null)
    root_iops_before        = core::try(prior_attrs.root_block_device[0].iops, null)
    root_iops_after         = core::try(attrs.root_block_device[0].iops, null)
    root_throughput_before  = core::try(prior_attrs.root_block_device[0].throughput, null)
    root_throughput_after   = core::try(attrs.root_block_device[0].throughput, null)
    ebs_volume_size_before  = core::sort([for e in core::try(prior_attrs.ebs_block_device, []) : "${e.device_name} ${core::coalesce(e.volume_size, "not set")}"])
    ebs_volume_size_after   = core::sort([for e in core::try(attrs.ebs_block_device, []) : "${e.device_name} ${core::coalesce(e.volume_size, "not set")}"])
    ebs_iops_before         = core::sort([for e in core::try(prior_attrs.ebs_block_device, []) : "${e.device_name} ${core::coalesce(e.iops, "not set")}"])
    ebs_iops_after          = core::sort([for e in core::try(attrs.ebs_block_device, []) : "${e.device_name} ${core::coalesce(e.iops, "not set")}"])
    ebs_throughput_before   = core::sort([for e in core::try(prior_attrs.ebs_block_device, []) : "${e.device_name} ${core::coalesce(e.throughput, "not set")}"])
    ebs_throughput_after    = core::sort([for e in core::try(attrs.ebs_block_device, []) : "${e.device_name} ${core::coalesce(e.throughput, "not set")}"])
  }

  enforce {
    condition     = attrs.instance_type == prior_attrs.instance_type
    error_message = "instance_type changes from ${core::coalesce(prior_attrs.instance_type, "not set")} to ${core::coalesce(attrs.instance_type, "not set")}."
  }

  enforce {
    condition     = local.root_volume_size_after == local.root_volume_size_before
    error_message = "root_block_device.volume_size changes from ${core::coalesce(local.root_volume_size_before, "not set")} to ${core::coalesce(local.root_volume_size_after, "not set")}."
  }

  enforce {
    condition     = local.root_iops_after == local.root_iops_before
    error_message = "root_block_device.iops changes from ${core::coalesce(local.root_iops_before, "not set")} to ${core::coalesce(local.root_iops_after, "not set")}."
  }

  enforce {
    condition     = local.root_throughput_after == local.root_throughput_before
    error_message = "root_block_device.throughput changes from ${core::coalesce(local.root_throughput_before, "not set")} to ${core::coalesce(local.root_throughput_after, "not set")}."
  }

  enforce {
    condition     = local.ebs_volume_size_after == local.ebs_volume_size_before
    error_message = "The volume sizes (GiB) of ebs_block_device change from ${core::coalesce(core::join(", ", local.ebs_volume_size_before), "none")} to ${core::coalesce(core::join(", ", local.ebs_volume_size_after), "none")}."
  }

  enforce {
    condition     = local.ebs_iops_after == local.ebs_iops_before
    error_message = "The iops of ebs_block_device change from ${core::coalesce(core::join(", ", local.ebs_iops_before), "none")} to ${core::coalesce(core::join(", ", local.ebs_iops_after), "none")}."
  }

  enforce {
    condition     = local.ebs_throughput_after == local.ebs_throughput_before
    error_message = "The throughput of ebs_block_device change from ${core::coalesce(core::join(", ", local.ebs_throughput_before), "none")} to ${core::coalesce(core::join(", ", local.ebs_throughput_after), "none")}."
  }
}

resource_policy "aws_instance" "capacity_ec2_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    core_count_before       = core::try(prior_attrs.cpu_options[0].core_count, null)
    core_count_after        = core::try(attrs.cpu_options[0].core_count, null)
    threads_per_core_before = core::try(prior_attrs.cpu_options[0].threads_per_core, null)
    threads_per_core_after  = core::try(attrs.cpu_options[0].threads_per_core, null)
    root_volume_size_before = core::try(prior_attrs.root_block_device[0].volume_size, null)
    root_volume_size_after  = core::try(attrs.root_block_device[0].volume_size, null)
    root_iops_before        = core::try(prior_attrs.root_block_device[0].iops, null)
    root_iops_after         = core::try(attrs.root_block_device[0].iops, null)
    root_throughput_before  = core::try(prior_attrs.root_block_device[0].throughput, null)
    root_throughput_after   = core::try(attrs.root_block_device[0].throughput, null)
    ebs_volume_size_before  = core::sort([for e in core::try(prior_attrs.ebs_block_device, []) : "${e.device_name} ${core::coalesce(e.volume_size, "not set")}"])
    ebs_volume_size_after   = core::sort([for e in core::try(attrs.ebs_block_device, []) : "${e.device_name} ${core::coalesce(e.volume_size, "not set")}"])
    ebs_iops_before         = core::sort([for e in core::try(prior_attrs.ebs_block_device, []) : "${e.device_name} ${core::coalesce(e.iops, "not set")}"])
    ebs_iops_after          = core::sort([for e in core::try(attrs.ebs_block_device, []) : "${e.device_name} ${core::coalesce(e.iops, "not set")}"])
    ebs_throughput_before   = core::sort([for e in core::try(prior_attrs.ebs_block_device, []) : "${e.device_name} ${core::coalesce(e.throughput, "not set")}"])
    ebs_throughput_after    = core::sort([for e in core::try(attrs.ebs_block_device, []) : "${e.device_name} ${core::coalesce(e.throughput, "not set")}"])
  }

  enforce {
    condition     = attrs.instance_type == prior_attrs.instance_type
    error_message = "instance_type changes from ${core::coalesce(prior_attrs.instance_type, "not set")} to ${core::coalesce(attrs.instance_type, "not set")}."
  }

  enforce {
    condition     = local.core_count_after == local.core_count_before
    error_message = "cpu_options.core_count changes from ${core::coalesce(local.core_count_before, "not set")} to ${core::coalesce(local.core_count_after, "not set")}."
  }

  enforce {
    condition     = local.threads_per_core_after == local.threads_per_core_before
    error_message = "cpu_options.threads_per_core changes from ${core::coalesce(local.threads_per_core_before, "not set")} to ${core::coalesce(local.threads_per_core_after, "not set")}."
  }

  enforce {
    condition     = local.root_volume_size_after == local.root_volume_size_before
    error_message = "root_block_device.volume_size changes from ${core::coalesce(local.root_volume_size_before, "not set")} to ${core::coalesce(local.root_volume_size_after, "not set")}."
  }

  enforce {
    condition     = local.root_iops_after == local.root_iops_before
    error_message = "root_block_device.iops changes from ${core::coalesce(local.root_iops_before, "not set")} to ${core::coalesce(local.root_iops_after, "not set")}."
  }

  enforce {
    condition     = local.root_throughput_after == local.root_throughput_before
    error_message = "root_block_device.throughput changes from ${core::coalesce(local.root_throughput_before, "not set")} to ${core::coalesce(local.root_throughput_after, "not set")}."
  }

  enforce {
    condition     = local.ebs_volume_size_after == local.ebs_volume_size_before
    error_message = "The volume sizes (GiB) of ebs_block_device change from ${core::coalesce(core::join(", ", local.ebs_volume_size_before), "none")} to ${core::coalesce(core::join(", ", local.ebs_volume_size_after), "none")}."
  }

  enforce {
    condition     = local.ebs_iops_after == local.ebs_iops_before
    error_message = "The iops of ebs_block_device change from ${core::coalesce(core::join(", ", local.ebs_iops_before), "none")} to ${core::coalesce(core::join(", ", local.ebs_iops_after), "none")}."
  }

  enforce {
    condition     = local.ebs_throughput_after == local.ebs_throughput_before
    error_message = "The throughput of ebs_block_device change from ${core::coalesce(core::join(", ", local.ebs_throughput_before), "none")} to ${core::coalesce(core::join(", ", local.ebs_throughput_after), "none")}."
  }
}

resource_policy "aws_spot_instance_request" "capacity_ec2_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = attrs.instance_type == prior_attrs.instance_type
    error_message = "instance_type changes from ${core::coalesce(prior_attrs.instance_type, "not set")} to ${core::coalesce(attrs.instance_type, "not set")}."
  }
}

resource_policy "aws_spot_fleet_request" "capacity_ec2_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = attrs.target_capacity == prior_attrs.target_capacity
    error_message = "target_capacity changes from ${core::coalesce(prior_attrs.target_capacity, "not set")} to ${core::coalesce(attrs.target_capacity, "not set")}."
  }

  enforce {
    condition     = attrs.on_demand_target_capacity == prior_attrs.on_demand_target_capacity
    error_message = "on_demand_target_capacity changes from ${core::coalesce(prior_attrs.on_demand_target_capacity, "not set")} to ${core::coalesce(attrs.on_demand_target_capacity, "not set")}."
  }
}

resource_policy "aws_ec2_fleet" "capacity_ec2_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    total_target_capacity_before     = core::try(prior_attrs.target_capacity_specification[0].total_target_capacity, null)
    total_target_capacity_after      = core::try(attrs.target_capacity_specification[0].total_target_capacity, null)
    on_demand_target_capacity_before = core::try(prior_attrs.target_capacity_specification[0].on_demand_target_capacity, null)
    on_demand_target_capacity_after  = core::try(attrs.target_capacity_specification[0].on_demand_target_capacity, null)
    spot_target_capacity_before      = core::try(prior_attrs.target_capacity_specification[0].spot_target_capacity, null)
    spot_target_capacity_after       = core::try(attrs.target_capacity_specification[0].spot_target_capacity, null)
  }

  enforce {
    condition     = local.total_target_capacity_after == local.total_target_capacity_before
    error_message = "total_target_capacity changes from ${core::coalesce(local.total_target_capacity_before, "not set")} to ${core::coalesce(local.total_target_capacity_after, "not set")}."
  }

  enforce {
    condition     = local.on_demand_target_capacity_after == local.on_demand_target_capacity_before
    error_message = "on_demand_target_capacity changes from ${core::coalesce(local.on_demand_target_capacity_before, "not set")} to ${core::coalesce(local.on_demand_target_capacity_after, "not set")}."
  }

  enforce {
    condition     = local.spot_target_capacity_after == local.spot_target_capacity_before
    error_message = "spot_target_capacity changes from ${core::coalesce(local.spot_target_capacity_before, "not set")} to ${core::coalesce(local.spot_target_capacity_after, "not set")}."
  }
}

resource_policy "aws_ec2_capacity_reservation" "capacity_ec2_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = attrs.instance_count == prior_attrs.instance_count
    error_message = "instance_count changes from ${core::coalesce(prior_attrs.instance_count, "not set")} to ${core::coalesce(attrs.instance_count, "not set")}."
  }

  enforce {
    condition     = attrs.instance_type == prior_attrs.instance_type
    error_message = "instance_type changes from ${core::coalesce(prior_attrs.instance_type, "not set")} to ${core::coalesce(attrs.instance_type, "not set")}."
  }
}

resource_policy "aws_ec2_host" "capacity_ec2_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = attrs.instance_type == prior_attrs.instance_type
    error_message = "instance_type changes from ${core::coalesce(prior_attrs.instance_type, "not set")} to ${core::coalesce(attrs.instance_type, "not set")}."
  }
}
