locals {
  # Condition keys that say who may call, or from where, in lower case.
  narrowing_keys = [
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceip",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "elasticfilesystem:accessedviamounttarget",
  ]
  # Operators that ask for a match. The negated ones, …IfExists and ForAllValues also hold for a request without the key.
  narrowing_operators = "^(foranyvalue:)?(string(equals|equalsignorecase|like)|arn(equals|like)|ipaddress|bool)$"
  # A wildcard, a variable, a huge address range or "false" limits nobody…
  loose_value = "[*?]|[$][{]|^false$|^[0-9.]+/[0-7]$|^[0-9a-f:.]+:[0-9a-f:.]*/([0-9]|[12][0-9]|3[01])$"
  # …unless the account of an ARN, the bucket of an S3 ARN or the organisation of a path is fixed.
  fixed_owner = "^(arn:[^:]*:[^:]*:[^:]*:[0-9]{12}:|arn:[^:]*:s3:[^:]*:[^:]*:[^:*?/$]+(/|$)|o-[0-9a-z]{10,32}/)"
}

# Resource policies of other services, ECR included, do not let everyone in.
#
# Secrets, backups, log groups, file systems, search domains, APIs, images and layers are shared by a policy of their own. One Allow for
# Principal * without a condition that says who or from where shares them with every AWS account, often with the whole Internet; a repository
# of the ECR public gallery is open by nature.
#
# severity: high
# controls: waf/SEC03-BP07
# aliases: CKV_AWS_167 CKV_AWS_283 CKV_AWS_32 AVD-AWS-0032
# remediation: Name principals or narrow the statement by organisation, account, VPC endpoint or source ARN.
# reference: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
resource_policy "aws_secretsmanager_secret_policy" "resource_policy_not_public" {
  locals {
    document   = core::jsondecode(core::coalesce(core::try(attrs.policy, "{}"), "{}"))
    statements = core::flatten([core::try(local.document.Statement, [])])
    public_allows = [
      for s in local.statements : s
      if core::try(s.Effect, "") == "Allow" && (
        core::can(s.NotPrincipal) ||
        core::contains(core::flatten([core::try(core::values(s.Principal), s.Principal, [])]), "*")
      )
    ]
    open_allows = [
      for s in local.public_allows : s
      if !core::anytrue(core::flatten([
        for operator, pairs in core::try(s.Condition, {}) : [
          for key, value in pairs :
          core::regex_match(local.narrowing_operators, core::lower(operator)) &&
          core::contains(local.narrowing_keys, core::lower(key)) &&
          core::alltrue([
            for v in core::flatten([value]) :
            !core::regex_match(local.loose_value, core::lower(v)) || core::regex_match(local.fixed_owner, core::lower(v))
          ])
        ]
      ]))
    ]
    open_names = core::join(", ", [for s in local.open_allows : core::try(s.Sid, "without a Sid")])
  }

  enforce {
    condition     = core::length(local.open_allows) == 0
    error_message = "Statement ${local.open_names} of the secret's policy lets everyone in: no condition narrows it."
  }
}

resource_policy "aws_backup_vault_policy" "resource_policy_not_public" {
  locals {
    document   = core::jsondecode(core::coalesce(core::try(attrs.policy, "{}"), "{}"))
    statements = core::flatten([core::try(local.document.Statement, [])])
    public_allows = [
      for s in local.statements : s
      if core::try(s.Effect, "") == "Allow" && (
        core::can(s.NotPrincipal) ||
        core::contains(core::flatten([core::try(core::values(s.Principal), s.Principal, [])]), "*")
      )
    ]
    open_allows = [
      for s in local.public_allows : s
      if !core::anytrue(core::flatten([
        for operator, pairs in core::try(s.Condition, {}) : [
          for key, value in pairs :
          core::regex_match(local.narrowing_operators, core::lower(operator)) &&
          core::contains(local.narrowing_keys, core::lower(key)) &&
          core::alltrue([
            for v in core::flatten([value]) :
            !core::regex_match(local.loose_value, core::lower(v)) || core::regex_match(local.fixed_owner, core::lower(v))
          ])
        ]
      ]))
    ]
    open_names = core::join(", ", [for s in local.open_allows : core::try(s.Sid, "without a Sid")])
  }

  enforce {
    condition     = core::length(local.open_allows) == 0
    error_message = "Statement ${local.open_names} of the vault policy lets everyone in: no condition narrows it."
  }
}

