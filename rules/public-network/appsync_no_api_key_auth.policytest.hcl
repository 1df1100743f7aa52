policytest {
  targets = ["appsync_no_api_key_auth.policy.hcl"]
}

resource "aws_rds_cluster_instance" "other" {
  skip = true
  attrs = {
    identifier = "other"
  }
}

resource "aws_appsync_graphql_api" "amazon_cognito_user_pools" {
  attrs = {
    name                = "main"
    authentication_type = "AMAZON_COGNITO_USER_POOLS"
  }
}

resource "aws_appsync_graphql_api" "aws_iam" {
  attrs = {
    name                = "main"
    authentication_type = "AWS_IAM"
  }
}

resource "aws_appsync_graphql_api" "aws_lambda" {
  attrs = {
    name                = "main"
    authentication_type = "AWS_LAMBDA"
  }
}

resource "aws_appsync_graphql_api" "openid_connect" {
  attrs = {
    name                = "main"
    authentication_type = "OPENID_CONNECT"
  }
}

resource "aws_appsync_graphql_api" "two_good_ones" {
  attrs = {
    name                               = "main"
    authentication_type                = "AWS_IAM"
    additional_authentication_provider = [{ authentication_type = "AMAZON_COGNITO_USER_POOLS" }]
  }
}

# expect: fail appsync_no_api_key_auth
# expect: message "The API's authentication is API_KEY."
resource "aws_appsync_graphql_api" "api_key" {
  expect_failure = true
  attrs = {
    name                = "main"
    authentication_type = "API_KEY"
  }
}

# expect: message "The API also accepts an API key."
resource "aws_appsync_graphql_api" "api_key_as_well" {
  expect_failure = true
  attrs = {
    name                               = "main"
    authentication_type                = "AWS_IAM"
    additional_authentication_provider = [{ authentication_type = "OPENID_CONNECT" }, { authentication_type = "API_KEY" }]
  }
}

# expect: unknown
resource "aws_appsync_graphql_api" "unknown_type" {
  attrs = {
    name                = "main"
    authentication_type = aws_rds_cluster_instance.other.network_type
  }
}

# expect: unknown
resource "aws_appsync_graphql_api" "unknown_additional_type" {
  attrs = {
    name                               = "main"
    authentication_type                = "AWS_IAM"
    additional_authentication_provider = [{ authentication_type = aws_rds_cluster_instance.other.network_type }]
  }
}

resource "aws_appsync_graphql_api" "api_key_beside_an_unknown" {
  expect_failure = true
  attrs = {
    name                               = "main"
    authentication_type                = aws_rds_cluster_instance.other.network_type
    additional_authentication_provider = [{ authentication_type = "API_KEY" }]
  }
}
