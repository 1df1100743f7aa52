policytest {
  targets = ["iam_policy_no_privilege_escalation.policy.hcl"]
}

resource "aws_iam_policy" "good" {
  attrs = {
    name = "good"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = ["iam:Get*", "iam:List*", "s3:*"], Resource = "*" }]
    })
  }
}

# PassRole names its role.
resource "aws_iam_policy" "good_named_role" {
  attrs = {
    name = "good-named-role"
    policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [
        { Effect = "Allow", Action = "iam:PassRole", Resource = "arn:aws:iam::123456789012:role/task" },
        { Effect = "Allow", Action = ["ecs:RegisterTaskDefinition", "ecs:RunTask"], Resource = "*" }
      ]
    })
  }
}

# The service that may be given the role is not the one that can be started.
resource "aws_iam_policy" "good_pass_role_to_one_service" {
  attrs = {
    name = "good-pass-role-to-one-service"
    policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [
        { Effect = "Allow", Action = "iam:PassRole", Resource = "*", Condition = { StringEquals = { "iam:PassedToService" = "monitoring.rds.amazonaws.com" } } },
        { Effect = "Allow", Action = "ec2:RunInstances", Resource = "*" }
      ]
    })
  }
}

# A boundary caps what the changed role can do.
resource "aws_iam_policy" "good_permissions_boundary" {
  attrs = {
    name = "good-permissions-boundary"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = ["iam:PutRolePolicy", "iam:AttachRolePolicy"], Resource = "*", Condition = { StringEquals = { "iam:PermissionsBoundary" = "arn:aws:iam::123456789012:policy/boundary" } } }]
    })
  }
}

resource "aws_iam_policy" "good_one_role" {
  attrs = {
    name = "good-one-role"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = ["iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"], Resource = "arn:aws:iam::123456789012:role/app" }]
    })
  }
}

resource "aws_iam_policy" "good_one_function" {
  attrs = {
    name = "good-one-function"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "lambda:UpdateFunctionCode", Resource = "arn:aws:lambda:eu-west-1:123456789012:function:app" }]
    })
  }
}

resource "aws_iam_policy" "good_denied" {
  attrs = {
    name = "good-denied"
    policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [
        { Effect = "Allow", Action = "*", Resource = "*" },
        { Effect = "Deny", Action = ["iam:*", "lambda:UpdateFunctionCode"], Resource = "*" }
      ]
    })
  }
}

# expect: message "The policy grants every IAM action on everything."
resource "aws_iam_policy" "bad_full_iam" {
  attrs = {
    name = "bad-full-iam"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_iam_policy" "bad_star" {
  attrs = {
    name = "bad-star"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
    })
  }
  expect_failure = true
}

# expect: message "The policy lets its holder widen any permission, by iam:CreatePolicyVersion."
resource "aws_iam_policy" "bad_createpolicyversion" {
  attrs = {
    name = "bad-createpolicyversion"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "iam:CreatePolicyVersion", Resource = "*" }]
    })
  }
  expect_failure = true
}

# expect: message "The policy lets its holder widen any permission, by iam:SetDefaultPolicyVersion."
resource "aws_iam_policy" "bad_setdefaultpolicyversion" {
  attrs = {
    name = "bad-setdefaultpolicyversion"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "iam:SetDefaultPolicyVersion", Resource = "*" }]
    })
  }
  expect_failure = true
}

# expect: message "The policy lets its holder widen any permission, by iam:AttachRolePolicy."
resource "aws_iam_policy" "bad_attachrolepolicy" {
  attrs = {
    name = "bad-attachrolepolicy"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "iam:AttachRolePolicy", Resource = "*" }]
    })
  }
  expect_failure = true
}

# expect: message "The policy lets its holder widen any permission, by iam:AttachUserPolicy."
resource "aws_iam_policy" "bad_attachuserpolicy" {
  attrs = {
    name = "bad-attachuserpolicy"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "iam:AttachUserPolicy", Resource = "*" }]
    })
  }
  expect_failure = true
}

# expect: message "The policy lets its holder widen any permission, by iam:AttachGroupPolicy."
resource "aws_iam_policy" "bad_attachgrouppolicy" {
  attrs = {
    name = "bad-attachgrouppolicy"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "iam:AttachGroupPolicy", Resource = "*" }]
    })
  }
  expect_failure = true
}

# expect: message "The policy lets its holder widen any permission, by iam:PutRolePolicy."
resource "aws_iam_policy" "bad_putrolepolicy" {
  attrs = {
    name = "bad-putrolepolicy"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "iam:PutRolePolicy", Resource = "*" }]
    })
  }
  expect_failure = true
}

