// What the words of a block say it is for, apart from where it stands: a teaser, a request, a credit, a notice.
//
// What it is: one pass over the first kMaxLineBytes of a block's text gives how it begins and ends, how many digits,
// capitals and line breaks it has, and which of its words are those of newsletters, consent boxes, picture credits and
// the like, in the languages of the news pages at hand. They are hints; html_body_features.h hands them to the scorer.
// Ownership: plain values. Threads: pure. Units: bytes. Fails: never. Facts: the words are our own observation of news
// pages in some twenty languages; none names a site.
#pragma once

#include <cstdint>
#include <string_view>

namespace hearsay {

inline constexpr std::size_t kMaxLineBytes = 600;

enum class LineEdge : std::uint8_t {
  kOther,    // a letter without case, a sign
  kLower,    // a small letter
  kCapital,  // a capital
  kDigit,
  kQuote,  // a quotation mark
  kStop,   // . ! ? and their kin
  kColon,
  kEllipsis,
  kDash,  // a dash or bullet
  kBracket,
  kArrow  // → » > |
};

enum LineWord : std::uint8_t {
  kWordPromotion = 1u << 0,  // newsletter, subscribe, app, channel
  kWordConsent = 1u << 1,    // cookies, privacy, external content
  kWordCredit = 1u << 2,     // photo, image, courtesy, ©
  kWordMedia = 1u << 3,      // video, podcast, gallery
  kWordShare = 1u << 4,      // share, e-mail, print, networks
  kWordAdvert = 1u << 5,     // advertisement
  kWordRelated = 1u << 6,    // read, more, also, related
  kWordNotice = 1u << 7      // correction, updated, published, rights, contact
};

struct LineLook {
  LineEdge first = LineEdge::kOther, last = LineEdge::kOther;
  std::uint16_t words = 0;
  std::uint16_t breaks = 0;
  std::uint8_t digits = 0;         // per cent of the letters and digits
  std::uint8_t capitals = 0;       // per cent of the letters that have case, ASCII only
  std::uint8_t capital_words = 0;  // per cent of the words that begin with an ASCII capital
  std::uint8_t word_kinds = 0;     // LineWord, all that occur
  std::uint8_t telling_words = 0;  // how many words are of any LineWord
  std::uint8_t signs = 0;          // | / • · and the like
  bool leads_away = false;         // begins as lines do that lead to another page
};

[[nodiscard]] LineLook look_at_line(std::string_view text);

// Whether it begins as lines do that lead to another page: "Read more", "Lesen Sie auch".
[[nodiscard]] bool leads_away(std::string_view text);

}  // namespace hearsay
