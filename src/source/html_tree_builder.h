// Tree construction: tokens in, HtmlTree out.
//
// The simple idea: a stack of open elements and, for each token, the rule of the current insertion mode; one member
// function a mode, named after the standard's section, spread over files by subject:
//   html_tree_builder.cc    the loop, the dispatcher, the modes around the body
//   html_tree_body.cc       "in body"
//   html_tree_table.cc      tables, select, template
//   html_tree_formatting.cc active formatting elements and the adoption agency
//   html_tree_foreign.cc    SVG and MathML
//   html_tree_stack.cc      inserting, popping, scopes
// The details it left out: character tokens come as whole runs, so a mode that treats white space apart splits the run.
// Select follows the standard's text up to 2025 ("in select"), as the pages in archives and both oracles do.
// A step returns false to have the token processed again in the mode it switched to.
// Ownership: the builder borrows the tree it fills. Threads: one builder, one thread. Used by parse_html alone.
// Bounds: see html_tree.h; each bound has its constant below. No function recurses on what the page says.
// Facts: WHATWG HTML standard, section 13.2.6.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "source/html_tokenizer.h"
#include "source/html_tree.h"

namespace hearsay {

class HtmlTreeBuilder {
 public:
  explicit HtmlTreeBuilder(HtmlTree& tree);
  void build();

 private:
  enum class Mode : std::uint8_t {
    kInitial,
    kBeforeHtml,
    kBeforeHead,
    kInHead,
    kInHeadNoscript,
    kAfterHead,
    kInBody,
    kText,
    kInTable,
    kInTableText,
    kInCaption,
    kInColumnGroup,
    kInTableBody,
    kInRow,
    kInCell,
    kInSelect,
    kInSelectInTable,
    kInTemplate,
    kAfterBody,
    kInFrameset,
    kAfterFrameset,
    kAfterAfterBody,
    kAfterAfterFrameset
  };
  enum class Scope : std::uint8_t { kDefault, kListItem, kButton, kTable, kSelect };

  // Where a node goes: before `before`, or last in `parent`.
  struct Place {
    NodeIndex parent = kNoNode;
    NodeIndex before = kNoNode;
  };

  // What the walks up the stack ask of an open element.
  struct OpenKind {
    Tag tag;
    Namespace space;
    bool special;
    std::uint8_t limits;  // of which scopes it is a limit
  };
  static constexpr unsigned bit(Scope scope) { return 1u << static_cast<unsigned>(scope); }
  struct Formatting {
    NodeIndex element = kNoNode;  // kNoNode: a marker
    std::uint32_t likeness = 0;   // equal for elements alike in name and attributes
  };

  // Steps. html_tree_builder.cc
  void process();
  bool step(Mode mode);
  bool initial();
  bool before_html();
  bool before_head();
  bool in_head();
  bool in_head_noscript();
  bool after_head();
  bool text();
  bool after_body();
  bool in_frameset();
  bool after_frameset();
  bool after_after_body();
  bool after_after_frameset();
  void stop();
  // html_tree_body.cc
  bool in_body();
  bool body_start_tag();
  bool body_end_tag();
  void body_text();
  void any_other_end_tag();
  void close_p();
  void close_p_in_scope();
  void end_form();
  void start_list_item();
  void merge_attributes(NodeIndex element);
  // html_tree_table.cc
  bool in_table();
  bool in_table_text();
  bool in_caption();
  bool in_column_group();
  bool in_table_body();
  bool in_row();
  bool in_cell();
  bool in_select();
  bool in_select_in_table();
  bool in_template();
  bool table_anything_else();
  void clear_to(const TagSet& context);
  void close_cell();
  void start_template();
  void end_template();
  void reset_insertion_mode();
  // html_tree_formatting.cc
  void push_formatting(NodeIndex element);
  void push_marker();
  void clear_to_marker();
  void reopen_formatting();
  void adoption_agency();
  [[nodiscard]] NodeIndex last_formatting(Tag tag) const;
  [[nodiscard]] std::ptrdiff_t formatting_position(NodeIndex element) const;
  void remove_formatting(NodeIndex element);
  [[nodiscard]] bool same_element(NodeIndex a, NodeIndex b) const;
  [[nodiscard]] std::uint32_t likeness(NodeIndex element) const;
  [[nodiscard]] NodeIndex reopen(NodeIndex element);
  // html_tree_foreign.cc
  [[nodiscard]] bool is_foreign_content() const;
  bool foreign();
  bool foreign_start_tag();
  bool foreign_end_tag();
  void leave_foreign();
  [[nodiscard]] bool is_mathml_text_point(NodeIndex i) const;
  [[nodiscard]] bool is_html_point(NodeIndex i) const;

