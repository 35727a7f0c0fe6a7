// SPDX-License-Identifier: GPL-3.0-or-later
// What outturn-index does with a base that is there: history, removal, export, releases,
// verification; and what the server shows of it.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>

#include "tests/integration/harness.h"

namespace outturn::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
namespace fs = std::filesystem;

class BaseCommands : public testing::Test {
 protected:
  void SetUp() override {
    ingest({record_named("one", "One", -0.2), record_named("two", "Two", -0.3)});
  }

  std::string file(const std::vector<Json>& records) {
    const Json corpus{{"format", "outturn-corpus/1"},
                      {"licence", "CC-BY-4.0"},
                      {"sources", {{{"id", "s"}, {"title", "A source"}}}},
                      {"records", records}};
    write_text(folder_ / "some.json", corpus.dump());
    return folder_ / "some.json";
  }
  void ingest(const std::vector<Json>& records) {
    const Finished built = index({"build", file(records), "--base", base_});
    ASSERT_EQ(built.code, 0) << built.err;
  }
  Finished run(Arguments arguments) const {
    arguments.insert(arguments.end(), {"--base", base_});
    return index(arguments);
  }
  Json json(Arguments arguments) const {
    arguments.insert(arguments.end(), {"--format", "json"});
    return Json::parse(run(arguments).out);
  }
  std::string published() const {
    return fs::read_symlink(fs::path(base_) / "current").filename().string();
  }

  TempDir folder_;
  const std::string base_ = folder_ / "base";
};

TEST_F(BaseCommands, LogAndDiffTellWhatChanged) {
  Json changed = record_named("one", "One", -0.2);
  changed["findings"].insert(changed["findings"].begin(),
                             record_named("x", "X", -9)["findings"][0]);
  changed["findings"][0]["measure"] = "arrests";
  changed["findings"][1]["se"] = 0.1;
  ingest({changed});

  const Finished log = run({"log", "one"});
  EXPECT_EQ(log.code, 0) << log.err;
  EXPECT_THAT(log.out, HasSubstr("version 2"));
  EXPECT_THAT(log.out, HasSubstr("changed, from " + (folder_ / "some.json") + ", at /records/0"));
  EXPECT_THAT(log.out, HasSubstr("added     finding 2 (Crime), standard error: 0.1"));
  const Json told = json({"log", "one"});
  ASSERT_EQ(told.at("versions").size(), 2U);
  EXPECT_EQ(told["versions"][1]["changes"].size(), 2U) << told.dump(1);
  EXPECT_EQ(told["versions"][0]["kind"], "added");

  const Json diff = json({"diff", "one", "2", "1"});
  EXPECT_EQ(diff["from"], 2);
  EXPECT_EQ(diff["changes"][0]["pointer"], "/findings/0/se");
  EXPECT_EQ(diff["changes"][0]["kind"], "removed");
  EXPECT_EQ(run({"diff", "one"}).out,
            "one: version 1 to version 2\n"
            "  added     finding 1 (Crime, arrests): outcome: Crime; measure: arrests; metric: "
            "Standardised mean difference; figure: -9; better: Lower is better; result: Positive; "
            "source: s; locator: p. 1\n"
            "  added     finding 2 (Crime), standard error: 0.1\n");
  EXPECT_EQ(run({"log", "nobody"}).code, 66);
  EXPECT_EQ(run({"diff", "one", "7"}).code, 66);
  EXPECT_EQ(run({"diff", "two"}).code, 66);
}

TEST_F(BaseCommands, RemovedIsGoneEverywhereButInItsHistory) {
  const Finished removed = run({"remove", "one", "--reason", "Withdrawn <b>."});
  EXPECT_EQ(removed.code, 0) << removed.err;
  EXPECT_THAT(removed.out, HasSubstr("Published release"));
  {
    const ServeProcess served(base_);
    EXPECT_THAT(all_ids(served), ::testing::ElementsAre("two"));
    const Reply page = served.get("/records/one");
    EXPECT_EQ(page.status, 410);
    EXPECT_THAT(page.body, HasSubstr("Withdrawn &lt;b&gt;."));
    EXPECT_THAT(page.body, HasSubstr("/records/one/history"));
    const Json error = served.json("/api/v1/records/one", 410);
    EXPECT_EQ(error["error"]["code"], "gone");
    EXPECT_THAT(served.get("/records/one/history").body, HasSubstr("Version 2"));
    const Json history = served.json("/api/v1/records/one/history");
    EXPECT_EQ(history["removed"], true);
    EXPECT_EQ(history["versions"][1]["reason"], "Withdrawn <b>.");
  }
  ingest({record_named("one", "One, again", -0.2)});
  const Finished again = index({"build", folder_ / "some.json", "--base", base_});
  EXPECT_THAT(again.out, HasSubstr("1 not taken because they were removed earlier"));
  EXPECT_THAT(run({"export"}).out, Not(HasSubstr("\"one\"")));
  EXPECT_EQ(run({"remove", "one"}).code, 66);

  EXPECT_EQ(run({"restore", "one"}).code, 0);
  EXPECT_EQ(run({"restore", "one"}).code, 64);
  const ServeProcess served(base_);
  EXPECT_EQ(record(served, "one")["title"], "One") << "as it last stood";
}

