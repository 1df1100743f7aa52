# Every ECS container has a log configuration.
#
# Without one, what a container writes goes nowhere that anybody can read: on Fargate it is lost with the task.
# A FireLens log router is the place where logs go and needs none itself.
#
# severity: high
# controls: fsbp/ECS.9 waf/SEC04-BP01
# remediation: Give each container a logConfiguration with awslogs or awsfirelens.
# reference: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
resource_policy "aws_ecs_task_definition" "ecs_task_logs" {
  locals {
    containers = [for c in core::try(core::jsondecode(attrs.container_definitions), []) : {
      name   = core::try(core::trimspace(c.name), "(unnamed)")
      driver = core::try(core::trimspace(c.logConfiguration.logDriver), "")
      router = core::try(core::trimspace(c.firelensConfiguration.type), "")
    }]
    silent = [for c in local.containers : c.name if c.driver == "" && c.router == ""]
  }

  enforce {
    condition     = core::length(local.silent) == 0
    error_message = "Containers without a log configuration: ${core::join(", ", local.silent)}."
  }
}
