#include "source/embedded_comments.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "source/ascii.h"

namespace hearsay {

namespace {

struct Sign {
  std::string_view part;  // of an id, a class or an address
  std::string_view service;
};

constexpr auto kSigns = std::to_array<Sign>({
    {"disqus_thread", "Disqus"},
    {"disqus.com/embed", "Disqus"},
    {"fb-comments", "Facebook"},
    {"facebook.com/plugins/comments", "Facebook"},
    {"facebook.com/v2.0/plugins/comments", "Facebook"},
    {"coral_thread", "Coral"},
    {"coral-talk", "Coral"},
    {"coral-stream", "Coral"},
    {"coralproject", "Coral"},
    {"vf-conversations", "Viafoura"},
    {"viafoura", "Viafoura"},
    {"spotim-", "OpenWeb"},
    {"spot.im/", "OpenWeb"},
    {"spot-im", "OpenWeb"},
    {"openweb-", "OpenWeb"},
    {"hyvor-talk", "Hyvor Talk"},
    {"talk.hyvor.com", "Hyvor Talk"},
    {"livefyre", "Livefyre"},
    {"intensedebate", "IntenseDebate"},
    {"idc-container", "IntenseDebate"},
    {"commento.io", "Commento"},
    {"cusdis", "Cusdis"},
    {"utteranc.es", "utterances"},
    {"giscus", "giscus"},
    {"isso-thread", "Isso"},
    {"remark42", "Remark42"},
    {"graphcomment", "GraphComment"},
    {"vuukle", "Vuukle"},
    {"talkyard", "Talkyard"},
    {"muut.com", "Muut"},
    {"cackle.me", "Cackle"},
    {"hypercomments", "HyperComments"},
});

// Which letters a sign may begin with, and behind each the low five bits of what may be second: most places of most
// values are passed over by one look.
constexpr std::array<std::uint32_t, 128> seconds_of_signs() {
  std::array<std::uint32_t, 128> out{};
  for (const Sign& sign : kSigns) out[static_cast<unsigned char>(sign.part[0])] |= 1u << (sign.part[1] & 31);
  return out;
}

std::string_view service_in(std::string_view value) {
  static constexpr std::array<std::uint32_t, 128> kSeconds = seconds_of_signs();
  for (std::size_t i = 0; i + 5 < value.size(); ++i) {
    const auto first = static_cast<unsigned char>(ascii::to_lower(value[i]));
    if (first >= 128 || (kSeconds[first] >> (value[i + 1] & 31) & 1) == 0) continue;
    for (const Sign& sign : kSigns) {
      if (static_cast<unsigned char>(sign.part[0]) == first && ascii::istarts_with(value.substr(i), sign.part))
        return sign.service;
    }
  }
  return {};
}

}  // namespace

std::optional<EmbeddedComments> find_embedded_comments(const HtmlTree& tree) {
  for (NodeIndex i = 0; i != kNoNode; i = tree.following(i)) {
    const HtmlNode& node = tree[i];
    if (node.kind != NodeKind::kElement || node.count == 0) continue;
    const bool loads = node.tag == Tag::kScript || node.tag == Tag::kIframe;
    const bool holds = node.tag == Tag::kDiv || node.tag == Tag::kSection || node.tag == Tag::kOther;
    if (!loads && !holds) continue;
    for (std::uint32_t k = 0; k < node.count; ++k) {
      const HtmlAttribute& attribute = tree.attributes[node.first + k];
      const std::string_view name = slice(tree.input.bytes, attribute.name);
      const bool asked = loads ? ascii::iequals(name, "src") || ascii::iequals(name, "data-src")
                               : ascii::iequals(name, "id") || ascii::iequals(name, "class");
      if (!asked) continue;
      const std::string_view service = service_in(slice(tree.input.bytes, attribute.value).substr(0, 300));
      if (!service.empty()) return EmbeddedComments{std::string(service), node.start};
    }
    if (node.tag == Tag::kOther) {
      const std::string_view service = service_in(slice(tree.input.bytes, tree.name_span(i)));
      if (!service.empty()) return EmbeddedComments{std::string(service), node.start};
    }
  }
  return std::nullopt;
}

}  // namespace hearsay
