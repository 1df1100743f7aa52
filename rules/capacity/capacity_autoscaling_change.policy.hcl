# Capacity changes of Auto Scaling are approved by an owner.
#
# The bounds, targets and steps of scaling decide how far a service can grow and what it keeps running at night. A
# bound lowered by mistake shows only at the next peak.
#
# severity: medium
# remediation: Ask an owner of the file to agree, or plan the change apart from other work.
# reference: https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-capacity-limits.html
change_policy "aws_appautoscaling_*" "capacity_autoscaling_change" {
  filter            = core::contains(["value", "instances"], attrs.class)
  enforcement_level = "mandatory_overridable"
  gives_way_to      = ["capacity_scale_in_of_stateful_reviewed"]

  enforce {
    condition     = attrs.direction == "same"
    error_message = attrs.words
  }
}

change_policy "aws_autoscaling*" "capacity_autoscaling_change" {
  filter            = core::contains(["value", "instances"], attrs.class)
  enforcement_level = "mandatory_overridable"
  gives_way_to      = ["capacity_scale_in_of_stateful_reviewed"]

  enforce {
    condition     = attrs.direction == "same"
    error_message = attrs.words
  }
}
