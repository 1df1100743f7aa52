# ECS containers are not privileged, share no host namespace and do not run as root.
#
# A privileged container, or one in the host's process or network namespace, is as good as a login on the machine and on every other task there.
# Where the task definition names no user the image decides, and most images decide for root.
#
# severity: high
# controls: fsbp/ECS.1 fsbp/ECS.3 fsbp/ECS.4 fsbp/ECS.17 fsbp/ECS.20 fsbp/ECS.21 waf/SEC06-BP02
# aliases: CKV_AWS_334 CKV_AWS_335
# remediation: Set a numeric non-root user in each container, drop privileged and use awsvpc networking.
# reference: https://docs.aws.amazon.com/controltower/latest/controlreference/ecs-rules.html
resource_policy "aws_ecs_task_definition" "ecs_task_not_privileged" {
  locals {
    containers = [for c in core::try(core::jsondecode(attrs.container_definitions), []) : {
      name       = core::try(core::trimspace(c.name), "(unnamed)")
      privileged = core::try(c.privileged, false)
      user       = core::try(core::lower(c.user), "")
    }]
    privileged = [for c in local.containers : c.name if c.privileged == true]
    as_root    = [for c in local.containers : c.name if core::regex_match("^((root|0+)(:.*)?|(.*\\\\)?containeradministrator)$", c.user)]
    user_unset = [for c in local.containers : c.name if c.user == ""]
  }

  enforce {
    condition     = core::length(local.privileged) == 0
    error_message = "Privileged containers: ${core::join(", ", local.privileged)}."
  }

  enforce {
    condition     = attrs.pid_mode != "host"
    error_message = "The task shares the process namespace of the host."
  }

  enforce {
    condition     = attrs.network_mode != "host"
    error_message = "The task shares the network of the host."
  }

  enforce {
    condition     = core::length(local.as_root) == 0
    error_message = "Containers that run as root: ${core::join(", ", local.as_root)}."
  }

  enforce {
    condition     = core::length(local.user_unset) == 0
    error_message = "Containers without a user, so that the image decides who they run as: ${core::join(", ", local.user_unset)}."
  }
}
