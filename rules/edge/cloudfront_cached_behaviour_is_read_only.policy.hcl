locals {
  # Managed-CachingDisabled, the managed cache policy whose every TTL is 0
  caching_disabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
}

# Cached behaviours cache only GET, HEAD and OPTIONS.
#
# A behaviour that also takes POST, PUT, PATCH or DELETE serves a path that changes things, and the answers to its reads
# change with it. Reads that may be cached and writes belong on paths of their own.
#
# severity: medium
# remediation: Give reads and writes separate path patterns, and cache only the reads.
# reference: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
resource_policy "aws_cloudfront_distribution" "cloudfront_cached_behaviour_is_read_only" {
  locals {
    # an S3 website is reached like a custom origin, but what it serves is files
    dynamic_origins = [
      for o in core::try(attrs.origin, []) : o.origin_id
      if core::length(core::concat(core::try(o.custom_origin_config, []), core::try(o.vpc_origin_config, []))) > 0 && (core::try(o.custom_origin_config[0].origin_protocol_policy, "") != "http-only" || !core::strcontains(o.domain_name, "s3-website") || core::length(core::getresources("aws_lb", { dns_name = o.domain_name })) > 0)
    ]
    dynamic_groups = [for g in core::try(attrs.origin_group, []) : g.origin_id if core::anytrue([for m in core::try(g.member, []) : core::contains(local.dynamic_origins, m.origin_id)])]
    dynamic        = core::concat(local.dynamic_origins, local.dynamic_groups)
    behaviours     = core::concat([for b in core::try(attrs.default_cache_behavior, []) : { name = "the default", b = b }], [for b in core::try(attrs.ordered_cache_behavior, []) : { name = b.path_pattern, b = b }])
    writable = [
      for x in local.behaviours : x.name
      if core::length(core::setsubtract(x.b.allowed_methods, ["GET", "HEAD", "OPTIONS"])) > 0 && core::contains(local.dynamic, x.b.target_origin_id) && !(x.b.cache_policy_id == null || x.b.cache_policy_id == "" ? x.b.max_ttl == 0 || core::contains(core::try(x.b.forwarded_values[0].headers, []), "*") : x.b.cache_policy_id == local.caching_disabled || core::anytrue([for p in core::getresources("aws_cloudfront_cache_policy", { id = x.b.cache_policy_id }) : p.max_ttl == 0]) || core::try(core::getdatasource("aws_cloudfront_cache_policy", { id = x.b.cache_policy_id }).max_ttl == 0, false))
    ]
  }

  enforce {
    condition     = core::length(local.writable) == 0
    error_message = "Writes are allowed where answers are cached: ${core::join(", ", local.writable)}."
  }
}
