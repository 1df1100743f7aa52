# Making a stateful layer smaller is singled out.
#
# Fewer nodes, shards, replicas or instances, a smaller class or a lower limit on a store of data is where outages and
# lost data begin, while growing it only costs money. So is a store that goes away, or that another takes the place of.
# Sizes are ordered by the last part of the class (small, large, 2xlarge), whatever the family; another family at the same
# size is left to the rules that gate every change of capacity. Where this rule speaks of a change, those do not.
#
# severity: high
# remediation: Get the owner's approval and plan the move of the data first.
# reference: https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_adapt_to_changes_autoscale_adapt.html
change_policy "*" "capacity_scale_in_of_stateful_reviewed" {
  filter            = attrs.stateful
  enforcement_level = "mandatory_overridable"

  locals {
    goes = core::contains(["removed", "replaced"], attrs.class)
  }

  enforce {
    condition     = local.goes || attrs.direction != "down"
    error_message = attrs.words
  }

  enforce {
    condition     = !local.goes
    error_message = "${meta.type} ${attrs.words}"
  }
}
