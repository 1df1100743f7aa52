#!/usr/bin/env bash
# Checks: annotations in the log, the report in the step's summary, counts and files as outputs. The step ends as sekisho does.
# shellcheck disable=SC2317 # `each` calls functions by their names.
set -euo pipefail
# shellcheck source=action/common.sh
. "$GITHUB_ACTION_PATH/action/common.sh"

arguments=(check --format=github)
paths=(--)

# flag NAME VALUE: with `=`, so that no value is taken for another flag.
flag() {
  if [[ -n $2 ]]; then arguments+=("$1=$2"); fi
}

# switch NAME VALUE
switch() {
  case $2 in
    true) arguments+=("--$1") ;;
    false | "") ;;
    *) fail 2 "$1: expected true or false, not $2" ;;
  esac
}

# matching PATTERN: the file of this name, else the files that the glob matches, one a line, in order. None begins with a dash.
matching() {
  local pattern=$1
  if [[ $pattern == -* ]]; then pattern=./$pattern; fi
  if [[ -e $pattern ]]; then printf '%s\n' "$pattern"; else (compgen -G "$pattern" || true) | LC_ALL=C sort; fi
}

# A line is a plan, or the name of a root module in the settings and its plan: production=plans/production.json
plan() {
  local found file name=
  if [[ $1 == *'**'* ]]; then
    fail 2 "plan: ** is not understood, only * within a folder's name: $1"
  fi
  found=$(matching "$1")
  if [[ -z $found && $1 == *=* ]]; then
    name=${1%%=*}=
    found=$(matching "${1#*=}")
  fi
  if [[ -z $found ]]; then
    fail 3 "plan: there is no file ${1#"$name"} in $PWD. Has terraform show -json written it in a step before?"
  fi
  while IFS= read -r file; do
    if [[ ! -f $file ]]; then
      fail 3 "plan: $file is not a file; a folder of Terraform source is given as path"
    fi
    paths+=("$name$file")
  done <<<"$found"
}

# A folder, or the name of a root module in the settings.
source_folder() {
  if [[ -f $1 ]]; then fail 2 "path: $1 is a file; a plan is given as plan"; fi
  paths+=("$1")
}

root_module() {
  if [[ -n ${root:-} ]]; then fail 2 "path: with plans it is one folder, the root module that they were made of"; fi
  root=$1
  flag --source "$1"
}

policies() { flag --policies "$1"; }

more_output() {
  if [[ $1 != *=* ]]; then fail 2 "format: expected FORMAT=FILE, not $1"; fi
  flag --output "$1"
}

argument() { arguments+=("$1"); }

previous() {
  local found file
  found=$(matching "$1")
  if [[ -z $found ]]; then return; fi
  while IFS= read -r file; do flag --previous "$file"; done <<<"$found"
}

# with_token COMMAND …: git is told the token in its environment, where nobody sees it, for this server only. The empty header
# takes back one that a checkout has left, since GitHub refuses two.
with_token() {
  if [[ -n $GITHUB_TOKEN ]]; then
    local key="http.$GITHUB_SERVER_URL/.extraheader" basic
    basic=$(printf 'x-access-token:%s' "$GITHUB_TOKEN" | base64 | tr -d '\n')
    export GIT_CONFIG_COUNT=2
    export GIT_CONFIG_KEY_0=$key GIT_CONFIG_VALUE_0=
    export GIT_CONFIG_KEY_1=$key GIT_CONFIG_VALUE_1="AUTHORIZATION: basic $basic"
  fi
  GIT_TERMINAL_PROMPT=0 "$@"
}

# The commit that is named as the base; sekisho finds that of a pull request itself. A checkout of one commit has no other.
base() {
  local commit=$INPUT_BASE
  if [[ $commit =~ ^[0-9a-f]{40}([0-9a-f]{24})?$ ]] && ! git cat-file -e "$commit^{commit}" 2>/dev/null; then
    (with_token git fetch --quiet --no-tags --no-recurse-submodules --depth=1 \
      "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY" "$commit") >"$scratch/fetch" 2>&1 ||
      fail 3 "the base commit $commit is not in the checkout and cannot be fetched: $(head -c 2000 "$scratch/fetch")"
  fi
  flag --base "$commit"
}

# Whether there is a pull request to ask about: EVENT_PULL_REQUEST is that of a comment, or of the workflow that has run.
of_pull_request() {
  case $GITHUB_EVENT_NAME in
    pull_request | pull_request_target | pull_request_review | pull_request_review_comment | merge_group) return 0 ;;
    *) [[ -n $INPUT_PULL_REQUEST || -n $EVENT_PULL_REQUEST ]] ;;
  esac
}

