input "public_ports" {
  type        = list(number)
  default     = [80, 443]
  description = "Ports, over TCP or UDP, that may be open to the Internet."
}

# Security groups accept the Internet only on 80 and 443.
#
# Every other open port is one more service that strangers can probe, often one that nobody meant to publish.
# Each public range must lie wholly within the ports of the input public_ports; a rule for all protocols or without ports never does.
# ICMP rules carry no ports and are left alone. Ranges of prefix length 0 or 1 are taken as the Internet.
#
# severity: high
# controls: fsbp/EC2.18
# aliases: CKV_AWS_277 CKV_AWS_260
# remediation: Narrow the port range or the source; name further public ports in the input public_ports.
# reference: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
resource_policy "aws_security_group" "security_group_public_only_on_web_ports" {
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
    # ICMP has no ports. Any other protocol but TCP and UDP has none to stay within.
    too_open = [
      for r in local.rules :
      core::contains(["-1", "all"], r.protocol) ? "all traffic" : "${r.protocol} ${r.from}-${r.to}"
      if r.public && !core::contains(["icmp", "icmpv6", "1", "58"], r.protocol) && !(
        core::contains(["tcp", "6", "udp", "17"], r.protocol) &&
        core::length([for p in core::distinct(input.public_ports) : p if r.from <= p && p <= r.to]) == r.to - r.from + 1
      )
    ]
  }

  enforce {
    condition     = core::length(local.too_open) == 0
    error_message = "The group lets the whole Internet in beyond the ports meant for it: ${core::join(", ", local.too_open)}."
  }
}

resource_policy "aws_security_group_rule" "security_group_public_only_on_web_ports" {
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
    # ICMP has no ports. Any other protocol but TCP and UDP has none to stay within.
    too_open = [
      for r in local.rules :
      core::contains(["-1", "all"], r.protocol) ? "all traffic" : "${r.protocol} ${r.from}-${r.to}"
      if r.public && !core::contains(["icmp", "icmpv6", "1", "58"], r.protocol) && !(
        core::contains(["tcp", "6", "udp", "17"], r.protocol) &&
        core::length([for p in core::distinct(input.public_ports) : p if r.from <= p && p <= r.to]) == r.to - r.from + 1
      )
    ]
  }

  enforce {
    condition     = core::length(local.too_open) == 0
    error_message = "The rule lets the whole Internet in beyond the ports meant for it: ${core::join(", ", local.too_open)}."
  }
}

resource_policy "aws_vpc_security_group_ingress_rule" "security_group_public_only_on_web_ports" {
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
    # ICMP has no ports. Any other protocol but TCP and UDP has none to stay within.
    too_open = [
      for r in local.rules :
      core::contains(["-1", "all"], r.protocol) ? "all traffic" : "${r.protocol} ${r.from}-${r.to}"
      if r.public && !core::contains(["icmp", "icmpv6", "1", "58"], r.protocol) && !(
        core::contains(["tcp", "6", "udp", "17"], r.protocol) &&
        core::length([for p in core::distinct(input.public_ports) : p if r.from <= p && p <= r.to]) == r.to - r.from + 1
      )
    ]
  }

  enforce {
    condition     = core::length(local.too_open) == 0
    error_message = "The rule lets the whole Internet in beyond the ports meant for it: ${core::join(", ", local.too_open)}."
  }
}
