policytest {
  targets = ["organizations_scp_denies_iam_users.policy.hcl"]
}

# expect: fail organizations_scp_denies_iam_users
# expect: message "No attached service control policy in this plan denies iam:CreateUser, iam:CreateAccessKey and iam:CreateLoginProfile."
resource "aws_organizations_organization" "bad" {
  attrs = {
    feature_set = "ALL"
  }
  expect_failure = true
}

# Access keys may still be made.
resource "aws_organizations_policy" "incomplete" {
  attrs = {
    name = "incomplete"
    type = "SERVICE_CONTROL_POLICY"
    content = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Deny", Action = ["iam:CreateUser", "iam:CreateLoginProfile"], Resource = "*" }]
    })
  }
}

resource "aws_organizations_policy_attachment" "incomplete" {
  attrs = {
    policy_id = aws_organizations_policy.incomplete.id
    target_id = "r-ab12"
  }
  skip = true
}

# The condition spares every role.
resource "aws_organizations_policy" "exempts_everybody" {
  attrs = {
    name = "exempts-everybody"
    type = "SERVICE_CONTROL_POLICY"
    content = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Deny", Action = ["iam:CreateUser", "iam:CreateAccessKey", "iam:CreateLoginProfile"], Resource = "*", Condition = { ArnNotLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/*" } } }]
    })
  }
}

resource "aws_organizations_policy_attachment" "exempts_everybody" {
  attrs = {
    policy_id = aws_organizations_policy.exempts_everybody.id
    target_id = "r-ab12"
  }
  skip = true
}

# One user only.
resource "aws_organizations_policy" "one_user" {
  attrs = {
    name = "one-user"
    type = "SERVICE_CONTROL_POLICY"
    content = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Deny", Action = ["iam:CreateUser", "iam:CreateAccessKey", "iam:CreateLoginProfile"], Resource = "arn:aws:iam::*:user/admin" }]
    })
  }
}

resource "aws_organizations_policy_attachment" "one_user" {
  attrs = {
    policy_id = aws_organizations_policy.one_user.id
    target_id = "r-ab12"
  }
  skip = true
}

# The right text, but attached nowhere.
resource "aws_organizations_policy" "not_attached" {
  attrs = {
    name = "not-attached"
    type = "SERVICE_CONTROL_POLICY"
    content = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Deny", Action = ["iam:CreateUser", "iam:CreateAccessKey", "iam:CreateLoginProfile"], Resource = "*" }]
    })
  }
}
