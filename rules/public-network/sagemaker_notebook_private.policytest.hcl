policytest {
  targets = ["sagemaker_notebook_private.policy.hcl"]
}

resource "aws_rds_cluster_instance" "other" {
  skip = true
  attrs = {
    identifier = "other"
  }
}

resource "aws_subnet" "private" {
  skip = true
  attrs = {
    vpc_id     = "vpc-0a1b2c3d"
    cidr_block = "10.0.1.0/24"
  }
}

resource "aws_sagemaker_notebook_instance" "private" {
  attrs = {
    name                   = "main"
    instance_type          = "ml.t3.medium"
    role_arn               = "arn:aws:iam::123456789012:role/notebook"
    direct_internet_access = "Disabled"
    subnet_id              = "subnet-0a1b2c3d"
  }
}

resource "aws_sagemaker_notebook_instance" "private_by_reference" {
  attrs = {
    name                   = "main"
    instance_type          = "ml.t3.medium"
    role_arn               = "arn:aws:iam::123456789012:role/notebook"
    direct_internet_access = "Disabled"
    subnet_id              = aws_subnet.private.id
  }
}

# expect: fail sagemaker_notebook_private
# expect: message "The notebook has direct Internet access."
# expect: message "The notebook is not placed in a subnet of a VPC."
resource "aws_sagemaker_notebook_instance" "not_set" {
  expect_failure = true
  attrs = {
    name          = "main"
    instance_type = "ml.t3.medium"
    role_arn      = "arn:aws:iam::123456789012:role/notebook"
  }
}

# expect: message "The notebook has direct Internet access."
resource "aws_sagemaker_notebook_instance" "direct_internet_not_set" {
  expect_failure = true
  attrs = {
    name          = "main"
    instance_type = "ml.t3.medium"
    role_arn      = "arn:aws:iam::123456789012:role/notebook"
    subnet_id     = "subnet-0a1b2c3d"
  }
}

resource "aws_sagemaker_notebook_instance" "direct_internet" {
  expect_failure = true
  attrs = {
    name                   = "main"
    instance_type          = "ml.t3.medium"
    role_arn               = "arn:aws:iam::123456789012:role/notebook"
    direct_internet_access = "Enabled"
    subnet_id              = "subnet-0a1b2c3d"
  }
}

# expect: message "The notebook is not placed in a subnet of a VPC."
resource "aws_sagemaker_notebook_instance" "no_subnet" {
  expect_failure = true
  attrs = {
    name                   = "main"
    instance_type          = "ml.t3.medium"
    role_arn               = "arn:aws:iam::123456789012:role/notebook"
    direct_internet_access = "Disabled"
  }
}

resource "aws_sagemaker_notebook_instance" "empty_subnet" {
  expect_failure = true
  attrs = {
    name                   = "main"
    instance_type          = "ml.t3.medium"
    role_arn               = "arn:aws:iam::123456789012:role/notebook"
    direct_internet_access = "Disabled"
    subnet_id              = ""
  }
}

# expect: unknown
resource "aws_sagemaker_notebook_instance" "unknown_access" {
  attrs = {
    name                   = "main"
    instance_type          = "ml.t3.medium"
    role_arn               = "arn:aws:iam::123456789012:role/notebook"
    direct_internet_access = aws_rds_cluster_instance.other.network_type
    subnet_id              = "subnet-0a1b2c3d"
  }
}

resource "aws_sagemaker_notebook_instance" "unknown_access_without_subnet" {
  expect_failure = true
  attrs = {
    name                   = "main"
    instance_type          = "ml.t3.medium"
    role_arn               = "arn:aws:iam::123456789012:role/notebook"
    direct_internet_access = aws_rds_cluster_instance.other.network_type
  }
}
