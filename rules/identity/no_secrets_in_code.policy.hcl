locals {
  # What is a credential wherever it stands: AWS access key ids, private key headers, GitHub and Slack tokens, an AWS secret key beside its name.
  credential = "\\b(AKIA|ASIA)[A-Z0-9]{16}\\b|-----BEGIN ([A-Z]+ )*PRIVATE KEY|\\bgh[pousr]_[A-Za-z0-9]{36}|\\bgithub_pat_[A-Za-z0-9_]{40}|\\bxox[abprs]-[A-Za-z0-9-]{20}|(?i:secret_?(access_?)?key[\"']?\\s*[:=]\\s*[\"']?)[A-Za-z0-9/+]{40}\\b"

  # Names whose values are passwords, and names whose values are keys or tokens. Both look at the end: DB_PASSWORD_SECRET_ARN and TOKEN_TTL are neither.
  password_name = "(?i)(password|passwd|passphrase|(^|[_.-])pwd)$"
  key_name      = "(?i)((^|[_.-])(secret|token|access_?key|access_?key_?id|secret_?key|secret_?access_?key|api_?key|private_?key|client_?secret|encryption_?key|secret_?key_?base|credentials?)|(secret|access|api|auth|private)(key|token)|clientsecret)$"

  # Values that stand for something else or for nothing: empty, a variable, a reference, an ARN, a path, a switch, a number of days.
  no_secret = "(?i)^(|true|false|yes|no|on|off|none|null|nil|undefined|[0-9]{1,5}|arn:.*|\\{\\{.*\\}\\}|\\$\\{.*\\}|\\$\\(.*\\)|(?-i:\\$[A-Z][A-Z0-9_]*)|%[a-z0-9_]+%|<.*>|(/[a-z0-9_.-]+)+|(?-i:[a-z0-9_.-]+(/[a-z0-9_.-]+)+)|(ssm|secretsmanager|vault|file|https?)://[^@]*|change_?-?me.*|replace_?-?me.*|your[_-].*|placeholder.*|dummy.*|example.*|todo.*|[x*.]+)$"
}

# No secret is written out in user data, environment variables, task definitions or database arguments.
#
# A secret in code is in every clone, every plan and every state, and whoever may describe the resource can read it back.
# A value fetched at run time, by ARN or by valueFrom, leaves none of these traces. User data of which the plan shows only
# a hash is not judged: the rule does not apply to it.
#
# severity: critical
# controls: fsbp/CodeBuild.1 fsbp/CodeBuild.2 fsbp/ECS.8 waf/SEC02-BP03
# aliases: CKV_AWS_45 CKV_AWS_46 AVD-AWS-0029 AVD-AWS-0129 AVD-AWS-0036
# remediation: Use Secrets Manager or SecureString references; for a database manage_master_user_password = true or password_wo.
# reference: https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html
resource_policy "aws_instance" "no_secrets_in_code" {
  # Version 5 of the provider shows user data by its SHA-1 only: there is no text to judge.
  filter = !core::regex_match("^[0-9a-f]{40}$", core::try(core::trimspace(attrs.user_data), ""))

  locals {
    texts = [core::try(core::trimspace(attrs.user_data), ""), core::try(core::base64decode(attrs.user_data_base64), core::trimspace(attrs.user_data_base64), "")]
  }

  enforce {
    condition     = !core::anytrue([for t in local.texts : core::regex_match(local.credential, t)])
    error_message = "The user data holds an access key, a token or a private key."
  }
}

resource_policy "aws_launch_template" "no_secrets_in_code" {
  locals {
    texts = [core::try(core::base64decode(attrs.user_data), core::trimspace(attrs.user_data), "")]
  }

  enforce {
    condition     = !core::anytrue([for t in local.texts : core::regex_match(local.credential, t)])
    error_message = "The user data holds an access key, a token or a private key."
  }
}

resource_policy "aws_launch_configuration" "no_secrets_in_code" {
  # Version 5 of the provider shows user data by its SHA-1 only: there is no text to judge.
  filter = !core::regex_match("^[0-9a-f]{40}$", core::try(core::trimspace(attrs.user_data), ""))

  locals {
    texts = [core::try(core::trimspace(attrs.user_data), ""), core::try(core::base64decode(attrs.user_data_base64), core::trimspace(attrs.user_data_base64), "")]
  }

  enforce {
    condition     = !core::anytrue([for t in local.texts : core::regex_match(local.credential, t)])
    error_message = "The user data holds an access key, a token or a private key."
  }
}

