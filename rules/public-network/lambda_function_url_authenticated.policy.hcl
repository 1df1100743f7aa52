# Lambda function URLs require IAM.
#
# A function URL has a public address. With authorization_type NONE whoever finds it runs the function and pays for nothing; the only check
# left is the one that the code makes itself.
#
# severity: critical
# aliases: CKV_AWS_258
# remediation: Use AWS_IAM behind CloudFront origin access control.
# reference: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
resource_policy "aws_lambda_function_url" "lambda_function_url_authenticated" {
  enforce {
    condition     = attrs.authorization_type == "AWS_IAM"
    error_message = "The function URL asks callers for no credentials: authorization_type is not AWS_IAM."
  }
}
