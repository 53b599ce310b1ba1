// Origins of a case: its documents as articles, the trees of copies.h, and on whose word each text rests.
#include "ledger/origins.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/hash.h"
#include "ledger/copies.h"
#include "ledger/hedges.h"
#include "ledger/ledger.h"
#include "ledger/machine.h"
#include "ledger/state.h"
#include "ledger/words.h"

namespace hearsay {

namespace {

// A voice counts as an information origin where at least this share of the claims rests on it that rest on the first
// one.
constexpr double kBesideTheFirst = 1. / 3;

// What is kept of each document while all are compared.
struct CaseArticle {
  Article article;  // as listed, before it is attached
  ArticleFacts facts;
  struct Rests {
    std::string name, kind;
    std::uint32_t claims = 0;
  };
  std::vector<Rests> voices;  // named ones on whose word claims rest, in text order
};

Spans body_of(const Document& d) {
  Spans out;
  for (const Part& p : d.parts) {
    if (p.region != Region::kMain) continue;
    switch (p.kind) {
      case PartKind::kHeadline:
      case PartKind::kByline:
      case PartKind::kDateline:
      case PartKind::kCredit:
        break;
      default:
        out.push_back(p.span);
    }
  }
  return out;
}

Spans quotations_of(const Reading& r) {
  Spans out;
  for (const Attribution& a : r.attributions) {
    if (a.quote == Quote::kDirect) out.insert(out.end(), a.content.begin(), a.content.end());
  }
  return out;
}

// Those on whose word a text can rest: not the outlet, a reader or the author, and not nobody in particular.
bool is_source(const Voice& v) {
  switch (v.kind) {
    case VoiceKind::kOutlet:
    case VoiceKind::kReader:
    case VoiceKind::kAuthor:
    case VoiceKind::kAnonymous:
      return false;
    default:
      return !v.name.empty();
  }
}

CaseArticle article_of(const StoredDocument& stored) {
  const Document& d = stored.document;
  const Reading& r = stored.reading;
  CaseArticle a;
  a.article.document = d.id;
  a.article.path = d.path;
  a.article.outlet = d.outlet ? d.outlet->value : "";
  a.article.published = d.published ? d.published->value : "";
  a.article.title = d.title ? d.title->value : "";
  a.facts = {d.url, d.canonical_url, a.article.outlet.empty() ? d.domain : a.article.outlet,
             d.credit ? d.credit->value : "", instant_of(a.article.published)};
  std::vector<std::uint32_t> claims(r.voices.size());
  for (const Claim& c : r.claims) {
    if (c.voice != kNone && d.parts[c.part].region == Region::kMain) ++claims[c.voice];
  }
  for (std::size_t v = 0; v < r.voices.size(); ++v) {
    if (claims[v] > 0 && is_source(r.voices[v])) {
      a.voices.push_back({r.voices[v].name, std::string(name(r.voices[v].kind)), claims[v]});
    }
  }
  return a;
}

std::string bare_name(std::string_view name) {
  std::string words = folded_words(name);
  if (words.starts_with("the ")) words.erase(0, 4);
  return words;
}

// Joins "the ministry" and "Environment Ministry" where just one fuller name has all the words of the shorter.
class Names {
 public:
  void add(const std::string& name) {
    const std::string bare = bare_name(name);
    if (bare.empty()) return;
    auto& shown = shown_[bare];
    if (shown.empty()) shown = name;
  }
  void settle() {
    for (const auto& [bare, shown] : shown_) {
      std::string fuller;
      bool several = false;
      for (const auto& [other, other_shown] : shown_) {
        if (other.size() <= bare.size() || (' ' + other + ' ').find(' ' + bare + ' ') == std::string::npos) continue;
        // Of a chain of ever fuller names the fullest counts; two different ones leave the name alone.
        if (fuller.empty() || (' ' + other + ' ').find(' ' + fuller + ' ') != std::string::npos) {
          fuller = other;
        } else if ((' ' + fuller + ' ').find(' ' + other + ' ') == std::string::npos) {
          several = true;
        }
      }
      full_[bare] = fuller.empty() || several ? bare : fuller;
    }
  }
  [[nodiscard]] std::string key(const std::string& name) const {
    const auto found = full_.find(bare_name(name));
    return found == full_.end() ? std::string() : found->second;
  }
  [[nodiscard]] const std::string& shown(const std::string& key) const { return shown_.at(key); }

