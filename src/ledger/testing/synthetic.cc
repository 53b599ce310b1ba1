#include "ledger/testing/synthetic.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "base/hash.h"
#include "reading/reading_json.h"

namespace hearsay::testing {

namespace {

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  std::abort();
}

constexpr std::string_view kVoices[] = {"The Harbour Ministry", "Mayor Ana Petrović",      "The Tide Agency",
                                        "Two officials",        "The hospital of Norwald", "Captain Émile Roux"};
constexpr std::string_view kSubjects[] = {"the bridge",     "a ferry",  "the old mill",
                                          "the north quay", "the crew", "the fish market"};
constexpr std::string_view kVerbs[] = {"was closed", "had burnt", "lost", "counted", "will need", "may have hidden"};
constexpr std::string_view kObjects[] = {
    "12 boats",    "3 of 40 sheds", "no grain", "more than 700 crates", "its lamps &amp; ropes",
    "two engines", "1,500 nets"};
constexpr std::string_view kDays[] = {"on Monday", "on Friday", "last night", "at noon", "before the storm"};

template <std::size_t N>
std::string pick(Dice& dice, const std::string_view (&list)[N]) {
  return std::string(list[dice.below(N)]);
}

std::string clause(Dice& dice) {
  return pick(dice, kSubjects) + ' ' + pick(dice, kVerbs) + ' ' + pick(dice, kObjects) + ' ' + pick(dice, kDays);
}

// Sentences of a paragraph: up to and with the full stop.
Spans sentences_of(const std::string& text, Span paragraph) {
  Spans out;
  std::uint32_t begin = paragraph.begin;
  for (std::uint32_t i = paragraph.begin; i < paragraph.end; ++i) {
    if (text[i] != '.' || (i + 1 < paragraph.end && text[i + 1] != ' ')) continue;
    out.push_back({begin, i + 1});
    begin = std::min(i + 2, paragraph.end);
  }
  if (begin < paragraph.end) out.push_back({begin, paragraph.end});
  return out;
}

class Toy {
 public:
  explicit Toy(const Document& d) : d_(d) {}
  Reading read() {
    Voice outlet;
    outlet.name = d_.outlet ? d_.outlet->value : "";
    outlet.kind = VoiceKind::kOutlet;
    r_.voices.push_back(outlet);
    for (std::uint32_t p = 0; p < d_.parts.size(); ++p) {
      if (d_.parts[p].region == Region::kBoilerplate) continue;
      for (const Span s : sentences_of(d_.text, d_.parts[p].span)) sentence(p, s);
    }
    find_figures();
    number_all();
    return std::move(r_);
  }

 private:
  Index voice(Span mention) {
    const std::string name(slice(d_.text, mention));
    for (Index v = 1; v < r_.voices.size(); ++v) {
      if (r_.voices[v].name != name) continue;
      r_.voices[v].mentions.push_back(mention);
      return v;
    }
    Voice v;
    v.name = name;
    v.kind = name.find("Agency") != name.npos      ? VoiceKind::kAgency
             : name.find("officials") != name.npos ? VoiceKind::kAnonymous
                                                   : VoiceKind::kOrganization;
    v.mentions = {mention};
    v.country = name.find("Norwald") != name.npos ? "NOR" : "";
    r_.voices.push_back(std::move(v));
    return static_cast<Index>(r_.voices.size() - 1);
  }

