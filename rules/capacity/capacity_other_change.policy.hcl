locals {
  # types that another rule is about
  told = [
    "aws_appautoscaling_", "aws_autoscaling", "aws_dax_", "aws_db_", "aws_dynamodb_", "aws_ebs_volume", "aws_ec2_",
    "aws_ecs_", "aws_elasticache_", "aws_instance", "aws_lambda_", "aws_launch_", "aws_rds_", "aws_spot_",
  ]
}

# Capacity changes of other services are approved by an owner.
#
# Node groups, search domains, streams, file systems, caches in front of APIs, limits on requests: whatever holds
# capacity and has no rule of its own. The people who answer for it should see every such change.
#
# severity: medium
# remediation: Ask an owner of the file to agree, or plan the change apart from other work.
# reference: https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_adapt_to_changes_autoscale_adapt.html
change_policy "*" "capacity_other_change" {
  filter            = core::contains(["value", "instances"], attrs.class) && !local.has_own_rule
  enforcement_level = "mandatory_overridable"
  gives_way_to      = ["capacity_scale_in_of_stateful_reviewed"]

  locals {
    has_own_rule = core::anytrue([for prefix in local.told : core::startswith(meta.type, prefix)])
  }

  enforce {
    condition     = attrs.direction == "same"
    error_message = attrs.words
  }
}
