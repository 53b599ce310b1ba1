// Claims: what is asserted, on whose word. One for each content of an attribution at each depth (a quotation of several
// sentences gives one for each of them), and one for each assertion that the outlet, or a reader in a comment, makes in
// their own voice: main clauses with a finite verb that no attribution covers. Fragments, greetings, orders, questions
// and headings assert nothing.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "reading/chain_links.h"
#include "reading/commitment.h"
#include "reading/conditions.h"

namespace hearsay {

namespace {

constexpr std::size_t kContext = 32;  // code points of prefix and suffix
// Deeper nesting than people write ("A said that A said that …") gives no claims: each level would hold a copy of all
// that is inside it, so this bounds what a hostile page can make of its own length.
constexpr std::size_t kMaxLinks = 16;
constexpr std::uint32_t kMaxNamingTokens = 12;
constexpr std::size_t kMaxMainClauses = 64;  // of one sentence

class ClaimFinder {
 public:
  ClaimFinder(const Page& page, const std::vector<Quotation>& quotations, const std::vector<Voice>& voices,
              const std::vector<Attribution>& attributions)
      : page_(page), a_(page.analysis), s_(page, quotations), voices_(voices), attributions_(attributions) {
    index_chains();
    index_coverage();
    readers_.assign(page.document.parts.size(), kNone);
    std::size_t c = 0;
    for (Index v = 0; v < voices.size() && c < page.document.comments.size(); ++v) {
      if (voices[v].kind == VoiceKind::kReader) readers_[page.document.comments[c++].part] = v;
    }
  }

  std::vector<Claim> find() {
    for (Index k = 0; k < attributions_.size(); ++k) {
      if (!is_carrier(attributions_[k])) attributed(k);
    }
    for (std::uint32_t sentence = 0; sentence < a_.sentences.size(); ++sentence) own(sentence);
    std::stable_sort(out_.begin(), out_.end(), [](const Claim& x, const Claim& y) {
      if (x.content.front().begin != y.content.front().begin) return x.content.front().begin < y.content.front().begin;
      if (x.content.back().end != y.content.back().end) return x.content.back().end > y.content.back().end;
      return x.chain.size() < y.chain.size();
    });
    return std::move(out_);
  }

 private:
  // ---- chains ----
  void index_chains() {
    link_.assign(attributions_.size(), kNone);
    cited_.assign(attributions_.size(), false);
    for (const Attribution& attribution : attributions_)
      if (attribution.rule == "citing" && attribution.parent != kNone) cited_[attribution.parent] = true;
    for (Index k = 0; k < attributions_.size(); ++k) {
      if (is_carrier(attributions_[k]) && attributions_[k].parent != kNone) link_[attributions_[k].parent] = k;
    }
  }
  // Outermost first. Nesting is as deep as contents stand in contents; a loop cannot be, and would be cut.
  std::vector<Index> chain_of(Index k) const {
    std::vector<Index> chain;
    for (Index at = k; at != kNone && chain.size() <= kMaxLinks; at = attributions_[at].parent) {
      chain.push_back(at);
      if (attributions_[at].rule == "running-voice" && attributions_[at].parent != kNone) {
        // It stands in for the saying that it goes on from.
        at = attributions_[at].parent;
        for (Index l = link_[at]; l != kNone && chain.size() <= kMaxLinks; l = link_[l]) chain.push_back(l);
        continue;
      }
      for (Index l = link_[at]; l != kNone && chain.size() <= kMaxLinks; l = link_[l]) chain.push_back(l);
    }
    std::reverse(chain.begin(), chain.end());
    return chain;
  }

