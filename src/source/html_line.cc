#include "source/html_line.h"

#include <algorithm>
#include <array>

#include "source/ascii.h"

namespace hearsay {

namespace {

// Lines that lead away from the article, by their beginnings; in order of the first byte.
// clang-format off
constexpr auto kLeadAway = std::to_array<std::string_view>({
    "advertisement", "all rights reserved", "also read", "also see", "article continues", "auch interessant",
    "back to top", "baca juga", "baca:",
    "click here", "comments", "continue reading", "copyright", "czytaj też", "czytaj także", "czytaj więcej",
    "don't miss", "don’t miss", "download our", "devamını oku",
    "email this", "en savoir plus", "empfohlen",
    "filed under", "find out more", "follow us", "for more",
    "get our", "get the latest",
    "ilgili haber",
    "join our", "join us",
    "lea también", "lea más", "leave a comment", "leave a reply", "lee también", "lees meer", "lees ook", "leggi anche",
    "leia mais", "leia também", "les mer", "les også", "lesen sie", "lesetipp", "lire aussi", "lire la suite",
    "listen:", "listen to this", "lue myös", "læs også", "läs mer", "läs också", "læs mere", "leer más",
    "mehr themen", "mehr zum", "mer om", "mira también", "more from", "more on this", "more stories", "more:", "most popular",
    "most read",
    "now read",
    "ofte lest",
    "print",
    "read also", "read more", "read next", "read:", "recommended", "related articles", "related news", "related stories",
    "related topics", "related:", "related",
    "saiba mais", "see also", "see more", "share on", "share this", "sign up", "simak juga", "skip to", "story continues",
    "subscribe", "sur le même sujet",
    "tags:", "te puede interesar", "topics:", "trending", "topics",
    "veja também", "voir aussi", "ver también",
    "watch more", "watch:", "watch |", "weiterlesen", "weitere artikel", "what to read",
    "you may also", "you might also",
    "zobacz także", "zobacz też", "zum thema",
    "à lire", "©", "【関連", "関連記事", "관련기사", "相关阅读", "相關新聞", "延伸閱讀",
});

struct Row {
  std::string_view word;
  std::uint8_t kinds;
};

constexpr auto kWords = std::to_array<Row>({
    // requests
    {"newsletter", kWordPromotion}, {"newsletters", kWordPromotion}, {"nyhetsbrev", kWordPromotion},
    {"nyhedsbrev", kWordPromotion}, {"nieuwsbrief", kWordPromotion}, {"boletín", kWordPromotion},
    {"infolettre", kWordPromotion}, {"subscribe", kWordPromotion}, {"subscriber", kWordPromotion},
    {"subscribers", kWordPromotion}, {"subscription", kWordPromotion}, {"abonnieren", kWordPromotion},
    {"abonnement", kWordPromotion}, {"abonnent", kWordPromotion}, {"abonnenten", kWordPromotion},
    {"abonnez", kWordPromotion}, {"abonnés", kWordPromotion}, {"suscríbete", kWordPromotion},
    {"suscriptores", kWordPromotion}, {"assine", kWordPromotion}, {"abbonati", kWordPromotion},
    {"prenumerera", kWordPromotion}, {"abonner", kWordPromotion}, {"abone", kWordPromotion},
    {"berlangganan", kWordPromotion}, {"inbox", kWordPromotion}, {"signup", kWordPromotion},
    {"sign", kWordPromotion}, {"register", kWordPromotion}, {"registered", kWordPromotion}, {"account", kWordPromotion},
    {"login", kWordPromotion}, {"logged", kWordPromotion}, {"app", kWordPromotion}, {"apps", kWordPromotion},
    {"download", kWordPromotion}, {"unlimited", kWordPromotion}, {"exclusive", kWordPromotion},
    {"epaper", kWordPromotion}, {"edition", kWordPromotion}, {"donate", kWordPromotion}, {"donation", kWordPromotion},
    {"journalism", kWordPromotion}, {"offer", kWordPromotion}, {"offers", kWordPromotion},
    {"channel", kWordPromotion}, {"kanal", kWordPromotion}, {"canal", kWordPromotion}, {"kostenlos", kWordPromotion},
    {"gratis", kWordPromotion}, {"premium", kWordPromotion}, {"trial", kWordPromotion}, {"unsubscribe", kWordPromotion},
    {"alerts", kWordPromotion}, {"follow", kWordPromotion}, {"folgen", kWordPromotion}, {"suivez", kWordPromotion},
    {"síguenos", kWordPromotion}, {"siga", kWordPromotion}, {"seguici", kWordPromotion},
    // consent
    {"cookie", kWordConsent}, {"cookies", kWordConsent}, {"privacy", kWordConsent}, {"datenschutz", kWordConsent},
    {"datenschutzerklärung", kWordConsent}, {"personenbezogene", kWordConsent}, {"einverstanden", kWordConsent},
    {"drittplattformen", kWordConsent}, {"consent", kWordConsent}, {"einwilligung", kWordConsent},
    {"zustimmung", kWordConsent}, {"confidentialité", kWordConsent}, {"privacidad", kWordConsent},
    {"privacidade", kWordConsent}, {"personvern", kWordConsent}, {"terms", kWordConsent}, {"externer", kWordConsent},
    {"externen", kWordConsent}, {"redaktioneller", kWordConsent}, {"captcha", kWordConsent},
    {"recaptcha", kWordConsent}, {"javascript", kWordConsent}, {"browser", kWordConsent}, {"adblock", kWordConsent},
    // credits
    {"photo", kWordCredit}, {"photos", kWordCredit}, {"photograph", kWordCredit}, {"photographer", kWordCredit},
    {"image", kWordCredit}, {"images", kWordCredit}, {"picture", kWordCredit}, {"pictured", kWordCredit},
    {"foto", kWordCredit}, {"fotos", kWordCredit}, {"bild", kWordCredit}, {"bilder", kWordCredit},
    {"imago", kWordCredit}, {"getty", kWordCredit}, {"shutterstock", kWordCredit}, {"courtesy", kWordCredit},
    {"credit", kWordCredit}, {"crédit", kWordCredit}, {"crédito", kWordCredit}, {"illustration", kWordCredit},
    {"illustratie", kWordCredit}, {"arkivfoto", kWordCredit}, {"arkiv", kWordCredit}, {"archivbild", kWordCredit},
    {"symbolbild", kWordCredit}, {"fotograf", kWordCredit}, {"beeld", kWordCredit}, {"imagen", kWordCredit},
    {"imagem", kWordCredit}, {"kuva", kWordCredit}, {"fot", kWordCredit}, {"zdj", kWordCredit},
    {"screenshot", kWordCredit}, {"handout", kWordCredit}, {"reproduction", kWordCredit}, {"divulgação", kWordCredit},
    {"dok", kWordCredit}, {"file", kWordCredit}, {"afp", kWordCredit}, {"epa", kWordCredit}, {"dpa", kWordCredit},
    {"reuters", kWordCredit}, {"alamy", kWordCredit}, {"istock", kWordCredit}, {"unsplash", kWordCredit},
    {"quelle", kWordCredit}, {"source", kWordCredit}, {"fuente", kWordCredit}, {"scanpix", kWordCredit},
    {"ntb", kWordCredit}, {"ansa", kWordCredit}, {"tt", kWordCredit}, {"keystone", kWordCredit},
    // media
    {"video", kWordMedia}, {"videos", kWordMedia}, {"vídeo", kWordMedia}, {"vidéo", kWordMedia}, {"podcast", kWordMedia},
    {"audio", kWordMedia}, {"gallery", kWordMedia}, {"slideshow", kWordMedia}, {"galerie", kWordMedia},
    {"galería", kWordMedia}, {"watch", kWordMedia}, {"listen", kWordMedia}, {"anhören", kWordMedia},
    {"ansehen", kWordMedia}, {"hören", kWordMedia}, {"min", kWordMedia}, {"minute", kWordMedia},
    {"minutes", kWordMedia}, {"minuten", kWordMedia}, {"minutos", kWordMedia}, {"izle", kWordMedia},
    // sharing
    {"share", kWordShare}, {"teilen", kWordShare}, {"partager", kWordShare}, {"compartir", kWordShare},
    {"compartilhar", kWordShare}, {"condividi", kWordShare}, {"del", kWordShare}, {"dela", kWordShare},
    {"facebook", kWordShare}, {"twitter", kWordShare}, {"whatsapp", kWordShare}, {"telegram", kWordShare},
    {"instagram", kWordShare}, {"linkedin", kWordShare}, {"pinterest", kWordShare}, {"youtube", kWordShare},
    {"tiktok", kWordShare}, {"threads", kWordShare}, {"bluesky", kWordShare}, {"mastodon", kWordShare},
    {"email", kWordShare}, {"mail", kWordShare}, {"print", kWordShare}, {"copy", kWordShare}, {"tweet", kWordShare},
    {"google", kWordShare}, {"reddit", kWordShare},
    // adverts
    {"advertisement", kWordAdvert}, {"advertising", kWordAdvert}, {"sponsored", kWordAdvert}, {"anzeige", kWordAdvert},
    {"werbung", kWordAdvert}, {"publicidad", kWordAdvert}, {"publicidade", kWordAdvert}, {"publicité", kWordAdvert},
    {"pubblicità", kWordAdvert}, {"annonse", kWordAdvert}, {"annonce", kWordAdvert}, {"annons", kWordAdvert},
    {"reklama", kWordAdvert}, {"reklam", kWordAdvert}, {"advertentie", kWordAdvert}, {"affiliate", kWordAdvert},
    {"commission", kWordAdvert}, {"provision", kWordAdvert}, {"partner", kWordAdvert}, {"partners", kWordAdvert},
    {"scroll", kWordAdvert}, {"iklan", kWordAdvert}, {"sponsor", kWordAdvert}, {"deals", kWordAdvert},
    // other pages
    {"read", kWordRelated}, {"more", kWordRelated}, {"also", kWordRelated}, {"related", kWordRelated},
    {"click", kWordRelated}, {"here", kWordRelated}, {"lesen", kWordRelated}, {"mehr", kWordRelated},
    {"hier", kWordRelated}, {"lire", kWordRelated}, {"aussi", kWordRelated}, {"ici", kWordRelated},
    {"leer", kWordRelated}, {"lea", kWordRelated}, {"también", kWordRelated}, {"leia", kWordRelated},
    {"também", kWordRelated}, {"leggi", kWordRelated}, {"anche", kWordRelated}, {"lees", kWordRelated},
    {"ook", kWordRelated}, {"les", kWordRelated}, {"også", kWordRelated}, {"läs", kWordRelated},
    {"læs", kWordRelated}, {"czytaj", kWordRelated}, {"więcej", kWordRelated}, {"zobacz", kWordRelated},
    {"baca", kWordRelated}, {"juga", kWordRelated}, {"haber", kWordRelated}, {"oku", kWordRelated},
    {"tags", kWordRelated}, {"topics", kWordRelated}, {"themen", kWordRelated}, {"thema", kWordRelated},
    {"liveblog", kWordRelated}, {"überblick", kWordRelated}, {"visit", kWordRelated}, {"link", kWordRelated},
    // notices
    {"correction", kWordNotice}, {"clarification", kWordNotice}, {"amended", kWordNotice}, {"updated", kWordNotice},
    {"published", kWordNotice}, {"publié", kWordNotice}, {"publicado", kWordNotice}, {"pubblicato", kWordNotice},
    {"veröffentlicht", kWordNotice}, {"aktualisiert", kWordNotice}, {"stand", kWordNotice}, {"uhr", kWordNotice},
    {"actualizado", kWordNotice}, {"atualizado", kWordNotice}, {"aggiornato", kWordNotice}, {"oppdatert", kWordNotice},
    {"publisert", kWordNotice}, {"uppdaterad", kWordNotice}, {"publicerad", kWordNotice}, {"opdateret", kWordNotice},
    {"publikacja", kWordNotice}, {"aktualizacja", kWordNotice}, {"güncelleme", kWordNotice}, {"rights", kWordNotice},
    {"reserved", kWordNotice}, {"copyright", kWordNotice}, {"contact", kWordNotice}, {"author", kWordNotice},
    {"editor", kWordNotice}, {"reporter", kWordNotice}, {"correspondent", kWordNotice}, {"contributed", kWordNotice},
    {"contributor", kWordNotice}, {"redaktion", kWordNotice}, {"redaktør", kWordNotice}, {"autor", kWordNotice},
    {"redakteur", kWordNotice}, {"journalist", kWordNotice}, {"journaliste", kWordNotice}, {"redaktor", kWordNotice},
    {"periodista", kWordNotice}, {"editing", kWordNotice}, {"reporting", kWordNotice}, {"sendung", kWordNotice},
});
// clang-format on

constexpr std::size_t kSlots = 1024;

constexpr std::uint32_t hash_step(std::uint32_t h, unsigned char c) { return (h ^ c) * 16777619u; }

struct WordTable {
  std::array<std::uint16_t, kSlots> slot{};  // index in kWords plus one
  std::array<std::uint16_t, 257> first{};    // kLeadAway by first byte
  std::array<std::uint16_t, kLeadAway.size()> order{};

