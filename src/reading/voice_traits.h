// What kind of voice it is, of which country and of which sector: by its name, by the words before and behind it, and
// by what is said beside it ("Roe, the Norwegian foreign minister").
//
// Ownership: refers to the Page's Analysis. Threads: pure after construction. Units: token indices. Time: linear in the mentions,
// of which at most kMentions of a voice are looked at. Fails: never; a voice with words for two countries has none.
#pragma once

#include "reading/finding.h"
#include "reading/name_variants.h"
#include "reading/voice_finder.h"

namespace hearsay {

[[nodiscard]] VoiceKind kind_of_name(const Name& name, EntityLabel label);

class VoiceTraits {
 public:
  explicit VoiceTraits(const Page& page);
  // Sets kind, country and sector. REQUIRES: mentions in text order.
  void set(const Who& who, Voice& voice) const;

 private:
  static constexpr std::size_t kMentions = 16;
  struct Evidence {
    std::vector<std::string_view> countries;
    std::string_view sector;
    void add(std::string_view country);
  };

  void look_at_mention(const Who& who, Span mention, Evidence& out) const;
  // Countries that the words from `begin` to `end` name as whose the head is; `head` is the token they describe.
  void add_countries(std::uint32_t begin, std::uint32_t end, Evidence& out) const;
  void add_complement(std::uint32_t head, Evidence& out) const;
  void add_of_name(const Who& who, Evidence& out) const;
  [[nodiscard]] std::string_view sector_of(std::uint32_t begin, std::uint32_t end, std::uint32_t head) const;
  [[nodiscard]] std::uint32_t head_of(std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] bool is_office(std::uint32_t i) const;
  [[nodiscard]] std::string country_word(std::uint32_t i) const;
  // The longest country words that begin at i: where they end, and the code.
  [[nodiscard]] std::pair<std::uint32_t, std::string_view> country_at(std::uint32_t i, std::uint32_t end) const;

  const Analysis& a_;
  bool georgia_is_a_state_ = true;  // of the USA, unless the text speaks of Tbilisi or Georgians
};

}  // namespace hearsay
