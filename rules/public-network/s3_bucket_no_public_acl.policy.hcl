locals {
  public_acls       = ["public-read", "public-read-write", "authenticated-read"]
  public_group_uris = "/groups/global/(AllUsers|AuthenticatedUsers)$"
}

# Buckets and objects do not use public ACLs.
#
# AllUsers is the whole Internet, AuthenticatedUsers every AWS account there is. New buckets have ACLs disabled and refuse these; a bucket
# where somebody enabled ACLs again, or an old one, takes them, and each object then carries its own hole.
#
# severity: critical
# controls: fsbp/S3.2 fsbp/S3.3
# aliases: CKV_AWS_20 CKV_AWS_57 CKV_AWS_375 CKV2_AWS_43 AVD-AWS-0092
# remediation: Remove the ACL and grant access by bucket policy or CloudFront origin access control.
# reference: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
resource_policy "aws_s3_bucket_acl" "s3_bucket_no_public_acl" {
  locals {
    grants = core::flatten([for p in core::try(attrs.access_control_policy, []) : core::try(p.grant, [])])
    public_groups = [
      for e in core::flatten([for g in local.grants : core::try(g.grantee, [])]) : e.uri
      if core::regex_match(local.public_group_uris, core::try(e.uri, ""))
    ]
  }

  enforce {
    condition     = !core::anytrue([for acl in local.public_acls : acl == core::try(attrs.acl, null)])
    error_message = "The canned ACL ${attrs.acl} opens the bucket to people outside the account."
  }

  # With a canned ACL there are no grants of one's own, though they plan as unknown.
  enforce {
    condition     = core::length(local.public_groups) == 0 || attrs.acl != null
    error_message = "The ACL of the bucket grants access to ${core::join(", ", local.public_groups)}."
  }
}

resource_policy "aws_s3_bucket" "s3_bucket_no_public_acl" {
  locals {
    public_groups = [
      for g in core::try(attrs.grant, []) : g.uri
      if core::regex_match(local.public_group_uris, core::try(g.uri, ""))
    ]
  }

  enforce {
    condition     = !core::anytrue([for acl in local.public_acls : acl == core::try(attrs.acl, null)])
    error_message = "The canned ACL ${attrs.acl} opens the bucket to people outside the account."
  }

  enforce {
    condition     = core::length(local.public_groups) == 0
    error_message = "The ACL of the bucket grants access to ${core::join(", ", local.public_groups)}."
  }
}

resource_policy "aws_s3_object" "s3_bucket_no_public_acl" {
  enforce {
    condition     = !core::anytrue([for acl in local.public_acls : acl == core::try(attrs.acl, null)])
    error_message = "The canned ACL ${attrs.acl} opens the object to people outside the account."
  }
}
