# Outputs have a description.
#
# An output is what a module promises to others. What it is for cannot be seen from its name alone, and whoever removes it later must know who relied on it.
#
# severity: low
# remediation: Add a description that says what the output is for.
# reference: https://developer.hashicorp.com/terraform/language/style
source_policy "output" "terraform_documented_outputs" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::trimspace(core::coalesce(attrs.description, " ")) != ""
    error_message = "The output has no description."
  }
}
