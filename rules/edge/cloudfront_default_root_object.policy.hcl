# CloudFront distributions over S3 set a default root object.
#
# A request for the bare domain asks the bucket for its root, and a bucket that may be listed answers with the names of all its objects; one
# that may not shows an error. Distributions whose default origin is not a bucket are not judged: their server answers for /.
#
# severity: high
# controls: fsbp/CloudFront.1
# aliases: CKV_AWS_305
# remediation: Set default_root_object, usually index.html.
# reference: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html
resource_policy "aws_cloudfront_distribution" "cloudfront_default_root_object" {
  # Origins with a custom or VPC configuration are servers, all others are buckets.
  filter = core::length(local.default_buckets) > 0 || core::length(local.default_servers) == 0

  locals {
    target_id = core::try(attrs.default_cache_behavior[0].target_origin_id, "")
    target_ids = core::concat([local.target_id], core::flatten([
      for g in core::try(attrs.origin_group, []) : [for m in core::try(g.member, []) : m.origin_id] if g.origin_id == local.target_id
    ]))
    default_origins = [for o in core::try(attrs.origin, []) : o if core::contains(local.target_ids, o.origin_id)]
    default_servers = [
      for o in local.default_origins : o
      if core::length(core::try(o.custom_origin_config, [])) > 0 || core::length(core::try(o.vpc_origin_config, [])) > 0
    ]
    default_buckets = [
      for o in local.default_origins : o
      if core::length(core::try(o.custom_origin_config, [])) == 0 && core::length(core::try(o.vpc_origin_config, [])) == 0
    ]
  }

  enforce {
    condition     = core::try(attrs.default_root_object, "") != ""
    error_message = "The distribution serves a bucket and has no default root object."
  }
}
