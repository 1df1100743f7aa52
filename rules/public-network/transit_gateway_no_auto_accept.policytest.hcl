policytest {
  targets = ["transit_gateway_no_auto_accept.policy.hcl"]
}

resource "aws_rds_cluster_instance" "other" {
  skip = true
  attrs = {
    identifier = "other"
  }
}

resource "aws_ec2_transit_gateway" "by_hand" {
  attrs = {
    auto_accept_shared_attachments = "disable"
  }
}

resource "aws_ec2_transit_gateway" "not_set" {
  attrs = {
    description = "main"
  }
}

# expect: fail transit_gateway_no_auto_accept
# expect: message "The transit gateway accepts shared attachments automatically."
resource "aws_ec2_transit_gateway" "automatic" {
  expect_failure = true
  attrs = {
    auto_accept_shared_attachments = "enable"
  }
}

# expect: unknown
resource "aws_ec2_transit_gateway" "unknown_value" {
  attrs = {
    auto_accept_shared_attachments = aws_rds_cluster_instance.other.network_type
  }
}
