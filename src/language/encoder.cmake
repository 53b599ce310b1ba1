# The second model: WordPiece, the transformer encoder and its kernels, and what makes its pack.
target_sources(hearsay_language PRIVATE
  encoder.cc
  encoder_kernels.cc
  encoder_kernels_scalar.cc
  wordpiece.cc
  wordpiece_tables.cc
)
set_source_files_properties(encoder_kernels_scalar.cc PROPERTIES COMPILE_OPTIONS "-O3")
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  set(avx2 "-O3;-mavx2;-mfma")
  # gcc 12 warns about its own headers (PR 105593).
  set(avx512 "-O3;-mavx512f;-mavx512bw;-mfma;$<$<CXX_COMPILER_ID:GNU>:-Wno-uninitialized>;$<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>")
  set(options_avx2 "${avx2}")
  set(options_avxvnni "${avx2};-mavxvnni")
  set(options_avx512 "${avx512}")
  set(options_avx512vnni "${avx512};-mavx512vnni")
  set(options_amx "${avx512};-mamx-tile;-mamx-int8")
  foreach(isa avx2 avxvnni avx512 avx512vnni amx)
    target_sources(hearsay_language PRIVATE encoder_kernels_${isa}.cc)
    set_source_files_properties(encoder_kernels_${isa}.cc PROPERTIES COMPILE_OPTIONS "${options_${isa}}")
  endforeach()
endif()

target_sources(hearsay_spacy_folder PRIVATE encoder_pack.cc safetensors.cc)
# RapidJSON; see CMakeLists.txt.
set_source_files_properties(safetensors.cc PROPERTIES COMPILE_OPTIONS -fno-sanitize=pointer-overflow)

hearsay_test(wordpiece_test SOURCES wordpiece_test.cc LINK hearsay_language)
hearsay_test(safetensors_test SOURCES safetensors_test.cc LINK hearsay_spacy_folder)
hearsay_test(encoder_test SOURCES encoder_test.cc LINK hearsay_spacy_folder)
if(HEARSAY_TESTS)
  target_compile_definitions(encoder_test PRIVATE HEARSAY_MODELS_DIR="${CMAKE_BINARY_DIR}/models")
  foreach(isa scalar avx2 avxvnni avx512 avx512vnni amx)
    add_test(NAME encoder_test.${isa} COMMAND encoder_test --gtest_filter=Encoder.*)
    set_tests_properties(encoder_test.${isa} PROPERTIES ENVIRONMENT HEARSAY_ISA=${isa} LABELS encoder_test)
  endforeach()
endif()
