// Word pieces a second of the encoder on one thread.
//
//   encoder_speed [--rounds N] PACK FILE…    each line that is not blank is a range, each file a call
//
// Prints pieces a second of the thread's own processor time (a busy machine disturbs that less than the clock), text to
// vectors: tokenizer, windows, forward pass; the median of the rounds and the best of them, which a busy machine
// disturbs least. [CLS] and [SEP] are not counted. HEARSAY_ISA chooses the kernels.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "bench/line_texts.h"
#include "language/encoder.h"
#include "language/encoder_parts.h"

namespace hearsay {
namespace {

using bench::cpu_seconds, bench::read_lines, bench::Text;

int run(int argc, char** argv) {
  int rounds = 5, at = 1;
  if (at + 1 < argc && std::string_view(argv[at]) == "--rounds") rounds = std::atoi(argv[at + 1]), at += 2;
  if (at + 1 >= argc || rounds < 1) {
    std::fprintf(stderr, "usage: encoder_speed [--rounds N] PACK FILE…\n");
    return 2;
  }
  const auto model = EncoderModel::open(argv[at]);
  if (!model) {
    std::fprintf(stderr, "%s\n", model.error().describe().c_str());
    return 1;
  }
  std::vector<Text> texts;
  for (int i = at + 1; i < argc; ++i) texts.push_back(read_lines(argv[i]));
  std::size_t pieces = 0;
  WordPieces cut;
  double begin = cpu_seconds();
  for (const Text& text : texts) {
    for (const Span range : text.ranges) {
      cut.clear();
      (*model)->parts().tokenizer.tokenize(slice(text.text, range), range.begin, cut);
      pieces += cut.ids.size();
    }
  }
  const double tokenizing = cpu_seconds() - begin;
  Encoder encoder(*model);
  std::vector<double> seconds;
  std::size_t words = 0, windows = 0;
  for (int r = 0; r <= rounds; ++r) {  // the first is a warm-up
    words = windows = 0;
    begin = cpu_seconds();
    for (const Text& text : texts) {
      const Encoding found = encoder.encode(text.text, text.ranges);
      words += found.words.size();
      windows += found.windows.size();
    }
    if (r > 0) seconds.push_back(cpu_seconds() - begin);
  }
  std::sort(seconds.begin(), seconds.end());
  const double median = seconds[seconds.size() / 2], count = static_cast<double>(pieces);
  if (pieces == 0) {
    std::fprintf(stderr, "no text in the files\n");
    return 1;
  }
  std::printf("isa %.*s, %zu texts, %zu windows, %zu words, %zu pieces, median of %d rounds\n",
              static_cast<int>(active_encoder_isa().size()), active_encoder_isa().data(), texts.size(), windows, words,
              pieces, rounds);
  std::printf("encoder %8.0f pieces/s (best %.0f)   %.2f us/piece, of which the tokenizer %.2f   %.2f ms/text\n",
              count / median, count / seconds.front(), median / count * 1e6, tokenizing / count * 1e6,
              median / static_cast<double>(texts.size()) * 1e3);
  return 0;
}

}  // namespace
}  // namespace hearsay

int main(int argc, char** argv) { return hearsay::run(argc, argv); }
