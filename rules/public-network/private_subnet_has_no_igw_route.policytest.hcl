policytest {
  targets = ["private_subnet_has_no_igw_route.policy.hcl"]
}

# A network that is being created: a table with a NAT route, and tables with routes to the internet gateway in each way of writing them.

resource "aws_vpc" "main" {
  skip = true
  attrs = {
    cidr_block = "10.0.0.0/16"
  }
}

resource "aws_internet_gateway" "main" {
  skip = true
  attrs = {
    vpc_id = aws_vpc.main.id
  }
}

resource "aws_nat_gateway" "main" {
  skip = true
  attrs = {
    subnet_id = aws_subnet.public.id
  }
}

resource "aws_route_table" "private" {
  skip = true
  attrs = {
    vpc_id = aws_vpc.main.id
  }
}

resource "aws_route" "private" {
  skip = true
  attrs = {
    route_table_id         = aws_route_table.private.id
    destination_cidr_block = "0.0.0.0/0"
    nat_gateway_id         = aws_nat_gateway.main.id
  }
}

resource "aws_route_table" "public" {
  skip = true
  attrs = {
    vpc_id = aws_vpc.main.id
  }
}

resource "aws_route" "public" {
  skip = true
  attrs = {
    route_table_id         = aws_route_table.public.id
    destination_cidr_block = "0.0.0.0/0"
    gateway_id             = aws_internet_gateway.main.id
  }
}

resource "aws_route_table" "public_inline" {
  skip = true
  attrs = {
    vpc_id = aws_vpc.main.id
    route  = [{ cidr_block = "0.0.0.0/0", gateway_id = aws_internet_gateway.main.id }]
  }
}

resource "aws_route_table" "public_ipv6" {
  skip = true
  attrs = {
    vpc_id = aws_vpc.main.id
  }
}

resource "aws_route" "public_ipv6" {
  skip = true
  attrs = {
    route_table_id              = aws_route_table.public_ipv6.id
    destination_ipv6_cidr_block = "::/0"
    gateway_id                  = "igw-0a1b2c3d"
  }
}

resource "aws_route_table" "vpn" {
  skip = true
  attrs = {
    vpc_id = aws_vpc.main.id
    route  = [{ cidr_block = "0.0.0.0/0", gateway_id = "vgw-0a1b2c3d" }]
  }
}

# One address behind the gateway, but no default route.
resource "aws_route_table" "one_host" {
  skip = true
  attrs = {
    vpc_id = aws_vpc.main.id
    route  = [{ cidr_block = "203.0.113.7/32", gateway_id = "igw-0a1b2c3d" }]
  }
}

resource "aws_rds_cluster_instance" "other" {
  skip = true
  attrs = {
    identifier = "other"
  }
}

resource "aws_route_table" "unknown" {
  skip = true
  attrs = {
    vpc_id = aws_vpc.main.id
    route  = [{ cidr_block = "0.0.0.0/0", gateway_id = aws_rds_cluster_instance.other.network_type }]
  }
}

resource "aws_subnet" "private" {
  skip = true
  attrs = {
    vpc_id     = aws_vpc.main.id
    cidr_block = "10.0.0.0/24"
  }
}

resource "aws_route_table_association" "private" {
  skip = true
  attrs = {
    subnet_id      = aws_subnet.private.id
    route_table_id = aws_route_table.private.id
  }
}

resource "aws_subnet" "public" {
  skip = true
  attrs = {
    vpc_id     = aws_vpc.main.id
    cidr_block = "10.0.1.0/24"
  }
}

resource "aws_route_table_association" "public" {
  skip = true
  attrs = {
    subnet_id      = aws_subnet.public.id
    route_table_id = aws_route_table.public.id
  }
}

resource "aws_subnet" "public_inline" {
  skip = true
  attrs = {
    vpc_id     = aws_vpc.main.id
    cidr_block = "10.0.2.0/24"
  }
}

resource "aws_route_table_association" "public_inline" {
  skip = true
  attrs = {
    subnet_id      = aws_subnet.public_inline.id
    route_table_id = aws_route_table.public_inline.id
  }
}

resource "aws_subnet" "public_ipv6" {
  skip = true
  attrs = {
    vpc_id     = aws_vpc.main.id
    cidr_block = "10.0.3.0/24"
  }
}

