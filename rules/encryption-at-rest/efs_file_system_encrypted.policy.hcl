# EFS file systems are encrypted.
#
# A file system made through the API stays unencrypted unless the request says otherwise, and it cannot be changed
# afterwards: its files would have to be copied to another one.
#
# severity: high
# controls: fsbp/EFS.1 fsbp/EFS.8 cis-aws-3.0/2.4.1 cis-aws-5.0/2.3.1
# aliases: CKV_AWS_42 AVD-AWS-0037
# remediation: Set encrypted = true; most stores are encrypted only at creation, so move an existing one through a snapshot and a restore.
# reference: https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html
resource_policy "aws_efs_file_system" "efs_file_system_encrypted" {
  enforce {
    condition     = attrs.encrypted == true
    error_message = "The file system is not encrypted."
  }
}