TEST_F(BaseCommands, AllAreRemovedOrNone) {
  const Finished refused = run({"remove", "one", "nobody"});
  EXPECT_EQ(refused.code, 66);
  EXPECT_THAT(refused.err, HasSubstr("nobody"));
  EXPECT_THAT(refused.err, HasSubstr("Nothing was changed."));
  EXPECT_THAT(run({"export"}).out, HasSubstr("\"one\""));
}

TEST_F(BaseCommands, TheHistoryPageIsPlainAndComplete) {
  Json changed = record_named("one", "<script>", -0.25);
  ingest({changed});
  const ServeProcess served(base_);
  const Reply page = served.get("/records/one/history");
  EXPECT_EQ(page.status, 200);
  EXPECT_FALSE(page.header("etag").empty());
  EXPECT_THAT(page.body, HasSubstr("Version 1"));
  EXPECT_THAT(page.body, HasSubstr("some.json"));
  EXPECT_THAT(page.body, Not(HasSubstr(folder_.path().string()))) << "folders stay private";
  EXPECT_THAT(page.body, HasSubstr("changed from <del>One</del> to <ins>&lt;script&gt;</ins>"));
  EXPECT_THAT(page.body, HasSubstr("figure</b>: changed from <del>-0.2</del> to <ins>-0.25</ins>"));
  EXPECT_THAT(served.get("/records/one").body, HasSubstr("/records/one/history"));
  EXPECT_EQ(served.get("/records/nobody/history").status, 404);
  EXPECT_EQ(served.get("/records//history").status, 404);
  EXPECT_EQ(served.get("/records/one/history?x=1").status, 400);
  EXPECT_EQ(served.json("/api/v1/records/one/history")["versions"].size(), 2U);
  EXPECT_EQ(served.json("/api/v1/records/nobody/history", 404)["error"]["code"], "not_found");
}

TEST_F(BaseCommands, ExportWritesEveryRecordOnALine) {
  const std::string out = folder_ / "out.jsonl";
  const Finished exported = run({"export", "--out", out});
  EXPECT_EQ(exported.code, 0) << exported.err;
  EXPECT_THAT(exported.err, HasSubstr("2 records exported"));
  std::istringstream lines(read_text(out));
  std::vector<Json> records;
  for (std::string line; std::getline(lines, line);) records.push_back(Json::parse(line));
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0]["id"], "one");
  EXPECT_EQ(records[1]["findings"][0]["value"], -0.3);
  EXPECT_EQ(records[0]["sources"][0]["title"], "A source") << "whole, not by reference";
  EXPECT_EQ(read_text(out), run({"export"}).out);

  // What was exported is, ingested again, the very same.
  for (Json& record : records) record["sources"] = {"s"};
  const Finished again = index({"build", file(records), "--base", base_});
  EXPECT_THAT(again.out, HasSubstr("0 added, 0 changed, 2 unchanged"));
  EXPECT_EQ(run({"export", "--out", folder_ / "no/such/folder"}).code, 73);
  EXPECT_FALSE(fs::exists(out + ".part"));
}

