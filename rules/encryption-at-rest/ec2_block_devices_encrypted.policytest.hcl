policytest {
  targets = ["ec2_block_devices_encrypted.policy.hcl"]
}

resource "aws_ebs_snapshot" "source" {
  attrs = { id = "snap-0f", volume_id = "vol-1" }
  skip  = true
}

resource "aws_ssm_parameter" "switch" {
  attrs = { name = "/ebs/encrypted", type = "String" }
  skip  = true
}

# the account default is off: it helps nobody
resource "aws_ebs_encryption_by_default" "off" {
  attrs = {
    enabled = false
  }
  skip = true
}

resource "aws_instance" "instance_good" {
  attrs = {
    ami           = "ami-1"
    instance_type = "t3.small"
    root_block_device = [
      { encrypted = true },
    ]
    ebs_block_device = [
      { device_name = "/dev/sdb", encrypted = true },
    ]
  }
}

# expect: fail ec2_block_devices_encrypted
# expect: message "The root volume is not encrypted."
resource "aws_instance" "instance_bad_root" {
  attrs = {
    ami           = "ami-1"
    instance_type = "t3.small"
    root_block_device = [
      { encrypted = false },
    ]
    ebs_block_device = [
      { device_name = "/dev/sdb", encrypted = true },
    ]
  }
  expect_failure = true
}

# expect: message "A volume in ebs_block_device is not encrypted."
resource "aws_instance" "instance_bad_data" {
  attrs = {
    ami           = "ami-1"
    instance_type = "t3.small"
    root_block_device = [
      { encrypted = true },
    ]
    ebs_block_device = [
      { device_name = "/dev/sdb", encrypted = false },
    ]
  }
  expect_failure = true
}

# the root volume exists all the same
resource "aws_instance" "instance_not_set" {
  attrs = {
    ami           = "ami-1"
    instance_type = "t3.small"
  }
  expect_failure = true
}

resource "aws_instance" "instance_encrypted_not_set" {
  attrs = {
    ami           = "ami-1"
    instance_type = "t3.small"
    root_block_device = [
      { volume_size = 20 },
    ]
    ebs_block_device = []
  }
  expect_failure = true
}

# expect: unknown
resource "aws_instance" "instance_known_after_apply" {
  attrs = {
    ami           = "ami-1"
    instance_type = "t3.small"
    root_block_device = [
      { encrypted = aws_ebs_snapshot.source.encrypted },
    ]
    ebs_block_device = []
  }
}

# expect: unknown
resource "aws_instance" "instance_data_known_after_apply" {
  attrs = {
    ami           = "ami-1"
    instance_type = "t3.small"
    root_block_device = [
      { encrypted = true },
    ]
    ebs_block_device = [
      { device_name = "/dev/sdb", encrypted = aws_ebs_snapshot.source.encrypted },
    ]
  }
}

resource "aws_launch_configuration" "configuration_good" {
  attrs = {
    image_id      = "ami-1"
    instance_type = "t3.small"
    root_block_device = [
      { encrypted = true },
    ]
    ebs_block_device = [
      { device_name = "/dev/sdb", encrypted = true },
    ]
  }
}

# expect: fail ec2_block_devices_encrypted
# expect: message "The root volume is not encrypted."
resource "aws_launch_configuration" "configuration_bad_root" {
  attrs = {
    image_id      = "ami-1"
    instance_type = "t3.small"
    root_block_device = [
      { encrypted = false },
    ]
    ebs_block_device = [
      { device_name = "/dev/sdb", encrypted = true },
    ]
  }
  expect_failure = true
}

# expect: message "A volume in ebs_block_device is not encrypted."
resource "aws_launch_configuration" "configuration_bad_data" {
  attrs = {
    image_id      = "ami-1"
    instance_type = "t3.small"
    root_block_device = [
      { encrypted = true },
    ]
    ebs_block_device = [
      { device_name = "/dev/sdb", encrypted = false },
    ]
  }
  expect_failure = true
}

