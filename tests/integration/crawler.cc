// SPDX-License-Identifier: GPL-3.0-or-later
// See crawler.h.
#include "tests/integration/crawler.h"

#include <expat.h>

#include <cctype>
#include <deque>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <regex>

#include "tests/unit/http/raw_client.h"

namespace outturn::test {
namespace {

using Json = nlohmann::json;
using Visit = std::function<void(const std::string&)>;

/// Calls `visit` with every value of an attribute and every text; false where it is no XML.
bool read_xml(const std::string& body, const Visit& visit, std::string& why) {
  struct State {
    const Visit& visit;
    std::string text;
  } state{visit, {}};
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(
      XML_ParserCreate(nullptr), XML_ParserFree);
  XML_SetUserData(parser.get(), &state);
  XML_SetElementHandler(
      parser.get(),
      [](void* user, const char*, const char** attributes) {
        auto& held = *static_cast<State*>(user);
        held.text.clear();
        for (; *attributes != nullptr; attributes += 2) held.visit(attributes[1]);
      },
      [](void* user, const char*) {
        auto& held = *static_cast<State*>(user);
        held.visit(held.text);
        held.text.clear();
      });
  XML_SetCharacterDataHandler(parser.get(), [](void* user, const char* text, int size) {
    static_cast<State*>(user)->text.append(text, static_cast<std::size_t>(size));
  });
  if (XML_Parse(parser.get(), body.data(), static_cast<int>(body.size()), 1) == XML_STATUS_OK)
    return true;
  why = XML_ErrorString(XML_GetErrorCode(parser.get()));
  return false;
}

/// XML itself; not what has it in its name alone, such as XLSX.
bool is_xml_type(std::string_view type) {
  const std::string_view name = type.substr(0, type.find(';'));
  return name.ends_with("/xml") || name.ends_with("+xml");
}

std::string unescaped(std::string text) {
  const std::pair<const char*, const char*> entities[] = {{"&lt;", "<"},    {"&gt;", ">"},
                                                          {"&quot;", "\""}, {"&#39;", "'"},
                                                          {"&apos;", "'"},  {"&amp;", "&"}};
  for (const auto& [entity, letter] : entities)
    for (std::size_t at = 0; (at = text.find(entity, at)) != std::string::npos; ++at)
      text.replace(at, std::string_view(entity).size(), letter);
  return text;
}

using Attributes = std::map<std::string, std::string>;

/// The attributes of every tag of a page.
std::vector<Attributes> tags_of(const std::string& body) {
  std::vector<Attributes> tags;
  for (auto at = body.find('<'); at != std::string::npos; at = body.find('<', at + 1)) {
    if (at + 1 >= body.size() || std::isalpha(static_cast<unsigned char>(body[at + 1])) == 0)
      continue;
    tags.emplace_back();
    std::size_t here = body.find_first_of(" \n>", at);
    while (here < body.size() && body[here] != '>') {
      here = body.find_first_not_of(" \n/", here);
      const auto end = body.find_first_of("= \n>", here);
      if (end == std::string::npos || end == here) break;
      const std::string name = body.substr(here, end - here);
      here = end;
      if (body[end] != '=' || end + 1 >= body.size()) continue;
      const char quote = body[end + 1];
      if (quote != '"' && quote != '\'') break;
      const auto close = body.find(quote, end + 2);
      if (close == std::string::npos) break;
      tags.back()[name] = unescaped(body.substr(end + 2, close - end - 2));
      here = close + 1;
    }
  }
  return tags;
}

class Finder {
 public:
  Finder(std::string origin, std::string path)
      : origin_(std::move(origin)), path_(std::move(path)) {}

  std::vector<std::string> take() { return std::move(found_); }

  /// A text that may be an address of this site.
  void add(std::string text) {
    if (text.starts_with(origin_)) text.erase(0, origin_.size());
    if (text.empty() || text[0] != '/' || text.starts_with("//")) return;
    text = text.substr(0, text.find('#'));
    for (const char* filled : {"{searchTerms}", "%7BsearchTerms%7D"})
      if (const auto at = text.find(filled); at != std::string::npos)
        text.replace(at, std::string_view(filled).size(), "nurse");
    if (text.find_first_of(" {}<>\"\n") == std::string::npos) found_.push_back(text);
  }

