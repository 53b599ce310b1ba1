#include "source/file_kind.h"

#include <algorithm>
#include <array>

#include "source/ascii.h"
#include "source/charset.h"
#include "source/container.h"

namespace hearsay {

namespace {

struct Magic {
  std::string_view bytes;
  std::string_view what;
};

using namespace std::string_view_literals;

constexpr auto kMagic = std::to_array<Magic>({
    {"%PDF-"sv, "a PDF file"},
    {"\x1F\x8B"sv, "a gzip file inside another"},
    {"PK\x03\x04"sv, "a ZIP archive inside another file"},
    {"WARC/"sv, "a WARC archive inside another file"},
    {"{\\rtf"sv, "an RTF file; save it as text or HTML"},
    {"\x28\xB5\x2F\xFD"sv, "a zstd file inside another"},
    {"BZh"sv, "a bzip2 file; unpack it first"},
    {"\xFD"
     "7zXZ"sv,
     "an xz file; unpack it first"},
    {"\xD0\xCF\x11\xE0"sv, "an old Office file; save it as text or HTML"},
    {"\x89PNG"sv, "a picture"},
    {"\xFF\xD8\xFF"sv, "a picture"},
    {"GIF8"sv, "a picture"},
    {"RIFF"sv, "a media file"},
    {"\x7F"
     "ELF"sv,
     "a program"},
    {"SQLite format 3\0"sv, "an SQLite database"},
    {"bplist00"sv, "a Safari web archive; save the page as HTML"},
});

constexpr auto kHtmlStarts = std::to_array<std::string_view>(
    {"<!doctype html", "<html", "<head",    "<script", "<iframe",  "<h1",     "<div", "<font",
     "<table",         "<a",    "<style",   "<title",  "<b",       "<body",   "<br",  "<p",
     "<meta",          "<link", "<article", "<main",   "<section", "<header", "<span"});

constexpr auto kHtmlNames =
    std::to_array<std::string_view>({".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx"});
constexpr auto kTextNames = std::to_array<std::string_view>({".txt", ".text", ".md"});

constexpr auto kSideFiles = std::to_array<std::string_view>(
    {".png",         ".jpg",         ".jpeg", ".gif",  ".svg", ".webp", ".avif",  ".ico", ".bmp",    ".tif",
     ".tiff",        ".css",         ".js",   ".mjs",  ".map", ".woff", ".woff2", ".ttf", ".otf",    ".eot",
     ".mp3",         ".mp4",         ".m4a",  ".ogg",  ".wav", ".webm", ".mov",   ".avi", ".json",   ".yaml",
     ".yml",         ".toml",        ".csv",  ".tsv",  ".ann", ".py",   ".sh",    ".db",  ".sqlite", ".hearsay",
     ".hearsay-wal", ".hearsay-shm", ".log",  ".lock", ".cdx", ".cdxj", ".idx"});

template <std::size_t N>
bool ends_with_any(std::string_view name, const std::array<std::string_view, N>& endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
    return name.size() > ending.size() && ascii::iequals(name.substr(name.size() - ending.size()), ending);
  });
}

// Control characters that text does not have; NUL is one, and a few of them still make a text.
bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 && !ascii::is_space(c) && byte != 0x1B && byte != 0x08 && byte != 0x0B && byte != 0x1A;
}

}  // namespace

bool begins_as_html(std::string_view text) {
  while (!text.empty() && ascii::is_space(text.front())) text.remove_prefix(1);
  if (text.starts_with("<!--")) return true;
  for (const std::string_view start : kHtmlStarts) {
    if (!ascii::istarts_with(text, start)) continue;
    if (text.size() > start.size() && (text[start.size()] == '>' || ascii::is_space(text[start.size()]))) return true;
  }
  return false;
}

Result<FileKind> kind_of(std::string_view bytes, std::string_view path, std::string_view as,
                         std::string_view stated_charset) {
  if (bytes.empty()) return Error{ErrorCode::kMalformed, "the file is empty", "", 0};
  for (const Magic& magic : kMagic) {
    if (bytes.starts_with(magic.bytes)) {
      return Error{ErrorCode::kUnsupported, "this is " + std::string(magic.what), "", 0};
    }
  }
  const CharsetChoice charset = marked_charset(bytes, stated_charset).value_or(CharsetChoice{});
  const bool wide = charset.charset == Charset::kUtf16le || charset.charset == Charset::kUtf16be;
  if (!wide) {
    const std::string_view head = bytes.substr(0, 64u << 10);
    const auto controls = static_cast<std::size_t>(std::count_if(head.begin(), head.end(), is_control));
    if (controls > 4 && controls * 10 > head.size()) {
      const auto first = static_cast<std::uint64_t>(std::find_if(head.begin(), head.end(), is_control) - head.begin());
      return Error{ErrorCode::kMalformed, "binary data, not text", "", first};
    }
  }
  if (as == "text") return FileKind::kText;
  if (as == "html") return FileKind::kHtml;

  std::string narrow;
  std::string_view text = bytes.substr(charset.bom, 4096);
  if (wide) {
    for (const char c : text) {
      if (c != '\0') narrow += c;
    }
    text = narrow;
  }
  if (begins_as_html(text)) return FileKind::kHtml;
  if (ends_with_any(path, kHtmlNames)) return FileKind::kHtml;
  if (ends_with_any(path, kTextNames)) return FileKind::kText;
  const bool markup = ascii::ifind(text, "<!doctype html") != std::string_view::npos ||
                      ascii::ifind(text, "<html") != std::string_view::npos;
  return markup ? FileKind::kHtml : FileKind::kText;
}

bool is_side_file(std::string_view file_name) { return ends_with_any(unpacked_name(file_name), kSideFiles); }

}  // namespace hearsay