  // ---- what attributions cover ----
  TokenRange tokens_in(Span span) const {
    TokenRange r{a_.token_at(span.begin), 0};
    r.end = r.begin;
    while (r.end < a_.tokens.size() && a_.tokens[r.end].span.begin < span.end) ++r.end;
    return r;
  }
  void index_coverage() {
    const std::size_t n = a_.tokens.size();
    content_.assign(n, false);
    frame_.assign(n, false);
    for (const Attribution& attribution : attributions_) {
      if (attribution.parent == kNone || attribution.rule == "running-voice") {
        for (const Span piece : attribution.content) {
          const TokenRange r = tokens_in(piece);
          std::fill(content_.begin() + r.begin, content_.begin() + r.end, true);
        }
      }
      for (const Spans* spans : {&attribution.cue, &attribution.source}) {
        for (const Span piece : *spans) {
          const TokenRange r = tokens_in(piece);
          if (spans == &attribution.cue) std::fill(frame_.begin() + r.begin, frame_.begin() + r.end, true);
        }
      }
    }
  }

  // ---- attributed claims ----
  // "declined to comment", "a report seen by X" and "would not show them" are attributions, and assert nothing.
  bool says_nothing(const Attribution& attribution) const {
    const TokenRange r = s_.trimmed(tokens_in(attribution.content.front()));
    if (r.begin >= r.end || attribution.content.size() > 1) return false;
    // "would not show them"
    if (r.end - r.begin == 1) {
      const Tag t = a_.tokens[r.begin].tag;
      if (t == Tag::PRP || t == Tag::WP || t == Tag::WDT || t == Tag::WRB || t == Tag::DT) return true;
    }
    // "could not verify the claim"
    if (attribution.act == Act::kAcknowledge && attribution.negated && r.end - r.begin <= 4 &&
        s_[r.begin].pos == Pos::DET &&
        std::none_of(a_.tokens.begin() + r.begin, a_.tokens.begin() + r.end,
                     [](const Token& t) { return t.pos == Pos::VERB; }))
      return true;
    if (attribution.act == Act::kDeny && r.end - r.begin <= 4) {
      constexpr std::array<std::string_view, 8> kSpeaking = {"comment", "speak",     "answer", "respond",
                                                             "discuss", "elaborate", "reply",  "say"};
      const std::uint32_t verb = r.begin + (a_.tokens[r.begin].lower == "to" ? 1 : 0);
      return verb < r.end && std::find(kSpeaking.begin(), kSpeaking.end(), a_.tokens[verb].lemma) != kSpeaking.end();
    }
    return attribution.act == Act::kPerceive && attribution.rule.starts_with("passive") &&
           std::none_of(a_.tokens.begin() + r.begin, a_.tokens.begin() + r.end,
                        [](const Token& t) { return t.pos == Pos::VERB || t.pos == Pos::AUX; });
  }