  /// The value of an attribute that holds an address, which may be relative.
  void add_reference(const std::string& text) {
    if (text.empty() || text[0] == '#') return;
    if (text.find(':') < text.find_first_of("/?#")) return add(text);  // it names a scheme
    if (text[0] == '/') return add(text);
    const std::string here = path_.substr(0, path_.find('?'));
    add(text[0] == '?' ? here + text : here.substr(0, here.rfind('/') + 1) + text);
  }

  /// What ends an address in a page's text.
  static constexpr std::string_view kEnds = " \t\r\n\"'<>\\)`;";

  /// Wherever the whole address of the site stands in any text. One that ends in a slash, or names
  /// the API as a whole, is where others begin: of a policy's source, of a program's constant.
  void add_whole(const std::string& body, std::string_view ends) {
    for (auto at = body.find(origin_); at != std::string::npos; at = body.find(origin_, at + 1)) {
      const auto end = body.find_first_of(ends, at);
      std::string text = body.substr(at, end - at);
      while (text.ends_with(',') || text.ends_with('.')) text.pop_back();
      if (text.ends_with('/') || text.ends_with("/api/v1")) continue;
      if (text.size() > origin_.size() && text[origin_.size()] == '/') add(text);
    }
  }

  void add_html(const std::string& body, std::vector<std::string>* forms) {
    for (const Attributes& tag : tags_of(body))
      for (const auto& [name, value] : tag) {
        if (name == "action" && forms != nullptr)
          forms->push_back(value);
        else if (name == "hx-get" && tag.contains("action"))
          continue;  // the form's own action
        else if (name == "href" || name == "src" || name == "formaction" || name == "hx-get")
          add_reference(value);
        else if (name != "value" && name != "content" && !name.starts_with("aria-"))
          add(value);
      }
    static const std::string kData = "<script type=\"application/ld+json\">";
    for (auto at = body.find(kData); at != std::string::npos; at = body.find(kData, at + 1)) {
      const auto begin = at + kData.size();
      add_json(Json::parse(body.substr(begin, body.find("</script>", begin) - begin)));
    }
  }

  void add_json(const Json& value, const std::string& key = {}) {
    if (value.is_structured()) {
      for (const auto& [name, member] : value.items())
        add_json(member, value.is_array() ? key : name);
    } else if (value.is_string()) {
      const std::string text = value.get<std::string>();
      // Other texts that begin with a slash are JSON pointers.
      const bool link = key == "href" || key == "url" || key.ends_with("_href") ||
                        key.ends_with("Url") || key == "next" || key == "self";
      if (text.starts_with(origin_) || (link && text.starts_with('/'))) add(text);
    }
  }

  void add_css(const std::string& body) {
    static const std::regex url("url\\(\\s*['\"]?([^'\")]+)['\"]?\\s*\\)");
    for (std::sregex_iterator one(body.begin(), body.end(), url), end; one != end; ++one)
      add_reference((*one)[1]);
  }

 private:
  std::string origin_;
  std::string path_;
  std::vector<std::string> found_;
};

/// "/search?q&sort" of "/search?q=a&sort=ratio": two of one shape are alike.
std::string shape(const std::string& address) {
  static const std::regex id("/(records|programmes|releases)/[^/?.]+");
  std::string path = std::regex_replace(address.substr(0, address.find('?')), id, "/$1/*");
  std::set<std::string> names;
  if (const auto at = address.find('?'); at != std::string::npos) {
    std::string query = address.substr(at + 1) + "&";
    for (std::size_t begin = 0; begin < query.size(); begin = query.find('&', begin) + 1)
      names.insert(query.substr(begin, query.find_first_of("=&", begin) - begin));
  }
  for (const std::string& name : names) path += (name == *names.begin() ? "?" : "&") + name;
  return path;
}

bool below(const std::string& address, const std::string& prefix) {
  return address == prefix || address.starts_with(prefix + "/") ||
         address.starts_with(prefix + "?");
}

class Crawler {
 public:
  explicit Crawler(const CrawlOptions& options) : options_(options) {}

