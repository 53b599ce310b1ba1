// Weights from the `model`, `cfg` and `moves` files into weights.h.
#include <algorithm>
#include <cstring>
#include <tuple>

#include "language/msgpack.h"
#include "language/spacy_components.h"
#include "language/thinc_model.h"

namespace hearsay {

namespace {

using Node = ModelTree::Node;

// The nodes of a Tok2Vec (MultiHashEmbed.v2 and MaxoutWindowEncoder.v2) that hold something.
struct EncoderNodes {
  Node root = 0, extract = 0, static_vectors = 0, mix = 0, mix_norm = 0, encode = 0;
  std::vector<Node> getters, embeds, layers, layer_norms, windows;
  bool has_static_vectors = false;
};

EncoderNodes encoder_tree(ModelTree& tree, std::size_t columns, std::size_t depth, bool static_vectors) {
  EncoderNodes nodes;
  nodes.has_static_vectors = static_vectors;
  for (std::size_t i = 0; i < columns; ++i) {
    nodes.embeds.push_back(tree.leaf("hashembed"));
    nodes.getters.push_back(tree.chain({tree.leaf("ints-getitem"), nodes.embeds.back()}));
  }
  nodes.extract = tree.leaf("extract_features");
  const auto maxout = [&](Node& layer, Node& norm) {
    layer = tree.leaf("maxout");
    norm = tree.leaf("layernorm");
    return tree.chain({tree.chain({layer, norm}), tree.leaf("dropout")});
  };
  // spacy/ml/models/tok2vec.py, MultiHashEmbed: with static vectors the features are a chain of their own.
  std::vector<Node> embed = {nodes.extract, tree.leaf("list2ragged"), tree.with_array(tree.concatenate(nodes.getters))};
  if (static_vectors) {
    nodes.static_vectors = tree.leaf("static_vectors");
    embed = {tree.concatenate({tree.chain(embed), nodes.static_vectors})};
  }
  embed.push_back(tree.with_array(maxout(nodes.mix, nodes.mix_norm)));
  embed.push_back(tree.leaf("ragged2list"));
  std::vector<Node> residuals;
  for (std::size_t i = 0; i < depth; ++i) {
    Node layer, norm;
    nodes.windows.push_back(tree.leaf("expand_window"));
    const Node block = maxout(layer, norm);
    residuals.push_back(tree.residual(tree.chain({nodes.windows.back(), block})));
    nodes.layers.push_back(layer);
    nodes.layer_norms.push_back(norm);
  }
  nodes.encode = tree.with_array(tree.chain(std::move(residuals)));
  nodes.root = tree.chain({tree.chain(embed), nodes.encode});
  return nodes;
}

// How many columns, layers and whether static vectors: counted in the file, then matched node by node.
EncoderNodes encoder_tree_for(ModelTree& tree, const ThincModel& model) {
  std::size_t columns = 0, depth = 0;
  bool static_vectors = false;
  for (std::size_t i = 0; i < model.size(); ++i) {
    columns += model.name(i) == "hashembed";
    depth += model.name(i) == "expand_window";
    static_vectors |= model.name(i) == "static_vectors";
  }
  return encoder_tree(tree, columns, depth, static_vectors);
}

std::optional<Attribute> attribute_of(std::string_view name) {
  if (name == "NORM") return Attribute::kNorm;
  if (name == "PREFIX") return Attribute::kPrefix;
  if (name == "SUFFIX") return Attribute::kSuffix;
  if (name == "SHAPE") return Attribute::kShape;
  if (name == "SPACY") return Attribute::kSpacy;
  if (name == "IS_SPACE") return Attribute::kIsSpace;
  if (name == "ORTH") return Attribute::kOrth;
  if (name == "LOWER") return Attribute::kLower;
  return std::nullopt;
}

// Fills one model's structs and keeps the first error, so that a list of reads stays a list.
class WeightReader {
 public:
  WeightReader(FolderFiles& files, std::string path, ThincModel model)
      : files_(files), path_(std::move(path)), model_(std::move(model)) {}

  [[nodiscard]] bool ok() const { return !error_.has_value(); }
  [[nodiscard]] Status status() const { return error_ ? Status(*error_) : Status(Done{}); }
  [[nodiscard]] ThincModel& model() { return model_; }
  void match(const ModelTree& tree, Node root) { keep(model_.match(tree, root)); }

  void fail(std::string message) {
    if (!error_) error_ = files_.model_error(path_, std::move(message));
  }

