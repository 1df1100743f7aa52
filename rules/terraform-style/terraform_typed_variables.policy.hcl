# Variables have a type.
#
# Without a type a variable takes everything: a number as text, one value where a list is meant. The mistake then shows far from where it was made, as an error inside
# the module or, worse, as a plan that nobody wanted.
#
# severity: medium
# remediation: Add a type as narrow as the use allows.
# reference: https://developer.hashicorp.com/terraform/language/values/variables
source_policy "variable" "terraform_typed_variables" {
  enforcement_level = "advisory"

  enforce {
    condition     = attrs.type != null
    error_message = "The variable has no type."
  }

  enforce {
    condition     = attrs.type != "any"
    error_message = "The type `any` takes every value, as no type would."
  }
}
