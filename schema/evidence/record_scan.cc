// SPDX-License-Identifier: GPL-3.0-or-later
// One pass over the text, field after field of record_fields.h; contract in record_scan.h.
#include "schema/evidence/record_scan.h"

#include <charconv>
#include <concepts>
#include <string>
#include <utility>
#include <vector>

#include "schema/evidence/record_fields.h"

namespace outturn::evidence {
namespace {

/// How long the UTF-8 character at the beginning is; 0 where there is none (RFC 3629).
std::size_t utf8_size(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto follows = [&](std::size_t i) { return byte(i) >= 0x80 && byte(i) <= 0xBF; };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const bool fits = (first != 0xE0 || byte(1) >= 0xA0) && (first != 0xED || byte(1) <= 0x9F);
    return fits && follows(1) && follows(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool fits = (first != 0xF0 || byte(1) >= 0x90) && (first != 0xF4 || byte(1) <= 0x8F);
    return fits && follows(1) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A JSON number by its form.
bool is_number(std::string_view text) {
  const auto digits = [&] {
    std::size_t count = 0;
    while (count < text.size() && is_digit(text[count])) ++count;
    text.remove_prefix(count);
    return count > 0;
  };
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.starts_with('0')) {
    text.remove_prefix(1);
  } else if (!digits()) {
    return false;
  }
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (!digits()) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    if (!digits()) return false;
  }
  return text.empty();
}

/// Reads forward; after the first thing that is not as expected it reads nothing more.
class Scan {
 public:
  explicit Scan(std::string_view text) : rest_(text) {}

  bool at_end() const { return good_ && rest_.empty(); }

  bool take(char c) {
    if (!good_ || !rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) { good_ = take(c) && good_; }
  void fail() { good_ = false; }

  /// Takes `"name":`, after a comma unless it is the first.
  bool take_name(std::string_view name, bool first) {
    std::string_view text = rest_;
    if (!good_ || (!first && !text.starts_with(','))) return false;
    if (!first) text.remove_prefix(1);
    if (!text.starts_with('"')) return false;
    text.remove_prefix(1);
    if (!text.starts_with(name)) return false;
    text.remove_prefix(name.size());
    if (!text.starts_with("\":")) return false;
    rest_ = text.substr(2);
    return true;
  }

  void read(std::string& value) {
    expect('"');
    std::size_t at = 0;
    while (good_) {
      const char c = at < rest_.size() ? rest_[at] : '\0';
      if (c == '"') break;
      if (c == '\\') {
        value += rest_.substr(0, at);
        read_escaped(value, at);
        at = 0;
      } else if (static_cast<unsigned char>(c) < 0x20) {
        fail();
      } else {
        const std::size_t size = utf8_size(rest_.substr(at));
        if (size == 0) fail();
        at += size;
      }
    }
    if (!good_) return;
    value += rest_.substr(0, at);
    rest_.remove_prefix(at + 1);
  }

  void read(bool& value) {
    value = rest_.starts_with("true");
    if (!value && !rest_.starts_with("false")) fail();
    if (good_) rest_.remove_prefix(value ? 4 : 5);
  }

  void read(double& value) {
    const std::string_view text = number_text();
    const auto done = std::from_chars(text.data(), text.data() + text.size(), value);
    if (!is_number(text) || done.ec != std::errc{} || done.ptr != text.data() + text.size()) fail();
  }

  template <std::integral Whole>
  void read(Whole& value) {
    const std::string_view text = number_text();
    const auto done = std::from_chars(text.data(), text.data() + text.size(), value);
    if (!is_number(text) || done.ec != std::errc{} || done.ptr != text.data() + text.size()) fail();
  }

 private:
  std::string_view number_text() {
    std::size_t size = 0;
    while (size < rest_.size() &&
           std::string_view("+-.eE0123456789").find(rest_[size]) != std::string_view::npos)
      ++size;
    const std::string_view text = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return text;
  }

  /// The character behind a backslash; numbered ones are read the long way.
  void read_escaped(std::string& value, std::size_t at) {
    constexpr std::string_view kNames = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const auto known = at + 1 < rest_.size() ? kNames.find(rest_[at + 1]) : std::string_view::npos;
    if (known == std::string_view::npos) return fail();
    value += kMeanings[known];
    rest_.remove_prefix(at + 2);
  }

  std::string_view rest_;
  bool good_ = true;
};

template <typename T>
concept Part = requires(T part) {
  visit_fields([](const char*, auto&) {}, part);
};

template <typename T>
void read(Scan& scan, T& value) {
  scan.read(value);
}
template <Part P>
void read(Scan& scan, P& part);

/// Reads those fields of an object that come next.
struct Fields {
  Scan& scan;
  bool first = true;

  bool next(std::string_view name) {
    const bool found = scan.take_name(name, first);
    first = first && !found;
    return found;
  }

  template <typename T>
  void operator()(const char* name, std::vector<T>& list) {
    if (!next(name)) return;
    scan.expect('[');
    if (scan.take(']')) return;
    do read(scan, list.emplace_back());
    while (scan.take(','));
    scan.expect(']');
  }
  template <typename T>
  void operator()(const char* name, std::optional<T>& value) {
    if (next(name)) read(scan, value.emplace());
  }
  void operator()(const char* name, AsPrinted& printed) {
    if (!next(name)) return;
    scan.expect('{');
    if (scan.take('}')) return;
    do {
      std::string key;
      scan.read(key);
      scan.expect(':');
      std::string& text = printed[key];
      text.clear();  // of a name given twice the last one counts
      scan.read(text);
    } while (scan.take(','));
    scan.expect('}');
  }
  template <typename T>
  void operator()(const char* name, T& value) {
    if (next(name)) {
      read(scan, value);
    } else {
      scan.fail();
    }
  }
};

template <Part P>
void read(Scan& scan, P& part) {
  scan.expect('{');
  visit_fields(Fields{scan}, part);
  scan.expect('}');
}

}  // namespace

std::optional<Record> scan_record(std::string_view text) {
  Scan scan(text);
  Record record;
  read(scan, record);
  if (!scan.at_end()) return {};
  return record;
}

}  // namespace outturn::evidence
