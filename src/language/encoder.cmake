# The second model: WordPiece, the transformer encoder and its kernels.
target_sources(hearsay_language PRIVATE
  wordpiece.cc
  wordpiece_tables.cc
)

hearsay_test(wordpiece_test SOURCES wordpiece_test.cc LINK hearsay_language)
