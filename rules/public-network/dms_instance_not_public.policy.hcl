# DMS replication instances are not public.
#
# A replication instance holds the credentials of the databases it copies between and sees all their rows;
# a public address opens that to anyone who gets past it. Left out, AWS decides, so the verdict is unknown: say false.
#
# severity: critical
# controls: fsbp/DMS.1
# aliases: CKV_AWS_89
# remediation: Set publicly_accessible = false and reach the sources by private links; the instance is recreated.
# reference: https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReplicationInstance.html
resource_policy "aws_dms_replication_instance" "dms_instance_not_public" {
  enforce {
    condition     = attrs.publicly_accessible == false
    error_message = "The replication instance is publicly accessible."
  }
}
