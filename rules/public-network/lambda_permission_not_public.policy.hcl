# Lambda permissions name who may call.
#
# A permission for * lets every AWS account run the function. A permission for a service, without the source it acts for, lets anyone who can
# point that service at the function run it: a bucket, a rule or a topic in a stranger's account will do.
#
# severity: critical
# controls: fsbp/Lambda.1 waf/SEC03-BP07
# aliases: CKV_AWS_301 CKV_AWS_364 AVD-AWS-0067
# remediation: Add source_arn (and source_account for S3) to each permission given to a service principal.
# reference: https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
resource_policy "aws_lambda_permission" "lambda_permission_not_public" {
  locals {
    is_service = core::regex_match("[.]amazonaws[.]com([.]cn)?$|[.]amazon[.]com$", attrs.principal)
    # Alexa has no ARN to give: the skill's id comes as event_source_token.
    has_source = (
      core::try(attrs.source_arn, "") != "" ||
      core::try(attrs.source_account, "") != "" ||
      (attrs.principal == "alexa-appkit.amazon.com" && core::try(attrs.event_source_token, "") != "")
    )
  }

  enforce {
    condition     = attrs.principal != "*" || core::try(attrs.principal_org_id, "") != ""
    error_message = "The permission lets every AWS account call the function: the principal is * and no principal_org_id limits it."
  }

  enforce {
    condition     = !local.is_service || local.has_source
    error_message = "${attrs.principal} may call the function on behalf of any AWS account: neither source_arn nor source_account is set."
  }
}
