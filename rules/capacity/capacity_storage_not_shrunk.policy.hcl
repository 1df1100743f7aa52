locals {
  sizes = [
    "aws_db_instance.allocated_storage",
    "aws_ebs_volume.size",
    "aws_fsx_windows_file_system.storage_capacity",
    "aws_msk_cluster.broker_node_group_info.storage_info.ebs_storage_info.volume_size",
    "aws_opensearch_domain.ebs_options.volume_size",
  ]
}

# Storage is not asked to shrink.
#
# AWS grows volumes in place but does not take space back: such a change is refused at apply time, half-way through the
# plan, or it moves all the data to a new volume. What is replaced starts empty at whatever size it is given, so only
# updates in place count.
#
# severity: high
# remediation: Keep the size; move to a new, smaller store where that is really wanted.
# reference: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.StorageTypes.html
change_policy "*" "capacity_storage_not_shrunk" {
  filter            = meta.operation == "update" && core::contains(local.sizes, "${meta.type}.${attrs.path}")
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = attrs.direction != "down"
    error_message = "${attrs.words}: storage does not shrink in place"
  }
}
