# SSM documents are not public, and accounts block public sharing.
#
# A document shows how machines are run and often holds names, paths and secrets; shared with All, every AWS account reads it. The account's
# service setting forbids it for all documents at once and is off in a new account.
#
# severity: critical
# controls: fsbp/SSM.4 fsbp/SSM.7
# aliases: CKV_AWS_303
# remediation: Share with account ids only, and declare the service setting that disables public sharing.
# reference: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html
resource_policy "aws_ssm_document" "ssm_document_not_public" {
  locals {
    account_ids = [for id in core::split(",", core::try(attrs.permissions.account_ids, "")) : core::lower(core::trimspace(id))]
  }

  enforce {
    condition     = !core::contains(local.account_ids, "all")
    error_message = "The document is shared with every AWS account: its permissions name All."
  }
}

resource_policy "aws_ssm_service_setting" "ssm_document_not_public" {
  filter = core::endswith(attrs.setting_id, "/ssm/documents/console/public-sharing-permission")

  enforce {
    condition     = attrs.setting_value == "Disable"
    error_message = "The account may share SSM documents with everyone: ${attrs.setting_id} is ${attrs.setting_value}."
  }
}
