// Quotations and their speakers: whole quotations for contents that touch them, quotations that go on after the cue
// ("“A,” he said. “B.”") or in the next paragraph, cues whose content stands beside them, and colons.
#include <algorithm>

#include "reading/draft.h"
#include "reading/noun_classes.h"

namespace hearsay {
namespace {

constexpr std::uint32_t kMinSpeechTokens = 4;  // shorter quotations are names, titles and scare quotes
constexpr std::uint32_t kMinRunningTokens = 6;
constexpr std::uint32_t kMaxSpeakerTokens = 12;  // "Jane Roe, the city's chief engineer: “…”"

class QuotedSpeech {
 public:
  QuotedSpeech(const Syntax& s, std::vector<Draft>& drafts)
      : s_(s), drafts_(drafts), owner_(s.quotations().size(), kNone) {}

  void attach() {
    index();
    for (std::uint32_t d = 0; d < drafts_.size(); ++d) take_touched(d);
    colons();
    for (Index q = 0; q < s_.quotations().size(); ++q)
      if (owner_[q] == kNone && s_.quotations()[q].depth == 0 && analysed(q)) find_owner(q);
  }

 private:
  struct Extent {
    TokenRange inner{0, 0};  // tokens between the marks
    TokenRange outer{0, 0};  // with the marks
  };

  void index() {
    extents_.resize(s_.quotations().size());
    const auto& tokens = s_.page().analysis.tokens;
    for (Index q = 0; q < s_.quotations().size(); ++q) {
      const Quotation& quote = s_.quotations()[q];
      const Analysis& a = s_.page().analysis;
      Extent& e = extents_[q];
      e.outer.begin = a.token_at(quote.outer.begin);
      e.inner.begin = a.token_at(quote.inner.begin);
      e.inner.end = a.token_at(quote.inner.end);
      e.outer.end = a.token_at(quote.outer.end);
      // A mark glued to a word is no token of its own.
      if (e.outer.end < tokens.size() && tokens[e.outer.end].span.begin < quote.outer.end) ++e.outer.end;
      if (e.inner.end < tokens.size() && tokens[e.inner.end].span.begin < quote.inner.end) ++e.inner.end;
      e.outer.begin = std::min(e.outer.begin, e.inner.begin);
      e.outer.end = std::max(e.outer.end, e.inner.end);
    }
  }
  [[nodiscard]] bool analysed(Index q) const {
    const TokenRange r = extents_[q].inner;
    return r.begin < r.end && s_[r.begin].span.begin < s_.quotations()[q].outer.end;
  }
  [[nodiscard]] bool speech_like(Index q) const {
    const TokenRange r = extents_[q].inner;
    if (r.end - r.begin >= 8) return true;
    if (r.end - r.begin < 2) return false;
    bool verb = false, stop = false;
    for (std::uint32_t i = r.begin; i < r.end; ++i) verb |= s_.is_verb(i);
    const std::string_view last = s_[r.end - 1].text;
    stop = last == "," || last == "." || last == "!" || last == "?";
    return stop && (verb || r.end - r.begin >= kMinSpeechTokens);
  }

  // A content that reaches into a quotation takes all of it, if the cue stands outside; one inside stays inside.
  void take_touched(std::uint32_t index) {
    Draft& d = drafts_[index];
    const Index own = s_.inner_quotation(d.head);
    if (own != kNone) {
      const TokenRange in = extents_[own].inner;
      for (TokenRange& r : d.content) r.begin = std::max(r.begin, in.begin), r.end = std::min(r.end, in.end);
      for (TokenRange& r : d.source) r.begin = std::max(r.begin, in.begin), r.end = std::min(r.end, in.end);
      std::erase_if(d.content, [](TokenRange r) { return r.begin >= r.end; });
      std::erase_if(d.source, [](TokenRange r) { return r.begin >= r.end; });
    }
    for (const TokenRange r : TokenRanges(d.content)) {
      for (std::uint32_t i = r.begin; i < r.end && i < s_.size();) {
        const Index q = s_.outer_quotation(i);
        if (q == kNone || q == s_.outer_quotation(d.head)) {
          ++i;
          continue;
        }
        claim(index, q);
        i = std::max(i + 1, extents_[q].inner.end);
      }
    }
  }

