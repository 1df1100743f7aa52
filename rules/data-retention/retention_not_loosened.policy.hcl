# A plan does not lengthen or remove a retention limit unseen.
#
# Promises about how long personal data is kept are fulfilled by lifecycle rules, log retention and time-to-live
# settings. Each of them can be dropped in a refactoring, and then nothing is ever deleted and nobody notices.
#
# severity: high
# remediation: Keep the limit, or ask the owner of the data to approve through CODEOWNERS.
# reference: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html
resource_policy "aws_s3_bucket_lifecycle_configuration" "retention_not_loosened" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The lifecycle rules of bucket ${core::coalesce(prior_attrs.bucket, "(unnamed)")} are removed: its objects are no longer expired."
  }
}

resource_policy "aws_s3_bucket_lifecycle_configuration" "retention_not_loosened" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    before = [for r in core::try(prior_attrs.rule, []) : r if r.status == "Enabled"]
    after  = [for r in core::try(attrs.rule, []) : r if r.status == "Enabled"]
  }

  enforce {
    condition     = core::alltrue([for b in local.before : core::coalesce(core::try(b.expiration[0].days, null), 0) == 0 ? true : core::anytrue([for a in local.after : a.id == b.id ? core::coalesce(core::try(a.expiration[0].days, null), 0) > 0 : false])])
    error_message = "A rule that expired objects is removed, disabled or no longer does."
  }

  enforce {
    condition     = core::alltrue([for b in local.before : core::coalesce(core::try(b.expiration[0].days, null), 0) == 0 ? true : core::alltrue([for a in local.after : a.id == b.id ? core::coalesce(core::try(a.expiration[0].days, null), 0) <= core::coalesce(core::try(b.expiration[0].days, null), 0) : true])])
    error_message = "A rule expires objects later than before."
  }

  enforce {
    condition     = core::alltrue([for b in local.before : core::coalesce(core::try(b.noncurrent_version_expiration[0].noncurrent_days, null), 0) == 0 ? true : core::anytrue([for a in local.after : a.id == b.id ? core::coalesce(core::try(a.noncurrent_version_expiration[0].noncurrent_days, null), 0) > 0 : false])])
    error_message = "A rule that expired noncurrent versions is removed, disabled or no longer does."
  }

  enforce {
    condition     = core::alltrue([for b in local.before : core::coalesce(core::try(b.noncurrent_version_expiration[0].noncurrent_days, null), 0) == 0 ? true : core::alltrue([for a in local.after : a.id == b.id ? core::coalesce(core::try(a.noncurrent_version_expiration[0].noncurrent_days, null), 0) <= core::coalesce(core::try(b.noncurrent_version_expiration[0].noncurrent_days, null), 0) : true])])
    error_message = "A rule expires noncurrent versions later than before."
  }
}

resource_policy "aws_cloudwatch_log_group" "retention_not_loosened" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  locals {
    # 0 and nothing both mean for ever
    before = core::coalesce(prior_attrs.retention_in_days, 0)
    after  = core::coalesce(attrs.retention_in_days, 0)
  }

  enforce {
    condition     = local.before == 0 ? true : local.after > 0
    error_message = "The logs were kept for ${local.before} days and are now kept for ever."
  }

  enforce {
    condition     = local.before == 0 ? true : local.after <= local.before
    error_message = "Retention goes up from ${local.before} to ${local.after} days."
  }
}

resource_policy "aws_dynamodb_table" "retention_not_loosened" {
  operations        = ["update"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(prior_attrs.ttl[0].enabled, false) == true ? core::try(attrs.ttl[0].enabled, false) == true : true
    error_message = "Time to live is switched off: items are no longer deleted."
  }
}
