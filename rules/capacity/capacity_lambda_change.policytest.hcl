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

# expect: message "memory_size changes from 128 to 256."
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

# expect: message "timeout changes from 3 to 6."
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

# expect: message "reserved_concurrent_executions changes from 10 to 20."
resource "aws_lambda_function" "function_reserved_concurrent_executions_changes" {
  attrs = {
    function_name                  = "api"
    role                           = "arn:aws:iam::123456789012:role/api"
    runtime                        = "python3.12"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 20
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

# expect: message "ephemeral_storage.size changes from 512 to 1024."
resource "aws_lambda_function" "function_size_changes" {
  attrs = {
    function_name                  = "api"
    role                           = "arn:aws:iam::123456789012:role/api"
    runtime                        = "python3.12"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 10
    ephemeral_storage = [
      { size = 1024 },
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

# expect: message "ephemeral_storage.size changes from not set to 512."
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

# expect: message "ephemeral_storage.size changes from 512 to not set."
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

# expect: message "provisioned_concurrent_executions changes from 5 to 10."
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

# expect: message "provisioned_concurrent_executions changes from not set to 5."
resource "aws_lambda_provisioned_concurrency_config" "provisioned_provisioned_concurrent_executions_first_set" {
  attrs = {
    function_name                     = "api"
    qualifier                         = "live"
    provisioned_concurrent_executions = 5
    skip_destroy                      = false
  }
  prior_attrs = {
    function_name                     = "api"
    qualifier                         = "live"
    provisioned_concurrent_executions = null
    skip_destroy                      = false
  }
  expect_failure = true
}

# expect: message "provisioned_concurrent_executions changes from 5 to not set."
resource "aws_lambda_provisioned_concurrency_config" "provisioned_provisioned_concurrent_executions_no_longer_set" {
  attrs = {
    function_name                     = "api"
    qualifier                         = "live"
    provisioned_concurrent_executions = null
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

resource "aws_lambda_provisioned_concurrency_config" "provisioned_provisioned_concurrent_executions_set_on_neither_side" {
  attrs = {
    function_name                     = "api"
    qualifier                         = "live"
    provisioned_concurrent_executions = null
    skip_destroy                      = false
  }
  prior_attrs = {
    function_name                     = "api"
    qualifier                         = "live"
    provisioned_concurrent_executions = null
    skip_destroy                      = false
  }
}

# expect: unknown
resource "aws_lambda_provisioned_concurrency_config" "provisioned_provisioned_concurrent_executions_known_after_apply" {
  attrs = {
    function_name                     = "api"
    qualifier                         = "live"
    provisioned_concurrent_executions = aws_launch_template.size.latest_version
    skip_destroy                      = false
  }
  prior_attrs = {
    function_name                     = "api"
    qualifier                         = "live"
    provisioned_concurrent_executions = 5
    skip_destroy                      = false
  }
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

# expect: message "batch_size changes from 10 to 20."
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

# expect: message "parallelization_factor changes from 1 to 2."
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

# expect: message "scaling_config.maximum_concurrency changes from 5 to 10."
resource "aws_lambda_event_source_mapping" "mapping_maximum_concurrency_changes" {
  attrs = {
    function_name          = "api"
    event_source_arn       = "arn:aws:sqs:eu-west-1:123456789012:jobs"
    enabled                = true
    batch_size             = 10
    parallelization_factor = 1
    scaling_config = [
      { maximum_concurrency = 10 },
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

# expect: message "provisioned_poller_config.minimum_pollers changes from 1 to 2."
resource "aws_lambda_event_source_mapping" "mapping_minimum_pollers_changes" {
  attrs = {
    function_name          = "api"
    event_source_arn       = "arn:aws:sqs:eu-west-1:123456789012:jobs"
    enabled                = true
    batch_size             = 10
    parallelization_factor = 1
    scaling_config = [
      { maximum_concurrency = 5 },
    ]
    provisioned_poller_config = [
      { minimum_pollers = 2, maximum_pollers = 20 },
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

# expect: message "provisioned_poller_config.maximum_pollers changes from 20 to 40."
resource "aws_lambda_event_source_mapping" "mapping_maximum_pollers_changes" {
  attrs = {
    function_name          = "api"
    event_source_arn       = "arn:aws:sqs:eu-west-1:123456789012:jobs"
    enabled                = true
    batch_size             = 10
    parallelization_factor = 1
    scaling_config = [
      { maximum_concurrency = 5 },
    ]
    provisioned_poller_config = [
      { minimum_pollers = 1, maximum_pollers = 40 },
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

# expect: message "provisioned_poller_config.maximum_pollers changes from not set to 20."
resource "aws_lambda_event_source_mapping" "mapping_maximum_pollers_first_set" {
  attrs = {
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
      { minimum_pollers = 1, maximum_pollers = null },
    ]
  }
  expect_failure = true
}

# expect: message "provisioned_poller_config.maximum_pollers changes from 20 to not set."
resource "aws_lambda_event_source_mapping" "mapping_maximum_pollers_no_longer_set" {
  attrs = {
    function_name          = "api"
    event_source_arn       = "arn:aws:sqs:eu-west-1:123456789012:jobs"
    enabled                = true
    batch_size             = 10
    parallelization_factor = 1
    scaling_config = [
      { maximum_concurrency = 5 },
    ]
    provisioned_poller_config = [
      { minimum_pollers = 1, maximum_pollers = null },
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

resource "aws_lambda_event_source_mapping" "mapping_maximum_pollers_set_on_neither_side" {
  attrs = {
    function_name          = "api"
    event_source_arn       = "arn:aws:sqs:eu-west-1:123456789012:jobs"
    enabled                = true
    batch_size             = 10
    parallelization_factor = 1
    scaling_config = [
      { maximum_concurrency = 5 },
    ]
    provisioned_poller_config = [
      { minimum_pollers = 1, maximum_pollers = null },
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
      { minimum_pollers = 1, maximum_pollers = null },
    ]
  }
}

# expect: unknown
resource "aws_lambda_event_source_mapping" "mapping_batch_size_known_after_apply" {
  attrs = {
    function_name          = "api"
    event_source_arn       = "arn:aws:sqs:eu-west-1:123456789012:jobs"
    enabled                = true
    batch_size             = aws_launch_template.size.latest_version
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

resource "aws_lambda_function" "renewed_successor" {
  attrs = {
    role                           = "arn:aws:iam::123456789012:role/api"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 10
    function_name                  = "renewed-same"
  }
  skip = true
}

# replaced, and its successor is as large
resource "aws_lambda_function" "renewed_replaced_same_size" {
  prior_attrs = {
    role                           = "arn:aws:iam::123456789012:role/api"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 10
    function_name                  = "renewed-same"
  }
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

resource "aws_lambda_function" "renewed_memory_size_successor" {
  attrs = {
    role                           = "arn:aws:iam::123456789012:role/api"
    memory_size                    = 256
    timeout                        = 3
    reserved_concurrent_executions = 10
    function_name                  = "renewed-memory-size"
  }
  skip = true
}

# expect: message "memory_size changes from 128 to 256 with the replacement."
resource "aws_lambda_function" "renewed_memory_size_replaced" {
  prior_attrs = {
    role                           = "arn:aws:iam::123456789012:role/api"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 10
    function_name                  = "renewed-memory-size"
  }
  expect_failure = true
}

resource "aws_lambda_function" "renewed_timeout_successor" {
  attrs = {
    role                           = "arn:aws:iam::123456789012:role/api"
    memory_size                    = 128
    timeout                        = 6
    reserved_concurrent_executions = 10
    function_name                  = "renewed-timeout"
  }
  skip = true
}

# expect: message "timeout changes from 3 to 6 with the replacement."
resource "aws_lambda_function" "renewed_timeout_replaced" {
  prior_attrs = {
    role                           = "arn:aws:iam::123456789012:role/api"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 10
    function_name                  = "renewed-timeout"
  }
  expect_failure = true
}

resource "aws_lambda_function" "renewed_reserved_concurrent_executions_successor" {
  attrs = {
    role                           = "arn:aws:iam::123456789012:role/api"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 20
    function_name                  = "renewed-reserved-concurrent-executions"
  }
  skip = true
}

# expect: message "reserved_concurrent_executions changes from 10 to 20 with the replacement."
resource "aws_lambda_function" "renewed_reserved_concurrent_executions_replaced" {
  prior_attrs = {
    role                           = "arn:aws:iam::123456789012:role/api"
    memory_size                    = 128
    timeout                        = 3
    reserved_concurrent_executions = 10
    function_name                  = "renewed-reserved-concurrent-executions"
  }
  expect_failure = true
}
