policytest {
  targets = ["iam_role_trust_not_public.policy.hcl"]
}

resource "aws_iam_role" "good_service" {
  attrs = {
    name = "good-service"
    assume_role_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
    })
  }
}

resource "aws_iam_role" "good_organisation" {
  attrs = {
    name = "good-organisation"
    assume_role_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "*" }, Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
}

resource "aws_iam_role" "good_organisation_in_lists" {
  attrs = {
    name = "good-organisation-in-lists"
    assume_role_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = "*", Condition = { "ForAnyValue:StringLike" = { "aws:PrincipalOrgPaths" = ["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"] } } }]
    })
  }
}

resource "aws_iam_role" "good_external_id" {
  attrs = {
    name = "good-external-id"
    assume_role_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999999999999:root" }, Condition = { StringEquals = { "sts:ExternalId" = "4ac1d3" } } }]
    })
  }
}

resource "aws_iam_role" "good_deny" {
  attrs = {
    name = "good-deny"
    assume_role_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Deny", Action = "sts:AssumeRole", Principal = "*" }, { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
    })
  }
}

# The role exists, so its own account is known.
resource "aws_iam_role" "good_own_account" {
  attrs = {
    name = "good-own-account"
    arn  = "arn:aws:iam::123456789012:role/good-own-account"
    assume_role_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = ["arn:aws:iam::123456789012:root"] } }]
    })
  }
}

data "aws_caller_identity" "current" {
  attrs = {
    account_id = "345678901234"
  }
}

# The account that Terraform works in.
resource "aws_iam_role" "good_callers_account" {
  attrs = {
    name = "good-callers-account"
    assume_role_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::345678901234:root" } }]
    })
  }
}

resource "aws_iam_role" "good_listed_account" {
  attrs = {
    name = "listed"
    assume_role_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "210987654321" } }]
    })
  }
  inputs {
    own_account_ids = ["210987654321"]
  }
}

# expect: message "Any AWS account in the world may assume the role."
resource "aws_iam_role" "bad_star" {
  attrs = {
    name = "bad-star"
    assume_role_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_iam_role" "bad_aws_star" {
  attrs = {
    name = "bad-aws-star"
    assume_role_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "*" } }]
    })
  }
  expect_failure = true
}

resource "aws_iam_role" "bad_star_in_a_list" {
  attrs = {
    name = "bad-star-in-a-list"
    arn  = "arn:aws:iam::123456789012:role/bad-star-in-a-list"
    assume_role_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = ["arn:aws:iam::123456789012:root", "*"] } }]
    })
  }
  expect_failure = true
}

# A condition that every organisation meets narrows nothing.
resource "aws_iam_role" "bad_any_organisation" {
  attrs = {
    name = "bad-any-organisation"
    assume_role_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "*" }, Condition = { StringLike = { "aws:PrincipalOrgID" = "*" } } }]
    })
  }
  expect_failure = true
}

resource "aws_iam_role" "bad_negative_condition" {
  attrs = {
    name = "bad-negative-condition"
    assume_role_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "*" }, Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
  expect_failure = true
}

# A caller outside any organisation has no such key.
resource "aws_iam_role" "bad_if_exists" {
  attrs = {
    name = "bad-if-exists"
    assume_role_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "*" }, Condition = { StringEqualsIfExists = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
  expect_failure = true
}

resource "aws_iam_role" "bad_external_id_for_everybody" {
  attrs = {
    name = "bad-external-id-for-everybody"
    assume_role_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "*" }, Condition = { StringEquals = { "sts:ExternalId" = "4ac1d3" } } }]
    })
  }
  expect_failure = true
}

# expect: message "Account 999999999999 may assume the role without an external id; if it is one of your own, list it in the input own_account_ids."
resource "aws_iam_role" "bad_third_party" {
  attrs = {
    name = "bad-third-party"
    arn  = "arn:aws:iam::123456789012:role/bad-third-party"
    assume_role_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999999999999:root" } }]
    })
  }
  expect_failure = true
}

# Whether the account is the role's own is not known before the role exists.
# expect: unknown
resource "aws_iam_role" "unknown_account" {
  attrs = {
    name = "unknown-account"
    assume_role_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "999999999999" } }]
    })
  }
}


# The trust names an ARN that is known only after the apply.
# expect: unknown
resource "aws_iam_role" "unknown_document" {
  attrs = {
    name = "unknown"
    assume_role_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = aws_iam_role.caller.arn } }]
    })
  }
}

resource "aws_iam_role" "caller" {
  skip = true
}
