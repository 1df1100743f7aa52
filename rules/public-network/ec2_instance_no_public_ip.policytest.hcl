policytest {
  targets = ["ec2_instance_no_public_ip.policy.hcl"]
}

resource "aws_subnet" "private" {
  skip = true
  attrs = {
    vpc_id                  = "vpc-0a1b2c3d"
    cidr_block              = "10.0.1.0/24"
    map_public_ip_on_launch = false
  }
}

resource "aws_subnet" "private_by_default" {
  skip = true
  attrs = {
    vpc_id     = "vpc-0a1b2c3d"
    cidr_block = "10.0.2.0/24"
  }
}

resource "aws_subnet" "public" {
  skip = true
  attrs = {
    id                      = "subnet-0000000000000public"
    vpc_id                  = "vpc-0a1b2c3d"
    cidr_block              = "10.0.3.0/24"
    map_public_ip_on_launch = true
  }
}

resource "aws_rds_cluster_instance" "other" {
  skip = true
  attrs = {
    identifier = "other"
  }
}

# An address of a NAT gateway: attached to no instance.
resource "aws_eip" "nat" {
  skip = true
  attrs = {
    domain = "vpc"
  }
}

resource "aws_instance" "says_no" {
  attrs = {
    ami                         = "ami-0a1b2c3d"
    associate_public_ip_address = false
  }
}

resource "aws_instance" "says_no_in_a_public_subnet" {
  attrs = {
    ami                         = "ami-0a1b2c3d"
    subnet_id                   = "subnet-0000000000000public"
    associate_public_ip_address = false
  }
}

# expect: fail ec2_instance_no_public_ip
# expect: message "associate_public_ip_address is true: the instance is launched with a public address."
resource "aws_instance" "says_yes" {
  expect_failure = true
  attrs = {
    ami                         = "ami-0a1b2c3d"
    subnet_id                   = aws_subnet.private.id
    associate_public_ip_address = true
  }
}

resource "aws_instance" "follows_a_private_subnet" {
  attrs = {
    ami       = "ami-0a1b2c3d"
    subnet_id = aws_subnet.private.id
  }
}

resource "aws_instance" "follows_a_subnet_private_by_default" {
  attrs = {
    ami       = "ami-0a1b2c3d"
    subnet_id = aws_subnet.private_by_default.id
  }
}

# expect: message "The instance does not refuse a public address, and its subnet gives one to what is launched there (map_public_ip_on_launch)."
resource "aws_instance" "follows_a_public_subnet" {
  expect_failure = true
  attrs = {
    ami       = "ami-0a1b2c3d"
    subnet_id = aws_subnet.public.id
  }
}

resource "aws_instance" "follows_a_public_subnet_by_literal" {
  expect_failure = true
  attrs = {
    ami       = "ami-0a1b2c3d"
    subnet_id = "subnet-0000000000000public"
  }
}

# expect: unknown
resource "aws_instance" "follows_a_subnet_outside_the_plan" {
  attrs = {
    ami       = "ami-0a1b2c3d"
    subnet_id = "subnet-0000000000000elsewh"
  }
}

# expect: unknown
resource "aws_instance" "no_subnet" {
  attrs = {
    ami = "ami-0a1b2c3d"
  }
}

# A launch template may ask for an address, whatever the subnet does.
# expect: unknown
resource "aws_instance" "from_a_launch_template" {
  attrs = {
    subnet_id       = aws_subnet.private.id
    launch_template = [{ id = "lt-0a1b2c3d", version = "1" }]
  }
}

# expect: unknown
resource "aws_instance" "set_to_something_unknown" {
  attrs = {
    ami                         = "ami-0a1b2c3d"
    associate_public_ip_address = aws_rds_cluster_instance.other.writer
  }
}

# expect: message "An Elastic IP is attached to the instance."
resource "aws_instance" "with_elastic_ip" {
  expect_failure = true
  attrs = {
    ami                         = "ami-0a1b2c3d"
    associate_public_ip_address = false
  }
}

resource "aws_eip" "of_the_instance" {
  skip = true
  attrs = {
    domain   = "vpc"
    instance = aws_instance.with_elastic_ip.id
  }
}

resource "aws_instance" "with_associated_elastic_ip" {
  expect_failure = true
  attrs = {
    ami                         = "ami-0a1b2c3d"
    associate_public_ip_address = false
  }
}

resource "aws_eip_association" "of_the_instance" {
  skip = true
  attrs = {
    allocation_id = aws_eip.nat.id
    instance_id   = aws_instance.with_associated_elastic_ip.id
  }
}

resource "aws_instance" "existing_with_elastic_ip" {
  expect_failure = true
  attrs = {
    id                          = "i-0a1b2c3d4e5f60001"
    ami                         = "ami-0a1b2c3d"
    associate_public_ip_address = false
  }
}

resource "aws_eip" "of_the_existing_instance" {
  skip = true
  attrs = {
    domain   = "vpc"
    instance = "i-0a1b2c3d4e5f60001"
  }
}

resource "aws_launch_template" "says_no" {
  attrs = {
    name               = "says-no"
    network_interfaces = [{ associate_public_ip_address = "false", device_index = 0 }]
  }
}

# expect: message "The launch template gives its instances public addresses."
resource "aws_launch_template" "says_yes" {
  expect_failure = true
  attrs = {
    name               = "says-yes"
    network_interfaces = [{ associate_public_ip_address = "true", device_index = 0 }]
  }
}

# expect: message "The launch template does not say whether its instances take public addresses, so their subnets decide."
resource "aws_launch_template" "says_nothing" {
  expect_failure = true
  attrs = {
    name               = "says-nothing"
    network_interfaces = [{ device_index = 0 }]
  }
}

resource "aws_launch_template" "without_interfaces" {
  expect_failure = true
  attrs = {
    name = "without-interfaces"
  }
}

# expect: unknown
resource "aws_launch_template" "set_to_something_unknown" {
  attrs = {
    name               = "unknown"
    network_interfaces = [{ associate_public_ip_address = aws_rds_cluster_instance.other.network_type, device_index = 0 }]
  }
}

resource "aws_launch_configuration" "says_no" {
  attrs = {
    image_id                    = "ami-0a1b2c3d"
    instance_type               = "t3.micro"
    associate_public_ip_address = false
  }
}

# expect: message "The launch configuration gives its instances public addresses."
resource "aws_launch_configuration" "says_yes" {
  expect_failure = true
  attrs = {
    image_id                    = "ami-0a1b2c3d"
    instance_type               = "t3.micro"
    associate_public_ip_address = true
  }
}

# expect: unknown
resource "aws_launch_configuration" "says_nothing" {
  attrs = {
    image_id      = "ami-0a1b2c3d"
    instance_type = "t3.micro"
  }
}

# expect: unknown
resource "aws_launch_configuration" "set_to_something_unknown" {
  attrs = {
    image_id                    = "ami-0a1b2c3d"
    instance_type               = "t3.micro"
    associate_public_ip_address = aws_rds_cluster_instance.other.writer
  }
}
