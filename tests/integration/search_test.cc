// SPDX-License-Identifier: GPL-3.0-or-later
// The search through its API: the shape of answers, counts against a count by hand, paging, order.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "tests/integration/harness.h"

namespace outturn::test {
namespace {

using Values = std::set<std::string>;
using RecordValues = std::map<std::string, Values>;  // by facet

/// Broader terms by vocabulary and id, from the corpus's own vocabularies as the API gives them.
const std::map<std::string, std::map<std::string, std::string>>& broader() {
  static const auto table = [] {
    std::map<std::string, std::map<std::string, std::string>> out;
    const Json answer = server().json("/api/v1/vocabularies");
    const Json& list =
        answer.is_object() && answer.contains("vocabularies") ? answer.at("vocabularies") : answer;
    for (const Json& vocabulary : list)
      for (const Json& term : vocabulary.at("terms"))
        out[vocabulary.at("name")][term.at("id")] =
            term.contains("broader") && term.at("broader").is_string() ? term.at("broader") : "";
    return out;
  }();
  return table;
}

void add(Values& values, const std::string& vocabulary, const std::string& value) {
  const auto& terms = broader().at(vocabulary);
  for (std::string id = value; !id.empty(); id = terms.count(id) != 0 ? terms.at(id) : "")
    values.insert(id);
}

/// What a record counts under in each facet, worked out from the record alone.
RecordValues values_of(const Json& record) {
  RecordValues out;
  for (const Json& finding : record.value("findings", Json::array()))
    add(out["outcome"], "outcome", finding.at("outcome"));
  for (const Json& appraisal : record.value("appraisals", Json::array()))
    for (const char* part : {"benefits", "breakeven"})
      for (const Json& line : appraisal.value(part, Json::array()))
        add(out["outcome"], "outcome", line.at("outcome"));
  for (const Json& value : record.value("settings", Json::array()))
    add(out["setting"], "setting", value);
  if (record.contains("population"))
    for (const Json& value : record.at("population").value("groups", Json::array()))
      add(out["group"], "group", value);
  add(out["design"], "design", record.at("evidence").at("design"));
  add(out["type"], "type", record.at("type"));
  for (const Json& place : record.value("places", Json::array()))
    add(out["country"], "country", place.at("country"));
  // The documents the figures were read from: the first listed, and those that figures name.
  out["source"].insert(record.at("sources").at(0).at("id"));
  for (const char* part : {"findings", "appraisals"})
    for (const Json& figure : record.value(part, Json::array()))
      out["source"].insert(figure.at("source"));
  return out;
}

const std::map<std::string, RecordValues>& corpus() {
  static const auto table = [] {
    std::map<std::string, RecordValues> out;
    for (const std::string& id : all_ids(server())) out[id] = values_of(record(server(), id));
    return out;
  }();
  return table;
}

using Selection = std::map<std::string, Values>;

bool meets(const RecordValues& values, const std::string& facet, const Values& wanted) {
  const auto found = values.find(facet);
  if (found == values.end()) return false;
  return std::any_of(wanted.begin(), wanted.end(),
                     [&](const std::string& value) { return found->second.contains(value); });
}

std::size_t count_by_hand(const Selection& selection, const std::string& facet,
                          const std::string& value) {
  std::size_t count = 0;
  for (const auto& [id, values] : corpus()) {
    bool counts = meets(values, facet, {value});
    for (const auto& [other, wanted] : selection)
      if (other != facet) counts = counts && meets(values, other, wanted);
    count += counts ? 1U : 0U;
  }
  return count;
}

/// Compares every option's count of one search, and that no value that occurs is left out.
void check_counts(const std::string& query, const Selection& selection) {
  SCOPED_TRACE(query);
  const Json answer = server().json("/api/v1/search?per_page=1&" + query);
  const Values counted{"outcome", "setting", "group", "design", "type", "country", "source"};
  for (const Json& facet : answer.at("facets")) {
    const std::string name = facet.at("name");
    if (!counted.contains(name)) continue;
    Values shown;
    for (const Json& option : facet.at("options")) {
      const std::string value = option.at("value");
      EXPECT_TRUE(shown.insert(value).second) << name << '=' << value << " is there twice";
      EXPECT_EQ(option.at("count").get<std::size_t>(), count_by_hand(selection, name, value))
          << name << '=' << value;
      const auto chosen = selection.find(name);
      EXPECT_EQ(option.at("selected").get<bool>(),
                chosen != selection.end() && chosen->second.contains(value))
          << name << '=' << value;
    }
    for (const auto& [id, values] : corpus())
      if (const auto found = values.find(name); found != values.end())
        for (const std::string& value : found->second) {
          if (count_by_hand(selection, name, value) > 0) {
            EXPECT_TRUE(shown.contains(value)) << name << '=' << value << " is not offered";
          }
        }
  }
}

TEST(Facets, CountsAreThoseOfACountByHand) {
  check_counts("", {});
  check_counts("outcome=crime", {{"outcome", {"crime"}}});
  check_counts("outcome=education", {{"outcome", {"education"}}});
  check_counts("outcome=crime&outcome=earnings", {{"outcome", {"crime", "earnings"}}});
  check_counts("country=GB&setting=school", {{"country", {"GB"}}, {"setting", {"school"}}});
  check_counts(
      "setting=school&setting=home&outcome=test_scores&group=parents",
      {{"setting", {"school", "home"}}, {"outcome", {"test_scores"}}, {"group", {"parents"}}});
  check_counts("source=family-2020&design=modelling",
               {{"source", {"family-2020"}}, {"design", {"modelling"}}});
}

TEST(Search, Shape) {
  const Json answer = server().json("/api/v1/search?q=nurse+home+visits");
  for (const char* key : {"release", "query", "total", "results", "facets", "next"})
    ASSERT_TRUE(answer.contains(key)) << key;
  EXPECT_TRUE(answer.at("release").is_string());
  EXPECT_TRUE(answer.at("total").is_number_unsigned());
  ASSERT_FALSE(answer.at("results").empty());
  for (const Json& result : answer.at("results")) {
    for (const char* key : {"id", "title", "programme", "summary", "outcomes", "ratio"})
      EXPECT_TRUE(result.contains(key)) << key << " in " << result.value("id", "?");
    EXPECT_TRUE(result.at("id").is_string());
    EXPECT_TRUE(result.at("outcomes").is_array());
  }
  for (const Json& facet : answer.at("facets")) {
    EXPECT_FALSE(facet.at("label").get<std::string>().empty());
    for (const Json& option : facet.at("options")) {
      EXPECT_FALSE(option.at("value").get<std::string>().empty());
      EXPECT_FALSE(option.at("label").get<std::string>().empty());
      EXPECT_TRUE(option.at("count").is_number_unsigned());
      EXPECT_TRUE(option.at("selected").is_boolean());
    }
  }
}

TEST(Search, NurseHomeVisitsFindsTheFamilyNursePartnershipFirst) {
  const Json answer = server().json("/api/v1/search?q=nurse%20home%20visits");
  ASSERT_FALSE(answer.at("results").empty());
  EXPECT_EQ(answer.at("results").at(0).at("id"), "family-nurse-partnership");
}

TEST(Search, CursorReachesEveryRecordOnce) {
  const std::vector<std::string> ids = all_ids(server());
  for (const char* sort : {"relevance", "title", "ratio"}) {
    SCOPED_TRACE(sort);
    std::vector<std::string> seen;
    std::string cursor;
    for (int page = 0; page < 50; ++page) {
      const Json answer =
          server().json(std::string("/api/v1/search?per_page=5&sort=") + sort +
                        (cursor.empty() ? "" : "&cursor=" + percent_encode(cursor)));
      EXPECT_LE(answer.at("results").size(), 5U);
      for (const Json& result : answer.at("results")) seen.push_back(result.at("id"));
      if (answer.at("next").is_null()) break;
      cursor = answer.at("next");
      // "next" may be the bare cursor or an address that carries it.
      if (const auto at = cursor.find("cursor="); at != std::string::npos)
        cursor = cursor.substr(at + 7, cursor.find('&', at) - at - 7);
    }
    EXPECT_EQ(seen.size(), ids.size());
    EXPECT_EQ(std::set(seen.begin(), seen.end()), std::set(ids.begin(), ids.end()));
  }
}

TEST(Search, TitleOrderIsAlphabetical) {
  const Json answer = server().json("/api/v1/search?sort=title&per_page=100");
  std::vector<std::string> titles;
  for (const Json& result : answer.at("results")) {
    std::string title = result.at("title");
    for (char& c : title) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    titles.push_back(title);
  }
  EXPECT_TRUE(std::is_sorted(titles.begin(), titles.end()));
}

/// A record's headline ratio: the first appraisal with one, as reported or the geometric middle.
struct RatioRange {
  double low, order, high;
};

/// What a ratio of an appraisal covers and is ordered by; an end that is not reported is open.
RatioRange range_of(const Json& ratio) {
  const auto end = [&](const char* name, double otherwise) {
    return ratio.contains(name) ? ratio.at(name).get<double>() : otherwise;
  };
  if (ratio.contains("central")) {
    const double central = ratio.at("central");
    return {end("low", central), central, end("high", central)};
  }
  const double low = end("low", -1e300);
  const double high = end("high", 1e300);
  if (low > -1e300 && high < 1e300) return {low, std::sqrt(low * high), high};
  return {low, low > -1e300 ? low : 0, high};
}

bool reaches_in(const Json& appraisal, double least, double most) {
  if (!appraisal.contains("ratio")) return false;
  const RatioRange range = range_of(appraisal.at("ratio"));
  return range.high >= least && range.low <= most;
}

TEST(Search, ARatioFilterPassesWhatReachesIn) {
  std::size_t in_range = 0;
  for (const auto& [id, values] : corpus()) {
    const Json appraisals = record(server(), id).value("appraisals", Json::array());
    in_range += std::any_of(appraisals.begin(), appraisals.end(),
                            [](const Json& one) { return reaches_in(one, 1, 4); });
  }
  const Json range = server().json("/api/v1/search?ratio_min=1&ratio_max=4");
  EXPECT_EQ(range.at("total").get<std::size_t>(), in_range);
}

TEST(Search, RatiosAreOrderedWithinOneClass) {
  const Json all = server().json("/api/v1/search?sort=ratio&per_page=100");
  const Json& order = all.at("order");
  double before = 1e300;
  std::size_t with_figure = 0;
  bool without = false;  // records without such a ratio come last
  for (const Json& result : all.at("results")) {
    std::optional<double> figure;
    const Json whole = record(server(), result.at("id"));
    for (const Json& appraisal : whole.value("appraisals", Json::array()))
      if (!figure && appraisal.contains("ratio") && appraisal.at("kind") == order.at("kind") &&
          appraisal.at("perspective") == order.at("perspective"))
        figure = range_of(appraisal.at("ratio")).order;
    EXPECT_FALSE(without && figure) << result.at("id");
    without = without || !figure;
    if (!figure) continue;
    ++with_figure;
    EXPECT_LE(*figure, before + 1e-9) << result.at("id");
    before = *figure;
  }
  EXPECT_EQ(order.at("records_with_figure"), with_figure);
  EXPECT_GT(with_figure, 5U);
}

TEST(Search, FiltersAndWordsNarrow) {
  const auto total = [](const std::string& query) {
    return server().json("/api/v1/search?" + query).at("total").get<std::size_t>();
  };
  EXPECT_EQ(total(""), corpus().size());
  EXPECT_EQ(total("q=zzzzqqqq"), 0U);
  EXPECT_LE(total("q=school&outcome=crime"), total("q=school"));
  EXPECT_LT(total("q=nurse"), total(""));
}

TEST(Search, ALevelOfAScaleMayBeAskedForThoughNoRecordHasIt) {
  EXPECT_EQ(server().json("/api/v1/search?maryland=5").at("total"), 0U);
  EXPECT_EQ(server().get("/api/v1/search?maryland=6").status, 400);
}

}  // namespace
}  // namespace outturn::test
