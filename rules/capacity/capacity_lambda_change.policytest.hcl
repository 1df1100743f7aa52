policytest {
  targets = ["capacity_lambda_change.policy.hcl"]
}

resource "aws_launch_template" "size" {
  attrs = { name = "size" }
  skip  = true
}

# other arguments change, capacity does not
resource "aws_lambda_function" "function_no_capacity_change" {
  attrs = {
    function_name                  = "api"
    role                           = "arn:aws:iam::123456789012:role/api"
    runtime                        = "python3.13"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 10
    ephemeral_storage = [
      { size = 512 },
    ]
  }
  prior_attrs = {
    function_name                  = "api"
    role                           = "arn:aws:iam::123456789012:role/api"
    runtime                        = "python3.12"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 10
    ephemeral_storage = [
      { size = 512 },
    ]
  }
}

# expect: message "memory_size 128 → 256 (+100 %)"
resource "aws_lambda_function" "function_memory_size_changes" {
  attrs = {
    function_name                  = "api"
    role                           = "arn:aws:iam::123456789012:role/api"
    runtime                        = "python3.12"
    memory_size                    = 256
    timeout                        = 3
    reserved_concurrent_executions = 10
    ephemeral_storage = [
      { size = 512 },
    ]
  }
  prior_attrs = {
    function_name                  = "api"
    role                           = "arn:aws:iam::123456789012:role/api"
    runtime                        = "python3.12"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 10
    ephemeral_storage = [
      { size = 512 },
    ]
  }
  expect_failure = true
}

# expect: message "timeout 3 → 6 (+100 %)"
resource "aws_lambda_function" "function_timeout_changes" {
  attrs = {
    function_name                  = "api"
    role                           = "arn:aws:iam::123456789012:role/api"
    runtime                        = "python3.12"
    memory_size                    = 128
    timeout                        = 6
    reserved_concurrent_executions = 10
    ephemeral_storage = [
      { size = 512 },
    ]
  }
  prior_attrs = {
    function_name                  = "api"
    role                           = "arn:aws:iam::123456789012:role/api"
    runtime                        = "python3.12"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 10
    ephemeral_storage = [
      { size = 512 },
    ]
  }
  expect_failure = true
}

# expect: message "ephemeral_storage.size not set → 512"
resource "aws_lambda_function" "function_size_first_set" {
  attrs = {
    function_name                  = "api"
    role                           = "arn:aws:iam::123456789012:role/api"
    runtime                        = "python3.12"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 10
    ephemeral_storage = [
      { size = 512 },
    ]
  }
  prior_attrs = {
    function_name                  = "api"
    role                           = "arn:aws:iam::123456789012:role/api"
    runtime                        = "python3.12"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 10
    ephemeral_storage = [
      { size = null },
    ]
  }
  expect_failure = true
}

# expect: message "ephemeral_storage.size 512 → not set"
resource "aws_lambda_function" "function_size_no_longer_set" {
  attrs = {
    function_name                  = "api"
    role                           = "arn:aws:iam::123456789012:role/api"
    runtime                        = "python3.12"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 10
    ephemeral_storage = [
      { size = null },
    ]
  }
  prior_attrs = {
    function_name                  = "api"
    role                           = "arn:aws:iam::123456789012:role/api"
    runtime                        = "python3.12"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 10
    ephemeral_storage = [
      { size = 512 },
    ]
  }
  expect_failure = true
}

resource "aws_lambda_function" "function_size_set_on_neither_side" {
  attrs = {
    function_name                  = "api"
    role                           = "arn:aws:iam::123456789012:role/api"
    runtime                        = "python3.12"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 10
    ephemeral_storage = [
      { size = null },
    ]
  }
  prior_attrs = {
    function_name                  = "api"
    role                           = "arn:aws:iam::123456789012:role/api"
    runtime                        = "python3.12"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 10
    ephemeral_storage = [
      { size = null },
    ]
  }
}

# expect: unknown
resource "aws_lambda_function" "function_memory_size_known_after_apply" {
  attrs = {
    function_name                  = "api"
    role                           = "arn:aws:iam::123456789012:role/api"
    runtime                        = "python3.12"
    memory_size                    = aws_launch_template.size.latest_version
    timeout                        = 3
    reserved_concurrent_executions = 10
    ephemeral_storage = [
      { size = 512 },
    ]
  }
  prior_attrs = {
    function_name                  = "api"
    role                           = "arn:aws:iam::123456789012:role/api"
    runtime                        = "python3.12"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 10
    ephemeral_storage = [
      { size = 512 },
    ]
  }
}

# other arguments change, capacity does not
resource "aws_lambda_provisioned_concurrency_config" "provisioned_no_capacity_change" {
  attrs = {
    function_name                     = "api"
    qualifier                         = "live"
    provisioned_concurrent_executions = 5
    skip_destroy                      = true
  }
  prior_attrs = {
    function_name                     = "api"
    qualifier                         = "live"
    provisioned_concurrent_executions = 5
    skip_destroy                      = false
  }
}

# expect: message "provisioned_concurrent_executions 5 → 10 (+100 %)"
resource "aws_lambda_provisioned_concurrency_config" "provisioned_provisioned_concurrent_executions_changes" {
  attrs = {
    function_name                     = "api"
    qualifier                         = "live"
    provisioned_concurrent_executions = 10
    skip_destroy                      = false
  }
  prior_attrs = {
    function_name                     = "api"
    qualifier                         = "live"
    provisioned_concurrent_executions = 5
    skip_destroy                      = false
  }
  expect_failure = true
}

