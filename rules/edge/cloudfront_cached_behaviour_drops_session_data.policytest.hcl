policytest {
  targets = ["cloudfront_cached_behaviour_drops_session_data.policy.hcl"]
}

resource "aws_launch_template" "ttl" {
  attrs = { name = "ttl" }
  skip  = true
}

resource "aws_ssm_parameter" "behaviour" {
  attrs = { name = "/edge/cookies", type = "String" }
  skip  = true
}

resource "aws_cloudfront_cache_policy" "never" {
  attrs = {
    id          = "11111111-0000-0000-0000-000000000001"
    name        = "never"
    min_ttl     = 0
    default_ttl = 0
    max_ttl     = 0
    parameters_in_cache_key_and_forwarded_to_origin = [
      {
        cookies_config = [
          {
            cookie_behavior = "none"
            cookies         = []
          },
        ]
        headers_config = [
          {
            header_behavior = "none"
            headers         = []
          },
        ]
        query_strings_config = [
          { query_string_behavior = "none" },
        ]
      },
    ]
  }
  skip = true
}

resource "aws_cloudfront_cache_policy" "short" {
  attrs = {
    id          = "11111111-0000-0000-0000-000000000002"
    name        = "short"
    min_ttl     = 0
    default_ttl = 60
    max_ttl     = 300
    parameters_in_cache_key_and_forwarded_to_origin = [
      {
        cookies_config = [
          {
            cookie_behavior = "none"
            cookies         = []
          },
        ]
        headers_config = [
          {
            header_behavior = "none"
            headers         = []
          },
        ]
        query_strings_config = [
          { query_string_behavior = "none" },
        ]
      },
    ]
  }
  skip = true
}

resource "aws_cloudfront_cache_policy" "language" {
  attrs = {
    id          = "11111111-0000-0000-0000-000000000003"
    name        = "language"
    min_ttl     = 0
    default_ttl = 60
    max_ttl     = 300
    parameters_in_cache_key_and_forwarded_to_origin = [
      {
        cookies_config = [
          {
            cookie_behavior = "whitelist"
            cookies = [
              {
                items = ["lang"]
              },
            ]
          },
        ]
        headers_config = [
          {
            header_behavior = "none"
            headers         = []
          },
        ]
        query_strings_config = [
          { query_string_behavior = "none" },
        ]
      },
    ]
  }
  skip = true
}

resource "aws_cloudfront_cache_policy" "session" {
  attrs = {
    id          = "11111111-0000-0000-0000-000000000004"
    name        = "session"
    min_ttl     = 0
    default_ttl = 60
    max_ttl     = 300
    parameters_in_cache_key_and_forwarded_to_origin = [
      {
        cookies_config = [
          {
            cookie_behavior = "whitelist"
            cookies = [
              {
                items = ["sessionid"]
              },
            ]
          },
        ]
        headers_config = [
          {
            header_behavior = "none"
            headers         = []
          },
        ]
        query_strings_config = [
          { query_string_behavior = "none" },
        ]
      },
    ]
  }
  skip = true
}

resource "aws_cloudfront_cache_policy" "every_cookie" {
  attrs = {
    id          = "11111111-0000-0000-0000-000000000005"
    name        = "every_cookie"
    min_ttl     = 0
    default_ttl = 60
    max_ttl     = 300
    parameters_in_cache_key_and_forwarded_to_origin = [
      {
        cookies_config = [
          {
            cookie_behavior = "all"
            cookies         = []
          },
        ]
        headers_config = [
          {
            header_behavior = "none"
            headers         = []
          },
        ]
        query_strings_config = [
          { query_string_behavior = "none" },
        ]
      },
    ]
  }
  skip = true
}

resource "aws_cloudfront_cache_policy" "token" {
  attrs = {
    id          = "11111111-0000-0000-0000-000000000006"
    name        = "token"
    min_ttl     = 0
    default_ttl = 60
    max_ttl     = 300
    parameters_in_cache_key_and_forwarded_to_origin = [
      {
        cookies_config = [
          {
            cookie_behavior = "none"
            cookies         = []
          },
        ]
        headers_config = [
          {
            header_behavior = "whitelist"
            headers = [
              {
                items = ["Authorization"]
              },
            ]
          },
        ]
        query_strings_config = [
          { query_string_behavior = "none" },
        ]
      },
    ]
  }
  skip = true
}