  // What a noun names without asserting it: "promotes the new film", "voiced support for the mayor". Accusations,
  // denials and the like say something of what they name, and so does a figure or a quoted phrase.
  bool only_names(const Attribution& attribution) const {
    switch (attribution.act) {
      case Act::kSay:
      case Act::kWant:
      case Act::kKnow:
      case Act::kPerceive:
      case Act::kAsk:
      case Act::kOther:
        break;
      default:
        return false;
    }
    const std::string_view rule = attribution.rule;
    if (rule != "verb-object" && rule != "verb-preposition" && rule != "noun-preposition" &&
        rule != "adjective-preposition" && rule != "passive-agent")
      return false;
    if (attribution.quote != Quote::kIndirect && !(rule == "verb-object" && holds_only_titles(attribution)))
      return false;
    if (attribution.cue_head < a_.tokens.size()) {
      const Cue* cue = verb_cue(a_.tokens[attribution.cue_head].lemma);
      if (cue != nullptr && cue->takes(kNames)) return false;
    }
    std::uint32_t words = 0;
    for (const Span piece : attribution.content) {
      const TokenRange r = tokens_in(piece);
      words += r.end - r.begin;
      for (std::uint32_t i = r.begin; i < r.end; ++i) {
        const Token& t = a_.tokens[i];
        if ((s_.is_verb(i) && t.dep != Dep::amod && t.dep != Dep::compound) || t.pos == Pos::NUM || t.lower == "as")
          return false;
      }
    }
    return words <= kMaxNamingTokens;
  }
  // "promotes “Dune: Part Two”": marks around a title quote nobody.
  bool holds_only_titles(const Attribution& attribution) const {
    for (const Span piece : attribution.content) {
      const TokenRange r = tokens_in(piece);
      for (std::uint32_t i = r.begin; i < r.end; ++i) {
        if (s_.outer_quotation(i) == kNone) continue;
        const Token& t = a_.tokens[i];
        const char c = t.text[0];
        if (t.pos != Pos::PUNCT && t.pos != Pos::NUM && c >= 'a' && c <= 'z' && t.pos != Pos::ADP &&
            t.pos != Pos::DET && t.pos != Pos::CCONJ)
          return false;
      }
    }
    return true;
  }
  // "Share this article": nobody is said to say it.
  bool is_call_to_act(const Attribution& attribution) const {
    if (!attribution.source.empty() || attribution.cue_head >= a_.tokens.size()) return false;
    const Token& t = a_.tokens[attribution.cue_head];
    if (t.tag != Tag::VB && t.tag != Tag::VBP) return false;
    const std::uint32_t begin = a_.sentences[t.sentence].begin;
    return attribution.cue_head <= begin + 1 && t.head == attribution.cue_head;
  }

  void attributed(Index k) {
    const Attribution& attribution = attributions_[k];
    if (attribution.content.empty() || cited_[k]) return;
    if (attribution.rule == "scare" || attribution.rule == "question") return;
    const PartKind kind = page_.document.parts[attribution.part].kind;
    if (kind == PartKind::kCredit || kind == PartKind::kByline || kind == PartKind::kDateline) return;
    if (is_call_to_act(attribution) || only_names(attribution)) return;
    if (!attribution.source.empty() && unsettled(attribution)) {  // "Are you sure about it?" asks the reader
      const std::string_view who = s_.text(attribution.source.front());
      if (who == "you" || who == "You") return;
    }
    const std::vector<Index> links = chain_of(k);
    if (links.size() > kMaxLinks) return;
    if (says_nothing(attribution)) return;
    // Pieces, cut where a sentence ends inside a quotation.
    std::vector<Spans> claims;
    std::uint32_t sentence = kNone;
    for (const Span piece : attribution.content) {
      TokenRange r = tokens_in(piece);
      while (r.begin < r.end) {
        const std::uint32_t here = a_.tokens[r.begin].sentence;
        std::uint32_t end = r.begin;
        while (end < r.end && a_.tokens[end].sentence == here) ++end;
        const TokenRange part = s_.trimmed({r.begin, end});
        const bool spoken = attribution.quote == Quote::kDirect || attribution.quote == Quote::kMixed;
        if (part.begin < part.end) {
          const Span bytes{std::max(piece.begin, a_.tokens[r.begin].span.begin),
                           std::min(piece.end, a_.tokens[end - 1].span.end)};
          if (claims.empty() ||
              (spoken && here != sentence && part.end - part.begin >= 3 && is_clause({r.begin, end}))) {
            claims.push_back({bytes});
          } else if (bytes.begin == claims.back().back().end || here == sentence) {
            if (!claims.back().empty() && gap_is_blank(claims.back().back().end, bytes.begin)) {
              claims.back().back().end = bytes.end;
            } else {
              claims.back().push_back(bytes);
            }
          } else if (gap_is_blank(claims.back().back().end, bytes.begin)) {
            claims.back().back().end = bytes.end;
          } else {
            claims.back().push_back(bytes);
          }
          sentence = here;
        }
        r.begin = end;
      }
    }
    for (Spans& content : claims) {
      Claim claim;
      claim.part = s_.part(tokens_in(content.front()).begin);  // a quotation may go on in the next paragraph
      claim.content = std::move(content);
      claim.chain = links;
      claim.voice = attribution.voice;
      const TokenRange range{tokens_in(claim.content.front()).begin, tokens_in(claim.content.back()).end};
      finish(claim, head_of(range), range, false);
    }
  }
  bool gap_is_blank(std::uint32_t from, std::uint32_t to) const {
    for (std::uint32_t i = from; i < to; ++i) {
      const char c = page_.document.text[i];
      if (c != ' ' && c != '\t') return false;
    }
    return from <= to;
  }
  bool is_clause(TokenRange range) const {
    for (std::uint32_t i = range.begin; i < range.end; ++i) {
      if (s_.is_verb(i)) return true;
    }
    return false;
  }
  // The predicate of a content: the verb that hangs outside of it, or what stands for one.
  std::uint32_t head_of(TokenRange range) const {
    std::uint32_t best = kNone;
    for (std::uint32_t i = range.begin; i < range.end; ++i) {
      const Token& t = a_.tokens[i];
      if (t.head != i && t.head >= range.begin && t.head < range.end) continue;
      if (s_.is_verb(i)) return i;
      if (best == kNone && t.pos != Pos::PUNCT && t.pos != Pos::SCONJ && t.pos != Pos::PART) best = i;
    }
    if (best != kNone && a_.tokens[best].pos == Pos::ADP) {
      const std::uint32_t clause = s_.child(best, {Dep::pcomp});
      if (clause != kNone && clause < range.end) return clause;
    }
    return best;
  }

