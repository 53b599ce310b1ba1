#include "source/html_body_features.h"

#include <algorithm>

#include "source/ascii.h"
#include "source/html_line.h"
#include "source/html_traits.h"

namespace hearsay {

namespace {

// Kinds of elements whose distance is a feature, in the order of the features from to_navigation on.
constexpr std::size_t kKinds =
    static_cast<std::size_t>(BodyFeature::to_quote) - static_cast<std::size_t>(BodyFeature::to_navigation) + 1;
constexpr std::size_t kNamedKinds =
    static_cast<std::size_t>(BodyFeature::to_comments) - static_cast<std::size_t>(BodyFeature::to_navigation) + 1;
constexpr std::array<std::uint32_t, kNamedKinds> kNamed = {kTraitNavigation,
                                                           kTraitRelated,
                                                           kTraitSocial,
                                                           kTraitSubscribe,
                                                           kTraitAdvert,
                                                           kTraitFooter,
                                                           kTraitSidebar,
                                                           kTraitPopup,
                                                           kTraitTags,
                                                           kTraitBio,
                                                           kTraitForm,
                                                           kTraitByline,
                                                           kTraitDate,
                                                           kTraitStandfirst,
                                                           kTraitCaption,
                                                           kTraitBody,
                                                           kTraitComments | kTraitComment | kTraitCommentText};
using Steps = std::array<std::uint8_t, kKinds>;

constexpr std::uint32_t kEmpty = 0xFFFFFFFF;

std::uint64_t hash_of(std::string_view bytes, std::uint64_t h = 1469598103934665603u) {
  for (const char c : bytes) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return h;
}

std::int16_t clipped(std::int64_t value, std::int64_t most = 2000) {
  return static_cast<std::int16_t>(std::clamp<std::int64_t>(value, -most, most));
}

std::int16_t percent(std::int64_t part, std::int64_t whole) {
  return whole <= 0 ? std::int16_t{0} : clipped(part * 100 / whole, 1000);
}

// Blocks that share a key: how many, how long, how much prose.
struct Group {
  std::uint64_t key = 0;
  std::int64_t weight = 0;
  std::uint64_t length = 0, link_length = 0;
  std::uint32_t count = 0;
};

class Groups {
 public:
  explicit Groups(std::size_t most) {
    std::size_t slots = 16;
    while (slots < most * 2) slots *= 2;
    groups_.resize(slots);
  }
  // The slot of a key; it stays where it is.
  std::size_t at(std::uint64_t key) {
    if (key == 0) key = 1;
    std::size_t slot = static_cast<std::size_t>(key ^ (key >> 29)) & (groups_.size() - 1);
    while (groups_[slot].key != 0 && groups_[slot].key != key) slot = (slot + 1) & (groups_.size() - 1);
    groups_[slot].key = key;
    return slot;
  }
  Group& operator[](std::size_t slot) { return groups_[slot]; }

 private:
  std::vector<Group> groups_;
};

// Which stretches of letters a text has: for how much of a block stands in another text.
class Stretches {
 public:
  explicit Stretches(std::string_view text) {
    if (text.empty()) return;
    bits_.assign(1 << 12, 0);
    walk(text, [&](std::uint32_t h) { bits_[(h >> 6) & 0xFFF] |= std::uint64_t{1} << (h & 63); });
  }
  [[nodiscard]] bool empty() const { return bits_.empty(); }
  // Per cent of the stretches of `text` that occur.
  [[nodiscard]] std::int16_t share(std::string_view text) const {
    std::int64_t all = 0, known = 0;
    walk(text, [&](std::uint32_t h) {
      ++all;
      if (bits_[(h >> 6) & 0xFFF] >> (h & 63) & 1) ++known;
    });
    return percent(known, all);
  }

 private:
  static constexpr std::size_t kLength = 12;  // bytes
  static constexpr std::size_t kMost = 100'000;
  template <class Take>
  static void walk(std::string_view text, Take take) {
    constexpr std::uint32_t kFactor = 0x9E3779B1u;
    std::uint32_t drop = 1;
    for (std::size_t i = 0; i + 1 < kLength; ++i) drop *= kFactor;
    std::array<unsigned char, kLength> ring{};
    std::uint32_t h = 0;
    std::size_t n = 0;
    for (const char c : text.substr(0, kMost)) {
      const auto byte = static_cast<unsigned char>(ascii::to_lower(c));
      if (byte < 0x80 && !ascii::is_alnum(c)) continue;
      // Quotes, dashes and no-break spaces differ between the two.
      if (byte == 0xC2 || byte == 0xE2) continue;
      unsigned char& old = ring[n % kLength];
      h = (h - old * drop) * kFactor + byte;
      old = byte;
      if (++n >= kLength) take((h ^ (h >> 15)) * 0x85EBCA6Bu >> 8);
    }
  }
  std::vector<std::uint64_t> bits_;
};

class FeatureReader {
 public:
  FeatureReader(const BodyInput& input, const PageProse& prose) : in_(input), prose_(prose), tree_(input.tree) {}

