policytest {
  targets = ["sns_topic_policy_not_public.policy.hcl"]
}

# Not created yet: its arn is known after apply.
resource "aws_iam_role" "later" {
  skip = true
}

resource "aws_sns_topic_policy" "good_named_principal" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "sns:Publish", Resource = "*" }]
    })
  }
}

resource "aws_sns_topic_policy" "good_star_with_source_arn" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sns:Publish", Resource = "*", Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:s3:::assets" } } }]
    })
  }
}

resource "aws_sns_topic_policy" "good_star_with_source_arn_in_one_account" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sns:Publish", Resource = "*", Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:events:*:111122223333:rule/*" } } }]
    })
  }
}

resource "aws_sns_topic_policy" "good_star_with_source_bucket" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sns:Publish", Resource = "*", Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:s3:*:*:assets" } } }]
    })
  }
}

resource "aws_sns_topic_policy" "good_star_with_source_account" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sns:Publish", Resource = "*", Condition = { StringEquals = { "aws:SourceAccount" = "111122223333" } } }]
    })
  }
}

resource "aws_sns_topic_policy" "good_star_with_organisation" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sns:Publish", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
}

resource "aws_sns_topic_policy" "good_star_with_key_in_other_case" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sns:Publish", Resource = "*", Condition = { StringEquals = { "AWS:SourceOwner" = "111122223333" } } }]
    })
  }
}

# expect: fail sns_topic_policy_not_public
# expect: message "Statement Everyone of the topic policy lets everyone in: no condition ties the caller to a source, an account or an organisation."
resource "aws_sns_topic_policy" "bad_star" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_sns_topic_policy" "bad_aws_star_in_a_list" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "sns:Publish", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_sns_topic_policy" "good_service_principal" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { Service = "events.amazonaws.com" }, Action = "sns:Publish", Resource = "*" }]
    })
  }
}

resource "aws_sns_topic_policy" "good_statement_is_one_object" {
  attrs = {
    arn    = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "sns:Publish", Resource = "*" } })
  }
}

resource "aws_sns_topic_policy" "good_deny_for_everyone" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "sns:Publish", Resource = "*" }, { Effect = "Deny", Principal = "*", Action = "sns:Publish", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }]
    })
  }
}

# One narrowing key is enough: conditions are joined by and.
resource "aws_sns_topic_policy" "good_several_fixed_values" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*", Condition = { StringEquals = { "aws:SourceAccount" = ["111122223333", "444455556666"] }, Bool = { "aws:SecureTransport" = "true" } } }]
    })
  }
}

resource "aws_sns_topic_policy" "bad_statement_is_one_object" {
  attrs = {
    arn    = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*" } })
  }
  expect_failure = true
}

resource "aws_sns_topic_policy" "bad_second_statement" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "sns:Publish", Resource = "*" }, { Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_sns_topic_policy" "bad_everyone_but_one" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "sns:Publish", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_sns_topic_policy" "bad_condition_says_how_not_who" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }]
    })
  }
  expect_failure = true
}

resource "aws_sns_topic_policy" "bad_wildcard_value" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*", Condition = { StringLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/reader" } } }]
    })
  }
  expect_failure = true
}

resource "aws_sns_topic_policy" "bad_one_of_the_values_is_a_wildcard" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*", Condition = { StringLike = { "aws:SourceAccount" = ["111122223333", "*"] } } }]
    })
  }
  expect_failure = true
}

# A policy variable holds what the caller brings along.
resource "aws_sns_topic_policy" "bad_value_from_the_caller" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*", Condition = { StringEquals = { "aws:SourceAccount" = "$${aws:PrincipalTag/account}" } } }]
    })
  }
  expect_failure = true
}

resource "aws_sns_topic_policy" "bad_negated_operator" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*", Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
  expect_failure = true
}

# A request without the key gets in.
resource "aws_sns_topic_policy" "bad_if_exists" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*", Condition = { StringEqualsIfExists = { "aws:SourceAccount" = "111122223333" } } }]
    })
  }
  expect_failure = true
}

resource "aws_sns_topic_policy" "bad_addresses_only" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "203.0.113.0/24" } } }]
    })
  }
  expect_failure = true
}

# The principal is known after the apply only, but it is a role and not everyone.
resource "aws_sns_topic_policy" "good_principal_known_after_apply" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "sns:Publish", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_sns_topic_policy" "unknown_policy" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = data.aws_iam_policy_document.later.json
  }
}

resource "aws_sns_topic_policy" "bad_source_arn_of_any_account" {
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*", Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:sns:*:*:orders" } } }]
    })
  }
  expect_failure = true
}

resource "aws_sns_topic" "good_named_principal" {
  attrs = {
    name = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "sns:Publish", Resource = "*" }]
    })
  }
}

resource "aws_sns_topic" "good_star_with_source_account" {
  attrs = {
    name = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sns:Publish", Resource = "*", Condition = { StringEquals = { "aws:SourceAccount" = "111122223333" } } }]
    })
  }
}

# expect: fail sns_topic_policy_not_public
resource "aws_sns_topic" "bad_star" {
  attrs = {
    name = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_sns_topic" "bad_aws_star_in_a_list" {
  attrs = {
    name = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "sns:Publish", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_sns_topic" "good_principal_known_after_apply" {
  attrs = {
    name = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "sns:Publish", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_sns_topic" "unknown_policy" {
  attrs = {
    name = "orders"
    policy = data.aws_iam_policy_document.later.json
  }
}

# Only the owner then.
resource "aws_sns_topic" "not_set" {
  attrs = {
    name = "orders"
  }
}

data "aws_iam_policy_document" "later" {
  attrs = {}
}
