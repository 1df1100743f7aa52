policytest {
  targets = ["redshift_port_restricted.policy.hcl"]
}

resource "aws_vpc" "from_pool" {
  skip = true
  attrs = {
    ipv4_ipam_pool_id = "ipam-pool-0a1b2c3d"
  }
}

# Security groups, closed and open.

resource "aws_security_group" "from_the_vpc" {
  skip = true
  attrs = {
    name    = "from-the-vpc"
    ingress = [{ from_port = 5439, to_port = 5439, protocol = "tcp", cidr_blocks = ["10.0.0.0/8"] }]
  }
}

resource "aws_security_group" "web" {
  skip = true
  attrs = {
    name    = "web"
    ingress = [{ from_port = 443, to_port = 443, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "open" {
  skip = true
  attrs = {
    name    = "open"
    ingress = [{ from_port = 5439, to_port = 5439, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "open_ipv6" {
  skip = true
  attrs = {
    name    = "open-ipv6"
    ingress = [{ from_port = 5000, to_port = 6000, protocol = "tcp", ipv6_cidr_blocks = ["::/0"] }]
  }
}

resource "aws_security_group" "open_for_all" {
  skip = true
  attrs = {
    id      = "sg-0000000000000all"
    name    = "open-for-all"
    ingress = [{ from_port = 0, to_port = 0, protocol = "-1", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "open_over_udp" {
  skip = true
  attrs = {
    name    = "open-over-udp"
    ingress = [{ from_port = 5439, to_port = 5439, protocol = "udp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "unknown_range" {
  skip = true
  attrs = {
    name    = "unknown-range"
    ingress = [{ from_port = 5439, to_port = 5439, protocol = "tcp", cidr_blocks = [aws_vpc.from_pool.cidr_block] }]
  }
}

resource "aws_security_group" "opened_by_rule" {
  skip = true
  attrs = {
    name = "opened-by-rule"
  }
}

resource "aws_security_group_rule" "opens" {
  skip = true
  attrs = {
    security_group_id = aws_security_group.opened_by_rule.id
    type              = "ingress"
    protocol          = "tcp"
    from_port         = 5439
    to_port           = 5439
    cidr_blocks       = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "opened_by_ingress_rule" {
  skip = true
  attrs = {
    name = "opened-by-ingress-rule"
  }
}

resource "aws_vpc_security_group_ingress_rule" "opens" {
  skip = true
  attrs = {
    security_group_id = aws_security_group.opened_by_ingress_rule.id
    ip_protocol       = "-1"
    cidr_ipv6         = "::/0"
  }
}

resource "aws_security_group" "lets_out_only" {
  skip = true
  attrs = {
    name = "lets-out-only"
  }
}

resource "aws_security_group_rule" "lets_out" {
  skip = true
  attrs = {
    security_group_id = aws_security_group.lets_out_only.id
    type              = "egress"
    protocol          = "-1"
    from_port         = 0
    to_port           = 0
    cidr_blocks       = ["0.0.0.0/0"]
  }
}

# Exists, and a rule of its own resource is narrowed by this plan: the group still shows the old one.
resource "aws_security_group" "being_narrowed" {
  skip = true
  attrs = {
    id      = "sg-0000000000narrowed"
    name    = "being-narrowed"
    ingress = [{ from_port = 5439, to_port = 5439, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_vpc_security_group_ingress_rule" "narrowed" {
  skip = true
  attrs = {
    security_group_id = "sg-0000000000narrowed"
    ip_protocol       = "tcp"
    from_port         = 5439
    to_port           = 5439
    cidr_ipv4         = "10.0.0.0/8"
  }
}

# Clusters.

resource "aws_redshift_cluster" "from_the_vpc" {
  attrs = {
    cluster_identifier     = "from-the-vpc"
    vpc_security_group_ids = [aws_security_group.from_the_vpc.id, aws_security_group.web.id]
  }
}

# expect: fail redshift_port_restricted
# expect: message "A security group of the cluster admits the whole Internet to port 5439."
resource "aws_redshift_cluster" "open" {
  expect_failure = true
  attrs = {
    cluster_identifier     = "open"
    vpc_security_group_ids = [aws_security_group.from_the_vpc.id, aws_security_group.open.id]
  }
}

resource "aws_redshift_cluster" "open_ipv6" {
  expect_failure = true
  attrs = {
    cluster_identifier     = "open-ipv6"
    vpc_security_group_ids = [aws_security_group.open_ipv6.id]
  }
}

resource "aws_redshift_cluster" "open_for_all_by_literal" {
  expect_failure = true
  attrs = {
    cluster_identifier     = "open-for-all"
    vpc_security_group_ids = ["sg-0000000000000all"]
  }
}

resource "aws_redshift_cluster" "open_over_udp" {
  attrs = {
    cluster_identifier     = "open-over-udp"
    vpc_security_group_ids = [aws_security_group.open_over_udp.id]
  }
}

resource "aws_redshift_cluster" "on_another_port" {
  attrs = {
    cluster_identifier     = "on-another-port"
    port                   = 8191
    vpc_security_group_ids = [aws_security_group.open.id]
  }
}

# expect: message "A security group of the cluster admits the whole Internet to port 5500."
resource "aws_redshift_cluster" "on_another_open_port" {
  expect_failure = true
  attrs = {
    cluster_identifier     = "on-another-open-port"
    port                   = 5500
    vpc_security_group_ids = [aws_security_group.open_ipv6.id]
  }
}

resource "aws_redshift_cluster" "opened_by_rule" {
  expect_failure = true
  attrs = {
    cluster_identifier     = "opened-by-rule"
    vpc_security_group_ids = [aws_security_group.opened_by_rule.id]
  }
}

resource "aws_redshift_cluster" "opened_by_ingress_rule" {
  expect_failure = true
  attrs = {
    cluster_identifier     = "opened-by-ingress-rule"
    vpc_security_group_ids = [aws_security_group.opened_by_ingress_rule.id]
  }
}

resource "aws_redshift_cluster" "lets_out_only" {
  attrs = {
    cluster_identifier     = "lets-out-only"
    vpc_security_group_ids = [aws_security_group.lets_out_only.id]
  }
}

resource "aws_redshift_cluster" "being_narrowed" {
  attrs = {
    cluster_identifier     = "being-narrowed"
    vpc_security_group_ids = ["sg-0000000000narrowed"]
  }
}

resource "aws_redshift_cluster" "group_outside_the_plan" {
  attrs = {
    cluster_identifier     = "group-outside"
    vpc_security_group_ids = ["sg-0000000elsewhere"]
  }
}

# expect: unknown
resource "aws_redshift_cluster" "unknown_range" {
  attrs = {
    cluster_identifier     = "unknown-range"
    vpc_security_group_ids = [aws_security_group.unknown_range.id]
  }
}

resource "aws_redshift_cluster" "unknown_range_beside_open" {
  expect_failure = true
  attrs = {
    cluster_identifier     = "unknown-range-beside-open"
    vpc_security_group_ids = [aws_security_group.unknown_range.id, aws_security_group.open.id]
  }
}
