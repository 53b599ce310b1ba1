// Figures: how many of what, with the bound that the words put on it.
//
// `value` is the number said; `low` and `high` are what it implies, open ends nullopt, so that "at least 30" and
// "up to five" can be compared without pretending to know more. Numbers that count nothing are no figures: years and
// dates (times.cc), names ("Article 5", "F-16", "Highway 30"), ordinals, scores, telephone numbers, list marks.
// One pass over the tokens; each looks ahead a few tokens, so the work is linear.
#include <algorithm>
#include <unordered_set>

#include "reading/finding.h"
#include "reading/number_words.h"
#include "reading/units.h"

namespace hearsay {

namespace {

constexpr std::uint32_t kReach = 12;  // tokens looked at beyond a number for the thing it counts

struct BoundWords {
  std::string_view words[3];
  Bound bound;
  bool below = false;  // "nearly": about, and not more
};

// Longest first, so that "no more than" is not read as "more than".
constexpr BoundWords kBounds[] = {{{"no", "fewer", "than"}, Bound::kAtLeast},
                                  {{"no", "less", "than"}, Bound::kAtLeast},
                                  {{"not", "less", "than"}, Bound::kAtLeast},
                                  {{"no", "more", "than"}, Bound::kAtMost},
                                  {{"not", "more", "than"}, Bound::kAtMost},
                                  {{"as", "many", "as"}, Bound::kAtMost},
                                  {{"as", "much", "as"}, Bound::kAtMost},
                                  {{"in", "excess", "of"}, Bound::kMoreThan},
                                  {{"a", "minimum", "of"}, Bound::kAtLeast},
                                  {{"a", "maximum", "of"}, Bound::kAtMost},
                                  {{"as", "few", "as"}, Bound::kAtLeast},
                                  {{"well", "over", ""}, Bound::kMoreThan},
                                  {{"just", "over", ""}, Bound::kMoreThan},
                                  {{"just", "under", ""}, Bound::kLessThan},
                                  {{"more", "than", ""}, Bound::kMoreThan},
                                  {{"less", "than", ""}, Bound::kLessThan},
                                  {{"fewer", "than", ""}, Bound::kLessThan},
                                  {{"lower", "than", ""}, Bound::kLessThan},
                                  {{"greater", "than", ""}, Bound::kMoreThan},
                                  {{"upwards", "of", ""}, Bound::kMoreThan},
                                  {{"at", "least", ""}, Bound::kAtLeast},
                                  {{"at", "most", ""}, Bound::kAtMost},
                                  {{"up", "to", ""}, Bound::kAtMost},
                                  {{"close", "to", ""}, Bound::kAbout},
                                  {{"closer", "to", ""}, Bound::kAbout},
                                  {{"an", "estimated", ""}, Bound::kAbout},
                                  {{"estimated", "", ""}, Bound::kAbout},
                                  {{"over", "", ""}, Bound::kMoreThan},
                                  {{"above", "", ""}, Bound::kMoreThan},
                                  {{"exceeding", "", ""}, Bound::kMoreThan},
                                  {{"under", "", ""}, Bound::kLessThan},
                                  {{"below", "", ""}, Bound::kLessThan},
                                  {{"nearly", "", ""}, Bound::kAbout, true},
                                  {{"almost", "", ""}, Bound::kAbout, true},
                                  {{"approaching", "", ""}, Bound::kAbout, true},
                                  {{"about", "", ""}, Bound::kAbout},
                                  {{"around", "", ""}, Bound::kAbout},
                                  {{"some", "", ""}, Bound::kAbout},
                                  {{"roughly", "", ""}, Bound::kAbout},
                                  {{"approximately", "", ""}, Bound::kAbout},
                                  {{"circa", "", ""}, Bound::kAbout},
                                  {{"~", "", ""}, Bound::kAbout}};

using Words = std::unordered_set<std::string_view>;  // looked up only

// A number after one of these names a thing and counts none.
const Words& numbered_things() {
  static const Words kWords = {
      "article", "articles", "section",   "sections",   "chapter",     "page",    "pages",    "paragraph", "clause",
      "item",    "number",   "no.",       "nos.",       "no",          "nr.",     "room",     "flight",    "channel",
      "route",   "highway",  "phase",     "level",      "grade",       "type",    "model",    "version",   "resolution",
      "bill",    "act",      "amendment", "title",      "part",        "volume",  "verse",    "unit",      "block",
      "box",     "gate",     "platform",  "line",       "district",    "ward",    "precinct", "tel",       "tel.",
      "phone",   "#",        "fig.",      "figure",     "table",       "step",    "week",     "day",       "season",
      "episode", "round",    "game",      "interstate", "proposition", "measure", "zone",     "sector",    "group",
      "point",   "chapter",  "apartment", "suite",      "building",    "pier"};
  return kWords;
}

struct Draft {
  Figure figure;
  std::uint32_t begin = 0, end = 0;  // tokens
};

class FigureReader {
 public:
  FigureReader(const Page& page, const std::vector<Time>& times) : a_(page.analysis), times_(times) {}

