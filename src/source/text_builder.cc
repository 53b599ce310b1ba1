#include "source/text_builder.h"

#include <algorithm>

#include "source/ascii.h"

namespace hearsay {

std::uint32_t TextBuilder::begin_part(PartKind kind, Region region) {
  end_part();
  if (full()) {
    // The last part goes on, so that no text is lost.
    open_ = true;
    part_begin_ = parts_.back().span.begin;
    if (!text_.empty() && text_.back() != '\n') text_ += '\n';
    return static_cast<std::uint32_t>(parts_.size() - 1);
  }
  if (!parts_.empty()) text_ += "\n\n";
  part_begin_ = static_cast<std::uint32_t>(text_.size());
  Part part;
  part.kind = kind;
  part.region = region;
  part.span = {part_begin_, part_begin_};
  parts_.push_back(std::move(part));
  open_ = true;
  return static_cast<std::uint32_t>(parts_.size() - 1);
}

void TextBuilder::end_part() {
  if (!open_) return;
  open_ = false;
  std::size_t end = text_.size();
  while (end > part_begin_ && ascii::is_space(text_[end - 1])) --end;
  const bool empty = end == part_begin_;
  if (empty) {
    parts_.pop_back();
    end -= parts_.empty() ? 0 : 2;  // the separator goes, too
  } else {
    parts_.back().span.end = static_cast<std::uint32_t>(end);
  }
  while (!map_.empty() && map_.back().text_begin + map_.back().length > end) {
    Run& last = map_.back();
    if (last.text_begin >= end) {
      map_.pop_back();
    } else {
      last.length = static_cast<std::uint32_t>(end) - last.text_begin;
    }
  }
  text_.resize(end);
}

void TextBuilder::same(std::string_view bytes, std::uint32_t page_begin) {
  if (bytes.empty()) return;
  const auto text_begin = static_cast<std::uint32_t>(text_.size());
  const auto length = static_cast<std::uint32_t>(bytes.size());
  text_ += bytes;
  if (!map_.empty()) {
    Run& last = map_.back();
    if (last.text_begin + last.length == text_begin && last.source_begin + last.length == page_begin) {
      last.length += length;
      return;
    }
  }
  map_.push_back({text_begin, page_begin, length});
}

void TextBuilder::other(std::string_view text) { text_ += text; }

void TextBuilder::finish(Document& document, const DecodedSource* decoded) {
  end_part();
  document.text = std::move(text_);
  document.map = decoded ? compose(map_, decoded->runs) : std::move(map_);
  document.parts = std::move(parts_);
  for (std::size_t i = 0; i < document.parts.size(); ++i) document.parts[i].id = "p:" + std::to_string(i);
}

std::vector<Run> compose(const std::vector<Run>& outer, const std::vector<Run>& inner) {
  std::vector<Run> out;
  if (inner.empty()) return out;
  for (const Run& run : outer) {
    const std::uint32_t begin = run.source_begin, end = begin + run.length;
    auto at = std::upper_bound(inner.begin(), inner.end(), begin,
                               [](std::uint32_t offset, const Run& r) { return offset < r.text_begin; });
    if (at != inner.begin()) --at;
    for (; at != inner.end() && at->text_begin < end; ++at) {
      const std::uint32_t from = std::max(begin, at->text_begin), to = std::min(end, at->text_begin + at->length);
      if (from >= to) continue;
      const Run piece = {run.text_begin + (from - begin), at->source_begin + (from - at->text_begin), to - from};
      if (!out.empty() && out.back().text_begin + out.back().length == piece.text_begin &&
          out.back().source_begin + out.back().length == piece.source_begin) {
        out.back().length += piece.length;
      } else {
        out.push_back(piece);
      }
    }
  }
  return out;
}

}  // namespace hearsay
