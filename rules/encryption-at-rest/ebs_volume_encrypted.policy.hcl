# EBS volumes are encrypted.
#
# Snapshots of a plain volume are plain too, and can be shared or copied by mistake. Leaving the argument out hands the
# decision to a setting of the account that this code does not show.
#
# severity: high
# controls: fsbp/EC2.3
# aliases: CKV_AWS_3 AVD-AWS-0026
# remediation: Set encrypted = true; most stores are encrypted only at creation, so move an existing one through a snapshot and a restore.
# reference: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
resource_policy "aws_ebs_volume" "ebs_volume_encrypted" {
  enforce {
    condition     = attrs.encrypted == true
    error_message = "The volume is not encrypted."
  }
}