  void claim(std::uint32_t index, Index q) {
    Draft& d = drafts_[index];
    if (std::find(d.quotations.begin(), d.quotations.end(), q) != d.quotations.end()) return;
    const TokenRange outer = extents_[q].outer;
    if (d.head >= outer.begin && d.head < outer.end) return;
    d.quotations.push_back(q);
    if (owner_[q] == kNone) owner_[q] = index;
  }

  // Only white space, marks and punctuation between two tokens' edges.
  [[nodiscard]] bool adjoin(std::uint32_t end, std::uint32_t begin) const {
    for (std::uint32_t i = end; i < begin; ++i)
      if (!s_.is_edge_punctuation(i) && !s_.is_mark(i) && s_[i].pos != Pos::SPACE) return false;
    return true;
  }

  void find_owner(Index q) {
    const Quotation& quote = s_.quotations()[q];
    const TokenRange outer = extents_[q].outer;
    if (quote.continues != kNone && owner_[quote.continues] != kNone) return claim(owner_[quote.continues], q);
    const TokenRange unit = s_.unit_tokens(extents_[q].inner.begin);
    // A cue without content in the sentence of either edge, or of the one before or after.
    std::uint32_t best = kNone, distance = 40;
    for (auto it = first_draft_from(unit.begin); it < drafts_.size() && drafts_[it].head < unit.end; ++it) {
      const Draft& d = drafts_[it];
      if (!d.speaks || !d.content.empty() || !d.quotations.empty()) continue;
      if (s_.outer_quotation(d.head) != kNone) continue;  // a quotation's own words speak of nothing outside it
      const TokenRange sent = s_.sentence(d.head);
      std::uint32_t far = kNone;
      if (d.head < outer.begin) {
        if (sent.end >= outer.begin || adjoin(sent.end, outer.begin)) far = outer.begin - d.head;
      } else if (sent.begin <= outer.end || adjoin(outer.end, sent.begin)) {
        far = d.head - outer.end;
      }
      if (far < distance) distance = far, best = it;
    }
    if (best != kNone && (speech_like(q) || distance <= 3)) {
      if (drafts_[best].rule.empty()) drafts_[best].rule = "verb-quotation";
      return claim(best, q);
    }
    if (!speech_like(q)) return;
    // A quotation that goes on after the cue's sentence: “A,” he said. “B.”
    for (Index before = q; before-- > 0;) {
      if (s_.quotations()[before].depth != 0) continue;
      if (s_.quotations()[before].part != quote.part) break;
      if (owner_[before] == kNone) break;
      const Draft& d = drafts_[owner_[before]];
      const TokenRange sent = s_.sentence(d.head);
      const std::uint32_t from = std::max(sent.end, extents_[before].outer.end);
      if (from <= outer.begin ? adjoin(from, outer.begin) : d.head < outer.begin) return claim(owner_[before], q);
      break;
    }
    running(q);
  }

  // A paragraph that is a quotation and nothing else goes on with the speaker of the paragraph before, if that one
  // quoted somebody whom it introduced and ended in that quotation or its cue; where two take turns, each line has its
  // own.
  void running(Index q) {
    const TokenRange outer = extents_[q].outer;
    const TokenRange unit = s_.unit_tokens(extents_[q].inner.begin);
    if (outer.begin != unit.begin || !adjoin(outer.end, unit.end) || unit.begin == 0) return;
    const std::uint32_t above = unit.begin - 1;
    const TokenRange before = s_.unit_tokens(above);
    if (s_.part(above) + 1 != s_.part(unit.begin) && s_.unit(above) + 1 != s_.unit(unit.begin)) return;
    Index last = kNone;
    for (Index p = q; p-- > 0;) {
      if (s_.quotations()[p].depth != 0) continue;
      if (extents_[p].inner.begin < before.begin) break;
      last = p;
      break;
    }
    if (last == kNone || owner_[last] == kNone || !speech_like(last)) return;
    if (extents_[q].inner.end - extents_[q].inner.begin < kMinRunningTokens) return;  // a heading, a title
    if (asks(last) || asks(q)) return;  // two who take turns: lone_quotations.cc
    const Draft& d = drafts_[owner_[last]];
    if (d.source.empty() || d.rule == "colon" || d.rule == "dash") return;
    const std::uint32_t tail = std::max(extents_[last].outer.end, s_.sentence(d.head).end);
    if (d.head < before.begin && extents_[last].outer.begin != before.begin) return;
    if (tail < before.end && !adjoin(tail, before.end)) return;
    claim(owner_[last], q);
  }

