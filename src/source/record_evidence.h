// Whether repeated records are what readers said: by what they call themselves, and by what they have.
//
// What it is: a dozen records of a group are looked at: their names (comment, post, message), buttons that answer,
// addresses of their own, links to profiles, what is told of users, numbers that rise. Each speaks for comments; links
// to many other pages, headings that lead away, asides and live tickers speak against. Ownership: views the caller's
// tree, blocks and marks. Threads: pure. Fails: never; where in doubt they are not. Bounds: 12 records, 400 nodes each.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "source/html_records.h"

namespace hearsay {

// A record and what is in it, apart from records inside it.
struct RecordMember {
  NodeIndex first = kNoNode, last = kNoNode;
  std::uint32_t from = 0, to = 0;  // places
  std::uint32_t times = 0, names = 0;
  std::uint64_t content = 0;
};

struct RecordCounts {
  std::uint32_t good = 0;      // members with time and text
  std::uint32_t named = 0;     // of these, with a name
  std::uint64_t content = 0;   // of the good ones
  bool inner = false;          // inside records that were found before
  std::uint64_t accepted = 0;  // content of the largest group found before
};

// `good` is not empty. Sets what the group calls itself.
[[nodiscard]] bool are_said_by_readers(const RecordInput& input, const std::vector<const RecordMember*>& good,
                                       const RecordCounts& counts, RecordGroup& out);

enum class RecordName : std::uint8_t { kNone, kPost, kComment };
// What an element's class, id or type calls it.
[[nodiscard]] RecordName record_name(const HtmlTree& tree, const HtmlBlocks& blocks, NodeIndex element);

}  // namespace hearsay