# Where somebody wants something said on a pull request and there is none; of a push nobody expects one.
without_pull_request() {
  case $GITHUB_EVENT_NAME-$INPUT_REVIEW$INPUT_COMMENT$INPUT_STATUS in
    push-* | schedule-*) ;;
    *true*)
      say notice "$GITHUB_EVENT_NAME names no pull request, so nobody is asked who has approved and nothing is said there: pull-request gives its number"
      ;;
  esac
}

# report INPUT NAME: where a report goes. What is there is not of this run; a link would lead the report elsewhere.
report() {
  local file=${1:-$scratch/$2}
  rm -f -- "$file"
  printf '%s' "$file"
}

# What the tool complained about may quote a pull request, and the runner takes commands from any line.
complaints() {
  local word
  word=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf '::stop-commands::%s\n' "$word"
  cat "$scratch/complaints"
  printf '\n::%s::\n' "$word"
}

given() {
  if [[ -n ${INPUT_PLAN//[[:space:]]/} ]]; then
    each "$INPUT_PLAN" plan
    each "$INPUT_PATH" root_module
  elif [[ -n ${INPUT_PATH//[[:space:]]/} ]]; then
    each "$INPUT_PATH" source_folder
  else
    fail 2 "there is nothing to check: give plan (files) or path (folders of Terraform source, or names of root modules)"
  fi
  each "$INPUT_POLICIES" policies
  each "$INPUT_PREVIOUS" previous
  each "$INPUT_FORMAT" more_output
  flag --config "$INPUT_CONFIG"
  flag --fail-on "$INPUT_FAIL_ON"
  flag --unknown "$INPUT_UNKNOWN"
  base
  if of_pull_request; then
    arguments+=(--github)
    flag --pull-request "$INPUT_PULL_REQUEST"
    flag --head "$INPUT_HEAD"
    switch review "$INPUT_REVIEW"
    switch comment "$INPUT_COMMENT"
    switch status "$INPUT_STATUS"
    flag --context "$INPUT_CONTEXT"
  else
    without_pull_request
  fi
  each "$INPUT_ARGS" argument
}

# tell CODE: everything that can be known of the run.
tell() {
  local row
  output exit-code "$1"
  if [[ -f $scratch/counts ]]; then
    while IFS= read -r row; do
      if [[ $row =~ ^[a-z-]+=[0-9]+$ ]]; then printf '%s\n' "$row" >>"$GITHUB_OUTPUT"; fi
    done <"$scratch/counts"
    output json-file "$json"
    output sarif-file "$sarif"
    cat "$scratch/summary" >>"$GITHUB_STEP_SUMMARY"
  else
    say error "sekisho could not check (exit code $1): $(head -c 4000 "$scratch/complaints")"
    printf '## sekisho\n\n**It could not check: exit code %s.** The log of the step says why.\n' "$1" >>"$GITHUB_STEP_SUMMARY"
  fi
}

# Whether sekisho has come so far that it has said itself what became of it: it has unless it died, or did not know a flag.
has_said() {
  [[ ${ended:-none} =~ ^[0-5]$ ]] && ! grep -q "try '--help'" "$scratch/complaints"
}

# Where there is no report, what an earlier run has said of the commit does not stand: sekisho says so when it is given a plan
# that is not there.
without_report() {
  if [[ -f $scratch/counts || $INPUT_STATUS != true ]] || ! of_pull_request; then return; fi
  local said=$scratch/complaints
  if ! has_said; then
    said=$scratch/unsaid
    arguments=(check --github --status)
    flag --pull-request "$INPUT_PULL_REQUEST"
    flag --head "$INPUT_HEAD"
    flag --context "$INPUT_CONTEXT"
    "$BINARY" "${arguments[@]}" -- "$scratch/none" >/dev/null 2>"$said" || true
  fi
  if grep -q '^warning: The status' "$said"; then
    say warning "$(grep '^warning: The status' "$said" | head -c 2000)"
  fi
}

main() {
  local code=0
  mkdir -p "$RUNNER_TEMP/sekisho"
  scratch=$(mktemp -d "$RUNNER_TEMP/sekisho/run.XXXXXX")
  trap without_report EXIT
  json=$(report "$INPUT_JSON_FILE" report.json)
  sarif=$(report "$INPUT_SARIF_FILE" report.sarif)
  given
  flag --output "json=$json"
  flag --output "sarif=$sarif"
  flag --output "markdown=$scratch/summary"
  # The last: where it is, all of them are.
  flag --output "counts=$scratch/counts"
  "$BINARY" "${arguments[@]}" "${paths[@]}" 2>"$scratch/complaints" || code=$?
  ended=$code
  if [[ -s $scratch/complaints ]]; then complaints; fi
  tell "$code"
  exit "$code"
}

main