  [[nodiscard]] bool asks(Index q) const { return s_[extents_[q].inner.end - 1].text == "?"; }

  [[nodiscard]] std::uint32_t first_draft_from(std::uint32_t token) const {
    const auto it =
        std::partition_point(drafts_.begin(), drafts_.end(), [&](const Draft& d) { return d.head < token; });
    return static_cast<std::uint32_t>(it - drafts_.begin());
  }

  // "X: “…”", "X: …" at a paragraph's beginning, "“…” – X".
  void colons() {
    const std::size_t framed = drafts_.size();
    std::vector<Draft> found;
    for (const Unit& unit : s_.page().analysis.units) {
      const TokenRange t = unit.tokens;
      if (t.begin >= t.end) continue;
      // "“PENCE: Well, look": a transcript that is quoted as a whole
      std::uint32_t first = t.begin;
      while (first < t.end && s_.is_mark(first)) ++first;
      const bool shouted = first > t.begin && first + 2 < t.end && is_shouted(first);
      if (auto d = speaker_colon(shouted ? TokenRange{first, t.end} : t))
        found.push_back(std::move(*d));
      else if (auto e = speaker_dash(t))
        found.push_back(std::move(*e));
      else if (auto h = headline_tail(t))
        found.push_back(std::move(*h));
      else if (auto l = headline_lead(t))
        found.push_back(std::move(*l));
      else if (auto b = signature_below(t))
        found.push_back(std::move(*b));
    }
    introductions(found);
    find_turns(s_, found);
    for (Draft& d : found) drafts_.push_back(std::move(d));
    // Their quotations are theirs even where a verb inside reached for them.
    for (std::size_t i = framed; i < drafts_.size(); ++i) {
      const auto index = static_cast<std::uint32_t>(i);
      for (const TokenRange r : TokenRanges(drafts_[i].content))
        for (std::uint32_t k = r.begin; k < r.end;) {
          const Index q = s_.outer_quotation(k);
          if (q == kNone) {
            ++k;
            continue;
          }
          if (owner_[q] == kNone) owner_[q] = index;
          k = std::max(k + 1, extents_[q].inner.end);
        }
    }
    // Later searches go by position; those of colons stay behind, since each covers its whole paragraph.
    std::vector<std::uint32_t> order(drafts_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return drafts_[a].head < drafts_[b].head; });
    std::vector<Draft> sorted;
    std::vector<std::uint32_t> place(order.size());
    sorted.reserve(drafts_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      place[order[i]] = i;
      sorted.push_back(std::move(drafts_[order[i]]));
    }
    drafts_ = std::move(sorted);
    for (std::uint32_t& o : owner_)
      if (o != kNone) o = place[o];
  }

  // "Roe rejected that in a short reply:" and the quotation after it, often in the next paragraph: who acts speaks.
  void introductions(std::vector<Draft>& found) {
    for (Index q = 0; q < s_.quotations().size(); ++q) {
      if (owner_[q] != kNone || s_.quotations()[q].depth != 0 || !analysed(q) || !speech_like(q)) continue;
      const std::uint32_t begin = extents_[q].outer.begin;
      if (begin == 0 || s_[begin - 1].text != ":") continue;
      const std::uint32_t colon = begin - 1;
      if (auto d = further_speaker(colon, q)) {
        found.push_back(std::move(*d));
        continue;
      }
      const TokenRange sent = s_.sentence(colon);
      if (s_.unit(colon) + 1 < s_.unit(begin) || s_.outer_quotation(colon) != kNone) continue;
      std::uint32_t taken = kNone;
      std::uint32_t root = kNone;
      for (std::uint32_t i = sent.begin; i < sent.end; ++i)
        if (s_[i].head == i && s_.is_verb(i)) root = i;
      for (std::uint32_t i = first_draft_from(sent.begin); i < drafts_.size() && drafts_[i].head < colon; ++i)
        if (drafts_[i].speaks && drafts_[i].content.empty()) taken = i;
      if (taken != kNone) {
        // "She wrote on her page:" and the quotation in the next paragraph.
        if (s_.unit(colon) != s_.unit(begin)) claim(taken, q);
        continue;
      }
      if (root == kNone) {
        if (auto d = name_above(colon, q)) found.push_back(std::move(*d));
        continue;
      }
      const std::uint32_t who = source_of_verb(s_, root, is_passive(s_, root));
      if (who == kNone || who > colon) continue;
      Draft d;
      d.head = colon;
      d.cue_tokens = {colon, colon + 1};
      d.source_head = who;
      d.source = noun_phrase(s_, who, {root, root + 1});
      d.content = {extents_[q].outer};
      d.quotations = {q};
      d.rule = "introduction";
      found.push_back(std::move(d));
    }
  }