resource_policy "aws_glacier_vault" "resource_policy_not_public" {
  locals {
    document   = core::jsondecode(core::coalesce(core::try(attrs.access_policy, "{}"), "{}"))
    statements = core::flatten([core::try(local.document.Statement, [])])
    public_allows = [
      for s in local.statements : s
      if core::try(s.Effect, "") == "Allow" && (
        core::can(s.NotPrincipal) ||
        core::contains(core::flatten([core::try(core::values(s.Principal), s.Principal, [])]), "*")
      )
    ]
    open_allows = [
      for s in local.public_allows : s
      if !core::anytrue(core::flatten([
        for operator, pairs in core::try(s.Condition, {}) : [
          for key, value in pairs :
          core::regex_match(local.narrowing_operators, core::lower(operator)) &&
          core::contains(local.narrowing_keys, core::lower(key)) &&
          core::alltrue([
            for v in core::flatten([value]) :
            !core::regex_match(local.loose_value, core::lower(v)) || core::regex_match(local.fixed_owner, core::lower(v))
          ])
        ]
      ]))
    ]
    open_names = core::join(", ", [for s in local.open_allows : core::try(s.Sid, "without a Sid")])
  }

  enforce {
    condition     = core::length(local.open_allows) == 0
    error_message = "Statement ${local.open_names} of the vault policy lets everyone in: no condition narrows it."
  }
}

resource_policy "aws_cloudwatch_event_bus_policy" "resource_policy_not_public" {
  locals {
    document   = core::jsondecode(core::coalesce(core::try(attrs.policy, "{}"), "{}"))
    statements = core::flatten([core::try(local.document.Statement, [])])
    public_allows = [
      for s in local.statements : s
      if core::try(s.Effect, "") == "Allow" && (
        core::can(s.NotPrincipal) ||
        core::contains(core::flatten([core::try(core::values(s.Principal), s.Principal, [])]), "*")
      )
    ]
    open_allows = [
      for s in local.public_allows : s
      if !core::anytrue(core::flatten([
        for operator, pairs in core::try(s.Condition, {}) : [
          for key, value in pairs :
          core::regex_match(local.narrowing_operators, core::lower(operator)) &&
          core::contains(local.narrowing_keys, core::lower(key)) &&
          core::alltrue([
            for v in core::flatten([value]) :
            !core::regex_match(local.loose_value, core::lower(v)) || core::regex_match(local.fixed_owner, core::lower(v))
          ])
        ]
      ]))
    ]
    open_names = core::join(", ", [for s in local.open_allows : core::try(s.Sid, "without a Sid")])
  }

  enforce {
    condition     = core::length(local.open_allows) == 0
    error_message = "Statement ${local.open_names} of the event bus policy lets everyone in: no condition narrows it."
  }
}

resource_policy "aws_cloudwatch_log_resource_policy" "resource_policy_not_public" {
  locals {
    document   = core::jsondecode(core::coalesce(core::try(attrs.policy_document, "{}"), "{}"))
    statements = core::flatten([core::try(local.document.Statement, [])])
    public_allows = [
      for s in local.statements : s
      if core::try(s.Effect, "") == "Allow" && (
        core::can(s.NotPrincipal) ||
        core::contains(core::flatten([core::try(core::values(s.Principal), s.Principal, [])]), "*")
      )
    ]
    open_allows = [
      for s in local.public_allows : s
      if !core::anytrue(core::flatten([
        for operator, pairs in core::try(s.Condition, {}) : [
          for key, value in pairs :
          core::regex_match(local.narrowing_operators, core::lower(operator)) &&
          core::contains(local.narrowing_keys, core::lower(key)) &&
          core::alltrue([
            for v in core::flatten([value]) :
            !core::regex_match(local.loose_value, core::lower(v)) || core::regex_match(local.fixed_owner, core::lower(v))
          ])
        ]
      ]))
    ]
    open_names = core::join(", ", [for s in local.open_allows : core::try(s.Sid, "without a Sid")])
  }

  enforce {
    condition     = core::length(local.open_allows) == 0
    error_message = "Statement ${local.open_names} of the log resource policy lets everyone in: no condition narrows it."
  }
}

