# What holds data is named when it is created.
#
# A new store has to be paid, backed up and guarded from its first day on. Where all is new this says little, so the rule
# is off; a level in .sekisho.hcl switches it on: "advisory" to have new stores named, "mandatory_overridable" to have an
# owner approve them.
#
# default: off
# severity: info
# remediation: Nothing to mend: make sure that somebody answers for what is new.
# reference: https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_tracking_change_management_planned_changemgmt.html
change_policy "*" "capacity_stateful_created" {
  filter            = attrs.stateful && attrs.class == "created"
  enforcement_level = "advisory"

  enforce {
    condition     = false
    error_message = "${meta.type} ${attrs.words}"
  }
}
