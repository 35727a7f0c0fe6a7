// SPDX-License-Identifier: GPL-3.0-or-later
// The templates of web/templates, read and checked once. Partials are written into the templates
// that name them when they are read, so that drawing a page parses nothing and only reads what it
// shares.
#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace outturn::render {

class Templates {
 public:
  /// Reads every NAME.mustache in `folder`; those whose name begins with '_' are partials only.
  /// Throws std::runtime_error naming the file that cannot be read, does not parse, or names a
  /// missing partial.
  explicit Templates(const std::filesystem::path& folder);
  ~Templates();

  /// Draws template `name` from `view`. Null, false, "" and [] count as absent. Throws
  /// std::logic_error where there is no such template (a name is code, not input). Safe from many
  /// threads at once.
  std::string draw(std::string_view name, const nlohmann::json& view) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace outturn::render