  Crawl run() {
    for (const char* start : {"/", "/robots.txt", "/opensearch.xml", "/sitemap.xml"})
      add(options_.prefix + start, "the beginning");
    while (!waiting_.empty() && result_.asked.size() < options_.most) {
      const auto [address, from] = waiting_.front();
      waiting_.pop_front();
      ask(address, from);
    }
    return std::move(result_);
  }

 private:
  void fault(const std::string& address, const std::string& from, const std::string& what) {
    result_.faults.push_back(address + " (in " + from + ") " + what);
  }

  void add(const std::string& address, const std::string& from) {
    if (!seen_.insert(address).second) return;
    if (!below(address, options_.prefix)) return fault(address, from, "is outside the prefix");
    if (++alike_[shape(address)] <= options_.most_alike) waiting_.emplace_back(address, from);
  }

  void ask(const std::string& address, const std::string& from) {
    const Reply reply = get(options_.port, address);
    const std::string type = reply.header("content-type");
    const std::string kind = type.substr(0, type.find(';'));
    result_.asked[address] = kind;
    if (reply.status == 301 || reply.status == 303 || reply.status == 307 || reply.status == 308) {
      Finder finder(origin_, address);
      finder.add_reference(reply.header("location"));
      const auto found = finder.take();
      if (found.empty()) fault(address, from, "leads to " + reply.header("location"));
      for (const std::string& next : found) add(next, address);
      return;
    }
    if (reply.status != 200) return fault(address, from, "is " + std::to_string(reply.status));
    if (!reply.whole) return fault(address, from, "was cut off");
    result_.kinds.insert(kind);
    follow(type, reply.body, address);
  }

  void follow(const std::string& type, const std::string& body, const std::string& address) {
    std::vector<std::string> forms;
    for (const std::string& next : addresses_in(type, body, origin_, address, &forms))
      add(next, address);
    for (std::string action : forms) {
      if (action.starts_with(origin_)) action.erase(0, origin_.size());
      if (!below(action, options_.prefix)) {
        fault(action, address, "is a form's action outside the prefix");
      } else if (seen_.insert("form " + action).second) {
        const int status = get(options_.port, action).status;
        if (status != 200 && status != 400) fault(action, address, "is " + std::to_string(status));
      }
    }
    std::string why;
    if (is_xml_type(type) && !is_xml(body, why))
      fault(address, "itself", "is not well-formed: " + why);
  }

  CrawlOptions options_;
  const std::string origin_ = "http://localhost";  // as get() names the host
  Crawl result_;
  std::deque<std::pair<std::string, std::string>> waiting_;
  std::set<std::string> seen_;
  std::map<std::string, std::size_t> alike_;
};

}  // namespace

std::vector<std::string> addresses_in(const std::string& type, const std::string& body,
                                      const std::string& origin, const std::string& path,
                                      std::vector<std::string>* forms) {
  Finder finder(origin, path);
  std::string ignored;
  if (type.starts_with("text/html")) {
    finder.add_html(body, forms);
    finder.add_whole(unescaped(body), Finder::kEnds);
  } else if (is_xml_type(type)) {
    read_xml(
        body, [&](const std::string& text) { finder.add(text); }, ignored);
  } else if (type.find("json") != std::string::npos && type.find("jsonl") == std::string::npos) {
    if (const Json parsed = Json::parse(body, nullptr, false); !parsed.is_discarded())
      finder.add_json(parsed);
  } else if (type.starts_with("text/css")) {
    finder.add_css(body);
  } else {
    finder.add_whole(body, std::string(Finder::kEnds) + ',');
  }
  return finder.take();
}

Crawl crawl(const CrawlOptions& options) { return Crawler(options).run(); }

bool is_xml(const std::string& body, std::string& why) {
  return read_xml(
      body, [](const std::string&) {}, why);
}

}  // namespace outturn::test
