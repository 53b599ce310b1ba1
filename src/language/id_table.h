// IdTable: a read-only map from 64-bit ids to small values, searched in place in the mapped pack.
//
// What it is: sorted keys, one bucket index over their first bits (ids are hashes, so buckets are even), and the values
// in the order of the keys. Opening reads nothing but the index; a lookup touches one bucket. Ownership: views into the
// pack. Threads: read-only. Fails: open() with kModel where the sections do not fit together. Facts:
// docs/pack-format.md, "id tables".
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "language/pack.h"

namespace hearsay {

template <class Value>
class IdTable {
 public:
  IdTable() = default;

  [[nodiscard]] static Result<IdTable> open(const PackReader& pack, const std::string& name) {
    const auto keys = pack.array<std::uint64_t>(name + ".keys");
    if (!keys) return keys.error();
    const auto values = pack.array<Value>(name + ".values", keys->size());
    if (!values) return values.error();
    const auto buckets = pack.array<std::uint32_t>(name + ".buckets");
    if (!buckets) return buckets.error();
    const std::size_t count = buckets->size() - 1;  // wraps where empty, and is refused
    if (buckets->empty() || !std::has_single_bit(count) || count < 2 || buckets->back() != keys->size() ||
        !std::is_sorted(buckets->begin(), buckets->end())) {
      return Error{ErrorCode::kModel, "the index of table '" + name + "' is damaged", ""};
    }
    IdTable table;
    table.keys_ = *keys;
    table.values_ = *values;
    table.buckets_ = *buckets;
    table.shift_ = 64 - std::countr_zero(count);
    return table;
  }

  // nullptr where the id is not in the table.
  [[nodiscard]] const Value* find(std::uint64_t id) const {
    if (buckets_.empty()) return nullptr;
    const std::uint64_t bucket = id >> shift_;
    const std::uint64_t* begin = keys_.data() + buckets_[bucket];
    const std::uint64_t* end = keys_.data() + buckets_[bucket + 1];
    const std::uint64_t* it = std::lower_bound(begin, end, id);
    return it != end && *it == id ? values_.data() + (it - keys_.data()) : nullptr;
  }
  [[nodiscard]] std::span<const Value> values() const { return values_; }

 private:
  std::span<const std::uint64_t> keys_;
  std::span<const Value> values_;
  std::span<const std::uint32_t> buckets_;
  int shift_ = 63;
};

// Writes the three sections; of equal ids the first stays.
template <class Value>
void write_id_table(PackWriter& writer, const std::string& name, std::vector<std::pair<std::uint64_t, Value>> entries) {
  std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  entries.erase(
      std::unique(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first == b.first; }),
      entries.end());
  // About eight keys a bucket.
  const int bits = std::max(1, static_cast<int>(std::bit_width(entries.size() / 8)));
  std::vector<std::uint64_t> keys;
  std::vector<Value> values;
  std::vector<std::uint32_t> buckets((std::size_t{1} << bits) + 1, 0);
  for (const auto& [key, value] : entries) {
    keys.push_back(key);
    values.push_back(value);
    ++buckets[(key >> (64 - bits)) + 1];
  }
  for (std::size_t i = 1; i < buckets.size(); ++i) buckets[i] += buckets[i - 1];
  writer.add_array(name + ".keys", keys);
  writer.add_array(name + ".buckets", buckets);
  writer.add_array(name + ".values", values);
}

}  // namespace hearsay
