#include "source/mime.h"

#include <algorithm>

#include "source/ascii.h"
#include "source/charset.h"

namespace hearsay {

namespace {

int hex_digit(char c) {
  if (ascii::is_digit(c)) return c - '0';
  const char lower = ascii::to_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

int base64_digit(char c) {
  if (ascii::is_upper(c)) return c - 'A';
  if (ascii::is_lower(c)) return c - 'a' + 26;
  if (ascii::is_digit(c)) return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  return c == '/' || c == '_' ? 63 : -1;
}

std::string from_base64(std::string_view text) {
  std::string out;
  out.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  int have = 0;
  for (const char c : text) {
    const int digit = base64_digit(c);
    if (digit < 0) continue;  // line ends, padding, and what does not belong there
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    have += 6;
    if (have >= 8) out += static_cast<char>(bits >> (have -= 8) & 0xFF);
  }
  return out;
}

// `header`: in encoded words a blank is written "_".
std::string from_quoted_printable(std::string_view text, bool header) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '_' && header) {
      out += ' ';
      ++at;
      continue;
    }
    if (c == ' ' || c == '\t') {
      // Blanks before a line end were added on the way.
      const std::size_t end = std::min(text.find_first_not_of(" \t", at), text.size());
      if (header || (end < text.size() && text[end] != '\n' && text.substr(end, 2) != "\r\n")) {
        out += text.substr(at, end - at);
      }
      at = end;
      continue;
    }
    if (c != '=') {
      out += c;
      ++at;
      continue;
    }
    if (at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 && hex_digit(text[at + 2]) >= 0) {
      out += static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]));
      at += 3;
      continue;
    }
    // A soft line break, perhaps with blanks behind the sign.
    const std::size_t line = std::min(text.find_first_not_of(" \t", at + 1), text.size());
    if (text.substr(line, 2) == "\r\n") {
      at = line + 2;
    } else if (text.substr(line, 1) == "\n" || line == text.size()) {
      at = std::min(line + 1, text.size());
    } else {
      out += c;
      ++at;
    }
  }
  return out;
}

std::string as_utf8(std::string_view bytes, std::string_view label) {
  DecodedSource decoded;
  decode(bytes, choose_charset(bytes, false, label), decoded);
  return std::string(decoded.text);
}

std::string transfer_encoding(const MimeEntity& entity) {
  return ascii::to_lower(ascii::trim(entity.fields.get("content-transfer-encoding")));
}

// "--boundary", "--boundary--", each on a line of its own, perhaps with blanks behind.
struct Delimiter {
  std::size_t begin = std::string_view::npos;  // with the line end before it, which belongs to it
  std::size_t end = 0;
  bool last = false;
};

Delimiter next_delimiter(std::string_view message, std::size_t from, std::size_t end, std::string_view boundary) {
  const std::string_view text = message.substr(0, end);
  for (std::size_t at = text.find(boundary, from); at != std::string_view::npos; at = text.find(boundary, at + 1)) {
    const std::size_t begin = at - 2;
    if (at < from + 2 || text.substr(begin, 2) != "--" || (begin > from && text[begin - 1] != '\n')) continue;
    Delimiter found;
    std::size_t behind = at + boundary.size();
    found.last = text.substr(behind, 2) == "--";
    if (found.last) behind += 2;
    while (behind < end && (text[behind] == ' ' || text[behind] == '\t')) ++behind;
    if (text.substr(behind, 2) == "\r\n") {
      behind += 2;
    } else if (text.substr(behind, 1) == "\n") {
      behind += 1;
    } else if (behind < end) {
      continue;  // a longer boundary that begins alike
    }
    found.begin = begin;
    if (found.begin > from && text[found.begin - 1] == '\n') --found.begin;
    if (found.begin > from && text[found.begin - 1] == '\r') --found.begin;
    found.end = behind;
    return found;
  }
  return {};
}

MimeEntity entity_of(std::string_view message, std::size_t begin, std::size_t end, std::int32_t parent,
                     std::string_view default_type) {
  MimeEntity entity;
  entity.begin = begin;
  entity.end = end;
  entity.parent = parent;
  const std::string_view text = message.substr(begin, end - begin);
  const auto header = end_of_header(text);
  entity.fields = HeaderFields::parse(text.substr(0, header ? header->header : text.size()));
  entity.body = begin + (header ? header->all : text.size());
  entity.media_type = media_type_of(entity.fields.get("content-type"));
  if (entity.media_type.empty()) entity.media_type = default_type;
  return entity;
}

}  // namespace

