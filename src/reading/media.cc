#include "reading/media.h"

#include <algorithm>
#include <array>

#include "reading/noun_classes.h"

namespace hearsay {
namespace {

constexpr std::uint32_t kMaxNameTokens = 10;

template <std::size_t n>
bool one_of(const std::array<std::string_view, n>& words, std::string_view w) {
  return std::find(words.begin(), words.end(), w) != words.end();
}

bool is_medium_word(std::string_view lower) {
  constexpr std::array<std::string_view, 48> kWords = {
      "podcast", "weekly",      "daily",      "newspaper", "station",  "network",    "website",    "programme",
      "tabloid", "channel",     "paper",      "magazine",  "newswire", "newsletter", "broadsheet", "gazette",
      "courier", "tribune",     "bugle",      "examiner",  "inquirer", "telegraph",  "observer",   "newsroom",
      "fm",      "broadcaster", "nbc",        "abc",       "cbs",      "npr",        "pbs",        "msnbc",
      "cnbc",    "itv",         "rtl",        "nhk",       "zdf",      "ard",        "rai",        "abc",
      "press",   "tv",          "television", "radio",     "news",     "bulletin",   "outlet",     "vlog"};
  return kind_of_word(lower) == VoiceKind::kMedia || kind_of_word(lower) == VoiceKind::kAgency || one_of(kWords, lower);
}

// Bodies that hear and do not carry: courts, councils, firms, schools, crowds.
bool is_body_word(std::string_view lower) {
  constexpr std::array<std::string_view, 34> kWords = {
      "inc",        "ltd",        "plc",     "corp",    "corporation", "company", "group",   "holdings", "bank",
      "university", "college",    "school",  "academy", "church",      "club",    "union",   "party",    "hospital",
      "inquiry",    "convention", "summit",  "forum",   "conference",  "society", "guild",   "league",   "foundation",
      "institute",  "museum",     "airport", "centre",  "center",      "fund",    "exchange"};
  if (one_of(kWords, lower)) return true;
  const auto kind = kind_of_word(lower);
  if (kind && *kind != VoiceKind::kMedia && *kind != VoiceKind::kAgency) return true;
  return noun_class(lower) == NounClass::kBody || noun_class(lower) == NounClass::kGroup;
}

// "the Lurin news service", "the Press Association", "a broadcasting corporation".
bool serves_news(const Syntax& s, std::uint32_t head, TokenRange r) {
  constexpr std::array<std::string_view, 9> kHeads = {"service",     "agency", "bureau", "group",      "network",
                                                      "association", "desk",   "team",   "corporation"};
  if (head == r.begin || !one_of(kHeads, s[head].lower)) return false;
  const std::string_view before = s[head - 1].lower;
  return is_medium_word(before) || before == "broadcasting";
}

bool is_capital(const Token& t) { return !t.text.empty() && t.text[0] >= 'A' && t.text[0] <= 'Z'; }

}  // namespace

std::uint32_t name_beside(const Syntax& s, std::uint32_t head) {
  if (s[head].pos != Pos::NOUN) return kNone;
  const std::uint32_t name = s.child(head, {Dep::appos});
  return name != kNone && s[name].pos == Pos::PROPN && s[name].left_edge == head + 1 ? name : kNone;
}

TokenRange name_around(const Syntax& s, std::uint32_t head) {
  const TokenRange sentence = s.sentence(head);
  TokenRange r{head, head + 1};
  const auto bound = [&] { return r.end - r.begin >= kMaxNameTokens; };
  while (r.begin > sentence.begin && !bound()) {
    const Token& t = s[r.begin - 1];
    if (t.head < r.begin || t.head >= r.end || t.pos == Pos::PUNCT || t.pos == Pos::VERB) break;
    --r.begin;
  }
  while (r.end < sentence.end && !bound()) {
    const Token& t = s[r.end];
    const bool hangs = t.head >= r.begin && t.head < r.end;
    const bool same_entity = t.entity != EntityLabel::None && t.entity == s[r.end - 1].entity;
    if (hangs && (t.dep == Dep::nummod || same_entity || t.text == "&")) {
      ++r.end;
      continue;
    }
    // "Ports & Harbours", "Dawn with Dana"
    const bool joint = (t.text == "&" || t.lower == "with" || t.lower == "of") && hangs && is_capital(s[r.end - 1]);
    if (!joint || r.end + 1 >= sentence.end || s[r.end + 1].pos != Pos::PROPN || !is_capital(s[r.end + 1])) {
      if (!(t.pos == Pos::PROPN && s[r.end - 1].text == "&")) break;
      ++r.end;
      continue;
    }
    r.end += 2;
    while (r.end < sentence.end && s[r.end].pos == Pos::PROPN && s[r.end - 1].head == r.end && !bound()) ++r.end;
  }
  return r;
}

MediumSign medium_sign(const Syntax& s, std::uint32_t head) {
  if (s[head].lemma == "conference" || s[head].lemma == "briefing" || s[head].lemma == "release" ||
      s[head].pos == Pos::PRON)
    return MediumSign::kNo;
  const std::uint32_t beside = name_beside(s, head);
  const TokenRange r = name_around(s, head);
  // The head says most: "the Press Council" is a council, "the Police Gazette" a paper.
  if (is_body_word(s[head].lower) && !is_medium_word(s[head].lower) && !serves_news(s, head, r)) return MediumSign::kNo;
  bool word = is_news_agency(s[head].lower) || (beside != kNone && is_medium_word(s[head].lower));
  bool body = false, title = false, capitals = true, joint = false, article = false;
  for (std::uint32_t i = r.begin; i < r.end; ++i) {
    const Token& t = s[i];
    if (t.dep == Dep::poss || t.dep == Dep::case_) continue;
    word |= is_medium_word(t.lower);
    body |= is_body_word(t.lower) && i != head;
    title |= is_title(t.lower) || (noun_class(t.lower) == NounClass::kPerson && t.pos == Pos::PROPN);
    article |= t.lower == "the";
    joint |= t.text == "&" || t.lower == "with" || t.pos == Pos::NUM;
    if (t.pos != Pos::DET) capitals &= is_capital(t);
  }
  if (s[head].pos == Pos::PROPN && title && s[head].entity == EntityLabel::PERSON) return MediumSign::kNo;
  if (word) return MediumSign::kWord;
  if (s[head].pos != Pos::PROPN || body || title || is_platform(s[head].lower)) return MediumSign::kNo;
  const EntityLabel e = s[head].entity;
  if (joint) return MediumSign::kName;
  switch (e) {
    case EntityLabel::PERSON:  // people have no article
      return article && capitals ? MediumSign::kName : MediumSign::kNo;
    case EntityLabel::DATE:
    case EntityLabel::TIME:  // "the Sunday Clarion"
      return s[head].tag == Tag::NNP && r.end - r.begin > 2 ? MediumSign::kName : MediumSign::kNo;
    case EntityLabel::GPE:
    case EntityLabel::LOC:
    case EntityLabel::NORP:
    case EntityLabel::LAW:
    case EntityLabel::LANGUAGE:
      return MediumSign::kNo;
    default:
      return MediumSign::kName;
  }
}

bool is_platform(std::string_view lower) {
  constexpr std::array<std::string_view, 13> kPlatforms = {"facebook", "twitter",  "x",      "telegram", "instagram",
                                                           "youtube",  "tiktok",   "weibo",  "truth",    "social",
                                                           "linkedin", "whatsapp", "bluesky"};
  return one_of(kPlatforms, lower);
}

}  // namespace hearsay
