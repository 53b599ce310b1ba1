#include "source/byte_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace hearsay {

namespace {

constexpr std::size_t kBufferBytes = 64u << 10;

std::string reason_of(int code) { return std::generic_category().message(code); }

}  // namespace

bool ByteInput::seek(std::uint64_t) { return false; }

std::size_t MemoryInput::read(char* to, std::size_t size) {
  const std::size_t n = std::min(size, bytes_.size() - at_);
  if (n > 0) std::memcpy(to, bytes_.data() + at_, n);
  at_ += n;
  return n;
}

bool MemoryInput::seek(std::uint64_t offset) {
  if (offset < first_ || offset - first_ > bytes_.size()) return false;
  at_ = static_cast<std::size_t>(offset - first_);
  return true;
}

FileInput::FileInput(const std::string& path) {
  owned_ = path != "-";
  file_ = owned_ ? ::open(path.c_str(), O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
  if (file_ < 0) {
    fault_ = reason_of(errno);
    return;
  }
  struct stat info = {};
  if (::fstat(file_, &info) != 0) return;
  if (S_ISDIR(info.st_mode)) {
    fault_ = "this is a folder that cannot be walked";
  } else if (S_ISREG(info.st_mode) && owned_) {
    size_ = static_cast<std::uint64_t>(info.st_size);
  }
}

FileInput::FileInput(const std::string& path, std::uint64_t begin, std::uint64_t length) : FileInput(path) {
  begin_ = begin;
  end_ = length > UINT64_MAX - begin ? UINT64_MAX : begin + length;
  if (!fault_ && begin > 0 && !seek(begin)) fault_ = "cannot go to byte " + std::to_string(begin);
}

FileInput::~FileInput() {
  if (owned_ && file_ >= 0) ::close(file_);
}

std::size_t FileInput::read(char* to, std::size_t size) {
  if (fault_) return 0;
  size = static_cast<std::size_t>(std::min<std::uint64_t>(size, end_ - at_));
  if (size == 0) return 0;
  for (;;) {
    const ssize_t got = ::read(file_, to, size);
    if (got >= 0) {
      at_ += static_cast<std::uint64_t>(got);
      return static_cast<std::size_t>(got);
    }
    if (errno == EINTR) continue;
    fault_ = reason_of(errno);
    return 0;
  }
}

bool FileInput::seek(std::uint64_t offset) {
  if (fault_ || !size_ || offset < begin_ || offset > end_) return false;
  if (::lseek(file_, static_cast<off_t>(offset), SEEK_SET) < 0) return false;
  at_ = offset;
  return true;
}

std::optional<std::uint64_t> FileInput::end() const {
  if (!size_) return std::nullopt;
  return std::min(end_, *size_);
}

std::string_view ByteReader::peek(std::size_t size) {
  // The buffer holds twice what is asked for, so that what is left is moved once for each `size` bytes that are taken.
  while (end_ - begin_ < size && !exhausted_) {
    if (begin_ > 0) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    const std::size_t want = std::max(kBufferBytes, 2 * size);
    if (buffer_.size() < want) buffer_.resize(want);
    const std::size_t got = input_.read(buffer_.data() + end_, buffer_.size() - end_);
    exhausted_ = got == 0;
    end_ += got;
  }
  return std::string_view(buffer_).substr(begin_, end_ - begin_);
}

void ByteReader::skip(std::size_t size) {
  begin_ += size;
  offset_ += size;
}

std::uint64_t ByteReader::read(std::string& out, std::uint64_t size) {
  std::uint64_t done = 0;
  while (done < size) {
    const std::string_view view = peek(1);
    if (view.empty()) break;
    const std::size_t n = static_cast<std::size_t>(std::min<std::uint64_t>(view.size(), size - done));
    out.append(view.substr(0, n));
    skip(n);
    done += n;
  }
  return done;
}

std::uint64_t ByteReader::pass(std::uint64_t size) {
  std::uint64_t done = 0;
  while (done < size) {
    const std::string_view view = peek(1);
    if (view.empty()) break;
    const std::size_t n = static_cast<std::size_t>(std::min<std::uint64_t>(view.size(), size - done));
    skip(n);
    done += n;
  }
  return done;
}

void ByteReader::unread(std::string_view bytes) {
  std::string whole(bytes);
  whole.append(buffer_, begin_, end_ - begin_);
  buffer_ = std::move(whole);
  begin_ = 0;
  end_ = buffer_.size();
  offset_ -= bytes.size();
}

bool ByteReader::seek(std::uint64_t offset) {
  if (!input_.seek(offset)) return false;
  begin_ = end_ = 0;
  offset_ = offset;
  exhausted_ = false;
  return true;
}

}  // namespace hearsay
