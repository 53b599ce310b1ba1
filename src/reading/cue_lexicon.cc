#include "reading/cue_lexicon.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

namespace hearsay {
namespace {

struct Group {
  Act act;
  std::uint16_t frames;
  std::string_view preps;  // edged by blanks
  std::string_view object_preps;
  std::string_view lemmas;  // parted by blanks
};

constexpr std::uint16_t C = kTakesClause, X = kTakesInfinitive, D = kTakesObject, Q = kTakesQuotedObject,
                        O = kControlsObject, R = kRaises, S = kSpeaks, N = kNames, T = kHasRecipient, H = kHides;

// A lemma in several groups has the frames of all; the last one's act and prepositions count.
constexpr Group kVerbs[] = {
    // ---- plain saying -----------------------------------------------------------------------------------------
    {Act::kSay, C | Q | S | H, " of about ", "", "say"},
    {Act::kSay, C | Q | S | T, " of about ", " about of ", "tell"},
    {Act::kSay, C | Q | S, " of about on against ", "", "speak talk"},
    {Act::kSay, C | Q | S, " on about upon ", "", "comment remark"},
    {Act::kSay, C | Q | S, " about of on ", "", "write tweet blog text"},
    {Act::kSay, C | D | S, " about of on ", "", "retweet"},
    {Act::kSay, C | Q | S, " about on ", "", "email fax cable radio phone wire message"},
    {Act::kSay, C | Q | S, "", "", "add continue interject intone chime elaborate expound opine muse reflect reason"},
    {Act::kSay, C | D | S, "", "",
     "state note observe mention stress emphasize emphasise underline underscore underscored "
     "reiterate restate relate recount narrate recite articulate enunciate utter voice express convey outline detail"
     " highlight"},
    {Act::kSay, C | D | S, " for against ", "", "preach"},
    {Act::kExpect, 0, " on ", "", "count"},
    {Act::kSay, C | D | S | T, " of ", " of ", "remind inform notify brief assure reassure"},
    {Act::kSay, C | D | S, "", "",
     "explain clarify specify spell describe portray depict characterize characterise "
     "summarize summarise define"},
    {Act::kSay, C | Q | S, " to with by that ", "", "reply respond answer retort"},
    {Act::kSay, C | D | S, " with ", "", "counter rebut"},
    {Act::kSay, C | Q | S, " about at ", "", "joke quip jest crack deadpan kid"},
    {Act::kSay, C | Q | X | S, " at about ", "",
     "shout yell scream cry chant bellow roar bark snap growl thunder howl "
     "holler call_out"},
    {Act::kSay, C | Q | S, "", "",
     "whisper mutter murmur mumble sigh sob gush exclaim blurt stammer drawl hiss sneer "
     "sniff snort chuckle laugh giggle grin smile nod shrug gasp begin start conclude_speech finish interrupt persist "
     "press"},
    {Act::kSay, C | D | S, "", "", "repeat echo"},
    {Act::kSay, C | Q | S, "", "", "go_on lecture sermonize philosophize vent"},
    {Act::kSay, C | D, "", " with ", "discuss debate"},
    {Act::kSay, D, "", "", "address"},
    {Act::kSay, C | D, " to at ", "", "refer allude"},
    {Act::kSay, C | D, "", "", "reference"},
    {Act::kSay, C | Q | S | D, " to out at ", "", "point"},
    {Act::kSay, C | X, " about of for to ", "", "apologize apologise"},
    {Act::kSay, C | X | S, " about of ", "", "boast brag crow gloat"},
    {Act::kSay, C | Q | S, "", "", "recall reminisce"},
    {Act::kSay, C | D | X | S, "", "", "recall"},
    {Act::kSay, C | D | S, "", "", "confide divulge"},
    {Act::kSay, D, "", " for on ",
     "thank congratulate salute commend applaud praise laud hail extol compliment credit "
     "honor honour tout cheer_on champion eulogize"},
    {Act::kSay, D, "", " as ", "tout hail laud trumpet promote pitch bill"},
    {Act::kSay, D, "", " as ", "cite quote invoke"},
    {Act::kSay, D | N, "", " as ", "call dub label brand term deem nickname christen style title"},
    {Act::kSay, D | N, "", " as for ", "describe portray depict characterize characterise paint frame cast denounce"},
    {Act::kSay, D | O, " on for upon ", "", "call"},
    {Act::kSay, D, "", " with as ", "name identify list rank rate dub"},
    {Act::kSay, D, "", " to with ", "compare liken contrast equate"},
    {Act::kSay, D, "", " to ", "attribute ascribe credit"},
    {Act::kSay, C | D | S, "", "", "testify"},
    {Act::kSay, C | S, " to about against on for ", "", "testify"},
    {Act::kSay, C, " for against over ", "", "vouch"},
    {Act::kSay, D | C, "", "", "sum reprise paraphrase regurgitate parrot"},
    {Act::kSay, C | Q, "", "", "read sign print"},
    {Act::kSay, C | Q | S, "", "", "share post"},
    {Act::kSay, D, "", " to about with ", "share"},
    {Act::kSay, C | Q | S, "", "",
     "ad-lib asseverate babble bawl bluster burble cackle caution chatter coo correct croak "
     "digress effuse ejaculate extemporize falter gabble gibber grouse gulp grunt harrumph hazard holler hoot "
     "improvise "
     "interpose jabber joke_about keen maunder mewl mouth mumble mimic moralize mutter natter orate pant parry peep "
     "pipe "
     "prattle proffer prompt purr quaver quip rasp rejoin rhapsodize scoff screech shriek shrill simper snarl snicker "
     "soliloquize spout sputter squawk squeak squeal splutter stutter titter trill twitter venture volunteer wail "
     "warble "
     "wheeze whimper whoop wisecrack yelp yowl yammer"},
    {Act::kSay, C | D | S, "", "",
     "aver broach communicate dictate encapsulate enumerate expound impart "
     "itemize itemise pronounce propound reaffirm recap recapitulate reecho rehash rehearse resay rephrase restate "
     "retail reword signify substantiate underline verbalize vocalize"},
    {Act::kSay, C | S | T, "", "", "tip tip_off apprise acquaint alert counsel enlighten forewarn update"},
    {Act::kSay, D, "", " for on ", "acclaim exalt glorify lionize venerate idolize flatter toast second endear"},
    {Act::kSay, D, "", " as ", "caricature stereotype typecast tag brand classify categorize categorise"},
    // ---- reports, announcements -------------------------------------------------------------------------------
    {Act::kReport, C | D | X | S | H, " on by ", "", "report"},
    {Act::kReport, C | D | S, "", "", "document chronicle recount"},
    {Act::kReport, D, "", "", "publish broadcast relay retell"},
    {Act::kReport, C | D | H, "", "", "leak rumor rumour"},
    {Act::kAnnounce, C | D | X | S | H, "", "", "announce declare proclaim"},
    {Act::kAnnounce, C | D | S, "", "", "disclose unveil publicize publicise herald"},
    {Act::kAnnounce, D, "", "", "release issue introduce float"},
    {Act::kAnnounce, C | D | S, "", "", "promulgate trumpet herald divulge advertise certify disseminate"},
    // ---- acknowledging, denying -------------------------------------------------------------------------------
    {Act::kAcknowledge, C | D | X | S | H, " to ", "", "acknowledge admit concede confess"},
    {Act::kAcknowledge, C | D | S | H, "", "", "confirm verify affirm reaffirm attest"},
    {Act::kAcknowledge, C | D | H, "", " as ", "recognize recognise"},
    {Act::kAcknowledge, C | X | S, " with on to about ", "", "agree concur"},
    {Act::kAcknowledge, C | D, "", "", "accept"},
    {Act::kDeny, C | D | X | S, "", "", "deny disavow disclaim"},
    {Act::kDeny, C | D | S, "", " as ",
     "dispute reject rebut refute dismiss disprove discount contest repudiate debunk "
     "deflect downplay rebuff contradict discredit"},
    {Act::kDeny, C | S, " with on about over ", "", "disagree differ quibble"},
    {Act::kDeny, X | D, "", "", "refuse decline"},
    {Act::kDeny, C | S, " to at ", "", "object demur"},
    {Act::kDeny, D, "", " from ", "distance"},
    // ---- claims, allegations, accusations ---------------------------------------------------------------------
    {Act::kClaim, C | D | X | S | H, "", "", "claim assert"},
    {Act::kClaim, C | S | H, " for against about over with ", "", "argue"},
    {Act::kClaim, C | S, "", "", "contend"},
    {Act::kClaim, C | X | S, " on upon ", "", "insist maintain"},
    {Act::kClaim, C | D | S, "", "", "posit postulate theorize theorise swear profess purport avow aver"},
    {Act::kClaim, C | X, "", "", "pretend"},
    {Act::kAllege, C | D | X | S | H, "", "", "allege"},
    {Act::kAccuse, D | H, "", " of for ", "accuse"},
    {Act::kAccuse, D, "", " for on over as about with ",
     "blame criticize criticise condemn denounce decry deplore slam blast "
     "bash rip attack assail castigate chide chastise rebuke reprimand berate scold admonish fault knock skewer pan "
     "lambast lambaste excoriate vilify deride mock ridicule taunt belittle disparage malign smear insult needle "
     "lampoon scorn trash savage pillory impugn hammer slap roast heckle boo troll censure lament bemoan bewail "
     "mourn upbraid reproach revile demonize demonise demean dis diss jeer satirize badmouth pummel lacerate flay "
     "thrash tweak"},
    {Act::kAccuse, C | D | H, "", " with in over ", "charge"},
    {Act::kAccuse, C | S, " about of at over to that ", "", "complain grumble gripe whine carp moan fume rant"},
    {Act::kAccuse, C | D, " against at about on ", "", "protest"},
    {Act::kAccuse, C, " against at about on ", "", "rail inveigh fulminate rage lash hit_back tee_off"},

    {Act::kAccuse, C | S, " of about at ", "", "lament"},
    {Act::kAccuse, D, "", " for of over as ",
     "arraign besmirch blackguard chastise decry defame denigrate deprecate "
     "disown execrate impeach incriminate inculpate indict lecture libel minimize minimise mimic parody patronize "
     "pooh-pooh rail_at rebuff recriminate reprove ridicule slander slate stigmatize stigmatise tar traduce vilipend "
     "censure condemn insult"},
    {Act::kAccuse, C | S, " about of at over ", "",
     "bellyache bitch bleat grouch kvetch squawk remonstrate expostulate"},
    {Act::kClaim, C | D | S, "", "", "asseverate hypothesize hypothesise opine theorize"},
    {Act::kDeny, C | D | S, "", "", "confute controvert gainsay negate nullify recant rescind retract revoke disallow"},
    {Act::kDeny, D, "", "", "abjure forswear renounce spurn veto nix overrule"},
    // ---- promises, threats ------------------------------------------------------------------------------------
    {Act::kPromise, C | D | X | S, "", " to ", "promise pledge vow"},
    {Act::kPromise, C | X, " to ", "", "swear commit guarantee undertake"},
    {Act::kPromise, D | X, "", " to ", "offer"},
    {Act::kThreaten, C | D | X | S, "", " with ", "threaten"},
    {Act::kThreaten, C | D | O | S | T, " of against about ", " of against about ", "warn caution"},
    // ---- demands, orders, questions ---------------------------------------------------------------------------
    {Act::kDemand, C | D | O | S, "", " to ", "urge exhort implore beseech entreat counsel"},
    {Act::kDemand, C | D | X | S, " that ", " from of ", "demand"},
    {Act::kDemand, C | H, "", "", "require"},
    {Act::kDemand, C | D | X, "", "", "recommend propose"},
    {Act::kDemand, C | D | O, " for ", " to ", "encourage"},
    {Act::kDemand, C | X | D, " for ", "", "advocate"},
    {Act::kDemand, C | X, " for with ", "", "plead beg appeal campaign lobby agitate petition"},
    {Act::kDemand, D | O, " for with ", "", "beg lobby petition"},
    {Act::kDemand, D, "", " from of ", "request solicit"},
    {Act::kDemand, O, "", "", "invite challenge dare"},

    {Act::kDemand, C, " on ", "", "prevail"},
    {Act::kOrder, C | D | O | X | S, "", " to ", "order instruct direct"},
    {Act::kOrder, O | H, "", "", "command"},
    {Act::kOrder, C | X | D, " in against for ", "", "rule decree mandate stipulate"},
    {Act::kAsk, C | X | D | O | S | T, " about for whether if ", " about for on ", "ask"},
    {Act::kAsk, C | S, " about at whether ", "", "wonder inquire enquire"},
    {Act::kAsk, C | D | S, "", " about on over ", "question quiz query grill"},
    {Act::kOrder, C | D | O, "", "", "enjoin ordain prescribe summon subpoena"},
    {Act::kDemand, O, " for ", "",
     "adjure badger bid cajole coax egg goad hector implore importune nag nudge pester "
     "pressure prod spur"},
    {Act::kAsk, C | D | S, "", " about on over ", "cross-examine interrogate quiz"},
    // ---- belief, expectation, wishes --------------------------------------------------------------------------
    {Act::kBelieve, C | Q | S | H | O, " of about ", "", "think"},
    {Act::kBelieve, C | S | H | O, " in ", "", "believe"},
    {Act::kBelieve, C, " about for with ", "", "feel"},
    {Act::kBelieve, C | H, "", "", "suppose assume"},
    {Act::kSay, C | O | S | T, "", " of ", "advise convince persuade"},
    {Act::kDemand, O, " for ", "", "press push"},
    {Act::kBelieve, C | D | N | H, "", " as ", "consider regard view"},
    {Act::kBelieve, C | D | H, "", " of to about ", "suspect presume suppose assume"},
    {Act::kBelieve, C, "", "", "figure reckon guess surmise conjecture deduce infer"},
    {Act::kBelieve, C | D | X, " about ", "", "imagine envision envisage"},
    {Act::kBelieve, C | H | X, "", "", "judge deem"},
    {Act::kBelieve, D | C | N, "", " as ", "deem"},
    {Act::kBelieve, C | D, "", "", "doubt trust mistrust distrust"},
    {Act::kBelieve, C, " about over for ", "", "worry fret agonize"},
    {Act::kBelieve, C | D | X, "", "", "fear dread"},
    {Act::kBelieve, C, " about on that over ", "", "speculate"},
    {Act::kExpect, C | D | X | H | O, "", " from of ", "expect anticipate"},
    {Act::kExpect, C | D | S | H | X, "", "", "predict forecast project estimate prophesy foresee"},
    {Act::kExpect, C, " on ", "", "bet wager"},
    {Act::kWant, C | X | D | O, "", "", "want wish"},
    {Act::kWant, C | X, " for ", "", "hope hop long yearn pray"},
    {Act::kWant, C | X | D, "", " to over ", "prefer favor favour"},
    {Act::kWant, C | X | H, " on for ", "", "plan"},
    {Act::kWant, C | X | H, "", "", "intend"},
    {Act::kWant, X | D, "", "", "seek"},
    {Act::kWant, X, " for with on against about between ", "", "vote"},
    {Act::kWant, X | C, " on against ", "", "decide opt resolve"},
    {Act::kWant, X, " at for ", "", "aim"},
    {Act::kWant, X | D, "", "", "love hate like dislike loathe detest adore"},
    {Act::kWant, D | X, "", " for as in over ", "support endorse back oppose defend embrace welcome resist"},
    {Act::kWant, D, "", "", "despise admire respect"},

    {Act::kWant, X, " about for ", "", "care"},
    {Act::kWant, X, "", "", "mind"},
    {Act::kWant, 0, " on ", "", "focus"},
    {Act::kWant, 0, " with ", "", "sympathize sympathise empathize side"},
    {Act::kWant, 0, " by ", "", "stand"},
    {Act::kWant, C | X | D, " of ", "", "approve"},
    {Act::kWant, 0, " of ", "", "disapprove"},
    {Act::kBelieve, C, " about on over ", "", "brood contemplate deliberate meditate mull ponder ruminate speculate"},
    {Act::kBelieve, C | D, "", "", "disbelieve misjudge opine overestimate underestimate"},
    {Act::kExpect, C | D | S | H, "", "", "augur calculate foretell foreshadow presage prognosticate"},
    {Act::kWant, X | D, "", "", "covet crave desire disdain abhor deplore relish resent savor"},
    {Act::kWant, X, " for to ", "", "aspire clamor clamour hanker pine yearn"},
    // ---- knowledge, perception --------------------------------------------------------------------------------
    {Act::kKnow, C | H, " of about ", "", "know"},
    {Act::kKnow, C, " of about that ", "", "learn"},
    {Act::kKnow, C | D | H, "", "", "understand"},
    {Act::kKnow, C | D, "", "", "realize realise forget grasp appreciate"},
    {Act::kKnow, C | D | X, "", "", "remember"},
    {Act::kKnow, C | D, "", "", "reveal expose uncover"},
    {Act::kKnow, C | H, "", "", "discover determine ascertain establish"},
    {Act::kPerceive, C | D, "", " as ", "see perceive"},
    {Act::kPerceive, C, " of about from ", "", "hear"},
    {Act::kPerceive, C | D, "", "", "notice witness overhear"},
    // ---- showing and suggesting -------------------------------------------------------------------------------
    {Act::kShow, C | S | H, "", "", "show demonstrate prove illustrate"},
    {Act::kShow, D, "", "", "show"},
    {Act::kShow, C | H, "", "", "find conclude"},
    {Act::kShow, C | D | S, " with by ", "", "conclude"},
    {Act::kSuggest, C | S | D | X, "", "", "suggest imply insinuate intimate"},
    {Act::kSuggest, C | D | S, "", "", "indicate signal"},
    {Act::kSuggest, C | S, " at ", "", "hint"},
    {Act::kSuggest, C | D, "", "", "mean_that"},
    {Act::kSuggest, R | X | C, " like ", "", "seem appear"},
    // ---- with nobody named, mostly ----------------------------------------------------------------------------
    {Act::kKnow, R | C, "", "", "emerge transpire"},
    {Act::kExpect, X | O | H, "", "", "tip"},
    {Act::kSay, H, "", "", "tell advise remind inform"},
    {Act::kThreaten, H, "", "", "warn"},
    {Act::kOrder, H, "", "", "order instruct"},
    {Act::kPromise, H, "", "", "promise"},
    {Act::kDemand, H, "", "", "urge"},
    {Act::kClaim, C, "", "", "submit"},
};

// Nouns: C "the claim that", X "a plan to", D unused; preps lead to content. They attribute with a possessor, a "by",
// "from" or "among" phrase, or (H) with nobody named.
constexpr Group kNouns[] = {
    {Act::kClaim, C | X | H, " of about ", "", "claim assertion contention"},
    {Act::kClaim, C | H, " for against that ", "", "argument"},
    {Act::kAllege, C | H, " of about ", "", "allegation rumor rumour"},
    {Act::kAccuse, C | H, " of ", "", "accusation"},
    {Act::kAccuse, C, " of over about on ", "", "criticism critique condemnation denunciation rebuke mockery"},
    {Act::kAccuse, C | H, " about of that ", "", "complaint"},
    {Act::kAccuse, 0, " on against ", "", "attack broadside salvo"},
    {Act::kSay, C | H, " of about ", "", "suggestion assurance insistence"},
    {Act::kSay, C, " about on of ", "", "remark comment"},
    {Act::kSay, C, " that ", "", "statement testimony observation remark message word explanation"},
    {Act::kSay, 0, " of ", "", "description characterization depiction portrayal"},
    {Act::kSay, 0, " of ", "", "praise mention"},
    {Act::kReport, C | H, " of ", "", "report"},
    {Act::kAnnounce, C, " of that ", "", "announcement declaration disclosure"},
    {Act::kAcknowledge, C | H, " of ", "",
     "acknowledgment acknowledgement admission confirmation concession confession"},
    {Act::kDeny, C, " of that ", "", "denial rejection repudiation"},
    {Act::kDeny, X, "", "", "refusal reluctance unwillingness"},
    {Act::kPromise, C | X, " of that ", "", "promise pledge vow commitment"},
    {Act::kThreaten, C | X, " of about against ", "", "threat warning"},
    {Act::kDemand, C | X, " for that ", "", "call demand request plea appeal"},
    {Act::kDemand, C | X, " for that ", "", "proposal recommendation"},
    {Act::kAsk, C | H, " about of over whether ", "", "question"},
    {Act::kBelieve, C | H, " that ", "", "belief conviction notion assumption perception speculation suspicion"},
    {Act::kBelieve, C, " of about on that ", "", "view opinion assessment"},
    {Act::kBelieve, C, " about over of that ", "", "fear concern worry doubt"},
    {Act::kExpect, C, " of that for ", "", "prediction expectation forecast"},
    {Act::kWant, X, " for to ", "", "support opposition enthusiasm"},
    {Act::kWant, 0, " of for ", "", "endorsement embrace backing"},
    {Act::kWant, C | X, " for of that ", "", "hope"},
    {Act::kWant, X, "", "", "plan desire decision intention wish willingness"},
    {Act::kWant, C, " on toward towards ", "", "position stance"},
    {Act::kKnow, C, " of ", "", "recognition realization"},
    {Act::kSay, 0, " over about on with ", "", "disagreement debate"},
    {Act::kShow, C, " that ", "", "finding conclusion revelation discovery"},
    {Act::kExpect, C, " that ", "", "estimate"},
    {Act::kBelieve, C | H, " that ", "", "theory impression feeling hunch"},
    {Act::kSuggest, C | H, " that ", "", "hint indication implication"},
    {Act::kClaim, C, " that ", "", "boast charge"},
    {Act::kOrder, C, " that ", "", "ruling verdict"},
};

constexpr Group kAdjectives[] = {
    {Act::kBelieve, C, " about of in ", "",
     "confident convinced hopeful optimistic pessimistic doubtful skeptical sceptical "
     "certain suspicious"},
    {Act::kBelieve, C, " about over of at by with ", "",
     "worried concerned nervous wary leery afraid fearful alarmed anxious "
     "apprehensive uneasy"},
    {Act::kBelieve, C, " at about over with ", "",
     "angry furious outraged upset frustrated unhappy dismayed disappointed "
     "displeased"},
    {Act::kWant, X, "", "", "willing unwilling reluctant determined eager keen"},
    {Act::kWant, 0, " of to ", "", "supportive critical dismissive enamored opposed"},
    {Act::kKnow, C, " of ", "", "aware unaware"},
    {Act::kClaim, C, " about on ", "", "adamant insistent"},
    {Act::kBelieve, C, " of about ", "", "sure positive"},
    {Act::kWant, C, "", "", "glad happy proud sorry grateful thankful surprised"},
};

constexpr Group kAdverbs[] = {
    {Act::kReport, H, "", "", "reportedly"},
    {Act::kAllege, H, "", "", "allegedly purportedly supposedly"},
    {Act::kSuggest, H, "", "", "seemingly apparently reputedly ostensibly"},
};

class Table {
 public:
  template <std::size_t n>
  explicit Table(const Group (&groups)[n]) {
    for (const Group& g : groups) {
      for (std::string_view rest = g.lemmas; !rest.empty();) {
        const auto blank = rest.find(' ');
        const auto lemma = rest.substr(0, blank);
        if (!lemma.empty()) add(lemma, g);
        rest = blank == std::string_view::npos ? std::string_view{} : rest.substr(blank + 1);
      }
    }
  }
  [[nodiscard]] const Cue* find(std::string_view lemma) const {
    const auto it = entries_.find(lemma);
    return it == entries_.end() ? nullptr : &it->second;
  }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  void add(std::string_view lemma, const Group& g) {
    Cue& cue = entries_[lemma];
    cue.lemma = lemma;
    cue.act = g.act;
    cue.frames |= g.frames;
    if (!g.preps.empty()) cue.preps = g.preps;
    if (!g.object_preps.empty()) cue.object_preps = g.object_preps;
  }