resource "aws_cloudfront_cache_policy" "later" {
  attrs = {
    id          = "11111111-0000-0000-0000-000000000007"
    name        = "later"
    min_ttl     = 0
    default_ttl = 60
    max_ttl     = 300
    parameters_in_cache_key_and_forwarded_to_origin = [
      {
        cookies_config = [
          {
            cookie_behavior = aws_ssm_parameter.behaviour.insecure_value
            cookies         = []
          },
        ]
        headers_config = [
          {
            header_behavior = "none"
            headers         = []
          },
        ]
        query_strings_config = [
          { query_string_behavior = "none" },
        ]
      },
    ]
  }
  skip = true
}

resource "aws_cloudfront_origin_request_policy" "none" {
  attrs = {
    id   = "33333333-0000-0000-0000-000000000001"
    name = "none"
    cookies_config = [
      {
        cookie_behavior = "none"
        cookies         = []
      },
    ]
    headers_config = [
      {
        header_behavior = "none"
        headers         = []
      },
    ]
    query_strings_config = [
      { query_string_behavior = "none" },
    ]
  }
  skip = true
}

resource "aws_cloudfront_origin_request_policy" "language" {
  attrs = {
    id   = "33333333-0000-0000-0000-000000000002"
    name = "language"
    cookies_config = [
      {
        cookie_behavior = "whitelist"
        cookies = [
          {
            items = ["lang"]
          },
        ]
      },
    ]
    headers_config = [
      {
        header_behavior = "none"
        headers         = []
      },
    ]
    query_strings_config = [
      { query_string_behavior = "none" },
    ]
  }
  skip = true
}

resource "aws_cloudfront_origin_request_policy" "all_cookies" {
  attrs = {
    id   = "33333333-0000-0000-0000-000000000003"
    name = "all_cookies"
    cookies_config = [
      {
        cookie_behavior = "all"
        cookies         = []
      },
    ]
    headers_config = [
      {
        header_behavior = "none"
        headers         = []
      },
    ]
    query_strings_config = [
      { query_string_behavior = "none" },
    ]
  }
  skip = true
}

resource "aws_cloudfront_origin_request_policy" "all_headers" {
  attrs = {
    id   = "33333333-0000-0000-0000-000000000004"
    name = "all_headers"
    cookies_config = [
      {
        cookie_behavior = "none"
        cookies         = []
      },
    ]
    headers_config = [
      {
        header_behavior = "allViewer"
        headers         = []
      },
    ]
    query_strings_config = [
      { query_string_behavior = "none" },
    ]
  }
  skip = true
}

resource "aws_cloudfront_origin_request_policy" "but_authorization" {
  attrs = {
    id   = "33333333-0000-0000-0000-000000000005"
    name = "but_authorization"
    cookies_config = [
      {
        cookie_behavior = "none"
        cookies         = []
      },
    ]
    headers_config = [
      {
        header_behavior = "allExcept"
        headers = [
          {
            items = ["Authorization", "Host"]
          },
        ]
      },
    ]
    query_strings_config = [
      { query_string_behavior = "none" },
    ]
  }
  skip = true
}

resource "aws_cloudfront_origin_request_policy" "but_host" {
  attrs = {
    id   = "33333333-0000-0000-0000-000000000006"
    name = "but_host"
    cookies_config = [
      {
        cookie_behavior = "none"
        cookies         = []
      },
    ]
    headers_config = [
      {
        header_behavior = "allExcept"
        headers = [
          {
            items = ["Host"]
          },
        ]
      },
    ]
    query_strings_config = [
      { query_string_behavior = "none" },
    ]
  }
  skip = true
}

resource "aws_cloudfront_distribution" "nothing_sent" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
    ordered_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        path_pattern           = "/api/prices"
        cache_policy_id        = aws_cloudfront_cache_policy.short.id
      },
    ]
  }
}

resource "aws_cloudfront_distribution" "managed_nothing_sent" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
    ordered_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        path_pattern           = "/api/prices"
        cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
      },
    ]
  }
}

resource "aws_cloudfront_distribution" "not_cached_all_sent" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
    ordered_cache_behavior = [
      {
        target_origin_id         = "api"
        allowed_methods          = ["GET", "HEAD"]
        cached_methods           = ["GET", "HEAD"]
        viewer_protocol_policy   = "redirect-to-https"
        path_pattern             = "/api/prices"
        cache_policy_id          = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
        origin_request_policy_id = "216adef6-5c7f-47e4-b989-5492eafa07d3"
      },
    ]
  }
}

