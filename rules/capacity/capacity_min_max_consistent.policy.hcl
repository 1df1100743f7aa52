locals {
  # of what Application Auto Scaling scales, what holds no data
  stateless = ["appstream", "comprehend", "ec2", "ecs", "lambda", "sagemaker"]
}

# Minimum, desired and maximum are in order.
#
# AWS refuses a minimum above the maximum, or a desired number outside of the two, half-way through the apply. And what
# holds no data can only answer to load where its maximum is above its minimum; where the two are the same on purpose
# (one scheduler, never two), say so with a suppression. A desired capacity that nobody sets is the minimum.
#
# severity: medium
# controls: waf/REL07-BP01
# remediation: Put minimum, desired and maximum in order and leave room above the minimum.
# reference: https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-capacity-limits.html
resource_policy "aws_autoscaling_group" "capacity_min_max_consistent" {
  filter            = attrs.min_size != null && attrs.max_size != null
  enforcement_level = "advisory"

  enforce {
    condition     = attrs.min_size < attrs.max_size
    error_message = attrs.min_size == attrs.max_size ? "The group cannot scale: its minimum and its maximum are both ${attrs.min_size}." : "The minimum of ${attrs.min_size} is above the maximum of ${attrs.max_size}."
  }

  # of what is upside down nothing is between
  enforce {
    condition     = attrs.min_size > attrs.max_size || attrs.desired_capacity == null ? true : attrs.desired_capacity >= attrs.min_size && attrs.desired_capacity <= attrs.max_size
    error_message = "The desired capacity of ${attrs.desired_capacity} is not between ${attrs.min_size} and ${attrs.max_size}."
  }
}

resource_policy "aws_appautoscaling_target" "capacity_min_max_consistent" {
  filter            = attrs.min_capacity != null && attrs.max_capacity != null
  enforcement_level = "advisory"

  enforce {
    condition     = attrs.min_capacity <= attrs.max_capacity
    error_message = "The minimum of ${attrs.min_capacity} is above the maximum of ${attrs.max_capacity}."
  }

  # a table, a cluster of databases or a cache may well stay as it is
  enforce {
    condition     = attrs.min_capacity != attrs.max_capacity || core::contains(local.stateless, attrs.service_namespace) == false
    error_message = "The target cannot scale: its minimum and its maximum are both ${attrs.min_capacity}."
  }
}

resource_policy "aws_eks_node_group" "capacity_min_max_consistent" {
  filter            = attrs.scaling_config != null
  enforcement_level = "advisory"

  enforce {
    condition     = core::alltrue([for s in attrs.scaling_config : s.min_size < s.max_size])
    error_message = "The node group cannot scale: ${core::join(", ", [for s in attrs.scaling_config : "its minimum is ${s.min_size} and its maximum ${s.max_size}"])}."
  }

  enforce {
    condition     = core::alltrue([for s in attrs.scaling_config : s.desired_size >= s.min_size && s.desired_size <= s.max_size])
    error_message = "The desired size is not between minimum and maximum: ${core::join(", ", [for s in attrs.scaling_config : "${s.desired_size} of ${s.min_size} to ${s.max_size}"])}."
  }
}

resource_policy "aws_rds_cluster" "capacity_min_max_consistent" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::alltrue([for s in core::try(attrs.serverlessv2_scaling_configuration, []) : s.min_capacity <= s.max_capacity])
    error_message = "The minimum capacity is above the maximum: ${core::join(", ", [for s in attrs.serverlessv2_scaling_configuration : "${s.min_capacity} and ${s.max_capacity}"])}."
  }
}