 private:
  std::map<std::string, std::string> shown_, full_;  // by bare name
};

using Counted = std::map<std::string, InformationOrigin>;  // by key

// Those with enough claims, most first.
std::vector<InformationOrigin> leading(const Counted& counted) {
  std::vector<InformationOrigin> all;
  std::uint32_t most = 0;
  for (const auto& [key, origin] : counted) most = std::max(most, origin.claims);
  for (const auto& [key, origin] : counted) {
    if (origin.claims >= kBesideTheFirst * most) all.push_back(origin);
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.claims != b.claims ? a.claims > b.claims : a.name < b.name;
  });
  return all;
}

class Teller {
 public:
  Teller(std::vector<CaseArticle> articles, const std::vector<ArticleText>& texts) : articles_(std::move(articles)) {
    std::vector<ArticleFacts> facts;
    for (const CaseArticle& a : articles_) facts.push_back(a.facts);
    copies_ = find_copies(texts, facts);
    for (const CaseArticle& a : articles_) {
      for (const auto& v : a.voices) names_.add(v.name);
    }
    names_.settle();
  }

  Origins tell() {
    Origins out;
    out.articles = static_cast<std::uint32_t>(articles_.size());
    std::map<std::uint32_t, std::size_t> text_of;  // root -> place
    std::map<std::string, InformationOrigin> sources;
    for (const CopyTree& tree : copies_.trees) {
      TextOrigin text = text_origin(tree);
      for (const InformationOrigin& origin : text.information_origins) add_source(origin, sources);
      for (const std::uint32_t m : tree.members) {
        root_of_[m] = tree.root;
        out.unresolved += articles_[m].voices.empty() && articles_[m].facts.credit.empty();
      }
      text_of[tree.root] = out.texts.size();
      out.texts.push_back(std::move(text));
    }
    for (const auto& quote : copies_.quotes) {
      TextOrigin& text = out.texts[text_of[root_of_[quote.attachment.parent]]];
      const std::string& document = articles_[quote.article].article.document;
      const bool listed = std::any_of(text.articles.begin(), text.articles.end(),
                                      [&](const Article& a) { return a.document == document; });
      if (!listed) text.articles.push_back(attached(quote.article, quote.attachment));
    }
    for (const auto& group : copies_.shared_sources) out.texts.push_back(unseen_text(group));
    std::stable_sort(out.texts.begin(), out.texts.end(), [](const TextOrigin& a, const TextOrigin& b) {
      return members(a) != members(b) ? members(a) > members(b) : a.id < b.id;
    });
    for (auto& [key, origin] : sources) out.sources.push_back(std::move(origin));
    std::stable_sort(out.sources.begin(), out.sources.end(), [](const auto& a, const auto& b) {
      return a.articles != b.articles ? a.articles > b.articles
             : a.claims != b.claims   ? a.claims > b.claims
                                      : a.name < b.name;
    });
    return out;
  }

  [[nodiscard]] const Copies& copies() const { return copies_; }
  [[nodiscard]] static std::string id_of(const std::string& document) {
    return "o:" + (document.size() > 2 ? document.substr(2) : document);
  }

 private:
  static std::size_t members(const TextOrigin& t) {
    return static_cast<std::size_t>(
        std::count_if(t.articles.begin(), t.articles.end(), [](const Article& a) { return a.member(); }));
  }

  Article attached(std::uint32_t who, const Attachment& attachment) const {
    Article a = articles_[who].article;
    a.parent = articles_[attachment.parent].article.document;
    a.edge = attachment.edge;
    a.containment = attachment.overlap.containment;
    a.reason = attachment.reason;
    a.passages = attachment.overlap.passages;
    return a;
  }