resource "aws_cloudfront_distribution" "own_never_cached_all_sent" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
    ordered_cache_behavior = [
      {
        target_origin_id         = "api"
        allowed_methods          = ["GET", "HEAD"]
        cached_methods           = ["GET", "HEAD"]
        viewer_protocol_policy   = "redirect-to-https"
        path_pattern             = "/api/prices"
        cache_policy_id          = aws_cloudfront_cache_policy.never.id
        origin_request_policy_id = "216adef6-5c7f-47e4-b989-5492eafa07d3"
      },
    ]
  }
}

# expect: fail cloudfront_cached_behaviour_drops_session_data
# expect: message "The origin gets cookies that are not in the cache key, so one user's answer is given to others: /api/prices."
# expect: message "The origin gets the Authorization header, which is not in the cache key, so one user's answer is given to others: /api/prices."
resource "aws_cloudfront_distribution" "all_viewer" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
    ordered_cache_behavior = [
      {
        target_origin_id         = "api"
        allowed_methods          = ["GET", "HEAD"]
        cached_methods           = ["GET", "HEAD"]
        viewer_protocol_policy   = "redirect-to-https"
        path_pattern             = "/api/prices"
        cache_policy_id          = "658327ea-f89d-4fab-a63d-7e88639e58f6"
        origin_request_policy_id = "216adef6-5c7f-47e4-b989-5492eafa07d3"
      },
    ]
  }
  expect_failure = true
}

resource "aws_cloudfront_distribution" "all_viewer_and_headers" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
    ordered_cache_behavior = [
      {
        target_origin_id         = "api"
        allowed_methods          = ["GET", "HEAD"]
        cached_methods           = ["GET", "HEAD"]
        viewer_protocol_policy   = "redirect-to-https"
        path_pattern             = "/api/prices"
        cache_policy_id          = "658327ea-f89d-4fab-a63d-7e88639e58f6"
        origin_request_policy_id = "33f36d7e-f396-46d9-90e0-52428a34d9dc"
      },
    ]
  }
  expect_failure = true
}

resource "aws_cloudfront_distribution" "all_viewer_except_host" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
    ordered_cache_behavior = [
      {
        target_origin_id         = "api"
        allowed_methods          = ["GET", "HEAD"]
        cached_methods           = ["GET", "HEAD"]
        viewer_protocol_policy   = "redirect-to-https"
        path_pattern             = "/api/prices"
        cache_policy_id          = aws_cloudfront_cache_policy.short.id
        origin_request_policy_id = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
      },
    ]
  }
  expect_failure = true
}

resource "aws_cloudfront_distribution" "managed_cors" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
    ordered_cache_behavior = [
      {
        target_origin_id         = "api"
        allowed_methods          = ["GET", "HEAD"]
        cached_methods           = ["GET", "HEAD"]
        viewer_protocol_policy   = "redirect-to-https"
        path_pattern             = "/api/prices"
        cache_policy_id          = "658327ea-f89d-4fab-a63d-7e88639e58f6"
        origin_request_policy_id = "59781a5b-3903-41f3-afcb-af62929ccde1"
      },
    ]
  }
}

resource "aws_cloudfront_distribution" "own_request_policy_without_cookies" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
    ordered_cache_behavior = [
      {
        target_origin_id         = "api"
        allowed_methods          = ["GET", "HEAD"]
        cached_methods           = ["GET", "HEAD"]
        viewer_protocol_policy   = "redirect-to-https"
        path_pattern             = "/api/prices"
        cache_policy_id          = aws_cloudfront_cache_policy.short.id
        origin_request_policy_id = aws_cloudfront_origin_request_policy.none.id
      },
    ]
  }
}

# expect: fail cloudfront_cached_behaviour_drops_session_data
# expect: message "The origin gets cookies that are not in the cache key, so one user's answer is given to others: /api/prices."
resource "aws_cloudfront_distribution" "all_cookies" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
    ordered_cache_behavior = [
      {
        target_origin_id         = "api"
        allowed_methods          = ["GET", "HEAD"]
        cached_methods           = ["GET", "HEAD"]
        viewer_protocol_policy   = "redirect-to-https"
        path_pattern             = "/api/prices"
        cache_policy_id          = aws_cloudfront_cache_policy.short.id
        origin_request_policy_id = aws_cloudfront_origin_request_policy.all_cookies.id
      },
    ]
  }
  expect_failure = true
}

