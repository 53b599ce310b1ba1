// The features of an anaphor and of its candidates. What they look at: form, grammar, distance, agreement, quotations,
// how often and where the referent was named, and whether the noun says its name, its role or its class.
#include <algorithm>

#include "reading/voice_finder.h"

namespace hearsay {

namespace {

constexpr std::uint32_t kClimb = 8;      // arcs looked up along
constexpr std::uint32_t kModifiers = 8;  // words before a noun that are compared
constexpr std::size_t kNameBytes = 256;  // of a name that are compared

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Whether `word` stands in `text` between blanks or its ends, whatever the case of ASCII letters.
bool says(std::string_view text, std::string_view word) {
  for (std::size_t at = 0; at + word.size() <= text.size();) {
    const std::size_t end = at + word.size();
    if ((end == text.size() || text[end] == ' ') &&
        std::equal(word.begin(), word.end(), text.begin() + static_cast<std::ptrdiff_t>(at),
                   [](char a, char b) { return lowered(a) == lowered(b); })) {
      return true;
    }
    const std::size_t blank = text.find(' ', at);
    if (blank == std::string_view::npos) break;
    at = blank + 1;
  }
  return false;
}

std::size_t index_of(Gender gender) { return static_cast<std::size_t>(gender); }

std::size_t logarithm(std::uint32_t x) {
  std::size_t out = 0;
  for (; x > 1; x /= 2) ++out;
  return out;
}

std::size_t few(std::uint32_t count) { return count < 4 ? count - (count > 0) : count < 6 ? 3 : count < 10 ? 4 : 5; }

bool holds_word(const Name& name, std::string_view word) {
  return std::find(name.words.begin(), name.words.end(), word) != name.words.end();
}

}  // namespace

std::size_t VoiceFinder::role_of(std::uint32_t i) const {
  for (std::uint32_t n = 0; n < kClimb && a_.tokens[i].dep == Dep::conj; ++n) i = a_.tokens[i].head;
  switch (a_.tokens[i].dep) {
    case Dep::nsubj:
    case Dep::csubj:
      return 0;
    case Dep::nsubjpass:
      return 1;
    case Dep::dobj:
    case Dep::dative:
      return 2;
    case Dep::pobj:
      return a_.tokens[a_.tokens[i].head].dep == Dep::agent ? 3 : 4;
    case Dep::poss:
      return 5;
    case Dep::appos:
      return 6;
    case Dep::attr:
    case Dep::ROOT:
      return 7;
    default:
      return 8;
  }
}

std::size_t VoiceFinder::determiner_of(TokenRange tokens, std::uint32_t head) const {
  if (tokens.begin >= head) return 0;
  const Token& first = a_.tokens[tokens.begin];
  const std::string_view w = first.lower;
  if (w == "the") return 1;
  if (w == "this" || w == "that" || w == "these" || w == "those") return 2;
  if (first.tag == Tag::PRPS) return 3;
  for (std::uint32_t k = tokens.begin; k < head; ++k) {
    if (a_.tokens[k].dep == Dep::case_) return 4;
  }
  if (w == "a" || w == "an" || w == "one" || w == "another") return 5;
  if (first.pos == Pos::NUM) return 6;
  return first.pos == Pos::DET ? 7 : 8;
}

// The verb that a phrase belongs to, or the root.
std::uint32_t VoiceFinder::predicate_of(std::uint32_t i) const {
  for (std::uint32_t n = 0; n < kClimb && a_.tokens[i].head != i; ++n) {
    i = a_.tokens[i].head;
    if (a_.tokens[i].pos == Pos::VERB || a_.tokens[i].pos == Pos::AUX) break;
  }
  return i;
}

void VoiceFinder::look_at_anaphor(const Anaphor& anaphor, Features& out) const {
  const std::uint32_t i = anaphor.token;
  const Token& t = a_.tokens[i];
  const Token& governor = a_.tokens[t.head];
  const std::uint32_t unit = unit_of_sentence_[t.sentence];
  const std::uint32_t stop = a_.sentences[t.sentence].end;
  const std::size_t role = role_of(i);
  add(out, Block::form, anaphor.form);
  add(out, Block::role, role);
  add(out, Block::reflexive, !anaphor.is_noun() && t.lower.find("sel") != std::string_view::npos);
  add(out, Block::source, is_source_[i]);
  add(out, Block::quoted, quotation_[i] != kNone);
  std::size_t before = 0;
  for (auto c = antecedents_.rbegin(); c != antecedents_.rend() && before < 3; ++c, ++before) {
    if (a_.tokens[c->token].sentence != t.sentence) break;
  }
  add(out, Block::before, before);
  add(out, Block::sentence, t.sentence - a_.units[unit].sentences.begin);
  const Part& part = page_.document.parts[page_.part_of_unit[unit]];
  add(out, Block::region,
      part.region == Region::kComments    ? 2
      : part.kind == PartKind::kParagraph ? 0
      : part.kind == PartKind::kHeadline  ? 1
                                          : 3);
  const bool argument = role < 3;
  const std::string_view verb = governor.lemma;
  add(out, Block::verb,
      !argument                                                                  ? 0
      : governor.pos == Pos::AUX || verb == "be" || verb == "have"               ? 1
      : verb == "seem" || verb == "take" || verb == "appear" || verb == "happen" ? 2
      : is_source_[i]                                                            ? 3
      : governor.pos == Pos::VERB                                                ? 4
                                                                                 : 5);
  std::size_t pleonastic = 0;
  if (anaphor.form == Anaphor::kIt) {
    pleonastic = 3;
    for (std::uint32_t k = t.head + 1; argument && k < stop && k < t.head + 12; ++k) {
      if (a_.tokens[k].head != t.head) continue;
      const Dep d = a_.tokens[k].dep;
      if (d == Dep::ccomp || d == Dep::xcomp || d == Dep::csubj || d == Dep::advcl) pleonastic = 1;
      if (d == Dep::acomp && pleonastic == 3) pleonastic = 2;
    }
  }
  add(out, Block::pleonastic, pleonastic);
  if (!anaphor.is_noun()) return;
  add(out, Block::determiner, determiner_of(anaphor.tokens, i));
  add(out, Block::noun, static_cast<std::size_t>(anaphor.noun));
  const auto kind = kind_of_word(t.lower);
  add(out, Block::word_kind, kind ? static_cast<std::size_t>(*kind) + 1 : 0);
  add(out, Block::noun_gender, index_of(anaphor.gender));
  std::size_t modifiers = 0;
  for (std::uint32_t k = anaphor.tokens.begin; k < i; ++k)
    modifiers += a_.tokens[k].dep == Dep::amod || a_.tokens[k].dep == Dep::compound;
  add(out, Block::modifiers, modifiers);
  std::size_t behind = 0;
  if (const std::uint32_t k = i + 1; k < stop) {
    const Token& next = a_.tokens[k];
    behind = next.lower == "of"                                                    ? 1
             : next.dep == Dep::prep && next.head == i                             ? 2
             : next.tag == Tag::WP || next.tag == Tag::WDT || next.lower == "that" ? 3
             : next.text == "," && t.right_edge > k                                ? 4
             : next.tag == Tag::VBN || next.tag == Tag::VBG || next.tag == Tag::TO ? 5
                                                                                   : 0;
  }
  add(out, Block::behind, behind);
  const bool measure = t.entity == EntityLabel::DATE || t.entity == EntityLabel::TIME ||
                       t.entity == EntityLabel::CARDINAL || t.entity == EntityLabel::MONEY;
  add(out, Block::entity, t.entity == EntityLabel::None ? 0 : measure ? 1 : 2);
  const bool role_known = by_role_.contains(std::string(t.lemma)), word_known = by_word_.contains(std::string(t.lower));
  add(out, Block::known, static_cast<std::size_t>(role_known) + 2 * static_cast<std::size_t>(word_known));
}

void VoiceFinder::look_at(const Anaphor& anaphor, const std::vector<std::uint32_t>& candidates, Features& alone,
                          std::vector<Features>& pairs) const {
  look_at_anaphor(anaphor, alone);
  // Ranks: how many other referents were mentioned since, and how many of those that fit.
  std::vector<std::uint32_t> seen, fitting;
  std::uint32_t most = 0, next_most = 0;
  for (const std::uint32_t c : candidates) {
    const std::uint32_t r = antecedents_[c].referent;
    if (std::find(seen.begin(), seen.end(), r) != seen.end()) continue;
    seen.push_back(r);
    if (!fits(anaphor, r)) continue;
    fitting.push_back(r);
    const std::uint32_t mentions = referents_[r].mentions;
    next_most = std::max(next_most, std::min(most, mentions));
    most = std::max(most, mentions);
  }
  add(alone, Block::fitting, fitting.size());
  const auto kind = anaphor.is_noun() ? kind_of_word(a_.tokens[anaphor.token].lower) : std::optional<VoiceKind>();
  for (std::size_t k = 0; k < candidates.size(); ++k) {
    const Antecedent& c = antecedents_[candidates[k]];
    Features& out = pairs[k];
    out.reserve(static_cast<std::size_t>(Block::kCount) - static_cast<std::size_t>(Block::kind_of_form));
    look_at_pair(anaphor, c, out);
    if (anaphor.is_noun()) {
      const Index voice = referents_[c.referent].voice;
      add(out, Block::kind_fit, !kind || voice == kNone ? 0 : voices_[voice].kind == *kind ? 1 : 2);
      add(out, Block::owner, anaphor.owner == kNone ? 0 : anaphor.owner == c.referent ? 1 : 2);
    }
    const auto place = static_cast<std::size_t>(std::find(seen.begin(), seen.end(), c.referent) - seen.begin());
    add(out, Block::rank, place < 8 ? place : place < 12 ? 8 : 9);
    const auto fit = std::find(fitting.begin(), fitting.end(), c.referent);
    if (fit == fitting.end()) {
      add(out, Block::most_named, 0);
      continue;
    }
    const auto order = static_cast<std::size_t>(fit - fitting.begin());
    add(out, Block::fitting_rank, static_cast<std::size_t>(anaphor.form) * 5 + std::min<std::size_t>(order, 4));
    const std::uint32_t mentions = referents_[c.referent].mentions;
    add(out, Block::most_named,
        fitting.size() == 1 ? 1
        : mentions < most   ? (2 * mentions < most ? 5 : 4)
        : most == next_most ? 3
                            : 2);
  }
}

void VoiceFinder::look_at_pair(const Anaphor& anaphor, const Antecedent& c, Features& out) const {
  const std::uint32_t i = anaphor.token;
  const Token& t = a_.tokens[i];
  const Token& ct = a_.tokens[c.token];
  const Referent& r = referents_[c.referent];
  const Who* who = r.voice == kNone ? nullptr : &who_[r.voice];
  const bool noun = c.kind == MentionKind::kNoun || c.kind == MentionKind::kNouns;
  const bool plural = who != nullptr ? who->plural : r.plural;
  const auto form = static_cast<std::size_t>(anaphor.form);
  add(out, Block::kind_of_form, static_cast<std::size_t>(c.kind) * 6 + form);
  const std::size_t role = role_of(i), his_role = role_of(c.token);
  add(out, Block::his_role, his_role);
  add(out, Block::parallel, role == his_role ? (role == 0 ? 1 : 2) : role < 2 && his_role < 2 ? 3 : 0);
  add(out, Block::voice, who == nullptr ? 0 : r.voice == 0 ? 3 : who->fixed ? 4 : who->named ? 2 : 1);
  add(out, Block::gender, index_of(anaphor.gender) * 3 + index_of(gender_of(r)));
  add(out, Block::number, static_cast<std::size_t>(anaphor.plural()) * 2 + static_cast<std::size_t>(plural));
  const std::uint32_t sentences = t.sentence - std::min(t.sentence, ct.sentence);
  const std::size_t far = sentences < 5 ? sentences : sentences < 7 ? 5 : sentences < 10 ? 6 : 7;
  add(out, Block::sentences, form * 8 + far);
  const std::uint32_t unit = unit_of_sentence_[t.sentence], his_unit = unit_of_sentence_[ct.sentence];
  add(out, Block::parts, unit - std::min(unit, his_unit));
  add(out, Block::tokens, logarithm(i > c.token ? i - c.token : c.token - i));
  std::size_t clause = 0;
  if (ct.sentence == t.sentence) {
    const std::uint32_t mine = predicate_of(i), his = predicate_of(c.token);
    clause = 6;
    if (mine == his) {
      clause = t.head == ct.head ? 1 : role == 5 ? 2 : 3;
    } else {
      std::uint32_t up = mine;
      for (std::uint32_t n = 0; n < kClimb && a_.tokens[up].head != up; ++n) {
        up = a_.tokens[up].head;
        if (up != his) continue;
        clause = his_role < 2 ? 4 : 5;
        break;
      }
    }
  }
  add(out, Block::clause, clause);
  add(out, Block::his_source, is_source_[c.token]);
  const Index q = quotation_[i], his_q = quotation_[c.token];
  add(out, Block::quotes, q == his_q ? (q == kNone ? 0 : 1) : q == kNone ? 3 : his_q == kNone ? 4 : 2);
  add(out, Block::count, few(r.mentions));
  add(out, Block::latest_subject, c.referent == last_subject_);
  add(out, Block::first_of_part, unit == his_unit && c.referent == first_of_part_);
  add(out, Block::first_of_text, c.referent == first_of_text_);
  if (!anaphor.is_noun()) {
    const std::uint32_t last = last_pronoun_[form];
    const bool near = last != kNone && t.sentence - a_.tokens[antecedents_[last].token].sentence < 4;
    add(out, Block::chain, !near ? 0 : antecedents_[last].referent == c.referent ? 1 : 2);
  }
  add(out, Block::joined, has_conjunct_[c.token] || ct.dep == Dep::conj);
  add(out, Block::words, c.kind < MentionKind::kNoun ? c.tokens.end - c.tokens.begin : 0);
  add(out, Block::bracketed, c.tokens.begin > 0 && a_.tokens[c.tokens.begin - 1].text == "(");
  add(out, Block::ahead, c.token > i);
  if (noun) {
    add(out, Block::his_determiner, determiner_of(c.tokens, c.token));
    add(out, Block::his_noun, static_cast<std::size_t>(noun_class(ct.lemma)));
  }
  if (!anaphor.is_noun()) return;
  const Name* name = who != nullptr && who->named ? &who->name : nullptr;
  add(out, Block::head_match,
      noun && ct.lemma == t.lemma        ? 1
      : name == nullptr || name->empty() ? 0
      : name->words.back() == t.lower    ? 2
      : holds_word(*name, t.lower)       ? 3
                                         : 0);
  add(out, Block::role_match,
      who != nullptr && std::find(who->roles.begin(), who->roles.end(), t.lemma) != who->roles.end());
  const std::string_view text =
      (name != nullptr ? std::string_view(name->text) : page_.text(a_.bytes(c.tokens))).substr(0, kNameBytes);
  std::size_t modifiers = 0, matched = 0;
  for (std::uint32_t k = std::max(anaphor.tokens.begin, i - std::min(i, kModifiers)); k < i; ++k) {
    const Dep d = a_.tokens[k].dep;
    if (d != Dep::amod && d != Dep::compound && d != Dep::nmod) continue;
    ++modifiers;
    matched += says(text, a_.tokens[k].text);
  }
  add(out, Block::name_match, says(text, t.text) && matched == modifiers ? (modifiers > 0 ? 2 : 1) : 0);
  add(out, Block::modifier_match, modifiers == 0 ? 0 : matched == modifiers ? 1 : matched > 0 ? 2 : 3);
  const bool person = who != nullptr ? who->person : r.person, body = who != nullptr ? who->body : r.body;
  const std::size_t sort = person                         ? 0
                           : who != nullptr && who->place ? 1
                           : body                         ? 2
                           : plural                       ? 3
                           : name != nullptr              ? 4
                                                          : 5;
  add(out, Block::class_fit, static_cast<std::size_t>(anaphor.noun) * 6 + sort);
}

}  // namespace hearsay
