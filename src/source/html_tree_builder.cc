// The loop, the dispatcher and the insertion modes around the body (13.2.6.4.1 to .6, .8, .19 to .23).
#include "source/html_tree_builder.h"

#include <algorithm>

#include "source/ascii.h"
#include "source/html_reference.h"

namespace hearsay {

namespace {

constexpr TagSet kHeadContent = {Tag::kBase, Tag::kBasefont, Tag::kBgsound, Tag::kLink, Tag::kMeta};
constexpr TagSet kHeadElements =
    kHeadContent | TagSet({Tag::kNoframes, Tag::kScript, Tag::kStyle, Tag::kTemplate, Tag::kTitle});
constexpr TagSet kBodyHtmlBr = {Tag::kBody, Tag::kHtml, Tag::kBr};
constexpr TagSet kHeadBodyHtmlBr = kBodyHtmlBr | TagSet({Tag::kHead});

// Public identifiers that mean quirks mode, in lower case (13.2.6.4.1).
constexpr std::string_view kQuirkPrefixes[] = {
    "+//silmaril//dtd html pro v0r11 19970101//",
    "-//as//dtd html 3.0 aswedit + extensions//",
    "-//advasoft ltd//dtd html 3.0 aswedit + extensions//",
    "-//ietf//dtd html 2.0 level 1//",
    "-//ietf//dtd html 2.0 level 2//",
    "-//ietf//dtd html 2.0 strict level 1//",
    "-//ietf//dtd html 2.0 strict level 2//",
    "-//ietf//dtd html 2.0 strict//",
    "-//ietf//dtd html 2.0//",
    "-//ietf//dtd html 2.1e//",
    "-//ietf//dtd html 3.0//",
    "-//ietf//dtd html 3.2 final//",
    "-//ietf//dtd html 3.2//",
    "-//ietf//dtd html 3//",
    "-//ietf//dtd html level 0//",
    "-//ietf//dtd html level 1//",
    "-//ietf//dtd html level 2//",
    "-//ietf//dtd html level 3//",
    "-//ietf//dtd html strict level 0//",
    "-//ietf//dtd html strict level 1//",
    "-//ietf//dtd html strict level 2//",
    "-//ietf//dtd html strict level 3//",
    "-//ietf//dtd html strict//",
    "-//ietf//dtd html//",
    "-//metrius//dtd metrius presentational//",
    "-//microsoft//dtd internet explorer 2.0 html strict//",
    "-//microsoft//dtd internet explorer 2.0 html//",
    "-//microsoft//dtd internet explorer 2.0 tables//",
    "-//microsoft//dtd internet explorer 3.0 html strict//",
    "-//microsoft//dtd internet explorer 3.0 html//",
    "-//microsoft//dtd internet explorer 3.0 tables//",
    "-//netscape comm. corp.//dtd html//",
    "-//netscape comm. corp.//dtd strict html//",
    "-//o'reilly and associates//dtd html 2.0//",
    "-//o'reilly and associates//dtd html extended 1.0//",
    "-//o'reilly and associates//dtd html extended relaxed 1.0//",
    "-//sq//dtd html 2.0 hotmetal + extensions//",
    "-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//",
    "-//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//",
    "-//spyglass//dtd html 2.0 extended//",
    "-//sun microsystems corp.//dtd hotjava html//",
    "-//sun microsystems corp.//dtd hotjava strict html//",
    "-//w3c//dtd html 3 1995-03-24//",
    "-//w3c//dtd html 3.2 draft//",
    "-//w3c//dtd html 3.2 final//",
    "-//w3c//dtd html 3.2//",
    "-//w3c//dtd html 3.2s draft//",
    "-//w3c//dtd html 4.0 frameset//",
    "-//w3c//dtd html 4.0 transitional//",
    "-//w3c//dtd html experimental 19960712//",
    "-//w3c//dtd html experimental 970421//",
    "-//w3c//dtd w3 html//",
    "-//w3o//dtd w3 html 3.0//",
    "-//webtechs//dtd mozilla html 2.0//",
    "-//webtechs//dtd mozilla html//",
};

bool means_quirks(std::string_view page, const Token& doctype) {
  const std::string_view public_id = slice(page, doctype.public_id), system_id = slice(page, doctype.system_id);
  if (doctype.force_quirks || !ascii::iequals(slice(page, doctype.data), "html")) return true;
  if (doctype.has_public) {
    for (const std::string_view whole :
         {"-//w3o//dtd w3 html strict 3.0//en//", "-/w3c/dtd html 4.0 transitional/en", "html"}) {
      if (ascii::iequals(public_id, whole)) return true;
    }
    for (const std::string_view prefix : kQuirkPrefixes) {
      if (ascii::istarts_with(public_id, prefix)) return true;
    }
    if (!doctype.has_system && (ascii::istarts_with(public_id, "-//w3c//dtd html 4.01 frameset//") ||
                                ascii::istarts_with(public_id, "-//w3c//dtd html 4.01 transitional//"))) {
      return true;
    }
  }
  return doctype.has_system && ascii::iequals(system_id, "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd");
}

}  // namespace

HtmlTree parse_html(const HtmlInput& input) {
  HtmlTree tree;
  tree.input = input;
  HtmlTreeBuilder(tree).build();
  return tree;
}

void HtmlTreeBuilder::build() {
  // A news page has a node for each 60 bytes or so; one guess saves most of the growing.
  tree_.nodes.reserve(page().size() / 48 + 16);
  tree_.segments.reserve(page().size() / 128 + 16);
  tree_.attributes.reserve(page().size() / 64 + 16);
  const std::uint32_t end = static_cast<std::uint32_t>(page().size());
  HtmlNode document;
  document.kind = NodeKind::kDocument;
  document.end = {end, end};
  add_node(document);
  do {
    tokens_.allow_cdata(!open_.empty() && node(current()).space != Namespace::kHtml);
    attributes_kept_ = tree_.attributes.size();
    tokens_.next(token_);
    process();
    if (is_start()) tree_.attributes.resize(attributes_kept_);
    if (tree_.nodes.size() >= kMaxHtmlNodes && token_.kind != TokenKind::kEnd) {
      tree_.truncated_at = tokens_.position();
      break;
    }
  } while (token_.kind != TokenKind::kEnd && !done_);
  const std::uint32_t stopped = tree_.truncated_at.value_or(end);
  for (const NodeIndex i : open_) node(i).end = {stopped, stopped};
  if (!html_end_.empty()) node(open_.front()).end = html_end_;
  if (!body_end_.empty() && open_.size() > 1) node(open_[1]).end = body_end_;
}

// The tree construction dispatcher (13.2.6). A step that gives a token back has changed the mode or the stack, and no
// rule does so for ever: each way round closes or opens an element or leaves a mode behind.
void HtmlTreeBuilder::process() {
  for (;;) {
    if (is_foreign_content()) {
      if (foreign()) return;
    }
    if (step(mode_)) return;
  }
}

bool HtmlTreeBuilder::step(Mode mode) {
  switch (mode) {
    case Mode::kInitial:
      return initial();
    case Mode::kBeforeHtml:
      return before_html();
    case Mode::kBeforeHead:
      return before_head();
    case Mode::kInHead:
      return in_head();
    case Mode::kInHeadNoscript:
      return in_head_noscript();
    case Mode::kAfterHead:
      return after_head();
    case Mode::kInBody:
      return in_body();
    case Mode::kText:
      return text();
    case Mode::kInTable:
      return in_table();
    case Mode::kInTableText:
      return in_table_text();
    case Mode::kInCaption:
      return in_caption();
    case Mode::kInColumnGroup:
      return in_column_group();
    case Mode::kInTableBody:
      return in_table_body();
    case Mode::kInRow:
      return in_row();
    case Mode::kInCell:
      return in_cell();
    case Mode::kInSelect:
      return in_select();
    case Mode::kInSelectInTable:
      return in_select_in_table();
    case Mode::kInTemplate:
      return in_template();
    case Mode::kAfterBody:
      return after_body();
    case Mode::kInFrameset:
      return in_frameset();
    case Mode::kAfterFrameset:
      return after_frameset();
    case Mode::kAfterAfterBody:
      return after_after_body();
    case Mode::kAfterAfterFrameset:
      return after_after_frameset();
  }
  return true;
}

void HtmlTreeBuilder::stop() { done_ = true; }

const HtmlAttribute* HtmlTreeBuilder::token_attribute(std::string_view wanted) const {
  for (std::uint32_t i = 0; i < token_.attribute_count; ++i) {
    const HtmlAttribute& attribute = tree_.attributes[token_.first_attribute + i];
    if (ascii::iequals(slice(page(), attribute.name), wanted)) return &attribute;
  }
  return nullptr;
}

bool HtmlTreeBuilder::has_hidden_type() const {
  const HtmlAttribute* type = token_attribute("type");
  return type != nullptr && ascii::iequals(decode_text(tree_.input, type->value, References::kAttribute), "hidden");
}

std::uint32_t HtmlTreeBuilder::leading_space() const {
  const bool references = token_.mode == TextMode::kData || token_.mode == TextMode::kRcdata;
  std::uint32_t i = token_.source.begin;
  while (i < token_.source.end) {
    const char c = page()[i];
    if (ascii::is_space(c)) {
      ++i;
    } else if (c == '&' && references) {
      const CharacterReference reference = character_reference(slice(page(), {i, token_.source.end}), false);
      if (reference.length == 0 || reference.first > 0x20 || !ascii::is_space(static_cast<char>(reference.first)))
        break;
      i += reference.length;
    } else {
      break;
    }
  }
  return i;
}

bool HtmlTreeBuilder::take_leading_space(bool insert) {
  const std::uint32_t end = leading_space();
  if (insert) insert_text({token_.source.begin, end});
  token_.source.begin = end;
  return !token_.source.empty();
}

// In and after a frameset white space is kept and every other character dropped.
void HtmlTreeBuilder::insert_only_space() {
  while (take_leading_space(true)) {
    const bool references = token_.mode == TextMode::kData;
    const std::string_view rest = slice(page(), token_.source);
    const std::uint32_t length = references && rest[0] == '&' ? character_reference(rest, false).length : 0;
    token_.source.begin += std::max(length, 1u);
  }
}

bool HtmlTreeBuilder::initial() {
  switch (token_.kind) {
    case TokenKind::kText:
      if (!take_leading_space(false)) return true;
      break;
    case TokenKind::kComment:
      insert_comment(0);
      return true;
    case TokenKind::kDoctype: {
      HtmlNode made;
      made.kind = NodeKind::kDoctype;
      made.start = token_.source;
      made.end = token_.data;
      attach(add_node(made), {0, kNoNode});
      tree_.quirks = means_quirks(page(), token_);
      mode_ = Mode::kBeforeHtml;
      return true;
    }
    default:
      break;
  }
  if (token_.kind != TokenKind::kDoctype) tree_.quirks = true;
  mode_ = Mode::kBeforeHtml;
  return false;
}

bool HtmlTreeBuilder::before_html() {
  switch (token_.kind) {
    case TokenKind::kDoctype:
      return true;
    case TokenKind::kComment:
      insert_comment(0);
      return true;
    case TokenKind::kText:
      if (!take_leading_space(false)) return true;
      break;
    case TokenKind::kStartTag:
      if (token_.tag != Tag::kHtml) break;
      insert_element();
      mode_ = Mode::kBeforeHead;
      return true;
    case TokenKind::kEndTag:
      if (!token_in(kHeadBodyHtmlBr)) return true;
      break;
    case TokenKind::kEnd:
      break;
  }
  insert_implied(Tag::kHtml);
  mode_ = Mode::kBeforeHead;
  return false;
}

bool HtmlTreeBuilder::before_head() {
  switch (token_.kind) {
    case TokenKind::kDoctype:
      return true;
    case TokenKind::kComment:
      insert_comment();
      return true;
    case TokenKind::kText:
      if (!take_leading_space(false)) return true;
      break;
    case TokenKind::kStartTag:
      if (token_.tag == Tag::kHtml) return in_body();
      if (token_.tag != Tag::kHead) break;
      head_ = insert_element();
      mode_ = Mode::kInHead;
      return true;
    case TokenKind::kEndTag:
      if (!token_in(kHeadBodyHtmlBr)) return true;
      break;
    case TokenKind::kEnd:
      break;
  }
  head_ = insert_implied(Tag::kHead);
  mode_ = Mode::kInHead;
  return false;
}

bool HtmlTreeBuilder::in_head() {
  switch (token_.kind) {
    case TokenKind::kDoctype:
      return true;
    case TokenKind::kComment:
      insert_comment();
      return true;
    case TokenKind::kText:
      if (!take_leading_space(true)) return true;
      break;
    case TokenKind::kStartTag:
      switch (token_.tag) {
        case Tag::kHtml:
          return in_body();
        case Tag::kBase:
        case Tag::kBasefont:
        case Tag::kBgsound:
        case Tag::kLink:
        case Tag::kMeta:
          insert_void();
          return true;
        case Tag::kTitle:
          insert_raw(TextMode::kRcdata);
          return true;
        case Tag::kNoframes:
        case Tag::kStyle:
          insert_raw(TextMode::kRawtext);
          return true;
        case Tag::kScript:
          insert_raw(TextMode::kScript);
          return true;
        case Tag::kNoscript:
          insert_element();
          mode_ = Mode::kInHeadNoscript;
          return true;
        case Tag::kTemplate:
          start_template();
          return true;
        case Tag::kHead:
          return true;
        default:
          break;
      }
      break;
    case TokenKind::kEndTag:
      if (token_.tag == Tag::kHead) {
        pop_ended();
        mode_ = Mode::kAfterHead;
        return true;
      }
      if (token_.tag == Tag::kTemplate) {
        end_template();
        return true;
      }
      if (!token_in(kBodyHtmlBr)) return true;
      break;
    case TokenKind::kEnd:
      break;
  }
  pop();
  mode_ = Mode::kAfterHead;
  return false;
}

bool HtmlTreeBuilder::in_head_noscript() {
  switch (token_.kind) {
    case TokenKind::kDoctype:
      return true;
    case TokenKind::kComment:
      return in_head();
    case TokenKind::kText:
      if (!take_leading_space(true)) return true;
      break;
    case TokenKind::kStartTag:
      if (token_.tag == Tag::kHtml) return in_body();
      if (token_in({Tag::kBasefont, Tag::kBgsound, Tag::kLink, Tag::kMeta, Tag::kNoframes, Tag::kStyle})) {
        return in_head();
      }
      if (token_in({Tag::kHead, Tag::kNoscript})) return true;
      break;
    case TokenKind::kEndTag:
      if (token_.tag == Tag::kNoscript) {
        pop_ended();
        mode_ = Mode::kInHead;
        return true;
      }
      if (token_.tag != Tag::kBr) return true;
      break;
    case TokenKind::kEnd:
      break;
  }
  pop();
  mode_ = Mode::kInHead;
  return false;
}

bool HtmlTreeBuilder::after_head() {
  switch (token_.kind) {
    case TokenKind::kDoctype:
      return true;
    case TokenKind::kComment:
      insert_comment();
      return true;
    case TokenKind::kText:
      if (!take_leading_space(true)) return true;
      break;
    case TokenKind::kStartTag:
      if (token_.tag == Tag::kHtml) return in_body();
      if (token_.tag == Tag::kBody) {
        insert_element();
        frameset_ok_ = false;
        mode_ = Mode::kInBody;
        return true;
      }
      if (token_.tag == Tag::kFrameset) {
        insert_element();
        mode_ = Mode::kInFrameset;
        return true;
      }
      if (token_.tag == Tag::kHead) return true;
      if (token_in(kHeadElements)) {
        push(head_);
        in_head();
        // What in_head opened stays; the head itself is closed again, and keeps the end it had.
        const Span end = node(head_).end;
        remove_open(head_);
        node(head_).end = end;
        return true;
      }
      break;
    case TokenKind::kEndTag:
      if (token_.tag == Tag::kTemplate) {
        end_template();
        return true;
      }
      if (!token_in(kBodyHtmlBr)) return true;
      break;
    case TokenKind::kEnd:
      break;
  }
  insert_implied(Tag::kBody);
  mode_ = Mode::kInBody;
  return false;
}

bool HtmlTreeBuilder::text() {
  switch (token_.kind) {
    case TokenKind::kText:
      insert_text(token_.source);
      return true;
    case TokenKind::kEndTag:
      pop_ended();
      mode_ = original_mode_;
      return true;
    default:
      break;
  }
  pop();
  mode_ = original_mode_;
  return false;
}

bool HtmlTreeBuilder::after_body() {
  switch (token_.kind) {
    case TokenKind::kDoctype:
      return true;
    case TokenKind::kComment:
      insert_comment(open_.front());
      return true;
    case TokenKind::kText:
      if (leading_space() == token_.source.end) return in_body();
      break;
    case TokenKind::kStartTag:
      if (token_.tag == Tag::kHtml) return in_body();
      break;
    case TokenKind::kEndTag:
      if (token_.tag == Tag::kHtml) {
        html_end_ = token_.source;
        mode_ = Mode::kAfterAfterBody;
        return true;
      }
      break;
    case TokenKind::kEnd:
      stop();
      return true;
  }
  mode_ = Mode::kInBody;
  return false;
}

bool HtmlTreeBuilder::in_frameset() {
  switch (token_.kind) {
    case TokenKind::kDoctype:
      return true;
    case TokenKind::kComment:
      insert_comment();
      return true;
    case TokenKind::kText:
      insert_only_space();
      return true;
    case TokenKind::kStartTag:
      if (token_.tag == Tag::kHtml) return in_body();
      if (token_.tag == Tag::kFrameset) insert_element();
      if (token_.tag == Tag::kFrame) insert_void();
      if (token_.tag == Tag::kNoframes) return in_head();
      return true;
    case TokenKind::kEndTag:
      if (token_.tag != Tag::kFrameset || open_.size() <= 1) return true;
      pop_ended();
      if (!current_is(Tag::kFrameset)) mode_ = Mode::kAfterFrameset;
      return true;
    case TokenKind::kEnd:
      stop();
      return true;
  }
  return true;
}

bool HtmlTreeBuilder::after_frameset() {
  switch (token_.kind) {
    case TokenKind::kComment:
      insert_comment();
      return true;
    case TokenKind::kText:
      insert_only_space();
      return true;
    case TokenKind::kStartTag:
      if (token_.tag == Tag::kHtml) return in_body();
      if (token_.tag == Tag::kNoframes) return in_head();
      return true;
    case TokenKind::kEndTag:
      if (token_.tag == Tag::kHtml) {
        html_end_ = token_.source;
        mode_ = Mode::kAfterAfterFrameset;
      }
      return true;
    case TokenKind::kEnd:
      stop();
      return true;
    case TokenKind::kDoctype:
      return true;
  }
  return true;
}

bool HtmlTreeBuilder::after_after_body() {
  switch (token_.kind) {
    case TokenKind::kComment:
      insert_comment(0);
      return true;
    case TokenKind::kDoctype:
      return true;
    case TokenKind::kText:
      if (leading_space() == token_.source.end) return in_body();
      break;
    case TokenKind::kStartTag:
      if (token_.tag == Tag::kHtml) return in_body();
      break;
    case TokenKind::kEnd:
      stop();
      return true;
    case TokenKind::kEndTag:
      break;
  }
  mode_ = Mode::kInBody;
  return false;
}

bool HtmlTreeBuilder::after_after_frameset() {
  switch (token_.kind) {
    case TokenKind::kComment:
      insert_comment(0);
      return true;
    case TokenKind::kText:
      insert_only_space();
      return true;
    case TokenKind::kStartTag:
      if (token_.tag == Tag::kHtml) return in_body();
      if (token_.tag == Tag::kNoframes) return in_head();
      return true;
    case TokenKind::kEnd:
      stop();
      return true;
    default:
      return true;
  }
}

}  // namespace hearsay
