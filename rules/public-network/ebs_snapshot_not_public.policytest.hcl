policytest {
  targets = ["ebs_snapshot_not_public.policy.hcl"]
}

resource "aws_instance" "other" {
  skip = true
  attrs = {
    ami = "ami-0a1b2c3d"
  }
}

resource "aws_snapshot_create_volume_permission" "named_account" {
  attrs = {
    snapshot_id = "snap-0a1b2c3d"
    account_id  = "123456789012"
  }
}

# expect: fail ebs_snapshot_not_public
# expect: message "The snapshot is shared with every AWS account."
resource "aws_snapshot_create_volume_permission" "everyone" {
  expect_failure = true
  attrs = {
    snapshot_id = "snap-0a1b2c3d"
    account_id  = "all"
  }
}

# expect: unknown
resource "aws_snapshot_create_volume_permission" "unknown_account" {
  attrs = {
    snapshot_id = "snap-0a1b2c3d"
    account_id  = aws_instance.other.instance_state
  }
}

resource "aws_ami_launch_permission" "named_account" {
  attrs = {
    image_id   = "ami-0a1b2c3d"
    account_id = "123456789012"
  }
}

resource "aws_ami_launch_permission" "organization" {
  attrs = {
    image_id         = "ami-0a1b2c3d"
    organization_arn = "arn:aws:organizations::123456789012:organization/o-0a1b2c3d4e"
  }
}

# expect: message "The image is shared with every AWS account."
resource "aws_ami_launch_permission" "everyone" {
  expect_failure = true
  attrs = {
    image_id = "ami-0a1b2c3d"
    group    = "all"
  }
}

resource "aws_ami_launch_permission" "everyone_as_account" {
  expect_failure = true
  attrs = {
    image_id   = "ami-0a1b2c3d"
    account_id = "all"
  }
}

# expect: unknown
resource "aws_ami_launch_permission" "unknown_group" {
  attrs = {
    image_id = "ami-0a1b2c3d"
    group    = aws_instance.other.instance_state
  }
}
