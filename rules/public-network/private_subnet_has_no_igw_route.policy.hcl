locals {
  # Nothing can be seen of groups where the plan holds no subnet.
  any_subnet = core::length(core::getresources("aws_subnet", {})) > 0

  # Read only for VPCs of whose main route table the plan shows nothing: whether any table has a default route to an internet gateway.
  all_tables = core::concat(core::getresources("aws_route_table", {}), core::getresources("aws_default_route_table", {}))
  some_open = core::anytrue([for t in local.all_tables :
    core::anytrue([for r in core::try(t.route, []) : core::try(core::startswith(r.gateway_id, "igw-"), false) && (
      core::try(core::regex_match("/[01]$", r.cidr_block), false) ||
      core::try(core::regex_match("/[01]$", r.ipv6_cidr_block), false)
    )]) ||
    core::anytrue([for r in core::getresources("aws_route", { route_table_id = t.id }) : core::try(core::startswith(r.gateway_id, "igw-"), false) && (
      core::try(core::regex_match("/[01]$", r.destination_cidr_block), false) ||
      core::try(core::regex_match("/[01]$", r.destination_ipv6_cidr_block), false)
    )])
  ])
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
  filter = local.any_subnet && core::anytrue([for s in local.subnets : core::length(s.tables) > 0 || core::length(s.vpcs) > 0])

  locals {
    subnets = [for s in core::flatten([for id in attrs.subnet_ids : core::getresources("aws_subnet", { id = id })]) : {
      tables = core::flatten([for a in core::getresources("aws_route_table_association", { subnet_id = s.id }) : core::concat(
        core::getresources("aws_route_table", { id = a.route_table_id }),
        core::getresources("aws_default_route_table", { id = a.route_table_id })
      )])
      # A subnet without an association follows its VPC's main table: the one that the VPC came with, unless another was made main.
      vpcs = core::length(core::getresources("aws_route_table_association", { subnet_id = s.id })) > 0 ? [] : core::getresources("aws_vpc", { id = s.vpc_id })
    }]
    vpcs = core::flatten([for s in local.subnets : s.vpcs])
    # VPCs of which the plan neither makes another table main nor adopts the one that they came with.
    unmanaged = [for v in local.vpcs : v
      if core::length(core::getresources("aws_main_route_table_association", { vpc_id = v.id })) == 0 &&
      core::length(core::getresources("aws_default_route_table", { default_route_table_id = v.default_route_table_id })) == 0
    ]
    tables = core::concat(
      core::flatten([for s in local.subnets : s.tables]),
      core::flatten([for v in local.vpcs : [for m in core::getresources("aws_main_route_table_association", { vpc_id = v.id }) : core::concat(
        core::getresources("aws_route_table", { id = m.route_table_id }),
        core::getresources("aws_default_route_table", { id = m.route_table_id })
      )]]),
      core::flatten([for v in local.vpcs : core::getresources("aws_default_route_table", { default_route_table_id = v.default_route_table_id })]),
      core::flatten([for v in local.unmanaged : core::concat(
        core::getresources("aws_route_table", { id = v.main_route_table_id }),
        core::getresources("aws_default_route_table", { id = v.main_route_table_id })
      )])
    )
    # Where the plan shows neither, any table might be the main one until the VPC exists.
    hidden = [for v in local.unmanaged : v if core::length(core::concat(
      core::getresources("aws_route_table", { id = v.main_route_table_id }),
      core::getresources("aws_default_route_table", { id = v.main_route_table_id })
    )) == 0]
    open = (
      core::anytrue([for t in local.tables :
        core::anytrue([for r in core::try(t.route, []) : core::try(core::startswith(r.gateway_id, "igw-"), false) && (
          core::try(core::regex_match("/[01]$", r.cidr_block), false) ||
          core::try(core::regex_match("/[01]$", r.ipv6_cidr_block), false)
        )])
      ]) ||
      core::anytrue([for r in core::concat(
        core::flatten([for t in local.tables : core::getresources("aws_route", { route_table_id = t.id })]),
        core::flatten([for v in local.vpcs : core::concat(
          core::getresources("aws_route", { route_table_id = v.main_route_table_id }),
          core::getresources("aws_route", { route_table_id = v.default_route_table_id })
        )])
        ) : core::try(core::startswith(r.gateway_id, "igw-"), false) && (
        core::try(core::regex_match("/[01]$", r.destination_cidr_block), false) ||
        core::try(core::regex_match("/[01]$", r.destination_ipv6_cidr_block), false)
      )]) ||
      core::anytrue([for v in local.hidden : local.some_open && local.all_tables[0].id == v.main_route_table_id])
    )
  }

  enforce {
    condition     = !local.open
    error_message = "A subnet of this database subnet group has a default route to an internet gateway."
  }
}

