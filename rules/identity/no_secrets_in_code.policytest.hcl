policytest {
  targets = ["no_secrets_in_code.policy.hcl"]
}

resource "aws_instance" "good" {
  attrs = {
    ami       = "ami-12345678"
    user_data = "#!/bin/sh\naws s3 cp s3://app/config /etc/app\n"
  }
}

resource "aws_instance" "good_not_set" {
  attrs = {
    ami = "ami-12345678"
  }
}

# expect: message "The user data holds an access key, a token or a private key."
resource "aws_instance" "bad" {
  attrs = {
    ami       = "ami-12345678"
    user_data = "#!/bin/sh\nexport AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n"
  }
  expect_failure = true
}

resource "aws_instance" "bad_secret_key" {
  attrs = {
    ami       = "ami-12345678"
    user_data = "export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  }
  expect_failure = true
}

resource "aws_instance" "bad_private_key" {
  attrs = {
    ami       = "ami-12345678"
    user_data = "cat > key <<EOF\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\nEOF\n"
  }
  expect_failure = true
}

resource "aws_instance" "bad_base64" {
  attrs = {
    ami              = "ami-12345678"
    user_data_base64 = core::base64encode("export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE")
  }
  expect_failure = true
}

# expect: unknown
resource "aws_instance" "unknown" {
  attrs = {
    ami       = "ami-12345678"
    user_data = "echo ${aws_sqs_queue.jobs.url}"
  }
}

# A plan of provider version 5 shows user data by its SHA-1: neither proven clean nor found guilty.
resource "aws_instance" "not_judged_hash" {
  attrs = {
    ami       = "ami-12345678"
    user_data = "44c6c808e6449ee36dfcfc4ebd66c1b9634b40f2"
  }
}

resource "aws_launch_template" "good" {
  attrs = {
    name      = "good"
    user_data = core::base64encode("#!/bin/sh\necho hello\n")
  }
}

resource "aws_launch_template" "good_not_set" {
  attrs = {
    name = "not-set"
  }
}

resource "aws_launch_template" "bad" {
  attrs = {
    name      = "bad"
    user_data = core::base64encode("aws_access_key_id = AKIAIOSFODNN7EXAMPLE")
  }
  expect_failure = true
}

resource "aws_launch_configuration" "good" {
  attrs = {
    image_id      = "ami-12345678"
    instance_type = "t3.micro"
    user_data     = "#!/bin/sh\necho hello\n"
  }
}

resource "aws_launch_configuration" "bad" {
  attrs = {
    image_id      = "ami-12345678"
    instance_type = "t3.micro"
    user_data     = "aws_access_key_id = AKIAIOSFODNN7EXAMPLE"
  }
  expect_failure = true
}

resource "aws_launch_configuration" "bad_base64" {
  attrs = {
    image_id         = "ami-12345678"
    instance_type    = "t3.micro"
    user_data_base64 = core::base64encode("aws_access_key_id = AKIAIOSFODNN7EXAMPLE")
  }
  expect_failure = true
}

resource "aws_launch_configuration" "not_judged_hash" {
  attrs = {
    image_id      = "ami-12345678"
    instance_type = "t3.micro"
    user_data     = "44c6c808e6449ee36dfcfc4ebd66c1b9634b40f2"
  }
}

resource "aws_lambda_function" "good" {
  attrs = {
    function_name = "good"
    role          = "arn:aws:iam::123456789012:role/app"
    environment = [{
      variables = {
        STAGE                  = "prod"
        DB_PASSWORD_SECRET_ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-a1b2c3"
        TOKEN_TTL              = "3600"
        MAX_TOKEN              = "4096"
      }
    }]
  }
}

# A name, a path or a reference is not the secret.
resource "aws_lambda_function" "good_references" {
  attrs = {
    function_name = "good-references"
    role          = "arn:aws:iam::123456789012:role/app"
    environment = [{
      variables = {
        DB_PASSWORD   = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-a1b2c3"
        API_KEY       = "/prod/app/api-key-2024-very-long"
        CLIENT_SECRET = "{{resolve:secretsmanager:app:SecretString:client}}"
        AUTH_TOKEN    = "$${TOKEN}"
        PASSWORD      = ""
        DB_PASSWD     = "prod/db/password"
      }
    }]
  }
}

resource "aws_lambda_function" "good_placeholder" {
  attrs = {
    function_name = "good-placeholder"
    role          = "arn:aws:iam::123456789012:role/app"
    environment = [{
      variables = {
        DB_PASSWORD = "CHANGE_ME"
        API_TOKEN   = "<set by the pipeline>"
      }
    }]
  }
}

resource "aws_lambda_function" "good_no_environment" {
  attrs = {
    function_name = "none"
    role          = "arn:aws:iam::123456789012:role/app"
  }
}

# expect: fail no_secrets_in_code
# expect: message "What looks like a secret stands in the environment, as access_key, secret_key."
resource "aws_lambda_function" "bad_keys" {
  attrs = {
    function_name = "bad-keys"
    role          = "arn:aws:iam::123456789012:role/app"
    environment = [{
      variables = {
        access_key = "AKIAIOSFODNN7EXAMPLE"
        secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
      }
    }]
  }
  expect_failure = true
}

# expect: message "What looks like a secret stands in the environment, as DB_PASSWORD."
resource "aws_lambda_function" "bad_password" {
  attrs = {
    function_name = "bad-password"
    role          = "arn:aws:iam::123456789012:role/app"
    environment = [{
      variables = {
        STAGE       = "prod"
        DB_PASSWORD = "hunter2!"
      }
    }]
  }
  expect_failure = true
}

resource "aws_lambda_function" "bad_camel_case" {
  attrs = {
    function_name = "bad-camel-case"
    role          = "arn:aws:iam::123456789012:role/app"
    environment = [{
      variables = {
        dbPassword = "s3cr3t-Value"
      }
    }]
  }
  expect_failure = true
}

resource "aws_lambda_function" "bad_token" {
  attrs = {
    function_name = "bad-token"
    role          = "arn:aws:iam::123456789012:role/app"
    environment = [{
      variables = {
        AUTH_TOKEN = "8f14e45fceea167a5a36dedd4bea2543"
      }
    }]
  }
  expect_failure = true
}

# A token is one whatever its name.
resource "aws_lambda_function" "bad_github_token" {
  attrs = {
    function_name = "bad-github-token"
    role          = "arn:aws:iam::123456789012:role/app"
    environment = [{
      variables = {
        GREETING = "ghp_0123456789abcdefghijABCDEFGHIJ012345"
      }
    }]
  }
  expect_failure = true
}

# expect: unknown
resource "aws_lambda_function" "unknown" {
  attrs = {
    function_name = "unknown"
    role          = "arn:aws:iam::123456789012:role/app"
    environment = [{
      variables = {
        DB_PASSWORD = aws_sqs_queue.jobs.url
      }
    }]
  }
}

resource "aws_ecs_task_definition" "good" {
  attrs = {
    family                = "good"
    container_definitions = core::jsonencode([{ name = "app", image = "app", environment = [{ name = "STAGE", value = "prod" }], secrets = [{ name = "DB_PASSWORD", valueFrom = "arn:aws:ssm:eu-west-1:123456789012:parameter/db" }] }])
  }
}

resource "aws_ecs_task_definition" "good_no_environment" {
  attrs = {
    family                = "good-no-environment"
    container_definitions = core::jsonencode([{ name = "app", image = "app", environment = null }])
  }
}

# expect: message "What looks like a secret stands in the environment, as DB_PASSWORD."
resource "aws_ecs_task_definition" "bad" {
  attrs = {
    family                = "bad"
    container_definitions = core::jsonencode([{ name = "app", image = "app", environment = [{ name = "STAGE", value = "prod" }, { name = "DB_PASSWORD", value = "hunter2!" }] }])
  }
  expect_failure = true
}

# expect: message "The container definitions hold an access key, a token or a private key."
resource "aws_ecs_task_definition" "bad_command" {
  attrs = {
    family                = "bad-command"
    container_definitions = core::jsonencode([{ name = "app", image = "app", command = ["run", "--key", "AKIAIOSFODNN7EXAMPLE"] }])
  }
  expect_failure = true
}

# The image is known after the apply only, the password is not.
resource "aws_ecs_task_definition" "bad_secret_beside_image_known_after_apply" {
  attrs = {
    family                = "unknown"
    container_definitions = core::jsonencode([{ name = "app", image = aws_sqs_queue.jobs.url, environment = [{ name = "DB_PASSWORD", value = "hunter2!" }] }])
  }
  expect_failure = true
}

# expect: unknown
resource "aws_ecs_task_definition" "unknown" {
  attrs = {
    family                = "unknown"
    container_definitions = data.aws_s3_object.later.body
  }
}

resource "aws_codebuild_project" "good" {
  attrs = {
    name         = "good"
    service_role = "arn:aws:iam::123456789012:role/build"
    environment = [{
      compute_type         = "BUILD_GENERAL1_SMALL"
      image                = "aws/codebuild/standard:7.0"
      type                 = "LINUX_CONTAINER"
      environment_variable = [{ name = "STAGE", value = "prod", type = "PLAINTEXT" }, { name = "AWS_SECRET_ACCESS_KEY", value = "build:key", type = "SECRETS_MANAGER" }]
    }]
    source = [{ type = "GITHUB", location = "https://github.com/acme/shop.git" }]
  }
}

resource "aws_codebuild_project" "good_bitbucket" {
  attrs = {
    name         = "good-bitbucket"
    service_role = "arn:aws:iam::123456789012:role/build"
    environment = [{
      compute_type         = "BUILD_GENERAL1_SMALL"
      image                = "aws/codebuild/standard:7.0"
      type                 = "LINUX_CONTAINER"
      environment_variable = [{ name = "STAGE", value = "prod" }]
    }]
    source = [{ type = "BITBUCKET", location = "https://bitbucket.org/acme/shop.git" }]
  }
}

# expect: message "Credentials stand in plain text in the build's environment, as AWS_ACCESS_KEY_ID."
resource "aws_codebuild_project" "bad" {
  attrs = {
    name         = "bad"
    service_role = "arn:aws:iam::123456789012:role/build"
    environment = [{
      compute_type         = "BUILD_GENERAL1_SMALL"
      image                = "aws/codebuild/standard:7.0"
      type                 = "LINUX_CONTAINER"
      environment_variable = [{ name = "AWS_ACCESS_KEY_ID", value = "x", type = "PLAINTEXT" }]
    }]
    source = [{ type = "GITHUB", location = "https://github.com/acme/shop.git" }]
  }
  expect_failure = true
}

# Not set: PLAINTEXT.
resource "aws_codebuild_project" "bad_type_not_set" {
  attrs = {
    name         = "bad-type-not-set"
    service_role = "arn:aws:iam::123456789012:role/build"
    environment = [{
      compute_type         = "BUILD_GENERAL1_SMALL"
      image                = "aws/codebuild/standard:7.0"
      type                 = "LINUX_CONTAINER"
      environment_variable = [{ name = "AWS_SECRET_ACCESS_KEY", value = "x" }]
    }]
    source = [{ type = "GITHUB", location = "https://github.com/acme/shop.git" }]
  }
  expect_failure = true
}

# expect: message "The URL of a source repository holds a user name or a password."
resource "aws_codebuild_project" "bad_bitbucket_user" {
  attrs = {
    name         = "bad-bitbucket-user"
    service_role = "arn:aws:iam::123456789012:role/build"
    environment = [{
      compute_type         = "BUILD_GENERAL1_SMALL"
      image                = "aws/codebuild/standard:7.0"
      type                 = "LINUX_CONTAINER"
      environment_variable = [{ name = "STAGE", value = "prod" }]
    }]
    source = [{ type = "BITBUCKET", location = "https://alice@bitbucket.org/acme/shop.git" }]
  }
  expect_failure = true
}

resource "aws_codebuild_project" "bad_password_in_url" {
  attrs = {
    name         = "bad-password-in-url"
    service_role = "arn:aws:iam::123456789012:role/build"
    environment = [{
      compute_type         = "BUILD_GENERAL1_SMALL"
      image                = "aws/codebuild/standard:7.0"
      type                 = "LINUX_CONTAINER"
      environment_variable = [{ name = "STAGE", value = "prod" }]
    }]
    source = [{ type = "GITHUB", location = "https://alice:hunter2@github.com/acme/shop.git" }]
  }
  expect_failure = true
}

resource "aws_db_instance" "good_managed" {
  attrs = {
    instance_class              = "db.t4g.micro"
    manage_master_user_password = true
  }
}

resource "aws_db_instance" "good_generated" {
  attrs = {
    instance_class = "db.t4g.micro"
    password       = random_password.db.result
  }
}

# expect: unknown
resource "aws_db_instance" "unknown" {
  attrs = {
    instance_class = "db.t4g.micro"
    password       = aws_ssm_parameter.password.insecure_value
  }
}

resource "aws_rds_cluster" "good_managed" {
  attrs = {
    engine                      = "aurora-mysql"
    manage_master_user_password = true
  }
}

resource "aws_rds_cluster" "good_generated" {
  attrs = {
    engine          = "aurora-mysql"
    master_password = random_password.db.result
  }
}

# expect: message "The master password is an argument of the resource, so the plan and the state keep it as text."
resource "aws_db_instance" "bad" {
  attrs = {
    instance_class = "db.t4g.micro"
    password       = "Aa1234321Bb"
  }
  expect_failure = true
}

resource "aws_rds_cluster" "bad" {
  attrs = {
    engine          = "aurora-mysql"
    master_password = "Aa1234321Bb"
  }
  expect_failure = true
}

resource "aws_db_instance" "good_not_set" {
  attrs = {
    instance_class = "db.t4g.micro"
  }
}

resource "aws_rds_cluster" "good_not_set" {
  attrs = {
    engine = "aurora-mysql"
  }
}

# A password that the plan has yet to make is not one that is written in code.
resource "random_password" "later" {
  attrs = {
    length = 20
  }
  skip = true
}

# expect: unknown
resource "aws_db_instance" "unknown_generated_later" {
  attrs = {
    instance_class = "db.t4g.micro"
    password       = random_password.later.result
  }
}

resource "random_password" "db" {
  attrs = {
    length = 20
    result = "8Zk-generated-by-the-plan"
  }
  skip = true
}

resource "aws_sqs_queue" "jobs" {
  skip = true
}

resource "aws_ssm_parameter" "password" {
  skip = true
}

data "aws_s3_object" "later" {
  attrs = {}
}