resource "aws_route_table_association" "public_ipv6" {
  skip = true
  attrs = {
    subnet_id      = aws_subnet.public_ipv6.id
    route_table_id = aws_route_table.public_ipv6.id
  }
}

resource "aws_subnet" "vpn" {
  skip = true
  attrs = {
    vpc_id     = aws_vpc.main.id
    cidr_block = "10.0.4.0/24"
  }
}

resource "aws_route_table_association" "vpn" {
  skip = true
  attrs = {
    subnet_id      = aws_subnet.vpn.id
    route_table_id = aws_route_table.vpn.id
  }
}

resource "aws_subnet" "one_host" {
  skip = true
  attrs = {
    vpc_id     = aws_vpc.main.id
    cidr_block = "10.0.5.0/24"
  }
}

resource "aws_route_table_association" "one_host" {
  skip = true
  attrs = {
    subnet_id      = aws_subnet.one_host.id
    route_table_id = aws_route_table.one_host.id
  }
}

resource "aws_subnet" "unknown" {
  skip = true
  attrs = {
    vpc_id     = aws_vpc.main.id
    cidr_block = "10.0.6.0/24"
  }
}

resource "aws_route_table_association" "unknown" {
  skip = true
  attrs = {
    subnet_id      = aws_subnet.unknown.id
    route_table_id = aws_route_table.unknown.id
  }
}

# Database subnet groups.

resource "aws_db_subnet_group" "private" {
  attrs = {
    name       = "private"
    subnet_ids = [aws_subnet.private.id]
  }
}

# expect: fail private_subnet_has_no_igw_route
# expect: message "A subnet of this database subnet group has a default route to an internet gateway."
resource "aws_db_subnet_group" "public" {
  expect_failure = true
  attrs = {
    name       = "public"
    subnet_ids = [aws_subnet.public.id]
  }
}

resource "aws_db_subnet_group" "one_of_two_public" {
  expect_failure = true
  attrs = {
    name       = "one-of-two-public"
    subnet_ids = [aws_subnet.private.id, aws_subnet.public.id]
  }
}

resource "aws_db_subnet_group" "public_inline" {
  expect_failure = true
  attrs = {
    name       = "public-inline"
    subnet_ids = [aws_subnet.public_inline.id]
  }
}

resource "aws_db_subnet_group" "public_ipv6" {
  expect_failure = true
  attrs = {
    name       = "public-ipv6"
    subnet_ids = [aws_subnet.public_ipv6.id]
  }
}

resource "aws_db_subnet_group" "vpn" {
  attrs = {
    name       = "vpn"
    subnet_ids = [aws_subnet.vpn.id]
  }
}

resource "aws_db_subnet_group" "one_host" {
  attrs = {
    name       = "one-host"
    subnet_ids = [aws_subnet.one_host.id]
  }
}

# expect: unknown
resource "aws_db_subnet_group" "unknown" {
  attrs = {
    name       = "unknown"
    subnet_ids = [aws_subnet.unknown.id]
  }
}

resource "aws_db_subnet_group" "unknown_beside_public" {
  expect_failure = true
  attrs = {
    name       = "unknown-beside-public"
    subnet_ids = [aws_subnet.unknown.id, aws_subnet.public.id]
  }
}

# None of its subnets are in the plan: the rule does not apply.
resource "aws_db_subnet_group" "outside_the_plan" {
  attrs = {
    name       = "outside-the-plan"
    subnet_ids = ["subnet-0000000elsewhere"]
  }
}

# Other groups.

resource "aws_elasticache_subnet_group" "private" {
  attrs = {
    name       = "private"
    subnet_ids = [aws_subnet.private.id]
  }
}

# expect: message "A subnet of this cache subnet group has a default route to an internet gateway."
resource "aws_elasticache_subnet_group" "public" {
  expect_failure = true
  attrs = {
    name       = "public"
    subnet_ids = [aws_subnet.public.id]
  }
}

# expect: unknown
resource "aws_elasticache_subnet_group" "unknown" {
  attrs = {
    name       = "unknown"
    subnet_ids = [aws_subnet.unknown.id]
  }
}

resource "aws_redshift_subnet_group" "private" {
  attrs = {
    name       = "private"
    subnet_ids = [aws_subnet.private.id]
  }
}

# expect: message "A subnet of this Redshift subnet group has a default route to an internet gateway."
resource "aws_redshift_subnet_group" "public" {
  expect_failure = true
  attrs = {
    name       = "public"
    subnet_ids = [aws_subnet.public.id]
  }
}

