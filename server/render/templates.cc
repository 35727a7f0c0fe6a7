// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the folder and writes the partials in; mustache.h draws.
#include "server/render/templates.h"

#include <fmt/format.h>

#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "server/render/mustache.h"

namespace outturn::render {
namespace {

namespace fs = std::filesystem;
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

}  // namespace

struct Templates::Impl {
  std::map<std::string, Mustache, std::less<>> parsed;
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
    const std::string expanded = expand(texts, name, 0);
    try {
      impl_->parsed.emplace(name, Mustache(expanded));
    } catch (const std::runtime_error& fault) {
      throw std::runtime_error(
          fmt::format("{}: {}", (folder / (name + ".mustache")).string(), fault.what()));
    }
  }
}

Templates::~Templates() = default;

std::string Templates::draw(std::string_view name, const json& view) const {
  const auto found = impl_->parsed.find(name);
  if (found == impl_->parsed.end()) {
    throw std::logic_error(fmt::format("no template named {}", name));
  }
  return found->second.draw(view);
}

}  // namespace outturn::render
