#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "cli/display_width.h"

namespace hearsay::cli {

namespace {

struct VoiceLook {
  std::string_view kind, codes, shape;
};
constexpr auto kVoiceLooks = std::to_array<VoiceLook>({
    {"outlet", "38;5;178", "▲"},
    {"media", "38;5;178", "△"},
    {"author", "38;5;178", "▽"},
    {"agency", "38;5;166", "◆"},
    {"government", "38;5;74", "■"},
    {"military", "38;5;74", "▣"},
    {"person", "38;5;175", "●"},
    {"organization", "38;5;36", "◉"},
    {"group", "38;5;36", "◎"},
    {"document", "38;5;110", "▤"},
    {"poll", "38;5;110", "▥"},
    {"anonymous", "3;38;5;245", "○"},
    {"reader", "38;5;245", "◇"},
});

const VoiceLook* look_of(std::string_view kind) {
  const auto it =
      std::find_if(kVoiceLooks.begin(), kVoiceLooks.end(), [&](const VoiceLook& l) { return l.kind == kind; });
  return it == kVoiceLooks.end() ? nullptr : &*it;
}

std::size_t terminal_width() {
  winsize size{};
  for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO}) {
    if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return std::max<std::size_t>(size.ws_col, 20);
  }
  if (const char* columns = std::getenv("COLUMNS")) {
    const long n = std::strtol(columns, nullptr, 10);
    if (n >= 20 && n <= 1000) return static_cast<std::size_t>(n);
  }
  return 80;
}

bool color_wanted(ColorMode mode, bool terminal) {
  if (mode != ColorMode::kAuto) return mode == ColorMode::kAlways;
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return terminal && !(no_color && *no_color) && !(term && std::string_view(term) == "dumb");
}

// Errors keep their line breaks out: one message, one line.
void write_error_line(std::string_view line) {
  std::string bytes(line);
  bytes += '\n';
  const char* data = bytes.data();
  std::size_t left = bytes.size();
  while (left > 0) {
    const ssize_t wrote = ::write(STDERR_FILENO, data, left);
    if (wrote <= 0) return;  // nobody to tell
    data += wrote;
    left -= static_cast<std::size_t>(wrote);
  }
}

}  // namespace

std::string_view color_of_voice(std::string_view kind) {
  const VoiceLook* look = look_of(kind);
  return look ? look->codes : "";
}

std::string_view shape_of_voice(std::string_view kind) {
  const VoiceLook* look = look_of(kind);
  return look ? look->shape : "·";
}

std::string shown_name(std::string_view name, std::string_view kind) {
  if (!name.empty()) return printable(name);
  return kind == "anonymous" ? "unnamed" : "(" + std::string(kind) + ")";
}

std::string Style::paint(std::string_view codes, std::string_view text) const {
  if (!on_ || codes.empty() || text.empty()) return std::string(text);
  std::string out = "\x1b[";
  out.append(codes).append("m").append(text).append("\x1b[0m");
  return out;
}

std::string Style::voice(std::string_view kind, std::string_view text) const {
  return paint(color_of_voice(kind), text);
}

Console::Console() : out(STDOUT_FILENO), width_(terminal_width()), errors_to_terminal_(isatty(STDERR_FILENO) == 1) {
  set_color(ColorMode::kAuto);
}

void Console::set_color(ColorMode mode) {
  style_ = Style(color_wanted(mode, out.is_terminal()));
  messages_ = Style(color_wanted(mode, errors_to_terminal_));
}

void Console::error(const Error& error) { this->error(error.describe()); }

void Console::error(std::string_view reason) { note("hearsay: " + printable(reason)); }

void Console::note(std::string_view line) {
  end_progress();
  write_error_line(line);
}

void Console::progress(std::string_view line) {
  if (!errors_to_terminal_) return;
  const std::string text = "\r\x1b[K" + fitted(line, width_ - 1);
  progress_shown_ = ::write(STDERR_FILENO, text.data(), text.size()) > 0;
}

void Console::end_progress() {
  if (!progress_shown_) return;
  progress_shown_ = false;
  constexpr std::string_view kWipe = "\r\x1b[K";
  if (::write(STDERR_FILENO, kWipe.data(), kWipe.size()) < 0) return;
}

}  // namespace hearsay::cli
