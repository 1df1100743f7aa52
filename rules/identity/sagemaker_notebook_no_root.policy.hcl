# SageMaker notebook instances deny root and answer only IMDSv2.
#
# A user with root on the notebook can change what runs there for everybody and read what the instance's role may read.
# Lifecycle configurations run as root all the same, so packages can still be installed.
#
# severity: high
# controls: fsbp/SageMaker.3
# aliases: CKV_AWS_307 CKV_AWS_371
# remediation: Set root_access = "Disabled" and install packages by lifecycle configuration.
# reference: https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-root-access.html
resource_policy "aws_sagemaker_notebook_instance" "sagemaker_notebook_no_root" {
  enforce {
    condition     = attrs.root_access == "Disabled"
    error_message = "Users of the notebook have root access."
  }

  enforce {
    condition     = core::anytrue([for c in core::try(attrs.instance_metadata_service_configuration, []) : core::try(core::tostring(c.minimum_instance_metadata_service_version), "") == "2"])
    error_message = "The notebook still answers IMDSv1."
  }
}
