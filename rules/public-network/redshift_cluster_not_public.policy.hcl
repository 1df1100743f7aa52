# Redshift clusters and serverless workgroups are not reachable from the Internet.
#
# A public warehouse gets an address that anyone can try passwords on, and a warehouse holds a copy of everything.
# Provider versions before 6 make a cluster public when the argument is left out.
#
# severity: critical
# controls: fsbp/Redshift.1 fsbp/RedshiftServerless.3
# aliases: CKV_AWS_87 CKV_AWS_391
# remediation: Set publicly_accessible = false; on clusters say it, because an absent value means true before provider 6.
# reference: https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-vpc.html
resource_policy "aws_redshift_cluster" "redshift_cluster_not_public" {
  enforce {
    condition     = attrs.publicly_accessible == false
    error_message = "The cluster is publicly accessible."
  }
}

resource_policy "aws_redshiftserverless_workgroup" "redshift_cluster_not_public" {
  enforce {
    condition     = core::try(attrs.publicly_accessible, false) == false
    error_message = "The workgroup is publicly accessible."
  }
}
