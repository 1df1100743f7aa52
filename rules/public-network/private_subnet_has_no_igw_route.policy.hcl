locals {
  # Route tables, and whether their default route goes to an internet gateway.
  tables = [for t in core::concat(core::getresources("aws_route_table", {}), core::getresources("aws_default_route_table", {})) : {
    id = t.id
    open = (
      core::anytrue([for r in core::try(t.route, []) : core::try(core::startswith(r.gateway_id, "igw-"), false) && (
        core::try(core::regex_match("/[01]$", r.cidr_block), false) ||
        core::try(core::regex_match("/[01]$", r.ipv6_cidr_block), false)
      )]) ||
      core::anytrue([for r in core::getresources("aws_route", { route_table_id = t.id }) : core::try(core::startswith(r.gateway_id, "igw-"), false) && (
        core::try(core::regex_match("/[01]$", r.destination_cidr_block), false) ||
        core::try(core::regex_match("/[01]$", r.destination_ipv6_cidr_block), false)
      )])
    )
  }]

  # VPCs, and whether their main route table's default route goes there. The main table is the one that the VPC came with,
  # unless another was made main. Where the plan shows neither, any table might be it until the VPC exists.
  vpcs = [for v in core::getresources("aws_vpc", {}) : {
    id = v.id
    open = (
      core::anytrue([for t in local.tables : t.open && (
        core::length(core::getresources("aws_main_route_table_association", { vpc_id = v.id, route_table_id = t.id })) > 0 ||
        core::length(core::getresources("aws_default_route_table", { id = t.id, default_route_table_id = v.default_route_table_id })) > 0 ||
        (
          core::length(core::getresources("aws_main_route_table_association", { vpc_id = v.id })) == 0 &&
          core::length(core::getresources("aws_default_route_table", { default_route_table_id = v.default_route_table_id })) == 0 &&
          t.id == v.main_route_table_id
        )
      )]) ||
      core::anytrue([for r in core::concat(
        core::getresources("aws_route", { route_table_id = v.main_route_table_id }),
        core::getresources("aws_route", { route_table_id = v.default_route_table_id })
        ) : core::try(core::startswith(r.gateway_id, "igw-"), false) && (
        core::try(core::regex_match("/[01]$", r.destination_cidr_block), false) ||
        core::try(core::regex_match("/[01]$", r.destination_ipv6_cidr_block), false)
      )])
    )
  }]

  # Subnets: whether the plan shows their route table, and whether its default route goes there.
  subnets = [for s in core::getresources("aws_subnet", {}) : {
    id = s.id
    seen = (
      core::anytrue([
        for t in local.tables :
        core::length(core::getresources("aws_route_table_association", { subnet_id = s.id, route_table_id = t.id })) > 0
      ]) ||
      (
        core::length(core::getresources("aws_route_table_association", { subnet_id = s.id })) == 0 &&
        core::anytrue([for v in local.vpcs : v.id == s.vpc_id])
      )
    )
    open = (
      core::anytrue([
        for t in local.tables :
        t.open && core::length(core::getresources("aws_route_table_association", { subnet_id = s.id, route_table_id = t.id })) > 0
      ]) ||
      (
        core::length(core::getresources("aws_route_table_association", { subnet_id = s.id })) == 0 &&
        core::anytrue([for v in local.vpcs : v.open && v.id == s.vpc_id])
      )
    )
  }]
}

# Subnets that hold data stores have no route to an internet gateway.
#
# A default route to an internet gateway makes a subnet public: one address and one open security group, and the database
# is on the Internet. In a private subnet neither of the two slips is enough.
# Judged are groups of which the plan holds a subnet together with its route table; a subnet without an association follows
# the VPC's main route table. The other groups pass nothing: the rule does not apply to them.
#
# severity: high
# controls: fsbp/RDS.46
# remediation: Place data stores in private subnets.
# reference: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
resource_policy "aws_db_subnet_group" "private_subnet_has_no_igw_route" {
  filter = core::anytrue([for s in local.subnets : s.seen && core::contains(attrs.subnet_ids, s.id)])

  enforce {
    condition     = !core::anytrue([for s in local.subnets : s.open && core::contains(attrs.subnet_ids, s.id)])
    error_message = "A subnet of this database subnet group has a default route to an internet gateway."
  }
}

resource_policy "aws_elasticache_subnet_group" "private_subnet_has_no_igw_route" {
  filter = core::anytrue([for s in local.subnets : s.seen && core::contains(attrs.subnet_ids, s.id)])

  enforce {
    condition     = !core::anytrue([for s in local.subnets : s.open && core::contains(attrs.subnet_ids, s.id)])
    error_message = "A subnet of this cache subnet group has a default route to an internet gateway."
  }
}

resource_policy "aws_redshift_subnet_group" "private_subnet_has_no_igw_route" {
  filter = core::anytrue([for s in local.subnets : s.seen && core::contains(attrs.subnet_ids, s.id)])

  enforce {
    condition     = !core::anytrue([for s in local.subnets : s.open && core::contains(attrs.subnet_ids, s.id)])
    error_message = "A subnet of this Redshift subnet group has a default route to an internet gateway."
  }
}

resource_policy "aws_opensearch_domain" "private_subnet_has_no_igw_route" {
  filter = core::anytrue([for v in core::try(attrs.vpc_options, []) : core::anytrue([
    for s in local.subnets : s.seen && core::contains(core::try(v.subnet_ids, []), s.id)
  ])])

  enforce {
    condition = !core::anytrue([for v in core::try(attrs.vpc_options, []) : core::anytrue([
      for s in local.subnets : s.open && core::contains(core::try(v.subnet_ids, []), s.id)
    ])])
    error_message = "A subnet of this domain has a default route to an internet gateway."
  }
}
