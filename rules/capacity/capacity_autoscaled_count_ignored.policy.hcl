# Counts that autoscaling moves are not reset by Terraform.
#
# A number that a scaling policy moves and the source sets goes back to what is written at every apply, in the middle of
# the load that it was raised for. An ECS service without desired_count is no better off: the provider asks for 0 tasks.
# What the source ignores is known where it is at hand; of a plan alone nothing is said of what autoscaling moves.
#
# severity: medium
# remediation: Add the attribute to ignore_changes in the resource's lifecycle block.
# reference: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
resource_policy "aws_ecs_service" "capacity_autoscaled_count_ignored" {
  # a daemon runs once on each instance, whatever the number
  filter            = attrs.name != null && attrs.scheduling_strategy != "DAEMON"
  enforcement_level = "advisory"

  locals {
    kept     = core::length(core::setintersection(["all", "desired_count"], meta.ignore_changes)) > 0
    clusters = attrs.cluster == null ? [] : core::getresources("aws_ecs_cluster", { id = attrs.cluster })
    cluster  = core::length(local.clusters) > 0 ? local.clusters[0].name : core::element(core::split("/", core::coalesce(attrs.cluster, "default")), -1)
    targets  = [for t in core::getresources("aws_appautoscaling_target", { resource_id = "service/${local.cluster}/${attrs.name}" }) : t if t.scalable_dimension == "ecs:service:DesiredCount"]
  }

  enforce {
    condition     = attrs.desired_count == null || local.kept || core::length(local.targets) == 0
    error_message = "Every apply sets desired_count back to ${attrs.desired_count}, though autoscaling moves it."
  }

  enforce {
    condition     = attrs.desired_count != null || local.kept || core::length(local.targets) == 0
    error_message = "Every apply sets desired_count back to 0, since nothing else is said, though autoscaling moves it."
  }
}

resource_policy "aws_autoscaling_group" "capacity_autoscaled_count_ignored" {
  enforcement_level = "advisory"

  locals {
    kept     = attrs.desired_capacity == null || !core::contains(meta.arguments, "desired_capacity") || core::length(core::setintersection(["all", "desired_capacity"], meta.ignore_changes)) > 0
    policies = core::getresources("aws_autoscaling_policy", { autoscaling_group_name = attrs.name })
  }

  enforce {
    condition     = local.kept || core::length(local.policies) == 0
    error_message = "Every apply sets desired_capacity back to ${attrs.desired_capacity}, though a scaling policy moves it."
  }
}

resource_policy "aws_eks_node_group" "capacity_autoscaled_count_ignored" {
  enforcement_level = "advisory"

  locals {
    ignored  = ["all", "scaling_config", "scaling_config[0].desired_size", "scaling_config.0.desired_size"]
    kept     = core::length(core::setintersection(local.ignored, meta.ignore_changes)) > 0
    # before it is there, what refers to it tells
    group    = meta.operation == "create" ? attrs.id : core::try(attrs.resources[0].autoscaling_groups[0].name, "")
    policies = core::getresources("aws_autoscaling_policy", { autoscaling_group_name = local.group })
  }

  enforce {
    condition     = local.kept || core::length(local.policies) == 0
    error_message = "Every apply sets desired_size back to ${core::join(", ", [for s in core::coalesce(attrs.scaling_config, []) : s.desired_size])}, though a scaling policy moves it."
  }
}

resource_policy "aws_dynamodb_table" "capacity_autoscaled_count_ignored" {
  filter            = attrs.name != null
  enforcement_level = "advisory"

  locals {
    targets = core::getresources("aws_appautoscaling_target", { resource_id = "table/${attrs.name}" })
    scaled  = [for t in local.targets : t.scalable_dimension == "dynamodb:table:ReadCapacityUnits" ? "read_capacity" : "write_capacity"]
    reset   = [for name in local.scaled : name if core::contains(meta.arguments, name) && core::length(core::setintersection(["all", name], meta.ignore_changes)) == 0]
  }

  enforce {
    condition     = core::length(local.targets) == 0 || core::length(local.reset) == 0
    error_message = "Every apply sets ${core::join(" and ", local.reset)} back, though autoscaling moves it."
  }
}