resource_policy "aws_elasticache_subnet_group" "private_subnet_has_no_igw_route" {
  filter = local.any_subnet && core::anytrue([for s in local.subnets : core::length(s.tables) > 0 || core::length(s.vpcs) > 0])

  locals {
    subnets = [for s in core::flatten([for id in attrs.subnet_ids : core::getresources("aws_subnet", { id = id })]) : {
      tables = core::flatten([for a in core::getresources("aws_route_table_association", { subnet_id = s.id }) : core::concat(
        core::getresources("aws_route_table", { id = a.route_table_id }),
        core::getresources("aws_default_route_table", { id = a.route_table_id })
      )])
      # A subnet without an association follows its VPC's main table: the one that the VPC came with, unless another was made main.
      vpcs = core::length(core::getresources("aws_route_table_association", { subnet_id = s.id })) > 0 ? [] : core::getresources("aws_vpc", { id = s.vpc_id })
    }]
    vpcs = core::flatten([for s in local.subnets : s.vpcs])
    # VPCs of which the plan neither makes another table main nor adopts the one that they came with.
    unmanaged = [for v in local.vpcs : v
      if core::length(core::getresources("aws_main_route_table_association", { vpc_id = v.id })) == 0 &&
      core::length(core::getresources("aws_default_route_table", { default_route_table_id = v.default_route_table_id })) == 0
    ]
    tables = core::concat(
      core::flatten([for s in local.subnets : s.tables]),
      core::flatten([for v in local.vpcs : [for m in core::getresources("aws_main_route_table_association", { vpc_id = v.id }) : core::concat(
        core::getresources("aws_route_table", { id = m.route_table_id }),
        core::getresources("aws_default_route_table", { id = m.route_table_id })
      )]]),
      core::flatten([for v in local.vpcs : core::getresources("aws_default_route_table", { default_route_table_id = v.default_route_table_id })]),
      core::flatten([for v in local.unmanaged : core::concat(
        core::getresources("aws_route_table", { id = v.main_route_table_id }),
        core::getresources("aws_default_route_table", { id = v.main_route_table_id })
      )])
    )
    # Where the plan shows neither, any table might be the main one until the VPC exists.
    hidden = [for v in local.unmanaged : v if core::length(core::concat(
      core::getresources("aws_route_table", { id = v.main_route_table_id }),
      core::getresources("aws_default_route_table", { id = v.main_route_table_id })
    )) == 0]
    open = (
      core::anytrue([for t in local.tables :
        core::anytrue([for r in core::try(t.route, []) : core::try(core::startswith(r.gateway_id, "igw-"), false) && (
          core::try(core::regex_match("/[01]$", r.cidr_block), false) ||
          core::try(core::regex_match("/[01]$", r.ipv6_cidr_block), false)
        )])
      ]) ||
      core::anytrue([for r in core::concat(
        core::flatten([for t in local.tables : core::getresources("aws_route", { route_table_id = t.id })]),
        core::flatten([for v in local.vpcs : core::concat(
          core::getresources("aws_route", { route_table_id = v.main_route_table_id }),
          core::getresources("aws_route", { route_table_id = v.default_route_table_id })
        )])
        ) : core::try(core::startswith(r.gateway_id, "igw-"), false) && (
        core::try(core::regex_match("/[01]$", r.destination_cidr_block), false) ||
        core::try(core::regex_match("/[01]$", r.destination_ipv6_cidr_block), false)
      )]) ||
      core::anytrue([for v in local.hidden : local.some_open && local.all_tables[0].id == v.main_route_table_id])
    )
  }

  enforce {
    condition     = !local.open
    error_message = "A subnet of this cache subnet group has a default route to an internet gateway."
  }
}