  // ---- own claims ----
  bool asserts(const Part& part) const {
    switch (part.kind) {
      case PartKind::kHeadline:
      case PartKind::kStandfirst:
      case PartKind::kParagraph:
      case PartKind::kHeading:
      case PartKind::kListItem:
      case PartKind::kCaption:
      case PartKind::kComment:
        return part.region != Region::kBoilerplate || part.kind == PartKind::kHeadline;
      default:
        return part.region == Region::kComments;
    }
  }
  bool has_subject(std::uint32_t i) const {
    return s_.has_child(i, {Dep::nsubj, Dep::nsubjpass, Dep::csubj, Dep::expl});
  }
  bool is_finite(std::uint32_t i) const {
    const Token& t = a_.tokens[i];
    if (t.tag == Tag::VBD || t.tag == Tag::VBZ || t.tag == Tag::VBP || t.tag == Tag::MD) return true;
    // "closed", taken for a participle by the tagger: a root with a subject and no auxiliary
    if (t.tag == Tag::VBN && t.dep == Dep::ROOT && !s_.has_child(i, {Dep::aux, Dep::auxpass})) return true;
    for (const std::uint32_t c : s_.children(i)) {
      if ((s_[c].dep == Dep::aux || s_[c].dep == Dep::auxpass) &&
          (s_[c].tag == Tag::MD || s_[c].tag == Tag::VBD || s_[c].tag == Tag::VBZ || s_[c].tag == Tag::VBP)) {
        return true;
      }
    }
    return false;
  }

  // "how many were missing", "when it sank": a wh-word leads the clause.
  bool asks(std::uint32_t verb) const {
    for (std::uint32_t i = a_.tokens[verb].left_edge; i <= verb; ++i) {
      const Tag t = a_.tokens[i].tag;
      if (t == Tag::WRB || t == Tag::WP || t == Tag::WDT || t == Tag::WPS) return true;
      if (i - a_.tokens[verb].left_edge > 2) break;
    }
    return false;
  }
  // The finite verb of a main clause: its head, or a verb that the parse coordinates with a participle before it.
  std::uint32_t predicate_of(std::uint32_t head) const {
    const bool bare = a_.tokens[head].tag == Tag::VBN && !s_.has_child(head, {Dep::aux, Dep::auxpass});
    if (s_.is_verb(head) && is_finite(head) && !bare) return head;
    for (const std::uint32_t c : s_.children(head)) {
      if (s_[c].dep == Dep::conj && s_.is_verb(c) && is_finite(c) && !has_subject(c)) return c;
    }
    return is_finite(head) ? head : kNone;
  }

