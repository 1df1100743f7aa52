resource "aws_vpc" "main" {
  cidr_block = "10.40.0.0/16"
}

# Whoever forgets to name a security group gets this one: it allows nothing.
resource "aws_default_security_group" "closed" {
  vpc_id = aws_vpc.main.id
}

resource "aws_subnet" "private" {
  for_each = { a = "10.40.10.0/24", b = "10.40.11.0/24" }

  vpc_id            = aws_vpc.main.id
  availability_zone = "eu-central-1${each.key}"
  cidr_block        = each.value
}

resource "aws_security_group" "checkout" {
  name        = "checkout"
  description = "Tasks of the checkout service"
  vpc_id      = aws_vpc.main.id
}
