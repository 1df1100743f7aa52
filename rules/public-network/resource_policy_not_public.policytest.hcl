policytest {
  targets = ["resource_policy_not_public.policy.hcl"]
}

# Not created yet: its arn is known after apply.
resource "aws_iam_role" "later" {
  skip = true
}

resource "aws_secretsmanager_secret_policy" "good_named_principal" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "secretsmanager:GetSecretValue", Resource = "*" }]
    })
  }
}

resource "aws_secretsmanager_secret_policy" "good_star_with_source_arn" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:s3:::assets" } } }]
    })
  }
}

resource "aws_secretsmanager_secret_policy" "good_star_with_source_account" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { StringEquals = { "aws:SourceAccount" = "111122223333" } } }]
    })
  }
}

resource "aws_secretsmanager_secret_policy" "good_star_with_organisation" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
}

resource "aws_secretsmanager_secret_policy" "good_star_with_vpc_endpoint" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0123456789abcdef0" } } }]
    })
  }
}

resource "aws_secretsmanager_secret_policy" "good_star_with_organisation_path" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { "ForAnyValue:StringLike" = { "aws:PrincipalOrgPaths" = "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*" } } }]
    })
  }
}

# expect: fail resource_policy_not_public
# expect: message "Statement Everyone of the secret's policy lets everyone in: no condition narrows it."
resource "aws_secretsmanager_secret_policy" "bad_star" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_secretsmanager_secret_policy" "bad_aws_star_in_a_list" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "secretsmanager:GetSecretValue", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_secretsmanager_secret_policy" "good_service_principal" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { Service = "events.amazonaws.com" }, Action = "secretsmanager:GetSecretValue", Resource = "*" }]
    })
  }
}

resource "aws_secretsmanager_secret_policy" "good_statement_is_one_object" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy     = core::jsonencode({ Statement = { Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "secretsmanager:GetSecretValue", Resource = "*" } })
  }
}

resource "aws_secretsmanager_secret_policy" "good_deny_for_everyone" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "secretsmanager:GetSecretValue", Resource = "*" }, { Effect = "Deny", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }]
    })
  }
}

# One narrowing key is enough: conditions are joined by and.
resource "aws_secretsmanager_secret_policy" "good_several_fixed_values" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { StringEquals = { "aws:SourceAccount" = ["111122223333", "444455556666"] }, Bool = { "aws:SecureTransport" = "true" } } }]
    })
  }
}

resource "aws_secretsmanager_secret_policy" "bad_statement_is_one_object" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy     = core::jsonencode({ Statement = { Effect = "Allow", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*" } })
  }
  expect_failure = true
}

resource "aws_secretsmanager_secret_policy" "bad_second_statement" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "secretsmanager:GetSecretValue", Resource = "*" }, { Effect = "Allow", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_secretsmanager_secret_policy" "bad_everyone_but_one" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "secretsmanager:GetSecretValue", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_secretsmanager_secret_policy" "bad_condition_says_how_not_who" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }]
    })
  }
  expect_failure = true
}

resource "aws_secretsmanager_secret_policy" "bad_wildcard_value" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { StringLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/reader" } } }]
    })
  }
  expect_failure = true
}

resource "aws_secretsmanager_secret_policy" "bad_one_of_the_values_is_a_wildcard" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { StringLike = { "aws:SourceAccount" = ["111122223333", "*"] } } }]
    })
  }
  expect_failure = true
}

# A policy variable holds what the caller brings along.
resource "aws_secretsmanager_secret_policy" "bad_value_from_the_caller" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { StringEquals = { "aws:SourceAccount" = "$${aws:PrincipalTag/account}" } } }]
    })
  }
  expect_failure = true
}

resource "aws_secretsmanager_secret_policy" "bad_negated_operator" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
  expect_failure = true
}

# A request without the key gets in.
resource "aws_secretsmanager_secret_policy" "bad_if_exists" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { StringEqualsIfExists = { "aws:SourceAccount" = "111122223333" } } }]
    })
  }
  expect_failure = true
}

resource "aws_secretsmanager_secret_policy" "good_star_with_addresses" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = ["203.0.113.0/24", "2001:db8::/32"] } } }]
    })
  }
}

