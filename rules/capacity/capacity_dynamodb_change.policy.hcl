# Capacity changes of DynamoDB and DAX are approved by an owner.
#
# Units set too low throttle the application, units set too high are paid every hour, and a switch of billing mode
# changes the price of every request. The table's owners should have said yes.
#
# severity: high
# remediation: Ask an owner of the file to agree, or plan the change apart from other work.
# reference: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/capacity-mode.html
change_policy "aws_dynamodb_*" "capacity_dynamodb_change" {
  filter            = core::contains(["value", "instances"], attrs.class)
  enforcement_level = "mandatory_overridable"
  gives_way_to      = ["capacity_scale_in_of_stateful_reviewed"]

  enforce {
    condition     = attrs.direction == "same"
    error_message = attrs.words
  }
}

change_policy "aws_dax_*" "capacity_dynamodb_change" {
  filter            = core::contains(["value", "instances"], attrs.class)
  enforcement_level = "mandatory_overridable"
  gives_way_to      = ["capacity_scale_in_of_stateful_reviewed"]

  enforce {
    condition     = attrs.direction == "same"
    error_message = attrs.words
  }
}