  void own(std::uint32_t sentence) {
    const TokenRange range = a_.sentences[sentence];
    if (range.end - range.begin < 3) return;
    const std::uint32_t part = s_.part(range.begin);
    if (part >= page_.document.parts.size() || !asserts(page_.document.parts[part])) return;
    // headings that only lead on, and questions
    std::uint32_t last = range.end - 1;
    while (last > range.begin && (s_.is_mark(last) || a_.tokens[last].pos == Pos::SPACE)) --last;
    if (a_.tokens[last].text == ":" || a_.tokens[last].text == "?") return;
    if (is_invitation(range)) return;
    std::vector<std::uint32_t> mains;
    for (std::uint32_t i = range.begin; i < range.end; ++i) {
      if (a_.is_root(i) && mains.size() < kMaxMainClauses) mains.push_back(i);
    }
    for (std::size_t m = 0; m < mains.size(); ++m) {
      for (const std::uint32_t c : s_.children(mains[m])) {
        const Dep d = s_[c].dep;
        const bool open = !s_.has_child(c, {Dep::mark}) && !asks(c);
        const bool joined = d == Dep::conj || d == Dep::parataxis || (d == Dep::ccomp && open && !frame_[mains[m]]) ||
                            // a comma splice, read as an adverbial clause
                            (d == Dep::advcl && open && is_finite(c));
        if (joined && mains.size() < kMaxMainClauses && has_subject(c) && (s_.is_verb(c) || is_finite(c)))
          mains.push_back(c);
      }
    }
    for (const std::uint32_t head : mains) main_clause(head, mains, range);
    for (std::uint32_t i = range.begin; i < range.end; ++i) comment_clause(i, range);
  }

  // "Sign up to This is Europe", "Read more: …", "Purchase Licensing Rights, opens new tab": furniture of a page.
  bool is_invitation(TokenRange range) const {
    constexpr std::array<std::string_view, 22> kInvites = {
        "sign",  "subscribe", "click", "read",   "follow", "watch", "share",    "download", "listen", "join",  "donate",
        "learn", "register",  "log",   "browse", "email",  "tap",   "purchase", "find",     "visit",  "check", "get"};
    const Token& t = a_.tokens[range.begin];
    if (std::find(kInvites.begin(), kInvites.end(), t.lower) != kInvites.end() &&
        (t.tag == Tag::VB || t.tag == Tag::VBP))
      return true;
    for (std::uint32_t i = range.begin; i + 2 < range.end; ++i)
      if (a_.tokens[i].lower == "opens" && a_.tokens[i + 1].lower == "new" && a_.tokens[i + 2].lower == "tab")
        return range.end - range.begin <= 16;
    return false;
  }

