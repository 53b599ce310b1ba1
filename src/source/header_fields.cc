#include "source/header_fields.h"

#include "source/ascii.h"

namespace hearsay {

namespace {

// White space inside a line; a field's value has no other.
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

HeaderFields HeaderFields::parse(std::string_view block) {
  HeaderFields out;
  std::size_t at = 0;
  bool kept = false;  // whether the line before is one that a folded line goes on
  while (at < block.size()) {
    std::size_t end = block.find('\n', at);
    if (end == std::string_view::npos) end = block.size();
    std::string_view line = block.substr(at, end - at);
    at = end + 1;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    if (is_blank(line[0])) {
      if (kept) {
        std::string& value = out.fields_.back().second;
        if (!value.empty()) value += ' ';
        value += ascii::trim(line);
      }
      continue;
    }
    const std::size_t colon = line.find(':');
    const std::string_view name = ascii::trim(line.substr(0, colon));
    kept = colon != std::string_view::npos && !name.empty() && out.fields_.size() < kMaxFields;
    if (kept) {
      out.fields_.emplace_back(name, ascii::trim(line.substr(colon + 1)));
    } else {
      ++out.odd_lines_;
    }
  }
  return out;
}

std::string_view HeaderFields::get(std::string_view name) const {
  for (const auto& [field, value] : fields_) {
    if (ascii::iequals(field, name)) return value;
  }
  return {};
}

std::optional<HeaderEnd> end_of_header(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (bytes.substr(at, 2) == "\r\n") return HeaderEnd{at, at + 2};
    if (bytes[at] == '\n') return HeaderEnd{at, at + 1};
    const std::size_t end = bytes.find('\n', at);
    if (end == std::string_view::npos) return std::nullopt;
    at = end + 1;
  }
  return std::nullopt;
}

std::string media_type_of(std::string_view value) {
  return ascii::to_lower(ascii::trim(value.substr(0, value.find(';'))));
}

std::string parameter_of(std::string_view value, std::string_view name) {
  std::string joined;  // RFC 2231: name*0, name*1 …
  bool continued = false;
  std::size_t at = value.find(';');
  while (at != std::string_view::npos && at < value.size()) {
    ++at;
    while (at < value.size() && (ascii::is_space(value[at]) || value[at] == ';')) ++at;
    const std::size_t begin = at;
    while (at < value.size() && value[at] != '=' && value[at] != ';') ++at;
    std::string key = ascii::to_lower(ascii::trim(value.substr(begin, at - begin)));
    if (at >= value.size() || value[at] == ';') continue;
    ++at;
    while (at < value.size() && ascii::is_space(value[at])) ++at;
    std::string text;
    if (at < value.size() && value[at] == '"') {
      for (++at; at < value.size() && value[at] != '"'; ++at) {
        if (value[at] == '\\' && at + 1 < value.size()) ++at;
        text += value[at];
      }
      at = value.find(';', at);
    } else {
      const std::size_t end = std::min(value.find(';', at), value.size());
      text = ascii::trim(value.substr(at, end - at));
      if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'') text = text.substr(1, text.size() - 2);
      at = end;
    }
    const std::size_t star = key.find('*');
    if (key.substr(0, star) != name) continue;
    if (star == std::string::npos) return text;
    // charset'language'text in the first piece of an encoded one; what is asked for here is ASCII.
    if (key.ends_with('*') && joined.empty()) {
      const std::size_t first = text.find('\'');
      const std::size_t second = first == std::string::npos ? first : text.find('\'', first + 1);
      if (second != std::string::npos) text.erase(0, second + 1);
    }
    joined += text;
    continued = true;
  }
  return continued ? joined : "";
}

}  // namespace hearsay
