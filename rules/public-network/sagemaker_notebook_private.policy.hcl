# SageMaker notebooks have no direct Internet and sit in a VPC.
#
# A notebook holds data and the rights of its role. With direct Internet access anything run in it can carry both away,
# past the VPC's routes and logs. Left out, direct_internet_access is Enabled.
#
# severity: high
# controls: fsbp/SageMaker.1 fsbp/SageMaker.2
# aliases: CKV_AWS_122 CKV_AWS_306
# remediation: Set direct_internet_access = "Disabled" and name a private subnet_id and security groups.
# reference: https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html
resource_policy "aws_sagemaker_notebook_instance" "sagemaker_notebook_private" {
  enforce {
    condition     = attrs.direct_internet_access == "Disabled"
    error_message = "The notebook has direct Internet access."
  }

  enforce {
    condition     = attrs.subnet_id == null ? false : attrs.subnet_id != ""
    error_message = "The notebook is not placed in a subnet of a VPC."
  }
}
