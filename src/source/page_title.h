// Which of a page's several titles is its title.
//
// What it is: a page says its title up to five times (a heading, og:title, JSON-LD, twitter:title, the title element),
// and often not with the same words. Those that fold to the same letters stand together, and with them those that only
// go on with a section or the site's name; the title that most stand behind wins, the visible heading where it is
// as good as another. Of its spellings the commonest, and of several the one that the markup gives: headings
// lose the colon that stood between two of their elements. Ownership: views the candidates. Threads: pure. Fails:
// nullopt where there is no candidate. Facts: measured on the Fundus pages, docs/accuracy.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/source.h"

namespace hearsay {

// `stated`: what the markup says, the best source first. `heading`: the visible one.
[[nodiscard]] std::optional<Value> choose_title(const std::optional<Value>& heading, const std::vector<Value>& stated);

// Letters and digits only, small: for comparing titles and names whatever their quotes, dashes and blanks.
[[nodiscard]] std::string fold(std::string_view text);

// Whether `longer` is `shorter` and goes on, behind a dash, a bar or the like, with something else.
[[nodiscard]] bool goes_on(std::string_view longer, std::string_view shorter);

}  // namespace hearsay
