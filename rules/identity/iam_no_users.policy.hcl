# No IAM user is declared: people come through SSO, machines through roles.
#
# An IAM user lives outside the identity provider: it stays when the person leaves, and its credentials do not expire.
# Break-glass users are waived by name, with an owner and an end date.
#
# severity: high
# controls: cis-aws-3.0/1.21 cis-aws-5.0/1.20 waf/SEC02-BP04 waf/SEC02-BP02
# aliases: CKV_AWS_273
# remediation: Remove the user; use IAM Identity Center for people and OIDC or roles for machines.
# reference: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
resource_policy "aws_iam_user" "iam_no_users" {
  enforce {
    condition     = false
    error_message = "The IAM user ${attrs.name} is declared."
  }
}
