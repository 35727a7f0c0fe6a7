// SPDX-License-Identifier: GPL-3.0-or-later
// The engine on the shipped corpus: ranking, and every count against a plain scan of the records.
#include "server/search/engine.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>
#include <tuple>

#include "schema/evidence/derive.h"
#include "schema/index/plan.h"
#include "tests/unit/published_corpus.h"
#include "tests/unit/sample.h"

namespace outturn::search {
namespace {

using ::testing::HasSubstr;

class Engine : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new testing::TemporaryFolder;
    records_ = testing::shipped_corpus();
    generation_ = testing::publish(records_, *folder_);
    ASSERT_NE(generation_, nullptr);
  }
  static void TearDownTestSuite() {
    generation_.reset();
    delete folder_;
  }

  static Answer ask(const std::string& text) {
    Question question;
    question.text = text;
    return answer(*generation_, question);
  }
  static std::set<std::string> ids(const Answer& found) {
    std::set<std::string> out;
    for (const Hit& hit : found.hits) out.insert(hit.record.id);
    return out;
  }
  /// The ids on every page of the answer, each of which must be new.
  static std::set<std::string> all_ids(Question question) {
    std::set<std::string> out;
    std::size_t seen = 0;
    for (std::optional<std::size_t> offset = 0; offset;) {
      question.offset = *offset;
      const Answer found = answer(*generation_, question);
      for (const Hit& hit : found.hits) out.insert(hit.record.id);
      seen += found.hits.size();
      offset = found.next_offset;
    }
    EXPECT_EQ(out.size(), seen) << "a record stands on two pages";
    return out;
  }

  static inline testing::TemporaryFolder* folder_ = nullptr;
  static inline std::vector<evidence::Record> records_;
  static inline std::shared_ptr<const Generation> generation_;
};

TEST_F(Engine, NurseHomeVisitsPutsFamilyNursePartnershipFirst) {
  const Answer found = ask("nurse home visits");
  ASSERT_FALSE(found.hits.empty());
  EXPECT_EQ(found.hits[0].record.id, "family-nurse-partnership");
  EXPECT_THAT(found.hits[0].snippet_html, HasSubstr("<mark>"));
}

TEST_F(Engine, SynonymsAndPrefixesFind) {
  EXPECT_TRUE(ids(ask("child abuse")).contains("safecare"));
  EXPECT_TRUE(ids(ask("place:bradford")).contains("bradford-wellbeing-hubs"));
  EXPECT_TRUE(ids(ask("\"social prescribing\"")).contains("oldham-thriving-communities"));
}

TEST_F(Engine, StopWordsBlockNothing) {
  const Answer found = ask("the hubs of Bradford");
  EXPECT_EQ(found.words, WordMatch::kAllWords);
  EXPECT_TRUE(ids(found).contains("bradford-wellbeing-hubs"));
}

TEST_F(Engine, WordsThatNoRecordHasTogetherAreLoosenedAndSaid) {
  const Answer found = ask("nurse zzzzqqq");
  EXPECT_EQ(found.words, WordMatch::kSomeWords);
  EXPECT_GT(found.total, 0U);
  EXPECT_EQ(ask("zzzzqqq").words, WordMatch::kNoWords);
  EXPECT_EQ(ask("zzzzqqq").total, 0U);
}

TEST_F(Engine, WithoutAWordIsTheRestOfTheBase) {
  const std::size_t all = ask("").total;
  for (const std::string word : {"parents", "crime"}) {
    const std::size_t with = ask(word).total;
    EXPECT_GT(with, 0U);
    EXPECT_EQ(ask("-" + word).total, all - with) << word;
    EXPECT_EQ(ask("NOT " + word).total, all - with) << word;
  }
  EXPECT_EQ(ask("school -crime").total + ask("school crime").total, ask("school").total);
}

TEST_F(Engine, ATextWithoutWordsListsEverythingAndSaysSo) {
  const Answer found = ask("(((");
  EXPECT_EQ(found.total, ask("").total);
  EXPECT_FALSE(found.notes.empty());
}

TEST_F(Engine, ARangeOfRatiosPassesWhereItOverlaps) {
  Question question;
  question.text = "oldham";
  for (const auto& [low, high, passes] :
       {std::tuple{3.9, 5.0, true}, std::tuple{1.0, 1.98, true}, std::tuple{3.95, 9.0, false}}) {
    question.ratio_min = low;
    question.ratio_max = high;
    EXPECT_EQ(ids(answer(*generation_, question)).contains("oldham-thriving-communities"), passes);
  }
}

