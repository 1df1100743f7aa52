policytest {
  targets = ["opensearch_fine_grained_access.policy.hcl"]
}

resource "aws_opensearch_domain" "good" {
  attrs = {
    domain_name               = "good"
    advanced_security_options = [{ enabled = true, anonymous_auth_enabled = false }]
  }
}

# expect: message "The domain has no fine-grained access control."
resource "aws_opensearch_domain" "bad" {
  attrs = {
    domain_name               = "bad"
    advanced_security_options = [{ enabled = false, anonymous_auth_enabled = false }]
  }
  expect_failure = true
}

resource "aws_opensearch_domain" "bad_not_set" {
  attrs = {
    domain_name = "not-set"
  }
  expect_failure = true
}

# expect: unknown
resource "aws_opensearch_domain" "unknown" {
  attrs = {
    domain_name               = "unknown"
    advanced_security_options = [{ enabled = aws_ssm_parameter.enabled.has_value_wo, anonymous_auth_enabled = false }]
  }
}

resource "aws_elasticsearch_domain" "good" {
  attrs = {
    domain_name               = "good"
    advanced_security_options = [{ enabled = true }]
  }
}

# expect: message "The domain has no fine-grained access control."
resource "aws_elasticsearch_domain" "bad" {
  attrs = {
    domain_name               = "bad"
    advanced_security_options = [{ enabled = false }]
  }
  expect_failure = true
}

resource "aws_elasticsearch_domain" "bad_not_set" {
  attrs = {
    domain_name = "not-set"
  }
  expect_failure = true
}

# expect: unknown
resource "aws_elasticsearch_domain" "unknown" {
  attrs = {
    domain_name               = "unknown"
    advanced_security_options = [{ enabled = aws_ssm_parameter.enabled.has_value_wo }]
  }
}

# expect: message "Anonymous users may use the domain in spite of fine-grained access control."
resource "aws_opensearch_domain" "bad_anonymous" {
  attrs = {
    domain_name               = "anonymous"
    advanced_security_options = [{ enabled = true, anonymous_auth_enabled = true }]
  }
  expect_failure = true
}

resource "aws_opensearch_domain" "good_anonymous_not_set" {
  attrs = {
    domain_name               = "anonymous-not-set"
    advanced_security_options = [{ enabled = true }]
  }
}

resource "aws_ssm_parameter" "enabled" {
  skip = true
}