resource_policy "aws_efs_file_system_policy" "resource_policy_not_public" {
  locals {
    document   = core::jsondecode(core::coalesce(core::try(attrs.policy, "{}"), "{}"))
    statements = core::flatten([core::try(local.document.Statement, [])])
    public_allows = [
      for s in local.statements : s
      if core::try(s.Effect, "") == "Allow" && (
        core::can(s.NotPrincipal) ||
        core::contains(core::flatten([core::try(core::values(s.Principal), s.Principal, [])]), "*")
      )
    ]
    open_allows = [
      for s in local.public_allows : s
      if !core::anytrue(core::flatten([
        for operator, pairs in core::try(s.Condition, {}) : [
          for key, value in pairs :
          core::regex_match(local.narrowing_operators, core::lower(operator)) &&
          core::contains(local.narrowing_keys, core::lower(key)) &&
          core::alltrue([
            for v in core::flatten([value]) :
            !core::regex_match(local.loose_value, core::lower(v)) || core::regex_match(local.fixed_owner, core::lower(v))
          ])
        ]
      ]))
    ]
    open_names = core::join(", ", [for s in local.open_allows : core::try(s.Sid, "without a Sid")])
  }

  enforce {
    condition     = core::length(local.open_allows) == 0
    error_message = "Statement ${local.open_names} of the file system policy lets everyone in: no condition narrows it."
  }
}

resource_policy "aws_opensearch_domain" "resource_policy_not_public" {
  # A policy resource of the domain's own is judged itself.
  filter = core::length(core::getresources("aws_opensearch_domain_policy", { domain_name = attrs.domain_name })) == 0

  locals {
    document   = core::jsondecode(core::coalesce(attrs.access_policies, "{}"))
    statements = core::flatten([core::try(local.document.Statement, [])])
    public_allows = [
      for s in local.statements : s
      if core::try(s.Effect, "") == "Allow" && (
        core::can(s.NotPrincipal) ||
        core::contains(core::flatten([core::try(core::values(s.Principal), s.Principal, [])]), "*")
      )
    ]
    open_allows = [
      for s in local.public_allows : s
      if !core::anytrue(core::flatten([
        for operator, pairs in core::try(s.Condition, {}) : [
          for key, value in pairs :
          core::regex_match(local.narrowing_operators, core::lower(operator)) &&
          core::contains(local.narrowing_keys, core::lower(key)) &&
          core::alltrue([
            for v in core::flatten([value]) :
            !core::regex_match(local.loose_value, core::lower(v)) || core::regex_match(local.fixed_owner, core::lower(v))
          ])
        ]
      ]))
    ]
    open_names = core::join(", ", [for s in local.open_allows : core::try(s.Sid, "without a Sid")])
    # Inside a VPC its security groups decide who reaches the domain.
    in_vpc = core::length(core::try(attrs.vpc_options, [])) > 0
  }

  enforce {
    condition     = local.in_vpc || core::length(local.open_allows) == 0
    error_message = "Statement ${local.open_names} of the domain's access policy admits everyone who reaches the domain: no condition narrows it."
  }
}

resource_policy "aws_opensearch_domain_policy" "resource_policy_not_public" {
  locals {
    document   = core::jsondecode(core::coalesce(attrs.access_policies, "{}"))
    statements = core::flatten([core::try(local.document.Statement, [])])
    public_allows = [
      for s in local.statements : s
      if core::try(s.Effect, "") == "Allow" && (
        core::can(s.NotPrincipal) ||
        core::contains(core::flatten([core::try(core::values(s.Principal), s.Principal, [])]), "*")
      )
    ]
    open_allows = [
      for s in local.public_allows : s
      if !core::anytrue(core::flatten([
        for operator, pairs in core::try(s.Condition, {}) : [
          for key, value in pairs :
          core::regex_match(local.narrowing_operators, core::lower(operator)) &&
          core::contains(local.narrowing_keys, core::lower(key)) &&
          core::alltrue([
            for v in core::flatten([value]) :
            !core::regex_match(local.loose_value, core::lower(v)) || core::regex_match(local.fixed_owner, core::lower(v))
          ])
        ]
      ]))
    ]
    open_names = core::join(", ", [for s in local.open_allows : core::try(s.Sid, "without a Sid")])
    # Inside a VPC its security groups decide who reaches the domain.
    in_vpc = core::anytrue([for d in core::getresources("aws_opensearch_domain", { domain_name = attrs.domain_name }) : core::length(core::try(d.vpc_options, [])) > 0])
  }

  enforce {
    condition     = local.in_vpc || core::length(local.open_allows) == 0
    error_message = "Statement ${local.open_names} of the domain's access policy admits everyone who reaches the domain: no condition narrows it."
  }
}

