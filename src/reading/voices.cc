// Voices: everyone who speaks, acts or is named. One pass over the tokens finds mentions by name, by noun and by
// pronoun, in text order, so that each can refer to what stands before it; then attributions get the voice of their
// source, "I" and "we" that of the quotation they stand in, and recipients that are media become links of the chain.
//
// Precision first: two voices are joined only where a name, a role or grammar says so.
#include <algorithm>

#include "reading/voice_finder.h"
#include "reading/voice_traits.h"

namespace hearsay {

VoiceFinder::VoiceFinder(const Page& page, const std::vector<Quotation>& quotations,
                         std::vector<Attribution>& attributions, const Vectors* vectors, CoreferenceTrace* trace)
    : page_(page),
      a_(page.analysis),
      quotations_(quotations),
      attributions_(attributions),
      scorer_(vectors != nullptr && vectors->coreference != nullptr ? *vectors->coreference : coreference_heads()),
      vectors_(vectors != nullptr && vectors->coreference != nullptr ? vectors : nullptr),
      trace_(trace) {
  const std::size_t n = a_.tokens.size();
  voice_at_.assign(n, kNone);
  name_at_.assign(n, kNone);
  chunk_of_root_.assign(n, kNone);
  is_source_.assign(n, false);
  quotation_.assign(n, kNone);
  unit_of_sentence_.assign(a_.sentences.size(), 0);
  for (std::uint32_t u = 0; u < a_.units.size(); ++u) {
    for (std::uint32_t s = a_.units[u].sentences.begin; s < a_.units[u].sentences.end; ++s) unit_of_sentence_[s] = u;
  }
  has_conjunct_.assign(n, false);
  for (const Token& t : a_.tokens) {
    if (t.dep == Dep::conj) has_conjunct_[t.head] = true;
  }
  ProperNames found = find_proper_names(page);
  names_ = std::move(found.names);
  inside_names_ = std::move(found.inside);
  done_.assign(names_.size(), false);
  for (std::uint32_t e = 0; e < names_.size(); ++e) {
    for (std::uint32_t i = names_[e].tokens.begin; i < names_[e].tokens.end; ++i) name_at_[i] = e;
  }
  for (std::uint32_t c = 0; c < a_.noun_chunks.size(); ++c) chunk_of_root_[a_.noun_chunks[c].root] = c;
  for (Index q = 0; q < quotations_.size(); ++q) {
    if (quotations_[q].depth > 0) continue;
    const Span inner = quotations_[q].inner;
    for (std::uint32_t i = a_.token_at(inner.begin); i < n && a_.tokens[i].span.begin < inner.end; ++i)
      quotation_[i] = q;
  }
}

bool VoiceFinder::is_subject(std::uint32_t i) const {
  const Dep d = a_.tokens[i].dep;
  if (d == Dep::conj) return false;
  if (d == Dep::pobj) return a_.tokens[a_.tokens[i].head].dep == Dep::agent;
  return d == Dep::nsubj || d == Dep::nsubjpass || d == Dep::csubj;
}

Index VoiceFinder::add_voice(Who who, VoiceKind kind) {
  const auto index = static_cast<Index>(voices_.size());
  Voice voice;
  voice.kind = kind;
  voices_.push_back(std::move(voice));
  Referent referent;
  referent.voice = index;
  referent_of_voice_.push_back(add_referent(referent));
  who_.push_back(std::move(who));
  return index;
}

void VoiceFinder::add_mention(Index voice, TokenRange tokens, std::uint32_t head) {
  voices_[voice].mentions.push_back(a_.bytes(tokens));
  Who& who = who_[voice];
  who.last = std::max(who.last, head);
  add_antecedent(referent_of_voice_[voice], tokens, head);
}

void VoiceFinder::add_outlet_and_readers() {
  const Document& d = page_.document;
  Who outlet;
  outlet.named = outlet.body = outlet.fixed = true;
  if (d.outlet) outlet.name = name_of(d.outlet->value, false);
  add_voice(outlet, VoiceKind::kOutlet);
  voices_[0].name = d.outlet ? d.outlet->value : std::string();
  register_name(0, who_[0].name);
  reader_of_part_.assign(d.parts.size(), kNone);
  for (const Value& author : d.authors) {
    // A page that nobody signs by name is signed by its outlet or by the agency it credits: these are no persons.
    const auto is = [&author](const std::optional<Value>& value) { return value && value->value == author.value; };
    if (is(d.outlet) || is(d.credit)) continue;
    Who who;
    who.name = name_of(author.value, true);
    if (who.name.empty() || exact_.contains(who.name.words.front())) continue;
    who.named = who.person = who.fixed = true;
    who.gender = gender_of_first_name(who.name.words.front(), who.name.words.size() > 1);
    const Name name = who.name;
    const Index voice = add_voice(std::move(who), VoiceKind::kAuthor);
    voices_[voice].name = author.value;
    if (author.span) voices_[voice].mentions.push_back(*author.span);
    register_name(voice, name);
  }
  for (std::size_t c = 0; c < d.comments.size(); ++c) {
    Who who;
    who.person = who.fixed = true;
    const Index voice = add_voice(std::move(who), VoiceKind::kReader);
    voices_[voice].name = d.comments[c].author ? d.comments[c].author->value : "reader " + std::to_string(c + 1);
    if (d.comments[c].author && d.comments[c].author->span)
      voices_[voice].mentions.push_back(*d.comments[c].author->span);
    reader_of_part_[d.comments[c].part] = voice;
  }
}

// The head of each attribution's source: the token that hangs outside of it.
void VoiceFinder::place_sources() {
  source_token_.assign(attributions_.size(), kNone);
  for (std::size_t k = 0; k < attributions_.size(); ++k) {
    if (attributions_[k].source.empty()) continue;
    const Span s = attributions_[k].source.front();
    const std::uint32_t begin = a_.token_at(s.begin);
    std::uint32_t end = begin;
    while (end < a_.tokens.size() && a_.tokens[end].span.begin < s.end) ++end;
    for (std::uint32_t i = begin; i < end; ++i) {
      const Token& t = a_.tokens[i];
      const bool outside = t.head < begin || t.head >= end || t.head == i;
      if (!outside || t.pos == Pos::PUNCT || t.pos == Pos::DET || t.dep == Dep::case_) continue;
      source_token_[k] = i;
      break;
    }
    if (source_token_[k] == kNone && begin < end) source_token_[k] = begin;
    // "Two officials briefed on it": where the parse makes a clause of it, the first noun leads.
    if (source_token_[k] != kNone &&
        (a_.tokens[source_token_[k]].pos == Pos::VERB || a_.tokens[source_token_[k]].pos == Pos::ADP)) {
      for (std::uint32_t i = begin; i < end; ++i) {
        const Token& t = a_.tokens[i];
        if (t.pos == Pos::PRON || (t.pos == Pos::NOUN && t.dep != Dep::compound) ||
            (t.pos == Pos::PROPN && t.dep != Dep::compound && t.dep != Dep::poss)) {
          source_token_[k] = i;
          break;
        }
      }
    }
    // "10 thousand (ukraine claims)": the parser hangs the source as a compound; any token will do
    if (source_token_[k] != kNone) is_source_[source_token_[k]] = true;
  }
}

void VoiceFinder::scan() {
  for (std::uint32_t i = 0; i < a_.tokens.size(); ++i) {
    const Token& t = a_.tokens[i];
    if (const std::uint32_t e = name_at_[i]; e != kNone && i == names_[e].tokens.begin) {
      if (!done_[e]) {
        done_[e] = true;
        named(names_[e]);
      }
      i = names_[e].tokens.end - 1;
      continue;
    }
    if (voice_at_[i] != kNone) continue;
    if (t.pos == Pos::PRON) {
      pronoun(i);
    } else if (t.tag == Tag::NN || t.tag == Tag::NNS) {
      if (chunk_of_root_[i] != kNone || is_source_[i] || t.dep == Dep::poss ||
          (t.dep != Dep::compound && noun_class(t.lemma) == NounClass::kPerson))
        noun(i);
    } else if (t.tag == Tag::NNP && titled(i) != kNone) {
    } else if ((t.tag == Tag::NNP || t.tag == Tag::NNPS) && is_source_[i]) {
      // a name that the entities missed
      std::uint32_t begin = i, end = i + 1;
      while (begin > 0 && i - begin < 6 && a_.tokens[begin - 1].sentence == t.sentence &&
             (a_.tokens[begin - 1].tag == Tag::NNP || a_.tokens[begin - 1].tag == Tag::NNPS) &&
             a_.tokens[begin - 1].head == i) {
        --begin;
      }
      const bool known = noun_class(t.lower) != NounClass::kOther || kind_of_word(t.lower).has_value();
      if (known) {
        noun(i);
      } else {
        named({begin, end}, i,
              t.tag == Tag::NNPS || t.entity == EntityLabel::NORP ? EntityLabel::NORP : EntityLabel::ORG);
      }
    }
  }
}

void VoiceFinder::set_attribution_voices() {
  for (std::size_t k = 0; k < attributions_.size(); ++k) {
    const std::uint32_t i = source_token_[k];
    if (i == kNone) continue;
    Index voice = voice_at_[i];
    const Token& t = a_.tokens[i];
    if (voice == kNone && (t.tag == Tag::WP || t.tag == Tag::WDT || t.lower == "that")) {
      // "who": the noun that its clause belongs to
      const Token& verb = a_.tokens[t.head];
      if (verb.dep == Dep::relcl) {
        const std::uint32_t noun_token = verb.head;
        if (voice_at_[noun_token] == kNone && a_.tokens[noun_token].pos == Pos::NOUN) {
          const Index made = make_noun_voice(noun_token);
          voice_at_[noun_token] = made;
          add_mention(made, chunk_at(noun_token), noun_token);
        }
        voice = voice_at_[noun_token];
      }
    } else if (voice == kNone && (t.pos == Pos::NOUN || t.pos == Pos::PROPN || t.pos == Pos::ADJ)) {
      is_source_[i] = true;
      voice = noun(i);
    }
    if (voice != kNone) {
      attributions_[k].voice = voice;
      who_[voice].acts = true;
    }
  }
}

// "I" and "we" in a quotation are its speaker; in a comment its reader.
void VoiceFinder::find_selves() {
  const std::size_t n = a_.tokens.size();
  // Outside of quotations "I" is the author, where the page names one and no more.
  Index author = kNone;
  for (Index v = 0; v < voices_.size(); ++v) {
    if (voices_[v].kind == VoiceKind::kAuthor) author = author == kNone ? v : kNone - 1;
  }
  std::vector<Index> speaker(n, author < voices_.size() ? author : kNone);
  for (std::uint32_t i = 0; i < n; ++i) {
    if (quotation_[i] != kNone) speaker[i] = kNone;
  }
  for (const Unit& unit : a_.units) {
    const std::size_t u = static_cast<std::size_t>(&unit - a_.units.data());
    const Index reader = reader_of_part_[page_.part_of_unit[u]];
    const bool main = page_.document.parts[page_.part_of_unit[u]].region == Region::kMain;
    if (reader == kNone && main) continue;
    for (std::uint32_t i = unit.tokens.begin; i < unit.tokens.end; ++i) speaker[i] = reader;
  }
  // Attributions come outermost first; the budget bounds what nested contents of a hostile page can cost.
  std::size_t budget = 16 * n + 1024;
  for (const Attribution& attribution : attributions_) {
    if (attribution.voice == kNone || (attribution.quote != Quote::kDirect && attribution.quote != Quote::kMixed))
      continue;
    for (const Span piece : attribution.content) {
      for (std::uint32_t i = a_.token_at(piece.begin); i < n && a_.tokens[i].span.begin < piece.end && budget > 0;
           ++i, --budget) {
        if (quotation_[i] != kNone) speaker[i] = attribution.voice;
      }
    }
  }
  for (std::uint32_t i = 0; i < n; ++i) {
    if (speaker[i] == kNone || a_.tokens[i].pos != Pos::PRON) continue;
    const std::string_view w = a_.tokens[i].lower;
    const bool i_forms = w == "i" || w == "me" || w == "my" || w == "mine" || w == "myself";
    const bool we_forms = w == "we" || w == "us" || w == "our" || w == "ours" || w == "ourselves";
    if (!i_forms && !we_forms) continue;
    voice_at_[i] = speaker[i];
    // One person's "we" is said on their word, and is more than they.
    if (we_forms && who_[speaker[i]].person) continue;
    voices_[speaker[i]].mentions.push_back(a_.tokens[i].span);
  }
  for (std::size_t k = 0; k < attributions_.size(); ++k) {
    if (attributions_[k].voice == kNone && source_token_[k] != kNone)
      attributions_[k].voice = voice_at_[source_token_[k]];
  }
}

// "told Canyon Radio": what was said reached us through the radio, so it is a link of the chain, outside the speaker.
// Printed as an attribution whose parent is the saying, since it tells of that saying, not of something apart.
void VoiceFinder::link_media_recipients() {
  const std::size_t count = attributions_.size();
  for (std::size_t k = 0; k < count; ++k) {
    const std::uint32_t cue = attributions_[k].cue_head;
    if (cue >= a_.tokens.size() || a_.tokens[cue].lemma != "tell" || attributions_[k].source.empty()) continue;
    const std::uint32_t stop = std::min<std::uint32_t>(a_.sentences[a_.tokens[cue].sentence].end, cue + 8);
    for (std::uint32_t i = cue + 1; i < stop; ++i) {
      if (a_.tokens[i].head != cue || (a_.tokens[i].dep != Dep::dobj && a_.tokens[i].dep != Dep::dative)) continue;
      Index voice = voice_at_[i];
      const bool noun_media = voice == kNone && kind_of_word(a_.tokens[i].lower) == VoiceKind::kMedia;
      if (noun_media) {
        is_source_[i] = true;
        voice = noun(i);
      }
      if (voice == kNone || voice == 0) break;
      if (a_.tokens[i].left_edge < i && a_.tokens[a_.tokens[i].left_edge].lower == "this") break;  // the outlet itself
      if (voices_[voice].kind != VoiceKind::kMedia && voices_[voice].kind != VoiceKind::kAgency) break;
      who_[voice].acts = true;
      Attribution link;
      link.parent = static_cast<Index>(k);
      link.source = {a_.bytes(chunk_at(i))};
      link.cue = attributions_[k].cue;
      link.content = attributions_[k].content;
      link.voice = voice;
      link.act = Act::kReport;
      link.channel = attributions_[k].channel;
      link.quote = attributions_[k].quote;
      link.p = attributions_[k].p;
      link.rule = "media-recipient";
      link.cue_head = cue;
      link.part = attributions_[k].part;
      attributions_.push_back(std::move(link));
      break;
    }
  }
}

std::vector<Voice> VoiceFinder::finish() {
  std::vector<Index> now(voices_.size(), kNone);
  std::vector<Voice> out;
  const VoiceTraits traits(page_);
  for (Index v = 0; v < voices_.size(); ++v) {
    const Who& who = who_[v];
    const bool kept = who.fixed || who.acts || (who.named && !who.place && who.sure);
    if (!kept) continue;
    Voice& voice = voices_[v];
    if (voice.name.empty()) voice.name = who.name.text;
    std::sort(voice.mentions.begin(), voice.mentions.end());
    voice.mentions.erase(std::unique(voice.mentions.begin(), voice.mentions.end()), voice.mentions.end());
    traits.set(who, voice);
    now[v] = static_cast<Index>(out.size());
    out.push_back(std::move(voice));
  }
  for (Attribution& attribution : attributions_) {
    if (attribution.voice != kNone) attribution.voice = now[attribution.voice];
  }
  return out;
}

std::vector<Voice> VoiceFinder::find() {
  add_outlet_and_readers();
  place_sources();
  scan();
  add_inside_names(inside_names_);
  set_attribution_voices();
  find_selves();
  link_media_recipients();
  return finish();
}

std::vector<Voice> find_voices(const Page& page, const std::vector<Quotation>& quotations,
                               std::vector<Attribution>& attributions, const Vectors* vectors,
                               CoreferenceTrace* trace) {
  return VoiceFinder(page, quotations, attributions, vectors, trace).find();
}

}  // namespace hearsay
