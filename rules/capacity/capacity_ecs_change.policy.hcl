# Capacity changes of ECS are approved by an owner.
#
# How many tasks run and how large they are decides what a service withstands and what it costs. The people who run it
# should see every such change, also one that arrives through a module or a variables file. A replacement is planned as
# a delete and a create that know nothing of each other, so besides updates in place only that of a task definition is
# compared, with the successor of the same name.
#
# severity: medium
# remediation: Ask an owner of the file for approval, or plan the change apart from other work.
# reference: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
resource_policy "aws_ecs_service" "capacity_ecs_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    base_before       = core::sort([for e in core::try(prior_attrs.capacity_provider_strategy, []) : "${e.capacity_provider} ${core::coalesce(e.base, 0)}"])
    base_after        = core::sort([for e in core::try(attrs.capacity_provider_strategy, []) : "${e.capacity_provider} ${core::coalesce(e.base, 0)}"])
    weight_before     = core::sort([for e in core::try(prior_attrs.capacity_provider_strategy, []) : "${e.capacity_provider} ${core::coalesce(e.weight, 0)}"])
    weight_after      = core::sort([for e in core::try(attrs.capacity_provider_strategy, []) : "${e.capacity_provider} ${core::coalesce(e.weight, 0)}"])
    size_in_gb_before = core::try(prior_attrs.volume_configuration[0].managed_ebs_volume[0].size_in_gb, null)
    size_in_gb_after  = core::try(attrs.volume_configuration[0].managed_ebs_volume[0].size_in_gb, null)
    iops_before       = core::try(prior_attrs.volume_configuration[0].managed_ebs_volume[0].iops, null)
    iops_after        = core::try(attrs.volume_configuration[0].managed_ebs_volume[0].iops, null)
    throughput_before = core::try(prior_attrs.volume_configuration[0].managed_ebs_volume[0].throughput, null)
    throughput_after  = core::try(attrs.volume_configuration[0].managed_ebs_volume[0].throughput, null)
  }

  enforce {
    condition     = attrs.desired_count == prior_attrs.desired_count
    error_message = "desired_count changes from ${core::coalesce(prior_attrs.desired_count, "not set")} to ${core::coalesce(attrs.desired_count, "not set")}."
  }

  enforce {
    condition     = attrs.deployment_minimum_healthy_percent == prior_attrs.deployment_minimum_healthy_percent
    error_message = "deployment_minimum_healthy_percent changes from ${core::coalesce(prior_attrs.deployment_minimum_healthy_percent, "not set")} to ${core::coalesce(attrs.deployment_minimum_healthy_percent, "not set")}."
  }

  enforce {
    condition     = attrs.deployment_maximum_percent == prior_attrs.deployment_maximum_percent
    error_message = "deployment_maximum_percent changes from ${core::coalesce(prior_attrs.deployment_maximum_percent, "not set")} to ${core::coalesce(attrs.deployment_maximum_percent, "not set")}."
  }

  enforce {
    condition     = local.base_after == local.base_before
    error_message = "The base of capacity_provider_strategy changes from ${core::coalesce(core::join(", ", local.base_before), "none")} to ${core::coalesce(core::join(", ", local.base_after), "none")}."
  }

  enforce {
    condition     = local.weight_after == local.weight_before
    error_message = "The weight of capacity_provider_strategy changes from ${core::coalesce(core::join(", ", local.weight_before), "none")} to ${core::coalesce(core::join(", ", local.weight_after), "none")}."
  }

  enforce {
    condition     = local.size_in_gb_after == local.size_in_gb_before
    error_message = "volume_configuration.managed_ebs_volume.size_in_gb changes from ${core::coalesce(local.size_in_gb_before, "not set")} to ${core::coalesce(local.size_in_gb_after, "not set")}."
  }

  enforce {
    condition     = local.iops_after == local.iops_before
    error_message = "volume_configuration.managed_ebs_volume.iops changes from ${core::coalesce(local.iops_before, "not set")} to ${core::coalesce(local.iops_after, "not set")}."
  }

  enforce {
    condition     = local.throughput_after == local.throughput_before
    error_message = "volume_configuration.managed_ebs_volume.throughput changes from ${core::coalesce(local.throughput_before, "not set")} to ${core::coalesce(local.throughput_after, "not set")}."
  }
}

