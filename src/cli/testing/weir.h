// A page of our own with its reading made by hand, for the tests of drawings: a chain of three links, contents in two
// ranges, a quotation without a cue, a comment, boilerplate, and text that would be markup.
// Ownership: values. Threads: pure. Units: bytes of the text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reading/reading.h"
#include "source/source.h"

namespace hearsay::testing {

struct Drawn {
  Document document;
  Reading reading;

  // The first place of `words` in the text. REQUIRES: it has one.
  [[nodiscard]] Span at(std::string_view words) const {
    const auto begin = static_cast<std::uint32_t>(document.text.find(words));
    return {begin, begin + static_cast<std::uint32_t>(words.size())};
  }
  void part(std::string_view words, PartKind kind = PartKind::kParagraph, Region region = Region::kMain) {
    if (!document.text.empty()) document.text += "\n\n";
    const auto begin = static_cast<std::uint32_t>(document.text.size());
    document.text += words;
    Part part;
    part.id = "p:" + std::to_string(document.parts.size());
    part.kind = kind;
    part.region = region;
    part.span = {begin, static_cast<std::uint32_t>(document.text.size())};
    document.parts.push_back(std::move(part));
  }
  Index voice(std::string_view name, VoiceKind kind) {
    Voice v;
    v.id = "v:" + std::to_string(reading.voices.size());
    v.name = name;
    v.kind = kind;
    reading.voices.push_back(std::move(v));
    return static_cast<Index>(reading.voices.size() - 1);
  }
  // An attribution, and the claim at the end of its chain.
  Index says(Index voice, Act act, Spans source, Spans cue, Spans content, Index parent = kNone) {
    Attribution a;
    a.id = "a:00000000000000" + std::to_string(10 + reading.attributions.size());
    a.voice = voice;
    a.act = act;
    a.source = std::move(source);
    a.cue = std::move(cue);
    a.content = content;
    a.parent = parent;
    const auto at = static_cast<Index>(reading.attributions.size());
    reading.attributions.push_back(std::move(a));
    Claim c;
    c.id = "c:0000000" + std::to_string(10 + at) + "0000000";
    c.content = std::move(content);
    for (Index up = at; up != kNone; up = reading.attributions[up].parent) c.chain.insert(c.chain.begin(), up);
    c.voice = voice;
    reading.claims.push_back(std::move(c));
    return at;
  }
};

inline Drawn weir() {
  Drawn d;
  d.document.id = "d:0123456789abcdef";
  d.document.sha256 = std::string(64, '0');
  d.document.path = "pages/weir.html";
  d.document.language = {"en", 1};
  d.document.title = Value{"Lock gates at Marrow Weir to stay shut", {}, {}, ""};
  d.document.outlet = Value{"The Harbor Post", {}, {}, ""};
  d.document.published = Date{"2031-05-02", "day", {}, ""};
  d.part("Lock gates at Marrow Weir to stay shut", PartKind::kHeadline);
  d.part(
      "Reuters reported on Monday that the Transport Ministry had said its inspectors found that the lower gate was "
      "cracked in two places.");
  d.part("“Nobody wants a flood,” Minister Ada Holm added, “and nobody should expect one.” “Certainly not.”");
  d.part("if (gate < 2 && crack > 1) { \"shut\" } is <b>not</b> how the clerk's rule reads, she said.");
  d.part("Subscribe to our newsletter", PartKind::kOther, Region::kBoilerplate);
  d.part("my uncle works there and he says it was three", PartKind::kComment, Region::kComments);
  Comment comment;
  comment.part = 5;
  comment.author = Value{"hal_den", {}, {}, ""};
  d.document.comments.push_back(comment);

  d.voice("The Harbor Post", VoiceKind::kOutlet);
  const Index reuters = d.voice("Reuters", VoiceKind::kAgency);
  const Index ministry = d.voice("Transport Ministry", VoiceKind::kGovernment);
  const Index inspectors = d.voice("inspectors", VoiceKind::kGroup);
  const Index holm = d.voice("Ada Holm", VoiceKind::kPerson);
  const Index uncle = d.voice("my uncle", VoiceKind::kPerson);
  const Index one =
      d.says(reuters, Act::kReport, {d.at("Reuters")}, {d.at("reported")},
             {d.at("that the Transport Ministry had said its inspectors found that the lower gate was cracked in two "
                   "places")});
  const Index two = d.says(ministry, Act::kSay, {d.at("the Transport Ministry")}, {d.at("had said")},
                           {d.at("its inspectors found that the lower gate was cracked in two places")}, one);
  d.says(inspectors, Act::kShow, {d.at("its inspectors")}, {d.at("found")},
         {d.at("that the lower gate was cracked in two places")}, two);
  d.says(holm, Act::kSay, {d.at("Minister Ada Holm")}, {d.at("added")},
         {d.at("“Nobody wants a flood,”"), d.at("“and nobody should expect one.”")});
  d.reading.attributions.back().quote = Quote::kDirect;
  d.reading.attributions.back().channel = Channel::kPressReport;
  d.reading.claims.back().source_commitment = Commitment::kCTminus;
  d.reading.claims.back().negated = true;
  d.says(holm, Act::kSay, {}, {}, {d.at("“Certainly not.”")});
  d.says(holm, Act::kDeny, {d.at("she")}, {{d.at("she").end + 1, d.at("she").end + 5}},
         {d.at("if (gate < 2 && crack > 1) { \"shut\" } is <b>not</b> how the clerk's rule reads")});
  d.reading.attributions.back().negated = true;
  d.says(uncle, Act::kSay, {Span{d.at("he says it").begin, d.at("he says it").begin + 2}},
         {{d.at("he says it").begin + 3, d.at("he says it").begin + 7}}, {d.at("it was three")});
  Claim own;
  own.id = "c:ffffffffffffffff";
  own.part = 0;
  own.content = {d.document.parts[0].span};
  own.voice = 0;
  d.reading.claims.push_back(own);
  return d;
}

}  // namespace hearsay::testing
