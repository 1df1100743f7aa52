policytest {
  targets = ["redshift_cluster_encrypted.policy.hcl"]
}

resource "aws_ebs_snapshot" "source" {
  attrs = { id = "snap-0f", volume_id = "vol-1" }
  skip  = true
}

resource "aws_redshift_cluster" "good" {
  attrs = {
    cluster_identifier = "main"
    node_type          = "ra3.large"
    encrypted          = true
  }
}

# expect: fail redshift_cluster_encrypted
# expect: message "The cluster is not encrypted."
resource "aws_redshift_cluster" "bad" {
  attrs = {
    cluster_identifier = "main"
    node_type          = "ra3.large"
    encrypted          = false
  }
  expect_failure = true
}

resource "aws_redshift_cluster" "not_set" {
  attrs = {
    cluster_identifier = "main"
    node_type          = "ra3.large"
  }
  expect_failure = true
}

# expect: unknown
resource "aws_redshift_cluster" "known_after_apply" {
  attrs = {
    cluster_identifier = "main"
    node_type          = "ra3.large"
    encrypted          = aws_ebs_snapshot.source.encrypted
  }
}
