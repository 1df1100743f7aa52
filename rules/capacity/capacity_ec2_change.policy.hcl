# Capacity changes of EC2 are approved by an owner.
#
# Instance types, counts and volumes are most of what a fleet can do and of what it costs; a launch template changes
# every instance that will start from it. The people who run the fleet should see every such change.
#
# severity: medium
# remediation: Ask an owner of the file to agree, or plan the change apart from other work.
# reference: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-resize.html
change_policy "aws_instance" "capacity_ec2_change" {
  filter            = core::contains(["value", "instances"], attrs.class)
  enforcement_level = "mandatory_overridable"
  gives_way_to      = ["capacity_scale_in_of_stateful_reviewed"]

  enforce {
    condition     = attrs.direction == "same"
    error_message = attrs.words
  }
}

change_policy "aws_ebs_volume" "capacity_ec2_change" {
  filter            = core::contains(["value", "instances"], attrs.class)
  enforcement_level = "mandatory_overridable"
  gives_way_to      = ["capacity_scale_in_of_stateful_reviewed"]

  enforce {
    condition     = attrs.direction == "same"
    error_message = attrs.words
  }
}

change_policy "aws_ec2_*" "capacity_ec2_change" {
  filter            = core::contains(["value", "instances"], attrs.class)
  enforcement_level = "mandatory_overridable"
  gives_way_to      = ["capacity_scale_in_of_stateful_reviewed"]

  enforce {
    condition     = attrs.direction == "same"
    error_message = attrs.words
  }
}

change_policy "aws_launch_*" "capacity_ec2_change" {
  filter            = core::contains(["value", "instances"], attrs.class)
  enforcement_level = "mandatory_overridable"
  gives_way_to      = ["capacity_scale_in_of_stateful_reviewed"]

  enforce {
    condition     = attrs.direction == "same"
    error_message = attrs.words
  }
}

change_policy "aws_spot_*" "capacity_ec2_change" {
  filter            = core::contains(["value", "instances"], attrs.class)
  enforcement_level = "mandatory_overridable"
  gives_way_to      = ["capacity_scale_in_of_stateful_reviewed"]

  enforce {
    condition     = attrs.direction == "same"
    error_message = attrs.words
  }
}
