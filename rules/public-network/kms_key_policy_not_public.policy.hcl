locals {
  # Condition keys that say who may call, or from where, in lower case.
  narrowing_keys = [
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "kms:calleraccount",
  ]
  # Operators that ask for a match. The negated ones, …IfExists and ForAllValues also hold for a request without the key.
  narrowing_operators = "^(foranyvalue:)?(string(equals|equalsignorecase|like)|arn(equals|like)|ipaddress|bool)$"
  # A wildcard, a variable, a huge address range or "false" limits nobody…
  loose_value = "[*?]|[$][{]|^false$|^[0-9.]+/[0-7]$|^[0-9a-f:.]+:[0-9a-f:.]*/([0-9]|[12][0-9]|3[01])$"
  # …unless the account of an ARN, the bucket of an S3 ARN or the organisation of a path is fixed.
  fixed_owner = "^(arn:[^:]*:[^:]*:[^:]*:[0-9]{12}:|arn:[^:]*:s3:[^:]*:[^:]*:[^:*?/$]+(/|$)|o-[0-9a-z]{10,32}/)"
}

# KMS key policies do not let everyone in.
#
# A key policy is the last gate in front of everything the key encrypts. With Principal * any AWS account may use the key, and whoever can use
# the key reads the data. kms:ViaService alone is no limit: every account reaches the key through that service.
#
# severity: critical
# controls: fsbp/KMS.5
# aliases: CKV_AWS_33 CKV2_AWS_64
# remediation: Name principals in the key policy, or add kms:CallerAccount or aws:PrincipalOrgID conditions.
# reference: https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
resource_policy "aws_kms_key" "kms_key_policy_not_public" {
  locals {
    document   = core::jsondecode(core::coalesce(core::try(attrs.policy, "{}"), "{}"))
    statements = core::flatten([core::try(local.document.Statement, [])])
    public_allows = [
      for s in local.statements : s
      if core::try(s.Effect, "") == "Allow" && (
        core::can(s.NotPrincipal) ||
        core::contains(core::flatten([core::try(core::values(s.Principal), s.Principal, [])]), "*")
      )
    ]
    open_allows = [
      for s in local.public_allows : s
      if !core::anytrue(core::flatten([
        for operator, pairs in core::try(s.Condition, {}) : [
          for key, value in pairs :
          core::regex_match(local.narrowing_operators, core::lower(operator)) &&
          core::contains(local.narrowing_keys, core::lower(key)) &&
          core::alltrue([
            for v in core::flatten([value]) :
            !core::regex_match(local.loose_value, core::lower(v)) || core::regex_match(local.fixed_owner, core::lower(v))
          ])
        ]
      ]))
    ]
    open_names = core::join(", ", [for s in local.open_allows : core::try(s.Sid, "without a Sid")])
  }

  enforce {
    condition     = core::length(local.open_allows) == 0
    error_message = "Statement ${local.open_names} of the key policy lets everyone in: no condition ties the caller to an account or an organisation."
  }
}

resource_policy "aws_kms_key_policy" "kms_key_policy_not_public" {
  locals {
    document   = core::jsondecode(core::coalesce(core::try(attrs.policy, "{}"), "{}"))
    statements = core::flatten([core::try(local.document.Statement, [])])
    public_allows = [
      for s in local.statements : s
      if core::try(s.Effect, "") == "Allow" && (
        core::can(s.NotPrincipal) ||
        core::contains(core::flatten([core::try(core::values(s.Principal), s.Principal, [])]), "*")
      )
    ]
    open_allows = [
      for s in local.public_allows : s
      if !core::anytrue(core::flatten([
        for operator, pairs in core::try(s.Condition, {}) : [
          for key, value in pairs :
          core::regex_match(local.narrowing_operators, core::lower(operator)) &&
          core::contains(local.narrowing_keys, core::lower(key)) &&
          core::alltrue([
            for v in core::flatten([value]) :
            !core::regex_match(local.loose_value, core::lower(v)) || core::regex_match(local.fixed_owner, core::lower(v))
          ])
        ]
      ]))
    ]
    open_names = core::join(", ", [for s in local.open_allows : core::try(s.Sid, "without a Sid")])
  }

  enforce {
    condition     = core::length(local.open_allows) == 0
    error_message = "Statement ${local.open_names} of the key policy lets everyone in: no condition ties the caller to an account or an organisation."
  }
}

resource_policy "aws_kms_external_key" "kms_key_policy_not_public" {
  locals {
    document   = core::jsondecode(core::coalesce(core::try(attrs.policy, "{}"), "{}"))
    statements = core::flatten([core::try(local.document.Statement, [])])
    public_allows = [
      for s in local.statements : s
      if core::try(s.Effect, "") == "Allow" && (
        core::can(s.NotPrincipal) ||
        core::contains(core::flatten([core::try(core::values(s.Principal), s.Principal, [])]), "*")
      )
    ]
    open_allows = [
      for s in local.public_allows : s
      if !core::anytrue(core::flatten([
        for operator, pairs in core::try(s.Condition, {}) : [
          for key, value in pairs :
          core::regex_match(local.narrowing_operators, core::lower(operator)) &&
          core::contains(local.narrowing_keys, core::lower(key)) &&
          core::alltrue([
            for v in core::flatten([value]) :
            !core::regex_match(local.loose_value, core::lower(v)) || core::regex_match(local.fixed_owner, core::lower(v))
          ])
        ]
      ]))
    ]
    open_names = core::join(", ", [for s in local.open_allows : core::try(s.Sid, "without a Sid")])
  }

  enforce {
    condition     = core::length(local.open_allows) == 0
    error_message = "Statement ${local.open_names} of the key policy lets everyone in: no condition ties the caller to an account or an organisation."
  }
}
