# Capacity changes of Lambda are approved by an owner.
#
# Memory sets the CPU and the price of a function, and concurrency sets how much of the account's shared limit it may
# take from the others. The people who run it should see every such change.
#
# severity: medium
# remediation: Ask an owner of the file to agree, or plan the change apart from other work.
# reference: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
change_policy "aws_lambda_*" "capacity_lambda_change" {
  filter            = core::contains(["value", "instances"], attrs.class)
  enforcement_level = "mandatory_overridable"
  gives_way_to      = ["capacity_scale_in_of_stateful_reviewed"]

  enforce {
    condition     = attrs.direction == "same"
    error_message = attrs.words
  }
}
