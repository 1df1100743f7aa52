input "data_class_tag" {
  type        = string
  default     = "DataClass"
  description = "Key of the tag that says what data a bucket holds."
}

input "personal_classes" {
  type        = list(string)
  default     = ["personal", "personal-data", "pii"]
  description = "Values of that tag, in lower case, that mean personal data."
}

input "retention_tag" {
  type        = string
  default     = "Retention"
  description = "Key of the tag that says for how many days a bucket keeps its objects."
}

input "personal_data_max_days" {
  type        = number
  default     = 400
  description = "Days that personal data may be kept where the retention tag does not say."
}

# Buckets that hold personal data expire objects within the stated period.
#
# A retention period that only a document states is kept by nobody. A rule over the whole bucket keeps it every day; one with a prefix, a tag
# or a size leaves the rest of the objects there for ever, and moving them to a colder class deletes nothing.
#
# severity: high
# controls: waf/SEC07-BP04
# remediation: Add an expiration rule; say the period in the tag.
# reference: https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html
resource_policy "aws_s3_bucket" "s3_personal_data_expires" {
  filter = core::contains(input.personal_classes, core::lower(core::try(attrs.tags[input.data_class_tag], "")))

  locals {
    # "30", "30d" and "30 days" are all thirty days.
    limit = core::try(core::tonumber(core::regex("^ *([0-9]+) *(?:[dD](?:ays?)?)? *$", attrs.tags[input.retention_tag])[0]), input.personal_data_max_days)
    # Rules over the whole bucket: no prefix, tag or size that leaves objects out.
    rules = [
      for r in core::flatten([
        for c in core::getresources("aws_s3_bucket_lifecycle_configuration", { bucket = attrs.id }) : core::try(c.rule, [])
      ]) : r
      if r.status == "Enabled" && core::try(r.prefix, "") == "" && core::alltrue([
        for f in core::try(r.filter, []) :
        core::try(f.prefix, "") == "" &&
        core::length(core::try(f.tag, [])) == 0 &&
        core::length(core::try(f.and, [])) == 0 &&
        core::try(f.object_size_greater_than, 0) == 0 &&
        core::try(f.object_size_less_than, 0) == 0
      ])
    ]
    # The deprecated block inside the bucket does the same.
    inline_rules = [
      for r in core::try(attrs.lifecycle_rule, []) : r
      if r.enabled == true && core::try(r.prefix, "") == "" && core::length(core::try(r.tags, {})) == 0
    ]
    days        = [for e in core::flatten([for r in local.rules : core::try(r.expiration, [])]) : core::try(e.days, 0)]
    inline_days = [for e in core::flatten([for r in local.inline_rules : core::try(r.expiration, [])]) : core::try(e.days, 0)]
  }

  enforce {
    condition     = core::anytrue([for d in local.days : d > 0 && d <= local.limit]) || core::anytrue([for d in local.inline_days : d > 0 && d <= local.limit])
    error_message = "The bucket holds personal data and no enabled rule over all its objects deletes them within ${local.limit} days."
  }
}
