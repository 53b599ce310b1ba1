#include "cli/output_stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace hearsay::cli {

namespace {
constexpr std::size_t kBufferBytes = 256u << 10;
constexpr std::chrono::milliseconds kPatience{50};
}  // namespace

OutputStream::OutputStream(int descriptor) : descriptor_(descriptor), terminal_(isatty(descriptor) == 1) {}

OutputStream::~OutputStream() {
  flush();
  if (owned_) close(descriptor_);
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

Status OutputStream::redirect(const std::string& path) {
  if (path == "-") return Done{};
  struct stat info {};
  const bool exists = stat(path.c_str(), &info) == 0;
  if (exists && S_ISDIR(info.st_mode)) return Error{ErrorCode::kUsage, "is a folder; name a file to write to", path};
  const bool direct = exists && !S_ISREG(info.st_mode);
  const std::string target = direct ? path : path + ".part";
  const int opened = open64(target.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (opened < 0) return Error{ErrorCode::kUsage, std::string("cannot write: ") + std::strerror(errno), path};
  if (exists && !direct) fchmod(opened, info.st_mode & 07777);
  descriptor_ = opened;
  owned_ = true;
  terminal_ = isatty(opened) == 1;
  path_ = path;
  if (!direct) temporary_ = target;
  return Done{};
}

void OutputStream::fail(int error) {
  buffer_.clear();
  if (error == EPIPE) {
    state_ = State::kReaderGone;
    return;
  }
  state_ = State::kFailed;
  failure_ = Error{ErrorCode::kStorage, std::string("cannot write: ") + std::strerror(error),
                   path_.empty() ? "standard output" : path_};
}

void OutputStream::flush() {
  const char* data = buffer_.data();
  std::size_t left = buffer_.size();
  while (left > 0 && open()) {
    const ssize_t wrote = ::write(descriptor_, data, left);
    if (wrote < 0) {
      if (errno == EINTR) continue;
      fail(errno);
      return;
    }
    data += wrote;
    left -= static_cast<std::size_t>(wrote);
  }
  buffer_.clear();
  flushed_ = std::chrono::steady_clock::now();
}

void OutputStream::write(std::string_view bytes) {
  if (!open()) return;
  buffer_ += bytes;
  if (buffer_.size() >= kBufferBytes) flush();
}

void OutputStream::settle() {
  if (terminal_ || std::chrono::steady_clock::now() - flushed_ >= kPatience) flush();
}

Status OutputStream::finish() {
  flush();
  if (failure_) return *failure_;
  if (temporary_.empty()) return Done{};
  if (rename(temporary_.c_str(), path_.c_str()) != 0) {
    return Error{ErrorCode::kStorage, std::string("cannot rename to it: ") + std::strerror(errno), path_};
  }
  temporary_.clear();
  return Done{};
}

}  // namespace hearsay::cli
