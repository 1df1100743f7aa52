input "owner_tag" {
  type        = string
  default     = "Owner"
  description = "Key of the tag that names the team which answers for a resource."
}

# The team in an alarm's Owner tag owns the file that declares it.
#
# An alarm wakes the team of its tag, and the team of its file decides when it fires. Where these are two, the one that is woken cannot mend it. Names are
# compared by their words: `checkout`, `Team Checkout`, `@org/checkout` and `checkout-sre` are one team. Nothing is said where a tag or an owner is no
# name of a team: an address, a person, letters that no team's slug has.
#
# severity: medium
# controls: waf/OPS02-BP03
# remediation: Move the alarm beside its service, or fix the tag.
# reference: https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
resource_policy "aws_cloudwatch_metric_alarm" "alarm_owner_matches_codeowners" {
  filter            = meta.owners != null && local.team != "--" && core::length(local.teams) > 0 && core::alltrue([for o in meta.owners : core::startswith(o, "@")])
  enforcement_level = "advisory"

  locals {
    tag = core::try(attrs.tags[input.owner_tag], attrs.tags_all[input.owner_tag], "")
    # The words of a name between dashes, without the organisation before and the word "team" around.
    team = core::replace(core::replace(core::replace(core::lower(local.tag == null || core::regex_match("[^ -~]|.@", core::coalesce(local.tag, "-")) ? "" : local.tag), "/^@?[^\\/]*\\//", ""), "/[^a-z0-9]+/", "-"), "/^-?(team-)?(.*?)(-team)?-?$/", "-$2-")
    teams = [
      for o in meta.owners : core::replace(core::replace(core::replace(core::lower(o), "/^@[^\\/]*\\//", ""), "/[^a-z0-9]+/", "-"), "/^-?(team-)?(.*?)(-team)?-?$/", "-$2-")
      if core::regex_match("^@.+/", o)
    ]
  }

  enforce {
    condition     = core::anytrue([for t in local.teams : core::strcontains(t, local.team) || core::strcontains(local.team, t)])
    error_message = "The alarm belongs to ${local.tag}, and its file to ${core::join(", ", meta.owners)}."
  }
}
