// Result<T>: a value or an Error. No exception crosses a room's door, so every call that can fail returns one.
// Ownership: owns its value. Threads: a plain value. An Error says what went wrong, where (path and byte offset, where
// they are known) and, in `message`, what the user can do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace hearsay {

enum class ErrorCode : std::uint8_t {
  kUnreadable,    // a file that cannot be opened or read
  kMalformed,     // bytes that are not what they claim to be
  kTooLarge,      // beyond a stated limit
  kUnsupported,   // known and not (yet) handled
  kModel,         // the language model is missing, damaged or of another version
  kLocked,        // the case file is held by another process
  kNewerSchema,   // the case file was written by a newer hearsay
  kStorage,       // SQLite or the disk refused
  kNotFound,      // no such id
  kUsage,         // an option or query that makes no sense
  kInternal,      // a bug
};

struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
  std::string path;                           // empty: not about a file
  std::optional<std::uint64_t> offset = {};   // byte offset in `path`

  // "path:offset: message", the parts that are known.
  [[nodiscard]] std::string describe() const {
    std::string out = path;
    if (offset) out += (out.empty() ? "byte " : ":") + std::to_string(*offset);
    if (!out.empty()) out += ": ";
    return out + message;
  }
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: conversion is the point
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // REQUIRES: ok().
  [[nodiscard]] T& value() & { return *std::get_if<0>(&state_); }
  [[nodiscard]] const T& value() const& { return *std::get_if<0>(&state_); }
  [[nodiscard]] T&& value() && { return std::move(*std::get_if<0>(&state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  // REQUIRES: !ok().
  [[nodiscard]] const Error& error() const { return *std::get_if<1>(&state_); }

 private:
  std::variant<T, Error> state_;
};

// For calls that give nothing back but may fail.
struct Done {};
using Status = Result<Done>;

}  // namespace hearsay
