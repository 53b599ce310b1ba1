// Quotations that stand alone: "Roe shook his head. “We never signed.”", a paragraph that is a quotation under one
// about one person, the lines of a talk. No word says that somebody speaks: the marks do, so the opening mark is the
// cue, and the speaker comes from what stands before:
//   the same paragraph  whoever speaks in the sentence before, else the person who is its subject
//   a line of talk      where two speakers take turns and one asks, the other one; else whoever spoke last
//   a question above    an interview: whoever answered last, else the person whom the page introduces as met
//   a paragraph above   whoever speaks or acts in its last sentence that has a person for its subject
// A quotation whose speaker nothing tells stays nobody's. Runs after both readers, so that what they found counts.
// Time: linear; each paragraph is looked at from the next one only, an interview's opening from kMaxOpening away.
#include <algorithm>
#include <array>

#include "reading/chain_links.h"
#include "reading/noun_classes.h"
#include "reading/roles.h"

namespace hearsay {
namespace {

constexpr double kBeside = .6, kAbove = .5, kTurn = .45;
constexpr std::uint32_t kMinTokens = 4;   // between the marks
constexpr std::uint32_t kMaxTurn = 40;    // tokens of a line in a quick exchange
constexpr std::uint32_t kMaxOpening = 4;  // paragraphs before an interview's first question
constexpr std::uint32_t kMaxPhrase = 24;  // tokens of a speaker's phrase

// Who speaks: the words, and the token that they hang on.
struct Speaker {
  TokenRanges words;
  std::uint32_t head = kNone;
  [[nodiscard]] bool known() const { return head != kNone; }
};

class LoneQuotations {
 public:
  LoneQuotations(const Page& page, const std::vector<Quotation>& quotations, std::vector<Attribution>& all)
      : s_(page, quotations), a_(page.analysis), all_(all) {
    index();
  }

  void add() {
    for (Index q = 0; q < s_.quotations().size(); ++q) {
      if (s_.quotations()[q].depth != 0) continue;
      const TokenRange inner = inner_of(q);
      if (inner.begin >= inner.end) continue;
      const Index owner = owner_of(q, inner);
      if (owner != kNone) {
        // What somebody signed ("“…” – Roe") says nothing of the next quotation.
        const std::string_view rule = all_[owner].rule;
        note(q, inner, rule == "dash" || rule == "signature" || rule == "colon" ? Speaker{} : speaker_of(all_[owner]));
        continue;
      }
      if (!is_alone(q, inner)) continue;
      double p = 0;
      const Speaker who = speaker_before(q, inner, p);
      if (!who.known()) continue;
      note(q, inner, who);
      attribute(q, who, p);
    }
    for (Attribution& a : found_) all_.push_back(std::move(a));
    in_text_order(all_);
  }

 private:
  // A paragraph that is a line of talk, or ends in a quotation.
  struct Line {
    std::uint32_t unit = kNone;
    Index quotation = kNone;
    Speaker who;
    bool whole = false;  // nothing but the quotation and its cue
    bool asks = false;
  };

  void index() {
    owner_at_.assign(s_.size(), kNone);
    saying_.assign(a_.sentences.size(), kNone);
    for (Index k = 0; k < all_.size(); ++k) {
      const Attribution& a = all_[k];
      if (a.cue_head >= s_.size()) continue;
      if (a.parent == kNone)
        for (const Span piece : a.content) {
          const TokenRange r = tokens_in(piece);
          for (std::uint32_t i = r.begin; i < r.end; ++i)
            if (owner_at_[i] == kNone || s_.outer_quotation(all_[owner_at_[i]].cue_head) != kNone) owner_at_[i] = k;
        }
      if (a.source.empty() || a.parent != kNone || s_.outer_quotation(a.cue_head) != kNone || a.rule == "scare")
        continue;
      Index& best = saying_[s_[a.cue_head].sentence];
      if (best == kNone || !is_main(all_[best].cue_head)) best = k;
    }
  }

