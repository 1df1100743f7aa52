policytest {
  targets = ["opensearch_domain_in_vpc.policy.hcl"]
}

resource "aws_subnet" "private" {
  skip = true
  attrs = {
    vpc_id     = "vpc-0a1b2c3d"
    cidr_block = "10.0.1.0/24"
  }
}

resource "aws_db_subnet_group" "other" {
  skip = true
  attrs = {
    name       = "other"
    subnet_ids = ["subnet-0a1b2c3d"]
  }
}

resource "aws_opensearch_domain" "in_vpc" {
  attrs = {
    domain_name = "main"
    vpc_options = [{ subnet_ids = ["subnet-0a1b2c3d"] }]
  }
}

resource "aws_opensearch_domain" "in_vpc_by_reference" {
  attrs = {
    domain_name = "main"
    vpc_options = [{ subnet_ids = [aws_subnet.private.id] }]
  }
}

# expect: fail opensearch_domain_in_vpc
# expect: message "The domain has a public endpoint, because it is not placed in a VPC."
resource "aws_opensearch_domain" "not_set" {
  expect_failure = true
  attrs = {
    domain_name = "main"
  }
}

resource "aws_opensearch_domain" "without_subnets" {
  expect_failure = true
  attrs = {
    domain_name = "main"
    vpc_options = [{ security_group_ids = ["sg-0a1b2c3d"] }]
  }
}

resource "aws_opensearch_domain" "no_subnets" {
  expect_failure = true
  attrs = {
    domain_name = "main"
    vpc_options = [{ subnet_ids = [] }]
  }
}

# expect: unknown
resource "aws_opensearch_domain" "unknown_subnets" {
  attrs = {
    domain_name = "main"
    vpc_options = [{ subnet_ids = aws_db_subnet_group.other.supported_network_types }]
  }
}

resource "aws_elasticsearch_domain" "in_vpc" {
  attrs = {
    domain_name = "main"
    vpc_options = [{ subnet_ids = ["subnet-0a1b2c3d"] }]
  }
}

resource "aws_elasticsearch_domain" "in_vpc_by_reference" {
  attrs = {
    domain_name = "main"
    vpc_options = [{ subnet_ids = [aws_subnet.private.id] }]
  }
}

# expect: message "The domain has a public endpoint, because it is not placed in a VPC."
resource "aws_elasticsearch_domain" "not_set" {
  expect_failure = true
  attrs = {
    domain_name = "main"
  }
}

resource "aws_elasticsearch_domain" "without_subnets" {
  expect_failure = true
  attrs = {
    domain_name = "main"
    vpc_options = [{ security_group_ids = ["sg-0a1b2c3d"] }]
  }
}

resource "aws_elasticsearch_domain" "no_subnets" {
  expect_failure = true
  attrs = {
    domain_name = "main"
    vpc_options = [{ subnet_ids = [] }]
  }
}

# expect: unknown
resource "aws_elasticsearch_domain" "unknown_subnets" {
  attrs = {
    domain_name = "main"
    vpc_options = [{ subnet_ids = aws_db_subnet_group.other.supported_network_types }]
  }
}