  WordTable() {
    for (std::size_t k = 0; k < kWords.size(); ++k) {
      std::uint32_t h = 2166136261u;
      for (const char c : kWords[k].word) h = hash_step(h, static_cast<unsigned char>(c));
      std::size_t at = (h ^ (h >> 15)) % kSlots;
      while (slot[at] != 0) at = (at + 1) % kSlots;
      slot[at] = static_cast<std::uint16_t>(k + 1);
    }
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = static_cast<std::uint16_t>(k);
    const auto byte_of = [](std::uint16_t k) { return static_cast<unsigned char>(kLeadAway[k][0]); };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint16_t a, std::uint16_t b) { return byte_of(a) < byte_of(b); });
    std::size_t k = 0;
    for (std::size_t byte = 0; byte < 256; ++byte) {
      first[byte] = static_cast<std::uint16_t>(k);
      while (k < order.size() && byte_of(order[k]) == byte) ++k;
    }
    first[256] = static_cast<std::uint16_t>(k);
  }

  [[nodiscard]] std::uint8_t find(std::string_view lower, std::uint32_t h) const {
    for (std::size_t at = (h ^ (h >> 15)) % kSlots; slot[at] != 0; at = (at + 1) % kSlots) {
      const Row& row = kWords[slot[at] - 1u];
      if (row.word == lower) return row.kinds;
    }
    return 0;
  }
};

