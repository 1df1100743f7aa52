policytest {
  targets = ["capacity_stateful_created.policy.hcl"]
}

# expect: message "aws_dynamodb_table is created"
resource "aws_dynamodb_table" "new" {
  attrs          = { name = "orders" }
  expect_failure = true
}

resource "aws_ecs_service" "holds_nothing" {
  attrs = { name = "api" }
}

resource "aws_s3_bucket" "holds_no_capacity" {
  attrs = { bucket = "logs" }
}

resource "aws_dynamodb_table" "grows" {
  attrs       = { read_capacity = 2 }
  prior_attrs = { read_capacity = 1 }
}

resource "aws_dynamodb_table" "goes" {
  prior_attrs = { name = "orders" }
}

resource "aws_dynamodb_table" "replaced" {
  attrs       = { name = "orders" }
  prior_attrs = { name = "order" }
  meta        = { operation = "replace" }
}
