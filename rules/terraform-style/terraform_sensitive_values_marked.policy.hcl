# Variables and outputs with secret-like names are sensitive.
#
# What is not marked is printed by every plan and apply, into logs that many can read and that are kept for long. Names that speak of a secret without being one
# (its ARN, its name, how long a password is) are left alone.
#
# severity: medium
# remediation: Add sensitive = true (or ephemeral = true) to the variable or output.
# reference: https://developer.hashicorp.com/terraform/language/manage-sensitive-data
source_policy "variable" "terraform_sensitive_values_marked" {
  enforcement_level = "advisory"
  filter            = local.is_secret && core::contains(["bool", "number"], core::coalesce(attrs.type, "any")) == false

  locals {
    is_secret = core::regex_match("(^|_)(passwords?|passwd|secrets?|tokens?|private_keys?|credentials?)(_|$)", core::lower(meta.name)) && core::regex_match("^(enable|create|use|is|has|manage|rotate|generate)_|_(arns?|ids?|names?|paths?|prefix|suffix|length|enabled|versions?|ttl|validity|expiration|expiry|period|days|hours|minutes|seconds|rotation|rotated|policy|policies|type|types|urls?|uris?|endpoints?|count|tags|description|kms_key)$", core::lower(meta.name)) == false
  }

  enforce {
    condition     = attrs.sensitive == true || attrs.ephemeral == true
    error_message = "The variable is called like a secret, and its value would be printed."
  }
}

source_policy "output" "terraform_sensitive_values_marked" {
  enforcement_level = "advisory"
  filter            = local.is_secret

  locals {
    is_secret = core::regex_match("(^|_)(passwords?|passwd|secrets?|tokens?|private_keys?|credentials?)(_|$)", core::lower(meta.name)) && core::regex_match("^(enable|create|use|is|has|manage|rotate|generate)_|_(arns?|ids?|names?|paths?|prefix|suffix|length|enabled|versions?|ttl|validity|expiration|expiry|period|days|hours|minutes|seconds|rotation|rotated|policy|policies|type|types|urls?|uris?|endpoints?|count|tags|description|kms_key)$", core::lower(meta.name)) == false
  }

  enforce {
    condition     = attrs.sensitive == true || attrs.ephemeral == true
    error_message = "The output is called like a secret, and its value would be printed."
  }
}
