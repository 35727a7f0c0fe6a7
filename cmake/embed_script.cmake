# SPDX-License-Identifier: GPL-3.0-or-later
# Writes the source file that outturn_embed() compiles. A raw string literal may hold 64 KiB at least, and
# none of our files comes near it.
set(text "// Generated from data files of the same folder; do not edit.\n#include <span>\n#include <string_view>\n#include <utility>\n\n")
string(APPEND text "namespace ${NAMESPACE} {\n\nstd::span<const std::pair<std::string_view, std::string_view>> ${FUNCTION}();\n\n")
string(APPEND text "std::span<const std::pair<std::string_view, std::string_view>> ${FUNCTION}() {\n  static constexpr std::pair<std::string_view, std::string_view> kFiles[] = {\n")
foreach(input IN LISTS INPUTS)
  get_filename_component(name ${input} NAME)
  file(READ ${input} content)
  string(APPEND text "      {\"${name}\", R\"EMBEDDED(${content})EMBEDDED\"},\n")
endforeach()
string(APPEND text "  };\n  return kFiles;\n}\n\n}  // namespace ${NAMESPACE}\n")
file(WRITE ${OUT} "${text}")
