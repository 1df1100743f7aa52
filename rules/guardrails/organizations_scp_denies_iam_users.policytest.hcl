policytest {
  targets = ["organizations_scp_denies_iam_users.policy.hcl"]
}

# Each case is about a whole plan, and mocks of one file see each other: the other cases are in files of their own.

# One SCP denies all three, by wildcard and in two statements; a break-glass role is exempt by name.
resource "aws_organizations_organization" "good" {
  attrs = {
    feature_set = "ALL"
  }
}

resource "aws_organizations_policy" "guard" {
  attrs = {
    name = "guard"
    type = "SERVICE_CONTROL_POLICY"
    content = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Deny", Action = "iam:Create*", Resource = "*", Condition = { ArnNotLike = { "aws:PrincipalArn" = ["arn:aws:iam::*:role/BreakGlass"] } } }, { Effect = "Deny", Action = "iam:UpdateLoginProfile", Resource = "*" }]
    })
  }
}

resource "aws_organizations_policy_attachment" "guard" {
  attrs = {
    policy_id = aws_organizations_policy.guard.id
    target_id = "r-ab12"
  }
  skip = true
}

resource "aws_organizations_policy" "other" {
  attrs = {
    name = "other"
    type = "SERVICE_CONTROL_POLICY"
    content = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Deny", Action = "ec2:*", Resource = "*" }]
    })
  }
}

resource "aws_organizations_policy_attachment" "other" {
  attrs = {
    policy_id = aws_organizations_policy.other.id
    target_id = "r-ab12"
  }
  skip = true
}

resource "aws_organizations_policy" "tags" {
  attrs = {
    name = "tags"
    type = "TAG_POLICY"
    content = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Deny", Action = "ec2:*", Resource = "*" }]
    })
  }
}
