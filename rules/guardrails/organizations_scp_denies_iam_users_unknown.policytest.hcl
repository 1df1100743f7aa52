policytest {
  targets = ["organizations_scp_denies_iam_users.policy.hcl"]
}

# The text of the SCP is not known yet.
# expect: unknown
resource "aws_organizations_organization" "unknown" {
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
      Statement = [{ Effect = "Deny", Action = ["iam:CreateUser", "iam:CreateAccessKey", "iam:CreateLoginProfile"], Resource = "*", Condition = { ArnNotLike = { "aws:PrincipalArn" = aws_iam_role.break_glass.arn } } }]
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

resource "aws_iam_role" "break_glass" {
  skip = true
}
