#include "reading/roles.h"

#include <algorithm>
#include <array>

namespace hearsay {
namespace {

struct Row {
  std::string_view word, others;  // parted and edged by blanks
};

constexpr std::array kCovers = {
    Row{"officer",
        " brigadier general colonel major captain sergeant lieutenant inspector constable commander admiral detective "
        "superintendent corporal marshal commodore sheriff policeman policewoman trooper "},
    Row{"soldier", " private corporal sergeant lieutenant captain gunner sniper paratrooper "},
    Row{"commander", " general colonel brigadier admiral major captain marshal commodore "},
    Row{"politician",
        " senator congressman congresswoman representative mp mep deputy minister governor mayor councillor councilman "
        "councilwoman premier chancellor president lawmaker "},
    Row{"lawmaker", " senator congressman congresswoman representative mp mep deputy legislator "},
    Row{"legislator", " senator congressman congresswoman representative mp mep deputy lawmaker "},
    Row{"premier", " minister "},
    Row{"boss", " manager director chairman chairwoman chief executive coach owner ceo president "},
    Row{"chief", " executive commissioner director ceo superintendent commander chairman chairwoman "},
    Row{"executive", " director ceo chief president chairman chairwoman "},
    Row{"leader", " president premier chancellor chairman chairwoman chief secretary "},
    Row{"head", " headmaster headmistress headteacher principal director chief rector dean leader "},
    Row{"official", " commissioner director secretary minister administrator "},
    Row{"academic", " professor lecturer historian economist scholar sociologist linguist "},
    Row{"scholar", " professor lecturer historian academic linguist "},
    Row{"scientist",
        " professor biologist chemist physicist geologist astronomer botanist zoologist researcher ecologist "},
    Row{"researcher",
        " professor biologist chemist physicist geologist astronomer botanist zoologist scientist ecologist "},
    Row{"doctor", " surgeon physician gp dr dr. paediatrician pediatrician cardiologist oncologist "},
    Row{"physician", " surgeon doctor dr dr. gp "},
    Row{"medic", " paramedic nurse doctor surgeon "},
    Row{"lawyer", " barrister solicitor advocate counsel attorney "},
    Row{"attorney", " lawyer counsel "},
    Row{"player",
        " striker midfielder winger defender goalkeeper forward captain keeper fly-half prop batsman bowler "},
    Row{"footballer", " striker midfielder winger defender goalkeeper forward captain "},
    Row{"athlete", " sprinter runner swimmer rower cyclist gymnast hurdler jumper "},
    Row{"sportsman", " sprinter runner swimmer rower cyclist striker midfielder batsman bowler "},
    Row{"manager", " coach trainer "},
    Row{"coach", " manager trainer "},
    Row{"priest", " bishop archbishop vicar pastor rector dean cardinal father rev. reverend "},
    Row{"cleric", " bishop archbishop vicar pastor rector dean cardinal priest imam ayatollah rev. reverend "},
    Row{"artist", " painter sculptor photographer "},
    Row{"writer", " novelist poet playwright author essayist columnist "},
    Row{"author", " novelist poet playwright writer essayist historian "},
    Row{"musician", " singer pianist violinist drummer guitarist conductor composer "},
    Row{"performer", " singer actor actress pianist dancer comedian "},
    Row{"judge", " magistrate justice "},
    Row{"teacher", " headmaster headmistress headteacher schoolteacher lecturer "},
    Row{"monarch", " king queen emperor empress "},
    Row{"nobleman", " earl duke baron count "},
    Row{"seaman", " captain skipper sailor bosun "},
    Row{"skipper", " captain "},
    Row{"businessman", " entrepreneur magnate tycoon founder owner "},
    Row{"entrepreneur", " founder owner businessman businesswoman "},
    Row{"teenager", " schoolboy schoolgirl pupil student "},
    Row{"policeman", " constable sergeant inspector detective "},
    Row{"firefighter", " fireman "},
    Row{"shopkeeper", " grocer baker butcher greengrocer "},
};

constexpr std::array kDeeds = {
    Row{"lead", " leader head boss chief executive director "},
    Row{"head", " head chief director leader boss "},
    Row{"run", " boss owner manager head "},
    Row{"found", " founder "},
    Row{"coach", " coach manager trainer "},
    Row{"manage", " manager boss coach "},
    Row{"chair", " chairman chairwoman chair "},
    Row{"edit", " editor "},
    Row{"direct", " director "},
    Row{"own", " owner boss "},
    Row{"captain", " captain skipper "},
    Row{"teach", " teacher "},
    Row{"farm", " farmer "},
    Row{"drive", " driver "},
    Row{"pilot", " pilot "},
    Row{"command", " commander officer "},
    Row{"represent", " lawyer representative "},
    Row{"defend", " lawyer "},
    Row{"prosecute", " prosecutor "},
    Row{"govern", " governor "},
};

// Trades that end in no telling way; those in -ist, -ologist, -man … are known by their endings.
constexpr std::string_view kTrades =
    " abbot accountant acrobat agronomist apprentice archbishop architect astronaut baker barber barista barrister "
    "beekeeper "
    "biker blacksmith bookseller bosun bricklayer brewer broker builder butcher butler buyer captain cardinal carer "
    "caretaker carpenter cashier chaplain chef chemist climber coachman cobbler collector comedian commuter composer "
    "conductor constable contractor cook coroner councillor counsel counsellor courier curate curator cyclist dancer "
    "dealer "
    "dean deckhand designer developer diver docker drummer ecologist electrician engineer entrepreneur explorer farmer "
    "farmhand ferryman firefighter fisher fishmonger forester gamekeeper gardener gatekeeper geographer glazier "
    "goalkeeper "
    "grocer groom hairdresser harbourmaster headmaster headmistress headteacher herder hiker hotelier housekeeper "
    "hunter "
    "imam inmate innkeeper interpreter janitor jeweller jockey joiner juror keeper labourer lecturer legend librarian "
    "lieutenant lifeguard linguist lodger lookout machinist magistrate maid mason mathematician mechanic merchant "
    "midwife "
    "miller miner monk musician navigator nanny neighbour novelist nun optician orderly organiser painter paramedic "
    "pastor "
    "pathologist pensioner pharmacist photographer physician plasterer playwright plumber poet porter postman poet "
    "potter "
    "preacher principal prisoner producer programmer promoter proprietor publican pupil rabbi ranger rector referee "
    "retailer roofer rower runner sailor salesman saleswoman schoolboy schoolgirl sculptor seamstress secretary "
    "sergeant "
    "sexton shepherd shopkeeper shopper skipper smith smuggler solicitor sprinter statistician steward stewardess "
    "stonemason striker superintendent supervisor surveyor sweeper swimmer tailor tanner taxidermist technician "
    "teenager "
    "trader trainer translator trapper treasurer trooper trucker trustee tutor umpire usher verger veterinarian vet "
    "vicar "
    "vintner violinist volunteer waiter waitress warden watchmaker watchman weaver welder widow widower winger "
    "woodcutter "
    "workman yachtsman ";

bool holds(std::string_view list, std::string_view word) {
  for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1))
    if (at > 0 && list[at - 1] == ' ' && list[at + word.size()] == ' ') return true;
  return false;
}

}  // namespace