  BodyFeatures read() {
    const std::size_t n = size();
    for (std::size_t i = 0; i < n; ++i) {
      if (is_candidate(i)) out_.blocks.push_back(static_cast<std::uint32_t>(i));
    }
    if (out_.blocks.empty()) return std::move(out_);
    look_at_page();
    out_.rows.resize(out_.blocks.size());
    for (std::size_t k = 0; k < out_.blocks.size(); ++k) {
      row_ = &out_.rows[k];
      row_->fill(0);
      read_text(k);
      read_place(k);
      read_neighbours(k);
      out_.classes.push_back(static_cast<std::uint32_t>(class_[out_.blocks[k]]));
      out_.containers.push_back(static_cast<std::uint32_t>(container_[out_.blocks[k]]));
    }
    return std::move(out_);
  }

 private:
  using F = BodyFeature;
  [[nodiscard]] std::size_t size() const { return in_.blocks.blocks.size(); }
  [[nodiscard]] const HtmlBlock& block(std::size_t i) const { return in_.blocks.blocks[i]; }
  [[nodiscard]] std::string_view text(std::size_t i) const { return slice(in_.text, in_.parts[i].span); }
  [[nodiscard]] static std::int16_t link_share(const HtmlBlock& b) { return percent(b.link_length, b.length); }
  void set(F feature, std::int64_t value) { (*row_)[static_cast<std::size_t>(feature)] = clipped(value, 30'000); }

  // Hidden text, comments, menus and links alone are out without asking.
  [[nodiscard]] bool is_candidate(std::size_t i) const {
    const HtmlBlock& b = block(i);
    if (b.hidden || in_.taken[i] || b.element == kNoNode || b.length == 0) return false;
    if (in_.headline && i == *in_.headline) return false;
    if (prose_.off[i] && prose_.raw[i] == 0) return false;
    return b.link_length * 10 <= b.length * 9 || b.paragraph_tag || b.heading_tag;
  }

  void look_at_page() {
    const std::size_t n = size();
    steps_slot_.assign(tree_.nodes.size(), kEmpty);
    on_path_.assign(tree_.nodes.size(), kEmpty);
    std::uint32_t up = 0;
    for (NodeIndex e = prose_.heaviest; e != kNoNode; e = tree_[e].parent) on_path_[e] = up++;
    first_ = n, last_ = 0;
    before_.resize(n);
    container_.resize(n);
    class_.resize(n);
    text_hash_.resize(n);
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
      before_[i] = sum;
      sum += prose_.weight[i];
      if (prose_.weight[i] > 30 * 64 && in_element(i)) {
        first_ = std::min(first_, i);
        last_ = i;
      }
      const HtmlBlock& b = block(i);
      container_[i] = class_[i] = text_hash_[i] = 0;
      if (b.hidden || in_.taken[i] || b.element == kNoNode) continue;
      container_[i] = add(std::uint64_t{container_of(tree_, b)} + 2, i);
      class_[i] = add(class_key(b.element), i);
      text_hash_[i] = texts_.at(hash_of(text(i)));
      ++texts_[text_hash_[i]].count;
    }
    stretches_.emplace(in_.article_body);
    if (in_.headline) headline_.emplace(text(*in_.headline));
  }

  std::size_t add(std::uint64_t key, std::size_t i) {
    const std::size_t slot = groups_.at(key);
    Group& group = groups_[slot];
    ++group.count;
    group.length += block(i).length;
    group.link_length += block(i).link_length;
    group.weight += prose_.weight[i];
    return slot;
  }

  // What elements of one template share: names and classes of an element and the one around it.
  [[nodiscard]] std::uint64_t class_key(NodeIndex element) const {
    std::uint64_t h = 88172645463325252u;
    for (int step = 0; step < 2 && element != kNoNode; ++step, element = tree_[element].parent) {
      const HtmlNode& node = tree_[element];
      h = (h ^ static_cast<std::uint64_t>(node.tag)) * 1099511628211u;
      if (node.kind != NodeKind::kElement) break;
      if (const HtmlAttribute* names = tree_.attribute(element, "class"))
        h = hash_of(slice(tree_.input.bytes, names->value), h);
      h = (h ^ 0xFF) * 1099511628211u;
    }
    return h | (std::uint64_t{1} << 63);
  }

  [[nodiscard]] bool in_element(std::size_t i) const {
    return prose_.element != kNoNode && is_under(tree_, block(i).element, prose_.element);
  }

  const Steps& steps_of(NodeIndex element) {
    path_.clear();
    NodeIndex e = element;
    while (e != kNoNode && steps_slot_[e] == kEmpty) {
      path_.push_back(e);
      e = tree_[e].parent;
    }
    Steps steps;
    if (e == kNoNode) {
      steps.fill(kFar);
    } else {
      steps = steps_[steps_slot_[e]];
    }
    while (!path_.empty()) {
      const NodeIndex node = path_.back();
      path_.pop_back();
      for (std::uint8_t& s : steps) s = std::min<std::uint8_t>(static_cast<std::uint8_t>(s + 1), kFar);
      take_names(node, steps);
      steps_slot_[node] = static_cast<std::uint32_t>(steps_.size());
      steps_.push_back(steps);
    }
    return steps_[steps_slot_[element]];
  }

  void take_names(NodeIndex e, Steps& steps) const {
    const HtmlNode& node = tree_[e];
    if (node.kind != NodeKind::kElement || node.tag == Tag::kBody || node.tag == Tag::kHtml) return;
    const bool wide = prose_.mass[e] * 10 >= 4 * prose_.total;  // holds much of the page's prose
    if (const std::uint32_t traits = in_.blocks.traits[e]; traits != 0) {
      for (std::size_t k = 0; k < kNamed.size(); ++k) {
        if ((traits & kNamed[k]) && (!wide || kNamed[k] == kTraitBody)) steps[k] = 0;
      }
    }
    const auto mark = [&](F feature) {
      steps[static_cast<std::size_t>(feature) - static_cast<std::size_t>(F::to_navigation)] = 0;
    };
    switch (node.tag) {
      case Tag::kNav:
      case Tag::kMenu:
        if (!wide) mark(F::to_navigation);
        break;
      case Tag::kFooter:
        if (!wide) mark(F::to_footer);
        break;
      case Tag::kForm:
      case Tag::kDialog:
      case Tag::kSearch:
        if (!wide) mark(F::to_form);
        break;
      case Tag::kAside:
        if (!wide) mark(F::to_aside);
        break;
      case Tag::kFigure:
      case Tag::kFigcaption:
        mark(F::to_figure);
        break;
      case Tag::kArticle:
        mark(F::to_article);
        break;
      case Tag::kMain:
        mark(F::to_main);
        break;
      case Tag::kSection:
        mark(F::to_section);
        break;
      case Tag::kHeader:
        mark(F::to_header);
        break;
      case Tag::kTable:
        mark(F::to_table);
        break;
      case Tag::kUl:
      case Tag::kOl:
      case Tag::kDl:
        mark(F::to_list);
        break;
      case Tag::kBlockquote:
        mark(F::to_quote);
        break;
      default:
        break;
    }
  }

  // A number for the elements that blocks mostly are.
  [[nodiscard]] static std::int16_t tag_class(Tag tag) {
    switch (tag) {
      case Tag::kP:
        return 1;
      case Tag::kDiv:
        return 2;
      case Tag::kLi:
        return 3;
      case Tag::kH1:
      case Tag::kH2:
      case Tag::kH3:
      case Tag::kH4:
      case Tag::kH5:
      case Tag::kH6:
        return 4;
      case Tag::kTd:
      case Tag::kTh:
      case Tag::kTr:
      case Tag::kTable:
        return 5;
      case Tag::kBlockquote:
        return 6;
      case Tag::kFigcaption:
      case Tag::kFigure:
        return 7;
      case Tag::kSection:
      case Tag::kArticle:
      case Tag::kMain:
      case Tag::kBody:
        return 8;
      default:
        return 0;
    }
  }

  [[nodiscard]] std::int16_t media_steps(std::size_t i) const {
    if (block(i).media == kNoNode) return kFar;
    NodeIndex e = block(i).element;
    for (std::int16_t steps = 0; steps < 5 && e != kNoNode; ++steps, e = tree_[e].parent) {
      if (is_under(tree_, block(i).media, e)) return steps;
    }
    return kFar - 1;
  }

  void read_text(std::size_t k) {
    const std::size_t i = out_.blocks[k];
    const HtmlBlock& b = block(i);
    const LineLook look = look_at_line(text(i));
    set(F::length, std::min<std::uint32_t>(b.length, 2000));
    set(F::link_share, link_share(b));
    set(F::links, std::min<std::uint16_t>(b.links, 50));
    set(F::marks, std::min<std::uint32_t>(b.marks, 50));
    set(F::marks_share, std::min<std::int64_t>(std::int64_t{b.marks} * 1000 / b.length, 200));
    set(F::strong_share, percent(b.strong_length, b.length));
    set(F::slanted_share, percent(b.slanted_length, b.length));
    set(F::words, look.words);
    set(F::breaks, look.breaks);
    set(F::digits, look.digits);
    set(F::capitals, look.capitals);
    set(F::capital_words, look.capital_words);
    set(F::first, static_cast<std::int16_t>(look.first));
    set(F::last, static_cast<std::int16_t>(look.last));
    set(F::telling_words, look.telling_words);
    set(F::promotion, (look.word_kinds & kWordPromotion) != 0);
    set(F::consent, (look.word_kinds & kWordConsent) != 0);
    set(F::credit, (look.word_kinds & kWordCredit) != 0);
    set(F::media_word, (look.word_kinds & kWordMedia) != 0);
    set(F::share_word, (look.word_kinds & kWordShare) != 0);
    set(F::advert_word, (look.word_kinds & kWordAdvert) != 0);
    set(F::related_word, (look.word_kinds & kWordRelated) != 0);
    set(F::notice, (look.word_kinds & kWordNotice) != 0);
    set(F::signs, look.signs);
    set(F::leads_away, look.leads_away);
    set(F::kind, static_cast<std::int16_t>(in_.parts[i].kind));
    set(F::heading_level, b.heading_tag ? in_.parts[i].level : 0);
    set(F::list_depth, in_.parts[i].kind == PartKind::kListItem ? in_.parts[i].level : 0);
    set(F::tag, tag_class(tree_[b.element].tag));
    set(F::paragraph_tag, b.paragraph_tag);
    set(F::media_count, std::min<std::uint16_t>(b.media_count, 10));
    set(F::media_steps, media_steps(i));
    set(F::media_after, i + 1 < size() ? std::min<std::uint16_t>(block(i + 1).media_count, 10) : 0);
    if (!stretches_->empty()) {
      set(F::article_body, b.length < 12 ? -1 : stretches_->share(text(i)));
    } else {
      set(F::article_body, -2);
    }
    set(F::headline_likeness, headline_ && !headline_->empty() ? headline_->share(text(i)) : -1);
  }

  void read_place(std::size_t k) {
    const std::size_t i = out_.blocks[k], n = size();
    const HtmlBlock& b = block(i);
    const Steps& steps = steps_of(b.element);
    for (std::size_t s = 0; s < kKinds; ++s) (*row_)[static_cast<std::size_t>(F::to_navigation) + s] = steps[s];
    set(F::off, prose_.off[i]);
    set(F::weight, std::min<std::int64_t>(prose_.weight[i] / 64, 2000));
    set(F::raw_weight, std::min<std::int64_t>(prose_.raw[i] / 64, 2000));
    set(F::in_element, in_element(i));
    set(F::in_heaviest, prose_.heaviest != kNoNode && is_under(tree_, b.element, prose_.heaviest));
    const NodeIndex container = container_of(tree_, b);
    std::int16_t up = 0;
    NodeIndex e = container;
    while (e != kNoNode && on_path_[e] == kEmpty && up < kFar) ++up, e = tree_[e].parent;
    set(F::up, up);
    set(F::down, e == kNoNode || on_path_[e] == kEmpty ? kFar : std::min<std::uint32_t>(on_path_[e], kFar));
    std::int16_t depth = 0;
    for (NodeIndex a = b.element; a != kNoNode && depth < 60; a = tree_[a].parent) ++depth;
    set(F::depth, depth);
    NodeIndex around = container;
    for (const F feature : {F::parent_share, F::second_share, F::third_share}) {
      if (around != kNoNode) {
        set(feature, percent(prose_.good[around], prose_.total_good));
        around = tree_[around].parent;
      }
    }
    const Group& same_container = groups_[container_[i]];
    set(F::container_count, std::min<std::uint32_t>(same_container.count, 100));
    set(F::container_share, percent(same_container.weight, prose_.total_good));
    set(F::container_links, percent(static_cast<std::int64_t>(same_container.link_length),
                                    static_cast<std::int64_t>(same_container.length)));
    const Group& same_class = groups_[class_[i]];
    set(F::class_count, std::min<std::uint32_t>(same_class.count, 200));
    set(F::class_share, percent(same_class.weight, prose_.total_good));
    set(F::class_links,
        percent(static_cast<std::int64_t>(same_class.link_length), static_cast<std::int64_t>(same_class.length)));
    set(F::class_length, std::min<std::uint64_t>(same_class.length / same_class.count, 1000));
    const auto at = static_cast<std::int64_t>(i);
    set(F::since_first, clipped(first_ == n ? 0 : at - static_cast<std::int64_t>(first_), 60));
    set(F::until_last, clipped(first_ == n ? 0 : static_cast<std::int64_t>(last_) - at, 60));
    set(F::prose_before, percent(before_[i], prose_.total_good));
    set(F::prose_after, percent(prose_.total_good - before_[i] - prose_.weight[i], prose_.total_good));
    set(F::page_part, percent(at, static_cast<std::int64_t>(n)));
    set(F::after_headline, in_.headline ? clipped(at - static_cast<std::int64_t>(*in_.headline), 60) : -61);
    set(F::repeated, std::min<std::uint32_t>(texts_[text_hash_[i]].count - 1, 5));
    // Prose within three blocks.
    set(F::near_before, std::min<std::int64_t>((before_[i] - before_[i >= 3 ? i - 3 : 0]) / 64, 2000));
    const std::size_t next = i + 1, beyond = std::min(i + 4, n - 1);
    set(F::near_after, next < n ? std::min<std::int64_t>((before_[beyond] - before_[next]) / 64, 2000) : 0);
    // The heading it stands under.
    while (heading_scan_ < i) {
      if (block(heading_scan_).heading_tag && !block(heading_scan_).hidden) heading_ = heading_scan_;
      ++heading_scan_;
    }
    set(F::heading_before, heading_ ? std::min<std::int64_t>(at - static_cast<std::int64_t>(*heading_), 30) : 31);
    set(F::heading_away, heading_ && leads_away(text(*heading_)));
    set(F::page_blocks, std::min<std::size_t>(n, 2000));
    set(F::page_prose, std::min<std::int64_t>(prose_.total_good / 64, 30'000));
    set(F::element_share, prose_.element == kNoNode ? 0 : percent(prose_.good[prose_.element], prose_.total_good));
  }

  void read_neighbours(std::size_t k) {
    const std::size_t i = out_.blocks[k];
    const auto look = [&](std::int64_t offset, F length, F links, F kind, F same) {
      const std::int64_t at = static_cast<std::int64_t>(i) + offset;
      if (at < 0 || at >= static_cast<std::int64_t>(size())) {
        set(length, -1);
        return;
      }
      const auto j = static_cast<std::size_t>(at);
      set(length, std::min<std::uint32_t>(block(j).length, 2000));
      set(links, link_share(block(j)));
      if (kind == F::count) return;
      set(kind, static_cast<std::int16_t>(in_.parts[j].kind));
      set(same, (class_[j] == class_[i] ? 1 : 0) + (container_[j] == container_[i] ? 2 : 0));
    };
    look(-1, F::before_length, F::before_links, F::before_kind, F::before_same);
    look(-2, F::before2_length, F::before2_links, F::count, F::count);
    look(1, F::after_length, F::after_links, F::after_kind, F::after_same);
    look(2, F::after2_length, F::after2_links, F::count, F::count);
  }

  const BodyInput& in_;
  const PageProse& prose_;
  const HtmlTree& tree_;
  BodyFeatures out_;
  BodyFeatureRow* row_ = nullptr;
  Groups groups_{2 * size() + 2}, texts_{size() + 1};
  std::vector<std::size_t> container_, class_, text_hash_;  // slots in groups_ and texts_
  std::vector<std::int64_t> before_;                        // weight of all blocks before
  std::vector<std::uint32_t> steps_slot_, on_path_;         // of nodes
  std::vector<Steps> steps_;
  std::vector<NodeIndex> path_;
  std::optional<Stretches> stretches_, headline_;
  std::optional<std::size_t> heading_;
  std::size_t heading_scan_ = 0;
  std::size_t first_ = 0, last_ = 0;
};

}  // namespace

std::string_view name(BodyFeature feature) {
  static constexpr std::string_view kNames[] = {
#define X(name) #name,
      HEARSAY_BODY_FEATURES(X)
#undef X
  };
  return feature < BodyFeature::count ? kNames[static_cast<std::size_t>(feature)] : std::string_view{};
}

BodyFeatures body_features(const BodyInput& input, const PageProse& prose) {
  return FeatureReader(input, prose).read();
}

}  // namespace hearsay