resource_policy "aws_ecs_task_definition" "capacity_ecs_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    containers_before            = core::jsondecode(core::coalesce(prior_attrs.container_definitions, "[]"))
    containers_after             = core::jsondecode(core::coalesce(attrs.container_definitions, "[]"))
    container_cpu_before         = core::sort([for c in local.containers_before : "${core::try(c.name, "unnamed")} ${core::coalesce(core::try(c.cpu, null), 0)}"])
    container_cpu_after          = core::sort([for c in local.containers_after : "${core::try(c.name, "unnamed")} ${core::coalesce(core::try(c.cpu, null), 0)}"])
    container_memory_before      = core::sort([for c in local.containers_before : "${core::try(c.name, "unnamed")} ${core::coalesce(core::try(c.memory, null), "not set")}"])
    container_memory_after       = core::sort([for c in local.containers_after : "${core::try(c.name, "unnamed")} ${core::coalesce(core::try(c.memory, null), "not set")}"])
    container_reservation_before = core::sort([for c in local.containers_before : "${core::try(c.name, "unnamed")} ${core::coalesce(core::try(c.memoryReservation, null), "not set")}"])
    container_reservation_after  = core::sort([for c in local.containers_after : "${core::try(c.name, "unnamed")} ${core::coalesce(core::try(c.memoryReservation, null), "not set")}"])
    size_in_gib_before           = core::try(prior_attrs.ephemeral_storage[0].size_in_gib, null)
    size_in_gib_after            = core::try(attrs.ephemeral_storage[0].size_in_gib, null)
  }

  enforce {
    condition     = attrs.cpu == prior_attrs.cpu
    error_message = "cpu changes from ${core::coalesce(prior_attrs.cpu, "not set")} to ${core::coalesce(attrs.cpu, "not set")}."
  }

  enforce {
    condition     = attrs.memory == prior_attrs.memory
    error_message = "memory changes from ${core::coalesce(prior_attrs.memory, "not set")} to ${core::coalesce(attrs.memory, "not set")}."
  }

  enforce {
    condition     = local.container_cpu_after == local.container_cpu_before
    error_message = "The cpu of the containers changes from ${core::coalesce(core::join(", ", local.container_cpu_before), "none")} to ${core::coalesce(core::join(", ", local.container_cpu_after), "none")}."
  }

  enforce {
    condition     = local.container_memory_after == local.container_memory_before
    error_message = "The memory of the containers changes from ${core::coalesce(core::join(", ", local.container_memory_before), "none")} to ${core::coalesce(core::join(", ", local.container_memory_after), "none")}."
  }

  enforce {
    condition     = local.container_reservation_after == local.container_reservation_before
    error_message = "The memoryReservation of the containers changes from ${core::coalesce(core::join(", ", local.container_reservation_before), "none")} to ${core::coalesce(core::join(", ", local.container_reservation_after), "none")}."
  }

  enforce {
    condition     = local.size_in_gib_after == local.size_in_gib_before
    error_message = "ephemeral_storage.size_in_gib changes from ${core::coalesce(local.size_in_gib_before, "not set")} to ${core::coalesce(local.size_in_gib_after, "not set")}."
  }
}

resource_policy "aws_ecs_task_set" "capacity_ecs_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    value_before = core::try(prior_attrs.scale[0].value, null)
    value_after  = core::try(attrs.scale[0].value, null)
  }

  enforce {
    condition     = local.value_after == local.value_before
    error_message = "scale.value changes from ${core::coalesce(local.value_before, "not set")} to ${core::coalesce(local.value_after, "not set")}."
  }
}

resource_policy "aws_ecs_capacity_provider" "capacity_ecs_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    target_capacity_before           = core::try(prior_attrs.auto_scaling_group_provider[0].managed_scaling[0].target_capacity, null)
    target_capacity_after            = core::try(attrs.auto_scaling_group_provider[0].managed_scaling[0].target_capacity, null)
    minimum_scaling_step_size_before = core::try(prior_attrs.auto_scaling_group_provider[0].managed_scaling[0].minimum_scaling_step_size, null)
    minimum_scaling_step_size_after  = core::try(attrs.auto_scaling_group_provider[0].managed_scaling[0].minimum_scaling_step_size, null)
    maximum_scaling_step_size_before = core::try(prior_attrs.auto_scaling_group_provider[0].managed_scaling[0].maximum_scaling_step_size, null)
    maximum_scaling_step_size_after  = core::try(attrs.auto_scaling_group_provider[0].managed_scaling[0].maximum_scaling_step_size, null)
  }

  enforce {
    condition     = local.target_capacity_after == local.target_capacity_before
    error_message = "managed_scaling.target_capacity changes from ${core::coalesce(local.target_capacity_before, "not set")} to ${core::coalesce(local.target_capacity_after, "not set")}."
  }

  enforce {
    condition     = local.minimum_scaling_step_size_after == local.minimum_scaling_step_size_before
    error_message = "managed_scaling.minimum_scaling_step_size changes from ${core::coalesce(local.minimum_scaling_step_size_before, "not set")} to ${core::coalesce(local.minimum_scaling_step_size_after, "not set")}."
  }

  enforce {
    condition     = local.maximum_scaling_step_size_after == local.maximum_scaling_step_size_before
    error_message = "managed_scaling.maximum_scaling_step_size changes from ${core::coalesce(local.maximum_scaling_step_size_before, "not set")} to ${core::coalesce(local.maximum_scaling_step_size_after, "not set")}."
  }
}