  std::unordered_map<std::string_view, Cue> entries_;  // never walked, so its order shows nowhere
};

const Table& verbs() {
  static const Table table(kVerbs);
  return table;
}
const Table& nouns() {
  static const Table table(kNouns);
  return table;
}
const Table& adjectives() {
  static const Table table(kAdjectives);
  return table;
}
const Table& adverbs() {
  static const Table table(kAdverbs);
  return table;
}

bool listed(std::string_view list, std::string_view word) {
  for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
    const bool begins = at == 0 || list[at - 1] == ' ';
    const bool ends = at + word.size() == list.size() || list[at + word.size()] == ' ';
    if (begins && ends) return true;
  }
  return false;
}

}  // namespace

const Cue* verb_cue(std::string_view lemma) { return verbs().find(lemma); }
const Cue* noun_cue(std::string_view lemma) { return nouns().find(lemma); }
const Cue* adjective_cue(std::string_view lemma) { return adjectives().find(lemma); }
const Cue* adverb_cue(std::string_view lemma) { return adverbs().find(lemma); }
std::size_t cue_count() { return verbs().size() + nouns().size() + adjectives().size() + adverbs().size(); }

bool is_poll_noun(std::string_view lemma) { return listed("poll survey polling", lemma); }
bool is_document_noun(std::string_view lemma) {
  return listed(
      "report statement study memo memorandum document letter filing indictment affidavit complaint lawsuit "
      "communique communiqué book article paper analysis email e-mail file record transcript dossier cable "
      "bill law resolution review audit finding census announcement release dispatch note",
      lemma);
}
bool is_footage_noun(std::string_view lemma) {
  return listed(
      "video footage clip film tape recording photo photograph image picture audio livestream broadcast "
      "surveillance screenshot",
      lemma);
}

}  // namespace hearsay
