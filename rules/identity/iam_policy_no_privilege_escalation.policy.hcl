locals {
  # Actions that change what somebody may do, and the kind of thing they change.
  policy_changes = {
    "iam:AttachGroupPolicy"       = "group"
    "iam:AttachRolePolicy"        = "role"
    "iam:AttachUserPolicy"        = "user"
    "iam:CreatePolicyVersion"     = "policy"
    "iam:PutGroupPolicy"          = "group"
    "iam:PutRolePolicy"           = "role"
    "iam:PutUserPolicy"           = "user"
    "iam:SetDefaultPolicyVersion" = "policy"
    "iam:UpdateAssumeRolePolicy"  = "role"
  }

  # Condition keys that bound which policies or which principals such an action may touch.
  bounding_key = "^(iam:policyarn|iam:permissionsboundary|iam:resourcetag/.*|aws:resourcetag/.*)$"

  # Actions that start something under a passed role, and the service it is passed to.
  starts = {
    "cloudformation:CreateStack"       = "cloudformation.amazonaws.com"
    "codebuild:CreateProject"          = "codebuild.amazonaws.com"
    "datapipeline:CreatePipeline"      = "datapipeline.amazonaws.com"
    "ec2:RunInstances"                 = "ec2.amazonaws.com"
    "ecs:RegisterTaskDefinition"       = "ecs-tasks.amazonaws.com"
    "ecs:RunTask"                      = "ecs-tasks.amazonaws.com"
    "glue:CreateDevEndpoint"           = "glue.amazonaws.com"
    "glue:CreateJob"                   = "glue.amazonaws.com"
    "lambda:CreateFunction"            = "lambda.amazonaws.com"
    "sagemaker:CreateNotebookInstance" = "sagemaker.amazonaws.com"
    "states:CreateStateMachine"        = "states.amazonaws.com"
  }

  # AWS's own policy for full IAM rights, in each partition.
  full_iam_policies = [
    "arn:aws:iam::aws:policy/IAMFullAccess",
    "arn:aws-cn:iam::aws:policy/IAMFullAccess",
    "arn:aws-us-gov:iam::aws:policy/IAMFullAccess",
  ]

  # Managed policies that roles attach by an argument of their own.
  role_attachments = [
    for r in core::getresources("aws_iam_role", {}) : core::try(r.managed_policy_arns, [])
    if core::length(core::try(r.managed_policy_arns, [])) > 0
  ]
}

# No policy holds full IAM rights, an unscoped PassRole or another known way to more rights.
#
# Each of these turns a limited principal into whatever it likes: by rewriting a policy, by attaching one, or by handing a stronger role to a machine it controls.
# Actions are matched with their wildcards; an unconditional Deny in the same document takes them away again.
# A managed policy that the plan uses as a permissions boundary and attaches nowhere grants nothing and is left out.
#
# severity: high
# controls: waf/SEC03-BP02
# aliases: CKV_AWS_110 CKV_AWS_286 CKV_AWS_109 CKV_AWS_289 CKV_AWS_107 CKV_AWS_108 CKV_AWS_287 CKV_AWS_288 CKV2_AWS_40 CKV2_AWS_56 AVD-AWS-0342
# remediation: Scope the resource or drop the action.
# reference: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
resource_policy "aws_iam_policy" "iam_policy_no_privilege_escalation" {
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
    full_iam = [for s in local.grants : s if core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|iam:\\*|iam::\\*|iam::[^:]*:\\*))$", r)])
      && (core::anytrue([for a in s.actions : core::regex_match("^(\\*+(:\\*+)?|iam:\\*+)$", a)]) || (core::length(s.not_actions) > 0 && !core::anytrue([for a in s.not_actions : core::regex_match("^(\\*|iam:)", a)])))
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, "iam:*")])]
    policy_changing = [for action, kind in local.policy_changes : action if core::anytrue([for s in local.grants :
      (core::regex_match(s.covers, core::lower(action)) || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, core::lower(action))))
      && core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|iam:\\*|iam::\\*|iam::[^:]*:(\\*|${kind}/\\*)))$", r)])
      && !core::anytrue([for c in s.conditions : core::regex_match(local.bounding_key, c.key)])
    ]) && !core::anytrue([for d in local.denials : core::regex_match(d.covers, core::lower(action))])]
    passing = [for s in local.grants : s if core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|iam:\\*|iam::\\*|iam::[^:]*:(\\*|role/\\*)))$", r)])
      && (core::regex_match(s.covers, "iam:passrole") || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, "iam:passrole")))
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, "iam:passrole")])]
    passing_to_any = [for s in local.passing : s if !core::anytrue([for c in s.conditions : c.key == "iam:passedtoservice"])]
    passing_with_start = [for action, service in local.starts : action if core::anytrue([for s in local.passing :
      !core::anytrue([for c in s.conditions : c.key == "iam:passedtoservice"])
      || core::anytrue([for c in s.conditions : c.key == "iam:passedtoservice" && core::anytrue([for v in c.values : core::contains([service, "*"], v)])])
      ]) && core::anytrue([for s in local.grants : (core::regex_match(s.covers, core::lower(action)) || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, core::lower(action))))])
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, core::lower(action))])]
    code_changing = [for s in local.grants : s if core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|lambda:(\\*|[^:]*:(\\*|[^:]*:(\\*|function:\\*)))))$", r)])
      && (core::regex_match(s.covers, "lambda:updatefunctioncode") || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, "lambda:updatefunctioncode")))
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, "lambda:updatefunctioncode")])]
  }

  enforce {
    condition     = core::length(local.full_iam) == 0
    error_message = "The policy grants every IAM action on everything."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.policy_changing) == 0
    error_message = "The policy lets its holder widen any permission, by ${core::join(", ", local.policy_changing)}."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.passing_to_any) == 0
    error_message = "The policy allows iam:PassRole for every role and to every service."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.passing_with_start) == 0
    error_message = "The policy lets its holder pass any role to something of their own making, by ${core::join(", ", local.passing_with_start)}."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.code_changing) == 0
    error_message = "The policy allows lambda:UpdateFunctionCode on every function, and with it the use of every function's role."
  }
}

