// SPDX-License-Identifier: GPL-3.0-or-later
// Record <-> JSON, both ways through the field list of record_fields.h.
#include "schema/evidence/record_json.h"

#include <cmath>

#include "schema/evidence/record_fields.h"
#include "schema/evidence/record_scan.h"

namespace outturn::evidence {
namespace {

template <typename T>
concept Part = requires(T part) {
  visit_fields([](const char*, auto&) {}, part);
};

struct Writer {
  Json& out;

  template <Part P>
  static Json encode(const P& part) {
    Json object = Json::object();
    visit_fields(Writer{object}, part);
    return object;
  }
  static Json encode(double value) { return number(value); }
  static Json encode(const std::string& text) { return text; }
  static Json encode(bool value) { return value; }
  static Json encode(int value) { return value; }
  static Json encode(long long value) { return value; }

  template <typename T>
  void operator()(const char* name, const std::vector<T>& list) {
    if (list.empty()) return;
    Json& array = out[name] = Json::array();
    for (const T& item : list) array.push_back(encode(item));
  }
  template <typename T>
  void operator()(const char* name, const std::optional<T>& value) {
    if (value) out[name] = encode(*value);
  }
  void operator()(const char* name, const AsPrinted& printed) {
    if (!printed.empty()) out[name] = printed;
  }
  template <typename T>
  void operator()(const char* name, const T& value) {
    out[name] = encode(value);
  }
};

struct Reader {
  const nlohmann::json& in;

  template <Part P>
  static void decode(const nlohmann::json& json, P& part) {
    visit_fields(Reader{json}, part);
  }
  template <typename T>
  static void decode(const nlohmann::json& json, T& value) {
    json.get_to(value);
  }

  template <typename T>
  void operator()(const char* name, std::vector<T>& list) const {
    const auto found = in.find(name);
    if (found == in.end()) return;
    for (const auto& item : *found) decode(item, list.emplace_back());
  }
  template <typename T>
  void operator()(const char* name, std::optional<T>& value) const {
    const auto found = in.find(name);
    if (found != in.end()) decode(*found, value.emplace());
  }
  void operator()(const char* name, AsPrinted& printed) const {
    const auto found = in.find(name);
    if (found != in.end()) found->get_to(printed);
  }
  template <typename T>
  void operator()(const char* name, T& value) const {
    decode(in.at(name), value);
  }
};

}  // namespace

Json number(double value) {
  constexpr double kExact = 9007199254740992.0;  // 2^53: below it a double holds every whole number
  if (std::abs(value) < kExact && std::trunc(value) == value) return static_cast<long long>(value);
  return value;
}

Json to_json(const Record& record) { return Writer::encode(record); }

base::Result<Record> from_json(const nlohmann::json& json) {
  try {
    Record record;
    Reader::decode(json, record);
    return record;
  } catch (const nlohmann::json::exception& fault) {
    return base::fail(base::Code::kInvalidData, std::string("not a record: ") + fault.what());
  }
}

base::Result<Record> record_from_text(std::string_view text) {
  if (auto record = scan_record(text)) return *std::move(record);
  const auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return base::fail(base::Code::kInvalidData, "not JSON");
  return from_json(json);
}

}  // namespace outturn::evidence
