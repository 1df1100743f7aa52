policytest {
  targets = ["ebs_volume_encrypted.policy.hcl"]
}

resource "aws_ebs_snapshot" "source" {
  attrs = { id = "snap-0f", volume_id = "vol-1" }
  skip  = true
}

resource "aws_ebs_volume" "good" {
  attrs = {
    availability_zone = "eu-west-1a"
    size              = 100
    encrypted         = true
  }
}

# expect: fail ebs_volume_encrypted
# expect: message "The volume is not encrypted."
resource "aws_ebs_volume" "bad" {
  attrs = {
    availability_zone = "eu-west-1a"
    size              = 100
    encrypted         = false
  }
  expect_failure = true
}

resource "aws_ebs_volume" "not_set" {
  attrs = {
    availability_zone = "eu-west-1a"
    size              = 100
  }
  expect_failure = true
}

# expect: unknown
resource "aws_ebs_volume" "known_after_apply" {
  attrs = {
    availability_zone = "eu-west-1a"
    size              = 100
    encrypted         = aws_ebs_snapshot.source.encrypted
  }
}
