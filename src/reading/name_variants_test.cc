// When two names are one, by rows of made-up people and bodies.
#include "reading/name_variants.h"

#include <gtest/gtest.h>

namespace hearsay {
namespace {

TEST(NameVariants, words_of_a_name) {
  struct Row {
    const char* text;
    bool person;
    const char *key, *kept;
  };
  for (const Row& row :
       {Row{"the Northern Rail Agency", false, "northern rail agency ", "Northern Rail Agency"},
        Row{"Holm Shipping Inc.", false, "holm shipping ", "Holm Shipping Inc."},
        Row{"Mr. Holm’s", true, "holm ", "Holm"},
        Row{"Zofia Świętochłowicz", true, "zofia swietochlowicz ", "Zofia Świętochłowicz"},
        Row{"Søren Lübeck", true, "soren lubeck ", "Søren Lübeck"},
        Row{"Ada Holm FRS", true, "ada holm ", "Ada Holm FRS"}, Row{"Piet Vos Jr.", true, "piet vos ", "Piet Vos Jr."},
        Row{"U.N.", false, "un ", "U.N."}, Row{"Reyes & Holm", false, "reyes and holm ", "Reyes & Holm"}}) {
    const Name name = name_of(row.text, row.person);
    EXPECT_EQ(key_of(name), row.key) << row.text;
    EXPECT_EQ(name.text, row.kept);
  }
  EXPECT_EQ(name_of("Piet Vos Jr.", true).suffix, "jr");
  EXPECT_TRUE(name_of("  ", true).empty());
}

TEST(NameVariants, two_full_names_of_one_person) {
  struct Row {
    const char *a, *b;
    bool same;
  };
  for (const Row& row : {Row{"Ada Holm", "Ada Maria Holm", true}, Row{"Ada M. Holm", "Ada Maria Holm", true},
                         Row{"A. Holm", "Ada Holm", true}, Row{"Mike Reyes", "Michael Reyes", true},
                         Row{"Zofia Wójcik", "Zofia Wojcik", true}, Row{"Kristen Valois", "Kristin Valois", true},
                         Row{"Ito Hana", "Hana Ito", true},
                         // apart
                         Row{"Ada Holm", "Ida Holm", false}, Row{"Ada B. Holm", "Ada M. Holm", false},
                         Row{"Paul Reyes", "Paula Reyes", false}, Row{"Piet Vos", "Piet Vos Jr.", false},
                         Row{"Park Geun-a", "Park Geun-ho", false}, Row{"Ada Holm", "Ada Vos", false},
                         Row{"Kim Yo Rang", "Kim Yu Dan", false}, Row{"Holm", "Ada Holm", false}}) {
    const Name a = name_of(row.a, true), b = name_of(row.b, true);
    EXPECT_EQ(same_person(a, b), row.same) << row.a << " / " << row.b;
    EXPECT_EQ(same_person(b, a), row.same) << row.b << " / " << row.a;
  }
}

TEST(NameVariants, shorter_forms_of_a_body) {
  struct Row {
    const char *shorter, *longer;
    bool is;
  };
  for (const Row& row : {Row{"NRA", "Northern Rail Agency", true}, Row{"N.R.A.", "Northern Rail Agency", true},
                         Row{"Northern Rail", "Northern Rail Agency", true}, Row{"Tarvik", "Tarvik University", true},
                         Row{"Senate", "U.S. Senate", true}, Row{"Home Office", "United Kingdom Home Office", true},
                         Row{"World Harbour Organisation", "World Harbour Organisation of Friends", true},
                         // apart
                         Row{"NRB", "Northern Rail Agency", false}, Row{"University", "University of Holm", false},
                         Row{"Agency", "Northern Rail Agency", false}, Row{"Norway", "Norway Bank", false},
                         Row{"Tarvik", "Tarvik Browns Stadium", false},
                         Row{"Marriage Act", "Special Marriage Act", false}, Row{"National", "National Bank", false}}) {
    EXPECT_EQ(shortens_body(name_of(row.shorter, false), name_of(row.longer, false)), row.is)
        << row.shorter << " / " << row.longer;
  }
}

TEST(NameVariants, long_form_of_a_short_form_in_brackets) {
  struct Row {
    const char* short_form;
    std::vector<std::string_view> words;
    std::size_t first;
  };
  for (const Row& row :
       {Row{"NRA", {"by", "the", "Northern", "Rail", "Agency"}, 2},
        Row{"UHMIL", {"the", "United", "Harbour", "Mission", "in", "Lakeland"}, 1},
        Row{"MSL", {"Ministry", "of", "Sport", "and", "Leisure"}, 0}, Row{"OFRAIL", {"the", "Office", "of", "Rail"}, 1},
        Row{"COMFISH", {"Commission", "for", "Fisheries"}, 3}, Row{"LaPeds", {"the", "Lakeland", "Pediatricians"}, 1},
        Row{"IATA", {"Tarvik", "International", "Airport"}, 3}, Row{"X", {"Xenon"}, 1}, Row{"NRA", {}, 0}}) {
    EXPECT_EQ(long_form_of(row.short_form, row.words), row.first) << row.short_form;
  }
}

}  // namespace
}  // namespace hearsay
