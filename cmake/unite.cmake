# SPDX-License-Identifier: GPL-3.0-or-later
# unite(TARGET): with BROADSHEET_UNITED, the sources of TARGET are compiled some at a time as one. For targets whose
# sources include large headers, which then are read once for all of them; unnamed namespaces become one, too.
function(unite target)
  if(BROADSHEET_UNITED)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 9)
    target_compile_options(${target} PRIVATE -Wno-subobject-linkage)  # warns of classes as in any one source
  endif()
endfunction()
