policytest {
  targets = ["capacity_autoscaling_change.policy.hcl"]
}

resource "aws_launch_template" "size" {
  attrs = { name = "size" }
  skip  = true
}

# other arguments change, capacity does not
resource "aws_appautoscaling_target" "target_no_capacity_change" {
  attrs = {
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    min_capacity       = 2
    max_capacity       = 10
    tags = {
      team = "checkout"
    }
  }
  prior_attrs = {
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    min_capacity       = 2
    max_capacity       = 10
  }
}

# expect: message "min_capacity 2 → 4 (+100 %)"
resource "aws_appautoscaling_target" "target_min_capacity_changes" {
  attrs = {
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    min_capacity       = 4
    max_capacity       = 10
  }
  prior_attrs = {
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    min_capacity       = 2
    max_capacity       = 10
  }
  expect_failure = true
}

# expect: message "max_capacity 10 → 20 (+100 %)"
resource "aws_appautoscaling_target" "target_max_capacity_changes" {
  attrs = {
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    min_capacity       = 2
    max_capacity       = 20
  }
  prior_attrs = {
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    min_capacity       = 2
    max_capacity       = 10
  }
  expect_failure = true
}

# expect: message "max_capacity not set → 10"
resource "aws_appautoscaling_target" "target_max_capacity_first_set" {
  attrs = {
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    min_capacity       = 2
    max_capacity       = 10
  }
  prior_attrs = {
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    min_capacity       = 2
    max_capacity       = null
  }
  expect_failure = true
}

# expect: message "max_capacity 10 → not set"
resource "aws_appautoscaling_target" "target_max_capacity_no_longer_set" {
  attrs = {
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    min_capacity       = 2
    max_capacity       = null
  }
  prior_attrs = {
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    min_capacity       = 2
    max_capacity       = 10
  }
  expect_failure = true
}

resource "aws_appautoscaling_target" "target_max_capacity_set_on_neither_side" {
  attrs = {
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    min_capacity       = 2
    max_capacity       = null
  }
  prior_attrs = {
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    min_capacity       = 2
    max_capacity       = null
  }
}

# expect: unknown
resource "aws_appautoscaling_target" "target_min_capacity_known_after_apply" {
  attrs = {
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    min_capacity       = aws_launch_template.size.latest_version
    max_capacity       = 10
  }
  prior_attrs = {
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    min_capacity       = 2
    max_capacity       = 10
  }
}

# other arguments change, capacity does not
resource "aws_appautoscaling_scheduled_action" "app_schedule_no_capacity_change" {
  attrs = {
    name               = "evening"
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    schedule           = "cron(0 19 * * ? *)"
    scalable_target_action = [
      { min_capacity = "2", max_capacity = "10" },
    ]
  }
  prior_attrs = {
    name               = "evening"
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    schedule           = "cron(0 18 * * ? *)"
    scalable_target_action = [
      { min_capacity = "2", max_capacity = "10" },
    ]
  }
}

# expect: message "scalable_target_action.min_capacity 2 → 4 (+100 %)"
resource "aws_appautoscaling_scheduled_action" "app_schedule_min_capacity_changes" {
  attrs = {
    name               = "evening"
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    schedule           = "cron(0 18 * * ? *)"
    scalable_target_action = [
      { min_capacity = "4", max_capacity = "10" },
    ]
  }
  prior_attrs = {
    name               = "evening"
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    schedule           = "cron(0 18 * * ? *)"
    scalable_target_action = [
      { min_capacity = "2", max_capacity = "10" },
    ]
  }
  expect_failure = true
}

# expect: message "scalable_target_action.max_capacity 10 → 20 (+100 %)"
resource "aws_appautoscaling_scheduled_action" "app_schedule_max_capacity_changes" {
  attrs = {
    name               = "evening"
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    schedule           = "cron(0 18 * * ? *)"
    scalable_target_action = [
      { min_capacity = "2", max_capacity = "20" },
    ]
  }
  prior_attrs = {
    name               = "evening"
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    schedule           = "cron(0 18 * * ? *)"
    scalable_target_action = [
      { min_capacity = "2", max_capacity = "10" },
    ]
  }
  expect_failure = true
}

# other arguments change, capacity does not
resource "aws_appautoscaling_policy" "app_policy_no_capacity_change" {
  attrs = {
    name               = "cpu"
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    target_tracking_scaling_policy_configuration = [
      { target_value = 50, scale_in_cooldown = 120 },
    ]
  }
  prior_attrs = {
    name               = "cpu"
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    target_tracking_scaling_policy_configuration = [
      { target_value = 50, scale_in_cooldown = 60 },
    ]
  }
}

