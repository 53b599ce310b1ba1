// The model pack from two sides. First the bytes as a file: checksums refuse nearly all, so this is about the header
// and table. Then the bytes as sections of a pack that is whole: what the readers of each section make of damage that a
// checksum does not see. What opens is used on a short text.
// Limits: 64 KB of input, so that a regular expression stays small.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <set>
#include <string>
#include <string_view>

#include "language/attribute_ruler.h"
#include "language/lemmatizer.h"
#include "language/network.h"
#include "language/pack.h"
#include "language/tokenizer.h"
#include "language/tokenizer_rules.h"
#include "language/vocabulary.h"
#include "language/wordpiece.h"

namespace {

using namespace hearsay;

constexpr std::string_view kSections[] = {"vocabulary.norms.keys",
                                          "vocabulary.norms.buckets",
                                          "vocabulary.norms.values",
                                          "vocabulary.rows.keys",
                                          "vocabulary.rows.buckets",
                                          "vocabulary.rows.values",
                                          "tokenizer.prefix",
                                          "tokenizer.suffix",
                                          "tokenizer.infix",
                                          "tokenizer.url",
                                          "tokenizer.strings",
                                          "tokenizer.exceptions",
                                          "tokenizer.pieces",
                                          "ruler.rules",
                                          "ruler.words.keys",
                                          "ruler.words.buckets",
                                          "ruler.words.values",
                                          "ruler.word_sets",
                                          "ruler.morphs",
                                          "ruler.strings",
                                          "lemma.lists",
                                          "lemma.strings",
                                          "lemma.noun.rules",
                                          "lemma.noun.exc.keys",
                                          "lemma.noun.exc.buckets",
                                          "lemma.noun.exc.values",
                                          "lemma.noun.index.keys",
                                          "lemma.noun.index.buckets",
                                          "lemma.noun.index.values",
                                          "encoder/pieces.keys",
                                          "encoder/pieces.buckets",
                                          "encoder/pieces.values",
                                          "encoder/pieces.about"};

struct Aligned {
  explicit Aligned(std::string_view bytes)
      : size(bytes.size()), data(static_cast<char*>(::operator new (size + 1, std::align_val_t{kPackAlignment}))) {
    std::memcpy(data, bytes.data(), size);
  }
  ~Aligned() { ::operator delete (data, std::align_val_t{kPackAlignment}); }
  Aligned(const Aligned&) = delete;
  Aligned& operator=(const Aligned&) = delete;
  std::size_t size;
  char* data;
};

void use(const PackReader& pack) {
  (void)Network::from(pack);
  if (const auto word_piece = WordPiece::open(pack)) {
    WordPieces pieces;
    word_piece->tokenize("The caf\xC3\xA9, [SEP] e\xCC\x81 \xFF \xEA\xB0\x82", 0, pieces);
    if (pieces.words.empty() || pieces.ids.size() < pieces.words.size()) std::abort();
  }
  const auto lemmatizer = Lemmatizer::open(pack);
  if (lemmatizer) (void)lemmatizer->lemma("Mice", "mice", Pos::NOUN, "Number=Plur");
  const auto vocabulary = Vocabulary::open(pack);
  if (!vocabulary) return;
  Lexicon lexicon(*vocabulary);
  const auto ruler = AttributeRuler::open(pack);
  if (ruler) {
    const RawToken raw[] = {{0, 3, lexicon.intern("The"), true}, {4, 5, lexicon.intern("\n"), false}};
    Token tokens[2];
    std::vector<MorphIndex> morphs;
    RulerState state(*ruler, lexicon);
    state.apply(tokens, raw, morphs);
  }
  const auto rules = TokenizerRules::open(pack);
  if (!rules) return;
  Tokenizer tokenizer(*rules, lexicon);
  std::vector<RawToken> tokens;
  tokenizer.tokenize("(don't) go to a.b@c.de:80/x 10km. :) \xFF \xC3\xA9", tokens);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > (64u << 10)) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  {
    const Aligned file(input);
    const auto pack = PackReader::from_bytes({file.data, file.size});
    if (pack) use(*pack);
  }
  // Sections: index, length (two bytes), bytes.
  PackWriter writer;
  std::set<std::string_view> written;
  for (std::size_t i = 0; i + 3 <= size;) {
    const std::string_view name = kSections[data[i] % std::size(kSections)];
    const std::size_t length = std::min<std::size_t>(data[i + 1] | data[i + 2] << 8, size - i - 3);
    if (written.insert(name).second) writer.add(name, input.substr(i + 3, length));
    i += 3 + length;
  }
  // The sections that most inputs do not get to.
  for (const std::string_view name : kSections) {
    if (!written.insert(name).second) continue;
    constexpr std::uint32_t kNoBuckets[] = {0, 0, 0};
    if (name.ends_with(".buckets")) {
      writer.add_array(name, std::span<const std::uint32_t>(kNoBuckets));
    } else if (name == "ruler.morphs") {
      constexpr StringRef kEmpty[] = {{0, 0}};
      writer.add_array(name, std::span<const StringRef>(kEmpty));
    } else if (name == "encoder/pieces.about") {
      constexpr std::uint32_t kAbout[] = {0, 0, 0, 0, 0, 4, 1};
      writer.add_array(name, std::span<const std::uint32_t>(kAbout));
    } else if (name == "tokenizer.url") {
      writer.add(name, "(?u)^(?:(?:[\\w\\+\\-\\.]{2,})://)?(?:\\S+(?::\\S*)?@)?[a-z.]+(?:[/?#]\\S*)?$");
    } else if (name.starts_with("tokenizer.") && name.ends_with("fix")) {
      writer.add(name, "\\.\\.+|\\(");
    } else {
      writer.add(name, "");
    }
  }
  const Aligned file(writer.bytes());
  const auto pack = PackReader::from_bytes({file.data, file.size});
  if (!pack) std::abort();  // what the writer wrote, the reader takes
  use(*pack);
  return 0;
}
