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

# expect: message "desired_count 2 → 4 (+100 %)"
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

# expect: message "deployment_minimum_healthy_percent 100 → 200 (+100 %)"
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

# expect: message "volume_configuration[scratch].managed_ebs_volume.throughput not set → 125"
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

# expect: message "volume_configuration[scratch].managed_ebs_volume.throughput 125 → not set"
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

# expect: message "cpu 256 → 512 (+100 %)"
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

# expect: message "memory 512 → 1024 (+100 %)"
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

# expect: message "scale.value 50 → 100 (+100 %)"
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

# expect: message "auto_scaling_group_provider.managed_scaling.target_capacity 90 → 180 (+100 %, less capacity)"
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

# expect: message "auto_scaling_group_provider.managed_scaling.minimum_scaling_step_size 1 → 2 (+100 %)"
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

# replaced by one that is as large
resource "aws_ecs_task_definition" "revision_replaced_same_size" {
  attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"cpu\":128,\"memory\":256,\"memoryReservation\":128}]"
    ephemeral_storage     = []
    family                = "revision-same"
  }
  prior_attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"cpu\":128,\"memory\":256,\"memoryReservation\":128}]"
    ephemeral_storage     = []
    family                = "revision-same"
  }
  meta = { operation = "replace" }
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

# expect: message "cpu 256 → 512 (+100 %)"
resource "aws_ecs_task_definition" "revision_cpu_replaced" {
  attrs = {
    cpu                   = "512"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"cpu\":128,\"memory\":256,\"memoryReservation\":128}]"
    ephemeral_storage     = []
    family                = "revision-cpu"
  }
  prior_attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"cpu\":128,\"memory\":256,\"memoryReservation\":128}]"
    ephemeral_storage     = []
    family                = "revision-cpu"
  }
  meta = { operation = "replace" }
  expect_failure = true
}

# expect: message "memory 512 → 1024 (+100 %)"
resource "aws_ecs_task_definition" "revision_memory_replaced" {
  attrs = {
    cpu                   = "256"
    memory                = "1024"
    container_definitions = "[{\"name\":\"api\",\"cpu\":128,\"memory\":256,\"memoryReservation\":128}]"
    ephemeral_storage     = []
    family                = "revision-memory"
  }
  prior_attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"cpu\":128,\"memory\":256,\"memoryReservation\":128}]"
    ephemeral_storage     = []
    family                = "revision-memory"
  }
  meta = { operation = "replace" }
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

# expect: message "capacity_provider_strategy[FARGATE].base not set → 1"
# expect: message "capacity_provider_strategy[FARGATE].weight not set → 1"
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
    name                               = "api"
    desired_count                      = 2
    deployment_minimum_healthy_percent = 100
    deployment_maximum_percent         = 200
  }
  expect_failure = true
}

# a create is no change
resource "aws_ecs_service" "created" {
  attrs = {
    name          = "new"
    desired_count = 50
  }
}

resource "aws_ecs_task_definition" "image_replaced" {
  attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:2\",\"cpu\":128}]"
    family                = "image"
  }
  prior_attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"cpu\":128}]"
    family                = "image"
  }
  meta = { operation = "replace" }
}

# expect: message "container_definitions[api].cpu 128 → 256 (+100 %)"
resource "aws_ecs_task_definition" "cpu_replaced" {
  attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"cpu\":256}]"
    family                = "cpu"
  }
  prior_attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"cpu\":128}]"
    family                = "cpu"
  }
  meta = { operation = "replace" }
  expect_failure = true
}

# expect: message "container_definitions[api].memory 128 → not set"
resource "aws_ecs_task_definition" "memory_replaced" {
  attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\"}]"
    family                = "memory"
  }
  prior_attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"memory\":128}]"
    family                = "memory"
  }
  meta = { operation = "replace" }
  expect_failure = true
}

# expect: message "container_definitions[api].memoryReservation 128 → 256 (+100 %)"
resource "aws_ecs_task_definition" "reservation_replaced" {
  attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"memoryReservation\":256}]"
    family                = "reservation"
  }
  prior_attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\",\"memoryReservation\":128}]"
    family                = "reservation"
  }
  meta = { operation = "replace" }
  expect_failure = true
}

# expect: message "ephemeral_storage.size_in_gib not set → 50"
resource "aws_ecs_task_definition" "ephemeral_replaced" {
  attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\"}]"
    ephemeral_storage = [
      { size_in_gib = 50 },
    ]
    family = "ephemeral"
  }
  prior_attrs = {
    cpu                   = "256"
    memory                = "512"
    container_definitions = "[{\"name\":\"api\",\"image\":\"api:1\"}]"
    ephemeral_storage     = []
    family                = "ephemeral"
  }
  meta = { operation = "replace" }
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

# expect: message "default_capacity_provider_strategy[FARGATE].weight 1 → 5"
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

# expect: message "default_capacity_provider_strategy[FARGATE].base 1 → 2 (+100 %)"
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
