#include "source/html_blocks.h"

#include <algorithm>

#include "source/ascii.h"
#include "source/html_traits.h"

namespace hearsay {

namespace {

// Elements whose text is not part of the page's reading.
bool has_no_text(const HtmlNode& node) {
  if (node.space == Namespace::kSvg) return true;
  switch (node.tag) {
    case Tag::kTitle:
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kTemplate:
    case Tag::kHead:
    case Tag::kNoframes:
    case Tag::kIframe:
    case Tag::kObject:
    case Tag::kApplet:
    case Tag::kAudio:
    case Tag::kVideo:
    case Tag::kCanvas:
    case Tag::kRp:
    case Tag::kDatalist:
    case Tag::kNoembed:
    case Tag::kMap:
    case Tag::kMeter:
    case Tag::kProgress:
      return true;
    default:
      return false;
  }
}

bool is_block(Tag tag) {
  switch (tag) {
    case Tag::kAddress:
    case Tag::kArticle:
    case Tag::kAside:
    case Tag::kBlockquote:
    case Tag::kBody:
    case Tag::kButton:
    case Tag::kCaption:
    case Tag::kCenter:
    case Tag::kDd:
    case Tag::kDetails:
    case Tag::kDialog:
    case Tag::kDir:
    case Tag::kDiv:
    case Tag::kDl:
    case Tag::kDt:
    case Tag::kFieldset:
    case Tag::kFigcaption:
    case Tag::kFigure:
    case Tag::kFooter:
    case Tag::kForm:
    case Tag::kFrameset:
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6:
    case Tag::kHeader:
    case Tag::kHgroup:
    case Tag::kHr:
    case Tag::kHtml:
    case Tag::kLegend:
    case Tag::kLi:
    case Tag::kListing:
    case Tag::kMain:
    case Tag::kMenu:
    case Tag::kNav:
    case Tag::kNoscript:
    case Tag::kOl:
    case Tag::kOptgroup:
    case Tag::kOption:
    case Tag::kP:
    case Tag::kPlaintext:
    case Tag::kPre:
    case Tag::kSearch:
    case Tag::kSection:
    case Tag::kSelect:
    case Tag::kSummary:
    case Tag::kTable:
    case Tag::kTbody:
    case Tag::kTd:
    case Tag::kTextarea:
    case Tag::kTfoot:
    case Tag::kTh:
    case Tag::kThead:
    case Tag::kTr:
    case Tag::kUl:
    case Tag::kXmp:
      return true;
    default:
      return false;
  }
}

bool is_control(Tag tag) {
  return tag == Tag::kButton || tag == Tag::kSelect || tag == Tag::kTextarea || tag == Tag::kNoscript ||
         tag == Tag::kOption;
}

bool is_media(Tag tag) {
  return tag == Tag::kImg || tag == Tag::kPicture || tag == Tag::kVideo || tag == Tag::kIframe || tag == Tag::kAudio ||
         tag == Tag::kEmbed || tag == Tag::kObject;
}

// What an element hands down to its text.
struct Context {
  NodeIndex block = kNoNode;
  PartKind kind = PartKind::kParagraph;
  std::uint8_t level = 0;  // heading level or list depth
  std::uint8_t lists = 0;
  NodeIndex link = kNoNode;
  bool strong = false;
  bool slanted = false;
  bool hidden = false;
  bool control = false;
  bool keeps_space = false;  // pre
  bool heading_tag = false;
  bool paragraph_tag = false;
};

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

class BlockWriter {
 public:
  BlockWriter(const HtmlTree& tree, TextBuilder& builder) : tree_(tree), builder_(builder) {
    out_.traits.resize(tree.nodes.size());
  }

  HtmlBlocks write() {
    NodeIndex node = 0;
    contexts_.push_back({});
    for (;;) {
      const bool inside = enter(node);
      if (inside && tree_[node].first_child != kNoNode) {
        contexts_.push_back(next_);
        node = tree_[node].first_child;
        continue;
      }
      leave(node);
      while (node != 0 && tree_[node].next == kNoNode) {
        node = tree_[node].parent;
        contexts_.pop_back();
        leave(node);
      }
      if (node == 0) break;
      node = tree_[node].next;
    }
    cut();
    show_hidden_page();
    return std::move(out_);
  }

 private:
  // Pages that a script unhides, and forums that serve robots their posts inside noscript: where most of the prose is
  // hidden, hiding means nothing.
  void show_hidden_page() {
    std::uint64_t hidden = 0, shown = 0;
    for (const HtmlBlock& block : out_.blocks) {
      if (block.length < 60 || block.link_length * 2 > block.length) continue;
      if (block.may_show) hidden += block.length;
      if (!block.hidden) shown += block.length;
    }
    if (hidden < 200 || hidden < shown) return;
    for (std::size_t i = 0; i < out_.blocks.size(); ++i) {
      if (!out_.blocks[i].may_show) continue;
      out_.blocks[i].hidden = out_.blocks[i].may_show = false;
      builder_.parts()[i].region = Region::kMain;
    }
    for (std::uint32_t& traits : out_.traits) traits &= ~static_cast<std::uint32_t>(kTraitHidden);
  }

