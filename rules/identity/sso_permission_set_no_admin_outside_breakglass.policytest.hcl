policytest {
  targets = ["sso_permission_set_no_admin_outside_breakglass.policy.hcl"]
}

resource "aws_ssoadmin_permission_set" "break_glass" {
  attrs = {
    name         = "BreakGlass"
    instance_arn = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
  }
  skip = true
}

resource "aws_ssoadmin_permission_set" "developer" {
  attrs = {
    name         = "Developer"
    instance_arn = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
  }
  skip = true
}

resource "aws_ssoadmin_managed_policy_attachment" "good_read_only" {
  attrs = {
    instance_arn       = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
    permission_set_arn = aws_ssoadmin_permission_set.developer.arn
    managed_policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
  }
}

resource "aws_ssoadmin_managed_policy_attachment" "good_break_glass" {
  attrs = {
    instance_arn       = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
    permission_set_arn = aws_ssoadmin_permission_set.break_glass.arn
    managed_policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
  }
  inputs {
    admin_permission_sets = ["BreakGlass"]
  }
}

# expect: fail sso_permission_set_no_admin_outside_breakglass
# expect: message "AdministratorAccess is attached to a permission set that the input admin_permission_sets does not name."
resource "aws_ssoadmin_managed_policy_attachment" "bad_developer" {
  attrs = {
    instance_arn       = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
    permission_set_arn = aws_ssoadmin_permission_set.developer.arn
    managed_policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
  }
  inputs {
    admin_permission_sets = ["BreakGlass"]
  }
  expect_failure = true
}

# Nobody named it.
resource "aws_ssoadmin_managed_policy_attachment" "bad_nothing_named" {
  attrs = {
    instance_arn       = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
    permission_set_arn = aws_ssoadmin_permission_set.break_glass.arn
    managed_policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
  }
  expect_failure = true
}

# expect: unknown
resource "aws_ssoadmin_managed_policy_attachment" "unknown_policy" {
  attrs = {
    instance_arn       = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
    permission_set_arn = aws_ssoadmin_permission_set.developer.arn
    managed_policy_arn = aws_ssm_parameter.policy.insecure_value
  }
}

resource "aws_ssoadmin_permission_set_inline_policy" "good" {
  attrs = {
    instance_arn       = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
    permission_set_arn = aws_ssoadmin_permission_set.developer.arn
    inline_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }]
    })
  }
}

resource "aws_ssoadmin_permission_set_inline_policy" "good_break_glass" {
  attrs = {
    instance_arn       = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
    permission_set_arn = aws_ssoadmin_permission_set.break_glass.arn
    inline_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
    })
  }
  inputs {
    admin_permission_sets = ["BreakGlass"]
  }
}

# expect: message "The inline policy gives administrator rights to a permission set that the input admin_permission_sets does not name."
resource "aws_ssoadmin_permission_set_inline_policy" "bad" {
  attrs = {
    instance_arn       = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
    permission_set_arn = aws_ssoadmin_permission_set.developer.arn
    inline_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
    })
  }
  inputs {
    admin_permission_sets = ["BreakGlass"]
  }
  expect_failure = true
}

resource "aws_ssoadmin_permission_set_inline_policy" "bad_not_action" {
  attrs = {
    instance_arn       = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
    permission_set_arn = aws_ssoadmin_permission_set.developer.arn
    inline_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", NotAction = "s3:DeleteBucket", Resource = "*" }]
    })
  }
  inputs {
    admin_permission_sets = ["BreakGlass"]
  }
  expect_failure = true
}

# Whatever the ARN turns out to be, the action is a harmless one.
resource "aws_ssoadmin_permission_set_inline_policy" "good_resource_known_after_apply" {
  attrs = {
    instance_arn       = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
    permission_set_arn = aws_ssoadmin_permission_set.developer.arn
    inline_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.jobs.arn }]
    })
  }
}

# expect: unknown
resource "aws_ssoadmin_permission_set_inline_policy" "unknown_document" {
  attrs = {
    instance_arn       = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
    permission_set_arn = aws_ssoadmin_permission_set.developer.arn
    inline_policy = data.aws_iam_policy_document.later.json
  }
}

resource "aws_ssm_parameter" "policy" {
  skip = true
}

resource "aws_sqs_queue" "jobs" {
  skip = true
}

data "aws_iam_policy_document" "later" {
  attrs = {}
}
