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
  for (;;) {
    const std::string_view part = std::string_view(text_).substr(part_begin_, end - part_begin_);
    if (part.empty()) break;
    // White space that is drawn and means nothing at an edge: U+00A0, U+200B.
    if (ascii::is_space(part.back())) {
      end -= 1;
    } else if (part.ends_with("\xC2\xA0")) {
      end -= 2;
    } else if (part.ends_with("\xE2\x80\x8B")) {
      end -= 3;
    } else {
      break;
    }
  }
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

void TextBuilder::split_part(std::uint32_t index, std::uint32_t end, std::uint32_t begin) {
  end_part();
  Part& part = parts_[index];
  const std::uint32_t cut = part.span.begin + end, rest = part.span.begin + begin;
  const std::int64_t shift = 2 - static_cast<std::int64_t>(begin - end);
  const auto moved = [shift](std::uint32_t offset) { return static_cast<std::uint32_t>(offset + shift); };
  std::vector<Run> map;
  map.reserve(map_.size() + 1);
  for (const Run& run : map_) {
    const std::uint32_t run_end = run.text_begin + run.length;
    if (run.text_begin < cut) {
      map.push_back({run.text_begin, run.source_begin, std::min(run_end, cut) - run.text_begin});
    }
    if (run_end > rest) {
      const std::uint32_t from = std::max(run.text_begin, rest);
      map.push_back({moved(from), run.source_begin + (from - run.text_begin), run_end - from});
    }
  }
  map_ = std::move(map);
  text_.replace(cut, begin - end, "\n\n");
  Part tail = part;
  part.span.end = cut;
  tail.span = {cut + 2, moved(tail.span.end)};
  for (std::size_t i = index + 1; i < parts_.size(); ++i) {
    parts_[i].span = {moved(parts_[i].span.begin), moved(parts_[i].span.end)};
  }
  parts_.insert(parts_.begin() + index + 1, std::move(tail));
}

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
