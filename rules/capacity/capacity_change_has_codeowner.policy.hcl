# A capacity change is made in a file that CODEOWNERS gives to an owner.
#
# Capacity is approved by those who own the file in which its value is written. Where no line of CODEOWNERS matches that file, or the line that does has
# no owner, nobody can. The file is that of the value itself: of variables, local values or module calls where those hold it. Where there is no
# CODEOWNERS at all, `codeowners_covers_terraform` says so.
#
# severity: high
# controls: waf/OPS02-BP01
# remediation: Add a CODEOWNERS line for the service's directory that names its team.
# reference: https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
change_policy "*" "capacity_change_has_codeowner" {
  filter            = meta.owners != null
  enforcement_level = "advisory"

  enforce {
    condition     = core::length(meta.owners) > 0
    error_message = "Nobody owns ${meta.repository_path}, and so nobody can approve: ${attrs.words}."
  }
}
