# SPDX-License-Identifier: GPL-3.0-or-later
# The warnings every target of ours is compiled with.
add_library(outturn_warnings INTERFACE)
add_library(outturn::warnings ALIAS outturn_warnings)
# GCC 12 sees overlaps in std::string that are not there (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  target_compile_options(outturn_warnings INTERFACE -Wno-restrict)
endif()
target_compile_options(outturn_warnings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow)
# What a file names for itself hides nothing in the files it shares a batch with; alone it is told.
if(OUTTURN_UNITY)
  target_compile_options(outturn_warnings INTERFACE -Wno-shadow -Wno-subobject-linkage)
endif()
