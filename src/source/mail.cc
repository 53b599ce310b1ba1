#include "source/mail.h"

#include <algorithm>

#include "base/hash.h"
#include "source/ascii.h"
#include "source/dates.h"
#include "source/http_message.h"
#include "source/mime.h"

namespace hearsay {

namespace {

bool is_readable(const MimeEntity& entity) { return entity.leaf && readable_type(entity.media_type) == Readable::kYes; }

// What of a message is read: the leaves, less the alternatives that were not chosen and what belongs to a page.
class Choice {
 public:
  explicit Choice(const std::vector<MimeEntity>& entities) : entities_(entities), dropped_(entities.size(), false) {
    rate();
    for (std::size_t i = 0; i < entities.size(); ++i) {
      if (entities[i].parent >= 0 && dropped_[static_cast<std::size_t>(entities[i].parent)]) dropped_[i] = true;
      if (dropped_[i] || entities[i].leaf) continue;
      if (entities[i].media_type == "multipart/alternative") keep_one(i, richest_child(i));
      if (entities[i].media_type == "multipart/related") keep_one(i, root_of(i));
    }
  }

  [[nodiscard]] bool read(std::size_t i) const { return !dropped_[i] && is_readable(entities_[i]); }

 private:
  // 2: there is HTML in it, 1: text. Children stand behind their parents, so one pass from the end is enough.
  void rate() {
    rating_.assign(entities_.size(), 0);
    for (std::size_t i = entities_.size(); i-- > 0;) {
      if (is_readable(entities_[i])) {
        rating_[i] = std::max(rating_[i], entities_[i].media_type == "text/plain" ? 1 : 2);
      }
      if (entities_[i].parent >= 0) {
        int& above = rating_[static_cast<std::size_t>(entities_[i].parent)];
        above = std::max(above, rating_[i]);
      }
    }
  }
  [[nodiscard]] bool is_child(std::size_t child, std::size_t of) const {
    return entities_[child].parent == static_cast<std::int32_t>(of);
  }
  // The last of the best: senders put what they like most last.
  [[nodiscard]] std::size_t richest_child(std::size_t parent) const {
    std::size_t best = 0;
    for (std::size_t i = parent + 1; i < entities_.size(); ++i) {
      if (is_child(i, parent) && (best == 0 || rating_[i] >= rating_[best])) best = i;
    }
    return best;
  }
  // The part that `start` names, else the first that can be read.
  [[nodiscard]] std::size_t root_of(std::size_t parent) const {
    const std::string start = parameter_of(entities_[parent].fields.get("content-type"), "start");
    std::size_t first = 0;
    for (std::size_t i = parent + 1; i < entities_.size(); ++i) {
      if (!is_child(i, parent)) continue;
      if (!start.empty() && entities_[i].fields.get("content-id") == start) return i;
      if (first == 0 && rating_[i] > 0) first = i;
    }
    return first;
  }
  void keep_one(std::size_t parent, std::size_t child) {
    for (std::size_t i = parent + 1; i < entities_.size(); ++i) {
      if (is_child(i, parent) && i != child) dropped_[i] = true;
    }
  }

  const std::vector<MimeEntity>& entities_;
  std::vector<int> rating_;
  std::vector<bool> dropped_;
};

// "Ann Berg" of `"Ann Berg" <ann@a.example>`, else the address.
std::string sender_of(std::string_view from) {
  std::string name = decoded_words(from.substr(0, from.find('<')));
  std::string_view text = ascii::trim(name);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  if (!ascii::trim(text).empty()) return std::string(ascii::trim(text));
  const std::size_t open = from.find('<'), close = from.find('>');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open)
    return std::string(ascii::trim(from));
  return std::string(from.substr(open + 1, close - open - 1));
}

// The message an entity belongs to: the next message/rfc822's content above it, or the whole.
std::size_t message_of(const std::vector<MimeEntity>& entities, std::size_t i) {
  while (entities[i].parent >= 0 &&
         entities[static_cast<std::size_t>(entities[i].parent)].media_type != "message/rfc822") {
    i = static_cast<std::size_t>(entities[i].parent);
  }
  return i;
}

std::string iso_date(std::string_view field) {
  const auto date = find_date(field);
  return date ? date->value : "";
}

void describe(RawSource& source, const MimeEntity& part, const MimeEntity& message, bool first) {
  // A saved page says where it was; a mail is known by its id.
  std::string_view uri = part.fields.get("content-location");
  if (uri.empty() || uri.starts_with("cid:")) uri = message.fields.get("snapshot-content-location");
  if (uri.empty()) uri = message.fields.get("content-location");
  if (!uri.empty()) {
    source.uri = decoded_words(uri);
    source.captured_at = iso_date(message.fields.get("date"));
    return;
  }
  if (!first) return;
  std::string_view id = ascii::trim(message.fields.get("message-id"));
  if (id.starts_with('<') && id.ends_with('>')) id = id.substr(1, id.size() - 2);
  if (!id.empty()) source.uri = "mid:" + std::string(id);
  source.stated.from = "mail";
  source.stated.title = ascii::trim(decoded_words(message.fields.get("subject")));
  source.stated.published = message.fields.get("date");
  if (const auto from = message.fields.get("from"); !from.empty()) source.stated.authors.push_back(sender_of(from));
}

RawSource source_of(std::string_view message, const MimeEntity& part, const std::string& path) {
  RawSource source;
  source.path = path;
  source.in_archive = true;
  source.bytes = decoded_body(message, part);
  source.stated_type = part.media_type;
  source.stated_charset = parameter_of(part.fields.get("content-type"), "charset");
  return source;
}

}  // namespace

