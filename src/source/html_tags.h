// HTML's element names as small numbers, and the sets the tree construction rules ask for.
//
// In a namespace of its own: the language room has a Tag and a name(Tag), too, and the linker would take one for the
// other.
// Ownership: constants. Threads: pure. A name without a number is Tag::kOther and is compared by its bytes in the page.
// Facts: WHATWG HTML standard, sections 13.2.4.2 (special, formatting, scopes), 13.2.5.1 and 13.2.6.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace hearsay::html {

// clang-format off
// X(enumerator, "name"). The order is alphabetical and carries no meaning.
#define HEARSAY_HTML_TAGS(X)                                                                                         \
  X(kA, "a") X(kAbbr, "abbr") X(kAddress, "address") X(kAnnotationXml, "annotation-xml") X(kApplet, "applet")       \
  X(kArea, "area") X(kArticle, "article") X(kAside, "aside") X(kAudio, "audio") X(kB, "b") X(kBase, "base")         \
  X(kBasefont, "basefont") X(kBgsound, "bgsound") X(kBig, "big") X(kBlockquote, "blockquote") X(kBody, "body")      \
  X(kBr, "br") X(kButton, "button") X(kCanvas, "canvas") X(kCaption, "caption") X(kCenter, "center")                \
  X(kCite, "cite") X(kCode, "code") X(kCol, "col") X(kColgroup, "colgroup") X(kData, "data")                        \
  X(kDatalist, "datalist") X(kDd, "dd") X(kDel, "del") X(kDesc, "desc") X(kDetails, "details") X(kDfn, "dfn")       \
  X(kDialog, "dialog") X(kDir, "dir") X(kDiv, "div") X(kDl, "dl") X(kDt, "dt") X(kEm, "em") X(kEmbed, "embed")      \
  X(kFieldset, "fieldset") X(kFigcaption, "figcaption") X(kFigure, "figure") X(kFont, "font") X(kFooter, "footer")  \
  X(kForeignObject, "foreignobject") X(kForm, "form") X(kFrame, "frame") X(kFrameset, "frameset") X(kH1, "h1")      \
  X(kH2, "h2") X(kH3, "h3") X(kH4, "h4") X(kH5, "h5") X(kH6, "h6") X(kHead, "head") X(kHeader, "header")            \
  X(kHgroup, "hgroup") X(kHr, "hr") X(kHtml, "html") X(kI, "i") X(kIframe, "iframe") X(kImage, "image")             \
  X(kImg, "img") X(kInput, "input") X(kIns, "ins") X(kKbd, "kbd") X(kKeygen, "keygen") X(kLabel, "label")           \
  X(kLegend, "legend") X(kLi, "li") X(kLink, "link") X(kListing, "listing") X(kMain, "main")                        \
  X(kMalignmark, "malignmark") X(kMap, "map") X(kMark, "mark") X(kMarquee, "marquee") X(kMath, "math")              \
  X(kMenu, "menu") X(kMenuitem, "menuitem") X(kMeta, "meta") X(kMeter, "meter") X(kMglyph, "mglyph") X(kMi, "mi")   \
  X(kMn, "mn") X(kMo, "mo") X(kMs, "ms") X(kMtext, "mtext") X(kNav, "nav") X(kNobr, "nobr") X(kNoembed, "noembed")  \
  X(kNoframes, "noframes") X(kNoscript, "noscript") X(kObject, "object") X(kOl, "ol") X(kOptgroup, "optgroup")      \
  X(kOption, "option") X(kOutput, "output") X(kP, "p") X(kParam, "param") X(kPicture, "picture")                    \
  X(kPlaintext, "plaintext") X(kPre, "pre") X(kProgress, "progress") X(kQ, "q") X(kRb, "rb") X(kRp, "rp")           \
  X(kRt, "rt") X(kRtc, "rtc") X(kRuby, "ruby") X(kS, "s") X(kSamp, "samp") X(kScript, "script")                     \
  X(kSearch, "search") X(kSection, "section") X(kSelect, "select") X(kSlot, "slot") X(kSmall, "small")              \
  X(kSource, "source") X(kSpan, "span") X(kStrike, "strike") X(kStrong, "strong") X(kStyle, "style")                \
  X(kSub, "sub") X(kSummary, "summary") X(kSup, "sup") X(kSvg, "svg") X(kTable, "table") X(kTbody, "tbody")         \
  X(kTd, "td") X(kTemplate, "template") X(kTextarea, "textarea") X(kTfoot, "tfoot") X(kTh, "th")                    \
  X(kThead, "thead") X(kTime, "time") X(kTitle, "title") X(kTr, "tr") X(kTrack, "track") X(kTt, "tt") X(kU, "u")    \
  X(kUl, "ul") X(kVar, "var") X(kVideo, "video") X(kWbr, "wbr") X(kXmp, "xmp")
// clang-format on

enum class Tag : std::uint8_t {
  kOther,
#define X(enumerator, text) enumerator,
  HEARSAY_HTML_TAGS(X)
#undef X
      kCount
};

class TagSet {
 public:
  constexpr TagSet(std::initializer_list<Tag> tags) {
    for (const Tag tag : tags) words_[word(tag)] |= bit(tag);
  }
  [[nodiscard]] constexpr bool has(Tag tag) const { return (words_[word(tag)] & bit(tag)) != 0; }
  friend constexpr TagSet operator|(TagSet a, const TagSet& b) {
    for (std::size_t i = 0; i < a.words_.size(); ++i) a.words_[i] |= b.words_[i];
    return a;
  }
  friend constexpr TagSet operator~(TagSet a) {
    for (std::uint64_t& w : a.words_) w = ~w;
    return a;
  }

 private:
  static constexpr std::size_t word(Tag tag) { return static_cast<std::size_t>(tag) / 64; }
  static constexpr std::uint64_t bit(Tag tag) { return std::uint64_t{1} << (static_cast<std::size_t>(tag) % 64); }
  std::array<std::uint64_t, 4> words_{};
};

// "" for kOther.
[[nodiscard]] std::string_view name(Tag tag);

// The number of a name in any case; kOther where it has none.
[[nodiscard]] Tag tag_of(std::string_view name_bytes);

}  // namespace hearsay::html

namespace hearsay {
using html::Tag;
using html::tag_of;
using html::TagSet;
}  // namespace hearsay
