locals {
  # What the account requires of instances that say nothing.
  account_default = core::anytrue([for d in core::getresources("aws_ec2_instance_metadata_defaults", {}) : d.http_tokens == "required"])
}

# EC2 instances and templates require IMDSv2, one hop away.
#
# With IMDSv1 a server that can be made to fetch a URL hands out its role's credentials; IMDSv2 asks for a token that such a request cannot get.
# A setting that nobody made is left to the account and the image, unless the plan itself sets the account's default to required.
#
# severity: high
# controls: fsbp/EC2.8 fsbp/EC2.170 fsbp/AutoScaling.3 fsbp/AutoScaling.4 cis-aws-3.0/5.6 cis-aws-5.0/5.7 waf/SEC06-BP02
# aliases: CKV_AWS_79 CKV_AWS_341 AVD-AWS-0028 AVD-AWS-0130
# remediation: Set metadata_options { http_tokens = "required" }.
# reference: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
resource_policy "aws_instance" "ec2_imdsv2_required" {
  locals {
    options  = attrs.metadata_options
    required = core::anytrue([for o in local.options : core::try(o.http_tokens, "") == "required" || core::try(o.http_endpoint, "") == "disabled"])
    optional = core::anytrue([for o in local.options : core::try(o.http_tokens, "") == "optional"])
    # A template is given by its id or by its name; the provider fills in the other one after the apply.
    templates = [for l in core::try(attrs.launch_template, []) : {
      found = (
        core::length(core::getresources("aws_launch_template", { id = core::coalesce(l.id, "none") })) > 0
        ? core::getresources("aws_launch_template", { id = core::coalesce(l.id, "none") })
        : core::getresources("aws_launch_template", { name = core::coalesce(l.name, "none") })
      )
      # Of a template that the plan does not hold nobody knows what it says: not known, as is the half of its identity that was not given.
      elsewhere = core::startswith("${core::coalesce(l.id, "none")}${core::coalesce(l.name, "none")}", "?")
    }]
    template_requires = core::anytrue([for t in local.templates : core::length(t.found) == 0 ? t.elsewhere : core::anytrue([for f in t.found :
      core::anytrue([for o in core::try(f.metadata_options, []) : core::try(o.http_tokens, "") == "required" || core::try(o.http_endpoint, "") == "disabled"])
    ])])
  }

  enforce {
    condition     = local.required || (!local.optional && (local.template_requires || local.account_default))
    error_message = "The instance does not require IMDSv2: http_tokens is not \"required\", and nothing else in the plan asks for it."
  }
}

resource_policy "aws_launch_template" "ec2_imdsv2_required" {
  locals {
    options  = core::try(attrs.metadata_options, [])
    required = core::anytrue([for o in local.options : core::try(o.http_tokens, "") == "required" || core::try(o.http_endpoint, "") == "disabled"])
    optional = core::anytrue([for o in local.options : core::try(o.http_tokens, "") == "optional"])
  }

  enforce {
    condition     = local.required || (!local.optional && local.account_default)
    error_message = "Instances of this template are not required to use IMDSv2: http_tokens is not \"required\"."
  }

  enforce {
    condition     = core::alltrue([for o in local.options : core::try(o.http_endpoint, "") == "disabled" || core::try(o.http_put_response_hop_limit <= 1, true)])
    error_message = "Metadata answers travel more than one hop, so containers on the machine can reach its credentials."
  }
}

resource_policy "aws_launch_configuration" "ec2_imdsv2_required" {
  locals {
    options  = core::try(attrs.metadata_options, [])
    required = core::anytrue([for o in local.options : core::try(o.http_tokens, "") == "required" || core::try(o.http_endpoint, "") == "disabled"])
    optional = core::anytrue([for o in local.options : core::try(o.http_tokens, "") == "optional"])
  }

  enforce {
    condition     = local.required || (!local.optional && local.account_default)
    error_message = "Instances of this launch configuration are not required to use IMDSv2: http_tokens is not \"required\"."
  }

  enforce {
    condition     = core::alltrue([for o in local.options : core::try(o.http_endpoint, "") == "disabled" || core::try(o.http_put_response_hop_limit <= 1, true)])
    error_message = "Metadata answers travel more than one hop, so containers on the machine can reach its credentials."
  }
}

resource_policy "aws_ec2_instance_metadata_defaults" "ec2_imdsv2_required" {
  enforce {
    condition     = core::try(attrs.http_tokens, "") == "required" || core::try(attrs.http_endpoint, "") == "disabled"
    error_message = "The account's default for new instances does not require IMDSv2."
  }
}

resource_policy "aws_spot_fleet_request" "ec2_imdsv2_required" {
  enforce {
    condition     = core::length(core::try(attrs.launch_specification, [])) == 0 || local.account_default
    error_message = "A launch specification cannot require IMDSv2; only a launch template can."
  }
}
