locals {
  user_making = [
    "iam:CreateUser",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:UpdateLoginProfile",
    "iam:AddUserToGroup",
    "iam:AttachUserPolicy",
    "iam:PutUserPolicy",
    "iam:CreateServiceSpecificCredential",
  ]

  # ARNs that name a service, name IAM, name something in IAM that is neither user nor group.
  of_a_service = "^arn:[^:]*:[a-z0-9-]+:"
  of_iam       = "^arn:[^:]*:iam:"
  of_no_user   = "^arn:[^:]*:iam:[^:]*:[^:]*:(role|policy|instance-profile|oidc-provider|saml-provider|server-certificate|mfa)/"

  # Managed policies that roles attach by an argument of their own.
  role_attachments = [
    for r in core::getresources("aws_iam_role", {}) : core::try(r.managed_policy_arns, [])
    if core::length(core::try(r.managed_policy_arns, [])) > 0
  ]
}

# No policy allows making IAM users, their keys or their passwords.
#
# People come through SSO and machines through roles; whoever may still make a user or a key can leave a way in that nobody sees.
# A wildcard that covers such an action counts; an unconditional Deny in the same document takes it away again.
# A managed policy that the plan uses as a permissions boundary and attaches nowhere grants nothing and is left out.
#
# severity: high
# controls: waf/SEC03-BP02
# aliases: CKV_AWS_286 CKV_AWS_110
# remediation: Remove the actions; deny them in an SCP.
# reference: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
resource_policy "aws_iam_policy" "iam_policy_cannot_create_users" {
  # A policy that is nothing but a permissions boundary grants nothing.
  filter = !(
    core::length(core::concat(
      core::getresources("aws_iam_role", { permissions_boundary = attrs.arn }),
      core::getresources("aws_iam_user", { permissions_boundary = attrs.arn })
    )) > 0 &&
    core::length(core::concat(
      core::getresources("aws_iam_role_policy_attachment", { policy_arn = attrs.arn }),
      core::getresources("aws_iam_user_policy_attachment", { policy_arn = attrs.arn }),
      core::getresources("aws_iam_group_policy_attachment", { policy_arn = attrs.arn }),
      core::getresources("aws_iam_policy_attachment", { policy_arn = attrs.arn })
    )) == 0 &&
    !core::anytrue([for arns in local.role_attachments : core::contains(arns, attrs.arn)])
  )

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
    allows = [for s in local.statements : s if s.effect == "Allow"]
    grants = [for s in local.allows : core::merge(s, {
      covers = "^(${core::join("|", [for a in s.actions : core::replace(core::replace(core::replace(a, "/[^a-z0-9:*?_-]/", "!"), "?", "."), "*", ".*")])})$"
      spares = "^(${core::join("|", [for a in s.not_actions : core::replace(core::replace(core::replace(a, "/[^a-z0-9:*?_-]/", "!"), "?", "."), "*", ".*")])})$"
      reach  = core::concat(s.resources, [for r in s.not_resources : "*"])
    })]
    denials = [for s in local.statements : {
      covers = "^(${core::join("|", [for a in s.actions : core::replace(core::replace(core::replace(a, "/[^a-z0-9:*?_-]/", "!"), "?", "."), "*", ".*")])})$"
    } if s.effect == "Deny" && core::length(s.conditions) == 0 && core::contains(s.resources, "*")]
    granted = [for action in local.user_making : action if core::anytrue([for s in local.grants :
      (core::regex_match(s.covers, core::lower(action)) || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, core::lower(action))))
      && core::anytrue([for r in s.reach : (!core::regex_match(local.of_a_service, r) || core::regex_match(local.of_iam, r)) && !core::regex_match(local.of_no_user, r)])
    ]) && !core::anytrue([for s in local.denials : core::regex_match(s.covers, core::lower(action))])]
  }

  enforce {
    condition     = core::length(local.granted) == 0
    error_message = "The policy allows ${core::join(", ", local.granted)}."
  }
}

