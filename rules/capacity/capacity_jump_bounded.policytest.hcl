policytest {
  targets = ["capacity_jump_bounded.policy.hcl"]
}

resource "aws_launch_template" "size" {
  attrs = { name = "size" }
  skip  = true
}

resource "aws_ecs_service" "twice" {
  attrs       = { desired_count = 12 }
  prior_attrs = { desired_count = 6 }
}

resource "aws_ecs_service" "half" {
  attrs       = { desired_count = 3 }
  prior_attrs = { desired_count = 6 }
}

# expect: message "desired_count 6 → 13 (+117 %): more than 2 times as much"
resource "aws_ecs_service" "more" {
  attrs          = { desired_count = 13 }
  prior_attrs    = { desired_count = 6 }
  expect_failure = true
}

# expect: message "desired_count 6 → 2 (-67 %): less than one in 2"
resource "aws_ecs_service" "less" {
  attrs          = { desired_count = 2 }
  prior_attrs    = { desired_count = 6 }
  expect_failure = true
}

resource "aws_ecs_service" "as_far_as_the_input_allows" {
  attrs       = { desired_count = 60 }
  prior_attrs = { desired_count = 6 }
  inputs {
    capacity_largest_factor = 10
  }
}

# from nothing there is no telling how many times
resource "aws_ecs_service" "from_nothing" {
  attrs       = { desired_count = 60 }
  prior_attrs = { desired_count = 0 }
}

resource "aws_db_instance" "two_sizes" {
  attrs       = { instance_class = "db.r6g.2xlarge" }
  prior_attrs = { instance_class = "db.r6g.large" }
}

# expect: message "instance_class db.r6g.large → db.r6g.4xlarge (3 sizes up): more than 2 sizes at once"
resource "aws_db_instance" "three_sizes" {
  attrs          = { instance_class = "db.r6g.4xlarge" }
  prior_attrs    = { instance_class = "db.r6g.large" }
  expect_failure = true
}

# expect: unknown
resource "aws_ecs_service" "known_after_apply" {
  attrs       = { desired_count = aws_launch_template.size.latest_version }
  prior_attrs = { desired_count = 6 }
}
