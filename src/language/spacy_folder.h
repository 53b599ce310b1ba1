// The published folder of a spaCy pipeline, read whole: what hearsay-pack turns into a pack.
//
// What it is: reads en_core_web_md and en_core_web_sm 3.8.0 as their wheels hold them (config, meta, msgpack tables,
// thinc models, vectors) into plain structs, and refuses everything it does not know: another language, name or
// version, another architecture or shape, a rule with a predicate that the attribute ruler lacks, an unknown label.
// Ownership: a SpacyFolder owns all it holds (some 60 MB for md). Threads: values. Strings are UTF-8.
// Fails: kUnreadable (a file is missing), kMalformed (its container is broken), kModel (not what is expected), each
// with the file's path. Facts: spaCy 3.8 language.py, tokenizer.pyx (to_bytes),
// pipeline/{attributeruler,lemmatizer}.py, vectors.pyx.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "language/weights.h"

namespace hearsay {

// "don't" -> do, n't (norm "not").
struct TokenizerException {
  struct Piece {
    std::string orth;
    std::optional<std::string> norm;
  };
  std::string text;
  std::vector<Piece> pieces;
};

// Regular expressions in Python's syntax.
struct TokenizerTables {
  std::string prefix;
  std::string suffix;
  std::string infix;
  std::string url;
  std::vector<TokenizerException> exceptions;  // sorted by text
};

// A set of strings, or all but a set; "" stands for a missing value.
struct StringSet {
  std::vector<std::string> strings;
  bool negated = false;
};

struct AttributeRule {
  struct TokenPattern {
    std::optional<StringSet> tag, lower, dep;
    std::optional<bool> is_space;
  };
  std::vector<TokenPattern> tokens;  // one or two, side by side
  std::uint32_t index = 0;           // which of them the attributes go to
  std::optional<std::string> tag, pos, morph, lemma, dep;
};

// The lemmatizer's tables for one part of speech, by its lower-case name ("noun").
struct LemmaTable {
  std::string pos;
  std::vector<std::pair<std::string, std::string>> rules;                    // ending -> replacement, in order
  std::vector<std::pair<std::string, std::vector<std::string>>> exceptions;  // form -> lemmas
  std::vector<std::string> index;                                            // known lemmas
};

struct SpacyFolder {
  std::string name;     // "en_core_web_md"
  std::string version;  // "3.8.0"
  std::string licence;  // "MIT", and its text and sources as far as the folder has them
  std::string source;   // one line for each file: SHA-256, size, path inside the folder; sorted by path
  PipelineWeights weights;
  TokenizerTables tokenizer;
  std::vector<std::pair<std::uint64_t, std::string>> norms;  // string id -> norm (lexeme_norm)
  std::vector<AttributeRule> rules;
  std::vector<LemmaTable> lemmas;
};

[[nodiscard]] Result<SpacyFolder> read_spacy_folder(const std::string& folder);

// A pattern of the attribute ruler's REGEX predicate that stands for finitely many strings, spelled out: ^n'?t$ gives
// nt, n't. Literals, [abc] and ? are understood; nullopt for anything else.
[[nodiscard]] std::optional<std::vector<std::string>> expand_finite_regex(std::string_view regex);

}  // namespace hearsay
