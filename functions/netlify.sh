#!/usr/bin/env bash
# Makes what Netlify publishes: the site in `dist/`, and its functions in `target/netlify-functions/`.
# Netlify runs it for a push (see `netlify.toml`); anybody may run it on Linux.
#
#   bash functions/netlify.sh              the site as it is
#   bash functions/netlify.sh --preview    with drafts, at $DEPLOY_PRIME_URL, and marked for no search engine
#
# The site is made first: its `forms.json` is built into the functions, so that a page and its function fit each other.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
target="${CARGO_TARGET_DIR:-$PWD/target}"
folder=target/netlify-functions

# Netlify runs functions on Amazon Linux 2023 as far as we know, which has this version of the C library. A program that
# was built on a newer Linux may ask for more, and would not start.
newest_glibc=2.34

step() { printf '\n==> %s (after %d s)\n' "$*" "$SECONDS"; }
fail() { printf 'error: %s\n' "$@" >&2; exit 1; }

arguments=()
case "${1:-}" in
  "") ;;
  --preview)
    arguments=(--drafts --base-url "${DEPLOY_PRIME_URL:?is where the preview will be served}")
    # Netlify gives a setting to previews unless it is told not to. What is typed into a preview must not be counted.
    if [ -n "${HANDBILL_SECRET:-}" ] && [ "${HANDBILL_TABLE:-handbill}" = handbill ]; then
      fail "this preview would write to the table of the site" \
        "set HANDBILL_TABLE to handbill-preview for previews, or HANDBILL_SECRET for production alone"
    fi
    ;;
  *) fail "usage: bash functions/netlify.sh [--preview]" ;;
esac

# What publishes pages needs no database of its own.
handbill() { cargo run --release --locked --no-default-features --features print,search -- "$@"; }

# Netlify keeps the target folder alone from one build to the next: pictures and leaflets that have not changed are there.
mkdir -p .handbill "$target/made"
[ -e .handbill/cache ] || ln -s "$target/made" .handbill/cache

step "Check the site"
handbill check ${arguments[@]+"${arguments[@]}"}

step "Build the site"
handbill build ${arguments[@]+"${arguments[@]}"}

step "Build the functions"
# Those that need the runtime are functions; the others are tools.
names=$(awk -F'"' '/^\[/ { name = "" } /^\[\[bin/ { bin = 1 } /^\[\[test/ { bin = 0 } /^name/ { name = $2 }
  /^required-features.*"lambda"/ && bin && name { print name }' functions/Cargo.toml)
bins=()
for name in $names; do bins+=(--bin "$name"); done
HANDBILL_FORMS="$PWD/dist/forms.json" cargo build --locked --profile lambda -p handbill-functions "${bins[@]}"

step "Lay them out"
rm -rf "$folder"
mkdir -p "$folder"
for name in $names; do
  cp "$target/lambda/$name" "$folder/"
  # What is marked as weak may be missing.
  needed=$(readelf -V "$folder/$name" | sed -n '/WEAK/d;s/.*Name: \(GLIBC_[0-9.]*\).*/\1/p' | sort -Vu | tail -n 1)
  if [ "$(printf 'GLIBC_%s\n%s\n' "$newest_glibc" "$needed" | sort -V | tail -n 1)" != "GLIBC_$newest_glibc" ]; then
    fail "\`$name\` needs $needed, and Netlify may have $newest_glibc alone: build it on an older Linux"
  fi
done

step "See that Netlify's bundler finds them"
(cd .ci && npm ci --silent)
node .ci/bundle.js "$folder"
