// SPDX-License-Identifier: GPL-3.0-or-later
// Reads and looks up the series of corpus/economics; contracts in price_series.h.
#include "schema/evidence/price_series.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <stdexcept>

#include "schema/base/text.h"
#include "schema/evidence/embedded.h"

namespace outturn::evidence {
namespace {

using arithmetic::DiscountSchedule;
using arithmetic::Series;
using arithmetic::SeriesKind;
using arithmetic::YearBasis;
using base::Code;
using base::Result;
using nlohmann::json;

constexpr int kEarliestYear = 1500;
constexpr int kLatestYear = 2500;

/// The first thing wrong in a file; translated into an Error where the file is left.
struct Wrong {
  std::string pointer;
  std::string what;
};

struct Origin {
  std::string name;  ///< publisher and edition
  std::string note;
};

const json& field(const json& object, const std::string& pointer, const char* name) {
  if (!object.is_object()) throw Wrong{pointer, "is not an object"};
  const auto found = object.find(name);
  if (found == object.end()) throw Wrong{pointer, fmt::format("has no \"{}\"", name)};
  return *found;
}

std::string text_of(const json& object, const std::string& pointer, const char* name) {
  const json& value = field(object, pointer, name);
  if (!value.is_string() || value.get_ref<const std::string&>().empty())
    throw Wrong{pointer + "/" + name, "is not a text"};
  return value.get<std::string>();
}

const json& list_of(const json& object, const std::string& pointer, const char* name) {
  const json& value = field(object, pointer, name);
  if (!value.is_array() || value.empty()) throw Wrong{pointer + "/" + name, "is not a list"};
  return value;
}

int year_of(const json& object, const std::string& pointer, const char* name, int low, int high) {
  const json& value = field(object, pointer, name);
  if (value.is_number_integer()) {
    const auto year = value.get<std::int64_t>();
    if (year >= low && year <= high) return static_cast<int>(year);
  }
  throw Wrong{pointer + "/" + name, fmt::format("is not a year from {} to {}", low, high)};
}

double number_of(const json& value, const std::string& pointer) {
  if (!value.is_number() || !std::isfinite(value.get<double>()))
    throw Wrong{pointer, "is not a number"};
  return value.get<double>();
}

class Reader {
 public:
  explicit Reader(const json& file) : file_(file) {}

  PriceTables read() {
    if (text_of(file_, "", "format") != kSeriesFormat)
      throw Wrong{"/format", fmt::format("is not \"{}\"", kSeriesFormat)};
    read_sources();
    const std::string kind = text_of(file_, "", "kind");
    static const std::map<std::string, SeriesKind, std::less<>> kKinds{
        {"gdp_deflator", SeriesKind::kGdpDeflator},
        {"purchasing_power", SeriesKind::kPurchasingPower},
        {"market_rate", SeriesKind::kMarketRate}};
    PriceTables tables;
    if (kind == "discount_schedule") {
      const json& schedules = list_of(file_, "", "schedules");
      for (std::size_t i = 0; i < schedules.size(); ++i)
        tables.schedules.push_back(schedule(schedules[i], fmt::format("/schedules/{}", i)));
    } else if (const auto found = kKinds.find(kind); found != kKinds.end()) {
      const json& all = list_of(file_, "", "series");
      for (std::size_t i = 0; i < all.size(); ++i)
        tables.series.push_back(series(all[i], fmt::format("/series/{}", i), found->second));
    } else {
      throw Wrong{"/kind", "is not a kind of series that is known"};
    }
    return tables;
  }

 private:
  void read_sources() {
    const json& sources = list_of(file_, "", "sources");
    for (std::size_t i = 0; i < sources.size(); ++i) {
      const std::string at = fmt::format("/sources/{}", i);
      for (const char* needed : {"title", "licence"}) text_of(sources[i], at, needed);
      const Origin origin{fmt::format("{}, {}", text_of(sources[i], at, "publisher"),
                                      text_of(sources[i], at, "edition")),
                          text_of(sources[i], at, "note")};
      if (!origins_.emplace(text_of(sources[i], at, "id"), origin).second)
        throw Wrong{at + "/id", "is used twice"};
    }
  }

  const Origin& origin(const json& entry, const std::string& at) const {
    const auto found = origins_.find(text_of(entry, at, "source"));
    if (found == origins_.end()) throw Wrong{at + "/source", "is not a source of this file"};
    return found->second;
  }

  std::string fresh_id(const json& entry, const std::string& at) {
    std::string id = text_of(entry, at, "id");
    if (!ids_.insert(id).second) throw Wrong{at + "/id", "is used twice"};
    return id;
  }