  void main_clause(std::uint32_t head, const std::vector<std::uint32_t>& mains, TokenRange sentence) {
    const std::uint32_t predicate = predicate_of(head);
    if (predicate == kNone || !has_subject(head)) return;
    if (content_[predicate] || frame_[predicate] || content_[head] || frame_[head]) return;
    if (s_.outer_quotation(head) != kNone) return;  // a quotation nobody is given for
    TokenRange whole = s_.subtree(head);
    whole.begin = std::max(whole.begin, sentence.begin);
    whole.end = std::min(whole.end, sentence.end);
    TokenRanges pieces{whole};
    TokenRange hull = whole;
    for (const std::uint32_t other : mains) {
      if (other == head || !s_.in_subtree(other, head)) continue;
      pieces = without(pieces, s_.subtree(other));
    }
    // attributions in brackets are about a part: "10 thousand (they claim)"
    for (std::uint32_t i = whole.begin; i < whole.end; ++i) {
      if (a_.tokens[i].text != "(") continue;
      std::uint32_t close = i;
      bool cue = false;
      for (; close < whole.end && a_.tokens[close].text != ")" && close - i < 24; ++close) cue = cue || frame_[close];
      if (cue && close < whole.end) pieces = without(pieces, {i, close + 1});
      i = close;
    }
    Claim claim;
    claim.part = s_.part(head);
    std::uint32_t words = 0;
    for (TokenRange piece : pieces) {
      while (piece.begin < piece.end &&
             (a_.tokens[piece.begin].dep == Dep::cc || a_.tokens[piece.begin].pos == Pos::SPACE)) {
        ++piece.begin;
      }
      TokenRange t = s_.trimmed(piece);
      while (t.begin < t.end && (a_.tokens[t.end - 1].pos == Pos::CCONJ || s_.is_comma(t.end - 1))) --t.end;
      if (t.begin >= t.end) continue;
      // crumbs between other clauses
      if (t.end - t.begin == 1 && pieces.size() > 1 && a_.tokens[t.begin].pos == Pos::CCONJ) continue;
      claim.content.push_back(s_.bytes(t));
      words += t.end - t.begin;
    }
    if (claim.content.empty() || words < 2) return;
    hull = {tokens_in(claim.content.front()).begin, tokens_in(claim.content.back()).end};
    give_voice(claim);
    finish(claim, predicate, hull, true);
  }

  // ", which is a tacit admission of losses": the writer's own remark, wherever it hangs.
  void comment_clause(std::uint32_t verb, TokenRange sentence) {
    const Token& t = a_.tokens[verb];
    if (t.dep != Dep::relcl || s_.outer_quotation(verb) != kNone) return;
    static constexpr std::string_view kRemarks[] = {"be", "mean", "mark", "represent", "amount", "suggest", "make"};
    if (std::find(std::begin(kRemarks), std::end(kRemarks), t.lemma) == std::end(kRemarks) || !is_finite(verb)) return;
    if (t.lemma == "be" && !s_.has_child(verb, {Dep::attr, Dep::acomp})) return;
    const std::uint32_t subject = s_.child(verb, {Dep::nsubj});
    if (subject == kNone || a_.tokens[subject].lower != "which" || subject == sentence.begin) return;
    if (!s_.is_comma(subject - 1)) return;
    TokenRange range = s_.subtree(verb);
    range.begin = std::max(range.begin, subject);
    range.end = std::min(range.end, sentence.end);
    range = s_.trimmed(range);
    if (range.begin >= range.end) return;
    for (std::uint32_t i = range.begin; i < range.end; ++i) {
      if (frame_[i] || content_[i]) return;
    }
    Claim claim;
    claim.part = s_.part(verb);
    claim.content = {s_.bytes(range)};
    give_voice(claim);
    finish(claim, verb, range, true);
  }

  void give_voice(Claim& claim) const {
    const Part& part = page_.document.parts[claim.part];
    if (part.region == Region::kComments) {
      claim.voice = readers_[claim.part];
    } else {
      claim.voice = voices_.empty() ? kNone : 0;
    }
  }

  void finish(Claim& claim, std::uint32_t head, TokenRange range, bool own_voice) {
    const bool reader = page_.document.parts[claim.part].region == Region::kComments;
    if (claim.content.empty()) return;
    claim.condition = condition_of(s_, head, range);
    Modality modality = modality_of(s_, head, range);
    // a question asserts nothing
    std::uint32_t last = range.end;
    while (last > range.begin + 1 && s_.is_mark(last - 1)) --last;
    const bool question = last > range.begin && a_.tokens[last - 1].text == "?";
    if (question || (!claim.chain.empty() && unsettled(attributions_[claim.chain.back()]))) modality.certainty = 0;
    std::vector<const Attribution*> chain;
    for (const Index k : claim.chain) chain.push_back(&attributions_[k]);
    const Stand stand = commitment_of(chain, modality, claim.condition.has_value(), reader && own_voice);
    claim.source_commitment = stand.source;
    claim.outlet_commitment = reader ? Commitment::kUu : stand.outlet;
    claim.negated = modality.negated;
    claim.opinion = modality.opinion;
    for (const Attribution* link : chain) {
      if (!is_carrier(*link))
        claim.commitment_cues.insert(claim.commitment_cues.end(), link->cue.begin(), link->cue.end());
    }
    for (const std::uint32_t i : modality.cues) claim.commitment_cues.push_back(a_.tokens[i].span);
    std::sort(claim.commitment_cues.begin(), claim.commitment_cues.end());
    claim.commitment_cues.erase(std::unique(claim.commitment_cues.begin(), claim.commitment_cues.end()),
                                claim.commitment_cues.end());
    set_anchor(claim);
    out_.push_back(std::move(claim));
  }

