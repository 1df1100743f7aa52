policytest {
  targets = ["ecs_task_logs.policy.hcl"]
}

resource "aws_ecs_task_definition" "good" {
  attrs = {
    family                = "good"
    network_mode          = "awsvpc"
    container_definitions = core::jsonencode([{ name = "app", image = "app", logConfiguration = { logDriver = "awslogs", options = { "awslogs-group" = "/app" } } }])
  }
}

resource "aws_ecs_task_definition" "good_firelens" {
  attrs = {
    family                = "good-firelens"
    network_mode          = "awsvpc"
    container_definitions = core::jsonencode([{ name = "app", image = "app", logConfiguration = { logDriver = "awsfirelens" } }, { name = "router", image = "fluent-bit", firelensConfiguration = { type = "fluentbit" } }])
  }
}

# expect: message "Containers without a log configuration: app."
resource "aws_ecs_task_definition" "bad" {
  attrs = {
    family                = "bad"
    network_mode          = "awsvpc"
    container_definitions = core::jsonencode([{ name = "app", image = "app" }])
  }
  expect_failure = true
}

resource "aws_ecs_task_definition" "bad_null" {
  attrs = {
    family                = "bad-null"
    network_mode          = "awsvpc"
    container_definitions = core::jsonencode([{ name = "app", image = "app", logConfiguration = null }])
  }
  expect_failure = true
}

# expect: message "Containers without a log configuration: sidecar."
resource "aws_ecs_task_definition" "bad_one_of_two" {
  attrs = {
    family                = "bad-one-of-two"
    network_mode          = "awsvpc"
    container_definitions = core::jsonencode([{ name = "app", image = "app", logConfiguration = { logDriver = "awslogs", options = { "awslogs-group" = "/app" } } }, { name = "sidecar", image = "sidecar" }])
  }
  expect_failure = true
}

resource "aws_ecs_task_definition" "good_image_known_after_apply" {
  attrs = {
    family                = "unknown-containers"
    network_mode          = "awsvpc"
    container_definitions = core::jsonencode([{ name = "app", image = aws_ecr_repository.app.repository_url, logConfiguration = { logDriver = "awslogs", options = { "awslogs-group" = "/app" } } }])
  }
}

# expect: unknown
resource "aws_ecs_task_definition" "unknown_containers" {
  attrs = {
    family                = "unknown-containers"
    network_mode          = "awsvpc"
    container_definitions = data.aws_s3_object.later.body
  }
}

resource "aws_ecr_repository" "app" {
  skip = true
}

data "aws_s3_object" "later" {
  attrs = {}
}