# expect: unknown
resource "aws_redshift_subnet_group" "unknown" {
  attrs = {
    name       = "unknown"
    subnet_ids = [aws_subnet.unknown.id]
  }
}

resource "aws_opensearch_domain" "private" {
  attrs = {
    domain_name = "private"
    vpc_options = [{ subnet_ids = [aws_subnet.private.id] }]
  }
}

# expect: message "A subnet of this domain has a default route to an internet gateway."
resource "aws_opensearch_domain" "public" {
  expect_failure = true
  attrs = {
    domain_name = "public"
    vpc_options = [{ subnet_ids = [aws_subnet.public.id] }]
  }
}

# expect: unknown
resource "aws_opensearch_domain" "unknown" {
  attrs = {
    domain_name = "unknown"
    vpc_options = [{ subnet_ids = [aws_subnet.unknown.id] }]
  }
}

resource "aws_opensearch_domain" "outside_a_vpc" {
  attrs = {
    domain_name = "outside"
  }
}

# Subnets without an association follow the main route table.

resource "aws_vpc" "main_opened_inline" {
  skip = true
  attrs = {
    cidr_block = "10.8.0.0/16"
  }
}

# Subnets without an association follow the main route table.

resource "aws_default_route_table" "main_opened_inline" {
  skip = true
  attrs = {
    default_route_table_id = aws_vpc.main_opened_inline.default_route_table_id
    route                  = [{ cidr_block = "0.0.0.0/0", gateway_id = "igw-0a1b2c3d" }]
  }
}

resource "aws_subnet" "m2" {
  skip = true
  attrs = {
    vpc_id     = aws_vpc.main_opened_inline.id
    cidr_block = "10.8.0.0/24"
  }
}

resource "aws_db_subnet_group" "main_opened_inline" {
  expect_failure = true
  attrs = {
    name       = "main-opened-inline"
    subnet_ids = [aws_subnet.m2.id]
  }
}

resource "aws_vpc" "main_closed" {
  skip = true
  attrs = {
    cidr_block = "10.7.0.0/16"
  }
}

resource "aws_default_route_table" "main_closed" {
  skip = true
  attrs = {
    default_route_table_id = aws_vpc.main_closed.default_route_table_id
    route                  = []
  }
}

resource "aws_subnet" "m3" {
  skip = true
  attrs = {
    vpc_id     = aws_vpc.main_closed.id
    cidr_block = "10.7.0.0/24"
  }
}

resource "aws_db_subnet_group" "main_closed" {
  attrs = {
    name       = "main-closed"
    subnet_ids = [aws_subnet.m3.id]
  }
}

resource "aws_vpc" "main_not_in_the_plan" {
  skip = true
  attrs = {
    cidr_block = "10.6.0.0/16"
  }
}

resource "aws_subnet" "m5" {
  skip = true
  attrs = {
    vpc_id     = aws_vpc.main_not_in_the_plan.id
    cidr_block = "10.6.0.0/24"
  }
}

# expect: unknown
resource "aws_db_subnet_group" "main_not_in_the_plan" {
  attrs = {
    name       = "main-not-in-the-plan"
    subnet_ids = [aws_subnet.m5.id]
  }
}

# A route of its own in the main table that the VPC came with.
resource "aws_vpc" "main_opened_by_route" {
  skip = true
  attrs = {
    cidr_block = "10.5.0.0/16"
  }
}

resource "aws_route" "main_opened_by_route" {
  skip = true
  attrs = {
    route_table_id         = aws_vpc.main_opened_by_route.main_route_table_id
    destination_cidr_block = "0.0.0.0/0"
    gateway_id             = "igw-0a1b2c3d"
  }
}

resource "aws_subnet" "m6" {
  skip = true
  attrs = {
    vpc_id     = aws_vpc.main_opened_by_route.id
    cidr_block = "10.5.0.0/24"
  }
}

resource "aws_db_subnet_group" "main_opened_by_route" {
  expect_failure = true
  attrs = {
    name       = "main-opened-by-route"
    subnet_ids = [aws_subnet.m6.id]
  }
}

# Another table made main.
resource "aws_vpc" "main_chosen" {
  skip = true
  attrs = {
    cidr_block = "10.4.0.0/16"
  }
}

