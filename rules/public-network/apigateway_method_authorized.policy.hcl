# API Gateway methods and routes require authorisation.
#
# Without an authoriser whoever knows the URL may call the method, and URLs are not secrets.
# Browsers send their OPTIONS preflight without credentials, so that OPTIONS is exempt;
# on a WebSocket API only $connect can be authorised, and it covers the whole connection.
#
# severity: high
# controls: fsbp/APIGateway.8
# aliases: CKV_AWS_59 CKV_AWS_309 CKV2_AWS_70 AVD-AWS-0004
# remediation: Attach a JWT, IAM, Cognito or Lambda authoriser.
# reference: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html
resource_policy "aws_api_gateway_method" "apigateway_method_authorized" {
  enforce {
    condition = (
      core::contains(["AWS_IAM", "COGNITO_USER_POOLS", "CUSTOM"], attrs.authorization) || attrs.http_method == "OPTIONS"
    )
    error_message = "Anyone may call the method ${attrs.http_method}: its authorization is ${attrs.authorization}."
  }
}

resource_policy "aws_apigatewayv2_route" "apigateway_method_authorized" {
  locals {
    apis = core::getresources("aws_apigatewayv2_api", { id = attrs.api_id })
    # Keys of HTTP routes are "METHOD /path" or $default, those of WebSocket routes have no blank.
    websocket = (
      core::length(local.apis) > 0
      ? core::anytrue([for a in local.apis : a.protocol_type == "WEBSOCKET"])
      : core::regex_match("^[^ ]+$", attrs.route_key) && attrs.route_key != "$default"
    )
  }

  enforce {
    condition = (
      core::contains(["AWS_IAM", "CUSTOM", "JWT"], core::try(attrs.authorization_type, "NONE")) ||
      core::startswith(attrs.route_key, "OPTIONS ") ||
      (local.websocket && attrs.route_key != "$connect")
    )
    error_message = "Anyone may call the route ${attrs.route_key}: it has no authorisation."
  }
}
