policytest {
  targets = ["capacity_autoscaled_count_ignored.policy.hcl"]
}

resource "aws_ecs_cluster" "main" {
  attrs = { name = "main" }
  skip  = true
}

# expect: message "Every apply sets desired_count back to 3, though autoscaling moves it."
resource "aws_ecs_service" "reset" {
  attrs          = { name = "reset", cluster = aws_ecs_cluster.main.id, desired_count = 3 }
  expect_failure = true
}

resource "aws_appautoscaling_target" "reset" {
  attrs = {
    service_namespace  = "ecs"
    resource_id        = "service/main/reset"
    scalable_dimension = "ecs:service:DesiredCount"
  }
  skip = true
}

resource "aws_ecs_service" "ignored" {
  attrs = { name = "reset", cluster = aws_ecs_cluster.main.id, desired_count = 3 }
  meta  = { ignore_changes = ["task_definition", "desired_count"] }
}

resource "aws_ecs_service" "all_ignored" {
  attrs = { name = "reset", cluster = aws_ecs_cluster.main.id, desired_count = 3 }
  meta  = { ignore_changes = ["all"] }
}

# What is not set is 0 for the provider.
# expect: message "Every apply sets desired_count back to 0, since nothing else is said, though autoscaling moves it."
resource "aws_ecs_service" "not_set" {
  attrs          = { name = "reset", cluster = aws_ecs_cluster.main.id }
  expect_failure = true
}

resource "aws_ecs_service" "daemon" {
  attrs = { name = "reset", cluster = aws_ecs_cluster.main.id, scheduling_strategy = "DAEMON" }
}

resource "aws_ecs_service" "not_scaled" {
  attrs = { name = "by_hand", cluster = aws_ecs_cluster.main.id, desired_count = 3 }
}

# Of the same name, elsewhere.
resource "aws_ecs_service" "other_cluster" {
  attrs = { name = "reset", cluster = "other", desired_count = 3 }
}

# A cluster that is not in the plan.
resource "aws_ecs_service" "by_arn" {
  attrs          = { name = "api", cluster = "arn:aws:ecs:eu-west-1:123456789012:cluster/shared", desired_count = 3 }
  expect_failure = true
}

resource "aws_appautoscaling_target" "by_arn" {
  attrs = {
    service_namespace  = "ecs"
    resource_id        = "service/shared/api"
    scalable_dimension = "ecs:service:DesiredCount"
  }
  skip = true
}

# expect: unknown
resource "aws_ecs_service" "source_not_at_hand" {
  attrs = { name = "reset", cluster = "main", desired_count = 3 }
  meta  = { ignore_changes = aws_ecs_cluster.main.configuration }
}

# expect: message "Every apply sets desired_capacity back to 2, though a scaling policy moves it."
resource "aws_autoscaling_group" "reset" {
  attrs          = { name_prefix = "web-", min_size = 1, desired_capacity = 2, max_size = 4 }
  expect_failure = true
}

resource "aws_autoscaling_policy" "reset" {
  attrs = { name = "web", autoscaling_group_name = aws_autoscaling_group.reset.name }
  skip  = true
}

resource "aws_autoscaling_group" "not_set" {
  attrs = { name = "jobs", min_size = 1, max_size = 4 }
}

# What nobody sets has a value once it is there.
resource "aws_autoscaling_group" "present_size" {
  attrs       = { name = "jobs", min_size = 1, desired_capacity = 2, max_size = 6 }
  prior_attrs = { name = "jobs", min_size = 1, desired_capacity = 2, max_size = 4 }
  meta        = { arguments = ["name", "min_size", "max_size"] }
}

resource "aws_autoscaling_policy" "jobs" {
  attrs = { name = "jobs", autoscaling_group_name = "jobs" }
  skip  = true
}

resource "aws_autoscaling_group" "not_scaled" {
  attrs = { name = "batch", min_size = 1, desired_capacity = 2, max_size = 4 }
}

resource "aws_eks_node_group" "reset" {
  attrs          = { cluster_name = "main", scaling_config = [{ min_size = 1, desired_size = 2, max_size = 4 }] }
  expect_failure = true
}

resource "aws_autoscaling_policy" "nodes" {
  attrs = { name = "nodes", autoscaling_group_name = aws_eks_node_group.reset.resources[0].autoscaling_groups[0].name }
  skip  = true
}

resource "aws_eks_node_group" "there_already" {
  attrs = {
    cluster_name   = "main"
    scaling_config = [{ min_size = 1, desired_size = 2, max_size = 4 }]
    resources      = [{ autoscaling_groups = [{ name = "jobs" }] }]
  }
  prior_attrs = {
    cluster_name   = "main"
    scaling_config = [{ min_size = 1, desired_size = 3, max_size = 4 }]
    resources      = [{ autoscaling_groups = [{ name = "jobs" }] }]
  }
  expect_failure = true
}

resource "aws_eks_node_group" "ignored" {
  attrs = { cluster_name = "main", scaling_config = [{ min_size = 1, desired_size = 2, max_size = 4 }] }
  meta  = { ignore_changes = ["scaling_config[0].desired_size"] }
}

resource "aws_eks_node_group" "not_scaled" {
  attrs = { cluster_name = "main", scaling_config = [{ min_size = 1, desired_size = 2, max_size = 4 }] }
}

# expect: message "Every apply sets read_capacity back, though autoscaling moves it."
resource "aws_dynamodb_table" "reset" {
  attrs          = { name = "orders", read_capacity = 5, write_capacity = 5 }
  meta           = { ignore_changes = ["write_capacity"] }
  expect_failure = true
}

resource "aws_dynamodb_table" "ignored" {
  attrs = { name = "orders", read_capacity = 5, write_capacity = 5 }
  meta  = { ignore_changes = ["write_capacity", "read_capacity"] }
}

resource "aws_dynamodb_table" "not_scaled" {
  attrs = { name = "events", read_capacity = 5, write_capacity = 5 }
}

resource "aws_appautoscaling_target" "reads" {
  attrs = {
    service_namespace  = "dynamodb"
    resource_id        = "table/orders"
    scalable_dimension = "dynamodb:table:ReadCapacityUnits"
  }
  skip = true
}

resource "aws_appautoscaling_target" "writes" {
  attrs = {
    service_namespace  = "dynamodb"
    resource_id        = "table/orders"
    scalable_dimension = "dynamodb:table:WriteCapacityUnits"
  }
  skip = true
}
