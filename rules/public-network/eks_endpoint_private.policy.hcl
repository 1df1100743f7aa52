# EKS API endpoints are private or limited to known ranges.
#
# A Kubernetes API that the whole Internet can reach is one stolen token or one flaw in its login away from the whole cluster.
# A public endpoint limited to known ranges passes here with a note; the AWS control fails even that.
# Ranges of prefix length 0 or 1 are taken as the Internet.
#
# severity: high
# controls: fsbp/EKS.1
# aliases: CKV_AWS_38 CKV_AWS_39 AVD-AWS-0040 AVD-AWS-0041
# remediation: Set endpoint_public_access = false and endpoint_private_access = true.
# reference: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
resource_policy "aws_eks_cluster" "eks_endpoint_private" {
  locals {
    private = core::anytrue([for v in core::try(attrs.vpc_config, []) : v.endpoint_public_access == false])
    # Left out or empty, the ranges are the whole Internet.
    limited = core::anytrue([
      for v in core::try(attrs.vpc_config, []) :
      core::length(core::try(v.public_access_cidrs, [])) > 0 &&
      core::alltrue([for c in core::try(v.public_access_cidrs, []) : core::regex_match("/[01]$", c) == false])
    ])
  }

  enforce {
    condition     = local.private || local.limited
    error_message = "The cluster's API endpoint is open to the whole Internet."
    info_message = (
      local.private
      ? "The cluster's API endpoint is private."
      : "The cluster's API endpoint is public, for the listed ranges only."
    )
  }
}
