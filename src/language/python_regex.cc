#include "language/python_regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace hearsay {

struct Regex::Code {
  pcre2_code* code = nullptr;
  bool jit = false;
  ~Code() { pcre2_code_free(code); }
};

struct Regex::Matcher::Data {
  // One pair is enough: the patterns' groups are not asked for.
  pcre2_match_data* match = pcre2_match_data_create(1, nullptr);
  pcre2_match_context* context = pcre2_match_context_create(nullptr);
  ~Data() {
    pcre2_match_data_free(match);
    pcre2_match_context_free(context);
  }
};

Regex::Regex() : code_(std::make_unique<Code>()) {}
Regex::~Regex() = default;
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;

Regex::Matcher::Matcher() : data_(std::make_unique<Data>()) {
  // Bounds the work of the interpreter where there is no JIT; far above what a real token needs.
  if (data_->context != nullptr) pcre2_set_match_limit(data_->context, 1000000);
}
Regex::Matcher::~Matcher() = default;
Regex::Matcher::Matcher(Matcher&&) noexcept = default;
Regex::Matcher& Regex::Matcher::operator=(Matcher&&) noexcept = default;

std::string to_pcre2(std::string_view python) {
  std::string out;
  out.reserve(python.size() + python.size() / 4);
  if (python.substr(0, 4) == "(?u)") python.remove_prefix(4);
  bool in_class = false;
  for (std::size_t i = 0; i < python.size(); ++i) {
    const char c = python[i];
    if (c == '\\' && i + 1 < python.size()) {
      const char kind = python[i + 1];
      const std::size_t digits = kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
      if (digits > 0 && i + 2 + digits <= python.size()) {
        out += "\\x{";
        out += python.substr(i + 2, digits);
        out += '}';
        i += 1 + digits;
      } else {
        out += c;
        out += kind;
        ++i;
      }
      continue;
    }
    if (in_class) {
      // Python takes "[" in a class as itself; PCRE2 would see "[:", "[." and "[=" as the start of a POSIX class.
      if (c == '[') out += '\\';
      if (c == ']') in_class = false;
    } else if (c == '[') {
      in_class = true;
    }
    out += c;
  }
  return out;
}

Result<Regex> Regex::compile(std::string_view pattern, bool anchored) {
  int error = 0;
  PCRE2_SIZE offset = 0;
  Regex regex;
  const std::uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NO_AUTO_CAPTURE | (anchored ? PCRE2_ANCHORED : 0);
  regex.code_->code =
      pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(), options, &error, &offset, nullptr);
  if (regex.code_->code == nullptr) {
    PCRE2_UCHAR message[256];
    pcre2_get_error_message(error, message, sizeof message);
    return Error{ErrorCode::kModel, std::string("regular expression: ") + reinterpret_cast<const char*>(message), "",
                 offset};
  }
  regex.code_->jit = pcre2_jit_compile(regex.code_->code, PCRE2_JIT_COMPLETE) == 0;
  return regex;
}

std::optional<Span> Regex::Matcher::search(const Regex& regex, std::string_view subject, std::size_t from) {
  if (data_->match == nullptr) return std::nullopt;
  const auto* bytes = reinterpret_cast<PCRE2_SPTR>(subject.data());
  const int found = regex.code_->jit ? pcre2_jit_match(regex.code_->code, bytes, subject.size(), from, 0, data_->match,
                                                       data_->context)
                                     : pcre2_match(regex.code_->code, bytes, subject.size(), from, PCRE2_NO_UTF_CHECK,
                                                   data_->match, data_->context);
  if (found < 0) return std::nullopt;
  const PCRE2_SIZE* offsets = pcre2_get_ovector_pointer(data_->match);
  return Span{static_cast<std::uint32_t>(offsets[0]), static_cast<std::uint32_t>(offsets[1])};
}

}  // namespace hearsay
