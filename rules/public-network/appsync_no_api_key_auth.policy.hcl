# AppSync APIs do not rely on API keys.
#
# An API key is one shared string that ships inside every client; it names no user and lives for up to a year.
#
# severity: high
# controls: fsbp/AppSync.5
# remediation: Use Cognito, IAM, OIDC or a Lambda authoriser, and keep API keys for local trials.
# reference: https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html
resource_policy "aws_appsync_graphql_api" "appsync_no_api_key_auth" {
  locals {
    accepted = ["AMAZON_COGNITO_USER_POOLS", "AWS_IAM", "AWS_LAMBDA", "OPENID_CONNECT"]
  }

  enforce {
    condition     = core::contains(local.accepted, attrs.authentication_type)
    error_message = "The API's authentication is ${attrs.authentication_type}."
  }

  enforce {
    condition = core::alltrue([
      for p in core::try(attrs.additional_authentication_provider, []) : core::contains(local.accepted, p.authentication_type)
    ])
    error_message = "The API also accepts an API key."
  }
}
