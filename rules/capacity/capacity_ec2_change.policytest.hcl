policytest {
  targets = ["capacity_ec2_change.policy.hcl"]
}

resource "aws_autoscaling_group" "size" {
  attrs = { name = "size" }
  skip  = true
}

# other arguments change, capacity does not
resource "aws_launch_template" "template_no_capacity_change" {
  attrs = {
    name          = "web"
    instance_type = "t3.small"
    image_id      = "ami-2"
    instance_requirements = [
      {
        vcpu_count = [
          { min = 2, max = 8 },
        ]
        memory_mib = [
          { min = 2048, max = 8192 },
        ]
      },
    ]
    cpu_options = [
      { core_count = 2, threads_per_core = 2 },
    ]
  }
  prior_attrs = {
    name          = "web"
    instance_type = "t3.small"
    image_id      = "ami-1"
    instance_requirements = [
      {
        vcpu_count = [
          { min = 2, max = 8 },
        ]
        memory_mib = [
          { min = 2048, max = 8192 },
        ]
      },
    ]
    cpu_options = [
      { core_count = 2, threads_per_core = 2 },
    ]
  }
}

# expect: message "instance_type t3.small → t3.large (2 sizes up)"
resource "aws_launch_template" "template_instance_type_changes" {
  attrs = {
    name          = "web"
    instance_type = "t3.large"
    image_id      = "ami-1"
    instance_requirements = [
      {
        vcpu_count = [
          { min = 2, max = 8 },
        ]
        memory_mib = [
          { min = 2048, max = 8192 },
        ]
      },
    ]
    cpu_options = [
      { core_count = 2, threads_per_core = 2 },
    ]
  }
  prior_attrs = {
    name          = "web"
    instance_type = "t3.small"
    image_id      = "ami-1"
    instance_requirements = [
      {
        vcpu_count = [
          { min = 2, max = 8 },
        ]
        memory_mib = [
          { min = 2048, max = 8192 },
        ]
      },
    ]
    cpu_options = [
      { core_count = 2, threads_per_core = 2 },
    ]
  }
  expect_failure = true
}

# expect: message "instance_requirements.vcpu_count.min 2 → 4 (+100 %)"
resource "aws_launch_template" "template_vcpu_count_min_changes" {
  attrs = {
    name          = "web"
    instance_type = "t3.small"
    image_id      = "ami-1"
    instance_requirements = [
      {
        vcpu_count = [
          { min = 4, max = 8 },
        ]
        memory_mib = [
          { min = 2048, max = 8192 },
        ]
      },
    ]
    cpu_options = [
      { core_count = 2, threads_per_core = 2 },
    ]
  }
  prior_attrs = {
    name          = "web"
    instance_type = "t3.small"
    image_id      = "ami-1"
    instance_requirements = [
      {
        vcpu_count = [
          { min = 2, max = 8 },
        ]
        memory_mib = [
          { min = 2048, max = 8192 },
        ]
      },
    ]
    cpu_options = [
      { core_count = 2, threads_per_core = 2 },
    ]
  }
  expect_failure = true
}

# expect: message "cpu_options.threads_per_core not set → 2"
resource "aws_launch_template" "template_threads_per_core_first_set" {
  attrs = {
    name          = "web"
    instance_type = "t3.small"
    image_id      = "ami-1"
    instance_requirements = [
      {
        vcpu_count = [
          { min = 2, max = 8 },
        ]
        memory_mib = [
          { min = 2048, max = 8192 },
        ]
      },
    ]
    cpu_options = [
      { core_count = 2, threads_per_core = 2 },
    ]
  }
  prior_attrs = {
    name          = "web"
    instance_type = "t3.small"
    image_id      = "ami-1"
    instance_requirements = [
      {
        vcpu_count = [
          { min = 2, max = 8 },
        ]
        memory_mib = [
          { min = 2048, max = 8192 },
        ]
      },
    ]
    cpu_options = [
      { core_count = 2, threads_per_core = null },
    ]
  }
  expect_failure = true
}

# expect: message "cpu_options.threads_per_core 2 → not set"
resource "aws_launch_template" "template_threads_per_core_no_longer_set" {
  attrs = {
    name          = "web"
    instance_type = "t3.small"
    image_id      = "ami-1"
    instance_requirements = [
      {
        vcpu_count = [
          { min = 2, max = 8 },
        ]
        memory_mib = [
          { min = 2048, max = 8192 },
        ]
      },
    ]
    cpu_options = [
      { core_count = 2, threads_per_core = null },
    ]
  }
  prior_attrs = {
    name          = "web"
    instance_type = "t3.small"
    image_id      = "ami-1"
    instance_requirements = [
      {
        vcpu_count = [
          { min = 2, max = 8 },
        ]
        memory_mib = [
          { min = 2048, max = 8192 },
        ]
      },
    ]
    cpu_options = [
      { core_count = 2, threads_per_core = 2 },
    ]
  }
  expect_failure = true
}

