// The components of a published spaCy folder, one reader for each: private to spacy_folder.cc.
// Ownership: FolderFiles keeps the bytes of each file as long as it lives. Threads: one. Fails: as spacy_folder.h says.
#pragma once

#include <rapidjson/document.h>

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "language/spacy_folder.h"

namespace hearsay {

class FolderFiles {
 public:
  explicit FolderFiles(std::string folder) : folder_(std::move(folder)) {}

  // The bytes of a file by its path inside the folder.
  [[nodiscard]] Result<std::string_view> read(const std::string& path);
  [[nodiscard]] std::string full_path(const std::string& path) const { return folder_ + "/" + path; }
  [[nodiscard]] Error model_error(const std::string& path, std::string message) const {
    return {ErrorCode::kModel, std::move(message), full_path(path)};
  }
  // SHA-256, size and path of every file that was read, a line each, sorted by path.
  [[nodiscard]] std::string digest() const;

 private:
  std::string folder_;
  std::map<std::string, std::string> files_;
};

// The value of a key; nullptr where the object lacks it. (Its iterators' comparison is ambiguous in C++20.)
[[nodiscard]] inline const rapidjson::Value* json_member(const rapidjson::Value& object, const char* key) {
  return object.HasMember(key) ? &object[key] : nullptr;
}

// spacy_rules.cc
[[nodiscard]] Status read_tokenizer(FolderFiles& files, SpacyFolder& out);
[[nodiscard]] Status read_norms(FolderFiles& files, SpacyFolder& out);
[[nodiscard]] Status read_attribute_rules(FolderFiles& files, SpacyFolder& out);
[[nodiscard]] Status read_lemma_tables(FolderFiles& files, SpacyFolder& out);

// spacy_network.cc; `folder.name` is set.
[[nodiscard]] Status read_vectors(FolderFiles& files, SpacyFolder& out);
[[nodiscard]] Status read_networks(FolderFiles& files, SpacyFolder& out);

}  // namespace hearsay
