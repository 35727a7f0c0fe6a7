// SPDX-License-Identifier: GPL-3.0-or-later
// Readers of BibTeX and RIS for tests, strict: whatever departs from the grammar is a fault by
// name. Written from the formats' own descriptions, not from our writers.
#pragma once

#include <cctype>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outturn::testing {

struct BibEntry {
  std::string type;
  std::string key;
  std::map<std::string, std::string> fields;
};

/// Entries of a BibTeX file; `fault` is empty where all of it was read.
class BibReader {
 public:
  explicit BibReader(std::string_view text) : rest_(text) {}

  std::vector<BibEntry> read() {
    std::vector<BibEntry> entries;
    for (skip(); !rest_.empty() && fault.empty(); skip()) entries.push_back(entry());
    return entries;
  }

  std::string fault;

 private:
  void skip() {
    while (!rest_.empty() && std::isspace(static_cast<unsigned char>(rest_.front())) != 0)
      rest_.remove_prefix(1);
  }
  bool take(char c) {
    skip();
    if (rest_.empty() || rest_.front() != c) {
      if (fault.empty())
        fault = std::string("no ") + c + " before " + std::string(rest_.substr(0, 40));
      return false;
    }
    rest_.remove_prefix(1);
    return true;
  }
  /// A word without the signs that mean something to BibTeX.
  std::string word() {
    skip();
    std::string out;
    while (!rest_.empty() && rest_.front() > ' ' &&
           std::string_view("{}(),=\"#%\\~'").find(rest_.front()) == std::string_view::npos) {
      out += rest_.front();
      rest_.remove_prefix(1);
    }
    if (out.empty() && fault.empty()) fault = "no word before " + std::string(rest_.substr(0, 40));
    return out;
  }
  std::string braced() {
    std::string out;
    if (!take('{')) return out;
    int depth = 1;  // every brace counts, behind a backslash or not
    while (!rest_.empty()) {
      const char c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '{') ++depth;
      if (c == '}' && --depth == 0) return out;
      out += c;
    }
    fault = "a value has no end";
    return out;
  }
  BibEntry entry() {
    BibEntry out;
    if (!take('@')) return out;
    out.type = word();
    if (!take('{')) return out;
    out.key = word();
    for (skip(); fault.empty() && rest_.starts_with(","); skip()) {
      take(',');
      const std::string name = word();
      if (!take('=')) return out;
      skip();
      const std::string value = rest_.starts_with("{") ? braced() : word();
      if (!out.fields.emplace(name, value).second) fault = name + " is there twice";
    }
    take('}');
    return out;
  }

  std::string_view rest_;
};

struct RisEntry {
  std::vector<std::pair<std::string, std::string>> lines;  ///< without TY and ER
  std::string type;

  std::vector<std::string> all(std::string_view tag) const {
    std::vector<std::string> out;
    for (const auto& [name, value] : lines)
      if (name == tag) out.push_back(value);
    return out;
  }
};

/// Entries of a RIS file: lines "TG  - value" ended by CR LF, TY first and ER last in each.
inline std::vector<RisEntry> read_ris(std::string_view text, std::string& fault) {
  std::vector<RisEntry> entries;
  bool open = false;
  while (!text.empty()) {
    const auto end = text.find("\r\n");
    if (end == std::string_view::npos) {
      fault = "the last line has no end";
      return entries;
    }
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 2);
    if (line.size() < 6 || line.substr(2, 4) != "  - " || line[0] < 'A' || line[0] > 'Z' ||
        !((line[1] >= 'A' && line[1] <= 'Z') || (line[1] >= '0' && line[1] <= '9'))) {
      fault = "not a line: " + std::string(line);
      return entries;
    }
    const std::string tag(line.substr(0, 2));
    const std::string value(line.substr(6));
    if (value.find_first_of("\r\n") != std::string::npos) fault = "a broken line: " + value;
    if (tag == "TY") {
      if (open) fault = "TY within an entry";
      entries.push_back({{}, value});
      open = true;
    } else if (tag == "ER") {
      if (!open || !value.empty()) fault = "ER out of place";
      open = false;
    } else if (!open) {
      fault = tag + " outside an entry";
    } else {
      if (value.empty()) fault = tag + " is empty";
      entries.back().lines.emplace_back(tag, value);
    }
  }
  if (open) fault = "no ER";
  return entries;
}

}  // namespace outturn::testing
