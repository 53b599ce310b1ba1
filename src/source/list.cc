// Which files a path stands for.
//
// In a folder every file is a source, in the bytewise order of its path, but for: names that begin with a dot;
// pictures, styles, scripts, data and other side files (file_kind.h), skipped without a word; and the folder "X_files"
// that a browser saves beside "X.html". What is left and cannot be read (a PDF) is named when it is loaded.
// Symbolic links to files are followed, those to folders are not, so no walk goes in circles.
#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

#include "source/file_kind.h"
#include "source/source.h"

namespace hearsay {

namespace {

namespace fs = std::filesystem;

Error unreadable(const std::string& path, const std::string& why) {
  return Error{ErrorCode::kUnreadable, why, path, {}};
}

bool is_page_name(const std::string& name, const std::string& stem) {
  return name == stem + ".html" || name == stem + ".htm" || name == stem + ".xhtml";
}

}  // namespace

Result<std::vector<std::string>> list_sources(const std::string& path) {
  std::vector<std::string> found;
  if (path == "-") return std::vector<std::string>{path};
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (!fs::exists(status)) return unreadable(path, code ? code.message() : "no such file or folder");
  if (!fs::is_directory(status)) return std::vector<std::string>{path};

  std::vector<std::string> folders = {path};
  while (!folders.empty()) {
    const std::string folder = std::move(folders.back());
    folders.pop_back();
    fs::directory_iterator entries(folder, code);
    // A folder that may not be opened is one bad input, not the end of the walk: its name is listed and fails to load.
    if (code) {
      if (folder == path) return unreadable(path, code.message());
      found.push_back(folder);
      continue;
    }
    std::set<std::string> names, subfolders;
    for (; entries != fs::directory_iterator(); entries.increment(code)) {
      if (code) break;
      const std::string entry = entries->path().filename().string();
      if (entry.starts_with('.')) continue;
      std::error_code ignored;
      const bool link = entries->is_symlink(ignored);
      if (entries->is_directory(ignored)) {
        if (!link) subfolders.insert(entry);
      } else if (entries->is_regular_file(ignored) && !is_side_file(entry)) {
        names.insert(entry);
      }
    }
    for (const std::string& entry : names) found.push_back((fs::path(folder) / entry).string());
    for (const std::string& entry : subfolders) {
      const bool of_a_page =
          entry.ends_with("_files") && std::any_of(names.begin(), names.end(), [&](const std::string& n) {
            return is_page_name(n, entry.substr(0, entry.size() - 6));
          });
      if (!of_a_page) folders.push_back((fs::path(folder) / entry).string());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace hearsay