TEST_F(BaseCommands, WhatIsExportedIsIngestedAsTheVerySame) {
  const Finished filled = index({"build", setting("OUTTURN_CORPUS"), "--base", base_});
  ASSERT_EQ(filled.code, 0) << filled.err;
  const std::string before = run({"export"}).out;
  const auto round_trip = [&](const std::string& format, const std::string& out,
                              const std::vector<std::string>& read) {
    SCOPED_TRACE(format);
    const Finished exported = run({"export", "--format", format, "--out", folder_ / out});
    EXPECT_EQ(exported.code, 0) << exported.err;
    const std::string other = folder_ / ("base-" + format);
    for (const std::string& one : read) {
      const Finished added = index({"add", folder_ / one, "--base", other});
      EXPECT_EQ(added.code, 0) << added.err << added.out;
      const Finished same = index({"add", folder_ / one, "--base", base_, "--dry-run"});
      EXPECT_THAT(same.out, HasSubstr("180 unchanged")) << same.err;
    }
    EXPECT_EQ(index({"export", "--base", other}).out, before);
  };
  round_trip("jsonl", "all.jsonl", {"all.jsonl"});
  round_trip("xlsx", "all.xlsx", {"all.xlsx"});
  round_trip("csv", "sheets", {"sheets"});
  EXPECT_TRUE(fs::exists(folder_ / "sheets/findings.csv"));
  EXPECT_EQ(run({"export", "--format", "csv"}).code, 64);
  EXPECT_EQ(run({"export", "--format", "0"}).code, 64);
}

TEST_F(BaseCommands, LikelyDuplicatesAreReportedAndNotMerged) {
  EXPECT_THAT(run({"duplicates"}).out, HasSubstr("No two records"));
  const Finished built =
      index({"build", file({record_named("uno", "one", -0.2)}), "--base", base_});
  EXPECT_THAT(built.out, HasSubstr("1 record looks like another"));
  EXPECT_THAT(run({"duplicates"}).out, HasSubstr("uno  one"));
  const Json groups = json({"duplicates"})["groups"];
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0][0]["id"], "one");
  EXPECT_EQ(groups[0][1]["id"], "uno");
  EXPECT_THAT(run({"export"}).out, HasSubstr("\"uno\""));
}

TEST_F(BaseCommands, ARollbackHoldsUntilRebuild) {
  const std::string first = published();
  ingest({record_named("one", "Second", -0.2)});
  const std::string second = published();
  EXPECT_EQ(run({"rollback", "nonsense"}).code, 66);
  const Finished back = run({"rollback"});
  EXPECT_EQ(back.code, 0) << back.err;
  EXPECT_EQ(published(), first);
  EXPECT_EQ(run({"rollback"}).code, 66) << "there is none before the first";

  const Finished held =
      index({"build", file({record_named("one", "Third", -0.2)}), "--base", base_});
  EXPECT_EQ(held.code, 0) << held.err;
  EXPECT_THAT(held.out, HasSubstr("rolled back to release " + first));
  EXPECT_EQ(published(), first) << "a build does not undo a rollback";
  EXPECT_THAT(run({"log", "one"}).out, HasSubstr("Third")) << "and loses nothing";
  EXPECT_EQ(json({"releases"})["rolled_back_to"]["release"], first);

  EXPECT_EQ(run({"rollback", second}).code, 0) << "forward to the newest";
  EXPECT_TRUE(json({"releases"})["rolled_back_to"].is_null());
  EXPECT_EQ(run({"rollback"}).code, 0);
  const Finished rebuilt = run({"rebuild"});
  EXPECT_EQ(rebuilt.code, 0) << rebuilt.err;
  EXPECT_NE(published(), second);
  EXPECT_TRUE(json({"releases"})["rolled_back_to"].is_null());
  const ServeProcess served(base_);
  EXPECT_EQ(record(served, "one")["title"], "Third");
}

TEST_F(BaseCommands, ADamagedReleaseIsNotRolledBackTo) {
  const std::string first = published();
  ingest({record_named("one", "Second", -0.2)});
  std::ofstream(fs::path(base_) / "generations" / first / "evidence.sqlite", std::ios::app) << "x";
  const std::string second = published();
  EXPECT_EQ(run({"rollback"}).code, 65);
  EXPECT_EQ(published(), second);
}

TEST_F(BaseCommands, RebuildMakesANewReleaseOfTheStoreAlone) {
  fs::remove_all(fs::path(base_) / "generations");
  const Finished rebuilt = run({"rebuild"});
  EXPECT_EQ(rebuilt.code, 0) << rebuilt.err;
  EXPECT_THAT(rebuilt.out, HasSubstr("2 records"));
  EXPECT_EQ(run({"verify"}).code, 0);
  EXPECT_EQ(index({"rebuild", "--base", folder_ / "empty"}).code, 66);
}