  // Inserting, popping, scopes. html_tree_stack.cc
  [[nodiscard]] Place place_for(NodeIndex target) const;
  [[nodiscard]] Place place() const { return place_for(current()); }
  [[nodiscard]] OpenKind open_kind(NodeIndex i) const;
  NodeIndex add_node(const HtmlNode& node);
  void attach(NodeIndex node, Place where);
  void detach(NodeIndex node);
  void move_children(NodeIndex from, NodeIndex to);
  NodeIndex make_element(Namespace space);
  NodeIndex insert_element(Namespace space = Namespace::kHtml);
  NodeIndex insert_implied(Tag tag);
  void insert_void();
  void insert_raw(TextMode mode);
  void insert_comment(NodeIndex parent);
  void insert_comment() { insert_comment(kNoNode); }
  void insert_text(Span run);
  void push(NodeIndex element);
  void pop(Span end_tag);
  void pop() { pop({token_.source.begin, token_.source.begin}); }
  // The token is the end tag of the element popped.
  void pop_ended() { pop(token_.source); }
  void pop_until(const TagSet& tags, bool ended);
  void pop_until(Tag tag, bool ended);
  void remove_open(NodeIndex element);
  void insert_open(std::size_t position, NodeIndex element);
  void imply_end_tags(Tag but = Tag::kOther);
  void imply_end_tags_thoroughly();
  [[nodiscard]] bool in_scope(const TagSet& tags, Scope scope = Scope::kDefault) const;
  [[nodiscard]] bool in_scope(Tag tag, Scope scope = Scope::kDefault) const;
  [[nodiscard]] bool is_in_scope(std::size_t position) const;
  [[nodiscard]] bool is_open(NodeIndex element) const;
  [[nodiscard]] std::ptrdiff_t open_position(NodeIndex element) const;
  [[nodiscard]] std::ptrdiff_t last_open(Tag tag) const;

  [[nodiscard]] HtmlNode& node(NodeIndex i) { return tree_.nodes[i]; }
  [[nodiscard]] const HtmlNode& node(NodeIndex i) const { return tree_.nodes[i]; }
  [[nodiscard]] NodeIndex current() const { return open_.empty() ? 0 : open_.back(); }
  [[nodiscard]] bool is_html(NodeIndex i, Tag tag) const {
    return node(i).tag == tag && node(i).space == Namespace::kHtml;
  }
  [[nodiscard]] bool current_is(Tag tag) const { return is_html(current(), tag); }
  [[nodiscard]] bool in_set(NodeIndex i, const TagSet& tags) const {
    return node(i).space == Namespace::kHtml && tags.has(node(i).tag);
  }
  [[nodiscard]] bool is_special(NodeIndex i) const;
  [[nodiscard]] bool has_open(Tag tag) const { return open_count_[static_cast<std::size_t>(tag)] != 0; }
  [[nodiscard]] std::string_view page() const { return tree_.input.bytes; }
  [[nodiscard]] bool is_text() const { return token_.kind == TokenKind::kText; }
  [[nodiscard]] bool is_start() const { return token_.kind == TokenKind::kStartTag; }
  [[nodiscard]] bool is_end() const { return token_.kind == TokenKind::kEndTag; }
  [[nodiscard]] bool token_in(const TagSet& tags) const { return tags.has(token_.tag); }
  [[nodiscard]] const HtmlAttribute* token_attribute(std::string_view name) const;
  [[nodiscard]] bool has_hidden_type() const;

  // Text runs. The end of the white space that the token begins with.
  [[nodiscard]] std::uint32_t leading_space() const;
  // Inserts the token's leading white space if `insert`, takes it off; false where nothing is left.
  bool take_leading_space(bool insert);
  void insert_only_space();

  HtmlTree& tree_;
  HtmlTokenizer tokens_;
  Token token_;
  Mode mode_ = Mode::kInitial;
  Mode original_mode_ = Mode::kInitial;  // "text" and "in table text" go back to it
  std::vector<Mode> template_modes_;
  std::vector<OpenKind> open_kinds_;  // of the same elements: what the walks look at, close together
  std::vector<NodeIndex> open_;       // the stack of open elements, html first
  std::array<std::uint16_t, static_cast<std::size_t>(Tag::kCount)> open_count_{};  // HTML elements on it, by tag
  std::vector<Formatting> formatting_;  // the list of active formatting elements
  std::vector<Token> table_text_;       // pending table character tokens
  NodeIndex head_ = kNoNode;
  NodeIndex form_ = kNoNode;
  bool foster_ = false;  // foster parenting is on
  bool frameset_ok_ = true;
  bool done_ = false;
  std::size_t attributes_kept_ = 0;  // those of tags that made no element are forgotten
  Span body_end_;                    // end tags that leave their element open
  Span html_end_;
  std::uint32_t reopen_left_ = 0;  // formatting elements that may still be opened again
};

}  // namespace hearsay
