policytest {
  targets = ["security_group_public_only_on_web_ports.policy.hcl"]
}

resource "aws_vpc" "from_pool" {
  skip = true
  attrs = {
    ipv4_ipam_pool_id = "ipam-pool-0a1b2c3d"
  }
}

resource "aws_rds_cluster_instance" "other" {
  skip = true
  attrs = {
    identifier = "other"
  }
}

resource "aws_security_group" "web" {
  attrs = {
    name    = "web"
    ingress = [{ from_port = 443, to_port = 443, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = ["::/0"] }, { from_port = 80, to_port = 80, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "not_set" {
  attrs = {
    name = "not-set"
  }
}

resource "aws_security_group" "http3" {
  attrs = {
    name    = "http3"
    ingress = [{ from_port = 443, to_port = 443, protocol = "udp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "private_ports_from_the_vpc" {
  attrs = {
    name    = "private-ports-from-the-vpc"
    ingress = [{ from_port = 0, to_port = 0, protocol = "-1", cidr_blocks = ["10.0.0.0/8"] }]
  }
}

resource "aws_security_group" "from_another_group" {
  attrs = {
    name    = "from-another-group"
    ingress = [{ from_port = 0, to_port = 65535, protocol = "tcp", cidr_blocks = [], security_groups = ["sg-0a1b2c3d"] }]
  }
}

resource "aws_security_group" "ping" {
  attrs = {
    name    = "ping"
    ingress = [{ from_port = 8, to_port = -1, protocol = "icmp", cidr_blocks = ["0.0.0.0/0"] }, { from_port = -1, to_port = -1, protocol = "icmpv6", cidr_blocks = [], ipv6_cidr_blocks = ["::/0"] }]
  }
}

# expect: message "The group lets the whole Internet in beyond the ports meant for it: tcp 22-22."
resource "aws_security_group" "ssh" {
  expect_failure = true
  attrs = {
    name    = "ssh"
    ingress = [{ from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "high_port" {
  expect_failure = true
  attrs = {
    name    = "high-port"
    ingress = [{ from_port = 8443, to_port = 8443, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "range_around_both" {
  expect_failure = true
  attrs = {
    name    = "range-around-both"
    ingress = [{ from_port = 80, to_port = 443, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "every_port" {
  expect_failure = true
  attrs = {
    name    = "every-port"
    ingress = [{ from_port = 0, to_port = 65535, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "every_port_ipv6" {
  expect_failure = true
  attrs = {
    name    = "every-port-ipv6"
    ingress = [{ from_port = 0, to_port = 65535, protocol = "tcp", cidr_blocks = [], ipv6_cidr_blocks = ["::/0"] }]
  }
}

# expect: message "The group lets the whole Internet in beyond the ports meant for it: all traffic."
resource "aws_security_group" "every_protocol" {
  expect_failure = true
  attrs = {
    name    = "every-protocol"
    ingress = [{ from_port = 0, to_port = 0, protocol = "-1", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "protocol_without_ports" {
  expect_failure = true
  attrs = {
    name    = "protocol-without-ports"
    ingress = [{ from_port = 0, to_port = 0, protocol = "50", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "two_halves" {
  expect_failure = true
  attrs = {
    name    = "two-halves"
    ingress = [{ from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"] }]
  }
}

# expect: unknown
resource "aws_security_group" "unknown_range" {
  attrs = {
    name    = "unknown-range"
    ingress = [{ from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = [aws_vpc.from_pool.cidr_block] }]
  }
}

resource "aws_security_group" "unknown_range_on_web_port" {
  attrs = {
    name    = "unknown-range-on-web-port"
    ingress = [{ from_port = 443, to_port = 443, protocol = "tcp", cidr_blocks = [aws_vpc.from_pool.cidr_block] }]
  }
}

# expect: unknown
resource "aws_security_group" "unknown_port" {
  attrs = {
    name    = "unknown-port"
    ingress = [{ from_port = aws_rds_cluster_instance.other.port, to_port = aws_rds_cluster_instance.other.port, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "own_ports_by_input" {
  attrs = {
    name    = "own-ports-by-input"
    ingress = [{ from_port = 8080, to_port = 8082, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
  inputs {
    public_ports = [8080, 8081, 8082]
  }
}

resource "aws_security_group" "web_not_in_input" {
  expect_failure = true
  attrs = {
    name    = "web-not-in-input"
    ingress = [{ from_port = 443, to_port = 443, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
  inputs {
    public_ports = [8080]
  }
}

resource "aws_security_group_rule" "rule_web" {
  attrs = {
    security_group_id = "sg-rule_web"
    type              = "ingress"
    protocol          = "tcp"
    from_port         = 443
    to_port           = 443
    cidr_blocks       = ["0.0.0.0/0"]
  }
}

resource "aws_security_group_rule" "rule_ping" {
  attrs = {
    security_group_id = "sg-rule_ping"
    type              = "ingress"
    protocol          = "icmp"
    from_port         = -1
    to_port           = -1
    cidr_blocks       = ["0.0.0.0/0"]
  }
}

resource "aws_security_group_rule" "rule_from_the_vpc" {
  attrs = {
    security_group_id = "sg-rule_from_the_vpc"
    type              = "ingress"
    protocol          = "tcp"
    from_port         = 22
    to_port           = 22
    cidr_blocks       = ["10.0.0.0/8"]
  }
}

resource "aws_security_group_rule" "rule_going_out" {
  attrs = {
    security_group_id = "sg-rule_going_out"
    type              = "egress"
    protocol          = "-1"
    from_port         = 0
    to_port           = 0
    cidr_blocks       = ["0.0.0.0/0"]
  }
}

# expect: message "The rule lets the whole Internet in beyond the ports meant for it: tcp 22-22."
resource "aws_security_group_rule" "rule_ssh" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-rule_ssh"
    type              = "ingress"
    protocol          = "tcp"
    from_port         = 22
    to_port           = 22
    cidr_blocks       = ["0.0.0.0/0"]
  }
}

resource "aws_security_group_rule" "rule_ssh_ipv6" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-rule_ssh_ipv6"
    type              = "ingress"
    protocol          = "tcp"
    from_port         = 22
    to_port           = 22
    ipv6_cidr_blocks  = ["::/0"]
  }
}

resource "aws_security_group_rule" "rule_every_protocol" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-rule_every_protocol"
    type              = "ingress"
    protocol          = "-1"
    from_port         = -1
    to_port           = -1
    cidr_blocks       = ["0.0.0.0/0"]
  }
}

# expect: unknown
resource "aws_security_group_rule" "rule_unknown" {
  attrs = {
    security_group_id = "sg-rule_unknown"
    type              = "ingress"
    protocol          = "tcp"
    from_port         = 22
    to_port           = 22
    cidr_blocks       = [aws_vpc.from_pool.cidr_block]
  }
}

resource "aws_vpc_security_group_ingress_rule" "ingress_web" {
  attrs = {
    security_group_id = "sg-ingress_web"
    ip_protocol       = "tcp"
    from_port         = 80
    to_port           = 80
    cidr_ipv4         = "0.0.0.0/0"
  }
}

resource "aws_vpc_security_group_ingress_rule" "ingress_from_the_vpc" {
  attrs = {
    security_group_id = "sg-ingress_from_the_vpc"
    ip_protocol       = "tcp"
    from_port         = 22
    to_port           = 22
    cidr_ipv4         = "10.0.0.0/8"
  }
}

resource "aws_vpc_security_group_ingress_rule" "ingress_from_another_group" {
  attrs = {
    security_group_id            = "sg-ingress_from_another_group"
    ip_protocol                  = "tcp"
    from_port                    = 22
    to_port                      = 22
    referenced_security_group_id = "sg-0a1b2c3d"
  }
}

resource "aws_vpc_security_group_ingress_rule" "ingress_ssh" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-ingress_ssh"
    ip_protocol       = "tcp"
    from_port         = 22
    to_port           = 22
    cidr_ipv4         = "0.0.0.0/0"
  }
}

resource "aws_vpc_security_group_ingress_rule" "ingress_ssh_ipv6" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-ingress_ssh_ipv6"
    ip_protocol       = "tcp"
    from_port         = 22
    to_port           = 22
    cidr_ipv6         = "::/0"
  }
}

resource "aws_vpc_security_group_ingress_rule" "ingress_every_protocol" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-ingress_every_protocol"
    ip_protocol       = "-1"
    cidr_ipv4         = "0.0.0.0/0"
  }
}

resource "aws_vpc_security_group_ingress_rule" "ingress_no_ports" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-ingress_no_ports"
    ip_protocol       = "tcp"
    cidr_ipv4         = "0.0.0.0/0"
  }
}

# expect: unknown
resource "aws_vpc_security_group_ingress_rule" "ingress_unknown" {
  attrs = {
    security_group_id = "sg-ingress_unknown"
    ip_protocol       = "tcp"
    from_port         = 22
    to_port           = 22
    cidr_ipv4         = aws_vpc.from_pool.cidr_block
  }
}

# An existing group's plan repeats the rules of other resources: each is reported where it is written, and only there.
resource "aws_security_group" "mirrors_a_rule" {
  attrs = {
    id      = "sg-mirror1"
    name    = "mirrors-a-rule"
    ingress = [{ from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = [], security_groups = [] }]
  }
  prior_attrs = {
    id      = "sg-mirror1"
    ingress = [{ from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = [], security_groups = [] }]
  }
}

resource "aws_security_group_rule" "mirrored" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-mirror1"
    type              = "ingress"
    protocol          = "tcp"
    from_port         = 22
    to_port           = 22
    cidr_blocks       = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "mirrors_an_ingress_rule" {
  attrs = {
    id      = "sg-mirror2"
    name    = "mirrors-an-ingress-rule"
    ingress = [{ from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
  prior_attrs = {
    id      = "sg-mirror2"
    ingress = [{ from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_vpc_security_group_ingress_rule" "mirrored" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-mirror2"
    ip_protocol       = "tcp"
    from_port         = 22
    to_port           = 22
    cidr_ipv4         = "0.0.0.0/0"
  }
}

# Here one of the rules is narrowed: the group still shows it as it was.
resource "aws_security_group" "mirrors_a_rule_being_narrowed" {
  attrs = {
    id      = "sg-mirror3"
    name    = "being-narrowed"
    ingress = [{ from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
  prior_attrs = {
    id      = "sg-mirror3"
    ingress = [{ from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_vpc_security_group_ingress_rule" "narrowed" {
  attrs = {
    security_group_id = "sg-mirror3"
    ip_protocol       = "tcp"
    from_port         = 22
    to_port           = 22
    cidr_ipv4         = "10.0.0.0/8"
  }
  prior_attrs = {
    security_group_id = "sg-mirror3"
    ip_protocol       = "tcp"
    from_port         = 22
    to_port           = 22
    cidr_ipv4         = "0.0.0.0/0"
  }
}

# And here only one of the group's two open rules is another resource's.
resource "aws_security_group" "own_rule_beside_a_mirrored_one" {
  expect_failure = true
  attrs = {
    id      = "sg-mirror4"
    name    = "own-rule"
    ingress = [{ from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }, { from_port = 0, to_port = 0, protocol = "-1", cidr_blocks = ["0.0.0.0/0"] }]
  }
  prior_attrs = {
    id      = "sg-mirror4"
    ingress = [{ from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }, { from_port = 0, to_port = 0, protocol = "-1", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group_rule" "mirrored_too" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-mirror4"
    type              = "ingress"
    protocol          = "tcp"
    from_port         = 22
    to_port           = 22
    cidr_blocks       = ["0.0.0.0/0"]
  }
}

# A rule of another group changes nothing.
resource "aws_security_group" "own_rule" {
  expect_failure = true
  attrs = {
    id      = "sg-mirror5"
    name    = "own-rule-only"
    ingress = [{ from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
  prior_attrs = {
    id      = "sg-mirror5"
    ingress = [{ from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}
