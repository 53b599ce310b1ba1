// Addresses of pages: host, registrable domain, and what a path says of the date.
//
// Ownership: values own their strings. Threads: pure. Fails: "" or nullopt for what is no such address.
// Facts: RFC 3986; the Public Suffix List, through libpsl's built-in copy.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "source/source.h"

namespace hearsay {

// Host of a URL, small, and the registrable domain of a host ("news.bbc.co.uk" → "bbc.co.uk").
[[nodiscard]] std::string host_of(std::string_view url);
[[nodiscard]] std::string registrable_domain(const std::string& host);

// Whether a page captured at `url` says by its canonical link that it is another site's: a copy that was passed on.
// False where one of them is not known, where a site has several top-level domains ("gull.example" and "gull.test"),
// and where `url` is a cache or an archive of the other.
[[nodiscard]] bool is_passed_on(std::string_view url, std::string_view canonical);

// A date in a path, "/2024/10/03/", as ISO 8601.
[[nodiscard]] std::optional<Date> date_in_url(std::string_view url);

}  // namespace hearsay
