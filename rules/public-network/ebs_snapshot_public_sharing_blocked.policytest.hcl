policytest {
  targets = ["ebs_snapshot_public_sharing_blocked.policy.hcl"]
}

resource "aws_instance" "other" {
  skip = true
  attrs = {
    ami = "ami-0a1b2c3d"
  }
}

resource "aws_ebs_snapshot_block_public_access" "all" {
  attrs = {
    state = "block-all-sharing"
  }
}

resource "aws_ebs_snapshot_block_public_access" "new" {
  attrs = {
    state = "block-new-sharing"
  }
}

# expect: fail ebs_snapshot_public_sharing_blocked
# expect: message "Snapshots may be shared publicly: the state is unblocked."
resource "aws_ebs_snapshot_block_public_access" "unblocked" {
  expect_failure = true
  attrs = {
    state = "unblocked"
  }
}

# expect: unknown
resource "aws_ebs_snapshot_block_public_access" "unknown_state" {
  attrs = {
    state = aws_instance.other.instance_state
  }
}

resource "aws_ec2_image_block_public_access" "new" {
  attrs = {
    state = "block-new-sharing"
  }
}

# expect: message "Images may be shared publicly: the state is unblocked."
resource "aws_ec2_image_block_public_access" "unblocked" {
  expect_failure = true
  attrs = {
    state = "unblocked"
  }
}

# expect: unknown
resource "aws_ec2_image_block_public_access" "unknown_state" {
  attrs = {
    state = aws_instance.other.instance_state
  }
}