resource "aws_secretsmanager_secret_policy" "bad_all_addresses" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } } }]
    })
  }
  expect_failure = true
}

resource "aws_secretsmanager_secret_policy" "bad_half_of_all_addresses" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = ["0.0.0.0/1", "128.0.0.0/1"] } } }]
    })
  }
  expect_failure = true
}

resource "aws_secretsmanager_secret_policy" "bad_all_ipv6_addresses" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "::/0" } } }]
    })
  }
  expect_failure = true
}

# The principal is known after the apply only, but it is a role and not everyone.
resource "aws_secretsmanager_secret_policy" "good_principal_known_after_apply" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "secretsmanager:GetSecretValue", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_secretsmanager_secret_policy" "unknown_policy" {
  attrs = {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
    policy = data.aws_iam_policy_document.later.json
  }
}

resource "aws_backup_vault_policy" "good_named_principal" {
  attrs = {
    backup_vault_name = "daily"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "backup:CopyIntoBackupVault", Resource = "*" }]
    })
  }
}

resource "aws_backup_vault_policy" "good_star_with_organisation" {
  attrs = {
    backup_vault_name = "daily"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "backup:CopyIntoBackupVault", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
}

# expect: fail resource_policy_not_public
# expect: message "Statement Everyone of the vault policy lets everyone in: no condition narrows it."
resource "aws_backup_vault_policy" "bad_star" {
  attrs = {
    backup_vault_name = "daily"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = "backup:CopyIntoBackupVault", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_backup_vault_policy" "bad_aws_star_in_a_list" {
  attrs = {
    backup_vault_name = "daily"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "backup:CopyIntoBackupVault", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_backup_vault_policy" "good_principal_known_after_apply" {
  attrs = {
    backup_vault_name = "daily"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "backup:CopyIntoBackupVault", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_backup_vault_policy" "unknown_policy" {
  attrs = {
    backup_vault_name = "daily"
    policy = data.aws_iam_policy_document.later.json
  }
}

resource "aws_glacier_vault" "good_named_principal" {
  attrs = {
    name = "archive"
    access_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "glacier:InitiateJob", Resource = "*" }]
    })
  }
}

resource "aws_glacier_vault" "good_star_with_organisation" {
  attrs = {
    name = "archive"
    access_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "glacier:InitiateJob", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
}

# expect: fail resource_policy_not_public
# expect: message "Statement Everyone of the vault policy lets everyone in: no condition narrows it."
resource "aws_glacier_vault" "bad_star" {
  attrs = {
    name = "archive"
    access_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = "glacier:InitiateJob", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_glacier_vault" "bad_aws_star_in_a_list" {
  attrs = {
    name = "archive"
    access_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "glacier:InitiateJob", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_glacier_vault" "good_principal_known_after_apply" {
  attrs = {
    name = "archive"
    access_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "glacier:InitiateJob", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_glacier_vault" "unknown_policy" {
  attrs = {
    name = "archive"
    access_policy = data.aws_iam_policy_document.later.json
  }
}

resource "aws_cloudwatch_event_bus_policy" "good_named_principal" {
  attrs = {
    event_bus_name = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "events:PutEvents", Resource = "*" }]
    })
  }
}

resource "aws_cloudwatch_event_bus_policy" "good_star_with_organisation" {
  attrs = {
    event_bus_name = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "events:PutEvents", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
}

# expect: fail resource_policy_not_public
# expect: message "Statement Everyone of the event bus policy lets everyone in: no condition narrows it."
resource "aws_cloudwatch_event_bus_policy" "bad_star" {
  attrs = {
    event_bus_name = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = "events:PutEvents", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_cloudwatch_event_bus_policy" "bad_aws_star_in_a_list" {
  attrs = {
    event_bus_name = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "events:PutEvents", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_cloudwatch_event_bus_policy" "good_principal_known_after_apply" {
  attrs = {
    event_bus_name = "orders"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "events:PutEvents", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_cloudwatch_event_bus_policy" "unknown_policy" {
  attrs = {
    event_bus_name = "orders"
    policy = data.aws_iam_policy_document.later.json
  }
}

resource "aws_cloudwatch_log_resource_policy" "good_named_principal" {
  attrs = {
    policy_name = "delivery"
    policy_document = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "logs:PutLogEvents", Resource = "*" }]
    })
  }
}

