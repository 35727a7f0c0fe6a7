// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the parameters that name records; contract in named_records.h.
#include "server/api/named_records.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "schema/base/text.h"

namespace outturn::api {
namespace {

constexpr std::size_t kShown = 60;
constexpr std::size_t kMostProblems = 12;
constexpr std::size_t kLongestId = 100;  // record.schema.json

std::string shown(std::string_view value) { return base::clip(base::printable(value), kShown); }

/// Small letters and digits, single hyphens between: the pattern of record.schema.json.
bool is_id(std::string_view text) {
  if (text.empty() || text.size() > kLongestId || text.front() == '-' || text.back() == '-')
    return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!plain && (c != '-' || text[i - 1] == '-')) return false;
  }
  return true;
}

class Reader {
 public:
  explicit Reader(const NamingLimits& limits) : limits_(limits) {}

  NamedReading read(const Request& request) {
    for (const Parameter& parameter : request.parameters) {
      if (parameter.name == "ids") {
        read_ids(parameter.value);
      } else if (parameter.name == "back") {
        read_back(parameter.value);
      } else {
        problem(parameter.name, "is not a parameter of this address", "leave it out");
      }
    }
    if (given_twice_ > 0)
      problem("ids",
              given_twice_ == 1
                  ? fmt::format("\"{}\" is given more than once", twice_)
                  : fmt::format("{} ids are given more than once", count(given_twice_)),
              "name each record once");
    if (distinct_.size() > limits_.most)
      problem("ids", fmt::format("{} records are given", count(distinct_.size())),
              fmt::format("choose at most {}{}", limits_.most, limits_.why));
    if (left_out_ > 0)
      reading_.problems.push_back(
          {"ids", fmt::format("and {} more that are wrong", count(left_out_)), ""});
    return std::move(reading_);
  }

 private:
  static std::string count(std::size_t value) {
    return base::with_separators(std::to_string(value));
  }

  void problem(std::string_view parameter, std::string message, std::string hint) {
    if (reading_.problems.size() < kMostProblems) {
      reading_.problems.push_back({shown(parameter), std::move(message), std::move(hint)});
    } else {
      ++left_out_;
    }
  }

  void read_ids(std::string_view list) {
    while (!list.empty()) {
      const auto comma = list.find(',');
      read_id(base::trim(list.substr(0, comma)));
      list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    }
  }

  void read_id(std::string_view id) {
    if (id.empty()) return;
    ++reading_.given;
    if (!is_id(id)) {
      problem("ids", fmt::format("\"{}\" is not the id of a record", shown(id)),
              "an id is small letters and digits with hyphens between");
    } else if (!distinct_.insert(std::string(id)).second) {
      twice_ = id;
      ++given_twice_;
    } else if (reading_.ids.size() < limits_.looked_up) {
      reading_.ids.emplace_back(id);
    }
  }

  void read_back(const std::string& value) {
    if (value.size() > kLongestBack) {
      problem("back", "is too long", "leave it out");
    } else if (!reading_.back.empty()) {
      problem("back", "is given more than once", "give it once");
    } else {
      reading_.back = base::printable(value);
    }
  }

  NamingLimits limits_;
  NamedReading reading_;
  std::set<std::string> distinct_;
  std::string twice_;
  std::size_t given_twice_ = 0;
  std::size_t left_out_ = 0;
};

}  // namespace

NamedReading read_named(const Request& request, const NamingLimits& limits) {
  return Reader(limits).read(request);
}

Problem no_such_record(std::string_view id) {
  return {"ids", fmt::format("no record has the id \"{}\"", id),
          "check it, or search for the programme by name"};
}

}  // namespace outturn::api