TEST_F(Engine, OddTextNeverFails) {
  for (const std::string text :
       {"((((", "\"", "AND OR NOT", "-", "a*", "+ + +", "NEAR/3", "title:", ":::", "<script>",
        "\x01\xff", "not OR", "*", "--x", "\"unclosed phrase"}) {
    EXPECT_NO_THROW(ask(text)) << text;
  }
  EXPECT_NO_THROW(ask(std::string(10'000, '(')));
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "word" + std::to_string(i) + " ";
  EXPECT_FALSE(ask(many).notes.empty());
}

TEST_F(Engine, SnippetsAreEscaped) {
  for (const Hit& hit : ask("children").hits) {
    std::string text = hit.snippet_html;
    for (const char* mark : {"<mark>", "</mark>"})
      for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark))
        text.erase(at, std::string(mark).size());
    EXPECT_EQ(text.find('<'), std::string::npos);
  }
}

TEST_F(Engine, OrdersByRatioAndTitle) {
  Question question;
  question.per_page = 100;
  question.sort = Sort::kRatio;
  double last = INFINITY;
  bool without = false;
  for (const Hit& hit : answer(*generation_, question).hits) {
    const auto ratio = index::plan(hit.record).ratio;
    EXPECT_FALSE(ratio && without) << "records without a ratio come last";
    without = without || !ratio;
    if (ratio) {
      EXPECT_LE(ratio->middle, last);
      last = ratio->middle;
    }
  }
  question.sort = Sort::kTitle;
  std::string title;
  for (const Hit& hit : answer(*generation_, question).hits) {
    EXPECT_LE(title, index::plan(hit.record).title_key);
    title = index::plan(hit.record).title_key;
  }
}

TEST_F(Engine, PagesReachEveryRecordOnce) {
  for (const Sort sort : {Sort::kRelevance, Sort::kRatio, Sort::kTitle}) {
    for (const char* text : {"", "children school"}) {
      Question question;
      question.text = text;
      question.per_page = 3;
      question.sort = sort;
      std::multiset<std::string> seen;
      Answer page;
      do {
        page = answer(*generation_, question);
        for (const Hit& hit : page.hits) seen.insert(hit.record.id);
        if (page.next_offset) question.offset = *page.next_offset;
      } while (page.next_offset);
      EXPECT_EQ(seen.size(), page.total);
      EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), page.total);
    }
  }
}

/// Whether a record passes every filter of the question but one facet's, by looking at its plan
/// alone.
bool passes(const index::Plan& plan, const Question& question, std::size_t skipped) {
  for (std::size_t facet = 0; facet < index::kFacetCount; ++facet) {
    if (facet == skipped || question.selected[facet].empty()) continue;
    const bool any = std::any_of(
        plan.filters[facet].begin(), plan.filters[facet].end(), [&](const std::string& value) {
          const auto& wanted = question.selected[facet];
          return std::find(wanted.begin(), wanted.end(), value) != wanted.end();
        });
    if (!any) return false;
  }
  if (question.ratio_min && (!plan.ratio || plan.ratio->high < *question.ratio_min)) return false;
  if (question.ratio_max && (!plan.ratio || plan.ratio->low > *question.ratio_max)) return false;
  return true;
}

TEST_F(Engine, EveryCountAgreesWithAPlainScan) {
  std::mt19937 random(7);
  const auto below = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
  };
  std::vector<index::Plan> plans;
  for (const auto& record : records_) plans.push_back(index::plan(record));
  for (int round = 0; round < 300; ++round) {
    Question question;
    question.per_page = 100;
    for (std::size_t facet = 0; facet < index::kFacetCount; ++facet) {
      for (std::size_t picks = below(6) < 2 ? 1 + below(2) : 0; picks > 0; --picks) {
        const index::Plan& plan = plans[below(plans.size())];
        const auto& values = plan.filters[facet];
        if (values.empty()) continue;
        const std::string& value = values[below(values.size())];
        auto& selected = question.selected[facet];
        if (std::find(selected.begin(), selected.end(), value) == selected.end())
          selected.push_back(value);
      }
    }
    if (below(3) == 0) question.ratio_min = 1.0 + static_cast<double>(below(3));
    if (below(3) == 0) question.ratio_max = 4.0 + static_cast<double>(below(30));

    const Answer found = answer(*generation_, question);
    std::set<std::string> expected;
    for (std::size_t i = 0; i < records_.size(); ++i)
      if (passes(plans[i], question, index::kFacetCount)) expected.insert(records_[i].id);
    EXPECT_EQ(found.total, expected.size());
    EXPECT_EQ(all_ids(question), expected);
    for (std::size_t facet = 0; facet < index::kFacetCount; ++facet) {
      std::map<std::string, std::size_t> counts;
      for (const index::Plan& plan : plans) {
        if (!passes(plan, question, facet)) continue;
        for (const auto& value : plan.filters[facet]) ++counts[value];
      }
      for (const FacetOption& option : found.facets[facet].options) {
        EXPECT_EQ(option.count, counts[option.value]) << option.value;
        counts.erase(option.value);
      }
      for (const auto& [value, count] : counts) EXPECT_EQ(count, 0U) << value << " is not listed";
    }
  }
}

TEST_F(Engine, AnEmptyAnswerSaysWhatTheFiltersExclude) {
  Question question;
  question.text = "nurse";
  question.ratio_min = 1e6;
  const Answer found = answer(*generation_, question);
  EXPECT_EQ(found.total, 0U);
  ASSERT_TRUE(found.total_without_filters);
  EXPECT_GT(*found.total_without_filters, 0U);
}

}  // namespace
}  // namespace outturn::search
