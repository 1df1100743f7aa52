# OpenSearch and Elasticsearch domains live in a VPC.
#
# A domain outside a VPC has a public endpoint: its access policy is all that stands between the Internet and the index,
# and one with a wildcard publishes everything. A domain cannot be moved later: it is recreated.
#
# severity: critical
# controls: fsbp/Opensearch.2 fsbp/ES.2
# aliases: CKV_AWS_137 CKV_AWS_248
# remediation: Add vpc_options with at least one subnet; the domain is recreated.
# reference: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html
resource_policy "aws_opensearch_domain" "opensearch_domain_in_vpc" {
  enforce {
    condition = core::anytrue([
      for v in core::try(attrs.vpc_options, []) : core::length(core::try(v.subnet_ids, [])) > 0
    ])
    error_message = "The domain has a public endpoint, because it is not placed in a VPC."
  }
}

resource_policy "aws_elasticsearch_domain" "opensearch_domain_in_vpc" {
  enforce {
    condition = core::anytrue([
      for v in core::try(attrs.vpc_options, []) : core::length(core::try(v.subnet_ids, [])) > 0
    ])
    error_message = "The domain has a public endpoint, because it is not placed in a VPC."
  }
}
