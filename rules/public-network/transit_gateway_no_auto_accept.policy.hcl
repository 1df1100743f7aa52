# Transit gateways do not accept shared attachments by themselves.
#
# A gateway that accepts on its own joins any account's network that it was shared with to yours, with nobody having looked.
#
# severity: high
# controls: fsbp/EC2.23
# aliases: CKV_AWS_331
# remediation: Set auto_accept_shared_attachments = "disable" and accept attachments in code.
# reference: https://docs.aws.amazon.com/config/latest/developerguide/ec2-transit-gateway-auto-vpc-attach-disabled.html
resource_policy "aws_ec2_transit_gateway" "transit_gateway_no_auto_accept" {
  enforce {
    condition     = core::try(attrs.auto_accept_shared_attachments, "disable") == "disable"
    error_message = "The transit gateway accepts shared attachments automatically."
  }
}
