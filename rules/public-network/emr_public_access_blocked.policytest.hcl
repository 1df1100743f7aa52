policytest {
  targets = ["emr_public_access_blocked.policy.hcl"]
}

resource "aws_rds_cluster_instance" "other" {
  skip = true
  attrs = {
    identifier = "other"
  }
}

resource "aws_emr_block_public_access_configuration" "blocked" {
  attrs = {
    block_public_security_group_rules = true
  }
}

resource "aws_emr_block_public_access_configuration" "blocked_but_ssh" {
  attrs = {
    block_public_security_group_rules          = true
    permitted_public_security_group_rule_range = [{ min_range = 22, max_range = 22 }]
  }
}

# expect: fail emr_public_access_blocked
# expect: message "EMR block public access is off."
resource "aws_emr_block_public_access_configuration" "off" {
  expect_failure = true
  attrs = {
    block_public_security_group_rules = false
  }
}

# expect: message "EMR block public access permits public ports beyond 22."
resource "aws_emr_block_public_access_configuration" "wide_range" {
  expect_failure = true
  attrs = {
    block_public_security_group_rules          = true
    permitted_public_security_group_rule_range = [{ min_range = 22, max_range = 22 }, { min_range = 100, max_range = 101 }]
  }
}

resource "aws_emr_block_public_access_configuration" "range_around_ssh" {
  expect_failure = true
  attrs = {
    block_public_security_group_rules          = true
    permitted_public_security_group_rule_range = [{ min_range = 0, max_range = 22 }]
  }
}

# expect: unknown
resource "aws_emr_block_public_access_configuration" "unknown_value" {
  attrs = {
    block_public_security_group_rules = aws_rds_cluster_instance.other.writer
  }
}

# expect: unknown
resource "aws_emr_block_public_access_configuration" "unknown_range" {
  attrs = {
    block_public_security_group_rules          = true
    permitted_public_security_group_rule_range = [{ min_range = aws_rds_cluster_instance.other.port, max_range = 22 }]
  }
}

resource "aws_emr_block_public_access_configuration" "off_with_unknown_range" {
  expect_failure = true
  attrs = {
    block_public_security_group_rules          = false
    permitted_public_security_group_rule_range = [{ min_range = aws_rds_cluster_instance.other.port, max_range = 22 }]
  }
}
