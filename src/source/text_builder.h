// The reading text as it grows, with the map that leads each of its bytes back to the page.
//
// What it is: readers append stretches in reading order, either same() bytes of the page or other() text, which was
// decoded or is white space put in between; begin_part() and end_part() cut parts and put "\n\n" between them.
// Ownership: owns text, map and parts until finish() moves them into a Document. Threads: one thread each.
// Units: page offsets count bytes of what the reader reads: the source itself, or its decoded text (see charset.h),
// whose runs then compose with ours in finish(). Fails: never; past kMaxParts the text goes on in the last part.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "source/charset.h"
#include "source/source.h"

namespace hearsay {

// More parts than any page has (the longest thread in the corpora: some 6,000); bounds memory on a file of empty tags.
inline constexpr std::size_t kMaxParts = 50'000;

class TextBuilder {
 public:
  // Opens a part; an open one is closed first. Returns its index.
  std::uint32_t begin_part(PartKind kind, Region region);
  // Closes the open part. Trailing white space is taken back, and a part without text is dropped.
  void end_part();

  // `bytes` stand at `page_begin` in the page and are taken as they are.
  void same(std::string_view bytes, std::uint32_t page_begin);
  // Text that stands for other bytes, or for none.
  void other(std::string_view text);

  // Cuts a closed part in two of the same kind: its first `end` bytes, and those from `begin` on; only white space lies
  // between. Indices of later parts grow by one; no part may have a parent yet.
  void split_part(std::uint32_t index, std::uint32_t end, std::uint32_t begin);

  [[nodiscard]] bool open() const { return open_; }
  // True while the open part has no text.
  [[nodiscard]] bool part_is_empty() const { return text_.size() == part_begin_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::vector<Part>& parts() { return parts_; }
  [[nodiscard]] bool full() const { return parts_.size() >= kMaxParts; }

  // Moves everything into `document`. `decoded` is null where page offsets are source offsets.
  void finish(Document& document, const DecodedSource* decoded);

 private:
  std::string text_;
  std::vector<Run> map_;
  std::vector<Part> parts_;
  std::uint32_t part_begin_ = 0;
  bool open_ = false;
};

// `outer` leads into an intermediate text, `inner` from there to the source: the runs that lead all the way.
[[nodiscard]] std::vector<Run> compose(const std::vector<Run>& outer, const std::vector<Run>& inner);

}  // namespace hearsay
