input "high_risk_ports" {
  type = list(number)
  default = [
    20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601,
    6379, 8080, 8088, 8888, 9092, 9200, 9300, 11211, 27017,
  ]
  description = "Ports that must not be open to the Internet, over TCP or UDP."
}

# No security group opens database, cache, file sharing or admin ports to the Internet.
#
# Services on these ports were made for trusted networks: many ask for no password or send it in clear text,
# and all of them are hunted for by scanners. A rule for all protocols, or a range that contains one of the ports, counts too.
# Ranges of prefix length 0 or 1 are taken as the Internet.
#
# severity: critical
# controls: fsbp/EC2.19 cis-aws-5.0/5.1.2
# aliases: CKV_AWS_24 CKV_AWS_25
# remediation: Restrict the source to a security group, a prefix list or known addresses.
# reference: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
resource_policy "aws_security_group" "security_group_no_public_high_risk_ports" {
  locals {
    # A plan of an existing group shows the rules of other resources here too: those are judged where they are written.
    written_elsewhere = core::concat(
      [
        for r in core::getresources("aws_security_group_rule", { security_group_id = attrs.id, type = "ingress" }) :
        { protocol = core::lower(r.protocol), from = r.from_port, to = r.to_port }
        if meta.operation != "create"
      ],
      [
        for r in core::getresources("aws_vpc_security_group_ingress_rule", { security_group_id = attrs.id }) :
        { protocol = core::lower(r.ip_protocol), from = r.from_port, to = r.to_port }
        if meta.operation != "create"
      ]
    )
    rules = [for i in core::try(attrs.ingress, []) : {
      protocol = core::lower(i.protocol)
      from     = i.from_port == null ? 0 : i.from_port
      to       = i.to_port == null ? 65535 : i.to_port
      public = (
        core::anytrue(core::try([for c in i.cidr_blocks : core::regex_match("/[01]$", c)], [])) ||
        core::anytrue(core::try([for c in i.ipv6_cidr_blocks : core::regex_match("/[01]$", c)], []))
      )
      } if !core::anytrue([
        for w in local.written_elsewhere :
        w.protocol == core::lower(i.protocol) && (w.protocol == "-1" || (w.from == i.from_port && w.to == i.to_port))
    ])]
    open = [for p in input.high_risk_ports : p if core::anytrue([
      for r in local.rules : r.public && (
        core::contains(["-1", "all"], r.protocol) ||
        (core::contains(["tcp", "6", "udp", "17"], r.protocol) && r.from <= p && p <= r.to)
      )
    ])]
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "The group opens high-risk port ${core::join(", ", local.open)} to the whole Internet."
  }
}

resource_policy "aws_security_group_rule" "security_group_no_public_high_risk_ports" {
  filter = attrs.type == "ingress"

  locals {
    rules = [{
      protocol = core::lower(attrs.protocol)
      from     = attrs.from_port == null ? 0 : attrs.from_port
      to       = attrs.to_port == null ? 65535 : attrs.to_port
      public = (
        core::anytrue(core::try([for c in attrs.cidr_blocks : core::regex_match("/[01]$", c)], [])) ||
        core::anytrue(core::try([for c in attrs.ipv6_cidr_blocks : core::regex_match("/[01]$", c)], []))
      )
    }]
    open = [for p in input.high_risk_ports : p if core::anytrue([
      for r in local.rules : r.public && (
        core::contains(["-1", "all"], r.protocol) ||
        (core::contains(["tcp", "6", "udp", "17"], r.protocol) && r.from <= p && p <= r.to)
      )
    ])]
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "The rule opens high-risk port ${core::join(", ", local.open)} to the whole Internet."
  }
}

resource_policy "aws_vpc_security_group_ingress_rule" "security_group_no_public_high_risk_ports" {
  locals {
    rules = [{
      protocol = core::lower(attrs.ip_protocol)
      from     = attrs.from_port == null ? 0 : attrs.from_port
      to       = attrs.to_port == null ? 65535 : attrs.to_port
      public = (
        core::try(core::regex_match("/[01]$", attrs.cidr_ipv4), false) ||
        core::try(core::regex_match("/[01]$", attrs.cidr_ipv6), false)
      )
    }]
    open = [for p in input.high_risk_ports : p if core::anytrue([
      for r in local.rules : r.public && (
        core::contains(["-1", "all"], r.protocol) ||
        (core::contains(["tcp", "6", "udp", "17"], r.protocol) && r.from <= p && p <= r.to)
      )
    ])]
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "The rule opens high-risk port ${core::join(", ", local.open)} to the whole Internet."
  }
}
