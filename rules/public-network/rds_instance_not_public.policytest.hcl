policytest {
  targets = ["rds_instance_not_public.policy.hcl"]
}

resource "aws_rds_cluster_instance" "other" {
  skip = true
  attrs = {
    identifier = "other"
  }
}

resource "aws_db_instance" "private" {
  attrs = {
    identifier          = "main"
    instance_class      = "db.t4g.micro"
    publicly_accessible = false
  }
}

# expect: fail rds_instance_not_public
# expect: message "The instance is publicly accessible."
resource "aws_db_instance" "public" {
  expect_failure = true
  attrs = {
    identifier          = "main"
    instance_class      = "db.t4g.micro"
    publicly_accessible = true
  }
}

resource "aws_db_instance" "not_set" {
  attrs = {
    identifier     = "main"
    instance_class = "db.t4g.micro"
  }
}

# expect: unknown
resource "aws_db_instance" "unknown_value" {
  attrs = {
    identifier          = "main"
    instance_class      = "db.t4g.micro"
    publicly_accessible = aws_rds_cluster_instance.other.writer
  }
}

resource "aws_rds_cluster_instance" "private" {
  attrs = {
    cluster_identifier  = "main"
    engine              = "aurora-postgresql"
    instance_class      = "db.r6g.large"
    publicly_accessible = false
  }
}

# expect: message "The instance is publicly accessible."
resource "aws_rds_cluster_instance" "public" {
  expect_failure = true
  attrs = {
    cluster_identifier  = "main"
    engine              = "aurora-postgresql"
    instance_class      = "db.r6g.large"
    publicly_accessible = true
  }
}

# expect: unknown
resource "aws_rds_cluster_instance" "not_set" {
  attrs = {
    cluster_identifier = "main"
    engine             = "aurora-postgresql"
    instance_class     = "db.r6g.large"
  }
}

# expect: unknown
resource "aws_rds_cluster_instance" "unknown_value" {
  attrs = {
    cluster_identifier  = "main"
    engine              = "aurora-postgresql"
    instance_class      = "db.r6g.large"
    publicly_accessible = aws_rds_cluster_instance.other.writer
  }
}

resource "aws_neptune_cluster_instance" "private" {
  attrs = {
    cluster_identifier  = "main"
    instance_class      = "db.r6g.large"
    publicly_accessible = false
  }
}

# expect: message "The instance is publicly accessible."
resource "aws_neptune_cluster_instance" "public" {
  expect_failure = true
  attrs = {
    cluster_identifier  = "main"
    instance_class      = "db.r6g.large"
    publicly_accessible = true
  }
}

resource "aws_neptune_cluster_instance" "not_set" {
  attrs = {
    cluster_identifier = "main"
    instance_class     = "db.r6g.large"
  }
}

# expect: unknown
resource "aws_neptune_cluster_instance" "unknown_value" {
  attrs = {
    cluster_identifier  = "main"
    instance_class      = "db.r6g.large"
    publicly_accessible = aws_rds_cluster_instance.other.writer
  }
}
