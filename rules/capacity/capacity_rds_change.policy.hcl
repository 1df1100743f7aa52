# Capacity changes of RDS and Aurora are approved by an owner.
#
# A database that shrinks is where an outage starts, one that grows is where the bill does, and a change of class
# restarts or fails it over. Its owners should have said yes.
#
# severity: high
# remediation: Ask an owner of the file to agree, or plan the change apart from other work.
# reference: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.DBInstance.Modifying.html
change_policy "aws_db_*" "capacity_rds_change" {
  filter            = core::contains(["value", "instances"], attrs.class)
  enforcement_level = "mandatory_overridable"
  gives_way_to      = ["capacity_scale_in_of_stateful_reviewed"]

  enforce {
    condition     = attrs.direction == "same"
    error_message = attrs.words
  }
}

change_policy "aws_rds_*" "capacity_rds_change" {
  filter            = core::contains(["value", "instances"], attrs.class)
  enforcement_level = "mandatory_overridable"
  gives_way_to      = ["capacity_scale_in_of_stateful_reviewed"]

  enforce {
    condition     = attrs.direction == "same"
    error_message = attrs.words
  }
}
