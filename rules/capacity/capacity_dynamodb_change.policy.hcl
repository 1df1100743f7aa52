# Capacity changes of DynamoDB and DAX are approved by an owner.
#
# Units set too low throttle the application, units set too high are paid every hour, and a switch of billing mode
# changes the price of every request. The table's owners should have said yes. A replacement is planned as a delete and
# a create that know nothing of each other, so a policy cannot compare its sizes: only updates in place are gated here.
#
# severity: high
# remediation: Ask an owner of the file for approval, or plan the change apart from other work.
# reference: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/capacity-mode.html
resource_policy "aws_dynamodb_table" "capacity_dynamodb_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    max_read_request_units_before        = core::try(prior_attrs.on_demand_throughput[0].max_read_request_units, null)
    max_read_request_units_after         = core::try(attrs.on_demand_throughput[0].max_read_request_units, null)
    max_write_request_units_before       = core::try(prior_attrs.on_demand_throughput[0].max_write_request_units, null)
    max_write_request_units_after        = core::try(attrs.on_demand_throughput[0].max_write_request_units, null)
    index_read_capacity_before           = core::sort([for e in core::try(prior_attrs.global_secondary_index, []) : "${e.name} ${core::coalesce(e.read_capacity, "not set")}"])
    index_read_capacity_after            = core::sort([for e in core::try(attrs.global_secondary_index, []) : "${e.name} ${core::coalesce(e.read_capacity, "not set")}"])
    index_write_capacity_before          = core::sort([for e in core::try(prior_attrs.global_secondary_index, []) : "${e.name} ${core::coalesce(e.write_capacity, "not set")}"])
    index_write_capacity_after           = core::sort([for e in core::try(attrs.global_secondary_index, []) : "${e.name} ${core::coalesce(e.write_capacity, "not set")}"])
    index_max_read_request_units_before  = core::sort([for e in core::try(prior_attrs.global_secondary_index, []) : "${e.name} ${core::coalesce(core::try(e.on_demand_throughput[0].max_read_request_units, null), "not set")}"])
    index_max_read_request_units_after   = core::sort([for e in core::try(attrs.global_secondary_index, []) : "${e.name} ${core::coalesce(core::try(e.on_demand_throughput[0].max_read_request_units, null), "not set")}"])
    index_max_write_request_units_before = core::sort([for e in core::try(prior_attrs.global_secondary_index, []) : "${e.name} ${core::coalesce(core::try(e.on_demand_throughput[0].max_write_request_units, null), "not set")}"])
    index_max_write_request_units_after  = core::sort([for e in core::try(attrs.global_secondary_index, []) : "${e.name} ${core::coalesce(core::try(e.on_demand_throughput[0].max_write_request_units, null), "not set")}"])
  }

  enforce {
    condition     = attrs.billing_mode == prior_attrs.billing_mode
    error_message = "billing_mode changes from ${core::coalesce(prior_attrs.billing_mode, "not set")} to ${core::coalesce(attrs.billing_mode, "not set")}."
  }

  enforce {
    condition     = attrs.read_capacity == prior_attrs.read_capacity
    error_message = "read_capacity changes from ${core::coalesce(prior_attrs.read_capacity, "not set")} to ${core::coalesce(attrs.read_capacity, "not set")}."
  }

  enforce {
    condition     = attrs.write_capacity == prior_attrs.write_capacity
    error_message = "write_capacity changes from ${core::coalesce(prior_attrs.write_capacity, "not set")} to ${core::coalesce(attrs.write_capacity, "not set")}."
  }

  enforce {
    condition     = local.max_read_request_units_after == local.max_read_request_units_before
    error_message = "on_demand_throughput.max_read_request_units changes from ${core::coalesce(local.max_read_request_units_before, "not set")} to ${core::coalesce(local.max_read_request_units_after, "not set")}."
  }

  enforce {
    condition     = local.max_write_request_units_after == local.max_write_request_units_before
    error_message = "on_demand_throughput.max_write_request_units changes from ${core::coalesce(local.max_write_request_units_before, "not set")} to ${core::coalesce(local.max_write_request_units_after, "not set")}."
  }

  enforce {
    condition     = local.index_read_capacity_after == local.index_read_capacity_before
    error_message = "The read_capacity of the global secondary indexes changes from ${core::coalesce(core::join(", ", local.index_read_capacity_before), "none")} to ${core::coalesce(core::join(", ", local.index_read_capacity_after), "none")}."
  }

  enforce {
    condition     = local.index_write_capacity_after == local.index_write_capacity_before
    error_message = "The write_capacity of the global secondary indexes changes from ${core::coalesce(core::join(", ", local.index_write_capacity_before), "none")} to ${core::coalesce(core::join(", ", local.index_write_capacity_after), "none")}."
  }

  enforce {
    condition     = local.index_max_read_request_units_after == local.index_max_read_request_units_before
    error_message = "The max_read_request_units of the global secondary indexes changes from ${core::coalesce(core::join(", ", local.index_max_read_request_units_before), "none")} to ${core::coalesce(core::join(", ", local.index_max_read_request_units_after), "none")}."
  }

  enforce {
    condition     = local.index_max_write_request_units_after == local.index_max_write_request_units_before
    error_message = "The max_write_request_units of the global secondary indexes changes from ${core::coalesce(core::join(", ", local.index_max_write_request_units_before), "none")} to ${core::coalesce(core::join(", ", local.index_max_write_request_units_after), "none")}."
  }
}

resource_policy "aws_dax_cluster" "capacity_dynamodb_change" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = attrs.node_type == prior_attrs.node_type
    error_message = "node_type changes from ${core::coalesce(prior_attrs.node_type, "not set")} to ${core::coalesce(attrs.node_type, "not set")}."
  }

  enforce {
    condition     = attrs.replication_factor == prior_attrs.replication_factor
    error_message = "replication_factor changes from ${core::coalesce(prior_attrs.replication_factor, "not set")} to ${core::coalesce(attrs.replication_factor, "not set")}."
  }
}
