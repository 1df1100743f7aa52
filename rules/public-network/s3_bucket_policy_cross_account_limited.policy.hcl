input "account_id" {
  type        = string
  default     = ""
  description = "The account that owns the buckets. Left empty, it is the one that data.aws_caller_identity tells."
}

locals {
  control_actions = ["s3:deletebucketpolicy", "s3:putbucketacl", "s3:putbucketpolicy", "s3:putencryptionconfiguration", "s3:putobjectacl"]
  # The account of a principal: an ARN's, or the number alone. CloudFront's identities (arn:aws:iam::cloudfront:…) have none.
  account_pattern = "^(?:arn:[^:]*:[^:]*:[^:]*:)?([0-9]{12})(?::|$)"
  # Conditions that tie every caller to one account.
  account_keys      = ["aws:principalaccount", "aws:principalarn"]
  account_operators = "^(foranyvalue:)?(string(equals|equalsignorecase|like)|arn(equals|like))$"
}

# Bucket policies do not give other accounts control actions.
#
# Who may change the bucket's policy, ACLs or encryption can give himself and others everything else. Another account needs data actions at
# most. Where the plan holds no aws_caller_identity data source, give the input account_id, or the own account counts as another.
#
# severity: high
# controls: fsbp/S3.6 waf/SEC03-BP07
# remediation: Take the control actions out of the cross-account statement and keep data actions only.
# reference: https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html
resource_policy "aws_s3_bucket_policy" "s3_bucket_policy_cross_account_limited" {
  locals {
    own_account        = input.account_id != "" ? input.account_id : core::try(core::getdatasource("aws_caller_identity", {}).account_id, "")
    own_canonical_user = core::try(core::getdatasource("aws_canonical_user_id", {}).id, "")

    document   = core::jsondecode(core::coalesce(core::try(attrs.policy, "{}"), "{}"))
    statements = core::flatten([core::try(local.document.Statement, [])])
    control_allows = [
      for s in local.statements : s
      if core::try(s.Effect, "") == "Allow" && core::anytrue([
        for action in local.control_actions :
        core::anytrue([
          for a in core::flatten([core::try(s.Action, [])]) :
          core::regex_match("^${core::replace(core::replace(core::lower(a), "*", ".*"), "?", ".")}$", action)
        ]) ||
        core::can(s.NotAction) && !core::anytrue([
          for a in core::flatten([core::try(s.NotAction, [])]) :
          core::regex_match("^${core::replace(core::replace(core::lower(a), "*", ".*"), "?", ".")}$", action)
        ])
      ])
    ]
    outside_allows = [
      for s in local.control_allows : s
      if core::can(s.NotPrincipal) ||
      core::anytrue([
        for p in core::flatten([core::try(s.Principal.AWS, core::tostring(s.Principal), [])]) :
        p == "*" || (core::regex_match(local.account_pattern, p) && core::try(core::regex(local.account_pattern, p)[0], "") != local.own_account)
      ]) ||
      core::anytrue([for p in core::flatten([core::try(s.Principal.CanonicalUser, [])]) : p != local.own_canonical_user])
    ]
    unlimited_allows = [
      for s in local.outside_allows : s
      if !core::anytrue(core::flatten([
        for operator, pairs in core::try(s.Condition, {}) : [
          for key, value in pairs :
          core::regex_match(local.account_operators, core::lower(operator)) &&
          core::contains(local.account_keys, core::lower(key)) &&
          core::alltrue([
            for v in core::flatten([value]) :
            core::regex_match(local.account_pattern, v) && core::try(core::regex(local.account_pattern, v)[0], "") == local.own_account
          ])
        ]
      ]))
    ]
    unlimited_names = core::join(", ", [for s in local.unlimited_allows : core::try(s.Sid, "without a Sid")])
    own             = local.own_account == "" ? "the own account, which neither data.aws_caller_identity nor the input account_id tells," : "account ${local.own_account}"
  }

  enforce {
    condition     = core::length(local.unlimited_allows) == 0
    error_message = "Statement ${local.unlimited_names} of the policy gives principals outside ${local.own} control of the bucket's policy, ACLs or encryption."
  }
}
