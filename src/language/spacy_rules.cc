#include <algorithm>
#include <map>
#include <utility>

#include "language/labels.h"
#include "language/msgpack.h"
#include "language/spacy_components.h"
#include "language/string_id.h"

namespace hearsay {

namespace {

// Attribute numbers in the exceptions' maps (spacy/attrs.pxd; do not renumber).
constexpr std::uint64_t kOrth = 65, kNorm = 67;

Result<MsgpackDocument> parse(FolderFiles& files, const std::string& path) {
  const Result<std::string_view> bytes = files.read(path);
  if (!bytes) return bytes.error();
  Result<MsgpackDocument> parsed = MsgpackDocument::parse(*bytes);
  if (!parsed) {
    Error error = parsed.error();
    error.path = files.full_path(path);
    return error;
  }
  return parsed;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

std::optional<TokenizerException> exception_of(const MsgpackValue& key, const MsgpackValue& pieces) {
  TokenizerException out;
  if (!key.text()) return std::nullopt;
  out.text = *key.text();
  std::string joined;
  for (const MsgpackValue& piece : pieces.elements()) {
    TokenizerException::Piece p;
    const auto pairs = piece.elements();
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
      const auto attribute = pairs[i].unsigned_integer();
      const auto value = pairs[i + 1].text();
      if (!value) return std::nullopt;
      if (attribute == kOrth) {
        p.orth = *value;
      } else if (attribute == kNorm) {
        p.norm = std::string(*value);
      } else {
        return std::nullopt;
      }
    }
    if (p.orth.empty()) return std::nullopt;
    joined += p.orth;
    out.pieces.push_back(std::move(p));
  }
  if (joined != out.text) return std::nullopt;
  return out;
}

// "VBZ", {"IN": [...]}, {"NOT_IN": [...]}, {"REGEX": "..."}.
std::optional<StringSet> string_set_of(const MsgpackValue& value) {
  if (value.is(MsgpackKind::kString)) return StringSet{{std::string(*value.text())}, false};
  if (!value.is(MsgpackKind::kMap) || value.size() != 1) return std::nullopt;
  const MsgpackValue key = value.first(), argument = key.next();
  if (key.text() == "REGEX" && argument.is(MsgpackKind::kString)) {
    auto strings = expand_finite_regex(*argument.text());
    if (!strings) return std::nullopt;
    return StringSet{std::move(*strings), false};
  }
  if ((key.text() != "IN" && key.text() != "NOT_IN") || !argument.is(MsgpackKind::kArray)) return std::nullopt;
  StringSet out;
  out.negated = key.text() == "NOT_IN";
  for (const MsgpackValue& element : argument.elements()) {
    if (!element.is(MsgpackKind::kString)) return std::nullopt;
    out.strings.emplace_back(*element.text());
  }
  return out;
}

std::optional<AttributeRule::TokenPattern> token_pattern_of(const MsgpackValue& value) {
  AttributeRule::TokenPattern out;
  if (!value.is(MsgpackKind::kMap) || value.size() == 0) return std::nullopt;
  const auto pairs = value.elements();
  for (std::size_t i = 0; i < pairs.size(); i += 2) {
    const auto key = pairs[i].text();
    if (key == "IS_SPACE") {
      out.is_space = pairs[i + 1].boolean();
      if (!out.is_space) return std::nullopt;
      continue;
    }
    std::optional<StringSet> set = string_set_of(pairs[i + 1]);
    if (!set) return std::nullopt;
    if (key == "TAG") {
      out.tag = std::move(set);
    } else if (key == "LOWER" && !set->negated) {
      out.lower = std::move(set);
    } else if (key == "DEP") {
      out.dep = std::move(set);
    } else {
      return std::nullopt;
    }
  }
  return out;
}

// "Number=Sing|Case=Nom" with its features in alphabetical order, as spaCy's Morphology normalises it; "_" is none.
std::string normal_morph(std::string_view morph) {
  std::vector<std::string> features;
  while (!morph.empty()) {
    const std::size_t bar = std::min(morph.find('|'), morph.size());
    if (bar > 0) features.emplace_back(morph.substr(0, bar));
    morph.remove_prefix(std::min(bar + 1, morph.size()));
  }
  std::sort(features.begin(), features.end());
  std::string out;
  for (const std::string& feature : features) out += (out.empty() ? "" : "|") + feature;
  return out == "_" ? "" : out;
}

std::optional<AttributeRule> attributes_of(const MsgpackValue& attributes) {
  AttributeRule out;
  const auto pairs = attributes.elements();
  for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
    const auto key = pairs[i].text(), value = pairs[i + 1].text();
    if (!key || !value) return std::nullopt;
    const std::string text(*value);
    if (key == "POS" && pos_of(text)) {
      out.pos = text;
    } else if (key == "TAG" && tag_of(text)) {
      out.tag = text;
    } else if (key == "DEP" && dep_of(text)) {
      out.dep = text;
    } else if (key == "LEMMA") {
      out.lemma = text;
    } else if (key == "MORPH") {
      out.morph = normal_morph(text);
    } else {
      return std::nullopt;
    }
  }
  return out;
}

// The lemmatizer's tables are keyed by the string id of the lower-case part of speech.
std::string pos_name_of(std::uint64_t id) {
  for (int i = 0; pos_of(name(static_cast<Pos>(i))) && i <= static_cast<int>(Pos::SPACE); ++i) {
    const std::string lower = lower_ascii(name(static_cast<Pos>(i)));
    if (!lower.empty() && string_id(lower) == id) return lower;
  }
  return {};
}

}  // namespace