# the root volume exists all the same
resource "aws_launch_configuration" "configuration_not_set" {
  attrs = {
    image_id      = "ami-1"
    instance_type = "t3.small"
  }
  expect_failure = true
}

resource "aws_launch_configuration" "configuration_encrypted_not_set" {
  attrs = {
    image_id      = "ami-1"
    instance_type = "t3.small"
    root_block_device = [
      { volume_size = 20 },
    ]
    ebs_block_device = []
  }
  expect_failure = true
}

# expect: unknown
resource "aws_launch_configuration" "configuration_known_after_apply" {
  attrs = {
    image_id      = "ami-1"
    instance_type = "t3.small"
    root_block_device = [
      { encrypted = aws_ebs_snapshot.source.encrypted },
    ]
    ebs_block_device = []
  }
}

# expect: unknown
resource "aws_launch_configuration" "configuration_data_known_after_apply" {
  attrs = {
    image_id      = "ami-1"
    instance_type = "t3.small"
    root_block_device = [
      { encrypted = true },
    ]
    ebs_block_device = [
      { device_name = "/dev/sdb", encrypted = aws_ebs_snapshot.source.encrypted },
    ]
  }
}

resource "aws_instance" "instance_by_template" {
  attrs = {
    launch_template = [
      { id = aws_launch_template.template_good.id, version = "1" },
    ]
  }
}

resource "aws_instance" "instance_by_template_name" {
  attrs = {
    launch_template = [
      { name = "good", version = "1" },
    ]
  }
}

# expect: fail ec2_block_devices_encrypted
# expect: message "The root volume is not encrypted."
resource "aws_instance" "instance_by_open_template" {
  attrs = {
    launch_template = [
      { name = "bad", version = "1" },
    ]
  }
  expect_failure = true
}

# the template maps no volume, so the image's root volume is as it is without a template
resource "aws_instance" "instance_by_template_without_mappings" {
  attrs = {
    launch_template = [
      { id = aws_launch_template.template_without_mappings.id, version = "1" },
    ]
  }
  expect_failure = true
}

# the instance's own block overrules the template
resource "aws_instance" "instance_overrules_template" {
  attrs = {
    launch_template = [
      { name = "good", version = "1" },
    ]
    root_block_device = [
      { encrypted = false, delete_on_termination = true },
    ]
  }
  expect_failure = true
}

# nobody knows what a template outside the plan maps
# expect: unknown
resource "aws_instance" "instance_by_template_elsewhere" {
  attrs = {
    launch_template = [
      { id = "lt-1", version = "1" },
    ]
  }
}

# expect: unknown
resource "aws_instance" "instance_by_named_template_elsewhere" {
  attrs = {
    launch_template = [
      { name = "shared", version = "1" },
    ]
  }
}

# a suppressed device is no volume
resource "aws_launch_configuration" "configuration_no_device" {
  attrs = {
    image_id      = "ami-1"
    instance_type = "t3.small"
    root_block_device = [
      { encrypted = true },
    ]
    ebs_block_device = [
      { device_name = "/dev/sdb", no_device = true },
    ]
  }
}

resource "aws_launch_template" "template_good" {
  attrs = {
    name = "good"
    block_device_mappings = [
      {
        device_name = "/dev/xvda"
        ebs = [
          { encrypted = "true" },
        ]
      },
    ]
  }
}

# expect: fail ec2_block_devices_encrypted
# expect: message "A volume in block_device_mappings is not encrypted."
resource "aws_launch_template" "template_bad" {
  attrs = {
    name = "bad"
    block_device_mappings = [
      {
        device_name = "/dev/xvda"
        ebs = [
          { encrypted = "false" },
        ]
      },
    ]
  }
  expect_failure = true
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
  expect_failure = true
}

# how an existing template shows an argument that is not set
resource "aws_launch_template" "template_empty_text" {
  attrs = {
    name = "empty"
    block_device_mappings = [
      {
        device_name = "/dev/xvda"
        ebs = [
          { encrypted = "" },
        ]
      },
    ]
  }
  expect_failure = true
}

resource "aws_launch_template" "template_without_mappings" {
  attrs = {
    name = "none"
  }
}

