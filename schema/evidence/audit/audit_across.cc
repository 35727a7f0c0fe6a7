// SPDX-License-Identifier: GPL-3.0-or-later
// Figures that two records share. The figures of a part become one text; parts with the same text
// are the same figures. Rare enough to mean something only where there are many digits.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "schema/base/files.h"
#include "schema/base/text.h"
#include "schema/evidence/audit/sentence.h"
#include "schema/evidence/audit/shared_figures.h"
#include "schema/evidence/record_fields.h"

namespace outturn::evidence {
namespace {

/// One chance in a hundred million between two parts; a base of ten thousand records has some
/// billion pairs, but far fewer with the same outcome and metric.
constexpr std::size_t kFewestDigits = 8;

std::size_t significant_digits(double value) {
  const std::string text = fmt::format("{}", value);
  std::string digits;
  for (const char c : text.substr(0, text.find('e')))
    if (c >= '0' && c <= '9') digits += c;
  const auto first = digits.find_first_not_of('0');
  if (first == std::string::npos) return 0;
  return digits.find_last_not_of('0') - first + 1;
}

/// Every number of a part by name, and how many digits there are in all.
class Signature {
 public:
  template <typename Part>
  void add(const Part& part) {
    visit_fields([&](const char* name, const auto& member) { take(name, member); }, part);
  }
  void label(const std::string& text) { text_ += text + "|"; }

  const std::string& text() const { return text_; }
  bool tells() const { return digits_ >= kFewestDigits && figures_ >= 2; }

 private:
  void take(const char* name, const std::optional<double>& value) {
    if (!value) return;
    ++figures_;
    digits_ += significant_digits(*value);
    text_ += fmt::format("{}={}|", name, *value);
  }
  void take(const char* name, const std::optional<long long>& value) {
    if (value) take(name, std::optional(static_cast<double>(*value)));
  }
  void take(const char*, const std::optional<Ratio>& ratio) {
    if (ratio) add(*ratio);
  }
  template <typename Line>
  void take(const char*, const std::vector<Line>& lines) {
    for (const Line& line : lines) add(line);
  }
  template <typename Other>
  void take(const char*, const Other&) {}  // words and years are not figures

  std::string text_;
  std::size_t digits_ = 0;
  std::size_t figures_ = 0;
};

}  // namespace

std::int64_t PartFigures::signature() const {
  const std::string digest = base::sha256(figures);
  std::uint64_t first = 0;
  std::from_chars(digest.data(), digest.data() + 16, first, 16);
  return static_cast<std::int64_t>(first);
}

std::vector<PartFigures> figures_of(const Record& record) {
  std::vector<PartFigures> out;
  const auto keep = [&](const Signature& signature, std::string pointer) {
    if (signature.tells()) out.push_back({std::move(pointer), signature.text()});
  };
  for (std::size_t i = 0; i < record.findings.size(); ++i) {
    const Finding& finding = record.findings[i];
    if (!finding.value) continue;
    Signature signature;
    signature.label("finding");
    signature.label(finding.outcome);
    signature.label(finding.metric);
    signature.add(finding);
    keep(signature, fmt::format("/findings/{}", i));
  }
  for (std::size_t i = 0; i < record.appraisals.size(); ++i) {
    Signature signature;
    signature.label("appraisal");
    signature.label(record.appraisals[i].currency.value_or(""));
    signature.add(record.appraisals[i]);
    keep(signature, fmt::format("/appraisals/{}", i));
  }
  return out;
}

bool supersedes(const Sharer& a, const Sharer& b) {
  const auto names = [](const Sharer& by, const Sharer& whom) {
    return std::find(by.supersedes.begin(), by.supersedes.end(), whom.id) != by.supersedes.end();
  };
  return names(a, b) || names(b, a);
}

Flag shared_figures_flag(const std::string& pointer, std::span<const Sharer* const> others) {
  std::vector<std::string> names;
  for (const Sharer* other : others.first(std::min(others.size(), kMostSharersNamed)))
    names.push_back(fmt::format("{} ({})", evidence::in_quotes(other->title), other->id));
  Flags flags;
  flags.add(Check::kDuplicateFigures, pointer, {},
            fmt::format("All figures here are also those of {}: very likely the same study, to "
                        "be counted once.",
                        say_list(names)));
  return flags.take().front();
}

void AcrossAudit::add(const Record& record) {
  const std::size_t number = records_.size();
  records_.push_back({record.id, record.title, record.supersedes});
  for (PartFigures& part : figures_of(record))
    places_[std::move(part.figures)].push_back({number, std::move(part.pointer)});
}

std::vector<RecordFlag> AcrossAudit::flags() const {
  std::vector<RecordFlag> out;
  for (const auto& [figures, places] : places_) {
    if (places.size() < 2) continue;
    std::vector<std::size_t> sharers;  // the records, each once
    for (const Place& place : places)
      if (sharers.empty() || sharers.back() != place.record) sharers.push_back(place.record);
    for (const Place& place : places) {
      std::vector<const Sharer*> others;
      for (const std::size_t other : sharers) {
        if (others.size() == kMostSharersNamed) break;
        if (other != place.record && !supersedes(records_[place.record], records_[other]))
          others.push_back(&records_[other]);
      }
      if (!others.empty())
        out.push_back({place.record, shared_figures_flag(place.pointer, others)});
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const RecordFlag& a, const RecordFlag& b) {
    return a.record != b.record ? a.record < b.record : a.flag.pointer < b.flag.pointer;
  });
  return out;
}

std::vector<RecordFlag> audit_across(std::span<const Record> records) {
  AcrossAudit across;
  for (const Record& record : records) across.add(record);
  return across.flags();
}

}  // namespace outturn::evidence
