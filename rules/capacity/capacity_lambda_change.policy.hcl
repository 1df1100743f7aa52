# Capacity changes of Lambda are approved by an owner.
#
# Memory sets the CPU and the price of a function, and concurrency sets how much of the account's shared limit it may
# take from the others. The people who run it should see every such change. A replacement is planned as a delete and a
# create that know nothing of each other, so besides updates in place only that of a function is compared, with the
# successor of the same name.
#
# severity: medium
# remediation: Ask an owner of the file for approval, or plan the change apart from other work.
# reference: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
resource_policy "aws_lambda_function" "capacity_lambda_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    size_before = core::try(prior_attrs.ephemeral_storage[0].size, null)
    size_after  = core::try(attrs.ephemeral_storage[0].size, null)
  }

  enforce {
    condition     = attrs.memory_size == prior_attrs.memory_size
    error_message = "memory_size changes from ${core::coalesce(prior_attrs.memory_size, "not set")} to ${core::coalesce(attrs.memory_size, "not set")}."
  }

  enforce {
    condition     = attrs.timeout == prior_attrs.timeout
    error_message = "timeout changes from ${core::coalesce(prior_attrs.timeout, "not set")} to ${core::coalesce(attrs.timeout, "not set")}."
  }

  enforce {
    condition     = attrs.reserved_concurrent_executions == prior_attrs.reserved_concurrent_executions
    error_message = "reserved_concurrent_executions changes from ${core::coalesce(prior_attrs.reserved_concurrent_executions, "not set")} to ${core::coalesce(attrs.reserved_concurrent_executions, "not set")}."
  }

  enforce {
    condition     = local.size_after == local.size_before
    error_message = "ephemeral_storage.size changes from ${core::coalesce(local.size_before, "not set")} to ${core::coalesce(local.size_after, "not set")}."
  }
}

resource_policy "aws_lambda_provisioned_concurrency_config" "capacity_lambda_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = attrs.provisioned_concurrent_executions == prior_attrs.provisioned_concurrent_executions
    error_message = "provisioned_concurrent_executions changes from ${core::coalesce(prior_attrs.provisioned_concurrent_executions, "not set")} to ${core::coalesce(attrs.provisioned_concurrent_executions, "not set")}."
  }
}

resource_policy "aws_lambda_event_source_mapping" "capacity_lambda_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    maximum_concurrency_before = core::try(prior_attrs.scaling_config[0].maximum_concurrency, null)
    maximum_concurrency_after  = core::try(attrs.scaling_config[0].maximum_concurrency, null)
    minimum_pollers_before     = core::try(prior_attrs.provisioned_poller_config[0].minimum_pollers, null)
    minimum_pollers_after      = core::try(attrs.provisioned_poller_config[0].minimum_pollers, null)
    maximum_pollers_before     = core::try(prior_attrs.provisioned_poller_config[0].maximum_pollers, null)
    maximum_pollers_after      = core::try(attrs.provisioned_poller_config[0].maximum_pollers, null)
  }

  enforce {
    condition     = attrs.batch_size == prior_attrs.batch_size
    error_message = "batch_size changes from ${core::coalesce(prior_attrs.batch_size, "not set")} to ${core::coalesce(attrs.batch_size, "not set")}."
  }

  enforce {
    condition     = attrs.parallelization_factor == prior_attrs.parallelization_factor
    error_message = "parallelization_factor changes from ${core::coalesce(prior_attrs.parallelization_factor, "not set")} to ${core::coalesce(attrs.parallelization_factor, "not set")}."
  }

  enforce {
    condition     = local.maximum_concurrency_after == local.maximum_concurrency_before
    error_message = "scaling_config.maximum_concurrency changes from ${core::coalesce(local.maximum_concurrency_before, "not set")} to ${core::coalesce(local.maximum_concurrency_after, "not set")}."
  }

  enforce {
    condition     = local.minimum_pollers_after == local.minimum_pollers_before
    error_message = "provisioned_poller_config.minimum_pollers changes from ${core::coalesce(local.minimum_pollers_before, "not set")} to ${core::coalesce(local.minimum_pollers_after, "not set")}."
  }

  enforce {
    condition     = local.maximum_pollers_after == local.maximum_pollers_before
    error_message = "provisioned_poller_config.maximum_pollers changes from ${core::coalesce(local.maximum_pollers_before, "not set")} to ${core::coalesce(local.maximum_pollers_after, "not set")}."
  }
}

resource_policy "aws_lambda_function" "capacity_lambda_change" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  locals {
    successors = core::getresources("aws_lambda_function", { function_name = prior_attrs.function_name })
  }

  enforce {
    condition     = core::alltrue([for s in local.successors : s.memory_size == prior_attrs.memory_size])
    error_message = "memory_size changes from ${core::coalesce(prior_attrs.memory_size, "not set")} to ${core::join(", ", [for s in local.successors : core::coalesce(s.memory_size, "not set")])} with the replacement."
  }

  enforce {
    condition     = core::alltrue([for s in local.successors : s.timeout == prior_attrs.timeout])
    error_message = "timeout changes from ${core::coalesce(prior_attrs.timeout, "not set")} to ${core::join(", ", [for s in local.successors : core::coalesce(s.timeout, "not set")])} with the replacement."
  }

  enforce {
    condition     = core::alltrue([for s in local.successors : s.reserved_concurrent_executions == prior_attrs.reserved_concurrent_executions])
    error_message = "reserved_concurrent_executions changes from ${core::coalesce(prior_attrs.reserved_concurrent_executions, "not set")} to ${core::join(", ", [for s in local.successors : core::coalesce(s.reserved_concurrent_executions, "not set")])} with the replacement."
  }
}
