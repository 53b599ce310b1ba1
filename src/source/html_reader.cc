#include "source/html_reader.h"

#include <algorithm>

#include "source/agencies.h"
#include "source/ascii.h"
#include "source/byline.h"
#include "source/dates.h"
#include "source/embedded_comments.h"
#include "source/html_blocks.h"
#include "source/html_body.h"
#include "source/html_comments.h"
#include "source/html_metadata.h"
#include "source/html_traits.h"
#include "source/html_tree.h"
#include "source/json_ld_comments.h"
#include "source/page_title.h"
#include "source/text_builder.h"
#include "source/visible_signature.h"
#include "source/web_address.h"

namespace hearsay {

namespace {

// Where a line about the article may stand although it is not in its text.
constexpr std::uint32_t kSignatures = kTraitSidebar | kTraitBio | kTraitTags;

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (const char c : text) {
    if (ascii::is_alnum(c) || static_cast<unsigned char>(c) >= 0x80) {
      word += ascii::to_lower(c);
    } else {
      finish();
    }
  }
  finish();
  std::sort(words.begin(), words.end());
  return words;
}

// Share of words that two titles have in common, 0 to 1.
double likeness(std::string_view a, std::string_view b) {
  const std::vector<std::string> x = words_of(a), y = words_of(b);
  if (x.empty() || y.empty()) return 0;
  std::vector<std::string> both;
  std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(both));
  return 2.0 * static_cast<double>(both.size()) / static_cast<double>(x.size() + y.size());
}

class HtmlReader {
 public:
  HtmlReader(const DecodedSource& decoded, const CharsetChoice& choice, Document& document)
      : decoded_(decoded), document_(document) {
    // Where ASCII bytes may be part of other characters, or many differ, the decoded text is what is parsed.
    wide_ = choice.charset != Charset::kUtf8 && choice.charset != Charset::kWindows1252;
    HtmlInput input;
    input.bytes = wide_ ? decoded.text : std::string_view(document.bytes);
    if (choice.charset == Charset::kWindows1252) input.decode = decode_windows_1252;
    tree_ = parse_html(input);
  }

  std::string read(BodyTrace* trace) {
    if (tree_.truncated_at) {
      document_.warnings.push_back(Error{ErrorCode::kTooLarge,
                                         "more elements than are read; the rest of the page is left out",
                                         document_.path, source(Span{*tree_.truncated_at, *tree_.truncated_at}).begin});
    }
    blocks_ = write_blocks(tree_, builder_);
    meta_ = read_metadata(tree_);
    comments_ = find_comments({tree_, blocks_, builder_.parts(), builder_.text(),
                               meta_.canonical_url.empty() ? document_.url : meta_.canonical_url, meta_.forum,
                               document_.captured_at});
    find_headline();
    const std::string article_body = stated_body();
    const BodyInput body_input{tree_,           blocks_,   builder_.parts(), builder_.text(),
                               comments_.taken, headline_, article_body};
    if (trace != nullptr) {
      for (std::size_t i = 0; i < size(); ++i) trace->texts.emplace_back(text(i));
    }
    body_ = find_body(body_input, trace);
    if (comments_.opening) set_opening();
    if (!headline_) find_headline_before_body();
    set_regions();
    set_values();
    cut_dateline();
    set_comments();
    builder_.finish(document_, wide_ ? &decoded_ : nullptr);
    pin_visible();
    return meta_.language;
  }

 private:
  [[nodiscard]] std::size_t size() const { return blocks_.blocks.size(); }
  [[nodiscard]] const HtmlBlock& block(std::size_t i) const { return blocks_.blocks[i]; }
  [[nodiscard]] Part& part(std::size_t i) { return builder_.parts()[i]; }
  [[nodiscard]] std::string_view text(std::size_t i) { return slice(builder_.text(), part(i).span); }
  [[nodiscard]] Span source(Span page) const {
    return wide_ ? to_source(decoded_, page, static_cast<std::uint32_t>(document_.bytes.size())) : page;
  }

