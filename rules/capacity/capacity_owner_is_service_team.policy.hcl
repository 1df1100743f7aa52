input "gatekeepers" {
  type        = list(string)
  default     = []
  description = "Owners that should not be the only ones of a file that holds capacity, as CODEOWNERS names them. The setting gate.gatekeepers gives them too."
}

# Capacity is owned by the team of the service, not only by the platform team.
#
# Where a central team alone owns the file in which a service's capacity is written, every change waits for people who neither know the service nor wake
# for it. Without gatekeepers in the settings there is nothing to hold against the owners. `sekisho owners --lint` tells the same of all files with
# capacity, changed or not.
#
# severity: medium
# controls: waf/OPS02-BP01
# remediation: Add the service's own team to the CODEOWNERS line.
# reference: https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
change_policy "*" "capacity_owner_is_service_team" {
  filter            = core::length(input.gatekeepers) > 0 && meta.owners != null
  enforcement_level = "advisory"

  locals {
    gatekeepers = [for g in input.gatekeepers : core::lower(g)]
  }

  enforce {
    condition     = core::length(meta.owners) == 0 || core::anytrue([for o in meta.owners : !core::contains(local.gatekeepers, core::lower(o))])
    error_message = "Only gatekeepers own ${meta.repository_path}, where capacity changes: ${core::join(", ", meta.owners)}."
  }
}
