# No long-lived access key is declared.
#
# An access key works from anywhere until somebody deletes it, and Terraform keeps its secret half in the state in plain text.
# A key that does not exist cannot leak.
#
# severity: critical
# controls: fsbp/IAM.3 fsbp/IAM.4 cis-aws-3.0/1.4 cis-aws-3.0/1.11 cis-aws-3.0/1.13 cis-aws-3.0/1.14 cis-aws-5.0/1.3 cis-aws-5.0/1.10 cis-aws-5.0/1.12 cis-aws-5.0/1.13 waf/SEC02-BP02
# aliases: CKV_AWS_348 AVD-AWS-0141 AVD-AWS-0146 AVD-AWS-0167
# remediation: Delete the key and use roles, OIDC federation or Identity Center sessions.
# reference: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
resource_policy "aws_iam_access_key" "iam_no_access_keys" {
  enforce {
    condition     = false
    error_message = "A long-lived access key is made for the user ${attrs.user}, and its secret is kept in the state."
  }
}
