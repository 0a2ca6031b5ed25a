#!/usr/bin/env bash
# Builds the lambdas as they are published, and prints the size of each and the time from its start to its first poll.
# It fails when one is over the bars of the design: 12 MB, 20 ms.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
target="${CARGO_TARGET_DIR:-$PWD/target}"
cargo build --locked --profile lambda -p handbill-functions --bins
"$target/lambda/measure" "$target/lambda"
