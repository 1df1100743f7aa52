input "capacity_largest_factor" {
  type        = number
  default     = 2
  description = "by how many times capacity may grow or shrink in one plan"
}

input "capacity_most_sizes" {
  type        = number
  default     = 2
  description = "by how many sizes an instance may grow or shrink in one plan"
}

# A single plan does not move capacity far at once.
#
# Twenty times the tasks or a database five sizes larger may be a typing error, and where it is not, quotas, connections
# and caches are not ready for it. Smaller steps show early what does not scale along.
#
# default: off
# severity: medium
# remediation: Split the change into steps, or give capacity_largest_factor or capacity_most_sizes another value.
# reference: https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_manage_service_limits_aware_quotas_and_constraints.html
change_policy "*" "capacity_jump_bounded" {
  filter            = core::contains(["value", "instances"], attrs.class)
  enforcement_level = "mandatory_overridable"

  locals {
    factor = input.capacity_largest_factor
  }

  enforce {
    condition     = attrs.percent == null ? true : attrs.percent <= (local.factor - 1) * 100 && attrs.percent >= (1 / local.factor - 1) * 100
    error_message = "${attrs.words}: ${attrs.percent > 0 ? "more than ${local.factor} times as much" : "less than one in ${local.factor}"}"
  }

  enforce {
    condition     = attrs.steps == null ? true : core::abs(attrs.steps) <= input.capacity_most_sizes
    error_message = "${attrs.words}: more than ${input.capacity_most_sizes} sizes at once"
  }
}
