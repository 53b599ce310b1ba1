#include "language/thinc_model.h"

#include <cstring>
#include <deque>
#include <utility>

#include "language/msgpack.h"

namespace hearsay {

namespace {

// A numpy array as srsly packs it: a map with binary keys nd, type, kind, shape, data.
std::optional<ThincArray> array_of(const MsgpackValue& value) {
  const auto is_array = value.find("nd");
  const auto type = value.find("type");
  const auto shape = value.find("shape");
  const auto data = value.find("data");
  if (!is_array || is_array->boolean() != true || !type || type->text() != "<f4" || !shape || !data || !data->text()) {
    return std::nullopt;
  }
  ThincArray out;
  std::uint64_t count = 1;
  for (const MsgpackValue& dimension : shape->elements()) {
    const auto n = dimension.unsigned_integer();
    if (!n || *n > 0xFFFFFFFFu) return std::nullopt;
    count *= *n;
    if (count > data->text()->size()) return std::nullopt;
    out.shape.push_back(static_cast<std::uint32_t>(*n));
  }
  if (data->text()->size() != count * sizeof(float)) return std::nullopt;
  out.values.resize(count);
  if (count > 0) std::memcpy(out.values.data(), data->text()->data(), count * sizeof(float));
  return out;
}

std::string shape_text(const std::vector<std::uint32_t>& shape) {
  std::string out = "(";
  for (std::size_t i = 0; i < shape.size(); ++i) out += (i > 0 ? ", " : "") + std::to_string(shape[i]);
  return out + ")";
}

}  // namespace

ModelTree::Node ModelTree::add(std::string name, std::vector<Node> children) {
  nodes_.push_back({std::move(name), std::move(children)});
  return static_cast<Node>(nodes_.size() - 1);
}

std::string ModelTree::joined(const std::vector<Node>& children, std::string_view operator_name) const {
  std::string out;
  for (std::size_t i = 0; i < children.size(); ++i) {
    if (i > 0) out += operator_name;
    out += name(children[i]);
  }
  return out;
}

std::vector<ModelTree::Node> ModelTree::walk(Node root) const {
  std::vector<Node> order;
  std::deque<Node> queue{root};
  while (!queue.empty()) {
    const Node node = queue.front();
    queue.pop_front();
    order.push_back(node);
    queue.insert(queue.end(), nodes_[node].children.begin(), nodes_[node].children.end());
  }
  return order;
}

Result<ThincModel> ThincModel::parse(std::string_view bytes, const std::string& path) {
  Result<MsgpackDocument> parsed = MsgpackDocument::parse(bytes);
  if (!parsed) {
    Error error = parsed.error();
    error.path = path;
    return error;
  }
  ThincModel model;
  model.path_ = path;
  const MsgpackValue root = parsed->root();
  const auto nodes = root.find("nodes"), attributes = root.find("attrs"), parameters = root.find("params");
  if (!nodes || !attributes || !parameters || attributes->size() != nodes->size() ||
      parameters->size() != nodes->size()) {
    return model.error("not a thinc model");
  }
  const auto node_list = nodes->elements(), attribute_list = attributes->elements(),
             parameter_list = parameters->elements();
  for (std::size_t i = 0; i < node_list.size(); ++i) {
    Layer layer;
    const auto name = node_list[i].find("name");
    const auto dimensions = node_list[i].find("dims");
    if (!name || !name->text() || !dimensions) return model.error("node " + std::to_string(i) + " has no name");
    layer.name = *name->text();
    const auto pairs = dimensions->elements();
    for (std::size_t k = 0; k + 1 < pairs.size(); k += 2) {
      layer.dimensions[std::string(pairs[k].text().value_or(""))] = pairs[k + 1].integer();
    }
    const auto attribute_pairs = attribute_list[i].elements();
    for (std::size_t k = 0; k + 1 < attribute_pairs.size(); k += 2) {
      layer.attributes[std::string(attribute_pairs[k].text().value_or(""))] =
          std::string(attribute_pairs[k + 1].text().value_or(""));
    }
    const auto parameter_pairs = parameter_list[i].elements();
    for (std::size_t k = 0; k + 1 < parameter_pairs.size(); k += 2) {
      if (parameter_pairs[k + 1].is(MsgpackKind::kNil)) continue;
      auto array = array_of(parameter_pairs[k + 1]);
      const std::string parameter(parameter_pairs[k].text().value_or(""));
      if (!array) return model.error("parameter " + parameter + " of " + layer.name + " is no float32 array");
      layer.parameters[parameter] = std::move(*array);
    }
    model.layers_.push_back(std::move(layer));
  }
  return model;
}

Status ThincModel::match(const ModelTree& tree, ModelTree::Node root) {
  const std::vector<ModelTree::Node> order = tree.walk(root);
  if (order.size() != layers_.size()) {
    return error("has " + std::to_string(layers_.size()) + " nodes where " + std::to_string(order.size()) +
                 " are expected");
  }
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (tree.name(order[i]) != layers_[i].name) {
      return error("node " + std::to_string(i) + " is '" + layers_[i].name + "', expected '" + tree.name(order[i]) +
                   "'");
    }
    index_of_[order[i]] = i;
  }
  return Done{};
}

Result<std::vector<float>> ThincModel::take(ModelTree::Node node, const std::string& parameter,
                                            const std::vector<std::uint32_t>& shape) {
  Layer& layer = layers_[index_of_.at(node)];
  const auto it = layer.parameters.find(parameter);
  if (it == layer.parameters.end()) return error(layer.name + " has no parameter " + parameter);
  if (it->second.shape != shape) {
    return error("parameter " + parameter + " of " + layer.name + " has shape " + shape_text(it->second.shape) +
                 ", expected " + shape_text(shape));
  }
  return std::move(it->second.values);
}

Result<std::uint32_t> ThincModel::dimension(ModelTree::Node node, const std::string& dimension_name) const {
  const Layer& layer = at(node);
  const auto it = layer.dimensions.find(dimension_name);
  if (it == layer.dimensions.end() || !it->second || *it->second < 0 || *it->second > (1 << 24)) {
    return error(layer.name + " has no usable dimension " + dimension_name);
  }
  return static_cast<std::uint32_t>(*it->second);
}

Result<std::int64_t> ThincModel::number(ModelTree::Node node, const std::string& attribute) const {
  const Layer& layer = at(node);
  const auto it = layer.attributes.find(attribute);
  if (it == layer.attributes.end()) return error(layer.name + " has no attribute " + attribute);
  const Result<MsgpackDocument> value = MsgpackDocument::parse(it->second);
  if (!value || !value->root().integer())
    return error("attribute " + attribute + " of " + layer.name + " is no number");
  return *value->root().integer();
}

Result<std::vector<std::string>> ThincModel::strings(ModelTree::Node node, const std::string& attribute) const {
  const Layer& layer = at(node);
  const auto it = layer.attributes.find(attribute);
  if (it == layer.attributes.end()) return error(layer.name + " has no attribute " + attribute);
  const Result<MsgpackDocument> value = MsgpackDocument::parse(it->second);
  if (!value || !value->root().is(MsgpackKind::kArray)) {
    return error("attribute " + attribute + " of " + layer.name + " is no list");
  }
  std::vector<std::string> out;
  for (const MsgpackValue& element : value->root().elements()) out.emplace_back(element.text().value_or(""));
  return out;
}

Error ThincModel::error(std::string message) const { return {ErrorCode::kModel, std::move(message), path_}; }

}  // namespace hearsay