# other arguments change, capacity does not
resource "aws_lambda_event_source_mapping" "mapping_no_capacity_change" {
  attrs = {
    function_name          = "api"
    event_source_arn       = "arn:aws:sqs:eu-west-1:123456789012:jobs"
    enabled                = false
    batch_size             = 10
    parallelization_factor = 1
    scaling_config = [
      { maximum_concurrency = 5 },
    ]
    provisioned_poller_config = [
      { minimum_pollers = 1, maximum_pollers = 20 },
    ]
  }
  prior_attrs = {
    function_name          = "api"
    event_source_arn       = "arn:aws:sqs:eu-west-1:123456789012:jobs"
    enabled                = true
    batch_size             = 10
    parallelization_factor = 1
    scaling_config = [
      { maximum_concurrency = 5 },
    ]
    provisioned_poller_config = [
      { minimum_pollers = 1, maximum_pollers = 20 },
    ]
  }
}

# expect: message "batch_size 10 → 20 (+100 %)"
resource "aws_lambda_event_source_mapping" "mapping_batch_size_changes" {
  attrs = {
    function_name          = "api"
    event_source_arn       = "arn:aws:sqs:eu-west-1:123456789012:jobs"
    enabled                = true
    batch_size             = 20
    parallelization_factor = 1
    scaling_config = [
      { maximum_concurrency = 5 },
    ]
    provisioned_poller_config = [
      { minimum_pollers = 1, maximum_pollers = 20 },
    ]
  }
  prior_attrs = {
    function_name          = "api"
    event_source_arn       = "arn:aws:sqs:eu-west-1:123456789012:jobs"
    enabled                = true
    batch_size             = 10
    parallelization_factor = 1
    scaling_config = [
      { maximum_concurrency = 5 },
    ]
    provisioned_poller_config = [
      { minimum_pollers = 1, maximum_pollers = 20 },
    ]
  }
  expect_failure = true
}

# expect: message "parallelization_factor 1 → 2 (+100 %)"
resource "aws_lambda_event_source_mapping" "mapping_parallelization_factor_changes" {
  attrs = {
    function_name          = "api"
    event_source_arn       = "arn:aws:sqs:eu-west-1:123456789012:jobs"
    enabled                = true
    batch_size             = 10
    parallelization_factor = 2
    scaling_config = [
      { maximum_concurrency = 5 },
    ]
    provisioned_poller_config = [
      { minimum_pollers = 1, maximum_pollers = 20 },
    ]
  }
  prior_attrs = {
    function_name          = "api"
    event_source_arn       = "arn:aws:sqs:eu-west-1:123456789012:jobs"
    enabled                = true
    batch_size             = 10
    parallelization_factor = 1
    scaling_config = [
      { maximum_concurrency = 5 },
    ]
    provisioned_poller_config = [
      { minimum_pollers = 1, maximum_pollers = 20 },
    ]
  }
  expect_failure = true
}

# replaced by one that is as large
resource "aws_lambda_function" "renewed_replaced_same_size" {
  attrs = {
    role                           = "arn:aws:iam::123456789012:role/api"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 10
    function_name                  = "renewed-same"
  }
  prior_attrs = {
    role                           = "arn:aws:iam::123456789012:role/api"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 10
    function_name                  = "renewed-same"
  }
  meta = { operation = "replace" }
}

# removed without a successor
resource "aws_lambda_function" "renewed_removed" {
  prior_attrs = {
    role                           = "arn:aws:iam::123456789012:role/api"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 10
    function_name                  = "renewed-gone"
  }
}

# expect: message "memory_size 128 → 256 (+100 %)"
resource "aws_lambda_function" "renewed_memory_size_replaced" {
  attrs = {
    role                           = "arn:aws:iam::123456789012:role/api"
    memory_size                    = 256
    timeout                        = 3
    reserved_concurrent_executions = 10
    function_name                  = "renewed-memory-size"
  }
  prior_attrs = {
    role                           = "arn:aws:iam::123456789012:role/api"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 10
    function_name                  = "renewed-memory-size"
  }
  meta = { operation = "replace" }
  expect_failure = true
}

# expect: message "timeout 3 → 6 (+100 %)"
resource "aws_lambda_function" "renewed_timeout_replaced" {
  attrs = {
    role                           = "arn:aws:iam::123456789012:role/api"
    memory_size                    = 128
    timeout                        = 6
    reserved_concurrent_executions = 10
    function_name                  = "renewed-timeout"
  }
  prior_attrs = {
    role                           = "arn:aws:iam::123456789012:role/api"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 10
    function_name                  = "renewed-timeout"
  }
  meta = { operation = "replace" }
  expect_failure = true
}

# expect: message "reserved_concurrent_executions 10 → 20 (+100 %)"
resource "aws_lambda_function" "renewed_reserved_concurrent_executions_replaced" {
  attrs = {
    role                           = "arn:aws:iam::123456789012:role/api"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 20
    function_name                  = "renewed-reserved-concurrent-executions"
  }
  prior_attrs = {
    role                           = "arn:aws:iam::123456789012:role/api"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 10
    function_name                  = "renewed-reserved-concurrent-executions"
  }
  meta = { operation = "replace" }
  expect_failure = true
}
