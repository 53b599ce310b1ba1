// hearsay-pack MODEL_FOLDER OUT.pack
// hearsay-pack --reader WEIGHTS.safetensors EMBEDDING_FOLDER OUT.pack
//
// Turns the published folder of a spaCy pipeline (en_core_web_md or en_core_web_sm 3.8.0) into the one file that
// hearsay maps; or the reader's weights, with the word embeddings and the vocabulary of MiniLM's published folder. Run
// by the build; docs/pack-format.md has the grammar of what it writes.
#include <cstdio>
#include <string>
#include <string_view>

#include "language/encoder_pack.h"
#include "language/model_pack.h"
#include "language/pack.h"
#include "language/spacy_folder.h"

namespace {

constexpr int kDone = 0, kUsage = 2, kUnreadable = 3;

int fail(const hearsay::Error& error) {
  std::fprintf(stderr, "hearsay-pack: %s\n", error.describe().c_str());
  return kUnreadable;
}

}  // namespace

int main(int argc, char** argv) {
  hearsay::PackWriter writer;
  if (argc == 5 && std::string_view(argv[1]) == "--reader") {
    if (const hearsay::Status packed = hearsay::append_reader_files(writer, argv[2], argv[3]); !packed) {
      return fail(packed.error());
    }
  } else if (argc == 3) {
    const hearsay::Result<hearsay::SpacyFolder> folder = hearsay::read_spacy_folder(argv[1]);
    if (!folder) return fail(folder.error());
    if (const hearsay::Status packed = hearsay::append_model(writer, *folder); !packed) return fail(packed.error());
  } else {
    std::fprintf(stderr,
                 "usage: hearsay-pack MODEL_FOLDER OUT.pack\n"
                 "       hearsay-pack --reader WEIGHTS.safetensors EMBEDDING_FOLDER OUT.pack\n");
    return kUsage;
  }
  if (const hearsay::Status written = writer.write(argv[argc - 1]); !written) return fail(written.error());
  return kDone;
}
