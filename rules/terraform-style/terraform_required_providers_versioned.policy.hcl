# Every provider in use has a source and a version constraint.
#
# Without an entry in required_providers Terraform guesses the provider's source from its name and takes the newest version there is. An upper bound, where a root module
# is applied, keeps the next major version out until somebody has read its upgrade guide.
#
# severity: medium
# aliases: terraform_required_providers
# remediation: Add source and version for each provider in required_providers.
# reference: https://developer.hashicorp.com/terraform/language/providers/requirements
source_policy "terraform" "terraform_required_providers_versioned" {
  enforcement_level = "advisory"

  locals {
    required = core::merge({}, (attrs.required_providers == null ? [] : attrs.required_providers)...)
    incomplete = [
      for name in meta.providers : name
      if core::try(local.required[name].source, null) == null || core::try(local.required[name].version, null) == null
    ]
    # ~>, <, <= and exact versions have an upper end; >=, > and != have none
    open = [
      for name in meta.providers : name
      if core::regex_match("(^|,)\\s*(~>|<|=|[0-9])", core::try(local.required[name].version, "0")) == false
    ]
  }

  enforce {
    condition     = core::length(local.incomplete) == 0
    error_message = "required_providers gives no source and version for ${core::join(", ", local.incomplete)}."
  }

  enforce {
    condition     = meta.is_root == false || core::length(local.open) == 0
    error_message = "The version of ${core::join(", ", local.open)} has no upper bound: the next major version would be taken unseen."
  }
}
