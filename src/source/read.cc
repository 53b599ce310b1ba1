// read_document: the order in which the room's readers are called, and what holds for every kind of page.
#include "base/hash.h"
#include "base/utf8.h"
#include "source/charset.h"
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

}  // namespace

Result<Document> read_document(RawSource source, const ReadOptions& options) {
  if (source.bytes.size() > kMaxSourceBytes) {
    return Error{ErrorCode::kTooLarge, "more than " + std::to_string(kMaxSourceBytes) + " bytes", source.path,
                 kMaxSourceBytes};
  }
  Result<FileKind> kind = kind_of(source.bytes, source.path, options.as);
  if (!kind) {
    Error error = kind.error();
    error.path = source.path;
    return error;
  }

  Document document;
  document.path = std::move(source.path);
  document.bytes = std::move(source.bytes);
  const Sha256 digest = sha256(document.bytes);
  document.sha256 = to_hex(digest);
  document.id = "d:" + document.sha256.substr(0, 16);

  const bool html = *kind == FileKind::kHtml;
  const CharsetChoice choice = choose_charset(document.bytes, html);
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
           "the declared charset '" + choice.unsupported.substr(0, 40) + "' is not known; read as " + document.charset,
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
  if (document.parts.empty()) warn(document, ErrorCode::kMalformed, "no text found", std::nullopt);
  warn_of_unread_parts(document);
  apply_options(document, options);
  document.language = language_of(body_of(document), language_prior);
  return document;
}

}  // namespace hearsay
