// Languages of parts: sentences of our own in several languages.
#include "source/part_language.h"

#include <gtest/gtest.h>

#include "source/document_language.h"
#include "source/left_out.h"

namespace hearsay {
namespace {

constexpr std::string_view kEnglishText =
    "The mill by the harbour burned down on Friday, and two men who had been asleep in it were hurt, police said.";
constexpr std::string_view kGerman =
    "Die alte Mühle am Hafen ist am Freitag abgebrannt, und zwei Männer, die darin geschlafen hatten, wurden verletzt.";
constexpr std::string_view kFrench =
    "Le vieux moulin du port a brûlé vendredi soir, et deux hommes qui dormaient à l'intérieur ont été blessés.";
constexpr std::string_view kRussian = "Старая мельница сгорела в пятницу вечером, сообщила полиция.";
constexpr std::string_view kNames = "Ana Koš, Bo Ek, Di Fo, Gus Han, Ida Jung, Karl Lund, Mia Nord, Ole Pihl, Rut Skov";

Document document_of(const std::vector<std::string_view>& texts, std::string language, Region region = Region::kMain) {
  Document d;
  d.language = {std::move(language), .97};
  for (const std::string_view text : texts) {
    if (!d.text.empty()) d.text += "\n\n";
    const auto begin = static_cast<std::uint32_t>(d.text.size());
    d.text += text;
    Part part;
    part.region = region;
    part.span = {begin, static_cast<std::uint32_t>(d.text.size())};
    d.parts.push_back(part);
  }
  return d;
}

TEST(PartLanguage, parts_that_differ) {
  using Codes = std::vector<std::string>;
  EXPECT_EQ(part_languages(document_of({kEnglishText, kGerman, kFrench, kRussian, kNames, "Ja!"}, "en")),
            (Codes{"", "de", "fr", "ru", "", ""}));
  EXPECT_EQ(part_languages(document_of({kGerman, kEnglishText, kNames}, "de")), (Codes{"", "en", ""}));
  EXPECT_EQ(part_languages(document_of({kEnglishText, kGerman}, "")), (Codes{"", ""}));
  EXPECT_EQ(part_languages(document_of({kGerman}, "en", Region::kComments)), (Codes{"de"}));
  EXPECT_EQ(part_languages(document_of({kGerman}, "en", Region::kBoilerplate)), (Codes{""}));
}

TEST(PartLanguage, share_of_english_words) {
  EXPECT_GT(share_of_english(kEnglishText), .25);
  EXPECT_LT(share_of_english(kGerman), .06);
  EXPECT_EQ(share_of_english(""), 0);
  EXPECT_EQ(share_of_english("THE the The"), 1);
  EXPECT_EQ(share_of_english("theirs whiches"), 0);
  EXPECT_EQ(share_of_english("their which about would"), 1);
}

TEST(LeftOut, why) {
  const std::string page = R"(<!DOCTYPE html><title>Mill</title><body>
<nav><ul><li><a href="/">Home</a></li></ul></nav><div class="cookie-consent"><p>We use cookies on our pages.</p></div>
<article><h1>The mill by the harbour burned down</h1>
<p>LUSAKA (Copperbelt Wire) - Two men were hurt when a mill burned down by the harbour, police said on Friday evening.</p>
<div class="newsletter-signup"><p>Sign up for our letter.</p></div>
<p>The owner, who lives next door, said that he had smelled smoke at noon, and that nobody had believed him at all.</p>
</article><div hidden>Unseen words</div></body>)";
  Result<Document> document = read_document({"page.html", page}, {});
  ASSERT_TRUE(document.ok());
  const std::vector<std::string_view> reasons = left_out_reasons(*document);
  ASSERT_EQ(reasons.size(), document->parts.size());
  const auto reason_of = [&](std::string_view text) -> std::string_view {
    for (std::size_t i = 0; i < reasons.size(); ++i) {
      if (slice(document->text, document->parts[i].span).starts_with(text)) return reasons[i];
    }
    return "no such part";
  };
  EXPECT_EQ(reason_of("Home"), "menu");
  EXPECT_EQ(reason_of("We use cookies"), "consent or pop-up");
  EXPECT_EQ(reason_of("LUSAKA"), "");
  EXPECT_EQ(reason_of("Two men"), "");
  EXPECT_EQ(reason_of("Sign up"), "newsletter, paywall or log-in");
  EXPECT_EQ(reason_of("Unseen"), "hidden until a script shows it");
}

}  // namespace
}  // namespace hearsay
