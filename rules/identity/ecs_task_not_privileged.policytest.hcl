policytest {
  targets = ["ecs_task_not_privileged.policy.hcl"]
}

resource "aws_ecs_task_definition" "good" {
  attrs = {
    family                = "good"
    network_mode          = "awsvpc"
    container_definitions = core::jsonencode([{ name = "app", image = "app", user = "1000:1000" }, { name = "sidecar", image = "sidecar", user = "nobody", privileged = false }])
  }
}

# Modules write null for what nobody set.
resource "aws_ecs_task_definition" "good_nulls" {
  attrs = {
    family                = "good-nulls"
    network_mode          = "awsvpc"
    container_definitions = core::jsonencode([{ name = "app", image = "app", user = 1000, privileged = null }])
  }
}

resource "aws_ecs_task_definition" "good_bridge" {
  attrs = {
    family                = "good-bridge"
    network_mode          = "bridge"
    pid_mode              = "task"
    container_definitions = core::jsonencode([{ name = "app", image = "app", user = "1000" }])
  }
}

# Not set: bridge.
resource "aws_ecs_task_definition" "good_network_mode_not_set" {
  attrs = {
    family                = "good-network-mode-not-set"
    container_definitions = core::jsonencode([{ name = "app", image = "app", user = "1000" }])
  }
}

resource "aws_ecs_task_definition" "good_windows" {
  attrs = {
    family                = "good-windows"
    network_mode          = "awsvpc"
    runtime_platform      = [{ operating_system_family = "WINDOWS_SERVER_2022_CORE" }]
    container_definitions = core::jsonencode([{ name = "app", image = "app", user = "ContainerUser" }])
  }
}

# expect: message "Privileged containers: app."
resource "aws_ecs_task_definition" "bad_privileged" {
  attrs = {
    family                = "bad-privileged"
    network_mode          = "awsvpc"
    container_definitions = core::jsonencode([{ name = "app", image = "app", user = "1000", privileged = true }])
  }
  expect_failure = true
}

# expect: message "The task shares the process namespace of the host."
resource "aws_ecs_task_definition" "bad_pid_mode" {
  attrs = {
    family                = "bad-pid-mode"
    network_mode          = "bridge"
    pid_mode              = "host"
    container_definitions = core::jsonencode([{ name = "app", image = "app", user = "1000" }])
  }
  expect_failure = true
}

# expect: message "The task shares the network of the host."
resource "aws_ecs_task_definition" "bad_network_mode" {
  attrs = {
    family                = "bad-network-mode"
    network_mode          = "host"
    container_definitions = core::jsonencode([{ name = "app", image = "app", user = "1000" }])
  }
  expect_failure = true
}

# expect: message "Containers that run as root: app, sidecar."
resource "aws_ecs_task_definition" "bad_root" {
  attrs = {
    family                = "bad-root"
    network_mode          = "awsvpc"
    container_definitions = core::jsonencode([{ name = "app", image = "app", user = "root" }, { name = "sidecar", image = "sidecar", user = "0:0" }])
  }
  expect_failure = true
}

resource "aws_ecs_task_definition" "bad_root_number" {
  attrs = {
    family                = "bad-root-number"
    network_mode          = "awsvpc"
    container_definitions = core::jsonencode([{ name = "app", image = "app", user = 0 }])
  }
  expect_failure = true
}

resource "aws_ecs_task_definition" "bad_root_group" {
  attrs = {
    family                = "bad-root-group"
    network_mode          = "awsvpc"
    container_definitions = core::jsonencode([{ name = "app", image = "app", user = "root:staff" }])
  }
  expect_failure = true
}

resource "aws_ecs_task_definition" "bad_windows" {
  attrs = {
    family                = "bad-windows"
    network_mode          = "awsvpc"
    runtime_platform      = [{ operating_system_family = "WINDOWS_SERVER_2022_CORE" }]
    container_definitions = core::jsonencode([{ name = "app", image = "app", user = "ContainerAdministrator" }])
  }
  expect_failure = true
}

# expect: message "Containers without a user, so that the image decides who they run as: app."
resource "aws_ecs_task_definition" "bad_user_not_set" {
  attrs = {
    family                = "bad-user-not-set"
    network_mode          = "awsvpc"
    container_definitions = core::jsonencode([{ name = "app", image = "app" }, { name = "sidecar", image = "sidecar", user = "1000" }])
  }
  expect_failure = true
}

resource "aws_ecs_task_definition" "good_image_known_after_apply" {
  attrs = {
    family                = "unknown-containers"
    network_mode          = "awsvpc"
    container_definitions = core::jsonencode([{ name = "app", image = aws_ecr_repository.app.repository_url, user = "1000" }])
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

# The containers are not known yet, the host's network is.
resource "aws_ecs_task_definition" "bad_known_beside_unknown" {
  attrs = {
    family                = "bad-known-beside-unknown"
    network_mode          = "host"
    container_definitions = data.aws_s3_object.later.body
  }
  expect_failure = true
}

resource "aws_ecr_repository" "app" {
  skip = true
}

data "aws_s3_object" "later" {
  attrs = {}
}
