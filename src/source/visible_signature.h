// Who signs a page and when, as it shows it to its readers.
//
// What it is: reads the parts that were told to be bylines, datelines and credits. Where they say nothing, a line
// elsewhere speaks ("Autor Ana Koš", "Published: 3 October 2024", a date alone) if the page has only one of its kind:
// teasers have many. Ownership: views only; places count in the part's text. Threads: pure. Fails: never; what is not
// shown is empty. Time linear in the text.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/dates.h"
#include "source/source.h"

namespace hearsay {

struct VisiblePlace {
  std::size_t part = 0;
  Span span;
};

struct VisibleSignature {
  std::vector<VisiblePlace> people, organisations;
  std::optional<VisiblePlace> credit;  // an agency
  std::size_t date_part = 0;
  std::optional<FoundDate> date;  // in the text of part `date_part`
};

struct SignatureInput {
  const std::vector<Part>& parts;
  std::string_view text;
  const std::vector<std::string>& sites;       // folded names of the outlet
  std::function<bool(std::size_t)> may_speak;  // whether a part outside of the article is about it at all
  std::function<bool(std::size_t)> signs;      // whether its element says that it names an author
};

[[nodiscard]] VisibleSignature read_signature(const SignatureInput& input);

}  // namespace hearsay
