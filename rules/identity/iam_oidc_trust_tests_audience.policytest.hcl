policytest {
  targets = ["iam_oidc_trust_tests_audience.policy.hcl"]
}

resource "aws_iam_role" "good_eks" {
  attrs = {
    name = "good-eks"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE" },
        Condition = { StringEquals = { "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:aud" = "sts.amazonaws.com", "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub" = "system:serviceaccount:shop:api" } }
      }]
    })
  }
}

resource "aws_iam_role" "good_github" {
  attrs = {
    name = "good-github"
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

resource "aws_iam_role" "good_cognito" {
  attrs = {
    name = "good-cognito"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "cognito-identity.amazonaws.com" },
        Condition = { StringEquals = { "cognito-identity.amazonaws.com:aud" = "eu-west-1:12345678-abcd-abcd-abcd-123456790ab" }, "ForAnyValue:StringLike" = { "cognito-identity.amazonaws.com:amr" = "authenticated" } }
      }]
    })
  }
}

# SAML is no web identity.
resource "aws_iam_role" "good_saml" {
  attrs = {
    name = "good-saml"
    assume_role_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRoleWithSAML", Principal = { Federated = "arn:aws:iam::123456789012:saml-provider/idp" }, Condition = { StringEquals = { "SAML:aud" = "https://signin.aws.amazon.com/saml" } } }]
    })
  }
}

resource "aws_iam_role" "good_service" {
  attrs = {
    name = "good-service"
    assume_role_policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
    })
  }
}

# expect: message "The trust of arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE does not test the audience of the token."
resource "aws_iam_role" "bad_no_audience" {
  attrs = {
    name = "bad-no-audience"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE" },
        Condition = { StringEquals = { "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub" = "system:serviceaccount:shop:api" } }
      }]
    })
  }
  expect_failure = true
}

# expect: message "The trust of arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE does not test the subject of the token."
resource "aws_iam_role" "bad_no_subject" {
  attrs = {
    name = "bad-no-subject"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE" },
        Condition = { StringEquals = { "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:aud" = "sts.amazonaws.com" } }
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
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/app.terraform.io" }
      }]
    })
  }
  expect_failure = true
}

# A test that every value passes is none.
resource "aws_iam_role" "bad_subject_star" {
  attrs = {
    name = "bad-subject-star"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE" },
        Condition = { StringEquals = { "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:aud" = "sts.amazonaws.com" }, StringLike = { "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub" = "*" } }
      }]
    })
  }
  expect_failure = true
}

resource "aws_iam_role" "bad_negative" {
  attrs = {
    name = "bad-negative"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE" },
        Condition = { StringEquals = { "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:aud" = "sts.amazonaws.com" }, StringNotEquals = { "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub" = "system:serviceaccount:shop:api" } }
      }]
    })
  }
  expect_failure = true
}

# expect: message "The trust of a Cognito identity pool does not test whether the visitor has signed in."
resource "aws_iam_role" "bad_cognito_without_amr" {
  attrs = {
    name = "bad-cognito-without-amr"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "cognito-identity.amazonaws.com" },
        Condition = { StringEquals = { "cognito-identity.amazonaws.com:aud" = "eu-west-1:12345678-abcd-abcd-abcd-123456790ab" } }
      }]
    })
  }
  expect_failure = true
}

resource "aws_iam_role" "bad_cognito_without_audience" {
  attrs = {
    name = "bad-cognito-without-audience"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "cognito-identity.amazonaws.com" },
        Condition = { "ForAnyValue:StringLike" = { "cognito-identity.amazonaws.com:amr" = "authenticated" } }
      }]
    })
  }
  expect_failure = true
}

resource "aws_iam_role" "bad_google_without_audience" {
  attrs = {
    name = "bad-google-without-audience"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = "sts:AssumeRoleWithWebIdentity",
        Principal = { Federated = "accounts.google.com" }
      }]
    })
  }
  expect_failure = true
}

resource "aws_iam_role" "bad_list_of_actions" {
  attrs = {
    name = "bad-list-of-actions"
    assume_role_policy = core::jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow",
        Action    = ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"],
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE" }
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
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = aws_iam_openid_connect_provider.eks.arn } }]
    })
  }
}

resource "aws_iam_openid_connect_provider" "eks" {
  skip = true
}
