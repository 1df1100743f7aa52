policytest {
  targets = ["cloudfront_default_behaviour_does_not_cache_dynamic.policy.hcl"]
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

data "aws_cloudfront_cache_policy" "shared" {
  attrs = {
    id      = "22222222-0000-0000-0000-000000000001"
    name    = "shared"
    max_ttl = 0
  }
}

resource "aws_cloudfront_distribution" "caching_disabled" {
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

# expect: fail cloudfront_default_behaviour_does_not_cache_dynamic
# expect: message "The default behaviour caches the answers of a dynamic origin."
resource "aws_cloudfront_distribution" "caching_optimized" {
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
        cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
      },
    ]
  }
  expect_failure = true
}

resource "aws_cloudfront_distribution" "s3_may_be_cached" {
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

resource "aws_cloudfront_distribution" "s3_website_may_be_cached" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "site"
        domain_name = "site.s3-website-eu-west-1.amazonaws.com"
        custom_origin_config = [
          {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "http-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          },
        ]
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "site"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
      },
    ]
  }
}

resource "aws_cloudfront_distribution" "vpc_origin" {
  attrs = {
    enabled = true
    origin = [
      {
        origin_id   = "inner"
        domain_name = "inner.example.com"
        vpc_origin_config = [
          { vpc_origin_id = "vo-1" },
        ]
      },
    ]
    default_cache_behavior = [
      {
        target_origin_id       = "inner"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
      },
    ]
  }
  expect_failure = true
}

resource "aws_cloudfront_distribution" "own_policy_that_never_caches" {
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
        cache_policy_id        = aws_cloudfront_cache_policy.never.id
      },
    ]
  }
}

resource "aws_cloudfront_distribution" "own_policy_by_literal" {
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
        cache_policy_id        = "11111111-0000-0000-0000-000000000001"
      },
    ]
  }
}

resource "aws_cloudfront_distribution" "own_policy_that_caches" {
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
        cache_policy_id        = aws_cloudfront_cache_policy.short.id
      },
    ]
  }
  expect_failure = true
}

resource "aws_cloudfront_distribution" "policy_of_a_data_source" {
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
        cache_policy_id        = "22222222-0000-0000-0000-000000000001"
      },
    ]
  }
}

resource "aws_cloudfront_distribution" "legacy_ttls_zero" {
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
        default_ttl = 0
        max_ttl     = 0
      },
    ]
  }
}

resource "aws_cloudfront_distribution" "legacy_ttls" {
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
  expect_failure = true
}

# the TTLs are then a day and a year
resource "aws_cloudfront_distribution" "legacy_ttls_not_set" {
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
  expect_failure = true
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

# expect: unknown
resource "aws_cloudfront_distribution" "legacy_ttl_known_after_apply" {
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
        default_ttl = 0
        max_ttl     = aws_launch_template.ttl.latest_version
      },
    ]
  }
}

resource "aws_cloudfront_distribution" "group_with_a_dynamic_member" {
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
        target_origin_id       = "pair"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
      },
    ]
    origin_group = [
      {
        origin_id = "pair"
        failover_criteria = [
          {
            status_codes = [500]
          },
        ]
        member = [
          { origin_id = "api" },
          { origin_id = "files" },
        ]
      },
    ]
  }
  expect_failure = true
}

resource "aws_cloudfront_distribution" "group_not_cached" {
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
        target_origin_id       = "pair"
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        viewer_protocol_policy = "redirect-to-https"
        cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
      },
    ]
    origin_group = [
      {
        origin_id = "pair"
        failover_criteria = [
          {
            status_codes = [500]
          },
        ]
        member = [
          { origin_id = "api" },
          { origin_id = "files" },
        ]
      },
    ]
  }
}

resource "aws_cloudfront_distribution" "cached_path_beside_it" {
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
