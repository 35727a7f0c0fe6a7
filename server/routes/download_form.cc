// SPDX-License-Identifier: GPL-3.0-or-later
// See download_form.h.
#include "server/routes/download_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "schema/base/text.h"

namespace outturn::routes {
namespace {

using downloads::Format;
using downloads::FormatRow;
using downloads::JsonHolds;
using downloads::Table;

constexpr std::size_t kShown = 60;  ///< bytes of what was given, and problems
constexpr std::string_view kFields = api::kFieldsParameter.front().name;

const FormatRow* format_named(std::string_view name, JsonHolds json) {
  for (const FormatRow& row : downloads::kFormats)
    if (row.name == name && downloads::holds(json, row.format)) return &row;
  return nullptr;
}

/// "there are csv, xlsx and json"
std::string known_formats(JsonHolds json) {
  std::vector<std::string_view> names;
  for (const FormatRow& row : downloads::kFormats)
    if (downloads::holds(json, row.format)) names.push_back(row.name);
  const std::string_view last = names.back();
  names.pop_back();
  return fmt::format("there are {} and {}", fmt::join(names, ", "), last);
}

std::string names_of(const Table& table) {
  std::string out;
  for (const downloads::Heading& heading : table.headings)
    out.append(out.empty() ? "" : ", ").append(heading.name);
  return out;
}

void read_columns(std::string_view list, const Table& table, DownloadForm& form) {
  while (!list.empty()) {
    const auto comma = list.find(',');
    const auto name = base::trim(list.substr(0, comma));
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    if (name.empty()) continue;
    auto& columns = form.columns;
    const auto column = table.column(name);
    if (column) {
      if (std::find(columns.begin(), columns.end(), *column) == columns.end())
        columns.push_back(*column);
    } else if (form.problems.size() < kShown) {
      // The first says what there is, the others need not.
      form.problems.push_back(
          {std::string(kFields),
           fmt::format("\"{}\" is not a column", base::clip(base::printable(name), kShown)),
           form.problems.empty() ? "the columns are " + names_of(table) : std::string()});
    }
  }
}

}  // namespace

void DownloadForm::add(std::vector<api::Problem> more) {
  std::move(more.begin(), more.end(), std::back_inserter(problems));
}

DownloadForm read_form(const Asking& asking, const Table& table, JsonHolds json) {
  DownloadForm form;
  form.format = format_named(asking.format, json);
  if (form.format == nullptr) {
    form.refusal = refuse(asking, 404, "not_found", "there is no download in that format",
                          known_formats(json));
    return form;
  }
  form.request = asking.request;
  if (form.format->format == Format::kRis) return form;  // entries, which have no fields
  const bool columns = json == JsonHolds::kRows || form.format->format == Format::kCsv ||
                       form.format->format == Format::kXlsx;
  if (columns) {
    for (const api::Parameter& parameter : form.request.parameters)
      if (parameter.name == kFields) read_columns(parameter.value, table, form);
  } else {
    auto reading = api::read_selection(form.request, "RecordAnswer");
    form.fields = std::move(reading.selection);
    form.add(std::move(reading.problems));
  }
  std::erase_if(form.request.parameters,
                [](const api::Parameter& parameter) { return parameter.name == kFields; });
  return form;
}

std::optional<api::Response> refuse_form(const Asking& asking, const DownloadForm& form) {
  if (form.problems.empty()) return std::nullopt;
  return refuse(asking, 400, "bad_request", "the download has wrong parameters",
                asking.is_api() ? "correct those listed"
                                : "correct those listed, or begin again from the search page",
                form.problems);
}

}  // namespace outturn::routes
