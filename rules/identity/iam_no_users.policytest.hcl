policytest {
  targets = ["iam_no_users.policy.hcl"]
}

# expect: fail iam_no_users
# expect: message "The IAM user alice is declared."
resource "aws_iam_user" "bad" {
  attrs = {
    name = "alice"
  }
  expect_failure = true
}

# A user that is already there and stays counts as well.
resource "aws_iam_user" "bad_kept" {
  attrs = {
    name = "bob"
    path = "/people/"
  }
  prior_attrs = {
    name = "bob"
    path = "/"
  }
  expect_failure = true
}

# A user that goes away is no violation.
resource "aws_iam_user" "good_deleted" {
  prior_attrs = {
    name = "carol"
  }
}
