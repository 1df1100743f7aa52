# EMR primary nodes have no public address.
#
# The primary node runs the cluster's web consoles and schedulers, most of them without a login.
# In a subnet that hands out public addresses it is on the Internet as soon as a security group lets anything in.
# Where the plan does not hold the cluster's subnets, the primary node's DNS name decides, which is known after the apply.
#
# severity: high
# controls: fsbp/EMR.1
# aliases: CKV2_AWS_7
# remediation: Launch the cluster in private subnets with VPC endpoints for S3 and the EMR service.
# reference: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-clusters-in-a-vpc.html
resource_policy "aws_emr_cluster" "emr_cluster_in_private_subnet" {
  locals {
    placed = [for e in core::try(attrs.ec2_attributes, []) : {
      named   = core::getresources("aws_subnet", { id = e.subnet_id })
      choices = core::try(core::flatten([for id in e.subnet_ids : core::getresources("aws_subnet", { id = id })]), [])
    }]
    wanted = core::sum(core::concat([0], [for e in core::try(attrs.ec2_attributes, []) : core::try(core::length(e.subnet_ids), 0)]))
    # One subnet is named by subnet_id, several to choose from by subnet_ids.
    private = core::anytrue([
      for p in local.placed : core::length(p.named) > 0
      ? core::alltrue([for s in p.named : core::try(s.map_public_ip_on_launch, false) == false])
      : core::alltrue([for s in p.choices : core::try(s.map_public_ip_on_launch, false) == false]) && (
        (core::length(p.choices) > 0 && core::length(p.choices) == local.wanted) ||
        core::startswith(attrs.master_public_dns, "ip-")
      )
    ])
  }

  enforce {
    condition = (
      core::length(core::try(attrs.ec2_attributes, [])) > 0
      ? local.private
      : core::startswith(attrs.master_public_dns, "ip-")
    )
    error_message = "The cluster runs in a subnet that gives its nodes public addresses."
  }
}
