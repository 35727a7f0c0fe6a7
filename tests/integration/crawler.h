// SPDX-License-Identifier: GPL-3.0-or-later
// Follows every address that a site names (in HTML, XML, JSON and CSS) and notes what is wrong with
// any: outside the prefix, or not answered.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::test {

/// The addresses that a body names on its own site: those that begin with `origin`, which is left
/// off, and those that begin with a slash or are relative to `path`. Without their fragments.
/// `forms` takes those of form actions, which are answered only with parameters.
std::vector<std::string> addresses_in(const std::string& type, const std::string& body,
                                      const std::string& origin, const std::string& path,
                                      std::vector<std::string>* forms = nullptr);

struct CrawlOptions {
  int port = 0;
  std::string prefix;          ///< that every address must have, such as "/evidence"
  std::size_t most = 600;      ///< addresses that are asked for
  std::size_t most_alike = 6;  ///< of those that differ only in ids and values
};

struct Crawl {
  std::map<std::string, std::string> asked;  ///< address to what kind of answer came
  std::set<std::string> kinds;               ///< of answers: "text/html", ...
  std::vector<std::string> faults;           ///< what is wrong, and where the address stood
};

Crawl crawl(const CrawlOptions& options);

/// Whether it is well-formed XML; where not, what is wrong goes to `why`.
bool is_xml(const std::string& body, std::string& why);

}  // namespace outturn::test
