# Accounts block public sharing of EBS snapshots and AMIs.
#
# The block stops a snapshot or image from being made public by mistake, whoever tries, in the whole Region.
# For snapshots block-new-sharing still leaves those that are public already as they are; block-all-sharing hides them too.
#
# severity: high
# controls: fsbp/EC2.182
# remediation: Set state to block-all-sharing for snapshots and block-new-sharing for images, in each Region's baseline.
# reference: https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html
resource_policy "aws_ebs_snapshot_block_public_access" "ebs_snapshot_public_sharing_blocked" {
  enforce {
    condition     = core::contains(["block-all-sharing", "block-new-sharing"], attrs.state)
    error_message = "Snapshots may be shared publicly: the state is ${attrs.state}."
    info_message = (
      attrs.state == "block-all-sharing"
      ? "Public sharing of snapshots is blocked."
      : "Only new public sharing is blocked: snapshots that are public already stay so."
    )
  }
}

resource_policy "aws_ec2_image_block_public_access" "ebs_snapshot_public_sharing_blocked" {
  enforce {
    condition     = attrs.state == "block-new-sharing"
    error_message = "Images may be shared publicly: the state is ${attrs.state}."
  }
}
