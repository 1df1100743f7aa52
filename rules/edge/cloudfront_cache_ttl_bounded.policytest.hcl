policytest {
  targets = ["cloudfront_cache_ttl_bounded.policy.hcl"]
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

resource "aws_cloudfront_cache_policy" "long" {
  attrs = {
    id          = "11111111-0000-0000-0000-000000000003"
    name        = "long"
    min_ttl     = 0
    default_ttl = 60
    max_ttl     = 604800
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

resource "aws_cloudfront_cache_policy" "sticky" {
  attrs = {
    id          = "11111111-0000-0000-0000-000000000004"
    name        = "sticky"
    min_ttl     = 60
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

resource "aws_cloudfront_cache_policy" "unset" {
  attrs = {
    id   = "11111111-0000-0000-0000-000000000005"
    name = "unset"
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

resource "aws_cloudfront_cache_policy" "later" {
  attrs = {
    id          = "11111111-0000-0000-0000-000000000006"
    name        = "later"
    min_ttl     = 0
    default_ttl = 0
    max_ttl     = aws_launch_template.ttl.latest_version
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

resource "aws_cloudfront_distribution" "not_cached" {
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

resource "aws_cloudfront_distribution" "within_the_bound" {
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

# expect: fail cloudfront_cache_ttl_bounded
# expect: message "Answers of a dynamic origin may be kept longer than 86400 seconds: /api/prices."
resource "aws_cloudfront_distribution" "too_long" {
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
        cache_policy_id        = aws_cloudfront_cache_policy.long.id
      },
    ]
  }
  expect_failure = true
}

# a year
# expect: message "Answers of a dynamic origin may be kept longer than 86400 seconds: /api/prices."
resource "aws_cloudfront_distribution" "not_set" {
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
        cache_policy_id        = aws_cloudfront_cache_policy.unset.id
      },
    ]
  }
  expect_failure = true
}

# expect: fail cloudfront_cache_ttl_bounded
# expect: message "A minimum TTL above 1 keeps answers although the origin says private or no-store: /api/prices."
resource "aws_cloudfront_distribution" "minimum" {
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
        cache_policy_id        = aws_cloudfront_cache_policy.sticky.id
      },
    ]
  }
  expect_failure = true
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

# expect: message "Answers of a dynamic origin may be kept longer than 86400 seconds: /api/prices."
resource "aws_cloudfront_distribution" "managed_optimized" {
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
  expect_failure = true
}

# expect: message "A minimum TTL above 1 keeps answers although the origin says private or no-store: the default."
resource "aws_cloudfront_distribution" "managed_amplify" {
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
        cache_policy_id        = "2e54312d-136d-493c-8eb9-b001f22f67d2"
      },
    ]
  }
  expect_failure = true
}

resource "aws_cloudfront_distribution" "files_may_stay" {
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
        target_origin_id       = "files"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
      },
    ]
  }
}

resource "aws_cloudfront_distribution" "legacy_bounded" {
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
        min_ttl     = 0
        default_ttl = 60
        max_ttl     = 300
      },
    ]
  }
}

# expect: message "Answers of a dynamic origin may be kept longer than 86400 seconds: the default."
resource "aws_cloudfront_distribution" "legacy_too_long" {
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
        min_ttl     = 0
        default_ttl = 60
        max_ttl     = 31536000
      },
    ]
  }
  expect_failure = true
}

# expect: message "A minimum TTL above 1 keeps answers although the origin says private or no-store: the default."
resource "aws_cloudfront_distribution" "legacy_minimum" {
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
        min_ttl     = 300
        default_ttl = 300
        max_ttl     = 300
      },
    ]
  }
  expect_failure = true
}