  // Returns whether the children are to be read; their context is then in next_.
  bool enter(NodeIndex index) {
    const HtmlNode& node = tree_[index];
    const Context& here = contexts_.back();
    if (node.kind == NodeKind::kText) {
      add_text(index, here);
      return false;
    }
    if (node.kind == NodeKind::kDocument) {
      next_ = here;
      return true;
    }
    if (node.kind != NodeKind::kElement) return false;
    if (is_media(node.tag)) {
      media_ = index;
      if (media_count_ < 1000) ++media_count_;
    }
    if (has_no_text(node)) return false;
    if (node.tag == Tag::kBr) {
      add_break();
      return false;
    }
    const std::uint32_t traits = traits_of(tree_, index);
    out_.traits[index] = traits;
    next_ = here;
    if (traits & kTraitHidden) next_.hidden = true;
    if (!is_block(node.tag)) {
      if (node.tag == Tag::kA) next_.link = index;
      if (node.tag == Tag::kB || node.tag == Tag::kStrong) next_.strong = true;
      if (node.tag == Tag::kI || node.tag == Tag::kEm) next_.slanted = true;
      return true;
    }
    cut();
    next_.block = index;
    next_.paragraph_tag = node.tag == Tag::kP;
    if (is_control(node.tag)) next_.hidden = true;
    if (is_control(node.tag) && node.tag != Tag::kNoscript) next_.control = true;
    switch (node.tag) {
      case Tag::kH1:
      case Tag::kH2:
      case Tag::kH3:
      case Tag::kH4:
      case Tag::kH5:
      case Tag::kH6:
        next_.kind = PartKind::kHeading;
        next_.heading_tag = true;
        next_.level = static_cast<std::uint8_t>(static_cast<int>(node.tag) - static_cast<int>(Tag::kH1) + 1);
        break;
      case Tag::kUl:
      case Tag::kOl:
      case Tag::kMenu:
      case Tag::kDl:
        if (next_.lists < 250) ++next_.lists;
        break;
      case Tag::kLi:
      case Tag::kDd:
      case Tag::kDt:
        next_.kind = PartKind::kListItem;
        next_.level = next_.lists;
        break;
      case Tag::kBlockquote:
        next_.kind = PartKind::kQuote;
        break;
      case Tag::kFigcaption:
        next_.kind = PartKind::kCaption;
        break;
      case Tag::kFigure:
        next_.kind = PartKind::kCaption;
        break;
      case Tag::kTd:
      case Tag::kTh:
      case Tag::kCaption:
        next_.kind = PartKind::kTable;
        break;
      case Tag::kP:
        if (next_.kind == PartKind::kTable) next_.kind = PartKind::kParagraph;
        break;
      case Tag::kPre:
      case Tag::kListing:
      case Tag::kTextarea:
      case Tag::kPlaintext:
      case Tag::kXmp:
        next_.keeps_space = true;
        break;
      default:
        break;
    }
    if (traits & kTraitCaption && next_.kind == PartKind::kParagraph && node.tag != Tag::kBody &&
        node.tag != Tag::kHtml) {
      next_.kind = PartKind::kCaption;
    }
    return true;
  }

  void leave(NodeIndex index) {
    const HtmlNode& node = tree_[index];
    if (node.kind == NodeKind::kElement && is_block(node.tag) && !has_no_text(node)) cut();
  }

  void cut() {
    breaks_ = 0;
    pending_ = false;
    if (!builder_.open()) return;
    const std::size_t before = builder_.parts().size();
    builder_.end_part();
    // A part of nothing but marks no reader sees was dropped: its block goes, too.
    if (builder_.parts().size() < before) {
      media_ = out_.blocks.back().media;
      media_count_ = out_.blocks.back().media_count;
      out_.blocks.pop_back();
    }
  }

  void add_break() {
    pending_ = false;
    ++breaks_;
  }

  void begin(const Context& context) {
    const bool was_full = builder_.full();
    builder_.begin_part(context.kind, context.hidden ? Region::kBoilerplate : Region::kMain);
    if (was_full) return;
    Part& part = builder_.parts().back();
    part.level = context.level;
    HtmlBlock block;
    block.element = context.block;
    block.hidden = context.hidden;
    block.may_show = context.hidden && !context.control;
    block.heading_tag = context.heading_tag;
    block.paragraph_tag = context.paragraph_tag;
    block.media = media_;
    block.media_count = media_count_;
    media_ = kNoNode;
    media_count_ = 0;
    last_link_ = kNoNode;
    out_.blocks.push_back(block);
  }

  // White space and line breaks that the next visible character makes real.
  void settle(const Context& context) {
    if (builder_.open() && (breaks_ >= 2 || out_.blocks.empty() || out_.blocks.back().hidden != context.hidden)) cut();
    if (!builder_.open()) {
      begin(context);
    } else if (breaks_ == 1) {
      builder_.other("\n");
    } else if (pending_) {
      if (space_at_ != kNoNode) {
        builder_.same(" ", space_at_);
      } else {
        builder_.other(" ");
      }
      ++out_.blocks.back().length;
    }
    breaks_ = 0;
    pending_ = false;
  }

