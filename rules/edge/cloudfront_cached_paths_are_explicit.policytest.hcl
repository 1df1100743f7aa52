policytest {
  targets = ["cloudfront_cached_paths_are_explicit.policy.hcl"]
}

resource "aws_launch_template" "ttl" {
  attrs = { name = "ttl" }
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

resource "aws_cloudfront_distribution" "named_path" {
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

# expect: fail cloudfront_cached_paths_are_explicit
# expect: message "The answers of a dynamic origin are cached for all of *."
resource "aws_cloudfront_distribution" "star" {
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
        path_pattern           = "*"
        cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
      },
    ]
  }
  expect_failure = true
}

# expect: fail cloudfront_cached_paths_are_explicit
# expect: message "The answers of a dynamic origin are cached for all of /*."
resource "aws_cloudfront_distribution" "slash_star" {
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
        path_pattern           = "/*"
        cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
      },
    ]
  }
  expect_failure = true
}

# expect: fail cloudfront_cached_paths_are_explicit
# expect: message "The answers of a dynamic origin are cached for all of /api/*."
resource "aws_cloudfront_distribution" "api" {
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
        path_pattern           = "/api/*"
        cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
      },
    ]
  }
  expect_failure = true
}

resource "aws_cloudfront_distribution" "api_not_cached" {
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
        path_pattern           = "/api/*"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
  }
}

resource "aws_cloudfront_distribution" "api_never_cached_by_own_policy" {
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
        path_pattern           = "/api/*"
        cache_policy_id        = aws_cloudfront_cache_policy.never.id
      },
    ]
  }
}

resource "aws_cloudfront_distribution" "api_cached_by_own_policy" {
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
        path_pattern           = "/api/*"
        cache_policy_id        = aws_cloudfront_cache_policy.short.id
      },
    ]
  }
  expect_failure = true
}

resource "aws_cloudfront_distribution" "files_may_be_cached" {
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
        target_origin_id       = "files"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        path_pattern           = "/*"
        cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
      },
    ]
  }
}

resource "aws_cloudfront_distribution" "legacy_not_set" {
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
        path_pattern           = "/api/*"
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
  expect_failure = true
}

resource "aws_cloudfront_distribution" "legacy_zero" {
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
        path_pattern           = "/api/*"
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
        min_ttl     = 0
        default_ttl = 0
        max_ttl     = 0
      },
    ]
  }
}

# expect: unknown
resource "aws_cloudfront_distribution" "legacy_known_after_apply" {
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
        path_pattern           = "/api/*"
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
        min_ttl     = 0
        default_ttl = 0
        max_ttl     = aws_launch_template.ttl.latest_version
      },
    ]
  }
}

resource "aws_cloudfront_distribution" "no_ordered_behaviour" {
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
  }
}
