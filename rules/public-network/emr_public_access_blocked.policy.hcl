# EMR block public access is on.
#
# With the block on, EMR refuses to start a cluster whose security groups let the Internet in.
# Only port 22 may be excepted, as AWS itself does; without this resource AWS keeps the block on.
#
# severity: critical
# controls: fsbp/EMR.2
# aliases: CKV_AWS_390
# remediation: Set block_public_security_group_rules = true and permit no range beyond port 22.
# reference: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-block-public-access.html
resource_policy "aws_emr_block_public_access_configuration" "emr_public_access_blocked" {
  enforce {
    condition     = attrs.block_public_security_group_rules == true
    error_message = "EMR block public access is off."
  }

  enforce {
    condition = core::alltrue([
      for r in core::try(attrs.permitted_public_security_group_rule_range, []) : r.min_range == 22 && r.max_range == 22
    ])
    error_message = "EMR block public access permits public ports beyond 22."
  }
}