resource "aws_launch_template" "template_threads_per_core_set_on_neither_side" {
  attrs = {
    name          = "web"
    instance_type = "t3.small"
    image_id      = "ami-1"
    instance_requirements = [
      {
        vcpu_count = [
          { min = 2, max = 8 },
        ]
        memory_mib = [
          { min = 2048, max = 8192 },
        ]
      },
    ]
    cpu_options = [
      { core_count = 2, threads_per_core = null },
    ]
  }
  prior_attrs = {
    name          = "web"
    instance_type = "t3.small"
    image_id      = "ami-1"
    instance_requirements = [
      {
        vcpu_count = [
          { min = 2, max = 8 },
        ]
        memory_mib = [
          { min = 2048, max = 8192 },
        ]
      },
    ]
    cpu_options = [
      { core_count = 2, threads_per_core = null },
    ]
  }
}

# expect: unknown
resource "aws_launch_template" "template_vcpu_count_min_known_after_apply" {
  attrs = {
    name          = "web"
    instance_type = "t3.small"
    image_id      = "ami-1"
    instance_requirements = [
      {
        vcpu_count = [
          { min = aws_autoscaling_group.size.warm_pool_size, max = 8 },
        ]
        memory_mib = [
          { min = 2048, max = 8192 },
        ]
      },
    ]
    cpu_options = [
      { core_count = 2, threads_per_core = 2 },
    ]
  }
  prior_attrs = {
    name          = "web"
    instance_type = "t3.small"
    image_id      = "ami-1"
    instance_requirements = [
      {
        vcpu_count = [
          { min = 2, max = 8 },
        ]
        memory_mib = [
          { min = 2048, max = 8192 },
        ]
      },
    ]
    cpu_options = [
      { core_count = 2, threads_per_core = 2 },
    ]
  }
}

# other arguments change, capacity does not
resource "aws_launch_configuration" "configuration_no_capacity_change" {
  attrs = {
    name          = "web"
    image_id      = "ami-2"
    instance_type = "t3.small"
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
    root_block_device = [
      { volume_size = 20, iops = 3000, throughput = 125 },
    ]
  }
  prior_attrs = {
    name          = "web"
    image_id      = "ami-1"
    instance_type = "t3.small"
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
    root_block_device = [
      { volume_size = 20, iops = 3000, throughput = 125 },
    ]
  }
}

# expect: message "instance_type t3.small → t3.large (2 sizes up)"
resource "aws_launch_configuration" "configuration_instance_type_changes" {
  attrs = {
    name          = "web"
    image_id      = "ami-1"
    instance_type = "t3.large"
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
    root_block_device = [
      { volume_size = 20, iops = 3000, throughput = 125 },
    ]
  }
  prior_attrs = {
    name          = "web"
    image_id      = "ami-1"
    instance_type = "t3.small"
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
    root_block_device = [
      { volume_size = 20, iops = 3000, throughput = 125 },
    ]
  }
  expect_failure = true
}

# expect: message "root_block_device.volume_size 20 → 40 (+100 %)"
resource "aws_launch_configuration" "configuration_root_volume_size_changes" {
  attrs = {
    name          = "web"
    image_id      = "ami-1"
    instance_type = "t3.small"
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
    root_block_device = [
      { volume_size = 40, iops = 3000, throughput = 125 },
    ]
  }
  prior_attrs = {
    name          = "web"
    image_id      = "ami-1"
    instance_type = "t3.small"
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
    root_block_device = [
      { volume_size = 20, iops = 3000, throughput = 125 },
    ]
  }
  expect_failure = true
}

# other arguments change, capacity does not
resource "aws_instance" "instance_no_capacity_change" {
  attrs = {
    ami           = "ami-1"
    instance_type = "t3.small"
    cpu_options = [
      { core_count = 2, threads_per_core = 2 },
    ]
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
    root_block_device = [
      { volume_size = 20, iops = 3000, throughput = 125 },
    ]
    tags = {
      team = "checkout"
    }
  }
  prior_attrs = {
    ami           = "ami-1"
    instance_type = "t3.small"
    cpu_options = [
      { core_count = 2, threads_per_core = 2 },
    ]
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
    root_block_device = [
      { volume_size = 20, iops = 3000, throughput = 125 },
    ]
  }
}

