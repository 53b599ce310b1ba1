// The state of finding voices in one document: mentions in text order, each joined to a voice or given one.
// Private to voices.cc (the order of things), named_mentions.cc, noun_mentions.cc and pronouns.cc.
// Ownership: refers to the Page, the quotations and the attributions. Threads: a value for one document.
// Memory and time: linear; looks back over at most kWindow mentions, and at kSameWord voices that share a word.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "reading/finding.h"
#include "reading/name_variants.h"
#include "reading/noun_classes.h"
#include "reading/proper_names.h"

namespace hearsay {

inline constexpr std::size_t kWindow = 64;
inline constexpr std::size_t kSameWord = 12;

// What is known of a voice beside its record.
struct Who {
  Name name;
  bool named = false;       // a proper name, or a noun phrase
  bool sure = true;         // false: by its capitals alone; printed if it acts or is named again
  std::uint32_t names = 0;  // mentions by name
  bool person = false;
  bool body = false;
  bool place = false;
  bool plural = false;
  bool acts = false;   // speaks, or is the subject of a verb
  bool fixed = false;  // the outlet, readers, authors: always printed
  Gender gender = Gender::kUnknown;
  std::vector<std::string> roles;  // lemmas of nouns that stand for it: "minister", "group"
  std::uint32_t last = 0;          // token of the latest mention
};

// A mention that a pronoun or a definite noun may refer to; voice kNone where it has none yet.
struct Antecedent {
  std::uint32_t token = 0;  // its head
  Index voice = kNone;
  bool person = false, body = false, plural = false;
  Gender gender = Gender::kUnknown;
};

class VoiceFinder {
 public:
  VoiceFinder(const Page& page, const std::vector<Quotation>& quotations, std::vector<Attribution>& attributions);
  [[nodiscard]] std::vector<Voice> find();

 private:
  // voices.cc
  void add_outlet_and_readers();
  void place_sources();
  void scan();
  void set_attribution_voices();
  void find_selves();
  void link_media_recipients();
  std::vector<Voice> finish();
  Index add_voice(Who who, VoiceKind kind);
  void add_mention(Index voice, TokenRange tokens, std::uint32_t head);
  [[nodiscard]] bool is_subject(std::uint32_t i) const;
  [[nodiscard]] std::uint32_t quotation_depth(std::uint32_t i) const { return quoted_[i]; }

  // named_mentions.cc
  Index named(const ProperName& name);
  void add_inside_names(const std::vector<ProperName>& inside);
  Index named(TokenRange tokens, std::uint32_t head, EntityLabel label);
  template <class Accepts>
  [[nodiscard]] Index latest_with(const std::string& word, Accepts accepts) const;
  [[nodiscard]] Index person_named(const Name& name, Gender title) const;
  [[nodiscard]] Index body_named(const Name& name, bool place) const;
  [[nodiscard]] Index voice_put_beside(TokenRange tokens, const Name& name, bool person) const;
  void register_name(Index voice, const Name& name);
  void learn_roles(Index voice, TokenRange tokens, std::uint32_t head);

  // noun_mentions.cc
  Index noun(std::uint32_t i);
  Index make_noun_voice(std::uint32_t i);
  [[nodiscard]] TokenRange chunk_at(std::uint32_t i) const;
  [[nodiscard]] std::string noun_name(std::uint32_t i) const;
  [[nodiscard]] VoiceKind kind_of_noun(std::uint32_t i, bool indefinite) const;

  // pronouns.cc
  Index pronoun(std::uint32_t i);

  const Page& page_;
  const Analysis& a_;
  const std::vector<Quotation>& quotations_;
  std::vector<Attribution>& attributions_;
  std::vector<Voice> voices_;
  std::vector<Who> who_;         // beside voices_
  std::vector<Index> voice_at_;  // by head token
  std::vector<ProperName> names_, inside_names_;
  std::vector<std::uint32_t> name_at_;        // by token: index in names_, or kNone
  std::vector<std::uint32_t> chunk_of_root_;  // by token: index in Analysis::noun_chunks, or kNone
  std::vector<bool> is_source_;               // by head token
  std::vector<std::uint32_t> source_token_;   // by attribution
  std::vector<std::uint8_t> quoted_;          // by token: depth of quotation
  std::vector<Antecedent> antecedents_;
  std::unordered_map<std::string, Index> exact_;                 // looked up only
  std::unordered_map<std::string, std::vector<Index>> by_word_;  // looked up only
  std::unordered_map<std::string, std::vector<Index>> by_role_;  // role or head lemma -> voices, latest last
  std::unordered_map<std::string, Index> noun_key_;              // "transport ministry" -> voice
  std::vector<Index> reader_of_part_;                            // by part: the commenter's voice, or kNone
  std::vector<bool> done_;                                       // names already read ahead
};

}  // namespace hearsay
