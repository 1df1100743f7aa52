# Capacity changes of Auto Scaling are approved by an owner.
#
# The bounds, targets and steps of scaling decide how far a service can grow and what it keeps running at night. A bound
# lowered by mistake shows only at the next peak. A replacement is planned as a delete and a create that know nothing of
# each other, so a policy cannot compare its sizes: only updates in place are gated here.
#
# severity: medium
# remediation: Ask an owner of the file for approval, or plan the change apart from other work.
# reference: https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-capacity-limits.html
resource_policy "aws_appautoscaling_target" "capacity_autoscaling_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = attrs.min_capacity == prior_attrs.min_capacity
    error_message = "min_capacity changes from ${core::coalesce(prior_attrs.min_capacity, "not set")} to ${core::coalesce(attrs.min_capacity, "not set")}."
  }

  enforce {
    condition     = attrs.max_capacity == prior_attrs.max_capacity
    error_message = "max_capacity changes from ${core::coalesce(prior_attrs.max_capacity, "not set")} to ${core::coalesce(attrs.max_capacity, "not set")}."
  }
}

resource_policy "aws_appautoscaling_scheduled_action" "capacity_autoscaling_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    min_capacity_before = core::try(prior_attrs.scalable_target_action[0].min_capacity, null)
    min_capacity_after  = core::try(attrs.scalable_target_action[0].min_capacity, null)
    max_capacity_before = core::try(prior_attrs.scalable_target_action[0].max_capacity, null)
    max_capacity_after  = core::try(attrs.scalable_target_action[0].max_capacity, null)
  }

  enforce {
    condition     = local.min_capacity_after == local.min_capacity_before
    error_message = "scalable_target_action.min_capacity changes from ${core::coalesce(local.min_capacity_before, "not set")} to ${core::coalesce(local.min_capacity_after, "not set")}."
  }

  enforce {
    condition     = local.max_capacity_after == local.max_capacity_before
    error_message = "scalable_target_action.max_capacity changes from ${core::coalesce(local.max_capacity_before, "not set")} to ${core::coalesce(local.max_capacity_after, "not set")}."
  }
}

resource_policy "aws_appautoscaling_policy" "capacity_autoscaling_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    target_value_before = core::try(prior_attrs.target_tracking_scaling_policy_configuration[0].target_value, null)
    target_value_after  = core::try(attrs.target_tracking_scaling_policy_configuration[0].target_value, null)
    steps_before        = core::sort([for e in core::try(prior_attrs.step_scaling_policy_configuration[0].step_adjustment, []) : "${core::coalesce(e.metric_interval_lower_bound, "-inf")} to ${core::coalesce(e.metric_interval_upper_bound, "inf")}: ${e.scaling_adjustment}"])
    steps_after         = core::sort([for e in core::try(attrs.step_scaling_policy_configuration[0].step_adjustment, []) : "${core::coalesce(e.metric_interval_lower_bound, "-inf")} to ${core::coalesce(e.metric_interval_upper_bound, "inf")}: ${e.scaling_adjustment}"])
  }

  enforce {
    condition     = local.target_value_after == local.target_value_before
    error_message = "target_value changes from ${core::coalesce(local.target_value_before, "not set")} to ${core::coalesce(local.target_value_after, "not set")}."
  }

  enforce {
    condition     = local.steps_after == local.steps_before
    error_message = "The scaling steps change from ${core::coalesce(core::join(", ", local.steps_before), "none")} to ${core::coalesce(core::join(", ", local.steps_after), "none")}."
  }
}

