policytest {
  targets = ["lambda_permission_not_public.policy.hcl"]
}

resource "aws_lambda_permission" "good_account" {
  attrs = {
    function_name = "orders"
    action        = "lambda:InvokeFunction"
    principal     = "111122223333"
  }
}

resource "aws_lambda_permission" "good_role" {
  attrs = {
    function_name = "orders"
    action        = "lambda:InvokeFunction"
    principal     = "arn:aws:iam::111122223333:role/caller"
  }
}

resource "aws_lambda_permission" "good_star_in_organisation" {
  attrs = {
    function_name    = "orders"
    action           = "lambda:InvokeFunction"
    principal        = "*"
    principal_org_id = "o-a1b2c3d4e5"
  }
}

resource "aws_lambda_permission" "good_service_with_source_arn" {
  attrs = {
    function_name = "orders"
    action        = "lambda:InvokeFunction"
    principal     = "events.amazonaws.com"
    source_arn    = "arn:aws:events:eu-west-1:111122223333:rule/nightly"
  }
}

resource "aws_lambda_permission" "good_service_with_source_account" {
  attrs = {
    function_name  = "orders"
    action         = "lambda:InvokeFunction"
    principal      = "s3.amazonaws.com"
    source_account = "111122223333"
  }
}

# Not created yet: its arn is known after apply.
resource "aws_sns_topic" "later" {
  attrs = {
    name = "orders"
  }
  skip = true
}

# The arn is not known yet, but it is set.
resource "aws_lambda_permission" "good_source_arn_known_later" {
  attrs = {
    function_name = "orders"
    action        = "lambda:InvokeFunction"
    principal     = "sns.amazonaws.com"
    source_arn    = aws_sns_topic.later.arn
  }
}

resource "aws_lambda_permission" "good_alexa_with_skill" {
  attrs = {
    function_name      = "orders"
    action             = "lambda:InvokeFunction"
    principal          = "alexa-appkit.amazon.com"
    event_source_token = "amzn1.ask.skill.00000000-0000-0000-0000-000000000000"
  }
}

# expect: fail lambda_permission_not_public
# expect: message "The permission lets every AWS account call the function: the principal is * and no principal_org_id limits it."
resource "aws_lambda_permission" "bad_star" {
  attrs = {
    function_name = "orders"
    action        = "lambda:InvokeFunction"
    principal     = "*"
  }
  expect_failure = true
}

# expect: fail lambda_permission_not_public
# expect: message "s3.amazonaws.com may call the function on behalf of any AWS account: neither source_arn nor source_account is set."
resource "aws_lambda_permission" "bad_service_without_source" {
  attrs = {
    function_name = "orders"
    action        = "lambda:InvokeFunction"
    principal     = "s3.amazonaws.com"
  }
  expect_failure = true
}

resource "aws_lambda_permission" "bad_service_of_a_region" {
  attrs = {
    function_name = "orders"
    action        = "lambda:InvokeFunction"
    principal     = "logs.eu-west-1.amazonaws.com"
  }
  expect_failure = true
}

resource "aws_lambda_permission" "bad_service_in_china" {
  attrs = {
    function_name = "orders"
    action        = "lambda:InvokeFunction"
    principal     = "events.amazonaws.com.cn"
  }
  expect_failure = true
}

resource "aws_lambda_permission" "bad_service_with_token_only" {
  attrs = {
    function_name      = "orders"
    action             = "lambda:InvokeFunction"
    principal          = "s3.amazonaws.com"
    event_source_token = "x"
  }
  expect_failure = true
}

resource "aws_lambda_permission" "bad_alexa_without_skill" {
  attrs = {
    function_name = "orders"
    action        = "lambda:InvokeFunction"
    principal     = "alexa-appkit.amazon.com"
  }
  expect_failure = true
}

# A service principal belongs to no organisation.
resource "aws_lambda_permission" "bad_service_in_organisation_only" {
  attrs = {
    function_name    = "orders"
    action           = "lambda:InvokeFunction"
    principal        = "s3.amazonaws.com"
    principal_org_id = "o-a1b2c3d4e5"
  }
  expect_failure = true
}

# Not created yet: its arn is known after apply.
resource "aws_iam_role" "later" {
  skip = true
}

# expect: unknown
resource "aws_lambda_permission" "unknown_principal" {
  attrs = {
    function_name = "orders"
    action        = "lambda:InvokeFunction"
    principal     = aws_iam_role.later.unique_id
  }
}
