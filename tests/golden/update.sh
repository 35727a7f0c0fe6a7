#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Rewrites the golden files from what the code does now; review the diff before committing it.
set -eu
cd "$(dirname "$0")/../.."
cmake --build --preset dev --target outturn_unit_tests outturn_query_tests outturn_cite_tests
OUTTURN_UPDATE_GOLDEN=1 build/dev/bin/outturn_unit_tests --gtest_filter='*Golden*'
OUTTURN_UPDATE_GOLDEN=1 build/dev/bin/outturn_query_tests --gtest_filter='*Golden*'
OUTTURN_UPDATE_GOLDEN=1 build/dev/bin/outturn_cite_tests --gtest_filter='*Golden*'
git --no-pager diff --stat -- tests/golden