resource_policy "aws_autoscaling_group" "capacity_autoscaling_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    warm_pool_min_size_before                       = core::try(prior_attrs.warm_pool[0].min_size, null)
    warm_pool_min_size_after                        = core::try(attrs.warm_pool[0].min_size, null)
    max_group_prepared_capacity_before              = core::try(prior_attrs.warm_pool[0].max_group_prepared_capacity, null)
    max_group_prepared_capacity_after               = core::try(attrs.warm_pool[0].max_group_prepared_capacity, null)
    on_demand_base_capacity_before                  = core::try(prior_attrs.mixed_instances_policy[0].instances_distribution[0].on_demand_base_capacity, null)
    on_demand_base_capacity_after                   = core::try(attrs.mixed_instances_policy[0].instances_distribution[0].on_demand_base_capacity, null)
    on_demand_percentage_above_base_capacity_before = core::try(prior_attrs.mixed_instances_policy[0].instances_distribution[0].on_demand_percentage_above_base_capacity, null)
    on_demand_percentage_above_base_capacity_after  = core::try(attrs.mixed_instances_policy[0].instances_distribution[0].on_demand_percentage_above_base_capacity, null)
    overrides_before                                = core::try(prior_attrs.mixed_instances_policy[0].launch_template[0].override, [])
    overrides_after                                 = core::try(attrs.mixed_instances_policy[0].launch_template[0].override, [])
    types_before                                    = [for o in local.overrides_before : core::coalesce(o.instance_type, "by requirements")]
    types_after                                     = [for o in local.overrides_after : core::coalesce(o.instance_type, "by requirements")]
    weights_before                                  = core::sort([for o in local.overrides_before : "${core::coalesce(o.instance_type, "by requirements")} ${core::coalesce(o.weighted_capacity, "not set")}"])
    weights_after                                   = core::sort([for o in local.overrides_after : "${core::coalesce(o.instance_type, "by requirements")} ${core::coalesce(o.weighted_capacity, "not set")}"])
    vcpus_before                                    = [for o in local.overrides_before : core::coalesce(core::try(o.instance_requirements[0].vcpu_count[0].min, null), "not set")]
    vcpus_after                                     = [for o in local.overrides_after : core::coalesce(core::try(o.instance_requirements[0].vcpu_count[0].min, null), "not set")]
    memories_before                                 = [for o in local.overrides_before : core::coalesce(core::try(o.instance_requirements[0].memory_mib[0].min, null), "not set")]
    memories_after                                  = [for o in local.overrides_after : core::coalesce(core::try(o.instance_requirements[0].memory_mib[0].min, null), "not set")]
  }

  enforce {
    condition     = attrs.min_size == prior_attrs.min_size
    error_message = "min_size changes from ${core::coalesce(prior_attrs.min_size, "not set")} to ${core::coalesce(attrs.min_size, "not set")}."
  }

  enforce {
    condition     = attrs.max_size == prior_attrs.max_size
    error_message = "max_size changes from ${core::coalesce(prior_attrs.max_size, "not set")} to ${core::coalesce(attrs.max_size, "not set")}."
  }

  enforce {
    condition     = attrs.desired_capacity == prior_attrs.desired_capacity
    error_message = "desired_capacity changes from ${core::coalesce(prior_attrs.desired_capacity, "not set")} to ${core::coalesce(attrs.desired_capacity, "not set")}."
  }

  enforce {
    condition     = local.warm_pool_min_size_after == local.warm_pool_min_size_before
    error_message = "warm_pool.min_size changes from ${core::coalesce(local.warm_pool_min_size_before, "not set")} to ${core::coalesce(local.warm_pool_min_size_after, "not set")}."
  }

  enforce {
    condition     = local.max_group_prepared_capacity_after == local.max_group_prepared_capacity_before
    error_message = "warm_pool.max_group_prepared_capacity changes from ${core::coalesce(local.max_group_prepared_capacity_before, "not set")} to ${core::coalesce(local.max_group_prepared_capacity_after, "not set")}."
  }

  enforce {
    condition     = local.on_demand_base_capacity_after == local.on_demand_base_capacity_before
    error_message = "instances_distribution.on_demand_base_capacity changes from ${core::coalesce(local.on_demand_base_capacity_before, "not set")} to ${core::coalesce(local.on_demand_base_capacity_after, "not set")}."
  }

  enforce {
    condition     = local.on_demand_percentage_above_base_capacity_after == local.on_demand_percentage_above_base_capacity_before
    error_message = "instances_distribution.on_demand_percentage_above_base_capacity changes from ${core::coalesce(local.on_demand_percentage_above_base_capacity_before, "not set")} to ${core::coalesce(local.on_demand_percentage_above_base_capacity_after, "not set")}."
  }

  enforce {
    condition     = local.types_after == local.types_before
    error_message = "The instance types of the launch template overrides change from ${core::coalesce(core::join(", ", local.types_before), "none")} to ${core::coalesce(core::join(", ", local.types_after), "none")}."
  }

  enforce {
    condition     = local.weights_after == local.weights_before
    error_message = "The weights of the launch template overrides change from ${core::coalesce(core::join(", ", local.weights_before), "none")} to ${core::coalesce(core::join(", ", local.weights_after), "none")}."
  }

  enforce {
    condition     = local.vcpus_after == local.vcpus_before
    error_message = "The least vCPU counts of the launch template overrides change from ${core::coalesce(core::join(", ", local.vcpus_before), "none")} to ${core::coalesce(core::join(", ", local.vcpus_after), "none")}."
  }

  enforce {
    condition     = local.memories_after == local.memories_before
    error_message = "The least memory sizes (MiB) of the launch template overrides change from ${core::coalesce(core::join(", ", local.memories_before), "none")} to ${core::coalesce(core::join(", ", local.memories_after), "none")}."
  }
}

