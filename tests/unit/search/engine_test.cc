// SPDX-License-Identifier: GPL-3.0-or-later
// The engine on the shipped corpus: ranking, and every count against a plain scan of the records.
#include "server/search/engine.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <future>
#include <map>
#include <set>
#include <tuple>

#include "schema/base/text.h"
#include "schema/evidence/derive.h"
#include "schema/index/contribution.h"
#include "server/search/cursor.h"
#include "tests/unit/engine/plain_scan.h"
#include "tests/unit/engine/random_records.h"
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
  /// What is left of an answer that is asked for its total and its words alone.
  static void expect_same_total(const Answer& whole, const Answer& total) {
    EXPECT_EQ(total.total, whole.total);
    EXPECT_EQ(total.approximate, whole.approximate);
    EXPECT_TRUE(total.hits.empty() && total.near.empty() && total.histograms.empty());
    const auto set = [](const Answer& answer) {
      std::set<std::tuple<index::FilterId, std::string, std::string>> out;
      for (const Facet& facet : answer.facets)
        for (const FacetOption& option : facet.options)
          if (option.selected) out.emplace(facet.filter, option.value, option.label);
      return out;
    };
    EXPECT_EQ(set(total), set(whole)) << "question_words() reads the labels of what is set";
  }

  static inline testing::TemporaryFolder* folder_ = nullptr;
  static inline std::vector<evidence::Record> records_;
  static inline std::shared_ptr<const Generation> generation_;
};

/// One to three filters, whose values and ends some record has.
FilterSet filters_like(testing::Random& random, const std::vector<testing::PlainRecord>& plain) {
  FilterSet out;
  const auto draw = [&](std::size_t n) {
    return static_cast<std::size_t>(testing::between(random, 0, static_cast<int>(n) - 1));
  };
  for (std::size_t left = 1 + draw(3); left > 0; --left) {
    const testing::PlainRecord& record = plain[draw(plain.size())];
    const auto& rows =
        draw(2) == 0 || record.findings.empty() ? record.appraisals : record.findings;
    const testing::PlainRow& row =
        draw(3) == 0 || rows.empty() ? record.record : rows[draw(rows.size())];
    for (const auto& [filter, values] : row.values)
      if (!values.empty() && draw(row.values.size()) == 0)
        out.chosen(filter) = {values[draw(values.size())]};
    for (const auto& [filter, span] : row.spans)
      if (draw(row.spans.size() + 1) == 0) out.range(filter).least = span.first;
  }
  return out;
}

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
    question.filters.range(index::FilterId::kRatio) = {low, high};
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

TEST_F(Engine, OrdersByRatioKeepToOneClassAndSayIt) {
  Question question;
  question.per_page = 100;
  question.sort = Sort::kRatio;
  const Answer found = answer(*generation_, question);
  EXPECT_FALSE(found.comparable.kind.empty());
  EXPECT_GT(found.with_figure, 5U);
  double last = INFINITY;
  for (std::size_t i = 0; i < found.hits.size(); ++i) {
    double middle = -1;  // of the first appraisal in that class
    for (const auto& row : index::columns_of(found.hits[i].record, index::Disputed::kNo).appraisals)
      if (middle < 0 && row.kind == found.comparable.kind &&
          row.perspective == found.comparable.perspective && !std::isnan(row.ratio_mid))
        middle = row.ratio_mid;
    EXPECT_EQ(middle >= 0, i < found.with_figure) << "records without such a ratio come last";
    if (middle < 0) continue;
    EXPECT_LE(middle, last);
    last = middle;
  }
}

TEST_F(Engine, OrdersByTitle) {
  Question question;
  question.per_page = 100;
  question.sort = Sort::kTitle;
  std::string title;
  for (const Hit& hit : answer(*generation_, question).hits) {
    const std::string next = index::columns_of(hit.record, index::Disputed::kNo).title_key;
    EXPECT_LE(title, next);
    title = next;
  }
}

TEST_F(Engine, SaysWhichFieldsHaveTheWords) {
  const Answer found = ask("nurse");
  ASSERT_FALSE(found.hits.empty());
  const std::vector<Reason>& why = found.hits[0].why;
  ASSERT_FALSE(why.empty());
  EXPECT_EQ(why[0].field, "title");
  EXPECT_EQ(why[0].words, std::vector<std::string>{"nurse"});
  for (const Hit& hit : found.hits) {
    EXPECT_FALSE(hit.why.empty()) << hit.record.id;
    const bool said = std::any_of(hit.why.begin(), hit.why.end(),
                                  [](const Reason& one) { return one.field == "summary"; });
    const bool has = base::lower(hit.record.summary).find("nurs") != std::string::npos;
    EXPECT_EQ(said, has) << hit.record.id;
  }
  EXPECT_TRUE(ask("").hits[0].why.empty());
}

