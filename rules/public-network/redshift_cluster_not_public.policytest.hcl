policytest {
  targets = ["redshift_cluster_not_public.policy.hcl"]
}

resource "aws_rds_cluster_instance" "other" {
  skip = true
  attrs = {
    identifier = "other"
  }
}

resource "aws_redshift_cluster" "private" {
  attrs = {
    cluster_identifier  = "main"
    node_type           = "ra3.large"
    publicly_accessible = false
  }
}

# expect: fail redshift_cluster_not_public
# expect: message "The cluster is publicly accessible."
resource "aws_redshift_cluster" "public" {
  expect_failure = true
  attrs = {
    cluster_identifier  = "main"
    node_type           = "ra3.large"
    publicly_accessible = true
  }
}

resource "aws_redshift_cluster" "not_set" {
  expect_failure = true
  attrs = {
    cluster_identifier = "main"
    node_type          = "ra3.large"
  }
}

# expect: unknown
resource "aws_redshift_cluster" "unknown_value" {
  attrs = {
    cluster_identifier  = "main"
    node_type           = "ra3.large"
    publicly_accessible = aws_rds_cluster_instance.other.writer
  }
}

resource "aws_redshiftserverless_workgroup" "private" {
  attrs = {
    namespace_name      = "main"
    workgroup_name      = "main"
    publicly_accessible = false
  }
}

# expect: message "The workgroup is publicly accessible."
resource "aws_redshiftserverless_workgroup" "public" {
  expect_failure = true
  attrs = {
    namespace_name      = "main"
    workgroup_name      = "main"
    publicly_accessible = true
  }
}

resource "aws_redshiftserverless_workgroup" "not_set" {
  attrs = {
    namespace_name = "main"
    workgroup_name = "main"
  }
}

# expect: unknown
resource "aws_redshiftserverless_workgroup" "unknown_value" {
  attrs = {
    namespace_name      = "main"
    workgroup_name      = "main"
    publicly_accessible = aws_rds_cluster_instance.other.writer
  }
}
