input "longest_retention" {
  type        = number
  default     = 400
  description = "days that logs may be kept"
}

# Log groups expire.
#
# Logs that are kept for ever cost for ever, and hold data about people long after anybody has a reason to.
#
# severity: medium
# remediation: Set retention_in_days.
# reference: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
resource_policy "aws_cloudwatch_log_group" "log_groups_expire" {
  locals {
    days = core::try(attrs.retention_in_days, 0)
  }

  enforce {
    condition     = local.days > 0 && local.days <= input.longest_retention
    error_message = "Logs are kept ${local.days == 0 ? "for ever" : "for ${local.days} days"}."
  }
}
