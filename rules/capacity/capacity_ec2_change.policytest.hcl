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

# expect: message "instance_type changes from t3.small to t3.large."
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

# expect: message "instance_requirements.vcpu_count.min changes from 2 to 4."
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

# expect: message "instance_requirements.vcpu_count.max changes from 8 to 16."
resource "aws_launch_template" "template_vcpu_count_max_changes" {
  attrs = {
    name          = "web"
    instance_type = "t3.small"
    image_id      = "ami-1"
    instance_requirements = [
      {
        vcpu_count = [
          { min = 2, max = 16 },
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

# expect: message "instance_requirements.memory_mib.min changes from 2048 to 4096."
resource "aws_launch_template" "template_memory_mib_min_changes" {
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
          { min = 4096, max = 8192 },
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

# expect: message "instance_requirements.memory_mib.max changes from 8192 to 16384."
resource "aws_launch_template" "template_memory_mib_max_changes" {
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
          { min = 2048, max = 16384 },
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

# expect: message "cpu_options.core_count changes from 2 to 4."
resource "aws_launch_template" "template_core_count_changes" {
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
      { core_count = 4, threads_per_core = 2 },
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

# expect: message "cpu_options.threads_per_core changes from 2 to 4."
resource "aws_launch_template" "template_threads_per_core_changes" {
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
      { core_count = 2, threads_per_core = 4 },
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

# expect: message "cpu_options.threads_per_core changes from not set to 2."
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

# expect: message "cpu_options.threads_per_core changes from 2 to not set."
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

# expect: message "instance_type changes from t3.small to t3.large."
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

# expect: message "root_block_device.volume_size changes from 20 to 40."
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

# expect: message "root_block_device.iops changes from 3000 to 6000."
resource "aws_launch_configuration" "configuration_root_iops_changes" {
  attrs = {
    name          = "web"
    image_id      = "ami-1"
    instance_type = "t3.small"
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
    root_block_device = [
      { volume_size = 20, iops = 6000, throughput = 125 },
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

# expect: message "root_block_device.throughput changes from 125 to 250."
resource "aws_launch_configuration" "configuration_root_throughput_changes" {
  attrs = {
    name          = "web"
    image_id      = "ami-1"
    instance_type = "t3.small"
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
    root_block_device = [
      { volume_size = 20, iops = 3000, throughput = 250 },
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

# expect: message "root_block_device.throughput changes from not set to 125."
resource "aws_launch_configuration" "configuration_root_throughput_first_set" {
  attrs = {
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
  prior_attrs = {
    name          = "web"
    image_id      = "ami-1"
    instance_type = "t3.small"
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
    root_block_device = [
      { volume_size = 20, iops = 3000, throughput = null },
    ]
  }
  expect_failure = true
}

# expect: message "root_block_device.throughput changes from 125 to not set."
resource "aws_launch_configuration" "configuration_root_throughput_no_longer_set" {
  attrs = {
    name          = "web"
    image_id      = "ami-1"
    instance_type = "t3.small"
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
    root_block_device = [
      { volume_size = 20, iops = 3000, throughput = null },
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

resource "aws_launch_configuration" "configuration_root_throughput_set_on_neither_side" {
  attrs = {
    name          = "web"
    image_id      = "ami-1"
    instance_type = "t3.small"
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
    root_block_device = [
      { volume_size = 20, iops = 3000, throughput = null },
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
      { volume_size = 20, iops = 3000, throughput = null },
    ]
  }
}

# expect: unknown
resource "aws_launch_configuration" "configuration_root_volume_size_known_after_apply" {
  attrs = {
    name          = "web"
    image_id      = "ami-1"
    instance_type = "t3.small"
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
    root_block_device = [
      { volume_size = aws_autoscaling_group.size.warm_pool_size, iops = 3000, throughput = 125 },
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

# expect: message "instance_type changes from t3.small to t3.large."
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

# expect: message "cpu_options.core_count changes from 2 to 4."
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

# expect: message "cpu_options.threads_per_core changes from 2 to 4."
resource "aws_instance" "instance_threads_per_core_changes" {
  attrs = {
    ami           = "ami-1"
    instance_type = "t3.small"
    cpu_options = [
      { core_count = 2, threads_per_core = 4 },
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

# expect: message "root_block_device.volume_size changes from 20 to 40."
resource "aws_instance" "instance_root_volume_size_changes" {
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
      { volume_size = 40, iops = 3000, throughput = 125 },
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

# expect: message "root_block_device.iops changes from 3000 to 6000."
resource "aws_instance" "instance_root_iops_changes" {
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
      { volume_size = 20, iops = 6000, throughput = 125 },
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

# expect: message "root_block_device.throughput changes from 125 to 250."
resource "aws_instance" "instance_root_throughput_changes" {
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
      { volume_size = 20, iops = 3000, throughput = 250 },
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

# expect: message "root_block_device.throughput changes from not set to 125."
resource "aws_instance" "instance_root_throughput_first_set" {
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
      { volume_size = 20, iops = 3000, throughput = null },
    ]
  }
  expect_failure = true
}

# expect: message "root_block_device.throughput changes from 125 to not set."
resource "aws_instance" "instance_root_throughput_no_longer_set" {
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
      { volume_size = 20, iops = 3000, throughput = null },
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

resource "aws_instance" "instance_root_throughput_set_on_neither_side" {
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
      { volume_size = 20, iops = 3000, throughput = null },
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
      { volume_size = 20, iops = 3000, throughput = null },
    ]
  }
}

# expect: unknown
resource "aws_instance" "instance_core_count_known_after_apply" {
  attrs = {
    ami           = "ami-1"
    instance_type = "t3.small"
    cpu_options = [
      { core_count = aws_autoscaling_group.size.warm_pool_size, threads_per_core = 2 },
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

# expect: message "instance_type changes from t3.small to t3.large."
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

# expect: message "instance_type changes from not set to t3.small."
resource "aws_spot_instance_request" "spot_instance_type_first_set" {
  attrs = {
    ami           = "ami-1"
    instance_type = "t3.small"
  }
  prior_attrs = {
    ami           = "ami-1"
    instance_type = null
  }
  expect_failure = true
}

# expect: message "instance_type changes from t3.small to not set."
resource "aws_spot_instance_request" "spot_instance_type_no_longer_set" {
  attrs = {
    ami           = "ami-1"
    instance_type = null
  }
  prior_attrs = {
    ami           = "ami-1"
    instance_type = "t3.small"
  }
  expect_failure = true
}

resource "aws_spot_instance_request" "spot_instance_type_set_on_neither_side" {
  attrs = {
    ami           = "ami-1"
    instance_type = null
  }
  prior_attrs = {
    ami           = "ami-1"
    instance_type = null
  }
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

# expect: message "target_capacity changes from 4 to 8."
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

# expect: message "on_demand_target_capacity changes from 1 to 2."
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

# expect: message "on_demand_target_capacity changes from not set to 1."
resource "aws_spot_fleet_request" "spot_fleet_on_demand_target_capacity_first_set" {
  attrs = {
    iam_fleet_role            = "arn:aws:iam::123456789012:role/fleet"
    target_capacity           = 4
    on_demand_target_capacity = 1
  }
  prior_attrs = {
    iam_fleet_role            = "arn:aws:iam::123456789012:role/fleet"
    target_capacity           = 4
    on_demand_target_capacity = null
  }
  expect_failure = true
}

# expect: message "on_demand_target_capacity changes from 1 to not set."
resource "aws_spot_fleet_request" "spot_fleet_on_demand_target_capacity_no_longer_set" {
  attrs = {
    iam_fleet_role            = "arn:aws:iam::123456789012:role/fleet"
    target_capacity           = 4
    on_demand_target_capacity = null
  }
  prior_attrs = {
    iam_fleet_role            = "arn:aws:iam::123456789012:role/fleet"
    target_capacity           = 4
    on_demand_target_capacity = 1
  }
  expect_failure = true
}

resource "aws_spot_fleet_request" "spot_fleet_on_demand_target_capacity_set_on_neither_side" {
  attrs = {
    iam_fleet_role            = "arn:aws:iam::123456789012:role/fleet"
    target_capacity           = 4
    on_demand_target_capacity = null
  }
  prior_attrs = {
    iam_fleet_role            = "arn:aws:iam::123456789012:role/fleet"
    target_capacity           = 4
    on_demand_target_capacity = null
  }
}

# expect: unknown
resource "aws_spot_fleet_request" "spot_fleet_target_capacity_known_after_apply" {
  attrs = {
    iam_fleet_role            = "arn:aws:iam::123456789012:role/fleet"
    target_capacity           = aws_autoscaling_group.size.warm_pool_size
    on_demand_target_capacity = 1
  }
  prior_attrs = {
    iam_fleet_role            = "arn:aws:iam::123456789012:role/fleet"
    target_capacity           = 4
    on_demand_target_capacity = 1
  }
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

# expect: message "total_target_capacity changes from 4 to 8."
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

# expect: message "on_demand_target_capacity changes from 1 to 2."
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

# expect: message "spot_target_capacity changes from 3 to 6."
resource "aws_ec2_fleet" "fleet_spot_target_capacity_changes" {
  attrs = {
    type = "maintain"
    target_capacity_specification = [
      { default_target_capacity_type = "spot", total_target_capacity = 4, on_demand_target_capacity = 1, spot_target_capacity = 6 },
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

# expect: message "spot_target_capacity changes from not set to 3."
resource "aws_ec2_fleet" "fleet_spot_target_capacity_first_set" {
  attrs = {
    type = "maintain"
    target_capacity_specification = [
      { default_target_capacity_type = "spot", total_target_capacity = 4, on_demand_target_capacity = 1, spot_target_capacity = 3 },
    ]
  }
  prior_attrs = {
    type = "maintain"
    target_capacity_specification = [
      { default_target_capacity_type = "spot", total_target_capacity = 4, on_demand_target_capacity = 1, spot_target_capacity = null },
    ]
  }
  expect_failure = true
}

# expect: message "spot_target_capacity changes from 3 to not set."
resource "aws_ec2_fleet" "fleet_spot_target_capacity_no_longer_set" {
  attrs = {
    type = "maintain"
    target_capacity_specification = [
      { default_target_capacity_type = "spot", total_target_capacity = 4, on_demand_target_capacity = 1, spot_target_capacity = null },
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

resource "aws_ec2_fleet" "fleet_spot_target_capacity_set_on_neither_side" {
  attrs = {
    type = "maintain"
    target_capacity_specification = [
      { default_target_capacity_type = "spot", total_target_capacity = 4, on_demand_target_capacity = 1, spot_target_capacity = null },
    ]
  }
  prior_attrs = {
    type = "maintain"
    target_capacity_specification = [
      { default_target_capacity_type = "spot", total_target_capacity = 4, on_demand_target_capacity = 1, spot_target_capacity = null },
    ]
  }
}

# expect: unknown
resource "aws_ec2_fleet" "fleet_total_target_capacity_known_after_apply" {
  attrs = {
    type = "maintain"
    target_capacity_specification = [
      { default_target_capacity_type = "spot", total_target_capacity = aws_autoscaling_group.size.warm_pool_size, on_demand_target_capacity = 1, spot_target_capacity = 3 },
    ]
  }
  prior_attrs = {
    type = "maintain"
    target_capacity_specification = [
      { default_target_capacity_type = "spot", total_target_capacity = 4, on_demand_target_capacity = 1, spot_target_capacity = 3 },
    ]
  }
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

# expect: message "instance_count changes from 2 to 4."
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

# expect: message "instance_type changes from m5.large to m5.2xlarge."
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

# expect: message "instance_type changes from not set to m5.large."
resource "aws_ec2_capacity_reservation" "reservation_instance_type_first_set" {
  attrs = {
    availability_zone = "eu-west-1a"
    instance_platform = "Linux/UNIX"
    instance_count    = 2
    instance_type     = "m5.large"
  }
  prior_attrs = {
    availability_zone = "eu-west-1a"
    instance_platform = "Linux/UNIX"
    instance_count    = 2
    instance_type     = null
  }
  expect_failure = true
}

# expect: message "instance_type changes from m5.large to not set."
resource "aws_ec2_capacity_reservation" "reservation_instance_type_no_longer_set" {
  attrs = {
    availability_zone = "eu-west-1a"
    instance_platform = "Linux/UNIX"
    instance_count    = 2
    instance_type     = null
  }
  prior_attrs = {
    availability_zone = "eu-west-1a"
    instance_platform = "Linux/UNIX"
    instance_count    = 2
    instance_type     = "m5.large"
  }
  expect_failure = true
}

resource "aws_ec2_capacity_reservation" "reservation_instance_type_set_on_neither_side" {
  attrs = {
    availability_zone = "eu-west-1a"
    instance_platform = "Linux/UNIX"
    instance_count    = 2
    instance_type     = null
  }
  prior_attrs = {
    availability_zone = "eu-west-1a"
    instance_platform = "Linux/UNIX"
    instance_count    = 2
    instance_type     = null
  }
}

# expect: unknown
resource "aws_ec2_capacity_reservation" "reservation_instance_count_known_after_apply" {
  attrs = {
    availability_zone = "eu-west-1a"
    instance_platform = "Linux/UNIX"
    instance_count    = aws_autoscaling_group.size.warm_pool_size
    instance_type     = "m5.large"
  }
  prior_attrs = {
    availability_zone = "eu-west-1a"
    instance_platform = "Linux/UNIX"
    instance_count    = 2
    instance_type     = "m5.large"
  }
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

# expect: message "instance_type changes from m5.large to m5.2xlarge."
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

# expect: message "instance_type changes from not set to m5.large."
resource "aws_ec2_host" "host_instance_type_first_set" {
  attrs = {
    availability_zone = "eu-west-1a"
    instance_type     = "m5.large"
  }
  prior_attrs = {
    availability_zone = "eu-west-1a"
    instance_type     = null
  }
  expect_failure = true
}

# expect: message "instance_type changes from m5.large to not set."
resource "aws_ec2_host" "host_instance_type_no_longer_set" {
  attrs = {
    availability_zone = "eu-west-1a"
    instance_type     = null
  }
  prior_attrs = {
    availability_zone = "eu-west-1a"
    instance_type     = "m5.large"
  }
  expect_failure = true
}

resource "aws_ec2_host" "host_instance_type_set_on_neither_side" {
  attrs = {
    availability_zone = "eu-west-1a"
    instance_type     = null
  }
  prior_attrs = {
    availability_zone = "eu-west-1a"
    instance_type     = null
  }
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

# expect: message "The volume sizes (GiB) of block_device_mappings change from /dev/xvda 20 to /dev/xvda 40."
resource "aws_launch_template" "mapping_volume_size_changes" {
  attrs = {
    name = "disks"
    block_device_mappings = [
      {
        device_name = "/dev/xvda"
        ebs = [
          { volume_size = 40, iops = 3000, throughput = 125 },
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
    ]
  }
  expect_failure = true
}

# expect: message "The iops of block_device_mappings change from /dev/xvda 3000 to /dev/xvda 6000."
resource "aws_launch_template" "mapping_iops_changes" {
  attrs = {
    name = "disks"
    block_device_mappings = [
      {
        device_name = "/dev/xvda"
        ebs = [
          { volume_size = 20, iops = 6000, throughput = 125 },
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
    ]
  }
  expect_failure = true
}

# expect: message "The throughput of block_device_mappings change from /dev/xvda 125 to /dev/xvda 250."
resource "aws_launch_template" "mapping_throughput_changes" {
  attrs = {
    name = "disks"
    block_device_mappings = [
      {
        device_name = "/dev/xvda"
        ebs = [
          { volume_size = 20, iops = 3000, throughput = 250 },
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
    ]
  }
  expect_failure = true
}

# expect: message "The volume sizes (GiB) of ebs_block_device change from /dev/sdb 100 to /dev/sdb 200."
resource "aws_instance" "instance_ebs_volume_size_changes" {
  attrs = {
    ami               = "ami-1"
    instance_type     = "t3.small"
    root_block_device = []
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 200, iops = 3000, throughput = 125 },
    ]
  }
  prior_attrs = {
    ami               = "ami-1"
    instance_type     = "t3.small"
    root_block_device = []
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
  }
  expect_failure = true
}

# expect: message "The iops of ebs_block_device change from /dev/sdb 3000 to /dev/sdb 6000."
resource "aws_instance" "instance_ebs_iops_changes" {
  attrs = {
    ami               = "ami-1"
    instance_type     = "t3.small"
    root_block_device = []
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 6000, throughput = 125 },
    ]
  }
  prior_attrs = {
    ami               = "ami-1"
    instance_type     = "t3.small"
    root_block_device = []
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
  }
  expect_failure = true
}

# expect: message "The throughput of ebs_block_device change from /dev/sdb 125 to /dev/sdb 250."
resource "aws_instance" "instance_ebs_throughput_changes" {
  attrs = {
    ami               = "ami-1"
    instance_type     = "t3.small"
    root_block_device = []
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 250 },
    ]
  }
  prior_attrs = {
    ami               = "ami-1"
    instance_type     = "t3.small"
    root_block_device = []
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
  }
  expect_failure = true
}

# expect: message "The volume sizes (GiB) of ebs_block_device change from /dev/sdb 100 to /dev/sdb 200."
resource "aws_launch_configuration" "configuration_ebs_volume_size_changes" {
  attrs = {
    image_id          = "ami-1"
    instance_type     = "t3.small"
    root_block_device = []
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 200, iops = 3000, throughput = 125 },
    ]
  }
  prior_attrs = {
    image_id          = "ami-1"
    instance_type     = "t3.small"
    root_block_device = []
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
  }
  expect_failure = true
}

# expect: message "The iops of ebs_block_device change from /dev/sdb 3000 to /dev/sdb 6000."
resource "aws_launch_configuration" "configuration_ebs_iops_changes" {
  attrs = {
    image_id          = "ami-1"
    instance_type     = "t3.small"
    root_block_device = []
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 6000, throughput = 125 },
    ]
  }
  prior_attrs = {
    image_id          = "ami-1"
    instance_type     = "t3.small"
    root_block_device = []
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
  }
  expect_failure = true
}

# expect: message "The throughput of ebs_block_device change from /dev/sdb 125 to /dev/sdb 250."
resource "aws_launch_configuration" "configuration_ebs_throughput_changes" {
  attrs = {
    image_id          = "ami-1"
    instance_type     = "t3.small"
    root_block_device = []
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 250 },
    ]
  }
  prior_attrs = {
    image_id          = "ami-1"
    instance_type     = "t3.small"
    root_block_device = []
    ebs_block_device = [
      { device_name = "/dev/sdb", volume_size = 100, iops = 3000, throughput = 125 },
    ]
  }
  expect_failure = true
}