resource_policy "aws_lambda_function" "no_secrets_in_code" {
  locals {
    named = core::flatten([for e in core::try(attrs.environment, []) : core::try([for name, value in e.variables : {
      name  = name
      value = core::try(core::trimspace(value), "")
    }], [])])
    # A password is any text under its name; a key or token has some length, letters and digits, and no blank.
    exposed = [for v in local.named : v.name if core::regex_match(local.credential, v.value)
      || (!core::regex_match(local.no_secret, v.value) && (
        core::regex_match(local.password_name, v.name)
        || (core::regex_match(local.key_name, v.name) && core::regex_match("^[^\\s]{16,}$", v.value) && core::regex_match("[A-Za-z]", v.value) && core::regex_match("[0-9]", v.value))
      ))
    ]
  }

  enforce {
    condition     = core::length(local.exposed) == 0
    error_message = "What looks like a secret stands in the environment, as ${core::join(", ", core::distinct(local.exposed))}."
  }
}

resource_policy "aws_ecs_task_definition" "no_secrets_in_code" {
  locals {
    named = core::flatten([for c in core::try(core::jsondecode(attrs.container_definitions), []) : core::try([for e in c.environment : {
      name  = core::try(core::trimspace(e.name), "")
      value = core::try(core::trimspace(e.value), "")
    }], [])])
    # A password is any text under its name; a key or token has some length, letters and digits, and no blank.
    exposed = [for v in local.named : v.name if core::regex_match(local.credential, v.value)
      || (!core::regex_match(local.no_secret, v.value) && (
        core::regex_match(local.password_name, v.name)
        || (core::regex_match(local.key_name, v.name) && core::regex_match("^[^\\s]{16,}$", v.value) && core::regex_match("[A-Za-z]", v.value) && core::regex_match("[0-9]", v.value))
      ))
    ]
  }

  enforce {
    condition     = core::length(local.exposed) == 0
    error_message = "What looks like a secret stands in the environment, as ${core::join(", ", core::distinct(local.exposed))}."
  }

  enforce {
    condition     = !core::regex_match(local.credential, attrs.container_definitions)
    error_message = "The container definitions hold an access key, a token or a private key."
  }
}

resource_policy "aws_codebuild_project" "no_secrets_in_code" {
  locals {
    named = core::flatten([for e in core::try(attrs.environment, []) : core::try([for v in e.environment_variable : {
      name  = v.name
      value = core::try(core::trimspace(v.value), "")
    } if core::try(v.type, "PLAINTEXT") == "PLAINTEXT"], [])])
    exposed = [for v in local.named : v.name if core::regex_match(local.credential, v.value) || core::regex_match(local.password_name, v.name) || core::regex_match(local.key_name, v.name)]
    sources = core::concat([for s in core::try(attrs.source, []) : s], [for s in core::try(attrs.secondary_sources, []) : s])
  }

  enforce {
    condition     = core::length(local.exposed) == 0
    error_message = "Credentials stand in plain text in the build's environment, as ${core::join(", ", core::distinct(local.exposed))}."
  }

  enforce {
    condition     = core::alltrue([for s in local.sources : !core::regex_match("^[a-z+]+://[^/@]*:[^/@]*@", core::try(core::trimspace(s.location), "")) && (s.type != "BITBUCKET" || !core::regex_match("^[a-z+]+://[^/@]*@", core::try(core::trimspace(s.location), "")))])
    error_message = "The URL of a source repository holds a user name or a password."
  }
}

resource_policy "aws_db_instance" "no_secrets_in_code" {
  locals {
    # A password that the plan generates is not written in code.
    generated = core::length(core::getresources("random_password", { result = attrs.password })) > 0
  }

  enforce {
    condition     = attrs.password == null || local.generated
    error_message = "The master password is an argument of the resource, so the plan and the state keep it as text."
  }
}

resource_policy "aws_rds_cluster" "no_secrets_in_code" {
  locals {
    # A password that the plan generates is not written in code.
    generated = core::length(core::getresources("random_password", { result = attrs.master_password })) > 0
  }

  enforce {
    condition     = attrs.master_password == null || local.generated
    error_message = "The master password is an argument of the resource, so the plan and the state keep it as text."
  }
}
