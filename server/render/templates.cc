// SPDX-License-Identifier: GPL-3.0-or-later
// Templates through kainjow::mustache. The library parses a partial again each time it is drawn and
// keeps errors in the template object; writing the partials in beforehand avoids both.
#include "server/render/templates.h"

#include <fmt/format.h>

#include <fstream>
#include <kainjow/mustache.hpp>
#include <map>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace outturn::render {
namespace {

namespace fs = std::filesystem;
using kainjow::mustache::data;
using nlohmann::json;

constexpr std::size_t kDeepestPartial = 12;

/// The text of a file, each line without its indentation: it is for people who edit, not for the
/// wire.
std::string read_trimmed(const fs::path& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(fmt::format("{}: cannot be read", path.string()));
  std::string text;
  for (std::string line; std::getline(file, line);) {
    const std::size_t start = line.find_first_not_of(" \t");
    if (start == std::string::npos) continue;
    text += line.substr(start);
    text += '\n';
  }
  return text;
}

using Texts = std::map<std::string, std::string, std::less<>>;

/// Replaces each {{> name}} by the text of that partial.
std::string expand(const Texts& texts, const std::string& name, std::size_t depth) {
  if (depth > kDeepestPartial) {
    throw std::runtime_error(fmt::format("{}.mustache: partials include one another", name));
  }
  const std::string& text = texts.find(name)->second;
  std::string expanded;
  std::size_t done = 0;
  for (std::size_t at = text.find("{{>"); at != std::string::npos; at = text.find("{{>", done)) {
    const std::size_t end = text.find("}}", at);
    if (end == std::string::npos) break;
    std::string partial = text.substr(at + 3, end - at - 3);
    partial.erase(0, partial.find_first_not_of(' '));
    partial.erase(partial.find_last_not_of(' ') + 1);
    if (texts.find(partial) == texts.end()) {
      throw std::runtime_error(
          fmt::format("{}.mustache: names the partial \"{}\", which is not there", name, partial));
    }
    std::string inner = expand(texts, partial, depth + 1);
    if (!inner.empty() && inner.back() == '\n') inner.pop_back();
    expanded.append(text, done, at - done).append(inner);
    done = end + 2;
  }
  return expanded.append(text, done, std::string::npos);
}

data to_data(const json& value) {
  using Kind = data::type;
  switch (value.type()) {
    case json::value_t::object: {
      data object{Kind::object};
      for (const auto& [key, member] : value.items()) object[key] = to_data(member);
      return object;
    }
    case json::value_t::array: {
      // The library copies a list that it is given, with all that lies below, and so once more at
      // every level above. So its places are made first, and each item is moved into its own.
      data items{Kind::list};
      for (std::size_t i = 0; i < value.size(); ++i) items.push_back(data{Kind::bool_false});
      auto& places = const_cast<kainjow::mustache::list&>(items.list_value());
      for (std::size_t i = 0; i < value.size(); ++i) places[i] = to_data(value[i]);
      return items;
    }
    case json::value_t::string: {
      const std::string& text = value.get_ref<const std::string&>();
      return text.empty() ? data{Kind::bool_false} : data{text};
    }
    case json::value_t::boolean:
      return data{value.get<bool>() ? Kind::bool_true : Kind::bool_false};
    case json::value_t::null:
      return data{Kind::bool_false};
    default:
      return data{value.dump()};
  }
}

}  // namespace

struct Templates::Impl {
  // Drawing is non-const in the library, yet writes to the object only for lambdas, partials and
  // errors, none of which a checked and expanded template has.
  mutable std::map<std::string, kainjow::mustache::mustache, std::less<>> parsed;
};

Templates::Templates(const fs::path& folder) : impl_(std::make_unique<Impl>()) {
  std::error_code problem;
  Texts texts;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, problem)) {
    if (entry.path().extension() != ".mustache") continue;
    texts.emplace(entry.path().stem().string(), read_trimmed(entry.path()));
  }
  if (problem || texts.empty()) {
    throw std::runtime_error(fmt::format("{}: no templates there", folder.string()));
  }
  for (const auto& [name, text] : texts) {
    if (name.starts_with('_')) continue;
    std::string error;
    try {
      kainjow::mustache::mustache parsed{expand(texts, name, 0)};
      error = parsed.error_message();
      if (parsed.is_valid()) impl_->parsed.emplace(name, std::move(parsed));
    } catch (const std::out_of_range&) {
      error = "unclosed tag at the end";
    }
    if (!error.empty()) {
      throw std::runtime_error(
          fmt::format("{}: {}", (folder / (name + ".mustache")).string(), error));
    }
  }
}

Templates::~Templates() = default;

std::string Templates::draw(std::string_view name, const json& view) const {
  const auto found = impl_->parsed.find(name);
  if (found == impl_->parsed.end()) {
    throw std::logic_error(fmt::format("no template named {}", name));
  }
  return found->second.render(to_data(view));
}

}  // namespace outturn::render
