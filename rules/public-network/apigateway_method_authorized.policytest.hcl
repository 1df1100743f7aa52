policytest {
  targets = ["apigateway_method_authorized.policy.hcl"]
}

resource "aws_rds_cluster_instance" "other" {
  skip = true
  attrs = {
    identifier = "other"
  }
}

resource "aws_api_gateway_method" "aws_iam" {
  attrs = {
    rest_api_id   = "a1b2c3d4e5"
    resource_id   = "a1b2c3"
    http_method   = "GET"
    authorization = "AWS_IAM"
  }
}

resource "aws_api_gateway_method" "cognito_user_pools" {
  attrs = {
    rest_api_id   = "a1b2c3d4e5"
    resource_id   = "a1b2c3"
    http_method   = "GET"
    authorization = "COGNITO_USER_POOLS"
  }
}

resource "aws_api_gateway_method" "custom" {
  attrs = {
    rest_api_id   = "a1b2c3d4e5"
    resource_id   = "a1b2c3"
    http_method   = "GET"
    authorization = "CUSTOM"
  }
}

resource "aws_api_gateway_method" "preflight" {
  attrs = {
    rest_api_id   = "a1b2c3d4e5"
    resource_id   = "a1b2c3"
    http_method   = "OPTIONS"
    authorization = "NONE"
  }
}

# expect: fail apigateway_method_authorized
# expect: message "Anyone may call the method GET: its authorization is NONE."
resource "aws_api_gateway_method" "none" {
  expect_failure = true
  attrs = {
    rest_api_id   = "a1b2c3d4e5"
    resource_id   = "a1b2c3"
    http_method   = "GET"
    authorization = "NONE"
  }
}

resource "aws_api_gateway_method" "api_key_only" {
  expect_failure = true
  attrs = {
    rest_api_id      = "a1b2c3d4e5"
    resource_id      = "a1b2c3"
    http_method      = "POST"
    authorization    = "NONE"
    api_key_required = true
  }
}

# expect: unknown
resource "aws_api_gateway_method" "unknown_authorization" {
  attrs = {
    rest_api_id   = "a1b2c3d4e5"
    resource_id   = "a1b2c3"
    http_method   = "GET"
    authorization = aws_rds_cluster_instance.other.network_type
  }
}

resource "aws_api_gateway_method" "preflight_with_unknown_authorization" {
  attrs = {
    rest_api_id   = "a1b2c3d4e5"
    resource_id   = "a1b2c3"
    http_method   = "OPTIONS"
    authorization = aws_rds_cluster_instance.other.network_type
  }
}

resource "aws_apigatewayv2_api" "http" {
  skip = true
  attrs = {
    name          = "http"
    protocol_type = "HTTP"
  }
}

resource "aws_apigatewayv2_api" "websocket" {
  skip = true
  attrs = {
    id            = "websocket1"
    name          = "websocket"
    protocol_type = "WEBSOCKET"
  }
}

resource "aws_apigatewayv2_route" "aws_iam" {
  attrs = {
    api_id             = aws_apigatewayv2_api.http.id
    route_key          = "GET /pets"
    authorization_type = "AWS_IAM"
  }
}

resource "aws_apigatewayv2_route" "custom" {
  attrs = {
    api_id             = aws_apigatewayv2_api.http.id
    route_key          = "GET /pets"
    authorization_type = "CUSTOM"
  }
}

resource "aws_apigatewayv2_route" "jwt" {
  attrs = {
    api_id             = aws_apigatewayv2_api.http.id
    route_key          = "GET /pets"
    authorization_type = "JWT"
  }
}

resource "aws_apigatewayv2_route" "preflight" {
  attrs = {
    api_id    = aws_apigatewayv2_api.http.id
    route_key = "OPTIONS /{proxy+}"
  }
}

# expect: message "Anyone may call the route GET /pets: it has no authorisation."
resource "aws_apigatewayv2_route" "not_set" {
  expect_failure = true
  attrs = {
    api_id    = aws_apigatewayv2_api.http.id
    route_key = "GET /pets"
  }
}

resource "aws_apigatewayv2_route" "none" {
  expect_failure = true
  attrs = {
    api_id             = aws_apigatewayv2_api.http.id
    route_key          = "GET /pets"
    authorization_type = "NONE"
  }
}

resource "aws_apigatewayv2_route" "http_default" {
  expect_failure = true
  attrs = {
    api_id    = aws_apigatewayv2_api.http.id
    route_key = "$default"
  }
}

resource "aws_apigatewayv2_route" "websocket_connect" {
  attrs = {
    api_id             = aws_apigatewayv2_api.websocket.id
    route_key          = "$connect"
    authorization_type = "AWS_IAM"
  }
}

resource "aws_apigatewayv2_route" "websocket_connect_none" {
  expect_failure = true
  attrs = {
    api_id    = aws_apigatewayv2_api.websocket.id
    route_key = "$connect"
  }
}

resource "aws_apigatewayv2_route" "websocket_connect_none_elsewhere" {
  expect_failure = true
  attrs = {
    api_id             = "elsewhere1"
    route_key          = "$connect"
    authorization_type = "NONE"
  }
}

resource "aws_apigatewayv2_route" "websocket_default" {
  attrs = {
    api_id    = aws_apigatewayv2_api.websocket.id
    route_key = "$default"
  }
}

resource "aws_apigatewayv2_route" "websocket_default_by_literal" {
  attrs = {
    api_id    = "websocket1"
    route_key = "$default"
  }
}

resource "aws_apigatewayv2_route" "websocket_disconnect_elsewhere" {
  attrs = {
    api_id    = "elsewhere1"
    route_key = "$disconnect"
  }
}

resource "aws_apigatewayv2_route" "websocket_message_elsewhere" {
  attrs = {
    api_id             = "elsewhere1"
    route_key          = "sendmessage"
    authorization_type = "NONE"
  }
}

resource "aws_apigatewayv2_route" "http_elsewhere" {
  expect_failure = true
  attrs = {
    api_id    = "elsewhere1"
    route_key = "GET /pets"
  }
}

# expect: unknown
resource "aws_apigatewayv2_route" "unknown_authorization" {
  attrs = {
    api_id             = aws_apigatewayv2_api.http.id
    route_key          = "GET /pets"
    authorization_type = aws_rds_cluster_instance.other.network_type
  }
}

resource "aws_apigatewayv2_route" "unknown_authorization_of_websocket_message" {
  attrs = {
    api_id             = aws_apigatewayv2_api.websocket.id
    route_key          = "sendmessage"
    authorization_type = aws_rds_cluster_instance.other.network_type
  }
}
