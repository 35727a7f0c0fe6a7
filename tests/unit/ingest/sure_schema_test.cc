// SPDX-License-Identifier: GPL-3.0-or-later
// The quick yes against the library: it may only say yes where the library finds nothing, and it
// says yes to every sound record, or it would be of no use.
#include "schema/evidence/sure_schema.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "schema/evidence/record_json.h"
#include "schema/evidence/validate.h"
#include "tests/unit/sample.h"

namespace outturn::evidence {
namespace {

using nlohmann::json;

std::vector<json> corpus() {
  std::vector<json> all{testing::sample_json()};
  for (const Record& record : testing::shipped_corpus())
    all.push_back(json::parse(to_json(record).dump()));
  return all;
}

TEST(SureSchema, SaysYesToEveryShippedRecord) {
  for (const json& record : corpus()) EXPECT_TRUE(surely_fits_schema(record)) << record["id"];
}

TEST(SureSchema, SaysNoToWhatIsNoRecord) {
  for (const char* text : {"null", "[]", "7", "\"alpha\"", "{}"})
    EXPECT_FALSE(surely_fits_schema(json::parse(text))) << text;
}

/// Every place of a JSON value.
void places(json& node, std::vector<json*>& out) {
  out.push_back(&node);
  if (node.is_structured())
    for (json& child : node) places(child, out);
}

/// Values at the edges of what the schema allows, and past them.
const std::vector<json>& odd_values() {
  static const std::vector<json> kValues{nullptr,
                                         true,
                                         0,
                                         -1,
                                         1,
                                         5,
                                         6,
                                         130,
                                         131,
                                         1499,
                                         1500,
                                         2200,
                                         2201,
                                         1e12,
                                         1000000000001,
                                         0.0,
                                         -0.0,
                                         0.5,
                                         1.0,
                                         1.5,
                                         3.0,
                                         1e300,
                                         -1e300,
                                         18446744073709551615U,
                                         "",
                                         " ",
                                         "a",
                                         "A",
                                         "a-b",
                                         "a--b",
                                         "-a",
                                         "a-",
                                         "a_b",
                                         "alpha\n",
                                         "alpha\nb",
                                         "2016",
                                         "2016-4",
                                         "2016-04",
                                         "2016-13",
                                         "2016-00",
                                         "2016-04-31",
                                         "2016-04-32",
                                         "2016-04-00",
                                         "20160401",
                                         "GBP",
                                         "gbp",
                                         "GBPX",
                                         "E08000004",
                                         "E0800000",
                                         "e08000004",
                                         "http://",
                                         "http://a",
                                         "https://a.b/c?d",
                                         "https://a b",
                                         "https://a\"b",
                                         "https://\xc3\xa9",
                                         "ftp://a",
                                         "crime",
                                         "Crime",
                                         "rct",
                                         "smd",
                                         "GB-ENG",
                                         "doc",
                                         "higher",
                                         "\x01",
                                         "\x7f",
                                         "tab\t",
                                         "\xff",
                                         "\xc3\xa9\xc3\xa9",
                                         "\xe2\x80\xa8",
                                         std::string(100, 'a'),
                                         std::string(101, 'a'),
                                         std::string(400, 'x'),
                                         std::string(401, 'x'),
                                         std::string(8000, 'x'),
                                         std::string(8001, 'x'),
                                         std::string(16001, 'x'),
                                         std::string("nul\0nul", 7),
                                         json::array(),
                                         json::object(),
                                         json::array({"crime", "crime"}),
                                         json::array({"home", "school"}),
                                         json::object({{"central", 1}}),
                                         json::object({{"value", "x"}}),
                                         json::object({{"value", 1}})};
  return kValues;
}

void change(json& record, std::mt19937& random) {
  const auto pick = [&](std::size_t below) { return random() % below; };
  std::vector<json*> all;
  places(record, all);
  json& place = *all[pick(all.size())];
  const auto& values = odd_values();
  switch (pick(5)) {
    case 0:
      if (place.is_object() && !place.empty()) {
        auto at = place.begin();
        std::advance(at, static_cast<std::ptrdiff_t>(pick(place.size())));
        place.erase(at);
        return;
      }
      [[fallthrough]];
    case 1:
      if (place.is_object()) {
        static const std::vector<std::string> kNames{"value", "se",   "unit",    "note",
                                                     "extra", "area", "ci_high", "groups"};
        place[kNames[pick(kNames.size())]] = values[pick(values.size())];
        return;
      }
      if (place.is_array() && !place.empty()) {
        place.push_back(place.front());
        return;
      }
      [[fallthrough]];
    case 2:
      if (place.is_string() && !place.get_ref<const std::string&>().empty()) {
        auto& text = place.get_ref<std::string&>();
        text[pick(text.size())] = static_cast<char>(random() & 0xFFU);
        return;
      }
      [[fallthrough]];
    default:
      place = values[pick(values.size())];
  }
}

TEST(SureSchema, NeverSaysYesToWhatTheLibraryRefuses) {
  const auto records = corpus();
  std::mt19937 random(5);
  std::size_t yes = 0;
  std::size_t no = 0;
  for (int i = 0; i < 6000; ++i) {
    json record = records[random() % records.size()];
    change(record, random);
    if (surely_fits_schema(record)) {
      ++yes;
      // With the short cut the rules across fields are still looked at; they may object.
      const auto close = validate_closely(record);
      const auto quick = validate_record(record);
      ASSERT_EQ(close.size(), quick.size()) << record.dump(-1, ' ', true);
      for (std::size_t j = 0; j < close.size(); ++j) {
        EXPECT_EQ(close[j].pointer, quick[j].pointer);
        EXPECT_EQ(close[j].message, quick[j].message);
      }
    } else {
      ++no;
    }
  }
  EXPECT_GT(yes, 500U);  // or it proves little
  EXPECT_GT(no, 500U);
}

TEST(SureSchema, KnowsEachPatternAsTheLibraryDoes) {
  for (const json& value : odd_values()) {
    if (!value.is_string()) continue;
    for (const char* pointer : {"/id", "/curation/added", "/places/0/gss_code", "/sources/0/url",
                                "/appraisals/0/currency", "/findings/0/locator"}) {
      json record = testing::sample_json();
      record[json::json_pointer(pointer)] = value;
      if (surely_fits_schema(record)) {
        EXPECT_TRUE(validate_closely(record).empty()) << pointer << " " << value;
      } else if (value.get_ref<const std::string&>().size() < 50 &&
                 value.get_ref<const std::string&>().find('\xc3') == std::string::npos) {
        // Short plain texts are settled; only what is odd is left to the library.
        EXPECT_FALSE(validate_closely(record).empty())
            << pointer << " " << value.dump(-1, ' ', true, json::error_handler_t::replace);
      }
    }
  }
}

}  // namespace
}  // namespace outturn::evidence
