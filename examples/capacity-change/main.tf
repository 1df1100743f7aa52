# The checkout service before a sale: more tasks, bigger tasks, a bigger database. The plan is of the second state of
# `capacity.tf`; `before/capacity.tf` is the first. Everything else stays as it is.

resource "aws_vpc" "main" {
  cidr_block = "10.30.0.0/16"
}

resource "aws_subnet" "private" {
  for_each = { a = "10.30.10.0/24", b = "10.30.11.0/24" }

  vpc_id            = aws_vpc.main.id
  availability_zone = "eu-central-1${each.key}"
  cidr_block        = each.value
}

resource "aws_security_group" "service" {
  name        = "checkout"
  description = "Tasks of the checkout service"
  vpc_id      = aws_vpc.main.id
}

resource "aws_ecs_cluster" "main" {
  name = "checkout"
}

resource "aws_cloudwatch_log_group" "checkout" {
  name              = "/ecs/checkout"
  retention_in_days = 90
}

resource "aws_iam_role" "execution" {
  name = "checkout-execution"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
    }]
  })
}

resource "aws_ecs_task_definition" "checkout" {
  family                   = "checkout"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = local.task.cpu
  memory                   = local.task.memory
  execution_role_arn       = aws_iam_role.execution.arn

  container_definitions = jsonencode([{
    name         = "app"
    image        = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/checkout:2026-11-20"
    user         = "10001:10001"
    portMappings = [{ containerPort = 8080 }]
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        "awslogs-group"         = aws_cloudwatch_log_group.checkout.name
        "awslogs-region"        = "eu-central-1"
        "awslogs-stream-prefix" = "app"
      }
    }
  }])
}

resource "aws_ecs_service" "checkout" {
  name            = "checkout"
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.checkout.arn
  launch_type     = "FARGATE"
  desired_count   = local.tasks

  network_configuration {
    subnets          = [for s in aws_subnet.private : s.id]
    security_groups  = [aws_security_group.service.id]
    assign_public_ip = false
  }
}

resource "aws_db_subnet_group" "private" {
  name       = "checkout"
  subnet_ids = [for s in aws_subnet.private : s.id]
}

resource "aws_db_instance" "checkout" {
  identifier                  = "checkout"
  engine                      = "postgres"
  engine_version              = "16.4"
  instance_class              = local.database.class
  allocated_storage           = local.database.gigabytes
  username                    = "checkout"
  manage_master_user_password = true
  db_subnet_group_name        = aws_db_subnet_group.private.name
  storage_encrypted           = true
  publicly_accessible         = false
  backup_retention_period     = 14
  deletion_protection         = true
  skip_final_snapshot         = false
  final_snapshot_identifier   = "checkout-final"
}

resource "aws_dynamodb_table" "carts" {
  name           = "checkout-carts"
  hash_key       = "cart"
  billing_mode   = "PROVISIONED"
  read_capacity  = local.carts.read
  write_capacity = local.carts.write

  attribute {
    name = "cart"
    type = "S"
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled = true
  }
}
