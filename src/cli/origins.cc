// `hearsay origins`: how many texts and whose word the articles come to.
#include "ledger/origins.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/case_file.h"
#include "cli/display_width.h"
#include "cli/row_printer.h"
#include "cli/verb.h"
#include "ledger/ledger.h"

namespace hearsay::cli {
namespace {

struct OriginsOptions {
  std::string case_path;
  OutputOptions output;
  bool hedges = false, brief = false;
};

std::string short_id(const std::string& id) { return id.substr(0, 8); }

std::string leaf(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::string percent(double share) { return std::to_string(static_cast<int>(share * 100 + 0.5)) + " %"; }

std::string outlet_of(const Article& article) {
  return printable(article.outlet.empty() ? leaf(article.path) : article.outlet);
}

// How an article hangs in its tree, in words.
std::string relation(const Article& article, const Article* parent) {
  if (article.edge == Edge::kRoot) return "root";
  const std::string of = parent ? (parent->outlet.empty() ? leaf(parent->path) : parent->outlet) : article.parent;
  switch (article.edge) {
    case Edge::kCopy:
      return "copy of " + of;
    case Edge::kAbridged:
      return "abridged from " + of;
    case Edge::kSharedSource:
      return "shares a source with " + of;
    case Edge::kQuoteOnly:
      return "quotes " + of;
    case Edge::kRoot:
      break;
  }
  return "";
}

const Article* article_named(const TextOrigin& origin, const std::string& document) {
  for (const Article& article : origin.articles) {
    if (article.document == document) return &article;
  }
  return nullptr;
}

std::vector<Column> article_columns() {
  return {{"origin", true},    {"document", true},     {"path", true},   {"outlet", true},
          {"published", true}, {"title", false},       {"parent", true}, {"edge", true},
          {"member", false},   {"containment", false}, {"reason", false}};
}

Row article_row(const TextOrigin& origin, const Article& article) {
  const auto text_or_null = [](const std::string& text) { return text.empty() ? Cell::null() : Cell::of(text); };
  return {Cell::of(origin.id),
          Cell::of(article.document),
          Cell::of(article.path),
          text_or_null(article.outlet),
          text_or_null(article.published),
          text_or_null(article.title),
          text_or_null(article.parent),
          text_or_null(std::string(name(article.edge))),
          Cell::boolean(article.member()),
          Cell::of(article.containment),
          text_or_null(article.reason)};
}

// "■ Interior Ministry (5), ● Lena Marosz (3), and 2 more" in what is left of the line.
std::string rests_on(const TextOrigin& origin, const Style& style, std::size_t columns) {
  if (origin.information_origins.empty()) return style.dim("nobody is named");
  std::string line;
  std::size_t used = 0, left = origin.information_origins.size();
  for (const InformationOrigin& source : origin.information_origins) {
    const std::string shown = std::string(shape_of_voice(source.kind)) + " " + shown_name(source.name, source.kind) +
                              (source.claims > 0 ? " (" + std::to_string(source.claims) + ")" : " (credited)");
    const std::size_t width = display_width(std::string_view(shown)) + 2;
    if (used > 0 && used + width + (left > 1 ? 12 : 0) > columns) break;
    line += (used > 0 ? ", " : "") + style.voice(source.kind, shown);
    used += width;
    --left;
  }
  if (left > 0) line += ", and " + std::to_string(left) + " more";
  return line;
}

std::string day_of(const Article& article) {
  return article.published.empty() ? "no date" : article.published.substr(0, 10);
}

void print_tree(Console& console, const Origins& origins) {
  const Style& style = console.style();
  const std::size_t width = console.width();
  constexpr std::size_t kIndent = 10;
  OutputStream& out = console.out;
  const std::string sentence = origins.sentence();
  for (const auto line : wrapped(sentence, width)) out.write(style.bold(line) + "\n");
  bool alone = false;  // texts of one article stand close
  for (const TextOrigin& origin : origins.texts) {
    std::size_t members = 0;
    for (const Article& article : origin.articles) members += article.member();
    const Article& root = origin.articles.front();
    const std::string title = printable(root.title.empty() ? leaf(root.path) : root.title);
    const std::string count = counted(members, "article");
    if (!alone) out.write("\n");
    alone = origin.articles.size() == 1;
    out.write(style.dim(short_id(origin.id)) + "  " + style.bold(count) + "  " +
              fitted(title, width - std::min(width - 1, count.size() + kIndent + 2)) + "\n");
    const std::string label = alone ? fitted(outlet_of(root), 28) + ", " + day_of(root) + ", rests on: " : "rests on: ";
    const std::size_t taken = kIndent + display_width(std::string_view(label));
    out.write(std::string(kIndent, ' ') + label + rests_on(origin, style, width > taken ? width - taken : 0) + "\n");
    if (alone) continue;
    std::size_t outlet_width = 6;
    for (const Article& article : origin.articles) {
      outlet_width = std::max(outlet_width, display_width(std::string_view(outlet_of(article))));
    }
    outlet_width = std::min<std::size_t>(outlet_width, 28);
    for (const Article& article : origin.articles) {
      const std::string outlet = fitted(outlet_of(article), outlet_width);
      std::string day = day_of(article);
      day.resize(std::max<std::size_t>(day.size(), 10), ' ');
      std::string how = printable(relation(article, article_named(origin, article.parent)));
      if (article.containment > 0) how += ", " + percent(article.containment) + " in common";
      if (!article.reason.empty()) how += " (" + printable(article.reason) + ")";
      const std::size_t before = kIndent + 2 + outlet_width + 2 + 10 + 2;
      out.write("  " + style.dim(short_id(article.document)) + "  " +
                (article.member() ? style.voice("outlet", outlet) : outlet) +
                std::string(outlet_width - display_width(std::string_view(outlet)), ' ') + "  " + day + "  " +
                fitted(how, width > before + 10 ? width - before : 10) + "\n");
    }
  }
}

int hedges(Console& console, const Ledger& ledger, const OriginsOptions& options) {
  const auto losses = ledger.hedges();
  if (!losses.ok()) {
    console.error(losses.error());
    return exit_status_of(losses.error().code);
  }
  const auto format = prepare_output(console, options.output);
  if (!format.ok()) {
    console.error(format.error());
    return kUsage;
  }
  if (*format == Format::kJson && options.output.fields.empty()) {
    std::string json;
    append_json(json, *losses);
    console.out.write(json + "\n");
    return losses->empty() ? kFoundNothing : kDone;
  }
  std::size_t next = 0;
  Cursor cursor({{"origin"}, {"from"}, {"to"}, {"lost", true, true}}, [&](Row& row) -> Result<bool> {
    if (next == losses->size()) return false;
    const HedgeLoss& loss = (*losses)[next++];
    std::string lost = "[";
    for (const auto& word : loss.lost) {
      if (lost.size() > 1) lost += ",";
      append_json_string(lost, word);
    }
    row = {Cell::of(loss.origin), Cell::of(loss.from), Cell::of(loss.to), Cell::json(lost + "]")};
    return true;
  });
  return print_rows(console, cursor, *format, options.output.fields, {"lost hedge"});
}

int origins(Console& console, const OriginsOptions& options) {
  int status = kDone;
  auto ledger = open_case(console, options.case_path, status);
  if (!ledger) return status;
  if (options.hedges) return hedges(console, *ledger, options);
  const auto found = ledger->origins();
  if (!found.ok()) {
    console.error(found.error());
    return exit_status_of(found.error().code);
  }
  const auto format = prepare_output(console, options.output);
  if (!format.ok()) {
    console.error(format.error());
    return kUsage;
  }
  if (found->articles == 0 && *format != Format::kJson) {
    console.error("no articles in " + options.case_path);
    return kFoundNothing;
  }
  if (options.brief) {
    console.out.write(found->sentence() + "\n");
    return kDone;
  }
  if (*format == Format::kTable && options.output.fields.empty()) {
    print_tree(console, *found);
    return kDone;
  }
  if (*format == Format::kJson && options.output.fields.empty()) {
    std::string json;
    append_json(json, *found);
    console.out.write(json + "\n");
    return found->articles == 0 ? kFoundNothing : kDone;
  }
  std::size_t text = 0, article = 0;
  Cursor cursor(article_columns(), [&](Row& row) -> Result<bool> {
    while (text < found->texts.size() && article == found->texts[text].articles.size()) {
      ++text;
      article = 0;
    }
    if (text == found->texts.size()) return false;
    row = article_row(found->texts[text], found->texts[text].articles[article]);
    ++article;
    return true;
  });
  const int printed = print_rows(console, cursor, *format, options.output.fields, {"article"});
  console.out.flush();
  if (printed == kDone) console.note(found->sentence());
  return printed;
}

Run declare(Options& options) {
  auto parsed = std::make_shared<OriginsOptions>();
  declare_case(options, parsed->case_path);
  options.group("What");
  options.flag("--hedges", parsed->hedges, "words of doubt that copies lost");
  options.flag("--brief", parsed->brief, "the one sentence alone");
  declare_output(options, parsed->output);
  return [parsed](Console& console) { return origins(console, *parsed); };
}

}  // namespace

Verb origins_verb() {
  return {
      "origins",
      "Ask the case file",
      "how many texts and sources the articles come to",
      "Says which articles are copies of one text, and on whose word each text rests. Two origins are counted: the "
      "text origin (who wrote the words) and the information origin (whose word it is). Separate origins are only not "
      "shown to share one. A pipe gets one article a line, and the sentence on standard error.",
      {{"hearsay origins", "the sentence, then the trees"},
       {"hearsay origins --brief", "the sentence alone"},
       {"hearsay origins --json | jq '.[0].articles'", "the largest text's copies"},
       {"hearsay origins --hedges", "where a doubt got lost on the way"}},
      declare};
}

}  // namespace hearsay::cli