resource_policy "aws_redshift_subnet_group" "private_subnet_has_no_igw_route" {
  filter = local.any_subnet && core::anytrue([for s in local.subnets : core::length(s.tables) > 0 || core::length(s.vpcs) > 0])

  locals {
    subnets = [for s in core::flatten([for id in attrs.subnet_ids : core::getresources("aws_subnet", { id = id })]) : {
      tables = core::flatten([for a in core::getresources("aws_route_table_association", { subnet_id = s.id }) : core::concat(
        core::getresources("aws_route_table", { id = a.route_table_id }),
        core::getresources("aws_default_route_table", { id = a.route_table_id })
      )])
      # A subnet without an association follows its VPC's main table: the one that the VPC came with, unless another was made main.
      vpcs = core::length(core::getresources("aws_route_table_association", { subnet_id = s.id })) > 0 ? [] : core::getresources("aws_vpc", { id = s.vpc_id })
    }]
    vpcs = core::flatten([for s in local.subnets : s.vpcs])
    # VPCs of which the plan neither makes another table main nor adopts the one that they came with.
    unmanaged = [for v in local.vpcs : v
      if core::length(core::getresources("aws_main_route_table_association", { vpc_id = v.id })) == 0 &&
      core::length(core::getresources("aws_default_route_table", { default_route_table_id = v.default_route_table_id })) == 0
    ]
    tables = core::concat(
      core::flatten([for s in local.subnets : s.tables]),
      core::flatten([for v in local.vpcs : [for m in core::getresources("aws_main_route_table_association", { vpc_id = v.id }) : core::concat(
        core::getresources("aws_route_table", { id = m.route_table_id }),
        core::getresources("aws_default_route_table", { id = m.route_table_id })
      )]]),
      core::flatten([for v in local.vpcs : core::getresources("aws_default_route_table", { default_route_table_id = v.default_route_table_id })]),
      core::flatten([for v in local.unmanaged : core::concat(
        core::getresources("aws_route_table", { id = v.main_route_table_id }),
        core::getresources("aws_default_route_table", { id = v.main_route_table_id })
      )])
    )
    # Where the plan shows neither, any table might be the main one until the VPC exists.
    hidden = [for v in local.unmanaged : v if core::length(core::concat(
      core::getresources("aws_route_table", { id = v.main_route_table_id }),
      core::getresources("aws_default_route_table", { id = v.main_route_table_id })
    )) == 0]
    open = (
      core::anytrue([for t in local.tables :
        core::anytrue([for r in core::try(t.route, []) : core::try(core::startswith(r.gateway_id, "igw-"), false) && (
          core::try(core::regex_match("/[01]$", r.cidr_block), false) ||
          core::try(core::regex_match("/[01]$", r.ipv6_cidr_block), false)
        )])
      ]) ||
      core::anytrue([for r in core::concat(
        core::flatten([for t in local.tables : core::getresources("aws_route", { route_table_id = t.id })]),
        core::flatten([for v in local.vpcs : core::concat(
          core::getresources("aws_route", { route_table_id = v.main_route_table_id }),
          core::getresources("aws_route", { route_table_id = v.default_route_table_id })
        )])
        ) : core::try(core::startswith(r.gateway_id, "igw-"), false) && (
        core::try(core::regex_match("/[01]$", r.destination_cidr_block), false) ||
        core::try(core::regex_match("/[01]$", r.destination_ipv6_cidr_block), false)
      )]) ||
      core::anytrue([for v in local.hidden : local.some_open && local.all_tables[0].id == v.main_route_table_id])
    )
  }

  enforce {
    condition     = !local.open
    error_message = "A subnet of this Redshift subnet group has a default route to an internet gateway."
  }
}

