# SPDX-License-Identifier: GPL-3.0-or-later
# The warnings every target of ours is compiled with.
add_library(outturn_warnings INTERFACE)
add_library(outturn::warnings ALIAS outturn_warnings)
target_compile_options(outturn_warnings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow)
