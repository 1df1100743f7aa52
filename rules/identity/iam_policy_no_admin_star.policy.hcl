# No policy allows every action on every resource.
#
# Whoever holds such a policy holds the account, and so does whoever steals their session: every other limit can be lifted with it.
# A NotAction list that leaves IAM open amounts to the same.
#
# severity: high
# controls: fsbp/IAM.1 cis-aws-3.0/1.16 cis-aws-5.0/1.15 waf/SEC03-BP02
# aliases: CKV_AWS_1 CKV_AWS_62 CKV_AWS_63 CKV_AWS_49 AVD-AWS-0057
# remediation: Replace the star by the actions and resources the principal uses.
# reference: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
resource_policy "aws_iam_policy" "iam_policy_no_admin_star" {
  locals {
    documents = [attrs.policy]
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
    allows         = [for s in local.statements : s if s.effect == "Allow"]
    everything     = [for s in local.allows : s if core::anytrue([for r in core::concat(s.resources, [for r in s.not_resources : "*"]) : core::regex_match("^\\*+$", r)])]
    administrators = [for s in local.everything : s if core::anytrue([for a in s.actions : core::regex_match("^\\*+(:\\*+)?$", a)])]
    inverted       = [for s in local.everything : s if core::length(s.not_actions) > 0 && !core::anytrue([for a in s.not_actions : core::contains(["*", "*:*", "iam:*"], a)])]
  }

  enforce {
    condition     = core::length(local.administrators) == 0
    error_message = "The policy allows every action on every resource."
  }

  enforce {
    condition     = core::length(local.inverted) == 0
    error_message = "The policy allows, by NotAction, everything on every resource save a few actions, IAM among the allowed."
  }
}

resource_policy "aws_iam_role_policy" "iam_policy_no_admin_star" {
  locals {
    documents = [attrs.policy]
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
    allows         = [for s in local.statements : s if s.effect == "Allow"]
    everything     = [for s in local.allows : s if core::anytrue([for r in core::concat(s.resources, [for r in s.not_resources : "*"]) : core::regex_match("^\\*+$", r)])]
    administrators = [for s in local.everything : s if core::anytrue([for a in s.actions : core::regex_match("^\\*+(:\\*+)?$", a)])]
    inverted       = [for s in local.everything : s if core::length(s.not_actions) > 0 && !core::anytrue([for a in s.not_actions : core::contains(["*", "*:*", "iam:*"], a)])]
  }

  enforce {
    condition     = core::length(local.administrators) == 0
    error_message = "The policy allows every action on every resource."
  }

  enforce {
    condition     = core::length(local.inverted) == 0
    error_message = "The policy allows, by NotAction, everything on every resource save a few actions, IAM among the allowed."
  }
}

resource_policy "aws_iam_group_policy" "iam_policy_no_admin_star" {
  locals {
    documents = [attrs.policy]
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
    allows         = [for s in local.statements : s if s.effect == "Allow"]
    everything     = [for s in local.allows : s if core::anytrue([for r in core::concat(s.resources, [for r in s.not_resources : "*"]) : core::regex_match("^\\*+$", r)])]
    administrators = [for s in local.everything : s if core::anytrue([for a in s.actions : core::regex_match("^\\*+(:\\*+)?$", a)])]
    inverted       = [for s in local.everything : s if core::length(s.not_actions) > 0 && !core::anytrue([for a in s.not_actions : core::contains(["*", "*:*", "iam:*"], a)])]
  }

  enforce {
    condition     = core::length(local.administrators) == 0
    error_message = "The policy allows every action on every resource."
  }

  enforce {
    condition     = core::length(local.inverted) == 0
    error_message = "The policy allows, by NotAction, everything on every resource save a few actions, IAM among the allowed."
  }
}

resource_policy "aws_iam_user_policy" "iam_policy_no_admin_star" {
  locals {
    documents = [attrs.policy]
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
    allows         = [for s in local.statements : s if s.effect == "Allow"]
    everything     = [for s in local.allows : s if core::anytrue([for r in core::concat(s.resources, [for r in s.not_resources : "*"]) : core::regex_match("^\\*+$", r)])]
    administrators = [for s in local.everything : s if core::anytrue([for a in s.actions : core::regex_match("^\\*+(:\\*+)?$", a)])]
    inverted       = [for s in local.everything : s if core::length(s.not_actions) > 0 && !core::anytrue([for a in s.not_actions : core::contains(["*", "*:*", "iam:*"], a)])]
  }

  enforce {
    condition     = core::length(local.administrators) == 0
    error_message = "The policy allows every action on every resource."
  }

  enforce {
    condition     = core::length(local.inverted) == 0
    error_message = "The policy allows, by NotAction, everything on every resource save a few actions, IAM among the allowed."
  }
}

resource_policy "aws_iam_role" "iam_policy_no_admin_star" {
  locals {
    documents = [for p in core::try(attrs.inline_policy, []) : p.policy]
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
    allows         = [for s in local.statements : s if s.effect == "Allow"]
    everything     = [for s in local.allows : s if core::anytrue([for r in core::concat(s.resources, [for r in s.not_resources : "*"]) : core::regex_match("^\\*+$", r)])]
    administrators = [for s in local.everything : s if core::anytrue([for a in s.actions : core::regex_match("^\\*+(:\\*+)?$", a)])]
    inverted       = [for s in local.everything : s if core::length(s.not_actions) > 0 && !core::anytrue([for a in s.not_actions : core::contains(["*", "*:*", "iam:*"], a)])]
  }

  enforce {
    condition     = core::length(local.administrators) == 0
    error_message = "The policy allows every action on every resource."
  }

  enforce {
    condition     = core::length(local.inverted) == 0
    error_message = "The policy allows, by NotAction, everything on every resource save a few actions, IAM among the allowed."
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "iam_policy_no_admin_star" {
  locals {
    documents = [attrs.inline_policy]
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
    allows         = [for s in local.statements : s if s.effect == "Allow"]
    everything     = [for s in local.allows : s if core::anytrue([for r in core::concat(s.resources, [for r in s.not_resources : "*"]) : core::regex_match("^\\*+$", r)])]
    administrators = [for s in local.everything : s if core::anytrue([for a in s.actions : core::regex_match("^\\*+(:\\*+)?$", a)])]
    inverted       = [for s in local.everything : s if core::length(s.not_actions) > 0 && !core::anytrue([for a in s.not_actions : core::contains(["*", "*:*", "iam:*"], a)])]
  }

  enforce {
    condition     = core::length(local.administrators) == 0
    error_message = "The policy allows every action on every resource."
  }

  enforce {
    condition     = core::length(local.inverted) == 0
    error_message = "The policy allows, by NotAction, everything on every resource save a few actions, IAM among the allowed."
  }
}
