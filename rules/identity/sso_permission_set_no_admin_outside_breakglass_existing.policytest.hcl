policytest {
  targets = ["sso_permission_set_no_admin_outside_breakglass.policy.hcl"]
}

# Permission sets that exist already: their ARNs are known, and joined as literals.
resource "aws_ssoadmin_permission_set" "break_glass" {
  attrs = {
    name         = "BreakGlass"
    instance_arn = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
    arn          = "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-aaaaaaaaaaaaaaaa"
  }
  skip = true
}

resource "aws_ssoadmin_permission_set" "developer" {
  attrs = {
    name         = "Developer"
    instance_arn = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
    arn          = "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-bbbbbbbbbbbbbbbb"
  }
  skip = true
}

resource "aws_ssoadmin_managed_policy_attachment" "good_break_glass" {
  attrs = {
    instance_arn       = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
    permission_set_arn = "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-aaaaaaaaaaaaaaaa"
    managed_policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
  }
  inputs {
    admin_permission_sets = ["BreakGlass"]
  }
}

resource "aws_ssoadmin_managed_policy_attachment" "bad_developer" {
  attrs = {
    instance_arn       = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
    permission_set_arn = "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-bbbbbbbbbbbbbbbb"
    managed_policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
  }
  inputs {
    admin_permission_sets = ["BreakGlass"]
  }
  expect_failure = true
}

# The permission set is not in this plan, so nothing says that it is a named one.
resource "aws_ssoadmin_managed_policy_attachment" "bad_set_of_another_plan" {
  attrs = {
    instance_arn       = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
    permission_set_arn = "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-cccccccccccccccc"
    managed_policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
  }
  inputs {
    admin_permission_sets = ["BreakGlass"]
  }
  expect_failure = true
}
