input "download_name_pattern" {
  type        = string
  default     = "(^|[-.])(downloads?|exports?)([-.]|$)"
  description = "Regular expression for the names of buckets that hold data for download."
}

input "purpose_tag" {
  type        = string
  default     = "Purpose"
  description = "Key of the tag that says what a bucket is for."
}

input "download_purposes" {
  type        = list(string)
  default     = ["download", "downloads", "export", "exports"]
  description = "Values of that tag, in lower case, that mark data for download."
}

input "download_max_days" {
  type        = number
  default     = 14
  description = "Days after which a download must be gone."
}

# Buckets for data-subject downloads empty themselves within days.
#
# An export is a copy of somebody's personal data, made to be fetched once. Left in the bucket it outlives the account it came from, out of
# sight of whatever deletes the original.
# A bucket is one for downloads by its tag or its name. Of a name that is made up during the apply only bucket_prefix is read: tag such a bucket.
#
# severity: high
# remediation: Add an unfiltered expiration rule of a few days to the download bucket.
# reference: https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html
resource_policy "aws_s3_bucket" "s3_download_bucket_expires_soon" {
  # A name that is made up during the apply reads "(unknown)" as text, which is no download's name.
  filter = (
    core::contains(input.download_purposes, core::lower(core::try(attrs.tags[input.purpose_tag], ""))) ||
    core::regex_match(input.download_name_pattern, core::valuetostring(core::try(attrs.bucket, ""))) ||
    core::regex_match(input.download_name_pattern, core::valuetostring(core::try(attrs.bucket_prefix, "")))
  )

  locals {
    limit = input.download_max_days
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
    error_message = "The bucket holds downloads and no enabled rule over all its objects deletes them within ${local.limit} days."
  }
}
