# No variable, local or data source is left unused.
#
# What nothing reads is asked of every caller, looked up in every plan, and read by everybody who tries to understand the module. A data source with conditions of its own
# is an assertion: it serves without being read.
#
# severity: low
# remediation: Remove the declaration, or use it.
# reference: https://developer.hashicorp.com/terraform/language/style
source_policy "variable" "terraform_unused_declarations" {
  enforcement_level = "advisory"

  enforce {
    condition     = meta.references > 0
    error_message = "Nothing in the module reads this variable."
  }
}

source_policy "locals" "terraform_unused_declarations" {
  enforcement_level = "advisory"

  enforce {
    condition     = meta.references > 0
    error_message = "Nothing in the module reads this local value."
  }
}

source_policy "data" "terraform_unused_declarations" {
  enforcement_level = "advisory"

  locals {
    lifecycle  = attrs.lifecycle == null ? [] : attrs.lifecycle
    conditions = [for l in local.lifecycle : l if l.precondition != null || l.postcondition != null]
  }

  enforce {
    condition     = meta.references > 0 || core::length(local.conditions) > 0
    error_message = "Nothing in the module reads this data source."
  }
}
