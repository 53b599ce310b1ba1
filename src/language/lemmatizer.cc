#include "language/lemmatizer.h"

#include <algorithm>

#include "language/spacy_folder.h"
#include "language/string_id.h"
#include "language/unicode_tables.h"

namespace hearsay {

namespace {

std::string lower_name(Pos pos) { return to_lower(name(pos)); }

// The value of a feature in "A=1|B=2"; "" where it is absent.
std::string_view feature(std::string_view morph, std::string_view name_and_sign) {
  while (!morph.empty()) {
    const std::size_t bar = std::min(morph.find('|'), morph.size());
    const std::string_view pair = morph.substr(0, bar);
    if (pair.starts_with(name_and_sign)) return pair.substr(name_and_sign.size());
    morph.remove_prefix(std::min(bar + 1, morph.size()));
  }
  return {};
}

// EnglishLemmatizer.is_base_form.
bool is_base_form(Pos pos, std::string_view morph) {
  const std::string_view verb_form = feature(morph, "VerbForm="), degree = feature(morph, "Degree=");
  if (verb_form == "Inf" || verb_form == "None" || degree == "Pos") return true;
  if (pos == Pos::NOUN) return feature(morph, "Number=") == "Sing";
  return pos == Pos::VERB && verb_form == "Fin" && feature(morph, "Tense=") == "Pres" &&
         feature(morph, "Number=").empty();
}

bool contains(const std::vector<std::string>& forms, const std::string& form) {
  return std::find(forms.begin(), forms.end(), form) != forms.end();
}

}  // namespace

Result<Lemmatizer> Lemmatizer::open(const PackReader& pack) {
  const Error damaged{ErrorCode::kModel, "the lemmatizer's sections are damaged", ""};
  Lemmatizer out;
  const auto strings = pack.bytes("lemma.strings");
  if (!strings) return strings.error();
  out.strings_ = StringTable(*strings);
  const auto lists = pack.array<StringRef>("lemma.lists");
  if (!lists) return lists.error();
  out.lists_ = *lists;
  for (std::size_t i = 0; i < out.lists_.size();) {
    const std::size_t count = out.lists_[i++].offset;
    if (count == 0 || count > out.lists_.size() - i) return damaged;
    for (std::size_t k = 0; k < count; ++k, ++i) {
      if (!out.strings_.view(out.lists_[i])) return damaged;
    }
  }
  for (std::size_t p = 0; p < kPosCount; ++p) {
    const std::string prefix = "lemma." + lower_name(static_cast<Pos>(p));
    if (!pack.find(prefix + ".rules")) continue;
    Table& table = out.tables_[p];
    table.exists = true;
    const auto rules = pack.array<StringRef>(prefix + ".rules");  // ending, replacement, ending …
    if (!rules) return rules.error();
    if (rules->size() % 2 != 0) return damaged;
    for (std::size_t i = 0; i < rules->size(); i += 2) {
      const auto from = out.strings_.view((*rules)[i]), to = out.strings_.view((*rules)[i + 1]);
      if (!from || !to) return damaged;
      table.rules.emplace_back(*from, *to);
    }
    auto exceptions = IdTable<std::uint32_t>::open(pack, prefix + ".exc");
    if (!exceptions) return exceptions.error();
    table.exceptions = *exceptions;
    for (const std::uint32_t at : table.exceptions.values()) {
      if (at >= out.lists_.size() || out.lists_[at].length != 0 || out.lists_[at].offset > out.lists_.size() - at - 1) {
        return damaged;
      }
    }
    auto index = IdTable<std::uint8_t>::open(pack, prefix + ".index");
    if (!index) return index.error();
    table.index = *index;
  }
  return out;
}

std::string Lemmatizer::lemma(std::string_view text, std::string_view lower, Pos pos, std::string_view morph) const {
  if (pos == Pos::None || pos == Pos::SPACE || is_base_form(pos, morph)) return std::string(lower);
  const Table& table = tables_[static_cast<std::size_t>(pos)];
  if (!table.exists) return std::string(pos == Pos::PROPN ? text : lower);

  std::vector<std::string> forms, unknown;
  for (const auto& [ending, replacement] : table.rules) {
    if (!lower.ends_with(ending)) continue;
    std::string form(lower.substr(0, lower.size() - ending.size()));
    form += replacement;
    if (form.empty()) continue;
    if (table.index.find(murmur_hash64(form)) != nullptr) {
      forms.insert(forms.begin(), std::move(form));
    } else if (!is_alpha(form)) {
      forms.push_back(std::move(form));
    } else {
      unknown.push_back(std::move(form));
    }
  }
  // Only the first form counts: of the exceptions, the last that no rule gave. (Python inserts each at the front.)
  if (const std::uint32_t* at = table.exceptions.find(murmur_hash64(lower))) {
    for (std::uint32_t i = 1; i <= lists_[*at].offset; ++i) {
      std::string form(*strings_.view(lists_[*at + i]));
      if (!contains(forms, form)) forms.insert(forms.begin(), std::move(form));
    }
  }
  if (!forms.empty()) return forms.front();
  if (!unknown.empty()) return unknown.front();
  return std::string(text);
}

LemmaMemo::LemmaMemo(const Lemmatizer& lemmatizer, const AttributeRuler& ruler, Lexicon& lexicon)
    : lemmatizer_(lemmatizer), ruler_(ruler), lexicon_(lexicon), slots_(1u << 12), generation_(lexicon.generation()) {}

void LemmaMemo::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& entry : old) {
    if (entry.key == 0) continue;
    std::size_t slot = (entry.key * 0x9E3779B97F4A7C15ull >> 32) & (slots_.size() - 1);
    while (slots_[slot].key != 0) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = entry;
  }
}

