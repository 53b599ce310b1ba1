# The neural half of the language room. A kernel file is the only one compiled for its instruction set; -O3 in every
# build type, since an unoptimised kernel makes a debug build a hundred times slower and proves nothing more.
target_sources(hearsay_language PRIVATE
  analyzer.cc
  dense.cc
  kernels.cc
  kernels_scalar.cc
  ner.cc
  network.cc
  panels.cc
  parser.cc
  senter.cc
  tagger.cc
  tok2vec.cc
  transition_scorer.cc
  tree.cc
  weights.cc
)
set_source_files_properties(kernels_scalar.cc PROPERTIES COMPILE_OPTIONS "-O3")
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  target_sources(hearsay_language PRIVATE kernels_avx2.cc kernels_avx512.cc)
  set_source_files_properties(kernels_avx2.cc PROPERTIES COMPILE_OPTIONS "-O3;-mavx2;-mfma")
  # gcc 12 warns about its own header (PR 105593).
  set_source_files_properties(kernels_avx512.cc PROPERTIES COMPILE_OPTIONS
    "-O3;-mavx512f;-mfma;$<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>")
endif()

hearsay_test(kernels_test SOURCES kernels_test.cc dense_test.cc LINK hearsay_language)
hearsay_test(tok2vec_test SOURCES tok2vec_test.cc LINK hearsay_language)
hearsay_test(parser_test SOURCES parser_test.cc LINK hearsay_language)
hearsay_test(network_test SOURCES network_test.cc LINK hearsay_language)
hearsay_test(analyzer_test SOURCES analyzer_test.cc LINK hearsay_language)
if(HEARSAY_TESTS)
  target_compile_definitions(analyzer_test PRIVATE HEARSAY_PACKS="${CMAKE_BINARY_DIR}/models")
  foreach(isa scalar avx2 avx512)
    add_test(NAME network_test.${isa} COMMAND network_test)
    set_tests_properties(network_test.${isa} PROPERTIES ENVIRONMENT HEARSAY_ISA=${isa} LABELS network_test)
  endforeach()
endif()