  // Traits of the elements close around a block; a name far up says little about one line.
  [[nodiscard]] std::uint32_t near_traits(std::size_t i) const {
    std::uint32_t traits = 0;
    NodeIndex e = block(i).element;
    for (int step = 0; step < 3 && e != kNoNode; ++step, e = tree_[e].parent) traits |= blocks_.traits[e];
    // Inline elements inside speak for the whole line: <div><span class="byline">…</span></div>.
    std::size_t steps = 0;
    const NodeIndex top = block(i).element;
    if (top != kNoNode) {
      for (NodeIndex n = tree_.following(top, top); n != kNoNode && steps < 12; n = tree_.following(n, top), ++steps) {
        if (tree_[n].kind != NodeKind::kElement) continue;
        traits |= blocks_.traits[n] & (kTraitByline | kTraitDate);
        if (tree_[n].tag == Tag::kTime) traits |= kTraitDate;
      }
    }
    return traits;
  }

  // What JSON-LD gives as the article's text: a hint for the body, never the text itself.
  [[nodiscard]] std::string stated_body() const {
    std::uint32_t best = kNoJson, length = 200;
    const std::vector<JsonNode>& nodes = meta_.json.nodes();
    for (std::uint32_t k = 0; k < nodes.size(); ++k) {
      if (nodes[k].kind != JsonKind::kString || nodes[k].source.length() <= length) continue;
      if (!meta_.json.key_is(k, "articleBody")) continue;
      best = k;
      length = nodes[k].source.length();
    }
    return best == kNoJson ? std::string{} : meta_.json.text(best);
  }

  void find_headline() {
    double best = 0.45;
    for (std::size_t i = 0; i < size(); ++i) {
      if (block(i).hidden || comments_.taken[i] || !block(i).heading_tag || part(i).level > 2) continue;
      double like = 0;
      for (const Value& title : meta_.titles) like = std::max(like, likeness(text(i), title.value));
      if (part(i).level == 1) like += 0.1;
      if (like > best) {
        best = like;
        headline_ = static_cast<std::uint32_t>(i);
      }
    }
  }

  // In a thread the opening post is the body, and nothing else.
  void set_opening() {
    const std::vector<std::uint32_t>& opening = comments_.opening->blocks;
    body_.in.assign(size(), false);
    for (const std::uint32_t i : opening) {
      body_.in[i] = true;
      comments_.taken[i] = false;
    }
    body_.first = opening.front();
    body_.last = opening.back() + 1;
    body_.element = comments_.opening->element;
  }

  void find_headline_before_body() {
    for (std::size_t i = 0; i < body_.first && i < size(); ++i) {
      if (!block(i).hidden && !comments_.taken[i] && block(i).heading_tag && part(i).level == 1 &&
          block(i).length >= 12) {
        headline_ = static_cast<std::uint32_t>(i);
      }
    }
  }

  void set_regions() {
    const std::size_t n = size();
    // Where lines about the article may stand: from a little above the headline to a little below the text.
    const std::size_t top = headline_ && *headline_ < body_.first ? *headline_
                            : body_.first > 12                    ? body_.first - 12
                                                                  : 0;
    for (std::size_t i = 0; i < n; ++i) {
      Part& p = part(i);
      p.region = Region::kBoilerplate;
      if (block(i).hidden || comments_.taken[i]) continue;
      if (headline_ && i == *headline_) {
        p.kind = PartKind::kHeadline;
        p.region = Region::kMain;
        continue;
      }
      if (body_.first == body_.last) continue;
      if (comments_.opening) {
        if (body_.in[i]) p.region = Region::kMain;
        continue;
      }
      const bool above = i >= top && i < body_.first;
      const bool inside = i >= body_.first && i < body_.last;
      const bool near_above = i + 4 >= top && i < top;
      const HtmlBlock& b = block(i);
      const std::string_view line = text(i);
      if ((above || inside || near_above) && b.length <= 200 && !is_prose(b)) {
        const std::uint32_t traits = near_traits(i);
        if (traits & (kTraitRelated | kTraitNavigation | kTraitBio)) {
          // A teaser's own byline.
        } else if (const auto date = date_line(line);
                   date && date->span.length() * 2 > line.size() && !byline_of(line)) {
          set(p, PartKind::kDateline);
          continue;
        } else if ((traits & kTraitByline) && !(traits & kTraitSocial)) {
          set(p, PartKind::kByline);
          continue;
        } else if ((above || i < body_.first + 3) && byline_of(line)) {
          set(p, PartKind::kByline);
          continue;
        } else if ((above || near_above || i < body_.first + 3) && date_line(line) && b.length < 100) {
          set(p, PartKind::kDateline);
          continue;
        }
      }
      if (body_.in[i]) {
        p.region = Region::kMain;
        const bool named = b.element != kNoNode && (blocks_.traits[b.element] & kTraitStandfirst);
        const bool second_title = b.heading_tag && p.level >= 2 && i == top + 1 && b.length >= 40;
        if ((i < body_.first + 2 && named) || (above && (second_title || p.kind == PartKind::kParagraph)))
          set(p, PartKind::kStandfirst);
        if ((i < body_.first + 2 || i + 3 >= body_.last) && b.length < 200 && credit_line(line))
          p.kind = PartKind::kCredit;
        continue;
      }
      if ((above || inside) && (p.kind == PartKind::kCaption || body_.caption[i])) set(p, PartKind::kCaption);
    }
  }
  static void set(Part& part, PartKind kind) {
    part.kind = kind;
    part.region = Region::kMain;
    part.level = 0;
  }
  [[nodiscard]] static bool is_prose(const HtmlBlock& b) { return b.paragraph_tag && b.length > 120 && b.marks >= 2; }

