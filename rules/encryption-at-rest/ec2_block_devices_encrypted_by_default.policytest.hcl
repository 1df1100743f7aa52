policytest {
  targets = ["ec2_block_devices_encrypted.policy.hcl"]
}

# the same configuration turns the account default on: what is left out is encrypted
resource "aws_ebs_encryption_by_default" "on" {
  attrs = {
    enabled = true
  }
  skip = true
}

resource "aws_instance" "instance_not_set" {
  attrs = {
    ami           = "ami-1"
    instance_type = "t3.small"
  }
}

resource "aws_launch_configuration" "configuration_not_set" {
  attrs = {
    image_id      = "ami-1"
    instance_type = "t3.small"
  }
}

resource "aws_launch_template" "template_not_set" {
  attrs = {
    name = "unset"
    block_device_mappings = [
      {
        device_name = "/dev/xvda"
        ebs = [
          { volume_size = 20 },
        ]
      },
    ]
  }
}

resource "aws_spot_fleet_request" "fleet_not_set" {
  attrs = {
    iam_fleet_role  = "arn:aws:iam::123456789012:role/fleet"
    target_capacity = 2
    launch_specification = [
      { ami = "ami-1", instance_type = "m5.large" },
    ]
  }
}

resource "aws_ebs_snapshot_copy" "copy_not_set" {
  attrs = {
    source_region      = "eu-west-1"
    source_snapshot_id = "snap-1"
  }
}

resource "aws_ami_copy" "ami_copy_not_set" {
  attrs = {
    name              = "copy"
    source_ami_id     = "ami-1"
    source_ami_region = "eu-west-1"
  }
}

