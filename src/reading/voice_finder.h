// The state of finding voices in one document: mentions in text order, each joined to a voice or given one.
// Private to voices.cc (the order of things), named_mentions.cc, noun_mentions.cc, pronouns.cc, antecedents.cc and
// coreference_look.cc. Ownership: refers to the Page, the quotations and the attributions. Threads: a value for one
// document. Memory and time: linear; looks back over at most kWindow mentions, and at kSameWord voices that share a
// word.
#pragma once

#include <array>
#include <string>
#include <unordered_map>
#include <vector>

#include "reading/coreference.h"
#include "reading/coreference_features.h"
#include "reading/coreference_scorer.h"
#include "reading/finding.h"
#include "reading/name_variants.h"
#include "reading/noun_classes.h"
#include "reading/proper_names.h"
#include "reading/vectors.h"

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
  std::vector<std::string> deeds;  // ranks, trades, and what its deeds tell: "brigadier"; "leader" of whoever leads
  std::string age;                 // as in "Roe, 31,"
  std::uint32_t last = 0;          // token of the latest mention
};

// How an earlier mention is put. Order is counted on by the features.
enum class MentionKind : std::uint8_t { kPerson, kBody, kPlace, kPeople, kNoun, kNouns, kHe, kShe, kIt, kThey, kOther };

// A mention that a pronoun or a definite noun may refer to.
struct Antecedent {
  std::uint32_t token = 0;  // its head
  TokenRange tokens;
  MentionKind kind = MentionKind::kOther;
  std::uint32_t referent = 0;
  std::uint32_t previous = kNone;  // the one before it with the same referent
};

// Who or what mentions are of: a voice, or somebody who has none (yet).
struct Referent {
  Index voice = kNone;
  bool person = false, body = false, plural = false;
  Gender gender = Gender::kUnknown;
  std::uint32_t mentions = 0;
  std::uint32_t last = kNone;  // its latest antecedent
};

// A pronoun or a noun that looks for its antecedent.
struct Anaphor {
  enum Form : std::uint8_t { kHe, kShe, kIt, kThey, kNoun, kNouns };
  std::uint32_t token = 0;
  TokenRange tokens;
  Form form = kHe;
  Gender gender = Gender::kUnknown;
  NounClass noun = NounClass::kOther;
  std::uint32_t owner = kNone;  // referent of "his" in "his lawyer"
  [[nodiscard]] bool is_noun() const { return form >= kNoun; }
  [[nodiscard]] bool plural() const { return form == kThey || form == kNouns; }
};

class VoiceFinder {
 public:
  VoiceFinder(const Page& page, const std::vector<Quotation>& quotations, std::vector<Attribution>& attributions,
              const Vectors* vectors, CoreferenceTrace* trace);
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
  void add_antecedent(std::uint32_t referent, TokenRange tokens, std::uint32_t head);

  // named_mentions.cc
  Index named(const ProperName& name);
  Index titled(std::uint32_t i);
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
  [[nodiscard]] Index by_kindred_role(std::uint32_t i, Gender gender) const;
  [[nodiscard]] Index by_age(std::uint32_t i) const;
  Index make_noun_voice(std::uint32_t i);
  Index add_noun_mention(Index voice, TokenRange chunk, std::uint32_t i);
  [[nodiscard]] TokenRange chunk_at(std::uint32_t i) const;
  [[nodiscard]] std::string noun_name(std::uint32_t i) const;
  [[nodiscard]] VoiceKind kind_of_noun(std::uint32_t i, bool indefinite) const;

  // pronouns.cc
  Index pronoun(std::uint32_t i);
  void read_ahead(std::uint32_t i);
  Index read_on(const Anaphor& anaphor);

  // antecedents.cc and, what it looks at, coreference_look.cc
  std::uint32_t antecedent_of(const Anaphor& anaphor);  // a referent, or kNone
  std::uint32_t add_referent(Referent referent);
  void give_voice(std::uint32_t referent);
  [[nodiscard]] std::vector<std::uint32_t> candidates_of(const Anaphor& anaphor) const;
  [[nodiscard]] bool contradicts(const Anaphor& anaphor, std::uint32_t referent) const;
  [[nodiscard]] bool is_own_words(const Anaphor& anaphor, const Antecedent& c) const;
  [[nodiscard]] std::uint32_t subject_beside(const Anaphor& anaphor) const;
  [[nodiscard]] bool fits(const Anaphor& anaphor, std::uint32_t referent) const;
  [[nodiscard]] Gender gender_of(const Referent& referent) const;
  void look_at(const Anaphor& anaphor, const std::vector<std::uint32_t>& candidates, Features& alone,
               std::vector<Features>& pairs) const;
  void look_at_anaphor(const Anaphor& anaphor, Features& out) const;
  void look_at_pair(const Anaphor& anaphor, const Antecedent& antecedent, Features& out) const;
  [[nodiscard]] std::size_t role_of(std::uint32_t i) const;
  [[nodiscard]] std::size_t determiner_of(TokenRange tokens, std::uint32_t head) const;
  [[nodiscard]] std::uint32_t predicate_of(std::uint32_t i) const;

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
  std::vector<Index> quotation_;              // by token: the outermost quotation it stands in, or kNone
  std::vector<std::uint32_t> unit_of_sentence_;
  std::vector<bool> has_conjunct_;  // by token
  std::vector<Antecedent> antecedents_;
  std::vector<Referent> referents_;
  std::vector<std::uint32_t> referent_of_voice_;                                // beside voices_
  std::uint32_t last_subject_ = kNone;                                          // referent of the latest subject
  std::uint32_t first_of_text_ = kNone, first_of_part_ = kNone, unit_ = kNone;  // of the first name
  std::array<std::uint32_t, 4> last_pronoun_ = {kNone, kNone, kNone, kNone};    // by form: index in antecedents_
  CoreferenceScorer scorer_;
  const Vectors* vectors_;
  std::array<std::vector<std::vector<float>>, 2> projections_;  // of antecedents, for pronouns and for nouns
  CoreferenceTrace* trace_;
  std::unordered_map<std::string, Index> exact_;                 // looked up only
  std::unordered_map<std::string, std::vector<Index>> by_word_;  // looked up only
  std::unordered_map<std::string, std::vector<Index>> by_role_;  // role or head lemma -> voices, latest last
  std::unordered_map<std::string, Index> noun_key_;              // "transport ministry" -> voice
  std::vector<Index> reader_of_part_;                            // by part: the commenter's voice, or kNone
  std::vector<bool> done_;                                       // names already read ahead
};

}  // namespace hearsay