const WordTable& table() {
  static const WordTable kTable;
  return kTable;
}

LineEdge edge_of(std::string_view rest) {
  const char c = rest[0];
  if (ascii::is_lower(c)) return LineEdge::kLower;
  if (ascii::is_upper(c)) return LineEdge::kCapital;
  if (ascii::is_digit(c)) return LineEdge::kDigit;
  switch (c) {
    case '"':
    case '\'':
      return LineEdge::kQuote;
    case '.':
    case '!':
    case '?':
      return LineEdge::kStop;
    case ':':
      return LineEdge::kColon;
    case '-':
    case '*':
      return LineEdge::kDash;
    case '(':
    case ')':
    case '[':
    case ']':
      return LineEdge::kBracket;
    case '>':
    case '|':
    case '<':
    case '/':
      return LineEdge::kArrow;
    default:
      break;
  }
  const auto is = [&](std::initializer_list<std::string_view> list) {
    return std::any_of(list.begin(), list.end(), [&](std::string_view s) { return rest.starts_with(s); });
  };
  const auto byte = static_cast<unsigned char>(c);
  if (byte == 0xE2) {
    if (is({"…"})) return LineEdge::kEllipsis;
    if (is({"–", "—", "―", "•", "●", "▪", "■", "‣"})) return LineEdge::kDash;
    if (is({"“", "”", "„", "‘", "’", "‚", "‹", "›"})) return LineEdge::kQuote;
    if (is({"→", "►", "▶", "➡", "▸"})) return LineEdge::kArrow;
  }
  if (byte == 0xC2 && is({"«", "»"})) return LineEdge::kQuote;
  if (byte == 0xC2 && is({"·"})) return LineEdge::kDash;
  if (byte == 0xE3) {
    if (is({"。"})) return LineEdge::kStop;
    if (is({"「", "」", "『", "』"})) return LineEdge::kQuote;
    if (is({"【", "】"})) return LineEdge::kBracket;
  }
  if (byte == 0xEF && is({"！", "？"})) return LineEdge::kStop;
  if (byte == 0xEF && is({"（", "）"})) return LineEdge::kBracket;
  return LineEdge::kOther;
}

