#!/usr/bin/env bash
# Finds the binary: in a folder, in the release that the action is of, or says that it must be built.
# Outputs: `folder` (the binary is in it, or will be), `build`, and `cache-key` where a build may be kept.
set -euo pipefail
# shellcheck source=action/common.sh
. "$GITHUB_ACTION_PATH/action/common.sh"

readonly SUMS=SHA256SUMS

target() {
  case $RUNNER_OS-$RUNNER_ARCH in
    Linux-X64) echo x86_64-unknown-linux-musl ;;
    Linux-ARM64) echo aarch64-unknown-linux-musl ;;
    macOS-X64) echo x86_64-apple-darwin ;;
    macOS-ARM64) echo aarch64-apple-darwin ;;
  esac
}

# verify FOLDER NAME: whether the file is what the release says that it is.
verify() {
  local wanted found
  wanted=$(awk -v name="$2" '$2 == name || $2 == "*" name { print $1 }' "$1/$SUMS")
  if [[ ! $wanted =~ ^[0-9a-f]{64}$ ]]; then
    fail 2 "$SUMS has not one SHA-256 of $2"
  fi
  found=$(sha256 <"$1/$2")
  if [[ $found != "$wanted" ]]; then
    fail 2 "$2 is not what was released: its SHA-256 is $found, and $SUMS says $wanted"
  fi
}

# attested FILE TAG: whether the release workflow of the action's repository has made it, on GitHub's machines, of this tag. Who
# can change a release can change its checksums too, but not this. Where the action is pinned to a commit, it must be made of
# that commit.
attested() {
  if [[ $GITHUB_SERVER_URL != https://github.com || -z $GH_TOKEN ]] || ! gh attestation --help >/dev/null 2>&1; then
    echo "The attestation was not verified: that needs gh, a token and github.com. The SHA-256 is right."
    return
  fi
  set -- attestation verify "$1" --repo "$ACTION_REPOSITORY" --deny-self-hosted-runners --source-ref "refs/tags/$2" \
    --signer-workflow "$ACTION_REPOSITORY/.github/workflows/release.yml"
  if is_commit "$ACTION_REF"; then set -- "$@" --source-digest "$ACTION_REF"; fi
  if ! gh "$@" >/dev/null; then
    fail 2 "the archive has no attestation of the release workflow of $ACTION_REPOSITORY"
  fi
}

# What an earlier use of the action in this job has installed may be another version, so each has a folder of its own.
unpack() {
  local folder
  folder=$(mktemp -d "$RUNNER_TEMP/sekisho/bin.XXXXXX")
  tar -xzf "$1" -C "$folder" sekisho
  chmod +x "$folder/sekisho"
  output folder "$folder"
  output build false
}

is_commit() { [[ $1 =~ ^[0-9a-f]{40}$ ]]; }

# The tag that the action is of; nothing where it is a branch, a commit between releases, or a folder of the checkout.
own_tag() {
  local tag
  tag=v$(of_manifest version)
  if [[ $ACTION_REF =~ ^v[0-9]+\.[0-9]+\.[0-9]+ ]]; then
    echo "$ACTION_REF"
  elif [[ $ACTION_REF =~ ^v[0-9]+(\.[0-9]+)?$ && $tag == "$ACTION_REF".* ]]; then
    echo "$tag"
  elif is_commit "$ACTION_REF" && tagged "$tag"; then
    echo "$tag"
  fi
}

# tagged TAG: whether the tag is the very commit of the action; an annotated tag is named with `^{}` too.
tagged() {
  local refs
  refs=$(GIT_TERMINAL_PROMPT=0 git ls-remote "$GITHUB_SERVER_URL/$ACTION_REPOSITORY" "refs/tags/$1" "refs/tags/$1^{}" \
    2>/dev/null) || return 1
  grep -q "^$ACTION_REF" <<<"$refs"
}

# download TAG NAME
download() {
  curl --fail --silent --show-error --location --proto '=https' --retry 3 --max-time 300 \
    --output "$scratch/$2" "$GITHUB_SERVER_URL/$ACTION_REPOSITORY/releases/download/$1/$2"
}

# Of everything that a build is made of, and with what.
fingerprint() {
  cd "$GITHUB_ACTION_PATH"
  { find Cargo.toml Cargo.lock src rules data -type f -exec "${sums[@]}" {} + | LC_ALL=C sort && rustc --version; } | sha256
}

# A build is kept only where whoever may write the cache may change the workflow too: the workflow is this repository's, of
# the ref whose cache it is. A workflow that an organisation requires is not, and its gate must not run what it finds there.
build() {
  local print=unknown
  if command -v rustc >/dev/null; then print=$(fingerprint); fi
  output folder "$RUNNER_TEMP/sekisho/build-$print"
  output build true
  if [[ $print != unknown && $WORKFLOW_REF == "$GITHUB_REPOSITORY"/*@"$GITHUB_REF" ]]; then
    output cache-key "sekisho-$RUNNER_OS-$RUNNER_ARCH-$print"
  fi
}

released() {
  local tag=$1 archive=$2
  download "$tag" "$SUMS" && download "$tag" "$archive"
}

main() {
  local archive tag target
  mkdir -p "$RUNNER_TEMP/sekisho"
  if [[ $RUNNER_OS == Windows ]]; then
    fail 2 "there is no sekisho for Windows yet: run this job on ubuntu or macOS"
  fi
  target=$(target)
  archive=sekisho-$target.tar.gz
  if [[ -n $INPUT_INSTALL_FROM ]]; then
    if [[ ! -f $INPUT_INSTALL_FROM/$SUMS || ! -f $INPUT_INSTALL_FROM/$archive ]]; then
      fail 2 "install-from: $SUMS and $archive must be in $INPUT_INSTALL_FROM (this runner is $RUNNER_OS on $RUNNER_ARCH)"
    fi
    verify "$INPUT_INSTALL_FROM" "$archive"
    unpack "$INPUT_INSTALL_FROM/$archive"
    return
  fi
  tag=${INPUT_VERSION:-$(own_tag)}
  if [[ -n $tag && ! $tag =~ ^v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]]; then
    fail 2 "version: expected one such as v0.1.0, not $tag"
  fi
  scratch=$(mktemp -d "$RUNNER_TEMP/sekisho/download.XXXXXX")
  if [[ -n $tag && -n $target && -n $ACTION_REPOSITORY ]] && released "$tag" "$archive"; then
    verify "$scratch" "$archive"
    attested "$scratch/$archive" "$tag"
    unpack "$scratch/$archive"
  elif [[ -n $INPUT_VERSION ]]; then
    fail 2 "version: $INPUT_VERSION of $ACTION_REPOSITORY has no archive for $RUNNER_OS on $RUNNER_ARCH that could be fetched"
  else
    build
  fi
}

main