  [[nodiscard]] TokenRange tokens_in(Span span) const {
    TokenRange r{a_.token_at(span.begin), 0};
    r.end = r.begin;
    while (r.end < s_.size() && s_[r.end].span.begin < span.end) ++r.end;
    return r;
  }
  [[nodiscard]] TokenRange inner_of(Index q) const {
    const TokenRange r = tokens_in(s_.quotations()[q].inner);
    if (r.begin >= r.end || !s_.quotations()[q].outer.contains(s_[r.begin].span)) return {0, 0};
    return r;
  }
  [[nodiscard]] bool is_main(std::uint32_t i) const {
    return s_[i].head == i || (s_[i].dep == Dep::conj && s_[s_[i].head].head == s_[i].head);
  }

  // The attribution whose content it is, at its beginning or its end, from a cue outside.
  [[nodiscard]] Index owner_of(Index q, TokenRange inner) const {
    for (const std::uint32_t i : {inner.begin, inner.end - 1}) {
      const Index k = owner_at_[i];
      if (k == kNone) continue;
      // A transcript that is quoted as a whole ("“ROE: I think …”") has its speakers inside.
      if (s_.outer_quotation(all_[k].cue_head) != q || all_[k].rule == "colon") return k;
    }
    return kNone;
  }

  // Sentences of its own, in the page's own running text.
  [[nodiscard]] bool is_alone(Index q, TokenRange inner) const {
    const Quotation& quote = s_.quotations()[q];
    const Part& part = s_.page().document.parts[quote.part];
    if (part.region != Region::kMain || part.kind != PartKind::kParagraph) return false;
    if (inner.end - inner.begin < kMinTokens) return false;
    const std::string_view text = s_.page().document.text;
    std::uint32_t before = quote.outer.begin, after = quote.outer.end;
    while (before > part.span.begin && text[before - 1] == ' ') --before;
    while (after < part.span.end && text[after] == ' ') ++after;
    const bool opens = before == part.span.begin, ends = after == part.span.end;
    const char c = opens ? '.' : text[before - 1];
    if (c != '.' && c != '!' && c != '?' && c != ')' && !is_closing_mark(before)) return false;
    if (!ends) {
      const std::uint32_t next = a_.token_at(after);
      if (next >= s_.size() || s_.sentence(next).begin < inner.end) {
        // the splitter may have missed the end
        const char n = text[after];
        if (n < 'A' || n > 'Z' || !stops(inner)) return false;
      }
    }
    if (!stops(inner) && !(opens && ends) && quote.closed) return false;
    bool verb = false, title = true;  // 'All Bets Are Off.'
    for (std::uint32_t i = inner.begin; i < inner.end; ++i) {
      verb |= s_.is_verb(i);
      const char x = s_[i].text[0];
      title =
          title && (x < 'a' || x > 'z' || s_[i].pos == Pos::ADP || s_[i].pos == Pos::DET || s_[i].pos == Pos::CCONJ);
    }
    if (title && inner.end - inner.begin < 2 * kMinTokens) return false;
    if (inner.begin + 1 < inner.end && s_[inner.begin + 1].text == ":") return false;
    const std::string_view first = s_[inner.begin].text;
    const bool small = !first.empty() && first[0] >= 'a' && first[0] <= 'z';
    return !small && (verb || (stops(inner) && opens && ends));
  }
  [[nodiscard]] bool is_closing_mark(std::uint32_t end) const {
    const auto& all = s_.quotations();
    const auto after =
        std::partition_point(all.begin(), all.end(), [&](const Quotation& x) { return x.outer.begin < end; });
    return after != all.begin() && (after - 1)->outer.end == end && (after - 1)->closed;
  }
  [[nodiscard]] bool stops(TokenRange inner) const {
    const std::string_view last = s_[inner.end - 1].text;
    return last.ends_with('.') || last == "!" || last == "?" || last == "…" || last == "," || last == "—" ||
           last == "–";
  }

  [[nodiscard]] Speaker speaker_of(const Attribution& a) const {
    Speaker out;
    for (const Span span : a.source) {
      const TokenRange r = tokens_in(span);
      if (r.begin < r.end) out.words.push_back(r);
    }
    if (out.words.empty()) return {};
    const TokenRange r = out.words.front();
    for (std::uint32_t i = r.begin; i < r.end && out.head == kNone; ++i)
      if ((s_[i].head < r.begin || s_[i].head >= r.end || s_[i].head == i) && s_[i].pos != Pos::PUNCT) out.head = i;
    if (out.head == kNone) out.head = r.begin;
    return out;
  }