# expect: message "target_tracking_scaling_policy_configuration.target_value 50 → 100 (+100 %, less capacity)"
resource "aws_appautoscaling_policy" "app_policy_target_value_changes" {
  attrs = {
    name               = "cpu"
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    target_tracking_scaling_policy_configuration = [
      { target_value = 100, scale_in_cooldown = 60 },
    ]
  }
  prior_attrs = {
    name               = "cpu"
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    target_tracking_scaling_policy_configuration = [
      { target_value = 50, scale_in_cooldown = 60 },
    ]
  }
  expect_failure = true
}

# other arguments change, capacity does not
resource "aws_autoscaling_group" "group_no_capacity_change" {
  attrs = {
    name              = "web"
    min_size          = 1
    max_size          = 3
    desired_capacity  = 1
    health_check_type = "ELB"
    warm_pool = [
      { pool_state = "Stopped", min_size = 1, max_group_prepared_capacity = 4 },
    ]
    mixed_instances_policy = [
      {
        instances_distribution = [
          { on_demand_base_capacity = 1, on_demand_percentage_above_base_capacity = 50 },
        ]
      },
    ]
  }
  prior_attrs = {
    name              = "web"
    min_size          = 1
    max_size          = 3
    desired_capacity  = 1
    health_check_type = "EC2"
    warm_pool = [
      { pool_state = "Stopped", min_size = 1, max_group_prepared_capacity = 4 },
    ]
    mixed_instances_policy = [
      {
        instances_distribution = [
          { on_demand_base_capacity = 1, on_demand_percentage_above_base_capacity = 50 },
        ]
      },
    ]
  }
}

