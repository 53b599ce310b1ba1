// A buffered writer onto a file descriptor, for data.
// Ownership: owns its buffer, and the descriptor only if it opened it. Threads: one at a time. Units: bytes.
// Fails: a reader that has gone (EPIPE) closes the stream quietly; any other refusal (disk full) is kept as `failure`.
// After either, writes are dropped: callers look at `open()` to stop early. REQUIRES: SIGPIPE is ignored.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace hearsay::cli {

class OutputStream {
 public:
  explicit OutputStream(int descriptor);
  ~OutputStream();
  OutputStream(const OutputStream&) = delete;
  OutputStream& operator=(const OutputStream&) = delete;

  // From now on writes go to `path`: into a neighbour that takes its name at finish(), so that nobody sees half a file
  // and a failed run leaves the old one. Devices and pipes are written to directly.
  [[nodiscard]] Status redirect(const std::string& path);

  void write(std::string_view bytes);
  // Writes out what is buffered if it is much, or has waited: a reader at the other end of a pipe sees records come.
  void settle();
  void flush();
  // Flushes and gives a redirected file its name.
  [[nodiscard]] Status finish();

  [[nodiscard]] bool open() const { return state_ == State::kOpen; }
  [[nodiscard]] bool is_terminal() const { return terminal_; }
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

 private:
  enum class State : std::uint8_t { kOpen, kReaderGone, kFailed };
  void fail(int error);

  int descriptor_;
  bool owned_ = false;
  bool terminal_ = false;
  State state_ = State::kOpen;
  std::string buffer_;
  std::string path_;       // what it is redirected to, or ""
  std::string temporary_;  // the neighbour that is written meanwhile, or ""
  std::optional<Error> failure_;
  std::chrono::steady_clock::time_point flushed_;
};

}  // namespace hearsay::cli
