#include "reading/speakers.h"

#include <algorithm>
#include <array>

#include "reading/cue_lexicon.h"
#include "reading/noun_classes.h"

namespace hearsay {
namespace {

template <std::size_t n>
bool one_of(const std::array<std::string_view, n>& words, std::string_view w) {
  return std::find(words.begin(), words.end(), w) != words.end();
}

// Things whose names end as agents' do. Ships and machines stay out: their crews speak, not they.
constexpr std::array<std::string_view, 164> kNoAgents = {
    "after",     "altar",     "amber",     "anger",     "answer",    "arbor",     "armor",     "barrier", "behavior",
    "behaviour", "blacklist", "boiler",    "bomber",    "border",    "boulder",   "buffer",    "bumper",  "bunker",
    "burger",    "cancer",    "carrier",   "center",    "chapter",   "character", "checklist", "cider",   "clover",
    "color",     "colour",    "computer",  "container", "copper",    "corner",    "corridor",  "counter", "cover",
    "crater",    "cruiser",   "cyber",     "cylinder",  "danger",    "destroyer", "diameter",  "diner",   "dinner",
    "disaster",  "disorder",  "dryer",     "elevator",  "ember",     "encounter", "error",     "factor",  "favor",
    "favour",    "feather",   "fever",     "fiber",     "filter",    "finger",    "flavor",    "floor",   "flower",
    "folder",    "freezer",   "freighter", "gender",    "generator", "glacier",   "harbor",    "harbour", "helicopter",
    "honor",     "honour",    "horror",    "humor",     "humour",    "hunger",    "indicator", "inner",   "labor",
    "labour",    "laser",     "later",     "latter",    "layer",     "leather",   "letter",    "lever",   "liver",
    "lumber",    "manner",    "marker",    "matter",    "meter",     "minor",     "mirror",    "monitor", "monster",
    "motor",     "murder",    "never",     "number",    "odour",     "offer",     "order",     "other",   "outer",
    "paper",     "parameter", "pepper",    "poker",     "poster",    "powder",    "power",     "printer", "prior",
    "quarter",   "razor",     "reactor",   "register",  "remainder", "reminder",  "river",     "router",  "rubber",
    "rumor",     "rumour",    "scanner",   "sector",    "semester",  "sensor",    "server",    "sewer",   "shelter",
    "shoulder",  "shower",    "silver",    "slaughter", "summer",    "super",     "surrender", "tanker",  "temper",
    "terror",    "theater",   "thunder",   "tiger",     "timber",    "timer",     "tower",     "tractor", "trailer",
    "transfer",  "trawler",   "tumor",     "under",     "upper",     "vapor",     "vapour",    "vector",  "vigor",
    "water",     "weather"};
// Agents whose names have no such ending.
constexpr std::array<std::string_view, 58> kAgents = {
    "accountant", "agent",  "apprentice", "assistant", "athlete",    "attendee", "brigade",   "butler",    "captive",
    "charity",    "chef",   "child",      "choir",     "client",     "coach",    "colleague", "community", "consultant",
    "cook",       "crew",   "detainee",   "employee",  "faithful",   "guard",    "guest",     "guild",     "hostage",
    "immigrant",  "inmate", "kid",        "league",    "lieutenant", "locals",   "mate",      "merchant",  "midwife",
    "migrant",    "monk",   "novice",     "nun",       "parent",     "patient",  "peer",      "refugee",   "relative",
    "rival",      "scout",  "sergeant",   "society",   "staff",      "tenant",   "tourist",   "tribe",     "troupe",
    "trustee",    "vet",    "village",    "youth"};
constexpr std::array<std::string_view, 12> kEndings = {"er",  "or",   "ist",  "ian",    "man",      "woman",
                                                       "eer", "hand", "folk", "master", "mistress", "crat"};

}  // namespace

bool is_agent_noun(std::string_view lemma) {
  const NounClass c = noun_class(lemma);
  if (c == NounClass::kPerson || c == NounClass::kBody || c == NounClass::kGroup || one_of(kAgents, lemma)) return true;
  if (kind_of_word(lemma)) return true;
  if (lemma.size() < 5 || one_of(kNoAgents, lemma)) return false;
  return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view e) { return lemma.ends_with(e); });
}

bool may_speak(const Syntax& s, std::uint32_t head) {
  const Token& t = s[head];
  if (t.pos == Pos::PROPN)
    return t.entity != EntityLabel::DATE && t.entity != EntityLabel::TIME && t.entity != EntityLabel::MONEY;
  if (t.pos != Pos::NOUN) return false;
  if (is_agent_noun(t.lemma) || noun_class(t.lemma) != NounClass::kOther) return true;
  if (is_document_noun(t.lemma) || is_footage_noun(t.lemma) || is_poll_noun(t.lemma)) return true;
  return t.lemma == "data" || t.lemma == "datum" || t.lemma == "figure" || t.lemma == "statistic" ||
         t.lemma == "medium" || t.lemma == "research" || t.lemma == "intelligence";
}

}  // namespace hearsay
