// SPDX-License-Identifier: GPL-3.0-or-later
// Atom feeds of the real server: held against RFC 4287 by a library that is not ours, and followed
// through a change of the evidence.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <thread>

#include "tests/integration/crawler.h"
#include "tests/integration/harness.h"

namespace outturn::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// What stands in each element of that name, as it is written.
std::vector<std::string> texts(const std::string& xml, const std::string& name) {
  std::vector<std::string> out;
  const std::string open = "<" + name + ">";
  for (auto at = xml.find(open); at != std::string::npos; at = xml.find(open, at + 1)) {
    const auto begin = at + open.size();
    out.push_back(xml.substr(begin, xml.find("</", begin) - begin));
  }
  return out;
}

std::vector<std::string> entries(const std::string& feed) {
  std::vector<std::string> out;
  for (auto at = feed.find("<entry>"); at != std::string::npos; at = feed.find("<entry>", at + 1))
    out.push_back(feed.substr(at, feed.find("</entry>", at) - at));
  return out;
}

/// How the checker ends, and what it says.
Finished check(const std::string& feed) {
  const TempDir folder;
  write_text(folder / "feed.atom", feed);
  return run({"ruby", setting("OUTTURN_CHECK_FEED"), folder / "feed.atom"});
}

std::string without(std::string text, const std::string& pattern) {
  return std::regex_replace(text, std::regex(pattern), "", std::regex_constants::format_first_only);
}

TEST(Feeds, AreValid) {
  for (const char* query :
       {"", "?q=nurse", "?outcome=crime&sort=ratio", "?q=%3Cb%3E%26%22'%5D%5D%3E",
        "?q=%EF%BF%BF%01%F0%9F%91%B6", "?ratio_min=1&country=GB&view=table&per_page=5"}) {
    const Reply reply = server().get(std::string("/search.atom") + query);
    ASSERT_EQ(reply.status, 200) << query;
    EXPECT_EQ(reply.header("content-type"), "application/atom+xml; charset=utf-8") << query;
    const Finished checked = check(reply.body);
    EXPECT_EQ(checked.code, 0) << query << '\n' << checked.err << reply.body.substr(0, 1500);
    EXPECT_EQ(checked.out, std::to_string(entries(reply.body).size()) + "\n") << query;
  }
}

TEST(Feeds, TheCheckerBites) {
  const std::string feed = server().get("/search.atom?q=nurse").body;
  ASSERT_EQ(check(feed).code, 0);
  for (const char* part : {"<id>.*</id>", "<updated>.*</updated>", "</entry>", "term=\"[^\"]*\""})
    EXPECT_NE(check(without(feed, part)).code, 0) << part;
}

TEST(Feeds, HoldAtMostFiftyAndSayHowManyThereAre) {
  const std::string feed = server().get("/search.atom").body;
  EXPECT_EQ(entries(feed).size(), 50U);
  const std::size_t all = server().json("/api/v1/search").at("total");
  EXPECT_THAT(texts(feed, "subtitle"),
              ElementsAre("The 50 that changed last of " + std::to_string(all) + " records."));
}

TEST(Feeds, HoldWhatTheSearchFinds) {
  const Json answer = server().json("/api/v1/search?q=nurse&per_page=100");
  std::set<std::string> wanted;
  for (const Json& result : answer.at("results"))
    wanted.insert("http://localhost/records/" + result.at("id").get<std::string>());
  const std::string feed = server().get("/search.atom?q=nurse").body;
  std::set<std::string> found;
  const std::regex link("<link rel=\"alternate\" type=\"text/html\" href=\"([^\"]*)\"/>");
  for (const std::string& entry : entries(feed)) {
    std::smatch match;
    ASSERT_TRUE(std::regex_search(entry, match, link)) << entry;
    found.insert(match[1]);
    const std::string page = match[1];
    EXPECT_EQ(server().get(page.substr(std::string("http://localhost").size())).status, 200);
    EXPECT_EQ(texts(entry, "name").size(), 1U);
  }
  EXPECT_THAT(feed, HasSubstr("<category term=\"crime\" label=\"Crime\"/>"));
  EXPECT_EQ(found, wanted);
  EXPECT_THAT(feed, HasSubstr("<link rel=\"self\" type=\"application/atom+xml\" "
                              "href=\"http://localhost/search.atom?q=nurse\"/>"));
}

