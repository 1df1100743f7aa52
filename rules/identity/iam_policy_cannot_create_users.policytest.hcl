policytest {
  targets = ["iam_policy_cannot_create_users.policy.hcl"]
}

resource "aws_iam_policy" "good" {
  attrs = {
    name = "good"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = ["iam:GetUser", "iam:List*", "s3:*"], Resource = "*" }]
    })
  }
}

# No user can be made where only roles are reached.
resource "aws_iam_policy" "good_roles_only" {
  attrs = {
    name = "good-roles-only"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "arn:aws:iam::123456789012:role/app/*" }]
    })
  }
}

# Every action, but on one bucket's objects.
resource "aws_iam_policy" "good_other_service" {
  attrs = {
    name = "good-other-service"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "*", Resource = "arn:aws:s3:::app/*" }]
    })
  }
}

# What is denied without condition is not allowed.
resource "aws_iam_policy" "good_denied" {
  attrs = {
    name = "good-denied"
    policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [
        { Effect = "Allow", Action = "*", Resource = "*" },
        { Effect = "Deny", Action = "iam:*", Resource = "*" }
      ]
    })
  }
}

resource "aws_iam_policy" "good_not_action" {
  attrs = {
    name = "good-not-action"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", NotAction = ["iam:*", "organizations:*"], Resource = "*" }]
    })
  }
}

# A Deny with a condition does not always deny.
resource "aws_iam_policy" "bad_denied_on_a_condition" {
  attrs = {
    name = "bad-denied-on-a-condition"
    policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [
        { Effect = "Allow", Action = "*", Resource = "*" },
        { Effect = "Deny", Action = "iam:*", Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "false" } } }
      ]
    })
  }
  expect_failure = true
}

# expect: message "The policy allows iam:CreateUser."
resource "aws_iam_policy" "bad_createuser" {
  attrs = {
    name = "bad-createuser"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "iam:CreateUser", Resource = "*" }]
    })
  }
  expect_failure = true
}

# expect: message "The policy allows iam:CreateAccessKey."
resource "aws_iam_policy" "bad_createaccesskey" {
  attrs = {
    name = "bad-createaccesskey"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "iam:CreateAccessKey", Resource = "*" }]
    })
  }
  expect_failure = true
}

# expect: message "The policy allows iam:CreateLoginProfile."
resource "aws_iam_policy" "bad_createloginprofile" {
  attrs = {
    name = "bad-createloginprofile"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "iam:CreateLoginProfile", Resource = "*" }]
    })
  }
  expect_failure = true
}

# expect: message "The policy allows iam:UpdateLoginProfile."
resource "aws_iam_policy" "bad_updateloginprofile" {
  attrs = {
    name = "bad-updateloginprofile"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "iam:UpdateLoginProfile", Resource = "*" }]
    })
  }
  expect_failure = true
}

# expect: message "The policy allows iam:AddUserToGroup."
resource "aws_iam_policy" "bad_addusertogroup" {
  attrs = {
    name = "bad-addusertogroup"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "iam:AddUserToGroup", Resource = "*" }]
    })
  }
  expect_failure = true
}

# expect: message "The policy allows iam:AttachUserPolicy."
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

# expect: message "The policy allows iam:PutUserPolicy."
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

# expect: message "The policy allows iam:CreateServiceSpecificCredential."
resource "aws_iam_policy" "bad_createservicespecificcredential" {
  attrs = {
    name = "bad-createservicespecificcredential"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "iam:CreateServiceSpecificCredential", Resource = "*" }]
    })
  }
  expect_failure = true
}

# expect: message "The policy allows iam:CreateUser, iam:CreateAccessKey, iam:CreateLoginProfile, iam:CreateServiceSpecificCredential."
resource "aws_iam_policy" "bad_wildcard" {
  attrs = {
    name = "bad-wildcard"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = ["iam:Create*"], Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_iam_policy" "bad_question_mark" {
  attrs = {
    name = "bad-question-mark"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "iam:Create?ser", Resource = "arn:aws:iam::123456789012:user/*" }]
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

resource "aws_iam_policy" "bad_not_action" {
  attrs = {
    name = "bad-not-action"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", NotAction = "s3:*", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_iam_policy" "bad_not_resource" {
  attrs = {
    name = "bad-not-resource"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "iam:CreateUser", NotResource = "arn:aws:iam::123456789012:user/admin" }]
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
      Statement = [{ Effect = "Allow", Action = "iam:CreateAccessKey", Resource = "*" }]
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
      Statement = [{ Effect = "Allow", Action = "iam:CreateAccessKey", Resource = "*" }]
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
      Statement = [{ Effect = "Allow", Action = "iam:CreateAccessKey", Resource = "*" }]
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
      Statement = [{ Effect = "Allow", Action = "iam:CreateAccessKey", Resource = "*" }]
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
        Statement = [{ Effect = "Allow", Action = "iam:CreateAccessKey", Resource = "*" }]
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