resource_policy "aws_ecs_cluster_capacity_providers" "capacity_ecs_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    base_before   = core::sort([for e in core::try(prior_attrs.default_capacity_provider_strategy, []) : "${e.capacity_provider} ${core::coalesce(e.base, 0)}"])
    base_after    = core::sort([for e in core::try(attrs.default_capacity_provider_strategy, []) : "${e.capacity_provider} ${core::coalesce(e.base, 0)}"])
    weight_before = core::sort([for e in core::try(prior_attrs.default_capacity_provider_strategy, []) : "${e.capacity_provider} ${core::coalesce(e.weight, 0)}"])
    weight_after  = core::sort([for e in core::try(attrs.default_capacity_provider_strategy, []) : "${e.capacity_provider} ${core::coalesce(e.weight, 0)}"])
  }

  enforce {
    condition     = local.base_after == local.base_before
    error_message = "The base of default_capacity_provider_strategy changes from ${core::coalesce(core::join(", ", local.base_before), "none")} to ${core::coalesce(core::join(", ", local.base_after), "none")}."
  }

  enforce {
    condition     = local.weight_after == local.weight_before
    error_message = "The weight of default_capacity_provider_strategy changes from ${core::coalesce(core::join(", ", local.weight_before), "none")} to ${core::coalesce(core::join(", ", local.weight_after), "none")}."
  }
}

resource_policy "aws_ecs_task_definition" "capacity_ecs_change" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  locals {
    successors                   = core::getresources("aws_ecs_task_definition", { family = prior_attrs.family })
    container_cpu_before         = core::sort([for c in core::jsondecode(core::coalesce(prior_attrs.container_definitions, "[]")) : "${core::try(c.name, "unnamed")} ${core::coalesce(core::try(c.cpu, null), 0)}"])
    container_cpu_after          = [for s in local.successors : core::sort([for c in core::jsondecode(core::coalesce(s.container_definitions, "[]")) : "${core::try(c.name, "unnamed")} ${core::coalesce(core::try(c.cpu, null), 0)}"])]
    container_memory_before      = core::sort([for c in core::jsondecode(core::coalesce(prior_attrs.container_definitions, "[]")) : "${core::try(c.name, "unnamed")} ${core::coalesce(core::try(c.memory, null), "not set")}"])
    container_memory_after       = [for s in local.successors : core::sort([for c in core::jsondecode(core::coalesce(s.container_definitions, "[]")) : "${core::try(c.name, "unnamed")} ${core::coalesce(core::try(c.memory, null), "not set")}"])]
    container_reservation_before = core::sort([for c in core::jsondecode(core::coalesce(prior_attrs.container_definitions, "[]")) : "${core::try(c.name, "unnamed")} ${core::coalesce(core::try(c.memoryReservation, null), "not set")}"])
    container_reservation_after  = [for s in local.successors : core::sort([for c in core::jsondecode(core::coalesce(s.container_definitions, "[]")) : "${core::try(c.name, "unnamed")} ${core::coalesce(core::try(c.memoryReservation, null), "not set")}"])]
  }

  enforce {
    condition     = core::alltrue([for s in local.successors : s.cpu == prior_attrs.cpu])
    error_message = "cpu changes from ${core::coalesce(prior_attrs.cpu, "not set")} to ${core::join(", ", [for s in local.successors : core::coalesce(s.cpu, "not set")])} with the replacement."
  }

  enforce {
    condition     = core::alltrue([for s in local.successors : s.memory == prior_attrs.memory])
    error_message = "memory changes from ${core::coalesce(prior_attrs.memory, "not set")} to ${core::join(", ", [for s in local.successors : core::coalesce(s.memory, "not set")])} with the replacement."
  }

  enforce {
    condition     = core::alltrue([for a in local.container_cpu_after : a == local.container_cpu_before])
    error_message = "The cpu of the containers changes from ${core::coalesce(core::join(", ", local.container_cpu_before), "none")} to ${core::coalesce(core::join(", ", core::flatten(local.container_cpu_after)), "none")} with the replacement."
  }

  enforce {
    condition     = core::alltrue([for a in local.container_memory_after : a == local.container_memory_before])
    error_message = "The memory of the containers changes from ${core::coalesce(core::join(", ", local.container_memory_before), "none")} to ${core::coalesce(core::join(", ", core::flatten(local.container_memory_after)), "none")} with the replacement."
  }

  enforce {
    condition     = core::alltrue([for a in local.container_reservation_after : a == local.container_reservation_before])
    error_message = "The memoryReservation of the containers changes from ${core::coalesce(core::join(", ", local.container_reservation_before), "none")} to ${core::coalesce(core::join(", ", core::flatten(local.container_reservation_after)), "none")} with the replacement."
  }

  enforce {
    condition     = core::alltrue([for s in local.successors : core::try(s.ephemeral_storage[0].size_in_gib, null) == core::try(prior_attrs.ephemeral_storage[0].size_in_gib, null)])
    error_message = "ephemeral_storage.size_in_gib changes from ${core::coalesce(core::try(prior_attrs.ephemeral_storage[0].size_in_gib, null), "not set")} to ${core::join(", ", [for s in local.successors : core::coalesce(core::try(s.ephemeral_storage[0].size_in_gib, null), "not set")])} with the replacement."
  }
}