resource "aws_cloudfront_distribution" "all_cookies_by_literal" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
    ordered_cache_behavior = [
      {
        target_origin_id         = "api"
        allowed_methods          = ["GET", "HEAD"]
        cached_methods           = ["GET", "HEAD"]
        viewer_protocol_policy   = "redirect-to-https"
        path_pattern             = "/api/prices"
        cache_policy_id          = aws_cloudfront_cache_policy.short.id
        origin_request_policy_id = "33333333-0000-0000-0000-000000000003"
      },
    ]
  }
  expect_failure = true
}

# expect: message "The origin gets cookies that are not in the cache key, so one user's answer is given to others: /api/prices."
resource "aws_cloudfront_distribution" "one_cookie_outside" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
    ordered_cache_behavior = [
      {
        target_origin_id         = "api"
        allowed_methods          = ["GET", "HEAD"]
        cached_methods           = ["GET", "HEAD"]
        viewer_protocol_policy   = "redirect-to-https"
        path_pattern             = "/api/prices"
        cache_policy_id          = aws_cloudfront_cache_policy.short.id
        origin_request_policy_id = aws_cloudfront_origin_request_policy.language.id
      },
    ]
  }
  expect_failure = true
}

# a language is no session, and it keeps the answers apart
resource "aws_cloudfront_distribution" "one_cookie_in_the_key" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
    ordered_cache_behavior = [
      {
        target_origin_id         = "api"
        allowed_methods          = ["GET", "HEAD"]
        cached_methods           = ["GET", "HEAD"]
        viewer_protocol_policy   = "redirect-to-https"
        path_pattern             = "/api/prices"
        cache_policy_id          = aws_cloudfront_cache_policy.language.id
        origin_request_policy_id = aws_cloudfront_origin_request_policy.language.id
      },
    ]
  }
}

# expect: message "The origin gets cookies that are not in the cache key, so one user's answer is given to others: /api/prices."
resource "aws_cloudfront_distribution" "more_cookies_than_the_key" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
    ordered_cache_behavior = [
      {
        target_origin_id         = "api"
        allowed_methods          = ["GET", "HEAD"]
        cached_methods           = ["GET", "HEAD"]
        viewer_protocol_policy   = "redirect-to-https"
        path_pattern             = "/api/prices"
        cache_policy_id          = aws_cloudfront_cache_policy.language.id
        origin_request_policy_id = aws_cloudfront_origin_request_policy.all_cookies.id
      },
    ]
  }
  expect_failure = true
}

# expect: fail cloudfront_cached_behaviour_drops_session_data
# expect: message "The origin gets the Authorization header, which is not in the cache key, so one user's answer is given to others: /api/prices."
resource "aws_cloudfront_distribution" "all_headers" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
    ordered_cache_behavior = [
      {
        target_origin_id         = "api"
        allowed_methods          = ["GET", "HEAD"]
        cached_methods           = ["GET", "HEAD"]
        viewer_protocol_policy   = "redirect-to-https"
        path_pattern             = "/api/prices"
        cache_policy_id          = aws_cloudfront_cache_policy.short.id
        origin_request_policy_id = aws_cloudfront_origin_request_policy.all_headers.id
      },
    ]
  }
  expect_failure = true
}

resource "aws_cloudfront_distribution" "headers_but_authorization" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
    ordered_cache_behavior = [
      {
        target_origin_id         = "api"
        allowed_methods          = ["GET", "HEAD"]
        cached_methods           = ["GET", "HEAD"]
        viewer_protocol_policy   = "redirect-to-https"
        path_pattern             = "/api/prices"
        cache_policy_id          = aws_cloudfront_cache_policy.short.id
        origin_request_policy_id = aws_cloudfront_origin_request_policy.but_authorization.id
      },
    ]
  }
}

# expect: message "The origin gets the Authorization header, which is not in the cache key, so one user's answer is given to others: /api/prices."
resource "aws_cloudfront_distribution" "headers_but_host" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
    ordered_cache_behavior = [
      {
        target_origin_id         = "api"
        allowed_methods          = ["GET", "HEAD"]
        cached_methods           = ["GET", "HEAD"]
        viewer_protocol_policy   = "redirect-to-https"
        path_pattern             = "/api/prices"
        cache_policy_id          = aws_cloudfront_cache_policy.short.id
        origin_request_policy_id = aws_cloudfront_origin_request_policy.but_host.id
      },
    ]
  }
  expect_failure = true
}

# expect: fail cloudfront_cached_behaviour_drops_session_data
# expect: message "Answers made for one session are kept in the shared cache: /api/prices."
resource "aws_cloudfront_distribution" "session_in_the_key" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
    ordered_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        path_pattern           = "/api/prices"
        cache_policy_id        = aws_cloudfront_cache_policy.session.id
      },
    ]
  }
  expect_failure = true
}

