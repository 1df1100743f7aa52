locals {
  # Managed-CachingDisabled, the managed cache policy whose every TTL is 0
  caching_disabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
}

input "cloudfront_broad_paths" {
  type        = list(string)
  default     = ["*", "/*", "api/*", "/api/*"]
  description = "path patterns too broad to be cached over a dynamic origin"
}

# Cached paths over dynamic origins are named, and no wildcard swallows the API.
#
# A path is cached because somebody made sure that its answer is the same for everybody. A pattern that covers the whole
# API caches also what nobody looked at, and what will be added to it later.
#
# severity: medium
# remediation: Name the exact paths that were designed and tested for caching.
# reference: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
resource_policy "aws_cloudfront_distribution" "cloudfront_cached_paths_are_explicit" {
  locals {
    # an S3 website is reached like a custom origin, but what it serves is files
    dynamic_origins = [
      for o in core::try(attrs.origin, []) : o.origin_id
      if core::length(core::concat(core::try(o.custom_origin_config, []), core::try(o.vpc_origin_config, []))) > 0 && (core::try(o.custom_origin_config[0].origin_protocol_policy, "") != "http-only" || !core::strcontains(o.domain_name, "s3-website") || core::length(core::getresources("aws_lb", { dns_name = o.domain_name })) > 0)
    ]
    dynamic_groups = [for g in core::try(attrs.origin_group, []) : g.origin_id if core::anytrue([for m in core::try(g.member, []) : core::contains(local.dynamic_origins, m.origin_id)])]
    dynamic        = core::concat(local.dynamic_origins, local.dynamic_groups)
    broad = [
      for b in core::try(attrs.ordered_cache_behavior, []) : b.path_pattern
      if core::contains(input.cloudfront_broad_paths, b.path_pattern) && core::contains(local.dynamic, b.target_origin_id) && !(b.cache_policy_id == null || b.cache_policy_id == "" ? b.max_ttl == 0 || core::contains(core::try(b.forwarded_values[0].headers, []), "*") : b.cache_policy_id == local.caching_disabled || core::anytrue([for p in core::getresources("aws_cloudfront_cache_policy", { id = b.cache_policy_id }) : p.max_ttl == 0]) || core::try(core::getdatasource("aws_cloudfront_cache_policy", { id = b.cache_policy_id }).max_ttl == 0, false))
    ]
  }

  enforce {
    condition     = core::length(local.broad) == 0
    error_message = "The answers of a dynamic origin are cached for all of ${core::join(", ", local.broad)}."
  }
}