resource "aws_cloudwatch_log_resource_policy" "good_star_with_organisation" {
  attrs = {
    policy_name = "delivery"
    policy_document = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "logs:PutLogEvents", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
}

# expect: fail resource_policy_not_public
# expect: message "Statement Everyone of the log resource policy lets everyone in: no condition narrows it."
resource "aws_cloudwatch_log_resource_policy" "bad_star" {
  attrs = {
    policy_name = "delivery"
    policy_document = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = "logs:PutLogEvents", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_cloudwatch_log_resource_policy" "bad_aws_star_in_a_list" {
  attrs = {
    policy_name = "delivery"
    policy_document = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "logs:PutLogEvents", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_cloudwatch_log_resource_policy" "good_principal_known_after_apply" {
  attrs = {
    policy_name = "delivery"
    policy_document = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "logs:PutLogEvents", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_cloudwatch_log_resource_policy" "unknown_policy" {
  attrs = {
    policy_name = "delivery"
    policy_document = data.aws_iam_policy_document.later.json
  }
}

resource "aws_efs_file_system_policy" "good_named_principal" {
  attrs = {
    file_system_id = "fs-0123456789abcdef0"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "elasticfilesystem:ClientMount", Resource = "*" }]
    })
  }
}

resource "aws_efs_file_system_policy" "good_star_with_organisation" {
  attrs = {
    file_system_id = "fs-0123456789abcdef0"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "elasticfilesystem:ClientMount", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
}

# expect: fail resource_policy_not_public
# expect: message "Statement Everyone of the file system policy lets everyone in: no condition narrows it."
resource "aws_efs_file_system_policy" "bad_star" {
  attrs = {
    file_system_id = "fs-0123456789abcdef0"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = "elasticfilesystem:ClientMount", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_efs_file_system_policy" "bad_aws_star_in_a_list" {
  attrs = {
    file_system_id = "fs-0123456789abcdef0"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "elasticfilesystem:ClientMount", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_efs_file_system_policy" "good_principal_known_after_apply" {
  attrs = {
    file_system_id = "fs-0123456789abcdef0"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "elasticfilesystem:ClientMount", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_efs_file_system_policy" "unknown_policy" {
  attrs = {
    file_system_id = "fs-0123456789abcdef0"
    policy = data.aws_iam_policy_document.later.json
  }
}

resource "aws_opensearch_domain" "good_named_principal" {
  attrs = {
    domain_name = "search"
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "es:ESHttpGet", Resource = "*" }]
    })
  }
}

resource "aws_opensearch_domain" "good_star_with_organisation" {
  attrs = {
    domain_name = "search"
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:ESHttpGet", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
}

# expect: fail resource_policy_not_public
# expect: message "Statement Everyone of the domain's access policy admits everyone who reaches the domain: no condition narrows it."
resource "aws_opensearch_domain" "bad_star" {
  attrs = {
    domain_name = "search"
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = "es:ESHttpGet", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_opensearch_domain" "bad_aws_star_in_a_list" {
  attrs = {
    domain_name = "search"
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "es:ESHttpGet", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_opensearch_domain" "good_principal_known_after_apply" {
  attrs = {
    domain_name = "search"
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "es:ESHttpGet", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_opensearch_domain" "unknown_policy" {
  attrs = {
    domain_name = "search"
    access_policies = data.aws_iam_policy_document.later.json
  }
}

resource "aws_opensearch_domain_policy" "good_named_principal" {
  attrs = {
    domain_name = "search-of-a-policy"
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "es:ESHttpGet", Resource = "*" }]
    })
  }
}

resource "aws_opensearch_domain_policy" "good_star_with_organisation" {
  attrs = {
    domain_name = "search-of-a-policy"
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:ESHttpGet", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
}

# expect: fail resource_policy_not_public
# expect: message "Statement Everyone of the domain's access policy admits everyone who reaches the domain: no condition narrows it."
resource "aws_opensearch_domain_policy" "bad_star" {
  attrs = {
    domain_name = "search-of-a-policy"
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = "es:ESHttpGet", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_opensearch_domain_policy" "bad_aws_star_in_a_list" {
  attrs = {
    domain_name = "search-of-a-policy"
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "es:ESHttpGet", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_opensearch_domain_policy" "good_principal_known_after_apply" {
  attrs = {
    domain_name = "search-of-a-policy"
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "es:ESHttpGet", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_opensearch_domain_policy" "unknown_policy" {
  attrs = {
    domain_name = "search-of-a-policy"
    access_policies = data.aws_iam_policy_document.later.json
  }
}

resource "aws_elasticsearch_domain" "good_named_principal" {
  attrs = {
    domain_name = "search"
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "es:ESHttpGet", Resource = "*" }]
    })
  }
}

