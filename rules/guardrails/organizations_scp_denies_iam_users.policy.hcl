locals {
  # What the SCP has to deny. Lower-cased, as actions are compared.
  user_making = ["iam:createuser", "iam:createaccesskey", "iam:createloginprofile"]

  # The only conditions that may exempt anybody: those that spare principals, and name roles of an account.
  sparing    = "^(arnnotlike|arnnotequals|stringnotlike|stringnotequals)(ifexists)?$"
  named_role = "^arn:[^:]*:(iam|sts)::[^:]*:(role|assumed-role)/.*[a-zA-Z0-9]"

  # SCPs of the plan that are attached, their denials, and whether one of them denies all of that. Computed once a plan.
  guards = [for p in core::getresources("aws_organizations_policy", {}) : p
    if core::try(p.type, "SERVICE_CONTROL_POLICY") == "SERVICE_CONTROL_POLICY"
    && core::length(core::getresources("aws_organizations_policy_attachment", { policy_id = p.id })) > 0
  ]
  denied = [for p in local.guards : [for s in core::flatten([core::try(core::jsondecode(p.content).Statement, [])]) : {
    not_actions = core::flatten([core::try(s.NotAction, [])])
    covers      = "^(${core::join("|", [for a in core::flatten([core::try(s.Action, [])]) : core::replace(core::replace(core::replace(core::lower(a), "/[^a-z0-9:*?_-]/", "!"), "?", "."), "*", ".*")])})$"
    spares      = "^(${core::join("|", [for a in core::flatten([core::try(s.NotAction, [])]) : core::replace(core::replace(core::replace(core::lower(a), "/[^a-z0-9:*?_-]/", "!"), "?", "."), "*", ".*")])})$"
    } if core::try(s.Effect, "") == "Deny"
    && core::anytrue([for r in core::flatten([core::try(s.Resource, [])]) : core::regex_match("^(\\*|arn:[^:]*:iam::(\\*|\\*:(\\*|user/\\*)))$", r)])
    && core::alltrue(core::flatten([for operator, tests in core::try(s.Condition, {}) : [for key, values in tests :
      core::lower(key) == "aws:principalarn" && core::regex_match(local.sparing, core::lower(operator)) && core::alltrue([for v in core::flatten([values]) : core::regex_match(local.named_role, v)])
    ]]))
  ]]
  complete = core::anytrue([for statements in local.denied : core::alltrue([for action in local.user_making : core::anytrue([for s in statements :
    core::regex_match(s.covers, action) || (core::length(s.not_actions) > 0 && !core::regex_match(s.spares, action))
  ])])])
  organised = core::length(core::getresources("aws_organizations_organization", {})) > 0
}

# An attached SCP denies the making of IAM users, access keys and console passwords.
#
# A rule on Terraform code sees only what Terraform makes; the SCP also stops the console, the command line and everybody's administrator role.
# It is asked of the root module that declares the organisation, or, where that is not in the plan, of the SCPs that are.
#
# severity: high
# controls: waf/SEC01-BP01 waf/SEC03-BP05
# remediation: Write and attach the SCP at the root or workload OUs.
# reference: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
resource_policy "aws_organizations_organization" "organizations_scp_denies_iam_users" {
  enforce {
    condition     = local.complete
    error_message = "No attached service control policy in this plan denies iam:CreateUser, iam:CreateAccessKey and iam:CreateLoginProfile."
  }
}

resource_policy "aws_organizations_policy" "organizations_scp_denies_iam_users" {
  filter = core::try(attrs.type, "SERVICE_CONTROL_POLICY") == "SERVICE_CONTROL_POLICY" && !local.organised

  enforce {
    condition     = local.complete
    error_message = "No attached service control policy in this plan denies iam:CreateUser, iam:CreateAccessKey and iam:CreateLoginProfile."
  }
}
