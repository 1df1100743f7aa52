# Variables have a description.
#
# Whoever calls a module, and whoever mends it at night, sees the variable's name and nothing else. The description is also what `terraform plan` asks with
# and what documentation is made from.
#
# severity: low
# remediation: Add a description that says what the variable means and its unit.
# reference: https://developer.hashicorp.com/terraform/language/style
source_policy "variable" "terraform_documented_variables" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::trimspace(core::coalesce(attrs.description, " ")) != ""
    error_message = "The variable has no description."
  }
}