  void read(TokenRange range, std::vector<Figure>& out) {
    first_ = range.begin;
    limit_ = range.end;
    for (std::uint32_t i = range.begin; i < limit_;) {
      std::uint32_t skip = i + 1;
      if (std::optional<Draft> d = figure_at(i, skip)) {
        out.push_back(std::move(d->figure));
        i = d->end;
      } else {
        i = skip;
      }
    }
  }

 private:
  std::string_view word(std::uint32_t i) const { return i < limit_ ? a_.tokens[i].lower : std::string_view(); }
  std::string_view text(std::uint32_t i) const { return i < limit_ ? a_.tokens[i].text : std::string_view(); }
  bool joined(std::uint32_t i) const { return i + 1 < limit_ && a_.tokens[i].span.end == a_.tokens[i + 1].span.begin; }
  bool dash(std::uint32_t i) const {
    const std::string_view w = word(i);
    return w == "-" || w == "–" || w == "‑" || w == "—";
  }
  bool noun(std::uint32_t i) const {
    if (i >= limit_) return false;
    const Tag t = a_.tokens[i].tag;
    return t == Tag::NN || t == Tag::NNS || t == Tag::NNP || t == Tag::NNPS;
  }

  // The time expression that covers this token, if any.
  const Time* time_at(std::uint32_t i) const {
    const Span s = a_.tokens[i].span;
    const auto t =
        std::partition_point(times_.begin(), times_.end(), [s](const Time& x) { return x.span.end <= s.begin; });
    return t != times_.end() && t->span.overlaps(s) ? &*t : nullptr;
  }

