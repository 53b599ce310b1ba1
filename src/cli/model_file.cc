#include "cli/model_file.h"

#include <unistd.h>

#include <array>
#include <climits>
#include <cstdlib>

namespace hearsay::cli {

std::string program_folder() {
  std::array<char, PATH_MAX> buffer{};
  const ssize_t length = readlink("/proc/self/exe", buffer.data(), buffer.size());
  if (length <= 0) return ".";
  const std::string path(buffer.data(), static_cast<std::size_t>(length));
  return path.substr(0, path.rfind('/'));
}

namespace {

ModelFile found(const std::string& name) {
  ModelFile model;
  model.name = name;
  const std::string file = "/" + name + ".pack";
  const char* folder = std::getenv("HEARSAY_MODEL_DIR");
  if (folder && *folder) {
    model.tried.push_back(folder + file);
  } else {
    model.tried.push_back(program_folder() + "/models" + file);
    model.tried.push_back(program_folder() + "/../share/hearsay/models" + file);
  }
  for (const auto& path : model.tried) {
    if (access(path.c_str(), R_OK) == 0) {
      model.path = path;
      break;
    }
  }
  return model;
}

Error missing(const std::string& what, const ModelFile& file) {
  std::string message = what +
                        " is not there; run 'make build', which fetches and packs it, or set HEARSAY_MODEL_DIR " +
                        "to the folder that holds " + file.name + ".pack. Looked for:";
  for (const auto& path : file.tried) message += " " + path;
  return Error{ErrorCode::kModel, message, ""};
}

}  // namespace

Result<ModelFile> find_model() {
  const char* chosen = std::getenv("HEARSAY_MODEL");
  const std::string size = chosen && *chosen ? chosen : "md";
  if (size != "md" && size != "sm") {
    return Error{ErrorCode::kUsage, "HEARSAY_MODEL is '" + size + "'; it may be md or sm", ""};
  }
  return found("en_core_web_" + size);
}

Result<std::shared_ptr<const Model>> open_model() {
  const auto file = find_model();
  if (!file.ok()) return file.error();
  if (!file->path.empty()) return Model::open(file->path);
  return missing("the language model " + file->name, *file);
}

ModelFile find_reader() { return found("reader"); }

Result<std::shared_ptr<const ReaderModel>> open_reader() {
  const ModelFile file = find_reader();
  if (!file.path.empty()) return ReaderModel::open(file.path);
  Error error = missing("the learned reader", file);
  error.message += "; --reader rules does without it";
  return error;
}

}  // namespace hearsay::cli
