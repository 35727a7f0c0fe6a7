// SPDX-License-Identifier: GPL-3.0-or-later
// Writes JSON as it goes, to the letter as Json::dump() would write the same values: for answers
// that are made often and are too large to be built as values first.
#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/evidence/record_json.h"

namespace outturn::api {

/// The caller says what stands within what; commas come of themselves. Names of fields are plain
/// ASCII.
class JsonText {
 public:
  template <typename Fields>
  void object(const Fields& fields) {
    enclosed('{', '}', fields);
  }
  template <typename Items>
  void array(const Items& items) {
    enclosed('[', ']', items);
  }
  template <typename Value>
  void field(std::string_view name, const Value& value) {
    key(name);
    write(value);
  }

  /// A callable writes the value itself.
  template <std::invocable Make>
  void write(const Make& make) {
    make();
  }
  void write(std::string_view text);
  void write(const std::string& text) { write(std::string_view(text)); }
  void write(const char* text) { write(std::string_view(text)); }
  void write(std::nullptr_t) { plain("null"); }
  /// Without a decimal point where it is whole, as evidence::number().
  void write(double value);
  void write(const evidence::Json& value);
  template <std::integral Value>
  void write(Value value) {
    if constexpr (std::same_as<Value, bool>) {
      plain(value ? "true" : "false");
    } else {
      char digits[24];
      const auto end = std::to_chars(std::begin(digits), std::end(digits), value).ptr;
      plain({digits, static_cast<std::size_t>(end - digits)});
    }
  }
  template <typename Value>
  void write(const std::optional<Value>& value) {
    value ? write(*value) : write(nullptr);
  }
  template <typename Value>
  void write(const std::vector<Value>& values) {
    array([&] {
      for (const Value& value : values) write(value);
    });
  }

  std::string take() { return std::move(out_); }

 private:
  template <typename Inside>
  void enclosed(char open, char close, const Inside& inside) {
    part();
    out_ += open;
    first_ = true;
    inside();
    out_ += close;
    first_ = false;
  }
  void key(std::string_view name) {
    part();
    out_ += '"';
    out_ += name;
    out_ += "\":";
    first_ = true;
  }
  void part() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  void plain(std::string_view text) {
    part();
    out_ += text;
  }

  std::string out_;
  bool first_ = true;  ///< what comes next has nothing before it to be parted from
};

}  // namespace outturn::api
