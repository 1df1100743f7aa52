policytest {
  targets = ["iam_no_user_credentials_of_other_kinds.policy.hcl"]
}

# expect: message "An SSH key is issued to the user alice."
resource "aws_iam_user_ssh_key" "bad" {
  attrs = {
    username   = "alice"
    encoding   = "SSH"
    public_key = "ssh-rsa AAAAB3NzaC1yc2E alice"
  }
  expect_failure = true
}

# expect: message "A password for codecommit.amazonaws.com is issued to the user alice."
resource "aws_iam_service_specific_credential" "bad" {
  attrs = {
    service_name = "codecommit.amazonaws.com"
    user_name    = "alice"
  }
  expect_failure = true
}

# expect: message "A signing certificate is issued to the user alice."
resource "aws_iam_signing_certificate" "bad" {
  attrs = {
    certificate_body = "certificate"
    user_name        = "alice"
  }
  expect_failure = true
}

# expect: fail iam_no_user_credentials_of_other_kinds
resource "aws_iam_virtual_mfa_device" "bad" {
  attrs = {
    virtual_mfa_device_name = "alice"
  }
  expect_failure = true
}

# A credential that goes away is no violation.
resource "aws_iam_user_ssh_key" "good_deleted" {
  prior_attrs = {
    username   = "alice"
    encoding   = "SSH"
    public_key = "ssh-rsa AAAAB3NzaC1yc2E alice"
  }
}