resource_policy "aws_opensearch_domain" "private_subnet_has_no_igw_route" {
  filter = local.any_subnet && core::anytrue([for s in local.subnets : core::length(s.tables) > 0 || core::length(s.vpcs) > 0])

  locals {
    subnets = [for s in core::flatten([for id in core::flatten([for o in core::try(attrs.vpc_options, []) : core::tolist(core::try(o.subnet_ids, []))]) : core::getresources("aws_subnet", { id = id })]) : {
      tables = core::flatten([for a in core::getresources("aws_route_table_association", { subnet_id = s.id }) : core::concat(
        core::getresources("aws_route_table", { id = a.route_table_id }),
        core::getresources("aws_default_route_table", { id = a.route_table_id })
      )])
      # A subnet without an association follows its VPC's main table: the one that the VPC came with, unless another was made main.
      vpcs = core::length(core::getresources("aws_route_table_association", { subnet_id = s.id })) > 0 ? [] : core::getresources("aws_vpc", { id = s.vpc_id })
    }]
    vpcs = core::flatten([for s in local.subnets : s.vpcs])
    # VPCs of which the plan neither makes another table main nor adopts the one that they came with.
    unmanaged = [for v in local.vpcs : v
      if core::length(core::getresources("aws_main_route_table_association", { vpc_id = v.id })) == 0 &&
      core::length(core::getresources("aws_default_route_table", { default_route_table_id = v.default_route_table_id })) == 0
    ]
    tables = core::concat(
      core::flatten([for s in local.subnets : s.tables]),
      core::flatten([for v in local.vpcs : [for m in core::getresources("aws_main_route_table_association", { vpc_id = v.id }) : core::concat(
        core::getresources("aws_route_table", { id = m.route_table_id }),
        core::getresources("aws_default_route_table", { id = m.route_table_id })
      )]]),
      core::flatten([for v in local.vpcs : core::getresources("aws_default_route_table", { default_route_table_id = v.default_route_table_id })]),
      core::flatten([for v in local.unmanaged : core::concat(
        core::getresources("aws_route_table", { id = v.main_route_table_id }),
        core::getresources("aws_default_route_table", { id = v.main_route_table_id })
      )])
    )
    # Where the plan shows neither, any table might be the main one until the VPC exists.
    hidden = [for v in local.unmanaged : v if core::length(core::concat(
      core::getresources("aws_route_table", { id = v.main_route_table_id }),
      core::getresources("aws_default_route_table", { id = v.main_route_table_id })
    )) == 0]
    open = (
      core::anytrue([for t in local.tables :
        core::anytrue([for r in core::try(t.route, []) : core::try(core::startswith(r.gateway_id, "igw-"), false) && (
          core::try(core::regex_match("/[01]$", r.cidr_block), false) ||
          core::try(core::regex_match("/[01]$", r.ipv6_cidr_block), false)
        )])
      ]) ||
      core::anytrue([for r in core::concat(
        core::flatten([for t in local.tables : core::getresources("aws_route", { route_table_id = t.id })]),
        core::flatten([for v in local.vpcs : core::concat(
          core::getresources("aws_route", { route_table_id = v.main_route_table_id }),
          core::getresources("aws_route", { route_table_id = v.default_route_table_id })
        )])
        ) : core::try(core::startswith(r.gateway_id, "igw-"), false) && (
        core::try(core::regex_match("/[01]$", r.destination_cidr_block), false) ||
        core::try(core::regex_match("/[01]$", r.destination_ipv6_cidr_block), false)
      )]) ||
      core::anytrue([for v in local.hidden : local.some_open && local.all_tables[0].id == v.main_route_table_id])
    )
  }

  enforce {
    condition     = !local.open
    error_message = "A subnet of this domain has a default route to an internet gateway."
  }
}
