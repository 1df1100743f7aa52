policytest {
  targets = ["eks_endpoint_private.policy.hcl"]
}

resource "aws_rds_cluster_instance" "other" {
  skip = true
  attrs = {
    identifier = "other"
  }
}

resource "aws_vpc" "from_pool" {
  skip = true
  attrs = {
    ipv4_ipam_pool_id = "ipam-pool-0a1b2c3d"
  }
}

resource "aws_eks_cluster" "private" {
  attrs = {
    name       = "main"
    role_arn   = "arn:aws:iam::123456789012:role/eks"
    vpc_config = [{ subnet_ids = ["subnet-0a1b2c3d"], endpoint_public_access = false, endpoint_private_access = true }]
  }
}

resource "aws_eks_cluster" "limited" {
  attrs = {
    name       = "main"
    role_arn   = "arn:aws:iam::123456789012:role/eks"
    vpc_config = [{ subnet_ids = ["subnet-0a1b2c3d"], endpoint_public_access = true, public_access_cidrs = ["203.0.113.0/24"] }]
  }
}

resource "aws_eks_cluster" "limited_public_by_default" {
  attrs = {
    name       = "main"
    role_arn   = "arn:aws:iam::123456789012:role/eks"
    vpc_config = [{ subnet_ids = ["subnet-0a1b2c3d"], public_access_cidrs = ["203.0.113.0/24"] }]
  }
}

# expect: fail eks_endpoint_private
# expect: message "The cluster's API endpoint is open to the whole Internet."
resource "aws_eks_cluster" "not_set" {
  expect_failure = true
  attrs = {
    name       = "main"
    role_arn   = "arn:aws:iam::123456789012:role/eks"
    vpc_config = [{ subnet_ids = ["subnet-0a1b2c3d"] }]
  }
}

resource "aws_eks_cluster" "public" {
  expect_failure = true
  attrs = {
    name       = "main"
    role_arn   = "arn:aws:iam::123456789012:role/eks"
    vpc_config = [{ subnet_ids = ["subnet-0a1b2c3d"], endpoint_public_access = true }]
  }
}

resource "aws_eks_cluster" "public_to_all" {
  expect_failure = true
  attrs = {
    name       = "main"
    role_arn   = "arn:aws:iam::123456789012:role/eks"
    vpc_config = [{ subnet_ids = ["subnet-0a1b2c3d"], endpoint_public_access = true, public_access_cidrs = ["203.0.113.0/24", "0.0.0.0/0"] }]
  }
}

resource "aws_eks_cluster" "public_to_all_ipv6" {
  expect_failure = true
  attrs = {
    name       = "main"
    role_arn   = "arn:aws:iam::123456789012:role/eks"
    vpc_config = [{ subnet_ids = ["subnet-0a1b2c3d"], endpoint_public_access = true, public_access_cidrs = ["::/0"] }]
  }
}

resource "aws_eks_cluster" "public_to_two_halves" {
  expect_failure = true
  attrs = {
    name       = "main"
    role_arn   = "arn:aws:iam::123456789012:role/eks"
    vpc_config = [{ subnet_ids = ["subnet-0a1b2c3d"], endpoint_public_access = true, public_access_cidrs = ["0.0.0.0/1", "128.0.0.0/1"] }]
  }
}

resource "aws_eks_cluster" "no_ranges" {
  expect_failure = true
  attrs = {
    name       = "main"
    role_arn   = "arn:aws:iam::123456789012:role/eks"
    vpc_config = [{ subnet_ids = ["subnet-0a1b2c3d"], endpoint_public_access = true, public_access_cidrs = [] }]
  }
}

# expect: unknown
resource "aws_eks_cluster" "unknown_access" {
  attrs = {
    name       = "main"
    role_arn   = "arn:aws:iam::123456789012:role/eks"
    vpc_config = [{ subnet_ids = ["subnet-0a1b2c3d"], endpoint_public_access = aws_rds_cluster_instance.other.writer }]
  }
}

resource "aws_eks_cluster" "unknown_access_but_limited" {
  attrs = {
    name       = "main"
    role_arn   = "arn:aws:iam::123456789012:role/eks"
    vpc_config = [{ subnet_ids = ["subnet-0a1b2c3d"], endpoint_public_access = aws_rds_cluster_instance.other.writer, public_access_cidrs = ["203.0.113.0/24"] }]
  }
}

# expect: unknown
resource "aws_eks_cluster" "unknown_range" {
  attrs = {
    name       = "main"
    role_arn   = "arn:aws:iam::123456789012:role/eks"
    vpc_config = [{ subnet_ids = ["subnet-0a1b2c3d"], endpoint_public_access = true, public_access_cidrs = [aws_vpc.from_pool.cidr_block] }]
  }
}

resource "aws_eks_cluster" "unknown_range_beside_all" {
  expect_failure = true
  attrs = {
    name       = "main"
    role_arn   = "arn:aws:iam::123456789012:role/eks"
    vpc_config = [{ subnet_ids = ["subnet-0a1b2c3d"], endpoint_public_access = true, public_access_cidrs = [aws_vpc.from_pool.cidr_block, "0.0.0.0/0"] }]
  }
}

resource "aws_eks_cluster" "private_whatever_the_range" {
  attrs = {
    name       = "main"
    role_arn   = "arn:aws:iam::123456789012:role/eks"
    vpc_config = [{ subnet_ids = ["subnet-0a1b2c3d"], endpoint_public_access = false, public_access_cidrs = [aws_vpc.from_pool.cidr_block] }]
  }
}
