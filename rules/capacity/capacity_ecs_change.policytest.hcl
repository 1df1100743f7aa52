policytest {
  targets = ["capacity_ecs_change.policy.hcl"]
}

resource "aws_launch_template" "size" {
  attrs = { name = "size" }
  skip  = true
}

# other arguments change, capacity does not
resource "aws_ecs_service" "service_no_capacity_change" {
  attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 150
    task_definition                    = "api:2"
    volume_configuration = [
      {
        name = "scratch"
        managed_ebs_volume = [
          { role_arn = "arn:aws:iam::123456789012:role/ecs", size_in_gb = 20, iops = 3000, throughput = 125 },
        ]
      },
    ]
  }
  prior_attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 150
    task_definition                    = "api:1"
    volume_configuration = [
      {
        name = "scratch"
        managed_ebs_volume = [
          { role_arn = "arn:aws:iam::123456789012:role/ecs", size_in_gb = 20, iops = 3000, throughput = 125 },
        ]
      },
    ]
  }
}

# expect: message "desired_count changes from 2 to 4."
resource "aws_ecs_service" "service_desired_count_changes" {
  attrs = {
    name                               = "api"
    desired_count                      = 4
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 150
    task_definition                    = "api:1"
    volume_configuration = [
      {
        name = "scratch"
        managed_ebs_volume = [
          { role_arn = "arn:aws:iam::123456789012:role/ecs", size_in_gb = 20, iops = 3000, throughput = 125 },
        ]
      },
    ]
  }
  prior_attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 150
    task_definition                    = "api:1"
    volume_configuration = [
      {
        name = "scratch"
        managed_ebs_volume = [
          { role_arn = "arn:aws:iam::123456789012:role/ecs", size_in_gb = 20, iops = 3000, throughput = 125 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "deployment_minimum_healthy_percent changes from 100 to 200."
resource "aws_ecs_service" "service_deployment_minimum_healthy_percent_changes" {
  attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 200
    deployment_maximum_percent         = 150
    task_definition                    = "api:1"
    volume_configuration = [
      {
        name = "scratch"
        managed_ebs_volume = [
          { role_arn = "arn:aws:iam::123456789012:role/ecs", size_in_gb = 20, iops = 3000, throughput = 125 },
        ]
      },
    ]
  }
  prior_attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 150
    task_definition                    = "api:1"
    volume_configuration = [
      {
        name = "scratch"
        managed_ebs_volume = [
          { role_arn = "arn:aws:iam::123456789012:role/ecs", size_in_gb = 20, iops = 3000, throughput = 125 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "deployment_maximum_percent changes from 150 to 300."
resource "aws_ecs_service" "service_deployment_maximum_percent_changes" {
  attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 300
    task_definition                    = "api:1"
    volume_configuration = [
      {
        name = "scratch"
        managed_ebs_volume = [
          { role_arn = "arn:aws:iam::123456789012:role/ecs", size_in_gb = 20, iops = 3000, throughput = 125 },
        ]
      },
    ]
  }
  prior_attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 150
    task_definition                    = "api:1"
    volume_configuration = [
      {
        name = "scratch"
        managed_ebs_volume = [
          { role_arn = "arn:aws:iam::123456789012:role/ecs", size_in_gb = 20, iops = 3000, throughput = 125 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "volume_configuration.managed_ebs_volume.size_in_gb changes from 20 to 40."
resource "aws_ecs_service" "service_size_in_gb_changes" {
  attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 150
    task_definition                    = "api:1"
    volume_configuration = [
      {
        name = "scratch"
        managed_ebs_volume = [
          { role_arn = "arn:aws:iam::123456789012:role/ecs", size_in_gb = 40, iops = 3000, throughput = 125 },
        ]
      },
    ]
  }
  prior_attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 150
    task_definition                    = "api:1"
    volume_configuration = [
      {
        name = "scratch"
        managed_ebs_volume = [
          { role_arn = "arn:aws:iam::123456789012:role/ecs", size_in_gb = 20, iops = 3000, throughput = 125 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "volume_configuration.managed_ebs_volume.iops changes from 3000 to 6000."
resource "aws_ecs_service" "service_iops_changes" {
  attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 150
    task_definition                    = "api:1"
    volume_configuration = [
      {
        name = "scratch"
        managed_ebs_volume = [
          { role_arn = "arn:aws:iam::123456789012:role/ecs", size_in_gb = 20, iops = 6000, throughput = 125 },
        ]
      },
    ]
  }
  prior_attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 150
    task_definition                    = "api:1"
    volume_configuration = [
      {
        name = "scratch"
        managed_ebs_volume = [
          { role_arn = "arn:aws:iam::123456789012:role/ecs", size_in_gb = 20, iops = 3000, throughput = 125 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "volume_configuration.managed_ebs_volume.throughput changes from 125 to 250."
resource "aws_ecs_service" "service_throughput_changes" {
  attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 150
    task_definition                    = "api:1"
    volume_configuration = [
      {
        name = "scratch"
        managed_ebs_volume = [
          { role_arn = "arn:aws:iam::123456789012:role/ecs", size_in_gb = 20, iops = 3000, throughput = 250 },
        ]
      },
    ]
  }
  prior_attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 150
    task_definition                    = "api:1"
    volume_configuration = [
      {
        name = "scratch"
        managed_ebs_volume = [
          { role_arn = "arn:aws:iam::123456789012:role/ecs", size_in_gb = 20, iops = 3000, throughput = 125 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "volume_configuration.managed_ebs_volume.throughput changes from not set to 125."
resource "aws_ecs_service" "service_throughput_first_set" {
  attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 150
    task_definition                    = "api:1"
    volume_configuration = [
      {
        name = "scratch"
        managed_ebs_volume = [
          { role_arn = "arn:aws:iam::123456789012:role/ecs", size_in_gb = 20, iops = 3000, throughput = 125 },
        ]
      },
    ]
  }
  prior_attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 150
    task_definition                    = "api:1"
    volume_configuration = [
      {
        name = "scratch"
        managed_ebs_volume = [
          { role_arn = "arn:aws:iam::123456789012:role/ecs", size_in_gb = 20, iops = 3000, throughput = null },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "volume_configuration.managed_ebs_volume.throughput changes from 125 to not set."
resource "aws_ecs_service" "service_throughput_no_longer_set" {
  attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 150
    task_definition                    = "api:1"
    volume_configuration = [
      {
        name = "scratch"
        managed_ebs_volume = [
          { role_arn = "arn:aws:iam::123456789012:role/ecs", size_in_gb = 20, iops = 3000, throughput = null },
        ]
      },
    ]
  }
  prior_attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 150
    task_definition                    = "api:1"
    volume_configuration = [
      {
        name = "scratch"
        managed_ebs_volume = [
          { role_arn = "arn:aws:iam::123456789012:role/ecs", size_in_gb = 20, iops = 3000, throughput = 125 },
        ]
      },
    ]
  }
  expect_failure = true
}

resource "aws_ecs_service" "service_throughput_set_on_neither_side" {
  attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 150
    task_definition                    = "api:1"
    volume_configuration = [
      {
        name = "scratch"
        managed_ebs_volume = [
          { role_arn = "arn:aws:iam::123456789012:role/ecs", size_in_gb = 20, iops = 3000, throughput = null },
        ]
      },
    ]
  }
  prior_attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 150
    task_definition                    = "api:1"
    volume_configuration = [
      {
        name = "scratch"
        managed_ebs_volume = [
          { role_arn = "arn:aws:iam::123456789012:role/ecs", size_in_gb = 20, iops = 3000, throughput = null },
        ]
      },
    ]
  }
}

# expect: unknown
resource "aws_ecs_service" "service_desired_count_known_after_apply" {
  attrs = {
    name                               = "api"
    desired_count                      = aws_launch_template.size.latest_version
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 150
    task_definition                    = "api:1"
    volume_configuration = [
      {
        name = "scratch"
        managed_ebs_volume = [
          { role_arn = "arn:aws:iam::123456789012:role/ecs", size_in_gb = 20, iops = 3000, throughput = 125 },
        ]
      },
    ]
  }
  prior_attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 150
    task_definition                    = "api:1"
    volume_configuration = [
      {
        name = "scratch"
        managed_ebs_volume = [
          { role_arn = "arn:aws:iam::123456789012:role/ecs", size_in_gb = 20, iops = 3000, throughput = 125 },
        ]
      },
    ]
  }
}

# other arguments change, capacity does not
resource "aws_ecs_task_definition" "task_no_capacity_change" {
  attrs = {
    family                = "api"
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:2\",\"cpu\":128}]"
    ephemeral_storage = [
      { size_in_gib = 30 },
    ]
  }
  prior_attrs = {
    family                = "api"
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"cpu\":128}]"
    ephemeral_storage = [
      { size_in_gib = 30 },
    ]
  }
}

# expect: message "cpu changes from 256 to 512."
resource "aws_ecs_task_definition" "task_cpu_changes" {
  attrs = {
    family                = "api"
    cpu                   = "512"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"cpu\":128}]"
    ephemeral_storage = [
      { size_in_gib = 30 },
    ]
  }
  prior_attrs = {
    family                = "api"
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"cpu\":128}]"
    ephemeral_storage = [
      { size_in_gib = 30 },
    ]
  }
  expect_failure = true
}

# expect: message "memory changes from 512 to 1024."
resource "aws_ecs_task_definition" "task_memory_changes" {
  attrs = {
    family                = "api"
    cpu                   = "256"
    memory                = "1024"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"cpu\":128}]"
    ephemeral_storage = [
      { size_in_gib = 30 },
    ]
  }
  prior_attrs = {
    family                = "api"
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"cpu\":128}]"
    ephemeral_storage = [
      { size_in_gib = 30 },
    ]
  }
  expect_failure = true
}

# expect: message "ephemeral_storage.size_in_gib changes from 30 to 60."
resource "aws_ecs_task_definition" "task_size_in_gib_changes" {
  attrs = {
    family                = "api"
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"cpu\":128}]"
    ephemeral_storage = [
      { size_in_gib = 60 },
    ]
  }
  prior_attrs = {
    family                = "api"
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"cpu\":128}]"
    ephemeral_storage = [
      { size_in_gib = 30 },
    ]
  }
  expect_failure = true
}

# expect: message "ephemeral_storage.size_in_gib changes from not set to 30."
resource "aws_ecs_task_definition" "task_size_in_gib_first_set" {
  attrs = {
    family                = "api"
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"cpu\":128}]"
    ephemeral_storage = [
      { size_in_gib = 30 },
    ]
  }
  prior_attrs = {
    family                = "api"
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"cpu\":128}]"
    ephemeral_storage = [
      { size_in_gib = null },
    ]
  }
  expect_failure = true
}

# expect: message "ephemeral_storage.size_in_gib changes from 30 to not set."
resource "aws_ecs_task_definition" "task_size_in_gib_no_longer_set" {
  attrs = {
    family                = "api"
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"cpu\":128}]"
    ephemeral_storage = [
      { size_in_gib = null },
    ]
  }
  prior_attrs = {
    family                = "api"
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"cpu\":128}]"
    ephemeral_storage = [
      { size_in_gib = 30 },
    ]
  }
  expect_failure = true
}

resource "aws_ecs_task_definition" "task_size_in_gib_set_on_neither_side" {
  attrs = {
    family                = "api"
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"cpu\":128}]"
    ephemeral_storage = [
      { size_in_gib = null },
    ]
  }
  prior_attrs = {
    family                = "api"
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"cpu\":128}]"
    ephemeral_storage = [
      { size_in_gib = null },
    ]
  }
}

# expect: unknown
resource "aws_ecs_task_definition" "task_size_in_gib_known_after_apply" {
  attrs = {
    family                = "api"
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"cpu\":128}]"
    ephemeral_storage = [
      { size_in_gib = aws_launch_template.size.latest_version },
    ]
  }
  prior_attrs = {
    family                = "api"
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"cpu\":128}]"
    ephemeral_storage = [
      { size_in_gib = 30 },
    ]
  }
}

# other arguments change, capacity does not
resource "aws_ecs_task_set" "task_set_no_capacity_change" {
  attrs = {
    service         = "api"
    cluster         = "main"
    task_definition = "api:1"
    scale = [
      { unit = "PERCENT", value = 50 },
    ]
    force_delete = true
  }
  prior_attrs = {
    service         = "api"
    cluster         = "main"
    task_definition = "api:1"
    scale = [
      { unit = "PERCENT", value = 50 },
    ]
  }
}

# expect: message "scale.value changes from 50 to 100."
resource "aws_ecs_task_set" "task_set_value_changes" {
  attrs = {
    service         = "api"
    cluster         = "main"
    task_definition = "api:1"
    scale = [
      { unit = "PERCENT", value = 100 },
    ]
  }
  prior_attrs = {
    service         = "api"
    cluster         = "main"
    task_definition = "api:1"
    scale = [
      { unit = "PERCENT", value = 50 },
    ]
  }
  expect_failure = true
}

# expect: message "scale.value changes from not set to 50."
resource "aws_ecs_task_set" "task_set_value_first_set" {
  attrs = {
    service         = "api"
    cluster         = "main"
    task_definition = "api:1"
    scale = [
      { unit = "PERCENT", value = 50 },
    ]
  }
  prior_attrs = {
    service         = "api"
    cluster         = "main"
    task_definition = "api:1"
    scale = [
      { unit = "PERCENT", value = null },
    ]
  }
  expect_failure = true
}

# expect: message "scale.value changes from 50 to not set."
resource "aws_ecs_task_set" "task_set_value_no_longer_set" {
  attrs = {
    service         = "api"
    cluster         = "main"
    task_definition = "api:1"
    scale = [
      { unit = "PERCENT", value = null },
    ]
  }
  prior_attrs = {
    service         = "api"
    cluster         = "main"
    task_definition = "api:1"
    scale = [
      { unit = "PERCENT", value = 50 },
    ]
  }
  expect_failure = true
}

resource "aws_ecs_task_set" "task_set_value_set_on_neither_side" {
  attrs = {
    service         = "api"
    cluster         = "main"
    task_definition = "api:1"
    scale = [
      { unit = "PERCENT", value = null },
    ]
  }
  prior_attrs = {
    service         = "api"
    cluster         = "main"
    task_definition = "api:1"
    scale = [
      { unit = "PERCENT", value = null },
    ]
  }
}

# expect: unknown
resource "aws_ecs_task_set" "task_set_value_known_after_apply" {
  attrs = {
    service         = "api"
    cluster         = "main"
    task_definition = "api:1"
    scale = [
      { unit = "PERCENT", value = aws_launch_template.size.latest_version },
    ]
  }
  prior_attrs = {
    service         = "api"
    cluster         = "main"
    task_definition = "api:1"
    scale = [
      { unit = "PERCENT", value = 50 },
    ]
  }
}

# other arguments change, capacity does not
resource "aws_ecs_capacity_provider" "provider_no_capacity_change" {
  attrs = {
    name = "ec2"
    auto_scaling_group_provider = [
      {
        auto_scaling_group_arn = "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:x:autoScalingGroupName/x"
        managed_scaling = [
          { status = "ENABLED", target_capacity = 90, minimum_scaling_step_size = 1, maximum_scaling_step_size = 10 },
        ]
      },
    ]
    tags = {
      team = "checkout"
    }
  }
  prior_attrs = {
    name = "ec2"
    auto_scaling_group_provider = [
      {
        auto_scaling_group_arn = "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:x:autoScalingGroupName/x"
        managed_scaling = [
          { status = "ENABLED", target_capacity = 90, minimum_scaling_step_size = 1, maximum_scaling_step_size = 10 },
        ]
      },
    ]
  }
}

# expect: message "managed_scaling.target_capacity changes from 90 to 180."
resource "aws_ecs_capacity_provider" "provider_target_capacity_changes" {
  attrs = {
    name = "ec2"
    auto_scaling_group_provider = [
      {
        auto_scaling_group_arn = "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:x:autoScalingGroupName/x"
        managed_scaling = [
          { status = "ENABLED", target_capacity = 180, minimum_scaling_step_size = 1, maximum_scaling_step_size = 10 },
        ]
      },
    ]
  }
  prior_attrs = {
    name = "ec2"
    auto_scaling_group_provider = [
      {
        auto_scaling_group_arn = "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:x:autoScalingGroupName/x"
        managed_scaling = [
          { status = "ENABLED", target_capacity = 90, minimum_scaling_step_size = 1, maximum_scaling_step_size = 10 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "managed_scaling.minimum_scaling_step_size changes from 1 to 2."
resource "aws_ecs_capacity_provider" "provider_minimum_scaling_step_size_changes" {
  attrs = {
    name = "ec2"
    auto_scaling_group_provider = [
      {
        auto_scaling_group_arn = "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:x:autoScalingGroupName/x"
        managed_scaling = [
          { status = "ENABLED", target_capacity = 90, minimum_scaling_step_size = 2, maximum_scaling_step_size = 10 },
        ]
      },
    ]
  }
  prior_attrs = {
    name = "ec2"
    auto_scaling_group_provider = [
      {
        auto_scaling_group_arn = "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:x:autoScalingGroupName/x"
        managed_scaling = [
          { status = "ENABLED", target_capacity = 90, minimum_scaling_step_size = 1, maximum_scaling_step_size = 10 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "managed_scaling.maximum_scaling_step_size changes from 10 to 20."
resource "aws_ecs_capacity_provider" "provider_maximum_scaling_step_size_changes" {
  attrs = {
    name = "ec2"
    auto_scaling_group_provider = [
      {
        auto_scaling_group_arn = "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:x:autoScalingGroupName/x"
        managed_scaling = [
          { status = "ENABLED", target_capacity = 90, minimum_scaling_step_size = 1, maximum_scaling_step_size = 20 },
        ]
      },
    ]
  }
  prior_attrs = {
    name = "ec2"
    auto_scaling_group_provider = [
      {
        auto_scaling_group_arn = "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:x:autoScalingGroupName/x"
        managed_scaling = [
          { status = "ENABLED", target_capacity = 90, minimum_scaling_step_size = 1, maximum_scaling_step_size = 10 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "managed_scaling.maximum_scaling_step_size changes from not set to 10."
resource "aws_ecs_capacity_provider" "provider_maximum_scaling_step_size_first_set" {
  attrs = {
    name = "ec2"
    auto_scaling_group_provider = [
      {
        auto_scaling_group_arn = "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:x:autoScalingGroupName/x"
        managed_scaling = [
          { status = "ENABLED", target_capacity = 90, minimum_scaling_step_size = 1, maximum_scaling_step_size = 10 },
        ]
      },
    ]
  }
  prior_attrs = {
    name = "ec2"
    auto_scaling_group_provider = [
      {
        auto_scaling_group_arn = "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:x:autoScalingGroupName/x"
        managed_scaling = [
          { status = "ENABLED", target_capacity = 90, minimum_scaling_step_size = 1, maximum_scaling_step_size = null },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "managed_scaling.maximum_scaling_step_size changes from 10 to not set."
resource "aws_ecs_capacity_provider" "provider_maximum_scaling_step_size_no_longer_set" {
  attrs = {
    name = "ec2"
    auto_scaling_group_provider = [
      {
        auto_scaling_group_arn = "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:x:autoScalingGroupName/x"
        managed_scaling = [
          { status = "ENABLED", target_capacity = 90, minimum_scaling_step_size = 1, maximum_scaling_step_size = null },
        ]
      },
    ]
  }
  prior_attrs = {
    name = "ec2"
    auto_scaling_group_provider = [
      {
        auto_scaling_group_arn = "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:x:autoScalingGroupName/x"
        managed_scaling = [
          { status = "ENABLED", target_capacity = 90, minimum_scaling_step_size = 1, maximum_scaling_step_size = 10 },
        ]
      },
    ]
  }
  expect_failure = true
}

resource "aws_ecs_capacity_provider" "provider_maximum_scaling_step_size_set_on_neither_side" {
  attrs = {
    name = "ec2"
    auto_scaling_group_provider = [
      {
        auto_scaling_group_arn = "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:x:autoScalingGroupName/x"
        managed_scaling = [
          { status = "ENABLED", target_capacity = 90, minimum_scaling_step_size = 1, maximum_scaling_step_size = null },
        ]
      },
    ]
  }
  prior_attrs = {
    name = "ec2"
    auto_scaling_group_provider = [
      {
        auto_scaling_group_arn = "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:x:autoScalingGroupName/x"
        managed_scaling = [
          { status = "ENABLED", target_capacity = 90, minimum_scaling_step_size = 1, maximum_scaling_step_size = null },
        ]
      },
    ]
  }
}

# expect: unknown
resource "aws_ecs_capacity_provider" "provider_target_capacity_known_after_apply" {
  attrs = {
    name = "ec2"
    auto_scaling_group_provider = [
      {
        auto_scaling_group_arn = "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:x:autoScalingGroupName/x"
        managed_scaling = [
          { status = "ENABLED", target_capacity = aws_launch_template.size.latest_version, minimum_scaling_step_size = 1, maximum_scaling_step_size = 10 },
        ]
      },
    ]
  }
  prior_attrs = {
    name = "ec2"
    auto_scaling_group_provider = [
      {
        auto_scaling_group_arn = "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:x:autoScalingGroupName/x"
        managed_scaling = [
          { status = "ENABLED", target_capacity = 90, minimum_scaling_step_size = 1, maximum_scaling_step_size = 10 },
        ]
      },
    ]
  }
}

# other arguments change, capacity does not
resource "aws_ecs_cluster_capacity_providers" "cluster_no_capacity_change" {
  attrs = {
    cluster_name       = "main"
    capacity_providers = ["FARGATE", "FARGATE_SPOT"]
    default_capacity_provider_strategy = [
      { capacity_provider = "FARGATE", base = 1, weight = 1 },
    ]
  }
  prior_attrs = {
    cluster_name       = "main"
    capacity_providers = ["FARGATE"]
    default_capacity_provider_strategy = [
      { capacity_provider = "FARGATE", base = 1, weight = 1 },
    ]
  }
}

resource "aws_ecs_task_definition" "revision_successor" {
  attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"cpu\":128,\"memory\":256,\"memoryReservation\":128}]"
    ephemeral_storage     = []
    family                = "revision-same"
  }
  skip = true
}

# replaced, and its successor is as large
resource "aws_ecs_task_definition" "revision_replaced_same_size" {
  prior_attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"cpu\":128,\"memory\":256,\"memoryReservation\":128}]"
    ephemeral_storage     = []
    family                = "revision-same"
  }
}

# removed without a successor
resource "aws_ecs_task_definition" "revision_removed" {
  prior_attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"cpu\":128,\"memory\":256,\"memoryReservation\":128}]"
    ephemeral_storage     = []
    family                = "revision-gone"
  }
}

resource "aws_ecs_task_definition" "revision_cpu_successor" {
  attrs = {
    cpu                   = "512"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"cpu\":128,\"memory\":256,\"memoryReservation\":128}]"
    ephemeral_storage     = []
    family                = "revision-cpu"
  }
  skip = true
}

# expect: message "cpu changes from 256 to 512 with the replacement."
resource "aws_ecs_task_definition" "revision_cpu_replaced" {
  prior_attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"cpu\":128,\"memory\":256,\"memoryReservation\":128}]"
    ephemeral_storage     = []
    family                = "revision-cpu"
  }
  expect_failure = true
}

resource "aws_ecs_task_definition" "revision_memory_successor" {
  attrs = {
    cpu                   = "256"
    memory                = "1024"
    container_definitions = "[{\"name\":\"api\",\"cpu\":128,\"memory\":256,\"memoryReservation\":128}]"
    ephemeral_storage     = []
    family                = "revision-memory"
  }
  skip = true
}

# expect: message "memory changes from 512 to 1024 with the replacement."
resource "aws_ecs_task_definition" "revision_memory_replaced" {
  prior_attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"cpu\":128,\"memory\":256,\"memoryReservation\":128}]"
    ephemeral_storage     = []
    family                = "revision-memory"
  }
  expect_failure = true
}

# the blocks are a set: their order says nothing
resource "aws_ecs_service" "strategy_in_another_order" {
  attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 200
    capacity_provider_strategy = [
      { capacity_provider = "FARGATE_SPOT", weight = 3 },
      { capacity_provider = "FARGATE", base = 1, weight = 1 },
    ]
  }
  prior_attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 200
    capacity_provider_strategy = [
      { capacity_provider = "FARGATE", base = 1, weight = 1 },
      { capacity_provider = "FARGATE_SPOT", weight = 3 },
    ]
  }
}

# expect: message "The weight of capacity_provider_strategy changes from FARGATE 1, FARGATE_SPOT 3 to FARGATE 1, FARGATE_SPOT 9."
resource "aws_ecs_service" "strategy_weight_changes" {
  attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 200
    capacity_provider_strategy = [
      { capacity_provider = "FARGATE", base = 1, weight = 1 },
      { capacity_provider = "FARGATE_SPOT", weight = 9 },
    ]
  }
  prior_attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 200
    capacity_provider_strategy = [
      { capacity_provider = "FARGATE", base = 1, weight = 1 },
      { capacity_provider = "FARGATE_SPOT", weight = 3 },
    ]
  }
  expect_failure = true
}

# expect: message "The base of capacity_provider_strategy changes from FARGATE 1, FARGATE_SPOT 0 to FARGATE 4, FARGATE_SPOT 0."
resource "aws_ecs_service" "strategy_base_changes" {
  attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 200
    capacity_provider_strategy = [
      { capacity_provider = "FARGATE", base = 4, weight = 1 },
      { capacity_provider = "FARGATE_SPOT", weight = 3 },
    ]
  }
  prior_attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 200
    capacity_provider_strategy = [
      { capacity_provider = "FARGATE", base = 1, weight = 1 },
      { capacity_provider = "FARGATE_SPOT", weight = 3 },
    ]
  }
  expect_failure = true
}

# expect: message "The weight of capacity_provider_strategy changes from none to FARGATE 1."
resource "aws_ecs_service" "strategy_appears" {
  attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 200
    capacity_provider_strategy = [
      { capacity_provider = "FARGATE", base = 1, weight = 1 },
    ]
  }
  prior_attrs = {
    name          = "api"
    desired_count = 2
  }
  expect_failure = true
}

# expect: unknown
resource "aws_ecs_service" "strategy_weight_known_after_apply" {
  attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 200
    capacity_provider_strategy = [
      { capacity_provider = "FARGATE", base = 1, weight = aws_launch_template.size.latest_version },
      { capacity_provider = "FARGATE_SPOT", weight = 3 },
    ]
  }
  prior_attrs = {
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 200
    capacity_provider_strategy = [
      { capacity_provider = "FARGATE", base = 1, weight = 1 },
      { capacity_provider = "FARGATE_SPOT", weight = 3 },
    ]
  }
}

# a create is no change
resource "aws_ecs_service" "created" {
  attrs = {
    name          = "new"
    desired_count = 50
  }
}

# each changed attribute has its own message
# expect: message "desired_count changes from 2 to 20."
# expect: message "deployment_maximum_percent changes from 150 to 200."
resource "aws_ecs_service" "two_changes" {
  attrs = {
    name                       = "api"
    desired_count              = 20
    deployment_maximum_percent = 200
  }
  prior_attrs = {
    name                       = "api"
    desired_count              = 2
    deployment_maximum_percent = 150
  }
  expect_failure = true
}

resource "aws_ecs_task_definition" "image_successor" {
  attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:2\",\"cpu\":128}]"
    family                = "image"
  }
  skip = true
}

resource "aws_ecs_task_definition" "image_replaced" {
  prior_attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"cpu\":128}]"
    family                = "image"
  }
}

resource "aws_ecs_task_definition" "cpu_successor" {
  attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"cpu\":256}]"
    family                = "cpu"
  }
  skip = true
}

# expect: message "The cpu of the containers changes from api 128 to api 256 with the replacement."
resource "aws_ecs_task_definition" "cpu_replaced" {
  prior_attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"cpu\":128}]"
    family                = "cpu"
  }
  expect_failure = true
}

resource "aws_ecs_task_definition" "memory_successor" {
  attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\"}]"
    family                = "memory"
  }
  skip = true
}

# expect: message "The memory of the containers changes from api 128 to api not set with the replacement."
resource "aws_ecs_task_definition" "memory_replaced" {
  prior_attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"memory\":128}]"
    family                = "memory"
  }
  expect_failure = true
}

resource "aws_ecs_task_definition" "reservation_successor" {
  attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"memoryReservation\":256}]"
    family                = "reservation"
  }
  skip = true
}

# expect: message "The memoryReservation of the containers changes from api 128 to api 256 with the replacement."
resource "aws_ecs_task_definition" "reservation_replaced" {
  prior_attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"memoryReservation\":128}]"
    family                = "reservation"
  }
  expect_failure = true
}

resource "aws_ecs_task_definition" "ephemeral_successor" {
  attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\"}]"
    ephemeral_storage = [
      { size_in_gib = 50 },
    ]
    family = "ephemeral"
  }
  skip = true
}

# expect: message "ephemeral_storage.size_in_gib changes from not set to 50 with the replacement."
resource "aws_ecs_task_definition" "ephemeral_replaced" {
  prior_attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\"}]"
    ephemeral_storage     = []
    family                = "ephemeral"
  }
  expect_failure = true
}

# an image or the order of the containers is not capacity
resource "aws_ecs_task_definition" "image_and_order_change" {
  attrs = {
    family                = "api"
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"log\",\"image\":\"log:2\",\"memory\":64},{\"name\":\"api\",\"image\":\"api:2\",\"cpu\":128}]"
  }
  prior_attrs = {
    family                = "api"
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"cpu\":128},{\"name\":\"log\",\"image\":\"log:1\",\"memory\":64}]"
  }
}

# expect: message "The cpu of the containers changes from api 128, log 0 to api 512, log 0."
resource "aws_ecs_task_definition" "container_cpu_changes" {
  attrs = {
    family                = "api"
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"cpu\":512},{\"name\":\"log\"}]"
  }
  prior_attrs = {
    family                = "api"
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"cpu\":128},{\"name\":\"log\"}]"
  }
  expect_failure = true
}

# expect: message "The memory of the containers changes from api not set to api 512."
resource "aws_ecs_task_definition" "container_memory_changes" {
  attrs = {
    family                = "api"
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"memory\":512}]"
  }
  prior_attrs = {
    family                = "api"
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\"}]"
  }
  expect_failure = true
}

# expect: message "The memoryReservation of the containers changes from api 256 to api 512."
resource "aws_ecs_task_definition" "container_reservation_changes" {
  attrs = {
    family                = "api"
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"memoryReservation\":512}]"
  }
  prior_attrs = {
    family                = "api"
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"memoryReservation\":256}]"
  }
  expect_failure = true
}

# expect: message "The weight of default_capacity_provider_strategy changes from FARGATE 1 to FARGATE 5."
resource "aws_ecs_cluster_capacity_providers" "default_weight_changes" {
  attrs = {
    cluster_name = "main"
    default_capacity_provider_strategy = [
      { capacity_provider = "FARGATE", base = 1, weight = 5 },
    ]
  }
  prior_attrs = {
    cluster_name = "main"
    default_capacity_provider_strategy = [
      { capacity_provider = "FARGATE", base = 1, weight = 1 },
    ]
  }
  expect_failure = true
}

# expect: message "The base of default_capacity_provider_strategy changes from FARGATE 1 to FARGATE 2."
resource "aws_ecs_cluster_capacity_providers" "default_base_changes" {
  attrs = {
    cluster_name = "main"
    default_capacity_provider_strategy = [
      { capacity_provider = "FARGATE", base = 2, weight = 1 },
    ]
  }
  prior_attrs = {
    cluster_name = "main"
    default_capacity_provider_strategy = [
      { capacity_provider = "FARGATE", base = 1, weight = 1 },
    ]
  }
  expect_failure = true
}
