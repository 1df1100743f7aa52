policytest {
  targets = ["iam_no_access_keys.policy.hcl"]
}

# expect: fail iam_no_access_keys
# expect: message "A long-lived access key is made for the user deploy, and its secret is kept in the state."
resource "aws_iam_access_key" "bad" {
  attrs = {
    user = "deploy"
  }
  expect_failure = true
}

# An inactive key can be switched on again.
resource "aws_iam_access_key" "bad_inactive" {
  attrs = {
    user   = "deploy"
    status = "Inactive"
  }
  expect_failure = true
}

# The user is not known yet; that the key exists is.
# expect: fail iam_no_access_keys
resource "aws_iam_access_key" "bad_user_of_another_resource" {
  attrs = {
    user = aws_iam_user.later.unique_id
  }
  expect_failure = true
}

resource "aws_iam_user" "later" {
  skip = true
}

# A key that goes away is no violation.
resource "aws_iam_access_key" "good_deleted" {
  prior_attrs = {
    user = "deploy"
  }
}