resource "aws_launch_template" "template_without_volume" {
  attrs = {
    name = "virtual"
    block_device_mappings = [
      { device_name = "/dev/sdc", virtual_name = "ephemeral0" },
    ]
  }
}

# expect: unknown
resource "aws_launch_template" "template_known_after_apply" {
  attrs = {
    name = "later"
    block_device_mappings = [
      {
        device_name = "/dev/xvda"
        ebs = [
          { encrypted = aws_ssm_parameter.switch.insecure_value },
        ]
      },
    ]
  }
}

resource "aws_spot_fleet_request" "fleet_good" {
  attrs = {
    iam_fleet_role  = "arn:aws:iam::123456789012:role/fleet"
    target_capacity = 2
    launch_specification = [
      {
        ami           = "ami-1"
        instance_type = "m5.large"
        root_block_device = [
          { encrypted = true },
        ]
        ebs_block_device = [
          { device_name = "/dev/sdb", encrypted = true },
        ]
      },
    ]
  }
}

# expect: fail ec2_block_devices_encrypted
# expect: message "The root volume of a launch_specification is not encrypted."
resource "aws_spot_fleet_request" "fleet_bad_root" {
  attrs = {
    iam_fleet_role  = "arn:aws:iam::123456789012:role/fleet"
    target_capacity = 2
    launch_specification = [
      {
        ami           = "ami-1"
        instance_type = "m5.large"
        root_block_device = [
          { encrypted = false },
        ]
        ebs_block_device = []
      },
    ]
  }
  expect_failure = true
}

# expect: message "A volume in the ebs_block_device of a launch_specification is not encrypted."
resource "aws_spot_fleet_request" "fleet_bad_data" {
  attrs = {
    iam_fleet_role  = "arn:aws:iam::123456789012:role/fleet"
    target_capacity = 2
    launch_specification = [
      {
        ami           = "ami-1"
        instance_type = "m5.large"
        root_block_device = [
          { encrypted = true },
        ]
        ebs_block_device = [
          { device_name = "/dev/sdb", encrypted = false },
        ]
      },
    ]
  }
  expect_failure = true
}

# the launch template is judged itself
resource "aws_spot_fleet_request" "fleet_by_template" {
  attrs = {
    iam_fleet_role  = "arn:aws:iam::123456789012:role/fleet"
    target_capacity = 2
  }
}

# expect: unknown
resource "aws_spot_fleet_request" "fleet_known_after_apply" {
  attrs = {
    iam_fleet_role  = "arn:aws:iam::123456789012:role/fleet"
    target_capacity = 2
    launch_specification = [
      {
        ami           = "ami-1"
        instance_type = "m5.large"
        root_block_device = [
          { encrypted = aws_ebs_snapshot.source.encrypted },
        ]
        ebs_block_device = []
      },
    ]
  }
}

resource "aws_ebs_snapshot" "encrypted_source" {
  attrs = {
    id        = "snap-0a"
    volume_id = "vol-1"
    encrypted = true
  }
  skip = true
}

resource "aws_ebs_snapshot" "plain_source" {
  attrs = {
    id        = "snap-0b"
    volume_id = "vol-2"
    encrypted = false
  }
  skip = true
}

resource "aws_ebs_snapshot_copy" "copy_good" {
  attrs = {
    source_region      = "eu-west-1"
    source_snapshot_id = "snap-0c"
    encrypted          = true
  }
}

# expect: fail ec2_block_devices_encrypted
# expect: message "The copied snapshot is not encrypted."
resource "aws_ebs_snapshot_copy" "copy_bad" {
  attrs = {
    source_region      = "eu-west-1"
    source_snapshot_id = "snap-0b"
    encrypted          = false
  }
  expect_failure = true
}

resource "aws_ebs_snapshot_copy" "copy_of_encrypted_by_reference" {
  attrs = {
    source_region      = "eu-west-1"
    source_snapshot_id = aws_ebs_snapshot.encrypted_source.id
  }
}

