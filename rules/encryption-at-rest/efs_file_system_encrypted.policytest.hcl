policytest {
  targets = ["efs_file_system_encrypted.policy.hcl"]
}

resource "aws_ebs_snapshot" "source" {
  attrs = { id = "snap-0f", volume_id = "vol-1" }
  skip  = true
}

resource "aws_efs_file_system" "good" {
  attrs = {
    creation_token = "main"
    encrypted      = true
  }
}

# expect: fail efs_file_system_encrypted
# expect: message "The file system is not encrypted."
resource "aws_efs_file_system" "bad" {
  attrs = {
    creation_token = "main"
    encrypted      = false
  }
  expect_failure = true
}

resource "aws_efs_file_system" "not_set" {
  attrs = {
    creation_token = "main"
  }
  expect_failure = true
}

# expect: unknown
resource "aws_efs_file_system" "known_after_apply" {
  attrs = {
    creation_token = "main"
    encrypted      = aws_ebs_snapshot.source.encrypted
  }
}
