policytest {
  targets = ["capacity_scale_in_of_stateful_reviewed.policy.hcl"]
}

resource "aws_launch_template" "size" {
  attrs = { name = "size" }
  skip  = true
}

resource "aws_cloudsearch_domain" "cloudsearch_domain_grows" {
  attrs = {
    name = "main"
    scaling_parameters = [
      { desired_instance_type = "x.r6g.4xlarge", desired_partition_count = 200, desired_replication_count = 200 },
    ]
  }
  prior_attrs = {
    name = "main"
    scaling_parameters = [
      { desired_instance_type = "x.r5.2xlarge", desired_partition_count = 100, desired_replication_count = 100 },
    ]
  }
}

resource "aws_cloudsearch_domain" "cloudsearch_domain_stays" {
  attrs = {
    name = "main"
    scaling_parameters = [
      { desired_instance_type = "x.r5.2xlarge", desired_partition_count = 100, desired_replication_count = 100 },
    ]
  }
  prior_attrs = {
    name = "main"
    scaling_parameters = [
      { desired_instance_type = "x.r5.2xlarge", desired_partition_count = 100, desired_replication_count = 100 },
    ]
  }
}

# expect: message "scaling_parameters.desired_instance_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_cloudsearch_domain" "cloudsearch_domain_scaling_parameters_desired_instance_type_down" {
  attrs = {
    name = "main"
    scaling_parameters = [
      { desired_instance_type = "x.r5.large" },
    ]
  }
  prior_attrs = {
    name = "main"
    scaling_parameters = [
      { desired_instance_type = "x.r5.2xlarge" },
    ]
  }
  expect_failure = true
}

