locals {
  # Port ranges that anything in the plan opens to the Internet, whatever group it belongs to. Computed once a plan; a cluster
  # that no such range concerns needs no look at its groups.
  open_ranges = core::distinct(core::concat(
    core::flatten([for g in core::getresources("aws_security_group", {}) : [
      for i in core::try(g.ingress, []) : core::contains(["-1", "all"], core::lower(i.protocol)) ? { from = 0, to = 65535 } : { from = i.from_port, to = i.to_port }
      if core::contains(["-1", "all", "tcp", "6"], core::lower(i.protocol)) && (
        core::anytrue(core::try([for c in i.cidr_blocks : core::regex_match("/[01]$", c)], [])) ||
        core::anytrue(core::try([for c in i.ipv6_cidr_blocks : core::regex_match("/[01]$", c)], []))
      )
    ]]),
    [
      for r in core::getresources("aws_security_group_rule", { type = "ingress" }) :
      core::contains(["-1", "all"], core::lower(r.protocol)) ? { from = 0, to = 65535 } : { from = r.from_port, to = r.to_port }
      if core::contains(["-1", "all", "tcp", "6"], core::lower(r.protocol)) && (
        core::anytrue(core::try([for c in r.cidr_blocks : core::regex_match("/[01]$", c)], [])) ||
        core::anytrue(core::try([for c in r.ipv6_cidr_blocks : core::regex_match("/[01]$", c)], []))
      )
    ],
    [
      for r in core::getresources("aws_vpc_security_group_ingress_rule", {}) :
      core::contains(["-1", "all"], core::lower(r.ip_protocol)) ? { from = 0, to = 65535 } : { from = r.from_port == null ? 0 : r.from_port, to = r.to_port == null ? 65535 : r.to_port }
      if core::contains(["-1", "all", "tcp", "6"], core::lower(r.ip_protocol)) && (
        core::try(core::regex_match("/[01]$", r.cidr_ipv4), false) ||
        core::try(core::regex_match("/[01]$", r.cidr_ipv6), false)
      )
    ]
  ))
}

# Security groups on Redshift do not admit the Internet to its port.
#
# A warehouse is queried by a few known places. A group that admits everyone to its port leaves the password as the only lock,
# and makes a cluster public the moment it gets a public address.
# Ranges of prefix length 0 or 1 are taken as the Internet; only groups and rules in the plan are seen.
#
# severity: high
# controls: fsbp/Redshift.15
# remediation: Restrict the sources of the cluster's security groups to security groups, prefix lists or known addresses.
# reference: https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-vpc.html
resource_policy "aws_redshift_cluster" "redshift_port_restricted" {
  locals {
    port = core::try(attrs.port, 5439)

    # Rules written in the groups themselves. A plan of an existing group shows other resources' rules there too, in their
    # state before the apply: what has a rule resource of the same protocol and ports is judged by that.
    inline = [for g in core::flatten([for id in attrs.vpc_security_group_ids : core::getresources("aws_security_group", { id = id })]) : core::anytrue([
      for i in core::try(g.ingress, []) :
      core::contains(["-1", "all", "tcp", "6"], core::lower(i.protocol)) &&
      (core::contains(["-1", "all"], core::lower(i.protocol)) || (i.from_port <= local.port && local.port <= i.to_port)) &&
      (
        core::anytrue(core::try([for c in i.cidr_blocks : core::regex_match("/[01]$", c)], [])) ||
        core::anytrue(core::try([for c in i.ipv6_cidr_blocks : core::regex_match("/[01]$", c)], []))
      ) &&
      !core::anytrue([
        for r in core::getresources("aws_security_group_rule", { security_group_id = g.id, type = "ingress" }) :
        r.protocol == i.protocol && (i.protocol == "-1" || (r.from_port == i.from_port && r.to_port == i.to_port))
      ]) &&
      !core::anytrue([
        for r in core::getresources("aws_vpc_security_group_ingress_rule", { security_group_id = g.id }) :
        r.ip_protocol == i.protocol && (i.protocol == "-1" || (r.from_port == i.from_port && r.to_port == i.to_port))
      ])
    ])]

    # Rules in resources of their own.
    rules = core::concat(
      [for r in core::flatten([for id in attrs.vpc_security_group_ids : core::getresources("aws_security_group_rule", { security_group_id = id, type = "ingress" })]) : {
        protocol = core::lower(r.protocol)
        from     = r.from_port
        to       = r.to_port
        public = (
          core::anytrue(core::try([for c in r.cidr_blocks : core::regex_match("/[01]$", c)], [])) ||
          core::anytrue(core::try([for c in r.ipv6_cidr_blocks : core::regex_match("/[01]$", c)], []))
        )
      }],
      [for r in core::flatten([for id in attrs.vpc_security_group_ids : core::getresources("aws_vpc_security_group_ingress_rule", { security_group_id = id })]) : {
        protocol = core::lower(r.ip_protocol)
        from     = r.from_port == null ? 0 : r.from_port
        to       = r.to_port == null ? 65535 : r.to_port
        public = (
          core::try(core::regex_match("/[01]$", r.cidr_ipv4), false) ||
          core::try(core::regex_match("/[01]$", r.cidr_ipv6), false)
        )
      }]
    )
    separate = [
      for r in local.rules :
      r.public &&
      (core::contains(["-1", "all"], r.protocol) ||
      (core::contains(["tcp", "6"], r.protocol) && r.from <= local.port && local.port <= r.to))
    ]
  }

  enforce {
    condition     = !core::anytrue([for r in local.open_ranges : r.from <= local.port && local.port <= r.to]) || (!core::anytrue(local.inline) && !core::anytrue(local.separate))
    error_message = "A security group of the cluster admits the whole Internet to port ${local.port}."
  }
}
