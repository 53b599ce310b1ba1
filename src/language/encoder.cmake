# The second model: WordPiece, the transformer encoder and its kernels, and what makes its pack.
target_sources(hearsay_language PRIVATE
  encoder.cc
  encoder_kernels.cc
  encoder_kernels_scalar.cc
  wordpiece.cc
  wordpiece_tables.cc
)
set_source_files_properties(encoder_kernels_scalar.cc PROPERTIES COMPILE_OPTIONS "-O3")

target_sources(hearsay_spacy_folder PRIVATE encoder_pack.cc safetensors.cc)
# RapidJSON; see CMakeLists.txt.
set_source_files_properties(safetensors.cc PROPERTIES COMPILE_OPTIONS -fno-sanitize=pointer-overflow)

hearsay_test(wordpiece_test SOURCES wordpiece_test.cc LINK hearsay_language)
hearsay_test(safetensors_test SOURCES safetensors_test.cc LINK hearsay_spacy_folder)
