#include "source/document_invariants.h"

#include "base/hash.h"
#include "base/utf8.h"

namespace hearsay {

std::string broken_invariant(const Document& d) {
  const std::string_view text = d.text, bytes = d.bytes;
  if (first_invalid_utf8(text) != std::string_view::npos) return "the text is ill-formed UTF-8";
  if (text.find('\0') != std::string_view::npos) return "a NUL in the text";
  if (d.sha256 != to_hex(sha256(bytes))) return "the hash is not of the bytes";

  std::uint32_t last = 0;
  for (const Run& run : d.map) {
    if (run.length == 0) return "an empty run";
    if (run.text_begin < last) return "runs overlap or go back in the text";
    last = run.text_begin + run.length;
    if (last > text.size() || run.source_begin + run.length > bytes.size()) return "a run leaves text or source";
    if (text.substr(run.text_begin, run.length) != bytes.substr(run.source_begin, run.length))
      return "a run's bytes differ";
  }

  std::uint32_t end = 0;
  for (std::size_t i = 0; i < d.parts.size(); ++i) {
    const Part& part = d.parts[i];
    if (part.span.empty()) return "an empty part";
    if (part.span.begin != (i == 0 ? 0 : end + 2)) return "parts are not two bytes apart";
    if (i > 0 && text.substr(end, 2) != "\n\n") return "parts are not joined by an empty line";
    end = part.span.end;
    if (end > text.size() || !is_utf8_boundary(text, part.span.begin) || !is_utf8_boundary(text, end)) {
      return "a part off the text or its characters";
    }
    if (part.id != "p:" + std::to_string(i)) return "a part's id is not its place";
    if (part.parent >= static_cast<std::int32_t>(i)) return "a part's parent does not come before it";
    if ((part.kind == PartKind::kComment) != (part.region == Region::kComments)) return "a comment outside its region";
    if (const auto range = source_range(d, part.span);
        range && (range->begin >= range->end || range->end > bytes.size())) {
      return "a part's source leaves the page";
    }
  }
  if (end != text.size()) return "text after the last part";

  const auto value_holds = [&](const Value& value) {
    if (value.span && slice(text, *value.span) != value.value) return false;
    return !value.source || (value.source->begin < value.source->end && value.source->end <= bytes.size());
  };
  if (d.title && !value_holds(*d.title)) return "the title's place";
  if (d.credit && !value_holds(*d.credit)) return "the credit's place";
  if (d.outlet && !value_holds(*d.outlet)) return "the outlet's place";
  for (const Value& author : d.authors) {
    if (!value_holds(author)) return "an author's place";
  }
  for (std::size_t i = 0; i < d.comments.size(); ++i) {
    const Comment& comment = d.comments[i];
    if (comment.part >= d.parts.size() || d.parts[comment.part].kind != PartKind::kComment)
      return "a comment without its part";
    if (comment.reply_to && *comment.reply_to >= i) return "a reply to a later comment";
    if (comment.author && !value_holds(*comment.author)) return "a commenter's place";
  }
  return "";
}

}  // namespace hearsay
