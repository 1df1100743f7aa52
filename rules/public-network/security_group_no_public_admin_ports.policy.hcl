input "admin_tcp_ports" {
  type        = list(number)
  default     = [22, 3389]
  description = "TCP ports for administration that must not be open to the Internet."
}

input "admin_udp_ports" {
  type        = list(number)
  default     = [3389]
  description = "UDP ports for administration that must not be open to the Internet."
}

# No security group opens SSH or RDP to the Internet.
#
# Login ports that the whole Internet can reach are scanned within minutes and then guessed at around the clock;
# one weak password or one unpatched daemon is enough. A range that contains the port counts, and so does a rule for all protocols.
# Ranges of prefix length 0 or 1 are taken as the Internet, so that two halves of it count as well.
#
# severity: high
# controls: fsbp/EC2.13 fsbp/EC2.14 cis-aws-3.0/5.2 cis-aws-3.0/5.3 cis-aws-5.0/5.3 cis-aws-5.0/5.4
# aliases: CKV_AWS_24 CKV_AWS_25 AVD-AWS-0107
# remediation: Reach the machines through SSM Session Manager and drop the rule, or narrow its source.
# reference: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
resource_policy "aws_security_group" "security_group_no_public_admin_ports" {
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
    open = [for p in core::distinct(core::concat(input.admin_tcp_ports, input.admin_udp_ports)) : p if core::anytrue([
      for r in local.rules : r.public && (
        core::contains(["-1", "all"], r.protocol) || (r.from <= p && p <= r.to && (
          (core::contains(["tcp", "6"], r.protocol) && core::contains(input.admin_tcp_ports, p)) ||
          (core::contains(["udp", "17"], r.protocol) && core::contains(input.admin_udp_ports, p))
        ))
      )
    ])]
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "The group opens administration port ${core::join(", ", local.open)} to the whole Internet."
  }
}

resource_policy "aws_security_group_rule" "security_group_no_public_admin_ports" {
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
    open = [for p in core::distinct(core::concat(input.admin_tcp_ports, input.admin_udp_ports)) : p if core::anytrue([
      for r in local.rules : r.public && (
        core::contains(["-1", "all"], r.protocol) || (r.from <= p && p <= r.to && (
          (core::contains(["tcp", "6"], r.protocol) && core::contains(input.admin_tcp_ports, p)) ||
          (core::contains(["udp", "17"], r.protocol) && core::contains(input.admin_udp_ports, p))
        ))
      )
    ])]
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "The rule opens administration port ${core::join(", ", local.open)} to the whole Internet."
  }
}

resource_policy "aws_vpc_security_group_ingress_rule" "security_group_no_public_admin_ports" {
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
    open = [for p in core::distinct(core::concat(input.admin_tcp_ports, input.admin_udp_ports)) : p if core::anytrue([
      for r in local.rules : r.public && (
        core::contains(["-1", "all"], r.protocol) || (r.from <= p && p <= r.to && (
          (core::contains(["tcp", "6"], r.protocol) && core::contains(input.admin_tcp_ports, p)) ||
          (core::contains(["udp", "17"], r.protocol) && core::contains(input.admin_udp_ports, p))
        ))
      )
    ])]
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "The rule opens administration port ${core::join(", ", local.open)} to the whole Internet."
  }
}
