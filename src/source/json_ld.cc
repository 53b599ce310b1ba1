#include "source/json_ld.h"

#include <rapidjson/reader.h>

#include <algorithm>

#include "source/ascii.h"

namespace hearsay {

namespace {

// Feeds the reader; control characters inside strings, which JSON forbids and pages have, become blanks.
class PageStream {
 public:
  using Ch = char;
  explicit PageStream(std::string_view text) : text_(text) {}

  [[nodiscard]] Ch Peek() const { return at_ < text_.size() ? shown(text_[at_]) : '\0'; }
  Ch Take() {
    const Ch c = Peek();
    ++at_;
    return c;
  }
  [[nodiscard]] std::size_t Tell() const { return at_; }
  // Asked for by the stream concept, never called when parsing from a read-only stream.
  Ch* PutBegin() { return nullptr; }
  void Put(Ch) {}
  void Flush() {}
  std::size_t PutEnd(Ch*) { return 0; }

 private:
  static Ch shown(char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\0' ? ' ' : c; }
  std::string_view text_;
  std::size_t at_ = 0;
};

std::string_view unwrapped(std::string_view text) {
  text = ascii::trim(text);
  for (const std::string_view opening : {"<!--", "//<![CDATA[", "<![CDATA[", "/*<![CDATA[*/", "//"}) {
    if (text.starts_with(opening)) text = ascii::trim(text.substr(opening.size()));
  }
  return text;
}

}  // namespace

class JsonSink {
 public:
  JsonSink(Json& json, std::string_view text, const PageStream& stream, std::uint32_t begin)
      : json_(json), text_(text), stream_(stream), begin_(begin) {}

  bool Null() { return add(JsonKind::kNull, "", {}); }
  bool Bool(bool value) { return add(JsonKind::kBool, value ? "true" : "false", {}); }
  bool Int(int) { return number(); }
  bool Uint(unsigned) { return number(); }
  bool Int64(std::int64_t) { return number(); }
  bool Uint64(std::uint64_t) { return number(); }
  bool Double(double) { return number(); }
  bool RawNumber(const char*, rapidjson::SizeType, bool) { return number(); }
  bool String(const char* bytes, rapidjson::SizeType length, bool) {
    return add(JsonKind::kString, std::string(bytes, length), string_source());
  }
  bool Key(const char* bytes, rapidjson::SizeType length, bool) {
    key_.assign(bytes, length);
    return true;
  }
  bool StartObject() { return open(JsonKind::kObject); }
  bool EndObject(rapidjson::SizeType) { return close(); }
  bool StartArray() { return open(JsonKind::kArray); }
  bool EndArray(rapidjson::SizeType) { return close(); }

 private:
  // The reader has just taken the closing quote. The opening one is the nearest before it that no backslash escapes.
  [[nodiscard]] Span string_source() const {
    const std::size_t end = stream_.Tell() - 1;
    std::size_t open = end;
    while (open > 0) {
      --open;
      if (text_[open] != '"') continue;
      std::size_t slashes = 0;
      while (slashes < open && text_[open - 1 - slashes] == '\\') ++slashes;
      if (slashes % 2 == 0) break;
    }
    return {begin_ + static_cast<std::uint32_t>(open + 1), begin_ + static_cast<std::uint32_t>(end)};
  }

  bool number() {
    const std::size_t end = stream_.Tell();
    std::size_t at = end;
    while (at > 0 &&
           (ascii::is_alnum(text_[at - 1]) || text_[at - 1] == '.' || text_[at - 1] == '-' || text_[at - 1] == '+'))
      --at;
    return add(JsonKind::kNumber, std::string(text_.substr(at, end - at)),
               {begin_ + static_cast<std::uint32_t>(at), begin_ + static_cast<std::uint32_t>(end)});
  }

