policytest {
  targets = ["dax_cluster_encrypted.policy.hcl"]
}

resource "aws_ebs_snapshot" "source" {
  attrs = { id = "snap-0f", volume_id = "vol-1" }
  skip  = true
}

resource "aws_dax_cluster" "good" {
  attrs = {
    cluster_name       = "orders"
    iam_role_arn       = "arn:aws:iam::123456789012:role/dax"
    node_type          = "dax.r5.large"
    replication_factor = 3
    server_side_encryption = [
      { enabled = true },
    ]
  }
}

# expect: fail dax_cluster_encrypted
# expect: message "The cluster does not encrypt its data at rest."
resource "aws_dax_cluster" "bad" {
  attrs = {
    cluster_name       = "orders"
    iam_role_arn       = "arn:aws:iam::123456789012:role/dax"
    node_type          = "dax.r5.large"
    replication_factor = 3
    server_side_encryption = [
      { enabled = false },
    ]
  }
  expect_failure = true
}

resource "aws_dax_cluster" "block_not_set" {
  attrs = {
    cluster_name       = "orders"
    iam_role_arn       = "arn:aws:iam::123456789012:role/dax"
    node_type          = "dax.r5.large"
    replication_factor = 3
  }
  expect_failure = true
}

resource "aws_dax_cluster" "block_empty_in_a_plan" {
  attrs = {
    cluster_name           = "orders"
    iam_role_arn           = "arn:aws:iam::123456789012:role/dax"
    node_type              = "dax.r5.large"
    replication_factor     = 3
    server_side_encryption = []
  }
  expect_failure = true
}

resource "aws_dax_cluster" "enabled_not_set" {
  attrs = {
    cluster_name       = "orders"
    iam_role_arn       = "arn:aws:iam::123456789012:role/dax"
    node_type          = "dax.r5.large"
    replication_factor = 3
    server_side_encryption = [
      {},
    ]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_dax_cluster" "known_after_apply" {
  attrs = {
    cluster_name       = "orders"
    iam_role_arn       = "arn:aws:iam::123456789012:role/dax"
    node_type          = "dax.r5.large"
    replication_factor = 3
    server_side_encryption = [
      { enabled = aws_ebs_snapshot.source.encrypted },
    ]
  }
}
