# Amazon MQ brokers are not public.
#
# A public broker offers its console and message ports to the Internet, and old broker versions have had flaws
# that need no password.
#
# severity: high
# aliases: CKV_AWS_69 AVD-AWS-0072
# remediation: Set publicly_accessible = false; the broker is recreated, so plan a cut-over.
# reference: https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/using-amazon-mq-securely.html
resource_policy "aws_mq_broker" "mq_broker_not_public" {
  enforce {
    condition     = core::try(attrs.publicly_accessible, false) == false
    error_message = "The broker is publicly accessible."
  }
}