resource_policy "aws_autoscaling_schedule" "capacity_autoscaling_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = attrs.min_size == prior_attrs.min_size
    error_message = "min_size changes from ${core::coalesce(prior_attrs.min_size, "not set")} to ${core::coalesce(attrs.min_size, "not set")}."
  }

  enforce {
    condition     = attrs.max_size == prior_attrs.max_size
    error_message = "max_size changes from ${core::coalesce(prior_attrs.max_size, "not set")} to ${core::coalesce(attrs.max_size, "not set")}."
  }

  enforce {
    condition     = attrs.desired_capacity == prior_attrs.desired_capacity
    error_message = "desired_capacity changes from ${core::coalesce(prior_attrs.desired_capacity, "not set")} to ${core::coalesce(attrs.desired_capacity, "not set")}."
  }
}

resource_policy "aws_autoscaling_policy" "capacity_autoscaling_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    target_value_before = core::try(prior_attrs.target_tracking_configuration[0].target_value, null)
    target_value_after  = core::try(attrs.target_tracking_configuration[0].target_value, null)
    steps_before        = core::sort([for e in core::try(prior_attrs.step_adjustment, []) : "${core::coalesce(e.metric_interval_lower_bound, "-inf")} to ${core::coalesce(e.metric_interval_upper_bound, "inf")}: ${e.scaling_adjustment}"])
    steps_after         = core::sort([for e in core::try(attrs.step_adjustment, []) : "${core::coalesce(e.metric_interval_lower_bound, "-inf")} to ${core::coalesce(e.metric_interval_upper_bound, "inf")}: ${e.scaling_adjustment}"])
  }

  enforce {
    condition     = attrs.scaling_adjustment == prior_attrs.scaling_adjustment
    error_message = "scaling_adjustment changes from ${core::coalesce(prior_attrs.scaling_adjustment, "not set")} to ${core::coalesce(attrs.scaling_adjustment, "not set")}."
  }

  enforce {
    condition     = local.target_value_after == local.target_value_before
    error_message = "target_value changes from ${core::coalesce(local.target_value_before, "not set")} to ${core::coalesce(local.target_value_after, "not set")}."
  }

  enforce {
    condition     = local.steps_after == local.steps_before
    error_message = "The scaling steps change from ${core::coalesce(core::join(", ", local.steps_before), "none")} to ${core::coalesce(core::join(", ", local.steps_after), "none")}."
  }
}

resource_policy "aws_autoscalingplans_scaling_plan" "capacity_autoscaling_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    min_capacity_before = core::sort([for e in core::try(prior_attrs.scaling_instruction, []) : "${e.resource_id} ${e.scalable_dimension} ${core::coalesce(e.min_capacity, "not set")}"])
    min_capacity_after  = core::sort([for e in core::try(attrs.scaling_instruction, []) : "${e.resource_id} ${e.scalable_dimension} ${core::coalesce(e.min_capacity, "not set")}"])
    max_capacity_before = core::sort([for e in core::try(prior_attrs.scaling_instruction, []) : "${e.resource_id} ${e.scalable_dimension} ${core::coalesce(e.max_capacity, "not set")}"])
    max_capacity_after  = core::sort([for e in core::try(attrs.scaling_instruction, []) : "${e.resource_id} ${e.scalable_dimension} ${core::coalesce(e.max_capacity, "not set")}"])
  }

  enforce {
    condition     = local.min_capacity_after == local.min_capacity_before
    error_message = "The min_capacity of scaling_instruction changes from ${core::coalesce(core::join(", ", local.min_capacity_before), "none")} to ${core::coalesce(core::join(", ", local.min_capacity_after), "none")}."
  }

  enforce {
    condition     = local.max_capacity_after == local.max_capacity_before
    error_message = "The max_capacity of scaling_instruction changes from ${core::coalesce(core::join(", ", local.max_capacity_before), "none")} to ${core::coalesce(core::join(", ", local.max_capacity_after), "none")}."
  }
}