# expect: message "Answers made for one session are kept in the shared cache: /api/prices."
resource "aws_cloudfront_distribution" "every_cookie_in_the_key" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
    ordered_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        path_pattern           = "/api/prices"
        cache_policy_id        = aws_cloudfront_cache_policy.every_cookie.id
      },
    ]
  }
  expect_failure = true
}

# expect: message "Answers made for one session are kept in the shared cache: /api/prices."
resource "aws_cloudfront_distribution" "authorization_in_the_key" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
    ordered_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        path_pattern           = "/api/prices"
        cache_policy_id        = aws_cloudfront_cache_policy.token.id
      },
    ]
  }
  expect_failure = true
}

# expect: message "Answers made for one session are kept in the shared cache: /api/prices."
resource "aws_cloudfront_distribution" "managed_with_all_cookies" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
    ordered_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        path_pattern           = "/api/prices"
        cache_policy_id        = "83da9c7e-98b4-4e11-a168-04f0df8e2c65"
      },
    ]
  }
  expect_failure = true
}

# expect: message "The origin gets cookies that are not in the cache key, so one user's answer is given to others: the default."
resource "aws_cloudfront_distribution" "default_too" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id         = "api"
        allowed_methods          = ["GET", "HEAD"]
        cached_methods           = ["GET", "HEAD"]
        viewer_protocol_policy   = "redirect-to-https"
        cache_policy_id          = "658327ea-f89d-4fab-a63d-7e88639e58f6"
        origin_request_policy_id = "216adef6-5c7f-47e4-b989-5492eafa07d3"
      },
    ]
  }
  expect_failure = true
}

resource "aws_cloudfront_distribution" "legacy_nothing_forwarded" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        forwarded_values = [
          {
            query_string = false
            headers      = []
            cookies = [
              {
                forward           = "none"
                whitelisted_names = []
              },
            ]
          },
        ]
      },
    ]
  }
}

# expect: message "Answers made for one session are kept in the shared cache: the default."
resource "aws_cloudfront_distribution" "legacy_all_cookies" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        forwarded_values = [
          {
            query_string = false
            headers      = []
            cookies = [
              {
                forward           = "all"
                whitelisted_names = []
              },
            ]
          },
        ]
      },
    ]
  }
  expect_failure = true
}

resource "aws_cloudfront_distribution" "legacy_session_cookie" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        forwarded_values = [
          {
            query_string = false
            headers      = []
            cookies = [
              {
                forward           = "whitelist"
                whitelisted_names = ["PHPSESSID"]
              },
            ]
          },
        ]
      },
    ]
  }
  expect_failure = true
}

resource "aws_cloudfront_distribution" "legacy_other_cookie" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        forwarded_values = [
          {
            query_string = false
            headers      = []
            cookies = [
              {
                forward           = "whitelist"
                whitelisted_names = ["lang"]
              },
            ]
          },
        ]
      },
    ]
  }
}

resource "aws_cloudfront_distribution" "legacy_authorization" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        forwarded_values = [
          {
            query_string = false
            headers      = ["Authorization"]
            cookies = [
              {
                forward           = "none"
                whitelisted_names = []
              },
            ]
          },
        ]
      },
    ]
  }
  expect_failure = true
}

resource "aws_cloudfront_distribution" "legacy_not_cached" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        forwarded_values = [
          {
            query_string = false
            headers      = []
            cookies = [
              {
                forward           = "all"
                whitelisted_names = []
              },
            ]
          },
        ]
        min_ttl     = 0
        default_ttl = 0
        max_ttl     = 0
      },
    ]
  }
}

# CloudFront does not cache where it forwards every header
resource "aws_cloudfront_distribution" "legacy_all_headers" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        forwarded_values = [
          {
            query_string = false
            headers      = ["*"]
            cookies = [
              {
                forward           = "all"
                whitelisted_names = []
              },
            ]
          },
        ]
      },
    ]
  }
}

# expect: unknown
resource "aws_cloudfront_distribution" "known_after_apply" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "api"
        domain_name = "api.example.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
      {
        origin_id                = "files"
        domain_name              = "files.s3.eu-west-1.amazonaws.com"
        origin_access_control_id = "E1"
        custom_origin_config     = []
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
    ordered_cache_behavior = [
      {
        target_origin_id       = "api"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        path_pattern           = "/api/prices"
        cache_policy_id        = aws_cloudfront_cache_policy.later.id
      },
    ]
  }
}
