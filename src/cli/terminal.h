// What a person's terminal gets: its width, colours by kind of voice, and the places where messages go.
// Ownership: plain values. Threads: one. Facts: colours are Okabe and Ito's palette, safe for the colour-blind, nearest
// in the 256-colour cube; each kind of voice also has a shape of its own, so that nothing hangs on colour alone. Red
// and green for true and false do not occur: hearsay gives no verdicts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "cli/output_stream.h"

namespace hearsay::cli {

enum class ColorMode : std::uint8_t { kAuto, kAlways, kNever };

// Escape sequences, or nothing at all where colour is off.
class Style {
 public:
  explicit Style(bool on = false) : on_(on) {}
  [[nodiscard]] bool on() const { return on_; }
  [[nodiscard]] std::string bold(std::string_view text) const { return paint("1", text); }
  [[nodiscard]] std::string dim(std::string_view text) const { return paint("2", text); }
  [[nodiscard]] std::string underlined(std::string_view text) const { return paint("4", text); }
  // In the colour of the kind of voice, named as in the contract.
  [[nodiscard]] std::string voice(std::string_view kind, std::string_view text) const;
  [[nodiscard]] std::string paint(std::string_view codes, std::string_view text) const;

 private:
  bool on_;
};

[[nodiscard]] std::string_view color_of_voice(std::string_view kind);  // codes of an SGR sequence
[[nodiscard]] std::string_view shape_of_voice(std::string_view kind);  // one character, one column

// A voice's name, or what stands for one: "unnamed" for somebody without a name, "(outlet)" where the page does not
// say.
[[nodiscard]] std::string shown_name(std::string_view name, std::string_view kind);

// Standard output and error as the verbs use them: data on `out`, everything said to the user on standard error.
class Console {
 public:
  Console();

  OutputStream out;

  // After `out` was redirected, or --color was read.
  void set_color(ColorMode mode);
  [[nodiscard]] const Style& style() const { return style_; }             // for `out`
  [[nodiscard]] const Style& message_style() const { return messages_; }  // for standard error
  [[nodiscard]] std::size_t width() const { return width_; }              // of the terminal; 80 where there is none
  [[nodiscard]] bool errors_to_terminal() const { return errors_to_terminal_; }

  // "hearsay: path:offset: reason" on standard error, safe for a terminal.
  void error(const Error& error);
  void error(std::string_view reason);
  // A line on standard error; a progress line there is wiped first.
  void note(std::string_view line);
  // Redraws the one line that moves; only on a terminal.
  void progress(std::string_view line);
  void end_progress();

 private:
  Style style_, messages_;
  std::size_t width_ = 80;
  bool errors_to_terminal_ = false;
  bool progress_shown_ = false;
};

}  // namespace hearsay::cli
