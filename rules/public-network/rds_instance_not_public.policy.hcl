# RDS, Aurora and Neptune instances are not reachable from the Internet.
#
# A publicly accessible database answers to a name that resolves to a public address, so that its password
# and its security group are all that keeps strangers out.
# For an Aurora instance that does not say, AWS decides by the VPC of its subnet group: the verdict is then unknown.
#
# severity: critical
# controls: fsbp/RDS.2 cis-aws-3.0/2.3.3 cis-aws-5.0/2.2.3
# aliases: CKV_AWS_17 CKV_AWS_102 AVD-AWS-0180
# remediation: Set publicly_accessible = false.
# reference: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
resource_policy "aws_db_instance" "rds_instance_not_public" {
  enforce {
    condition     = core::try(attrs.publicly_accessible, false) == false
    error_message = "The instance is publicly accessible."
  }
}

resource_policy "aws_rds_cluster_instance" "rds_instance_not_public" {
  enforce {
    condition     = attrs.publicly_accessible == false
    error_message = "The instance is publicly accessible."
  }
}

resource_policy "aws_neptune_cluster_instance" "rds_instance_not_public" {
  enforce {
    condition     = core::try(attrs.publicly_accessible, false) == false
    error_message = "The instance is publicly accessible."
  }
}