# expect: message "instance_type t3.small → t3.large (2 sizes up)"
resource "aws_instance" "instance_instance_type_changes" {
  attrs = {
    ami           = "ami-1"
    instance_type = "t3.large"
    cpu_options = [
      { core_count = 2, threads_per_core = 2 },
    ]
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
    root_block_device = [
      { volume_size = 20, iops = 3000, throughput = 125 },
    ]
  }
  prior_attrs = {
    ami           = "ami-1"
    instance_type = "t3.small"
    cpu_options = [
      { core_count = 2, threads_per_core = 2 },
    ]
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
    root_block_device = [
      { volume_size = 20, iops = 3000, throughput = 125 },
    ]
  }
  expect_failure = true
}

# expect: message "cpu_options.core_count 2 → 4 (+100 %)"
resource "aws_instance" "instance_core_count_changes" {
  attrs = {
    ami           = "ami-1"
    instance_type = "t3.small"
    cpu_options = [
      { core_count = 4, threads_per_core = 2 },
    ]
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
    root_block_device = [
      { volume_size = 20, iops = 3000, throughput = 125 },
    ]
  }
  prior_attrs = {
    ami           = "ami-1"
    instance_type = "t3.small"
    cpu_options = [
      { core_count = 2, threads_per_core = 2 },
    ]
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
    root_block_device = [
      { volume_size = 20, iops = 3000, throughput = 125 },
    ]
  }
  expect_failure = true
}

# other arguments change, capacity does not
resource "aws_spot_instance_request" "spot_no_capacity_change" {
  attrs = {
    ami           = "ami-1"
    instance_type = "t3.small"
    tags = {
      team = "checkout"
    }
  }
  prior_attrs = {
    ami           = "ami-1"
    instance_type = "t3.small"
  }
}

# expect: message "instance_type t3.small → t3.large (2 sizes up)"
resource "aws_spot_instance_request" "spot_instance_type_changes" {
  attrs = {
    ami           = "ami-1"
    instance_type = "t3.large"
  }
  prior_attrs = {
    ami           = "ami-1"
    instance_type = "t3.small"
  }
  expect_failure = true
}

# other arguments change, capacity does not
resource "aws_spot_fleet_request" "spot_fleet_no_capacity_change" {
  attrs = {
    iam_fleet_role            = "arn:aws:iam::123456789012:role/fleet"
    target_capacity           = 4
    on_demand_target_capacity = 1
    tags = {
      team = "checkout"
    }
  }
  prior_attrs = {
    iam_fleet_role            = "arn:aws:iam::123456789012:role/fleet"
    target_capacity           = 4
    on_demand_target_capacity = 1
  }
}

# expect: message "target_capacity 4 → 8 (+100 %)"
resource "aws_spot_fleet_request" "spot_fleet_target_capacity_changes" {
  attrs = {
    iam_fleet_role            = "arn:aws:iam::123456789012:role/fleet"
    target_capacity           = 8
    on_demand_target_capacity = 1
  }
  prior_attrs = {
    iam_fleet_role            = "arn:aws:iam::123456789012:role/fleet"
    target_capacity           = 4
    on_demand_target_capacity = 1
  }
  expect_failure = true
}

# expect: message "on_demand_target_capacity 1 → 2 (+100 %)"
resource "aws_spot_fleet_request" "spot_fleet_on_demand_target_capacity_changes" {
  attrs = {
    iam_fleet_role            = "arn:aws:iam::123456789012:role/fleet"
    target_capacity           = 4
    on_demand_target_capacity = 2
  }
  prior_attrs = {
    iam_fleet_role            = "arn:aws:iam::123456789012:role/fleet"
    target_capacity           = 4
    on_demand_target_capacity = 1
  }
  expect_failure = true
}

# other arguments change, capacity does not
resource "aws_ec2_fleet" "fleet_no_capacity_change" {
  attrs = {
    type = "maintain"
    target_capacity_specification = [
      { default_target_capacity_type = "spot", total_target_capacity = 4, on_demand_target_capacity = 1, spot_target_capacity = 3 },
    ]
    tags = {
      team = "checkout"
    }
  }
  prior_attrs = {
    type = "maintain"
    target_capacity_specification = [
      { default_target_capacity_type = "spot", total_target_capacity = 4, on_demand_target_capacity = 1, spot_target_capacity = 3 },
    ]
  }
}