  // ---- persons ----
  [[nodiscard]] bool is_person(std::uint32_t i) const {
    const Token& t = s_[i];
    if (s_.outer_quotation(i) != kNone) return false;
    if (t.pos == Pos::PRON) return t.lower == "he" || t.lower == "she";
    if (t.pos == Pos::PROPN) {
      if (t.entity == EntityLabel::PERSON) return true;
      if (t.entity != EntityLabel::None && t.entity != EntityLabel::ORG && t.entity != EntityLabel::GPE) return false;
      const std::uint32_t first = s_[i].left_edge;
      for (std::uint32_t k = first; k < i; ++k)
        if (s_[k].pos == Pos::PROPN && (is_first_name(lowered(k)) || is_title(lowered(k)))) return true;
      const std::uint32_t named = s_.child(i, {Dep::appos});  // "The plumber, Ulla Brandt,"
      if (named != kNone && s_[named].entity == EntityLabel::PERSON) return true;
      return noun_class(t.lower) == NounClass::kPerson || is_trade(t.lower);
    }
    return t.pos == Pos::NOUN && t.tag == Tag::NN && (noun_class(t.lemma) == NounClass::kPerson || is_trade(t.lemma));
  }
  [[nodiscard]] std::string_view lowered(std::uint32_t i) const { return s_[i].lower; }

  // "The dentist, Ulla Brandt,": with what describes them, but no relative clause.
  [[nodiscard]] Speaker phrase(std::uint32_t head) const {
    Speaker out;
    TokenRange r = noun_phrase(s_, head, {0, 0}).front();
    for (std::uint32_t i = head + 1; i < r.end; ++i)
      if (s_[i].tag == Tag::WP || s_[i].tag == Tag::WDT || s_[i].tag == Tag::WPS || s_[i].tag == Tag::WRB) r.end = i;
    while (r.end > head + 1 && s_.is_comma(r.end - 1)) --r.end;
    if (r.end - r.begin > kMaxPhrase) r = {head, head + 1};
    out.words = {r};
    out.head = head;
    return out;
  }

  // The person who is the subject of a sentence's main verb.
  [[nodiscard]] Speaker subject_of(std::uint32_t sentence) const {
    const TokenRange r = a_.sentences[sentence];
    for (std::uint32_t root = r.begin; root < r.end; ++root) {
      if (s_[root].head != root || !s_.is_verb(root) || s_.outer_quotation(root) != kNone) continue;
      const std::uint32_t who = s_.child(root, {Dep::nsubj, Dep::nsubjpass});
      if (who == kNone || !is_person(who)) continue;
      const std::uint32_t named = s_.child(who, {Dep::appos});
      return phrase(named != kNone && s_[named].entity == EntityLabel::PERSON ? named : who);
    }
    return {};
  }

  // The one person who is named in a sentence: "The loudest cheer was for Roe", "There was no doubt in Roe's mind".
  [[nodiscard]] Speaker named_in(std::uint32_t sentence) const {
    const TokenRange r = a_.sentences[sentence];
    std::uint32_t only = kNone;
    for (std::uint32_t i = r.begin; i < r.end; ++i) {
      if (s_.outer_quotation(i) != kNone) return {};
      if (s_[i].entity != EntityLabel::PERSON || s_[i].pos != Pos::PROPN || s_[i].dep == Dep::compound) continue;
      if (only != kNone) return {};
      only = i;
    }
    if (only == kNone) return {};
    std::uint32_t begin = only;
    while (begin > r.begin && s_[begin - 1].entity == EntityLabel::PERSON && s_[begin - 1].head == only) --begin;
    return {{{begin, only + 1}}, only};
  }

