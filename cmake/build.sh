#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Configures (only when it must) and builds. Sourced by run and test, from the top folder.

# build_preset PRESET [TARGET...]: builds the targets, or everything. Fails as cmake fails.
build_preset() {
  build_dir=build/$1
  build_fresh=
  # A folder that has been moved or copied holds the paths of its old place.
  if [ -f "$build_dir/CMakeCache.txt" ] &&
    ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$(pwd -P)" "$build_dir/CMakeCache.txt"; then
    build_fresh=--fresh
  fi
  # Ninja configures again by itself when a CMakeLists.txt changes, but does not watch the presets.
  # shellcheck disable=SC3013  # dash and bash have -nt
  if [ -n "$build_fresh" ] || [ ! -f "$build_dir/build.ninja" ] ||
    [ ! -f "$build_dir/.configured" ] || [ CMakePresets.json -nt "$build_dir/.configured" ]; then
    # shellcheck disable=SC2086  # absent or one word
    cmake --preset "$1" $build_fresh && touch "$build_dir/.configured" || return
  fi
  shift
  if [ $# -gt 0 ]; then
    cmake --build "$build_dir" --target "$@"
  else
    cmake --build "$build_dir"
  fi
}
