# The model packs: build/models/NAME.pack from the pipeline folders that tools/setup.sh put into .setup/models.
# HEARSAY_PIPELINES names another folder of them. Where it is missing (a build without set-up) the program still builds
# and says at run time what to do.
set(HEARSAY_PIPELINES ${CMAKE_SOURCE_DIR}/.setup/models CACHE PATH "Folder of unpacked spaCy pipelines")
# OFF in a sanitized build, which uses the packs of the release build beside it.
option(HEARSAY_PACK_MODELS "Pack the pipelines as part of the build" ON)
set(packs)
foreach(pipeline en_core_web_md en_core_web_sm)
  set(folder ${HEARSAY_PIPELINES}/${pipeline})
  if(NOT HEARSAY_PACK_MODELS)
    continue()
  elseif(EXISTS ${folder}/meta.json)
    set(pack ${CMAKE_BINARY_DIR}/models/${pipeline}.pack)
    add_custom_command(
      OUTPUT ${pack}
      COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/models
      COMMAND hearsay-pack ${folder} ${pack}
      DEPENDS hearsay-pack ${folder}/meta.json
      VERBATIM
      COMMENT "Packing ${pipeline}")
    list(APPEND packs ${pack})
  else()
    message(STATUS "No pipeline in ${folder}: run tools/setup.sh build")
  endif()
endforeach()
# The reader: our weights in the repository, MiniLM's word embeddings from set-up. Without either, no pack.
set(reader_weights ${CMAKE_SOURCE_DIR}/weights/reader.safetensors)
set(reader_embeddings ${HEARSAY_PIPELINES}/all_minilm_l6_v2)
if(HEARSAY_PACK_MODELS AND EXISTS ${reader_weights} AND EXISTS ${reader_embeddings}/model.safetensors)
  set(pack ${CMAKE_BINARY_DIR}/models/reader.pack)
  add_custom_command(
    OUTPUT ${pack}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/models
    COMMAND hearsay-pack --reader ${reader_weights} ${reader_embeddings} ${pack}
    DEPENDS hearsay-pack ${reader_weights} ${reader_embeddings}/model.safetensors
    VERBATIM
    COMMENT "Packing the reader")
  list(APPEND packs ${pack})
endif()
add_custom_target(hearsay_models ALL DEPENDS ${packs})
install(FILES ${packs} DESTINATION share/hearsay/models)
install(FILES NOTICE LICENSE DESTINATION share/doc/hearsay)