resource "aws_elasticsearch_domain" "good_star_with_organisation" {
  attrs = {
    domain_name = "search"
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:ESHttpGet", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
}

# expect: fail resource_policy_not_public
# expect: message "Statement Everyone of the domain's access policy admits everyone who reaches the domain: no condition narrows it."
resource "aws_elasticsearch_domain" "bad_star" {
  attrs = {
    domain_name = "search"
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = "es:ESHttpGet", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_elasticsearch_domain" "bad_aws_star_in_a_list" {
  attrs = {
    domain_name = "search"
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "es:ESHttpGet", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_elasticsearch_domain" "good_principal_known_after_apply" {
  attrs = {
    domain_name = "search"
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "es:ESHttpGet", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_elasticsearch_domain" "unknown_policy" {
  attrs = {
    domain_name = "search"
    access_policies = data.aws_iam_policy_document.later.json
  }
}

resource "aws_elasticsearch_domain_policy" "good_named_principal" {
  attrs = {
    domain_name = "search-of-a-policy"
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "es:ESHttpGet", Resource = "*" }]
    })
  }
}

resource "aws_elasticsearch_domain_policy" "good_star_with_organisation" {
  attrs = {
    domain_name = "search-of-a-policy"
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:ESHttpGet", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
}

# expect: fail resource_policy_not_public
# expect: message "Statement Everyone of the domain's access policy admits everyone who reaches the domain: no condition narrows it."
resource "aws_elasticsearch_domain_policy" "bad_star" {
  attrs = {
    domain_name = "search-of-a-policy"
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = "es:ESHttpGet", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_elasticsearch_domain_policy" "bad_aws_star_in_a_list" {
  attrs = {
    domain_name = "search-of-a-policy"
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "es:ESHttpGet", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_elasticsearch_domain_policy" "good_principal_known_after_apply" {
  attrs = {
    domain_name = "search-of-a-policy"
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "es:ESHttpGet", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_elasticsearch_domain_policy" "unknown_policy" {
  attrs = {
    domain_name = "search-of-a-policy"
    access_policies = data.aws_iam_policy_document.later.json
  }
}

resource "aws_api_gateway_rest_api_policy" "good_named_principal" {
  attrs = {
    rest_api_id = "a1b2c3d4e5"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "execute-api:Invoke", Resource = "*" }]
    })
  }
}

resource "aws_api_gateway_rest_api_policy" "good_star_with_organisation" {
  attrs = {
    rest_api_id = "a1b2c3d4e5"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "execute-api:Invoke", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
}

# expect: fail resource_policy_not_public
# expect: message "Statement Everyone of the API's policy lets everyone in: no condition narrows it."
resource "aws_api_gateway_rest_api_policy" "bad_star" {
  attrs = {
    rest_api_id = "a1b2c3d4e5"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_api_gateway_rest_api_policy" "bad_aws_star_in_a_list" {
  attrs = {
    rest_api_id = "a1b2c3d4e5"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "execute-api:Invoke", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_api_gateway_rest_api_policy" "good_principal_known_after_apply" {
  attrs = {
    rest_api_id = "a1b2c3d4e5"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "execute-api:Invoke", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_api_gateway_rest_api_policy" "unknown_policy" {
  attrs = {
    rest_api_id = "a1b2c3d4e5"
    policy = data.aws_iam_policy_document.later.json
  }
}

resource "aws_ecr_registry_policy" "good_named_principal" {
  attrs = {
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "ecr:ReplicateImage", Resource = "*" }]
    })
  }
}

