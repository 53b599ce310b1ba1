// The one shape that all containers have inside the room: records, pulled one after the other.
// Ownership: a stream owns what it reads from. Threads: one at a time; a PendingSource's load() runs on any thread and
// holds all it needs. Fails: an Error is one record's; the next call goes on. After nullopt it stays nullopt.
#pragma once

#include <memory>
#include <optional>

#include "source/source.h"

namespace hearsay {

class RecordStream {
 public:
  RecordStream() = default;
  RecordStream(const RecordStream&) = delete;
  RecordStream& operator=(const RecordStream&) = delete;
  virtual ~RecordStream() = default;
  [[nodiscard]] virtual std::optional<Result<PendingSource>> next() = 0;
  [[nodiscard]] virtual std::uint64_t position() const = 0;
};

struct SourceStream::State {
  std::unique_ptr<RecordStream> records;
};

}  // namespace hearsay
