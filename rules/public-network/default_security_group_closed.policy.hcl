# Each VPC's default security group allows nothing.
#
# Whatever is started without a security group of its own lands in the VPC's default one, and AWS lets its members
# talk to each other on every port and out to anywhere. Taken over without rules, it gives nothing to those who forgot.
#
# severity: high
# controls: fsbp/EC2.2 cis-aws-3.0/5.4 cis-aws-5.0/5.5
# aliases: CKV2_AWS_12 AVD-AWS-0173
# remediation: Declare an aws_default_security_group without ingress and egress for each VPC.
# reference: https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
resource_policy "aws_vpc" "default_security_group_closed" {
  enforce {
    condition     = core::length(core::getresources("aws_default_security_group", { vpc_id = attrs.id })) > 0
    error_message = "No aws_default_security_group takes over this VPC's default security group, which keeps the rules that AWS gives it."
  }
}

resource_policy "aws_default_security_group" "default_security_group_closed" {
  enforce {
    condition     = core::length(core::try(attrs.ingress, [])) == 0
    error_message = "The default security group has ingress rules."
  }

  enforce {
    condition     = core::length(core::try(attrs.egress, [])) == 0
    error_message = "The default security group has egress rules."
  }
}
