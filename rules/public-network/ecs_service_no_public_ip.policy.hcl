# ECS services and task sets do not get public addresses.
#
# A task with a public address takes traffic straight from the Internet, past the load balancer and its firewall;
# only its security group stands between. Outgoing calls work as well through a NAT gateway or VPC endpoints.
#
# severity: high
# controls: fsbp/ECS.2 fsbp/ECS.16
# aliases: CKV_AWS_333
# remediation: Set assign_public_ip = false; use a load balancer for callers, NAT or VPC endpoints for outgoing traffic.
# reference: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html
resource_policy "aws_ecs_service" "ecs_service_no_public_ip" {
  enforce {
    condition = core::alltrue([
      for n in core::try(attrs.network_configuration, []) : core::try(n.assign_public_ip, false) == false
    ])
    error_message = "The service gives its tasks public addresses."
  }
}

resource_policy "aws_ecs_task_set" "ecs_service_no_public_ip" {
  enforce {
    condition = core::alltrue([
      for n in core::try(attrs.network_configuration, []) : core::try(n.assign_public_ip, false) == false
    ])
    error_message = "The task set gives its tasks public addresses."
  }
}
