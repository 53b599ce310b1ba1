# The language room: kernels one by one, and words a second with the share of each stage.
add_executable(kernels_bench kernels_bench.cc)
target_link_libraries(kernels_bench PRIVATE hearsay_language benchmark::benchmark)
add_executable(language_speed language_speed.cc)
target_link_libraries(language_speed PRIVATE hearsay_language)
add_executable(encoder_speed encoder_speed.cc)
target_link_libraries(encoder_speed PRIVATE hearsay_language)
# line_texts.h is theirs alone.
target_include_directories(language_speed PRIVATE ${CMAKE_SOURCE_DIR})
target_include_directories(encoder_speed PRIVATE ${CMAKE_SOURCE_DIR})
