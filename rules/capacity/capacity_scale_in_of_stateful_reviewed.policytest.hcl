policytest {
  targets = ["capacity_scale_in_of_stateful_reviewed.policy.hcl"]
}

resource "aws_launch_template" "size" {
  attrs = { name = "size" }
  skip  = true
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

# expect: message "instance_class x.r5.2xlarge → x.r5.large (2 sizes down)"
resource "aws_db_instance" "db_instance_instance_class_down" {
  attrs = {
    instance_class = "x.r5.large"
  }
  prior_attrs = {
    instance_class = "x.r5.2xlarge"
  }
  expect_failure = true
}

# expect: message "max_allocated_storage 100 → 50 (-50 %)"
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

# expect: message "iops 100 → 50 (-50 %)"
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

# expect: message "storage_throughput 100 → 50 (-50 %)"
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

# expect: message "multi_az on → off"
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

# expect: message "read_capacity 100 → 50 (-50 %)"
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

# expect: message "write_capacity 100 → 50 (-50 %)"
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

# expect: message "on_demand_throughput.max_read_request_units 100 → 50 (-50 %)"
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

# expect: message "on_demand_throughput.max_write_request_units 100 → 50 (-50 %)"
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

# expect: message "iops 100 → 50 (-50 %)"
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

# expect: message "throughput 100 → 50 (-50 %)"
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

# expect: message "node_type x.r5.2xlarge → x.r5.large (2 sizes down)"
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

# expect: message "num_cache_clusters 100 → 50 (-50 %)"
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

# expect: message "num_node_groups 100 → 50 (-50 %)"
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

# expect: message "replicas_per_node_group 100 → 50 (-50 %)"
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
                  { enabled = true, volume_throughput = 200 },
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
                  { enabled = true, volume_throughput = 100 },
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
                  { enabled = true, volume_throughput = 100 },
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
                  { enabled = true, volume_throughput = 100 },
                ]
              },
            ]
          },
        ]
      },
    ]
  }
}

# expect: message "number_of_broker_nodes 100 → 50 (-50 %)"
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

# expect: message "broker_node_group_info.instance_type x.r5.2xlarge → x.r5.large (2 sizes down)"
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

# expect: message "broker_node_group_info.storage_info.ebs_storage_info.provisioned_throughput.volume_throughput 100 → 50 (-50 %)"
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
                  { enabled = true, volume_throughput = 50 },
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
                  { enabled = true, volume_throughput = 100 },
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
                  { enabled = true, volume_throughput = 100 },
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
                  { enabled = true, volume_throughput = 100 },
                ]
              },
            ]
          },
        ]
      },
    ]
  }
}

