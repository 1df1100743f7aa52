# Modules state required_version.
#
# A module that says nothing is run by whatever Terraform somebody has, and fails in the middle, or writes a state that older versions cannot read. Where a root module
# is applied, an upper bound makes the step to the next major version a decision.
#
# severity: medium
# remediation: Add required_version to the terraform block, for example "~> 1.9".
# reference: https://developer.hashicorp.com/terraform/language/expressions/version-constraints
source_policy "terraform" "terraform_required_version" {
  enforcement_level = "advisory"

  enforce {
    condition     = attrs.required_version != null
    error_message = "The module does not say which versions of Terraform it works with."
  }

  enforce {
    # ~>, <, <= and exact versions have an upper end; >=, > and != have none
    condition     = meta.is_root == false || attrs.required_version == null || core::regex_match("(^|,)\\s*(~>|<|=|[0-9])", core::coalesce(attrs.required_version, "0"))
    error_message = "The constraint ${attrs.required_version} has no upper bound: the next major version of Terraform would be taken unseen."
  }
}