resource_policy "aws_iam_role_policy" "iam_policy_cannot_create_users" {
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
    allows = [for s in local.statements : s if s.effect == "Allow"]
    grants = [for s in local.allows : core::merge(s, {
      covers = "^(${core::join("|", [for a in s.actions : core::replace(core::replace(core::replace(a, "/[^a-z0-9:*?_-]/", "!"), "?", "."), "*", ".*")])})$"
      spares = "^(${core::join("|", [for a in s.not_actions : core::replace(core::replace(core::replace(a, "/[^a-z0-9:*?_-]/", "!"), "?", "."), "*", ".*")])})$"
      reach  = core::concat(s.resources, [for r in s.not_resources : "*"])
    })]
    denials = [for s in local.statements : {
      covers = "^(${core::join("|", [for a in s.actions : core::replace(core::replace(core::replace(a, "/[^a-z0-9:*?_-]/", "!"), "?", "."), "*", ".*")])})$"
    } if s.effect == "Deny" && core::length(s.conditions) == 0 && core::contains(s.resources, "*")]
    granted = [for action in local.user_making : action if core::anytrue([for s in local.grants :
      (core::regex_match(s.covers, core::lower(action)) || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, core::lower(action))))
      && core::anytrue([for r in s.reach : (!core::regex_match(local.of_a_service, r) || core::regex_match(local.of_iam, r)) && !core::regex_match(local.of_no_user, r)])
    ]) && !core::anytrue([for s in local.denials : core::regex_match(s.covers, core::lower(action))])]
  }

  enforce {
    condition     = core::length(local.granted) == 0
    error_message = "The policy allows ${core::join(", ", local.granted)}."
  }
}

resource_policy "aws_iam_group_policy" "iam_policy_cannot_create_users" {
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
    allows = [for s in local.statements : s if s.effect == "Allow"]
    grants = [for s in local.allows : core::merge(s, {
      covers = "^(${core::join("|", [for a in s.actions : core::replace(core::replace(core::replace(a, "/[^a-z0-9:*?_-]/", "!"), "?", "."), "*", ".*")])})$"
      spares = "^(${core::join("|", [for a in s.not_actions : core::replace(core::replace(core::replace(a, "/[^a-z0-9:*?_-]/", "!"), "?", "."), "*", ".*")])})$"
      reach  = core::concat(s.resources, [for r in s.not_resources : "*"])
    })]
    denials = [for s in local.statements : {
      covers = "^(${core::join("|", [for a in s.actions : core::replace(core::replace(core::replace(a, "/[^a-z0-9:*?_-]/", "!"), "?", "."), "*", ".*")])})$"
    } if s.effect == "Deny" && core::length(s.conditions) == 0 && core::contains(s.resources, "*")]
    granted = [for action in local.user_making : action if core::anytrue([for s in local.grants :
      (core::regex_match(s.covers, core::lower(action)) || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, core::lower(action))))
      && core::anytrue([for r in s.reach : (!core::regex_match(local.of_a_service, r) || core::regex_match(local.of_iam, r)) && !core::regex_match(local.of_no_user, r)])
    ]) && !core::anytrue([for s in local.denials : core::regex_match(s.covers, core::lower(action))])]
  }

  enforce {
    condition     = core::length(local.granted) == 0
    error_message = "The policy allows ${core::join(", ", local.granted)}."
  }
}

resource_policy "aws_iam_user_policy" "iam_policy_cannot_create_users" {
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
    allows = [for s in local.statements : s if s.effect == "Allow"]
    grants = [for s in local.allows : core::merge(s, {
      covers = "^(${core::join("|", [for a in s.actions : core::replace(core::replace(core::replace(a, "/[^a-z0-9:*?_-]/", "!"), "?", "."), "*", ".*")])})$"
      spares = "^(${core::join("|", [for a in s.not_actions : core::replace(core::replace(core::replace(a, "/[^a-z0-9:*?_-]/", "!"), "?", "."), "*", ".*")])})$"
      reach  = core::concat(s.resources, [for r in s.not_resources : "*"])
    })]
    denials = [for s in local.statements : {
      covers = "^(${core::join("|", [for a in s.actions : core::replace(core::replace(core::replace(a, "/[^a-z0-9:*?_-]/", "!"), "?", "."), "*", ".*")])})$"
    } if s.effect == "Deny" && core::length(s.conditions) == 0 && core::contains(s.resources, "*")]
    granted = [for action in local.user_making : action if core::anytrue([for s in local.grants :
      (core::regex_match(s.covers, core::lower(action)) || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, core::lower(action))))
      && core::anytrue([for r in s.reach : (!core::regex_match(local.of_a_service, r) || core::regex_match(local.of_iam, r)) && !core::regex_match(local.of_no_user, r)])
    ]) && !core::anytrue([for s in local.denials : core::regex_match(s.covers, core::lower(action))])]
  }

  enforce {
    condition     = core::length(local.granted) == 0
    error_message = "The policy allows ${core::join(", ", local.granted)}."
  }
}

