// `hearsay annotate`: pages in, one JSON object a line out, in the order of the inputs.
// Memory: what ordered_parallel.h lets be in flight, and one EngineThread a thread. With many threads or one, the same
// bytes.
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/engine.h"
#include "cli/inputs.h"
#include "cli/interrupt.h"
#include "cli/ordered_parallel.h"
#include "cli/row_printer.h"
#include "cli/verb.h"
#include "reading/reading.h"
#include "reading/reading_json.h"
#include "source/source.h"

namespace hearsay::cli {
namespace {

struct AnnotateOptions {
  InputOptions inputs;
  std::string until;
  std::vector<std::string> layers;
  std::string reader;
  std::string output;
  bool jsonl = false;
  bool quiet = false;
};

struct Annotated {
  std::string line;           // with its line break; "" where nothing could be read
  std::vector<Error> faults;  // what to report
};

enum class Until : std::uint8_t { kSource, kLanguage, kReading };

Layers layers_of(const std::vector<std::string>& names) {
  Layers layers;
  for (const auto& name : names) {
    if (name == "tokens") layers.tokens = true;
    if (name == "sentences") layers.sentences = true;
    if (name == "entities") layers.entities = true;
  }
  return layers;
}

using Pipeline = OrderedParallel<Annotated, InputItem>;

Annotated annotated(InputItem item, const ReadOptions& reading, Until until, const Layers& layers, EngineThread* thread,
                    const Pipeline::Slot& slot) {
  Annotated out;
  auto raw = item.load();
  if (!raw.ok()) {
    out.faults.push_back(raw.error());
    return out;
  }
  slot.reserve(raw->bytes.size());
  auto document = read_document(std::move(*raw), reading);
  if (!document.ok()) {
    out.faults.push_back(document.error());
    return out;
  }
  out.faults = std::move(document->warnings);
  if (until == Until::kSource) {
    append_json(out.line, *document, nullptr, nullptr, {});
  } else {
    const std::vector<Span> units = analysable(*document);
    const Analysis analysis = thread->analyzer().analyze(document->text, units);
    if (until == Until::kLanguage) {
      append_json(out.line, *document, &analysis, nullptr, layers);
    } else {
      const Reading found = thread->read(*document, analysis);
      append_json(out.line, *document, &analysis, &found, layers);
    }
  }
  out.line += '\n';
  return out;
}

int annotate(Console& console, const AnnotateOptions& options) {
  for (const auto& layer : options.layers) {
    if (layer == "factuality") {
      console.error("--layers factuality is not built yet");
      return kUsage;
    }
  }
  if (const Status sensible = checked(options.inputs); !sensible.ok()) {
    console.error(sensible.error());
    return kUsage;
  }
  const Until until = options.until == "source"     ? Until::kSource
                      : options.until == "language" ? Until::kLanguage
                                                    : Until::kReading;
  std::optional<Engine> engine;
  if (until != Until::kSource) {
    auto opened = open_engine(until == Until::kLanguage ? "rules" : options.reader);
    if (!opened.ok()) {
      console.error(opened.error());
      return exit_status_of(opened.error().code);
    }
    engine = *std::move(opened);
  }
  if (!options.output.empty()) {
    if (const Status redirected = console.out.redirect(options.output); !redirected.ok()) {
      console.error(redirected.error());
      return kUsage;
    }
  }
  const Layers layers = layers_of(options.layers);
  Listing inputs = list_inputs(console, options.inputs.paths);
  const std::size_t threads = threads_for(options.inputs);
  InputSources sources(inputs.paths, options.inputs.reading);
  std::vector<std::unique_ptr<EngineThread>> workers(threads);

  catch_interrupts();
  std::uint64_t documents = 0;
  Pipeline::run(
      threads, [&] { return sources.next(); },
      [&](InputItem item, Pipeline::Slot& slot) {
        auto& worker = workers[slot.worker];
        if (engine && !worker) worker = std::make_unique<EngineThread>(*engine);
        return annotated(std::move(item), options.inputs.reading, until, layers, worker.get(), slot);
      },
      [&](std::size_t, Annotated result) {
        for (const Error& fault : result.faults) console.error(fault);
        if (!result.faults.empty()) ++inputs.unreadable;
        if (!result.line.empty()) ++documents;
        console.out.write(result.line);
        console.out.settle();
        return console.out.open();
      },
      [] { return interrupted(); });

  if (interrupted()) {
    console.out.flush();
    console.error("interrupted after " + counted(documents, "document"));
    return kInterrupted;
  }
  if (!console.out.open()) return kDone;  // the reader has had enough; a full disk is reported by main
  if (!options.quiet && (inputs.unreadable > 0 || console.errors_to_terminal())) {
    console.out.flush();
    std::string summary = "hearsay: " + counted(documents, "document");
    if (inputs.unreadable > 0) summary += "; " + counted(inputs.unreadable, "input") + " not or not wholly readable";
    console.note(summary);
  }
  return inputs.unreadable > 0 ? kSomeUnreadable : kDone;
}

Run declare(Options& options) {
  auto parsed = std::make_shared<AnnotateOptions>();
  declare_paths(options, parsed->inputs);
  declare_reading(options, parsed->inputs);
  options.choice("--until", parsed->until, "STAGE", {"source", "language"},
                 "stop after the page's text, or after the language layers");
  options.choice(
      "--reader", parsed->reader, "READER", {"encoder", "rules"},
      "who finds the claims: the learned encoder with the rules (default), or rules alone, some times faster",
      "HEARSAY_READER");
  declare_threads(options, parsed->inputs);
  options.group("Output");
  options.list("--layers", parsed->layers, "A,B", {"tokens", "sentences", "entities", "factuality"},
               "language layers to print too");
  options.flag("--jsonl", parsed->jsonl, "one JSON object a line: what it always prints");
  options.file("-o,--output", parsed->output, "FILE", "write there instead of standard output");
  options.flag("-q,--quiet", parsed->quiet, "no closing summary");
  return [parsed](Console& console) { return annotate(console, *parsed); };
}

}  // namespace

Verb annotate_verb() {
  return {"annotate",
          "Read",
          "read pages, print one JSON object a line, touch no case file",
          "Reads each PATH and prints its reading (hearsay.reading/1): text, parts, comments, voices, attributions, "
          "claims, figures, times, every position a byte range into the text and, through the map, into the page. One "
          "line for each document, in the order of the inputs, the same bytes with any number of threads.",
          {{"hearsay annotate page.html | jq .claims", "the claims of one page"},
           {"hearsay annotate pages/ > readings.jsonl", "a folder, in sorted order"},
           {"curl -s URL | hearsay annotate -", "standard input"},
           {"hearsay annotate --until language --layers tokens,entities notes.txt", "language layers only"}},
          declare};
}

}  // namespace hearsay::cli
