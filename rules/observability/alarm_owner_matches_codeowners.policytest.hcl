policytest {
  targets = ["alarm_owner_matches_codeowners.policy.hcl"]
}

resource "aws_cloudwatch_metric_alarm" "same" {
  attrs = { tags = { Owner = "checkout" } }
  meta  = { owners = ["@org/checkout"] }
}

resource "aws_cloudwatch_metric_alarm" "one_of_several" {
  attrs = { tags = { Owner = "Team Checkout" } }
  meta  = { owners = ["@org/platform", "@org/team-checkout"] }
}

resource "aws_cloudwatch_metric_alarm" "as_github_writes_it" {
  attrs = { tags = { Owner = "@org/Checkout" } }
  meta  = { owners = ["@org/checkout-team"] }
}

resource "aws_cloudwatch_metric_alarm" "part_of_a_team" {
  attrs = { tags = { Owner = "checkout" } }
  meta  = { owners = ["@org/checkout-sre"] }
}

# expect: message "The alarm belongs to orders, and its file to @org/platform, @org/checkout."
resource "aws_cloudwatch_metric_alarm" "another" {
  attrs          = { tags = { Owner = "orders" } }
  meta           = { owners = ["@org/platform", "@org/checkout"] }
  expect_failure = true
}

# Words are compared, not letters.
resource "aws_cloudwatch_metric_alarm" "a_longer_word" {
  attrs          = { tags = { Owner = "check" } }
  meta           = { owners = ["@org/checkout"] }
  expect_failure = true
}

resource "aws_cloudwatch_metric_alarm" "other_tag" {
  attrs          = { tags = { Team = "orders" } }
  meta           = { owners = ["@org/checkout"] }
  expect_failure = true
  inputs {
    owner_tag = "Team"
  }
}

# Of the provider's default_tags.
resource "aws_cloudwatch_metric_alarm" "tag_of_the_provider" {
  attrs          = { tags_all = { Owner = "orders" } }
  meta           = { owners = ["@org/checkout"] }
  expect_failure = true
}

# Nothing to say.
resource "aws_cloudwatch_metric_alarm" "no_tag" {
  attrs = { tags = { Name = "x" }, tags_all = { Name = "x" } }
  meta  = { owners = ["@org/checkout"] }
}

# Nothing to say.
resource "aws_cloudwatch_metric_alarm" "address_in_the_tag" {
  attrs = { tags = { Owner = "orders@example.com" } }
  meta  = { owners = ["@org/checkout"] }
}

# Nothing to say.
resource "aws_cloudwatch_metric_alarm" "other_letters" {
  attrs = { tags = { Owner = "決済 team" } }
  meta  = { owners = ["@org/checkout"] }
}

# Nothing to say.
resource "aws_cloudwatch_metric_alarm" "owned_by_people" {
  attrs = { tags = { Owner = "orders" } }
  meta  = { owners = ["@alice"] }
}

# Nothing to say.
resource "aws_cloudwatch_metric_alarm" "owned_by_an_address" {
  attrs = { tags = { Owner = "orders" } }
  meta  = { owners = ["@org/checkout", "orders@example.com"] }
}

# Nothing to say.
resource "aws_cloudwatch_metric_alarm" "owned_by_nobody" {
  attrs = { tags = { Owner = "orders" } }
  meta  = { owners = [] }
}

# Nothing to say.
resource "aws_cloudwatch_metric_alarm" "no_code_owners" {
  attrs = { tags = { Owner = "orders" } }
}
