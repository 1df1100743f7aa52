policytest {
  targets = ["opensearch_domain_encrypted_at_rest.policy.hcl"]
}

resource "aws_ebs_snapshot" "source" {
  attrs = { id = "snap-0f", volume_id = "vol-1" }
  skip  = true
}

resource "aws_opensearch_domain" "opensearch_good" {
  attrs = {
    domain_name = "opensearch"
    encrypt_at_rest = [
      { enabled = true },
    ]
  }
}

# expect: fail opensearch_domain_encrypted_at_rest
# expect: message "The domain does not encrypt its data at rest."
resource "aws_opensearch_domain" "opensearch_bad" {
  attrs = {
    domain_name = "opensearch"
    encrypt_at_rest = [
      { enabled = false },
    ]
  }
  expect_failure = true
}

resource "aws_opensearch_domain" "opensearch_not_set" {
  attrs = {
    domain_name = "opensearch"
  }
  expect_failure = true
}

# expect: unknown
resource "aws_opensearch_domain" "opensearch_known_after_apply" {
  attrs = {
    domain_name = "opensearch"
    encrypt_at_rest = [
      { enabled = aws_ebs_snapshot.source.encrypted },
    ]
  }
}

resource "aws_elasticsearch_domain" "elasticsearch_good" {
  attrs = {
    domain_name = "elasticsearch"
    encrypt_at_rest = [
      { enabled = true },
    ]
  }
}

# expect: fail opensearch_domain_encrypted_at_rest
# expect: message "The domain does not encrypt its data at rest."
resource "aws_elasticsearch_domain" "elasticsearch_bad" {
  attrs = {
    domain_name = "elasticsearch"
    encrypt_at_rest = [
      { enabled = false },
    ]
  }
  expect_failure = true
}

resource "aws_elasticsearch_domain" "elasticsearch_not_set" {
  attrs = {
    domain_name = "elasticsearch"
  }
  expect_failure = true
}

# expect: unknown
resource "aws_elasticsearch_domain" "elasticsearch_known_after_apply" {
  attrs = {
    domain_name = "elasticsearch"
    encrypt_at_rest = [
      { enabled = aws_ebs_snapshot.source.encrypted },
    ]
  }
}
