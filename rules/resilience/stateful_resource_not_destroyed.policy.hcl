# A plan does not destroy or replace a stateful resource unseen.
#
# What such a resource holds goes with it, and a renamed block or an argument that forces a replacement is enough. A
# replacement is planned as a delete and a create, and it is the delete that is found here; somebody who owns the data
# has to approve it.
#
# severity: critical
# remediation: Keep it with a moved block or an import, or migrate the data first; otherwise ask an owner for approval.
# reference: https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_backing_up_data_identified_backups_data.html
resource_policy "aws_db_instance" "stateful_resource_not_destroyed" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The database instance ${core::coalesce(prior_attrs.identifier, "(unnamed)")} and the data in it are destroyed."
  }

  enforce {
    condition     = prior_attrs.skip_final_snapshot != true
    error_message = "No final snapshot is taken (skip_final_snapshot = true)."
  }
}

resource_policy "aws_rds_cluster" "stateful_resource_not_destroyed" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The database cluster ${core::coalesce(prior_attrs.cluster_identifier, "(unnamed)")} and the data in it are destroyed."
  }

  enforce {
    condition     = prior_attrs.skip_final_snapshot != true
    error_message = "No final snapshot is taken (skip_final_snapshot = true)."
  }
}

resource_policy "aws_dynamodb_table" "stateful_resource_not_destroyed" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The table ${core::coalesce(prior_attrs.name, "(unnamed)")} and the data in it are destroyed."
  }
}

resource_policy "aws_s3_bucket" "stateful_resource_not_destroyed" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The bucket ${core::coalesce(prior_attrs.bucket, "(unnamed)")} and the data in it are destroyed."
  }

  enforce {
    condition     = prior_attrs.force_destroy != true
    error_message = "Every object and version in the bucket is deleted with it (force_destroy = true)."
  }
}

resource_policy "aws_efs_file_system" "stateful_resource_not_destroyed" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The file system ${core::coalesce(prior_attrs.id, "(unnamed)")} and the data in it are destroyed."
  }
}

resource_policy "aws_elasticache_replication_group" "stateful_resource_not_destroyed" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The replication group ${core::coalesce(prior_attrs.replication_group_id, "(unnamed)")} and the data in it are destroyed."
  }
}

resource_policy "aws_opensearch_domain" "stateful_resource_not_destroyed" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The domain ${core::coalesce(prior_attrs.domain_name, "(unnamed)")} and the data in it are destroyed."
  }
}

resource_policy "aws_ebs_volume" "stateful_resource_not_destroyed" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The volume ${core::coalesce(prior_attrs.id, "(unnamed)")} and the data in it are destroyed."
  }
}

resource_policy "aws_docdb_cluster" "stateful_resource_not_destroyed" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The DocumentDB cluster ${core::coalesce(prior_attrs.cluster_identifier, "(unnamed)")} and the data in it are destroyed."
  }

  enforce {
    condition     = prior_attrs.skip_final_snapshot != true
    error_message = "No final snapshot is taken (skip_final_snapshot = true)."
  }
}

resource_policy "aws_neptune_cluster" "stateful_resource_not_destroyed" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The Neptune cluster ${core::coalesce(prior_attrs.cluster_identifier, "(unnamed)")} and the data in it are destroyed."
  }

  enforce {
    condition     = prior_attrs.skip_final_snapshot != true
    error_message = "No final snapshot is taken (skip_final_snapshot = true)."
  }
}

resource_policy "aws_redshift_cluster" "stateful_resource_not_destroyed" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The warehouse ${core::coalesce(prior_attrs.cluster_identifier, "(unnamed)")} and the data in it are destroyed."
  }

  enforce {
    condition     = prior_attrs.skip_final_snapshot != true
    error_message = "No final snapshot is taken (skip_final_snapshot = true)."
  }
}

resource_policy "aws_msk_cluster" "stateful_resource_not_destroyed" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The Kafka cluster ${core::coalesce(prior_attrs.cluster_name, "(unnamed)")} and the data in it are destroyed."
  }
}

resource_policy "aws_kinesis_stream" "stateful_resource_not_destroyed" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The stream ${core::coalesce(prior_attrs.name, "(unnamed)")} and the data in it are destroyed."
  }
}

resource_policy "aws_secretsmanager_secret" "stateful_resource_not_destroyed" {
  operations        = ["delete"]
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = meta.operation != "delete"
    error_message = "The secret ${core::coalesce(prior_attrs.name, "(unnamed)")} is destroyed."
  }

  enforce {
    condition     = prior_attrs.recovery_window_in_days != 0
    error_message = "It cannot be recovered (recovery_window_in_days = 0)."
  }
}
