policytest {
  targets = ["s3_bucket_policy_not_public.policy.hcl"]
}

# Not created yet: its arn is known after apply.
resource "aws_iam_role" "later" {
  skip = true
}

resource "aws_s3_bucket_policy" "good_named_principal" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "s3:GetObject", Resource = "*" }]
    })
  }
}

resource "aws_s3_bucket_policy" "good_star_with_source_arn" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:GetObject", Resource = "*", Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:s3:::assets" } } }]
    })
  }
}

resource "aws_s3_bucket_policy" "good_star_with_source_account" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:GetObject", Resource = "*", Condition = { StringEquals = { "aws:SourceAccount" = "111122223333" } } }]
    })
  }
}

resource "aws_s3_bucket_policy" "good_star_with_organisation" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:GetObject", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
}

resource "aws_s3_bucket_policy" "good_star_with_vpc_endpoint" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:GetObject", Resource = "*", Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0123456789abcdef0" } } }]
    })
  }
}

resource "aws_s3_bucket_policy" "good_star_with_vpc" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:GetObject", Resource = "*", Condition = { StringEquals = { "aws:SourceVpc" = "vpc-0123456789abcdef0" } } }]
    })
  }
}

resource "aws_s3_bucket_policy" "good_star_with_principal_account" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:GetObject", Resource = "*", Condition = { StringEquals = { "aws:PrincipalAccount" = "111122223333" } } }]
    })
  }
}

resource "aws_s3_bucket_policy" "good_star_with_access_points_of_one_account" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:GetObject", Resource = "*", Condition = { StringEquals = { "s3:DataAccessPointAccount" = "111122223333" } } }]
    })
  }
}

resource "aws_s3_bucket_policy" "good_star_with_principals_of_one_account" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:GetObject", Resource = "*", Condition = { ArnLike = { "aws:PrincipalArn" = "arn:aws:iam::111122223333:role/*" } } }]
    })
  }
}

# expect: fail s3_bucket_policy_not_public
# expect: message "Statement Everyone of the policy lets everyone in: no condition limits it to a VPC endpoint, an organisation, an account, a source ARN or a range of addresses."
resource "aws_s3_bucket_policy" "bad_star" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_s3_bucket_policy" "bad_aws_star_in_a_list" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "s3:GetObject", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_s3_bucket_policy" "good_service_principal" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { Service = "events.amazonaws.com" }, Action = "s3:GetObject", Resource = "*" }]
    })
  }
}

resource "aws_s3_bucket_policy" "good_statement_is_one_object" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "s3:GetObject", Resource = "*" } })
  }
}

resource "aws_s3_bucket_policy" "good_deny_for_everyone" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "s3:GetObject", Resource = "*" }, { Effect = "Deny", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }]
    })
  }
}

# One narrowing key is enough: conditions are joined by and.
resource "aws_s3_bucket_policy" "good_several_fixed_values" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { StringEquals = { "aws:SourceAccount" = ["111122223333", "444455556666"] }, Bool = { "aws:SecureTransport" = "true" } } }]
    })
  }
}

resource "aws_s3_bucket_policy" "bad_statement_is_one_object" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" } })
  }
  expect_failure = true
}

resource "aws_s3_bucket_policy" "bad_second_statement" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "s3:GetObject", Resource = "*" }, { Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_s3_bucket_policy" "bad_everyone_but_one" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "s3:GetObject", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_s3_bucket_policy" "bad_condition_says_how_not_who" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }]
    })
  }
  expect_failure = true
}

resource "aws_s3_bucket_policy" "bad_wildcard_value" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { StringLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/reader" } } }]
    })
  }
  expect_failure = true
}

resource "aws_s3_bucket_policy" "bad_one_of_the_values_is_a_wildcard" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { StringLike = { "aws:SourceAccount" = ["111122223333", "*"] } } }]
    })
  }
  expect_failure = true
}

# A policy variable holds what the caller brings along.
resource "aws_s3_bucket_policy" "bad_value_from_the_caller" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { StringEquals = { "aws:SourceAccount" = "$${aws:PrincipalTag/account}" } } }]
    })
  }
  expect_failure = true
}

resource "aws_s3_bucket_policy" "bad_negated_operator" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
  expect_failure = true
}

# A request without the key gets in.
resource "aws_s3_bucket_policy" "bad_if_exists" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { StringEqualsIfExists = { "aws:SourceAccount" = "111122223333" } } }]
    })
  }
  expect_failure = true
}

resource "aws_s3_bucket_policy" "good_star_with_addresses" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = ["203.0.113.0/24", "2001:db8::/32"] } } }]
    })
  }
}

resource "aws_s3_bucket_policy" "bad_all_addresses" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } } }]
    })
  }
  expect_failure = true
}

resource "aws_s3_bucket_policy" "bad_half_of_all_addresses" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = ["0.0.0.0/1", "128.0.0.0/1"] } } }]
    })
  }
  expect_failure = true
}

resource "aws_s3_bucket_policy" "bad_all_ipv6_addresses" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "::/0" } } }]
    })
  }
  expect_failure = true
}

# The principal is known after the apply only, but it is a role and not everyone.
resource "aws_s3_bucket_policy" "good_principal_known_after_apply" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "s3:GetObject", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_s3_bucket_policy" "unknown_policy" {
  attrs = {
    bucket = "assets"
    policy = data.aws_iam_policy_document.later.json
  }
}

resource "aws_s3_bucket" "good_named_principal" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "s3:GetObject", Resource = "*" }]
    })
  }
}

resource "aws_s3_bucket" "good_star_with_organisation" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:GetObject", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
}

# expect: fail s3_bucket_policy_not_public
resource "aws_s3_bucket" "bad_star" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_s3_bucket" "bad_aws_star_in_a_list" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "s3:GetObject", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_s3_bucket" "good_principal_known_after_apply" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "s3:GetObject", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_s3_bucket" "unknown_policy" {
  attrs = {
    bucket = "assets"
    policy = data.aws_iam_policy_document.later.json
  }
}

# A new bucket has no policy.
resource "aws_s3_bucket" "not_set" {
  attrs = {
    bucket = "plain"
  }
}

resource "aws_s3_access_point" "good_named_principal" {
  attrs = {
    bucket = "assets"
    name   = "assets-ap"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "s3:GetObject", Resource = "*" }]
    })
  }
}

resource "aws_s3_access_point" "good_star_with_organisation" {
  attrs = {
    bucket = "assets"
    name   = "assets-ap"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:GetObject", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
}

# expect: fail s3_bucket_policy_not_public
resource "aws_s3_access_point" "bad_star" {
  attrs = {
    bucket = "assets"
    name   = "assets-ap"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_s3_access_point" "bad_aws_star_in_a_list" {
  attrs = {
    bucket = "assets"
    name   = "assets-ap"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "s3:GetObject", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_s3_access_point" "good_principal_known_after_apply" {
  attrs = {
    bucket = "assets"
    name   = "assets-ap"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "s3:GetObject", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_s3_access_point" "unknown_policy" {
  attrs = {
    bucket = "assets"
    name   = "assets-ap"
    policy = data.aws_iam_policy_document.later.json
  }
}

# A new access point has no policy.
resource "aws_s3_access_point" "not_set" {
  attrs = {
    bucket = "assets"
    name   = "plain-ap"
  }
}

data "aws_iam_policy_document" "later" {
  attrs = {}
}
