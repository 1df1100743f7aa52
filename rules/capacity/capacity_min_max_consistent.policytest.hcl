policytest {
  targets = ["capacity_min_max_consistent.policy.hcl"]
}

resource "aws_autoscaling_group" "in_order" {
  attrs = { name = "web", min_size = 1, desired_capacity = 2, max_size = 3 }
}

# A group begins with its minimum.
resource "aws_autoscaling_group" "desired_not_set" {
  attrs = { name = "web", min_size = 1, max_size = 3 }
}

resource "aws_autoscaling_group" "desired_at_the_edge" {
  attrs = { name = "web", min_size = 0, desired_capacity = 3, max_size = 3 }
}

# expect: message "The desired capacity of 4 is not between 1 and 3."
resource "aws_autoscaling_group" "desired_above" {
  attrs          = { name = "web", min_size = 1, desired_capacity = 4, max_size = 3 }
  expect_failure = true
}

# expect: message "The desired capacity of 0 is not between 1 and 3."
resource "aws_autoscaling_group" "desired_below" {
  attrs          = { name = "web", min_size = 1, desired_capacity = 0, max_size = 3 }
  expect_failure = true
}

# expect: message "The minimum of 5 is above the maximum of 3."
resource "aws_autoscaling_group" "upside_down" {
  attrs          = { name = "web", min_size = 5, max_size = 3 }
  expect_failure = true
}

# expect: message "The group cannot scale: its minimum and its maximum are both 2."
resource "aws_autoscaling_group" "cannot_scale" {
  attrs          = { name = "web", min_size = 2, max_size = 2 }
  expect_failure = true
}

# expect: unknown
resource "aws_autoscaling_group" "desired_known_after_apply" {
  attrs = { name = "web", min_size = 1, desired_capacity = aws_ssm_parameter.size.insecure_value, max_size = 3 }
}

# expect: unknown
resource "aws_autoscaling_group" "minimum_known_after_apply" {
  attrs = { name = "web", min_size = aws_ssm_parameter.size.insecure_value, max_size = 3 }
}

# What is there keeps its present size.
resource "aws_autoscaling_group" "present_size" {
  attrs       = { name = "web", min_size = 1, desired_capacity = 2, max_size = 6 }
  prior_attrs = { name = "web", min_size = 1, desired_capacity = 2, max_size = 3 }
}

resource "aws_ssm_parameter" "size" {
  attrs = { name = "size", type = "String" }
  skip  = true
}

resource "aws_appautoscaling_target" "in_order" {
  attrs = {
    service_namespace  = "ecs"
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    min_capacity       = 2
    max_capacity       = 10
  }
}

# expect: message "The minimum of 10 is above the maximum of 2."
resource "aws_appautoscaling_target" "upside_down" {
  attrs = {
    service_namespace  = "dynamodb"
    resource_id        = "table/orders"
    scalable_dimension = "dynamodb:table:ReadCapacityUnits"
    min_capacity       = 10
    max_capacity       = 2
  }
  expect_failure = true
}

# expect: message "The target cannot scale: its minimum and its maximum are both 2."
resource "aws_appautoscaling_target" "tasks_cannot_scale" {
  attrs = {
    service_namespace  = "ecs"
    resource_id        = "service/main/api"
    scalable_dimension = "ecs:service:DesiredCount"
    min_capacity       = 2
    max_capacity       = 2
  }
  expect_failure = true
}

resource "aws_appautoscaling_target" "table_stays_as_it_is" {
  attrs = {
    service_namespace  = "dynamodb"
    resource_id        = "table/orders"
    scalable_dimension = "dynamodb:table:ReadCapacityUnits"
    min_capacity       = 5
    max_capacity       = 5
  }
}

resource "aws_eks_node_group" "in_order" {
  attrs = { cluster_name = "main", scaling_config = [{ min_size = 1, desired_size = 2, max_size = 4 }] }
}

# expect: message "The desired size is not between minimum and maximum: 5 of 1 to 4."
resource "aws_eks_node_group" "desired_above" {
  attrs          = { cluster_name = "main", scaling_config = [{ min_size = 1, desired_size = 5, max_size = 4 }] }
  expect_failure = true
}

# expect: message "The node group cannot scale: its minimum is 3 and its maximum 3."
resource "aws_eks_node_group" "cannot_scale" {
  attrs          = { cluster_name = "main", scaling_config = [{ min_size = 3, desired_size = 3, max_size = 3 }] }
  expect_failure = true
}

# expect: unknown
resource "aws_eks_node_group" "known_after_apply" {
  attrs = {
    cluster_name   = "main"
    scaling_config = [{ min_size = 1, desired_size = aws_ssm_parameter.size.insecure_value, max_size = 4 }]
  }
}

resource "aws_rds_cluster" "in_order" {
  attrs = { engine = "aurora-mysql", serverlessv2_scaling_configuration = [{ min_capacity = 0.5, max_capacity = 8 }] }
}

resource "aws_rds_cluster" "stays_as_it_is" {
  attrs = { engine = "aurora-mysql", serverlessv2_scaling_configuration = [{ min_capacity = 8, max_capacity = 8 }] }
}

# expect: message "The minimum capacity is above the maximum: 8 and 0.5."
resource "aws_rds_cluster" "upside_down" {
  attrs          = { engine = "aurora-mysql", serverlessv2_scaling_configuration = [{ min_capacity = 8, max_capacity = 0.5 }] }
  expect_failure = true
}

resource "aws_rds_cluster" "not_serverless" {
  attrs = { engine = "aurora-mysql" }
}
