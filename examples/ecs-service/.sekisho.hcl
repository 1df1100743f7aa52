gate {
  codeowners = ".github/CODEOWNERS"

  # Who is in which team: for checks without a token that may ask GitHub.
  teams = {
    "@org/checkout" = ["bea", "chris"]
    "@org/platform" = ["pat"]
  }
}
