policytest {
  targets = ["iam_no_console_passwords.policy.hcl"]
}

# expect: fail iam_no_console_passwords
# expect: message "The user alice gets a console password."
resource "aws_iam_user_login_profile" "bad" {
  attrs = {
    user = "alice"
  }
  expect_failure = true
}

# expect: fail iam_no_console_passwords
resource "aws_iam_user_login_profile" "bad_user_not_known_yet" {
  attrs = {
    user = aws_iam_user.later.unique_id
  }
  expect_failure = true
}

resource "aws_iam_user" "later" {
  skip = true
}

# A password that goes away is no violation.
resource "aws_iam_user_login_profile" "good_deleted" {
  prior_attrs = {
    user = "alice"
  }
}
