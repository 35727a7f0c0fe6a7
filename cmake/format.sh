#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Rewrites every C++ file the way .clang-format says. The lint test checks that nothing is left to do.
set -eu
cd "$(dirname "$0")/.."
if ! command -v clang-format >/dev/null; then
  echo "clang-format is missing. Install it with: apt-get install clang-format" >&2
  exit 69
fi
find schema indexer server tests \( -name '*.h' -o -name '*.cc' \) -exec clang-format -i {} +
