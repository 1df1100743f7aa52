policytest {
  targets = ["ssm_document_not_public.policy.hcl"]
}

resource "aws_iam_role" "later" {
  skip = true
}

# Private unless shared.
resource "aws_ssm_document" "not_set" {
  attrs = {
    name          = "patch"
    document_type = "Command"
    content       = "{}"
  }
}

resource "aws_ssm_document" "good_accounts" {
  attrs = {
    name          = "patch"
    document_type = "Command"
    content       = "{}"
    permissions   = { type = "Share", account_ids = "111122223333,444455556666" }
  }
}

# expect: fail ssm_document_not_public
# expect: message "The document is shared with every AWS account: its permissions name All."
resource "aws_ssm_document" "bad_all" {
  attrs = {
    name          = "patch"
    document_type = "Command"
    content       = "{}"
    permissions   = { type = "Share", account_ids = "All" }
  }
  expect_failure = true
}

resource "aws_ssm_document" "bad_all_in_a_list" {
  attrs = {
    name          = "patch"
    document_type = "Command"
    content       = "{}"
    permissions   = { type = "Share", account_ids = "111122223333, all" }
  }
  expect_failure = true
}

# expect: unknown
resource "aws_ssm_document" "unknown_accounts" {
  attrs = {
    name          = "patch"
    document_type = "Command"
    content       = "{}"
    permissions   = { type = "Share", account_ids = aws_iam_role.later.unique_id }
  }
}

resource "aws_ssm_service_setting" "good_disabled" {
  attrs = {
    setting_id    = "/ssm/documents/console/public-sharing-permission"
    setting_value = "Disable"
  }
}

resource "aws_ssm_service_setting" "good_disabled_by_arn" {
  attrs = {
    setting_id    = "arn:aws:ssm:eu-west-1:111122223333:servicesetting/ssm/documents/console/public-sharing-permission"
    setting_value = "Disable"
  }
}

# expect: fail ssm_document_not_public
# expect: message "The account may share SSM documents with everyone: /ssm/documents/console/public-sharing-permission is Enable."
resource "aws_ssm_service_setting" "bad_enabled" {
  attrs = {
    setting_id    = "/ssm/documents/console/public-sharing-permission"
    setting_value = "Enable"
  }
  expect_failure = true
}

# Another setting is none of this rule's business.
resource "aws_ssm_service_setting" "good_other_setting" {
  attrs = {
    setting_id    = "/ssm/parameter-store/high-throughput-enabled"
    setting_value = "true"
  }
}

# expect: unknown
resource "aws_ssm_service_setting" "unknown_value" {
  attrs = {
    setting_id    = "/ssm/documents/console/public-sharing-permission"
    setting_value = aws_iam_role.later.unique_id
  }
}