  // "Shell hit clinic: ministry", "Tank likely fired at reporters, report finds": headlines put the speaker last, and
  // taggers take its verb for a noun.
  [[nodiscard]] std::optional<Draft> headline_tail(TokenRange t) const {
    const PartKind kind = s_.page().document.parts[s_.part(t.begin)].kind;
    if (kind != PartKind::kHeadline && kind != PartKind::kHeading && kind != PartKind::kStandfirst && !heads_text(t))
      return {};
    std::uint32_t mark = t.end - 1;
    const auto colon_like = [&](std::uint32_t i) { return s_[i].text == ":" || is_dash(i); };
    while (mark > t.begin && !colon_like(mark) && !s_.is_comma(mark) && t.end - mark <= 6) --mark;
    if (mark < t.begin + 3 || (!colon_like(mark) && !s_.is_comma(mark)) || mark + 1 >= t.end) return {};
    const bool colon = colon_like(mark);
    std::uint32_t end = t.end;
    while (end > mark + 1 && (s_[end - 1].text == "." || s_.is_mark(end - 1))) --end;
    Draft d;
    d.rule = "headline-tail";
    if (colon) {
      for (std::uint32_t i = mark + 1; i < end; ++i)
        if (s_.is_verb(i) || s_[i].pos == Pos::NUM) return {};
      if (mark + 1 >= end || !speaks_itself({mark + 1, end})) return {};
      d.head = mark;
      d.cue_tokens = {mark, mark + 1};
      d.source = {{mark + 1, end}};
      d.source_head = end - 1;
    } else {
      const std::uint32_t verb = end - 1;
      if (verb < mark + 2) return {};
      std::string_view lemma = s_[verb].lemma;
      if (s_[verb].lower == "says") lemma = "say";
      const Cue* cue = verb_cue(lemma);
      if (cue == nullptr || !cue->takes(kTakesClause) || s_[verb].tag == Tag::VBG || s_[verb].tag == Tag::VBN)
        return {};
      for (std::uint32_t i = mark + 1; i < verb; ++i)
        if (s_.is_verb(i)) return {};
      for (std::uint32_t k = first_draft_from(verb); k < drafts_.size() && drafts_[k].head == verb; ++k)
        if (!drafts_[k].content.empty()) return {};
      d.cue = cue;
      d.act = cue->act;
      d.head = verb;
      d.cue_tokens = {verb, verb + 1};
      d.source = {{mark + 1, verb}};
      d.source_head = verb - 1;
    }
    d.content = {{t.begin, mark}};
    return d;
  }

