#include "source/visible_signature.h"

#include <algorithm>

#include "source/agencies.h"
#include "source/ascii.h"
#include "source/byline.h"
#include "source/name_list.h"
#include "source/page_authors.h"
#include "source/page_title.h"

namespace hearsay {

namespace {

constexpr std::size_t kMostNames = 20;
constexpr std::size_t kLongestLine = 90;  // bytes of a line outside of the article that may speak

class SignatureReader {
 public:
  explicit SignatureReader(const SignatureInput& input) : in_(input) {}

  VisibleSignature read() {
    for (std::size_t i = 0; i < in_.parts.size(); ++i) {
      if (in_.parts[i].region != Region::kMain) continue;
      switch (in_.parts[i].kind) {
        case PartKind::kByline:
          read_byline(i);
          break;
        case PartKind::kDateline:
          if (std::optional<FoundDate> date = date_line(line(i))) set_date(i, std::move(date));
          break;
        case PartKind::kCredit:
          if (const std::optional<Span> agency = credit_line(line(i)); agency && !agency->empty() && !out_.credit)
            out_.credit = VisiblePlace{i, *agency};
          break;
        default:
          break;
      }
    }
    if (out_.people.empty() || !out_.date) read_elsewhere();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string_view line(std::size_t i) const { return slice(in_.text, in_.parts[i].span); }

  void set_date(std::size_t i, std::optional<FoundDate> date) {
    if (out_.date || !date) return;
    out_.date = std::move(date);
    out_.date_part = i;
  }

  void read_byline(std::size_t i) {
    const std::string_view text = line(i);
    const std::optional<Byline> strict = byline_of(text);
    const Byline names = strict ? *strict : split_names(text, false);
    for (const Span name : names.names) {
      // Without a word that leads to it, a word alone is a section or a label as often as a name.
      const std::string_view name_bytes = slice(text, name);
      if (!strict && words_of(name_bytes).size() < 2 && !is_unspaced_script(name_bytes)) continue;
      add(is_outlet(fold(name_bytes), in_.sites) ? out_.organisations : out_.people, {i, name});
    }
    for (const Span agency : names.agencies) {
      add(out_.organisations, {i, agency});
      if (!out_.credit && !is_outlet(fold(slice(text, agency)), in_.sites)) out_.credit = VisiblePlace{i, agency};
    }
    set_date(i, names.date);
  }

  void add(std::vector<VisiblePlace>& names, VisiblePlace place) const {
    const std::string folded = folded_at(place);
    const bool known =
        std::any_of(names.begin(), names.end(), [&](const VisiblePlace& n) { return folded_at(n) == folded; });
    if (!known && names.size() < kMostNames) names.push_back(place);
  }
  [[nodiscard]] std::string folded_at(const VisiblePlace& place) const {
    return fold(slice(line(place.part), place.span));
  }

  // Lines outside of the article. Several that say the same thing are one.
  void read_elsewhere() {
    std::vector<VisiblePlace> people;
    std::vector<std::pair<std::size_t, FoundDate>> labelled, bare;
    for (std::size_t i = 0; i < in_.parts.size(); ++i) {
      const Part& part = in_.parts[i];
      if (part.region != Region::kBoilerplate || part.span.length() > kLongestLine || part.span.length() < 6) continue;
      const std::string_view text = line(i);
      const bool by = out_.people.empty() && (byword_length(text) > 2 || in_.signs(i));
      const bool digits = !out_.date && std::any_of(text.begin(), text.end(), ascii::is_digit);
      if (!by && !digits) continue;
      if (by) {
        std::optional<Byline> byline = byline_of(text);
        if (!byline && in_.signs(i)) byline = split_names(text, false);
        if (byline && in_.may_speak(i)) {
          for (const Span name : byline->names) {
            if (words_of(slice(text, name)).size() > 1 && !is_outlet(fold(slice(text, name)), in_.sites))
              add(people, {i, name});
          }
        }
      }
      if (!digits) continue;
      const std::optional<FoundDate> date = date_line(text);
      if (!date || !in_.may_speak(i)) continue;
      (has_date_label(text) ? labelled : bare).emplace_back(i, *date);
    }
    if (people.size() == 1 && out_.people.empty()) out_.people = std::move(people);
    for (const auto* dates : {&labelled, &bare}) {
      const bool one = !dates->empty() && std::all_of(dates->begin(), dates->end(), [&](const auto& d) {
        return d.second.value.substr(0, 10) == dates->front().second.value.substr(0, 10);
      });
      if (one) set_date(dates->front().first, dates->front().second);
    }
  }

  const SignatureInput& in_;
  VisibleSignature out_;
};

}  // namespace

VisibleSignature read_signature(const SignatureInput& input) { return SignatureReader(input).read(); }

}  // namespace hearsay