  void sentence(std::uint32_t part, Span s) {
    constexpr std::string_view kCue = " said ";
    Claim claim;
    claim.part = part;
    claim.voice = 0;
    Span rest = s;
    for (;;) {
      const std::size_t at = slice(d_.text, rest).find(kCue);
      if (at == std::string_view::npos) break;
      const auto cue = static_cast<std::uint32_t>(rest.begin + at);
      Attribution a;
      a.source = {{rest.begin, cue}};
      a.cue = {{cue + 1, cue + 5}};
      a.content = {{static_cast<std::uint32_t>(cue + kCue.size()), rest.end}};
      a.parent = claim.chain.empty() ? kNone : claim.chain.back();
      a.voice = voice(a.source[0]);
      a.act = part % 2 == 0 ? Act::kSay : Act::kReport;
      a.rule = "toy";
      a.p = .75;
      a.part = part;
      // The heads' word on some: whole, without a source, with each kind of runner-up, and none at all.
      if (const std::size_t kind = r_.attributions.size() % 5; kind < 4) {
        a.cue_p = .9 + 1. / 3 / 100;
        a.source_p = kind == 1 ? 0 : .8;
        a.content_p = .7;
        a.runner_up.role = static_cast<Attribution::RunnerUp::Of>(kind);
        a.runner_up.odds = kind == 0 ? 0 : .1 * static_cast<double>(kind);
        if (kind == 3) a.runner_up.spans = {{rest.begin, cue}, {cue + 1, cue + 5}};
      }
      rest = a.content[0];
      claim.voice = a.voice;
      claim.chain.push_back(static_cast<Index>(r_.attributions.size()));
      r_.attributions.push_back(std::move(a));
    }
    claim.content = {rest};
    const std::string_view words = slice(d_.text, rest);
    // Two ranges, so that lists are lists.
    if (const std::size_t comma = words.find(", "); comma != words.npos) {
      const auto at = static_cast<std::uint32_t>(rest.begin + comma);
      claim.content = {{rest.begin, at}, {at + 2, rest.end}};
    }
    if (const std::size_t may = words.find("may "); may != words.npos) {
      const auto at = static_cast<std::uint32_t>(rest.begin + may);
      claim.commitment_cues = {{at, at + 3}};
      claim.source_commitment = Commitment::kPSplus;
    }
    if (words.find("no ") != words.npos) claim.negated = true;
    if (words.find("storm") != words.npos) claim.condition = Condition{{{rest.begin, rest.begin + 1}}, {rest}};
    claim.outlet_commitment = claim.chain.empty() ? Commitment::kCTplus : Commitment::kUu;
    for (const Span piece : claim.content) {
      const Spans source = source_pieces(d_, piece);
      claim.anchor.source.insert(claim.anchor.source.end(), source.begin(), source.end());
      claim.anchor.exact += (claim.anchor.exact.empty() ? "" : " … ") + std::string(slice(d_.text, piece));
    }
    claim.anchor.prefix = rest.begin >= 1 ? std::string(d_.text, rest.begin - 1, 1) : "";
    if (!claim.anchor.prefix.empty() && static_cast<unsigned char>(claim.anchor.prefix[0]) >= 0x80)
      claim.anchor.prefix = "";
    r_.claims.push_back(std::move(claim));
  }

  void find_figures() {
    for (Index c = 0; c < r_.claims.size(); ++c) {
      for (const Span piece : r_.claims[c].content) {
        for (std::uint32_t i = piece.begin; i < piece.end; ++i) {
          if (d_.text[i] < '0' || d_.text[i] > '9') continue;
          std::uint32_t end = i;
          double value = 0;
          while (end < piece.end && d_.text[end] >= '0' && d_.text[end] <= '9')
            value = value * 10 + (d_.text[end++] - '0');
          Figure f;
          f.span = {i, end};
          f.low = f.value = value;
          if (value < 100) f.high = value;
          f.bound = value < 100 ? Bound::kExact : Bound::kAtLeast;
          f.unit = value > 1000 ? "nets" : "";
          if (end + 2 < piece.end) f.of = Span{end + 1, piece.end - 1};
          f.claim = c;
          r_.claims[c].figures.push_back(static_cast<Index>(r_.figures.size()));
          r_.figures.push_back(std::move(f));
          i = end;
        }
        for (const std::string_view day : {"Monday", "Friday"}) {
          const std::size_t at = slice(d_.text, piece).find(day);
          if (at == std::string_view::npos) continue;
          const auto begin = static_cast<std::uint32_t>(piece.begin + at);
          Time t;
          t.span = {begin, begin + 6};
          t.value = "XXXX-WXX-" + std::string(day == "Monday" ? "1" : "5");
          r_.claims[c].times.push_back(static_cast<Index>(r_.times.size()));
          r_.times.push_back(std::move(t));
        }
      }
    }
  }

  void number_all() {
    const auto id = [&](char letter, std::size_t at) {
      return content_id(letter, Mixer().add(d_.sha256).add(std::string_view(&letter, 1)).add(at).value());
    };
    for (std::size_t i = 0; i < r_.voices.size(); ++i) r_.voices[i].id = id('v', i);
    for (std::size_t i = 0; i < r_.attributions.size(); ++i) r_.attributions[i].id = id('a', i);
    for (std::size_t i = 0; i < r_.claims.size(); ++i) r_.claims[i].id = id('c', i);
    for (std::size_t i = 0; i < r_.figures.size(); ++i) r_.figures[i].id = id('f', i);
    for (std::size_t i = 0; i < r_.times.size(); ++i) r_.times[i].id = id('t', i);
  }