  [[nodiscard]] Value visible(std::size_t i, Span span) {
    Value value;
    const Span in_text = {part(i).span.begin + span.begin, part(i).span.begin + span.end};
    value.value = std::string(builder_.text().substr(in_text.begin, in_text.length()));
    value.span = in_text;
    value.from = "visible";
    return value;
  }
  [[nodiscard]] Span whole(std::size_t i) { return {0, part(i).span.length()}; }

  void set_title() {
    std::optional<Value> heading;
    if (headline_) heading = visible(*headline_, whole(*headline_));
    document_.title = choose_title(heading, meta_.titles);
  }

  void set_values() {
    set_title();
    document_.credit = std::move(meta_.credit);
    document_.outlet = std::move(meta_.outlet);
    document_.published = std::move(meta_.published);
    document_.modified = std::move(meta_.modified);
    document_.canonical_url = meta_.canonical_url;
    // What an archive recorded is where the page was; else what the page says of itself.
    if (document_.url.empty()) document_.url = meta_.url;
    if (document_.uri.empty()) document_.uri = meta_.url;
    const std::string host = host_of(!document_.url.empty() ? document_.url : document_.canonical_url);
    document_.domain = registrable_domain(host);

    const VisibleSignature shown = read_signature(
        {builder_.parts(), builder_.text(), meta_.sites,
         [&](std::size_t i) {
           return !block(i).hidden && !comments_.taken[i] && (near_traits(i) & kTraitsOff & ~kSignatures) == 0;
         },
         [&](std::size_t i) { return (near_traits(i) & kTraitByline) != 0; }});
    const auto values = [&](const std::vector<VisiblePlace>& places) {
      std::vector<Value> out;
      for (const VisiblePlace& place : places) out.push_back(visible(place.part, place.span));
      return out;
    };
    // People before organisations, what the markup says before what is shown. A thread is its opener's.
    document_.authors = std::move(meta_.authors);
    if (document_.authors.empty() && comments_.opening && comments_.opening->author)
      document_.authors.push_back(*comments_.opening->author);
    if (!document_.published && comments_.opening) document_.published = comments_.opening->published;
    if (!document_.published) document_.published = time_of_article();
    if (document_.authors.empty()) document_.authors = values(shown.people);
    if (document_.authors.empty()) document_.authors = std::move(meta_.organisations);
    if (document_.authors.empty()) document_.authors = values(shown.organisations);
    if (shown.credit && !document_.credit) document_.credit = visible(shown.credit->part, shown.credit->span);
    if (shown.date && !document_.published) set_date(shown.date_part, *shown.date);
    if (!document_.published) {
      document_.published = date_in_url(document_.canonical_url.empty() ? document_.url : document_.canonical_url);
    }
    if (is_passed_on(document_.url, document_.canonical_url)) meta_.wire = true;
  }

  // A <time> in the article's own byline or dateline; else the only day that all times of the page name.
  [[nodiscard]] std::optional<Date> time_of_article() {
    for (std::size_t i = 0; i < size(); ++i) {
      const bool line = part(i).kind == PartKind::kDateline || part(i).kind == PartKind::kByline;
      if (part(i).region != Region::kMain || !line || block(i).element == kNoNode) continue;
      for (const StatedTime& time : meta_.times) {
        if (is_under(tree_, time.element, block(i).element)) return time.date;
      }
    }
    const bool one = !meta_.times.empty() && std::all_of(meta_.times.begin(), meta_.times.end(), [&](const auto& time) {
      return time.date.value.substr(0, 10) == meta_.times.front().date.value.substr(0, 10);
    });
    return one ? std::optional(meta_.times.front().date) : std::nullopt;
  }