  // "‘We were lied to’: flood families turn on mayor": whoever acts behind the colon.
  [[nodiscard]] std::optional<Draft> headline_lead(TokenRange t) const {
    const PartKind kind = s_.page().document.parts[s_.part(t.begin)].kind;
    if (kind != PartKind::kHeadline && kind != PartKind::kHeading && !heads_text(t)) return {};
    if (t.begin + 1 >= t.end || !s_.is_mark(t.begin)) return {};
    const Index q = s_.outer_quotation(t.begin + 1);
    if (q == kNone) return {};
    const std::uint32_t colon = extents_[q].outer.end;
    if (colon + 1 >= t.end || (s_[colon].text != ":" && !is_dash(colon))) return {};
    for (std::uint32_t verb = colon + 1; verb < t.end; ++verb) {
      if (!s_.is_verb(verb)) continue;
      const std::uint32_t who = s_.child(verb, {Dep::nsubj});
      if (who == kNone || who <= colon || !names_speaker({who, who + 1})) continue;
      Draft d;
      d.head = colon;
      d.cue_tokens = {colon, colon + 1};
      d.source = noun_phrase(s_, who, {verb, verb + 1});
      d.source_head = who;
      d.content = {extents_[q].outer};
      d.quotations = {q};
      d.rule = "headline-tail";
      return d;
    }
    return {};
  }
  // A first line without a full stop, over more text.
  [[nodiscard]] bool heads_text(TokenRange t) const {
    if (s_.unit(t.begin) != 0 || t.end >= s_.size() || t.end - t.begin > 2 * kMaxSpeakerTokens) return false;
    std::uint32_t last = t.end - 1;
    while (last > t.begin && s_[last].pos == Pos::SPACE) --last;
    return !s_[last].text.ends_with('.') && s_[last].text != "!" && s_[last].text != "?" && !s_.is_mark(last);
  }
  // With blanks around it: no hyphen.
  [[nodiscard]] bool is_dash(std::uint32_t i) const {
    const std::string_view x = s_[i].text;
    if (x == "–" || x == "—" || x == "--") return true;
    return x == "-" && i > 0 && s_[i - 1].span.end < s_[i].span.begin &&
           (i + 1 >= s_.size() || s_[i].span.end < s_[i + 1].span.begin);
  }
  [[nodiscard]] bool is_handle(std::uint32_t i) const { return s_[i].text.size() > 1 && s_[i].text[0] == '@'; }

  // The captain in 'The coach: "A." The captain: "B."'
  [[nodiscard]] std::optional<Draft> further_speaker(std::uint32_t colon, Index q) const {
    const TokenRange unit = s_.unit_tokens(colon);
    std::uint32_t begin = colon;
    while (begin > unit.begin && colon - begin <= kMaxSpeakerTokens && !s_.is_mark(begin - 1)) --begin;
    if (begin < unit.begin + 2 || !s_.is_mark(begin - 1) || begin == colon) return {};
    for (std::uint32_t i = begin; i < colon; ++i)
      if (s_.is_verb(i)) return {};
    if (!names_speaker({begin, colon})) return {};
    const std::uint32_t before = s_.outer_quotation(begin - 2);  // another "X:" before the quotation before it
    if (before == kNone || extents_[before].outer.begin <= unit.begin ||
        s_[extents_[before].outer.begin - 1].text != ":")
      return {};
    Draft d;
    d.head = colon;
    d.cue_tokens = {colon, colon + 1};
    d.source = {{begin, colon}};
    d.source_head = colon - 1;
    d.content = {extents_[q].outer};
    d.quotations = {q};
    d.rule = "colon";
    return d;
  }

  // "Commissioner Jane Roe:" as a paragraph of its own, and the quotation after it.
  [[nodiscard]] std::optional<Draft> name_above(std::uint32_t colon, Index q) const {
    const TokenRange unit = s_.unit_tokens(colon);
    if (colon + 1 != unit.end || colon == unit.begin || colon - unit.begin > kMaxSpeakerTokens) return {};
    Draft d;
    d.source_head = kNone;
    for (std::uint32_t i = unit.begin; i < colon; ++i) {
      if (s_.is_verb(i) || s_[i].text == "." || s_.is_mark(i)) return {};
      if (s_[i].pos != Pos::PROPN) continue;
      if (d.source_head == kNone || !s_.is_comma(d.source_head + 1)) d.source_head = i;
    }
    if (d.source_head == kNone) return {};
    d.head = colon;
    d.cue_tokens = {colon, colon + 1};
    d.source = {{unit.begin, colon}};
    d.content = {extents_[q].outer};
    d.quotations = {q};
    d.rule = "colon";
    return d;
  }

