# OpenSearch and Elasticsearch domains encrypt data at rest.
#
# Indexes, logs, swap files and automatic snapshots are encrypted only where the feature is enabled for the domain.
#
# severity: high
# controls: fsbp/Opensearch.1 fsbp/ES.1
# aliases: CKV_AWS_5 AVD-AWS-0048
# remediation: Set enabled = true in encrypt_at_rest; older engine versions need a new domain.
# reference: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html
resource_policy "aws_opensearch_domain" "opensearch_domain_encrypted_at_rest" {
  enforce {
    condition     = core::try(attrs.encrypt_at_rest[0].enabled, false) == true
    error_message = "The domain does not encrypt its data at rest."
  }
}

resource_policy "aws_elasticsearch_domain" "opensearch_domain_encrypted_at_rest" {
  enforce {
    condition     = core::try(attrs.encrypt_at_rest[0].enabled, false) == true
    error_message = "The domain does not encrypt its data at rest."
  }
}