  void set_date(std::size_t i, const FoundDate& date) {
    const std::uint32_t begin = part(i).span.begin;
    document_.published =
        Date{date.value, date.precision, Span{begin + date.span.begin, begin + date.span.end}, "visible"};
    date_is_visible_ = true;
  }

  // "KIGOMA, Tanzania (Lakeside Wire) - " at the head of the text becomes a part of its own.
  void cut_dateline() {
    for (std::size_t i = body_.first; i < body_.last; ++i) {
      if (!body_.in[i] || part(i).region != Region::kMain || part(i).kind != PartKind::kParagraph) continue;
      const std::string_view line = text(i);
      const std::optional<Dateline> dateline = dateline_of(line);
      if (!dateline) {
        if (block(i).length < 80) continue;  // a label before the first paragraph
        return;
      }
      std::uint32_t rest = dateline->span.end, end = dateline->span.end;
      while (rest < line.size() && ascii::is_space(line[rest])) ++rest;
      while (end > 0 && ascii::is_space(line[end - 1])) --end;
      if (line.substr(rest).starts_with("\xC2\xA0") || rest >= line.size()) return;
      if (!dateline->agency.empty() && !document_.credit) document_.credit = visible(i, dateline->agency);
      split_ = static_cast<std::uint32_t>(i);
      const std::uint32_t cut = part(i).span.begin + end;
      const std::int64_t shift = 2 - static_cast<std::int64_t>(rest - end);
      builder_.split_part(split_, end, rest);
      part(i).kind = PartKind::kDateline;
      // Values after the cut move with the text.
      const auto move = [&](std::optional<Span>& span) {
        if (span && span->begin >= cut)
          span = Span{static_cast<std::uint32_t>(span->begin + shift), static_cast<std::uint32_t>(span->end + shift)};
      };
      if (document_.title) move(document_.title->span);
      if (document_.credit) move(document_.credit->span);
      for (Value& author : document_.authors) move(author.span);
      if (date_is_visible_) move(document_.published->source);
      return;
    }
  }

  void set_comments() {
    const auto part_of = [&](std::uint32_t block_index) {
      return block_index > split_ ? block_index + 1 : block_index;
    };
    for (HtmlComment& found : comments_.comments) {
      Comment comment;
      comment.part = part_of(found.blocks.front());
      comment.author = std::move(found.author);
      comment.published = std::move(found.published);
      comment.reply_to = found.reply_to;
      if (!found.permalink.empty()) comment.permalink = std::move(found.permalink);
      std::int32_t parent = -1;
      if (found.reply_to) parent = static_cast<std::int32_t>(document_.comments[*found.reply_to].part);
      for (const std::uint32_t i : found.blocks) {
        Part& p = part(part_of(i));
        p.kind = PartKind::kComment;
        p.region = Region::kComments;
        p.level = found.depth;
        // Further paragraphs belong to the first one.
        p.parent = i == found.blocks.front() ? parent : static_cast<std::int32_t>(comment.part);
      }
      document_.comments.push_back(std::move(comment));
    }
    if (document_.comments.empty() && !comments_.opening) set_stated_comments();
    if (document_.comments.empty()) {
      if (const std::optional<EmbeddedComments> embedded = find_embedded_comments(tree_)) {
        document_.gaps.push_back(
            {"comments", "comments not in the archive (" + embedded->service + ")", source(embedded->source)});
      }
    }
  }

  // Comments that stand in JSON-LD and nowhere else.
  void set_stated_comments() {
    std::vector<StatedComment> stated = stated_comments(meta_.json, meta_.schema);
    std::vector<std::optional<std::uint32_t>> index(stated.size());
    for (std::size_t i = 0; i < stated.size(); ++i) {
      StatedComment& said = stated[i];
      if (!said.text.source || is_shown(said.text.value)) continue;
      const std::optional<std::uint32_t> added = append_stated_comment(tree_.input, *said.text.source, builder_);
      if (!added) continue;
      Comment comment;
      comment.part = *added;
      comment.author = std::move(said.author);
      comment.published = std::move(said.published);
      if (said.parent) comment.reply_to = index[*said.parent];
      if (!said.url.empty()) comment.permalink = std::move(said.url);
      if (comment.reply_to) {
        const std::uint32_t answered = document_.comments[*comment.reply_to].part;
        part(*added).parent = static_cast<std::int32_t>(answered);
        part(*added).level = static_cast<std::uint8_t>(std::min(255, part(answered).level + 1));
      }
      index[i] = static_cast<std::uint32_t>(document_.comments.size());
      document_.comments.push_back(std::move(comment));
    }
  }

