policytest {
  targets = ["sqs_queue_policy_not_public.policy.hcl"]
}

# Not created yet: its arn is known after apply.
resource "aws_iam_role" "later" {
  skip = true
}

resource "aws_sqs_queue_policy" "good_named_principal" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "sqs:SendMessage", Resource = "*" }]
    })
  }
}

resource "aws_sqs_queue_policy" "good_star_with_source_arn" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sqs:SendMessage", Resource = "*", Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:s3:::assets" } } }]
    })
  }
}

resource "aws_sqs_queue_policy" "good_star_with_source_arn_in_one_account" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sqs:SendMessage", Resource = "*", Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:events:*:111122223333:rule/*" } } }]
    })
  }
}

resource "aws_sqs_queue_policy" "good_star_with_source_bucket" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sqs:SendMessage", Resource = "*", Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:s3:*:*:assets" } } }]
    })
  }
}

resource "aws_sqs_queue_policy" "good_star_with_source_account" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sqs:SendMessage", Resource = "*", Condition = { StringEquals = { "aws:SourceAccount" = "111122223333" } } }]
    })
  }
}

resource "aws_sqs_queue_policy" "good_star_with_organisation" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sqs:SendMessage", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
}

resource "aws_sqs_queue_policy" "good_star_with_vpc_endpoint" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sqs:SendMessage", Resource = "*", Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0123456789abcdef0" } } }]
    })
  }
}

# expect: fail sqs_queue_policy_not_public
# expect: message "Statement Everyone of the queue policy lets everyone in: no condition ties the caller to a source, an account, an organisation or a VPC endpoint."
resource "aws_sqs_queue_policy" "bad_star" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_sqs_queue_policy" "bad_aws_star_in_a_list" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "sqs:SendMessage", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_sqs_queue_policy" "good_service_principal" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { Service = "events.amazonaws.com" }, Action = "sqs:SendMessage", Resource = "*" }]
    })
  }
}

resource "aws_sqs_queue_policy" "good_statement_is_one_object" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy    = core::jsonencode({ Statement = { Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "sqs:SendMessage", Resource = "*" } })
  }
}

resource "aws_sqs_queue_policy" "good_deny_for_everyone" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "sqs:SendMessage", Resource = "*" }, { Effect = "Deny", Principal = "*", Action = "sqs:SendMessage", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }]
    })
  }
}

# One narrowing key is enough: conditions are joined by and.
resource "aws_sqs_queue_policy" "good_several_fixed_values" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*", Condition = { StringEquals = { "aws:SourceAccount" = ["111122223333", "444455556666"] }, Bool = { "aws:SecureTransport" = "true" } } }]
    })
  }
}

resource "aws_sqs_queue_policy" "bad_statement_is_one_object" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy    = core::jsonencode({ Statement = { Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*" } })
  }
  expect_failure = true
}

resource "aws_sqs_queue_policy" "bad_second_statement" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "sqs:SendMessage", Resource = "*" }, { Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_sqs_queue_policy" "bad_everyone_but_one" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "sqs:SendMessage", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_sqs_queue_policy" "bad_condition_says_how_not_who" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }]
    })
  }
  expect_failure = true
}

resource "aws_sqs_queue_policy" "bad_wildcard_value" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*", Condition = { StringLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/reader" } } }]
    })
  }
  expect_failure = true
}

resource "aws_sqs_queue_policy" "bad_one_of_the_values_is_a_wildcard" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*", Condition = { StringLike = { "aws:SourceAccount" = ["111122223333", "*"] } } }]
    })
  }
  expect_failure = true
}

# A policy variable holds what the caller brings along.
resource "aws_sqs_queue_policy" "bad_value_from_the_caller" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*", Condition = { StringEquals = { "aws:SourceAccount" = "$${aws:PrincipalTag/account}" } } }]
    })
  }
  expect_failure = true
}

resource "aws_sqs_queue_policy" "bad_negated_operator" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*", Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
  expect_failure = true
}

# A request without the key gets in.
resource "aws_sqs_queue_policy" "bad_if_exists" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*", Condition = { StringEqualsIfExists = { "aws:SourceAccount" = "111122223333" } } }]
    })
  }
  expect_failure = true
}

resource "aws_sqs_queue_policy" "bad_addresses_only" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "203.0.113.0/24" } } }]
    })
  }
  expect_failure = true
}

# The principal is known after the apply only, but it is a role and not everyone.
resource "aws_sqs_queue_policy" "good_principal_known_after_apply" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "sqs:SendMessage", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_sqs_queue_policy" "unknown_policy" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = data.aws_iam_policy_document.later.json
  }
}

# expect: fail sqs_queue_policy_not_public
# expect: message "Statement All of the queue policy allows every SQS action, deleting and sharing the queue among them."
resource "aws_sqs_queue_policy" "bad_every_action" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "All", Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "SQS:*", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_sqs_queue_policy" "bad_every_action_in_a_list" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = ["sqs:SendMessage", "*"], Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_sqs_queue_policy" "good_deny_every_action" {
  attrs = {
    queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "sqs:SendMessage", Resource = "*" }, { Effect = "Deny", Principal = "*", Action = "sqs:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }]
    })
  }
}

resource "aws_sqs_queue" "good_named_principal" {
  attrs = {
    name = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = ["sqs:SendMessage", "sqs:ReceiveMessage"], Resource = "*" }]
    })
  }
}

resource "aws_sqs_queue" "good_star_with_source_arn" {
  attrs = {
    name = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = ["sqs:SendMessage", "sqs:ReceiveMessage"], Resource = "*", Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:s3:::assets" } } }]
    })
  }
}

# expect: fail sqs_queue_policy_not_public
resource "aws_sqs_queue" "bad_star" {
  attrs = {
    name = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = ["sqs:SendMessage", "sqs:ReceiveMessage"], Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_sqs_queue" "bad_aws_star_in_a_list" {
  attrs = {
    name = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = ["sqs:SendMessage", "sqs:ReceiveMessage"], Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_sqs_queue" "good_principal_known_after_apply" {
  attrs = {
    name = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = ["sqs:SendMessage", "sqs:ReceiveMessage"], Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_sqs_queue" "unknown_policy" {
  attrs = {
    name = "orders"
    policy = data.aws_iam_policy_document.later.json
  }
}

resource "aws_sqs_queue" "bad_every_action" {
  attrs = {
    name = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "sqs:*", Resource = "*" }]
    })
  }
  expect_failure = true
}

# Only the owner then.
resource "aws_sqs_queue" "not_set" {
  attrs = {
    name = "orders"
  }
}

data "aws_iam_policy_document" "later" {
  attrs = {}
}