  bool add(JsonKind kind, std::string value, Span source) {
    if (json_.nodes_.size() >= kMaxJsonNodes) return false;
    const auto index = static_cast<std::uint32_t>(json_.nodes_.size());
    JsonNode node;
    node.kind = kind;
    node.value = std::move(value);
    node.source = source;
    node.parent = parent_;
    if (parent_ != kNoJson) {
      JsonNode& parent = json_.nodes_[parent_];
      if (parent.kind == JsonKind::kObject) node.key = key_;
      if (parent.last_child == kNoJson) {
        parent.first_child = index;
      } else {
        json_.nodes_[parent.last_child].next = index;
      }
      parent.last_child = index;
    }
    json_.nodes_.push_back(std::move(node));
    return true;
  }
  bool open(JsonKind kind) {
    if (!add(kind, "", {})) return false;
    parent_ = static_cast<std::uint32_t>(json_.nodes_.size() - 1);
    return true;
  }
  bool close() {
    parent_ = json_.nodes_[parent_].parent;
    return true;
  }

  Json& json_;
  std::string_view text_;
  const PageStream& stream_;
  std::uint32_t begin_;
  std::uint32_t parent_ = kNoJson;
  std::string key_;
};

void Json::read(std::string_view text, std::uint32_t begin) {
  const std::string_view json = unwrapped(text);
  if (json.empty()) return;
  begin += static_cast<std::uint32_t>(json.data() - text.data());
  PageStream stream(json);
  JsonSink sink(*this, json, stream, begin);
  rapidjson::Reader reader;
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseStopWhenDoneFlag |
                              rapidjson::kParseCommentsFlag | rapidjson::kParseTrailingCommasFlag |
                              rapidjson::kParseNanAndInfFlag;
  // An error ends the reading; what was read before it stays, with its open objects as they are.
  reader.Parse<kFlags>(stream, sink);
}

std::uint32_t Json::member(std::uint32_t object, std::string_view key) const {
  if (object == kNoJson || nodes_[object].kind != JsonKind::kObject) return kNoJson;
  for (std::uint32_t i = nodes_[object].first_child; i != kNoJson; i = nodes_[i].next) {
    if (nodes_[i].key == key) return i;
  }
  return kNoJson;
}

bool Json::has_type(std::uint32_t object, std::initializer_list<std::string_view> types) const {
  for (const std::uint32_t type : items(member(object, "@type"))) {
    std::string_view name = nodes_[type].value;
    const std::size_t slash = name.find_last_of("/:");
    if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
    if (std::find(types.begin(), types.end(), name) != types.end()) return true;
  }
  return false;
}

std::uint32_t Json::text_of(std::uint32_t node) const {
  for (int step = 0; step < 4 && node != kNoJson; ++step) {
    const JsonNode& n = nodes_[node];
    if (n.kind == JsonKind::kString || n.kind == JsonKind::kNumber) return node;
    if (n.kind == JsonKind::kArray) {
      node = n.first_child;
    } else if (n.kind == JsonKind::kObject) {
      node = resolve(node);
      std::uint32_t found = kNoJson;
      for (const std::string_view key : {"name", "@value", "url", "@id"}) {
        found = member(node, key);
        if (found != kNoJson) break;
      }
      node = found;
    } else {
      return kNoJson;
    }
  }
  return kNoJson;
}

std::uint32_t Json::resolve(std::uint32_t node) const {
  if (node == kNoJson || nodes_[node].kind != JsonKind::kObject) return node;
  const std::uint32_t id = member(node, "@id");
  if (id == kNoJson || member(node, "name") != kNoJson) return node;
  for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i].key != "@id" || i == id || nodes_[i].value != nodes_[id].value) continue;
    if (member(nodes_[i].parent, "name") != kNoJson) return nodes_[i].parent;
  }
  return node;
}

std::vector<std::uint32_t> Json::items(std::uint32_t node) const {
  std::vector<std::uint32_t> out;
  if (node == kNoJson) return out;
  if (nodes_[node].kind != JsonKind::kArray) return {node};
  for (std::uint32_t i = nodes_[node].first_child; i != kNoJson; i = nodes_[i].next) out.push_back(i);
  return out;
}

}  // namespace hearsay