  // Whether the page shows these words, in an answer that is its article or else.
  [[nodiscard]] bool is_shown(std::string_view words) const {
    words = ascii::trim(words);
    return builder_.text().find(words.substr(0, 60)) != std::string_view::npos;
  }

  // A value that begins or ends with decoded text has the whole gap there; the tags in it are not the value's.
  [[nodiscard]] std::optional<Span> tight_range(Span span) const {
    std::optional<Span> range = source_range(document_, span);
    if (!range || wide_) return range;
    const std::string_view bytes = document_.bytes;
    const std::vector<Run>& map = document_.map;
    const auto run_of = [&map](std::uint32_t offset) {
      return std::upper_bound(map.begin(), map.end(), offset,
                              [](std::uint32_t o, const Run& run) { return o < run.text_begin; });
    };
    const auto first = run_of(span.begin);
    const bool in_run = first != map.begin() && span.begin < (first - 1)->text_begin + (first - 1)->length;
    while (!in_run) {
      const std::string_view rest = slice(bytes, *range);
      std::size_t skip = 0;
      if (rest.empty()) break;
      if (ascii::is_space(rest[0])) {
        skip = 1;
      } else if (rest[0] == '<') {
        const bool comment = rest.starts_with("<!--");
        const bool raw = ascii::istarts_with(rest, "<script") || ascii::istarts_with(rest, "<style");
        const std::size_t end = comment ? rest.find("-->") : raw ? ascii::ifind(rest, "</s") : rest.find('>');
        if (end == std::string_view::npos) break;
        skip = end + (comment ? 3 : raw ? 0 : 1);
      } else {
        break;
      }
      range->begin += static_cast<std::uint32_t>(skip);
    }
    const auto after = run_of(span.end - 1);
    if (after != map.begin()) {
      const Run& run = *(after - 1);
      const std::uint32_t last = run.source_begin + run.length;
      if (span.end > run.text_begin + run.length && last > range->begin && last < range->end) {
        const std::size_t tag = bytes.substr(last, range->end - last).find('<');
        if (tag != std::string_view::npos && tag > 0) range->end = last + static_cast<std::uint32_t>(tag);
      }
    }
    return range;
  }

  // Positions in the source, now that the map is whole.
  void pin_visible() {
    const auto pin = [&](Value& value) {
      if (value.span) {
        value.source = tight_range(*value.span);
      } else if (value.source) {
        value.source = source(*value.source);
      }
    };
    if (document_.title) pin(*document_.title);
    if (document_.credit) pin(*document_.credit);
    if (document_.outlet) pin(*document_.outlet);
    for (Value& author : document_.authors) pin(author);
    for (Comment& comment : document_.comments) {
      if (comment.author) pin(*comment.author);
      if (comment.published && comment.published->source)
        comment.published->source = source(*comment.published->source);
    }
    if (document_.published && document_.published->source) {
      document_.published->source = date_is_visible_ ? source_range(document_, *document_.published->source)
                                                     : std::optional(source(*document_.published->source));
    }
    if (document_.modified && document_.modified->source)
      document_.modified->source = source(*document_.modified->source);
    if (document_.credit || meta_.wire) document_.wire = true;
  }

  const DecodedSource& decoded_;
  Document& document_;
  bool wide_ = false;
  HtmlTree tree_;
  TextBuilder builder_;
  HtmlBlocks blocks_;
  PageMetadata meta_;
  HtmlComments comments_;
  Body body_;
  std::optional<std::uint32_t> headline_;
  std::uint32_t split_ = 0xFFFFFFFF;
  bool date_is_visible_ = false;
};

}  // namespace

std::string read_html(const DecodedSource& decoded, const CharsetChoice& choice, Document& document, BodyTrace* trace) {
  return HtmlReader(decoded, choice, document).read(trace);
}

}  // namespace hearsay