  std::optional<Draft> figure_at(std::uint32_t i, std::uint32_t& skip) {
    Bound bound = Bound::kExact;
    bool below = false, bounded = false;
    std::uint32_t at = i;
    for (const BoundWords& b : kBounds) {
      if (b.words[0] != word(i)) continue;
      std::uint32_t k = 1;
      while (k < 3 && !b.words[k].empty() && b.words[k] == word(i + k)) ++k;
      if (k < 3 && !b.words[k].empty()) continue;
      bound = b.bound, below = b.below, bounded = true;
      at = i + k;
      break;
    }
    if (!bounded && word(i) == "between") {
      if (auto d = between(i)) return d;
      return std::nullopt;
    }
    if (at >= limit_) return std::nullopt;
    // cheap refusal of the tokens that begin no number
    const std::string_view w = word(at);
    if (w.empty()) return std::nullopt;

    std::string_view currency;
    std::uint32_t number_at_token = at;
    if (a_.tokens[at].tag == Tag::Dollar || a_.tokens[at].pos == Pos::SYM || w.size() <= 4) {
      currency = currency_of_sign(text(at));
      if (!currency.empty()) number_at_token = at + 1;
    }
    if (!currency.empty() && word(number_at_token) == "$") ++number_at_token;
    std::optional<Number> n = number_at(a_, number_at_token, limit_);
    if (currency.empty()) {
      if (auto share = share_at(at, n)) return finish_share(i, *share, bound, below);
    }
    if (!n) return std::nullopt;
    if (number_at_token > at && !n->digits && !n->vague) return std::nullopt;
    skip = n->end;
    if (currency.empty() && is_no_figure(i, at, *n, bounded)) {
      // "3-1", "555-0199": what the dash joins on is none either
      while (skip + 1 < limit_ && dash(skip) && joined(skip - 1) && joined(skip) && digits_value(text(skip + 1)))
        skip += 2;
      return std::nullopt;
    }
    // "aged 71", "71-year-old", "Roe, 26,"
    if (currency.empty() && !n->vague) {
      if (auto age = age_at(i, at, *n, bound)) return age;
    }
    Draft d;
    d.begin = i;
    d.end = n->end;
    Figure& f = d.figure;
    double high = n->high;
    bool range = n->vague;
    // "12 to 18 months", "$5-10 million", "two or three"
    if (!n->vague && d.end + 1 < limit_ && (word(d.end) == "to" || word(d.end) == "or" || dash(d.end))) {
      std::uint32_t second = d.end + 1;
      if (!currency.empty() && currency_of_sign(text(second)) == currency) ++second;
      const std::optional<Number> m = number_at(a_, second, limit_);
      if (m && !m->vague && !m->article) {
        double low = n->value;
        // "5-10 million" counts both in millions
        if (m->value >= 1000 && low < 1000 && second + 1 < m->end) {
          double scale = 1;
          while (scale * 1000 <= m->value) scale *= 1000;
          low *= scale;
        }
        const bool close = word(d.end) == "or" ? m->value == n->value + 1 : low < m->value;
        const bool counts = unit_at(a_, m->end, limit_) || noun(m->end) || !currency.empty() ||
                            a_.tokens[m->end < limit_ ? m->end : m->end - 1].tag == Tag::JJ;
        if (close && counts) {
          n->value = low;
          high = m->value;
          d.end = m->end;
          range = true;
        } else if (dash(d.end) && joined(d.end) && joined(d.end - 1)) {
          skip = m->end;
          return std::nullopt;  // a score
        }
      }
    }
    const std::uint32_t number_end = d.end;
    // "or more", "+"
    if (word(d.end) == "or" && (word(d.end + 1) == "more" || word(d.end + 1) == "so" || word(d.end + 1) == "less" ||
                                word(d.end + 1) == "fewer")) {
      bound = word(d.end + 1) == "more" ? Bound::kAtLeast : word(d.end + 1) == "so" ? Bound::kAbout : Bound::kAtMost;
      d.end += 2;
    } else if (word(d.end) == "+" && joined(d.end - 1)) {
      bound = Bound::kAtLeast;
      ++d.end;
    }
    f.kind = FigureKind::kCount;
    bool measured = false;
    if (!currency.empty()) {
      f.kind = FigureKind::kMoney;
      f.unit = currency;
      measured = true;
    } else {
      std::uint32_t unit_token = d.end;
      if (dash(unit_token) && joined(unit_token)) ++unit_token;  // "a 5-kilometer zone"
      if (const auto unit = unit_at(a_, unit_token, limit_)) {
        f.kind = unit->kind;
        f.unit = unit->name;
        d.end = unit->end;
        measured = true;
      } else if (const auto code = currency_of_word(text(d.end), word(d.end)); !code.empty() && d.end == unit_token) {
        f.kind = FigureKind::kMoney;
        f.unit = code;
        ++d.end;
        measured = true;
      } else if (dash(d.end) && word(d.end + 1) == "strong") {
        d.end += 2;
      }
      if (f.kind == FigureKind::kDuration && !n->digits && n->value == 1 && !bounded) return std::nullopt;
    }
    if (word(d.end) == "or" && (word(d.end + 1) == "more" || word(d.end + 1) == "so")) {
      bound = word(d.end + 1) == "more" ? Bound::kAtLeast : Bound::kAbout;
      d.end += 2;
    }
    // A date or a clock time is no figure; a length of time is both.
    for (std::uint32_t k = at; k < number_end; ++k) {
      const Time* t = time_at(k);
      if (t != nullptr && t->type != TimeType::kDuration) return std::nullopt;
    }
    if (f.kind == FigureKind::kDuration && word(d.end) == "ago") return std::nullopt;
    f.of = measured ? of_measure(d.end, f.kind) : of_count(number_end, d.end);
    set_interval(f, n->value, high, range, bound, below);
    f.span = a_.bytes({d.begin, d.end});
    return d;
  }

  static void set_interval(Figure& f, double value, double high, bool range, Bound bound, bool below) {
    f.bound = bound;
    if (range) {
      // "more than hundreds", "between 200 and 300": what the words span
      if (bound == Bound::kExact || bound == Bound::kAbout) f.bound = Bound::kBetween;
      f.low = value;
      f.high = high;
      if (bound == Bound::kAtLeast || bound == Bound::kMoreThan) f.high.reset();
      if (bound == Bound::kAtMost || bound == Bound::kLessThan) f.low.reset();
      return;
    }
    f.value = value;
    switch (bound) {
      case Bound::kAtLeast:
      case Bound::kMoreThan:
        f.low = value;
        break;
      case Bound::kAtMost:
      case Bound::kLessThan:
        f.high = value;
        break;
      case Bound::kAbout:
        if (below) f.high = value;
        break;
      default:
        f.low = f.high = value;
    }
  }

