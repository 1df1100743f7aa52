resource "aws_kms_key" "data" {
  description             = "Data of the orders service"
  enable_key_rotation     = true
  deletion_window_in_days = 30
}

resource "aws_db_subnet_group" "private" {
  name       = "orders"
  subnet_ids = [for s in aws_subnet.private : s.id]
}

resource "aws_rds_cluster" "orders" {
  cluster_identifier          = "orders"
  engine                      = "aurora-postgresql"
  engine_version              = "16.4"
  database_name               = "orders"
  master_username             = "orders"
  manage_master_user_password = true
  db_subnet_group_name        = aws_db_subnet_group.private.name
  vpc_security_group_ids      = [aws_security_group.database.id]
  storage_encrypted           = true
  kms_key_id                  = aws_kms_key.data.arn
  backup_retention_period     = 14
  deletion_protection         = true
  final_snapshot_identifier   = "orders-final"
}

resource "aws_rds_cluster_instance" "orders" {
  count = 2

  identifier           = "orders-${count.index}"
  cluster_identifier   = aws_rds_cluster.orders.id
  engine               = aws_rds_cluster.orders.engine
  instance_class       = "db.r7g.large"
  db_subnet_group_name = aws_db_subnet_group.private.name
  # The second one was opened for the reporting tool.
  publicly_accessible = count.index == 1
}

resource "aws_elasticache_subnet_group" "private" {
  name       = "orders"
  subnet_ids = [for s in aws_subnet.private : s.id]
}

resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id       = "orders-sessions"
  description                = "Sessions of the shop"
  engine                     = "redis"
  node_type                  = "cache.t4g.small"
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  subnet_group_name          = aws_elasticache_subnet_group.private.name
  at_rest_encryption_enabled = true
  transit_encryption_enabled = true
  snapshot_retention_limit   = 7
}

# Invoices: private, and closed to the public whatever a policy may say one day.
resource "aws_s3_bucket" "invoices" {
  bucket = "example-orders-invoices"
}

resource "aws_s3_bucket_public_access_block" "invoices" {
  bucket                  = aws_s3_bucket.invoices.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "invoices" {
  bucket = aws_s3_bucket.invoices.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.data.arn
    }
  }
}

# Files of the web shop, read by CloudFront.
resource "aws_s3_bucket" "assets" {
  bucket = "example-orders-assets"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "assets" {
  bucket = aws_s3_bucket.assets.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

data "aws_iam_policy_document" "assets" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.assets.arn}/*"]

    principals {
      type        = "Service"
      identifiers = ["cloudfront.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "AWS:SourceArn"
      values   = [aws_cloudfront_distribution.shop.arn]
    }
  }
}

resource "aws_s3_bucket_policy" "assets" {
  bucket = aws_s3_bucket.assets.id
  policy = data.aws_iam_policy_document.assets.json
}