resource_policy "aws_iam_role" "iam_policy_cannot_create_users" {
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
    allows = [for s in local.statements : s if s.effect == "Allow"]
    grants = [for s in local.allows : core::merge(s, {
      covers = "^(${core::join("|", [for a in s.actions : core::replace(core::replace(core::replace(a, "/[^a-z0-9:*?_-]/", "!"), "?", "."), "*", ".*")])})$"
      spares = "^(${core::join("|", [for a in s.not_actions : core::replace(core::replace(core::replace(a, "/[^a-z0-9:*?_-]/", "!"), "?", "."), "*", ".*")])})$"
      reach  = core::concat(s.resources, [for r in s.not_resources : "*"])
    })]
    denials = [for s in local.statements : {
      covers = "^(${core::join("|", [for a in s.actions : core::replace(core::replace(core::replace(a, "/[^a-z0-9:*?_-]/", "!"), "?", "."), "*", ".*")])})$"
    } if s.effect == "Deny" && core::length(s.conditions) == 0 && core::contains(s.resources, "*")]
    granted = [for action in local.user_making : action if core::anytrue([for s in local.grants :
      (core::regex_match(s.covers, core::lower(action)) || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, core::lower(action))))
      && core::anytrue([for r in s.reach : (!core::regex_match(local.of_a_service, r) || core::regex_match(local.of_iam, r)) && !core::regex_match(local.of_no_user, r)])
    ]) && !core::anytrue([for s in local.denials : core::regex_match(s.covers, core::lower(action))])]
  }

  enforce {
    condition     = core::length(local.granted) == 0
    error_message = "The policy allows ${core::join(", ", local.granted)}."
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "iam_policy_cannot_create_users" {
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
    allows = [for s in local.statements : s if s.effect == "Allow"]
    grants = [for s in local.allows : core::merge(s, {
      covers = "^(${core::join("|", [for a in s.actions : core::replace(core::replace(core::replace(a, "/[^a-z0-9:*?_-]/", "!"), "?", "."), "*", ".*")])})$"
      spares = "^(${core::join("|", [for a in s.not_actions : core::replace(core::replace(core::replace(a, "/[^a-z0-9:*?_-]/", "!"), "?", "."), "*", ".*")])})$"
      reach  = core::concat(s.resources, [for r in s.not_resources : "*"])
    })]
    denials = [for s in local.statements : {
      covers = "^(${core::join("|", [for a in s.actions : core::replace(core::replace(core::replace(a, "/[^a-z0-9:*?_-]/", "!"), "?", "."), "*", ".*")])})$"
    } if s.effect == "Deny" && core::length(s.conditions) == 0 && core::contains(s.resources, "*")]
    granted = [for action in local.user_making : action if core::anytrue([for s in local.grants :
      (core::regex_match(s.covers, core::lower(action)) || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, core::lower(action))))
      && core::anytrue([for r in s.reach : (!core::regex_match(local.of_a_service, r) || core::regex_match(local.of_iam, r)) && !core::regex_match(local.of_no_user, r)])
    ]) && !core::anytrue([for s in local.denials : core::regex_match(s.covers, core::lower(action))])]
  }

  enforce {
    condition     = core::length(local.granted) == 0
    error_message = "The policy allows ${core::join(", ", local.granted)}."
  }
}
