policytest {
  targets = ["default_security_group_closed.policy.hcl"]
}

resource "aws_vpc" "taken_over" {
  attrs = {
    cidr_block = "10.0.0.0/16"
  }
}

resource "aws_default_security_group" "closed" {
  attrs = {
    vpc_id = aws_vpc.taken_over.id
  }
}

resource "aws_vpc" "taken_over_by_literal" {
  attrs = {
    id         = "vpc-0a1b2c3d4e5f60001"
    cidr_block = "10.1.0.0/16"
  }
}

resource "aws_default_security_group" "closed_explicitly" {
  attrs = {
    vpc_id  = "vpc-0a1b2c3d4e5f60001"
    ingress = []
    egress  = []
  }
}

# expect: fail default_security_group_closed
# expect: message "No aws_default_security_group takes over this VPC's default security group, which keeps the rules that AWS gives it."
resource "aws_vpc" "left_alone" {
  expect_failure = true
  attrs = {
    cidr_block = "10.2.0.0/16"
  }
}

resource "aws_vpc" "left_alone_by_literal" {
  expect_failure = true
  attrs = {
    id         = "vpc-0a1b2c3d4e5f60002"
    cidr_block = "10.3.0.0/16"
  }
}

# expect: message "The default security group has ingress rules."
resource "aws_default_security_group" "open_to_members" {
  expect_failure = true
  attrs = {
    vpc_id  = "vpc-0a1b2c3d4e5f60003"
    ingress = [{ protocol = "-1", self = true, from_port = 0, to_port = 0 }]
  }
}

# expect: message "The default security group has egress rules."
resource "aws_default_security_group" "open_outwards" {
  expect_failure = true
  attrs = {
    vpc_id = "vpc-0a1b2c3d4e5f60004"
    egress = [{ protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_default_security_group" "unknown_source" {
  expect_failure = true
  attrs = {
    vpc_id  = "vpc-0a1b2c3d4e5f60005"
    ingress = [{ protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = [aws_vpc.taken_over.ipv6_cidr_block] }]
  }
}

# An existing group keeps what the plan shows, whether or not the configuration says so.
resource "aws_default_security_group" "existing_with_rules" {
  expect_failure = true
  attrs = {
    id     = "sg-0a1b2c3d"
    vpc_id = "vpc-0a1b2c3d4e5f60006"
    egress = [{ protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/0"] }]
  }
  prior_attrs = {
    id     = "sg-0a1b2c3d"
    vpc_id = "vpc-0a1b2c3d4e5f60006"
    egress = [{ protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/0"] }]
  }
}
