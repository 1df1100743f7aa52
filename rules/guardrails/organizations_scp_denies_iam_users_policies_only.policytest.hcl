policytest {
  targets = ["organizations_scp_denies_iam_users.policy.hcl"]
}

# The organisation is not in this plan, its SCPs are.
resource "aws_organizations_policy" "bad" {
  attrs = {
    name = "bad"
    type = "SERVICE_CONTROL_POLICY"
    content = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Deny", Action = "ec2:*", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_organizations_policy_attachment" "bad" {
  attrs = {
    policy_id = aws_organizations_policy.bad.id
    target_id = "r-ab12"
  }
  skip = true
}

resource "aws_organizations_policy" "good_tag_policy" {
  attrs = {
    name = "good-tag-policy"
    type = "TAG_POLICY"
    content = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Deny", Action = "ec2:*", Resource = "*" }]
    })
  }
}