resource_policy "aws_iam_role_policy" "iam_policy_no_privilege_escalation" {
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
    full_iam = [for s in local.grants : s if core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|iam:\\*|iam::\\*|iam::[^:]*:\\*))$", r)])
      && (core::anytrue([for a in s.actions : core::regex_match("^(\\*+(:\\*+)?|iam:\\*+)$", a)]) || (core::length(s.not_actions) > 0 && !core::anytrue([for a in s.not_actions : core::regex_match("^(\\*|iam:)", a)])))
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, "iam:*")])]
    policy_changing = [for action, kind in local.policy_changes : action if core::anytrue([for s in local.grants :
      (core::regex_match(s.covers, core::lower(action)) || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, core::lower(action))))
      && core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|iam:\\*|iam::\\*|iam::[^:]*:(\\*|${kind}/\\*)))$", r)])
      && !core::anytrue([for c in s.conditions : core::regex_match(local.bounding_key, c.key)])
    ]) && !core::anytrue([for d in local.denials : core::regex_match(d.covers, core::lower(action))])]
    passing = [for s in local.grants : s if core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|iam:\\*|iam::\\*|iam::[^:]*:(\\*|role/\\*)))$", r)])
      && (core::regex_match(s.covers, "iam:passrole") || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, "iam:passrole")))
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, "iam:passrole")])]
    passing_to_any = [for s in local.passing : s if !core::anytrue([for c in s.conditions : c.key == "iam:passedtoservice"])]
    passing_with_start = [for action, service in local.starts : action if core::anytrue([for s in local.passing :
      !core::anytrue([for c in s.conditions : c.key == "iam:passedtoservice"])
      || core::anytrue([for c in s.conditions : c.key == "iam:passedtoservice" && core::anytrue([for v in c.values : core::contains([service, "*"], v)])])
      ]) && core::anytrue([for s in local.grants : (core::regex_match(s.covers, core::lower(action)) || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, core::lower(action))))])
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, core::lower(action))])]
    code_changing = [for s in local.grants : s if core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|lambda:(\\*|[^:]*:(\\*|[^:]*:(\\*|function:\\*)))))$", r)])
      && (core::regex_match(s.covers, "lambda:updatefunctioncode") || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, "lambda:updatefunctioncode")))
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, "lambda:updatefunctioncode")])]
  }

  enforce {
    condition     = core::length(local.full_iam) == 0
    error_message = "The policy grants every IAM action on everything."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.policy_changing) == 0
    error_message = "The policy lets its holder widen any permission, by ${core::join(", ", local.policy_changing)}."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.passing_to_any) == 0
    error_message = "The policy allows iam:PassRole for every role and to every service."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.passing_with_start) == 0
    error_message = "The policy lets its holder pass any role to something of their own making, by ${core::join(", ", local.passing_with_start)}."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.code_changing) == 0
    error_message = "The policy allows lambda:UpdateFunctionCode on every function, and with it the use of every function's role."
  }
}