# expect: message "target_capacity_specification.total_target_capacity 4 → 8 (+100 %)"
resource "aws_ec2_fleet" "fleet_total_target_capacity_changes" {
  attrs = {
    type = "maintain"
    target_capacity_specification = [
      { default_target_capacity_type = "spot", total_target_capacity = 8, on_demand_target_capacity = 1, spot_target_capacity = 3 },
    ]
  }
  prior_attrs = {
    type = "maintain"
    target_capacity_specification = [
      { default_target_capacity_type = "spot", total_target_capacity = 4, on_demand_target_capacity = 1, spot_target_capacity = 3 },
    ]
  }
  expect_failure = true
}

# expect: message "target_capacity_specification.on_demand_target_capacity 1 → 2 (+100 %)"
resource "aws_ec2_fleet" "fleet_on_demand_target_capacity_changes" {
  attrs = {
    type = "maintain"
    target_capacity_specification = [
      { default_target_capacity_type = "spot", total_target_capacity = 4, on_demand_target_capacity = 2, spot_target_capacity = 3 },
    ]
  }
  prior_attrs = {
    type = "maintain"
    target_capacity_specification = [
      { default_target_capacity_type = "spot", total_target_capacity = 4, on_demand_target_capacity = 1, spot_target_capacity = 3 },
    ]
  }
  expect_failure = true
}

# other arguments change, capacity does not
resource "aws_ec2_capacity_reservation" "reservation_no_capacity_change" {
  attrs = {
    availability_zone = "eu-west-1a"
    instance_platform = "Linux/UNIX"
    instance_count    = 2
    instance_type     = "m5.large"
    tags = {
      team = "checkout"
    }
  }
  prior_attrs = {
    availability_zone = "eu-west-1a"
    instance_platform = "Linux/UNIX"
    instance_count    = 2
    instance_type     = "m5.large"
  }
}

# expect: message "instance_count 2 → 4 (+100 %)"
resource "aws_ec2_capacity_reservation" "reservation_instance_count_changes" {
  attrs = {
    availability_zone = "eu-west-1a"
    instance_platform = "Linux/UNIX"
    instance_count    = 4
    instance_type     = "m5.large"
  }
  prior_attrs = {
    availability_zone = "eu-west-1a"
    instance_platform = "Linux/UNIX"
    instance_count    = 2
    instance_type     = "m5.large"
  }
  expect_failure = true
}

# expect: message "instance_type m5.large → m5.2xlarge (2 sizes up)"
resource "aws_ec2_capacity_reservation" "reservation_instance_type_changes" {
  attrs = {
    availability_zone = "eu-west-1a"
    instance_platform = "Linux/UNIX"
    instance_count    = 2
    instance_type     = "m5.2xlarge"
  }
  prior_attrs = {
    availability_zone = "eu-west-1a"
    instance_platform = "Linux/UNIX"
    instance_count    = 2
    instance_type     = "m5.large"
  }
  expect_failure = true
}

# other arguments change, capacity does not
resource "aws_ec2_host" "host_no_capacity_change" {
  attrs = {
    availability_zone = "eu-west-1a"
    instance_type     = "m5.large"
    tags = {
      team = "checkout"
    }
  }
  prior_attrs = {
    availability_zone = "eu-west-1a"
    instance_type     = "m5.large"
  }
}

# expect: message "instance_type m5.large → m5.2xlarge (2 sizes up)"
resource "aws_ec2_host" "host_instance_type_changes" {
  attrs = {
    availability_zone = "eu-west-1a"
    instance_type     = "m5.2xlarge"
  }
  prior_attrs = {
    availability_zone = "eu-west-1a"
    instance_type     = "m5.large"
  }
  expect_failure = true
}

resource "aws_launch_template" "mappings_in_another_order" {
  attrs = {
    name = "disks"
    block_device_mappings = [
      {
        device_name = "/dev/xvdb"
        ebs = [
          { volume_size = 50 },
        ]
      },
      {
        device_name = "/dev/xvda"
        ebs = [
          { volume_size = 20, iops = 3000, throughput = 125 },
        ]
      },
    ]
  }
  prior_attrs = {
    name = "disks"
    block_device_mappings = [
      {
        device_name = "/dev/xvda"
        ebs = [
          { volume_size = 20, iops = 3000, throughput = 125 },
        ]
      },
      {
        device_name = "/dev/xvdb"
        ebs = [
          { volume_size = 50 },
        ]
      },
    ]
  }
}
