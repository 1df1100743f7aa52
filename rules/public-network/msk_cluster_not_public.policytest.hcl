policytest {
  targets = ["msk_cluster_not_public.policy.hcl"]
}

resource "aws_rds_cluster_instance" "other" {
  skip = true
  attrs = {
    identifier = "other"
  }
}

resource "aws_msk_cluster" "disabled" {
  attrs = {
    cluster_name           = "main"
    kafka_version          = "3.6.0"
    number_of_broker_nodes = 3
    broker_node_group_info = [{ instance_type = "kafka.m5.large", client_subnets = ["subnet-0a1b2c3d"], security_groups = ["sg-0a1b2c3d"], connectivity_info = [{ public_access = [{ type = "DISABLED" }] }] }]
  }
}

resource "aws_msk_cluster" "not_set" {
  attrs = {
    cluster_name           = "main"
    kafka_version          = "3.6.0"
    number_of_broker_nodes = 3
    broker_node_group_info = [{ instance_type = "kafka.m5.large", client_subnets = ["subnet-0a1b2c3d"], security_groups = ["sg-0a1b2c3d"] }]
  }
}

resource "aws_msk_cluster" "only_vpc_connectivity" {
  attrs = {
    cluster_name           = "main"
    kafka_version          = "3.6.0"
    number_of_broker_nodes = 3
    broker_node_group_info = [{ instance_type = "kafka.m5.large", client_subnets = ["subnet-0a1b2c3d"], security_groups = ["sg-0a1b2c3d"], connectivity_info = [{ vpc_connectivity = [{}] }] }]
  }
}

resource "aws_msk_cluster" "type_not_set" {
  attrs = {
    cluster_name           = "main"
    kafka_version          = "3.6.0"
    number_of_broker_nodes = 3
    broker_node_group_info = [{ instance_type = "kafka.m5.large", client_subnets = ["subnet-0a1b2c3d"], security_groups = ["sg-0a1b2c3d"], connectivity_info = [{ public_access = [{}] }] }]
  }
}

# expect: fail msk_cluster_not_public
# expect: message "The cluster's brokers have public access."
resource "aws_msk_cluster" "public" {
  expect_failure = true
  attrs = {
    cluster_name           = "main"
    kafka_version          = "3.6.0"
    number_of_broker_nodes = 3
    broker_node_group_info = [{ instance_type = "kafka.m5.large", client_subnets = ["subnet-0a1b2c3d"], security_groups = ["sg-0a1b2c3d"], connectivity_info = [{ public_access = [{ type = "SERVICE_PROVIDED_EIPS" }] }] }]
  }
}

# expect: unknown
resource "aws_msk_cluster" "unknown_value" {
  attrs = {
    cluster_name           = "main"
    kafka_version          = "3.6.0"
    number_of_broker_nodes = 3
    broker_node_group_info = [{ instance_type = "kafka.m5.large", client_subnets = ["subnet-0a1b2c3d"], security_groups = ["sg-0a1b2c3d"], connectivity_info = [{ public_access = [{ type = aws_rds_cluster_instance.other.network_type }] }] }]
  }
}