resource "aws_ebs_snapshot_copy" "copy_of_encrypted_by_literal" {
  attrs = {
    source_region      = "eu-west-1"
    source_snapshot_id = "snap-0a"
  }
}

resource "aws_ebs_snapshot_copy" "copy_of_plain" {
  attrs = {
    source_region      = "eu-west-1"
    source_snapshot_id = aws_ebs_snapshot.plain_source.id
  }
  expect_failure = true
}

# expect: unknown
resource "aws_ebs_snapshot_copy" "copy_known_after_apply" {
  attrs = {
    source_region      = "eu-west-1"
    source_snapshot_id = "snap-0b"
    encrypted          = aws_ebs_snapshot.source.encrypted
  }
}

resource "aws_ami" "encrypted_image" {
  attrs = {
    id   = "ami-0a"
    name = "encrypted"
    ebs_block_device = [
      { device_name = "/dev/xvda", encrypted = true },
    ]
  }
}

# expect: fail ec2_block_devices_encrypted
# expect: message "A volume in ebs_block_device is not encrypted."
resource "aws_ami" "plain_image" {
  attrs = {
    id   = "ami-0b"
    name = "plain"
    ebs_block_device = [
      { device_name = "/dev/xvda", encrypted = false },
    ]
  }
  expect_failure = true
}

resource "aws_ami" "image_not_set" {
  attrs = {
    id   = "ami-0c"
    name = "unset"
    ebs_block_device = [
      { device_name = "/dev/xvda" },
    ]
  }
  expect_failure = true
}

# it follows the snapshot
resource "aws_ami" "image_from_snapshot" {
  attrs = {
    id   = "ami-0d"
    name = "snapshot"
    ebs_block_device = [
      { device_name = "/dev/xvda", snapshot_id = "snap-1" },
    ]
  }
}

# expect: unknown
resource "aws_ami" "image_known_after_apply" {
  attrs = {
    id   = "ami-0e"
    name = "later"
    ebs_block_device = [
      { device_name = "/dev/xvda", encrypted = aws_ebs_snapshot.source.encrypted },
    ]
  }
}

resource "aws_ami_copy" "ami_copy_good" {
  attrs = {
    name              = "good"
    source_ami_id     = "ami-1"
    source_ami_region = "eu-west-1"
    encrypted         = true
  }
}

# expect: fail ec2_block_devices_encrypted
# expect: message "The snapshots of the copied image are not encrypted."
resource "aws_ami_copy" "ami_copy_bad" {
  attrs = {
    name              = "bad"
    source_ami_id     = "ami-1"
    source_ami_region = "eu-west-1"
    encrypted         = false
  }
  expect_failure = true
}

resource "aws_ami_copy" "ami_copy_not_set" {
  attrs = {
    name              = "unset"
    source_ami_id     = "ami-1"
    source_ami_region = "eu-west-1"
  }
  expect_failure = true
}

resource "aws_ami_copy" "ami_copy_of_encrypted" {
  attrs = {
    name              = "of-encrypted"
    source_ami_id     = aws_ami.encrypted_image.id
    source_ami_region = "eu-west-1"
  }
}

resource "aws_ami_copy" "ami_copy_of_plain" {
  attrs = {
    name              = "of-plain"
    source_ami_id     = "ami-0b"
    source_ami_region = "eu-west-1"
  }
  expect_failure = true
}

# expect: unknown
resource "aws_ami_copy" "ami_copy_known_after_apply" {
  attrs = {
    name              = "later"
    source_ami_id     = "ami-1"
    source_ami_region = "eu-west-1"
    encrypted         = aws_ebs_snapshot.source.encrypted
  }
}

resource "aws_dlm_lifecycle_policy" "schedule_good" {
  attrs = {
    description        = "daily"
    execution_role_arn = "arn:aws:iam::123456789012:role/dlm"
    policy_details = [
      {
        schedule = [
          {
            name = "daily"
            cross_region_copy_rule = [
              { target = "eu-central-1", encrypted = true },
            ]
          },
        ]
      },
    ]
  }
}