resource_policy "aws_iam_group_policy" "iam_policy_no_privilege_escalation" {
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
    full_iam = [for s in local.grants : s if core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|iam:\\*|iam::\\*|iam::[^:]*:\\*))$", r)])
      && (core::anytrue([for a in s.actions : core::regex_match("^(\\*+(:\\*+)?|iam:\\*+)$", a)]) || (core::length(s.not_actions) > 0 && !core::anytrue([for a in s.not_actions : core::regex_match("^(\\*|iam:)", a)])))
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, "iam:*")])]
    policy_changing = [for action, kind in local.policy_changes : action if core::anytrue([for s in local.grants :
      (core::regex_match(s.covers, core::lower(action)) || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, core::lower(action))))
      && core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|iam:\\*|iam::\\*|iam::[^:]*:(\\*|${kind}/\\*)))$", r)])
      && !core::anytrue([for c in s.conditions : core::regex_match(local.bounding_key, c.key)])
    ]) && !core::anytrue([for d in local.denials : core::regex_match(d.covers, core::lower(action))])]
    passing = [for s in local.grants : s if core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|iam:\\*|iam::\\*|iam::[^:]*:(\\*|role/\\*)))$", r)])
      && (core::regex_match(s.covers, "iam:passrole") || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, "iam:passrole")))
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, "iam:passrole")])]
    passing_to_any = [for s in local.passing : s if !core::anytrue([for c in s.conditions : c.key == "iam:passedtoservice"])]
    passing_with_start = [for action, service in local.starts : action if core::anytrue([for s in local.passing :
      !core::anytrue([for c in s.conditions : c.key == "iam:passedtoservice"])
      || core::anytrue([for c in s.conditions : c.key == "iam:passedtoservice" && core::anytrue([for v in c.values : core::contains([service, "*"], v)])])
      ]) && core::anytrue([for s in local.grants : (core::regex_match(s.covers, core::lower(action)) || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, core::lower(action))))])
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, core::lower(action))])]
    code_changing = [for s in local.grants : s if core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|lambda:(\\*|[^:]*:(\\*|[^:]*:(\\*|function:\\*)))))$", r)])
      && (core::regex_match(s.covers, "lambda:updatefunctioncode") || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, "lambda:updatefunctioncode")))
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, "lambda:updatefunctioncode")])]
  }

  enforce {
    condition     = core::length(local.full_iam) == 0
    error_message = "The policy grants every IAM action on everything."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.policy_changing) == 0
    error_message = "The policy lets its holder widen any permission, by ${core::join(", ", local.policy_changing)}."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.passing_to_any) == 0
    error_message = "The policy allows iam:PassRole for every role and to every service."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.passing_with_start) == 0
    error_message = "The policy lets its holder pass any role to something of their own making, by ${core::join(", ", local.passing_with_start)}."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.code_changing) == 0
    error_message = "The policy allows lambda:UpdateFunctionCode on every function, and with it the use of every function's role."
  }
}

