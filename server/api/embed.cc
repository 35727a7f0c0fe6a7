// SPDX-License-Identifier: GPL-3.0-or-later
// See embed.h.
#include "server/api/embed.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "schema/base/text.h"
#include "server/search/cursor.h"

namespace outturn::api {
namespace {

constexpr std::size_t kShown = 60;
constexpr std::size_t kLongestId = 200;

constexpr search::Names<Tier, 4> kTiers{{{Tier::kForm, tier_name(Tier::kForm)},
                                         {Tier::kFrame, tier_name(Tier::kFrame)},
                                         {Tier::kFragment, tier_name(Tier::kFragment)},
                                         {Tier::kComponent, tier_name(Tier::kComponent)}}};
constexpr search::Names<bool, 2> kSwitch{{{true, "yes"}, {false, "no"}}};

std::string shown(std::string_view value) { return base::clip(base::printable(value), kShown); }

class Reader {
 public:
  explicit Reader(EmbedReading& reading) : reading_(reading) {}

  void read(const Parameter& parameter) {
    if (!given_.insert(parameter.name).second) {
      problem(parameter.name, "is given more than once", "give it once");
      return;
    }
    if (base::trim(parameter.value).empty()) return;
    for (const auto& [name, read_one] : kReaders)
      if (name == parameter.name) (this->*read_one)(parameter);
  }

 private:
  using Read = void (Reader::*)(const Parameter& parameter);
  static const std::array<std::pair<std::string_view, Read>, 8> kReaders;

  void problem(const std::string& parameter, std::string message, std::string hint) {
    reading_.problems.push_back({parameter, std::move(message), std::move(hint)});
  }

  template <typename Setting, std::size_t size>
  void read_named(const Parameter& parameter, const search::Names<Setting, size>& names,
                  Setting& out) {
    if (const auto found = search::named_in(names, parameter.value)) {
      out = *found;
      return;
    }
    problem(parameter.name, fmt::format("\"{}\" is not known here", shown(parameter.value)),
            "use " + search::listed(names));
  }

  void read_tier(const Parameter& parameter) {
    read_named(parameter, kTiers, reading_.options.tier);
  }
  void read_form(const Parameter& parameter) {
    read_named(parameter, kSwitch, reading_.options.form);
  }
  void read_height(const Parameter& parameter) {
    read_named(parameter, kSwitch, reading_.options.height);
  }
  void read_open(const Parameter& parameter) {
    read_named(parameter, kSwitch, reading_.options.open);
  }
  void read_lock(const Parameter& parameter) {
    read_named(parameter, kSwitch, reading_.options.lock);
  }

  void read_record(const Parameter& parameter) {
    if (parameter.value.size() <= kLongestId) {
      reading_.options.record = parameter.value;
    } else {
      problem(parameter.name, "is too long for the id of a record", "take it from its address");
    }
  }

  void read_prefix(const Parameter& parameter) {
    const std::string& value = parameter.value;
    const bool plain = std::all_of(value.begin(), value.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
    if (plain && value.size() <= kLongestPrefix) {
      reading_.options.prefix = value;
    } else {
      problem(parameter.name, fmt::format("\"{}\" cannot begin an id", shown(value)),
              fmt::format("use 1 to {} of a to z, 0 to 9 and -", kLongestPrefix));
    }
  }

  void read_heading(const Parameter& parameter) {
    const auto level = base::parse_count(base::trim(parameter.value));
    if (level && *level >= kTopHeading && *level <= kLowestHeading) {
      reading_.options.heading = static_cast<int>(*level);
    } else {
      problem(parameter.name,
              fmt::format("\"{}\" is not a level of a heading", shown(parameter.value)),
              fmt::format("use a whole number from {} to {}", kTopHeading, kLowestHeading));
    }
  }

  EmbedReading& reading_;
  std::set<std::string> given_;
};

const std::array<std::pair<std::string_view, Reader::Read>, 8> Reader::kReaders{
    {{"tier", &Reader::read_tier},
     {"record", &Reader::read_record},
     {"prefix", &Reader::read_prefix},
     {"heading", &Reader::read_heading},
     {"form", &Reader::read_form},
     {"height", &Reader::read_height},
     {"open", &Reader::read_open},
     {"lock", &Reader::read_lock}}};

}  // namespace

EmbedReading read_embed(const Request& request, std::span<const std::string_view> taken) {
  EmbedReading reading;
  reading.search = request;
  reading.search.parameters.clear();
  Reader reader(reading);
  for (const Parameter& parameter : request.parameters) {
    if (std::find(taken.begin(), taken.end(), parameter.name) == taken.end())
      reading.search.parameters.push_back(parameter);
    else
      reader.read(parameter);
  }
  return reading;
}

}  // namespace outturn::api