resource_policy "aws_elasticsearch_domain" "resource_policy_not_public" {
  # A policy resource of the domain's own is judged itself.
  filter = core::length(core::getresources("aws_elasticsearch_domain_policy", { domain_name = attrs.domain_name })) == 0

  locals {
    document   = core::jsondecode(core::coalesce(attrs.access_policies, "{}"))
    statements = core::flatten([core::try(local.document.Statement, [])])
    public_allows = [
      for s in local.statements : s
      if core::try(s.Effect, "") == "Allow" && (
        core::can(s.NotPrincipal) ||
        core::contains(core::flatten([core::try(core::values(s.Principal), s.Principal, [])]), "*")
      )
    ]
    open_allows = [
      for s in local.public_allows : s
      if !core::anytrue(core::flatten([
        for operator, pairs in core::try(s.Condition, {}) : [
          for key, value in pairs :
          core::regex_match(local.narrowing_operators, core::lower(operator)) &&
          core::contains(local.narrowing_keys, core::lower(key)) &&
          core::alltrue([
            for v in core::flatten([value]) :
            !core::regex_match(local.loose_value, core::lower(v)) || core::regex_match(local.fixed_owner, core::lower(v))
          ])
        ]
      ]))
    ]
    open_names = core::join(", ", [for s in local.open_allows : core::try(s.Sid, "without a Sid")])
    # Inside a VPC its security groups decide who reaches the domain.
    in_vpc = core::length(core::try(attrs.vpc_options, [])) > 0
  }

  enforce {
    condition     = local.in_vpc || core::length(local.open_allows) == 0
    error_message = "Statement ${local.open_names} of the domain's access policy admits everyone who reaches the domain: no condition narrows it."
  }
}

resource_policy "aws_elasticsearch_domain_policy" "resource_policy_not_public" {
  locals {
    document   = core::jsondecode(core::coalesce(attrs.access_policies, "{}"))
    statements = core::flatten([core::try(local.document.Statement, [])])
    public_allows = [
      for s in local.statements : s
      if core::try(s.Effect, "") == "Allow" && (
        core::can(s.NotPrincipal) ||
        core::contains(core::flatten([core::try(core::values(s.Principal), s.Principal, [])]), "*")
      )
    ]
    open_allows = [
      for s in local.public_allows : s
      if !core::anytrue(core::flatten([
        for operator, pairs in core::try(s.Condition, {}) : [
          for key, value in pairs :
          core::regex_match(local.narrowing_operators, core::lower(operator)) &&
          core::contains(local.narrowing_keys, core::lower(key)) &&
          core::alltrue([
            for v in core::flatten([value]) :
            !core::regex_match(local.loose_value, core::lower(v)) || core::regex_match(local.fixed_owner, core::lower(v))
          ])
        ]
      ]))
    ]
    open_names = core::join(", ", [for s in local.open_allows : core::try(s.Sid, "without a Sid")])
    # Inside a VPC its security groups decide who reaches the domain.
    in_vpc = core::anytrue([for d in core::getresources("aws_elasticsearch_domain", { domain_name = attrs.domain_name }) : core::length(core::try(d.vpc_options, [])) > 0])
  }

  enforce {
    condition     = local.in_vpc || core::length(local.open_allows) == 0
    error_message = "Statement ${local.open_names} of the domain's access policy admits everyone who reaches the domain: no condition narrows it."
  }
}

resource_policy "aws_api_gateway_rest_api_policy" "resource_policy_not_public" {
  locals {
    document   = core::jsondecode(core::coalesce(core::try(attrs.policy, "{}"), "{}"))
    statements = core::flatten([core::try(local.document.Statement, [])])
    public_allows = [
      for s in local.statements : s
      if core::try(s.Effect, "") == "Allow" && (
        core::can(s.NotPrincipal) ||
        core::contains(core::flatten([core::try(core::values(s.Principal), s.Principal, [])]), "*")
      )
    ]
    open_allows = [
      for s in local.public_allows : s
      if !core::anytrue(core::flatten([
        for operator, pairs in core::try(s.Condition, {}) : [
          for key, value in pairs :
          core::regex_match(local.narrowing_operators, core::lower(operator)) &&
          core::contains(local.narrowing_keys, core::lower(key)) &&
          core::alltrue([
            for v in core::flatten([value]) :
            !core::regex_match(local.loose_value, core::lower(v)) || core::regex_match(local.fixed_owner, core::lower(v))
          ])
        ]
      ]))
    ]
    open_names = core::join(", ", [for s in local.open_allows : core::try(s.Sid, "without a Sid")])
  }

  enforce {
    condition     = core::length(local.open_allows) == 0
    error_message = "Statement ${local.open_names} of the API's policy lets everyone in: no condition narrows it."
  }
}

