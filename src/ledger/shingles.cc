#include "ledger/shingles.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "base/hash.h"
#include "base/utf8.h"

namespace hearsay {

namespace {

// Inside a word these change nothing: apostrophes, soft hyphen, joiners, zero-width space, byte order mark, marks.
bool silent(char32_t c) {
  return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0xAD || (c >= 0x200B && c <= 0x200D) ||
         c == 0x2060 || c == 0xFEFF || u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK;
}

void add_words(std::string_view text, Span paragraph, std::vector<Word>& words) {
  bool quoting = false;  // a quotation ends with its paragraph here; `quoted` knows those that go on
  Mixer mixer;
  Word word;
  bool open = false;
  const auto close = [&] {
    if (!open) return;
    word.hash = mixer.value();
    words.push_back(word);
    open = false;
  };
  for (std::uint32_t i = paragraph.begin; i < paragraph.end;) {
    const Decoded d = decode_utf8(text, i);
    const char32_t c = d.code_point;
    const std::uint32_t next = i + d.length;
    if (u_isalnum(static_cast<UChar32>(c))) {
      if (!open) {
        mixer = Mixer();
        word = {0, {i, next}, quoting};
        open = true;
      }
      mixer.add(static_cast<std::uint64_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT)));
      word.span.end = next;
    } else if (!silent(c)) {
      close();
      if (c == '"') quoting = !quoting;
      if (c == 0x201C || c == 0x201E || c == 0xAB) quoting = true;
      if (c == 0x201D || c == 0xBB) quoting = false;
    }
    i = next;
  }
  close();
}

}  // namespace

ArticleText article_text(std::string_view text, const Spans& body, const Spans& quoted) {
  ArticleText article;
  for (const Span paragraph : body) {
    if (paragraph.begin <= paragraph.end && paragraph.end <= text.size()) add_words(text, paragraph, article.words);
  }
  Spans ranges = quoted;
  std::sort(ranges.begin(), ranges.end());
  std::size_t at = 0;
  std::uint32_t reach = 0;
  for (Word& word : article.words) {
    while (at < ranges.size() && ranges[at].begin <= word.span.begin) reach = std::max(reach, ranges[at++].end);
    if (word.span.begin < reach) word.quoted = true;
  }
  if (article.words.size() < kShingleWords) return article;
  const std::size_t count = article.words.size() - kShingleWords + 1;
  article.shingles.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    Mixer mixer;
    for (std::size_t k = 0; k < kShingleWords; ++k) mixer.add(article.words[i + k].hash);
    article.shingles.push_back(mixer.value());
  }
  // The smallest of each window, once.
  const std::size_t window = std::min(kWindow, count);
  for (std::size_t i = 0; i + window <= count; ++i) {
    article.fingerprints.push_back(
        *std::min_element(article.shingles.begin() + static_cast<std::ptrdiff_t>(i),
                          article.shingles.begin() + static_cast<std::ptrdiff_t>(i + window)));
  }
  std::sort(article.fingerprints.begin(), article.fingerprints.end());
  article.fingerprints.erase(std::unique(article.fingerprints.begin(), article.fingerprints.end()),
                             article.fingerprints.end());
  return article;
}

double weight_of(const ArticleText& article, std::size_t at) {
  std::size_t quoted = 0;
  for (std::size_t k = 0; k < kShingleWords; ++k) quoted += article.words[at + k].quoted;
  return quoted * 2 > kShingleWords ? kQuotedWeight : 1;
}

}  // namespace hearsay
