// Bytes as they come: files, pipes, memory and decoders, behind one buffered reader that knows its offset.
//
// What it is: a ByteInput gives bytes in order; a ByteReader over it lets a parser look ahead, skip, and put bytes
// back. Archives of any size are read through these, so no parser holds more than what it asks for. Ownership: a
// ByteReader views its ByteInput, which must outlive it; views from peek() live until the next call. Threads: one
// thread at a time. Units: bytes; offset() counts from the `first` that the reader was made with. Fails: an input that
// cannot be read ends, and fault() says why.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hearsay {

class ByteInput {
 public:
  ByteInput() = default;
  ByteInput(const ByteInput&) = delete;
  ByteInput& operator=(const ByteInput&) = delete;
  virtual ~ByteInput() = default;

  // Up to `size` bytes; 0 at the end, or when there is a fault.
  virtual std::size_t read(char* to, std::size_t size) = 0;
  // Goes to an offset (in the reader's units); false where the input cannot.
  virtual bool seek(std::uint64_t offset);
  // The offset at which it ends, where that is known beforehand.
  [[nodiscard]] virtual std::optional<std::uint64_t> end() const { return std::nullopt; }

  [[nodiscard]] const std::optional<std::string>& fault() const { return fault_; }

 protected:
  std::optional<std::string> fault_;
};

class MemoryInput : public ByteInput {
 public:
  // `first`: the offset of bytes[0].
  explicit MemoryInput(std::string_view bytes, std::uint64_t first = 0) : bytes_(bytes), first_(first) {}
  std::size_t read(char* to, std::size_t size) override;
  bool seek(std::uint64_t offset) override;
  [[nodiscard]] std::optional<std::uint64_t> end() const override { return first_ + bytes_.size(); }

 private:
  std::string_view bytes_;
  std::uint64_t first_;
  std::size_t at_ = 0;
};

// A file, a pipe, or standard input ("-").
class FileInput : public ByteInput {
 public:
  // fault() tells whether it could be opened. Folders are refused.
  explicit FileInput(const std::string& path);
  // A stretch of a file: offsets are the file's own.
  FileInput(const std::string& path, std::uint64_t begin, std::uint64_t length);
  ~FileInput() override;
  std::size_t read(char* to, std::size_t size) override;
  bool seek(std::uint64_t offset) override;

  [[nodiscard]] std::optional<std::uint64_t> end() const override;
  // Bytes of a regular file; nullopt for pipes.
  [[nodiscard]] std::optional<std::uint64_t> size() const { return size_; }

 private:
  int file_ = -1;
  bool owned_ = false;
  std::optional<std::uint64_t> size_;
  std::uint64_t begin_ = 0, at_ = 0;
  std::uint64_t end_ = UINT64_MAX;
};

class ByteReader {
 public:
  explicit ByteReader(ByteInput& input, std::uint64_t first = 0) : input_(input), offset_(first) {}

  // What is buffered, at least `size` bytes of it unless the input ends before.
  [[nodiscard]] std::string_view peek(std::size_t size);
  // REQUIRES: size <= what the last peek() gave.
  void skip(std::size_t size);
  // Appends up to `size` bytes to `out`; returns how many there were.
  std::uint64_t read(std::string& out, std::uint64_t size);
  // Goes over up to `size` bytes; returns how many there were.
  std::uint64_t pass(std::uint64_t size);
  [[nodiscard]] bool at_end() { return peek(1).empty(); }
  [[nodiscard]] std::uint64_t offset() const { return offset_; }

  // Puts bytes that were read back before the others.
  void unread(std::string_view bytes);
  // False, and nothing changes, where the input cannot go there.
  bool seek(std::uint64_t offset);

  [[nodiscard]] const std::optional<std::string>& fault() const { return input_.fault(); }
  [[nodiscard]] std::optional<std::uint64_t> end() const { return input_.end(); }

 private:
  ByteInput& input_;
  std::string buffer_;
  std::size_t begin_ = 0, end_ = 0;  // of what is buffered and not yet taken
  std::uint64_t offset_ = 0;         // of buffer_[begin_]
  bool exhausted_ = false;           // the input has ended
};

}  // namespace hearsay