# expect: message "The policy lets its holder widen any permission, by iam:PutUserPolicy."
resource "aws_iam_policy" "bad_putuserpolicy" {
  attrs = {
    name = "bad-putuserpolicy"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "iam:PutUserPolicy", Resource = "*" }]
    })
  }
  expect_failure = true
}

# expect: message "The policy lets its holder widen any permission, by iam:PutGroupPolicy."
resource "aws_iam_policy" "bad_putgrouppolicy" {
  attrs = {
    name = "bad-putgrouppolicy"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "iam:PutGroupPolicy", Resource = "*" }]
    })
  }
  expect_failure = true
}

# expect: message "The policy lets its holder widen any permission, by iam:UpdateAssumeRolePolicy."
resource "aws_iam_policy" "bad_updateassumerolepolicy" {
  attrs = {
    name = "bad-updateassumerolepolicy"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "iam:UpdateAssumeRolePolicy", Resource = "*" }]
    })
  }
  expect_failure = true
}

# expect: message "The policy lets its holder widen any permission, by iam:PutRolePolicy."
resource "aws_iam_policy" "bad_put_role_wildcard" {
  attrs = {
    name = "bad-put-role-wildcard"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "iam:PutRole*", Resource = "arn:aws:iam::123456789012:role/*" }]
    })
  }
  expect_failure = true
}

# expect: message "The policy allows iam:PassRole for every role and to every service."
resource "aws_iam_policy" "bad_pass_role" {
  attrs = {
    name = "bad-pass-role"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "iam:PassRole", Resource = "*" }]
    })
  }
  expect_failure = true
}

# expect: message "The policy lets its holder pass any role to something of their own making, by lambda:CreateFunction."
resource "aws_iam_policy" "bad_pass_role_and_function" {
  attrs = {
    name = "bad-pass-role-and-function"
    policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [
        { Effect = "Allow", Action = "iam:PassRole", Resource = "*", Condition = { StringEquals = { "iam:PassedToService" = ["lambda.amazonaws.com"] } } },
        { Effect = "Allow", Action = "lambda:Create*", Resource = "*" }
      ]
    })
  }
  expect_failure = true
}

resource "aws_iam_policy" "bad_update_function_code" {
  attrs = {
    name = "bad-update-function-code"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "lambda:Update*", Resource = "arn:aws:lambda:*:123456789012:function:*" }]
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
      Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "*" }]
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
      Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "*" }]
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
      Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "*" }]
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
      Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "*" }]
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
        Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "*" }]
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

resource "aws_iam_role_policy_attachment" "good" {
  attrs = {
    role       = "app"
    policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
  }
}

# expect: message "IAMFullAccess is attached to the role."
resource "aws_iam_role_policy_attachment" "bad" {
  attrs = {
    role       = "app"
    policy_arn = "arn:aws:iam::aws:policy/IAMFullAccess"
  }
  expect_failure = true
}

# expect: message "The role carries IAMFullAccess."
resource "aws_iam_role" "bad_managed_policy" {
  attrs = {
    name                = "managed"
    assume_role_policy  = "{}"
    managed_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/IAMFullAccess"]
  }
  expect_failure = true
}

resource "aws_iam_role" "good_managed_policy" {
  attrs = {
    name                = "managed-read-only"
    assume_role_policy  = "{}"
    managed_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
  }
}

data "aws_iam_policy_document" "later" {
  attrs = {}
}

# The boundary of a role, attached nowhere: it bounds what other policies grant.
resource "aws_iam_policy" "good_boundary" {
  attrs = {
    name = "boundary"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
    })
  }
}

resource "aws_iam_role" "bounded" {
  skip = true
  attrs = {
    name                 = "bounded"
    assume_role_policy   = "{}"
    permissions_boundary = aws_iam_policy.good_boundary.arn
  }
}

# Attached as well, it grants.
resource "aws_iam_policy" "bad_boundary_attached_too" {
  attrs = {
    name = "boundary-attached"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_iam_role" "bounded_and_granted" {
  skip = true
  attrs = {
    name                 = "bounded-and-granted"
    assume_role_policy   = "{}"
    permissions_boundary = aws_iam_policy.bad_boundary_attached_too.arn
  }
}

resource "aws_iam_user_policy_attachment" "boundary_attached_too" {
  skip = true
  attrs = {
    user       = "ops"
    policy_arn = aws_iam_policy.bad_boundary_attached_too.arn
  }
}