  // Who speaks in a sentence, or else acts in it, or else is the one named in it.
  [[nodiscard]] Speaker active_in(std::uint32_t sentence) const {
    if (const Index k = saying_[sentence]; k != kNone && all_[k].act != Act::kAsk) {
      const Speaker who = speaker_of(all_[k]);
      if (who.known() && s_[who.head].tag != Tag::WP && s_[who.head].tag != Tag::WDT && s_[who.head].lower != "you")
        return who;
    }
    const Speaker acting = subject_of(sentence);
    return acting.known() ? acting : named_in(sentence);
  }

  // ---- where to look ----
  Speaker speaker_before(Index q, TokenRange inner, double& p) const {
    const Quotation& quote = s_.quotations()[q];
    if (quote.continues != kNone && last_.quotation == quote.continues && last_.who.known()) {
      p = kBeside;
      return last_.who;
    }
    const std::uint32_t unit = s_.unit(inner.begin);
    const TokenRange mine = a_.units[unit].tokens;
    const std::uint32_t mark = a_.token_at(quote.outer.begin);
    std::uint32_t at = mark;
    while (at > mine.begin && (s_.is_mark(at - 1) || s_[at - 1].pos == Pos::SPACE)) --at;
    if (at > mine.begin) {
      // in the same paragraph, from behind
      p = kBeside;
      for (std::uint32_t sentence = s_[at - 1].sentence, steps = 0; steps < 3; ++steps) {
        const TokenRange r = a_.sentences[sentence];
        const Speaker who = active_in(sentence);
        if (who.known() && who.head < mark) return who;
        if (last_.unit == unit && last_.who.known()) return last_.who;
        if (r.begin <= mine.begin) break;
        sentence = s_[r.begin - 1].sentence;
      }
      return {};
    }
    if (unit == 0 || !follows(unit - 1, unit)) return {};
    const std::uint32_t above = unit - 1;
    const TokenRange before = a_.units[above].tokens;
    if (before.begin >= before.end) return {};
    if (last_.unit == above) {
      p = kTurn;
      const bool quick = last_.whole && before_last_.whole && before_last_.unit + 1 == above &&
                         before_last_.who.known() && last_.who.known() && !same(before_last_.who, last_.who) &&
                         before.end - before.begin <= kMaxTurn && inner.end - inner.begin <= kMaxTurn;
      const bool asks = s_[inner.end - 1].text == "?";
      if (quick && (last_.asks || asks || before_last_.asks)) return before_last_.who;
      if (last_.asks && last_.whole) return {};  // an answer, but whose?
      if (last_.who.known()) return last_.who;
    }
    if (is_question(above)) {
      p = kTurn;
      // the speaker of the answer before it
      if (last_.unit != kNone && last_.unit + 1 == above && last_.whole && last_.who.known()) return last_.who;
      return met_before(above);
    }
    p = kAbove;
    std::uint32_t sentence = s_[last_word(before)].sentence;
    for (;;) {
      const TokenRange r = a_.sentences[sentence];
      const Speaker who = active_in(sentence);
      if (who.known()) return who;
      if (r.begin <= before.begin) return {};
      sentence = s_[r.begin - 1].sentence;
    }
  }

  [[nodiscard]] std::uint32_t last_word(TokenRange r) const {
    std::uint32_t i = r.end - 1;
    while (i > r.begin && s_[i].pos == Pos::SPACE) --i;
    return i;
  }
  // Paragraphs of the article that stand one after the other.
  [[nodiscard]] bool follows(std::uint32_t above, std::uint32_t below) const {
    const auto& parts = s_.page().document.parts;
    const std::uint32_t x = s_.page().part_of_unit[above], y = s_.page().part_of_unit[below];
    if (x >= parts.size() || y >= parts.size() || y > x + 1) return false;
    return parts[x].region == Region::kMain &&
           (parts[x].kind == PartKind::kParagraph || parts[x].kind == PartKind::kHeading);
  }
  [[nodiscard]] bool same(const Speaker& a, const Speaker& b) const { return s_[a.head].lower == s_[b.head].lower; }

