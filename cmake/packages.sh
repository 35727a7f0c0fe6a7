#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The Debian packages each task needs, in one place, and how they come to be there.
# Sourced by run and test; alone, "cmake/packages.sh run|test|develop|bench|peers" lists what a task needs.
# shellcheck disable=SC2034,SC2154  # lists are read through eval
# "package:command" counts as there when the command is on the PATH, whoever put it there.

packages_run='
build-essential:g++ cmake:cmake ninja-build:ninja ccache:ccache pkg-config:pkg-config
libxapian-dev libsqlite3-dev libsqlitecpp-dev
libcpp-httplib-dev libssl-dev zlib1g-dev
nlohmann-json3-dev libvalijson-dev libboost-math-dev libkainjow-mustache-dev
libexpat1-dev libzip-dev libxlsxwriter-dev libarchive-dev
libexpected-dev libfmt-dev libspdlog-dev libcli11-dev
nodejs:node npm:npm ca-certificates
'
packages_test="$packages_run"'
libgtest-dev libgmock-dev
clang-format:clang-format bibutils:bib2xml chromium-headless-shell:chromium-headless-shell
curl:curl python3:python3 procps:ps nginx-light ruby:ruby
'
# For the fuzz preset and for clang-tidy; nothing that ./test does.
packages_develop="$packages_test"'
clang:clang clang-tidy:clang-tidy libclang-rt-14-dev
'
# For tests/bench, which measures against them.
packages_bench="$packages_run"'
xapian-omega:scriptindex sqlite3:sqlite3 time:/usr/bin/time xz-utils:xz
'
# For tests/bench/peers.sh and http.sh.
packages_peers="$packages_run"'
postgresql libpq-dev libgroonga-dev wrk:wrk curl:curl xz-utils:xz util-linux:runuser
'

# missing_packages TASK: prints the packages that are not there, one line; nothing when all are.
missing_packages() {
  eval "packages_wanted=\$packages_$1"
  packages_absent='' packages_unsure=''
  for packages_item in $packages_wanted; do
    case $packages_item in
      *:*)
        command -v "${packages_item#*:}" >/dev/null 2>&1 ||
          packages_absent="$packages_absent ${packages_item%%:*}"
        ;;
      *) packages_unsure="$packages_unsure $packages_item" ;;
    esac
  done
  # It fails where it does not know one of them; what it knows it prints all the same.
  # shellcheck disable=SC2086  # a list of names
  packages_known=$(dpkg-query -W -f '${db:Status-Abbrev}${Package} ' $packages_unsure 2>/dev/null) ||
    :
  for packages_item in $packages_unsure; do
    case " $packages_known" in
      *" ii $packages_item "*) ;;
      *) packages_absent="$packages_absent $packages_item" ;;
    esac
  done
  echo "${packages_absent# }"
}

# need_packages TASK: installs what is missing. Exits 69 where it cannot.
need_packages() {
  if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "This is not Debian or a relative of it, so no packages were looked for. If the build says" \
      "that something is missing, cmake/packages.sh lists what it needs."
    return 0
  fi
  packages_list=$(missing_packages "$1")
  [ -n "$packages_list" ] || return 0
  packages_command="apt-get install -y --no-install-recommends $packages_list"
  if [ "$(id -u)" != 0 ]; then
    {
      echo "These packages are missing. Ask an administrator to run, then try again:"
      echo "  $packages_command"
    } >&2
    exit 69
  fi
  echo "Installing what is missing: $packages_list"
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086  # a list of names
  if ! { apt-get update -qq &&
    apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 \
      -o Dpkg::Use-Pty=0 $packages_list >/dev/null; }; then
    {
      echo "apt-get could not install them (its own words are above)."
      echo "Hint: check the network and /etc/apt/sources.list, then: $packages_command"
    } >&2
    exit 69
  fi
}

case ${0##*/} in
  packages.sh)
    case ${1-} in
      run | test | develop | bench | peers)
        eval "packages_wanted=\$packages_$1"
        for packages_item in $packages_wanted; do echo "${packages_item%%:*}"; done
        ;;
      *)
        echo "Usage: cmake/packages.sh run|test|develop|bench|peers" >&2
        exit 64
        ;;
    esac
    ;;
esac