  const Document& d_;
  Reading r_;
};

}  // namespace

std::uint64_t Dice::next() {
  std::uint64_t z = state_ += 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

std::string page(const PageFacts& facts, const std::vector<std::string>& paragraphs) {
  std::string out =
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>" + facts.title + "</title>\n";
  const auto meta = [&out](std::string_view property, const std::string& value) {
    if (value.empty()) return;
    out += "<meta property=\"" + std::string(property) + "\" content=\"" + value + "\">\n";
  };
  meta("og:title", facts.title);
  meta("og:site_name", facts.outlet);
  meta("article:published_time", facts.published);
  meta("og:url", facts.url);
  if (!facts.canonical.empty()) out += "<link rel=\"canonical\" href=\"" + facts.canonical + "\">\n";
  out += "</head><body><main><article><h1>" + facts.title + "</h1>\n";
  if (!facts.byline.empty()) out += "<p class=\"byline\">" + facts.byline + "</p>\n";
  for (const std::string& paragraph : paragraphs) out += "<p>" + paragraph + "</p>\n";
  return out + "</article></main></body></html>\n";
}

std::string page(std::uint64_t seed) {
  Dice dice(seed);
  PageFacts facts;
  facts.title = "Night at the quay, number " + std::to_string(seed);
  facts.outlet = seed % 3 == 0 ? "The Quay Courier" : "Norwald Post";
  facts.published = "2031-04-" + std::to_string(10 + dice.below(19)) + "T08:00:00Z";
  std::vector<std::string> paragraphs;
  const std::size_t count = 3 + dice.below(4);
  for (std::size_t i = 0; i < count; ++i) {
    std::string paragraph;
    const std::size_t sentences = 1 + dice.below(3);
    for (std::size_t k = 0; k < sentences; ++k) {
      if (k > 0) paragraph += ' ';
      std::string sentence = clause(dice);
      if (dice.once_in(3)) sentence += ", while " + clause(dice);
      if (!dice.once_in(3)) sentence = pick(dice, kVoices) + " said " + sentence;
      if (dice.once_in(4)) sentence = pick(dice, kVoices) + " said " + sentence;
      sentence[0] = static_cast<char>(sentence[0] >= 'a' && sentence[0] <= 'z' ? sentence[0] - 'a' + 'A' : sentence[0]);
      paragraph += dice.once_in(5) ? "<b>" + sentence + "</b>." : sentence + '.';
    }
    paragraphs.push_back(std::move(paragraph));
  }
  return page(facts, paragraphs);
}

Document document(const std::string& path, std::string bytes, const ReadOptions& options) {
  auto read = read_document({path, std::move(bytes)}, options);
  if (!read) give_up("the test page cannot be read: " + read.error().describe());
  return std::move(*read);
}

Reading reading(const Document& document) { return Toy(document).read(); }

ReadRun run(const std::string& program) {
  ReadRun run;
  run.who = "tester@nowhere";
  run.arguments = {"read", "pages", "--case", "a \"quoted\" name"};
  run.program = program;
  run.model = "toy 1.0";
  run.model_sha256 = std::string(64, 'a');
  return run;
}

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "hearsay-ledger-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) give_up("no temporary folder");
  path_ = name;
}
Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}
std::string Folder::write(std::string_view name, std::string_view bytes) const {
  std::ofstream(file(name), std::ios::binary) << bytes;
  return file(name);
}

std::string file_bytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Ledger ledger(const std::string& path, OpenOptions::Mode mode) {
  auto opened = Ledger::open(path, {mode, 200});
  if (!opened) give_up("the case file cannot be opened: " + opened.error().describe());
  return std::move(*opened);
}

std::string dump(const Document& document, const Reading& reading) {
  std::string out;
  append_json(out, document, nullptr, &reading, {});
  for (const Attribution& a : reading.attributions)
    out += a.rule + std::to_string(a.cue_head) + std::to_string(a.part) + '\n';
  for (const Error& w : document.warnings) out += w.describe() + '\n';
  return out + document.bytes;
}

}  // namespace hearsay::testing
