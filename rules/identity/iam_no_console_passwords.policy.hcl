# No IAM user has a console password.
#
# A console password outlives the person's time in the company and knows nothing of the identity provider's MFA.
# People sign in through IAM Identity Center instead.
#
# severity: high
# controls: fsbp/IAM.5 cis-aws-3.0/1.10 cis-aws-3.0/1.11 cis-aws-5.0/1.9 waf/SEC02-BP01
# aliases: CKV2_AWS_22 AVD-AWS-0145
# remediation: Sign in through Identity Center, where the IdP enforces MFA.
# reference: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords.html
resource_policy "aws_iam_user_login_profile" "iam_no_console_passwords" {
  enforce {
    condition     = false
    error_message = "The user ${attrs.user} gets a console password."
  }
}