std::uint8_t percent(std::uint32_t part, std::uint32_t whole) {
  return whole == 0 ? std::uint8_t{0} : static_cast<std::uint8_t>(part * 100 / whole);
}

}  // namespace

bool leads_away(std::string_view text) {
  if (text.empty()) return false;
  const WordTable& words = table();
  const auto byte = static_cast<unsigned char>(ascii::to_lower(text[0]));
  for (std::size_t k = words.first[byte]; k < words.first[byte + 1u]; ++k) {
    if (ascii::istarts_with(text, kLeadAway[words.order[k]])) return true;
  }
  return false;
}

LineLook look_at_line(std::string_view text) {
  LineLook look;
  if (text.empty()) return look;
  look.leads_away = leads_away(text);
  look.first = edge_of(text);
  {
    std::size_t at = text.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    look.last = text.ends_with("...") ? LineEdge::kEllipsis : edge_of(text.substr(at));
  }
  const WordTable& words = table();
  text = text.substr(0, kMaxLineBytes);
  std::uint32_t digits = 0, letters = 0, upper = 0, cased = 0, count = 0, capital_words = 0;
  char word[24];
  std::size_t length = 0;
  std::uint32_t h = 2166136261u;
  bool capital = false;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const auto byte = i < text.size() ? static_cast<unsigned char>(text[i]) : static_cast<unsigned char>(' ');
    const char c = static_cast<char>(byte);
    // No-break spaces, quotes and dashes are no letters: UTF-8's C2 xx and E2 80 xx.
    const bool sign = byte == 0xC2 || (byte == 0xE2 && i + 1 < text.size() && text[i + 1] == '\x80');
    // "É" and its kin count as the small letter, in UTF-8's block C3 80 to C3 9E.
    if (!sign && (ascii::is_letter(c) || byte >= 0x80)) {
      unsigned char low = static_cast<unsigned char>(ascii::to_lower(c));
      if (byte >= 0x80 && byte <= 0x9E && i > 0 && text[i - 1] == '\xC3') low = static_cast<unsigned char>(byte + 32);
      if (byte < 0x80) {
        ++letters, ++cased;
        if (ascii::is_upper(c)) {
          ++upper;
          if (length == 0) capital = true;
        }
      } else if ((byte & 0xC0) == 0xC0) {
        ++letters;
      }
      if (length < sizeof word) {
        word[length] = static_cast<char>(low);
        h = hash_step(h, low);
      }
      ++length;
      continue;
    }
    if (length > 0) {
      ++count;
      if (capital) ++capital_words;
      if (length <= sizeof word) {
        if (const std::uint8_t kinds = words.find({word, length}, h); kinds != 0) {
          look.word_kinds |= kinds;
          if (look.telling_words < 255) ++look.telling_words;
        }
      }
      length = 0;
      h = 2166136261u;
      capital = false;
    }
    if (sign) {
      while (i + 1 < text.size() && (static_cast<unsigned char>(text[i + 1]) & 0xC0) == 0x80) ++i;
      continue;
    }
    if (ascii::is_digit(c)) ++digits;
    if (c == '\n') ++look.breaks;
    if ((c == '|' || c == '/' || c == '>' || c == '#' || c == '@') && look.signs < 255) ++look.signs;
  }
  if (text.find("©") != std::string_view::npos) look.word_kinds |= kWordCredit;
  look.words = static_cast<std::uint16_t>(count);
  look.digits = percent(digits, digits + letters);
  look.capitals = percent(upper, cased);
  look.capital_words = percent(capital_words, count);
  return look;
}

}  // namespace hearsay