  // "between 200 and 300 people"
  std::optional<Draft> between(std::uint32_t i) {
    std::uint32_t at = i + 1;
    std::string_view currency = at < limit_ ? currency_of_sign(text(at)) : std::string_view();
    if (!currency.empty()) ++at;
    const auto n = number_at(a_, at, limit_);
    if (!n || n->vague) return std::nullopt;
    std::uint32_t second = n->end;
    const auto first_unit = unit_at(a_, second, limit_);
    if (first_unit) second = first_unit->end;
    if (word(second) != "and") return std::nullopt;
    ++second;
    if (!currency.empty() && currency_of_sign(text(second)) == currency) ++second;
    const auto m = number_at(a_, second, limit_);
    if (!m || m->vague || m->value <= n->value) return std::nullopt;
    for (std::uint32_t k = at; k < m->end; ++k) {
      const Time* t = time_at(k);
      if (t != nullptr && t->type != TimeType::kDuration) return std::nullopt;
    }
    Draft d;
    d.begin = i;
    d.end = m->end;
    Figure& f = d.figure;
    bool measured = !currency.empty();
    if (measured) {
      f.kind = FigureKind::kMoney;
      f.unit = currency;
    } else if (const auto unit = unit_at(a_, d.end, limit_)) {
      f.kind = unit->kind;
      f.unit = unit->name;
      d.end = unit->end;
      measured = true;
    }
    f.of = measured ? of_measure(d.end, f.kind) : of_count(m->end, d.end);
    set_interval(f, n->value, m->value, true, Bound::kExact, false);
    f.span = a_.bytes({d.begin, d.end});
    return d;
  }

  // Numbers that name, date or place something in an order.
  bool is_no_figure(std::uint32_t i, std::uint32_t at, const Number& n, bool bounded) {
    const Token& t = a_.tokens[at];
    const std::string_view prior = at > first_ ? a_.tokens[at - 1].lower : std::string_view();
    if (n.article && word(at) != "half" && n.value == 12 && word(n.end) == "or") return false;
    // "one" is a pronoun or an article far more often than a count.
    if (t.lower == "one" && n.end == at + 1 && !bounded && word(n.end) != "percent" && word(n.end) != "%") return true;
    if (at == first_ && n.digits && (word(n.end) == "." || word(n.end) == ")") && n.end + 1 < limit_) return true;
    if (i == at && at > first_ && dash(at - 1) && joined(at - 1)) return true;  // COVID-19, F-16, the 2 of "3-2"
    if (n.digits && joined(n.end - 1) && dash(n.end) && joined(n.end) && n.end + 1 < limit_) {
      const std::string_view next = text(n.end + 1);
      const bool plain = next.find_first_not_of("0123456789") == std::string_view::npos;
      if (plain && next.size() >= 3 && text(at).size() >= 3) return true;  // telephone numbers, spans of years
    }
    switch (t.entity) {
      case EntityLabel::PRODUCT:
      case EntityLabel::FAC:
      case EntityLabel::LAW:
      case EntityLabel::EVENT:
      case EntityLabel::WORK_OF_ART:
      case EntityLabel::ORG:
      case EntityLabel::PERSON:
        if (!t.entity_begin) return true;
        break;
      default:
        break;
    }
    if (!bounded && at > first_) {
      const Token& p = a_.tokens[at - 1];
      const bool attached = t.head == at - 1 || (p.head == at && p.dep == Dep::compound) ||
                            (t.head == p.head && t.dep == Dep::nummod && t.head < at);
      if (numbered_things().contains(prior) && (n.digits || attached) && !noun(n.end)) return true;
      if ((p.tag == Tag::NNP || p.tag == Tag::NNPS) && attached && n.digits) return true;
    }
    // "a 911 caller", "the 737 jet": before a singular noun a number names it
    if (!bounded && n.digits && n.end == at + 1 && n.value >= 100 && t.dep == Dep::nummod && t.head == n.end &&
        a_.tokens[n.end].tag == Tag::NN && !unit_at(a_, n.end, limit_) &&
        currency_of_word(text(n.end), word(n.end)).empty()) {
      return true;
    }
    const Time* time = time_at(at);
    return time != nullptr && time->type != TimeType::kDuration;
  }

