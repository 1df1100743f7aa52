policytest {
  targets = ["emr_cluster_in_private_subnet.policy.hcl"]
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
    id         = "subnet-00000000000000private"
    vpc_id     = "vpc-0a1b2c3d"
    cidr_block = "10.0.2.0/24"
  }
}

resource "aws_subnet" "public" {
  skip = true
  attrs = {
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

resource "aws_subnet" "unknown" {
  skip = true
  attrs = {
    vpc_id                  = "vpc-0a1b2c3d"
    cidr_block              = "10.0.4.0/24"
    map_public_ip_on_launch = aws_rds_cluster_instance.other.writer
  }
}

resource "aws_emr_cluster" "private" {
  attrs = {
    name           = "private"
    ec2_attributes = [{ instance_profile = "emr", subnet_id = aws_subnet.private.id }]
  }
}

resource "aws_emr_cluster" "private_by_literal" {
  attrs = {
    name           = "private-by-literal"
    ec2_attributes = [{ instance_profile = "emr", subnet_id = "subnet-00000000000000private" }]
  }
}

# expect: fail emr_cluster_in_private_subnet
# expect: message "The cluster runs in a subnet that gives its nodes public addresses."
resource "aws_emr_cluster" "public" {
  expect_failure = true
  attrs = {
    name           = "public"
    ec2_attributes = [{ instance_profile = "emr", subnet_id = aws_subnet.public.id }]
  }
}

resource "aws_emr_cluster" "choice_of_private_ones" {
  attrs = {
    name           = "choice-of-private-ones"
    ec2_attributes = [{ instance_profile = "emr", subnet_ids = [aws_subnet.private.id, "subnet-00000000000000private"] }]
  }
}

resource "aws_emr_cluster" "choice_with_a_public_one" {
  expect_failure = true
  attrs = {
    name           = "choice-with-a-public-one"
    ec2_attributes = [{ instance_profile = "emr", subnet_ids = [aws_subnet.private.id, aws_subnet.public.id] }]
  }
}

# expect: unknown
resource "aws_emr_cluster" "choice_with_one_outside_the_plan" {
  attrs = {
    name           = "choice-with-one-outside"
    ec2_attributes = [{ instance_profile = "emr", subnet_ids = [aws_subnet.private.id, "subnet-0000000elsewhere"] }]
  }
}

# expect: unknown
resource "aws_emr_cluster" "outside_the_plan" {
  attrs = {
    name           = "outside"
    ec2_attributes = [{ instance_profile = "emr", subnet_id = "subnet-0000000elsewhere" }]
  }
}

# expect: unknown
resource "aws_emr_cluster" "unknown_subnet_setting" {
  attrs = {
    name           = "unknown"
    ec2_attributes = [{ instance_profile = "emr", subnet_id = aws_subnet.unknown.id }]
  }
}

# expect: unknown
resource "aws_emr_cluster" "not_set" {
  attrs = {
    name = "not-set"
  }
}

resource "aws_emr_cluster" "existing_private" {
  attrs = {
    id                = "j-0A1B2C3D"
    name              = "existing-private"
    master_public_dns = "ip-10-0-1-17.eu-central-1.compute.internal"
    ec2_attributes    = [{ instance_profile = "emr", subnet_id = "subnet-0000000elsewhere", subnet_ids = ["subnet-0000000elsewhere"] }]
  }
}

resource "aws_emr_cluster" "existing_public" {
  expect_failure = true
  attrs = {
    id                = "j-0A1B2C3E"
    name              = "existing-public"
    master_public_dns = "ec2-203-0-113-17.eu-central-1.compute.amazonaws.com"
    ec2_attributes    = [{ instance_profile = "emr", subnet_id = "subnet-0000000elsewhere", subnet_ids = ["subnet-0000000elsewhere"] }]
  }
}
