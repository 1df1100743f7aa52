# Capacity changes of ElastiCache are approved by an owner.
#
# Fewer or smaller nodes mean evicted data and a database that takes the load instead; resharding moves keys while the
# cache is in use. Its owners should have said yes.
#
# severity: high
# remediation: Ask an owner of the file to agree, or plan the change apart from other work.
# reference: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Scaling.html
change_policy "aws_elasticache_*" "capacity_elasticache_change" {
  filter            = core::contains(["value", "instances"], attrs.class)
  enforcement_level = "mandatory_overridable"
  gives_way_to      = ["capacity_scale_in_of_stateful_reviewed"]

  enforce {
    condition     = attrs.direction == "same"
    error_message = attrs.words
  }
}
