# SPDX-License-Identifier: GPL-3.0-or-later
# outturn_embed(TARGET NAMESPACE FUNCTION FILES...) compiles text files into TARGET: the named function maps a
# file name to its text. Data stays data in the tree and needs no search path at run time.
set(OUTTURN_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/embed_script.cmake)

function(outturn_embed target namespace function)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${function}.cc)
  set(inputs "")
  foreach(file IN LISTS ARGN)
    list(APPEND inputs ${CMAKE_CURRENT_SOURCE_DIR}/${file})
  endforeach()
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} "-DINPUTS=${inputs}" -DOUT=${out} -DNAMESPACE=${namespace}
            -DFUNCTION=${function} -P ${OUTTURN_EMBED_SCRIPT}
    DEPENDS ${inputs} ${OUTTURN_EMBED_SCRIPT}
    VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