resource "aws_ecr_registry_policy" "good_star_with_organisation" {
  attrs = {
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "ecr:ReplicateImage", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
}

# expect: fail resource_policy_not_public
# expect: message "Statement Everyone of the registry policy lets everyone in: no condition narrows it."
resource "aws_ecr_registry_policy" "bad_star" {
  attrs = {
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = "ecr:ReplicateImage", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_ecr_registry_policy" "bad_aws_star_in_a_list" {
  attrs = {
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "ecr:ReplicateImage", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_ecr_registry_policy" "good_principal_known_after_apply" {
  attrs = {
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "ecr:ReplicateImage", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_ecr_registry_policy" "unknown_policy" {
  attrs = {
    policy = data.aws_iam_policy_document.later.json
  }
}

resource "aws_ecr_repository_policy" "good_named_principal" {
  attrs = {
    repository = "app"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "ecr:BatchGetImage", Resource = "*" }]
    })
  }
}

resource "aws_ecr_repository_policy" "good_star_with_organisation" {
  attrs = {
    repository = "app"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "ecr:BatchGetImage", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
}

# expect: fail resource_policy_not_public
# expect: message "Statement Everyone of the repository policy lets everyone in: no condition narrows it."
resource "aws_ecr_repository_policy" "bad_star" {
  attrs = {
    repository = "app"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = "ecr:BatchGetImage", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_ecr_repository_policy" "bad_aws_star_in_a_list" {
  attrs = {
    repository = "app"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "ecr:BatchGetImage", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_ecr_repository_policy" "good_principal_known_after_apply" {
  attrs = {
    repository = "app"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "ecr:BatchGetImage", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_ecr_repository_policy" "unknown_policy" {
  attrs = {
    repository = "app"
    policy = data.aws_iam_policy_document.later.json
  }
}

resource "aws_iot_policy" "good_named_principal" {
  attrs = {
    name = "sensors"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "iot:Connect", Resource = "*" }]
    })
  }
}

resource "aws_iot_policy" "good_star_with_organisation" {
  attrs = {
    name = "sensors"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "iot:Connect", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
}

# expect: fail resource_policy_not_public
# expect: message "Statement Everyone of the IoT policy lets everyone in: no condition narrows it."
resource "aws_iot_policy" "bad_star" {
  attrs = {
    name = "sensors"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Everyone", Effect = "Allow", Principal = "*", Action = "iot:Connect", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_iot_policy" "bad_aws_star_in_a_list" {
  attrs = {
    name = "sensors"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "iot:Connect", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_iot_policy" "good_principal_known_after_apply" {
  attrs = {
    name = "sensors"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "iot:Connect", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_iot_policy" "unknown_policy" {
  attrs = {
    name = "sensors"
    policy = data.aws_iam_policy_document.later.json
  }
}

# A vault without a policy is its owner's only.
resource "aws_glacier_vault" "not_set" {
  attrs = {
    name = "archive"
  }
}

resource "aws_efs_file_system_policy" "good_star_through_mount_targets" {
  attrs = {
    file_system_id = "fs-0123456789abcdef0"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "elasticfilesystem:ClientMount", Resource = "*", Condition = { Bool = { "elasticfilesystem:AccessedViaMountTarget" = "true" } } }]
    })
  }
}

resource "aws_efs_file_system_policy" "bad_star_past_mount_targets" {
  attrs = {
    file_system_id = "fs-0123456789abcdef0"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "elasticfilesystem:ClientMount", Resource = "*", Condition = { Bool = { "elasticfilesystem:AccessedViaMountTarget" = "false" } } }]
    })
  }
  expect_failure = true
}

# IoT policies are attached to certificates and name no principal.
resource "aws_iot_policy" "good_no_principal_element" {
  attrs = {
    name = "sensors"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "iot:Connect", Resource = "*" }]
    })
  }
}

resource "aws_lambda_layer_version_permission" "good_account" {
  attrs = {
    layer_name     = "arn:aws:lambda:eu-west-1:111122223333:layer:tools"
    version_number = 1
    action         = "lambda:GetLayerVersion"
    statement_id   = "share"
    principal      = "111122223333"
  }
}

resource "aws_lambda_layer_version_permission" "good_star_in_organisation" {
  attrs = {
    layer_name      = "arn:aws:lambda:eu-west-1:111122223333:layer:tools"
    version_number  = 1
    action          = "lambda:GetLayerVersion"
    statement_id    = "share"
    principal       = "*"
    organization_id = "o-a1b2c3d4e5"
  }
}