TEST_F(BaseCommands, GcKeepsThePublishedTheNewestAndWhatIsInUse) {
  std::vector<std::string> ids{published()};
  for (const char* title : {"b", "c", "d", "e"}) {
    ingest({record_named("one", title, -0.2)});
    ids.push_back(published());
  }
  const auto there = [&](std::size_t i) {
    return fs::exists(fs::path(base_) / "generations" / ids[i]);
  };
  EXPECT_EQ(run({"rollback", ids[1]}).code, 0);
  {
    ServeProcess served(base_);  // has the second open
    EXPECT_EQ(run({"rollback", ids[2]}).code, 0);
    const Finished dry = run({"gc", "--keep", "1", "--dry-run"});
    EXPECT_THAT(dry.out, HasSubstr("Would remove " + ids[0]));
    EXPECT_TRUE(there(0));
    // The server takes up the third within a second; whatever it has open then stays.
    const auto in_use = [&](std::size_t i) {
      return json({"releases"})["releases"][i]["in_use"] == true;
    };
    for (int i = 0; i < 100 && !in_use(2); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    EXPECT_TRUE(in_use(2));
    EXPECT_EQ(run({"rollback", ids[3]}).code, 0);
    served.child().signal(SIGSTOP);
    const bool third_in_use = in_use(2);
    const Finished collected = run({"gc", "--keep", "1"});
    EXPECT_EQ(collected.code, 0) << collected.err;
    EXPECT_FALSE(there(0));
    EXPECT_EQ(there(2), third_in_use) << collected.out;
    EXPECT_TRUE(there(3)) << "published";
    EXPECT_TRUE(there(4)) << "the newest: its id is not given again";
    served.child().signal(SIGCONT);
  }
  EXPECT_EQ(run({"gc", "--keep", "1"}).code, 0);
  EXPECT_FALSE(there(2)) << "the server has ended";
  EXPECT_TRUE(there(3));
  EXPECT_EQ(run({"gc", "--keep", "0"}).code, 64);
  EXPECT_EQ(run({"verify"}).code, 0);
}

TEST_F(BaseCommands, VerifyNamesEveryDamage) {
  const Finished sound = run({"verify"});
  EXPECT_EQ(sound.code, 0) << sound.out << sound.err;
  EXPECT_THAT(sound.out, HasSubstr("sound"));
  const fs::path folder = fs::path(base_) / "generations" / published();
  {
    std::fstream index_file(folder / "xapian" / "postlist.glass",
                            std::ios::in | std::ios::out | std::ios::binary);
    index_file.seekp(100);
    index_file << "damage";
  }
  write_text(folder / "stray", "x");
  const Finished damaged = run({"verify"});
  EXPECT_EQ(damaged.code, 65);
  EXPECT_THAT(damaged.out, HasSubstr("postlist.glass"));
  EXPECT_THAT(damaged.out, HasSubstr("stray"));
  const Json json = this->json({"verify"});
  EXPECT_EQ(json["sound"], false);
  EXPECT_GE(json["wrong"].size(), 2U);
  EXPECT_EQ(run({"rebuild"}).code, 0);
  EXPECT_EQ(run({"verify"}).code, 0);
}

TEST_F(BaseCommands, ASecondWriterIsToldWhoTheFirstIs) {
  const std::string lock = (fs::path(base_) / "lock").string();
  const int fd = ::open(lock.c_str(), O_RDWR);
  ASSERT_EQ(::flock(fd, LOCK_EX | LOCK_NB), 0);
  write_text(lock, Json{{"process", ::getpid()},
                        {"host", "elsewhere"},
                        {"since", "2026-11-22T09:30:00Z"},
                        {"command", "outturn-index build x"}}
                       .dump());
  const Finished refused = run({"remove", "one"});
  EXPECT_EQ(refused.code, 75);
  EXPECT_THAT(refused.err, HasSubstr("process " + std::to_string(::getpid()) + " on elsewhere"));
  EXPECT_THAT(refused.err, HasSubstr("2026-11-22T09:30:00Z"));
  EXPECT_THAT(refused.err, HasSubstr("outturn-index build x"));
  ::close(fd);
  EXPECT_EQ(run({"remove", "one"}).code, 0) << "what is left in the file stops nobody";
}

}  // namespace
}  // namespace outturn::test
