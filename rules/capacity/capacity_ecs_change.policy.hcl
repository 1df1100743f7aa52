# Capacity changes of ECS are approved by an owner.
#
# How many tasks run and how large they are decides what a service withstands and what it costs. The people who run it
# should see every such change, also one that arrives through a module or a variables file.
#
# severity: medium
# remediation: Ask an owner of the file to agree, or plan the change apart from other work.
# reference: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
change_policy "aws_ecs_*" "capacity_ecs_change" {
  filter            = core::contains(["value", "instances"], attrs.class)
  enforcement_level = "mandatory_overridable"
  gives_way_to      = ["capacity_scale_in_of_stateful_reviewed"]

  enforce {
    condition     = attrs.direction == "same"
    error_message = attrs.words
  }
}