  std::optional<Draft> age_at(std::uint32_t i, std::uint32_t at, const Number& n, Bound bound) {
    if (n.value < 0 || n.value > 125) return std::nullopt;
    std::uint32_t end = n.end;
    std::uint32_t of = kNone;
    const std::string_view prior = at > first_ ? a_.tokens[at - 1].lower : std::string_view();
    const bool unit = word(end) == "year" || word(end) == "years" || word(end) == "month" || word(end) == "months";
    if (dash(end) && word(end + 1).starts_with("year") && dash(end + 2) && word(end + 3).starts_with("old")) {
      end += 4;
      const std::uint32_t head = a_.tokens[end - 1].head;
      if (head >= end && head < limit_ && head < end + kReach) of = head;
    } else if (unit && word(end + 1) == "old") {
      end += 2;
    } else if (unit && word(end + 1) == "of" && word(end + 2) == "age") {
      end += 3;
    } else if (prior == "aged" || prior == "age") {
    } else if (prior == "," && n.digits && at >= first_ + 2 && bound == Bound::kExact &&
               (a_.tokens[at - 2].tag == Tag::NNP || a_.tokens[at - 2].entity == EntityLabel::PERSON) &&
               (end >= limit_ || word(end) == "," || word(end) == "." || word(end) == ")" || word(end) == ";")) {
      of = at - 2;
    } else {
      return std::nullopt;
    }
    Draft d;
    d.begin = i;
    d.end = end;
    d.figure.kind = FigureKind::kAge;
    d.figure.unit = end >= n.end + 1 && word(n.end).starts_with("month") ? "months" : "years";
    if (of != kNone && of >= end) d.figure.of = a_.bytes({end, of + 1});
    if (of != kNone && of < at) {
      std::uint32_t begin = of;
      while (begin > first_ && a_.tokens[begin - 1].tag == Tag::NNP && of - begin < kReach) --begin;
      d.figure.of = a_.bytes({begin, of + 1});
    }
    set_interval(d.figure, n.value, n.value, false, bound, false);
    d.figure.span = a_.bytes({i, end});
    return d;
  }

  // ---- shares: "one in five", "a third of voters", "two-thirds" ----
  struct Share {
    double value = 0;
    std::uint32_t end = 0;
  };
  std::optional<Share> share_at(std::uint32_t at, const std::optional<Number>& n) const {
    if (n && !n->vague && word(n->end) == "in" && n->value >= 1) {
      const auto m = number_at(a_, n->end + 1, limit_);
      if (m && !m->vague && m->value > n->value && m->value <= 1000 && !m->article && a_.tokens[at].dep != Dep::pobj) {
        return Share{n->value / m->value, m->end};
      }
    }
    const auto part = [this](std::uint32_t i) -> double {
      const std::string_view w = word(i);
      if (w == "half" || w == "halves") return 2;
      if (w == "third" || w == "thirds") return 3;
      if (w == "quarter" || w == "quarters") return 4;
      if (w == "fifth" || w == "fifths") return 5;
      if (w == "tenth" || w == "tenths") return 10;
      return 0;
    };
    if ((word(at) == "a" || word(at) == "one") && part(at + 1) != 0 && word(at + 2) == "of") {
      return Share{1 / part(at + 1), at + 2};
    }
    if (word(at) == "half" && (word(at + 1) == "of" || word(at + 1) == "the")) return Share{.5, at + 1};
    if (n && !n->digits && !n->vague && n->value >= 1 && n->value <= 9) {
      const std::uint32_t denominator = dash(n->end) ? n->end + 1 : n->end;
      if (part(denominator) > 2 && part(denominator) > n->value && word(denominator).ends_with('s')) {
        return Share{n->value / part(denominator), denominator + 1};
      }
    }
    return std::nullopt;
  }
  std::optional<Draft> finish_share(std::uint32_t i, const Share& share, Bound bound, bool below) {
    if (const Time* t = time_at(i); t != nullptr && t->type != TimeType::kDuration) return std::nullopt;
    Draft d;
    d.begin = i;
    d.end = share.end;
    d.figure.kind = FigureKind::kRate;
    d.figure.unit = "share";
    d.figure.of = of_count(share.end, share.end);
    set_interval(d.figure, share.value, share.value, false, bound, below);
    d.figure.span = a_.bytes({d.begin, d.end});
    return d;
  }

