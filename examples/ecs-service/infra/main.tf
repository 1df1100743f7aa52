module "checkout" {
  source = "../modules/service"

  name            = "checkout"
  image           = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/checkout:2026-11-20"
  tasks           = var.tasks
  subnets         = [for subnet in aws_subnet.private : subnet.id]
  security_groups = [aws_security_group.checkout.id]
}