# expect: fail ec2_block_devices_encrypted
# expect: message "A cross_region_copy_rule copies snapshots without encryption."
resource "aws_dlm_lifecycle_policy" "schedule_bad" {
  attrs = {
    description        = "daily"
    execution_role_arn = "arn:aws:iam::123456789012:role/dlm"
    policy_details = [
      {
        schedule = [
          {
            name = "daily"
            cross_region_copy_rule = [
              { target = "eu-central-1", encrypted = false },
            ]
          },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_dlm_lifecycle_policy" "schedule_known_after_apply" {
  attrs = {
    description        = "daily"
    execution_role_arn = "arn:aws:iam::123456789012:role/dlm"
    policy_details = [
      {
        schedule = [
          {
            name = "daily"
            cross_region_copy_rule = [
              { target = "eu-central-1", encrypted = aws_ebs_snapshot.source.encrypted },
            ]
          },
        ]
      },
    ]
  }
}

resource "aws_dlm_lifecycle_policy" "action_good" {
  attrs = {
    description        = "daily"
    execution_role_arn = "arn:aws:iam::123456789012:role/dlm"
    policy_details = [
      {
        action = [
          {
            name = "shared"
            cross_region_copy = [
              {
                target = "eu-central-1"
                encryption_configuration = [
                  { encrypted = true },
                ]
              },
            ]
          },
        ]
      },
    ]
  }
}

# expect: fail ec2_block_devices_encrypted
# expect: message "A cross_region_copy copies snapshots without encryption."
resource "aws_dlm_lifecycle_policy" "action_bad" {
  attrs = {
    description        = "daily"
    execution_role_arn = "arn:aws:iam::123456789012:role/dlm"
    policy_details = [
      {
        action = [
          {
            name = "shared"
            cross_region_copy = [
              {
                target = "eu-central-1"
                encryption_configuration = [
                  { encrypted = false },
                ]
              },
            ]
          },
        ]
      },
    ]
  }
  expect_failure = true
}

resource "aws_dlm_lifecycle_policy" "action_not_set" {
  attrs = {
    description        = "daily"
    execution_role_arn = "arn:aws:iam::123456789012:role/dlm"
    policy_details = [
      {
        action = [
          {
            name = "shared"
            cross_region_copy = [
              {
                target = "eu-central-1"
                encryption_configuration = [
                  {},
                ]
              },
            ]
          },
        ]
      },
    ]
  }
  expect_failure = true
}

resource "aws_dlm_lifecycle_policy" "no_copies" {
  attrs = {
    description        = "daily"
    execution_role_arn = "arn:aws:iam::123456789012:role/dlm"
    policy_details = [
      {
        schedule = [
          { name = "daily" },
        ]
      },
    ]
  }
}

resource "aws_ebs_volume" "good" {
  attrs = {
    id                = "vol-0a"
    availability_zone = "eu-west-1a"
    size              = 10
    encrypted         = true
  }
  skip = true
}

resource "aws_ebs_volume" "bad" {
  attrs = {
    id                = "vol-0b"
    availability_zone = "eu-west-1a"
    size              = 10
    encrypted         = false
  }
  skip = true
}

resource "aws_volume_attachment" "attached_good" {
  attrs = {
    device_name = "/dev/sdf"
    instance_id = "i-1"
    volume_id   = aws_ebs_volume.good.id
  }
}

# expect: fail ec2_block_devices_encrypted
# expect: message "The attached volume is not encrypted."
resource "aws_volume_attachment" "attached_bad" {
  attrs = {
    device_name = "/dev/sdf"
    instance_id = "i-1"
    volume_id   = aws_ebs_volume.bad.id
  }
  expect_failure = true
}

resource "aws_volume_attachment" "attached_bad_by_literal" {
  attrs = {
    device_name = "/dev/sdf"
    instance_id = "i-1"
    volume_id   = "vol-0b"
  }
  expect_failure = true
}

# not judged: the volume is not in the plan
resource "aws_volume_attachment" "attached_elsewhere" {
  attrs = {
    device_name = "/dev/sdf"
    instance_id = "i-1"
    volume_id   = "vol-0c"
  }
}
