#include "ledger/hedges.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "ledger/words.h"

namespace hearsay {

namespace {

// Share of a sentence's other words that a copy must have to keep it.
constexpr double kKept = .6;
constexpr std::size_t kMinWords = 4;

// Single words. "may" and "could" are hedges of what is told; "can" and "should" are not.
constexpr auto kHedges = std::to_array<std::string_view>(
    {"alleged",  "allegedly", "apparent", "apparently", "arguably",    "could",       "likely",
     "may",      "maybe",     "might",    "perhaps",    "possible",    "possibly",    "presumably",
     "presumed", "probable",  "probably", "purported",  "purportedly", "reportedly",  "rumored",
     "rumoured", "seemingly", "supposed", "supposedly", "suspected",   "unconfirmed", "unverified"});
static_assert(std::is_sorted(kHedges.begin(), kHedges.end()));

// "is said to be", "are believed to have", "appears to": the word before "to" that makes it hearsay.
constexpr auto kBeforeTo =
    std::to_array<std::string_view>({"appear", "appeared", "appears", "believed", "reported", "said", "seem", "seemed",
                                     "seems", "thought", "understood"});
static_assert(std::is_sorted(kBeforeTo.begin(), kBeforeTo.end()));
constexpr auto kBe = std::to_array<std::string_view>({"are", "be", "been", "is", "was", "were"});

template <std::size_t N>
bool in(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::binary_search(list.begin(), list.end(), word);
}

bool letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

struct Token {
  std::string folded;
  Span span;
  bool clause_end = false;  // a comma, stop or bracket follows
};

std::vector<Token> tokens_of(std::string_view text, Span sentence) {
  std::vector<Token> out;
  for (std::uint32_t i = sentence.begin; i < sentence.end;) {
    // Punctuation above ASCII ends up inside tokens here and is folded away; what is left empty is no word.
    if (!letter(text[i])) {
      constexpr std::string_view kEnds = ",.;:()!?\"";
      if (!out.empty() && kEnds.find(text[i]) != kEnds.npos) out.back().clause_end = true;
      ++i;
      continue;
    }
    std::uint32_t end = i;
    while (end < sentence.end && (letter(text[end]) || text[end] == '\'')) ++end;
    std::string folded = folded_words(text.substr(i, end - i));
    if (!folded.empty()) out.push_back({std::move(folded), {i, end}, false});
    i = end;
  }
  return out;
}

HedgedSentence read_sentence(std::string_view text, Span span) {
  HedgedSentence out;
  const std::vector<Token> tokens = tokens_of(text, span);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string& word = tokens[i].folded;
    const bool hedge = in(kHedges, word);
    const bool raised =
        i + 1 < tokens.size() && tokens[i + 1].folded == "to" && in(kBeforeTo, word) &&
        (word.starts_with("appear") || word.starts_with("seem") || (i > 0 && in(kBe, tokens[i - 1].folded)));
    if (word == "according" && i + 1 < tokens.size() && tokens[i + 1].folded == "to") {
      std::size_t last = i + 1;
      while (last + 1 < tokens.size() && !tokens[last].clause_end) ++last;
      out.hedges.emplace_back(text.substr(tokens[i].span.begin, tokens[last].span.end - tokens[i].span.begin));
      i = last;
    } else if (hedge || raised) {
      out.hedges.emplace_back(slice(text, tokens[i].span));
    } else {
      out.words.push_back(word);
    }
  }
  return out;
}

}  // namespace

std::vector<HedgedSentence> hedged_sentences(std::string_view text, const Spans& paragraphs) {
  std::vector<HedgedSentence> out;
  for (const Span p : paragraphs) {
    if (p.begin > p.end || p.end > text.size()) continue;
    std::uint32_t begin = p.begin;
    for (std::uint32_t i = p.begin; i < p.end; ++i) {
      // A stop, then perhaps a closing mark, then white space: good enough to compare sentence with sentence.
      const bool stop = text[i] == '.' || text[i] == '!' || text[i] == '?';
      if (!stop) continue;
      std::uint32_t end = i + 1;
      while (end < p.end && !letter(text[end]) && text[end] != ' ' && text[end] != '\n') ++end;
      if (end < p.end && text[end] != ' ' && text[end] != '\n' && static_cast<unsigned char>(text[end]) < 0x80)
        continue;
      out.push_back(read_sentence(text, {begin, end}));
      begin = end;
      i = end - 1;
    }
    if (begin < p.end) out.push_back(read_sentence(text, {begin, p.end}));
  }
  return out;
}

std::vector<std::string> lost_hedges(const std::vector<HedgedSentence>& from, const std::vector<HedgedSentence>& to) {
  std::map<std::string_view, std::vector<std::uint32_t>> sentences_with;  // word of `to` -> its sentences
  for (std::uint32_t i = 0; i < to.size(); ++i) {
    std::set<std::string_view> seen;
    for (const std::string& word : to[i].words) {
      if (seen.insert(word).second) sentences_with[word].push_back(i);
    }
  }
  std::vector<std::string> lost;
  for (const HedgedSentence& sentence : from) {
    if (sentence.hedges.empty() || sentence.words.size() < kMinWords) continue;
    std::map<std::uint32_t, std::uint32_t> common;
    const std::set<std::string_view> words(sentence.words.begin(), sentence.words.end());
    for (const std::string_view word : words) {
      const auto found = sentences_with.find(word);
      if (found == sentences_with.end()) continue;
      for (const std::uint32_t i : found->second) ++common[i];
    }
    std::uint32_t best = 0, most = 0;
    for (const auto& [i, count] : common) {
      if (count > most) best = i, most = count;
    }
    if (most < kKept * static_cast<double>(words.size())) continue;
    std::vector<std::string> kept;
    for (const std::string& hedge : to[best].hedges) kept.push_back(folded_words(hedge));
    for (const std::string& hedge : sentence.hedges) {
      const auto same = std::find(kept.begin(), kept.end(), folded_words(hedge));
      if (same != kept.end()) {
        kept.erase(same);
        continue;
      }
      lost.push_back(hedge);
    }
  }
  return lost;
}

}  // namespace hearsay