  // ---- the thing counted ----
  // After "square kilometers": what they are of; after money: what it is in or for.
  std::optional<Span> of_measure(std::uint32_t end, FigureKind kind) const {
    if (word(end) == "of") return object_of(end);
    if (kind == FigureKind::kMoney && (word(end) == "in" || word(end) == "worth")) {
      const std::uint32_t preposition = word(end) == "worth" && word(end + 1) == "of" ? end + 1 : end;
      if (noun(preposition + 1) || (preposition + 1 < limit_ && a_.tokens[preposition + 1].tag == Tag::JJ)) {
        return object_of(preposition);
      }
    }
    return std::nullopt;
  }
  // The noun phrase after a preposition, without what qualifies it.
  std::optional<Span> object_of(std::uint32_t preposition) const {
    const std::uint32_t stop = std::min(limit_, preposition + kReach);
    for (std::uint32_t k = preposition + 1; k < stop; ++k) {
      if (a_.tokens[k].head == preposition && a_.tokens[k].dep == Dep::pobj) {
        const std::uint32_t begin = std::max(a_.tokens[k].left_edge, preposition + 1);
        return a_.bytes({begin, k + 1});
      }
    }
    return noun_run(preposition + 1);
  }
  // Adjectives and nouns from here on, as far as they reach; the tagger sees them where the parse went astray.
  std::optional<Span> noun_run(std::uint32_t i) const {
    std::uint32_t last = kNone;
    const std::uint32_t stop = std::min(limit_, i + 8);
    for (std::uint32_t k = i; k < stop; ++k) {
      const Tag t = a_.tokens[k].tag;
      if (noun(k)) {
        last = k;
      } else if (last != kNone && !(dash(k) && joined(k) && joined(k - 1))) {
        break;
      } else if (t != Tag::JJ && t != Tag::HYPH && t != Tag::VBN && t != Tag::DT && t != Tag::JJR && t != Tag::PRPS &&
                 t != Tag::VBG && !dash(k)) {
        break;
      }
    }
    return last != kNone ? std::optional(a_.bytes({i, last + 1})) : std::nullopt;
  }
  // `number_end`: the token after the number; `end`: after the whole figure.
  std::optional<Span> of_count(std::uint32_t number_end, std::uint32_t end) const {
    std::uint32_t from = end;
    if (word(from) == "”" || word(from) == "\"" || word(from) == "’" || word(from) == "''") ++from;
    if (word(from) == "(") {  // "10 thousand (they say) soldiers"
      const std::uint32_t stop = std::min(limit_, from + kReach);
      for (std::uint32_t k = from; k < stop; ++k) {
        if (word(k) == ")") {
          from = k + 1;
          break;
        }
      }
    }
    if (word(from) == "of") return object_of(from);
    if (word(from) == "other" || word(from) == "more" || word(from) == "additional") ++from;
    const Token& number = a_.tokens[number_end - 1];
    const std::uint32_t head = number.head;
    if (head >= from && head < limit_ && head < from + kReach && a_.tokens[head].sentence == number.sentence &&
        (noun(head) || a_.tokens[head].pos == Pos::PRON)) {
      // not over a comma or a verb: then the head is the parser's guess
      bool plain = true;
      for (std::uint32_t k = from; k < head; ++k) {
        const Pos p = a_.tokens[k].pos;
        plain = plain && a_.tokens[k].text != "," && p != Pos::AUX && (p != Pos::VERB || a_.tokens[k].dep == Dep::amod);
      }
      if (plain) return a_.bytes({from, head + 1});
    }
    if (from > end && from < limit_ && (a_.tokens[from].dep == Dep::dobj || a_.tokens[from].dep == Dep::pobj)) {
      return a_.bytes({from, from + 1});  // after a closing mark the tagger may be astray
    }
    if (const auto run = noun_run(from)) return run;
    // "a toll of 19"
    if (head < number_end && head >= first_ && number.dep == Dep::pobj && word(head) == "of") {
      const std::uint32_t counted = a_.tokens[head].head;
      if (counted < head && counted >= first_ && noun(counted)) {
        return a_.bytes(
            {std::max({a_.tokens[counted].left_edge, first_, counted > 6 ? counted - 6 : 0u}), counted + 1});
      }
    }
    return std::nullopt;
  }

  const Analysis& a_;
  const std::vector<Time>& times_;
  std::uint32_t first_ = 0, limit_ = 0;
};

}  // namespace

std::vector<Figure> find_figures(const Page& page, const std::vector<Time>& times) {
  std::vector<Figure> out;
  FigureReader reader(page, times);
  for (const Unit& unit : page.analysis.units) {
    if (unit.tokens.begin < unit.tokens.end) reader.read(unit.tokens, out);
  }
  return out;
}

}  // namespace hearsay
