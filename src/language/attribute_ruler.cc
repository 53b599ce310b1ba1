#include "language/attribute_ruler.h"

#include <algorithm>
#include <map>
#include <string>

#include "language/spacy_folder.h"
#include "language/string_id.h"

namespace hearsay {

namespace {

constexpr std::size_t kTags = static_cast<std::size_t>(Tag::OpenQuote) + 1;
constexpr std::size_t kDeps = static_cast<std::size_t>(Dep::xcomp) + 1;
constexpr std::size_t kPosCount = static_cast<std::size_t>(Pos::SPACE) + 1;
static_assert(kTags <= 64 && kDeps <= 64, "label sets are 64 bits");
static_assert(sizeof(AttributeRuler::Rule) == 64);
// The candidates' table has tags x words x rules entries at most: a bound for packs that nobody made.
constexpr std::size_t kMaxWords = 1024, kMaxRules = 512;

template <class Label>
constexpr std::uint64_t bit(Label label) {
  return std::uint64_t{1} << static_cast<unsigned>(label);
}

}  // namespace

Result<AttributeRuler> AttributeRuler::open(const PackReader& pack) {
  const Error damaged{ErrorCode::kModel, "the attribute ruler's sections are damaged", ""};
  AttributeRuler ruler;
  const auto rules = pack.array<Rule>("ruler.rules");
  if (!rules) return rules.error();
  ruler.rules_ = *rules;
  auto words = IdTable<std::uint16_t>::open(pack, "ruler.words");
  if (!words) return words.error();
  ruler.word_of_ = *words;
  const auto sets = pack.array<std::uint16_t>("ruler.word_sets");  // a set: its size, its words
  if (!sets) return sets.error();
  const auto strings = pack.bytes("ruler.strings");
  if (!strings) return strings.error();
  const StringTable table(*strings);
  const auto morphs = pack.array<StringRef>("ruler.morphs");
  if (!morphs) return morphs.error();
  for (const StringRef ref : *morphs) {
    const auto text = table.view(ref);
    if (!text) return damaged;
    ruler.morphs_.push_back(*text);
  }
  if (ruler.morphs_.empty() || !ruler.morphs_[0].empty() || ruler.morphs_.size() > 0xFFFF) return damaged;
  for (const std::uint16_t word : ruler.word_of_.values()) {
    if (word == 0 || word >= kMaxWords) return damaged;
    ruler.words_ = std::max<std::size_t>(ruler.words_, word + 1u);
  }
  ruler.words_ = std::max<std::size_t>(ruler.words_, 1);
  for (std::size_t i = 0; i < sets->size();) {
    const std::size_t size = (*sets)[i++];
    if (size > sets->size() - i) return damaged;
    std::vector<bool> set(ruler.words_, false);
    for (std::size_t k = 0; k < size; ++k, ++i) {
      if ((*sets)[i] == 0 || (*sets)[i] >= ruler.words_) return damaged;
      set[(*sets)[i]] = true;
    }
    ruler.word_sets_.push_back(std::move(set));
  }
  if (ruler.rules_.size() > kMaxRules) return damaged;
  for (const Rule& rule : ruler.rules_) {
    const auto lemma = table.view(rule.lemma);
    if (rule.tokens < 1 || rule.tokens > 2 || rule.index >= rule.tokens || rule.tag >= kTags || rule.dep >= kDeps ||
        rule.pos >= kPosCount || rule.morph >= ruler.morphs_.size() || !lemma ||
        rule.tests[0].words > ruler.word_sets_.size() || rule.tests[1].words > ruler.word_sets_.size()) {
      return damaged;
    }
    ruler.lemmas_.push_back(*lemma);
  }
  ruler.compile(ruler.words_);
  return ruler;
}

bool AttributeRuler::word_allowed(std::uint32_t words, std::uint16_t word) const {
  return words == 0 || word_sets_[words - 1][word];
}

void AttributeRuler::compile(std::size_t words) {
  for (std::size_t tag = 0; tag < kTags; ++tag) {
    for (std::size_t word = 0; word < words; ++word) {
      candidate_begin_.push_back(static_cast<std::uint32_t>(candidate_rules_.size()));
      for (std::size_t i = 0; i < rules_.size(); ++i) {
        const TokenTest& test = rules_[i].tests[0];
        if ((test.tags >> tag & 1) != 0 && word_allowed(test.words, static_cast<std::uint16_t>(word))) {
          candidate_rules_.push_back(static_cast<std::uint16_t>(i));
        }
      }
    }
  }
  candidate_begin_.push_back(static_cast<std::uint32_t>(candidate_rules_.size()));
}

std::span<const std::uint16_t> AttributeRuler::candidates(Tag tag, std::uint16_t word) const {
  const std::size_t at = static_cast<std::size_t>(tag) * words_ + word;
  return {candidate_rules_.data() + candidate_begin_[at], candidate_begin_[at + 1] - candidate_begin_[at]};
}

std::uint16_t RulerState::word(std::uint32_t type) {
  if (generation_ != lexicon_.generation()) {
    word_of_type_.clear();
    generation_ = lexicon_.generation();
  }
  while (word_of_type_.size() <= type) {
    const auto next = static_cast<std::uint32_t>(word_of_type_.size());
    const std::uint16_t* word = ruler_.word_of_.find(string_id(lexicon_[next].lower));
    word_of_type_.push_back(word != nullptr ? *word : 0);
  }
  return word_of_type_[type];
}

bool RulerState::passes(const AttributeRuler::TokenTest& test, const Token& token, std::uint32_t type) {
  if ((test.tags & bit(token.tag)) == 0 || (test.deps & bit(token.dep)) == 0) return false;
  if (test.space != 0 && (test.space == 1) != lexicon_[type].is_space) return false;
  return ruler_.word_allowed(test.words, word(type));
}

void RulerState::apply(std::span<Token> tokens, std::span<const RawToken> raw, std::vector<MorphIndex>& morphs) {
  using Rule = AttributeRuler::Rule;
  morphs.assign(tokens.size(), 0);
  pending_.clear();  // rules that the token before matched and that change this one
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    Token& token = tokens[i];
    token.lemma = {};
    token.pos = Pos::None;
    matched_.clear();
    next_pending_.clear();
    for (const std::uint16_t r : ruler_.candidates(token.tag, word(raw[i].type))) {
      const Rule& rule = ruler_.rules_[r];
      const AttributeRuler::TokenTest& test = rule.tests[0];
      if ((test.deps & bit(token.dep)) == 0) continue;
      if (test.space != 0 && (test.space == 1) != lexicon_[raw[i].type].is_space) continue;
      if (rule.tokens == 2 && (i + 1 == tokens.size() || !passes(rule.tests[1], tokens[i + 1], raw[i + 1].type))) {
        continue;
      }
      (rule.index == 0 ? matched_ : next_pending_).push_back(r);
    }
    const std::vector<std::uint16_t>* order = &matched_;
    if (!pending_.empty()) {
      merged_.clear();
      std::merge(matched_.begin(), matched_.end(), pending_.begin(), pending_.end(), std::back_inserter(merged_));
      order = &merged_;
    }
    // Only now, after the tests of this token and of those that see it: rules see the tokens as they came.
    for (const std::uint16_t r : *order) {
      const Rule& rule = ruler_.rules_[r];
      if (rule.sets & AttributeRuler::kSetsTag) token.tag = static_cast<Tag>(rule.tag);
      if (rule.sets & AttributeRuler::kSetsPos) token.pos = static_cast<Pos>(rule.pos);
      if (rule.sets & AttributeRuler::kSetsDep) token.dep = static_cast<Dep>(rule.dep);
      if (rule.sets & AttributeRuler::kSetsMorph) morphs[i] = rule.morph;
      if (rule.sets & AttributeRuler::kSetsLemma) token.lemma = ruler_.lemmas_[r];
    }
    token.morph = ruler_.morph(morphs[i]);
    pending_.swap(next_pending_);
  }
}

