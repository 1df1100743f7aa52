locals {
  # Operators that let through only the values listed. A key that a token always carries cannot be missing, so a set operator does no harm; IfExists is not asked for.
  positive = "^(foranyvalue:|forallvalues:)?string(equals|equalsignorecase|like)$"

  # A subject without any wildcard, or one whose owner and repository are spelt out.
  names_repository = "^([^*?]+|repo:[^*?/:]+/[^*?/:]+:.+|repository_id:[0-9]+:.+)$"
}

# Roles that GitHub Actions may assume name the repository in their trust.
#
# GitHub's identity provider is the same for everybody: a trust without a test of the subject lets any workflow of any repository in the world into the account.
# Test the subject for one repository, better still for a branch or an environment of it.
#
# severity: critical
# controls: waf/SEC02-BP02 waf/SEC11-BP07
# aliases: CKV_AWS_358 CKV_AWS_393
# remediation: Test sub with repo:ORG/REPO:ref:refs/heads/main or an environment.
# reference: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
resource_policy "aws_iam_role" "iam_github_oidc_trust_restricted_by_sub" {
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
    github = [for s in local.allows : s if core::anytrue([for f in s.federated : core::strcontains(f, "token.actions.githubusercontent.com")])
    && core::anytrue([for a in s.actions : core::regex_match("^(\\*|sts:(\\*|assume(\\*|role(\\*|with(\\*|web.*)))))$", a)])]
    without_audience = [for s in local.github : s if !core::anytrue([for c in s.conditions :
      core::regex_match(local.positive, c.operator) && core::regex_match("^token\\.actions\\.githubusercontent\\.com.*:aud$", c.key)
      && core::alltrue([for v in c.values : v == "sts.amazonaws.com"])
    ])]
    subjects           = [for s in local.github : [for c in s.conditions : c.values if core::regex_match(local.positive, c.operator) && core::regex_match("^token\\.actions\\.githubusercontent\\.com.*:sub$", c.key)]]
    without_subject    = [for tests in local.subjects : tests if core::length(tests) == 0]
    loose              = [for tests in local.subjects : core::distinct(core::flatten(tests)) if core::length(tests) > 0 && !core::anytrue([for values in tests : core::alltrue([for v in values : core::regex_match(local.names_repository, v)])])]
    deploys            = core::regex_match("(?i)(deploy|release|publish|apply)", "${attrs.name} ${core::try(core::trimspace(attrs.description), "")}")
    pull_requests_only = [for tests in local.subjects : tests if core::length(tests) > 0 && core::alltrue([for v in core::flatten(tests) : core::endswith(v, ":pull_request")])]
  }

  enforce {
    condition     = core::length(local.without_audience) == 0
    error_message = "A trust of GitHub Actions does not ask for the audience sts.amazonaws.com."
  }

  enforce {
    condition     = core::length(local.without_subject) == 0
    error_message = "A trust of GitHub Actions does not test the subject, so every repository on GitHub may assume the role."
  }

  enforce {
    condition     = core::length(local.loose) == 0
    error_message = "A trust of GitHub Actions does not name one repository: its subject may be ${core::join(", ", core::flatten(local.loose))}."
  }

  enforce {
    condition     = core::length(local.pull_requests_only) == 0 ? true : !local.deploys
    error_message = "The role deploys, but its trust lets only pull requests assume it, which run code that nobody has approved."
  }
}