  Series series(const json& entry, const std::string& at, SeriesKind kind) {
    Series series;
    series.kind = kind;
    series.id = fresh_id(entry, at);
    series.label = text_of(entry, at, "label");
    series.area = text_of(entry, at, "area");
    series.currency = text_of(entry, at, "currency");
    series.base = text_of(entry, at, "base");
    series.source = origin(entry, at).name;
    series.note = origin(entry, at).note;
    const std::string years = text_of(entry, at, "years");
    if (years != "calendar" && years != "financial")
      throw Wrong{at + "/years", "is neither \"calendar\" nor \"financial\""};
    series.years = years == "financial" ? YearBasis::kFinancial : YearBasis::kCalendar;
    series.first_year = year_of(entry, at, "first_year", kEarliestYear, kLatestYear);
    const json& values = list_of(entry, at, "values");
    if (values.size() > static_cast<std::size_t>(kLatestYear - kEarliestYear))
      throw Wrong{at + "/values", "is longer than any series of years"};
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::string pointer = fmt::format("{}/values/{}", at, i);
      series.values.push_back(number_of(values[i], pointer));
      if (!(series.values.back() > 0)) throw Wrong{pointer, "is not above 0"};
    }
    return series;
  }

  DiscountSchedule schedule(const json& entry, const std::string& at) {
    DiscountSchedule schedule;
    schedule.id = fresh_id(entry, at);
    schedule.label = text_of(entry, at, "label");
    schedule.source = origin(entry, at).name;
    schedule.note = origin(entry, at).note;
    const json& bands = list_of(entry, at, "bands");
    for (std::size_t i = 0; i < bands.size(); ++i) {
      const std::string pointer = fmt::format("{}/bands/{}", at, i);
      schedule.bands.push_back(
          {year_of(bands[i], pointer, "from_year", 1, arithmetic::kLongestHorizon),
           number_of(field(bands[i], pointer, "rate"), pointer + "/rate")});
    }
    if (entry.contains("last_year"))
      schedule.last_year = year_of(entry, at, "last_year", 1, arithmetic::kLongestHorizon);
    if (const auto error = arithmetic::check_schedule(schedule)) throw Wrong{at, error->message};
    return schedule;
  }

  const json& file_;
  std::map<std::string, Origin, std::less<>> origins_;
  std::set<std::string> ids_;
};

PriceTables read_all() {
  PriceTables all;
  for (const auto& [name, text] : embedded_series()) {
    auto read = read_price_tables(json::parse(text));
    if (!read) throw std::logic_error(std::string(name) + ": " + base::to_text(read.error()));
    for (auto& one : read->series) all.series.push_back(std::move(one));
    for (auto& one : read->schedules) all.schedules.push_back(std::move(one));
  }
  return all;
}

/// The first that is wanted; `held` names one for the message where none is.
template <typename One, typename Wanted, typename Held>
Result<const One*> find(const std::vector<One>& all, std::string_view what, std::string_view asked,
                        Wanted wanted, Held held) {
  std::vector<std::string> names;
  for (const One& one : all) {
    if (wanted(one)) return &one;
    if (auto name = held(one)) names.push_back(*name);
  }
  return base::fail(
      Code::kNotFound,
      fmt::format("no {} is held for \"{}\"", what, base::clip(base::printable(asked), 40)),
      fmt::format("held: {}", fmt::join(names, ", ")));
}

Result<const Series*> find_series(std::string_view what, std::string_view asked, SeriesKind kind,
                                  YearBasis years, std::string Series::*key) {
  const auto of_kind = [&](const Series& one) { return one.kind == kind && one.years == years; };
  // "GB-ENG" counts as "GB"; a currency has no dash.
  const std::string_view wanted = asked.substr(0, asked.find('-'));
  return find(
      price_tables().series, what, asked,
      [&](const Series& one) { return of_kind(one) && one.*key == wanted; },
      [&](const Series& one) { return of_kind(one) ? std::optional(one.*key) : std::nullopt; });
}

}  // namespace

base::Result<PriceTables> read_price_tables(const json& file) {
  try {
    return Reader(file).read();
  } catch (const Wrong& wrong) {
    return base::fail(Code::kInvalidData, wrong.what,
                      "schema/evidence/price_series.h says what such a file holds", wrong.pointer);
  }
}

const PriceTables& price_tables() {
  static const PriceTables kAll = read_all();
  return kAll;
}

base::Result<const Series*> gdp_deflator(std::string_view country, YearBasis years) {
  return find_series(years == YearBasis::kFinancial ? "GDP deflator of financial years"
                                                    : "GDP deflator of calendar years",
                     country, SeriesKind::kGdpDeflator, years, &Series::area);
}

base::Result<const Series*> deflator_of_currency(std::string_view currency) {
  return find_series("GDP deflator of calendar years", currency, SeriesKind::kGdpDeflator,
                     YearBasis::kCalendar, &Series::currency);
}

base::Result<const Series*> purchasing_power(std::string_view country) {
  return find_series("purchasing power parity", country, SeriesKind::kPurchasingPower,
                     YearBasis::kCalendar, &Series::area);
}

base::Result<const Series*> market_rate(std::string_view currency) {
  return find_series("exchange rate", currency, SeriesKind::kMarketRate, YearBasis::kCalendar,
                     &Series::currency);
}

base::Result<const DiscountSchedule*> discount_schedule(std::string_view id) {
  return find(
      price_tables().schedules, "discount schedule", id,
      [&](const DiscountSchedule& one) { return one.id == id; },
      [](const DiscountSchedule& one) { return std::optional(one.id); });
}

}  // namespace outturn::evidence