resource "aws_opensearch_domain" "opensearch_domain_grows" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      {
        instance_type            = "x.r6g.4xlarge"
        instance_count           = 200
        dedicated_master_enabled = true
        dedicated_master_type    = "x.r6g.4xlarge"
        dedicated_master_count   = 200
        warm_enabled             = true
        warm_type                = "x.r6g.4xlarge"
        warm_count               = 200
        zone_awareness_enabled   = true
        zone_awareness_config = [
          { availability_zone_count = 200 },
        ]
        node_options = [
          {
            node_config = [
              { enabled = true, count = 200 },
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
        instance_type            = "x.r5.2xlarge"
        instance_count           = 100
        dedicated_master_enabled = true
        dedicated_master_type    = "x.r5.2xlarge"
        dedicated_master_count   = 100
        warm_enabled             = true
        warm_type                = "x.r5.2xlarge"
        warm_count               = 100
        zone_awareness_enabled   = true
        zone_awareness_config = [
          { availability_zone_count = 100 },
        ]
        node_options = [
          {
            node_config = [
              { enabled = true, count = 100 },
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
        instance_type            = "x.r5.2xlarge"
        instance_count           = 100
        dedicated_master_enabled = true
        dedicated_master_type    = "x.r5.2xlarge"
        dedicated_master_count   = 100
        warm_enabled             = true
        warm_type                = "x.r5.2xlarge"
        warm_count               = 100
        zone_awareness_enabled   = true
        zone_awareness_config = [
          { availability_zone_count = 100 },
        ]
        node_options = [
          {
            node_config = [
              { enabled = true, count = 100 },
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
        instance_type            = "x.r5.2xlarge"
        instance_count           = 100
        dedicated_master_enabled = true
        dedicated_master_type    = "x.r5.2xlarge"
        dedicated_master_count   = 100
        warm_enabled             = true
        warm_type                = "x.r5.2xlarge"
        warm_count               = 100
        zone_awareness_enabled   = true
        zone_awareness_config = [
          { availability_zone_count = 100 },
        ]
        node_options = [
          {
            node_config = [
              { enabled = true, count = 100 },
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

# expect: message "cluster_config.instance_type x.r5.2xlarge → x.r5.large (2 sizes down)"
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

# expect: message "cluster_config.instance_count 100 → 50 (-50 %)"
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

# expect: message "cluster_config.dedicated_master_type x.r5.2xlarge → x.r5.large (2 sizes down)"
resource "aws_opensearch_domain" "opensearch_domain_cluster_config_dedicated_master_type_down" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      { dedicated_master_enabled = true, dedicated_master_type = "x.r5.large" },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      { dedicated_master_enabled = true, dedicated_master_type = "x.r5.2xlarge" },
    ]
  }
  expect_failure = true
}

# expect: message "cluster_config.dedicated_master_count 100 → 50 (-50 %)"
resource "aws_opensearch_domain" "opensearch_domain_cluster_config_dedicated_master_count_down" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      { dedicated_master_enabled = true, dedicated_master_count = 50 },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      { dedicated_master_enabled = true, dedicated_master_count = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "cluster_config.warm_type x.r5.2xlarge → x.r5.large (2 sizes down)"
resource "aws_opensearch_domain" "opensearch_domain_cluster_config_warm_type_down" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      { warm_enabled = true, warm_type = "x.r5.large" },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      { warm_enabled = true, warm_type = "x.r5.2xlarge" },
    ]
  }
  expect_failure = true
}

# expect: message "cluster_config.warm_count 100 → 50 (-50 %)"
resource "aws_opensearch_domain" "opensearch_domain_cluster_config_warm_count_down" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      { warm_enabled = true, warm_count = 50 },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    cluster_config = [
      { warm_enabled = true, warm_count = 100 },
    ]
  }
  expect_failure = true
}

# expect: message "cluster_config.zone_awareness_config.availability_zone_count 100 → 50 (-50 %)"
resource "aws_opensearch_domain" "opensearch_domain_cluster_config_zone_awareness_config_availability_zone_count_down" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      {
        zone_awareness_enabled = true
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
        zone_awareness_enabled = true
        zone_awareness_config = [
          { availability_zone_count = 100 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "ebs_options.iops 100 → 50 (-50 %)"
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

# expect: message "ebs_options.throughput 100 → 50 (-50 %)"
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

# expect: message "cluster_config.node_options.node_config.count 100 → 50 (-50 %)"
resource "aws_opensearch_domain" "opensearch_domain_cluster_config_node_options_node_config_count_down" {
  attrs = {
    domain_name = "main"
    cluster_config = [
      {
        node_options = [
          {
            node_config = [
              { enabled = true, count = 50 },
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
              { enabled = true, count = 100 },
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
        instance_type            = "x.r5.2xlarge"
        instance_count           = aws_launch_template.size.latest_version
        dedicated_master_enabled = true
        dedicated_master_type    = "x.r5.2xlarge"
        dedicated_master_count   = 100
        warm_enabled             = true
        warm_type                = "x.r5.2xlarge"
        warm_count               = 100
        zone_awareness_enabled   = true
        zone_awareness_config = [
          { availability_zone_count = 100 },
        ]
        node_options = [
          {
            node_config = [
              { enabled = true, count = 100 },
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
        instance_type            = "x.r5.2xlarge"
        instance_count           = 100
        dedicated_master_enabled = true
        dedicated_master_type    = "x.r5.2xlarge"
        dedicated_master_count   = 100
        warm_enabled             = true
        warm_type                = "x.r5.2xlarge"
        warm_count               = 100
        zone_awareness_enabled   = true
        zone_awareness_config = [
          { availability_zone_count = 100 },
        ]
        node_options = [
          {
            node_config = [
              { enabled = true, count = 100 },
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

# expect: message "node_type x.r5.2xlarge → x.r5.large (2 sizes down)"
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

# expect: message "number_of_nodes 100 → 50 (-50 %)"
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

# expect: fail capacity_scale_in_of_stateful_reviewed
# expect: message "is removed"
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
# expect: message "is removed"
resource "aws_docdb_cluster_instance" "docdb_cluster_instance_removed" {
  prior_attrs = {
    cluster_identifier = "main"
    instance_class     = "main"
    identifier         = "main-1"
  }
  expect_failure = true
}

# expect: fail capacity_scale_in_of_stateful_reviewed
# expect: message "is removed"
resource "aws_neptune_cluster_instance" "neptune_cluster_instance_removed" {
  prior_attrs = {
    cluster_identifier = "main"
    instance_class     = "main"
    identifier         = "main-1"
  }
  expect_failure = true
}

# expect: fail capacity_scale_in_of_stateful_reviewed
# expect: message "is removed"
resource "aws_elasticache_cluster" "elasticache_cluster_removed" {
  prior_attrs = {
    cluster_id = "main-1"
  }
  expect_failure = true
}

# expect: fail capacity_scale_in_of_stateful_reviewed
# expect: message "is removed"
resource "aws_memorydb_cluster" "memorydb_cluster_removed" {
  prior_attrs = {
    acl_name  = "main"
    node_type = "main"
    name      = "main-1"
  }
  expect_failure = true
}

# expect: fail capacity_scale_in_of_stateful_reviewed
# expect: message "is removed"
resource "aws_dax_cluster" "dax_cluster_removed" {
  prior_attrs = {
    cluster_name = "main-1"
    iam_role_arn = "main"
    node_type    = "main"
  }
  expect_failure = true
}

# expect: fail capacity_scale_in_of_stateful_reviewed
# expect: message "is removed"
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
# expect: message "is removed"
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

# expect: message "instance_class db.m5.4xlarge → db.r6g.large (3 sizes down)"
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

# expect: message "cluster_config.instance_type m5.2xlarge.search → m5.large.search (2 sizes down)"
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

# expect: message "global_secondary_index[by_day].read_capacity 10 → 5 (-50 %)"
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

# expect: message "global_secondary_index[by_day].write_capacity 10 → 5 (-50 %)"
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

# expect: message "global_secondary_index[by_day].on_demand_throughput.max_read_request_units no limit → 10"
# expect: message "global_secondary_index[by_day].on_demand_throughput.max_write_request_units no limit → 10"
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

# expect: message "is replaced"
resource "aws_dynamodb_table" "replaced" {
  attrs          = { name = "orders", read_capacity = 5 }
  prior_attrs    = { name = "order", read_capacity = 5 }
  meta           = { operation = "replace" }
  expect_failure = true
}

resource "aws_dynamodb_table" "new" {
  attrs = { name = "orders", read_capacity = 5 }
}

# nothing is kept in it
resource "aws_ecs_service" "removed" {
  prior_attrs = { desired_count = 5 }
}

resource "aws_ecs_service" "smaller" {
  attrs       = { desired_count = 2 }
  prior_attrs = { desired_count = 5 }
}

# Another mode is told by the rules that gate every change: numbers mean nothing under it.
resource "aws_dynamodb_table" "paid_by_request" {
  attrs = {
    billing_mode           = "PAY_PER_REQUEST"
    read_capacity          = 0
    write_capacity         = 0
    global_secondary_index = [{ name = "by_id", read_capacity = 0, write_capacity = 0 }]
  }
  prior_attrs = {
    billing_mode           = "PROVISIONED"
    read_capacity          = 50
    write_capacity         = 50
    global_secondary_index = [{ name = "by_id", read_capacity = 20, write_capacity = 20 }]
  }
}

resource "aws_kinesis_stream" "on_demand" {
  attrs = {
    shard_count         = 0
    stream_mode_details = [{ stream_mode = "ON_DEMAND" }]
  }
  prior_attrs = {
    shard_count         = 4
    stream_mode_details = [{ stream_mode = "PROVISIONED" }]
  }
}

# expect: message "shard_count 4 → 2 (-50 %)"
resource "aws_kinesis_stream" "fewer_shards" {
  attrs = {
    shard_count         = 2
    stream_mode_details = [{ stream_mode = "PROVISIONED" }]
  }
  prior_attrs = {
    shard_count         = 4
    stream_mode_details = [{ stream_mode = "PROVISIONED" }]
  }
  expect_failure = true
}

# Whatever type of storage it will be, neither is less.
resource "aws_db_instance" "storage_type_known_after_apply" {
  attrs       = { storage_type = aws_launch_template.kind.latest_version }
  prior_attrs = { storage_type = "gp2" }
}

resource "aws_db_instance" "one_zone_already" {
  attrs       = { multi_az = aws_launch_template.kind.latest_version }
  prior_attrs = { multi_az = false }
}

# expect: unknown
resource "aws_db_instance" "perhaps_one_zone" {
  attrs       = { multi_az = aws_launch_template.kind.latest_version }
  prior_attrs = { multi_az = true }
}

resource "aws_launch_template" "kind" {
  attrs = { name = "kind" }
  skip  = true
}