# expect: message "scaling_parameters.desired_partition_count goes down from 100 to 50."
resource "aws_cloudsearch_domain" "cloudsearch_domain_scaling_parameters_desired_partition_count_down" {
  attrs = {
    name = "main"
    scaling_parameters = [
      { desired_partition_count = 50 },
    ]
  }
  prior_attrs = {
    name = "main"
    scaling_parameters = [
      { desired_partition_count = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "scaling_parameters.desired_replication_count goes down from 100 to 50."
resource "aws_cloudsearch_domain" "cloudsearch_domain_scaling_parameters_desired_replication_count_down" {
  attrs = {
    name = "main"
    scaling_parameters = [
      { desired_replication_count = 50 },
    ]
  }
  prior_attrs = {
    name = "main"
    scaling_parameters = [
      { desired_replication_count = 100 },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_cloudsearch_domain" "cloudsearch_domain_known_after_apply" {
  attrs = {
    name = "main"
    scaling_parameters = [
      { desired_instance_type = "x.r5.2xlarge", desired_partition_count = aws_launch_template.size.latest_version, desired_replication_count = 100 },
    ]
  }
  prior_attrs = {
    name = "main"
    scaling_parameters = [
      { desired_instance_type = "x.r5.2xlarge", desired_partition_count = 100, desired_replication_count = 100 },
    ]
  }
}

resource "aws_dax_cluster" "dax_cluster_grows" {
  attrs = {
    cluster_name       = "main"
    iam_role_arn       = "main"
    node_type          = "x.r6g.4xlarge"
    replication_factor = 200
  }
  prior_attrs = {
    cluster_name       = "main"
    iam_role_arn       = "main"
    node_type          = "x.r5.2xlarge"
    replication_factor = 100
  }
}

resource "aws_dax_cluster" "dax_cluster_stays" {
  attrs = {
    cluster_name       = "main"
    iam_role_arn       = "main"
    node_type          = "x.r5.2xlarge"
    replication_factor = 100
  }
  prior_attrs = {
    cluster_name       = "main"
    iam_role_arn       = "main"
    node_type          = "x.r5.2xlarge"
    replication_factor = 100
  }
}

# expect: message "node_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_dax_cluster" "dax_cluster_node_type_down" {
  attrs = {
    cluster_name = "main"
    iam_role_arn = "main"
    node_type    = "x.r5.large"
  }
  prior_attrs = {
    cluster_name = "main"
    iam_role_arn = "main"
    node_type    = "x.r5.2xlarge"
  }
  expect_failure = true
}

# expect: message "replication_factor goes down from 100 to 50."
resource "aws_dax_cluster" "dax_cluster_replication_factor_down" {
  attrs = {
    cluster_name       = "main"
    iam_role_arn       = "main"
    node_type          = "main"
    replication_factor = 50
  }
  prior_attrs = {
    cluster_name       = "main"
    iam_role_arn       = "main"
    node_type          = "main"
    replication_factor = 100
  }
  expect_failure = true
}

# expect: unknown
resource "aws_dax_cluster" "dax_cluster_known_after_apply" {
  attrs = {
    cluster_name       = "main"
    iam_role_arn       = "main"
    node_type          = "x.r5.2xlarge"
    replication_factor = aws_launch_template.size.latest_version
  }
  prior_attrs = {
    cluster_name       = "main"
    iam_role_arn       = "main"
    node_type          = "x.r5.2xlarge"
    replication_factor = 100
  }
}

resource "aws_db_instance" "db_instance_grows" {
  attrs = {
    instance_class        = "x.r6g.4xlarge"
    max_allocated_storage = 200
    iops                  = 200
    storage_throughput    = 200
    multi_az              = true
  }
  prior_attrs = {
    instance_class        = "x.r5.2xlarge"
    max_allocated_storage = 100
    iops                  = 100
    storage_throughput    = 100
    multi_az              = true
  }
}

resource "aws_db_instance" "db_instance_stays" {
  attrs = {
    instance_class        = "x.r5.2xlarge"
    max_allocated_storage = 100
    iops                  = 100
    storage_throughput    = 100
    multi_az              = true
  }
  prior_attrs = {
    instance_class        = "x.r5.2xlarge"
    max_allocated_storage = 100
    iops                  = 100
    storage_throughput    = 100
    multi_az              = true
  }
}

# expect: message "instance_class goes down from x.r5.2xlarge to x.r5.large."
resource "aws_db_instance" "db_instance_instance_class_down" {
  attrs = {
    instance_class = "x.r5.large"
  }
  prior_attrs = {
    instance_class = "x.r5.2xlarge"
  }
  expect_failure = true
}

# expect: message "max_allocated_storage goes down from 100 to 50."
resource "aws_db_instance" "db_instance_max_allocated_storage_down" {
  attrs = {
    instance_class        = "main"
    max_allocated_storage = 50
  }
  prior_attrs = {
    instance_class        = "main"
    max_allocated_storage = 100
  }
  expect_failure = true
}

# expect: message "iops goes down from 100 to 50."
resource "aws_db_instance" "db_instance_iops_down" {
  attrs = {
    instance_class = "main"
    iops           = 50
  }
  prior_attrs = {
    instance_class = "main"
    iops           = 100
  }
  expect_failure = true
}

# expect: message "storage_throughput goes down from 100 to 50."
resource "aws_db_instance" "db_instance_storage_throughput_down" {
  attrs = {
    instance_class     = "main"
    storage_throughput = 50
  }
  prior_attrs = {
    instance_class     = "main"
    storage_throughput = 100
  }
  expect_failure = true
}

# expect: message "multi_az is switched off."
resource "aws_db_instance" "db_instance_multi_az_down" {
  attrs = {
    instance_class = "main"
    multi_az       = false
  }
  prior_attrs = {
    instance_class = "main"
    multi_az       = true
  }
  expect_failure = true
}

# expect: unknown
resource "aws_db_instance" "db_instance_known_after_apply" {
  attrs = {
    instance_class        = "x.r5.2xlarge"
    max_allocated_storage = aws_launch_template.size.latest_version
    iops                  = 100
    storage_throughput    = 100
    multi_az              = true
  }
  prior_attrs = {
    instance_class        = "x.r5.2xlarge"
    max_allocated_storage = 100
    iops                  = 100
    storage_throughput    = 100
    multi_az              = true
  }
}

resource "aws_directory_service_directory" "directory_service_directory_grows" {
  attrs = {
    name                                 = "main"
    password                             = "main"
    desired_number_of_domain_controllers = 200
  }
  prior_attrs = {
    name                                 = "main"
    password                             = "main"
    desired_number_of_domain_controllers = 100
  }
}

resource "aws_directory_service_directory" "directory_service_directory_stays" {
  attrs = {
    name                                 = "main"
    password                             = "main"
    desired_number_of_domain_controllers = 100
  }
  prior_attrs = {
    name                                 = "main"
    password                             = "main"
    desired_number_of_domain_controllers = 100
  }
}

# expect: message "desired_number_of_domain_controllers goes down from 100 to 50."
resource "aws_directory_service_directory" "directory_service_directory_desired_number_of_domain_controllers_down" {
  attrs = {
    name                                 = "main"
    password                             = "main"
    desired_number_of_domain_controllers = 50
  }
  prior_attrs = {
    name                                 = "main"
    password                             = "main"
    desired_number_of_domain_controllers = 100
  }
  expect_failure = true
}

# expect: unknown
resource "aws_directory_service_directory" "directory_service_directory_known_after_apply" {
  attrs = {
    name                                 = "main"
    password                             = "main"
    desired_number_of_domain_controllers = aws_launch_template.size.latest_version
  }
  prior_attrs = {
    name                                 = "main"
    password                             = "main"
    desired_number_of_domain_controllers = 100
  }
}

resource "aws_docdb_cluster_instance" "docdb_cluster_instance_grows" {
  attrs = {
    cluster_identifier = "main"
    instance_class     = "x.r6g.4xlarge"
  }
  prior_attrs = {
    cluster_identifier = "main"
    instance_class     = "x.r5.2xlarge"
  }
}

resource "aws_docdb_cluster_instance" "docdb_cluster_instance_stays" {
  attrs = {
    cluster_identifier = "main"
    instance_class     = "x.r5.2xlarge"
  }
  prior_attrs = {
    cluster_identifier = "main"
    instance_class     = "x.r5.2xlarge"
  }
}

# expect: message "instance_class goes down from x.r5.2xlarge to x.r5.large."
resource "aws_docdb_cluster_instance" "docdb_cluster_instance_instance_class_down" {
  attrs = {
    cluster_identifier = "main"
    instance_class     = "x.r5.large"
  }
  prior_attrs = {
    cluster_identifier = "main"
    instance_class     = "x.r5.2xlarge"
  }
  expect_failure = true
}

resource "aws_docdbelastic_cluster" "docdbelastic_cluster_grows" {
  attrs = {
    admin_user_name     = "main"
    admin_user_password = "main"
    auth_type           = "main"
    name                = "main"
    shard_capacity      = 200
    shard_count         = 200
  }
  prior_attrs = {
    admin_user_name     = "main"
    admin_user_password = "main"
    auth_type           = "main"
    name                = "main"
    shard_capacity      = 100
    shard_count         = 100
  }
}

resource "aws_docdbelastic_cluster" "docdbelastic_cluster_stays" {
  attrs = {
    admin_user_name     = "main"
    admin_user_password = "main"
    auth_type           = "main"
    name                = "main"
    shard_capacity      = 100
    shard_count         = 100
  }
  prior_attrs = {
    admin_user_name     = "main"
    admin_user_password = "main"
    auth_type           = "main"
    name                = "main"
    shard_capacity      = 100
    shard_count         = 100
  }
}

# expect: message "shard_capacity goes down from 100 to 50."
resource "aws_docdbelastic_cluster" "docdbelastic_cluster_shard_capacity_down" {
  attrs = {
    admin_user_name     = "main"
    admin_user_password = "main"
    auth_type           = "main"
    name                = "main"
    shard_capacity      = 50
  }
  prior_attrs = {
    admin_user_name     = "main"
    admin_user_password = "main"
    auth_type           = "main"
    name                = "main"
    shard_capacity      = 100
  }
  expect_failure = true
}

# expect: message "shard_count goes down from 100 to 50."
resource "aws_docdbelastic_cluster" "docdbelastic_cluster_shard_count_down" {
  attrs = {
    admin_user_name     = "main"
    admin_user_password = "main"
    auth_type           = "main"
    name                = "main"
    shard_count         = 50
  }
  prior_attrs = {
    admin_user_name     = "main"
    admin_user_password = "main"
    auth_type           = "main"
    name                = "main"
    shard_count         = 100
  }
  expect_failure = true
}

# expect: unknown
resource "aws_docdbelastic_cluster" "docdbelastic_cluster_known_after_apply" {
  attrs = {
    admin_user_name     = "main"
    admin_user_password = "main"
    auth_type           = "main"
    name                = "main"
    shard_capacity      = aws_launch_template.size.latest_version
    shard_count         = 100
  }
  prior_attrs = {
    admin_user_name     = "main"
    admin_user_password = "main"
    auth_type           = "main"
    name                = "main"
    shard_capacity      = 100
    shard_count         = 100
  }
}

resource "aws_dynamodb_table" "dynamodb_table_grows" {
  attrs = {
    name           = "main"
    read_capacity  = 200
    write_capacity = 200
    on_demand_throughput = [
      { max_read_request_units = 200, max_write_request_units = 200 },
    ]
  }
  prior_attrs = {
    name           = "main"
    read_capacity  = 100
    write_capacity = 100
    on_demand_throughput = [
      { max_read_request_units = 100, max_write_request_units = 100 },
    ]
  }
}

resource "aws_dynamodb_table" "dynamodb_table_stays" {
  attrs = {
    name           = "main"
    read_capacity  = 100
    write_capacity = 100
    on_demand_throughput = [
      { max_read_request_units = 100, max_write_request_units = 100 },
    ]
  }
  prior_attrs = {
    name           = "main"
    read_capacity  = 100
    write_capacity = 100
    on_demand_throughput = [
      { max_read_request_units = 100, max_write_request_units = 100 },
    ]
  }
}

# expect: message "read_capacity goes down from 100 to 50."
resource "aws_dynamodb_table" "dynamodb_table_read_capacity_down" {
  attrs = {
    name          = "main"
    read_capacity = 50
  }
  prior_attrs = {
    name          = "main"
    read_capacity = 100
  }
  expect_failure = true
}

# expect: message "write_capacity goes down from 100 to 50."
resource "aws_dynamodb_table" "dynamodb_table_write_capacity_down" {
  attrs = {
    name           = "main"
    write_capacity = 50
  }
  prior_attrs = {
    name           = "main"
    write_capacity = 100
  }
  expect_failure = true
}

# expect: message "on_demand_throughput.max_read_request_units goes down from 100 to 50."
resource "aws_dynamodb_table" "dynamodb_table_on_demand_throughput_max_read_request_units_down" {
  attrs = {
    name = "main"
    on_demand_throughput = [
      { max_read_request_units = 50 },
    ]
  }
  prior_attrs = {
    name = "main"
    on_demand_throughput = [
      { max_read_request_units = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "on_demand_throughput.max_write_request_units goes down from 100 to 50."
resource "aws_dynamodb_table" "dynamodb_table_on_demand_throughput_max_write_request_units_down" {
  attrs = {
    name = "main"
    on_demand_throughput = [
      { max_write_request_units = 50 },
    ]
  }
  prior_attrs = {
    name = "main"
    on_demand_throughput = [
      { max_write_request_units = 100 },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_dynamodb_table" "dynamodb_table_known_after_apply" {
  attrs = {
    name           = "main"
    read_capacity  = aws_launch_template.size.latest_version
    write_capacity = 100
    on_demand_throughput = [
      { max_read_request_units = 100, max_write_request_units = 100 },
    ]
  }
  prior_attrs = {
    name           = "main"
    read_capacity  = 100
    write_capacity = 100
    on_demand_throughput = [
      { max_read_request_units = 100, max_write_request_units = 100 },
    ]
  }
}

resource "aws_ebs_volume" "ebs_volume_grows" {
  attrs = {
    availability_zone = "main"
    iops              = 200
    throughput        = 200
  }
  prior_attrs = {
    availability_zone = "main"
    iops              = 100
    throughput        = 100
  }
}

resource "aws_ebs_volume" "ebs_volume_stays" {
  attrs = {
    availability_zone = "main"
    iops              = 100
    throughput        = 100
  }
  prior_attrs = {
    availability_zone = "main"
    iops              = 100
    throughput        = 100
  }
}

# expect: message "iops goes down from 100 to 50."
resource "aws_ebs_volume" "ebs_volume_iops_down" {
  attrs = {
    availability_zone = "main"
    iops              = 50
  }
  prior_attrs = {
    availability_zone = "main"
    iops              = 100
  }
  expect_failure = true
}

# expect: message "throughput goes down from 100 to 50."
resource "aws_ebs_volume" "ebs_volume_throughput_down" {
  attrs = {
    availability_zone = "main"
    throughput        = 50
  }
  prior_attrs = {
    availability_zone = "main"
    throughput        = 100
  }
  expect_failure = true
}

# expect: unknown
resource "aws_ebs_volume" "ebs_volume_known_after_apply" {
  attrs = {
    availability_zone = "main"
    iops              = aws_launch_template.size.latest_version
    throughput        = 100
  }
  prior_attrs = {
    availability_zone = "main"
    iops              = 100
    throughput        = 100
  }
}

resource "aws_efs_file_system" "efs_file_system_grows" {
  attrs = {
    provisioned_throughput_in_mibps = 200
  }
  prior_attrs = {
    provisioned_throughput_in_mibps = 100
  }
}

resource "aws_efs_file_system" "efs_file_system_stays" {
  attrs = {
    provisioned_throughput_in_mibps = 100
  }
  prior_attrs = {
    provisioned_throughput_in_mibps = 100
  }
}

# expect: message "provisioned_throughput_in_mibps goes down from 100 to 50."
resource "aws_efs_file_system" "efs_file_system_provisioned_throughput_in_mibps_down" {
  attrs = {
    provisioned_throughput_in_mibps = 50
  }
  prior_attrs = {
    provisioned_throughput_in_mibps = 100
  }
  expect_failure = true
}

# expect: unknown
resource "aws_efs_file_system" "efs_file_system_known_after_apply" {
  attrs = {
    provisioned_throughput_in_mibps = aws_launch_template.size.latest_version
  }
  prior_attrs = {
    provisioned_throughput_in_mibps = 100
  }
}

resource "aws_eks_cluster" "eks_cluster_grows" {
  attrs = {
    name     = "main"
    role_arn = "main"
    outpost_config = [
      { control_plane_instance_type = "x.r6g.4xlarge" },
    ]
  }
  prior_attrs = {
    name     = "main"
    role_arn = "main"
    outpost_config = [
      { control_plane_instance_type = "x.r5.2xlarge" },
    ]
  }
}

resource "aws_eks_cluster" "eks_cluster_stays" {
  attrs = {
    name     = "main"
    role_arn = "main"
    outpost_config = [
      { control_plane_instance_type = "x.r5.2xlarge" },
    ]
  }
  prior_attrs = {
    name     = "main"
    role_arn = "main"
    outpost_config = [
      { control_plane_instance_type = "x.r5.2xlarge" },
    ]
  }
}

# expect: message "outpost_config.control_plane_instance_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_eks_cluster" "eks_cluster_outpost_config_control_plane_instance_type_down" {
  attrs = {
    name     = "main"
    role_arn = "main"
    outpost_config = [
      { control_plane_instance_type = "x.r5.large" },
    ]
  }
  prior_attrs = {
    name     = "main"
    role_arn = "main"
    outpost_config = [
      { control_plane_instance_type = "x.r5.2xlarge" },
    ]
  }
  expect_failure = true
}

resource "aws_elasticache_cluster" "elasticache_cluster_grows" {
  attrs = {
    cluster_id      = "main"
    node_type       = "x.r6g.4xlarge"
    num_cache_nodes = 200
  }
  prior_attrs = {
    cluster_id      = "main"
    node_type       = "x.r5.2xlarge"
    num_cache_nodes = 100
  }
}

resource "aws_elasticache_cluster" "elasticache_cluster_stays" {
  attrs = {
    cluster_id      = "main"
    node_type       = "x.r5.2xlarge"
    num_cache_nodes = 100
  }
  prior_attrs = {
    cluster_id      = "main"
    node_type       = "x.r5.2xlarge"
    num_cache_nodes = 100
  }
}

# expect: message "node_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_elasticache_cluster" "elasticache_cluster_node_type_down" {
  attrs = {
    cluster_id = "main"
    node_type  = "x.r5.large"
  }
  prior_attrs = {
    cluster_id = "main"
    node_type  = "x.r5.2xlarge"
  }
  expect_failure = true
}

# expect: message "num_cache_nodes goes down from 100 to 50."
resource "aws_elasticache_cluster" "elasticache_cluster_num_cache_nodes_down" {
  attrs = {
    cluster_id      = "main"
    num_cache_nodes = 50
  }
  prior_attrs = {
    cluster_id      = "main"
    num_cache_nodes = 100
  }
  expect_failure = true
}

# expect: unknown
resource "aws_elasticache_cluster" "elasticache_cluster_known_after_apply" {
  attrs = {
    cluster_id      = "main"
    node_type       = "x.r5.2xlarge"
    num_cache_nodes = aws_launch_template.size.latest_version
  }
  prior_attrs = {
    cluster_id      = "main"
    node_type       = "x.r5.2xlarge"
    num_cache_nodes = 100
  }
}

resource "aws_elasticache_global_replication_group" "elasticache_global_replication_group_grows" {
  attrs = {
    global_replication_group_id_suffix = "main"
    primary_replication_group_id       = "main"
    cache_node_type                    = "x.r6g.4xlarge"
    num_node_groups                    = 200
  }
  prior_attrs = {
    global_replication_group_id_suffix = "main"
    primary_replication_group_id       = "main"
    cache_node_type                    = "x.r5.2xlarge"
    num_node_groups                    = 100
  }
}

resource "aws_elasticache_global_replication_group" "elasticache_global_replication_group_stays" {
  attrs = {
    global_replication_group_id_suffix = "main"
    primary_replication_group_id       = "main"
    cache_node_type                    = "x.r5.2xlarge"
    num_node_groups                    = 100
  }
  prior_attrs = {
    global_replication_group_id_suffix = "main"
    primary_replication_group_id       = "main"
    cache_node_type                    = "x.r5.2xlarge"
    num_node_groups                    = 100
  }
}

# expect: message "cache_node_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_elasticache_global_replication_group" "elasticache_global_replication_group_cache_node_type_down" {
  attrs = {
    global_replication_group_id_suffix = "main"
    primary_replication_group_id       = "main"
    cache_node_type                    = "x.r5.large"
  }
  prior_attrs = {
    global_replication_group_id_suffix = "main"
    primary_replication_group_id       = "main"
    cache_node_type                    = "x.r5.2xlarge"
  }
  expect_failure = true
}

# expect: message "num_node_groups goes down from 100 to 50."
resource "aws_elasticache_global_replication_group" "elasticache_global_replication_group_num_node_groups_down" {
  attrs = {
    global_replication_group_id_suffix = "main"
    primary_replication_group_id       = "main"
    num_node_groups                    = 50
  }
  prior_attrs = {
    global_replication_group_id_suffix = "main"
    primary_replication_group_id       = "main"
    num_node_groups                    = 100
  }
  expect_failure = true
}

# expect: unknown
resource "aws_elasticache_global_replication_group" "elasticache_global_replication_group_known_after_apply" {
  attrs = {
    global_replication_group_id_suffix = "main"
    primary_replication_group_id       = "main"
    cache_node_type                    = "x.r5.2xlarge"
    num_node_groups                    = aws_launch_template.size.latest_version
  }
  prior_attrs = {
    global_replication_group_id_suffix = "main"
    primary_replication_group_id       = "main"
    cache_node_type                    = "x.r5.2xlarge"
    num_node_groups                    = 100
  }
}

resource "aws_elasticache_replication_group" "elasticache_replication_group_grows" {
  attrs = {
    description             = "main"
    replication_group_id    = "main"
    node_type               = "x.r6g.4xlarge"
    num_cache_clusters      = 200
    num_node_groups         = 200
    replicas_per_node_group = 200
  }
  prior_attrs = {
    description             = "main"
    replication_group_id    = "main"
    node_type               = "x.r5.2xlarge"
    num_cache_clusters      = 100
    num_node_groups         = 100
    replicas_per_node_group = 100
  }
}

resource "aws_elasticache_replication_group" "elasticache_replication_group_stays" {
  attrs = {
    description             = "main"
    replication_group_id    = "main"
    node_type               = "x.r5.2xlarge"
    num_cache_clusters      = 100
    num_node_groups         = 100
    replicas_per_node_group = 100
  }
  prior_attrs = {
    description             = "main"
    replication_group_id    = "main"
    node_type               = "x.r5.2xlarge"
    num_cache_clusters      = 100
    num_node_groups         = 100
    replicas_per_node_group = 100
  }
}

# expect: message "node_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_elasticache_replication_group" "elasticache_replication_group_node_type_down" {
  attrs = {
    description          = "main"
    replication_group_id = "main"
    node_type            = "x.r5.large"
  }
  prior_attrs = {
    description          = "main"
    replication_group_id = "main"
    node_type            = "x.r5.2xlarge"
  }
  expect_failure = true
}

# expect: message "num_cache_clusters goes down from 100 to 50."
resource "aws_elasticache_replication_group" "elasticache_replication_group_num_cache_clusters_down" {
  attrs = {
    description          = "main"
    replication_group_id = "main"
    num_cache_clusters   = 50
  }
  prior_attrs = {
    description          = "main"
    replication_group_id = "main"
    num_cache_clusters   = 100
  }
  expect_failure = true
}

# expect: message "num_node_groups goes down from 100 to 50."
resource "aws_elasticache_replication_group" "elasticache_replication_group_num_node_groups_down" {
  attrs = {
    description          = "main"
    replication_group_id = "main"
    num_node_groups      = 50
  }
  prior_attrs = {
    description          = "main"
    replication_group_id = "main"
    num_node_groups      = 100
  }
  expect_failure = true
}

# expect: message "replicas_per_node_group goes down from 100 to 50."
resource "aws_elasticache_replication_group" "elasticache_replication_group_replicas_per_node_group_down" {
  attrs = {
    description             = "main"
    replication_group_id    = "main"
    replicas_per_node_group = 50
  }
  prior_attrs = {
    description             = "main"
    replication_group_id    = "main"
    replicas_per_node_group = 100
  }
  expect_failure = true
}

# expect: unknown
resource "aws_elasticache_replication_group" "elasticache_replication_group_known_after_apply" {
  attrs = {
    description             = "main"
    replication_group_id    = "main"
    node_type               = "x.r5.2xlarge"
    num_cache_clusters      = aws_launch_template.size.latest_version
    num_node_groups         = 100
    replicas_per_node_group = 100
  }
  prior_attrs = {
    description             = "main"
    replication_group_id    = "main"
    node_type               = "x.r5.2xlarge"
    num_cache_clusters      = 100
    num_node_groups         = 100
    replicas_per_node_group = 100
  }
}

resource "aws_elasticache_serverless_cache" "elasticache_serverless_cache_grows" {
  attrs = {
    engine = "main"
    name   = "main"
    cache_usage_limits = [
      {
        data_storage = [
          { minimum = 200, maximum = 200 },
        ]
        ecpu_per_second = [
          { minimum = 200, maximum = 200 },
        ]
      },
    ]
  }
  prior_attrs = {
    engine = "main"
    name   = "main"
    cache_usage_limits = [
      {
        data_storage = [
          { minimum = 100, maximum = 100 },
        ]
        ecpu_per_second = [
          { minimum = 100, maximum = 100 },
        ]
      },
    ]
  }
}

resource "aws_elasticache_serverless_cache" "elasticache_serverless_cache_stays" {
  attrs = {
    engine = "main"
    name   = "main"
    cache_usage_limits = [
      {
        data_storage = [
          { minimum = 100, maximum = 100 },
        ]
        ecpu_per_second = [
          { minimum = 100, maximum = 100 },
        ]
      },
    ]
  }
  prior_attrs = {
    engine = "main"
    name   = "main"
    cache_usage_limits = [
      {
        data_storage = [
          { minimum = 100, maximum = 100 },
        ]
        ecpu_per_second = [
          { minimum = 100, maximum = 100 },
        ]
      },
    ]
  }
}

# expect: message "cache_usage_limits.data_storage.minimum goes down from 100 to 50."
resource "aws_elasticache_serverless_cache" "elasticache_serverless_cache_cache_usage_limits_data_storage_minimum_down" {
  attrs = {
    engine = "main"
    name   = "main"
    cache_usage_limits = [
      {
        data_storage = [
          { minimum = 50 },
        ]
      },
    ]
  }
  prior_attrs = {
    engine = "main"
    name   = "main"
    cache_usage_limits = [
      {
        data_storage = [
          { minimum = 100 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "cache_usage_limits.data_storage.maximum goes down from 100 to 50."
resource "aws_elasticache_serverless_cache" "elasticache_serverless_cache_cache_usage_limits_data_storage_maximum_down" {
  attrs = {
    engine = "main"
    name   = "main"
    cache_usage_limits = [
      {
        data_storage = [
          { maximum = 50 },
        ]
      },
    ]
  }
  prior_attrs = {
    engine = "main"
    name   = "main"
    cache_usage_limits = [
      {
        data_storage = [
          { maximum = 100 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "cache_usage_limits.ecpu_per_second.minimum goes down from 100 to 50."
resource "aws_elasticache_serverless_cache" "elasticache_serverless_cache_cache_usage_limits_ecpu_per_second_minimum_down" {
  attrs = {
    engine = "main"
    name   = "main"
    cache_usage_limits = [
      {
        ecpu_per_second = [
          { minimum = 50 },
        ]
      },
    ]
  }
  prior_attrs = {
    engine = "main"
    name   = "main"
    cache_usage_limits = [
      {
        ecpu_per_second = [
          { minimum = 100 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "cache_usage_limits.ecpu_per_second.maximum goes down from 100 to 50."
resource "aws_elasticache_serverless_cache" "elasticache_serverless_cache_cache_usage_limits_ecpu_per_second_maximum_down" {
  attrs = {
    engine = "main"
    name   = "main"
    cache_usage_limits = [
      {
        ecpu_per_second = [
          { maximum = 50 },
        ]
      },
    ]
  }
  prior_attrs = {
    engine = "main"
    name   = "main"
    cache_usage_limits = [
      {
        ecpu_per_second = [
          { maximum = 100 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_elasticache_serverless_cache" "elasticache_serverless_cache_known_after_apply" {
  attrs = {
    engine = "main"
    name   = "main"
    cache_usage_limits = [
      {
        data_storage = [
          { minimum = aws_launch_template.size.latest_version, maximum = 100 },
        ]
        ecpu_per_second = [
          { minimum = 100, maximum = 100 },
        ]
      },
    ]
  }
  prior_attrs = {
    engine = "main"
    name   = "main"
    cache_usage_limits = [
      {
        data_storage = [
          { minimum = 100, maximum = 100 },
        ]
        ecpu_per_second = [
          { minimum = 100, maximum = 100 },
        ]
      },
    ]
  }
}

resource "aws_elasticsearch_domain" "elasticsearch_domain_grows" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      {
        instance_type          = "x.r6g.4xlarge"
        instance_count         = 200
        dedicated_master_type  = "x.r6g.4xlarge"
        dedicated_master_count = 200
        warm_type              = "x.r6g.4xlarge"
        warm_count             = 200
        zone_awareness_config = [
          { availability_zone_count = 200 },
        ]
      },
    ]
    ebs_options = [
      { iops = 200, throughput = 200 },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      {
        instance_type          = "x.r5.2xlarge"
        instance_count         = 100
        dedicated_master_type  = "x.r5.2xlarge"
        dedicated_master_count = 100
        warm_type              = "x.r5.2xlarge"
        warm_count             = 100
        zone_awareness_config = [
          { availability_zone_count = 100 },
        ]
      },
    ]
    ebs_options = [
      { iops = 100, throughput = 100 },
    ]
  }
}

resource "aws_elasticsearch_domain" "elasticsearch_domain_stays" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      {
        instance_type          = "x.r5.2xlarge"
        instance_count         = 100
        dedicated_master_type  = "x.r5.2xlarge"
        dedicated_master_count = 100
        warm_type              = "x.r5.2xlarge"
        warm_count             = 100
        zone_awareness_config = [
          { availability_zone_count = 100 },
        ]
      },
    ]
    ebs_options = [
      { iops = 100, throughput = 100 },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      {
        instance_type          = "x.r5.2xlarge"
        instance_count         = 100
        dedicated_master_type  = "x.r5.2xlarge"
        dedicated_master_count = 100
        warm_type              = "x.r5.2xlarge"
        warm_count             = 100
        zone_awareness_config = [
          { availability_zone_count = 100 },
        ]
      },
    ]
    ebs_options = [
      { iops = 100, throughput = 100 },
    ]
  }
}

# expect: message "cluster_config.instance_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_elasticsearch_domain" "elasticsearch_domain_cluster_config_instance_type_down" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      { instance_type = "x.r5.large" },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      { instance_type = "x.r5.2xlarge" },
    ]
  }
  expect_failure = true
}

# expect: message "cluster_config.instance_count goes down from 100 to 50."
resource "aws_elasticsearch_domain" "elasticsearch_domain_cluster_config_instance_count_down" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      { instance_count = 50 },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      { instance_count = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "cluster_config.dedicated_master_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_elasticsearch_domain" "elasticsearch_domain_cluster_config_dedicated_master_type_down" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      { dedicated_master_type = "x.r5.large" },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      { dedicated_master_type = "x.r5.2xlarge" },
    ]
  }
  expect_failure = true
}

# expect: message "cluster_config.dedicated_master_count goes down from 100 to 50."
resource "aws_elasticsearch_domain" "elasticsearch_domain_cluster_config_dedicated_master_count_down" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      { dedicated_master_count = 50 },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      { dedicated_master_count = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "cluster_config.warm_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_elasticsearch_domain" "elasticsearch_domain_cluster_config_warm_type_down" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      { warm_type = "x.r5.large" },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      { warm_type = "x.r5.2xlarge" },
    ]
  }
  expect_failure = true
}

# expect: message "cluster_config.warm_count goes down from 100 to 50."
resource "aws_elasticsearch_domain" "elasticsearch_domain_cluster_config_warm_count_down" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      { warm_count = 50 },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      { warm_count = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "cluster_config.zone_awareness_config.availability_zone_count goes down from 100 to 50."
resource "aws_elasticsearch_domain" "elasticsearch_domain_cluster_config_zone_awareness_config_availability_zone_count_down" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      {
        zone_awareness_config = [
          { availability_zone_count = 50 },
        ]
      },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      {
        zone_awareness_config = [
          { availability_zone_count = 100 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "ebs_options.iops goes down from 100 to 50."
resource "aws_elasticsearch_domain" "elasticsearch_domain_ebs_options_iops_down" {
  attrs = {
    domain_name = "main"
    ebs_options = [
      { iops = 50 },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    ebs_options = [
      { iops = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "ebs_options.throughput goes down from 100 to 50."
resource "aws_elasticsearch_domain" "elasticsearch_domain_ebs_options_throughput_down" {
  attrs = {
    domain_name = "main"
    ebs_options = [
      { throughput = 50 },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    ebs_options = [
      { throughput = 100 },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_elasticsearch_domain" "elasticsearch_domain_known_after_apply" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      {
        instance_type          = "x.r5.2xlarge"
        instance_count         = aws_launch_template.size.latest_version
        dedicated_master_type  = "x.r5.2xlarge"
        dedicated_master_count = 100
        warm_type              = "x.r5.2xlarge"
        warm_count             = 100
        zone_awareness_config = [
          { availability_zone_count = 100 },
        ]
      },
    ]
    ebs_options = [
      { iops = 100, throughput = 100 },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      {
        instance_type          = "x.r5.2xlarge"
        instance_count         = 100
        dedicated_master_type  = "x.r5.2xlarge"
        dedicated_master_count = 100
        warm_type              = "x.r5.2xlarge"
        warm_count             = 100
        zone_awareness_config = [
          { availability_zone_count = 100 },
        ]
      },
    ]
    ebs_options = [
      { iops = 100, throughput = 100 },
    ]
  }
}

resource "aws_emr_cluster" "emr_cluster_grows" {
  attrs = {
    name          = "main"
    release_label = "main"
    service_role  = "main"
    master_instance_group = [
      { instance_type = "x.r6g.4xlarge", instance_count = 200 },
    ]
    core_instance_group = [
      { instance_type = "x.r6g.4xlarge", instance_count = 200 },
    ]
    core_instance_fleet = [
      { target_on_demand_capacity = 200, target_spot_capacity = 200 },
    ]
  }
  prior_attrs = {
    name          = "main"
    release_label = "main"
    service_role  = "main"
    master_instance_group = [
      { instance_type = "x.r5.2xlarge", instance_count = 100 },
    ]
    core_instance_group = [
      { instance_type = "x.r5.2xlarge", instance_count = 100 },
    ]
    core_instance_fleet = [
      { target_on_demand_capacity = 100, target_spot_capacity = 100 },
    ]
  }
}

resource "aws_emr_cluster" "emr_cluster_stays" {
  attrs = {
    name          = "main"
    release_label = "main"
    service_role  = "main"
    master_instance_group = [
      { instance_type = "x.r5.2xlarge", instance_count = 100 },
    ]
    core_instance_group = [
      { instance_type = "x.r5.2xlarge", instance_count = 100 },
    ]
    core_instance_fleet = [
      { target_on_demand_capacity = 100, target_spot_capacity = 100 },
    ]
  }
  prior_attrs = {
    name          = "main"
    release_label = "main"
    service_role  = "main"
    master_instance_group = [
      { instance_type = "x.r5.2xlarge", instance_count = 100 },
    ]
    core_instance_group = [
      { instance_type = "x.r5.2xlarge", instance_count = 100 },
    ]
    core_instance_fleet = [
      { target_on_demand_capacity = 100, target_spot_capacity = 100 },
    ]
  }
}

# expect: message "master_instance_group.instance_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_emr_cluster" "emr_cluster_master_instance_group_instance_type_down" {
  attrs = {
    name          = "main"
    release_label = "main"
    service_role  = "main"
    master_instance_group = [
      { instance_type = "x.r5.large" },
    ]
  }
  prior_attrs = {
    name          = "main"
    release_label = "main"
    service_role  = "main"
    master_instance_group = [
      { instance_type = "x.r5.2xlarge" },
    ]
  }
  expect_failure = true
}

# expect: message "master_instance_group.instance_count goes down from 100 to 50."
resource "aws_emr_cluster" "emr_cluster_master_instance_group_instance_count_down" {
  attrs = {
    name          = "main"
    release_label = "main"
    service_role  = "main"
    master_instance_group = [
      { instance_count = 50 },
    ]
  }
  prior_attrs = {
    name          = "main"
    release_label = "main"
    service_role  = "main"
    master_instance_group = [
      { instance_count = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "core_instance_group.instance_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_emr_cluster" "emr_cluster_core_instance_group_instance_type_down" {
  attrs = {
    name          = "main"
    release_label = "main"
    service_role  = "main"
    core_instance_group = [
      { instance_type = "x.r5.large" },
    ]
  }
  prior_attrs = {
    name          = "main"
    release_label = "main"
    service_role  = "main"
    core_instance_group = [
      { instance_type = "x.r5.2xlarge" },
    ]
  }
  expect_failure = true
}

# expect: message "core_instance_group.instance_count goes down from 100 to 50."
resource "aws_emr_cluster" "emr_cluster_core_instance_group_instance_count_down" {
  attrs = {
    name          = "main"
    release_label = "main"
    service_role  = "main"
    core_instance_group = [
      { instance_count = 50 },
    ]
  }
  prior_attrs = {
    name          = "main"
    release_label = "main"
    service_role  = "main"
    core_instance_group = [
      { instance_count = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "core_instance_fleet.target_on_demand_capacity goes down from 100 to 50."
resource "aws_emr_cluster" "emr_cluster_core_instance_fleet_target_on_demand_capacity_down" {
  attrs = {
    name          = "main"
    release_label = "main"
    service_role  = "main"
    core_instance_fleet = [
      { target_on_demand_capacity = 50 },
    ]
  }
  prior_attrs = {
    name          = "main"
    release_label = "main"
    service_role  = "main"
    core_instance_fleet = [
      { target_on_demand_capacity = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "core_instance_fleet.target_spot_capacity goes down from 100 to 50."
resource "aws_emr_cluster" "emr_cluster_core_instance_fleet_target_spot_capacity_down" {
  attrs = {
    name          = "main"
    release_label = "main"
    service_role  = "main"
    core_instance_fleet = [
      { target_spot_capacity = 50 },
    ]
  }
  prior_attrs = {
    name          = "main"
    release_label = "main"
    service_role  = "main"
    core_instance_fleet = [
      { target_spot_capacity = 100 },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_emr_cluster" "emr_cluster_known_after_apply" {
  attrs = {
    name          = "main"
    release_label = "main"
    service_role  = "main"
    master_instance_group = [
      { instance_type = "x.r5.2xlarge", instance_count = aws_launch_template.size.latest_version },
    ]
    core_instance_group = [
      { instance_type = "x.r5.2xlarge", instance_count = 100 },
    ]
    core_instance_fleet = [
      { target_on_demand_capacity = 100, target_spot_capacity = 100 },
    ]
  }
  prior_attrs = {
    name          = "main"
    release_label = "main"
    service_role  = "main"
    master_instance_group = [
      { instance_type = "x.r5.2xlarge", instance_count = 100 },
    ]
    core_instance_group = [
      { instance_type = "x.r5.2xlarge", instance_count = 100 },
    ]
    core_instance_fleet = [
      { target_on_demand_capacity = 100, target_spot_capacity = 100 },
    ]
  }
}

resource "aws_finspace_kx_cluster" "finspace_kx_cluster_grows" {
  attrs = {
    az_mode        = "main"
    environment_id = "main"
    name           = "main"
    release_label  = "main"
    type           = "main"
    capacity_configuration = [
      { node_count = 200, node_type = "x.r6g.4xlarge" },
    ]
    auto_scaling_configuration = [
      { min_node_count = 200, max_node_count = 200 },
    ]
  }
  prior_attrs = {
    az_mode        = "main"
    environment_id = "main"
    name           = "main"
    release_label  = "main"
    type           = "main"
    capacity_configuration = [
      { node_count = 100, node_type = "x.r5.2xlarge" },
    ]
    auto_scaling_configuration = [
      { min_node_count = 100, max_node_count = 100 },
    ]
  }
}

resource "aws_finspace_kx_cluster" "finspace_kx_cluster_stays" {
  attrs = {
    az_mode        = "main"
    environment_id = "main"
    name           = "main"
    release_label  = "main"
    type           = "main"
    capacity_configuration = [
      { node_count = 100, node_type = "x.r5.2xlarge" },
    ]
    auto_scaling_configuration = [
      { min_node_count = 100, max_node_count = 100 },
    ]
  }
  prior_attrs = {
    az_mode        = "main"
    environment_id = "main"
    name           = "main"
    release_label  = "main"
    type           = "main"
    capacity_configuration = [
      { node_count = 100, node_type = "x.r5.2xlarge" },
    ]
    auto_scaling_configuration = [
      { min_node_count = 100, max_node_count = 100 },
    ]
  }
}

# expect: message "capacity_configuration.node_count goes down from 100 to 50."
resource "aws_finspace_kx_cluster" "finspace_kx_cluster_capacity_configuration_node_count_down" {
  attrs = {
    az_mode        = "main"
    environment_id = "main"
    name           = "main"
    release_label  = "main"
    type           = "main"
    capacity_configuration = [
      { node_count = 50 },
    ]
  }
  prior_attrs = {
    az_mode        = "main"
    environment_id = "main"
    name           = "main"
    release_label  = "main"
    type           = "main"
    capacity_configuration = [
      { node_count = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "capacity_configuration.node_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_finspace_kx_cluster" "finspace_kx_cluster_capacity_configuration_node_type_down" {
  attrs = {
    az_mode        = "main"
    environment_id = "main"
    name           = "main"
    release_label  = "main"
    type           = "main"
    capacity_configuration = [
      { node_type = "x.r5.large" },
    ]
  }
  prior_attrs = {
    az_mode        = "main"
    environment_id = "main"
    name           = "main"
    release_label  = "main"
    type           = "main"
    capacity_configuration = [
      { node_type = "x.r5.2xlarge" },
    ]
  }
  expect_failure = true
}

# expect: message "auto_scaling_configuration.min_node_count goes down from 100 to 50."
resource "aws_finspace_kx_cluster" "finspace_kx_cluster_auto_scaling_configuration_min_node_count_down" {
  attrs = {
    az_mode        = "main"
    environment_id = "main"
    name           = "main"
    release_label  = "main"
    type           = "main"
    auto_scaling_configuration = [
      { min_node_count = 50 },
    ]
  }
  prior_attrs = {
    az_mode        = "main"
    environment_id = "main"
    name           = "main"
    release_label  = "main"
    type           = "main"
    auto_scaling_configuration = [
      { min_node_count = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "auto_scaling_configuration.max_node_count goes down from 100 to 50."
resource "aws_finspace_kx_cluster" "finspace_kx_cluster_auto_scaling_configuration_max_node_count_down" {
  attrs = {
    az_mode        = "main"
    environment_id = "main"
    name           = "main"
    release_label  = "main"
    type           = "main"
    auto_scaling_configuration = [
      { max_node_count = 50 },
    ]
  }
  prior_attrs = {
    az_mode        = "main"
    environment_id = "main"
    name           = "main"
    release_label  = "main"
    type           = "main"
    auto_scaling_configuration = [
      { max_node_count = 100 },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_finspace_kx_cluster" "finspace_kx_cluster_known_after_apply" {
  attrs = {
    az_mode        = "main"
    environment_id = "main"
    name           = "main"
    release_label  = "main"
    type           = "main"
    capacity_configuration = [
      { node_count = aws_launch_template.size.latest_version, node_type = "x.r5.2xlarge" },
    ]
    auto_scaling_configuration = [
      { min_node_count = 100, max_node_count = 100 },
    ]
  }
  prior_attrs = {
    az_mode        = "main"
    environment_id = "main"
    name           = "main"
    release_label  = "main"
    type           = "main"
    capacity_configuration = [
      { node_count = 100, node_type = "x.r5.2xlarge" },
    ]
    auto_scaling_configuration = [
      { min_node_count = 100, max_node_count = 100 },
    ]
  }
}

resource "aws_fsx_file_cache" "fsx_file_cache_grows" {
  attrs = {
    file_cache_type         = "main"
    file_cache_type_version = "main"
    storage_capacity        = 200
  }
  prior_attrs = {
    file_cache_type         = "main"
    file_cache_type_version = "main"
    storage_capacity        = 100
  }
}

resource "aws_fsx_file_cache" "fsx_file_cache_stays" {
  attrs = {
    file_cache_type         = "main"
    file_cache_type_version = "main"
    storage_capacity        = 100
  }
  prior_attrs = {
    file_cache_type         = "main"
    file_cache_type_version = "main"
    storage_capacity        = 100
  }
}

# expect: message "storage_capacity goes down from 100 to 50."
resource "aws_fsx_file_cache" "fsx_file_cache_storage_capacity_down" {
  attrs = {
    file_cache_type         = "main"
    file_cache_type_version = "main"
    storage_capacity        = 50
  }
  prior_attrs = {
    file_cache_type         = "main"
    file_cache_type_version = "main"
    storage_capacity        = 100
  }
  expect_failure = true
}

# expect: unknown
resource "aws_fsx_file_cache" "fsx_file_cache_known_after_apply" {
  attrs = {
    file_cache_type         = "main"
    file_cache_type_version = "main"
    storage_capacity        = aws_launch_template.size.latest_version
  }
  prior_attrs = {
    file_cache_type         = "main"
    file_cache_type_version = "main"
    storage_capacity        = 100
  }
}

resource "aws_fsx_lustre_file_system" "fsx_lustre_file_system_grows" {
  attrs = {
    storage_capacity            = 200
    per_unit_storage_throughput = 200
    throughput_capacity         = 200
    metadata_configuration = [
      { iops = 200 },
    ]
    data_read_cache_configuration = [
      { size = 200 },
    ]
  }
  prior_attrs = {
    storage_capacity            = 100
    per_unit_storage_throughput = 100
    throughput_capacity         = 100
    metadata_configuration = [
      { iops = 100 },
    ]
    data_read_cache_configuration = [
      { size = 100 },
    ]
  }
}

resource "aws_fsx_lustre_file_system" "fsx_lustre_file_system_stays" {
  attrs = {
    storage_capacity            = 100
    per_unit_storage_throughput = 100
    throughput_capacity         = 100
    metadata_configuration = [
      { iops = 100 },
    ]
    data_read_cache_configuration = [
      { size = 100 },
    ]
  }
  prior_attrs = {
    storage_capacity            = 100
    per_unit_storage_throughput = 100
    throughput_capacity         = 100
    metadata_configuration = [
      { iops = 100 },
    ]
    data_read_cache_configuration = [
      { size = 100 },
    ]
  }
}

# expect: message "storage_capacity goes down from 100 to 50."
resource "aws_fsx_lustre_file_system" "fsx_lustre_file_system_storage_capacity_down" {
  attrs = {
    storage_capacity = 50
  }
  prior_attrs = {
    storage_capacity = 100
  }
  expect_failure = true
}

# expect: message "per_unit_storage_throughput goes down from 100 to 50."
resource "aws_fsx_lustre_file_system" "fsx_lustre_file_system_per_unit_storage_throughput_down" {
  attrs = {
    per_unit_storage_throughput = 50
  }
  prior_attrs = {
    per_unit_storage_throughput = 100
  }
  expect_failure = true
}

# expect: message "throughput_capacity goes down from 100 to 50."
resource "aws_fsx_lustre_file_system" "fsx_lustre_file_system_throughput_capacity_down" {
  attrs = {
    throughput_capacity = 50
  }
  prior_attrs = {
    throughput_capacity = 100
  }
  expect_failure = true
}

# expect: message "metadata_configuration.iops goes down from 100 to 50."
resource "aws_fsx_lustre_file_system" "fsx_lustre_file_system_metadata_configuration_iops_down" {
  attrs = {
    metadata_configuration = [
      { iops = 50 },
    ]
  }
  prior_attrs = {
    metadata_configuration = [
      { iops = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "data_read_cache_configuration.size goes down from 100 to 50."
resource "aws_fsx_lustre_file_system" "fsx_lustre_file_system_data_read_cache_configuration_size_down" {
  attrs = {
    data_read_cache_configuration = [
      { size = 50 },
    ]
  }
  prior_attrs = {
    data_read_cache_configuration = [
      { size = 100 },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_fsx_lustre_file_system" "fsx_lustre_file_system_known_after_apply" {
  attrs = {
    storage_capacity            = aws_launch_template.size.latest_version
    per_unit_storage_throughput = 100
    throughput_capacity         = 100
    metadata_configuration = [
      { iops = 100 },
    ]
    data_read_cache_configuration = [
      { size = 100 },
    ]
  }
  prior_attrs = {
    storage_capacity            = 100
    per_unit_storage_throughput = 100
    throughput_capacity         = 100
    metadata_configuration = [
      { iops = 100 },
    ]
    data_read_cache_configuration = [
      { size = 100 },
    ]
  }
}

resource "aws_fsx_ontap_file_system" "fsx_ontap_file_system_grows" {
  attrs = {
    deployment_type                 = "main"
    preferred_subnet_id             = "main"
    storage_capacity                = 200
    throughput_capacity             = 200
    throughput_capacity_per_ha_pair = 200
    ha_pairs                        = 200
    disk_iops_configuration = [
      { iops = 200 },
    ]
  }
  prior_attrs = {
    deployment_type                 = "main"
    preferred_subnet_id             = "main"
    storage_capacity                = 100
    throughput_capacity             = 100
    throughput_capacity_per_ha_pair = 100
    ha_pairs                        = 100
    disk_iops_configuration = [
      { iops = 100 },
    ]
  }
}

resource "aws_fsx_ontap_file_system" "fsx_ontap_file_system_stays" {
  attrs = {
    deployment_type                 = "main"
    preferred_subnet_id             = "main"
    storage_capacity                = 100
    throughput_capacity             = 100
    throughput_capacity_per_ha_pair = 100
    ha_pairs                        = 100
    disk_iops_configuration = [
      { iops = 100 },
    ]
  }
  prior_attrs = {
    deployment_type                 = "main"
    preferred_subnet_id             = "main"
    storage_capacity                = 100
    throughput_capacity             = 100
    throughput_capacity_per_ha_pair = 100
    ha_pairs                        = 100
    disk_iops_configuration = [
      { iops = 100 },
    ]
  }
}

# expect: message "storage_capacity goes down from 100 to 50."
resource "aws_fsx_ontap_file_system" "fsx_ontap_file_system_storage_capacity_down" {
  attrs = {
    deployment_type     = "main"
    preferred_subnet_id = "main"
    storage_capacity    = 50
  }
  prior_attrs = {
    deployment_type     = "main"
    preferred_subnet_id = "main"
    storage_capacity    = 100
  }
  expect_failure = true
}

# expect: message "throughput_capacity goes down from 100 to 50."
resource "aws_fsx_ontap_file_system" "fsx_ontap_file_system_throughput_capacity_down" {
  attrs = {
    deployment_type     = "main"
    preferred_subnet_id = "main"
    throughput_capacity = 50
  }
  prior_attrs = {
    deployment_type     = "main"
    preferred_subnet_id = "main"
    throughput_capacity = 100
  }
  expect_failure = true
}

# expect: message "throughput_capacity_per_ha_pair goes down from 100 to 50."
resource "aws_fsx_ontap_file_system" "fsx_ontap_file_system_throughput_capacity_per_ha_pair_down" {
  attrs = {
    deployment_type                 = "main"
    preferred_subnet_id             = "main"
    throughput_capacity_per_ha_pair = 50
  }
  prior_attrs = {
    deployment_type                 = "main"
    preferred_subnet_id             = "main"
    throughput_capacity_per_ha_pair = 100
  }
  expect_failure = true
}

# expect: message "ha_pairs goes down from 100 to 50."
resource "aws_fsx_ontap_file_system" "fsx_ontap_file_system_ha_pairs_down" {
  attrs = {
    deployment_type     = "main"
    preferred_subnet_id = "main"
    ha_pairs            = 50
  }
  prior_attrs = {
    deployment_type     = "main"
    preferred_subnet_id = "main"
    ha_pairs            = 100
  }
  expect_failure = true
}

# expect: message "disk_iops_configuration.iops goes down from 100 to 50."
resource "aws_fsx_ontap_file_system" "fsx_ontap_file_system_disk_iops_configuration_iops_down" {
  attrs = {
    deployment_type     = "main"
    preferred_subnet_id = "main"
    disk_iops_configuration = [
      { iops = 50 },
    ]
  }
  prior_attrs = {
    deployment_type     = "main"
    preferred_subnet_id = "main"
    disk_iops_configuration = [
      { iops = 100 },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_fsx_ontap_file_system" "fsx_ontap_file_system_known_after_apply" {
  attrs = {
    deployment_type                 = "main"
    preferred_subnet_id             = "main"
    storage_capacity                = aws_launch_template.size.latest_version
    throughput_capacity             = 100
    throughput_capacity_per_ha_pair = 100
    ha_pairs                        = 100
    disk_iops_configuration = [
      { iops = 100 },
    ]
  }
  prior_attrs = {
    deployment_type                 = "main"
    preferred_subnet_id             = "main"
    storage_capacity                = 100
    throughput_capacity             = 100
    throughput_capacity_per_ha_pair = 100
    ha_pairs                        = 100
    disk_iops_configuration = [
      { iops = 100 },
    ]
  }
}

resource "aws_fsx_ontap_volume" "fsx_ontap_volume_grows" {
  attrs = {
    name                       = "main"
    storage_virtual_machine_id = "main"
    size_in_megabytes          = 200
  }
  prior_attrs = {
    name                       = "main"
    storage_virtual_machine_id = "main"
    size_in_megabytes          = 100
  }
}

resource "aws_fsx_ontap_volume" "fsx_ontap_volume_stays" {
  attrs = {
    name                       = "main"
    storage_virtual_machine_id = "main"
    size_in_megabytes          = 100
  }
  prior_attrs = {
    name                       = "main"
    storage_virtual_machine_id = "main"
    size_in_megabytes          = 100
  }
}

# expect: message "size_in_megabytes goes down from 100 to 50."
resource "aws_fsx_ontap_volume" "fsx_ontap_volume_size_in_megabytes_down" {
  attrs = {
    name                       = "main"
    storage_virtual_machine_id = "main"
    size_in_megabytes          = 50
  }
  prior_attrs = {
    name                       = "main"
    storage_virtual_machine_id = "main"
    size_in_megabytes          = 100
  }
  expect_failure = true
}

# expect: unknown
resource "aws_fsx_ontap_volume" "fsx_ontap_volume_known_after_apply" {
  attrs = {
    name                       = "main"
    storage_virtual_machine_id = "main"
    size_in_megabytes          = aws_launch_template.size.latest_version
  }
  prior_attrs = {
    name                       = "main"
    storage_virtual_machine_id = "main"
    size_in_megabytes          = 100
  }
}

resource "aws_fsx_openzfs_file_system" "fsx_openzfs_file_system_grows" {
  attrs = {
    deployment_type     = "main"
    storage_capacity    = 200
    throughput_capacity = 200
    disk_iops_configuration = [
      { iops = 200 },
    ]
  }
  prior_attrs = {
    deployment_type     = "main"
    storage_capacity    = 100
    throughput_capacity = 100
    disk_iops_configuration = [
      { iops = 100 },
    ]
  }
}

resource "aws_fsx_openzfs_file_system" "fsx_openzfs_file_system_stays" {
  attrs = {
    deployment_type     = "main"
    storage_capacity    = 100
    throughput_capacity = 100
    disk_iops_configuration = [
      { iops = 100 },
    ]
  }
  prior_attrs = {
    deployment_type     = "main"
    storage_capacity    = 100
    throughput_capacity = 100
    disk_iops_configuration = [
      { iops = 100 },
    ]
  }
}

# expect: message "storage_capacity goes down from 100 to 50."
resource "aws_fsx_openzfs_file_system" "fsx_openzfs_file_system_storage_capacity_down" {
  attrs = {
    deployment_type  = "main"
    storage_capacity = 50
  }
  prior_attrs = {
    deployment_type  = "main"
    storage_capacity = 100
  }
  expect_failure = true
}

# expect: message "throughput_capacity goes down from 100 to 50."
resource "aws_fsx_openzfs_file_system" "fsx_openzfs_file_system_throughput_capacity_down" {
  attrs = {
    deployment_type     = "main"
    throughput_capacity = 50
  }
  prior_attrs = {
    deployment_type     = "main"
    throughput_capacity = 100
  }
  expect_failure = true
}

# expect: message "disk_iops_configuration.iops goes down from 100 to 50."
resource "aws_fsx_openzfs_file_system" "fsx_openzfs_file_system_disk_iops_configuration_iops_down" {
  attrs = {
    deployment_type = "main"
    disk_iops_configuration = [
      { iops = 50 },
    ]
  }
  prior_attrs = {
    deployment_type = "main"
    disk_iops_configuration = [
      { iops = 100 },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_fsx_openzfs_file_system" "fsx_openzfs_file_system_known_after_apply" {
  attrs = {
    deployment_type     = "main"
    storage_capacity    = aws_launch_template.size.latest_version
    throughput_capacity = 100
    disk_iops_configuration = [
      { iops = 100 },
    ]
  }
  prior_attrs = {
    deployment_type     = "main"
    storage_capacity    = 100
    throughput_capacity = 100
    disk_iops_configuration = [
      { iops = 100 },
    ]
  }
}

resource "aws_fsx_openzfs_volume" "fsx_openzfs_volume_grows" {
  attrs = {
    name                             = "main"
    parent_volume_id                 = "main"
    storage_capacity_quota_gib       = 200
    storage_capacity_reservation_gib = 200
  }
  prior_attrs = {
    name                             = "main"
    parent_volume_id                 = "main"
    storage_capacity_quota_gib       = 100
    storage_capacity_reservation_gib = 100
  }
}

resource "aws_fsx_openzfs_volume" "fsx_openzfs_volume_stays" {
  attrs = {
    name                             = "main"
    parent_volume_id                 = "main"
    storage_capacity_quota_gib       = 100
    storage_capacity_reservation_gib = 100
  }
  prior_attrs = {
    name                             = "main"
    parent_volume_id                 = "main"
    storage_capacity_quota_gib       = 100
    storage_capacity_reservation_gib = 100
  }
}

# expect: message "storage_capacity_quota_gib goes down from 100 to 50."
resource "aws_fsx_openzfs_volume" "fsx_openzfs_volume_storage_capacity_quota_gib_down" {
  attrs = {
    name                       = "main"
    parent_volume_id           = "main"
    storage_capacity_quota_gib = 50
  }
  prior_attrs = {
    name                       = "main"
    parent_volume_id           = "main"
    storage_capacity_quota_gib = 100
  }
  expect_failure = true
}

# expect: message "storage_capacity_reservation_gib goes down from 100 to 50."
resource "aws_fsx_openzfs_volume" "fsx_openzfs_volume_storage_capacity_reservation_gib_down" {
  attrs = {
    name                             = "main"
    parent_volume_id                 = "main"
    storage_capacity_reservation_gib = 50
  }
  prior_attrs = {
    name                             = "main"
    parent_volume_id                 = "main"
    storage_capacity_reservation_gib = 100
  }
  expect_failure = true
}

# expect: unknown
resource "aws_fsx_openzfs_volume" "fsx_openzfs_volume_known_after_apply" {
  attrs = {
    name                             = "main"
    parent_volume_id                 = "main"
    storage_capacity_quota_gib       = aws_launch_template.size.latest_version
    storage_capacity_reservation_gib = 100
  }
  prior_attrs = {
    name                             = "main"
    parent_volume_id                 = "main"
    storage_capacity_quota_gib       = 100
    storage_capacity_reservation_gib = 100
  }
}

resource "aws_fsx_windows_file_system" "fsx_windows_file_system_grows" {
  attrs = {
    throughput_capacity = 200
    disk_iops_configuration = [
      { iops = 200 },
    ]
  }
  prior_attrs = {
    throughput_capacity = 100
    disk_iops_configuration = [
      { iops = 100 },
    ]
  }
}

resource "aws_fsx_windows_file_system" "fsx_windows_file_system_stays" {
  attrs = {
    throughput_capacity = 100
    disk_iops_configuration = [
      { iops = 100 },
    ]
  }
  prior_attrs = {
    throughput_capacity = 100
    disk_iops_configuration = [
      { iops = 100 },
    ]
  }
}

# expect: message "throughput_capacity goes down from 100 to 50."
resource "aws_fsx_windows_file_system" "fsx_windows_file_system_throughput_capacity_down" {
  attrs = {
    throughput_capacity = 50
  }
  prior_attrs = {
    throughput_capacity = 100
  }
  expect_failure = true
}

# expect: message "disk_iops_configuration.iops goes down from 100 to 50."
resource "aws_fsx_windows_file_system" "fsx_windows_file_system_disk_iops_configuration_iops_down" {
  attrs = {
    disk_iops_configuration = [
      { iops = 50 },
    ]
  }
  prior_attrs = {
    disk_iops_configuration = [
      { iops = 100 },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_fsx_windows_file_system" "fsx_windows_file_system_known_after_apply" {
  attrs = {
    throughput_capacity = aws_launch_template.size.latest_version
    disk_iops_configuration = [
      { iops = 100 },
    ]
  }
  prior_attrs = {
    throughput_capacity = 100
    disk_iops_configuration = [
      { iops = 100 },
    ]
  }
}

resource "aws_instance" "instance_grows" {
  attrs = {
    instance_type = "x.r6g.4xlarge"
    cpu_options = [
      { core_count = 200, threads_per_core = 200 },
    ]
    root_block_device = [
      { volume_size = 200, iops = 200, throughput = 200 },
    ]
  }
  prior_attrs = {
    instance_type = "x.r5.2xlarge"
    cpu_options = [
      { core_count = 100, threads_per_core = 100 },
    ]
    root_block_device = [
      { volume_size = 100, iops = 100, throughput = 100 },
    ]
  }
}

resource "aws_instance" "instance_stays" {
  attrs = {
    instance_type = "x.r5.2xlarge"
    cpu_options = [
      { core_count = 100, threads_per_core = 100 },
    ]
    root_block_device = [
      { volume_size = 100, iops = 100, throughput = 100 },
    ]
  }
  prior_attrs = {
    instance_type = "x.r5.2xlarge"
    cpu_options = [
      { core_count = 100, threads_per_core = 100 },
    ]
    root_block_device = [
      { volume_size = 100, iops = 100, throughput = 100 },
    ]
  }
}

# expect: message "instance_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_instance" "instance_instance_type_down" {
  attrs = {
    instance_type = "x.r5.large"
  }
  prior_attrs = {
    instance_type = "x.r5.2xlarge"
  }
  expect_failure = true
}

# expect: message "cpu_options.core_count goes down from 100 to 50."
resource "aws_instance" "instance_cpu_options_core_count_down" {
  attrs = {
    cpu_options = [
      { core_count = 50 },
    ]
  }
  prior_attrs = {
    cpu_options = [
      { core_count = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "cpu_options.threads_per_core goes down from 100 to 50."
resource "aws_instance" "instance_cpu_options_threads_per_core_down" {
  attrs = {
    cpu_options = [
      { threads_per_core = 50 },
    ]
  }
  prior_attrs = {
    cpu_options = [
      { threads_per_core = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "root_block_device.volume_size goes down from 100 to 50."
resource "aws_instance" "instance_root_block_device_volume_size_down" {
  attrs = {
    root_block_device = [
      { volume_size = 50 },
    ]
  }
  prior_attrs = {
    root_block_device = [
      { volume_size = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "root_block_device.iops goes down from 100 to 50."
resource "aws_instance" "instance_root_block_device_iops_down" {
  attrs = {
    root_block_device = [
      { iops = 50 },
    ]
  }
  prior_attrs = {
    root_block_device = [
      { iops = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "root_block_device.throughput goes down from 100 to 50."
resource "aws_instance" "instance_root_block_device_throughput_down" {
  attrs = {
    root_block_device = [
      { throughput = 50 },
    ]
  }
  prior_attrs = {
    root_block_device = [
      { throughput = 100 },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_instance" "instance_known_after_apply" {
  attrs = {
    instance_type = "x.r5.2xlarge"
    cpu_options = [
      { core_count = aws_launch_template.size.latest_version, threads_per_core = 100 },
    ]
    root_block_device = [
      { volume_size = 100, iops = 100, throughput = 100 },
    ]
  }
  prior_attrs = {
    instance_type = "x.r5.2xlarge"
    cpu_options = [
      { core_count = 100, threads_per_core = 100 },
    ]
    root_block_device = [
      { volume_size = 100, iops = 100, throughput = 100 },
    ]
  }
}

resource "aws_kendra_index" "kendra_index_grows" {
  attrs = {
    name     = "main"
    role_arn = "main"
    capacity_units = [
      { query_capacity_units = 200, storage_capacity_units = 200 },
    ]
  }
  prior_attrs = {
    name     = "main"
    role_arn = "main"
    capacity_units = [
      { query_capacity_units = 100, storage_capacity_units = 100 },
    ]
  }
}

resource "aws_kendra_index" "kendra_index_stays" {
  attrs = {
    name     = "main"
    role_arn = "main"
    capacity_units = [
      { query_capacity_units = 100, storage_capacity_units = 100 },
    ]
  }
  prior_attrs = {
    name     = "main"
    role_arn = "main"
    capacity_units = [
      { query_capacity_units = 100, storage_capacity_units = 100 },
    ]
  }
}

# expect: message "capacity_units.query_capacity_units goes down from 100 to 50."
resource "aws_kendra_index" "kendra_index_capacity_units_query_capacity_units_down" {
  attrs = {
    name     = "main"
    role_arn = "main"
    capacity_units = [
      { query_capacity_units = 50 },
    ]
  }
  prior_attrs = {
    name     = "main"
    role_arn = "main"
    capacity_units = [
      { query_capacity_units = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "capacity_units.storage_capacity_units goes down from 100 to 50."
resource "aws_kendra_index" "kendra_index_capacity_units_storage_capacity_units_down" {
  attrs = {
    name     = "main"
    role_arn = "main"
    capacity_units = [
      { storage_capacity_units = 50 },
    ]
  }
  prior_attrs = {
    name     = "main"
    role_arn = "main"
    capacity_units = [
      { storage_capacity_units = 100 },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_kendra_index" "kendra_index_known_after_apply" {
  attrs = {
    name     = "main"
    role_arn = "main"
    capacity_units = [
      { query_capacity_units = aws_launch_template.size.latest_version, storage_capacity_units = 100 },
    ]
  }
  prior_attrs = {
    name     = "main"
    role_arn = "main"
    capacity_units = [
      { query_capacity_units = 100, storage_capacity_units = 100 },
    ]
  }
}

resource "aws_keyspaces_table" "keyspaces_table_grows" {
  attrs = {
    keyspace_name = "main"
    table_name    = "main"
    capacity_specification = [
      { read_capacity_units = 200, write_capacity_units = 200 },
    ]
  }
  prior_attrs = {
    keyspace_name = "main"
    table_name    = "main"
    capacity_specification = [
      { read_capacity_units = 100, write_capacity_units = 100 },
    ]
  }
}

resource "aws_keyspaces_table" "keyspaces_table_stays" {
  attrs = {
    keyspace_name = "main"
    table_name    = "main"
    capacity_specification = [
      { read_capacity_units = 100, write_capacity_units = 100 },
    ]
  }
  prior_attrs = {
    keyspace_name = "main"
    table_name    = "main"
    capacity_specification = [
      { read_capacity_units = 100, write_capacity_units = 100 },
    ]
  }
}

# expect: message "capacity_specification.read_capacity_units goes down from 100 to 50."
resource "aws_keyspaces_table" "keyspaces_table_capacity_specification_read_capacity_units_down" {
  attrs = {
    keyspace_name = "main"
    table_name    = "main"
    capacity_specification = [
      { read_capacity_units = 50 },
    ]
  }
  prior_attrs = {
    keyspace_name = "main"
    table_name    = "main"
    capacity_specification = [
      { read_capacity_units = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "capacity_specification.write_capacity_units goes down from 100 to 50."
resource "aws_keyspaces_table" "keyspaces_table_capacity_specification_write_capacity_units_down" {
  attrs = {
    keyspace_name = "main"
    table_name    = "main"
    capacity_specification = [
      { write_capacity_units = 50 },
    ]
  }
  prior_attrs = {
    keyspace_name = "main"
    table_name    = "main"
    capacity_specification = [
      { write_capacity_units = 100 },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_keyspaces_table" "keyspaces_table_known_after_apply" {
  attrs = {
    keyspace_name = "main"
    table_name    = "main"
    capacity_specification = [
      { read_capacity_units = aws_launch_template.size.latest_version, write_capacity_units = 100 },
    ]
  }
  prior_attrs = {
    keyspace_name = "main"
    table_name    = "main"
    capacity_specification = [
      { read_capacity_units = 100, write_capacity_units = 100 },
    ]
  }
}

resource "aws_kinesis_stream" "kinesis_stream_grows" {
  attrs = {
    name        = "main"
    shard_count = 200
  }
  prior_attrs = {
    name        = "main"
    shard_count = 100
  }
}

resource "aws_kinesis_stream" "kinesis_stream_stays" {
  attrs = {
    name        = "main"
    shard_count = 100
  }
  prior_attrs = {
    name        = "main"
    shard_count = 100
  }
}

# expect: message "shard_count goes down from 100 to 50."
resource "aws_kinesis_stream" "kinesis_stream_shard_count_down" {
  attrs = {
    name        = "main"
    shard_count = 50
  }
  prior_attrs = {
    name        = "main"
    shard_count = 100
  }
  expect_failure = true
}

# expect: unknown
resource "aws_kinesis_stream" "kinesis_stream_known_after_apply" {
  attrs = {
    name        = "main"
    shard_count = aws_launch_template.size.latest_version
  }
  prior_attrs = {
    name        = "main"
    shard_count = 100
  }
}

resource "aws_kinesisanalyticsv2_application" "kinesisanalyticsv2_application_grows" {
  attrs = {
    name                   = "main"
    runtime_environment    = "main"
    service_execution_role = "main"
    application_configuration = [
      {
        flink_application_configuration = [
          {
            parallelism_configuration = [
              { parallelism = 200, parallelism_per_kpu = 200 },
            ]
          },
        ]
      },
    ]
  }
  prior_attrs = {
    name                   = "main"
    runtime_environment    = "main"
    service_execution_role = "main"
    application_configuration = [
      {
        flink_application_configuration = [
          {
            parallelism_configuration = [
              { parallelism = 100, parallelism_per_kpu = 100 },
            ]
          },
        ]
      },
    ]
  }
}

resource "aws_kinesisanalyticsv2_application" "kinesisanalyticsv2_application_stays" {
  attrs = {
    name                   = "main"
    runtime_environment    = "main"
    service_execution_role = "main"
    application_configuration = [
      {
        flink_application_configuration = [
          {
            parallelism_configuration = [
              { parallelism = 100, parallelism_per_kpu = 100 },
            ]
          },
        ]
      },
    ]
  }
  prior_attrs = {
    name                   = "main"
    runtime_environment    = "main"
    service_execution_role = "main"
    application_configuration = [
      {
        flink_application_configuration = [
          {
            parallelism_configuration = [
              { parallelism = 100, parallelism_per_kpu = 100 },
            ]
          },
        ]
      },
    ]
  }
}

# expect: message "application_configuration.flink_application_configuration.parallelism_configuration.parallelism goes down from 100 to 50."
resource "aws_kinesisanalyticsv2_application" "kinesisanalyticsv2_application_application_configuration_flink_application_configuration_parallelism_configuration_parallelism_down" {
  attrs = {
    name                   = "main"
    runtime_environment    = "main"
    service_execution_role = "main"
    application_configuration = [
      {
        flink_application_configuration = [
          {
            parallelism_configuration = [
              { parallelism = 50 },
            ]
          },
        ]
      },
    ]
  }
  prior_attrs = {
    name                   = "main"
    runtime_environment    = "main"
    service_execution_role = "main"
    application_configuration = [
      {
        flink_application_configuration = [
          {
            parallelism_configuration = [
              { parallelism = 100 },
            ]
          },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "application_configuration.flink_application_configuration.parallelism_configuration.parallelism_per_kpu goes down from 100 to 50."
resource "aws_kinesisanalyticsv2_application" "kinesisanalyticsv2_application_application_configuration_flink_application_configuration_parallelism_configuration_parallelism_per_kpu_down" {
  attrs = {
    name                   = "main"
    runtime_environment    = "main"
    service_execution_role = "main"
    application_configuration = [
      {
        flink_application_configuration = [
          {
            parallelism_configuration = [
              { parallelism_per_kpu = 50 },
            ]
          },
        ]
      },
    ]
  }
  prior_attrs = {
    name                   = "main"
    runtime_environment    = "main"
    service_execution_role = "main"
    application_configuration = [
      {
        flink_application_configuration = [
          {
            parallelism_configuration = [
              { parallelism_per_kpu = 100 },
            ]
          },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_kinesisanalyticsv2_application" "kinesisanalyticsv2_application_known_after_apply" {
  attrs = {
    name                   = "main"
    runtime_environment    = "main"
    service_execution_role = "main"
    application_configuration = [
      {
        flink_application_configuration = [
          {
            parallelism_configuration = [
              { parallelism = aws_launch_template.size.latest_version, parallelism_per_kpu = 100 },
            ]
          },
        ]
      },
    ]
  }
  prior_attrs = {
    name                   = "main"
    runtime_environment    = "main"
    service_execution_role = "main"
    application_configuration = [
      {
        flink_application_configuration = [
          {
            parallelism_configuration = [
              { parallelism = 100, parallelism_per_kpu = 100 },
            ]
          },
        ]
      },
    ]
  }
}

resource "aws_m2_environment" "m2_environment_grows" {
  attrs = {
    engine_type   = "main"
    instance_type = "x.r6g.4xlarge"
    name          = "main"
    high_availability_config = [
      { desired_capacity = 200 },
    ]
  }
  prior_attrs = {
    engine_type   = "main"
    instance_type = "x.r5.2xlarge"
    name          = "main"
    high_availability_config = [
      { desired_capacity = 100 },
    ]
  }
}

resource "aws_m2_environment" "m2_environment_stays" {
  attrs = {
    engine_type   = "main"
    instance_type = "x.r5.2xlarge"
    name          = "main"
    high_availability_config = [
      { desired_capacity = 100 },
    ]
  }
  prior_attrs = {
    engine_type   = "main"
    instance_type = "x.r5.2xlarge"
    name          = "main"
    high_availability_config = [
      { desired_capacity = 100 },
    ]
  }
}

# expect: message "instance_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_m2_environment" "m2_environment_instance_type_down" {
  attrs = {
    engine_type   = "main"
    instance_type = "x.r5.large"
    name          = "main"
  }
  prior_attrs = {
    engine_type   = "main"
    instance_type = "x.r5.2xlarge"
    name          = "main"
  }
  expect_failure = true
}

# expect: message "high_availability_config.desired_capacity goes down from 100 to 50."
resource "aws_m2_environment" "m2_environment_high_availability_config_desired_capacity_down" {
  attrs = {
    engine_type   = "main"
    instance_type = "main"
    name          = "main"
    high_availability_config = [
      { desired_capacity = 50 },
    ]
  }
  prior_attrs = {
    engine_type   = "main"
    instance_type = "main"
    name          = "main"
    high_availability_config = [
      { desired_capacity = 100 },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_m2_environment" "m2_environment_known_after_apply" {
  attrs = {
    engine_type   = "main"
    instance_type = "x.r5.2xlarge"
    name          = "main"
    high_availability_config = [
      { desired_capacity = aws_launch_template.size.latest_version },
    ]
  }
  prior_attrs = {
    engine_type   = "main"
    instance_type = "x.r5.2xlarge"
    name          = "main"
    high_availability_config = [
      { desired_capacity = 100 },
    ]
  }
}

resource "aws_memorydb_cluster" "memorydb_cluster_grows" {
  attrs = {
    acl_name               = "main"
    node_type              = "x.r6g.4xlarge"
    num_shards             = 200
    num_replicas_per_shard = 200
  }
  prior_attrs = {
    acl_name               = "main"
    node_type              = "x.r5.2xlarge"
    num_shards             = 100
    num_replicas_per_shard = 100
  }
}

resource "aws_memorydb_cluster" "memorydb_cluster_stays" {
  attrs = {
    acl_name               = "main"
    node_type              = "x.r5.2xlarge"
    num_shards             = 100
    num_replicas_per_shard = 100
  }
  prior_attrs = {
    acl_name               = "main"
    node_type              = "x.r5.2xlarge"
    num_shards             = 100
    num_replicas_per_shard = 100
  }
}

# expect: message "node_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_memorydb_cluster" "memorydb_cluster_node_type_down" {
  attrs = {
    acl_name  = "main"
    node_type = "x.r5.large"
  }
  prior_attrs = {
    acl_name  = "main"
    node_type = "x.r5.2xlarge"
  }
  expect_failure = true
}

# expect: message "num_shards goes down from 100 to 50."
resource "aws_memorydb_cluster" "memorydb_cluster_num_shards_down" {
  attrs = {
    acl_name   = "main"
    node_type  = "main"
    num_shards = 50
  }
  prior_attrs = {
    acl_name   = "main"
    node_type  = "main"
    num_shards = 100
  }
  expect_failure = true
}

# expect: message "num_replicas_per_shard goes down from 100 to 50."
resource "aws_memorydb_cluster" "memorydb_cluster_num_replicas_per_shard_down" {
  attrs = {
    acl_name               = "main"
    node_type              = "main"
    num_replicas_per_shard = 50
  }
  prior_attrs = {
    acl_name               = "main"
    node_type              = "main"
    num_replicas_per_shard = 100
  }
  expect_failure = true
}

# expect: unknown
resource "aws_memorydb_cluster" "memorydb_cluster_known_after_apply" {
  attrs = {
    acl_name               = "main"
    node_type              = "x.r5.2xlarge"
    num_shards             = aws_launch_template.size.latest_version
    num_replicas_per_shard = 100
  }
  prior_attrs = {
    acl_name               = "main"
    node_type              = "x.r5.2xlarge"
    num_shards             = 100
    num_replicas_per_shard = 100
  }
}

resource "aws_memorydb_multi_region_cluster" "memorydb_multi_region_cluster_grows" {
  attrs = {
    multi_region_cluster_name_suffix = "main"
    node_type                        = "x.r6g.4xlarge"
    num_shards                       = 200
  }
  prior_attrs = {
    multi_region_cluster_name_suffix = "main"
    node_type                        = "x.r5.2xlarge"
    num_shards                       = 100
  }
}

resource "aws_memorydb_multi_region_cluster" "memorydb_multi_region_cluster_stays" {
  attrs = {
    multi_region_cluster_name_suffix = "main"
    node_type                        = "x.r5.2xlarge"
    num_shards                       = 100
  }
  prior_attrs = {
    multi_region_cluster_name_suffix = "main"
    node_type                        = "x.r5.2xlarge"
    num_shards                       = 100
  }
}

# expect: message "node_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_memorydb_multi_region_cluster" "memorydb_multi_region_cluster_node_type_down" {
  attrs = {
    multi_region_cluster_name_suffix = "main"
    node_type                        = "x.r5.large"
  }
  prior_attrs = {
    multi_region_cluster_name_suffix = "main"
    node_type                        = "x.r5.2xlarge"
  }
  expect_failure = true
}

# expect: message "num_shards goes down from 100 to 50."
resource "aws_memorydb_multi_region_cluster" "memorydb_multi_region_cluster_num_shards_down" {
  attrs = {
    multi_region_cluster_name_suffix = "main"
    node_type                        = "main"
    num_shards                       = 50
  }
  prior_attrs = {
    multi_region_cluster_name_suffix = "main"
    node_type                        = "main"
    num_shards                       = 100
  }
  expect_failure = true
}

# expect: unknown
resource "aws_memorydb_multi_region_cluster" "memorydb_multi_region_cluster_known_after_apply" {
  attrs = {
    multi_region_cluster_name_suffix = "main"
    node_type                        = "x.r5.2xlarge"
    num_shards                       = aws_launch_template.size.latest_version
  }
  prior_attrs = {
    multi_region_cluster_name_suffix = "main"
    node_type                        = "x.r5.2xlarge"
    num_shards                       = 100
  }
}

resource "aws_mq_broker" "mq_broker_grows" {
  attrs = {
    broker_name        = "main"
    engine_type        = "main"
    engine_version     = "main"
    host_instance_type = "x.r6g.4xlarge"
  }
  prior_attrs = {
    broker_name        = "main"
    engine_type        = "main"
    engine_version     = "main"
    host_instance_type = "x.r5.2xlarge"
  }
}

resource "aws_mq_broker" "mq_broker_stays" {
  attrs = {
    broker_name        = "main"
    engine_type        = "main"
    engine_version     = "main"
    host_instance_type = "x.r5.2xlarge"
  }
  prior_attrs = {
    broker_name        = "main"
    engine_type        = "main"
    engine_version     = "main"
    host_instance_type = "x.r5.2xlarge"
  }
}

# expect: message "host_instance_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_mq_broker" "mq_broker_host_instance_type_down" {
  attrs = {
    broker_name        = "main"
    engine_type        = "main"
    engine_version     = "main"
    host_instance_type = "x.r5.large"
  }
  prior_attrs = {
    broker_name        = "main"
    engine_type        = "main"
    engine_version     = "main"
    host_instance_type = "x.r5.2xlarge"
  }
  expect_failure = true
}

resource "aws_msk_cluster" "msk_cluster_grows" {
  attrs = {
    cluster_name           = "main"
    kafka_version          = "main"
    number_of_broker_nodes = 200
    broker_node_group_info = [
      {
        instance_type = "x.r6g.4xlarge"
        storage_info = [
          {
            ebs_storage_info = [
              {
                provisioned_throughput = [
                  { volume_throughput = 200 },
                ]
              },
            ]
          },
        ]
      },
    ]
  }
  prior_attrs = {
    cluster_name           = "main"
    kafka_version          = "main"
    number_of_broker_nodes = 100
    broker_node_group_info = [
      {
        instance_type = "x.r5.2xlarge"
        storage_info = [
          {
            ebs_storage_info = [
              {
                provisioned_throughput = [
                  { volume_throughput = 100 },
                ]
              },
            ]
          },
        ]
      },
    ]
  }
}

resource "aws_msk_cluster" "msk_cluster_stays" {
  attrs = {
    cluster_name           = "main"
    kafka_version          = "main"
    number_of_broker_nodes = 100
    broker_node_group_info = [
      {
        instance_type = "x.r5.2xlarge"
        storage_info = [
          {
            ebs_storage_info = [
              {
                provisioned_throughput = [
                  { volume_throughput = 100 },
                ]
              },
            ]
          },
        ]
      },
    ]
  }
  prior_attrs = {
    cluster_name           = "main"
    kafka_version          = "main"
    number_of_broker_nodes = 100
    broker_node_group_info = [
      {
        instance_type = "x.r5.2xlarge"
        storage_info = [
          {
            ebs_storage_info = [
              {
                provisioned_throughput = [
                  { volume_throughput = 100 },
                ]
              },
            ]
          },
        ]
      },
    ]
  }
}

# expect: message "number_of_broker_nodes goes down from 100 to 50."
resource "aws_msk_cluster" "msk_cluster_number_of_broker_nodes_down" {
  attrs = {
    cluster_name           = "main"
    kafka_version          = "main"
    number_of_broker_nodes = 50
  }
  prior_attrs = {
    cluster_name           = "main"
    kafka_version          = "main"
    number_of_broker_nodes = 100
  }
  expect_failure = true
}

# expect: message "broker_node_group_info.instance_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_msk_cluster" "msk_cluster_broker_node_group_info_instance_type_down" {
  attrs = {
    cluster_name  = "main"
    kafka_version = "main"
    broker_node_group_info = [
      { instance_type = "x.r5.large" },
    ]
  }
  prior_attrs = {
    cluster_name  = "main"
    kafka_version = "main"
    broker_node_group_info = [
      { instance_type = "x.r5.2xlarge" },
    ]
  }
  expect_failure = true
}

# expect: message "broker_node_group_info.storage_info.ebs_storage_info.provisioned_throughput.volume_throughput goes down from 100 to 50."
resource "aws_msk_cluster" "msk_cluster_broker_node_group_info_storage_info_ebs_storage_info_provisioned_throughput_volume_throughput_down" {
  attrs = {
    cluster_name  = "main"
    kafka_version = "main"
    broker_node_group_info = [
      {
        storage_info = [
          {
            ebs_storage_info = [
              {
                provisioned_throughput = [
                  { volume_throughput = 50 },
                ]
              },
            ]
          },
        ]
      },
    ]
  }
  prior_attrs = {
    cluster_name  = "main"
    kafka_version = "main"
    broker_node_group_info = [
      {
        storage_info = [
          {
            ebs_storage_info = [
              {
                provisioned_throughput = [
                  { volume_throughput = 100 },
                ]
              },
            ]
          },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_msk_cluster" "msk_cluster_known_after_apply" {
  attrs = {
    cluster_name           = "main"
    kafka_version          = "main"
    number_of_broker_nodes = aws_launch_template.size.latest_version
    broker_node_group_info = [
      {
        instance_type = "x.r5.2xlarge"
        storage_info = [
          {
            ebs_storage_info = [
              {
                provisioned_throughput = [
                  { volume_throughput = 100 },
                ]
              },
            ]
          },
        ]
      },
    ]
  }
  prior_attrs = {
    cluster_name           = "main"
    kafka_version          = "main"
    number_of_broker_nodes = 100
    broker_node_group_info = [
      {
        instance_type = "x.r5.2xlarge"
        storage_info = [
          {
            ebs_storage_info = [
              {
                provisioned_throughput = [
                  { volume_throughput = 100 },
                ]
              },
            ]
          },
        ]
      },
    ]
  }
}

resource "aws_neptune_cluster" "neptune_cluster_grows" {
  attrs = {
    serverless_v2_scaling_configuration = [
      { min_capacity = 200, max_capacity = 200 },
    ]
  }
  prior_attrs = {
    serverless_v2_scaling_configuration = [
      { min_capacity = 100, max_capacity = 100 },
    ]
  }
}

resource "aws_neptune_cluster" "neptune_cluster_stays" {
  attrs = {
    serverless_v2_scaling_configuration = [
      { min_capacity = 100, max_capacity = 100 },
    ]
  }
  prior_attrs = {
    serverless_v2_scaling_configuration = [
      { min_capacity = 100, max_capacity = 100 },
    ]
  }
}

# expect: message "serverless_v2_scaling_configuration.min_capacity goes down from 100 to 50."
resource "aws_neptune_cluster" "neptune_cluster_serverless_v2_scaling_configuration_min_capacity_down" {
  attrs = {
    serverless_v2_scaling_configuration = [
      { min_capacity = 50 },
    ]
  }
  prior_attrs = {
    serverless_v2_scaling_configuration = [
      { min_capacity = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "serverless_v2_scaling_configuration.max_capacity goes down from 100 to 50."
resource "aws_neptune_cluster" "neptune_cluster_serverless_v2_scaling_configuration_max_capacity_down" {
  attrs = {
    serverless_v2_scaling_configuration = [
      { max_capacity = 50 },
    ]
  }
  prior_attrs = {
    serverless_v2_scaling_configuration = [
      { max_capacity = 100 },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_neptune_cluster" "neptune_cluster_known_after_apply" {
  attrs = {
    serverless_v2_scaling_configuration = [
      { min_capacity = aws_launch_template.size.latest_version, max_capacity = 100 },
    ]
  }
  prior_attrs = {
    serverless_v2_scaling_configuration = [
      { min_capacity = 100, max_capacity = 100 },
    ]
  }
}

resource "aws_neptune_cluster_instance" "neptune_cluster_instance_grows" {
  attrs = {
    cluster_identifier = "main"
    instance_class     = "x.r6g.4xlarge"
  }
  prior_attrs = {
    cluster_identifier = "main"
    instance_class     = "x.r5.2xlarge"
  }
}

resource "aws_neptune_cluster_instance" "neptune_cluster_instance_stays" {
  attrs = {
    cluster_identifier = "main"
    instance_class     = "x.r5.2xlarge"
  }
  prior_attrs = {
    cluster_identifier = "main"
    instance_class     = "x.r5.2xlarge"
  }
}

# expect: message "instance_class goes down from x.r5.2xlarge to x.r5.large."
resource "aws_neptune_cluster_instance" "neptune_cluster_instance_instance_class_down" {
  attrs = {
    cluster_identifier = "main"
    instance_class     = "x.r5.large"
  }
  prior_attrs = {
    cluster_identifier = "main"
    instance_class     = "x.r5.2xlarge"
  }
  expect_failure = true
}

resource "aws_neptunegraph_graph" "neptunegraph_graph_grows" {
  attrs = {
    provisioned_memory = 200
    replica_count      = 200
  }
  prior_attrs = {
    provisioned_memory = 100
    replica_count      = 100
  }
}

resource "aws_neptunegraph_graph" "neptunegraph_graph_stays" {
  attrs = {
    provisioned_memory = 100
    replica_count      = 100
  }
  prior_attrs = {
    provisioned_memory = 100
    replica_count      = 100
  }
}

# expect: message "provisioned_memory goes down from 100 to 50."
resource "aws_neptunegraph_graph" "neptunegraph_graph_provisioned_memory_down" {
  attrs = {
    provisioned_memory = 50
  }
  prior_attrs = {
    provisioned_memory = 100
  }
  expect_failure = true
}

# expect: message "replica_count goes down from 100 to 50."
resource "aws_neptunegraph_graph" "neptunegraph_graph_replica_count_down" {
  attrs = {
    replica_count = 50
  }
  prior_attrs = {
    replica_count = 100
  }
  expect_failure = true
}

# expect: unknown
resource "aws_neptunegraph_graph" "neptunegraph_graph_known_after_apply" {
  attrs = {
    provisioned_memory = aws_launch_template.size.latest_version
    replica_count      = 100
  }
  prior_attrs = {
    provisioned_memory = 100
    replica_count      = 100
  }
}

resource "aws_opensearch_domain" "opensearch_domain_grows" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      {
        instance_type          = "x.r6g.4xlarge"
        instance_count         = 200
        dedicated_master_type  = "x.r6g.4xlarge"
        dedicated_master_count = 200
        warm_type              = "x.r6g.4xlarge"
        warm_count             = 200
        zone_awareness_config = [
          { availability_zone_count = 200 },
        ]
        node_options = [
          {
            node_config = [
              { count = 200 },
            ]
          },
        ]
      },
    ]
    ebs_options = [
      { iops = 200, throughput = 200 },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      {
        instance_type          = "x.r5.2xlarge"
        instance_count         = 100
        dedicated_master_type  = "x.r5.2xlarge"
        dedicated_master_count = 100
        warm_type              = "x.r5.2xlarge"
        warm_count             = 100
        zone_awareness_config = [
          { availability_zone_count = 100 },
        ]
        node_options = [
          {
            node_config = [
              { count = 100 },
            ]
          },
        ]
      },
    ]
    ebs_options = [
      { iops = 100, throughput = 100 },
    ]
  }
}

resource "aws_opensearch_domain" "opensearch_domain_stays" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      {
        instance_type          = "x.r5.2xlarge"
        instance_count         = 100
        dedicated_master_type  = "x.r5.2xlarge"
        dedicated_master_count = 100
        warm_type              = "x.r5.2xlarge"
        warm_count             = 100
        zone_awareness_config = [
          { availability_zone_count = 100 },
        ]
        node_options = [
          {
            node_config = [
              { count = 100 },
            ]
          },
        ]
      },
    ]
    ebs_options = [
      { iops = 100, throughput = 100 },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      {
        instance_type          = "x.r5.2xlarge"
        instance_count         = 100
        dedicated_master_type  = "x.r5.2xlarge"
        dedicated_master_count = 100
        warm_type              = "x.r5.2xlarge"
        warm_count             = 100
        zone_awareness_config = [
          { availability_zone_count = 100 },
        ]
        node_options = [
          {
            node_config = [
              { count = 100 },
            ]
          },
        ]
      },
    ]
    ebs_options = [
      { iops = 100, throughput = 100 },
    ]
  }
}

# expect: message "cluster_config.instance_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_opensearch_domain" "opensearch_domain_cluster_config_instance_type_down" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      { instance_type = "x.r5.large" },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      { instance_type = "x.r5.2xlarge" },
    ]
  }
  expect_failure = true
}

# expect: message "cluster_config.instance_count goes down from 100 to 50."
resource "aws_opensearch_domain" "opensearch_domain_cluster_config_instance_count_down" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      { instance_count = 50 },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      { instance_count = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "cluster_config.dedicated_master_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_opensearch_domain" "opensearch_domain_cluster_config_dedicated_master_type_down" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      { dedicated_master_type = "x.r5.large" },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      { dedicated_master_type = "x.r5.2xlarge" },
    ]
  }
  expect_failure = true
}

# expect: message "cluster_config.dedicated_master_count goes down from 100 to 50."
resource "aws_opensearch_domain" "opensearch_domain_cluster_config_dedicated_master_count_down" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      { dedicated_master_count = 50 },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      { dedicated_master_count = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "cluster_config.warm_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_opensearch_domain" "opensearch_domain_cluster_config_warm_type_down" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      { warm_type = "x.r5.large" },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      { warm_type = "x.r5.2xlarge" },
    ]
  }
  expect_failure = true
}

# expect: message "cluster_config.warm_count goes down from 100 to 50."
resource "aws_opensearch_domain" "opensearch_domain_cluster_config_warm_count_down" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      { warm_count = 50 },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      { warm_count = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "cluster_config.zone_awareness_config.availability_zone_count goes down from 100 to 50."
resource "aws_opensearch_domain" "opensearch_domain_cluster_config_zone_awareness_config_availability_zone_count_down" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      {
        zone_awareness_config = [
          { availability_zone_count = 50 },
        ]
      },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      {
        zone_awareness_config = [
          { availability_zone_count = 100 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "ebs_options.iops goes down from 100 to 50."
resource "aws_opensearch_domain" "opensearch_domain_ebs_options_iops_down" {
  attrs = {
    domain_name = "main"
    ebs_options = [
      { iops = 50 },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    ebs_options = [
      { iops = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "ebs_options.throughput goes down from 100 to 50."
resource "aws_opensearch_domain" "opensearch_domain_ebs_options_throughput_down" {
  attrs = {
    domain_name = "main"
    ebs_options = [
      { throughput = 50 },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    ebs_options = [
      { throughput = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "cluster_config.node_options.node_config.count goes down from 100 to 50."
resource "aws_opensearch_domain" "opensearch_domain_cluster_config_node_options_node_config_count_down" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      {
        node_options = [
          {
            node_config = [
              { count = 50 },
            ]
          },
        ]
      },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      {
        node_options = [
          {
            node_config = [
              { count = 100 },
            ]
          },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_opensearch_domain" "opensearch_domain_known_after_apply" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      {
        instance_type          = "x.r5.2xlarge"
        instance_count         = aws_launch_template.size.latest_version
        dedicated_master_type  = "x.r5.2xlarge"
        dedicated_master_count = 100
        warm_type              = "x.r5.2xlarge"
        warm_count             = 100
        zone_awareness_config = [
          { availability_zone_count = 100 },
        ]
        node_options = [
          {
            node_config = [
              { count = 100 },
            ]
          },
        ]
      },
    ]
    ebs_options = [
      { iops = 100, throughput = 100 },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      {
        instance_type          = "x.r5.2xlarge"
        instance_count         = 100
        dedicated_master_type  = "x.r5.2xlarge"
        dedicated_master_count = 100
        warm_type              = "x.r5.2xlarge"
        warm_count             = 100
        zone_awareness_config = [
          { availability_zone_count = 100 },
        ]
        node_options = [
          {
            node_config = [
              { count = 100 },
            ]
          },
        ]
      },
    ]
    ebs_options = [
      { iops = 100, throughput = 100 },
    ]
  }
}

resource "aws_rds_cluster" "rds_cluster_grows" {
  attrs = {
    engine                    = "main"
    db_cluster_instance_class = "x.r6g.4xlarge"
    allocated_storage         = 200
    iops                      = 200
    serverlessv2_scaling_configuration = [
      { min_capacity = 200, max_capacity = 200 },
    ]
    scaling_configuration = [
      { min_capacity = 200, max_capacity = 200 },
    ]
  }
  prior_attrs = {
    engine                    = "main"
    db_cluster_instance_class = "x.r5.2xlarge"
    allocated_storage         = 100
    iops                      = 100
    serverlessv2_scaling_configuration = [
      { min_capacity = 100, max_capacity = 100 },
    ]
    scaling_configuration = [
      { min_capacity = 100, max_capacity = 100 },
    ]
  }
}

resource "aws_rds_cluster" "rds_cluster_stays" {
  attrs = {
    engine                    = "main"
    db_cluster_instance_class = "x.r5.2xlarge"
    allocated_storage         = 100
    iops                      = 100
    serverlessv2_scaling_configuration = [
      { min_capacity = 100, max_capacity = 100 },
    ]
    scaling_configuration = [
      { min_capacity = 100, max_capacity = 100 },
    ]
  }
  prior_attrs = {
    engine                    = "main"
    db_cluster_instance_class = "x.r5.2xlarge"
    allocated_storage         = 100
    iops                      = 100
    serverlessv2_scaling_configuration = [
      { min_capacity = 100, max_capacity = 100 },
    ]
    scaling_configuration = [
      { min_capacity = 100, max_capacity = 100 },
    ]
  }
}

# expect: message "db_cluster_instance_class goes down from x.r5.2xlarge to x.r5.large."
resource "aws_rds_cluster" "rds_cluster_db_cluster_instance_class_down" {
  attrs = {
    engine                    = "main"
    db_cluster_instance_class = "x.r5.large"
  }
  prior_attrs = {
    engine                    = "main"
    db_cluster_instance_class = "x.r5.2xlarge"
  }
  expect_failure = true
}

# expect: message "allocated_storage goes down from 100 to 50."
resource "aws_rds_cluster" "rds_cluster_allocated_storage_down" {
  attrs = {
    engine            = "main"
    allocated_storage = 50
  }
  prior_attrs = {
    engine            = "main"
    allocated_storage = 100
  }
  expect_failure = true
}

# expect: message "iops goes down from 100 to 50."
resource "aws_rds_cluster" "rds_cluster_iops_down" {
  attrs = {
    engine = "main"
    iops   = 50
  }
  prior_attrs = {
    engine = "main"
    iops   = 100
  }
  expect_failure = true
}

# expect: message "serverlessv2_scaling_configuration.min_capacity goes down from 100 to 50."
resource "aws_rds_cluster" "rds_cluster_serverlessv2_scaling_configuration_min_capacity_down" {
  attrs = {
    engine = "main"
    serverlessv2_scaling_configuration = [
      { min_capacity = 50 },
    ]
  }
  prior_attrs = {
    engine = "main"
    serverlessv2_scaling_configuration = [
      { min_capacity = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "serverlessv2_scaling_configuration.max_capacity goes down from 100 to 50."
resource "aws_rds_cluster" "rds_cluster_serverlessv2_scaling_configuration_max_capacity_down" {
  attrs = {
    engine = "main"
    serverlessv2_scaling_configuration = [
      { max_capacity = 50 },
    ]
  }
  prior_attrs = {
    engine = "main"
    serverlessv2_scaling_configuration = [
      { max_capacity = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "scaling_configuration.min_capacity goes down from 100 to 50."
resource "aws_rds_cluster" "rds_cluster_scaling_configuration_min_capacity_down" {
  attrs = {
    engine = "main"
    scaling_configuration = [
      { min_capacity = 50 },
    ]
  }
  prior_attrs = {
    engine = "main"
    scaling_configuration = [
      { min_capacity = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "scaling_configuration.max_capacity goes down from 100 to 50."
resource "aws_rds_cluster" "rds_cluster_scaling_configuration_max_capacity_down" {
  attrs = {
    engine = "main"
    scaling_configuration = [
      { max_capacity = 50 },
    ]
  }
  prior_attrs = {
    engine = "main"
    scaling_configuration = [
      { max_capacity = 100 },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_rds_cluster" "rds_cluster_known_after_apply" {
  attrs = {
    engine                    = "main"
    db_cluster_instance_class = "x.r5.2xlarge"
    allocated_storage         = aws_launch_template.size.latest_version
    iops                      = 100
    serverlessv2_scaling_configuration = [
      { min_capacity = 100, max_capacity = 100 },
    ]
    scaling_configuration = [
      { min_capacity = 100, max_capacity = 100 },
    ]
  }
  prior_attrs = {
    engine                    = "main"
    db_cluster_instance_class = "x.r5.2xlarge"
    allocated_storage         = 100
    iops                      = 100
    serverlessv2_scaling_configuration = [
      { min_capacity = 100, max_capacity = 100 },
    ]
    scaling_configuration = [
      { min_capacity = 100, max_capacity = 100 },
    ]
  }
}

resource "aws_rds_cluster_instance" "rds_cluster_instance_grows" {
  attrs = {
    cluster_identifier = "main"
    engine             = "main"
    instance_class     = "x.r6g.4xlarge"
  }
  prior_attrs = {
    cluster_identifier = "main"
    engine             = "main"
    instance_class     = "x.r5.2xlarge"
  }
}

resource "aws_rds_cluster_instance" "rds_cluster_instance_stays" {
  attrs = {
    cluster_identifier = "main"
    engine             = "main"
    instance_class     = "x.r5.2xlarge"
  }
  prior_attrs = {
    cluster_identifier = "main"
    engine             = "main"
    instance_class     = "x.r5.2xlarge"
  }
}

# expect: message "instance_class goes down from x.r5.2xlarge to x.r5.large."
resource "aws_rds_cluster_instance" "rds_cluster_instance_instance_class_down" {
  attrs = {
    cluster_identifier = "main"
    engine             = "main"
    instance_class     = "x.r5.large"
  }
  prior_attrs = {
    cluster_identifier = "main"
    engine             = "main"
    instance_class     = "x.r5.2xlarge"
  }
  expect_failure = true
}

resource "aws_rds_shard_group" "rds_shard_group_grows" {
  attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "main"
    max_acu                   = 200
    min_acu                   = 200
    compute_redundancy        = 200
  }
  prior_attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "main"
    max_acu                   = 100
    min_acu                   = 100
    compute_redundancy        = 100
  }
}

resource "aws_rds_shard_group" "rds_shard_group_stays" {
  attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "main"
    max_acu                   = 100
    min_acu                   = 100
    compute_redundancy        = 100
  }
  prior_attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "main"
    max_acu                   = 100
    min_acu                   = 100
    compute_redundancy        = 100
  }
}

# expect: message "max_acu goes down from 100 to 50."
resource "aws_rds_shard_group" "rds_shard_group_max_acu_down" {
  attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "main"
    max_acu                   = 50
  }
  prior_attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "main"
    max_acu                   = 100
  }
  expect_failure = true
}

# expect: message "min_acu goes down from 100 to 50."
resource "aws_rds_shard_group" "rds_shard_group_min_acu_down" {
  attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "main"
    min_acu                   = 50
  }
  prior_attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "main"
    min_acu                   = 100
  }
  expect_failure = true
}

# expect: message "compute_redundancy goes down from 100 to 50."
resource "aws_rds_shard_group" "rds_shard_group_compute_redundancy_down" {
  attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "main"
    compute_redundancy        = 50
  }
  prior_attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "main"
    compute_redundancy        = 100
  }
  expect_failure = true
}

# expect: unknown
resource "aws_rds_shard_group" "rds_shard_group_known_after_apply" {
  attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "main"
    max_acu                   = aws_launch_template.size.latest_version
    min_acu                   = 100
    compute_redundancy        = 100
  }
  prior_attrs = {
    db_cluster_identifier     = "main"
    db_shard_group_identifier = "main"
    max_acu                   = 100
    min_acu                   = 100
    compute_redundancy        = 100
  }
}

resource "aws_redshift_cluster" "redshift_cluster_grows" {
  attrs = {
    cluster_identifier = "main"
    node_type          = "x.r6g.4xlarge"
    number_of_nodes    = 200
  }
  prior_attrs = {
    cluster_identifier = "main"
    node_type          = "x.r5.2xlarge"
    number_of_nodes    = 100
  }
}

resource "aws_redshift_cluster" "redshift_cluster_stays" {
  attrs = {
    cluster_identifier = "main"
    node_type          = "x.r5.2xlarge"
    number_of_nodes    = 100
  }
  prior_attrs = {
    cluster_identifier = "main"
    node_type          = "x.r5.2xlarge"
    number_of_nodes    = 100
  }
}

# expect: message "node_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_redshift_cluster" "redshift_cluster_node_type_down" {
  attrs = {
    cluster_identifier = "main"
    node_type          = "x.r5.large"
  }
  prior_attrs = {
    cluster_identifier = "main"
    node_type          = "x.r5.2xlarge"
  }
  expect_failure = true
}

# expect: message "number_of_nodes goes down from 100 to 50."
resource "aws_redshift_cluster" "redshift_cluster_number_of_nodes_down" {
  attrs = {
    cluster_identifier = "main"
    node_type          = "main"
    number_of_nodes    = 50
  }
  prior_attrs = {
    cluster_identifier = "main"
    node_type          = "main"
    number_of_nodes    = 100
  }
  expect_failure = true
}

# expect: unknown
resource "aws_redshift_cluster" "redshift_cluster_known_after_apply" {
  attrs = {
    cluster_identifier = "main"
    node_type          = "x.r5.2xlarge"
    number_of_nodes    = aws_launch_template.size.latest_version
  }
  prior_attrs = {
    cluster_identifier = "main"
    node_type          = "x.r5.2xlarge"
    number_of_nodes    = 100
  }
}

resource "aws_redshift_scheduled_action" "redshift_scheduled_action_grows" {
  attrs = {
    iam_role = "main"
    name     = "main"
    schedule = "main"
    target_action = [
      {
        resize_cluster = [
          { node_type = "x.r6g.4xlarge", number_of_nodes = 200 },
        ]
      },
    ]
  }
  prior_attrs = {
    iam_role = "main"
    name     = "main"
    schedule = "main"
    target_action = [
      {
        resize_cluster = [
          { node_type = "x.r5.2xlarge", number_of_nodes = 100 },
        ]
      },
    ]
  }
}

resource "aws_redshift_scheduled_action" "redshift_scheduled_action_stays" {
  attrs = {
    iam_role = "main"
    name     = "main"
    schedule = "main"
    target_action = [
      {
        resize_cluster = [
          { node_type = "x.r5.2xlarge", number_of_nodes = 100 },
        ]
      },
    ]
  }
  prior_attrs = {
    iam_role = "main"
    name     = "main"
    schedule = "main"
    target_action = [
      {
        resize_cluster = [
          { node_type = "x.r5.2xlarge", number_of_nodes = 100 },
        ]
      },
    ]
  }
}

# expect: message "target_action.resize_cluster.node_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_redshift_scheduled_action" "redshift_scheduled_action_target_action_resize_cluster_node_type_down" {
  attrs = {
    iam_role = "main"
    name     = "main"
    schedule = "main"
    target_action = [
      {
        resize_cluster = [
          { node_type = "x.r5.large" },
        ]
      },
    ]
  }
  prior_attrs = {
    iam_role = "main"
    name     = "main"
    schedule = "main"
    target_action = [
      {
        resize_cluster = [
          { node_type = "x.r5.2xlarge" },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "target_action.resize_cluster.number_of_nodes goes down from 100 to 50."
resource "aws_redshift_scheduled_action" "redshift_scheduled_action_target_action_resize_cluster_number_of_nodes_down" {
  attrs = {
    iam_role = "main"
    name     = "main"
    schedule = "main"
    target_action = [
      {
        resize_cluster = [
          { number_of_nodes = 50 },
        ]
      },
    ]
  }
  prior_attrs = {
    iam_role = "main"
    name     = "main"
    schedule = "main"
    target_action = [
      {
        resize_cluster = [
          { number_of_nodes = 100 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_redshift_scheduled_action" "redshift_scheduled_action_known_after_apply" {
  attrs = {
    iam_role = "main"
    name     = "main"
    schedule = "main"
    target_action = [
      {
        resize_cluster = [
          { node_type = "x.r5.2xlarge", number_of_nodes = aws_launch_template.size.latest_version },
        ]
      },
    ]
  }
  prior_attrs = {
    iam_role = "main"
    name     = "main"
    schedule = "main"
    target_action = [
      {
        resize_cluster = [
          { node_type = "x.r5.2xlarge", number_of_nodes = 100 },
        ]
      },
    ]
  }
}

resource "aws_redshiftserverless_workgroup" "redshiftserverless_workgroup_grows" {
  attrs = {
    namespace_name = "main"
    workgroup_name = "main"
    base_capacity  = 200
    max_capacity   = 200
    price_performance_target = [
      { level = 200 },
    ]
  }
  prior_attrs = {
    namespace_name = "main"
    workgroup_name = "main"
    base_capacity  = 100
    max_capacity   = 100
    price_performance_target = [
      { level = 100 },
    ]
  }
}

resource "aws_redshiftserverless_workgroup" "redshiftserverless_workgroup_stays" {
  attrs = {
    namespace_name = "main"
    workgroup_name = "main"
    base_capacity  = 100
    max_capacity   = 100
    price_performance_target = [
      { level = 100 },
    ]
  }
  prior_attrs = {
    namespace_name = "main"
    workgroup_name = "main"
    base_capacity  = 100
    max_capacity   = 100
    price_performance_target = [
      { level = 100 },
    ]
  }
}

# expect: message "base_capacity goes down from 100 to 50."
resource "aws_redshiftserverless_workgroup" "redshiftserverless_workgroup_base_capacity_down" {
  attrs = {
    namespace_name = "main"
    workgroup_name = "main"
    base_capacity  = 50
  }
  prior_attrs = {
    namespace_name = "main"
    workgroup_name = "main"
    base_capacity  = 100
  }
  expect_failure = true
}

# expect: message "max_capacity goes down from 100 to 50."
resource "aws_redshiftserverless_workgroup" "redshiftserverless_workgroup_max_capacity_down" {
  attrs = {
    namespace_name = "main"
    workgroup_name = "main"
    max_capacity   = 50
  }
  prior_attrs = {
    namespace_name = "main"
    workgroup_name = "main"
    max_capacity   = 100
  }
  expect_failure = true
}

# expect: message "price_performance_target.level goes down from 100 to 50."
resource "aws_redshiftserverless_workgroup" "redshiftserverless_workgroup_price_performance_target_level_down" {
  attrs = {
    namespace_name = "main"
    workgroup_name = "main"
    price_performance_target = [
      { level = 50 },
    ]
  }
  prior_attrs = {
    namespace_name = "main"
    workgroup_name = "main"
    price_performance_target = [
      { level = 100 },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_redshiftserverless_workgroup" "redshiftserverless_workgroup_known_after_apply" {
  attrs = {
    namespace_name = "main"
    workgroup_name = "main"
    base_capacity  = aws_launch_template.size.latest_version
    max_capacity   = 100
    price_performance_target = [
      { level = 100 },
    ]
  }
  prior_attrs = {
    namespace_name = "main"
    workgroup_name = "main"
    base_capacity  = 100
    max_capacity   = 100
    price_performance_target = [
      { level = 100 },
    ]
  }
}

resource "aws_sagemaker_feature_group" "sagemaker_feature_group_grows" {
  attrs = {
    event_time_feature_name        = "main"
    feature_group_name             = "main"
    record_identifier_feature_name = "main"
    role_arn                       = "main"
    throughput_config = [
      { provisioned_read_capacity_units = 200, provisioned_write_capacity_units = 200 },
    ]
  }
  prior_attrs = {
    event_time_feature_name        = "main"
    feature_group_name             = "main"
    record_identifier_feature_name = "main"
    role_arn                       = "main"
    throughput_config = [
      { provisioned_read_capacity_units = 100, provisioned_write_capacity_units = 100 },
    ]
  }
}

resource "aws_sagemaker_feature_group" "sagemaker_feature_group_stays" {
  attrs = {
    event_time_feature_name        = "main"
    feature_group_name             = "main"
    record_identifier_feature_name = "main"
    role_arn                       = "main"
    throughput_config = [
      { provisioned_read_capacity_units = 100, provisioned_write_capacity_units = 100 },
    ]
  }
  prior_attrs = {
    event_time_feature_name        = "main"
    feature_group_name             = "main"
    record_identifier_feature_name = "main"
    role_arn                       = "main"
    throughput_config = [
      { provisioned_read_capacity_units = 100, provisioned_write_capacity_units = 100 },
    ]
  }
}

# expect: message "throughput_config.provisioned_read_capacity_units goes down from 100 to 50."
resource "aws_sagemaker_feature_group" "sagemaker_feature_group_throughput_config_provisioned_read_capacity_units_down" {
  attrs = {
    event_time_feature_name        = "main"
    feature_group_name             = "main"
    record_identifier_feature_name = "main"
    role_arn                       = "main"
    throughput_config = [
      { provisioned_read_capacity_units = 50 },
    ]
  }
  prior_attrs = {
    event_time_feature_name        = "main"
    feature_group_name             = "main"
    record_identifier_feature_name = "main"
    role_arn                       = "main"
    throughput_config = [
      { provisioned_read_capacity_units = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "throughput_config.provisioned_write_capacity_units goes down from 100 to 50."
resource "aws_sagemaker_feature_group" "sagemaker_feature_group_throughput_config_provisioned_write_capacity_units_down" {
  attrs = {
    event_time_feature_name        = "main"
    feature_group_name             = "main"
    record_identifier_feature_name = "main"
    role_arn                       = "main"
    throughput_config = [
      { provisioned_write_capacity_units = 50 },
    ]
  }
  prior_attrs = {
    event_time_feature_name        = "main"
    feature_group_name             = "main"
    record_identifier_feature_name = "main"
    role_arn                       = "main"
    throughput_config = [
      { provisioned_write_capacity_units = 100 },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_sagemaker_feature_group" "sagemaker_feature_group_known_after_apply" {
  attrs = {
    event_time_feature_name        = "main"
    feature_group_name             = "main"
    record_identifier_feature_name = "main"
    role_arn                       = "main"
    throughput_config = [
      { provisioned_read_capacity_units = aws_launch_template.size.latest_version, provisioned_write_capacity_units = 100 },
    ]
  }
  prior_attrs = {
    event_time_feature_name        = "main"
    feature_group_name             = "main"
    record_identifier_feature_name = "main"
    role_arn                       = "main"
    throughput_config = [
      { provisioned_read_capacity_units = 100, provisioned_write_capacity_units = 100 },
    ]
  }
}

resource "aws_sagemaker_notebook_instance" "sagemaker_notebook_instance_grows" {
  attrs = {
    instance_type = "x.r6g.4xlarge"
    name          = "main"
    role_arn      = "main"
    volume_size   = 200
  }
  prior_attrs = {
    instance_type = "x.r5.2xlarge"
    name          = "main"
    role_arn      = "main"
    volume_size   = 100
  }
}

resource "aws_sagemaker_notebook_instance" "sagemaker_notebook_instance_stays" {
  attrs = {
    instance_type = "x.r5.2xlarge"
    name          = "main"
    role_arn      = "main"
    volume_size   = 100
  }
  prior_attrs = {
    instance_type = "x.r5.2xlarge"
    name          = "main"
    role_arn      = "main"
    volume_size   = 100
  }
}

# expect: message "instance_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_sagemaker_notebook_instance" "sagemaker_notebook_instance_instance_type_down" {
  attrs = {
    instance_type = "x.r5.large"
    name          = "main"
    role_arn      = "main"
  }
  prior_attrs = {
    instance_type = "x.r5.2xlarge"
    name          = "main"
    role_arn      = "main"
  }
  expect_failure = true
}

# expect: message "volume_size goes down from 100 to 50."
resource "aws_sagemaker_notebook_instance" "sagemaker_notebook_instance_volume_size_down" {
  attrs = {
    instance_type = "main"
    name          = "main"
    role_arn      = "main"
    volume_size   = 50
  }
  prior_attrs = {
    instance_type = "main"
    name          = "main"
    role_arn      = "main"
    volume_size   = 100
  }
  expect_failure = true
}

# expect: unknown
resource "aws_sagemaker_notebook_instance" "sagemaker_notebook_instance_known_after_apply" {
  attrs = {
    instance_type = "x.r5.2xlarge"
    name          = "main"
    role_arn      = "main"
    volume_size   = aws_launch_template.size.latest_version
  }
  prior_attrs = {
    instance_type = "x.r5.2xlarge"
    name          = "main"
    role_arn      = "main"
    volume_size   = 100
  }
}

resource "aws_timestreaminfluxdb_db_instance" "timestreaminfluxdb_db_instance_grows" {
  attrs = {
    bucket            = "main"
    db_instance_type  = "x.r6g.4xlarge"
    name              = "main"
    organization      = "main"
    password          = "main"
    username          = "main"
    allocated_storage = 200
  }
  prior_attrs = {
    bucket            = "main"
    db_instance_type  = "x.r5.2xlarge"
    name              = "main"
    organization      = "main"
    password          = "main"
    username          = "main"
    allocated_storage = 100
  }
}

resource "aws_timestreaminfluxdb_db_instance" "timestreaminfluxdb_db_instance_stays" {
  attrs = {
    bucket            = "main"
    db_instance_type  = "x.r5.2xlarge"
    name              = "main"
    organization      = "main"
    password          = "main"
    username          = "main"
    allocated_storage = 100
  }
  prior_attrs = {
    bucket            = "main"
    db_instance_type  = "x.r5.2xlarge"
    name              = "main"
    organization      = "main"
    password          = "main"
    username          = "main"
    allocated_storage = 100
  }
}

# expect: message "db_instance_type goes down from x.r5.2xlarge to x.r5.large."
resource "aws_timestreaminfluxdb_db_instance" "timestreaminfluxdb_db_instance_db_instance_type_down" {
  attrs = {
    bucket           = "main"
    db_instance_type = "x.r5.large"
    name             = "main"
    organization     = "main"
    password         = "main"
    username         = "main"
  }
  prior_attrs = {
    bucket           = "main"
    db_instance_type = "x.r5.2xlarge"
    name             = "main"
    organization     = "main"
    password         = "main"
    username         = "main"
  }
  expect_failure = true
}

# expect: message "allocated_storage goes down from 100 to 50."
resource "aws_timestreaminfluxdb_db_instance" "timestreaminfluxdb_db_instance_allocated_storage_down" {
  attrs = {
    bucket            = "main"
    db_instance_type  = "main"
    name              = "main"
    organization      = "main"
    password          = "main"
    username          = "main"
    allocated_storage = 50
  }
  prior_attrs = {
    bucket            = "main"
    db_instance_type  = "main"
    name              = "main"
    organization      = "main"
    password          = "main"
    username          = "main"
    allocated_storage = 100
  }
  expect_failure = true
}

# expect: unknown
resource "aws_timestreaminfluxdb_db_instance" "timestreaminfluxdb_db_instance_known_after_apply" {
  attrs = {
    bucket            = "main"
    db_instance_type  = "x.r5.2xlarge"
    name              = "main"
    organization      = "main"
    password          = "main"
    username          = "main"
    allocated_storage = aws_launch_template.size.latest_version
  }
  prior_attrs = {
    bucket            = "main"
    db_instance_type  = "x.r5.2xlarge"
    name              = "main"
    organization      = "main"
    password          = "main"
    username          = "main"
    allocated_storage = 100
  }
}

resource "aws_workspaces_workspace" "workspaces_workspace_grows" {
  attrs = {
    bundle_id    = "main"
    directory_id = "main"
    user_name    = "main"
    workspace_properties = [
      { root_volume_size_gib = 200, user_volume_size_gib = 200 },
    ]
  }
  prior_attrs = {
    bundle_id    = "main"
    directory_id = "main"
    user_name    = "main"
    workspace_properties = [
      { root_volume_size_gib = 100, user_volume_size_gib = 100 },
    ]
  }
}

resource "aws_workspaces_workspace" "workspaces_workspace_stays" {
  attrs = {
    bundle_id    = "main"
    directory_id = "main"
    user_name    = "main"
    workspace_properties = [
      { root_volume_size_gib = 100, user_volume_size_gib = 100 },
    ]
  }
  prior_attrs = {
    bundle_id    = "main"
    directory_id = "main"
    user_name    = "main"
    workspace_properties = [
      { root_volume_size_gib = 100, user_volume_size_gib = 100 },
    ]
  }
}

# expect: message "workspace_properties.root_volume_size_gib goes down from 100 to 50."
resource "aws_workspaces_workspace" "workspaces_workspace_workspace_properties_root_volume_size_gib_down" {
  attrs = {
    bundle_id    = "main"
    directory_id = "main"
    user_name    = "main"
    workspace_properties = [
      { root_volume_size_gib = 50 },
    ]
  }
  prior_attrs = {
    bundle_id    = "main"
    directory_id = "main"
    user_name    = "main"
    workspace_properties = [
      { root_volume_size_gib = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "workspace_properties.user_volume_size_gib goes down from 100 to 50."
resource "aws_workspaces_workspace" "workspaces_workspace_workspace_properties_user_volume_size_gib_down" {
  attrs = {
    bundle_id    = "main"
    directory_id = "main"
    user_name    = "main"
    workspace_properties = [
      { user_volume_size_gib = 50 },
    ]
  }
  prior_attrs = {
    bundle_id    = "main"
    directory_id = "main"
    user_name    = "main"
    workspace_properties = [
      { user_volume_size_gib = 100 },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_workspaces_workspace" "workspaces_workspace_known_after_apply" {
  attrs = {
    bundle_id    = "main"
    directory_id = "main"
    user_name    = "main"
    workspace_properties = [
      { root_volume_size_gib = aws_launch_template.size.latest_version, user_volume_size_gib = 100 },
    ]
  }
  prior_attrs = {
    bundle_id    = "main"
    directory_id = "main"
    user_name    = "main"
    workspace_properties = [
      { root_volume_size_gib = 100, user_volume_size_gib = 100 },
    ]
  }
}

# expect: fail capacity_scale_in_of_stateful_reviewed
# expect: message "The cluster instance main-1 is removed or replaced."
resource "aws_rds_cluster_instance" "rds_cluster_instance_removed" {
  prior_attrs = {
    cluster_identifier = "main"
    engine             = "main"
    instance_class     = "main"
    identifier         = "main-1"
  }
  expect_failure = true
}

# expect: fail capacity_scale_in_of_stateful_reviewed
# expect: message "The cluster instance main-1 is removed or replaced."
resource "aws_docdb_cluster_instance" "docdb_cluster_instance_removed" {
  prior_attrs = {
    cluster_identifier = "main"
    instance_class     = "main"
    identifier         = "main-1"
  }
  expect_failure = true
}

# expect: fail capacity_scale_in_of_stateful_reviewed
# expect: message "The cluster instance main-1 is removed or replaced."
resource "aws_neptune_cluster_instance" "neptune_cluster_instance_removed" {
  prior_attrs = {
    cluster_identifier = "main"
    instance_class     = "main"
    identifier         = "main-1"
  }
  expect_failure = true
}

# expect: fail capacity_scale_in_of_stateful_reviewed
# expect: message "The cache cluster main-1 is removed or replaced."
resource "aws_elasticache_cluster" "elasticache_cluster_removed" {
  prior_attrs = {
    cluster_id = "main-1"
  }
  expect_failure = true
}

# expect: fail capacity_scale_in_of_stateful_reviewed
# expect: message "The cluster main-1 is removed or replaced."
resource "aws_memorydb_cluster" "memorydb_cluster_removed" {
  prior_attrs = {
    acl_name  = "main"
    node_type = "main"
    name      = "main-1"
  }
  expect_failure = true
}

# expect: fail capacity_scale_in_of_stateful_reviewed
# expect: message "The cluster main-1 is removed or replaced."
resource "aws_dax_cluster" "dax_cluster_removed" {
  prior_attrs = {
    cluster_name = "main-1"
    iam_role_arn = "main"
    node_type    = "main"
  }
  expect_failure = true
}

# expect: fail capacity_scale_in_of_stateful_reviewed
# expect: message "The broker main-1 is removed or replaced."
resource "aws_mq_broker" "mq_broker_removed" {
  prior_attrs = {
    broker_name        = "main-1"
    engine_type        = "main"
    engine_version     = "main"
    host_instance_type = "main"
  }
  expect_failure = true
}

# expect: fail capacity_scale_in_of_stateful_reviewed
# expect: message "The instance main-1 is removed or replaced."
resource "aws_instance" "instance_removed" {
  prior_attrs = {
    id = "main-1"
  }
  expect_failure = true
}

resource "aws_db_instance" "other_family_same_size" {
  attrs = {
    identifier            = "main"
    multi_az              = false
    max_allocated_storage = 100
    iops                  = 3000
    storage_throughput    = 125
    instance_class        = "db.r6g.large"
  }
  prior_attrs = {
    identifier            = "main"
    multi_az              = false
    max_allocated_storage = 100
    iops                  = 3000
    storage_throughput    = 125
    instance_class        = "db.m5.large"
  }
}

# expect: message "instance_class goes down from db.m5.4xlarge to db.r6g.large."
resource "aws_db_instance" "other_family_smaller" {
  attrs = {
    identifier     = "main"
    instance_class = "db.r6g.large"
  }
  prior_attrs = {
    identifier     = "main"
    instance_class = "db.m5.4xlarge"
  }
  expect_failure = true
}

# expect: message "cluster_config.instance_type goes down from m5.2xlarge.search to m5.large.search."
resource "aws_opensearch_domain" "suffix" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      { instance_type = "m5.large.search" },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      { instance_type = "m5.2xlarge.search" },
    ]
  }
  expect_failure = true
}

resource "aws_dynamodb_table" "index_grows" {
  attrs = {
    name           = "orders"
    hash_key       = "id"
    read_capacity  = 5
    write_capacity = 5
    global_secondary_index = [
      {
        name                 = "other"
        hash_key             = "x"
        projection_type      = "ALL"
        read_capacity        = 1
        write_capacity       = 1
        on_demand_throughput = []
      },
      {
        name            = "by_day"
        hash_key        = "day"
        projection_type = "ALL"
        read_capacity   = 20
        write_capacity  = 20
        on_demand_throughput = [
          { max_read_request_units = -1, max_write_request_units = -1 },
        ]
      },
    ]
  }
  prior_attrs = {
    name           = "orders"
    hash_key       = "id"
    read_capacity  = 5
    write_capacity = 5
    global_secondary_index = [
      {
        name                 = "other"
        hash_key             = "x"
        projection_type      = "ALL"
        read_capacity        = 1
        write_capacity       = 1
        on_demand_throughput = []
      },
      {
        name            = "by_day"
        hash_key        = "day"
        projection_type = "ALL"
        read_capacity   = 10
        write_capacity  = 10
        on_demand_throughput = [
          { max_read_request_units = 10, max_write_request_units = 10 },
        ]
      },
    ]
  }
}

# expect: message "The read_capacity of a global secondary index goes down."
resource "aws_dynamodb_table" "index_read_down" {
  attrs = {
    name           = "orders"
    hash_key       = "id"
    read_capacity  = 5
    write_capacity = 5
    global_secondary_index = [
      {
        name                 = "other"
        hash_key             = "x"
        projection_type      = "ALL"
        read_capacity        = 1
        write_capacity       = 1
        on_demand_throughput = []
      },
      {
        name            = "by_day"
        hash_key        = "day"
        projection_type = "ALL"
        read_capacity   = 5
        write_capacity  = 10
        on_demand_throughput = [
          { max_read_request_units = 10, max_write_request_units = 10 },
        ]
      },
    ]
  }
  prior_attrs = {
    name           = "orders"
    hash_key       = "id"
    read_capacity  = 5
    write_capacity = 5
    global_secondary_index = [
      {
        name                 = "other"
        hash_key             = "x"
        projection_type      = "ALL"
        read_capacity        = 1
        write_capacity       = 1
        on_demand_throughput = []
      },
      {
        name            = "by_day"
        hash_key        = "day"
        projection_type = "ALL"
        read_capacity   = 10
        write_capacity  = 10
        on_demand_throughput = [
          { max_read_request_units = 10, max_write_request_units = 10 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "The write_capacity of a global secondary index goes down."
resource "aws_dynamodb_table" "index_write_down" {
  attrs = {
    name           = "orders"
    hash_key       = "id"
    read_capacity  = 5
    write_capacity = 5
    global_secondary_index = [
      {
        name                 = "other"
        hash_key             = "x"
        projection_type      = "ALL"
        read_capacity        = 1
        write_capacity       = 1
        on_demand_throughput = []
      },
      {
        name            = "by_day"
        hash_key        = "day"
        projection_type = "ALL"
        read_capacity   = 10
        write_capacity  = 5
        on_demand_throughput = [
          { max_read_request_units = 10, max_write_request_units = 10 },
        ]
      },
    ]
  }
  prior_attrs = {
    name           = "orders"
    hash_key       = "id"
    read_capacity  = 5
    write_capacity = 5
    global_secondary_index = [
      {
        name                 = "other"
        hash_key             = "x"
        projection_type      = "ALL"
        read_capacity        = 1
        write_capacity       = 1
        on_demand_throughput = []
      },
      {
        name            = "by_day"
        hash_key        = "day"
        projection_type = "ALL"
        read_capacity   = 10
        write_capacity  = 10
        on_demand_throughput = [
          { max_read_request_units = 10, max_write_request_units = 10 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "The max_read_request_units of a global secondary index goes down."
# expect: message "The max_write_request_units of a global secondary index goes down."
resource "aws_dynamodb_table" "index_limit_down" {
  attrs = {
    name           = "orders"
    hash_key       = "id"
    read_capacity  = 5
    write_capacity = 5
    global_secondary_index = [
      {
        name                 = "other"
        hash_key             = "x"
        projection_type      = "ALL"
        read_capacity        = 1
        write_capacity       = 1
        on_demand_throughput = []
      },
      {
        name            = "by_day"
        hash_key        = "day"
        projection_type = "ALL"
        read_capacity   = 10
        write_capacity  = 10
        on_demand_throughput = [
          { max_read_request_units = 10, max_write_request_units = 10 },
        ]
      },
    ]
  }
  prior_attrs = {
    name           = "orders"
    hash_key       = "id"
    read_capacity  = 5
    write_capacity = 5
    global_secondary_index = [
      {
        name                 = "other"
        hash_key             = "x"
        projection_type      = "ALL"
        read_capacity        = 1
        write_capacity       = 1
        on_demand_throughput = []
      },
      {
        name            = "by_day"
        hash_key        = "day"
        projection_type = "ALL"
        read_capacity   = 10
        write_capacity  = 10
        on_demand_throughput = [
          { max_read_request_units = -1, max_write_request_units = -1 },
        ]
      },
    ]
  }
  expect_failure = true
}
