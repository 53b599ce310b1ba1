#include "language/tokenizer_rules.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "base/utf8.h"
#include "language/spacy_folder.h"
#include "language/string_id.h"
#include "language/tokenizer.h"
#include "language/vocabulary.h"

namespace hearsay {

namespace {

// The suffix expression searches for the leftmost match that ends at the end. All its alternatives but ".." (two dots
// or more) have a fixed length, the longest five code points (اكواب); so a search from here on finds what a search of
// the whole chunk would, and a chunk of a megabyte costs no more than a word. open() checks the claim.
constexpr std::size_t kSuffixWindow = 64;  // bytes
constexpr std::string_view kDots = "\\.\\.+";

// The userinfo of a URL is "anything up to an @": tried at each @ instead of by backtracking, which takes quadratic
// time.
constexpr std::string_view kUrlScheme = "^(?:(?:[\\w\\+\\-\\.]{2,})://)?";
constexpr std::string_view kUrlUserinfo = "(?:\\S+(?::\\S*)?@)?";

// Longest alternative of fixed length in bytes is far below the window as long as nothing but kDots repeats.
bool is_bounded_but_for_dots(std::string_view regex) {
  bool in_class = false;
  for (std::size_t i = 0; i < regex.size(); ++i) {
    if (!in_class && regex.substr(i, kDots.size()) == kDots) {
      i += kDots.size() - 1;
    } else if (regex[i] == '\\') {
      ++i;
    } else if (in_class) {
      in_class = regex[i] != ']';
    } else if (regex[i] == '[') {
      in_class = true;
    } else if (regex[i] == '+' || regex[i] == '*' || regex[i] == '{') {
      return false;
    }
  }
  return true;
}

}  // namespace

TokenizerRules::TokenizerRules(Regex prefix, Regex suffix, Regex infix, Regex url_scheme, Regex url_host)
    : prefix_(std::move(prefix)),
      suffix_(std::move(suffix)),
      infix_(std::move(infix)),
      url_scheme_(std::move(url_scheme)),
      url_host_(std::move(url_host)) {}

Result<std::shared_ptr<const TokenizerRules>> TokenizerRules::open(const PackReader& pack) {
  std::vector<Regex> compiled;
  const auto compile = [&](std::string_view pattern, bool anchored) -> Status {
    Result<Regex> regex = Regex::compile(pattern, anchored);
    if (!regex) return regex.error();
    compiled.push_back(std::move(*regex));
    return Done{};
  };
  const struct {
    const char* section;
    bool anchored;
  } patterns[] = {{"tokenizer.prefix", true}, {"tokenizer.suffix", false}, {"tokenizer.infix", false}};
  for (const auto& [section, anchored] : patterns) {
    const auto python = pack.bytes(section);
    if (!python) return python.error();
    if (!is_bounded_but_for_dots(*python)) {
      return Error{ErrorCode::kModel, std::string(section) + " has a repetition that hearsay does not expect", ""};
    }
    if (Status s = compile(to_pcre2(*python), anchored); !s) return s.error();
  }
  const auto url = pack.bytes("tokenizer.url");
  if (!url) return url.error();
  std::string pattern = to_pcre2(*url);
  const std::string head = std::string(kUrlScheme) + std::string(kUrlUserinfo);
  if (!pattern.starts_with(head)) {
    return Error{ErrorCode::kModel, "the URL expression is not the one of spaCy 3.8", ""};
  }
  if (Status s = compile("[\\w\\+\\-\\.]{2,}://", true); !s) return s.error();
  if (Status s = compile(std::string_view(pattern).substr(head.size()), true); !s) return s.error();

  std::shared_ptr<TokenizerRules> rules(new TokenizerRules(std::move(compiled[0]), std::move(compiled[1]),
                                                           std::move(compiled[2]), std::move(compiled[3]),
                                                           std::move(compiled[4])));
  if (Status s = rules->load_exceptions(pack); !s) return s.error();
  rules->build_trie();
  return std::shared_ptr<const TokenizerRules>(std::move(rules));
}

Status TokenizerRules::load_exceptions(const PackReader& pack) {
  const Error damaged{ErrorCode::kModel, "the tokenizer's exceptions are damaged", ""};
  const auto strings = pack.bytes("tokenizer.strings");
  if (!strings) return strings.error();
  strings_ = StringTable(*strings);
  const auto exceptions = pack.array<Exception>("tokenizer.exceptions");
  if (!exceptions) return exceptions.error();
  const auto pieces = pack.array<Piece>("tokenizer.pieces");
  if (!pieces) return pieces.error();
  exceptions_ = *exceptions;
  pieces_ = *pieces;
  exception_of_.reserve(exceptions_.size());
  for (std::uint32_t i = 0; i < exceptions_.size(); ++i) {
    const Exception& exception = exceptions_[i];
    const auto whole = strings_.view(exception.text);
    if (!whole || exception.pieces == 0 || exception.first_piece > pieces_.size() ||
        exception.pieces > pieces_.size() - exception.first_piece) {
      return damaged;
    }
    std::string joined;
    for (const Piece& piece : this->pieces(i)) joined += text(piece.orth);
    if (joined != *whole || joined.empty() || first_invalid_utf8(joined) != std::string::npos) return damaged;
    exception_of_.emplace(*whole, i);
    longest_exception_ = std::max(longest_exception_, whole->size());
  }
  return Done{};
}

// Tokenizer.add_special_case: the second pass looks for those exceptions that an affix or infix would break up, as the
// tokens that they give without exceptions.
void TokenizerRules::build_trie() {
  AffixMatcher matcher(*this);
  const Vocabulary no_words;
  Lexicon lexicon(no_words);
  is_end_ = {false};
  for (const Exception& exception : exceptions_) {
    const std::string_view whole = text(exception.text);
    if (matcher.prefix_length(whole) == 0 && !matcher.find_infix(whole, 0) && matcher.suffix_length(whole) == 0 &&
        whole.find(' ') == std::string_view::npos) {
      continue;
    }
    std::vector<RawToken> tokens;
    Tokenizer::tokenize_without_exceptions(*this, lexicon, whole, tokens);
    std::uint32_t node = 0;
    for (const RawToken& token : tokens) {
      const std::uint64_t orth = lexicon[token.type].orth;
      const auto it = std::find_if(edges_.begin(), edges_.end(),
                                   [&](const Edge& edge) { return edge.from == node && edge.orth == orth; });
      if (it != edges_.end()) {
        node = it->to;
      } else {
        const auto next = static_cast<std::uint32_t>(is_end_.size());
        edges_.push_back({node, orth, next});
        is_end_.push_back(false);
        node = next;
      }
    }
    is_end_[node] = true;
  }
  std::sort(edges_.begin(), edges_.end(),
            [](const Edge& a, const Edge& b) { return std::tie(a.from, a.orth) < std::tie(b.from, b.orth); });
}

std::uint32_t TokenizerRules::child(std::uint32_t node, std::uint64_t orth) const {
  const auto it = std::lower_bound(edges_.begin(), edges_.end(), std::pair(node, orth),
                                   [](const Edge& edge, const std::pair<std::uint32_t, std::uint64_t>& key) {
                                     return std::tie(edge.from, edge.orth) < std::tie(key.first, key.second);
                                   });
  return it != edges_.end() && it->from == node && it->orth == orth ? it->to : kNoNode;
}

std::size_t AffixMatcher::prefix_length(std::string_view chunk) {
  const auto match = matcher_.search(rules_->prefix_, chunk);
  return match ? match->length() : 0;
}

std::size_t AffixMatcher::suffix_length(std::string_view chunk) {
  std::size_t from = chunk.size() > kSuffixWindow ? chunk.size() - kSuffixWindow : 0;
  const std::size_t last_other = chunk.find_last_not_of('.');
  from = std::min(from, last_other == std::string_view::npos ? 0 : last_other + 1);
  while (from > 0 && (static_cast<unsigned char>(chunk[from]) & 0xC0) == 0x80) --from;
  const auto match = matcher_.search(rules_->suffix_, chunk, from);
  return match ? match->length() : 0;
}

std::optional<Span> AffixMatcher::find_infix(std::string_view chunk, std::size_t from) {
  return matcher_.search(rules_->infix_, chunk, from);
}

bool AffixMatcher::is_url(std::string_view chunk) {
  if (chunk.find('.') == std::string_view::npos) return false;  // a host has one
  if (matcher_.search(rules_->url_host_, chunk)) return true;
  const auto scheme = matcher_.search(rules_->url_scheme_, chunk);
  if (scheme && matcher_.search(rules_->url_host_, chunk, scheme->end)) return true;
  for (std::size_t at = chunk.find('@', 1); at != std::string_view::npos; at = chunk.find('@', at + 1)) {
    if (matcher_.search(rules_->url_host_, chunk, at + 1)) return true;
  }
  return false;
}

void write_tokenizer(PackWriter& writer, const SpacyFolder& folder) {
  const TokenizerTables& tables = folder.tokenizer;
  writer.add("tokenizer.prefix", tables.prefix);
  writer.add("tokenizer.suffix", tables.suffix);
  writer.add("tokenizer.infix", tables.infix);
  writer.add("tokenizer.url", tables.url);
  StringPool strings;
  std::vector<TokenizerRules::Exception> exceptions;
  std::vector<TokenizerRules::Piece> pieces;
  for (const TokenizerException& exception : tables.exceptions) {
    exceptions.push_back({strings.add(exception.text), static_cast<std::uint32_t>(pieces.size()),
                          static_cast<std::uint32_t>(exception.pieces.size())});
    for (const auto& piece : exception.pieces) {
      pieces.push_back({strings.add(piece.orth), piece.norm ? 1u : 0u, 0, piece.norm ? string_id(*piece.norm) : 0});
    }
  }
  writer.add("tokenizer.strings", strings.bytes());
  writer.add_array("tokenizer.exceptions", exceptions);
  writer.add_array("tokenizer.pieces", pieces);
}

}  // namespace hearsay
