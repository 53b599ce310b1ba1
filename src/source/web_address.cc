#include "source/web_address.h"

#include <libpsl.h>

#include "source/ascii.h"
#include "source/dates.h"

namespace hearsay {

std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  const std::size_t user = url.rfind('@');
  if (user != std::string_view::npos) url.remove_prefix(user + 1);
  url = url.substr(0, url.find(':'));
  if (url.size() > 253) return {};
  return ascii::to_lower(url);
}

std::string registrable_domain(const std::string& host) {
  if (host.empty()) return {};
  const char* domain = psl_registrable_domain(psl_builtin(), host.c_str());
  return domain != nullptr ? std::string(domain) : host;
}

bool is_passed_on(std::string_view url, std::string_view canonical) {
  const std::string here = registrable_domain(host_of(url)), there = registrable_domain(host_of(canonical));
  if (here.empty() || there.empty() || here == there) return false;
  const auto label = [](const std::string& domain) { return std::string_view(domain).substr(0, domain.find('.')); };
  // "gull-example.cache.test", "archive.test/2024/https://gull.example/…"
  return label(here) != label(there) && ascii::to_lower(url).find(label(there)) == std::string::npos;
}

std::optional<Date> date_in_url(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const std::size_t from = scheme == std::string_view::npos ? 0 : url.find('/', scheme + 3);
  if (from == std::string_view::npos) return std::nullopt;
  const std::optional<FoundDate> date = find_date(url.substr(0, 2000), from);
  if (!date || date->precision != "day") return std::nullopt;
  return Date{date->value, date->precision, std::nullopt, "url"};
}

}  // namespace hearsay
