policytest {
  targets = ["sagemaker_notebook_no_root.policy.hcl"]
}

resource "aws_sagemaker_notebook_instance" "good" {
  attrs = {
    name                                    = "good"
    role_arn                                = "arn:aws:iam::123456789012:role/notebook"
    instance_type                           = "ml.t3.medium"
    root_access                             = "Disabled"
    instance_metadata_service_configuration = [{ minimum_instance_metadata_service_version = "2" }]
  }
}

# expect: message "Users of the notebook have root access."
resource "aws_sagemaker_notebook_instance" "bad_root" {
  attrs = {
    name                                    = "root"
    role_arn                                = "arn:aws:iam::123456789012:role/notebook"
    instance_type                           = "ml.t3.medium"
    root_access                             = "Enabled"
    instance_metadata_service_configuration = [{ minimum_instance_metadata_service_version = "2" }]
  }
  expect_failure = true
}

# Not set: the provider plans Enabled.
resource "aws_sagemaker_notebook_instance" "bad_root_not_set" {
  attrs = {
    name                                    = "not-set"
    role_arn                                = "arn:aws:iam::123456789012:role/notebook"
    instance_type                           = "ml.t3.medium"
    instance_metadata_service_configuration = [{ minimum_instance_metadata_service_version = "2" }]
  }
  expect_failure = true
}

# expect: message "The notebook still answers IMDSv1."
resource "aws_sagemaker_notebook_instance" "bad_imds_not_set" {
  attrs = {
    name          = "imds-not-set"
    role_arn      = "arn:aws:iam::123456789012:role/notebook"
    instance_type = "ml.t3.medium"
    root_access   = "Disabled"
  }
  expect_failure = true
}

resource "aws_sagemaker_notebook_instance" "bad_imds_1" {
  attrs = {
    name                                    = "imds-1"
    role_arn                                = "arn:aws:iam::123456789012:role/notebook"
    instance_type                           = "ml.t3.medium"
    root_access                             = "Disabled"
    instance_metadata_service_configuration = [{ minimum_instance_metadata_service_version = "1" }]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_sagemaker_notebook_instance" "unknown" {
  attrs = {
    name                                    = "unknown"
    role_arn                                = "arn:aws:iam::123456789012:role/notebook"
    instance_type                           = "ml.t3.medium"
    root_access                             = aws_ssm_parameter.root.insecure_value
    instance_metadata_service_configuration = [{ minimum_instance_metadata_service_version = "2" }]
  }
}

resource "aws_ssm_parameter" "root" {
  skip = true
}
