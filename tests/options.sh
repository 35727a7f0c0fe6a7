#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What the programs that are run by hand (tests/bench, tests/soak) read and say alike; they source it.
# shellcheck shell=sh

# refuse WHY: the usage is wrong.
refuse() {
  echo "${0##*/}: $1. See --help." >&2
  exit 64
}

# read_options SWITCHES VALUED NUMBER ARGUMENT...: sets the variable of each option that is given: to yes where it is
# among SWITCHES, to what follows where it is among VALUED; "made-up" sets made_up. A bare whole number sets the variable
# NUMBER; where that is empty none is taken. -h and --help call usage().
read_options() {
  options_switches=" $1 " options_valued=" $2 " options_number=$3
  shift 3
  while [ $# -gt 0 ]; do
    options_name=${1#--}
    case $1 in
      -h | --help) usage && exit 0 ;;
      --*[!a-z-]*) refuse "\"$1\" is no option" ;;
      --?*)
        options_variable=$(echo "$options_name" | tr - _)
        case $options_switches in
          *" $options_name "*) eval "$options_variable=yes" && shift && continue ;;
        esac
        case $options_valued in
          *" $options_name "*) ;;
          *) refuse "\"$1\" is no option" ;;
        esac
        [ $# -gt 1 ] || refuse "$1 needs a value"
        eval "$options_variable=\$2"
        shift
        ;;
      *[!0-9]* | '') refuse "\"$1\" is neither an option nor a number" ;;
      *)
        [ -n "$options_number" ] || refuse "\"$1\" is no option"
        eval "$options_number=\$1"
        ;;
    esac
    shift
  done
}

# whole_number OPTION VALUE: refuses what is no whole number from 1.
whole_number() {
  case $2 in *[!0-9]* | '' | 0) refuse "$1 takes a whole number from 1" ;; esac
}

# say WORD...: with the time of day.
say() { echo "$(date +%H:%M:%S) $*"; }
