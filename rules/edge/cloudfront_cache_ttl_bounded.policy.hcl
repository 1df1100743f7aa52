locals {
  # the managed cache policies and their TTLs, as AWS documents them
  managed_ttls = {
    "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" = { min = 0, max = 0 }        # CachingDisabled
    "658327ea-f89d-4fab-a63d-7e88639e58f6" = { min = 1, max = 31536000 } # CachingOptimized
    "b2884449-e4de-46a7-ac36-70bc7f1ddd6d" = { min = 1, max = 31536000 } # CachingOptimizedForUncompressedObjects
    "08627262-05a9-4f76-9ded-b50ca2e3a84f" = { min = 0, max = 31536000 } # Elemental-MediaPackage
    "83da9c7e-98b4-4e11-a168-04f0df8e2c65" = { min = 0, max = 31536000 } # UseOriginCacheControlHeaders
    "4cc15a8a-d715-48a4-82b8-cc0b614638fe" = { min = 0, max = 31536000 } # UseOriginCacheControlHeaders-QueryStrings
    "2e54312d-136d-493c-8eb9-b001f22f67d2" = { min = 2, max = 600 }      # Amplify
  }
}

input "cloudfront_max_ttl" {
  type        = number
  default     = 86400
  description = "the longest time in seconds that the answer of a dynamic origin may be cached"
}

# Cached dynamic paths keep their TTL bounded.
#
# With a minimum TTL the edge keeps an answer although the origin said private or no-store, and with no upper bound one
# wrong header keeps it for a year. Invalidation reaches the edge, but not the browsers and proxies behind it.
#
# severity: low
# remediation: Use a cache policy of your own with min_ttl = 0 and a max_ttl within the bound.
# reference: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
resource_policy "aws_cloudfront_distribution" "cloudfront_cache_ttl_bounded" {
  locals {
    # an S3 website is reached like a custom origin, but what it serves is files
    dynamic_origins = [
      for o in core::try(attrs.origin, []) : o.origin_id
      if core::length(core::concat(core::try(o.custom_origin_config, []), core::try(o.vpc_origin_config, []))) > 0 && (core::try(o.custom_origin_config[0].origin_protocol_policy, "") != "http-only" || !core::strcontains(o.domain_name, "s3-website") || core::length(core::getresources("aws_lb", { dns_name = o.domain_name })) > 0)
    ]
    dynamic_groups = [for g in core::try(attrs.origin_group, []) : g.origin_id if core::anytrue([for m in core::try(g.member, []) : core::contains(local.dynamic_origins, m.origin_id)])]
    dynamic        = core::concat(local.dynamic_origins, local.dynamic_groups)
    behaviours     = core::concat([for b in core::try(attrs.default_cache_behavior, []) : { name = "the default", b = b }], [for b in core::try(attrs.ordered_cache_behavior, []) : { name = b.path_pattern, b = b }])
    ttls = [
      for x in local.behaviours : {
        name = x.name
        ttls = core::concat(
          # without a cache policy the TTLs of the behaviour count; left out, they are 0 and a year
          [for l in [x.b] : { min = core::coalesce(l.min_ttl, 0), max = core::coalesce(l.max_ttl, 31536000) } if l.cache_policy_id == null || l.cache_policy_id == ""],
          [for id, m in local.managed_ttls : m if id == x.b.cache_policy_id],
          [for p in core::getresources("aws_cloudfront_cache_policy", { id = core::try(x.b.cache_policy_id, "none") }) : { min = core::coalesce(p.min_ttl, 0), max = core::coalesce(p.max_ttl, 31536000) }],
        )
      } if core::contains(local.dynamic, x.b.target_origin_id)
    ]
    held_back = [for x in local.ttls : x.name if core::anytrue([for t in x.ttls : t.min > 1])]
    too_long  = [for x in local.ttls : x.name if core::anytrue([for t in x.ttls : t.max > input.cloudfront_max_ttl])]
  }

  enforce {
    condition     = core::length(local.held_back) == 0
    error_message = "A minimum TTL above 1 keeps answers although the origin says private or no-store: ${core::join(", ", local.held_back)}."
  }

  enforce {
    condition     = core::length(local.too_long) == 0
    error_message = "Answers of a dynamic origin may be kept longer than ${input.cloudfront_max_ttl} seconds: ${core::join(", ", local.too_long)}."
  }
}
