#include "reading/noun_classes.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "reading/first_names.h"

namespace hearsay {

namespace {

using Words = std::unordered_set<std::string_view>;  // looked up only

const Words& people() {
  static const Words kWords = {"baron",
                               "baroness",
                               "countess",
                               "earl",
                               "marquis",
                               "emperor",
                               "empress",
                               "duke",
                               "duchess",
                               "tsar",
                               "czar",
                               "sultan",
                               "emir",
                               "minister",
                               "president",
                               "premier",
                               "chancellor",
                               "senator",
                               "governor",
                               "mayor",
                               "congressman",
                               "congresswoman",
                               "representative",
                               "lawmaker",
                               "legislator",
                               "deputy",
                               "official",
                               "officer",
                               "spokesman",
                               "spokeswoman",
                               "spokesperson",
                               "secretary",
                               "ambassador",
                               "diplomat",
                               "envoy",
                               "leader",
                               "chief",
                               "head",
                               "director",
                               "chairman",
                               "chairwoman",
                               "chair",
                               "commissioner",
                               "commander",
                               "general",
                               "colonel",
                               "captain",
                               "soldier",
                               "fighter",
                               "lawyer",
                               "attorney",
                               "prosecutor",
                               "judge",
                               "justice",
                               "defendant",
                               "suspect",
                               "witness",
                               "victim",
                               "doctor",
                               "nurse",
                               "surgeon",
                               "professor",
                               "teacher",
                               "student",
                               "scientist",
                               "researcher",
                               "expert",
                               "analyst",
                               "critic",
                               "author",
                               "writer",
                               "journalist",
                               "reporter",
                               "editor",
                               "columnist",
                               "correspondent",
                               "activist",
                               "protester",
                               "candidate",
                               "nominee",
                               "voter",
                               "resident",
                               "neighbor",
                               "neighbour",
                               "owner",
                               "founder",
                               "executive",
                               "manager",
                               "driver",
                               "pilot",
                               "passenger",
                               "bystander",
                               "farmer",
                               "fisherman",
                               "worker",
                               "businessman",
                               "businesswoman",
                               "magnate",
                               "man",
                               "woman",
                               "boy",
                               "girl",
                               "father",
                               "mother",
                               "brother",
                               "sister",
                               "son",
                               "daughter",
                               "wife",
                               "husband",
                               "cousin",
                               "friend",
                               "aide",
                               "adviser",
                               "advisor",
                               "strategist",
                               "pollster",
                               "source",
                               "insider",
                               "economist",
                               "historian",
                               "priest",
                               "bishop",
                               "pope",
                               "king",
                               "queen",
                               "prince",
                               "princess",
                               "star",
                               "actor",
                               "actress",
                               "singer",
                               "player",
                               "coach",
                               "trooper",
                               "policeman",
                               "policewoman",
                               "inspector",
                               "investigator",
                               "detective",
                               "sheriff",
                               "vice-president",
                               "ex-minister",
                               "survivor",
                               "migrant",
                               "refugee",
                               "person",
                               "citizen",
                               "guard",
                               "administrator",
                               "coordinator",
                               "organizer",
                               "veteran",
                               "politician",
                               "nationalist",
                               "opponent",
                               "supporter",
                               "ally",
                               "rival",
                               "successor",
                               "predecessor",
                               "speaker",
                               "boss",
                               "ceo",
                               "cofounder",
                               "co-founder",
                               "mediator",
                               "negotiator",
                               "child",
                               "uncle",
                               "aunt",
                               "kid",
                               "guy",
                               "parent",
                               "colleague",
                               "counterpart",
                               "comrade",
                               "clerk",
                               "landlord",
                               "tenant",
                               "patient",
                               "customer",
                               "employee",
                               "employer",
                               "mogul",
                               "billionaire"};
  return kWords;
}

const Words& bodies() {
  static const Words kWords = {
      "ministry",     "department",  "agency",      "office",     "government",   "administration", "company",
      "corporation",  "firm",        "bank",        "group",      "organization", "organisation",   "party",
      "committee",    "commission",  "council",     "court",      "board",        "police",         "army",
      "navy",         "military",    "force",       "team",       "club",         "union",          "association",
      "federation",   "alliance",    "coalition",   "campaign",   "newspaper",    "magazine",       "broadcaster",
      "network",      "station",     "outlet",      "channel",    "website",      "hospital",       "university",
      "school",       "institute",   "foundation",  "church",     "parliament",   "senate",         "congress",
      "house",        "cabinet",     "directorate", "bureau",     "authority",    "regime",         "kremlin",
      "pentagon",     "service",     "embassy",     "consulate",  "militia",      "tribunal",       "jury",
      "prosecution",  "defence",     "defense",     "opposition", "publisher",    "paper",          "airline",
      "manufacturer", "maker",       "operator",    "startup",    "watchdog",     "regulator",      "charity",
      "ngo",          "legislature", "unit",        "brigade",    "state",        "country",        "nation",
      "city",         "delegation",  "body",        "think-tank", "radio",        "television",     "daily",
      "weekly",       "tabloid",     "front",       "movement",   "lobby",        "staff"};
  return kWords;
}

const Words& documents() {
  static const Words kWords = {
      "report",    "study",      "memo",      "letter",   "statement",     "document",     "article",    "paper",
      "book",      "indictment", "ruling",    "filing",   "lawsuit",       "complaint",    "affidavit",  "transcript",
      "email",     "e-mail",     "message",   "post",     "tweet",         "announcement", "communique", "communiqué",
      "notice",    "bulletin",   "analysis",  "review",   "audit",         "record",       "file",       "treaty",
      "accord",    "agreement",  "pact",      "law",      "bill",          "constitution", "resolution", "text",
      "figure",    "data",       "statistic", "estimate", "editorial",     "column",       "story",      "account",
      "paperwork", "release",    "speech",    "motion",   "order",         "decision",     "verdict",    "charter",
      "clause",    "manifesto",  "platform",  "ad",       "advertisement", "website"};
  return kWords;
}

const Words& footages() {
  static const Words kWords = {"footage", "video", "clip",  "image",     "photo",     "photograph", "picture",
                               "film",    "tape",  "audio", "recording", "animation", "map",        "broadcast"};
  return kWords;
}

const Words& titles() {
  static const Words kWords = {"emperor",      "empress",       "duke",
                               "duchess",      "earl",          "count",
                               "countess",     "baron",         "baroness",
                               "marquis",      "tsar",          "czar",
                               "sultan",       "emir",          "mme",
                               "mme.",         "mlle",          "mlle.",
                               "saint",        "inspector",     "detective",
                               "corporal",     "private",       "brigadier",
                               "ensign",       "pastor",        "mr",
                               "mr.",          "mrs",           "mrs.",
                               "ms",           "ms.",           "miss",
                               "dr",           "dr.",           "sir",
                               "lord",         "lady",          "dame",
                               "prof",         "prof.",         "professor",
                               "president",    "vice",          "premier",
                               "chancellor",   "minister",      "prime",
                               "senator",      "sen.",          "sen",
                               "rep.",         "rep",           "representative",
                               "congressman",  "congresswoman", "governor",
                               "gov.",         "gov",           "mayor",
                               "judge",        "justice",       "gen.",
                               "gen",          "general",       "col.",
                               "colonel",      "lt.",           "lieutenant",
                               "capt.",        "captain",       "maj.",
                               "major",        "sgt.",          "sergeant",
                               "adm.",         "admiral",       "commander",
                               "secretary",    "ambassador",    "king",
                               "queen",        "prince",        "princess",
                               "pope",         "father",        "rev.",
                               "reverend",     "bishop",        "archbishop",
                               "cardinal",     "rabbi",         "sheikh",
                               "ayatollah",    "imam",          "leader",
                               "opposition",   "spokesman",     "spokeswoman",
                               "spokesperson", "director",      "chairman",
                               "chairwoman",   "chief",         "attorney",
                               "sheriff",      "officer",       "prosecutor",
                               "speaker",      "former",        "then-president",
                               "ex-president", "commissioner",  "hon.",
                               "fr.",          "st.",           "messrs.",
                               "foreign",      "defense",       "defence",
                               "transport",    "interior"};
  return kWords;
}

const std::unordered_map<std::string_view, Gender>& gendered() {
  using enum Gender;
  static const std::unordered_map<std::string_view, Gender> kWords = {{"mr", kMale},
                                                                      {"mr.", kMale},
                                                                      {"sir", kMale},
                                                                      {"lord", kMale},
                                                                      {"king", kMale},
                                                                      {"prince", kMale},
                                                                      {"pope", kMale},
                                                                      {"father", kMale},
                                                                      {"brother", kMale},
                                                                      {"son", kMale},
                                                                      {"husband", kMale},
                                                                      {"man", kMale},
                                                                      {"boy", kMale},
                                                                      {"uncle", kMale},
                                                                      {"grandfather", kMale},
                                                                      {"nephew", kMale},
                                                                      {"spokesman", kMale},
                                                                      {"chairman", kMale},
                                                                      {"congressman", kMale},
                                                                      {"businessman", kMale},
                                                                      {"policeman", kMale},
                                                                      {"fisherman", kMale},
                                                                      {"actor", kMale},
                                                                      {"gentleman", kMale},
                                                                      {"guy", kMale},
                                                                      {"duke", kMale},
                                                                      {"monk", kMale},
                                                                      {"priest", kMale},
                                                                      {"mrs", kFemale},
                                                                      {"mrs.", kFemale},
                                                                      {"ms", kFemale},
                                                                      {"ms.", kFemale},
                                                                      {"miss", kFemale},
                                                                      {"lady", kFemale},
                                                                      {"dame", kFemale},
                                                                      {"queen", kFemale},
                                                                      {"princess", kFemale},
                                                                      {"mother", kFemale},
                                                                      {"sister", kFemale},
                                                                      {"daughter", kFemale},
                                                                      {"wife", kFemale},
                                                                      {"woman", kFemale},
                                                                      {"girl", kFemale},
                                                                      {"aunt", kFemale},
                                                                      {"grandmother", kFemale},
                                                                      {"niece", kFemale},
                                                                      {"spokeswoman", kFemale},
                                                                      {"chairwoman", kFemale},
                                                                      {"congresswoman", kFemale},
                                                                      {"businesswoman", kFemale},
                                                                      {"policewoman", kFemale},
                                                                      {"actress", kFemale},
                                                                      {"duchess", kFemale},
                                                                      {"nun", kFemale},
                                                                      {"widow", kFemale},
                                                                      {"heroine", kFemale},
                                                                      {"waitress", kFemale}};
  return kWords;
}

const Words& male_names() {
  static const Words kWords = {
      "james",    "john",        "robert",    "michael",  "william",  "david",    "richard",   "joseph",   "thomas",
      "charles",  "christopher", "daniel",    "matthew",  "anthony",  "mark",     "donald",    "steven",   "stephen",
      "paul",     "andrew",      "joshua",    "kenneth",  "kevin",    "brian",    "george",    "timothy",  "ronald",
      "edward",   "jason",       "jeffrey",   "jeff",     "ryan",     "jacob",    "gary",      "nicholas", "eric",
      "jonathan", "larry",       "justin",    "scott",    "brandon",  "benjamin", "ben",       "samuel",   "sam",
      "gregory",  "frank",       "alexander", "patrick",  "raymond",  "jack",     "dennis",    "jerry",    "tyler",
      "aaron",    "jose",        "josé",      "adam",     "nathan",   "henry",    "douglas",   "zachary",  "peter",
      "kyle",     "walter",      "ethan",     "jeremy",   "harold",   "keith",    "christian", "roger",    "noah",
      "gerald",   "carl",        "terry",     "sean",     "austin",   "arthur",   "lawrence",  "jesse",    "dylan",
      "bryan",    "joe",         "bill",      "bob",      "tom",      "jim",      "mike",      "dan",      "tim",
      "steve",    "ted",         "barack",    "bernie",   "vladimir", "dmitry",   "sergei",    "sergey",   "alexei",
      "alexey",   "ivan",        "mikhail",   "nikolai",  "boris",    "igor",     "oleg",      "viktor",   "volodymyr",
      "yuri",     "mohammed",    "mohamed",   "muhammad", "ahmed",    "ali",      "hassan",    "hussein",  "ibrahim",
      "omar",     "yusuf",       "abdullah",  "khalid",   "karim",    "mustafa",  "mehmet",    "recep",    "carlos",
      "luis",     "juan",        "miguel",    "pedro",    "jorge",    "fernando", "antonio",   "manuel",   "francisco",
      "rafael",   "diego",       "pablo",     "mario",    "hugo",     "marco",    "giovanni",  "luca",     "matteo",
      "silvio",   "emmanuel",    "françois",  "jean",     "pierre",   "jacques",  "michel",    "louis",    "nicolas",
      "olivier",  "hans",        "klaus",     "jürgen",   "wolfgang", "stefan",   "martin",    "olaf",     "friedrich",
      "lars",     "erik",        "jens",      "anders",   "bjorn",    "mitt",     "marco",     "chris",    "rick",
      "newt",     "hank",        "greg",      "rupert",   "neil",     "graham",   "simon",     "ian",      "nigel",
      "harry",    "oliver",      "winston",   "albert",   "ernest",   "philip",   "phillip",   "ralph",    "eugene",
      "howard",   "fred",        "leonard",   "bruce",    "jay",      "glenn",    "max",       "leo",      "felix",
      "oscar",    "victor",      "xi",        "narendra", "rahul",    "raj",      "hiroshi",   "shinzo",   "kenji",
      "benjamin", "ariel",       "shimon",    "moshe",    "ehud"};
  return kWords;
}

const Words& female_names() {
  static const Words kWords = {
      "mary",      "patricia",  "jennifer",  "linda",       "elizabeth", "barbara",  "susan",    "jessica",
      "sarah",     "karen",     "lisa",      "nancy",       "betty",     "margaret", "sandra",   "ashley",
      "kimberly",  "emily",     "donna",     "michelle",    "carol",     "amanda",   "dorothy",  "melissa",
      "deborah",   "stephanie", "rebecca",   "sharon",      "laura",     "cynthia",  "kathleen", "amy",
      "angela",    "shirley",   "anna",      "brenda",      "pamela",    "emma",     "nicole",   "helen",
      "samantha",  "katherine", "catherine", "christine",   "debra",     "rachel",   "carolyn",  "janet",
      "maria",     "heather",   "diane",     "ruth",        "julie",     "olivia",   "joyce",    "virginia",
      "victoria",  "kelly",     "lauren",    "christina",   "joan",      "evelyn",   "judith",   "megan",
      "andrea",    "cheryl",    "hannah",    "jacqueline",  "martha",    "gloria",   "teresa",   "theresa",
      "ann",       "anne",      "sara",      "madison",     "frances",   "kathryn",  "janice",   "jean",
      "abigail",   "alice",     "julia",     "judy",        "sophia",    "grace",    "denise",   "amber",
      "doris",     "marilyn",   "danielle",  "beverly",     "isabella",  "diana",    "brittany", "natalie",
      "charlotte", "marie",     "kayla",     "alexis",      "lori",      "hillary",  "chelsea",  "melania",
      "ivanka",    "carly",     "elena",     "olga",        "svetlana",  "natalia",  "tatiana",  "irina",
      "ekaterina", "marina",    "yulia",     "ksenia",      "maryam",    "fatima",   "aisha",    "leila",
      "layla",     "zainab",    "khadija",   "carmen",      "lucia",     "ana",      "rosa",     "isabel",
      "sofia",     "gabriela",  "claudia",   "silvia",      "paula",     "clara",    "giulia",   "francesca",
      "chiara",    "ursula",    "sabine",    "petra",       "heike",     "ingrid",   "astrid",   "brigitte",
      "sylvie",    "nathalie",  "theresa",   "nicola",      "fiona",     "priya",    "indira",   "sonia",
      "aung",      "yuki",      "keiko",     "kate",        "kathy",     "jane",     "jill",     "ellen",
      "eleanor",   "louise",    "lucy",      "molly",       "rose",      "sally",    "wendy",    "tracy",
      "tina",      "valerie",   "vanessa",   "yvonne",      "zoe",       "ella",     "mia",      "eva",
      "ida",       "irene",     "lena",      "lily",        "naomi",     "nina",     "nora",     "loretta",
      "elaine",    "dianne",    "huma",      "condoleezza", "angelina",  "meryl",    "oprah",    "marta"};
  return kWords;
}

const std::unordered_map<std::string_view, Gender>& census_names() {
  static const std::unordered_map<std::string_view, Gender> kNames = [] {
    std::unordered_map<std::string_view, Gender> names;
    const auto add = [&](std::string_view list, Gender gender) {
      for (std::size_t i = 0; i < list.size();) {
        const std::size_t end = std::min(list.find(' ', i), list.size());
        names.try_emplace(list.substr(i, end - i), gender);
        i = end + 1;
      }
    };
    add(first_names_male(), Gender::kMale);
    add(first_names_female(), Gender::kFemale);
    add(first_names_either(), Gender::kUnknown);
    return names;
  }();
  return kNames;
}

struct KindRow {
  std::string_view word;
  VoiceKind kind;
};
constexpr KindRow kKinds[] = {{"army", VoiceKind::kMilitary},
                              {"navy", VoiceKind::kMilitary},
                              {"military", VoiceKind::kMilitary},
                              {"forces", VoiceKind::kMilitary},
                              {"troops", VoiceKind::kMilitary},
                              {"soldiers", VoiceKind::kMilitary},
                              {"brigade", VoiceKind::kMilitary},
                              {"battalion", VoiceKind::kMilitary},
                              {"corps", VoiceKind::kMilitary},
                              {"militia", VoiceKind::kMilitary},
                              {"pentagon", VoiceKind::kMilitary},
                              {"police", VoiceKind::kGovernment},
                              {"troopers", VoiceKind::kGovernment},
                              {"sheriff", VoiceKind::kGovernment},
                              {"court", VoiceKind::kGovernment},
                              {"tribunal", VoiceKind::kGovernment},
                              {"prosecutors", VoiceKind::kGovernment},
                              {"prosecution", VoiceKind::kGovernment},
                              {"prosecutor", VoiceKind::kPerson},
                              {"judge", VoiceKind::kPerson},
                              {"parliament", VoiceKind::kGovernment},
                              {"senate", VoiceKind::kGovernment},
                              {"congress", VoiceKind::kGovernment},
                              {"legislature", VoiceKind::kGovernment},
                              {"lawmakers", VoiceKind::kGroup},
                              {"senator", VoiceKind::kPerson},
                              {"ministry", VoiceKind::kGovernment},
                              {"department", VoiceKind::kGovernment},
                              {"government", VoiceKind::kGovernment},
                              {"administration", VoiceKind::kGovernment},
                              {"directorate", VoiceKind::kGovernment},
                              {"embassy", VoiceKind::kGovernment},
                              {"cabinet", VoiceKind::kGovernment},
                              {"kremlin", VoiceKind::kGovernment},
                              {"bureau", VoiceKind::kGovernment},
                              {"authorities", VoiceKind::kGovernment},
                              {"minister", VoiceKind::kPerson},
                              {"president", VoiceKind::kPerson},
                              {"newspaper", VoiceKind::kMedia},
                              {"broadcaster", VoiceKind::kMedia},
                              {"radio", VoiceKind::kMedia},
                              {"television", VoiceKind::kMedia},
                              {"tv", VoiceKind::kMedia},
                              {"news", VoiceKind::kMedia},
                              {"times", VoiceKind::kMedia},
                              {"tribune", VoiceKind::kMedia},
                              {"herald", VoiceKind::kMedia},
                              {"gazette", VoiceKind::kMedia},
                              {"ledger", VoiceKind::kMedia},
                              {"chronicle", VoiceKind::kMedia},
                              {"magazine", VoiceKind::kMedia},
                              {"media", VoiceKind::kMedia},
                              {"cnn", VoiceKind::kMedia},
                              {"bbc", VoiceKind::kMedia},
                              {"guardian", VoiceKind::kMedia},
                              {"journal", VoiceKind::kMedia},
                              {"wire", VoiceKind::kAgency},
                              {"party", VoiceKind::kOrganization},
                              {"rebels", VoiceKind::kGroup},
                              {"university", VoiceKind::kOrganization},
                              {"hospital", VoiceKind::kOrganization},
                              {"poll", VoiceKind::kPoll},
                              {"polls", VoiceKind::kPoll},
                              {"survey", VoiceKind::kPoll},
                              {"surveys", VoiceKind::kPoll}};

}  // namespace

NounClass noun_class(std::string_view lemma) {
  if (people().contains(lemma)) return NounClass::kPerson;
  if (lemma == "poll" || lemma == "survey") return NounClass::kPoll;
  if (footages().contains(lemma)) return NounClass::kFootage;
  if (documents().contains(lemma)) return NounClass::kDocument;
  if (bodies().contains(lemma)) return NounClass::kBody;
  if (lemma == "people" || lemma == "troop" || lemma == "troops" || lemma == "authority" || lemma == "media" ||
      lemma == "crowd" || lemma == "grower" || lemma == "rebel" || lemma == "family" || lemma == "couple" ||
      lemma == "prosecutors" || lemma == "warmonger") {
    return NounClass::kGroup;
  }
  return NounClass::kOther;
}

Gender gender_of_noun(std::string_view lower) {
  const auto found = gendered().find(lower);
  return found == gendered().end() ? Gender::kUnknown : found->second;
}

Gender gender_of_first_name(std::string_view lower, bool surname_follows) {
  const bool male = male_names().contains(lower), female = female_names().contains(lower);
  if (male != female) return male ? Gender::kMale : Gender::kFemale;
  if (male || !surname_follows) return Gender::kUnknown;
  const auto found = census_names().find(lower);
  return found == census_names().end() ? Gender::kUnknown : found->second;
}

bool is_first_name(std::string_view lower) {
  return census_names().contains(lower) || male_names().contains(lower) || female_names().contains(lower);
}

bool is_title(std::string_view lower) { return titles().contains(lower); }

std::optional<VoiceKind> kind_of_word(std::string_view lower) {
  for (const KindRow& r : kKinds) {
    if (r.word == lower) return r.kind;
  }
  return std::nullopt;
}

bool is_news_agency(std::string_view lower_name) {
  static const Words kNames = {"kcna",
                               "tass",
                               "itar-tass",
                               "reuters",
                               "ap",
                               "associated press",
                               "the associated press",
                               "afp",
                               "agence france-presse",
                               "agence france presse",
                               "xinhua",
                               "yonhap",
                               "interfax",
                               "ria novosti",
                               "ria",
                               "ukrinform",
                               "irna",
                               "anadolu",
                               "anadolu agency",
                               "kyodo",
                               "pti",
                               "press trust of india",
                               "dpa",
                               "ansa",
                               "efe",
                               "upi",
                               "bloomberg",
                               "unian",
                               "belta",
                               "interfax-ukraine",
                               "sana",
                               "wafa",
                               "petra",
                               "bernama",
                               "antara",
                               "tanjug"};
  return kNames.contains(lower_name) || lower_name.ends_with("news agency") || lower_name.ends_with("press agency");
}

}  // namespace hearsay
