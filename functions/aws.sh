#!/usr/bin/env bash
# Publishes on Amazon's platform alone: the functions by `template.yaml`, and the pages into a bucket, where one is named.
#
#   bash functions/aws.sh build      the site in `dist/`, the functions in `target/aws-functions/`; needs `cargo-lambda`
#   bash functions/aws.sh publish    what was built; needs `aws`, and who may do it
#
# | variable | what | without it |
# |---|---|---|
# | `HANDBILL_AWS_BUCKET` | a bucket for the functions' programs, on their way | needed |
# | `HANDBILL_MAIL_FROM` | `Name <address>` | needed |
# | `HANDBILL_AWS_PAGES` | the bucket of the pages | pages are published elsewhere |
# | `HANDBILL_AWS_STACK` | the name of the stack | `handbill` |
# | `HANDBILL_AWS_ARCHITECTURE` | `x86_64` or `arm64` | `x86_64` |
# | `HANDBILL_MAIL_REPLY_TO`, `HANDBILL_TREASURER`, `HANDBILL_ORIGINS` | as in `src/settings.rs` | none |
# | `HANDBILL_ALARMS` | an address that is told when something is wrong | nobody |
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target}"
architecture=${HANDBILL_AWS_ARCHITECTURE:-x86_64}

build() {
  cargo run --release --locked --no-default-features --features print,search -- check
  cargo run --release --locked --no-default-features --features print,search -- build
  # The program lays them as NAME/bootstrap.zip, and builds for the C library of Amazon Linux.
  HANDBILL_FORMS="$PWD/dist/forms.json" cargo lambda build --locked --profile lambda -p handbill-functions --bins \
    "--${architecture/_/-}" --output-format zip --lambda-dir target/aws-functions
}

publish() {
  local template=$CARGO_TARGET_DIR/aws-functions.yaml
  aws cloudformation package --template-file functions/template.yaml \
    --s3-bucket "${HANDBILL_AWS_BUCKET:?is where the programs are put}" --output-template-file "$template" >&2
  aws cloudformation deploy --template-file "$template" --stack-name "${HANDBILL_AWS_STACK:-handbill}" \
    --capabilities CAPABILITY_IAM CAPABILITY_AUTO_EXPAND --no-fail-on-empty-changeset --parameter-overrides \
    "MailFrom=${HANDBILL_MAIL_FROM:?is who mails come from}" "MailReplyTo=${HANDBILL_MAIL_REPLY_TO:-}" \
    "Treasurer=${HANDBILL_TREASURER:-}" "Origins=${HANDBILL_ORIGINS:-}" "AlarmAddress=${HANDBILL_ALARMS:-}" \
    "Architecture=$architecture"
  # The functions first: they take what the old pages post, while new pages may post what old functions do not know.
  if [ -n "${HANDBILL_AWS_PAGES:-}" ]; then
    aws s3 sync --delete dist "s3://$HANDBILL_AWS_PAGES"
  fi
}

case "${1:-}" in
  build) build ;;
  publish) publish ;;
  *) echo "usage: bash functions/aws.sh build|publish" >&2; exit 2 ;;
esac
