input "own_account_ids" {
  type        = list(string)
  default     = []
  description = "Numbers of the accounts of your own organisation. The account that Terraform works in need not be listed."
}

locals {
  # Condition keys that say who calls, operators that let through only the values listed, and values that are no mere wildcard.
  who      = ["aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn", "aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourcevpc", "aws:sourcevpce"]
  positive = "^(foranyvalue:)?(stringequals|stringequalsignorecase|stringlike|arnequals|arnlike)$"
  fixed    = "^([^*?]+|.*[0-9]{12}.*|o-[a-z0-9]{10,32}/.*)$"
}

# Role trust policies name who may assume the role.
#
# A role that trusts every principal is an open door: whoever guesses its ARN has its permissions.
# A trust of somebody else's account needs an external id as well, or that party can be tricked into using the role for a stranger.
#
# severity: critical
# controls: waf/SEC03-BP08
# aliases: CKV_AWS_60 CKV_AWS_61
# remediation: Name the trusted principals, or condition the trust on the organisation id.
# reference: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
resource_policy "aws_iam_role" "iam_role_trust_not_public" {
  locals {
    documents = [attrs.assume_role_policy]
    statements = [for s in core::flatten([for d in local.documents : core::try(core::jsondecode(d).Statement, [])]) : {
      effect        = core::try(s.Effect, "")
      actions       = [for a in core::flatten([core::try(s.Action, [])]) : core::lower(a)]
      not_actions   = [for a in core::flatten([core::try(s.NotAction, [])]) : core::lower(a)]
      resources     = core::flatten([core::try(s.Resource, [])])
      not_resources = core::flatten([core::try(s.NotResource, [])])
      aws           = core::flatten([core::try(s.Principal.AWS, core::tostring(s.Principal), [])])
      federated     = core::flatten([core::try(s.Principal.Federated, [])])
      negated       = core::can(s.NotPrincipal)
      conditions = core::flatten([for operator, tests in core::try(s.Condition, {}) : [for key, values in tests : {
        operator = core::lower(operator)
        key      = core::lower(key)
        values   = [for v in core::flatten([values]) : core::tostring(v)]
      }]])
    }]
    allows = [for s in local.statements : s if s.effect == "Allow"]
    bounded = [for s in local.allows : core::merge(s, {
      of_known_callers = core::anytrue([for c in s.conditions :
        core::contains(local.who, c.key) && core::regex_match(local.positive, c.operator) && core::length(c.values) > 0
        && core::alltrue([for v in c.values : core::regex_match(local.fixed, v)])
      ])
      asks_external_id = core::anytrue([for c in s.conditions : c.key == "sts:externalid" && core::regex_match("^stringequals$", c.operator)])
    })]
    public = [for s in local.bounded : s if !s.of_known_callers && (s.negated || core::anytrue([for a in s.aws : core::regex_match("^(\\*|arn:[^:]*:iam::\\*:.*)$", a)]))]
    # Account numbers of other accounts that may assume the role without an external id.
    guests = core::distinct(core::flatten([for s in local.bounded : [for a in s.aws : core::regex("[0-9]{12}", a)
      if core::regex_match("^([0-9]{12}$|arn:[^:]*:(iam|sts)::[0-9]{12}:)", a) && !s.of_known_callers && !s.asks_external_id
    ]]))
    strangers = [for account in local.guests : account if !core::contains(input.own_account_ids, account)]
    # The account that Terraform works in, where the plan has asked for it.
    caller = core::try(core::getdatasource("aws_caller_identity", {}).account_id, "")
  }

  enforce {
    condition     = core::length(local.public) == 0
    error_message = "Any AWS account in the world may assume the role."
  }

  enforce {
    condition     = core::alltrue([for account in local.strangers : account == local.caller || account == core::element(core::split(":", attrs.arn), 4)])
    error_message = "Account ${core::join(", ", local.strangers)} may assume the role without an external id; if it is one of your own, list it in the input own_account_ids."
  }
}
