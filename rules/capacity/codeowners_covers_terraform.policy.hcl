# CODEOWNERS is read in full and gives every Terraform directory an owner.
#
# A change is approved by the owners of the file that it stands in. Where no line of CODEOWNERS matches, anybody's approval will do, and where a line
# cannot be read GitHub goes by the one before it. What lies in `examples`, `tests` or `fixtures` is applied by nobody and need not be owned; outside of
# a git repository there is nothing to own.
#
# severity: medium
# controls: waf/OPS02-BP01
# remediation: Add a line with an owner for each Terraform directory, and one for CODEOWNERS itself; `sekisho owners --lint` tells more.
# reference: https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
source_policy "terraform" "codeowners_covers_terraform" {
  filter            = meta.codeowners != null && core::regex_match("(^|/)(examples?|tests?|fixtures)/", meta.repository_path) == false
  enforcement_level = "advisory"

  enforce {
    # told to one root module of a run, for it is the same for all
    condition     = meta.is_root == false || core::length(meta.codeowners.problems) == 0
    error_message = "What is wrong with the code owners: ${core::join("; ", meta.codeowners.problems)}."
  }

  enforce {
    condition     = meta.owners == null || core::length(meta.owners) > 0
    error_message = "No line of ${meta.codeowners.path} gives ${meta.repository_path} an owner."
  }
}
