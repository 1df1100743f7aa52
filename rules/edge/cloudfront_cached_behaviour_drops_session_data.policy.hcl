locals {
  # Managed-CachingDisabled, the managed cache policy whose every TTL is 0
  caching_disabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
  # what the managed cache policies put into the cache key, as AWS documents them
  managed_keys = {
    "658327ea-f89d-4fab-a63d-7e88639e58f6" = { cookies = "none", names = [], authorization = false } # CachingOptimized
    "b2884449-e4de-46a7-ac36-70bc7f1ddd6d" = { cookies = "none", names = [], authorization = false } # CachingOptimizedForUncompressedObjects
    "08627262-05a9-4f76-9ded-b50ca2e3a84f" = { cookies = "none", names = [], authorization = false } # Elemental-MediaPackage
    "83da9c7e-98b4-4e11-a168-04f0df8e2c65" = { cookies = "all", names = [], authorization = false }  # UseOriginCacheControlHeaders
    "4cc15a8a-d715-48a4-82b8-cc0b614638fe" = { cookies = "all", names = [], authorization = false }  # UseOriginCacheControlHeaders-QueryStrings
    "2e54312d-136d-493c-8eb9-b001f22f67d2" = { cookies = "all", names = [], authorization = true }   # Amplify
  }
  # the managed origin request policies that pass everything on; the others send no cookies
  all_viewer = [
    "216adef6-5c7f-47e4-b989-5492eafa07d3", # AllViewer
    "33f36d7e-f396-46d9-90e0-52428a34d9dc", # AllViewerAndCloudFrontHeaders-2022-06
    "b689b0a8-53d0-40ab-baf2-68738e2966ac", # AllViewerExceptHostHeader
  ]
  session_cookie = "(?i)(sess|sid$|^sid|auth|token|jwt|login|remember|identity)"
}

# Cached behaviours never mix one user's session into another's response.
#
# Whatever the origin receives may shape its answer, and whatever the cache key lacks does not keep answers apart: a
# cookie or Authorization header that is sent on but is not in the key gives one user's page to the next. With the
# session in the key the pages stay apart, but private answers still lie in a shared cache.
#
# severity: critical
# remediation: Drop the cookies and the Authorization header from cached paths, or do not cache the path.
# reference: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html
resource_policy "aws_cloudfront_distribution" "cloudfront_cached_behaviour_drops_session_data" {
  locals {
    behaviours = core::concat([for b in core::try(attrs.default_cache_behavior, []) : { name = "the default", b = b }], [for b in core::try(attrs.ordered_cache_behavior, []) : { name = b.path_pattern, b = b }])
    cached     = [for x in local.behaviours : x if !(x.b.cache_policy_id == null || x.b.cache_policy_id == "" ? x.b.max_ttl == 0 || core::contains(core::try(x.b.forwarded_values[0].headers, []), "*") : x.b.cache_policy_id == local.caching_disabled || core::anytrue([for p in core::getresources("aws_cloudfront_cache_policy", { id = x.b.cache_policy_id }) : p.max_ttl == 0]) || core::try(core::getdatasource("aws_cloudfront_cache_policy", { id = x.b.cache_policy_id }).max_ttl == 0, false))]
    judged = [
      for x in local.cached : {
        name = x.name
        # without a cache policy what is forwarded is the key
        keys = core::concat(
          [for l in [x.b] : {
            cookies       = core::try(l.forwarded_values[0].cookies[0].forward, "none")
            names         = core::try(core::tolist(l.forwarded_values[0].cookies[0].whitelisted_names), [])
            authorization = core::anytrue([for h in core::try(l.forwarded_values[0].headers, []) : core::lower(h) == "authorization"])
          } if l.cache_policy_id == null || l.cache_policy_id == ""],
          [for id, k in local.managed_keys : k if id == x.b.cache_policy_id],
          [for p in core::getresources("aws_cloudfront_cache_policy", { id = core::try(x.b.cache_policy_id, "none") }) : {
            cookies       = core::try(p.parameters_in_cache_key_and_forwarded_to_origin[0].cookies_config[0].cookie_behavior, "none")
            names         = core::try(core::tolist(p.parameters_in_cache_key_and_forwarded_to_origin[0].cookies_config[0].cookies[0].items), [])
            authorization = core::anytrue([for h in core::try(p.parameters_in_cache_key_and_forwarded_to_origin[0].headers_config[0].headers[0].items, []) : core::lower(h) == "authorization"])
          }],
        )
        sent = core::concat(
          [for id in local.all_viewer : { cookies = "all", names = [], authorization = true } if id == x.b.origin_request_policy_id],
          [for p in core::getresources("aws_cloudfront_origin_request_policy", { id = core::try(x.b.origin_request_policy_id, "none") }) : {
            cookies       = core::try(p.cookies_config[0].cookie_behavior, "none")
            names         = core::try(core::tolist(p.cookies_config[0].cookies[0].items), [])
            authorization = core::contains(["allViewer", "allViewerAndWhitelistCloudFront"], core::try(p.headers_config[0].header_behavior, "none")) || (core::try(p.headers_config[0].header_behavior, "none") == "allExcept" ? !core::anytrue([for h in core::try(p.headers_config[0].headers[0].items, []) : core::lower(h) == "authorization"]) : core::anytrue([for h in core::try(p.headers_config[0].headers[0].items, []) : core::lower(h) == "authorization"]))
          }],
        )
      }
    ]
    cookies_outside = [
      for x in local.judged : x.name
      if core::anytrue(core::flatten([for s in x.sent : [for k in x.keys : s.cookies != "none" && (k.cookies == "whitelist" && s.cookies == "whitelist" ? core::length(core::setsubtract(s.names, k.names)) > 0 : k.cookies != "all")]]))
    ]
    authorization_outside = [
      for x in local.judged : x.name
      if core::anytrue(core::flatten([for s in x.sent : [for k in x.keys : s.authorization && !k.authorization]]))
    ]
    session_inside = [
      for x in local.judged : x.name
      if core::anytrue([for k in x.keys : k.authorization || (k.cookies == "whitelist" ? core::anytrue([for n in k.names : core::regex_match(local.session_cookie, n)]) : k.cookies != "none")])
    ]
  }

  enforce {
    condition     = core::length(local.cookies_outside) == 0
    error_message = "The origin gets cookies that are not in the cache key, so one user's answer is given to others: ${core::join(", ", local.cookies_outside)}."
  }

  enforce {
    condition     = core::length(local.authorization_outside) == 0
    error_message = "The origin gets the Authorization header, which is not in the cache key, so one user's answer is given to others: ${core::join(", ", local.authorization_outside)}."
  }

  enforce {
    condition     = core::length(local.session_inside) == 0
    error_message = "Answers made for one session are kept in the shared cache: ${core::join(", ", local.session_inside)}."
  }
}