resource "aws_organizations_organization" "later" {
  skip = true
}

resource "aws_lambda_layer_version_permission" "good_star_in_organisation_known_later" {
  attrs = {
    layer_name      = "arn:aws:lambda:eu-west-1:111122223333:layer:tools"
    version_number  = 1
    action          = "lambda:GetLayerVersion"
    statement_id    = "share"
    principal       = "*"
    organization_id = aws_organizations_organization.later.id
  }
}

# expect: fail resource_policy_not_public
# expect: message "The permission shares the layer version with every AWS account: the principal is * and no organization_id limits it."
resource "aws_lambda_layer_version_permission" "bad_star" {
  attrs = {
    layer_name     = "arn:aws:lambda:eu-west-1:111122223333:layer:tools"
    version_number = 1
    action         = "lambda:GetLayerVersion"
    statement_id   = "share"
    principal      = "*"
  }
  expect_failure = true
}

# expect: unknown
resource "aws_lambda_layer_version_permission" "unknown_principal" {
  attrs = {
    layer_name     = "arn:aws:lambda:eu-west-1:111122223333:layer:tools"
    version_number = 1
    action         = "lambda:GetLayerVersion"
    statement_id   = "share"
    principal      = aws_iam_role.later.unique_id
  }
}

# expect: fail resource_policy_not_public
# expect: message "A repository in the ECR public gallery lets everyone pull its images."
resource "aws_ecrpublic_repository" "bad_public_gallery" {
  attrs = {
    repository_name = "app"
  }
  expect_failure = true
}

# Nobody reaches it but through the VPC's security groups.
resource "aws_opensearch_domain" "good_star_inside_a_vpc" {
  attrs = {
    domain_name     = "inside"
    vpc_options     = [{ subnet_ids = ["subnet-0a1b2c3d"] }]
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:*", Resource = "*" }]
    })
  }
}

resource "aws_opensearch_domain" "inside_with_policy_of_its_own" {
  skip = true
  attrs = {
    domain_name = "inside-too"
    vpc_options = [{ subnet_ids = ["subnet-0a1b2c3d"] }]
  }
}

resource "aws_opensearch_domain_policy" "good_star_inside_a_vpc" {
  attrs = {
    domain_name     = aws_opensearch_domain.inside_with_policy_of_its_own.domain_name
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:*", Resource = "*" }]
    })
  }
}

# Nobody reaches it but through the VPC's security groups.
resource "aws_elasticsearch_domain" "good_star_inside_a_vpc" {
  attrs = {
    domain_name     = "inside"
    vpc_options     = [{ subnet_ids = ["subnet-0a1b2c3d"] }]
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:*", Resource = "*" }]
    })
  }
}

resource "aws_elasticsearch_domain" "inside_with_policy_of_its_own" {
  skip = true
  attrs = {
    domain_name = "inside-too"
    vpc_options = [{ subnet_ids = ["subnet-0a1b2c3d"] }]
  }
}

resource "aws_elasticsearch_domain_policy" "good_star_inside_a_vpc" {
  attrs = {
    domain_name     = aws_elasticsearch_domain.inside_with_policy_of_its_own.domain_name
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:*", Resource = "*" }]
    })
  }
}

# Neither says more than the policy resource does.
resource "aws_opensearch_domain" "good_judged_by_its_policy" {
  attrs = {
    domain_name = "judged-by-its-policy"
  }
}

resource "aws_opensearch_domain_policy" "good_of_a_domain" {
  attrs = {
    domain_name = "judged-by-its-policy"
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "es:*", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_opensearch_domain" "unknown_not_set" {
  attrs = {
    domain_name = "not-set"
  }
}

# Neither says more than the policy resource does.
resource "aws_elasticsearch_domain" "good_judged_by_its_policy" {
  attrs = {
    domain_name = "judged-by-its-policy"
  }
}

resource "aws_elasticsearch_domain_policy" "good_of_a_domain" {
  attrs = {
    domain_name = "judged-by-its-policy"
    access_policies = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "es:*", Resource = "*" }]
    })
  }
}

# expect: unknown
resource "aws_elasticsearch_domain" "unknown_not_set" {
  attrs = {
    domain_name = "not-set"
  }
}

data "aws_iam_policy_document" "later" {
  attrs = {}
}
