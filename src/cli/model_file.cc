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

Result<ModelFile> find_model() {
  const char* chosen = std::getenv("HEARSAY_MODEL");
  const std::string size = chosen && *chosen ? chosen : "md";
  if (size != "md" && size != "sm") {
    return Error{ErrorCode::kUsage, "HEARSAY_MODEL is '" + size + "'; it may be md or sm", ""};
  }
  ModelFile model;
  model.name = "en_core_web_" + size;
  const std::string file = "/" + model.name + ".pack";
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

Result<std::shared_ptr<const Model>> open_model() {
  const auto found = find_model();
  if (!found.ok()) return found.error();
  if (!found->path.empty()) return Model::open(found->path);
  std::string message = "the language model " + found->name +
                        " is not there; run 'make build', which fetches and packs it, " +
                        "or set HEARSAY_MODEL_DIR to the folder that holds " + found->name + ".pack. Looked for:";
  for (const auto& path : found->tried) message += " " + path;
  return Error{ErrorCode::kModel, message, ""};
}

}  // namespace hearsay::cli