resource_policy "aws_iam_user_policy" "iam_policy_no_privilege_escalation" {
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
    full_iam = [for s in local.grants : s if core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|iam:\\*|iam::\\*|iam::[^:]*:\\*))$", r)])
      && (core::anytrue([for a in s.actions : core::regex_match("^(\\*+(:\\*+)?|iam:\\*+)$", a)]) || (core::length(s.not_actions) > 0 && !core::anytrue([for a in s.not_actions : core::regex_match("^(\\*|iam:)", a)])))
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, "iam:*")])]
    policy_changing = [for action, kind in local.policy_changes : action if core::anytrue([for s in local.grants :
      (core::regex_match(s.covers, core::lower(action)) || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, core::lower(action))))
      && core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|iam:\\*|iam::\\*|iam::[^:]*:(\\*|${kind}/\\*)))$", r)])
      && !core::anytrue([for c in s.conditions : core::regex_match(local.bounding_key, c.key)])
    ]) && !core::anytrue([for d in local.denials : core::regex_match(d.covers, core::lower(action))])]
    passing = [for s in local.grants : s if core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|iam:\\*|iam::\\*|iam::[^:]*:(\\*|role/\\*)))$", r)])
      && (core::regex_match(s.covers, "iam:passrole") || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, "iam:passrole")))
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, "iam:passrole")])]
    passing_to_any = [for s in local.passing : s if !core::anytrue([for c in s.conditions : c.key == "iam:passedtoservice"])]
    passing_with_start = [for action, service in local.starts : action if core::anytrue([for s in local.passing :
      !core::anytrue([for c in s.conditions : c.key == "iam:passedtoservice"])
      || core::anytrue([for c in s.conditions : c.key == "iam:passedtoservice" && core::anytrue([for v in c.values : core::contains([service, "*"], v)])])
      ]) && core::anytrue([for s in local.grants : (core::regex_match(s.covers, core::lower(action)) || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, core::lower(action))))])
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, core::lower(action))])]
    code_changing = [for s in local.grants : s if core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|lambda:(\\*|[^:]*:(\\*|[^:]*:(\\*|function:\\*)))))$", r)])
      && (core::regex_match(s.covers, "lambda:updatefunctioncode") || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, "lambda:updatefunctioncode")))
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, "lambda:updatefunctioncode")])]
  }

  enforce {
    condition     = core::length(local.full_iam) == 0
    error_message = "The policy grants every IAM action on everything."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.policy_changing) == 0
    error_message = "The policy lets its holder widen any permission, by ${core::join(", ", local.policy_changing)}."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.passing_to_any) == 0
    error_message = "The policy allows iam:PassRole for every role and to every service."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.passing_with_start) == 0
    error_message = "The policy lets its holder pass any role to something of their own making, by ${core::join(", ", local.passing_with_start)}."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.code_changing) == 0
    error_message = "The policy allows lambda:UpdateFunctionCode on every function, and with it the use of every function's role."
  }
}

