# Module sources are pinned.
#
# A module without a version, or from a branch, is another one tomorrow: what was reviewed is not what is applied, and whoever can push to the branch can change
# the infrastructure. Archives over HTTP and from buckets are not judged, since nothing in their addresses is a version for certain.
#
# severity: medium
# controls: waf/SEC11-BP05
# aliases: terraform_module_pinned_source terraform_module_version
# remediation: Pin it; prefer a commit for third parties.
# reference: https://developer.hashicorp.com/terraform/language/modules/sources
source_policy "module" "terraform_module_source_pinned" {
  enforcement_level = "advisory"
  filter            = local.is_git || local.is_registry

  locals {
    source      = core::coalesce(attrs.source, "./")
    is_git      = core::regex_match("^(git::|git@|github\\.com/|bitbucket\\.org/)", local.source)
    is_registry = local.is_git == false && core::regex_match("^([0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)+(:[0-9]+)?/)?[0-9A-Za-z_-]+/[0-9A-Za-z_-]+/[0-9a-z]+(//.*)?$", local.source)
    ref         = core::try(core::regex("[?&]ref=([^&]*)", local.source)[0], "")
    branches    = ["", "main", "master", "head", "develop", "development", "dev", "trunk"]
    version     = core::coalesce(attrs.version, ">= 0")
  }

  enforce {
    condition     = local.is_git == false || local.ref != ""
    error_message = "The source ${local.source} names no ref: it is whatever stands on the default branch."
  }

  enforce {
    condition     = local.is_git == false || local.ref == "" || core::contains(local.branches, core::lower(local.ref)) == false
    error_message = "The ref ${local.ref} is a branch, and branches move."
  }

  enforce {
    condition     = local.is_registry == false || attrs.version != null
    error_message = "The module ${local.source} has no version: the newest one is taken."
  }

  enforce {
    # ~>, <, <= and exact versions have an upper end; >=, > and != have none
    condition     = local.is_registry == false || attrs.version == null || core::regex_match("(^|,)\\s*(~>|<|=|[0-9])", local.version)
    error_message = "The version ${attrs.version} has no upper bound: the next major version would be taken unseen."
  }
}
