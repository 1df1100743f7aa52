policytest {
  targets = ["s3_access_point_public_access_blocked.policy.hcl"]
}

# Not created yet: what it computes is known after apply.
resource "aws_s3_access_point" "later" {
  skip = true
}

resource "aws_s3_access_point" "good_all_four" {
  attrs = {
    bucket                            = "assets"
    name                              = "assets-ap"
    public_access_block_configuration = [{ block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }]
  }
}

resource "aws_s3_access_point" "good_setting_left_out" {
  attrs = {
    bucket                            = "assets"
    name                              = "assets-ap"
    public_access_block_configuration = [{ block_public_acls = true }]
  }
}

resource "aws_s3_access_point" "good_empty_list" {
  attrs = {
    bucket                            = "assets"
    name                              = "assets-ap"
    public_access_block_configuration = []
  }
}

# The block is left out: all four are on.
resource "aws_s3_access_point" "not_set" {
  attrs = {
    bucket = "assets"
    name   = "assets-ap"
  }
}

# expect: fail s3_access_point_public_access_blocked
# expect: message "block_public_acls is switched off for the access point, which cannot be changed once it exists."
resource "aws_s3_access_point" "bad_block_public_acls_off" {
  attrs = {
    bucket                            = "assets"
    name                              = "assets-ap"
    public_access_block_configuration = [{ block_public_acls = false, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }]
  }
  expect_failure = true
}

# expect: fail s3_access_point_public_access_blocked
# expect: message "block_public_policy is switched off for the access point, which cannot be changed once it exists."
resource "aws_s3_access_point" "bad_block_public_policy_off" {
  attrs = {
    bucket                            = "assets"
    name                              = "assets-ap"
    public_access_block_configuration = [{ block_public_acls = true, block_public_policy = false, ignore_public_acls = true, restrict_public_buckets = true }]
  }
  expect_failure = true
}

# expect: fail s3_access_point_public_access_blocked
# expect: message "ignore_public_acls is switched off for the access point, which cannot be changed once it exists."
resource "aws_s3_access_point" "bad_ignore_public_acls_off" {
  attrs = {
    bucket                            = "assets"
    name                              = "assets-ap"
    public_access_block_configuration = [{ block_public_acls = true, block_public_policy = true, ignore_public_acls = false, restrict_public_buckets = true }]
  }
  expect_failure = true
}

# expect: fail s3_access_point_public_access_blocked
# expect: message "restrict_public_buckets is switched off for the access point, which cannot be changed once it exists."
resource "aws_s3_access_point" "bad_restrict_public_buckets_off" {
  attrs = {
    bucket                            = "assets"
    name                              = "assets-ap"
    public_access_block_configuration = [{ block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = false }]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_s3_access_point" "unknown_setting" {
  attrs = {
    bucket                            = "assets"
    name                              = "assets-ap"
    public_access_block_configuration = [{ block_public_acls = true, block_public_policy = aws_s3_access_point.later.has_public_access_policy, ignore_public_acls = true, restrict_public_buckets = true }]
  }
}

resource "aws_s3control_multi_region_access_point" "good_all_four" {
  attrs = {
    details = [{ name = "assets", region = [{ bucket = "assets-eu" }], public_access_block = [{ block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }] }]
  }
}

resource "aws_s3control_multi_region_access_point" "good_setting_left_out" {
  attrs = {
    details = [{ name = "assets", region = [{ bucket = "assets-eu" }], public_access_block = [{ block_public_acls = true }] }]
  }
}

resource "aws_s3control_multi_region_access_point" "good_empty_list" {
  attrs = {
    details = [{ name = "assets", region = [{ bucket = "assets-eu" }], public_access_block = [] }]
  }
}

# The block is left out: all four are on.
resource "aws_s3control_multi_region_access_point" "not_set" {
  attrs = {
    details = [{ name = "assets", region = [{ bucket = "assets-eu" }] }]
  }
}

# expect: fail s3_access_point_public_access_blocked
# expect: message "block_public_acls is switched off for the access point, which cannot be changed once it exists."
resource "aws_s3control_multi_region_access_point" "bad_block_public_acls_off" {
  attrs = {
    details = [{ name = "assets", region = [{ bucket = "assets-eu" }], public_access_block = [{ block_public_acls = false, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }] }]
  }
  expect_failure = true
}

# expect: fail s3_access_point_public_access_blocked
# expect: message "block_public_policy is switched off for the access point, which cannot be changed once it exists."
resource "aws_s3control_multi_region_access_point" "bad_block_public_policy_off" {
  attrs = {
    details = [{ name = "assets", region = [{ bucket = "assets-eu" }], public_access_block = [{ block_public_acls = true, block_public_policy = false, ignore_public_acls = true, restrict_public_buckets = true }] }]
  }
  expect_failure = true
}

# expect: fail s3_access_point_public_access_blocked
# expect: message "ignore_public_acls is switched off for the access point, which cannot be changed once it exists."
resource "aws_s3control_multi_region_access_point" "bad_ignore_public_acls_off" {
  attrs = {
    details = [{ name = "assets", region = [{ bucket = "assets-eu" }], public_access_block = [{ block_public_acls = true, block_public_policy = true, ignore_public_acls = false, restrict_public_buckets = true }] }]
  }
  expect_failure = true
}

# expect: fail s3_access_point_public_access_blocked
# expect: message "restrict_public_buckets is switched off for the access point, which cannot be changed once it exists."
resource "aws_s3control_multi_region_access_point" "bad_restrict_public_buckets_off" {
  attrs = {
    details = [{ name = "assets", region = [{ bucket = "assets-eu" }], public_access_block = [{ block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = false }] }]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_s3control_multi_region_access_point" "unknown_setting" {
  attrs = {
    details = [{ name = "assets", region = [{ bucket = "assets-eu" }], public_access_block = [{ block_public_acls = true, block_public_policy = aws_s3_access_point.later.has_public_access_policy, ignore_public_acls = true, restrict_public_buckets = true }] }]
  }
}
