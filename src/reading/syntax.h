// The parse of a page as the attribution rules ask for it: children, subtrees, clauses, and where quotations lie.
//
// Ownership: refers to the Page and the quotations, which must outlive it. Threads: a value; built for one document.
// Units: token indices into Analysis::tokens; kNone for none. Building is linear; each question is O(1) or O(children).
// No recursion: the depth of a parse is the input's.
#pragma once

#include <initializer_list>
#include <span>
#include <vector>

#include "reading/finding.h"

namespace hearsay {

using TokenRanges = std::vector<TokenRange>;

class Syntax {
 public:
  Syntax(const Page& page, const std::vector<Quotation>& quotations);

  [[nodiscard]] const Token& operator[](std::uint32_t i) const { return tokens_[i]; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(tokens_.size()); }
  [[nodiscard]] std::span<const std::uint32_t> children(std::uint32_t i) const {
    return std::span(children_).subspan(first_child_[i], first_child_[i + 1] - first_child_[i]);
  }
  // First child, in text order, with one of these dependencies.
  [[nodiscard]] std::uint32_t child(std::uint32_t i, std::initializer_list<Dep> deps) const;
  [[nodiscard]] bool has_child(std::uint32_t i, std::initializer_list<Dep> deps) const {
    return child(i, deps) != kNone;
  }
  [[nodiscard]] bool in_subtree(std::uint32_t i, std::uint32_t root) const {
    return enter_[root] <= enter_[i] && enter_[i] < leave_[root];
  }
  // The subtree as a stretch of tokens (a parse that crosses arcs may put others between).
  [[nodiscard]] TokenRange subtree(std::uint32_t i) const { return {tokens_[i].left_edge, tokens_[i].right_edge + 1}; }
  [[nodiscard]] TokenRange sentence(std::uint32_t i) const { return page_.analysis.sentences[tokens_[i].sentence]; }
  [[nodiscard]] std::uint32_t unit(std::uint32_t i) const { return unit_of_sentence_[tokens_[i].sentence]; }
  [[nodiscard]] TokenRange unit_tokens(std::uint32_t i) const { return page_.analysis.units[unit(i)].tokens; }
  [[nodiscard]] std::uint32_t part(std::uint32_t i) const { return page_.part_of_unit[unit(i)]; }

  // The quotation that holds this token between its marks: the outermost, the innermost; kNone.
  [[nodiscard]] Index outer_quotation(std::uint32_t i) const { return outer_quotation_[i]; }
  [[nodiscard]] Index inner_quotation(std::uint32_t i) const { return inner_quotation_[i]; }
  [[nodiscard]] const std::vector<Quotation>& quotations() const { return quotations_; }
  [[nodiscard]] const Page& page() const { return page_; }
  [[nodiscard]] std::string_view text(Span s) const { return page_.text(s); }

  [[nodiscard]] bool is_comma(std::uint32_t i) const { return i < size() && tokens_[i].text == ","; }
  [[nodiscard]] bool is_mark(std::uint32_t i) const;              // a quotation mark
  [[nodiscard]] bool is_edge_punctuation(std::uint32_t i) const;  // , ; : . and dashes
  [[nodiscard]] bool is_verb(std::uint32_t i) const {
    return tokens_[i].pos == Pos::VERB || tokens_[i].pos == Pos::AUX;
  }

  // Bytes of these tokens; edges that are white space, commas, full stops, colons or dashes are trimmed off.
  [[nodiscard]] Span bytes(TokenRange range) const { return page_.analysis.bytes(range); }
  [[nodiscard]] TokenRange trimmed(TokenRange range) const;

 private:
  const Page& page_;
  const std::vector<Quotation>& quotations_;
  const std::vector<Token>& tokens_;
  std::vector<std::uint32_t> first_child_, children_, enter_, leave_, unit_of_sentence_;
  std::vector<Index> outer_quotation_, inner_quotation_;
};

// `from` without what `cut` covers; empty pieces are dropped.
[[nodiscard]] TokenRanges without(const TokenRanges& from, TokenRange cut);

}  // namespace hearsay
