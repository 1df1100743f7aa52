policytest {
  targets = ["private_subnet_has_no_igw_route.policy.hcl"]
}

# A network that exists, known by its identifiers.

resource "aws_route_table" "old_private" {
  skip = true
  attrs = {
    id     = "rtb-old-private"
    vpc_id = "vpc-old"
    route  = [{ cidr_block = "0.0.0.0/0", nat_gateway_id = "nat-0a1b2c3d", gateway_id = "" }]
  }
}

resource "aws_route_table" "old_public" {
  skip = true
  attrs = {
    id     = "rtb-old-public"
    vpc_id = "vpc-old"
    route  = []
  }
}

resource "aws_route" "old_public" {
  skip = true
  attrs = {
    route_table_id         = "rtb-old-public"
    destination_cidr_block = "0.0.0.0/0"
    gateway_id             = "igw-0a1b2c3d"
  }
}

resource "aws_subnet" "old_private" {
  skip = true
  attrs = {
    id         = "subnet-old_private"
    vpc_id     = "vpc-old"
    cidr_block = "10.9.0.0/24"
  }
}

resource "aws_route_table_association" "old_private" {
  skip = true
  attrs = {
    subnet_id      = "subnet-old_private"
    route_table_id = "rtb-old-private"
  }
}

resource "aws_subnet" "old_public" {
  skip = true
  attrs = {
    id         = "subnet-old_public"
    vpc_id     = "vpc-old"
    cidr_block = "10.9.0.0/24"
  }
}

resource "aws_route_table_association" "old_public" {
  skip = true
  attrs = {
    subnet_id      = "subnet-old_public"
    route_table_id = "rtb-old-public"
  }
}

resource "aws_db_subnet_group" "old_private" {
  attrs = {
    name       = "old-private"
    subnet_ids = ["subnet-old_private"]
  }
}

resource "aws_db_subnet_group" "old_public" {
  expect_failure = true
  attrs = {
    name       = "old-public"
    subnet_ids = ["subnet-old_private", "subnet-old_public"]
  }
}

# Subnets without an association follow the main route table.

resource "aws_vpc" "main_opened_by_route" {
  skip = true
  attrs = {
    id                     = "vpc-m1"
    main_route_table_id    = "rtb-m1"
    default_route_table_id = "rtb-m1"
  }
}

resource "aws_route" "main_opened_by_route" {
  skip = true
  attrs = {
    route_table_id         = "rtb-m1"
    destination_cidr_block = "0.0.0.0/0"
    gateway_id             = "igw-0a1b2c3d"
  }
}

resource "aws_subnet" "m1" {
  skip = true
  attrs = {
    id         = "subnet-m1"
    vpc_id     = "vpc-m1"
    cidr_block = "10.9.0.0/24"
  }
}

resource "aws_db_subnet_group" "main_opened_by_route" {
  expect_failure = true
  attrs = {
    name       = "main-opened-by-route"
    subnet_ids = ["subnet-m1"]
  }
}

resource "aws_vpc" "main_replaced" {
  skip = true
  attrs = {
    id                     = "vpc-m4"
    main_route_table_id    = "rtb-m4-old"
    default_route_table_id = "rtb-m4-old"
  }
}

resource "aws_route_table" "main_replaced" {
  skip = true
  attrs = {
    vpc_id = "vpc-m4"
    route  = [{ cidr_block = "0.0.0.0/0", gateway_id = "igw-0a1b2c3d" }]
  }
}

resource "aws_main_route_table_association" "main_replaced" {
  skip = true
  attrs = {
    vpc_id         = "vpc-m4"
    route_table_id = aws_route_table.main_replaced.id
  }
}

resource "aws_subnet" "m4" {
  skip = true
  attrs = {
    id         = "subnet-m4"
    vpc_id     = "vpc-m4"
    cidr_block = "10.9.0.0/24"
  }
}

resource "aws_db_subnet_group" "main_replaced" {
  expect_failure = true
  attrs = {
    name       = "main-replaced"
    subnet_ids = ["subnet-m4"]
  }
}
