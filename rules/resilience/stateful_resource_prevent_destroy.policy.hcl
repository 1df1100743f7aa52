# Stateful resources say prevent_destroy.
#
# With prevent_destroy Terraform refuses a plan that would destroy the resource, whatever asks for it: a renamed block, an
# argument that forces a replacement, a forgotten count. It is a literal in the resource's block, so a module that many
# use decides it for all of them; the rule is off until somebody asks for it.
#
# default: off
# severity: medium
# remediation: Add lifecycle { prevent_destroy = true } to the resource block.
# reference: https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle
resource_policy "aws_db_instance" "stateful_resource_prevent_destroy" {
  enforcement_level = "advisory"

  enforce {
    condition     = meta.prevent_destroy
    error_message = "Nothing keeps a plan from destroying it: prevent_destroy is not set."
  }
}

resource_policy "aws_rds_cluster" "stateful_resource_prevent_destroy" {
  enforcement_level = "advisory"

  enforce {
    condition     = meta.prevent_destroy
    error_message = "Nothing keeps a plan from destroying it: prevent_destroy is not set."
  }
}

resource_policy "aws_dynamodb_table" "stateful_resource_prevent_destroy" {
  enforcement_level = "advisory"

  enforce {
    condition     = meta.prevent_destroy
    error_message = "Nothing keeps a plan from destroying it: prevent_destroy is not set."
  }
}

resource_policy "aws_s3_bucket" "stateful_resource_prevent_destroy" {
  enforcement_level = "advisory"

  enforce {
    condition     = meta.prevent_destroy
    error_message = "Nothing keeps a plan from destroying it: prevent_destroy is not set."
  }
}

resource_policy "aws_efs_file_system" "stateful_resource_prevent_destroy" {
  enforcement_level = "advisory"

  enforce {
    condition     = meta.prevent_destroy
    error_message = "Nothing keeps a plan from destroying it: prevent_destroy is not set."
  }
}

resource_policy "aws_kms_key" "stateful_resource_prevent_destroy" {
  enforcement_level = "advisory"

  enforce {
    condition     = meta.prevent_destroy
    error_message = "Nothing keeps a plan from destroying it: prevent_destroy is not set."
  }
}

resource_policy "aws_elasticache_replication_group" "stateful_resource_prevent_destroy" {
  enforcement_level = "advisory"

  enforce {
    condition     = meta.prevent_destroy
    error_message = "Nothing keeps a plan from destroying it: prevent_destroy is not set."
  }
}

resource_policy "aws_opensearch_domain" "stateful_resource_prevent_destroy" {
  enforcement_level = "advisory"

  enforce {
    condition     = meta.prevent_destroy
    error_message = "Nothing keeps a plan from destroying it: prevent_destroy is not set."
  }
}
