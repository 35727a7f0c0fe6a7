// SPDX-License-Identifier: GPL-3.0-or-later
// Our templates are drawn as the library draws them: every template there is, and some thousands
// made up, from views made up.
#include "server/render/mustache.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <kainjow/mustache.hpp>
#include <random>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace outturn::render {
namespace {

namespace library = kainjow::mustache;
using nlohmann::json;

library::data to_data(const json& value) {
  using Kind = library::data::type;
  switch (value.type()) {
    case json::value_t::object: {
      library::data object{Kind::object};
      for (const auto& [key, member] : value.items()) object[key] = to_data(member);
      return object;
    }
    case json::value_t::array: {
      library::data list{Kind::list};
      for (const json& item : value) list.push_back(to_data(item));
      return list;
    }
    case json::value_t::string:
      return value.get_ref<const std::string&>().empty() ? library::data{Kind::bool_false}
                                                         : library::data{value.get<std::string>()};
    case json::value_t::boolean:
      return library::data{value.get<bool>() ? Kind::bool_true : Kind::bool_false};
    case json::value_t::null:
      return library::data{Kind::bool_false};
    default:
      return library::data{value.dump()};
  }
}

class MadeUp {
 public:
  explicit MadeUp(std::uint32_t seed) : random_(seed) {}

  std::string text(const std::vector<std::string>& names, int depth) {
    std::string out;
    for (std::size_t left = below(6) + 1; left > 0; --left) {
      const std::string& name = names[below(names.size())];
      switch (below(9)) {
        case 0:
          out += "{{" + name + "}}";
          break;
        case 1:
          out += "{{{ " + name + " }}}";
          break;
        case 2:
          out += "{{! a remark. }}";
          break;
        case 3:
        case 4:
          if (depth > 4) break;
          out += "{{#" + name + "}}" + between() + text(names, depth + 1) + "{{/" + name + "}}";
          break;
        case 5:
          if (depth > 4) break;
          out += "{{^" + name + "}}" + text(names, depth + 1) + between() + "{{/ " + name + "}}";
          break;
        default:
          out += between() + std::vector<std::string>{"<p>", " a", "\t", "}", "{ "}[below(5)];
      }
      out += between();
    }
    return out;
  }

  json view(const std::vector<std::string>& names, int depth) {
    json out = json::object();
    for (const std::string& name : names)
      if (name != "." && below(3) != 0) out[name] = value(names, depth);
    return out;
  }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }

  std::string between() {
    return std::vector<std::string>{"\n", "", " ", "\r\n", "  \n"}[below(5)];
  }

  json value(const std::vector<std::string>& names, int depth) {
    switch (below(depth > 3 ? 6 : 9)) {
      case 0:
        return nullptr;
      case 1:
        return below(2) == 0;
      case 2:
        return std::vector<std::string>{"", "a & <b>", "\"it's\"", " ", "one\ntwo", "\n"}[below(6)];
      case 3:
        return below(3);
      case 4:
        return 0.5;
      case 5:
        return json::array();
      case 6: {
        json list = json::array();
        for (std::size_t left = below(4); left > 0; --left) list.push_back(value(names, depth + 1));
        return list;
      }
      default:
        return view(names, depth + 1);
    }
  }

  std::mt19937 random_;
};

void expect_same(const std::string& text, const json& view) {
  library::mustache reference{text};
  ASSERT_TRUE(reference.is_valid()) << reference.error_message() << '\n' << text;
  ASSERT_EQ(Mustache(text).draw(view), reference.render(to_data(view))) << text << '\n'
                                                                        << view.dump(1);
}

TEST(MustacheTest, DrawsWhatTheLibraryDraws) {
  const std::vector<std::string> names{"a", "b", "c", "d", "."};
  for (std::uint32_t seed = 0; seed < 5000; ++seed) {
    MadeUp made_up(seed);
    const std::string text = made_up.text(names, 0);
    for (int views = 0; views < 4; ++views) expect_same(text, made_up.view(names, 0));
    if (HasFatalFailure()) return;
  }
}

TEST(MustacheTest, DrawsOurTemplatesAsTheLibraryDoes) {
  const std::filesystem::path folder = std::filesystem::path(OUTTURN_SOURCE_DIR) / "web/templates";
  const std::regex tag("\\{\\{[#^]?([a-z_0-9]+)\\}\\}");
  std::size_t templates = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path());
    std::string text{std::istreambuf_iterator<char>(file), {}};
    text = std::regex_replace(text, std::regex("\\{\\{>[^}]*\\}\\}"), "");
    std::set<std::string> found;
    for (std::sregex_iterator at(text.begin(), text.end(), tag), end; at != end; ++at)
      found.insert((*at)[1]);
    const std::vector<std::string> names(found.begin(), found.end());
    if (names.empty()) continue;
    ++templates;
    // Views of so many names grow fast with their depth.
    for (std::uint32_t seed = 0; seed < 60; ++seed)
      expect_same(text, MadeUp(seed).view(names, names.size() > 12 ? 3 : 2));
    if (HasFatalFailure()) FAIL() << entry.path();
  }
  EXPECT_GT(templates, 30U);
}

TEST(MustacheTest, SaysWhatIsWrong) {
  for (const char* text : {"{{#open}} never closed", "{{/closed}}", "{{#a}}{{#b}}{{/a}}{{/b}}",
                           "{{never", "{{{never}}", "{{}}", "{{a.b}}", "{{=<% %>=}}", "{{> part}}"})
    EXPECT_THROW(Mustache{text}, std::runtime_error) << text;
}

}  // namespace
}  // namespace outturn::render
