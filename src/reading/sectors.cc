#include "reading/sectors.h"

#include <string>
#include <unordered_map>

namespace hearsay {

namespace {

struct Row {
  std::string_view sector;
  std::string_view words;    // say it themselves
  std::string_view general;  // say it only where no other word of the phrase does
};

constexpr Row kRows[] = {
    {"COP",
     "police policeman policemen policewoman sheriff constable trooper troopers detective detectives cop cops "
     "gendarmerie gendarmes interpol fbi carabinieri superintendent commissariat",
     "inspector investigators"},
    {"GOV",
     "minister ministers ministry premier president presidency chancellor chancellery mayor governor government "
     "administration cabinet ambassador embassy consulate consul diplomat diplomats envoy kremlin whitehall "
     "directorate authorities municipality undersecretary vice-president monarch king queen emir sultan "
     "emperor prefect taoiseach regime commissioner",
     "official officials secretary department agency bureau state office authority country nation council commission "
     "civil-servant aide adviser advisor"},
    {"JUD",
     "court courts judge judges justice tribunal prosecutor prosecutors prosecution magistrate magistrates jury "
     "judiciary coroner",
     "attorney"},
    {"LEG",
     "parliament senate senator senators congressman congresswoman congressmen lawmaker lawmakers legislator "
     "legislators legislature mp mps mep meps  assemblyman assembly duma knesset bundestag "
     "parliamentarian parliamentarians representatives congress councillor councillors alderman lords commons",
     "speaker deputies"},
    {"MIL",
     "army navy military soldier soldiers troops troop admiral marines marine conscript conscripts battalion "
     "brigade regiment forces pentagon colonel lieutenant sergeant corporal brigadier squadron fleet "
     "general-staff servicemen serviceman navies reservists",
     "general generals commander commanders major captain force"},
    {"PRM", "paramilitary paramilitaries", ""},
    {"PTY", "party parties democrats republicans conservatives socialists liberals nominee", "candidate campaign"},
    {"REB",
     "rebel rebels insurgent insurgents guerrilla guerrillas separatist separatists taliban hezbollah hamas "
     "jihadist jihadists militant militants mujahideen",
     "fighters fighter"},
    {"SPY", "intelligence cia mi5 mi6 mossad fsb gru kgb spy spies spymaster nsa", ""},
    {"UAF", "gunmen gunman militia militias militiamen warlord", ""},
    {"AGR", "farmer farmers peasant peasants grower growers rancher ranchers fisherman fishermen farmworkers", ""},
    {"BUS",
     "company companies corporation firm bank banker bankers businessman businesswoman businessmen ceo "
     "airline airlines manufacturer retailer retailers entrepreneur shareholder shareholders investor investors "
     "billionaire tycoon magnate startup insurer  trader traders chamber brokerage "
     "inc corp ltd plc shipyard supermarket refinery",
     "executive executives chairman chairwoman owner maker operator market plant factory"},
    {"CRM",
     "cartel gang gangs gangster smuggler smugglers trafficker traffickers mafia robber robbers hacker hackers "
     "pirates thief thieves murderer",
     "suspect suspects defendant"},
    {"CVL",
     "civilian civilians resident residents villager villagers protester protesters protestor protestors "
     "demonstrator demonstrators voter voters bystander bystanders neighbour neighbours neighbor neighbors passenger "
     "passengers citizen citizens people families crowd crowds activist activists eyewitness eyewitnesses "
     "marchers dissident dissidents locals",
     "witness witnesses family relative relatives mother father man woman men women couple survivors survivor victims"},
    {"EDU",
     "university college school professor teacher teachers student students lecturer academy faculty headteacher "
     "schoolteacher pupils polytechnic professors universities",
     "researcher researchers institute scholar scholars"},
    {"JRN",
     "newspaper broadcaster radio television tv journalist journalists reporter reporters editor columnist "
     "correspondent correspondents magazine media press newsroom photographer tabloid bbc cnn herald tribune gazette "
     "times chronicle blogger",
     "daily weekly channel network website outlet news station guardian journal post"},
    {"LAB",
     "union unions worker workers strikers miner miners employees docker dockers steelworkers crews "
     "drivers",
     "employee"},
    {"MED",
     "hospital hospitals doctor doctors nurse nurses surgeon clinic paramedic paramedics medic medics physician "
     "physicians ambulance epidemiologist pathologist",
     ""},
    {"REF", "refugee refugees migrant migrants asylum-seeker asylum-seekers displaced", ""},
    {"OPP", "opposition", ""},
    {"REL",
     "church bishop bishops archbishop priest priests pope cardinal imam imams rabbi rabbis cleric clerics mosque "
     "synagogue diocese vatican ayatollah pastor monk monks patriarch parish sheikh",
     ""},
    {"SOC", "ngo ngos charity charities watchdog nonprofit non-profit foundation think-tank",
     "association federation society"},
};

struct Entry {
  std::string_view sector;
  bool general = false;
};

const std::unordered_map<std::string_view, Entry>& table() {
  static const std::unordered_map<std::string_view, Entry> kTable = [] {
    std::unordered_map<std::string_view, Entry> out;
    const auto add = [&](std::string_view words, Entry entry) {
      for (std::size_t i = 0; i < words.size();) {
        const std::size_t end = std::min(words.find(' ', i), words.size());
        out.try_emplace(words.substr(i, end - i), entry);
        i = end + 1;
      }
    };
    for (const Row& row : kRows) {
      add(row.words, {row.sector, false});
      add(row.general, {row.sector, true});
    }
    return out;
  }();
  return kTable;
}

// Two words that say more than each.
std::string_view sector_of_pair(std::string_view a, std::string_view b) {
  static const std::unordered_map<std::string, std::string_view> kPairs = {
      {"human rights", "SOC"},     {"rights group", "SOC"},      {"rights groups", "SOC"},
      {"aid group", "SOC"},        {"aid agency", "SOC"},        {"aid workers", "SOC"},
      {"aid worker", "SOC"},       {"monitoring group", "SOC"},  {"advocacy group", "SOC"},
      {"campaign group", "SOC"},   {"red cross", "SOC"},         {"red crescent", "SOC"},
      {"trade union", "LAB"},      {"secret police", "SPY"},     {"secret service", "SPY"},
      {"security council", "GOV"}, {"air force", "MIL"},         {"general staff", "MIL"},
      {"special forces", "MIL"},   {"armed group", "REB"},       {"armed groups", "REB"},
      {"news agency", "JRN"},      {"state television", "JRN"},  {"state media", "JRN"},
      {"press secretary", "GOV"},  {"prime minister", "GOV"},    {"attorney general", "JUD"},
      {"central bank", "GOV"},     {"reserve bank", "GOV"},      {"federal reserve", "GOV"},
      {"ruling party", "PTY"},     {"opposition party", "PTY"},  {"police union", "LAB"},
      {"teachers union", "LAB"},   {"fire department", "GOV"},   {"fire service", "GOV"},
      {"coast guard", "MIL"},      {"border guard", "COP"},      {"border guards", "COP"},
      {"national guard", "MIL"},   {"secretary general", "GOV"}, {"police department", "COP"},
      {"high court", "JUD"},       {"student union", "EDU"},     {"white house", "GOV"},
      {"royal family", "GOV"},     {"jury foreman", "JUD"},      {"security service", "SPY"}};
  const auto found = kPairs.find(std::string(a) + ' ' + std::string(b));
  return found == kPairs.end() ? std::string_view() : found->second;
}

bool is_of_the_state(std::string_view sector) { return sector == "GOV" || sector == "LEG" || sector == "JUD"; }

bool is_preposition(std::string_view w) {
  return w == "of" || w == "for" || w == "at" || w == "in" || w == "from" || w == "on" || w == "to" || w == "with";
}

}  // namespace

std::string_view sector_of_phrase(std::span<const std::string_view> words, std::size_t head) {
  if (words.empty()) return {};
  if (head >= words.size()) head = words.size() - 1;
  bool former = false;
  for (std::size_t i = 0; i < head; ++i) {
    const std::string_view w = words[i];
    former = former || w == "former" || w == "ex" || w == "ousted" || w == "exiled" || w == "late";
  }
  former = former || words[head].starts_with("ex-");
  const auto out = [&](std::string_view sector) { return former && is_of_the_state(sector) ? "ELI" : sector; };
  const auto entry_of = [&](std::size_t i) -> Entry {
    std::string_view w = words[i];
    if (w.starts_with("ex-")) w.remove_prefix(3);
    if (i > 0) {
      if (const auto pair = sector_of_pair(words[i - 1], w); !pair.empty()) return {pair, false};
    }
    const auto found = table().find(w);
    return found == table().end() ? Entry{} : found->second;
  };
  std::string_view general;
  // The head, the words before it, then the words behind it; a preposition before the head bounds it.
  for (std::size_t i = head + 1; i-- > 0;) {
    if (i < head && is_preposition(words[i])) break;
    const Entry e = entry_of(i);
    if (!e.sector.empty() && !e.general) return out(e.sector);
    if (general.empty()) general = e.sector;
  }
  for (std::size_t i = head + 1; i < words.size(); ++i) {
    const Entry e = entry_of(i);
    if (!e.sector.empty() && !e.general) return out(e.sector);
    if (general.empty()) general = e.sector;
  }
  return out(general);
}

}  // namespace hearsay
