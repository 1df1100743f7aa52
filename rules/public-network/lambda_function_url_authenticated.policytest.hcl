policytest {
  targets = ["lambda_function_url_authenticated.policy.hcl"]
}

resource "aws_lambda_function_url" "good_iam" {
  attrs = {
    function_name      = "orders"
    authorization_type = "AWS_IAM"
  }
}

# expect: fail lambda_function_url_authenticated
# expect: message "The function URL asks callers for no credentials: authorization_type is not AWS_IAM."
resource "aws_lambda_function_url" "bad_none" {
  attrs = {
    function_name      = "orders"
    authorization_type = "NONE"
  }
  expect_failure = true
}

# The argument is required; without it nothing proves that callers sign.
resource "aws_lambda_function_url" "not_set" {
  attrs = {
    function_name = "orders"
  }
  expect_failure = true
}

# Not created yet: its arn is known after apply.
resource "aws_iam_role" "later" {
  skip = true
}

# expect: unknown
resource "aws_lambda_function_url" "unknown_type" {
  attrs = {
    function_name      = "orders"
    authorization_type = aws_iam_role.later.unique_id
  }
}