MailStream::MailStream(std::string path, std::unique_ptr<ByteInput> input, bool addressable)
    : path_(std::move(path)), input_(std::move(input)), addressable_(addressable) {}

std::optional<Result<PendingSource>> MailStream::next() {
  if (input_) {
    ByteReader reader(*input_);
    auto message = std::make_shared<std::string>();
    reader.read(*message, kMaxSourceBytes);
    const bool more = !reader.at_end();
    position_ = reader.offset();
    const std::optional<std::string> fault = reader.fault();
    input_.reset();
    if (more) {
      return Error{ErrorCode::kTooLarge, "a message of more than " + std::to_string(kMaxSourceBytes) + " bytes", path_,
                   kMaxSourceBytes};
    }
    if (fault && message->empty()) return Error{ErrorCode::kUnreadable, *fault, path_, position_};
    // What mailboxes put before a message, and some exports before all.
    std::size_t skip = message->starts_with("\xEF\xBB\xBF") ? 3 : 0;
    if (message->compare(skip, 5, "From ") == 0) skip = std::min(message->find('\n', skip), message->size() - 1) + 1;
    auto entities = std::make_shared<std::vector<MimeEntity>>(parse_mime(std::string_view(*message).substr(skip)));
    const Choice choice(*entities);
    std::vector<std::size_t> described;  // messages whose first source was found
    for (std::size_t i = 0; i < entities->size(); ++i) {
      if (!choice.read(i)) continue;
      const MimeEntity& part = (*entities)[i];
      const std::uint64_t offset = skip + part.begin;
      if (!known_transfer_encoding(part)) {
        found_.push_back(Error{ErrorCode::kUnsupported,
                               "transfer encoding '" +
                                   std::string(part.fields.get("content-transfer-encoding")).substr(0, 20) +
                                   "' is not read",
                               path_, offset});
        continue;
      }
      if (ascii::trim(std::string_view(*message).substr(skip + part.body, part.end - part.body)).empty()) continue;
      const std::size_t whole = message_of(*entities, i);
      const bool first = std::find(described.begin(), described.end(), whole) == described.end();
      if (first) described.push_back(whole);
      std::vector<Error> warnings;
      if (fault && found_.empty()) warnings.push_back(Error{ErrorCode::kMalformed, *fault, path_, position_});
      found_.push_back(PendingSource{[message, entities, skip, i, whole, first, offset, warnings, path = path_,
                                      addressable = addressable_ && !fault] {
        const std::string_view text = std::string_view(*message).substr(skip);
        const MimeEntity& leaf = (*entities)[i];
        RawSource source = source_of(text, leaf, path);
        source.warnings = warnings;
        describe(source, leaf, (*entities)[whole], first);
        const std::string_view record = text.substr(leaf.begin, leaf.end - leaf.begin);
        if (addressable) source.archive = ArchiveLocator{offset, record.size(), to_hex(sha256(record))};
        return Result<RawSource>(std::move(source));
      }});
    }
    if (found_.empty()) found_.push_back(Error{ErrorCode::kMalformed, "no text or HTML in this message", path_, skip});
  }
  if (given_ == found_.size()) return std::nullopt;
  return std::move(found_[given_++]);
}

Result<RawSource> source_of_mime_part(std::string_view part, const std::string& path, std::uint64_t offset) {
  const std::vector<MimeEntity> entities = parse_mime(part);
  if (!is_readable(entities.front())) return Error{ErrorCode::kMalformed, "no text or HTML here", path, offset};
  return source_of(part, entities.front(), path);
}

}  // namespace hearsay
