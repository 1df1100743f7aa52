variable "name" {
  description = "Name of the service, its cluster and its logs."
  type        = string
}

variable "image" {
  description = "Image of the service's container."
  type        = string
}

variable "tasks" {
  description = "How many tasks run."
  type        = number
}

variable "subnets" {
  description = "Private subnets of the tasks."
  type        = list(string)
}

variable "security_groups" {
  description = "Security groups of the tasks."
  type        = list(string)
}
