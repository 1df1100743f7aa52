policytest {
  targets = ["neptune_cluster_encrypted.policy.hcl"]
}

resource "aws_ebs_snapshot" "source" {
  attrs = { id = "snap-0f", volume_id = "vol-1" }
  skip  = true
}

resource "aws_neptune_cluster" "good" {
  attrs = {
    cluster_identifier = "main"
    storage_encrypted  = true
  }
}

# expect: fail neptune_cluster_encrypted
# expect: message "The cluster's storage is not encrypted."
resource "aws_neptune_cluster" "bad" {
  attrs = {
    cluster_identifier = "main"
    storage_encrypted  = false
  }
  expect_failure = true
}

resource "aws_neptune_cluster" "not_set" {
  attrs = {
    cluster_identifier = "main"
  }
  expect_failure = true
}

# expect: unknown
resource "aws_neptune_cluster" "known_after_apply" {
  attrs = {
    cluster_identifier = "main"
    storage_encrypted  = aws_ebs_snapshot.source.encrypted
  }
}
