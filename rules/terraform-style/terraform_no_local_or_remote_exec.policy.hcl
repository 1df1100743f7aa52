# No provisioners run commands.
#
# What a command does is in no plan and in no state: it runs with the rights of the apply, once, on whatever machine that is, and a reviewer sees only its text. The
# external data source runs its program in every plan already.
#
# severity: medium
# remediation: Move the step to the pipeline or to a managed feature of the service.
# reference: https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax
source_policy "resource" "terraform_no_local_or_remote_exec" {
  enforcement_level = "advisory"

  locals {
    provisioners = attrs.provisioner == null ? [] : attrs.provisioner
    running      = [for p in local.provisioners : p.labels[0] if core::contains(["local-exec", "remote-exec"], p.labels[0])]
  }

  enforce {
    condition     = core::length(local.running) == 0
    error_message = "A provisioner runs commands (${core::join(", ", core::distinct(local.running))})."
  }
}

source_policy "data" "terraform_no_local_or_remote_exec" {
  enforcement_level = "advisory"

  enforce {
    condition     = meta.labels[0] != "external"
    error_message = "The data source runs a program in every plan."
  }
}
