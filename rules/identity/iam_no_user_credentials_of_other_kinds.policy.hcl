# No SSH key, service password, signing certificate or virtual MFA device is issued to an IAM user.
#
# These too are credentials without an end date, and they are easy to forget because nobody looks for them where access keys are listed.
#
# severity: high
# controls: waf/SEC02-BP02
# remediation: Use roles and git-remote-codecommit or SES SMTP through a waiver.
# reference: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_ssh-keys.html
resource_policy "aws_iam_user_ssh_key" "iam_no_user_credentials_of_other_kinds" {
  enforce {
    condition     = false
    error_message = "An SSH key is issued to the user ${attrs.username}."
  }
}

resource_policy "aws_iam_service_specific_credential" "iam_no_user_credentials_of_other_kinds" {
  enforce {
    condition     = false
    error_message = "A password for ${attrs.service_name} is issued to the user ${attrs.user_name}."
  }
}

resource_policy "aws_iam_signing_certificate" "iam_no_user_credentials_of_other_kinds" {
  enforce {
    condition     = false
    error_message = "A signing certificate is issued to the user ${attrs.user_name}."
  }
}

resource_policy "aws_iam_virtual_mfa_device" "iam_no_user_credentials_of_other_kinds" {
  enforce {
    condition     = false
    error_message = "The virtual MFA device ${attrs.virtual_mfa_device_name} is declared, which only IAM users need, and its seed is kept in the state."
  }
}