std::vector<MimeEntity> parse_mime(std::string_view message) {
  std::vector<MimeEntity> out;
  // Entities still to be read, the next one last; their order in the message is that of the result.
  struct Pending {
    std::size_t begin, end, depth;
    std::int32_t parent;
    std::string_view default_type;
  };
  std::vector<Pending> pending = {{0, message.size(), 0, -1, "text/plain"}};
  while (!pending.empty()) {
    const Pending next = pending.back();
    pending.pop_back();
    out.push_back(entity_of(message, next.begin, next.end, next.parent, next.default_type));
    MimeEntity& entity = out.back();
    const auto self = static_cast<std::int32_t>(out.size() - 1);
    if (next.depth >= kMaxMimeDepth || out.size() + pending.size() >= kMaxMimeParts) continue;
    if (entity.media_type == "message/rfc822" && known_transfer_encoding(entity) &&
        transfer_encoding(entity) != "base64" && transfer_encoding(entity) != "quoted-printable") {
      entity.leaf = false;
      pending.push_back({entity.body, entity.end, next.depth + 1, self, "text/plain"});
      continue;
    }
    if (!entity.media_type.starts_with("multipart/")) continue;
    const std::string boundary = parameter_of(entity.fields.get("content-type"), "boundary");
    if (boundary.empty()) continue;
    const std::string_view type = entity.media_type == "multipart/digest" ? "message/rfc822" : "text/plain";
    std::vector<Pending> parts;
    Delimiter at = next_delimiter(message, entity.body, entity.end, boundary);
    if (at.begin == std::string_view::npos) continue;
    entity.leaf = false;
    const std::size_t end = entity.end;  // `entity` moves when `out` grows, not before
    while (at.begin != std::string_view::npos && !at.last &&
           out.size() + pending.size() + parts.size() < kMaxMimeParts) {
      const Delimiter following = next_delimiter(message, at.end, end, boundary);
      const std::size_t part_end = following.begin == std::string_view::npos ? end : following.begin;
      if (at.end < part_end) parts.push_back({at.end, part_end, next.depth + 1, self, type});
      at = following;
    }
    pending.insert(pending.end(), parts.rbegin(), parts.rend());
  }
  return out;
}

bool known_transfer_encoding(const MimeEntity& entity) {
  const std::string encoding = transfer_encoding(entity);
  for (const std::string_view known : {"", "7bit", "8bit", "binary", "quoted-printable", "base64"}) {
    if (encoding == known) return true;
  }
  return false;
}

std::string decoded_body(std::string_view message, const MimeEntity& entity) {
  const std::string_view body = message.substr(entity.body, entity.end - entity.body);
  const std::string encoding = transfer_encoding(entity);
  if (encoding == "base64") return from_base64(body);
  if (encoding == "quoted-printable") return from_quoted_printable(body, false);
  return std::string(body);
}

std::string decoded_words(std::string_view value) {
  std::string out;
  std::size_t at = 0;
  bool after_word = false;
  while (at < value.size()) {
    // =?charset?B?text?=
    std::size_t end = std::string_view::npos;
    if (value.substr(at, 2) == "=?") {
      const std::size_t first = value.find('?', at + 2);
      const std::size_t second = first == std::string_view::npos ? first : value.find('?', first + 1);
      if (second != std::string_view::npos && second == first + 2) {
        end = value.find("?=", second + 1);
        if (end != std::string_view::npos) {
          const std::string_view charset = value.substr(at + 2, first - at - 2);
          const char kind = ascii::to_lower(value[first + 1]);
          const std::string_view text = value.substr(second + 1, end - second - 1);
          const std::string bytes = kind == 'b' ? from_base64(text) : from_quoted_printable(text, true);
          out += as_utf8(bytes, charset.substr(0, charset.find('*')));
          at = end + 2;
          after_word = true;
          continue;
        }
      }
    }
    const std::size_t next = std::min(value.find("=?", at + 1), value.size());
    const std::string_view plain = value.substr(at, next - at);
    // Blanks between two encoded words are not part of the text.
    const bool between = after_word && next < value.size() && ascii::trim(plain).empty();
    if (!between) out += as_utf8(plain, "");
    after_word = false;
    at = next;
  }
  return out;
}

}  // namespace hearsay
