policytest {
  targets = ["capacity_storage_not_shrunk.policy.hcl"]
}

resource "aws_launch_template" "size" {
  attrs = { name = "size" }
  skip  = true
}

resource "aws_db_instance" "db_instance_grows" {
  attrs = {
    instance_class    = "main"
    allocated_storage = 200
  }
  prior_attrs = {
    instance_class    = "main"
    allocated_storage = 100
  }
}

resource "aws_db_instance" "db_instance_stays" {
  attrs = {
    instance_class    = "main"
    allocated_storage = 100
  }
  prior_attrs = {
    instance_class    = "main"
    allocated_storage = 100
  }
}

# expect: fail capacity_storage_not_shrunk
# expect: message "allocated_storage 100 → 50 (-50 %): storage does not shrink in place"
resource "aws_db_instance" "db_instance_shrinks" {
  attrs = {
    instance_class    = "main"
    allocated_storage = 50
  }
  prior_attrs = {
    instance_class    = "main"
    allocated_storage = 100
  }
  expect_failure = true
}

# expect: unknown
resource "aws_db_instance" "db_instance_known_after_apply" {
  attrs = {
    instance_class    = "main"
    allocated_storage = aws_launch_template.size.latest_version
  }
  prior_attrs = {
    instance_class    = "main"
    allocated_storage = 100
  }
}

resource "aws_db_instance" "db_instance_not_set_before" {
  attrs = {
    instance_class    = "main"
    allocated_storage = 50
  }
  prior_attrs = {
    instance_class    = "main"
    allocated_storage = null
  }
}

resource "aws_ebs_volume" "ebs_volume_grows" {
  attrs = {
    availability_zone = "main"
    size              = 200
  }
  prior_attrs = {
    availability_zone = "main"
    size              = 100
  }
}

resource "aws_ebs_volume" "ebs_volume_stays" {
  attrs = {
    availability_zone = "main"
    size              = 100
  }
  prior_attrs = {
    availability_zone = "main"
    size              = 100
  }
}

# expect: fail capacity_storage_not_shrunk
# expect: message "size 100 → 50 (-50 %): storage does not shrink in place"
resource "aws_ebs_volume" "ebs_volume_shrinks" {
  attrs = {
    availability_zone = "main"
    size              = 50
  }
  prior_attrs = {
    availability_zone = "main"
    size              = 100
  }
  expect_failure = true
}

# expect: unknown
resource "aws_ebs_volume" "ebs_volume_known_after_apply" {
  attrs = {
    availability_zone = "main"
    size              = aws_launch_template.size.latest_version
  }
  prior_attrs = {
    availability_zone = "main"
    size              = 100
  }
}

resource "aws_ebs_volume" "ebs_volume_not_set_before" {
  attrs = {
    availability_zone = "main"
    size              = 50
  }
  prior_attrs = {
    availability_zone = "main"
    size              = null
  }
}

resource "aws_fsx_windows_file_system" "fsx_windows_file_system_grows" {
  attrs = {
    storage_capacity = 200
  }
  prior_attrs = {
    storage_capacity = 100
  }
}

resource "aws_fsx_windows_file_system" "fsx_windows_file_system_stays" {
  attrs = {
    storage_capacity = 100
  }
  prior_attrs = {
    storage_capacity = 100
  }
}

# expect: fail capacity_storage_not_shrunk
# expect: message "storage_capacity 100 → 50 (-50 %): storage does not shrink in place"
resource "aws_fsx_windows_file_system" "fsx_windows_file_system_shrinks" {
  attrs = {
    storage_capacity = 50
  }
  prior_attrs = {
    storage_capacity = 100
  }
  expect_failure = true
}

# expect: unknown
resource "aws_fsx_windows_file_system" "fsx_windows_file_system_known_after_apply" {
  attrs = {
    storage_capacity = aws_launch_template.size.latest_version
  }
  prior_attrs = {
    storage_capacity = 100
  }
}

resource "aws_fsx_windows_file_system" "fsx_windows_file_system_not_set_before" {
  attrs = {
    storage_capacity = 50
  }
  prior_attrs = {
    storage_capacity = null
  }
}

resource "aws_msk_cluster" "msk_cluster_grows" {
  attrs = {
    cluster_name  = "main"
    kafka_version = "main"
    broker_node_group_info = [
      {
        storage_info = [
          {
            ebs_storage_info = [
              { volume_size = 200 },
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
              { volume_size = 100 },
            ]
          },
        ]
      },
    ]
  }
}

resource "aws_msk_cluster" "msk_cluster_stays" {
  attrs = {
    cluster_name  = "main"
    kafka_version = "main"
    broker_node_group_info = [
      {
        storage_info = [
          {
            ebs_storage_info = [
              { volume_size = 100 },
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
              { volume_size = 100 },
            ]
          },
        ]
      },
    ]
  }
}

# expect: fail capacity_storage_not_shrunk
# expect: message "broker_node_group_info.storage_info.ebs_storage_info.volume_size 100 → 50 (-50 %): storage does not shrink in place"
resource "aws_msk_cluster" "msk_cluster_shrinks" {
  attrs = {
    cluster_name  = "main"
    kafka_version = "main"
    broker_node_group_info = [
      {
        storage_info = [
          {
            ebs_storage_info = [
              { volume_size = 50 },
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
              { volume_size = 100 },
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
    cluster_name  = "main"
    kafka_version = "main"
    broker_node_group_info = [
      {
        storage_info = [
          {
            ebs_storage_info = [
              { volume_size = aws_launch_template.size.latest_version },
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
              { volume_size = 100 },
            ]
          },
        ]
      },
    ]
  }
}

resource "aws_msk_cluster" "msk_cluster_not_set_before" {
  attrs = {
    cluster_name  = "main"
    kafka_version = "main"
    broker_node_group_info = [
      {
        storage_info = [
          {
            ebs_storage_info = [
              { volume_size = 50 },
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
              { volume_size = null },
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
    ebs_options = [
      { volume_size = 200 },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    ebs_options = [
      { volume_size = 100 },
    ]
  }
}

resource "aws_opensearch_domain" "opensearch_domain_stays" {
  attrs = {
    domain_name = "main"
    ebs_options = [
      { volume_size = 100 },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    ebs_options = [
      { volume_size = 100 },
    ]
  }
}

# expect: fail capacity_storage_not_shrunk
# expect: message "ebs_options.volume_size 100 → 50 (-50 %): storage does not shrink in place"
resource "aws_opensearch_domain" "opensearch_domain_shrinks" {
  attrs = {
    domain_name = "main"
    ebs_options = [
      { volume_size = 50 },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    ebs_options = [
      { volume_size = 100 },
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_opensearch_domain" "opensearch_domain_known_after_apply" {
  attrs = {
    domain_name = "main"
    ebs_options = [
      { volume_size = aws_launch_template.size.latest_version },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    ebs_options = [
      { volume_size = 100 },
    ]
  }
}

resource "aws_opensearch_domain" "opensearch_domain_not_set_before" {
  attrs = {
    domain_name = "main"
    ebs_options = [
      { volume_size = 50 },
    ]
  }
  prior_attrs = {
    domain_name = "main"
    ebs_options = [
      { volume_size = null },
    ]
  }
}
