policytest {
  targets = ["security_group_no_public_high_risk_ports.policy.hcl"]
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

resource "aws_security_group" "from_the_vpc" {
  attrs = {
    name    = "from-the-vpc"
    ingress = [{ from_port = 5432, to_port = 5432, protocol = "tcp", cidr_blocks = ["10.0.0.0/8"] }]
  }
}

resource "aws_security_group" "not_set" {
  attrs = {
    name = "not-set"
  }
}

resource "aws_security_group" "web" {
  attrs = {
    name    = "web"
    ingress = [{ from_port = 443, to_port = 443, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }, { from_port = 80, to_port = 80, protocol = "tcp", cidr_blocks = [], ipv6_cidr_blocks = ["::/0"] }]
  }
}

resource "aws_security_group" "from_another_group" {
  attrs = {
    name    = "from-another-group"
    ingress = [{ from_port = 5432, to_port = 5432, protocol = "tcp", cidr_blocks = [], security_groups = ["sg-0a1b2c3d"] }]
  }
}

resource "aws_security_group" "ping" {
  attrs = {
    name    = "ping"
    ingress = [{ from_port = -1, to_port = -1, protocol = "icmp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_20" {
  expect_failure = true
  attrs = {
    name    = "port-20"
    ingress = [{ from_port = 20, to_port = 20, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_21" {
  expect_failure = true
  attrs = {
    name    = "port-21"
    ingress = [{ from_port = 21, to_port = 21, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_22" {
  expect_failure = true
  attrs = {
    name    = "port-22"
    ingress = [{ from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_23" {
  expect_failure = true
  attrs = {
    name    = "port-23"
    ingress = [{ from_port = 23, to_port = 23, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_25" {
  expect_failure = true
  attrs = {
    name    = "port-25"
    ingress = [{ from_port = 25, to_port = 25, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_110" {
  expect_failure = true
  attrs = {
    name    = "port-110"
    ingress = [{ from_port = 110, to_port = 110, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_135" {
  expect_failure = true
  attrs = {
    name    = "port-135"
    ingress = [{ from_port = 135, to_port = 135, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_143" {
  expect_failure = true
  attrs = {
    name    = "port-143"
    ingress = [{ from_port = 143, to_port = 143, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_445" {
  expect_failure = true
  attrs = {
    name    = "port-445"
    ingress = [{ from_port = 445, to_port = 445, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_1433" {
  expect_failure = true
  attrs = {
    name    = "port-1433"
    ingress = [{ from_port = 1433, to_port = 1433, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_1434" {
  expect_failure = true
  attrs = {
    name    = "port-1434"
    ingress = [{ from_port = 1434, to_port = 1434, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_3000" {
  expect_failure = true
  attrs = {
    name    = "port-3000"
    ingress = [{ from_port = 3000, to_port = 3000, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_3306" {
  expect_failure = true
  attrs = {
    name    = "port-3306"
    ingress = [{ from_port = 3306, to_port = 3306, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_3389" {
  expect_failure = true
  attrs = {
    name    = "port-3389"
    ingress = [{ from_port = 3389, to_port = 3389, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_4333" {
  expect_failure = true
  attrs = {
    name    = "port-4333"
    ingress = [{ from_port = 4333, to_port = 4333, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_5000" {
  expect_failure = true
  attrs = {
    name    = "port-5000"
    ingress = [{ from_port = 5000, to_port = 5000, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_5432" {
  expect_failure = true
  attrs = {
    name    = "port-5432"
    ingress = [{ from_port = 5432, to_port = 5432, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_5500" {
  expect_failure = true
  attrs = {
    name    = "port-5500"
    ingress = [{ from_port = 5500, to_port = 5500, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_5601" {
  expect_failure = true
  attrs = {
    name    = "port-5601"
    ingress = [{ from_port = 5601, to_port = 5601, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_6379" {
  expect_failure = true
  attrs = {
    name    = "port-6379"
    ingress = [{ from_port = 6379, to_port = 6379, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_8080" {
  expect_failure = true
  attrs = {
    name    = "port-8080"
    ingress = [{ from_port = 8080, to_port = 8080, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_8088" {
  expect_failure = true
  attrs = {
    name    = "port-8088"
    ingress = [{ from_port = 8088, to_port = 8088, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_8888" {
  expect_failure = true
  attrs = {
    name    = "port-8888"
    ingress = [{ from_port = 8888, to_port = 8888, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_9092" {
  expect_failure = true
  attrs = {
    name    = "port-9092"
    ingress = [{ from_port = 9092, to_port = 9092, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_9200" {
  expect_failure = true
  attrs = {
    name    = "port-9200"
    ingress = [{ from_port = 9200, to_port = 9200, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_9300" {
  expect_failure = true
  attrs = {
    name    = "port-9300"
    ingress = [{ from_port = 9300, to_port = 9300, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_11211" {
  expect_failure = true
  attrs = {
    name    = "port-11211"
    ingress = [{ from_port = 11211, to_port = 11211, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "port_27017" {
  expect_failure = true
  attrs = {
    name    = "port-27017"
    ingress = [{ from_port = 27017, to_port = 27017, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

# expect: message "The group opens high-risk port 6379 to the whole Internet."
resource "aws_security_group" "redis_ipv6" {
  expect_failure = true
  attrs = {
    name    = "redis-ipv6"
    ingress = [{ from_port = 6379, to_port = 6379, protocol = "tcp", cidr_blocks = [], ipv6_cidr_blocks = ["::/0"] }]
  }
}

resource "aws_security_group" "memcached_udp" {
  expect_failure = true
  attrs = {
    name    = "memcached-udp"
    ingress = [{ from_port = 11211, to_port = 11211, protocol = "udp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

# expect: message "The group opens high-risk port 9092, 9200, 9300 to the whole Internet."
resource "aws_security_group" "range" {
  expect_failure = true
  attrs = {
    name    = "range"
    ingress = [{ from_port = 9000, to_port = 9999, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "every_protocol" {
  expect_failure = true
  attrs = {
    name    = "every-protocol"
    ingress = [{ from_port = 0, to_port = 0, protocol = "-1", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "two_halves" {
  expect_failure = true
  attrs = {
    name    = "two-halves"
    ingress = [{ from_port = 3306, to_port = 3306, protocol = "tcp", cidr_blocks = ["0.0.0.0/1"] }, { from_port = 3306, to_port = 3306, protocol = "tcp", cidr_blocks = ["128.0.0.0/1"] }]
  }
}

# expect: unknown
resource "aws_security_group" "unknown_range" {
  attrs = {
    name    = "unknown-range"
    ingress = [{ from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = [aws_vpc.from_pool.cidr_block] }]
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
  expect_failure = true
  attrs = {
    name    = "own-ports-by-input"
    ingress = [{ from_port = 2375, to_port = 2375, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
  inputs {
    high_risk_ports = [2375]
  }
}

resource "aws_security_group" "other_ports_by_input" {
  attrs = {
    name    = "other-ports-by-input"
    ingress = [{ from_port = 8080, to_port = 8080, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
  inputs {
    high_risk_ports = [2375]
  }
}

resource "aws_security_group_rule" "rule_from_the_vpc" {
  attrs = {
    security_group_id = "sg-rule_from_the_vpc"
    type              = "ingress"
    protocol          = "tcp"
    from_port         = 5432
    to_port           = 5432
    cidr_blocks       = ["10.0.0.0/8"]
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

# expect: message "The rule opens high-risk port 5432 to the whole Internet."
resource "aws_security_group_rule" "rule_postgres" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-rule_postgres"
    type              = "ingress"
    protocol          = "tcp"
    from_port         = 5432
    to_port           = 5432
    cidr_blocks       = ["0.0.0.0/0"]
  }
}

resource "aws_security_group_rule" "rule_postgres_ipv6" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-rule_postgres_ipv6"
    type              = "ingress"
    protocol          = "tcp"
    from_port         = 5432
    to_port           = 5432
    ipv6_cidr_blocks  = ["::/0"]
  }
}

resource "aws_security_group_rule" "rule_every_protocol" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-rule_every_protocol"
    type              = "ingress"
    protocol          = "all"
    from_port         = 0
    to_port           = 0
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

resource "aws_vpc_security_group_ingress_rule" "ingress_from_the_vpc" {
  attrs = {
    security_group_id = "sg-ingress_from_the_vpc"
    ip_protocol       = "tcp"
    from_port         = 5432
    to_port           = 5432
    cidr_ipv4         = "10.0.0.0/8"
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

resource "aws_vpc_security_group_ingress_rule" "ingress_from_another_group" {
  attrs = {
    security_group_id            = "sg-ingress_from_another_group"
    ip_protocol                  = "tcp"
    from_port                    = 22
    to_port                      = 22
    referenced_security_group_id = "sg-0a1b2c3d"
  }
}

resource "aws_vpc_security_group_ingress_rule" "ingress_postgres" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-ingress_postgres"
    ip_protocol       = "tcp"
    from_port         = 5432
    to_port           = 5432
    cidr_ipv4         = "0.0.0.0/0"
  }
}

resource "aws_vpc_security_group_ingress_rule" "ingress_postgres_ipv6" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-ingress_postgres_ipv6"
    ip_protocol       = "tcp"
    from_port         = 5432
    to_port           = 5432
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
    ingress = [{ from_port = 3306, to_port = 3306, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = [], security_groups = [] }]
  }
  prior_attrs = {
    id      = "sg-mirror1"
    ingress = [{ from_port = 3306, to_port = 3306, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = [], security_groups = [] }]
  }
}

resource "aws_security_group_rule" "mirrored" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-mirror1"
    type              = "ingress"
    protocol          = "tcp"
    from_port         = 3306
    to_port           = 3306
    cidr_blocks       = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "mirrors_an_ingress_rule" {
  attrs = {
    id      = "sg-mirror2"
    name    = "mirrors-an-ingress-rule"
    ingress = [{ from_port = 3306, to_port = 3306, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
  prior_attrs = {
    id      = "sg-mirror2"
    ingress = [{ from_port = 3306, to_port = 3306, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_vpc_security_group_ingress_rule" "mirrored" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-mirror2"
    ip_protocol       = "tcp"
    from_port         = 3306
    to_port           = 3306
    cidr_ipv4         = "0.0.0.0/0"
  }
}

# Here one of the rules is narrowed: the group still shows it as it was.
resource "aws_security_group" "mirrors_a_rule_being_narrowed" {
  attrs = {
    id      = "sg-mirror3"
    name    = "being-narrowed"
    ingress = [{ from_port = 3306, to_port = 3306, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
  prior_attrs = {
    id      = "sg-mirror3"
    ingress = [{ from_port = 3306, to_port = 3306, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_vpc_security_group_ingress_rule" "narrowed" {
  attrs = {
    security_group_id = "sg-mirror3"
    ip_protocol       = "tcp"
    from_port         = 3306
    to_port           = 3306
    cidr_ipv4         = "10.0.0.0/8"
  }
  prior_attrs = {
    security_group_id = "sg-mirror3"
    ip_protocol       = "tcp"
    from_port         = 3306
    to_port           = 3306
    cidr_ipv4         = "0.0.0.0/0"
  }
}

# And here only one of the group's two open rules is another resource's.
resource "aws_security_group" "own_rule_beside_a_mirrored_one" {
  expect_failure = true
  attrs = {
    id      = "sg-mirror4"
    name    = "own-rule"
    ingress = [{ from_port = 3306, to_port = 3306, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }, { from_port = 0, to_port = 0, protocol = "-1", cidr_blocks = ["0.0.0.0/0"] }]
  }
  prior_attrs = {
    id      = "sg-mirror4"
    ingress = [{ from_port = 3306, to_port = 3306, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }, { from_port = 0, to_port = 0, protocol = "-1", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group_rule" "mirrored_too" {
  expect_failure = true
  attrs = {
    security_group_id = "sg-mirror4"
    type              = "ingress"
    protocol          = "tcp"
    from_port         = 3306
    to_port           = 3306
    cidr_blocks       = ["0.0.0.0/0"]
  }
}

# A rule of another group changes nothing.
resource "aws_security_group" "own_rule" {
  expect_failure = true
  attrs = {
    id      = "sg-mirror5"
    name    = "own-rule-only"
    ingress = [{ from_port = 3306, to_port = 3306, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
  prior_attrs = {
    id      = "sg-mirror5"
    ingress = [{ from_port = 3306, to_port = 3306, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}
