policytest {
  targets = ["terraform_no_local_or_remote_exec.policy.hcl"]
}

source "resource" "plain" {
  attrs = {
    bucket = "logs"
  }
}

source "resource" "file" {
  attrs = {
    provisioner = [{ labels = ["file"], source = "a", destination = "b" }]
  }
}

source "data" "plain" {
  attrs = {}
  meta = {
    labels = ["aws_region", "plain"]
  }
}

# expect: message "(local-exec)"
source "resource" "local" {
  attrs = {
    provisioner = [{ labels = ["local-exec"], command = "./migrate" }]
  }
  expect_failure = true
}

# expect: message "(remote-exec)"
source "resource" "remote" {
  attrs = {
    provisioner = [
      { labels = ["file"], source = "a", destination = "b" },
      { labels = ["remote-exec"], inline = ["sh b"] },
    ]
  }
  expect_failure = true
}

# expect: message "in every plan"
source "data" "program" {
  attrs = {
    program = ["./ask"]
  }
  meta = {
    labels = ["external", "program"]
  }
  expect_failure = true
}
