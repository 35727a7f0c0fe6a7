// SPDX-License-Identifier: GPL-3.0-or-later
// outturn-index add: what is sound is taken, the rest is accounted for; dry runs, interruption, and
// the same file twice.
#include <gtest/gtest.h>

#include <csignal>

#include "tests/integration/harness.h"

namespace outturn::test {
namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;

Json sound(const std::string& id) {
  return Json::parse(R"({
    "id": ")" + id + R"(", "title": "A title", "summary": "A summary.", "type": "programme",
    "evidence": {"design": "modelling"},
    "findings": [{"outcome": "crime", "metric": "smd", "value": -0.2, "better": "lower",
                  "result": "positive", "source": "s", "locator": "p. 1"}],
    "sources": [{"id": "s", "title": "A source"}], "curation": {"added": "2026-11-22"}})");
}

class AddCommand : public testing::Test {
 protected:
  std::string file(const std::string& name, const std::string& text) {
    write_text(folder_ / name, text);
    return folder_ / name;
  }

  /// JSON lines of so many sound records.
  std::string lines(const std::string& name, int records, const std::string& title = "A title") {
    std::string text;
    for (int i = 0; i < records; ++i) {
      Json record = sound("record-" + std::to_string(i));
      record["title"] = title;
      text += record.dump() + "\n";
    }
    return file(name, text);
  }

  Finished add(const std::string& path, const Arguments& more = {}) const {
    Arguments arguments{"add", path, "--base", base_};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return index(arguments);
  }

  Json account(const std::string& path, const Arguments& more = {}) const {
    Arguments arguments{"--format", "json", "--quiet"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Finished done = add(path, arguments);
    EXPECT_EQ(done.err, "");
    return Json::parse(done.out);
  }

  TempDir folder_;
  const std::string base_ = folder_ / "base";
};

TEST_F(AddCommand, TheSameFileTwiceChangesNothing) {
  const std::string path = lines("a.jsonl", 3);
  const Finished first = add(path);
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_NE(first.out.find("3 records with 3 findings and 0 appraisals: 3 added, 0 changed"),
            std::string::npos)
      << first.out;
  const auto release = fs::read_symlink(fs::path(base_) / "current");
  const Finished second = add(path);
  EXPECT_EQ(second.code, 0);
  EXPECT_NE(second.out.find("0 added, 0 changed, 3 unchanged"), std::string::npos) << second.out;
  EXPECT_EQ(fs::read_symlink(fs::path(base_) / "current"), release);
}

TEST_F(AddCommand, SoundRecordsAreTakenAndTheRestIsAccountedFor) {
  Json wrong = sound("two");
  wrong["findings"][0]["outcome"] = "crme";
  const std::string path = file("mixed.jsonl", sound("one").dump() + "\n" + wrong.dump() +
                                                   "\n{\"id\": oops}\n" + sound("three").dump());
  const Finished done = add(path);
  EXPECT_EQ(done.code, 1);
  EXPECT_NE(done.out.find("2 records"), std::string::npos) << done.out;
  EXPECT_NE(done.out.find("Refused: 2 records"), std::string::npos) << done.out;
  EXPECT_NE(done.out.find("mixed.jsonl:2"), std::string::npos) << done.out;
  EXPECT_NE(done.out.find("mixed.jsonl:3"), std::string::npos) << done.out;
  EXPECT_NE(done.out.find("crime"), std::string::npos) << "no hint: " << done.out;
  EXPECT_TRUE(fs::exists(fs::path(base_) / "current"));
}

TEST_F(AddCommand, AnIdUsedTwiceIsRefusedTheSecondTime) {
  const std::string path =
      file("twice.jsonl", sound("one").dump() + "\n" + sound("one").dump() + "\n");
  const Json told = account(path);
  EXPECT_EQ(told.at("added"), 1);
  EXPECT_EQ(told.at("refused").at("records"), 1);
  EXPECT_NE(told.at("faults").at(0).at("message").get<std::string>().find("twice.jsonl:1"),
            std::string::npos)
      << told.dump(1);
}

TEST_F(AddCommand, ADryRunChangesNothing) {
  const Json none = account(lines("a.jsonl", 3), {"--dry-run"});
  EXPECT_EQ(none.at("added"), 3);
  EXPECT_TRUE(none.at("release").is_null());
  EXPECT_FALSE(fs::exists(base_));
  ASSERT_EQ(add(lines("a.jsonl", 3)).code, 0);
  const auto release = fs::read_symlink(fs::path(base_) / "current");
  const Json some = account(lines("b.jsonl", 4, "Another title"), {"--dry-run"});
  EXPECT_EQ(some.at("added"), 1);
  EXPECT_EQ(some.at("changed"), 3);
  EXPECT_EQ(fs::read_symlink(fs::path(base_) / "current"), release);
  EXPECT_EQ(account(lines("c.jsonl", 3)).at("unchanged"), 3) << "the dry run left something behind";
}

TEST_F(AddCommand, InterruptedItKeepsWholeRecordsAndGoesOnWhenRunAgain) {
  const int all = 20000;
  const std::string path = lines("many.jsonl", all);
  Child child({setting("OUTTURN_INDEX"), "add", path, "--base", base_, "--commit-every", "50"});
  const fs::path journal = fs::path(base_) / "evidence.sqlite-wal";
  std::error_code none_yet;
  while (!fs::exists(journal, none_yet) || fs::file_size(journal, none_yet) < 4'000'000)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  child.signal(SIGINT);
  const auto code = child.wait(seconds(20));
  ASSERT_EQ(code, 130) << child.err() << child.out();
  EXPECT_NE(child.out().find("Stopped as asked"), std::string::npos) << child.out();
  EXPECT_FALSE(fs::exists(fs::path(base_) / "current")) << "half a file was published";
  const Json rest = account(path);
  EXPECT_EQ(rest.at("records"), all);
  EXPECT_GT(rest.at("unchanged"), 0);
  EXPECT_GT(rest.at("added"), 0) << "it was not stopped in the middle";
  EXPECT_EQ(rest.at("unchanged").get<int>() + rest.at("added").get<int>(), all);
}

TEST_F(AddCommand, WhatItCannotReadHasAnExitCode) {
  EXPECT_EQ(add(folder_ / "none.jsonl").code, 66);
  EXPECT_EQ(add(folder_.path()).code, 66);
  EXPECT_EQ(add(lines("a.jsonl", 1), {"--commit-every", "0"}).code, 64);
  EXPECT_EQ(add(lines("a.jsonl", 1), {"--format", "xml"}).code, 64);
}

}  // namespace
}  // namespace outturn::test