  // "Did the mayor say that P?", "if the mayor says that P": whether it was said is open.
  bool unsettled(const Attribution& link) const {
    std::uint32_t cue = link.cue_head;
    if (cue >= a_.tokens.size() || link.quote == Quote::kDirect) return false;
    if (a_.tokens[cue].dep == Dep::acomp) cue = a_.tokens[cue].head;
    if (!s_.is_verb(cue)) return false;
    const TokenRange sentence = s_.sentence(cue);
    std::uint32_t last = sentence.end;
    while (last > sentence.begin + 1 && (s_.is_mark(last - 1) || a_.tokens[last - 1].pos == Pos::SPACE)) --last;
    if (a_.tokens[last - 1].text == "?" && a_.tokens[cue].head == cue &&
        s_.outer_quotation(cue) == s_.outer_quotation(last - 1))
      return true;
    if (a_.tokens[cue].dep != Dep::advcl) return false;
    const std::uint32_t mark = s_.child(cue, {Dep::mark});
    return mark != kNone && (a_.tokens[mark].lower == "if" || a_.tokens[mark].lower == "unless");
  }

  // Pieces of the page behind the content, its text (pieces joined by a blank), and what stands around it.
  void set_anchor(Claim& claim) const {
    const std::string_view text = page_.document.text;
    for (const Span piece : claim.content) {
      const Spans pieces = source_pieces(page_.document, piece);
      claim.anchor.source.insert(claim.anchor.source.end(), pieces.begin(), pieces.end());
      if (!claim.anchor.exact.empty()) claim.anchor.exact += ' ';
      claim.anchor.exact += slice(text, piece);
    }
    std::size_t begin = claim.content.front().begin;
    for (std::size_t n = 0; n < kContext && begin > 0; ++n) {
      --begin;
      while (begin > 0 && !is_utf8_boundary(text, begin)) --begin;
    }
    claim.anchor.prefix = text.substr(begin, claim.content.front().begin - begin);
    std::size_t end = claim.content.back().end;
    for (std::size_t n = 0; n < kContext && end < text.size(); ++n) {
      ++end;
      while (end < text.size() && !is_utf8_boundary(text, end)) ++end;
    }
    claim.anchor.suffix = text.substr(claim.content.back().end, end - claim.content.back().end);
  }

  const Page& page_;
  const Analysis& a_;
  const Syntax s_;
  const std::vector<Voice>& voices_;
  const std::vector<Attribution>& attributions_;
  std::vector<Index> link_;     // by attribution: the media link outside of it, or kNone
  std::vector<bool> cited_;     // by attribution: somebody is cited for it, on whose word the claim rests
  std::vector<bool> content_;   // by token: inside a content
  std::vector<bool> frame_;     // by token: a word of a cue
  std::vector<Index> readers_;  // by part
  std::vector<Claim> out_;
};

}  // namespace

std::vector<Claim> find_claims(const Page& page, const std::vector<Quotation>& quotations,
                               const std::vector<Voice>& voices, const std::vector<Attribution>& attributions) {
  return ClaimFinder(page, quotations, voices, attributions).find();
}

}  // namespace hearsay
