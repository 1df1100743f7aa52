# OpenSearch domains use fine-grained access control.
#
# Without it everybody whom the domain policy lets in may read and change every index; there are no users, roles or limits inside.
# Anonymous access during a migration period undoes it for as long as that lasts.
#
# severity: high
# controls: fsbp/Opensearch.7
# aliases: CKV2_AWS_52
# remediation: Add advanced_security_options with enabled = true; it cannot be turned off again.
# reference: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html
resource_policy "aws_opensearch_domain" "opensearch_fine_grained_access" {
  locals {
    options = core::try(attrs.advanced_security_options, [])
  }

  enforce {
    condition     = core::anytrue([for o in local.options : o.enabled == true])
    error_message = "The domain has no fine-grained access control."
  }

  enforce {
    condition     = core::alltrue([for o in local.options : core::try(o.anonymous_auth_enabled, false) != true])
    error_message = "Anonymous users may use the domain in spite of fine-grained access control."
  }
}

resource_policy "aws_elasticsearch_domain" "opensearch_fine_grained_access" {
  locals {
    options = core::try(attrs.advanced_security_options, [])
  }

  enforce {
    condition     = core::anytrue([for o in local.options : o.enabled == true])
    error_message = "The domain has no fine-grained access control."
  }
}