  void note_space(char c, std::uint32_t at, bool identical) {
    const bool usable = identical && c == ' ';
    if (!pending_) {
      pending_ = true;
      first_usable_ = usable;
      space_at_ = usable ? at : kNoNode;
    } else if (!first_usable_) {
      space_at_ = usable ? at : kNoNode;  // the last one, next to what follows
    }
  }

  void add_text(NodeIndex index, const Context& context) {
    TextPieces pieces(tree_, index);
    TextPiece piece;
    while (pieces.next(piece)) {
      if (context.keeps_space) {
        add_kept(piece, context);
      } else {
        add_collapsed(piece, context);
      }
    }
  }

  void count(std::string_view text, const Context& context) {
    std::uint32_t length = 0, marks = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      if ((byte & 0xC0) == 0x80) continue;
      ++length;
      // Three-byte leads from U+3000 on: kana, CJK, Hangul.
      if (byte >= 0xE3 && byte <= 0xED) ++length;
      if (byte == ',' || byte == '.' || byte == ';' || byte == '?' || byte == '!') ++marks;
      if (byte == 0xE3 && i + 2 < text.size() && text[i + 1] == '\x80') ++marks;  // 、。
    }
    HtmlBlock& block = out_.blocks.back();
    block.length += length;
    block.marks += marks;
    if (context.strong) block.strong_length += length;
    if (context.slanted) block.slanted_length += length;
    if (context.link != kNoNode) {
      block.link_length += length;
      if (context.link != last_link_ && block.links < 60'000) ++block.links;
      last_link_ = context.link;
    }
  }

  void add_collapsed(const TextPiece& piece, const Context& context) {
    std::string_view text = piece.text;
    std::uint32_t at = piece.source.begin;
    while (!text.empty()) {
      std::size_t n = 0;
      while (n < text.size() && ascii::is_space(text[n])) {
        note_space(text[n], at + static_cast<std::uint32_t>(n), piece.identical);
        ++n;
      }
      text.remove_prefix(n);
      at += static_cast<std::uint32_t>(n);
      if (text.empty()) break;
      // Space that is drawn but means nothing at the beginning of a block.
      if (!builder_.open() || breaks_ >= 2) {
        if (text.starts_with(kNoBreakSpace)) {
          text.remove_prefix(2), at += 2;
          continue;
        }
        if (text.starts_with("\xE2\x80\x8B") || text.starts_with("\xEF\xBB\xBF") || text.starts_with("\xE2\x80\x8C") ||
            text.starts_with("\xE2\x80\x8D")) {
          text.remove_prefix(3), at += 3;
          continue;
        }
      }
      n = 0;
      while (n < text.size() && !ascii::is_space(text[n])) ++n;
      // A single blank between words stays in the stretch, so that runs are long.
      while (n + 1 < text.size() && text[n] == ' ' && !ascii::is_space(text[n + 1])) {
        ++n;
        while (n < text.size() && !ascii::is_space(text[n])) ++n;
      }
      settle(context);
      const std::string_view word = text.substr(0, n);
      if (piece.identical) {
        builder_.same(word, at);
      } else {
        builder_.other(word);
      }
      count(word, context);
      text.remove_prefix(n);
      at += static_cast<std::uint32_t>(n);
    }
  }

  // Inside <pre>: line ends stay, an empty line cuts.
  void add_kept(const TextPiece& piece, const Context& context) {
    std::string_view text = piece.text;
    std::uint32_t at = piece.source.begin;
    while (!text.empty()) {
      if (text[0] == '\n') {
        pending_ = false;
        ++breaks_;
        text.remove_prefix(1), ++at;
        continue;
      }
      const std::size_t end = std::min(text.find('\n'), text.size());
      const std::string_view line = text.substr(0, end);
      if (ascii::trim(line).empty()) {
        for (std::size_t i = 0; i < end; ++i) note_space(line[i], at + static_cast<std::uint32_t>(i), piece.identical);
      } else {
        settle(context);
        if (piece.identical) {
          builder_.same(line, at);
        } else {
          builder_.other(line);
        }
        count(line, context);
      }
      text.remove_prefix(end);
      at += static_cast<std::uint32_t>(end);
    }
  }

  const HtmlTree& tree_;
  TextBuilder& builder_;
  HtmlBlocks out_;
  std::vector<Context> contexts_;
  Context next_;
  std::uint32_t breaks_ = 0;
  bool pending_ = false;
  bool first_usable_ = false;
  std::uint32_t space_at_ = kNoNode;
  NodeIndex media_ = kNoNode;  // since the last block
  std::uint16_t media_count_ = 0;
  NodeIndex last_link_ = kNoNode;  // that the open block counted
};

}  // namespace

HtmlBlocks write_blocks(const HtmlTree& tree, TextBuilder& builder) { return BlockWriter(tree, builder).write(); }

}  // namespace hearsay