void write_attribute_ruler(PackWriter& writer, const SpacyFolder& folder) {
  StringPool strings;
  std::map<std::string, std::uint16_t> words;              // lower-case form -> word
  std::map<std::vector<std::string>, std::uint32_t> sets;  // forms -> 1 + index of the set
  std::vector<std::uint16_t> set_words;
  std::map<std::string, MorphIndex> morph_index{{"", 0}};
  std::vector<StringRef> morphs{strings.add("")};

  std::vector<AttributeRuler::Rule> rules;
  for (const AttributeRule& from : folder.rules) {
    AttributeRuler::Rule rule;
    rule.tokens = static_cast<std::uint8_t>(from.tokens.size());
    rule.index = static_cast<std::uint8_t>(from.index);
    for (std::size_t t = 0; t < from.tokens.size(); ++t) {
      const AttributeRule::TokenPattern& pattern = from.tokens[t];
      AttributeRuler::TokenTest& test = rule.tests[t];
      test.tags = test.deps = ~std::uint64_t{0};
      // Some rules ask for labels that this pipeline's tagger and parser do not have (all they have are known, as
      // append_network() sees to): no token has them.
      if (pattern.tag) {
        test.tags = 0;
        for (const std::string& tag : pattern.tag->strings) {
          if (tag_of(tag)) test.tags |= bit(*tag_of(tag));
        }
        if (pattern.tag->negated) test.tags = ~test.tags;
      }
      if (pattern.dep) {
        test.deps = 0;
        for (const std::string& dep : pattern.dep->strings) {
          if (dep_of(dep)) test.deps |= bit(*dep_of(dep));
        }
        if (pattern.dep->negated) test.deps = ~test.deps;
      }
      if (pattern.is_space) test.space = *pattern.is_space ? 1 : 2;
      if (pattern.lower) {
        const auto [it, is_new] = sets.try_emplace(pattern.lower->strings, static_cast<std::uint32_t>(sets.size() + 1));
        if (is_new) {
          set_words.push_back(static_cast<std::uint16_t>(pattern.lower->strings.size()));
          for (const std::string& form : pattern.lower->strings) {
            const auto word = words.try_emplace(form, static_cast<std::uint16_t>(words.size() + 1)).first->second;
            set_words.push_back(word);
          }
        }
        test.words = it->second;
      }
    }
    if (from.tag) rule.sets |= AttributeRuler::kSetsTag, rule.tag = static_cast<std::uint8_t>(*tag_of(*from.tag));
    if (from.pos) rule.sets |= AttributeRuler::kSetsPos, rule.pos = static_cast<std::uint8_t>(*pos_of(*from.pos));
    if (from.dep) rule.sets |= AttributeRuler::kSetsDep, rule.dep = static_cast<std::uint8_t>(*dep_of(*from.dep));
    if (from.lemma) {
      rule.sets |= AttributeRuler::kSetsLemma;
      rule.lemma = strings.add(*from.lemma);
    }
    if (from.morph) {
      const auto [it, is_new] = morph_index.try_emplace(*from.morph, static_cast<MorphIndex>(morphs.size()));
      if (is_new) morphs.push_back(strings.add(*from.morph));
      rule.sets |= AttributeRuler::kSetsMorph;
      rule.morph = it->second;
    }
    rules.push_back(rule);
  }
  std::vector<std::pair<std::uint64_t, std::uint16_t>> word_ids;
  for (const auto& [form, word] : words) word_ids.emplace_back(string_id(form), word);
  writer.add_array("ruler.rules", rules);
  write_id_table(writer, "ruler.words", std::move(word_ids));
  writer.add_array("ruler.word_sets", set_words);
  writer.add_array("ruler.morphs", morphs);
  writer.add("ruler.strings", strings.bytes());
}

}  // namespace hearsay
