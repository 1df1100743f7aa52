# KMS keys keep a deletion window and are not destroyed by a plan.
#
# Once a key is gone, everything it encrypted is gone, backups included. The window between the request and the deletion
# is the only time in which somebody can notice that the key was still in use.
#
# severity: high
# controls: fsbp/KMS.3
# aliases: CKV_AWS_227
# remediation: Keep the key, or schedule its deletion with a long window after proving that nothing uses it.
# reference: https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
resource_policy "aws_kms_key" "kms_key_deletion_window" {
  enforce {
    # left out, AWS waits 30 days
    condition     = core::coalesce(attrs.deletion_window_in_days, 30) >= 14
    error_message = "The deletion window of ${core::coalesce(attrs.deletion_window_in_days, 30)} days is shorter than 14 days."
  }
}

resource_policy "aws_kms_key" "kms_key_deletion_window" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The key ${core::coalesce(prior_attrs.description, prior_attrs.id, "(unnamed)")} is destroyed: what it encrypted cannot be read any more."
  }
}
