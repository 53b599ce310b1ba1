// read_document: the order in which the room's readers are called, and what holds for every kind of page.
#include <iterator>

#include "base/hash.h"
#include "base/utf8.h"
#include "source/ascii.h"
#include "source/charset.h"
#include "source/container.h"
#include "source/dates.h"
#include "source/document_language.h"
#include "source/file_kind.h"
#include "source/html_reader.h"
#include "source/source.h"
#include "source/text_reader.h"

namespace hearsay {

namespace {

// The text of the article, or of everything that is not boilerplate where there is none.
std::string body_of(const Document& document) {
  std::string body;
  for (const Part& part : document.parts) {
    if (part.region == Region::kBoilerplate) continue;
    body += slice(document.text, part.span);
    body += '\n';
    if (body.size() > (128u << 10)) break;
  }
  return body;
}

void warn(Document& document, ErrorCode code, std::string message, std::optional<std::uint64_t> offset) {
  document.warnings.push_back(Error{code, std::move(message), document.path, offset});
}

// Says which parts the later rooms will not read: no page may keep them busy without end.
void warn_of_unread_parts(Document& document) {
  std::size_t read = 0, long_parts = 0;
  const Part* first_long = nullptr;
  const Part* first_beyond = nullptr;
  for (const Part& part : document.parts) {
    if (part.region == Region::kBoilerplate) continue;
    if (part.span.length() > kMaxPartBytes) {
      if (long_parts++ == 0) first_long = &part;
    } else if (++read > kMaxAnalysedParts && !first_beyond) {
      first_beyond = &part;
    }
  }
  const auto at = [&](const Part& part) -> std::optional<std::uint64_t> {
    const auto range = source_range(document, part.span);
    return range ? std::optional<std::uint64_t>(range->begin) : std::nullopt;
  };
  if (first_long) {
    warn(document, ErrorCode::kTooLarge,
         std::to_string(long_parts) + (long_parts == 1 ? " paragraph" : " paragraphs") + " of over " +
             std::to_string(kMaxPartBytes) + " bytes kept but not analysed, here the first",
         at(*first_long));
  }
  if (first_beyond) {
    warn(document, ErrorCode::kTooLarge,
         "more than " + std::to_string(kMaxAnalysedParts) + " paragraphs; those from here on are kept but not analysed",
         at(*first_beyond));
  }
}

// UTF-8 that was taken for windows-1252 and written as UTF-8 again: "â€™" for an apostrophe, "Ã©" for an e with its
// accent. It is said and not repaired, since the map must stay true to the page.
void warn_of_double_encoding(Document& document) {
  if (document.charset != "utf-8") return;
  constexpr std::string_view kSigns[] = {"\xC3\xA2\xE2\x82\xAC", "\xC3\x83\xC2", "\xC3\x82\xC2"};
  std::size_t found = 0, first = std::string::npos;
  for (const Part& part : document.parts) {
    if (part.region == Region::kBoilerplate) continue;
    const std::string_view text = slice(document.text, part.span);
    for (std::size_t at = text.find('\xC3'); at != std::string_view::npos; at = text.find('\xC3', at + 2)) {
      for (const std::string_view sign : kSigns) {
        if (!text.substr(at).starts_with(sign)) continue;
        if (found++ == 0) first = part.span.begin + at;
        break;
      }
    }
  }
  // One may be meant: an article about encodings, a name in a language that has such pairs.
  if (found < 2) return;
  const auto begin = static_cast<std::uint32_t>(first);
  const auto range = source_range(document, {begin, begin + 2});
  warn(document, ErrorCode::kMalformed,
       std::to_string(found) + " characters were encoded twice before this page was saved, here the first",
       range ? std::optional<std::uint64_t>(range->begin) : std::nullopt);
}

void apply_options(Document& document, const ReadOptions& options) {
  if (!document.published && !options.date.empty()) {
    if (const auto date = find_date(options.date)) {
      document.published = Date{date->value, date->precision, std::nullopt, "option"};
    }
  }
  if (!document.outlet && !options.outlet.empty()) {
    document.outlet = Value{options.outlet, std::nullopt, std::nullopt, "option"};
  }
}

// What the container says of the page, where the page itself does not.
void apply_stated(Document& document, const StatedMetadata& stated) {
  const auto weak = [](const std::string& from) { return from == "visible" || from == "url"; };
  if (!stated.title.empty() &&
      (!document.title || (weak(document.title->from) && document.title->value != stated.title)))
    document.title = Value{stated.title, std::nullopt, std::nullopt, stated.from};
  if (!stated.outlet.empty() && !document.outlet)
    document.outlet = Value{stated.outlet, std::nullopt, std::nullopt, stated.from};
  if (!stated.authors.empty() && (document.authors.empty() || weak(document.authors.front().from))) {
    document.authors.clear();
    for (const std::string& name : stated.authors)
      document.authors.push_back(Value{name, std::nullopt, std::nullopt, stated.from});
  }
  if (!stated.published.empty() && (!document.published || weak(document.published->from))) {
    if (const auto date = find_date(stated.published)) {
      document.published = Date{date->value, date->precision, std::nullopt, stated.from};
    }
  }
}

// Offsets of a record's warnings count in the page, which is no file: they are said in words, beside the record's
// place.
void place_warnings(Document& document) {
  for (Error& warning : document.warnings) {
    std::string where = warning.offset ? "byte " + std::to_string(*warning.offset) + " of " : "in ";
    warning.message += " (" + where + (document.uri.empty() ? "the page" : document.uri) + ")";
    warning.offset.reset();
    if (document.archive) warning.offset = document.archive->offset;
  }
}

// HTML or text: as the user says, as the container says, else as the bytes look.
Result<FileKind> kind_of_source(const RawSource& source, const ReadOptions& options) {
  std::string_view as = options.as == "text" || options.as == "html" ? std::string_view(options.as) : "";
  if (as.empty()) {
    if (source.stated_type == "text/html" || source.stated_type == "application/xhtml+xml") as = "html";
    if (source.stated_type == "text/plain") as = "text";
  }
  return kind_of(source.bytes, unpacked_name(source.path), as, source.stated_charset);
}

}  // namespace

Result<Document> read_document(RawSource source, const ReadOptions& options) {
  if (source.bytes.size() > kMaxSourceBytes) {
    return Error{ErrorCode::kTooLarge, "more than " + std::to_string(kMaxSourceBytes) + " bytes", source.path,
                 kMaxSourceBytes};
  }
  Result<FileKind> kind = kind_of_source(source, options);
  if (!kind) {
    Error error = kind.error();
    error.path = source.path;
    if (source.in_archive) {
      error.offset.reset();
      if (source.archive) error.offset = source.archive->offset;
      error.message += ": " + (source.uri.empty() ? "a record" : source.uri);
    }
    return error;
  }

  Document document;
  document.path = std::move(source.path);
  document.bytes = std::move(source.bytes);
  document.uri = source.uri;
  if (ascii::istarts_with(source.uri, "http")) document.url = std::move(source.uri);
  document.captured_at = std::move(source.captured_at);
  document.in_archive = source.in_archive;
  document.archive = std::move(source.archive);
  document.stated_type = std::move(source.stated_type);
  document.stated_charset = std::move(source.stated_charset);
  const Sha256 digest = sha256(document.bytes);
  document.sha256 = to_hex(digest);
  document.id = "d:" + document.sha256.substr(0, 16);

  const bool html = *kind == FileKind::kHtml;
  const CharsetChoice choice = choose_charset(document.bytes, html, document.stated_charset);
  document.media_type = html ? "text/html" : "text/plain";
  document.charset = name(choice.charset);
  std::string language_prior;
  {
    // `decoded` may view document.bytes: it must be gone before the Document is moved.
    DecodedSource decoded;
    decode(document.bytes, choice, decoded);
    if (html) {
      language_prior = read_html(decoded, choice, document);
    } else {
      read_text(decoded, document);
    }
    if (!choice.unsupported.empty()) {
      warn(document, ErrorCode::kUnsupported,
           "the declared charset '" + choice.unsupported.substr(0, 40) + "' is not read; taken for " + document.charset,
           std::nullopt);
    }
    if (choice.contradicted) {
      warn(document, ErrorCode::kMalformed, "declared as utf-8, which these bytes are not; read as " + document.charset,
           choice.contradicted);
    }
    if (decoded.ill_formed > 0) {
      warn(document, ErrorCode::kMalformed,
           std::to_string(decoded.ill_formed) + " ill-formed " + document.charset + " sequence" +
               (decoded.ill_formed == 1 ? "" : "s") + " replaced by U+FFFD, here the first",
           decoded.first_ill_formed);
    }
  }
  const std::size_t nul = document.bytes.find('\0');
  if (nul != std::string::npos && choice.charset != Charset::kUtf16le && choice.charset != Charset::kUtf16be) {
    warn(document, ErrorCode::kMalformed, "NUL characters, here the first", nul);
  }
  // In a crawl pages without text are usual: frames, pixels, answers of scripts.
  if (document.parts.empty() && !source.in_archive)
    warn(document, ErrorCode::kMalformed, "no text found", std::nullopt);
  warn_of_unread_parts(document);
  warn_of_double_encoding(document);
  if (source.in_archive) place_warnings(document);
  document.warnings.insert(document.warnings.begin(), std::make_move_iterator(source.warnings.begin()),
                           std::make_move_iterator(source.warnings.end()));
  apply_stated(document, source.stated);
  apply_options(document, options);
  document.language = language_of(body_of(document), language_prior);
  return document;
}

}  // namespace hearsay