  [[nodiscard]] bool is_dated(std::uint32_t i) const {
    const EntityLabel e = s_[i].entity;
    return e == EntityLabel::DATE || e == EntityLabel::TIME || s_[i].pos == Pos::NUM;
  }
  // Somebody who can talk: a person, a body, a handle; "Privacy Notice: …" and "Rebellion: …" are headings.
  [[nodiscard]] bool names_speaker(TokenRange r) const {
    for (std::uint32_t i = r.begin; i < r.end; ++i) {
      const Token& x = s_[i];
      if (x.entity == EntityLabel::PERSON || x.text[0] == '@' || x.pos == Pos::PRON) return true;
      const NounClass c = noun_class(x.lemma);
      if (c == NounClass::kPerson || c == NounClass::kBody || c == NounClass::kGroup || is_title(x.lower)) return true;
      if (x.entity == EntityLabel::ORG && i + 1 == r.end && r.end - r.begin <= 3 && c == NounClass::kOther &&
          x.pos == Pos::PROPN && x.lower != "notice" && x.lower != "live" && x.lower != "update")
        return true;
    }
    return false;
  }
  // The head of the phrase, not a name inside it: "night in Tarn Ford" says nothing.
  [[nodiscard]] bool speaks_itself(TokenRange r) const {
    for (std::uint32_t i = r.begin; i < r.end; ++i) {
      const std::uint32_t h = s_[i].head;
      if ((h >= r.begin && h < r.end && h != i) || s_[i].pos == Pos::PUNCT) continue;
      return names_speaker({i, i + 1}) || is_document_noun(s_[i].lemma) || is_poll_noun(s_[i].lemma);
    }
    return false;
  }
  [[nodiscard]] bool is_shouted(std::uint32_t i) const {
    return std::all_of(s_[i].text.begin(), s_[i].text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  }

  std::optional<Draft> speaker_colon(TokenRange t) const {
    const std::uint32_t last = std::min(t.end, t.begin + kMaxSpeakerTokens);
    std::uint32_t colon = t.begin;
    bool person = false;
    for (; colon < last && s_[colon].text != ":"; ++colon) {
      const Token& x = s_[colon];
      if (x.pos == Pos::VERB || x.pos == Pos::AUX || s_.is_mark(colon) || x.text == "." || x.text == "?") return {};
      person |= x.pos == Pos::PROPN || x.pos == Pos::PRON;
    }
    if (colon == t.begin || colon >= last || colon + 1 >= t.end) return {};
    const std::uint32_t first = colon + 1;
    if (is_dated(t.begin)) return {};  // "Sept. 3, 1932: …"
    const bool quoted = s_.is_mark(first);
    const bool shouted = is_shouted(t.begin) || is_handle(colon - 1);
    person |= shouted && s_[t.begin].text.size() > 1;  // "Q:" is turns.cc's
    if (!quoted && !shouted && !names_speaker({t.begin, colon})) return {};
    if (!quoted && (!person || (t.end - colon < 4 && !shouted))) return {};
    // What follows must be able to be said: it begins with a capital and holds a verb.
    if (!quoted) {
      bool verb = false;
      for (std::uint32_t i = first; i < t.end; ++i) verb |= s_.is_verb(i);
      const char c = s_[first].text[0];
      if ((!verb && !is_handle(colon - 1)) || (c >= 'a' && c <= 'z')) return {};
      if (s_[t.end - 1].text == "?" && s_.page().document.parts[s_.part(colon)].kind != PartKind::kParagraph) return {};
    }
    Draft d;
    d.head = colon;
    d.cue_tokens = {colon, colon + 1};
    d.source_head = colon - 1;
    for (std::uint32_t i = t.begin; i < colon; ++i)
      if (s_[i].pos == Pos::PROPN || s_[i].pos == Pos::PRON || s_[i].pos == Pos::NOUN) {
        d.source_head = i;
        if (i + 1 < colon && s_.is_comma(i + 1)) break;
      }
    std::uint32_t end = colon;  // "Lund, from the bench:"
    for (std::uint32_t i = d.source_head + 1; i + 1 < colon && end == colon; ++i)
      if (s_.is_comma(i) && s_[i + 1].pos == Pos::ADP) end = i;
    std::uint32_t stop = t.end;  // 'The coach: "A." The captain: "B."'
    if (quoted)
      if (const std::uint32_t next = next_speaker(first, t.end); next != kNone) stop = next;
    std::uint32_t begin = t.begin;  // "RT @handle:"
    if (s_[begin].text == "RT" && begin + 1 < end && is_handle(begin + 1)) ++begin;
    d.source = {{begin, end}};
    d.content = {{first, stop}};
    d.rule = "colon";
    return d;
  }
  // Where, behind a closing mark, the next "X:" before a quotation begins.
  [[nodiscard]] std::uint32_t next_speaker(std::uint32_t from, std::uint32_t end) const {
    for (std::uint32_t i = from + 1; i + 1 < end; ++i) {
      if (s_[i].text != ":" || !s_.is_mark(i + 1) || s_.outer_quotation(i) != kNone) continue;
      std::uint32_t begin = i;
      while (begin > from && i - begin <= kMaxSpeakerTokens && !s_.is_mark(begin - 1) && !s_.is_verb(begin - 1))
        --begin;
      if (begin > from && s_.is_mark(begin - 1) && begin < i && names_speaker({begin, i})) return begin;
    }
    return kNone;
  }

  // "— Peg Rowan, retired librarian" as a paragraph of its own, under the quotation that it signs.
  std::optional<Draft> signature_below(TokenRange t) const {
    std::uint32_t first = t.begin + 1;
    if (t.end - t.begin < 2 || t.end - t.begin > 2 * kMaxSpeakerTokens || !is_dash_text(t.begin)) return {};
    if (t.begin == 0 || s_.unit(t.begin) != s_.unit(t.begin - 1) + 1) return {};
    const TokenRange above = s_.unit_tokens(t.begin - 1);
    Index signed_one = kNone;
    for (std::uint32_t i = above.begin; i < above.end && signed_one == kNone; ++i) signed_one = s_.outer_quotation(i);
    if (signed_one == kNone) return {};
    const TokenRange outer = extents_[signed_one].outer;
    if (!adjoin(above.begin, outer.begin) || outer.begin > above.begin + 1 || !adjoin(outer.end, above.end)) return {};
    std::uint32_t end = first;
    bool person = false;
    for (; end < t.end && !s_.is_comma(end) && s_[end].text != "("; ++end) {
      if ((s_.is_verb(end) && !is_handle(end)) || s_.is_mark(end)) return {};
      person |= s_[end].pos == Pos::PROPN || is_handle(end);
    }
    if (!person || end == first) return {};
    Draft d;
    d.head = t.begin;
    d.cue_tokens = {t.begin, first};
    d.source = {{first, end}};
    d.source_head = end - 1;
    d.content = {outer};
    d.quotations = {signed_one};
    d.rule = "signature";
    return d;
  }
  [[nodiscard]] bool is_dash_text(std::uint32_t i) const {
    const std::string_view x = s_[i].text;
    return x == "–" || x == "—" || x == "--" || x == "-" || x == "―";
  }

  std::optional<Draft> speaker_dash(TokenRange t) const {
    if (!s_.is_mark(t.begin)) return {};
    // the dash after the closing mark
    std::uint32_t dash = t.end;
    for (std::uint32_t i = t.begin + 1; i + 1 < t.end; ++i) {
      const std::string_view x = s_[i].text;
      if ((x == "–" || x == "—" || x == "-" || x == "--") && s_.is_mark(i - 1) && s_.outer_quotation(i) == kNone) {
        dash = i;
        break;
      }
    }
    if (dash >= t.end || t.end - dash > 2 * kMaxSpeakerTokens) return {};
    std::uint32_t end = dash + 1;
    bool person = false;
    for (; end < t.end && !s_.is_edge_punctuation(end); ++end) {
      if (s_.is_verb(end) && !is_handle(end)) return {};
      person |= s_[end].pos == Pos::PROPN || is_handle(end);
    }
    if (!person) return {};
    Draft d;
    d.head = dash;
    d.cue_tokens = {dash, dash + 1};
    d.source = {{dash + 1, end}};
    d.source_head = end - 1;
    d.content = {{t.begin, dash}};
    d.rule = "dash";
    return d;
  }

  const Syntax& s_;
  std::vector<Draft>& drafts_;
  std::vector<std::uint32_t> owner_;
  std::vector<Extent> extents_;
};

}  // namespace

void attach_quotations(const Syntax& syntax, std::vector<Draft>& drafts) { QuotedSpeech(syntax, drafts).attach(); }

}  // namespace hearsay
