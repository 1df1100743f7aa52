policytest {
  targets = ["capacity_dynamodb_change.policy.hcl"]
}

resource "aws_launch_template" "size" {
  attrs = { name = "size" }
  skip  = true
}

# other arguments change, capacity does not
resource "aws_dynamodb_table" "table_no_capacity_change" {
  attrs = {
    name                        = "orders"
    billing_mode                = "PROVISIONED"
    read_capacity               = 5
    write_capacity              = 5
    deletion_protection_enabled = true
    on_demand_throughput = [
      { max_read_request_units = 100, max_write_request_units = 50 },
    ]
  }
  prior_attrs = {
    name                        = "orders"
    billing_mode                = "PROVISIONED"
    read_capacity               = 5
    write_capacity              = 5
    deletion_protection_enabled = false
    on_demand_throughput = [
      { max_read_request_units = 100, max_write_request_units = 50 },
    ]
  }
}

# expect: message "billing_mode PROVISIONED → PAY_PER_REQUEST"
resource "aws_dynamodb_table" "table_billing_mode_changes" {
  attrs = {
    name                        = "orders"
    billing_mode                = "PAY_PER_REQUEST"
    read_capacity               = 5
    write_capacity              = 5
    deletion_protection_enabled = false
    on_demand_throughput = [
      { max_read_request_units = 100, max_write_request_units = 50 },
    ]
  }
  prior_attrs = {
    name                        = "orders"
    billing_mode                = "PROVISIONED"
    read_capacity               = 5
    write_capacity              = 5
    deletion_protection_enabled = false
    on_demand_throughput = [
      { max_read_request_units = 100, max_write_request_units = 50 },
    ]
  }
  expect_failure = true
}

# expect: message "read_capacity 5 → 10 (+100 %)"
resource "aws_dynamodb_table" "table_read_capacity_changes" {
  attrs = {
    name                        = "orders"
    billing_mode                = "PROVISIONED"
    read_capacity               = 10
    write_capacity              = 5
    deletion_protection_enabled = false
    on_demand_throughput = [
      { max_read_request_units = 100, max_write_request_units = 50 },
    ]
  }
  prior_attrs = {
    name                        = "orders"
    billing_mode                = "PROVISIONED"
    read_capacity               = 5
    write_capacity              = 5
    deletion_protection_enabled = false
    on_demand_throughput = [
      { max_read_request_units = 100, max_write_request_units = 50 },
    ]
  }
  expect_failure = true
}

# expect: message "on_demand_throughput.max_write_request_units not set → 50"
resource "aws_dynamodb_table" "table_max_write_request_units_first_set" {
  attrs = {
    name                        = "orders"
    billing_mode                = "PAY_PER_REQUEST"
    deletion_protection_enabled = false
    on_demand_throughput = [
      { max_read_request_units = 100, max_write_request_units = 50 },
    ]
  }
  prior_attrs = {
    name                        = "orders"
    billing_mode                = "PAY_PER_REQUEST"
    deletion_protection_enabled = false
    on_demand_throughput = [
      { max_read_request_units = 100, max_write_request_units = null },
    ]
  }
  expect_failure = true
}

# expect: message "on_demand_throughput.max_write_request_units 50 → not set"
resource "aws_dynamodb_table" "table_max_write_request_units_no_longer_set" {
  attrs = {
    name                        = "orders"
    billing_mode                = "PAY_PER_REQUEST"
    deletion_protection_enabled = false
    on_demand_throughput = [
      { max_read_request_units = 100, max_write_request_units = null },
    ]
  }
  prior_attrs = {
    name                        = "orders"
    billing_mode                = "PAY_PER_REQUEST"
    deletion_protection_enabled = false
    on_demand_throughput = [
      { max_read_request_units = 100, max_write_request_units = 50 },
    ]
  }
  expect_failure = true
}

resource "aws_dynamodb_table" "table_max_write_request_units_set_on_neither_side" {
  attrs = {
    name                        = "orders"
    billing_mode                = "PAY_PER_REQUEST"
    deletion_protection_enabled = false
    on_demand_throughput = [
      { max_read_request_units = 100, max_write_request_units = null },
    ]
  }
  prior_attrs = {
    name                        = "orders"
    billing_mode                = "PAY_PER_REQUEST"
    deletion_protection_enabled = false
    on_demand_throughput = [
      { max_read_request_units = 100, max_write_request_units = null },
    ]
  }
}

# expect: unknown
resource "aws_dynamodb_table" "table_read_capacity_known_after_apply" {
  attrs = {
    name                        = "orders"
    billing_mode                = "PROVISIONED"
    read_capacity               = aws_launch_template.size.latest_version
    write_capacity              = 5
    deletion_protection_enabled = false
    on_demand_throughput = [
      { max_read_request_units = 100, max_write_request_units = 50 },
    ]
  }
  prior_attrs = {
    name                        = "orders"
    billing_mode                = "PROVISIONED"
    read_capacity               = 5
    write_capacity              = 5
    deletion_protection_enabled = false
    on_demand_throughput = [
      { max_read_request_units = 100, max_write_request_units = 50 },
    ]
  }
}

