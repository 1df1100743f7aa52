policytest {
  targets = ["ec2_imdsv2_required.policy.hcl"]
}

# This plan sets the account's default, and mocks of one file see each other: so these cases have a file of their own.
resource "aws_ec2_instance_metadata_defaults" "good" {
  attrs = {
    http_tokens = "required"
  }
}

resource "aws_instance" "good_account_default" {
  attrs = {
    ami = "ami-12345678"
  }
}

resource "aws_launch_template" "good_account_default" {
  attrs = {
    name = "bare"
  }
}

resource "aws_launch_configuration" "good_account_default" {
  attrs = {
    image_id      = "ami-12345678"
    instance_type = "t3.micro"
  }
}

resource "aws_spot_fleet_request" "good_account_default" {
  attrs = {
    iam_fleet_role       = "arn:aws:iam::123456789012:role/fleet"
    target_capacity      = 1
    launch_specification = [{ ami = "ami-12345678", instance_type = "t3.micro" }]
  }
}

# The instance's own setting counts before the account's.
resource "aws_instance" "bad_overruled" {
  attrs = {
    ami              = "ami-12345678"
    metadata_options = [{ http_tokens = "optional" }]
  }
  expect_failure = true
}

resource "aws_launch_template" "bad_overruled" {
  attrs = {
    name             = "overruled"
    metadata_options = [{ http_tokens = "optional" }]
  }
  expect_failure = true
}
