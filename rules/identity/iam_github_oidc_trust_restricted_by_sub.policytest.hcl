policytest {
  targets = ["iam_github_oidc_trust_restricted_by_sub.policy.hcl"]
}

resource "aws_iam_role" "good_environment" {
  attrs = {
    name = "good-environment"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
        Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:acme/shop:environment:prod" } }
      }]
    })
  }
}

resource "aws_iam_role" "good_branches" {
  attrs = {
    name = "good-branches"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
        Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }, StringLike = { "token.actions.githubusercontent.com:sub" = ["repo:acme/shop:ref:refs/heads/main", "repo:acme/shop:ref:refs/heads/release/*"] } }
      }]
    })
  }
}

# Owner and repository are spelt out; the rest may vary.
resource "aws_iam_role" "good_whole_repository" {
  attrs = {
    name = "good-whole-repository"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
        Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }, StringLike = { "token.actions.githubusercontent.com:sub" = "repo:acme/shop:*" } }
      }]
    })
  }
}

resource "aws_iam_role" "good_set_operator" {
  attrs = {
    name = "good-set-operator"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
        Condition = { "ForAnyValue:StringLike" = { "token.actions.githubusercontent.com:sub" = "repo:acme/shop:*" }, "ForAllValues:StringEquals" = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" } }
      }]
    })
  }
}

# Condition keys do not care for case.
resource "aws_iam_role" "good_key_in_other_case" {
  attrs = {
    name = "good-key-in-other-case"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
        Condition = { StringEquals = { "Token.Actions.GithubUserContent.com:AUD" = "sts.amazonaws.com", "token.actions.githubusercontent.com:Sub" = "repo:acme/shop:environment:prod" } }
      }]
    })
  }
}

# A role that only plans may be assumed from pull requests.
resource "aws_iam_role" "good_pull_requests_of_a_plan_role" {
  attrs = {
    name = "good-pull-requests-of-a-plan-role"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
        Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:acme/shop:pull_request" } }
      }]
    })
  }
}

# Nothing to do with GitHub.
resource "aws_iam_role" "good_service" {
  attrs = {
    name = "good-service"
    assume_role_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
    })
  }
}

resource "aws_iam_role" "good_other_provider" {
  attrs = {
    name = "good-other-provider"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/gitlab.com" },
        Condition = { StringEquals = { "gitlab.com:aud" = "https://gitlab.com" } }
      }]
    })
  }
}

# expect: message "A trust of GitHub Actions does not test the subject, so every repository on GitHub may assume the role."
resource "aws_iam_role" "bad_no_subject" {
  attrs = {
    name = "bad-no-subject"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
        Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" } }
      }]
    })
  }
  expect_failure = true
}

resource "aws_iam_role" "bad_no_condition" {
  attrs = {
    name = "bad-no-condition"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
      }]
    })
  }
  expect_failure = true
}

# expect: message "A trust of GitHub Actions does not ask for the audience sts.amazonaws.com."
resource "aws_iam_role" "bad_no_audience" {
  attrs = {
    name = "bad-no-audience"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
        Condition = { StringEquals = { "token.actions.githubusercontent.com:sub" = "repo:acme/shop:environment:prod" } }
      }]
    })
  }
  expect_failure = true
}

resource "aws_iam_role" "bad_other_audience" {
  attrs = {
    name = "bad-other-audience"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
        Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "https://github.com/acme", "token.actions.githubusercontent.com:sub" = "repo:acme/shop:environment:prod" } }
      }]
    })
  }
  expect_failure = true
}

# expect: message "A trust of GitHub Actions does not name one repository: its subject may be repo:acme/*."
resource "aws_iam_role" "bad_owner_only" {
  attrs = {
    name = "bad-owner-only"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
        Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }, StringLike = { "token.actions.githubusercontent.com:sub" = "repo:acme/*" } }
      }]
    })
  }
  expect_failure = true
}

resource "aws_iam_role" "bad_star" {
  attrs = {
    name = "bad-star"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
        Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }, StringLike = { "token.actions.githubusercontent.com:sub" = "*" } }
      }]
    })
  }
  expect_failure = true
}

resource "aws_iam_role" "bad_every_repository" {
  attrs = {
    name = "bad-every-repository"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
        Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }, StringLike = { "token.actions.githubusercontent.com:sub" = "repo:*" } }
      }]
    })
  }
  expect_failure = true
}

resource "aws_iam_role" "bad_repository_prefix" {
  attrs = {
    name = "bad-repository-prefix"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
        Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }, StringLike = { "token.actions.githubusercontent.com:sub" = "repo:acme/shop*" } }
      }]
    })
  }
  expect_failure = true
}

# One loose value opens the whole list.
resource "aws_iam_role" "bad_one_of_two" {
  attrs = {
    name = "bad-one-of-two"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
        Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }, StringLike = { "token.actions.githubusercontent.com:sub" = ["repo:acme/shop:environment:prod", "repo:acme/*"] } }
      }]
    })
  }
  expect_failure = true
}

# Everything but one repository is not one repository.
resource "aws_iam_role" "bad_negative" {
  attrs = {
    name = "bad-negative"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
        Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }, StringNotLike = { "token.actions.githubusercontent.com:sub" = "repo:acme/sandbox:*" } }
      }]
    })
  }
  expect_failure = true
}

# expect: message "The role deploys, but its trust lets only pull requests assume it, which run code that nobody has approved."
resource "aws_iam_role" "bad_deploy_from_pull_requests" {
  attrs = {
    name = "bad-deploy-from-pull-requests"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
        Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:acme/shop:pull_request" } }
      }]
    })
  }
  expect_failure = true
}

resource "aws_iam_role" "bad_second_statement" {
  attrs = {
    name = "bad-second-statement"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
        Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:acme/shop:environment:prod" } }
        }, {
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
        Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" } }
      }]
    })
  }
  expect_failure = true
}


# The trust names an ARN that is known only after the apply.
# expect: unknown
resource "aws_iam_role" "unknown_document" {
  attrs = {
    name = "unknown"
    assume_role_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = aws_iam_openid_connect_provider.github.arn } }]
    })
  }
}

resource "aws_iam_openid_connect_provider" "github" {
  skip = true
}
