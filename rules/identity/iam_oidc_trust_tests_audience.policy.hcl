locals {
  # Operators that let through only the values listed.
  positive = "^(foranyvalue:|forallvalues:)?string(equals|equalsignorecase|like)$"
  of_oidc  = "^arn:[^:]*:iam::[^:]*:oidc-provider/"
  of_saml  = "^arn:[^:]*:iam::[^:]*:saml-provider/"
}

# Every trust of a web identity tests the audience and the subject of the token.
#
# An OIDC provider signs tokens for many clients and many subjects; the trust policy alone says which of them may have the role.
# Without the audience a token made for another service will do, without the subject anybody's token will.
#
# severity: high
# controls: waf/SEC02-BP04
# aliases: CKV_AWS_358
# remediation: Test both the audience and the subject of the token in each trust statement.
# reference: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
resource_policy "aws_iam_role" "iam_oidc_trust_tests_audience" {
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
    tested = [for s in local.allows : {
      providers = s.federated
      # What each test that lets through only listed values tests, the provider's name left out.
      claims = [for c in s.conditions : core::element(core::split(":", c.key), core::length(core::split(":", c.key)) - 1) if core::regex_match(local.positive, c.operator) && !core::anytrue([for v in c.values : core::regex_match("^[*?]*$", v)])]
    } if core::anytrue([for a in s.actions : core::regex_match("^(\\*|sts:(\\*|assume(\\*|role(\\*|with(\\*|web.*)))))$", a)])]
    without_audience = core::distinct(core::flatten([for s in local.tested : [for f in s.providers : f if !core::regex_match(local.of_saml, f) && !core::anytrue([for c in s.claims : core::contains(["aud", "app_id"], c)])]]))
    without_subject  = core::distinct(core::flatten([for s in local.tested : [for f in s.providers : f if core::regex_match(local.of_oidc, f) && !core::contains(s.claims, "sub")]]))
    without_amr      = core::distinct(core::flatten([for s in local.tested : [for f in s.providers : f if f == "cognito-identity.amazonaws.com" && !core::contains(s.claims, "amr")]]))
  }

  enforce {
    condition     = core::length(local.without_audience) == 0
    error_message = "The trust of ${core::join(", ", local.without_audience)} does not test the audience of the token."
  }

  enforce {
    condition     = core::length(local.without_subject) == 0
    error_message = "The trust of ${core::join(", ", local.without_subject)} does not test the subject of the token."
  }

  enforce {
    condition     = core::length(local.without_amr) == 0
    error_message = "The trust of a Cognito identity pool does not test whether the visitor has signed in."
  }
}
