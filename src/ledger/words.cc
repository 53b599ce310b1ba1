#include "ledger/words.h"

#include <unicode/uchar.h>

#include "base/utf8.h"

namespace hearsay {

std::string words_of(std::string_view text, const Spans& spans) {
  std::string out;
  for (const Span span : spans) {
    if (span.begin > span.end || span.end > text.size()) continue;
    if (!out.empty()) out += " … ";
    out += slice(text, span);
  }
  return out;
}

std::string folded_words(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool gap = false;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded d = decode_utf8(text, i);
    i += d.length;
    const auto c = static_cast<UChar32>(d.code_point);
    // Combining marks belong to the letter before them.
    if (!u_isalnum(c) && u_charType(c) != U_NON_SPACING_MARK) {
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    append_utf8(out, static_cast<char32_t>(u_foldCase(c, U_FOLD_CASE_DEFAULT)));
  }
  return out;
}

bool has_words(std::string_view text, std::string_view query) {
  const std::string wanted = folded_words(query);
  if (wanted.empty()) return true;
  const std::string padded = ' ' + folded_words(text) + ' ';
  return padded.find(' ' + wanted + ' ') != std::string::npos;
}

std::string full_text_query(std::string_view query) {
  std::string out;
  // Each term is quoted, so that nothing in it is an operator; FTS5's tokenizer drops what is no word.
  const auto add = [&out](std::string_view term, bool prefix) {
    if (folded_words(term).empty()) return;
    if (!out.empty()) out += ' ';
    out += '"';
    for (const char c : term) {
      if (c != '"' && c != '\0') out += c;
    }
    out += prefix ? "\"*" : "\"";
  };
  std::size_t i = 0;
  while (i < query.size()) {
    if (query[i] == ' ' || query[i] == '\t' || query[i] == '\n') {
      ++i;
    } else if (query[i] == '"') {
      const std::size_t end = query.find('"', i + 1);
      add(query.substr(i + 1, end == std::string_view::npos ? end : end - i - 1), false);
      i = end == std::string_view::npos ? query.size() : end + 1;
    } else {
      std::size_t end = query.find_first_of(" \t\n\"", i);
      if (end == std::string_view::npos) end = query.size();
      std::string_view term = query.substr(i, end - i);
      const bool prefix = term.size() > 1 && term.back() == '*';
      if (prefix) term.remove_suffix(1);
      add(term, prefix);
      i = end;
    }
  }
  return out;
}

}  // namespace hearsay
