# EC2 instances, templates and launch configurations do not take public addresses.
#
# A machine with a public address is one security group rule away from the whole Internet, and it pays for the address.
# An instance that does not say follows its subnet's map_public_ip_on_launch, so the subnet in the plan decides;
# a launch template that does not say leaves it to subnets chosen later, which is an advisory finding.
#
# severity: high
# controls: fsbp/EC2.9 fsbp/EC2.25 fsbp/AutoScaling.5
# aliases: CKV_AWS_88 CKV_AWS_389 AVD-AWS-0009
# remediation: Set associate_public_ip_address = false and use SSM, a load balancer or a NAT gateway instead.
# reference: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
resource_policy "aws_instance" "ec2_instance_no_public_ip" {
  locals {
    subnets = core::getresources("aws_subnet", { id = attrs.subnet_id })
    # A launch template may speak for the instance, so that the subnet alone no longer decides.
    subnet_decides = core::length(local.subnets) > 0 && core::length(core::try(attrs.launch_template, [])) == 0
    private_by_subnet = (
      local.subnet_decides
      ? core::alltrue([for s in local.subnets : core::try(s.map_public_ip_on_launch, false) == false])
      : core::regex_match("[0-9]", attrs.public_ip) == false
    )
    elastic_ips = core::concat(
      [for e in core::getresources("aws_eip", { instance = attrs.id }) : e.id],
      [for e in core::getresources("aws_eip_association", { instance_id = attrs.id }) : e.id]
    )
  }

  enforce {
    condition     = attrs.associate_public_ip_address == null || attrs.associate_public_ip_address == false
    error_message = "associate_public_ip_address is true: the instance is launched with a public address."
  }

  enforce {
    condition     = attrs.associate_public_ip_address == null ? local.private_by_subnet : true
    error_message = "The instance does not refuse a public address, and its subnet gives one to what is launched there (map_public_ip_on_launch)."
  }

  enforce {
    condition     = core::length(local.elastic_ips) == 0
    error_message = "An Elastic IP is attached to the instance."
  }
}

resource_policy "aws_launch_template" "ec2_instance_no_public_ip" {
  locals {
    asked = [for n in core::try(attrs.network_interfaces, []) : core::try(core::lower(n.associate_public_ip_address), "")]
  }

  enforce {
    condition     = core::alltrue([for a in local.asked : core::contains(["", "false"], a)])
    error_message = "The launch template gives its instances public addresses."
  }
}

resource_policy "aws_launch_template" "ec2_instance_no_public_ip" {
  enforcement_level = "advisory"

  locals {
    asked = [for n in core::try(attrs.network_interfaces, []) : core::try(core::lower(n.associate_public_ip_address), "")]
  }

  enforce {
    condition     = core::anytrue([for a in local.asked : a != ""])
    error_message = "The launch template does not say whether its instances take public addresses, so their subnets decide."
  }
}

resource_policy "aws_launch_configuration" "ec2_instance_no_public_ip" {
  enforce {
    condition     = attrs.associate_public_ip_address == false
    error_message = "The launch configuration gives its instances public addresses."
  }
}
