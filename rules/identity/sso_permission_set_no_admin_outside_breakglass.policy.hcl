input "admin_permission_sets" {
  type        = list(string)
  default     = []
  description = "Names of the permission sets that may carry administrator rights, break-glass for one."
}

locals {
  # AWS's own administrator policy, in each partition.
  administrator_access = [
    "arn:aws:iam::aws:policy/AdministratorAccess",
    "arn:aws-cn:iam::aws:policy/AdministratorAccess",
    "arn:aws-us-gov:iam::aws:policy/AdministratorAccess",
  ]
}

# Only permission sets named in the configuration carry administrator rights.
#
# Every permission set with AdministratorAccess is one more door to the whole account, for everybody in the group it is assigned to.
# List the few that may have it in the input admin_permission_sets.
#
# severity: high
# controls: waf/SEC03-BP02
# remediation: Give the group a narrower permission set and keep administrator rights for the named few.
# reference: https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html
resource_policy "aws_ssoadmin_managed_policy_attachment" "sso_permission_set_no_admin_outside_breakglass" {
  locals {
    named = core::anytrue([for p in core::getresources("aws_ssoadmin_permission_set", { arn = attrs.permission_set_arn }) : core::contains(input.admin_permission_sets, p.name)])
  }

  enforce {
    condition     = !core::contains(local.administrator_access, attrs.managed_policy_arn) || local.named
    error_message = "AdministratorAccess is attached to a permission set that the input admin_permission_sets does not name."
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "sso_permission_set_no_admin_outside_breakglass" {
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
    administrators = [for s in local.allows : s if core::anytrue([for r in core::concat(s.resources, [for r in s.not_resources : "*"]) : core::regex_match("^\\*+$", r)])
    && (core::anytrue([for a in s.actions : core::regex_match("^\\*+(:\\*+)?$", a)]) || (core::length(s.not_actions) > 0 && !core::anytrue([for a in s.not_actions : core::contains(["*", "*:*", "iam:*"], a)])))]
    named = core::anytrue([for p in core::getresources("aws_ssoadmin_permission_set", { arn = attrs.permission_set_arn }) : core::contains(input.admin_permission_sets, p.name)])
  }

  enforce {
    condition     = core::length(local.administrators) == 0 || local.named
    error_message = "The inline policy gives administrator rights to a permission set that the input admin_permission_sets does not name."
  }
}
