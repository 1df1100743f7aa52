# shellcheck shell=bash
# What the steps of the action share. It is written for bash 3.2, which is what macOS has: no empty arrays under `set -u`,
# no `mapfile`, no `${name@Q}`.

# say KIND TEXT: an annotation (error, warning, notice). The text may come from a pull request, so it stays data.
say() {
  local text=$2
  text=${text//\%/%25}
  text=${text//$'\r'/%0D}
  text=${text//$'\n'/%0A}
  printf '::%s title=sekisho::%s\n' "$1" "$text"
}

# fail CODE TEXT: ends the step with one of sekisho's own exit codes.
fail() {
  output exit-code "$1"
  say error "$2"
  exit "$1"
}

# output NAME VALUE: an output of the step. A value of two lines would be two outputs.
output() {
  case $2 in
    *$'\n'* | *$'\r'*)
      say error "$1: a line break cannot be in it"
      exit 2
      ;;
  esac
  printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"
}

# each TEXT FUNCTION: calls it with each line that is not blank, without the blanks around it.
each() {
  local line
  while IFS= read -r line; do
    line=${line#"${line%%[![:space:]]*}"}
    line=${line%"${line##*[![:space:]]}"}
    if [[ -n $line ]]; then "$2" "$line"; fi
  done <<<"$1"
}

if command -v sha256sum >/dev/null; then sums=(sha256sum); else sums=(shasum -a 256); fi

# Of standard input.
sha256() { "${sums[@]}" | cut -d ' ' -f 1; }

# of_manifest KEY: a value of the action's own package.
of_manifest() {
  sed -n "s/^$1 = \"\([^\"]*\)\"\$/\1/p" "$GITHUB_ACTION_PATH/Cargo.toml" | head -n 1
}