# other arguments change, capacity does not
resource "aws_dax_cluster" "accelerator_no_capacity_change" {
  attrs = {
    cluster_name       = "orders"
    iam_role_arn       = "arn:aws:iam::123456789012:role/dax"
    node_type          = "dax.r5.large"
    replication_factor = 3
    description        = "carts"
  }
  prior_attrs = {
    cluster_name       = "orders"
    iam_role_arn       = "arn:aws:iam::123456789012:role/dax"
    node_type          = "dax.r5.large"
    replication_factor = 3
    description        = "orders"
  }
}

# expect: message "node_type dax.r5.large → dax.r5.2xlarge (2 sizes up)"
resource "aws_dax_cluster" "accelerator_node_type_changes" {
  attrs = {
    cluster_name       = "orders"
    iam_role_arn       = "arn:aws:iam::123456789012:role/dax"
    node_type          = "dax.r5.2xlarge"
    replication_factor = 3
    description        = "orders"
  }
  prior_attrs = {
    cluster_name       = "orders"
    iam_role_arn       = "arn:aws:iam::123456789012:role/dax"
    node_type          = "dax.r5.large"
    replication_factor = 3
    description        = "orders"
  }
  expect_failure = true
}

# expect: message "replication_factor 3 → 6 (+100 %)"
resource "aws_dax_cluster" "accelerator_replication_factor_changes" {
  attrs = {
    cluster_name       = "orders"
    iam_role_arn       = "arn:aws:iam::123456789012:role/dax"
    node_type          = "dax.r5.large"
    replication_factor = 6
    description        = "orders"
  }
  prior_attrs = {
    cluster_name       = "orders"
    iam_role_arn       = "arn:aws:iam::123456789012:role/dax"
    node_type          = "dax.r5.large"
    replication_factor = 3
    description        = "orders"
  }
  expect_failure = true
}

resource "aws_dynamodb_table" "indexes_in_another_order" {
  attrs = {
    name           = "orders"
    billing_mode   = "PROVISIONED"
    read_capacity  = 5
    write_capacity = 5
    global_secondary_index = [
      {
        name                 = "by_user"
        hash_key             = "user"
        projection_type      = "ALL"
        read_capacity        = 10
        write_capacity       = 10
        on_demand_throughput = []
      },
      {
        name            = "by_day"
        hash_key        = "day"
        projection_type = "ALL"
        read_capacity   = 5
        write_capacity  = 5
        on_demand_throughput = [
          { max_read_request_units = 10, max_write_request_units = 10 },
        ]
      },
    ]
  }
  prior_attrs = {
    name           = "orders"
    billing_mode   = "PROVISIONED"
    read_capacity  = 5
    write_capacity = 5
    global_secondary_index = [
      {
        name            = "by_day"
        hash_key        = "day"
        projection_type = "ALL"
        read_capacity   = 5
        write_capacity  = 5
        on_demand_throughput = [
          { max_read_request_units = 10, max_write_request_units = 10 },
        ]
      },
      {
        name                 = "by_user"
        hash_key             = "user"
        projection_type      = "ALL"
        read_capacity        = 10
        write_capacity       = 10
        on_demand_throughput = []
      },
    ]
  }
}

# expect: message "global_secondary_index[by_user].read_capacity not set → 10"
# expect: message "global_secondary_index[by_user].write_capacity not set → 10"
resource "aws_dynamodb_table" "index_appears" {
  attrs = {
    name           = "orders"
    billing_mode   = "PROVISIONED"
    read_capacity  = 5
    write_capacity = 5
    global_secondary_index = [
      {
        name            = "by_day"
        hash_key        = "day"
        projection_type = "ALL"
        read_capacity   = 5
        write_capacity  = 5
        on_demand_throughput = [
          { max_read_request_units = 10, max_write_request_units = 10 },
        ]
      },
      {
        name                 = "by_user"
        hash_key             = "user"
        projection_type      = "ALL"
        read_capacity        = 10
        write_capacity       = 10
        on_demand_throughput = []
      },
    ]
  }
  prior_attrs = {
    name           = "orders"
    billing_mode   = "PROVISIONED"
    read_capacity  = 5
    write_capacity = 5
    global_secondary_index = [
      {
        name            = "by_day"
        hash_key        = "day"
        projection_type = "ALL"
        read_capacity   = 5
        write_capacity  = 5
        on_demand_throughput = [
          { max_read_request_units = 10, max_write_request_units = 10 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "billing_mode PROVISIONED → PAY_PER_REQUEST"
resource "aws_dynamodb_table" "paid_by_request" {
  attrs          = { billing_mode = "PAY_PER_REQUEST", read_capacity = 0, write_capacity = 0 }
  prior_attrs    = { billing_mode = "PROVISIONED", read_capacity = 50, write_capacity = 50 }
  expect_failure = true
}

# Nobody is throttled by what does not count.
resource "aws_dynamodb_table" "numbers_that_do_not_count" {
  attrs       = { billing_mode = "PAY_PER_REQUEST", read_capacity = 0, write_capacity = 0 }
  prior_attrs = { billing_mode = "PAY_PER_REQUEST", read_capacity = 50, write_capacity = 50 }
}