  TextOrigin text_origin(const CopyTree& tree) const {
    TextOrigin text;
    text.id = id_of(articles_[tree.root].article.document);
    text.articles.push_back(articles_[tree.root].article);
    std::vector<std::uint32_t> rest;
    for (const std::uint32_t m : tree.members) {
      if (m != tree.root) rest.push_back(m);
    }
    const auto time = [&](std::uint32_t m) {
      const auto& published = articles_[m].facts.published;
      return published ? published->earliest : std::numeric_limits<std::int64_t>::max();
    };
    std::stable_sort(rest.begin(), rest.end(), [&](std::uint32_t a, std::uint32_t b) { return time(a) < time(b); });
    for (const std::uint32_t m : rest) {
      if (copies_.attached[m]) text.articles.push_back(attached(m, *copies_.attached[m]));
    }
    Counted counted;
    for (const std::uint32_t m : tree.members) {
      std::set<std::string> here;
      for (const auto& voice : articles_[m].voices) {
        const std::string key = names_.key(voice.name);
        if (key.empty()) continue;
        InformationOrigin& origin = counted[key];
        origin.name = names_.shown(key);
        origin.kind = voice.kind;
        origin.claims += voice.claims;
        origin.articles += here.insert(key).second;
      }
    }
    text.information_origins = leading(counted);
    // Whom the articles credit wrote the words, whatever they rest on.
    std::map<std::string, InformationOrigin> credited;
    for (const std::uint32_t m : tree.members) {
      const std::string& credit = articles_[m].facts.credit;
      if (credit.empty()) continue;
      InformationOrigin& origin = credited[bare_name(credit)];
      if (origin.name.empty()) origin = {credit, "agency", 0, 0};
      ++origin.articles;
    }
    for (auto& [key, origin] : credited) {
      const bool named =
          std::any_of(text.information_origins.begin(), text.information_origins.end(),
                      [&own = origin](const InformationOrigin& o) { return same_outlet(o.name, own.name); });
      if (!named) text.information_origins.push_back(std::move(origin));
    }
    return text;
  }

  // Articles that share passages of a text that is not in the case: listed together, members of nothing.
  TextOrigin unseen_text(const std::vector<std::uint32_t>& group) const {
    TextOrigin text;
    Mixer mixer;
    for (const std::uint32_t m : group) {
      Article a = articles_[m].article;
      mixer.add(a.document);
      a.edge = Edge::kSharedSource;
      a.reason = "the same passages, no direction";
      text.articles.push_back(std::move(a));
    }
    text.id = content_id('o', mixer.value());
    return text;
  }

  // The case's sources: information origins that are none of its own outlets, and credited agencies only where they
  // have claims of their own.
  void add_source(const InformationOrigin& origin, std::map<std::string, InformationOrigin>& sources) const {
    if (origin.claims == 0) return;
    const bool outlet = std::any_of(articles_.begin(), articles_.end(),
                                    [&](const CaseArticle& a) { return same_outlet(origin.name, a.facts.outlet); });
    if (outlet) return;
    InformationOrigin& source = sources[names_.key(origin.name)];
    if (source.name.empty()) {
      source = origin;
    } else {
      source.articles += origin.articles;
      source.claims += origin.claims;
    }
  }

  std::vector<CaseArticle> articles_;
  Copies copies_;
  Names names_;
  std::map<std::uint32_t, std::uint32_t> root_of_;
};

// Every document in reading order, one in memory at a time.
template <class F>
Status each_document(const std::shared_ptr<Database>& database, F use) {
  std::vector<std::string> ids;
  auto rows = Statement::prepare(database, "SELECT id FROM documents ORDER BY number");
  if (!rows) return rows.error();
  for (;;) {
    auto more = rows->step();
    if (!more) return more.error();
    if (!*more) break;
    ids.push_back(rows->text(0));
  }
  for (const std::string& id : ids) {
    auto stored = read_machine(database, id, Bytes::kWithout);
    if (!stored) return stored.error();
    use(*stored);
  }
  return Done{};
}

}  // namespace

std::string_view name(Edge edge) {
  switch (edge) {
    case Edge::kRoot:
      return "";
    case Edge::kCopy:
      return "copy";
    case Edge::kAbridged:
      return "abridged";
    case Edge::kSharedSource:
      return "shared_source";
    case Edge::kQuoteOnly:
      return "quote_only";
  }
  return "";
}

std::string Origins::sentence() const {
  const auto counted = [](std::size_t number, std::string_view noun) {
    return std::to_string(number) + ' ' + std::string(noun) + (number == 1 ? "" : "s");
  };
  const auto written = std::count_if(texts.begin(), texts.end(), [](const TextOrigin& t) {
    return std::any_of(t.articles.begin(), t.articles.end(), [](const Article& a) { return a.member(); });
  });
  std::string out = counted(articles, "article") + " -> " + counted(static_cast<std::size_t>(written), "text") +
                    " -> " + counted(sources.size(), "source");
  constexpr std::size_t kNamed = 5;
  for (std::size_t i = 0; i < sources.size() && i < kNamed; ++i) out += (i == 0 ? " (" : ", ") + sources[i].name;
  if (sources.size() > kNamed) out += " and " + std::to_string(sources.size() - kNamed) + " more";
  if (!sources.empty()) out += ')';
  if (unresolved > 0) out += "; " + counted(unresolved, "article") + " unresolved";
  return out;
}

