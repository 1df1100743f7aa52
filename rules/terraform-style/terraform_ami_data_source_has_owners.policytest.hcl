policytest {
  targets = ["terraform_ami_data_source_has_owners.policy.hcl"]
}

source "data" "owned" {
  attrs = {
    most_recent = true
    owners      = ["amazon"]
    filter      = [{ name = "name", values = ["al2023-ami-2023.*-x86_64"] }]
  }
  meta = {
    labels = ["aws_ami", "owned"]
  }
}

source "data" "by_id" {
  attrs = {
    filter = [{ name = "image-id", values = ["ami-0123456789abcdef0"] }]
  }
  meta = {
    labels = ["aws_ami", "by_id"]
  }
}

source "data" "other" {
  attrs = {
    filter = [{ name = "name", values = ["x"] }]
  }
  meta = {
    labels = ["aws_ebs_snapshot", "other"]
  }
}

# expect: message "whoever published it"
source "data" "by_name" {
  attrs = {
    most_recent = true
    filter      = [{ name = "name", values = ["al2023-ami-*"] }]
  }
  meta = {
    labels = ["aws_ami", "by_name"]
  }
  expect_failure = true
}

# expect: message "whoever published it"
source "data" "by_pattern" {
  attrs = {
    name_regex = "^al2023"
    owners     = []
  }
  meta = {
    labels = ["aws_ami", "by_pattern"]
  }
  expect_failure = true
}

# expect: message "everybody"
source "data" "star" {
  attrs = {
    name_regex = "^al2023"
    owners     = ["*"]
  }
  meta = {
    labels = ["aws_ami", "star"]
  }
  expect_failure = true
}
