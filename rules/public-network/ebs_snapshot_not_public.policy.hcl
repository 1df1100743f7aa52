# EBS snapshots and AMIs are not shared with everyone.
#
# Anyone with an AWS account can copy a public snapshot or start a public image and read whatever is on the disk,
# keys and customer data included. Public snapshots are watched by people who do just that.
#
# severity: critical
# controls: fsbp/EC2.1
# aliases: CKV_AWS_205
# remediation: Remove the grant to all; share with named accounts, encrypted with a key that you share as well.
# reference: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html
resource_policy "aws_snapshot_create_volume_permission" "ebs_snapshot_not_public" {
  enforce {
    condition     = attrs.account_id != "all"
    error_message = "The snapshot is shared with every AWS account."
    info_message  = "Account ${attrs.account_id} may create volumes from the snapshot."
  }
}

resource_policy "aws_ami_launch_permission" "ebs_snapshot_not_public" {
  enforce {
    condition     = attrs.group != "all" && attrs.account_id != "all"
    error_message = "The image is shared with every AWS account."
    info_message = (
      attrs.account_id == null
      ? "An organisation or one of its units may launch the image."
      : "Account ${attrs.account_id} may launch the image."
    )
  }
}
