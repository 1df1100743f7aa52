#!/usr/bin/env bash
# Builds the action's own source, unless an earlier build of the same was found. Output: `built`, where it has.
set -euo pipefail
# shellcheck source=action/common.sh
. "$GITHUB_ACTION_PATH/action/common.sh"

# older A B: whether version A (1.90.0) is before B (1.95)
older() {
  local a b c d
  IFS=. read -r a b _ <<<"$1"
  IFS=. read -r c d _ <<<"$2"
  ((a < c || (a == c && b < d)))
}

if [[ -x $FOLDER/sekisho ]] && "$FOLDER/sekisho" --version; then
  exit 0
fi
if ! command -v cargo >/dev/null; then
  fail 2 "there is no release of this version of the action, and no cargo to build it: install Rust in a step before, or set version"
fi
needed=$(of_manifest rust-version)
if older "$(rustc --version | cut -d ' ' -f 2)" "$needed"; then
  if ! command -v rustup >/dev/null; then
    fail 2 "sekisho is built with Rust $needed or newer: install it in a step before, or set version"
  fi
  rustup toolchain install "$needed" --profile minimal --no-self-update
  export RUSTUP_TOOLCHAIN=$needed
fi
cargo build --release --locked --manifest-path "$GITHUB_ACTION_PATH/Cargo.toml" --target-dir "$RUNNER_TEMP/sekisho/target"
mkdir -p "$FOLDER"
cp "$RUNNER_TEMP/sekisho/target/release/sekisho" "$FOLDER/sekisho"
output built true