  // A paragraph that only asks, in the page's own voice.
  [[nodiscard]] bool is_question(std::uint32_t unit) const {
    const TokenRange r = a_.units[unit].tokens;
    if (r.begin >= r.end || s_[last_word(r)].text != "?") return false;
    for (std::uint32_t i = r.begin; i < r.end; ++i)
      if (s_.outer_quotation(i) != kNone) return false;
    const Index k = saying_[s_[last_word(r)].sentence];
    return k == kNone || s_.text(all_[k].source.front()) == "you";
  }

  // The person named in the paragraphs before a talk; the latest subject of them.
  [[nodiscard]] Speaker met_before(std::uint32_t unit) const {
    for (std::uint32_t u = unit, steps = 0; u > 0 && steps < kMaxOpening; ++steps) {
      --u;
      const TokenRange r = a_.units[u].tokens;
      Speaker subject, any;
      for (std::uint32_t i = r.begin; i < r.end; ++i) {
        if (s_[i].entity != EntityLabel::PERSON || s_[i].pos != Pos::PROPN || s_[i].dep == Dep::compound) continue;
        if (s_.outer_quotation(i) != kNone || s_[i].dep == Dep::poss) continue;
        if (!any.known()) any = phrase(i);
        if (!subject.known() && (s_[i].dep == Dep::nsubj || s_[i].dep == Dep::appos)) subject = phrase(i);
      }
      if (subject.known()) return subject;
      if (any.known()) return any;
    }
    return {};
  }

  void note(Index q, TokenRange inner, Speaker who) {
    const std::uint32_t unit = s_.unit(inner.begin);
    if (last_.unit != unit) before_last_ = std::move(last_);
    const TokenRange r = a_.units[unit].tokens;
    last_.unit = unit;
    last_.quotation = q;
    last_.who = std::move(who);
    last_.asks = s_[inner.end - 1].text == "?";
    // its cue's sentence is all there is beside it
    std::uint32_t others = 0;
    for (std::uint32_t i = r.begin; i < r.end && others <= kMaxPhrase; ++i)
      others += s_.outer_quotation(i) == kNone && !s_.is_mark(i) && s_[i].pos != Pos::SPACE;
    last_.whole = others <= kMaxPhrase / 2;
  }

  void attribute(Index q, const Speaker& who, double p) {
    const Quotation& quote = s_.quotations()[q];
    Attribution a;
    a.rule = "lone-quotation";
    a.cue = {{quote.outer.begin, quote.inner.begin}};
    a.cue_head = a_.token_at(quote.outer.begin);
    for (const TokenRange r : who.words) a.source.push_back(s_.bytes(r));
    a.content = {quote.outer};
    a.quote = Quote::kDirect;
    a.part = quote.part;
    a.p = p;
    const Index index = static_cast<Index>(all_.size() + found_.size());
    for (auto k = first_from(quote.inner.begin); k < by_cue_.size(); ++k) {  // what is said inside is nested
      Attribution& inside = all_[by_cue_[k]];
      if (inside.cue.front().begin >= quote.outer.end) break;
      if (inside.parent == kNone) inside.parent = index;
    }
    found_.push_back(std::move(a));
  }
  [[nodiscard]] std::size_t first_from(std::uint32_t byte) {
    if (by_cue_.empty()) {
      for (Index k = 0; k < all_.size(); ++k) by_cue_.push_back(k);
      std::stable_sort(by_cue_.begin(), by_cue_.end(),
                       [&](Index x, Index y) { return all_[x].cue.front().begin < all_[y].cue.front().begin; });
    }
    const auto at =
        std::partition_point(by_cue_.begin(), by_cue_.end(), [&](Index k) { return all_[k].cue.front().begin < byte; });
    return static_cast<std::size_t>(at - by_cue_.begin());
  }

  const Syntax s_;
  const Analysis& a_;
  std::vector<Attribution>& all_;
  std::vector<Attribution> found_;
  std::vector<Index> owner_at_;  // by token: the outermost attribution whose content it is
  std::vector<Index> saying_;    // by sentence: who speaks there outside of quotations
  std::vector<Index> by_cue_;
  Line last_, before_last_;
};

}  // namespace

void add_lone_quotations(const Page& page, const std::vector<Quotation>& quotations,
                         std::vector<Attribution>& attributions) {
  LoneQuotations(page, quotations, attributions).add();
}

}  // namespace hearsay