std::optional<std::vector<std::string>> expand_finite_regex(std::string_view regex) {
  if (regex.size() < 2 || regex.front() != '^' || regex.back() != '$') return std::nullopt;
  regex = regex.substr(1, regex.size() - 2);
  std::vector<std::string> out{""};
  for (std::size_t i = 0; i < regex.size();) {
    std::vector<std::string> choices;
    if (regex[i] == '[') {
      const std::size_t end = regex.find(']', i);
      if (end == std::string_view::npos) return std::nullopt;
      for (std::size_t k = i + 1; k < end; ++k) {
        if (regex[k] == '-' || regex[k] == '^' || regex[k] == '\\' || static_cast<unsigned char>(regex[k]) >= 0x80) {
          return std::nullopt;
        }
        choices.emplace_back(1, regex[k]);
      }
      i = end + 1;
    } else {
      if (std::string_view("\\.^$*+?{}|()").find(regex[i]) != std::string_view::npos ||
          static_cast<unsigned char>(regex[i]) >= 0x80) {
        return std::nullopt;
      }
      choices.emplace_back(1, regex[i++]);
    }
    if (i < regex.size() && regex[i] == '?') {
      choices.emplace_back();
      ++i;
    }
    std::vector<std::string> longer;
    for (const std::string& prefix : out) {
      for (const std::string& choice : choices) longer.push_back(prefix + choice);
    }
    if (longer.size() > 64) return std::nullopt;
    out = std::move(longer);
  }
  std::sort(out.begin(), out.end());
  return out;
}

Status read_tokenizer(FolderFiles& files, SpacyFolder& out) {
  const std::string path = "tokenizer";
  const Result<MsgpackDocument> parsed = parse(files, path);
  if (!parsed) return parsed.error();
  const MsgpackValue root = parsed->root();
  const auto text = [&](const char* key) {
    return std::string(root.find(key) ? root.find(key)->text().value_or("") : "");
  };
  out.tokenizer.prefix = text("prefix_search");
  out.tokenizer.suffix = text("suffix_search");
  out.tokenizer.infix = text("infix_finditer");
  out.tokenizer.url = text("url_match");
  const auto exceptions = root.find("exceptions");
  const auto heuristics = root.find("faster_heuristics");
  const auto token_match = root.find("token_match");
  if (out.tokenizer.prefix.empty() || out.tokenizer.suffix.empty() || out.tokenizer.infix.empty() ||
      out.tokenizer.url.empty() || !exceptions || (token_match && !token_match->is(MsgpackKind::kNil)) ||
      (heuristics && heuristics->boolean() != true)) {
    return files.model_error(path, "not the tokenizer of the English 3.8 pipelines");
  }
  const auto pairs = exceptions->elements();
  for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
    auto exception = exception_of(pairs[i], pairs[i + 1]);
    if (!exception) {
      return files.model_error(path, "exception '" + std::string(pairs[i].text().value_or("?")) +
                                         "' has attributes other than ORTH and NORM, or pieces that do not make it up");
    }
    out.tokenizer.exceptions.push_back(std::move(*exception));
  }
  std::sort(out.tokenizer.exceptions.begin(), out.tokenizer.exceptions.end(),
            [](const auto& a, const auto& b) { return a.text < b.text; });
  return Done{};
}

