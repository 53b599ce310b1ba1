#include "source/comment_frames.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "source/ascii.h"
#include "source/comment_times.h"
#include "source/comment_words.h"
#include "source/html_shapes.h"
#include "source/html_traits.h"

namespace hearsay {

namespace {

using Words = std::string_view;

// A value that a frame may hold, and the shape of the element that holds it.
struct Choice {
  std::uint64_t shape = 0;
  NodeIndex node = kNoNode;
  int weight = 0;
  std::string value;
  std::optional<Span> source;
  std::string precision;  // of times
  std::uint32_t nth = 0;  // among those of its comment
};

std::uint64_t mix(std::uint64_t hash, std::uint64_t value) { return (hash ^ value) * 1099511628211ull; }

std::uint64_t hash_of(Words text) {
  ShapeHash hash;
  hash.add_name(text);
  return hash.value();
}

bool is_number(Words text) { return !text.empty() && std::all_of(text.begin(), text.end(), ascii::is_digit); }

// The last number of three digits or more, or of any length behind a '-', '_' or '='.
std::string number_in(Words text) {
  std::string best;
  for (std::size_t i = 0; i < text.size();) {
    if (!ascii::is_digit(text[i])) {
      ++i;
      continue;
    }
    const std::size_t from = i;
    while (i < text.size() && ascii::is_digit(text[i])) ++i;
    if (i - from <= 20) best = std::string(text.substr(from, i - from));
  }
  return best;
}

// "1721327546" as a time.
std::string from_epoch(Words seconds) {
  if (!is_number(seconds) || seconds.size() < 9 || seconds.size() > 13) return "";
  std::int64_t value = 0;
  for (const char c : seconds) value = value * 10 + (c - '0');
  if (seconds.size() > 11) value /= 1000;
  if (value < 300'000'000 || value > 4'000'000'000) return "";
  std::int64_t days = value / 86'400;
  const std::int64_t rest = value % 86'400;
  // Civil date from days (Howard Hinnant's public-domain algorithm).
  days += 719'468;
  const std::int64_t era = days / 146'097;
  const auto doe = static_cast<unsigned>(days - era * 146'097);
  const unsigned yoe = (doe - doe / 1460 + doe / 36'524 - doe / 146'096) / 365;
  const unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const unsigned mp = (5 * doy + 2) / 153;
  const unsigned month = mp < 10 ? mp + 3 : mp - 9;
  const std::int64_t year = static_cast<std::int64_t>(yoe) + era * 400 + (month <= 2 ? 1 : 0);
  const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::to_string(year) + "-" + two(month) + "-" + two(doy - (153 * mp + 2) / 5 + 1) + "T" + two(rest / 3600) +
         ":" + two(rest / 60 % 60) + ":" + two(rest % 60) + "Z";
}

constexpr int kAny = -100;  // a weight below all

constexpr auto kNotTheTime = std::to_array<Words>(
    {"joined", "join date", "since", "registered", "registriert", "dabei", "beigetreten", "edited", "bearbeitet",
     "modified", "updated", "founded", "inscrit", "mitglied", "last seen", "last visit", "geändert", "modifié"});

class FrameReader {
 public:
  FrameReader(const FrameInput& input, const std::vector<FrameArea>& areas)
      : in_(input),
        tree_(input.tree),
        areas_(areas),
        names_(areas.size()),
        times_(areas.size()),
        out_(areas.size()),
        links_(areas.size()),
        time_node_(areas.size(), kNoNode) {}

  std::vector<CommentFrame> read() {
    for (std::size_t i = 0; i < areas_.size(); ++i) gather(i);
    std::uint32_t groups = 0;
    for (const FrameArea& area : areas_) groups = std::max(groups, area.group + 1);
    std::vector<std::vector<std::size_t>> members(groups);
    for (std::size_t i = 0; i < areas_.size(); ++i) members[areas_[i].group].push_back(i);
    for (const std::vector<std::size_t>& group : members) {
      choose_names(group);
      choose_times(group);
    }
    for (std::size_t i = 0; i < areas_.size(); ++i) find_address(i);
    return std::move(out_);
  }

 private:
  [[nodiscard]] Words bytes(Span span) const { return slice(tree_.input.bytes, span); }

  [[nodiscard]] std::uint64_t shape_of(NodeIndex i, int sort) const {
    std::uint64_t hash = mix(1469598103934665603ull, static_cast<std::uint64_t>(sort));
    for (int step = 0; step < 2 && i != kNoNode; ++step, i = tree_[i].parent) {
      hash = mix(hash, static_cast<std::uint64_t>(tree_[i].tag));
      if (const HtmlAttribute* name = tree_.attribute(i, "class"); name != nullptr && !name->value.empty()) {
        const Words value = ascii::trim(bytes(name->value));
        return mix(hash, hash_of(value.substr(0, value.find_first_of(" \t\n\r\f"))));
      }
    }
    return hash;
  }

  [[nodiscard]] bool is_avatar(NodeIndex i) const {
    for (int step = 0; step < 3 && i != kNoNode; ++step, i = tree_[i].parent) {
      const HtmlAttribute* name = tree_.attribute(i, "class");
      if (name != nullptr && (ascii::ifind(bytes(name->value), "avatar") != Words::npos ||
                              ascii::ifind(bytes(name->value), "badge") != Words::npos))
        return true;
    }
    return false;
  }

  // Lists what may be the name, the time and the address of one comment.
  void gather(std::size_t index) {
    const FrameArea& area = areas_[index];
    const std::uint32_t self = in_.nearest[area.first];
    std::size_t nodes = 0;
    attributes_of(index, area.first);
    for (std::uint32_t p = area.from; p < area.to && nodes < kMostFrameNodes; ++nodes) {
      const NodeIndex i = in_.marks.order[p];
      const HtmlNode& node = tree_[i];
      if (in_.nearest[i] != self) {
        p = in_.marks.exit[i];
        continue;
      }
      if (node.tag == Tag::kScript || node.tag == Tag::kStyle || node.tag == Tag::kTextarea ||
          node.tag == Tag::kSelect || node.tag == Tag::kSvg) {
        p = in_.marks.exit[i];
        continue;
      }
      ++p;
      const bool inside_text = in_.is_text[i] != 0;
      if (node.kind == NodeKind::kText) {
        if (inside_text) continue;
        const Words raw = bytes(node.start);
        if (node.start.length() <= 300) text_time(index, i, raw);
        if (node.start.length() <= 120) weak_name(index, i, raw);
        continue;
      }
      if (node.kind != NodeKind::kElement) continue;
      if (inside_text && is_quote(i) && in_.marks.enter[i] > area.from && !holds_text(i)) {
        quoted(index, i);
        p = in_.marks.exit[i];
        continue;
      }
      if (node.count == 0 && node.tag != Tag::kCite) continue;
      const std::uint32_t traits = in_.blocks.traits[i];
      if (inside_text) {
        // "… – Ann, 3 May": signed in the same line.
        if ((traits & (kTraitByline | kTraitUser)) && node.tag == Tag::kA && is_profile_link(tree_, i))
          strong_name(index, i, false);
        continue;
      }
      element_time(index, i);
      const bool link = node.tag == Tag::kA && is_profile_link(tree_, i);
      if ((traits & (kTraitByline | kTraitUser)) || node.tag == Tag::kCite || link) strong_name(index, i, link);
      if (node.tag == Tag::kA) {
        const HtmlAttribute* href = tree_.attribute(i, "href");
        if (href != nullptr && links_[index].size() < 60) links_[index].push_back({i, href->value});
      }
    }
  }

  // Whether an element is the one that holds a comment's text: nothing around it is text.
  [[nodiscard]] bool holds_text(NodeIndex i) const {
    return tree_[i].parent == kNoNode || in_.is_text[tree_[i].parent] == 0;
  }

  void attributes_of(std::size_t index, NodeIndex e) {
    CommentFrame& frame = out_[index];
    for (const Words key : {"id", "data-id", "data-comment-id", "data-commentid", "data-post-id", "data-postid",
                            "data-content", "thingid", "data-messageid", "data-pid"}) {
      const HtmlAttribute* attribute = tree_.attribute(e, key);
      if (attribute == nullptr || attribute->value.length() > 100) continue;
      const std::string number = number_in(bytes(attribute->value));
      if (!number.empty() && std::find(frame.ids.begin(), frame.ids.end(), number) == frame.ids.end())
        frame.ids.push_back(number);
      if (key == "id" && !number.empty() && frame.permalink.empty())
        frame.permalink = "#" + std::string(bytes(attribute->value));
    }
    for (const Words key : {"data-author", "data-username", "data-user-name", "author", "data-commenter"}) {
      const HtmlAttribute* attribute = tree_.attribute(e, key);
      if (attribute == nullptr || attribute->value.empty() || attribute->value.length() > 80) continue;
      const std::string value = tree_.attribute_value(e, key);
      if (const std::optional<Span> name = commenter_in(value); name && name->length() == value.size()) {
        add_name(index, {mix(hash_of(key), 77), e, 3, value, attribute->value, "", 0});
      }
    }
    for (const Words key : {"data-depth", "depth", "data-level", "data-indent", "aria-level"}) {
      const HtmlAttribute* attribute = tree_.attribute(e, key);
      if (attribute != nullptr && attribute->value.length() <= 2 && is_number(bytes(attribute->value)))
        frame.depth = std::stoi(std::string(bytes(attribute->value)));
    }
    if (const HtmlAttribute* name = tree_.attribute(e, "class"); name != nullptr && frame.depth < 0) {
      const Words value = bytes(name->value).substr(0, 400);
      for (const Words word : {"depth-", "level-", "depth", "indent-", "indent"}) {
        const std::size_t at = ascii::ifind(value, word);
        if (at == Words::npos || (at > 0 && !ascii::is_space(value[at - 1]) && value[at - 1] != '-')) continue;
        std::size_t digit = at + word.size();
        int depth = -1;
        while (digit < value.size() && ascii::is_digit(value[digit]) && depth < 100)
          depth = std::max(depth, 0) * 10 + (value[digit++] - '0');
        if (depth >= 0) {
          frame.depth = depth;
          break;
        }
      }
    }
    // The indent may be of an element that holds the comment alone.
    NodeIndex around = e;
    if (tree_.attribute(e, "style") == nullptr && tree_[e].parent != kNoNode &&
        in_.marks.exit[tree_[e].parent] < in_.marks.exit[e] + 3)
      around = tree_[e].parent;
    if (const HtmlAttribute* style = tree_.attribute(around, "style"); style != nullptr && frame.depth < 0) {
      const Words value = bytes(style->value).substr(0, 200);
      for (const Words word : {"margin-left:", "padding-left:"}) {
        const std::size_t at = ascii::ifind(value, word);
        if (at == Words::npos) continue;
        std::size_t digit = at + word.size();
        while (digit < value.size() && value[digit] == ' ') ++digit;
        int indent = 0;
        while (digit < value.size() && ascii::is_digit(value[digit]) && indent < 10'000)
          indent = indent * 10 + (value[digit++] - '0');
        frame.depth = indent;
        break;
      }
    }
  }

  void add_name(std::size_t index, Choice choice) {
    if (names_[index].size() >= 40) return;
    choice.nth = static_cast<std::uint32_t>(names_[index].size());
    names_[index].push_back(std::move(choice));
  }

  // A name within a text node: its value and its bytes.
  bool name_from(NodeIndex text_node, Choice& choice) const {
    const std::string text = tree_.text(text_node);
    const std::optional<Span> name = commenter_in(text);
    if (!name) return false;
    choice.value = std::string(slice(text, *name));
    for (char& c : choice.value) {
      if (c == '\n' || c == '\t' || c == '\r') c = ' ';
    }
    choice.source.reset();
    const Words raw = bytes(tree_[text_node].start);
    if (const std::size_t at = raw.find(slice(text, *name)); at != Words::npos) {
      const std::uint32_t begin = tree_[text_node].start.begin + static_cast<std::uint32_t>(at);
      choice.source = Span{begin, begin + name->length()};
    }
    return true;
  }

  void strong_name(std::size_t index, NodeIndex element, bool link) {
    if (is_avatar(element)) return;
    std::size_t steps = 0;
    for (NodeIndex i = element; i != kNoNode && steps < 40; i = tree_.following(i, element), ++steps) {
      if (tree_[i].kind != NodeKind::kText || tree_[i].start.length() > 200 ||
          (in_.is_text[i] != 0 && in_.is_text[element] == 0))
        continue;
      Choice choice;
      if (is_avatar(tree_[i].parent) || !name_from(i, choice)) continue;
      // A date alone, in an element for who and when, is no name.
      choice.shape = shape_of(element, link ? 1 : 2);
      choice.node = i;
      choice.weight = link || (in_.blocks.traits[element] & kTraitByline) ? 2 : 1;
      add_name(index, std::move(choice));
      return;
    }
  }

  void weak_name(std::size_t index, NodeIndex text_node, Words raw) {
    if (ascii::trim(raw).empty() || ascii::trim(raw).size() < 2) return;
    Choice choice;
    if (is_avatar(tree_[text_node].parent) || !name_from(text_node, choice)) return;
    // "Ann | Tue, 21 April": who and when in one line is as good as a class.
    const bool dated = raw.size() <= 120 && may_hold_time(ascii::trim(raw)) && find_date(raw);
    choice.shape = shape_of(tree_[text_node].parent, dated ? 4 : 3);
    choice.node = text_node;
    choice.weight = dated ? 2 : 0;
    add_name(index, std::move(choice));
  }

  [[nodiscard]] bool is_not_the_time(NodeIndex i) const {
    for (int step = 0; step < 3 && i != kNoNode; ++step, i = tree_[i].parent) {
      if (step == 0) {
        // Words of the label right before it, whatever tags are between.
        const std::uint32_t stop = tree_[i].start.begin;
        const Words before = tree_.input.bytes.substr(stop > 120 ? stop - 120 : 0, std::min<std::uint32_t>(stop, 120));
        std::string plain;
        bool inside = false;
        for (const char c : before) {
          if (c == '<') inside = true;
          if (!inside) plain += ascii::to_lower(c);
          if (c == '>') plain = inside ? plain + ' ' : std::string(), inside = false;
        }
        const Words label = ascii::trim(plain);
        const Words near = label.substr(label.size() > 20 ? label.size() - 20 : 0);
        if (std::any_of(kNotTheTime.begin(), kNotTheTime.end(), [&](Words w) { return near.find(w) != Words::npos; }))
          return true;
      }
      const HtmlAttribute* name = tree_.attribute(i, "class");
      if (name != nullptr && std::any_of(kNotTheTime.begin(), kNotTheTime.end(), [&](Words w) {
            return w.size() > 5 && ascii::ifind(bytes(name->value), w) != Words::npos;
          }))
        return true;
    }
    return false;
  }

  void add_time(std::size_t index, Choice choice, bool clock) {
    if (times_[index].size() >= 24) return;
    if (is_not_the_time(choice.node)) choice.weight -= 4;
    choice.weight += clock ? 1 : 0;
    choice.nth = static_cast<std::uint32_t>(times_[index].size());
    times_[index].push_back(std::move(choice));
  }

  void element_time(std::size_t index, NodeIndex i) {
    const bool time = tree_[i].tag == Tag::kTime;
    const bool dated = time || (in_.blocks.traits[i] & kTraitDate) || tree_[i].tag == Tag::kAbbr;
    for (const Words key : {"datetime", "title", "content", "data-datetime", "data-date"}) {
      const HtmlAttribute* attribute = tree_.attribute(i, key);
      if (attribute == nullptr || attribute->value.length() > 100 || attribute->value.empty()) continue;
      if (key == "title" && !dated && tree_[i].tag != Tag::kSpan && tree_[i].tag != Tag::kA) continue;
      const Words raw = bytes(attribute->value);
      const std::optional<FoundDate> found = find_date(raw);
      if (!found || found->precision == "month") continue;
      add_time(index,
               {shape_of(i, time ? 10 : 11), i, time ? 3 : 2, found->value,
                Span{attribute->value.begin + found->span.begin, attribute->value.begin + found->span.end},
                found->precision, 0},
               found->precision != "day");
      return;
    }
    for (const Words key : {"data-time", "data-timestamp", "data-utime", "data-epoch", "datetime"}) {
      const HtmlAttribute* attribute = tree_.attribute(i, key);
      if (attribute == nullptr) continue;
      const std::string value = from_epoch(bytes(attribute->value));
      if (value.empty()) continue;
      add_time(index, {shape_of(i, 12), i, 2, value, attribute->value, "second", 0}, true);
      return;
    }
  }

  void text_time(std::size_t index, NodeIndex i, Words raw) {
    if (!may_hold_time(ascii::trim(raw))) return;
    if (order_ == DayOrder::kUnknown) order_ = day_order(raw);
    late_.push_back({index, i});
  }

  // A quotation inside a comment: whom or what it answers.
  [[nodiscard]] bool is_quote(NodeIndex i) const {
    if (tree_[i].tag == Tag::kBlockquote) return true;
    if (tree_[i].tag != Tag::kAside && tree_[i].tag != Tag::kDiv && tree_[i].tag != Tag::kTable &&
        tree_[i].tag != Tag::kFieldset)
      return false;
    const HtmlAttribute* name = tree_.attribute(i, "class");
    return name != nullptr && (ascii::ifind(bytes(name->value), "quote") != Words::npos ||
                               ascii::ifind(bytes(name->value), "zitat") != Words::npos);
  }

  [[nodiscard]] bool is_in_cite(NodeIndex i) const {
    for (int step = 0; step < 3 && i != kNoNode; ++step, i = tree_[i].parent) {
      if (tree_[i].kind == NodeKind::kElement && tree_[i].tag == Tag::kCite) return true;
    }
    return false;
  }

  void quoted(std::size_t index, NodeIndex quote) {
    std::vector<std::string>& answers = out_[index].answers;
    if (answers.size() >= 6) return;
    for (const Words key : {"data-source", "data-post", "data-ipsquote-contentcommentid", "cite", "data-post-id"}) {
      const HtmlAttribute* attribute = tree_.attribute(quote, key);
      if (attribute == nullptr || attribute->value.length() > 200) continue;
      const std::string number = number_in(bytes(attribute->value));
      if (!number.empty()) answers.push_back(number);
    }
    for (const Words key : {"data-quote", "data-username", "data-ipsquote-username", "data-author"}) {
      const std::string name = tree_.attribute_value(quote, key);
      if (!name.empty() && name.size() <= 60) answers.push_back("@" + name);
    }
    std::size_t steps = 0;
    bool line = false;
    for (NodeIndex i = tree_.following(quote, quote); i != kNoNode && steps < 14;
         i = tree_.following(i, quote), ++steps) {
      if (tree_[i].kind == NodeKind::kElement && tree_[i].tag == Tag::kA) {
        if (const HtmlAttribute* href = tree_.attribute(i, "href"); href != nullptr && href->value.length() < 300) {
          const Words value = bytes(href->value);
          if (value.find('#') != Words::npos || value.find("post") != Words::npos) {
            const std::string number = number_in(value);
            if (!number.empty()) answers.push_back(number);
          }
        }
      }
      if (line || tree_[i].kind != NodeKind::kText || tree_[i].start.length() > 120) continue;
      const std::string text = tree_.text(i);
      if (ascii::trim(text).empty()) continue;
      line = true;
      const Words view = ascii::trim(text);
      if (view.back() == ':' || view.ends_with("said") || view.ends_with("wrote") || is_in_cite(i)) {
        if (const std::optional<Span> name = commenter_in(view))
          answers.push_back("@" + std::string(slice(view, *name)));
      }
    }
  }

  // How often each shape occurs, in how many comments, and with how many values.
  struct Tally {
    std::size_t comments = 0, distinct = 0, weight = 0;
    std::uint64_t nth = 0;
    std::vector<std::uint64_t> seen;
  };

  template <typename Score>
  std::vector<std::pair<std::uint64_t, double>> ranked(const std::vector<std::size_t>& group,
                                                       const std::vector<std::vector<Choice>>& choices, int least,
                                                       Score score) const {
    std::unordered_map<std::uint64_t, std::size_t> place;
    std::vector<std::pair<std::uint64_t, Tally>> tallies;  // in order of appearance
    for (const std::size_t i : group) {
      std::vector<std::uint64_t> here;
      for (const Choice& choice : choices[i]) {
        if (choice.weight < least || std::find(here.begin(), here.end(), choice.shape) != here.end()) continue;
        here.push_back(choice.shape);
        const auto [at, fresh] = place.emplace(choice.shape, tallies.size());
        if (fresh) tallies.push_back({choice.shape, {}});
        Tally& tally = tallies[at->second].second;
        ++tally.comments;
        tally.nth += choice.nth;
        tally.weight += static_cast<std::size_t>(std::max(0, choice.weight));
        const std::uint64_t value = hash_of(choice.value);
        if (tally.seen.size() < 64 && std::find(tally.seen.begin(), tally.seen.end(), value) == tally.seen.end()) {
          tally.seen.push_back(value);
          ++tally.distinct;
        }
      }
    }
    std::vector<std::pair<std::uint64_t, double>> out;
    for (const auto& [shape, tally] : tallies) out.emplace_back(shape, score(tally));
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    return out;
  }

  const Choice* chosen(const std::vector<Choice>& choices, const std::vector<std::pair<std::uint64_t, double>>& shapes,
                       int least) const {
    for (const auto& [shape, score] : shapes) {
      if (score <= 0) break;
      for (const Choice& choice : choices) {
        if (choice.shape == shape && choice.weight >= least) return &choice;
      }
    }
    return nullptr;
  }

  void choose_names(const std::vector<std::size_t>& group) {
    const auto strong = ranked(group, names_, 1, [&](const Tally& t) {
      const auto n = static_cast<double>(t.comments);
      // The same word on every comment is a label.
      if (t.comments >= 4 && t.distinct == 1) return 0.0;
      return 2 * n + static_cast<double>(t.distinct) + 0.5 * static_cast<double>(t.weight) -
             0.05 * static_cast<double>(t.nth);
    });
    const auto weak = ranked(group, names_, 0, [&](const Tally& t) {
      const auto n = static_cast<double>(t.comments);
      if (t.comments * 10 < group.size() * 6 || t.distinct < (t.comments >= 8 ? 3u : t.comments >= 2 ? 2u : 1u))
        return 0.0;
      return 2 * n + static_cast<double>(t.distinct) - 0.1 * static_cast<double>(t.nth);
    });
    for (const std::size_t i : group) {
      const Choice* choice = chosen(names_[i], strong, 1);
      out_[i].named = choice != nullptr;
      if (choice == nullptr) choice = chosen(names_[i], weak, 0);
      if (choice == nullptr) continue;
      out_[i].author = Value{choice->value, std::nullopt, choice->source, "visible"};
    }
  }

  void choose_times(const std::vector<std::size_t>& group) {
    if (group.empty()) return;
    // Texts wait until the page's order of day and month is known.
    for (const auto& [index, node] : late_) {
      if (areas_[index].group != areas_[group[0]].group) continue;
      const Words raw = bytes(tree_[node].start);
      const std::optional<FoundDate> found = comment_time(raw, order_, in_.captured_at);
      if (!found || found->precision == "month") continue;
      const Span source{tree_[node].start.begin + found->span.begin, tree_[node].start.begin + found->span.end};
      const bool relative = found->value[0] == '-';
      add_time(index,
               {shape_of(tree_[node].parent, 13), node, relative ? 0 : 1, found->value, source, found->precision, 0},
               found->precision != "day" && !relative);
    }
    const auto shapes = ranked(group, times_, kAny, [&](const Tally& t) {
      return 2 * static_cast<double>(t.comments) + 0.5 * static_cast<double>(t.weight) -
             0.05 * static_cast<double>(t.nth) + 0.001;
    });
    for (const std::size_t i : group) {
      const Choice* choice = chosen(times_[i], shapes, kAny);
      if (choice == nullptr) continue;
      out_[i].published =
          Date{choice->value, choice->precision, choice->source, choice->value[0] == '-' ? "relative" : "visible"};
      time_node_[i] = choice->node;
    }
  }

  // The link around the time, else one with the comment's own number, else its id.
  void find_address(std::size_t index) {
    CommentFrame& frame = out_[index];
    const NodeIndex time = time_node_[index];
    std::string around, numbered;
    for (const Link& link : links_[index]) {
      const Words value = bytes(link.href);
      if (value.size() > 500 || value.size() < 2 || ascii::istarts_with(value, "javascript")) continue;
      if (ascii::ifind(value, "reply") != Words::npos || ascii::ifind(value, "respond") != Words::npos ||
          ascii::ifind(value, "login") != Words::npos || ascii::ifind(value, "report") != Words::npos)
        continue;
      const NodeIndex label = tree_[link.node].first_child;
      if (label != kNoNode && tree_[label].kind == NodeKind::kText &&
          ascii::iequals(ascii::trim(bytes(tree_[label].start)), "permalink")) {
        numbered = tree_.attribute_value(link.node, "href");
        break;
      }
      const std::size_t hash = value.find('#');
      const std::string number = hash == Words::npos ? "" : number_in(value.substr(hash));
      if (around.empty() && time != kNoNode && !is_profile_link(tree_, link.node) &&
          in_.marks.enter[link.node] <= in_.marks.exit[time] && in_.marks.enter[time] <= in_.marks.exit[link.node] &&
          (in_.marks.enter[link.node] >= in_.marks.enter[time] || in_.marks.exit[link.node] >= in_.marks.exit[time])) {
        around = tree_.attribute_value(link.node, "href");
        if (frame.ids.empty() && !number_in(value).empty()) frame.ids.push_back(number_in(value));
      }
      if (number.empty()) continue;
      const bool own = frame.ids.empty() || std::find(frame.ids.begin(), frame.ids.end(), number) != frame.ids.end();
      if (own && numbered.empty()) {
        numbered = tree_.attribute_value(link.node, "href");
        if (frame.ids.empty()) frame.ids.push_back(number);
      } else if (!own) {
        frame.answers.push_back(number);
      }
    }
    if (!numbered.empty()) {
      frame.permalink = numbered;
    } else if (!around.empty()) {
      frame.permalink = around;
    }
  }

  const FrameInput& in_;
  const HtmlTree& tree_;
  const std::vector<FrameArea>& areas_;
  std::vector<std::vector<Choice>> names_, times_;
  std::vector<CommentFrame> out_;
  struct Late {
    std::size_t index;
    NodeIndex node;
  };
  struct Link {
    NodeIndex node;
    Span href;
  };
  std::vector<Late> late_;
  std::vector<std::vector<Link>> links_;
  std::vector<NodeIndex> time_node_;  // where each comment's time stands
  DayOrder order_ = DayOrder::kUnknown;
};

}  // namespace

std::vector<CommentFrame> read_frames(const FrameInput& input, const std::vector<FrameArea>& areas) {
  return FrameReader(input, areas).read();
}

}  // namespace hearsay
