// SPDX-License-Identifier: GPL-3.0-or-later
// Finds, reads and checks profiles; contract in profile.h.
#include "indexer/profiles/profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "indexer/profiles/compile.h"
#include "indexer/profiles/embedded.h"
#include "schema/base/files.h"
#include "schema/base/text.h"
#include "schema/evidence/json_schema.h"
#include "schema/evidence/parse_json.h"

namespace outturn::ingest {
namespace {

using nlohmann::json;

constexpr std::string_view kSchemaFile = "profile.schema.json";
constexpr std::size_t kLargestProfile = 4U << 20;
constexpr std::size_t kShownProblems = 5;

const evidence::JsonSchema& schema() {
  static const evidence::JsonSchema kSchema(profile_schema(),
                                            "indexer/profiles/profile.schema.json");
  return kSchema;
}

TableOptions table_options(const json& profile) {
  TableOptions options;
  const json table = profile.value("table", json::object());
  if (table.contains("sheet")) options.sheet = table["sheet"].get<std::string>();
  if (table.contains("header_row")) options.header_row = table["header_row"].get<std::size_t>();
  if (table.contains("delimiter"))
    options.delimiter = table["delimiter"].get_ref<const std::string&>()[0];
  if (table.contains("encoding")) options.encoding = table["encoding"].get<std::string>();
  const json numbers = profile.value("numbers", json::object());
  if (numbers.contains("decimal"))
    options.decimal = numbers["decimal"].get_ref<const std::string&>()[0];
  return options;
}

}  // namespace

std::string_view profile_schema() {
  for (const auto& [name, text] : embedded_profiles())
    if (name == kSchemaFile) return text;
  return {};
}

std::span<const std::pair<std::string_view, std::string_view>> shipped_profiles() {
  static const auto kShipped = [] {
    std::vector<std::pair<std::string_view, std::string_view>> all;
    for (auto [name, text] : embedded_profiles()) {
      if (name == kSchemaFile) continue;
      name.remove_suffix(std::string_view(".json").size());
      all.emplace_back(name, text);
    }
    std::sort(all.begin(), all.end());
    return all;
  }();
  return kShipped;
}

Profile read_profile(std::string_view text, std::vector<evidence::Problem>& problems) {
  Profile profile;
  if (text.size() > kLargestProfile) {
    problems.push_back({"", fmt::format("larger than {} bytes", kLargestProfile), ""});
    return profile;
  }
  profile.json = evidence::parse_json(text, problems);
  if (!problems.empty()) return profile;
  problems = schema().check(profile.json);
  if (!problems.empty()) return profile;
  profile.name = profile.json.value("profile", std::string());
  profile.title = profile.json.value("title", std::string());
  profile.table = table_options(profile.json);
  problems = compile(profile.json, nullptr).problems;
  return profile;
}

base::Error as_error(const std::vector<evidence::Problem>& problems, const std::string& where,
                     const std::string& what) {
  std::string message = what;
  for (std::size_t i = 0; i < std::min(problems.size(), kShownProblems); ++i) {
    const evidence::Problem& one = problems[i];
    message +=
        fmt::format("\n  {}: {}", one.pointer.empty() ? "the whole" : one.pointer, one.message);
    if (!one.hint.empty()) message += fmt::format(" ({})", one.hint);
  }
  if (problems.size() > kShownProblems)
    message += fmt::format("\n  and {} more", problems.size() - kShownProblems);
  return {base::Code::kInvalidData, message, "outturn-index profile check FILE lists them all",
          where};
}

base::Result<Profile> find_profile(const std::string& name_or_file) {
  const bool is_file =
      name_or_file.find('/') != std::string::npos || name_or_file.ends_with(".json");
  std::vector<evidence::Problem> problems;
  if (is_file) {
    const auto text = base::read_file(name_or_file, kLargestProfile);
    if (!text) return tl::unexpected(text.error());
    Profile profile = read_profile(*text, problems);
    if (!problems.empty())
      return tl::unexpected(as_error(problems, name_or_file, "the profile cannot be used"));
    profile.file = name_or_file;
    return profile;
  }
  std::string names;
  for (const auto& [name, text] : shipped_profiles()) {
    names += (names.empty() ? "" : ", ") + std::string(name);
    if (name != name_or_file) continue;
    Profile profile = read_profile(text, problems);
    if (!problems.empty())
      return tl::unexpected(as_error(problems, name_or_file, "the shipped profile is damaged"));
    profile.file = "shipped";
    return profile;
  }
  return base::fail(
      base::Code::kNotFound,
      fmt::format("no profile is named \"{}\"", base::clip(base::printable(name_or_file), 80)),
      fmt::format("there are {}; a file of your own ends in .json", names));
}

}  // namespace outturn::ingest