bool covers(std::string_view general, std::string_view special) {
  if (general == special) return true;
  return std::any_of(kCovers.begin(), kCovers.end(),
                     [&](const Row& r) { return r.word == general && holds(r.others, special); });
}

std::vector<std::string_view> roles_of_deed(std::string_view verb) {
  std::vector<std::string_view> out;
  for (const Row& r : kDeeds) {
    if (r.word != verb) continue;
    for (std::size_t at = 1; at < r.others.size();) {
      const std::size_t end = r.others.find(' ', at);
      out.push_back(r.others.substr(at, end - at));
      at = end + 1;
    }
  }
  return out;
}

bool is_trade(std::string_view lemma) {
  if (lemma.empty() || lemma.find(' ') != std::string_view::npos) return false;
  if (holds(kTrades, lemma)) return true;
  for (const std::string_view end :
       {"ologist", "woman", "keeper", "master", "mistress", "wright", "monger", "ographer"})
    if (lemma.size() > end.size() + 1 && lemma.ends_with(end)) return true;
  if (lemma.size() > 5 && lemma.ends_with("man")) return lemma != "woman" && lemma != "human" && lemma != "talisman";
  return lemma.size() > 6 && lemma.ends_with("ist") && lemma != "checklist" && lemma != "shortlist" &&
         lemma != "waitlist" && lemma != "blacklist" && lemma != "whitelist" && lemma != "playlist";
}

}  // namespace hearsay
