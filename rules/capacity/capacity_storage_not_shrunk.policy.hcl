# Storage is not asked to shrink.
#
# AWS grows volumes in place but does not take space back: such a change is refused at apply time, half-way through the
# plan, or it moves all the data to a new volume. A replacement is planned as a delete and a create that know nothing of
# each other, so only updates in place are compared.
#
# severity: high
# remediation: Keep the size; move to a new, smaller store where that is really wanted.
# reference: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.StorageTypes.html
resource_policy "aws_db_instance" "capacity_storage_not_shrunk" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    before = core::try(prior_attrs.allocated_storage, null)
    after  = core::try(attrs.allocated_storage, null)
  }

  enforce {
    condition     = core::try(local.after >= local.before, true)
    error_message = "allocated_storage shrinks from ${local.before} to ${local.after}."
  }
}

resource_policy "aws_ebs_volume" "capacity_storage_not_shrunk" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    before = core::try(prior_attrs.size, null)
    after  = core::try(attrs.size, null)
  }

  enforce {
    condition     = core::try(local.after >= local.before, true)
    error_message = "size shrinks from ${local.before} to ${local.after}."
  }
}

resource_policy "aws_fsx_windows_file_system" "capacity_storage_not_shrunk" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    before = core::try(prior_attrs.storage_capacity, null)
    after  = core::try(attrs.storage_capacity, null)
  }

  enforce {
    condition     = core::try(local.after >= local.before, true)
    error_message = "storage_capacity shrinks from ${local.before} to ${local.after}."
  }
}

resource_policy "aws_msk_cluster" "capacity_storage_not_shrunk" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    before = core::try(prior_attrs.broker_node_group_info[0].storage_info[0].ebs_storage_info[0].volume_size, null)
    after  = core::try(attrs.broker_node_group_info[0].storage_info[0].ebs_storage_info[0].volume_size, null)
  }

  enforce {
    condition     = core::try(local.after >= local.before, true)
    error_message = "volume_size shrinks from ${local.before} to ${local.after}."
  }
}

resource_policy "aws_opensearch_domain" "capacity_storage_not_shrunk" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    before = core::try(prior_attrs.ebs_options[0].volume_size, null)
    after  = core::try(attrs.ebs_options[0].volume_size, null)
  }

  enforce {
    condition     = core::try(local.after >= local.before, true)
    error_message = "volume_size shrinks from ${local.before} to ${local.after}."
  }
}