TEST(Feeds, IdsAreAbsoluteUniqueAndTheSameOnEveryHost) {
  const std::string feed = server().get("/search.atom").body;
  const auto ids = texts(feed, "id");
  EXPECT_EQ(std::set(ids.begin(), ids.end()).size(), ids.size());
  const std::regex urn(
      "urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  for (const std::string& id : ids) EXPECT_TRUE(std::regex_match(id, urn)) << id;
  const ServeProcess elsewhere(shared_base(), {"--base-url", "https://other.example/evidence"});
  const std::string other = elsewhere.get("/search.atom?sort=title").body;
  EXPECT_EQ(texts(other, "id"), ids);
  EXPECT_THAT(other, HasSubstr("https://other.example/evidence/search.atom"));
}

TEST(Feeds, AWrongSearchIsRefused) {
  const Reply reply = server().get("/search.atom?ratio_min=abc&nonsense=1");
  EXPECT_EQ(reply.status, 400);
  EXPECT_THAT(reply.body, HasSubstr("ratio_min"));
  EXPECT_THAT(reply.body, HasSubstr("nonsense"));
}

TEST(Feeds, AnUnchangedOneIsNotSentAnew) {
  const std::string tag = server().get("/search.atom?q=nurse").header("etag");
  ASSERT_NE(tag, "");
  EXPECT_EQ(server().get("/search.atom?q=nurse", "If-None-Match: " + tag + "\r\n").status, 304);
}

/// A base of two records, changed again and again.
class FollowedFeed : public testing::Test {
 protected:
  void ingest(const std::vector<Json>& records) {
    const Json source{{"id", "s"}, {"title", "A source"}, {"publisher", "The <press>"}};
    const Json corpus{{"format", "outturn-corpus/1"},
                      {"licence", "CC-BY-4.0"},
                      {"sources", {source}},
                      {"records", records}};
    write_text(folder_ / "some.json", corpus.dump());
    const Finished built = index({"build", folder_ / "some.json", "--base", base_});
    ASSERT_EQ(built.code, 0) << built.err;
  }
  std::string feed() const { return ServeProcess(base_).get("/search.atom").body; }

  TempDir folder_;
  std::string base_ = folder_ / "base";
};

TEST_F(FollowedFeed, TellsWhatChanged) {
  ingest({record_named("one", "One", -0.2), record_named("two", "Two", -0.3)});
  const std::string first = feed();
  ASSERT_EQ(check(first).code, 0) << check(first).err;
  ASSERT_EQ(entries(first).size(), 2U);
  EXPECT_THAT(entries(first)[0], HasSubstr("<summary>New. Our own words.</summary>"));
  EXPECT_THAT(entries(first)[0], HasSubstr("<name>The &lt;press&gt;</name>"));

  std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // times have whole seconds
  ingest({record_named("one", "One", -0.25), record_named("two", "Two", -0.3)});
  const std::string second = feed();
  ASSERT_EQ(check(second).code, 0) << check(second).err;
  const auto now = entries(second);
  ASSERT_EQ(now.size(), 2U);
  EXPECT_EQ(texts(now[0], "title"), std::vector<std::string>{"One"});
  EXPECT_THAT(now[0], HasSubstr("<summary>Changed: finding 1 (Crime), figure (-0.25, was -0.2). "));
  EXPECT_EQ(texts(now[0], "id"), texts(entries(first)[1], "id")) << "the same entry";
  EXPECT_EQ(texts(now[0], "published"), texts(entries(first)[1], "published"));
  EXPECT_GT(texts(now[0], "updated")[0], texts(now[0], "published")[0]);
  EXPECT_EQ(texts(second, "updated")[0], texts(now[0], "updated")[0]) << "the feed's is the newest";
  EXPECT_EQ(texts(second, "id")[0], texts(first, "id")[0]);
  EXPECT_EQ(now[1], entries(first)[0]) << "what did not change is as it was";

  ASSERT_EQ(index({"remove", "one", "--reason", "Withdrawn.", "--base", base_}).code, 0);
  const std::string third = feed();
  EXPECT_EQ(check(third).code, 0) << check(third).err;
  EXPECT_EQ(entries(third).size(), 1U);
  EXPECT_THAT(third, Not(HasSubstr("/records/one")));
  ASSERT_EQ(index({"restore", "one", "--base", base_}).code, 0);
  EXPECT_THAT(entries(feed())[0], HasSubstr("Back after it had been removed."));
}

TEST_F(FollowedFeed, OfAnEmptyBaseIsValid) {
  ingest({record_named("one", "One", -0.2)});
  ASSERT_EQ(index({"remove", "one", "--reason", "Withdrawn.", "--base", base_}).code, 0);
  const std::string empty = feed();
  EXPECT_EQ(check(empty).code, 0) << check(empty).err;
  EXPECT_EQ(check(empty).out, "0\n");
}

}  // namespace
}  // namespace outturn::test