  void read_encoder(const EncoderNodes& nodes, std::uint32_t vector_width, EncoderWeights& out) {
    if (!ok()) return;
    out.width = dimension(nodes.root, "nO");
    const Result<std::vector<std::string>> names = model_.strings(nodes.extract, "columns");
    if (!names) return keep(names.error());
    if (names->size() != nodes.embeds.size()) return fail("as many hash embeddings as features are expected");
    for (std::size_t i = 0; i < nodes.embeds.size() && ok(); ++i) {
      HashColumn column;
      if (number(nodes.getters[i], "column") != static_cast<std::int64_t>(i) ||
          number(nodes.embeds[i], "column") != static_cast<std::int64_t>(i)) {
        return fail("hash embedding " + std::to_string(i) + " takes another column");
      }
      const auto attribute = attribute_of((*names)[i]);
      if (!attribute) return fail("unknown feature " + (*names)[i]);
      column.attribute = *attribute;
      column.seed = static_cast<std::uint32_t>(number(nodes.embeds[i], "seed"));
      column.rows = dimension(nodes.embeds[i], "nV");
      column.table = take(nodes.embeds[i], "E", {column.rows, out.width});
      out.columns.push_back(std::move(column));
    }
    auto inputs = static_cast<std::uint32_t>(out.width * out.columns.size());
    if (nodes.has_static_vectors) {
      if (vector_width == 0 || dimension(nodes.static_vectors, "nM") != vector_width) {
        return fail("the static vectors have another width");
      }
      out.static_projection = take(nodes.static_vectors, "W", {out.width, vector_width});
      inputs += out.width;
    }
    out.mix = maxout(nodes.mix, nodes.mix_norm, inputs, out.width);
    if (ok() && number(nodes.encode, "pad") != static_cast<std::int64_t>(nodes.layers.size())) {
      return fail("the encoder's padding is not its depth");
    }
    for (std::size_t i = 0; i < nodes.layers.size() && ok(); ++i) {
      if (number(nodes.windows[i], "window_size") != 1) return fail("the encoder's window is not 1");
      out.layers.push_back(maxout(nodes.layers[i], nodes.layer_norms[i], 3 * out.width, out.width));
    }
  }

  LinearWeights linear(Node node, std::uint32_t inputs) {
    LinearWeights out;
    if (!ok()) return out;
    out.outputs = dimension(node, "nO");
    out.inputs = inputs;
    out.weights = take(node, "W", {out.outputs, out.inputs});
    out.bias = take(node, "b", {out.outputs});
    return out;
  }

  // parser_model: tok2vec (its root, and its list2array and linear), lower, upper.
  template <class Move>
  void read_transitions(Node linear_node, Node lower, Node upper, std::uint32_t width, TransitionWeights<Move>& out) {
    out.project = linear(linear_node, width);
    if (!ok()) return;
    out.features = dimension(lower, "nF");
    out.hidden = dimension(lower, "nO");
    out.pieces = dimension(lower, "nP");
    if (dimension(lower, "nI") != out.hidden || out.project.outputs != out.hidden) return fail("hidden widths differ");
    out.lower = take(lower, "W", {out.features, out.hidden, out.pieces, out.hidden});
    out.lower_bias = take(lower, "b", {out.hidden, out.pieces});
    out.lower_pad = take(lower, "pad", {1, out.features, out.hidden, out.pieces});
    out.upper = linear(upper, out.hidden);
  }

 private:
  void keep(const Status& status) {
    if (!status && !error_) error_ = status.error();
  }
  std::uint32_t dimension(Node node, const std::string& dimension_name) {
    const auto value = model_.dimension(node, dimension_name);
    if (!value) keep(value.error());
    return value ? *value : 0;
  }
  std::int64_t number(Node node, const std::string& attribute) {
    const auto value = model_.number(node, attribute);
    if (!value) keep(value.error());
    return value ? *value : -1;
  }
  std::vector<float> take(Node node, const std::string& parameter, const std::vector<std::uint32_t>& shape) {
    if (!ok()) return {};
    auto values = model_.take(node, parameter, shape);
    if (!values) keep(values.error());
    return values ? std::move(*values) : std::vector<float>();
  }
  MaxoutWeights maxout(Node layer, Node norm, std::uint32_t inputs, std::uint32_t outputs) {
    MaxoutWeights out;
    if (!ok()) return out;
    out.outputs = outputs;
    out.inputs = inputs;
    out.pieces = dimension(layer, "nP");
    out.weights = take(layer, "W", {outputs, out.pieces, inputs});
    out.bias = take(layer, "b", {outputs, out.pieces});
    out.gain = take(norm, "G", {outputs});
    out.shift = take(norm, "b", {outputs});
    return out;
  }