resource_policy "aws_ecr_registry_policy" "resource_policy_not_public" {
  locals {
    document   = core::jsondecode(core::coalesce(core::try(attrs.policy, "{}"), "{}"))
    statements = core::flatten([core::try(local.document.Statement, [])])
    public_allows = [
      for s in local.statements : s
      if core::try(s.Effect, "") == "Allow" && (
        core::can(s.NotPrincipal) ||
        core::contains(core::flatten([core::try(core::values(s.Principal), s.Principal, [])]), "*")
      )
    ]
    open_allows = [
      for s in local.public_allows : s
      if !core::anytrue(core::flatten([
        for operator, pairs in core::try(s.Condition, {}) : [
          for key, value in pairs :
          core::regex_match(local.narrowing_operators, core::lower(operator)) &&
          core::contains(local.narrowing_keys, core::lower(key)) &&
          core::alltrue([
            for v in core::flatten([value]) :
            !core::regex_match(local.loose_value, core::lower(v)) || core::regex_match(local.fixed_owner, core::lower(v))
          ])
        ]
      ]))
    ]
    open_names = core::join(", ", [for s in local.open_allows : core::try(s.Sid, "without a Sid")])
  }

  enforce {
    condition     = core::length(local.open_allows) == 0
    error_message = "Statement ${local.open_names} of the registry policy lets everyone in: no condition narrows it."
  }
}

resource_policy "aws_ecr_repository_policy" "resource_policy_not_public" {
  locals {
    document   = core::jsondecode(core::coalesce(core::try(attrs.policy, "{}"), "{}"))
    statements = core::flatten([core::try(local.document.Statement, [])])
    public_allows = [
      for s in local.statements : s
      if core::try(s.Effect, "") == "Allow" && (
        core::can(s.NotPrincipal) ||
        core::contains(core::flatten([core::try(core::values(s.Principal), s.Principal, [])]), "*")
      )
    ]
    open_allows = [
      for s in local.public_allows : s
      if !core::anytrue(core::flatten([
        for operator, pairs in core::try(s.Condition, {}) : [
          for key, value in pairs :
          core::regex_match(local.narrowing_operators, core::lower(operator)) &&
          core::contains(local.narrowing_keys, core::lower(key)) &&
          core::alltrue([
            for v in core::flatten([value]) :
            !core::regex_match(local.loose_value, core::lower(v)) || core::regex_match(local.fixed_owner, core::lower(v))
          ])
        ]
      ]))
    ]
    open_names = core::join(", ", [for s in local.open_allows : core::try(s.Sid, "without a Sid")])
  }

  enforce {
    condition     = core::length(local.open_allows) == 0
    error_message = "Statement ${local.open_names} of the repository policy lets everyone in: no condition narrows it."
  }
}

resource_policy "aws_iot_policy" "resource_policy_not_public" {
  locals {
    document   = core::jsondecode(core::coalesce(core::try(attrs.policy, "{}"), "{}"))
    statements = core::flatten([core::try(local.document.Statement, [])])
    public_allows = [
      for s in local.statements : s
      if core::try(s.Effect, "") == "Allow" && (
        core::can(s.NotPrincipal) ||
        core::contains(core::flatten([core::try(core::values(s.Principal), s.Principal, [])]), "*")
      )
    ]
    open_allows = [
      for s in local.public_allows : s
      if !core::anytrue(core::flatten([
        for operator, pairs in core::try(s.Condition, {}) : [
          for key, value in pairs :
          core::regex_match(local.narrowing_operators, core::lower(operator)) &&
          core::contains(local.narrowing_keys, core::lower(key)) &&
          core::alltrue([
            for v in core::flatten([value]) :
            !core::regex_match(local.loose_value, core::lower(v)) || core::regex_match(local.fixed_owner, core::lower(v))
          ])
        ]
      ]))
    ]
    open_names = core::join(", ", [for s in local.open_allows : core::try(s.Sid, "without a Sid")])
  }

  enforce {
    condition     = core::length(local.open_allows) == 0
    error_message = "Statement ${local.open_names} of the IoT policy lets everyone in: no condition narrows it."
  }
}

resource_policy "aws_lambda_layer_version_permission" "resource_policy_not_public" {
  enforce {
    condition     = attrs.principal != "*" || core::try(attrs.organization_id, "") != ""
    error_message = "The permission shares the layer version with every AWS account: the principal is * and no organization_id limits it."
  }
}

# Its mere presence publishes the images.
resource_policy "aws_ecrpublic_repository" "resource_policy_not_public" {
  enforce {
    condition     = meta.type != "aws_ecrpublic_repository"
    error_message = "A repository in the ECR public gallery lets everyone pull its images."
  }
}
