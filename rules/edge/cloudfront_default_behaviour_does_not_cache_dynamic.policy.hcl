locals {
  # Managed-CachingDisabled, the managed cache policy whose every TTL is 0
  caching_disabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
}

# The default behaviour of a dynamic origin does not cache unless it says so.
#
# The default behaviour takes every path that nobody thought of, also the ones added next year. If it caches, an answer
# made for one user is soon given to the next; so it stays uncached, and each path that may be cached gets a behaviour
# of its own.
#
# severity: high
# remediation: Use Managed-CachingDisabled in the default behaviour and add an ordered_cache_behavior for each path that may be cached.
# reference: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
resource_policy "aws_cloudfront_distribution" "cloudfront_default_behaviour_does_not_cache_dynamic" {
  locals {
    # an S3 website is reached like a custom origin, but what it serves is files
    dynamic_origins = [
      for o in core::try(attrs.origin, []) : o.origin_id
      if core::length(core::concat(core::try(o.custom_origin_config, []), core::try(o.vpc_origin_config, []))) > 0 && (core::try(o.custom_origin_config[0].origin_protocol_policy, "") != "http-only" || !core::strcontains(o.domain_name, "s3-website") || core::length(core::getresources("aws_lb", { dns_name = o.domain_name })) > 0)
    ]
    dynamic_groups = [for g in core::try(attrs.origin_group, []) : g.origin_id if core::anytrue([for m in core::try(g.member, []) : core::contains(local.dynamic_origins, m.origin_id)])]
    dynamic        = core::concat(local.dynamic_origins, local.dynamic_groups)
  }

  enforce {
    # without a cache policy the TTLs of the behaviour count; forwarding every header switches caching off
    condition     = core::alltrue([for b in core::try(attrs.default_cache_behavior, []) : !core::contains(local.dynamic, b.target_origin_id) || (b.cache_policy_id == null || b.cache_policy_id == "" ? b.max_ttl == 0 || core::contains(core::try(b.forwarded_values[0].headers, []), "*") : b.cache_policy_id == local.caching_disabled || core::anytrue([for p in core::getresources("aws_cloudfront_cache_policy", { id = b.cache_policy_id }) : p.max_ttl == 0]) || core::try(core::getdatasource("aws_cloudfront_cache_policy", { id = b.cache_policy_id }).max_ttl == 0, false))])
    error_message = "The default behaviour caches the answers of a dynamic origin."
  }
}