TEST_F(Engine, GroupsByProgramme) {
  Question question;
  question.per_page = 100;
  question.grouping = Grouping::kProgramme;
  const Answer found = answer(*generation_, question);
  std::set<std::string> seen;
  std::size_t records = 0;
  for (const Hit& hit : found.hits) {
    records += hit.in_programme;
    if (hit.record.programme) {
      EXPECT_TRUE(seen.insert(hit.record.programme->name).second) << hit.record.id;
    }
  }
  EXPECT_LT(found.hits.size(), found.total);
  if (!found.next_offset) {
    EXPECT_EQ(records, found.total);
  }
}

TEST_F(Engine, PagesReachEveryRecordOnce) {
  for (const auto& [sort, name] : kSorts) {
    SCOPED_TRACE(name);
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

TEST_F(Engine, EveryCountAgreesWithAPlainScan) {
  testing::Random random(7);
  std::vector<testing::PlainRecord> plain;
  std::map<std::string, std::size_t> places;
  for (const auto& record : records_) {
    const auto flags = find_record(*generation_, record.id).value().flags;
    const bool disputed = std::any_of(flags.begin(), flags.end(), [](const auto& flag) {
      return evidence::disputes(flag.severity);
    });
    places[record.id] = plain.size();
    plain.push_back(testing::plain(static_cast<unsigned>(plain.size()) + 1, record, disputed));
  }
  std::size_t found_something = 0;
  for (int round = 0; round < 80; ++round) {
    Question question;
    question.per_page = 100;
    question.filters = filters_like(random, plain);
    const std::string words[] = {"", "children", "school OR crime", "-parents"};
    question.text = words[testing::between(random, 0, 3)];
    question.sort = kSorts[static_cast<std::size_t>(testing::between(random, 0, 6))].first;
    Question bare;
    bare.text = question.text;
    const std::set<std::string> in_text = all_ids(bare);
    std::set<std::string> expected;
    for (const auto& [id, place] : places)
      if (in_text.contains(id) && testing::passes(plain[place], question.filters))
        expected.insert(id);
    const Answer found = answer(*generation_, question);
    found_something += !expected.empty();
    EXPECT_EQ(found.total, expected.size());
    EXPECT_EQ(all_ids(question), expected);
    expect_same_total(found, answer(*generation_, question, kTotalAlone));
    for (const Facet& facet : found.facets)
      for (const FacetOption& option : facet.options) {
        std::size_t count = 0;
        for (const std::string& id : in_text)
          count +=
              testing::passes_with(plain[places[id]], question.filters, facet.filter, option.value);
        EXPECT_EQ(option.count, count) << option.value;
      }
    for (const Lifted& lifted : found.lifted) {
      FilterSet rest = question.filters;
      rest.chosen(lifted.filter).clear();
      rest.range(lifted.filter) = {};
      std::size_t count = 0;
      for (const std::string& id : in_text) count += testing::passes(plain[places[id]], rest);
      EXPECT_EQ(lifted.total, count);
    }
  }
  EXPECT_GT(found_something, 20U) << "questions that find nothing prove little";
}

TEST_F(Engine, AnEmptyAnswerSaysWhatTheFiltersExclude) {
  Question question;
  question.text = "nurse";
  question.filters.range(index::FilterId::kRatio).least = 1e6;
  const Answer found = answer(*generation_, question);
  EXPECT_EQ(found.total, 0U);
  EXPECT_EQ(found.total_without_filters, ask("nurse").total);
  ASSERT_EQ(found.lifted.size(), 1U);
  EXPECT_EQ(found.lifted[0].filter, index::FilterId::kRatio);
  EXPECT_EQ(found.lifted[0].total, found.total_without_filters);
}

/// What waits for a place does not end before one is free.
bool ends(const std::future<void>& work, std::chrono::milliseconds within) {
  return work.wait_for(within) == std::future_status::ready;
}

TEST_F(Engine, DownloadsAndSearchesDoNotWaitForOneAnother) {
  using namespace std::chrono_literals;
  constexpr auto kLong = 60s;  // of a machine that is busy with other tests
  Question question;
  question.text = "children";
  const auto download = [&] { whole(*generation_, question, Patience::kDownload); };
  const auto page = [&] { whole(*generation_, question, Patience::kPage); };
  const auto search = [&] { answer(*generation_, question); };
  std::future<void> waiting_page;
  std::future<void> waiting_search;
  std::future<void> waiting_download;
  {
    std::vector<Generation::Turn> taken;
    for (std::size_t i = 0; i < Generation::most_turns(); ++i) taken.push_back(generation_->turn());
    waiting_page = std::async(std::launch::async, page);
    waiting_search = std::async(std::launch::async, search);
    waiting_download = std::async(std::launch::async, download);
    EXPECT_TRUE(ends(waiting_download, kLong)) << "a download holds a place of the searches";
    EXPECT_FALSE(ends(waiting_page, 200ms));
    EXPECT_FALSE(ends(waiting_search, 0ms));
  }
  EXPECT_TRUE(ends(waiting_page, kLong)) << "a place was not given back";
  EXPECT_TRUE(ends(waiting_search, kLong));
  waiting_download.get();
}

}  // namespace
}  // namespace outturn::search
