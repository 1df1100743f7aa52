# AMI look-ups name their owners.
#
# Anybody may publish an image under any name. A look-up by name without an owner takes the newest that fits, which may be a stranger's.
#
# severity: medium
# controls: waf/SEC06-BP02
# aliases: CKV_AWS_386 AVD-AWS-0344
# remediation: Add owners with account ids or amazon, so that a look-alike image cannot win.
# reference: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/finding-an-ami.html
source_policy "data" "terraform_ami_data_source_has_owners" {
  enforcement_level = "advisory"
  filter            = meta.labels[0] == "aws_ami" && (attrs.name_regex != null || core::length(local.by_name) > 0)

  locals {
    filters = attrs.filter == null ? [] : attrs.filter
    by_name = [for f in local.filters : f if f.name == "name"]
    owners  = attrs.owners == null ? [] : attrs.owners
  }

  enforce {
    condition     = core::length(local.owners) > 0
    error_message = "The image is looked up by its name, whoever published it."
  }

  enforce {
    condition     = core::alltrue([for o in local.owners : core::strcontains(o, "*") == false])
    error_message = "An owner with a star is everybody."
  }
}