resource "aws_route_table" "main_chosen" {
  skip = true
  attrs = {
    vpc_id = aws_vpc.main_chosen.id
    route  = [{ cidr_block = "0.0.0.0/0", gateway_id = "igw-0a1b2c3d" }]
  }
}

resource "aws_main_route_table_association" "main_chosen" {
  skip = true
  attrs = {
    vpc_id         = aws_vpc.main_chosen.id
    route_table_id = aws_route_table.main_chosen.id
  }
}

resource "aws_subnet" "m7" {
  skip = true
  attrs = {
    vpc_id     = aws_vpc.main_chosen.id
    cidr_block = "10.4.0.0/24"
  }
}

resource "aws_db_subnet_group" "main_chosen" {
  expect_failure = true
  attrs = {
    name       = "main-chosen"
    subnet_ids = [aws_subnet.m7.id]
  }
}

resource "aws_vpc" "main_chosen_closed" {
  skip = true
  attrs = {
    cidr_block = "10.3.0.0/16"
  }
}

resource "aws_route_table" "main_chosen_closed" {
  skip = true
  attrs = {
    vpc_id = aws_vpc.main_chosen_closed.id
    route  = []
  }
}

resource "aws_main_route_table_association" "main_chosen_closed" {
  skip = true
  attrs = {
    vpc_id         = aws_vpc.main_chosen_closed.id
    route_table_id = aws_route_table.main_chosen_closed.id
  }
}

resource "aws_subnet" "m8" {
  skip = true
  attrs = {
    vpc_id     = aws_vpc.main_chosen_closed.id
    cidr_block = "10.3.0.0/24"
  }
}

resource "aws_db_subnet_group" "main_chosen_closed" {
  attrs = {
    name       = "main-chosen-closed"
    subnet_ids = [aws_subnet.m8.id]
  }
}

# A default table given to a subnet by name.
resource "aws_route_table_association" "default_table" {
  skip = true
  attrs = {
    subnet_id      = aws_subnet.m9.id
    route_table_id = aws_default_route_table.main_opened_inline.id
  }
}

resource "aws_subnet" "m9" {
  skip = true
  attrs = {
    vpc_id     = aws_vpc.main_opened_inline.id
    cidr_block = "10.8.1.0/24"
  }
}

resource "aws_db_subnet_group" "default_table" {
  expect_failure = true
  attrs = {
    name       = "default-table"
    subnet_ids = [aws_subnet.m9.id]
  }
}

# Networks that exist: ids are known.
resource "aws_vpc" "exists" {
  skip = true
  attrs = {
    id                     = "vpc-1"
    main_route_table_id    = "rtb-main"
    default_route_table_id = "rtb-main"
  }
}

resource "aws_route_table" "exists" {
  skip = true
  attrs = {
    id     = "rtb-main"
    vpc_id = "vpc-1"
    route  = [{ cidr_block = "0.0.0.0/0", gateway_id = "igw-0a1b2c3d" }]
  }
}

resource "aws_route_table" "exists_private" {
  skip = true
  attrs = {
    id     = "rtb-private"
    vpc_id = "vpc-1"
    route  = [{ cidr_block = "0.0.0.0/0", nat_gateway_id = "nat-1", gateway_id = "" }]
  }
}

resource "aws_subnet" "exists_main" {
  skip = true
  attrs = {
    id     = "subnet-main"
    vpc_id = "vpc-1"
  }
}

resource "aws_subnet" "exists_private" {
  skip = true
  attrs = {
    id     = "subnet-private"
    vpc_id = "vpc-1"
  }
}

resource "aws_route_table_association" "exists_private" {
  skip = true
  attrs = {
    subnet_id      = "subnet-private"
    route_table_id = "rtb-private"
  }
}

resource "aws_db_subnet_group" "exists_main" {
  expect_failure = true
  attrs = {
    name       = "exists-main"
    subnet_ids = ["subnet-private", "subnet-main"]
  }
}

resource "aws_db_subnet_group" "exists_private" {
  attrs = {
    name       = "exists-private"
    subnet_ids = ["subnet-private"]
  }
}

# Which subnets these are is known after the apply.
# expect: unknown
resource "aws_db_subnet_group" "subnets_not_known" {
  attrs = {
    name       = "subnets-not-known"
    subnet_ids = aws_rds_cluster_instance.other.network_type
  }
}
