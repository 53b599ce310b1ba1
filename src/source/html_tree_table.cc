// Tables, select and template: the insertion modes of 13.2.6.4.9 to .18, and "reset the insertion mode" (13.2.4.1).
#include "source/html_tree_builder.h"

namespace hearsay {

namespace {

constexpr TagSet kTableContext = {Tag::kTable, Tag::kTemplate, Tag::kHtml};
constexpr TagSet kBodyContext = {Tag::kTbody, Tag::kTfoot, Tag::kThead, Tag::kTemplate, Tag::kHtml};
constexpr TagSet kRowContext = {Tag::kTr, Tag::kTemplate, Tag::kHtml};
constexpr TagSet kSections = {Tag::kTbody, Tag::kTfoot, Tag::kThead};
constexpr TagSet kCells = {Tag::kTd, Tag::kTh};
constexpr TagSet kTableText = {Tag::kTable, Tag::kTbody, Tag::kTemplate, Tag::kTfoot, Tag::kThead, Tag::kTr};
constexpr TagSet kOuterEndTags = {Tag::kBody, Tag::kCaption, Tag::kCol, Tag::kColgroup, Tag::kHtml};
constexpr TagSet kTableParts = {Tag::kCaption, Tag::kCol, Tag::kColgroup, Tag::kTbody, Tag::kTd,
                                Tag::kTfoot,   Tag::kTh,  Tag::kThead,    Tag::kTr};

}  // namespace

// Pops until the current node is of the context (which always holds html).
void HtmlTreeBuilder::clear_to(const TagSet& context) {
  while (open_.size() > 1 && !in_set(current(), context)) pop();
}

bool HtmlTreeBuilder::table_anything_else() {
  foster_ = true;
  const bool done = in_body();
  foster_ = false;
  return done;
}

bool HtmlTreeBuilder::in_table() {
  switch (token_.kind) {
    case TokenKind::kText:
      if (!in_set(current(), kTableText)) return table_anything_else();
      table_text_.clear();
      original_mode_ = mode_;
      mode_ = Mode::kInTableText;
      return false;
    case TokenKind::kComment:
      insert_comment();
      return true;
    case TokenKind::kDoctype:
      return true;
    case TokenKind::kEnd:
      return in_body();
    case TokenKind::kStartTag:
      switch (token_.tag) {
        case Tag::kCaption:
          clear_to(kTableContext);
          push_marker();
          insert_element();
          mode_ = Mode::kInCaption;
          return true;
        case Tag::kColgroup:
          clear_to(kTableContext);
          insert_element();
          mode_ = Mode::kInColumnGroup;
          return true;
        case Tag::kCol:
          clear_to(kTableContext);
          insert_implied(Tag::kColgroup);
          mode_ = Mode::kInColumnGroup;
          return false;
        case Tag::kTbody:
        case Tag::kTfoot:
        case Tag::kThead:
          clear_to(kTableContext);
          insert_element();
          mode_ = Mode::kInTableBody;
          return true;
        case Tag::kTd:
        case Tag::kTh:
        case Tag::kTr:
          clear_to(kTableContext);
          insert_implied(Tag::kTbody);
          mode_ = Mode::kInTableBody;
          return false;
        case Tag::kTable:
          if (!in_scope(Tag::kTable, Scope::kTable)) return true;
          pop_until(Tag::kTable, false);
          reset_insertion_mode();
          return false;
        case Tag::kStyle:
        case Tag::kScript:
        case Tag::kTemplate:
          return in_head();
        case Tag::kInput:
          if (!has_hidden_type()) return table_anything_else();
          insert_void();
          return true;
        case Tag::kForm:
          if (has_open(Tag::kTemplate) || form_ != kNoNode) return true;
          form_ = insert_element();
          pop();
          return true;
        default:
          return table_anything_else();
      }
    case TokenKind::kEndTag:
      if (token_.tag == Tag::kTable) {
        if (!in_scope(Tag::kTable, Scope::kTable)) return true;
        pop_until(Tag::kTable, true);
        reset_insertion_mode();
        return true;
      }
      if (token_.tag == Tag::kTemplate) return in_head();
      if (token_in(kTableParts) || token_in({Tag::kBody, Tag::kHtml})) return true;
      return table_anything_else();
  }
  return true;
}

// A "table character token" run waits until it is known whether any of it is more than white space.
bool HtmlTreeBuilder::in_table_text() {
  if (is_text()) {
    table_text_.push_back(token_);
    return true;
  }
  const Token kept = token_;
  bool only_space = true;
  for (const Token& pending : table_text_) {
    token_ = pending;
    while (!token_.source.empty()) {
      token_.source.begin = leading_space();
      if (token_.source.empty()) break;
      if (page()[token_.source.begin] != 0) {
        only_space = false;
        break;
      }
      ++token_.source.begin;
    }
    if (!only_space) break;
  }
  for (const Token& pending : table_text_) {
    token_ = pending;
    if (only_space) {
      if (slice(page(), token_.source).find_first_not_of('\0') != std::string_view::npos) insert_text(token_.source);
    } else {
      table_anything_else();
    }
  }
  token_ = kept;
  mode_ = original_mode_;
  return false;
}

bool HtmlTreeBuilder::in_caption() {
  const bool ends = is_end() && token_.tag == Tag::kCaption;
  const bool closes = (is_start() && token_in(kTableParts)) || (is_end() && token_.tag == Tag::kTable);
  if (ends || closes) {
    if (!in_scope(Tag::kCaption, Scope::kTable)) {
      // Nothing but a template may lie between; without a caption the token counts for nothing. Leaving the mode keeps
      // this true after the depth limit closed the caption.
      if (!has_open(Tag::kCaption)) reset_insertion_mode();
      return true;
    }
    imply_end_tags();
    pop_until(Tag::kCaption, ends);
    clear_to_marker();
    mode_ = Mode::kInTable;
    return ends;
  }
  if (is_end() && token_in({Tag::kBody, Tag::kCol, Tag::kColgroup, Tag::kHtml, Tag::kTbody, Tag::kTd, Tag::kTfoot,
                            Tag::kTh, Tag::kThead, Tag::kTr})) {
    return true;
  }
  return in_body();
}

bool HtmlTreeBuilder::in_column_group() {
  switch (token_.kind) {
    case TokenKind::kText:
      if (current_is(Tag::kTemplate)) {  // nothing to leave: other characters are ignored one by one
        insert_only_space();
        return true;
      }
      if (!take_leading_space(true)) return true;
      break;
    case TokenKind::kComment:
      insert_comment();
      return true;
    case TokenKind::kDoctype:
      return true;
    case TokenKind::kEnd:
      return in_body();
    case TokenKind::kStartTag:
      if (token_.tag == Tag::kHtml) return in_body();
      if (token_.tag == Tag::kCol) {
        insert_void();
        return true;
      }
      if (token_.tag == Tag::kTemplate) return in_head();
      break;
    case TokenKind::kEndTag:
      if (token_.tag == Tag::kColgroup) {
        if (!current_is(Tag::kColgroup)) return true;
        pop_ended();
        mode_ = Mode::kInTable;
        return true;
      }
      if (token_.tag == Tag::kCol) return true;
      if (token_.tag == Tag::kTemplate) return in_head();
      break;
  }
  if (!current_is(Tag::kColgroup)) {
    if (!has_open(Tag::kColgroup) && !current_is(Tag::kTemplate)) reset_insertion_mode();  // as in_caption
    return true;
  }
  pop();
  mode_ = Mode::kInTable;
  return false;
}

bool HtmlTreeBuilder::in_table_body() {
  if (is_start() && token_.tag == Tag::kTr) {
    clear_to(kBodyContext);
    insert_element();
    mode_ = Mode::kInRow;
    return true;
  }
  if (is_start() && token_in(kCells)) {
    clear_to(kBodyContext);
    insert_implied(Tag::kTr);
    mode_ = Mode::kInRow;
    return false;
  }
  if (is_end() && token_in(kSections)) {
    if (!in_scope(token_.tag, Scope::kTable)) return true;
    clear_to(kBodyContext);
    pop_ended();
    mode_ = Mode::kInTable;
    return true;
  }
  if ((is_start() && token_in({Tag::kCaption, Tag::kCol, Tag::kColgroup, Tag::kTbody, Tag::kTfoot, Tag::kThead})) ||
      (is_end() && token_.tag == Tag::kTable)) {
    if (!in_scope(kSections, Scope::kTable)) return true;
    clear_to(kBodyContext);
    pop();
    mode_ = Mode::kInTable;
    return false;
  }
  if (is_end() && (token_in(kOuterEndTags) || token_in(kCells) || token_.tag == Tag::kTr)) return true;
  return in_table();
}

bool HtmlTreeBuilder::in_row() {
  if (is_start() && token_in(kCells)) {
    clear_to(kRowContext);
    insert_element();
    mode_ = Mode::kInCell;
    push_marker();
    return true;
  }
  const bool ends = is_end() && token_.tag == Tag::kTr;
  const bool closes = (is_start() && token_in({Tag::kCaption, Tag::kCol, Tag::kColgroup, Tag::kTbody, Tag::kTfoot,
                                               Tag::kThead, Tag::kTr})) ||
                      (is_end() && token_.tag == Tag::kTable);
  const bool ends_section = is_end() && token_in(kSections);
  if (ends || closes || ends_section) {
    if (ends_section && !in_scope(token_.tag, Scope::kTable)) return true;
    if (!in_scope(Tag::kTr, Scope::kTable)) return true;
    clear_to(kRowContext);
    ends ? pop_ended() : pop();
    mode_ = Mode::kInTableBody;
    return ends;
  }
  if (is_end() && (token_in(kOuterEndTags) || token_in(kCells))) return true;
  return in_table();
}

void HtmlTreeBuilder::close_cell() {
  imply_end_tags();
  pop_until(kCells, false);
  clear_to_marker();
  mode_ = Mode::kInRow;
}

bool HtmlTreeBuilder::in_cell() {
  if (is_end() && token_in(kCells)) {
    if (!in_scope(token_.tag, Scope::kTable)) return true;
    imply_end_tags();
    pop_until(token_.tag, true);
    clear_to_marker();
    mode_ = Mode::kInRow;
    return true;
  }
  const bool opens = is_start() && token_in(kTableParts);
  const bool ends = is_end() && (token_.tag == Tag::kTable || token_in(kSections) || token_.tag == Tag::kTr);
  if (opens || ends) {
    const bool has_cell = in_scope(kCells, Scope::kTable);
    if (ends && !in_scope(token_.tag, Scope::kTable)) return true;
    if (!has_cell) {
      reset_insertion_mode();  // the depth limit closed the cell
      return mode_ == Mode::kInCell;
    }
    close_cell();
    return false;
  }
  if (is_end() && token_in(kOuterEndTags)) return true;
  return in_body();
}

bool HtmlTreeBuilder::in_select() {
  switch (token_.kind) {
    case TokenKind::kText:
      if (slice(page(), token_.source).find_first_not_of('\0') != std::string_view::npos) insert_text(token_.source);
      return true;
    case TokenKind::kComment:
      insert_comment();
      return true;
    case TokenKind::kDoctype:
      return true;
    case TokenKind::kEnd:
      return in_body();
    case TokenKind::kStartTag:
      switch (token_.tag) {
        case Tag::kHtml:
          return in_body();
        case Tag::kOption:
          if (current_is(Tag::kOption)) pop();
          insert_element();
          return true;
        case Tag::kOptgroup:
          if (current_is(Tag::kOption)) pop();
          if (current_is(Tag::kOptgroup)) pop();
          insert_element();
          return true;
        case Tag::kHr:
          if (current_is(Tag::kOption)) pop();
          if (current_is(Tag::kOptgroup)) pop();
          insert_void();
          return true;
        case Tag::kSelect:
        case Tag::kInput:
        case Tag::kKeygen:
        case Tag::kTextarea:
          if (!in_scope(Tag::kSelect, Scope::kSelect)) {
            if (!has_open(Tag::kSelect)) reset_insertion_mode();  // the depth limit closed it
            return true;
          }
          pop_until(Tag::kSelect, false);
          reset_insertion_mode();
          return token_.tag == Tag::kSelect;
        case Tag::kScript:
        case Tag::kTemplate:
          return in_head();
        default:
          return true;
      }
    case TokenKind::kEndTag:
      switch (token_.tag) {
        case Tag::kOptgroup:
          if (current_is(Tag::kOption) && open_.size() > 1 && is_html(open_[open_.size() - 2], Tag::kOptgroup)) pop();
          if (current_is(Tag::kOptgroup)) pop_ended();
          return true;
        case Tag::kOption:
          if (current_is(Tag::kOption)) pop_ended();
          return true;
        case Tag::kSelect:
          if (!in_scope(Tag::kSelect, Scope::kSelect)) {
            if (!has_open(Tag::kSelect)) reset_insertion_mode();
            return true;
          }
          pop_until(Tag::kSelect, true);
          reset_insertion_mode();
          return true;
        case Tag::kTemplate:
          return in_head();
        default:
          return true;
      }
  }
  return true;
}

bool HtmlTreeBuilder::in_select_in_table() {
  constexpr TagSet kClosing = {Tag::kCaption, Tag::kTable, Tag::kTbody, Tag::kTfoot,
                               Tag::kThead,   Tag::kTr,    Tag::kTd,    Tag::kTh};
  if ((is_start() || is_end()) && token_in(kClosing)) {
    if (is_end() && !in_scope(token_.tag, Scope::kTable)) return true;
    const Mode before = mode_;
    pop_until(Tag::kSelect, false);
    reset_insertion_mode();
    return mode_ == before;
  }
  return in_select();
}

void HtmlTreeBuilder::start_template() {
  insert_element();
  push_marker();
  frameset_ok_ = false;
  mode_ = Mode::kInTemplate;
  template_modes_.push_back(Mode::kInTemplate);
}

void HtmlTreeBuilder::end_template() {
  if (!has_open(Tag::kTemplate)) return;
  imply_end_tags_thoroughly();
  pop_until(Tag::kTemplate, is_end() && token_.tag == Tag::kTemplate);
  clear_to_marker();
  if (!template_modes_.empty()) template_modes_.pop_back();
  reset_insertion_mode();
}

bool HtmlTreeBuilder::in_template() {
  const auto switch_to = [&](Mode mode) {
    if (!template_modes_.empty()) template_modes_.back() = mode;
    mode_ = mode;
    return false;
  };
  switch (token_.kind) {
    case TokenKind::kText:
    case TokenKind::kComment:
    case TokenKind::kDoctype:
      return in_body();
    case TokenKind::kStartTag:
      switch (token_.tag) {
        case Tag::kBase:
        case Tag::kBasefont:
        case Tag::kBgsound:
        case Tag::kLink:
        case Tag::kMeta:
        case Tag::kNoframes:
        case Tag::kScript:
        case Tag::kStyle:
        case Tag::kTemplate:
        case Tag::kTitle:
          return in_head();
        case Tag::kCaption:
        case Tag::kColgroup:
        case Tag::kTbody:
        case Tag::kTfoot:
        case Tag::kThead:
          return switch_to(Mode::kInTable);
        case Tag::kCol:
          return switch_to(Mode::kInColumnGroup);
        case Tag::kTr:
          return switch_to(Mode::kInTableBody);
        case Tag::kTd:
        case Tag::kTh:
          return switch_to(Mode::kInRow);
        default:
          return switch_to(Mode::kInBody);
      }
    case TokenKind::kEndTag:
      return token_.tag == Tag::kTemplate ? in_head() : true;
    case TokenKind::kEnd:
      if (!has_open(Tag::kTemplate)) {
        stop();
        return true;
      }
      end_template();
      return false;
  }
  return true;
}

void HtmlTreeBuilder::reset_insertion_mode() {
  for (std::size_t i = open_.size(); i-- > 0;) {
    const NodeIndex element = open_[i];
    if (node(element).space != Namespace::kHtml) continue;
    switch (node(element).tag) {
      case Tag::kSelect:
        mode_ = Mode::kInSelect;
        for (std::size_t k = i; k-- > 1;) {
          if (is_html(open_[k], Tag::kTemplate)) break;
          if (is_html(open_[k], Tag::kTable)) {
            mode_ = Mode::kInSelectInTable;
            break;
          }
        }
        return;
      case Tag::kTd:
      case Tag::kTh:
        if (i == 0) continue;
        mode_ = Mode::kInCell;
        return;
      case Tag::kTr:
        mode_ = Mode::kInRow;
        return;
      case Tag::kTbody:
      case Tag::kThead:
      case Tag::kTfoot:
        mode_ = Mode::kInTableBody;
        return;
      case Tag::kCaption:
        mode_ = Mode::kInCaption;
        return;
      case Tag::kColgroup:
        mode_ = Mode::kInColumnGroup;
        return;
      case Tag::kTable:
        mode_ = Mode::kInTable;
        return;
      case Tag::kTemplate:
        mode_ = template_modes_.empty() ? Mode::kInTemplate : template_modes_.back();
        return;
      case Tag::kHead:
        mode_ = Mode::kInHead;
        return;
      case Tag::kBody:
        mode_ = Mode::kInBody;
        return;
      case Tag::kFrameset:
        mode_ = Mode::kInFrameset;
        return;
      case Tag::kHtml:
        mode_ = head_ == kNoNode ? Mode::kBeforeHead : Mode::kAfterHead;
        return;
      default:
        break;
    }
  }
}

}  // namespace hearsay