  FolderFiles& files_;
  std::string path_;
  ThincModel model_;
  std::optional<Error> error_;
};

Result<WeightReader> open_model(FolderFiles& files, const std::string& path) {
  const Result<std::string_view> bytes = files.read(path);
  if (!bytes) return bytes.error();
  Result<ThincModel> model = ThincModel::parse(*bytes, files.full_path(path));
  if (!model) return model.error();
  return WeightReader(files, path, std::move(*model));
}

// Class order of a transition system (spacy/pipeline/transition_parser.pyx, transition_system.pyx): actions by number;
// in one action by (frequency, label) descending; labels of negative frequency after all others.
template <class Move>
Status read_moves(FolderFiles& files, const std::string& path, int actions, std::vector<Action<Move>>& out) {
  const Result<std::string_view> bytes = files.read(path);
  if (!bytes) return bytes.error();
  const Result<MsgpackDocument> parsed = MsgpackDocument::parse(*bytes);
  const auto moves = parsed ? parsed->root().find("moves") : std::nullopt;
  if (!moves || !moves->text()) return files.model_error(path, "no moves");
  rapidjson::Document json;
  json.Parse<rapidjson::kParseIterativeFlag>(moves->text()->data(), moves->text()->size());
  if (json.HasParseError() || !json.IsObject()) return files.model_error(path, "the moves are no JSON object");
  std::vector<Action<Move>> late;
  for (int action = 0; action < actions; ++action) {
    const rapidjson::Value* table = json_member(json, std::to_string(action).c_str());
    if (table == nullptr) continue;
    if (!table->IsObject()) return files.model_error(path, "an action has no table of labels");
    std::vector<std::tuple<std::int64_t, std::string>> labels;
    for (const auto& member : table->GetObject()) {
      if (!member.value.IsInt64()) return files.model_error(path, "a label's frequency is no number");
      labels.emplace_back(member.value.GetInt64(), std::string(member.name.GetString(), member.name.GetStringLength()));
    }
    std::sort(labels.rbegin(), labels.rend());  // UTF-8 sorts as code points do
    for (auto& [frequency, label] : labels) {
      (frequency < 0 ? late : out).push_back({static_cast<Move>(action), std::move(label)});
    }
  }
  if (json.MemberCount() > static_cast<std::size_t>(actions)) return files.model_error(path, "an unknown action");
  out.insert(out.end(), late.begin(), late.end());
  return Done{};
}

// NER has neither a class for missing annotation nor labelled OUTs (ner.pyx, BiluoPushDown.add_action).
void drop_unused(std::vector<Action<EntityMove>>& actions) {
  std::erase_if(actions, [](const Action<EntityMove>& action) {
    return action.move == EntityMove::kMissing || (action.move == EntityMove::kOut && !action.label.empty());
  });
}

Status read_tagger(FolderFiles& files, PipelineWeights& out) {
  Result<WeightReader> reader = open_model(files, "tagger/model");
  if (!reader) return reader.error();
  ModelTree tree;
  const Node softmax = tree.leaf("softmax");
  reader->match(tree, tree.chain({tree.leaf("tok2vec-listener"), tree.with_array(softmax)}));
  if (!reader->ok()) return reader->status();
  out.tagger = reader->linear(softmax, out.tok2vec.width);
  const Result<std::string_view> bytes = files.read("tagger/cfg");
  if (!bytes) return bytes.error();
  rapidjson::Document settings;
  settings.Parse<rapidjson::kParseIterativeFlag>(bytes->data(), bytes->size());
  if (settings.HasParseError() || !settings.IsObject() || !settings.HasMember("labels") ||
      !settings["labels"].IsArray()) {
    return files.model_error("tagger/cfg", "no list of labels");
  }
  for (const auto& label : settings["labels"].GetArray()) {
    out.tags.emplace_back(label.IsString() ? label.GetString() : "");
  }
  return reader->status();
}

Status read_parser(FolderFiles& files, PipelineWeights& out) {
  Result<WeightReader> reader = open_model(files, "parser/model");
  if (!reader) return reader.error();
  ModelTree tree;
  const Node linear = tree.leaf("linear"), lower = tree.leaf("precomputable_affine"), upper = tree.leaf("linear");
  const Node input = tree.chain({tree.leaf("tok2vec-listener"), tree.leaf("list2array"), linear});
  reader->match(tree, tree.named("parser_model", {input, lower, upper}));
  if (reader->ok()) reader->read_transitions(linear, lower, upper, out.tok2vec.width, out.parser);
  if (!reader->ok()) return reader->status();
  return read_moves(files, "parser/moves", 5, out.parser.actions);
}

Status read_entities(FolderFiles& files, PipelineWeights& out) {
  Result<WeightReader> reader = open_model(files, "ner/model");
  if (!reader) return reader.error();
  ModelTree tree;
  const EncoderNodes encoder = encoder_tree_for(tree, reader->model());
  const Node linear = tree.leaf("linear"), lower = tree.leaf("precomputable_affine"), upper = tree.leaf("linear");
  const Node input = tree.chain({encoder.root, tree.leaf("list2array"), linear});
  reader->match(tree, tree.named("parser_model", {input, lower, upper}));
  reader->read_encoder(encoder, out.vectors.width, out.entity_tok2vec);
  if (reader->ok()) reader->read_transitions(linear, lower, upper, out.entity_tok2vec.width, out.entities);
  if (!reader->ok()) return reader->status();
  if (Status s = read_moves(files, "ner/moves", 6, out.entities.actions); !s) return s;
  drop_unused(out.entities.actions);
  return Done{};
}

Status read_senter(FolderFiles& files, PipelineWeights& out) {
  Result<WeightReader> reader = open_model(files, "senter/model");
  if (!reader) return reader.error();
  ModelTree tree;
  const EncoderNodes encoder = encoder_tree_for(tree, reader->model());
  const Node softmax = tree.leaf("softmax");
  reader->match(tree, tree.chain({encoder.root, tree.with_array(softmax)}));
  SenterWeights senter;
  reader->read_encoder(encoder, out.vectors.width, senter.encoder);
  senter.output = reader->linear(softmax, senter.encoder.width);
  if (reader->ok()) out.senter = std::move(senter);
  return reader->status();
}

}  // namespace

Status read_vectors(FolderFiles& files, SpacyFolder& out) {
  const Result<std::string_view> settings = files.read("vocab/vectors.cfg");
  if (!settings) return settings.error();
  if (settings->find("\"default\"") == std::string_view::npos) {
    return files.model_error("vocab/vectors.cfg", "vectors of another mode than \"default\"");
  }
  const std::string path = "vocab/vectors";
  const Result<std::string_view> bytes = files.read(path);
  if (!bytes) return bytes.error();
  // .npy 1.0: magic, version, length of the header, a Python dictionary padded with blanks.
  const Error unknown = files.model_error(path, "not a .npy 1.0 file of float32 rows");
  if (bytes->size() < 10 || bytes->substr(0, 8) != std::string_view("\x93NUMPY\x01\x00", 8)) return unknown;
  const std::size_t length = static_cast<unsigned char>((*bytes)[8]) | static_cast<unsigned char>((*bytes)[9]) << 8;
  if (bytes->size() < 10 + length) return unknown;
  const std::string_view header = bytes->substr(10, length);
  const std::size_t shape = header.find("'shape': (");
  if (header.find("'descr': '<f4'") == std::string_view::npos ||
      header.find("'fortran_order': False") == std::string_view::npos || shape == std::string_view::npos) {
    return unknown;
  }
  unsigned long rows = 0, width = 0;
  if (std::sscanf(std::string(header.substr(shape)).c_str(), "'shape': (%lu, %lu)", &rows, &width) != 2 ||
      rows > (1u << 24) || width > 4096 || bytes->size() != 10 + length + rows * width * sizeof(float)) {
    return unknown;
  }
  VectorWeights& vectors = out.weights.vectors;
  vectors.rows = static_cast<std::uint32_t>(rows);
  vectors.width = static_cast<std::uint32_t>(width);
  vectors.data.resize(rows * width);
  if (!vectors.data.empty()) {
    std::memcpy(vectors.data.data(), bytes->data() + 10 + length, vectors.data.size() * sizeof(float));
  }

  const Result<std::string_view> key_bytes = files.read("vocab/key2row");
  if (!key_bytes) return key_bytes.error();
  const Result<MsgpackDocument> keys = MsgpackDocument::parse(*key_bytes);
  if (!keys || !keys->root().is(MsgpackKind::kMap)) return files.model_error("vocab/key2row", "no map of rows");
  vectors.row_of.reserve(keys->root().size());
  MsgpackValue at = keys->root().first();
  for (std::size_t i = 0; i < keys->root().size(); ++i) {
    const MsgpackValue row = at.next();
    const auto key = at.unsigned_integer(), value = row.unsigned_integer();
    if (!key || *key == 0 || !value || *value >= rows) {
      return files.model_error("vocab/key2row", "a key or row out of range");
    }
    vectors.row_of.emplace_back(*key, static_cast<std::uint32_t>(*value));
    at = row.next();
  }
  return Done{};
}

Status read_networks(FolderFiles& files, SpacyFolder& out) {
  PipelineWeights& weights = out.weights;
  Result<WeightReader> reader = open_model(files, "tok2vec/model");
  if (!reader) return reader.error();
  ModelTree tree;
  const EncoderNodes encoder = encoder_tree_for(tree, reader->model());
  reader->match(tree, encoder.root);
  reader->read_encoder(encoder, weights.vectors.width, weights.tok2vec);
  if (!reader->ok()) return reader->status();
  for (const auto read : {read_tagger, read_parser, read_entities, read_senter}) {
    if (Status s = read(files, weights); !s) return s;
  }
  return check_weights(weights);
}

}  // namespace hearsay
