locals {
  # new volumes are encrypted whatever they say where the account's default is on
  on_by_default = core::anytrue([for d in core::getresources("aws_ebs_encryption_by_default", {}) : core::try(d.enabled, true) == true])
}

# Instances, launch templates, Spot Fleets and copied snapshots encrypt their volumes.
#
# A volume that an instance makes for itself is as readable as any other when it or its snapshot leaks. Where the
# argument is missing the account's EBS default decides, and nobody reading the code can tell which way.
#
# severity: high
# controls: fsbp/EC2.3 fsbp/EC2.181 fsbp/EC2.173
# aliases: CKV_AWS_8 CKV_AWS_183 CKV_AWS_204 CKV_AWS_235 CKV_AWS_236 CKV_AWS_253 CKV_AWS_255 CKV2_AWS_2 AVD-AWS-0131 AVD-AWS-0008 AVD-AWS-0122
# remediation: Set encrypted = true on each block device, or turn on aws_ebs_encryption_by_default in the same configuration.
# reference: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
resource_policy "aws_instance" "ec2_block_devices_encrypted" {
  locals {
    root = attrs.root_block_device
    # a block that is there in code or state has its defaults filled in; it overrules what a launch template maps
    stated = core::anytrue([for d in local.root : core::try(d.delete_on_termination, null) != null])
    # A template is given by its id or by its name; the provider fills in the other one after the apply.
    templates = [for l in core::try(attrs.launch_template, []) : {
      found = (
        core::length(core::getresources("aws_launch_template", { id = core::coalesce(l.id, "none") })) > 0
        ? core::getresources("aws_launch_template", { id = core::coalesce(l.id, "none") })
        : core::getresources("aws_launch_template", { name = core::coalesce(l.name, "none") })
      )
      # Of a template that the plan does not hold nobody knows what it maps: not known, as is the half of its identity that was not given.
      elsewhere = core::startswith("${core::coalesce(l.id, "none")}${core::coalesce(l.name, "none")}", "?")
    }]
    by_template = core::anytrue([for t in local.templates : core::length(t.found) == 0 ? t.elsewhere : core::anytrue([for f in t.found :
      core::length(core::flatten([for m in core::try(f.block_device_mappings, []) : core::try(m.ebs, [])])) > 0 &&
      core::alltrue([for v in core::flatten([for m in core::try(f.block_device_mappings, []) : core::try(m.ebs, [])]) : core::tostring(v.encrypted) == "true"])
    ])])
  }

  enforce {
    condition     = local.on_by_default || core::alltrue([for d in local.root : d.encrypted == true]) || (!local.stated && local.by_template)
    error_message = "The root volume is not encrypted."
  }

  enforce {
    condition     = local.on_by_default || core::alltrue([for d in core::try(attrs.ebs_block_device, []) : d.encrypted == true])
    error_message = "A volume in ebs_block_device is not encrypted."
  }
}

resource_policy "aws_launch_configuration" "ec2_block_devices_encrypted" {
  enforce {
    condition     = local.on_by_default || core::alltrue([for d in core::try(attrs.root_block_device, [{ encrypted = false }]) : d.encrypted == true])
    error_message = "The root volume is not encrypted."
  }

  enforce {
    condition     = local.on_by_default || core::alltrue([for d in core::try(attrs.ebs_block_device, []) : d.no_device == true ? true : d.encrypted == true])
    error_message = "A volume in ebs_block_device is not encrypted."
  }
}

resource_policy "aws_launch_template" "ec2_block_devices_encrypted" {
  locals {
    volumes = core::flatten([for m in core::try(attrs.block_device_mappings, []) : core::try(m.ebs, [])])
  }

  enforce {
    # the schema holds this boolean as text
    condition     = local.on_by_default || core::alltrue([for v in local.volumes : core::tostring(v.encrypted) == "true"])
    error_message = "A volume in block_device_mappings is not encrypted."
  }
}

resource_policy "aws_spot_fleet_request" "ec2_block_devices_encrypted" {
  locals {
    specifications = core::try(attrs.launch_specification, [])
  }

  enforce {
    condition     = local.on_by_default || core::alltrue([for s in local.specifications : core::alltrue([for d in core::try(s.root_block_device, [{ encrypted = false }]) : d.encrypted == true])])
    error_message = "The root volume of a launch_specification is not encrypted."
  }

  enforce {
    condition     = local.on_by_default || core::alltrue([for s in local.specifications : core::alltrue([for d in core::try(s.ebs_block_device, []) : d.encrypted == true])])
    error_message = "A volume in the ebs_block_device of a launch_specification is not encrypted."
  }
}

resource_policy "aws_ebs_snapshot_copy" "ec2_block_devices_encrypted" {
  locals {
    # a copy of an encrypted snapshot is encrypted; only a source in the plan can be seen
    sources = core::getresources("aws_ebs_snapshot", { id = attrs.source_snapshot_id })
  }

  enforce {
    condition     = attrs.encrypted == true || local.on_by_default || core::anytrue([for s in local.sources : s.encrypted == true])
    error_message = "The copied snapshot is not encrypted."
  }
}

resource_policy "aws_ami_copy" "ec2_block_devices_encrypted" {
  locals {
    sources = core::getresources("aws_ami", { id = attrs.source_ami_id })
  }

  enforce {
    condition     = attrs.encrypted == true || local.on_by_default || core::anytrue([for s in local.sources : core::length(core::try(s.ebs_block_device, [])) > 0 && core::alltrue([for d in core::try(s.ebs_block_device, []) : d.encrypted == true])])
    error_message = "The snapshots of the copied image are not encrypted."
  }
}

resource_policy "aws_ami" "ec2_block_devices_encrypted" {
  enforce {
    # a device made from a snapshot is encrypted as the snapshot is, and may not say so itself
    condition     = core::alltrue([for d in core::try(attrs.ebs_block_device, []) : core::coalesce(d.snapshot_id, "none") == "none" ? d.encrypted == true : true])
    error_message = "A volume in ebs_block_device is not encrypted."
  }
}

resource_policy "aws_dlm_lifecycle_policy" "ec2_block_devices_encrypted" {
  locals {
    details = core::try(attrs.policy_details, [])
    rules   = core::flatten([for d in local.details : [for s in core::try(d.schedule, []) : core::try(s.cross_region_copy_rule, [])]])
    copies  = core::flatten([for d in local.details : [for a in core::try(d.action, []) : core::try(a.cross_region_copy, [])]])
  }

  enforce {
    condition     = core::alltrue([for r in local.rules : r.encrypted == true])
    error_message = "A cross_region_copy_rule copies snapshots without encryption."
  }

  enforce {
    condition     = core::alltrue([for c in local.copies : core::try(c.encryption_configuration[0].encrypted, false) == true])
    error_message = "A cross_region_copy copies snapshots without encryption."
  }
}

resource_policy "aws_volume_attachment" "ec2_block_devices_encrypted" {
  locals {
    volumes = core::getresources("aws_ebs_volume", { id = attrs.volume_id })
  }

  # a volume outside the plan cannot be judged
  filter = core::length(local.volumes) > 0

  enforce {
    condition     = core::alltrue([for v in local.volumes : v.encrypted == true])
    error_message = "The attached volume is not encrypted."
  }
}