resource_policy "aws_iam_role" "iam_policy_no_privilege_escalation" {
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
    full_iam = [for s in local.grants : s if core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|iam:\\*|iam::\\*|iam::[^:]*:\\*))$", r)])
      && (core::anytrue([for a in s.actions : core::regex_match("^(\\*+(:\\*+)?|iam:\\*+)$", a)]) || (core::length(s.not_actions) > 0 && !core::anytrue([for a in s.not_actions : core::regex_match("^(\\*|iam:)", a)])))
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, "iam:*")])]
    policy_changing = [for action, kind in local.policy_changes : action if core::anytrue([for s in local.grants :
      (core::regex_match(s.covers, core::lower(action)) || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, core::lower(action))))
      && core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|iam:\\*|iam::\\*|iam::[^:]*:(\\*|${kind}/\\*)))$", r)])
      && !core::anytrue([for c in s.conditions : core::regex_match(local.bounding_key, c.key)])
    ]) && !core::anytrue([for d in local.denials : core::regex_match(d.covers, core::lower(action))])]
    passing = [for s in local.grants : s if core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|iam:\\*|iam::\\*|iam::[^:]*:(\\*|role/\\*)))$", r)])
      && (core::regex_match(s.covers, "iam:passrole") || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, "iam:passrole")))
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, "iam:passrole")])]
    passing_to_any = [for s in local.passing : s if !core::anytrue([for c in s.conditions : c.key == "iam:passedtoservice"])]
    passing_with_start = [for action, service in local.starts : action if core::anytrue([for s in local.passing :
      !core::anytrue([for c in s.conditions : c.key == "iam:passedtoservice"])
      || core::anytrue([for c in s.conditions : c.key == "iam:passedtoservice" && core::anytrue([for v in c.values : core::contains([service, "*"], v)])])
      ]) && core::anytrue([for s in local.grants : (core::regex_match(s.covers, core::lower(action)) || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, core::lower(action))))])
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, core::lower(action))])]
    code_changing = [for s in local.grants : s if core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|lambda:(\\*|[^:]*:(\\*|[^:]*:(\\*|function:\\*)))))$", r)])
      && (core::regex_match(s.covers, "lambda:updatefunctioncode") || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, "lambda:updatefunctioncode")))
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, "lambda:updatefunctioncode")])]
  }

  enforce {
    condition     = core::length(local.full_iam) == 0
    error_message = "The policy grants every IAM action on everything."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.policy_changing) == 0
    error_message = "The policy lets its holder widen any permission, by ${core::join(", ", local.policy_changing)}."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.passing_to_any) == 0
    error_message = "The policy allows iam:PassRole for every role and to every service."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.passing_with_start) == 0
    error_message = "The policy lets its holder pass any role to something of their own making, by ${core::join(", ", local.passing_with_start)}."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.code_changing) == 0
    error_message = "The policy allows lambda:UpdateFunctionCode on every function, and with it the use of every function's role."
  }

  enforce {
    condition     = !core::anytrue([for a in core::try(attrs.managed_policy_arns, []) : core::contains(local.full_iam_policies, a)])
    error_message = "The role carries IAMFullAccess."
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "iam_policy_no_privilege_escalation" {
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
    full_iam = [for s in local.grants : s if core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|iam:\\*|iam::\\*|iam::[^:]*:\\*))$", r)])
      && (core::anytrue([for a in s.actions : core::regex_match("^(\\*+(:\\*+)?|iam:\\*+)$", a)]) || (core::length(s.not_actions) > 0 && !core::anytrue([for a in s.not_actions : core::regex_match("^(\\*|iam:)", a)])))
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, "iam:*")])]
    policy_changing = [for action, kind in local.policy_changes : action if core::anytrue([for s in local.grants :
      (core::regex_match(s.covers, core::lower(action)) || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, core::lower(action))))
      && core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|iam:\\*|iam::\\*|iam::[^:]*:(\\*|${kind}/\\*)))$", r)])
      && !core::anytrue([for c in s.conditions : core::regex_match(local.bounding_key, c.key)])
    ]) && !core::anytrue([for d in local.denials : core::regex_match(d.covers, core::lower(action))])]
    passing = [for s in local.grants : s if core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|iam:\\*|iam::\\*|iam::[^:]*:(\\*|role/\\*)))$", r)])
      && (core::regex_match(s.covers, "iam:passrole") || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, "iam:passrole")))
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, "iam:passrole")])]
    passing_to_any = [for s in local.passing : s if !core::anytrue([for c in s.conditions : c.key == "iam:passedtoservice"])]
    passing_with_start = [for action, service in local.starts : action if core::anytrue([for s in local.passing :
      !core::anytrue([for c in s.conditions : c.key == "iam:passedtoservice"])
      || core::anytrue([for c in s.conditions : c.key == "iam:passedtoservice" && core::anytrue([for v in c.values : core::contains([service, "*"], v)])])
      ]) && core::anytrue([for s in local.grants : (core::regex_match(s.covers, core::lower(action)) || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, core::lower(action))))])
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, core::lower(action))])]
    code_changing = [for s in local.grants : s if core::anytrue([for r in s.reach : core::regex_match("^(\\*+|arn:\\*|arn:[^:]*:(\\*|lambda:(\\*|[^:]*:(\\*|[^:]*:(\\*|function:\\*)))))$", r)])
      && (core::regex_match(s.covers, "lambda:updatefunctioncode") || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, "lambda:updatefunctioncode")))
    && !core::anytrue([for d in local.denials : core::regex_match(d.covers, "lambda:updatefunctioncode")])]
  }

  enforce {
    condition     = core::length(local.full_iam) == 0
    error_message = "The policy grants every IAM action on everything."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.policy_changing) == 0
    error_message = "The policy lets its holder widen any permission, by ${core::join(", ", local.policy_changing)}."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.passing_to_any) == 0
    error_message = "The policy allows iam:PassRole for every role and to every service."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.passing_with_start) == 0
    error_message = "The policy lets its holder pass any role to something of their own making, by ${core::join(", ", local.passing_with_start)}."
  }

  enforce {
    condition     = core::length(local.full_iam) > 0 || core::length(local.code_changing) == 0
    error_message = "The policy allows lambda:UpdateFunctionCode on every function, and with it the use of every function's role."
  }
}

resource_policy "aws_iam_role_policy_attachment" "iam_policy_no_privilege_escalation" {
  enforce {
    condition     = core::contains(local.full_iam_policies, attrs.policy_arn) == false
    error_message = "IAMFullAccess is attached to the role."
  }
}