void append_json(std::string& out, const Origins& origins) {
  const auto text_or_null = [&out](std::string_view text) {
    if (text.empty()) {
      out += "null";
    } else {
      append_json_string(out, text);
    }
  };
  out += '[';
  for (const TextOrigin& t : origins.texts) {
    if (&t != origins.texts.data()) out += ',';
    out += "{\"id\":";
    append_json_string(out, t.id);
    out += ",\"articles\":[";
    for (const Article& a : t.articles) {
      if (&a != t.articles.data()) out += ',';
      out += "{\"document\":";
      append_json_string(out, a.document);
      out += ",\"path\":";
      append_json_string(out, a.path);
      out += ",\"outlet\":";
      text_or_null(a.outlet);
      out += ",\"published\":";
      text_or_null(a.published);
      out += ",\"title\":";
      text_or_null(a.title);
      out += ",\"parent\":";
      text_or_null(a.parent);
      out += ",\"edge\":";
      text_or_null(name(a.edge));
      out += ",\"containment\":";
      append_number(out, a.containment);
      out += ",\"reason\":";
      text_or_null(a.reason);
      out += ",\"passages\":[";
      for (const auto& [here, there] : a.passages) {
        if (out.back() != '[') out += ',';
        out += "[[" + std::to_string(here.begin) + ',' + std::to_string(here.end) + "],[" +
               std::to_string(there.begin) + ',' + std::to_string(there.end) + "]]";
      }
      out += "]}";
    }
    out += "],\"information_origins\":[";
    for (const InformationOrigin& o : t.information_origins) {
      if (out.back() != '[') out += ',';
      out += "{\"name\":";
      append_json_string(out, o.name);
      out += ",\"kind\":";
      append_json_string(out, o.kind);
      out += ",\"articles\":" + std::to_string(o.articles) + ",\"claims\":" + std::to_string(o.claims) + '}';
    }
    out += "]}";
  }
  out += ']';
}

void append_json(std::string& out, const std::vector<HedgeLoss>& losses) {
  out += '[';
  for (const HedgeLoss& loss : losses) {
    if (&loss != losses.data()) out += ',';
    out += "{\"origin\":";
    append_json_string(out, loss.origin);
    out += ",\"from\":";
    append_json_string(out, loss.from);
    out += ",\"to\":";
    append_json_string(out, loss.to);
    out += ",\"lost\":[";
    for (const std::string& word : loss.lost) {
      if (out.back() != '[') out += ',';
      append_json_string(out, word);
    }
    out += "]}";
  }
  out += ']';
}

Result<Origins> Ledger::origins() const {
  const std::lock_guard guard(state_->turn);
  std::vector<CaseArticle> articles;
  std::vector<ArticleText> texts;
  const Status s = each_document(state_->database, [&](const StoredDocument& stored) {
    articles.push_back(article_of(stored));
    texts.push_back(article_text(stored.document.text, body_of(stored.document), quotations_of(stored.reading)));
  });
  if (!s) return s.error();
  return Teller(std::move(articles), texts).tell();
}

Result<std::vector<HedgeLoss>> Ledger::hedges() const {
  const std::lock_guard guard(state_->turn);
  std::vector<CaseArticle> articles;
  std::vector<ArticleText> texts;
  std::vector<std::vector<HedgedSentence>> sentences;
  const Status s = each_document(state_->database, [&](const StoredDocument& stored) {
    const Spans body = body_of(stored.document);
    articles.push_back(article_of(stored));
    texts.push_back(article_text(stored.document.text, body, quotations_of(stored.reading)));
    sentences.push_back(hedged_sentences(stored.document.text, body));
  });
  if (!s) return s.error();
  std::vector<std::string> ids;
  for (const CaseArticle& a : articles) ids.push_back(a.article.document);
  const Teller teller(std::move(articles), texts);
  std::vector<HedgeLoss> out;
  for (const CopyTree& tree : teller.copies().trees) {
    for (const std::uint32_t m : tree.members) {
      const auto& attached = teller.copies().attached[m];
      if (!attached) continue;
      std::vector<std::string> lost = lost_hedges(sentences[attached->parent], sentences[m]);
      if (!lost.empty()) out.push_back({Teller::id_of(ids[tree.root]), ids[attached->parent], ids[m], std::move(lost)});
    }
  }
  return out;
}

}  // namespace hearsay
