variable "tasks" {
  description = "How many tasks of the checkout service run."
  type        = number
}
