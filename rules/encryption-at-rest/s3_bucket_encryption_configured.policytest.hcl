policytest {
  targets = ["s3_bucket_encryption_configured.policy.hcl"]
}

resource "aws_ssm_parameter" "algorithm" {
  attrs = { name = "/s3/algorithm", type = "String" }
  skip  = true
}

resource "aws_s3_bucket" "sse_s3" {
  attrs = {
    bucket = "sse-s3"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "sse_s3" {
  attrs = {
    bucket = aws_s3_bucket.sse_s3.id
    rule = [
      {
        apply_server_side_encryption_by_default = [
          { sse_algorithm = "AES256" },
        ]
      },
    ]
  }
}

resource "aws_s3_bucket" "kms" {
  attrs = {
    bucket = "kms"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "kms" {
  attrs = {
    bucket = aws_s3_bucket.kms.id
    rule = [
      {
        apply_server_side_encryption_by_default = [
          { sse_algorithm = "aws:kms" },
        ]
      },
    ]
  }
}

resource "aws_s3_bucket" "dsse" {
  attrs = {
    bucket = "dsse"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "dsse" {
  attrs = {
    bucket = aws_s3_bucket.dsse.id
    rule = [
      {
        apply_server_side_encryption_by_default = [
          { sse_algorithm = "aws:kms:dsse" },
        ]
      },
    ]
  }
}

resource "aws_s3_bucket" "by_name" {
  attrs = {
    bucket = "by-name"
  }
}

# joined by the literal name
resource "aws_s3_bucket_server_side_encryption_configuration" "by_name" {
  attrs = {
    bucket = "by-name"
    rule = [
      {
        apply_server_side_encryption_by_default = [
          { sse_algorithm = "AES256" },
        ]
      },
    ]
  }
}

resource "aws_s3_bucket" "by_bucket" {
  attrs = {
    bucket = "by-bucket"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "by_bucket" {
  attrs = {
    bucket = aws_s3_bucket.by_bucket.bucket
    rule = [
      {
        apply_server_side_encryption_by_default = [
          { sse_algorithm = "AES256" },
        ]
      },
    ]
  }
}

# the deprecated block says the same
resource "aws_s3_bucket" "inline" {
  attrs = {
    bucket = "inline"
    server_side_encryption_configuration = [
      {
        rule = [
          {
            apply_server_side_encryption_by_default = [
              { sse_algorithm = "AES256" },
            ]
          },
        ]
      },
    ]
  }
}

# only other buckets' configurations
# expect: fail s3_bucket_encryption_configured
# expect: message "The bucket states no default encryption: S3 encrypts with keys of its own, and who may read is left to bucket permissions alone."
resource "aws_s3_bucket" "nothing" {
  attrs = {
    bucket = "nothing"
  }
  expect_failure = true
}

resource "aws_s3_bucket" "nothing_inline_empty" {
  attrs = {
    bucket                               = "nothing-inline"
    server_side_encryption_configuration = []
  }
  expect_failure = true
}

# It has a configuration; what is wrong with that is said of it.
resource "aws_s3_bucket" "no_algorithm" {
  attrs = {
    bucket = "no-algorithm"
  }
}

# expect: fail s3_bucket_encryption_configured
# expect: message "The configuration names no default encryption algorithm."
resource "aws_s3_bucket_server_side_encryption_configuration" "no_algorithm" {
  attrs = {
    bucket = aws_s3_bucket.no_algorithm.id
    rule = [
      { bucket_key_enabled = true },
    ]
  }
  expect_failure = true
}

resource "aws_s3_bucket" "later" {
  attrs = {
    bucket = "later"
  }
}

# expect: unknown
resource "aws_s3_bucket_server_side_encryption_configuration" "later" {
  attrs = {
    bucket = aws_s3_bucket.later.id
    rule = [
      {
        apply_server_side_encryption_by_default = [
          { sse_algorithm = aws_ssm_parameter.algorithm.insecure_value },
        ]
      },
    ]
  }
}