Status read_norms(FolderFiles& files, SpacyFolder& out) {
  const std::string path = "vocab/lookups.bin";
  const Result<MsgpackDocument> parsed = parse(files, path);
  if (!parsed) return parsed.error();
  const auto table = parsed->root().find("lexeme_norm");
  if (!table) return files.model_error(path, "no table lexeme_norm");
  const auto pairs = table->elements();
  for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
    const auto id = pairs[i].unsigned_integer();
    const auto norm = pairs[i + 1].text();
    if (!id || *id == 0 || !norm) return files.model_error(path, "lexeme_norm is no table of strings by id");
    out.norms.emplace_back(*id, *norm);
  }
  return Done{};
}

Status read_attribute_rules(FolderFiles& files, SpacyFolder& out) {
  const std::string path = "attribute_ruler/patterns";
  const Result<MsgpackDocument> parsed = parse(files, path);
  if (!parsed) return parsed.error();
  std::size_t number = 0;
  for (const MsgpackValue& entry : parsed->root().elements()) {
    const std::string where = "rule " + std::to_string(number++);
    const auto patterns = entry.find("patterns"), attributes = entry.find("attrs"), index = entry.find("index");
    if (!patterns || !attributes) return files.model_error(path, where + " has no patterns or attributes");
    const auto rule = attributes_of(*attributes);
    if (!rule) return files.model_error(path, where + " sets an attribute or value that hearsay does not know");
    // Alternative patterns of one rule become rules side by side: the same attributes, so the order stays the same.
    for (const MsgpackValue& pattern : patterns->elements()) {
      AttributeRule alternative = *rule;
      for (const MsgpackValue& token : pattern.elements()) {
        auto token_pattern = token_pattern_of(token);
        if (!token_pattern) {
          return files.model_error(path, where + " has a predicate that hearsay does not know");
        }
        alternative.tokens.push_back(std::move(*token_pattern));
      }
      const auto at = index ? index->unsigned_integer() : std::optional<std::uint64_t>(0);
      if (alternative.tokens.empty() || alternative.tokens.size() > 2 || !at || *at >= alternative.tokens.size()) {
        return files.model_error(path, where + " has no or more than two tokens, or an index outside them");
      }
      alternative.index = static_cast<std::uint32_t>(*at);
      out.rules.push_back(std::move(alternative));
    }
  }
  return Done{};
}

Status read_lemma_tables(FolderFiles& files, SpacyFolder& out) {
  const std::string path = "lemmatizer/lookups/lookups.bin";
  const Result<MsgpackDocument> parsed = parse(files, path);
  if (!parsed) return parsed.error();
  std::map<std::string, LemmaTable> tables;
  // Calls fill(table, value) for each part of speech of one of the three lookups.
  const auto each = [&](const char* lookup, auto fill) -> Status {
    const auto table = parsed->root().find(lookup);
    if (!table) return files.model_error(path, std::string("no table ") + lookup);
    const auto pairs = table->elements();
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
      const std::string pos = pos_name_of(pairs[i].unsigned_integer().value_or(0));
      if (pos.empty()) return files.model_error(path, std::string(lookup) + " is of an unknown part of speech");
      tables[pos].pos = pos;
      if (!fill(tables[pos], pairs[i + 1])) return files.model_error(path, std::string(lookup) + " is malformed");
    }
    return Done{};
  };
  Status read = each("lemma_rules", [](LemmaTable& table, const MsgpackValue& rules) {
    for (const MsgpackValue& rule : rules.elements()) {
      const auto pair = rule.elements();
      if (pair.size() != 2 || !pair[0].text() || !pair[1].text()) return false;
      table.rules.emplace_back(*pair[0].text(), *pair[1].text());
    }
    return true;
  });
  if (!read) return read;
  read = each("lemma_exc", [](LemmaTable& table, const MsgpackValue& exceptions) {
    const auto pairs = exceptions.elements();
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
      std::vector<std::string> lemmas;
      for (const MsgpackValue& lemma : pairs[i + 1].elements()) lemmas.emplace_back(lemma.text().value_or(""));
      if (!pairs[i].text() || lemmas.empty()) return false;
      table.exceptions.emplace_back(*pairs[i].text(), std::move(lemmas));
    }
    return true;
  });
  if (!read) return read;
  read = each("lemma_index", [](LemmaTable& table, const MsgpackValue& index) {
    for (const MsgpackValue& lemma : index.elements()) {
      if (!lemma.text()) return false;
      table.index.emplace_back(*lemma.text());
    }
    return true;
  });
  if (!read) return read;
  for (auto& [pos, table] : tables) out.lemmas.push_back(std::move(table));
  return Done{};
}

}  // namespace hearsay
