policytest {
  targets = ["cloudfront_default_root_object.policy.hcl"]
}

resource "aws_cloudfront_distribution" "good" {
  attrs = {
    enabled                = true
    default_cache_behavior = [{ target_origin_id = "assets", viewer_protocol_policy = "redirect-to-https", allowed_methods = ["GET", "HEAD"], cached_methods = ["GET", "HEAD"] }]
    origin                 = [{ origin_id = "assets", domain_name = "assets.s3.eu-west-1.amazonaws.com" }]
    default_root_object    = "index.html"
  }
}

# expect: fail cloudfront_default_root_object
# expect: message "The distribution serves a bucket and has no default root object."
resource "aws_cloudfront_distribution" "bad_not_set" {
  attrs = {
    enabled                = true
    default_cache_behavior = [{ target_origin_id = "assets", viewer_protocol_policy = "redirect-to-https", allowed_methods = ["GET", "HEAD"], cached_methods = ["GET", "HEAD"] }]
    origin                 = [{ origin_id = "assets", domain_name = "assets.s3.eu-west-1.amazonaws.com" }]
  }
  expect_failure = true
}

resource "aws_cloudfront_distribution" "bad_empty" {
  attrs = {
    enabled                = true
    default_cache_behavior = [{ target_origin_id = "assets", viewer_protocol_policy = "redirect-to-https", allowed_methods = ["GET", "HEAD"], cached_methods = ["GET", "HEAD"] }]
    origin                 = [{ origin_id = "assets", domain_name = "assets.s3.eu-west-1.amazonaws.com" }]
    default_root_object    = ""
  }
  expect_failure = true
}

resource "aws_cloudfront_distribution" "bad_with_access_identity" {
  attrs = {
    enabled                = true
    default_cache_behavior = [{ target_origin_id = "assets", viewer_protocol_policy = "redirect-to-https", allowed_methods = ["GET", "HEAD"], cached_methods = ["GET", "HEAD"] }]
    origin                 = [{ origin_id = "assets", domain_name = "assets.s3.eu-west-1.amazonaws.com", s3_origin_config = [{ origin_access_identity = "origin-access-identity/cloudfront/E2EXAMPLE" }] }]
  }
  expect_failure = true
}

resource "aws_cloudfront_distribution" "bad_server_for_other_paths_only" {
  attrs = {
    enabled                = true
    default_cache_behavior = [{ target_origin_id = "assets", viewer_protocol_policy = "redirect-to-https", allowed_methods = ["GET", "HEAD"], cached_methods = ["GET", "HEAD"] }]
    origin                 = [{ origin_id = "assets", domain_name = "assets.s3.eu-west-1.amazonaws.com" }, { origin_id = "api", domain_name = "api.example.com", custom_origin_config = [{ http_port = 80, https_port = 443, origin_protocol_policy = "https-only", origin_ssl_protocols = ["TLSv1.2"] }] }]
  }
  expect_failure = true
}

# Not judged: the server answers for /.
resource "aws_cloudfront_distribution" "good_default_origin_is_a_server" {
  attrs = {
    enabled                = true
    default_cache_behavior = [{ target_origin_id = "api", viewer_protocol_policy = "redirect-to-https", allowed_methods = ["GET", "HEAD"], cached_methods = ["GET", "HEAD"] }]
    origin                 = [{ origin_id = "assets", domain_name = "assets.s3.eu-west-1.amazonaws.com" }, { origin_id = "api", domain_name = "api.example.com", custom_origin_config = [{ http_port = 80, https_port = 443, origin_protocol_policy = "https-only", origin_ssl_protocols = ["TLSv1.2"] }] }]
  }
}

resource "aws_cloudfront_distribution" "good_default_origin_in_a_vpc" {
  attrs = {
    enabled                = true
    default_cache_behavior = [{ target_origin_id = "vpc", viewer_protocol_policy = "redirect-to-https", allowed_methods = ["GET", "HEAD"], cached_methods = ["GET", "HEAD"] }]
    origin                 = [{ origin_id = "vpc", domain_name = "internal.example.com", vpc_origin_config = [{ vpc_origin_id = "vo_0123456789abcdef" }] }]
  }
}

resource "aws_cloudfront_distribution" "bad_group_of_buckets" {
  attrs = {
    enabled                = true
    default_cache_behavior = [{ target_origin_id = "group", viewer_protocol_policy = "redirect-to-https", allowed_methods = ["GET", "HEAD"], cached_methods = ["GET", "HEAD"] }]
    origin                 = [{ origin_id = "assets", domain_name = "assets.s3.eu-west-1.amazonaws.com" }, { origin_id = "copy", domain_name = "copy.s3.eu-central-1.amazonaws.com" }]
    origin_group           = [{ origin_id = "group", failover_criteria = [{ status_codes = [500] }], member = [{ origin_id = "assets" }, { origin_id = "copy" }] }]
  }
  expect_failure = true
}

resource "aws_cloudfront_distribution" "good_group_of_servers" {
  attrs = {
    enabled                = true
    default_cache_behavior = [{ target_origin_id = "group", viewer_protocol_policy = "redirect-to-https", allowed_methods = ["GET", "HEAD"], cached_methods = ["GET", "HEAD"] }]
    origin                 = [{ origin_id = "api", domain_name = "api.example.com", custom_origin_config = [{ http_port = 80, https_port = 443, origin_protocol_policy = "https-only", origin_ssl_protocols = ["TLSv1.2"] }] }, { origin_id = "vpc", domain_name = "internal.example.com", vpc_origin_config = [{ vpc_origin_id = "vo_0123456789abcdef" }] }]
    origin_group           = [{ origin_id = "group", failover_criteria = [{ status_codes = [500] }], member = [{ origin_id = "api" }, { origin_id = "vpc" }] }]
  }
}
