policytest {
  targets = ["iam_policy_no_admin_star.policy.hcl"]
}

resource "aws_iam_policy" "good" {
  attrs = {
    name = "good"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::app/*" }]
    })
  }
}

# Every action, but on named resources.
resource "aws_iam_policy" "good_star_action_on_one_bucket" {
  attrs = {
    name = "good-star-action-on-one-bucket"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "*", Resource = ["arn:aws:s3:::app", "arn:aws:s3:::app/*"] }]
    })
  }
}

# One whole service is another rule's business.
resource "aws_iam_policy" "good_service_star" {
  attrs = {
    name = "good-service-star"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }]
    })
  }
}

resource "aws_iam_policy" "good_deny_star" {
  attrs = {
    name = "good-deny-star"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Deny", Action = "*", Resource = "*" }]
    })
  }
}

# Everything but IAM is wide, yet not everything.
resource "aws_iam_policy" "good_power_user" {
  attrs = {
    name = "good-power-user"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", NotAction = ["iam:*", "organizations:*", "account:*"], Resource = "*" }]
    })
  }
}

# expect: fail iam_policy_no_admin_star
# expect: message "The policy allows every action on every resource."
resource "aws_iam_policy" "bad" {
  attrs = {
    name = "bad"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_iam_policy" "bad_in_lists" {
  attrs = {
    name = "bad-in-lists"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "*:*"], Resource = ["*"] }]
    })
  }
  expect_failure = true
}

resource "aws_iam_policy" "bad_second_statement" {
  attrs = {
    name = "bad-second-statement"
    policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [
        { Effect = "Allow", Action = "s3:GetObject", Resource = "*" },
        { Effect = "Allow", Action = ["*"], Resource = "*" }
      ]
    })
  }
  expect_failure = true
}

# expect: message "The policy allows, by NotAction, everything on every resource save a few actions, IAM among the allowed."
resource "aws_iam_policy" "bad_not_action" {
  attrs = {
    name = "bad-not-action"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", NotAction = "s3:DeleteBucket", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_iam_policy" "bad_statement_is_an_object" {
  attrs = {
    name = "bad-statement-is-an-object"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = { Effect = "Allow", Action = "*", Resource = "*" }
    })
  }
  expect_failure = true
}

resource "aws_iam_role_policy" "good" {
  attrs = {
    role = "app"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }]
    })
  }
}

resource "aws_iam_role_policy" "bad" {
  attrs = {
    role = "app"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_iam_group_policy" "good" {
  attrs = {
    group = "dev"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }]
    })
  }
}

resource "aws_iam_group_policy" "bad" {
  attrs = {
    group = "dev"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_iam_user_policy" "good" {
  attrs = {
    user = "ci"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }]
    })
  }
}

resource "aws_iam_user_policy" "bad" {
  attrs = {
    user = "ci"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_ssoadmin_permission_set_inline_policy" "good" {
  attrs = {
    instance_arn       = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
    permission_set_arn = "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef"
    inline_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }]
    })
  }
}

resource "aws_ssoadmin_permission_set_inline_policy" "bad" {
  attrs = {
    instance_arn       = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
    permission_set_arn = "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef"
    inline_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_iam_role" "good_inline" {
  attrs = {
    name               = "good-inline"
    assume_role_policy = "{}"
    inline_policy = [{
      name = "inline"
      policy = core::jsonencode({
        Version   = "2012-10-17"
        Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }]
      })
    }]
  }
}

resource "aws_iam_role" "bad_inline" {
  attrs = {
    name               = "bad-inline"
    assume_role_policy = "{}"
    inline_policy = [{
      name = "inline"
      policy = core::jsonencode({
        Version   = "2012-10-17"
        Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
      })
    }]
  }
  expect_failure = true
}

resource "aws_iam_role" "good_no_inline_policy" {
  attrs = {
    name               = "no-inline"
    assume_role_policy = "{}"
  }
}

# Whatever the ARN turns out to be, the action is a harmless one.
resource "aws_iam_policy" "good_resource_known_after_apply" {
  attrs = {
    name = "unknown"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.jobs.arn }]
    })
  }
}

# expect: unknown
resource "aws_iam_policy" "unknown_document" {
  attrs = {
    name = "unknown"
    policy = data.aws_iam_policy_document.later.json
  }
}

resource "aws_iam_role" "good_inline_resource_known_after_apply" {
  attrs = {
    name               = "unknown-inline"
    assume_role_policy = "{}"
    inline_policy = [{
      name = "inline"
      policy = core::jsonencode({
        Version   = "2012-10-17"
        Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.jobs.arn }]
      })
    }]
  }
}

# expect: unknown
resource "aws_iam_role" "unknown_inline_policy" {
  attrs = {
    name               = "unknown-inline"
    assume_role_policy = "{}"
    inline_policy = [{
      name = "inline"
      policy = data.aws_iam_policy_document.later.json
    }]
  }
}

resource "aws_sqs_queue" "jobs" {
  skip = true
}

data "aws_iam_policy_document" "later" {
  attrs = {}
}