void LemmaMemo::apply(std::span<Token> tokens, std::span<const RawToken> raw, std::span<const MorphIndex> morphs) {
  if (generation_ != lexicon_.generation()) {
    slots_.assign(1u << 12, {});
    count_ = 0;
    generation_ = lexicon_.generation();
  }
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    Token& token = tokens[i];
    if (!token.lemma.empty()) continue;
    const std::uint64_t key =
        (std::uint64_t{raw[i].type} + 1) << 24 | std::uint64_t{morphs[i]} << 8 | static_cast<std::uint64_t>(token.pos);
    std::size_t slot = (key * 0x9E3779B97F4A7C15ull >> 32) & (slots_.size() - 1);
    while (slots_[slot].key != 0 && slots_[slot].key != key) slot = (slot + 1) & (slots_.size() - 1);
    if (slots_[slot].key == 0) {
      const WordType& type = lexicon_[raw[i].type];
      const std::string lemma = lemmatizer_.lemma(type.text, type.lower, token.pos, ruler_.morph(morphs[i]));
      slots_[slot] = {key, lemma == type.lower ? type.lower : lemma == type.text ? type.text : lexicon_.keep(lemma)};
      token.lemma = slots_[slot].lemma;
      if (++count_ * 2 > slots_.size()) grow();
      continue;
    }
    token.lemma = slots_[slot].lemma;
  }
}

void write_lemmatizer(PackWriter& writer, const SpacyFolder& folder) {
  StringPool strings;
  std::vector<StringRef> lists;
  for (const LemmaTable& table : folder.lemmas) {
    const std::string prefix = "lemma." + table.pos;
    std::vector<StringRef> rules;
    for (const auto& [ending, replacement] : table.rules) {
      rules.push_back(strings.add(ending));
      rules.push_back(strings.add(replacement));
    }
    std::vector<std::pair<std::uint64_t, std::uint32_t>> exceptions;
    for (const auto& [form, lemmas] : table.exceptions) {
      exceptions.emplace_back(murmur_hash64(form), static_cast<std::uint32_t>(lists.size()));
      lists.push_back({static_cast<std::uint32_t>(lemmas.size()), 0});
      for (const std::string& lemma : lemmas) lists.push_back(strings.add(lemma));
    }
    std::vector<std::pair<std::uint64_t, std::uint8_t>> index;
    for (const std::string& lemma : table.index) index.emplace_back(murmur_hash64(lemma), std::uint8_t{1});
    writer.add_array(prefix + ".rules", rules);
    write_id_table(writer, prefix + ".exc", std::move(exceptions));
    write_id_table(writer, prefix + ".index", std::move(index));
  }
  writer.add_array("lemma.lists", lists);
  writer.add("lemma.strings", strings.bytes());
}

}  // namespace hearsay