# expect: message "min_size 1 → 2 (+100 %)"
resource "aws_autoscaling_group" "group_min_size_changes" {
  attrs = {
    name              = "web"
    min_size          = 2
    max_size          = 3
    desired_capacity  = 1
    health_check_type = "EC2"
    warm_pool = [
      { pool_state = "Stopped", min_size = 1, max_group_prepared_capacity = 4 },
    ]
    mixed_instances_policy = [
      {
        instances_distribution = [
          { on_demand_base_capacity = 1, on_demand_percentage_above_base_capacity = 50 },
        ]
      },
    ]
  }
  prior_attrs = {
    name              = "web"
    min_size          = 1
    max_size          = 3
    desired_capacity  = 1
    health_check_type = "EC2"
    warm_pool = [
      { pool_state = "Stopped", min_size = 1, max_group_prepared_capacity = 4 },
    ]
    mixed_instances_policy = [
      {
        instances_distribution = [
          { on_demand_base_capacity = 1, on_demand_percentage_above_base_capacity = 50 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "max_size 3 → 6 (+100 %)"
resource "aws_autoscaling_group" "group_max_size_changes" {
  attrs = {
    name              = "web"
    min_size          = 1
    max_size          = 6
    desired_capacity  = 1
    health_check_type = "EC2"
    warm_pool = [
      { pool_state = "Stopped", min_size = 1, max_group_prepared_capacity = 4 },
    ]
    mixed_instances_policy = [
      {
        instances_distribution = [
          { on_demand_base_capacity = 1, on_demand_percentage_above_base_capacity = 50 },
        ]
      },
    ]
  }
  prior_attrs = {
    name              = "web"
    min_size          = 1
    max_size          = 3
    desired_capacity  = 1
    health_check_type = "EC2"
    warm_pool = [
      { pool_state = "Stopped", min_size = 1, max_group_prepared_capacity = 4 },
    ]
    mixed_instances_policy = [
      {
        instances_distribution = [
          { on_demand_base_capacity = 1, on_demand_percentage_above_base_capacity = 50 },
        ]
      },
    ]
  }
  expect_failure = true
}

# other arguments change, capacity does not
resource "aws_autoscaling_schedule" "schedule_no_capacity_change" {
  attrs = {
    scheduled_action_name  = "evening"
    autoscaling_group_name = "web"
    min_size               = 1
    max_size               = 3
    desired_capacity       = 2
    recurrence             = "0 19 * * *"
  }
  prior_attrs = {
    scheduled_action_name  = "evening"
    autoscaling_group_name = "web"
    min_size               = 1
    max_size               = 3
    desired_capacity       = 2
    recurrence             = "0 18 * * *"
  }
}

# expect: message "min_size 1 → 2 (+100 %)"
resource "aws_autoscaling_schedule" "schedule_min_size_changes" {
  attrs = {
    scheduled_action_name  = "evening"
    autoscaling_group_name = "web"
    min_size               = 2
    max_size               = 3
    desired_capacity       = 2
    recurrence             = "0 18 * * *"
  }
  prior_attrs = {
    scheduled_action_name  = "evening"
    autoscaling_group_name = "web"
    min_size               = 1
    max_size               = 3
    desired_capacity       = 2
    recurrence             = "0 18 * * *"
  }
  expect_failure = true
}

# expect: message "max_size 3 → 6 (+100 %)"
resource "aws_autoscaling_schedule" "schedule_max_size_changes" {
  attrs = {
    scheduled_action_name  = "evening"
    autoscaling_group_name = "web"
    min_size               = 1
    max_size               = 6
    desired_capacity       = 2
    recurrence             = "0 18 * * *"
  }
  prior_attrs = {
    scheduled_action_name  = "evening"
    autoscaling_group_name = "web"
    min_size               = 1
    max_size               = 3
    desired_capacity       = 2
    recurrence             = "0 18 * * *"
  }
  expect_failure = true
}

# other arguments change, capacity does not
resource "aws_autoscaling_policy" "policy_no_capacity_change" {
  attrs = {
    name                   = "out"
    autoscaling_group_name = "web"
    cooldown               = 120
    scaling_adjustment     = 2
    target_tracking_configuration = [
      { target_value = 50 },
    ]
  }
  prior_attrs = {
    name                   = "out"
    autoscaling_group_name = "web"
    cooldown               = 60
    scaling_adjustment     = 2
    target_tracking_configuration = [
      { target_value = 50 },
    ]
  }
}

# expect: message "scaling_adjustment 2 → 4 (+100 %)"
resource "aws_autoscaling_policy" "policy_scaling_adjustment_changes" {
  attrs = {
    name                   = "out"
    autoscaling_group_name = "web"
    cooldown               = 60
    scaling_adjustment     = 4
    target_tracking_configuration = [
      { target_value = 50 },
    ]
  }
  prior_attrs = {
    name                   = "out"
    autoscaling_group_name = "web"
    cooldown               = 60
    scaling_adjustment     = 2
    target_tracking_configuration = [
      { target_value = 50 },
    ]
  }
  expect_failure = true
}

# expect: message "target_tracking_configuration.target_value 50 → 100 (+100 %, less capacity)"
resource "aws_autoscaling_policy" "policy_target_value_changes" {
  attrs = {
    name                   = "out"
    autoscaling_group_name = "web"
    cooldown               = 60
    scaling_adjustment     = 2
    target_tracking_configuration = [
      { target_value = 100 },
    ]
  }
  prior_attrs = {
    name                   = "out"
    autoscaling_group_name = "web"
    cooldown               = 60
    scaling_adjustment     = 2
    target_tracking_configuration = [
      { target_value = 50 },
    ]
  }
  expect_failure = true
}

# other arguments change, capacity does not
resource "aws_autoscalingplans_scaling_plan" "plan_no_capacity_change" {
  attrs = {
    name = "plan"
    scaling_instruction = [
      {
        resource_id             = "autoScalingGroup/web"
        scalable_dimension      = "autoscaling:autoScalingGroup:DesiredCapacity"
        service_namespace       = "autoscaling"
        min_capacity            = 1
        max_capacity            = 3
        disable_dynamic_scaling = true
      },
    ]
  }
  prior_attrs = {
    name = "plan"
    scaling_instruction = [
      {
        resource_id             = "autoScalingGroup/web"
        scalable_dimension      = "autoscaling:autoScalingGroup:DesiredCapacity"
        service_namespace       = "autoscaling"
        min_capacity            = 1
        max_capacity            = 3
        disable_dynamic_scaling = false
      },
    ]
  }
}

resource "aws_appautoscaling_policy" "app_steps_in_another_order" {
  attrs = {
    name               = "s"
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    step_scaling_policy_configuration = [
      {
        adjustment_type = "ChangeInCapacity"
        step_adjustment = [
          { metric_interval_lower_bound = "10", scaling_adjustment = 2 },
          { metric_interval_lower_bound = "0", metric_interval_upper_bound = "10", scaling_adjustment = 1 },
        ]
      },
    ]
  }
  prior_attrs = {
    name               = "s"
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    step_scaling_policy_configuration = [
      {
        adjustment_type = "ChangeInCapacity"
        step_adjustment = [
          { metric_interval_lower_bound = "0", metric_interval_upper_bound = "10", scaling_adjustment = 1 },
          { metric_interval_lower_bound = "10", scaling_adjustment = 2 },
        ]
      },
    ]
  }
}

# expect: message "step_scaling_policy_configuration.step_adjustment[10].scaling_adjustment 2 → 4 (+100 %)"
resource "aws_appautoscaling_policy" "app_step_changes" {
  attrs = {
    name               = "s"
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    step_scaling_policy_configuration = [
      {
        adjustment_type = "ChangeInCapacity"
        step_adjustment = [
          { metric_interval_lower_bound = "0", metric_interval_upper_bound = "10", scaling_adjustment = 1 },
          { metric_interval_lower_bound = "10", scaling_adjustment = 4 },
        ]
      },
    ]
  }
  prior_attrs = {
    name               = "s"
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    service_namespace  = "ecs"
    step_scaling_policy_configuration = [
      {
        adjustment_type = "ChangeInCapacity"
        step_adjustment = [
          { metric_interval_lower_bound = "0", metric_interval_upper_bound = "10", scaling_adjustment = 1 },
          { metric_interval_lower_bound = "10", scaling_adjustment = 2 },
        ]
      },
    ]
  }
  expect_failure = true
}

resource "aws_autoscaling_group" "overrides_same" {
  attrs = {
    name             = "web"
    min_size         = 1
    max_size         = 3
    desired_capacity = 1
    mixed_instances_policy = [
      {
        instances_distribution = [
          { on_demand_base_capacity = 1, on_demand_percentage_above_base_capacity = 50 },
        ]
        launch_template = [
          {
            override = [
              { instance_type = "m5.large", weighted_capacity = "1" },
              { instance_type = "m5.xlarge", weighted_capacity = "2" },
            ]
          },
        ]
      },
    ]
  }
  prior_attrs = {
    name             = "web"
    min_size         = 1
    max_size         = 3
    desired_capacity = 1
    mixed_instances_policy = [
      {
        instances_distribution = [
          { on_demand_base_capacity = 1, on_demand_percentage_above_base_capacity = 50 },
        ]
        launch_template = [
          {
            override = [
              { instance_type = "m5.large", weighted_capacity = "1" },
              { instance_type = "m5.xlarge", weighted_capacity = "2" },
            ]
          },
        ]
      },
    ]
  }
}

# expect: message "mixed_instances_policy.launch_template.override.instance_requirements.vcpu_count.min 2 → 4 (+100 %)"
resource "aws_autoscaling_group" "override_vcpus_change" {
  attrs = {
    name             = "web"
    min_size         = 1
    max_size         = 3
    desired_capacity = 1
    mixed_instances_policy = [
      {
        instances_distribution = [
          { on_demand_base_capacity = 1, on_demand_percentage_above_base_capacity = 50 },
        ]
        launch_template = [
          {
            override = [
              {
                instance_requirements = [
                  {
                    vcpu_count = [
                      { min = 4 },
                    ]
                    memory_mib = [
                      { min = 4096 },
                    ]
                  },
                ]
              },
            ]
          },
        ]
      },
    ]
  }
  prior_attrs = {
    name             = "web"
    min_size         = 1
    max_size         = 3
    desired_capacity = 1
    mixed_instances_policy = [
      {
        instances_distribution = [
          { on_demand_base_capacity = 1, on_demand_percentage_above_base_capacity = 50 },
        ]
        launch_template = [
          {
            override = [
              {
                instance_requirements = [
                  {
                    vcpu_count = [
                      { min = 2 },
                    ]
                    memory_mib = [
                      { min = 4096 },
                    ]
                  },
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

# expect: message "scaling_instruction[autoScalingGroup/web/autoscaling:autoScalingGroup:DesiredCapacity].min_capacity 1 → 2 (+100 %)"
resource "aws_autoscalingplans_scaling_plan" "plan_min_capacity_changes" {
  attrs = {
    name = "plan"
    scaling_instruction = [
      {
        resource_id             = "autoScalingGroup/web"
        scalable_dimension      = "autoscaling:autoScalingGroup:DesiredCapacity"
        service_namespace       = "autoscaling"
        min_capacity            = 2
        max_capacity            = 3
        disable_dynamic_scaling = false
      },
    ]
  }
  prior_attrs = {
    name = "plan"
    scaling_instruction = [
      {
        resource_id             = "autoScalingGroup/web"
        scalable_dimension      = "autoscaling:autoScalingGroup:DesiredCapacity"
        service_namespace       = "autoscaling"
        min_capacity            = 1
        max_capacity            = 3
        disable_dynamic_scaling = false
      },
    ]
  }
  expect_failure = true
}

# expect: message "scaling_instruction[autoScalingGroup/web/autoscaling:autoScalingGroup:DesiredCapacity].max_capacity 3 → 6 (+100 %)"
resource "aws_autoscalingplans_scaling_plan" "plan_max_capacity_changes" {
  attrs = {
    name = "plan"
    scaling_instruction = [
      {
        resource_id             = "autoScalingGroup/web"
        scalable_dimension      = "autoscaling:autoScalingGroup:DesiredCapacity"
        service_namespace       = "autoscaling"
        min_capacity            = 1
        max_capacity            = 6
        disable_dynamic_scaling = false
      },
    ]
  }
  prior_attrs = {
    name = "plan"
    scaling_instruction = [
      {
        resource_id             = "autoScalingGroup/web"
        scalable_dimension      = "autoscaling:autoScalingGroup:DesiredCapacity"
        service_namespace       = "autoscaling"
        min_capacity            = 1
        max_capacity            = 3
        disable_dynamic_scaling = false
      },
    ]
  }
  expect_failure = true
}
