policytest {
  targets = ["s3_bucket_no_public_acl.policy.hcl"]
}

resource "aws_iam_role" "later" {
  skip = true
}

resource "aws_s3_bucket_acl" "good_private" {
  attrs = {
    bucket = "a"
    acl    = "private"
  }
}

resource "aws_s3_bucket_acl" "good_log_delivery" {
  attrs = {
    bucket = "a"
    acl    = "log-delivery-write"
  }
}

# expect: fail s3_bucket_no_public_acl
# expect: message "The canned ACL public-read opens the bucket to people outside the account."
resource "aws_s3_bucket_acl" "bad_public_read" {
  attrs = {
    bucket = "a"
    acl    = "public-read"
  }
  expect_failure = true
}

# expect: fail s3_bucket_no_public_acl
# expect: message "The canned ACL public-read-write opens the bucket to people outside the account."
resource "aws_s3_bucket_acl" "bad_public_read_write" {
  attrs = {
    bucket = "a"
    acl    = "public-read-write"
  }
  expect_failure = true
}

# expect: fail s3_bucket_no_public_acl
# expect: message "The canned ACL authenticated-read opens the bucket to people outside the account."
resource "aws_s3_bucket_acl" "bad_authenticated_read" {
  attrs = {
    bucket = "a"
    acl    = "authenticated-read"
  }
  expect_failure = true
}

resource "aws_s3_bucket_acl" "good_grants" {
  attrs = {
    bucket                = "a"
    access_control_policy = [{ owner = [{ id = "bcaf1ffd86f41161ca5fb16fd081034f" }], grant = [{ permission = "FULL_CONTROL", grantee = [{ type = "CanonicalUser", id = "bcaf1ffd86f41161ca5fb16fd081034f" }] }, { permission = "READ", grantee = [{ type = "Group", uri = "http://acs.amazonaws.com/groups/s3/LogDelivery" }] }] }]
  }
}

# expect: fail s3_bucket_no_public_acl
# expect: message "The ACL of the bucket grants access to http://acs.amazonaws.com/groups/global/AllUsers."
resource "aws_s3_bucket_acl" "bad_grant_all_users" {
  attrs = {
    bucket                = "a"
    access_control_policy = [{ owner = [{ id = "bcaf1ffd86f41161ca5fb16fd081034f" }], grant = [{ permission = "FULL_CONTROL", grantee = [{ type = "CanonicalUser", id = "bcaf1ffd86f41161ca5fb16fd081034f" }] }, { permission = "READ", grantee = [{ type = "Group", uri = "http://acs.amazonaws.com/groups/global/AllUsers" }] }] }]
  }
  expect_failure = true
}

resource "aws_s3_bucket_acl" "bad_grant_authenticated_users" {
  attrs = {
    bucket                = "a"
    access_control_policy = [{ owner = [{ id = "bcaf1ffd86f41161ca5fb16fd081034f" }], grant = [{ permission = "READ", grantee = [{ type = "Group", uri = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers" }] }] }]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_s3_bucket_acl" "unknown_acl" {
  attrs = {
    bucket = "a"
    acl    = aws_iam_role.later.unique_id
  }
}

# expect: unknown
resource "aws_s3_bucket_acl" "unknown_group" {
  attrs = {
    bucket                = "a"
    access_control_policy = [{ owner = [{ id = "bcaf1ffd86f41161ca5fb16fd081034f" }], grant = [{ permission = "READ", grantee = [{ type = "Group", uri = aws_iam_role.later.unique_id }] }] }]
  }
}

resource "aws_s3_bucket" "not_set" {
  attrs = {
    bucket = "plain"
  }
}

resource "aws_s3_bucket" "good_private" {
  attrs = {
    bucket = "b"
    acl    = "private"
  }
}

resource "aws_s3_bucket" "good_grants" {
  attrs = {
    bucket = "b"
    grant  = [{ type = "Group", permissions = ["WRITE"], uri = "http://acs.amazonaws.com/groups/s3/LogDelivery" }, { type = "CanonicalUser", permissions = ["FULL_CONTROL"], id = "bcaf1ffd86f41161ca5fb16fd081034f" }]
  }
}

# expect: fail s3_bucket_no_public_acl
# expect: message "The canned ACL public-read opens the bucket to people outside the account."
resource "aws_s3_bucket" "bad_public_read" {
  attrs = {
    bucket = "b"
    acl    = "public-read"
  }
  expect_failure = true
}

# expect: fail s3_bucket_no_public_acl
# expect: message "The ACL of the bucket grants access to http://acs.amazonaws.com/groups/global/AllUsers."
resource "aws_s3_bucket" "bad_grant_all_users" {
  attrs = {
    bucket = "b"
    grant  = [{ type = "Group", permissions = ["READ"], uri = "http://acs.amazonaws.com/groups/global/AllUsers" }]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_s3_bucket" "unknown_acl" {
  attrs = {
    bucket = "b"
    acl    = aws_iam_role.later.unique_id
  }
}

resource "aws_s3_object" "not_set" {
  attrs = {
    bucket = "b"
    key    = "index.html"
  }
}

resource "aws_s3_object" "good_owner" {
  attrs = {
    bucket = "b"
    key    = "index.html"
    acl    = "bucket-owner-full-control"
  }
}

# expect: fail s3_bucket_no_public_acl
# expect: message "The canned ACL public-read opens the object to people outside the account."
resource "aws_s3_object" "bad_public_read" {
  attrs = {
    bucket = "b"
    key    = "index.html"
    acl    = "public-read"
  }
  expect_failure = true
}

# expect: unknown
resource "aws_s3_object" "unknown_acl" {
  attrs = {
    bucket = "b"
    key    = "index.html"
    acl    = aws_iam_role.later.unique_id
  }
}
