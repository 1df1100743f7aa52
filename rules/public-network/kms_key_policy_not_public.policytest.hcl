policytest {
  targets = ["kms_key_policy_not_public.policy.hcl"]
}

# Not created yet: its arn is known after apply.
resource "aws_iam_role" "later" {
  skip = true
}

resource "aws_kms_key" "good_named_principal" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*" }]
    })
  }
}

resource "aws_kms_key" "good_star_with_caller_account" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:*", Resource = "*", Condition = { StringEquals = { "kms:CallerAccount" = "111122223333" } } }]
    })
  }
}

resource "aws_kms_key" "good_star_with_via_service_and_account" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:*", Resource = "*", Condition = { StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com", "kms:CallerAccount" = "111122223333" } } }]
    })
  }
}

resource "aws_kms_key" "good_star_with_organisation" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
}

resource "aws_kms_key" "good_star_with_organisation_path" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:*", Resource = "*", Condition = { "ForAnyValue:StringLike" = { "aws:PrincipalOrgPaths" = "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*" } } }]
    })
  }
}

# expect: fail kms_key_policy_not_public
# expect: message "Statement Everyone of the key policy lets everyone in: no condition ties the caller to an account or an organisation."
resource "aws_kms_key" "bad_star" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_kms_key" "bad_aws_star_in_a_list" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "kms:*", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_kms_key" "good_service_principal" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { Service = "events.amazonaws.com" }, Action = "kms:*", Resource = "*" }]
    })
  }
}

resource "aws_kms_key" "good_statement_is_one_object" {
  attrs = {
    description = "orders"
    policy      = core::jsonencode({ Statement = { Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*" } })
  }
}

resource "aws_kms_key" "good_deny_for_everyone" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*" }, { Effect = "Deny", Principal = "*", Action = "kms:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }]
    })
  }
}

# One narrowing key is enough: conditions are joined by and.
resource "aws_kms_key" "good_several_fixed_values" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*", Condition = { StringEquals = { "aws:SourceAccount" = ["111122223333", "444455556666"] }, Bool = { "aws:SecureTransport" = "true" } } }]
    })
  }
}

resource "aws_kms_key" "bad_statement_is_one_object" {
  attrs = {
    description = "orders"
    policy      = core::jsonencode({ Statement = { Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*" } })
  }
  expect_failure = true
}

resource "aws_kms_key" "bad_second_statement" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*" }, { Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_kms_key" "bad_everyone_but_one" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_kms_key" "bad_condition_says_how_not_who" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }]
    })
  }
  expect_failure = true
}

resource "aws_kms_key" "bad_wildcard_value" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*", Condition = { StringLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/reader" } } }]
    })
  }
  expect_failure = true
}

resource "aws_kms_key" "bad_one_of_the_values_is_a_wildcard" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*", Condition = { StringLike = { "aws:SourceAccount" = ["111122223333", "*"] } } }]
    })
  }
  expect_failure = true
}

# A policy variable holds what the caller brings along.
resource "aws_kms_key" "bad_value_from_the_caller" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*", Condition = { StringEquals = { "aws:SourceAccount" = "$${aws:PrincipalTag/account}" } } }]
    })
  }
  expect_failure = true
}

resource "aws_kms_key" "bad_negated_operator" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*", Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
  expect_failure = true
}

# A request without the key gets in.
resource "aws_kms_key" "bad_if_exists" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*", Condition = { StringEqualsIfExists = { "aws:SourceAccount" = "111122223333" } } }]
    })
  }
  expect_failure = true
}

resource "aws_kms_key" "bad_addresses_only" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "203.0.113.0/24" } } }]
    })
  }
  expect_failure = true
}

# The principal is known after the apply only, but it is a role and not everyone.
resource "aws_kms_key" "good_principal_known_after_apply" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "kms:*", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_kms_key" "unknown_policy" {
  attrs = {
    description = "orders"
    policy = data.aws_iam_policy_document.later.json
  }
}

resource "aws_kms_key" "bad_via_service_alone" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = { StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com" } } }]
    })
  }
  expect_failure = true
}

# AWS then writes a policy for the own account.
resource "aws_kms_key" "not_set" {
  attrs = {
    description = "orders"
  }
}

resource "aws_kms_key_policy" "good_named_principal" {
  attrs = {
    key_id = "1234abcd-12ab-34cd-56ef-1234567890ab"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*" }]
    })
  }
}

resource "aws_kms_key_policy" "good_star_with_organisation" {
  attrs = {
    key_id = "1234abcd-12ab-34cd-56ef-1234567890ab"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
}

# expect: fail kms_key_policy_not_public
resource "aws_kms_key_policy" "bad_star" {
  attrs = {
    key_id = "1234abcd-12ab-34cd-56ef-1234567890ab"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_kms_key_policy" "bad_aws_star_in_a_list" {
  attrs = {
    key_id = "1234abcd-12ab-34cd-56ef-1234567890ab"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "kms:*", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_kms_key_policy" "good_principal_known_after_apply" {
  attrs = {
    key_id = "1234abcd-12ab-34cd-56ef-1234567890ab"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "kms:*", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_kms_key_policy" "unknown_policy" {
  attrs = {
    key_id = "1234abcd-12ab-34cd-56ef-1234567890ab"
    policy = data.aws_iam_policy_document.later.json
  }
}

resource "aws_kms_external_key" "good_named_principal" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*" }]
    })
  }
}

resource "aws_kms_external_key" "good_star_with_organisation" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
}

# expect: fail kms_key_policy_not_public
resource "aws_kms_external_key" "bad_star" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_kms_external_key" "bad_aws_star_in_a_list" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "kms:*", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_kms_external_key" "good_principal_known_after_apply" {
  attrs = {
    description = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "kms:*", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_kms_external_key" "unknown_policy" {
  attrs = {
    description = "orders"
    policy = data.aws_iam_policy_document.later.json
  }
}

resource "aws_kms_external_key" "not_set" {
  attrs = {
    description = "orders"
  }
}

data "aws_iam_policy_document" "later" {
  attrs = {}
}
