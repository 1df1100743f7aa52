policytest {
  targets = ["ec2_imdsv2_required.policy.hcl"]
}

resource "aws_instance" "good" {
  attrs = {
    ami              = "ami-12345678"
    metadata_options = [{ http_tokens = "required" }]
  }
}

resource "aws_instance" "good_endpoint_disabled" {
  attrs = {
    ami              = "ami-12345678"
    metadata_options = [{ http_endpoint = "disabled" }]
  }
}

# The launch template requires it, and the instance says nothing else.
resource "aws_instance" "good_template" {
  attrs = {
    ami             = "ami-12345678"
    launch_template = [{ id = aws_launch_template.good.id }]
  }
}

resource "aws_instance" "good_template_by_name" {
  attrs = {
    ami             = "ami-12345678"
    launch_template = [{ name = "good" }]
  }
}

# expect: fail ec2_imdsv2_required
# expect: message "The instance does not require IMDSv2: http_tokens is not \"required\", and nothing else in the plan asks for it."
resource "aws_instance" "bad" {
  attrs = {
    ami              = "ami-12345678"
    metadata_options = [{ http_tokens = "optional" }]
  }
  expect_failure = true
}

# No metadata_options: the account and the image decide.
resource "aws_instance" "bad_not_set" {
  attrs = {
    ami = "ami-12345678"
  }
  expect_failure = true
}

resource "aws_instance" "bad_tokens_not_set" {
  attrs = {
    ami              = "ami-12345678"
    metadata_options = [{ http_endpoint = "enabled" }]
  }
  expect_failure = true
}

# What the instance says itself counts before its template.
resource "aws_instance" "bad_template_overruled" {
  attrs = {
    ami              = "ami-12345678"
    launch_template  = [{ name = "good" }]
    metadata_options = [{ http_tokens = "optional" }]
  }
  expect_failure = true
}

resource "aws_instance" "bad_template" {
  attrs = {
    ami             = "ami-12345678"
    launch_template = [{ name = "bad" }]
  }
  expect_failure = true
}

# expect: fail ec2_imdsv2_required
resource "aws_instance" "bad_template_by_id" {
  attrs = {
    ami             = "ami-12345678"
    launch_template = [{ id = aws_launch_template.bad.id, version = "$Latest" }]
  }
  expect_failure = true
}

# A template that is not in the plan may require it or not.
# expect: unknown
resource "aws_instance" "unknown_template_elsewhere" {
  attrs = {
    ami             = "ami-12345678"
    launch_template = [{ name = "shared", version = "$Latest" }]
  }
}

# expect: unknown
resource "aws_instance" "unknown_template_elsewhere_by_id" {
  attrs = {
    ami             = "ami-12345678"
    launch_template = [{ id = "lt-0abcd1234ef567890", version = "$Latest" }]
  }
}

# expect: unknown
resource "aws_instance" "unknown" {
  attrs = {
    ami              = "ami-12345678"
    metadata_options = [{ http_tokens = aws_ssm_parameter.tokens.insecure_value }]
  }
}

resource "aws_launch_template" "good" {
  attrs = {
    name             = "good"
    metadata_options = [{ http_tokens = "required", http_put_response_hop_limit = 1 }]
  }
}

resource "aws_launch_template" "good_endpoint_disabled" {
  attrs = {
    name             = "off"
    metadata_options = [{ http_endpoint = "disabled", http_put_response_hop_limit = 2 }]
  }
}

resource "aws_launch_template" "bad" {
  attrs = {
    name             = "bad"
    metadata_options = [{ http_tokens = "optional" }]
  }
  expect_failure = true
}

# expect: message "Instances of this template are not required to use IMDSv2: http_tokens is not \"required\"."
resource "aws_launch_template" "bad_not_set" {
  attrs = {
    name = "bare"
  }
  expect_failure = true
}

# expect: message "Metadata answers travel more than one hop, so containers on the machine can reach its credentials."
resource "aws_launch_template" "bad_two_hops" {
  attrs = {
    name             = "two-hops"
    metadata_options = [{ http_tokens = "required", http_put_response_hop_limit = 2 }]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_launch_template" "unknown" {
  attrs = {
    name             = "unknown"
    metadata_options = [{ http_tokens = aws_ssm_parameter.tokens.insecure_value }]
  }
}

resource "aws_launch_configuration" "good" {
  attrs = {
    image_id         = "ami-12345678"
    instance_type    = "t3.micro"
    metadata_options = [{ http_tokens = "required" }]
  }
}

# expect: message "Instances of this launch configuration are not required to use IMDSv2: http_tokens is not \"required\"."
resource "aws_launch_configuration" "bad_not_set" {
  attrs = {
    image_id      = "ami-12345678"
    instance_type = "t3.micro"
  }
  expect_failure = true
}

resource "aws_launch_configuration" "bad_two_hops" {
  attrs = {
    image_id         = "ami-12345678"
    instance_type    = "t3.micro"
    metadata_options = [{ http_tokens = "required", http_put_response_hop_limit = 2 }]
  }
  expect_failure = true
}

# expect: message "The account's default for new instances does not require IMDSv2."
resource "aws_ec2_instance_metadata_defaults" "bad" {
  attrs = {
    http_tokens = "optional"
  }
  expect_failure = true
}

resource "aws_ec2_instance_metadata_defaults" "bad_not_set" {
  attrs = {
    http_tokens                 = "no-preference"
    http_put_response_hop_limit = 1
  }
  expect_failure = true
}

resource "aws_spot_fleet_request" "good_template" {
  attrs = {
    iam_fleet_role         = "arn:aws:iam::123456789012:role/fleet"
    target_capacity        = 1
    launch_template_config = [{ launch_template_specification = [{ name = "good", version = "1" }] }]
  }
}

# expect: message "A launch specification cannot require IMDSv2; only a launch template can."
resource "aws_spot_fleet_request" "bad" {
  attrs = {
    iam_fleet_role       = "arn:aws:iam::123456789012:role/fleet"
    target_capacity      = 1
    launch_specification = [{ ami = "ami-12345678", instance_type = "t3.micro" }]
  }
  expect_failure = true
}

resource "aws_ssm_parameter" "tokens" {
  skip = true
}
