// SPDX-License-Identifier: GPL-3.0-or-later
// The entries of a feed: names that never change, and what is said of a change.
#include "server/render/feed_view.h"

#include <gmock/gmock.h>

namespace outturn::render {
namespace {

using evidence::ChangeKind;
using nlohmann::json;
using store::VersionKind;
using ::testing::HasSubstr;
using ::testing::Not;

const Release kRelease{"2026-11-22.1", "2026-11-22T09:30:00Z", 3, 0, 0, "https://a.example"};

search::LatestRecord latest_of(VersionKind kind, std::vector<store::ToldChange> changes = {}) {
  search::LatestRecord out;
  out.record.id = "a-b";
  out.record.title = "A & B";
  out.record.summary = "What it is.";
  out.record.sources.push_back({"s", "A source", {"Ali", "Sharp"}, "The press", 2016, {}, {}});
  out.added = "2026-11-01T00:00:00Z";
  out.version.kind = kind;
  out.version.at = "2026-11-20T00:00:00Z";
  out.changes = std::move(changes);
  return out;
}

store::ToldChange told(ChangeKind kind, std::string place, std::string before, std::string after) {
  return {{"/x", kind, {}, {}}, {std::move(place), std::move(before), std::move(after)}};
}

TEST(StableUrn, IsWhatItAlwaysWas) {
  // Readers of feeds know entries by these names; they must not change.
  EXPECT_EQ(stable_urn("record a-b"), "urn:uuid:16728cc3-754d-87c7-8183-451bdce20849");
  EXPECT_EQ(stable_urn("search "), "urn:uuid:1fde8a78-8132-858c-a513-bfe4b88de509");
}

TEST(StableUrn, IsANameBasedUuidOfVersion8) {
  for (const char* name : {"", "a", "b", "record x", "record y"}) {
    const std::string urn = stable_urn(name);
    ASSERT_EQ(urn.size(), 45U) << urn;
    EXPECT_EQ(urn[23], '8') << urn;
    EXPECT_THAT(std::string("89ab"), HasSubstr(std::string(1, urn[28]))) << urn;
  }
  EXPECT_NE(stable_urn("a"), stable_urn("b"));
}

TEST(News, SaysWhatCame) {
  EXPECT_EQ(news(latest_of(VersionKind::kAdded)), "New.");
  EXPECT_EQ(news(latest_of(VersionKind::kRestored)), "Back after it had been removed.");
  EXPECT_EQ(news(latest_of(VersionKind::kChanged)), "Changed.");
  EXPECT_EQ(news(latest_of(VersionKind::kChanged,
                           {told(ChangeKind::kChanged, "appraisal 1, ratio", "1.9", "2"),
                            told(ChangeKind::kAdded, "finding 2", "", "x"),
                            told(ChangeKind::kRemoved, "note", "y", ""),
                            told(ChangeKind::kReordered, "sources", "", ""),
                            told(ChangeKind::kChanged, "summary", std::string(99, 'a'), "b")})),
            "Changed: appraisal 1, ratio (2, was 1.9); finding 2 added; note taken out; sources in "
            "another order; summary.");
}

TEST(News, OfManyChangesTheFirst) {
  const std::string text =
      news(latest_of(VersionKind::kChanged, std::vector<store::ToldChange>(
                                                8, told(ChangeKind::kAdded, "finding", "", "x"))));
  EXPECT_THAT(text, HasSubstr("; and 3 more."));
}

json view_of(const search::Question& question, const Release& release, std::size_t total = 1) {
  search::Latest latest;
  latest.answer.question = question;
  latest.answer.total = total;
  latest.records.push_back(latest_of(VersionKind::kAdded));
  return feed_view({"/evidence", {}}, release, latest);
}

TEST(FeedView, NamesAreTheSameOnEveryHostAndInEveryRelease) {
  Release other = kRelease;
  other.origin = "http://b.example:8080";
  other.id = "2027-01-01.1";
  const json one = view_of({}, kRelease);
  const json two = view_of({}, other);
  EXPECT_EQ(one["feed_id"], two["feed_id"]);
  EXPECT_EQ(one["entries"][0]["entry_id"], two["entries"][0]["entry_id"]);
  EXPECT_EQ(one["entries"][0]["entry_href"], "https://a.example/evidence/records/a-b");
  EXPECT_EQ(two["self_href"], "http://b.example:8080/evidence/search.atom");
}

TEST(FeedView, ASearchIsTheSameInWhateverOrderAndLook) {
  search::Question question;
  question.text = "nurse";
  const json plain = view_of(question, kRelease);
  question.sort = search::Sort::kTitle;
  question.view = search::View::kTable;
  question.per_page = 5;
  question.offset = 40;
  const json other = view_of(question, kRelease);
  EXPECT_EQ(plain["feed_id"], other["feed_id"]);
  EXPECT_EQ(other["self_href"], "https://a.example/evidence/search.atom?q=nurse");
  EXPECT_EQ(other["feed_title"], "Outturn: nurse");
  question.text = "nurses";
  EXPECT_NE(view_of(question, kRelease)["feed_id"], plain["feed_id"]);
}

TEST(FeedView, DatesAreThoseOfVersions) {
  const json view = view_of({}, kRelease);
  EXPECT_EQ(view["updated"], "2026-11-20T00:00:00Z") << "of its newest entry";
  EXPECT_EQ(view["entries"][0]["entry_published"], "2026-11-01T00:00:00Z");
  search::Latest none;
  EXPECT_EQ(feed_view({"", {}}, kRelease, none)["updated"], kRelease.published);
}

TEST(FeedView, SaysHowManyThereAre) {
  EXPECT_EQ(view_of({}, kRelease)["subtitle"], "1 record, the newest change first.");
  EXPECT_EQ(view_of({}, kRelease, 1204)["subtitle"], "The 1 that changed last of 1,204 records.");
}

TEST(FeedView, HoldsNothingThatXmlCannot) {
  search::Question question;
  question.text =
      "a\x01\xEF\xBF\xBF"
      "b\xEF\xBF\xBE";
  const std::string title = view_of(question, kRelease)["feed_title"];
  EXPECT_THAT(title, Not(HasSubstr("\x01")));
  EXPECT_THAT(title, Not(HasSubstr("\xEF\xBF")));
}

}  // namespace
}  // namespace outturn::render
