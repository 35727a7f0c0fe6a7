// SPDX-License-Identifier: GPL-3.0-or-later
// One text of what a record is about and of its figures, and the digest of that.
#include "schema/evidence/likeness.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "schema/base/files.h"
#include "schema/base/text.h"
#include "schema/evidence/record_fields.h"

namespace outturn::evidence {
namespace {

/// Every number of a part with its name, in the order of its fields.
class Figures {
 public:
  template <typename Part>
  void add(const Part& part) {
    visit_fields([&](const char* name, const auto& member) { take(name, member); }, part);
  }
  const std::string& text() const { return text_; }

 private:
  void take(const char* name, const std::optional<double>& value) {
    if (value) text_ += fmt::format("{}={}|", name, *value);
  }
  void take(const char* name, const std::optional<long long>& value) {
    if (value) text_ += fmt::format("{}={}|", name, *value);
  }
  void take(const char*, const std::optional<Ratio>& ratio) {
    if (ratio) add(*ratio);
  }
  template <typename Line>
  requires std::is_class_v<Line>
  void take(const char*, const std::vector<Line>& lines) {
    if constexpr (!std::is_same_v<Line, std::string>)
      for (const Line& line : lines) add(line);
  }
  template <typename Other>
  void take(const char*, const Other&) {}  // words

  std::string text_;
};

template <typename Part>
void add_figures(const std::vector<Part>& parts, std::vector<std::string>& figures) {
  for (const Part& part : parts) {
    Figures of;
    of.add(part);
    if (!of.text().empty()) figures.push_back(of.text());
  }
}

std::string sorted(std::vector<std::string> texts) {
  std::sort(texts.begin(), texts.end());
  std::string all;
  for (const std::string& text : texts) all += text + '\n';
  return all;
}

std::string year_of(const Record& record) {
  if (record.period && record.period->start) return record.period->start->substr(0, 4);
  if (!record.sources.empty() && record.sources.front().year)
    return std::to_string(*record.sources.front().year);
  return {};
}

}  // namespace

std::int64_t likeness(const Record& record) {
  std::vector<std::string> figures;
  add_figures(record.findings, figures);
  add_figures(record.appraisals, figures);
  if (figures.empty()) return 0;
  std::vector<std::string> places;
  for (const Place& place : record.places)
    places.push_back(place.country + "|" + base::lower(place.area.value_or("")));
  const std::string& name = record.programme ? record.programme->name : record.title;
  const std::string digest = base::sha256(
      fmt::format("{}\n{}\n{}\n{}", base::lower(base::trim(name)), sorted(std::move(places)),
                  year_of(record), sorted(std::move(figures))));
  constexpr std::size_t kHexDigits = 15;  // 60 bits: positive, and never taken for another
  std::int64_t number = 0;
  std::from_chars(digest.data(), digest.data() + kHexDigits, number, 16);
  return std::max<std::int64_t>(number, 1);
}

}  // namespace outturn::evidence
