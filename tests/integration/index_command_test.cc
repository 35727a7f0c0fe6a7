// SPDX-License-Identifier: GPL-3.0-or-later
// The command line of outturn-index: what it says of bad data, bad places and bad luck, and its
// exit codes.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include <fstream>
#include <regex>

#include "tests/integration/harness.h"

namespace outturn::test {
namespace {

namespace fs = std::filesystem;

/// The smallest corpus file with one sound record.
Json corpus_of_one(const std::string& id) {
  return Json::parse(R"({
    "format": "outturn-corpus/1", "licence": "CC-BY-4.0",
    "sources": [{"id": "s", "title": "A source"}],
    "records": [{
      "id": ")" + id +
                     R"(", "title": "A title", "summary": "A summary.", "type": "programme",
      "evidence": {"design": "modelling"},
      "findings": [{"outcome": "crime", "metric": "smd", "value": -0.2, "better": "lower",
                    "result": "positive", "source": "s", "locator": "p. 1"}],
      "sources": ["s"], "curation": {"added": "2026-11-22"}
    }]})");
}

class IndexCommand : public testing::Test {
 protected:
  /// Writes a file into the folder and gives its path.
  std::string file(const std::string& name, const std::string& text) {
    write_text(folder_ / name, text);
    return folder_ / name;
  }
  std::string json_file(const std::string& name, const Json& json) {
    return file(name, json.dump(1));
  }

  /// Both commands must refuse with `code`, name `where`, give a hint, and leave no base behind.
  void expect_refused(const std::string& path, int code, const std::string& where) {
    SCOPED_TRACE(where);
    const Finished built = index({"build", path, "--base", base_});
    EXPECT_EQ(built.code, code) << built.err;
    EXPECT_NE(built.err.find(where), std::string::npos) << built.err;
    EXPECT_NE(built.err.find("Hint: "), std::string::npos) << built.err;
    EXPECT_FALSE(fs::exists(fs::path(base_) / "current"));
    const Finished checked = index({"check", path});
    EXPECT_EQ(checked.code, code) << checked.err;
    EXPECT_NE((checked.err + checked.out).find(where), std::string::npos) << checked.err;
  }

  TempDir folder_;
  const std::string base_ = folder_ / "base";
};

TEST_F(IndexCommand, SoundDataIsPublished) {
  const std::string good = json_file("good.json", corpus_of_one("one"));
  const Finished built = index({"build", good, "--base", base_});
  EXPECT_EQ(built.code, 0) << built.err;
  EXPECT_NE(built.out.find("Published release"), std::string::npos) << built.out;
  EXPECT_TRUE(fs::is_symlink(fs::path(base_) / "current"));
  EXPECT_TRUE(fs::exists(fs::path(base_) / "current" / "manifest.json"));
}

TEST_F(IndexCommand, CheckOnlyReports) {
  const std::string good = json_file("good.json", corpus_of_one("one"));
  const Finished checked = index({"check", good});
  EXPECT_EQ(checked.code, 0) << checked.err;
  std::size_t entries = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder_.path())) ++entries;
  EXPECT_EQ(entries, 1U) << "check wrote something";
  EXPECT_EQ(index({"check", setting("OUTTURN_CORPUS")}).code, 0);
}

TEST_F(IndexCommand, MalformedJsonNamesThePlace) {
  const std::string bad = file("bad.json", "{\n  \"format\": \"outturn-corpus/1\",\n  oops\n}");
  expect_refused(bad, 1, bad);
  const Finished checked = index({"check", bad});
  EXPECT_TRUE(std::regex_search(checked.err, std::regex("line 3"))) << checked.err;
  for (const char* text : {"", "[]", "null", "\"x\"", "\xff\xfe", "{\"records\": 1}", "{"})
    EXPECT_EQ(index({"check", file("odd.json", std::string(text))}).code, 1) << text;
  EXPECT_EQ(index({"check", file("deep.json", std::string(200000, '['))}).code, 1);
}

TEST_F(IndexCommand, ProblemsInRecords) {
  struct Row {
    const char* pointer;  ///< where to put the bad value
    Json value;
    const char* expected;  ///< what the message must hold
  };
  const Row rows[] = {
      {"/records/0/title", 7, "/records/0/title"},
      {"/records/0/nonsense", "x", "/records/0"},
      {"/records/0/id", "Not A Slug", "/records/0/id"},
      {"/records/0/evidence/design", "no_such_design", "/records/0/evidence/design"},
      {"/records/0/findings/0/outcome", "no_such_outcome", "/records/0/findings/0/outcome"},
      {"/records/0/findings/0/metric", "guess", "/records/0/findings/0/metric"},
      {"/records/0/findings/0/source", "other", "/records/0/findings/0"},
      {"/records/0/sources/0", "other", "/records/0/sources/0"},
      {"/records/0/type", "", "/records/0/type"},
      {"/format", "outturn-corpus/9", "/format"},
  };
  for (const auto& [pointer, value, expected] : rows) {
    Json json = corpus_of_one("one");
    json[Json::json_pointer(pointer)] = value;
    const std::string path = json_file("bad.json", json);
    expect_refused(path, 1, path + ":" + expected);
  }
  Json json = corpus_of_one("one");
  json["records"][0].erase("summary");
  const std::string path = json_file("bad.json", json);
  expect_refused(path, 1, path + ":/records/0");
}

TEST_F(IndexCommand, EveryProblemIsReportedInOneGo) {
  Json json = corpus_of_one("one");
  json["records"].push_back(json["records"][0]);
  json["records"][1]["id"] = "two";
  json["records"][0]["type"] = "nonsense";
  json["records"][1]["evidence"]["design"] = "nonsense";
  const std::string path = json_file("bad.json", json);
  const Finished checked = index({"check", path});
  EXPECT_EQ(checked.code, 1);
  EXPECT_NE(checked.err.find(path + ":/records/0/type"), std::string::npos) << checked.err;
  EXPECT_NE(checked.err.find(path + ":/records/1/evidence/design"), std::string::npos);
  const std::regex line(R"(\S+\.json:/\S* ?.+\. Hint: .+)");
  EXPECT_TRUE(std::regex_search(checked.err, line)) << checked.err;
}

TEST_F(IndexCommand, DuplicateIds) {
  fs::create_directories(folder_ / "corpus");
  json_file("corpus/a.json", corpus_of_one("same-id"));
  json_file("corpus/b.json", corpus_of_one("same-id"));
  expect_refused(folder_ / "corpus", 1, "same-id");
  const Finished checked = index({"check", folder_ / "corpus"});
  EXPECT_NE(checked.err.find("b.json:/records/0"), std::string::npos) << checked.err;
  EXPECT_NE(checked.err.find("a.json"), std::string::npos) << "the first place is not named";
}

TEST_F(IndexCommand, OneBadFileStopsAllAndChangesNothing) {
  ASSERT_EQ(index({"build", json_file("good.json", corpus_of_one("one")), "--base", base_}).code,
            0);
  const auto before = fs::read_symlink(fs::path(base_) / "current");
  fs::create_directories(folder_ / "corpus");
  json_file("corpus/a.json", corpus_of_one("two"));
  file("corpus/b.json", std::string("{"));
  EXPECT_EQ(index({"build", folder_ / "corpus", "--base", base_}).code, 1);
  EXPECT_EQ(fs::read_symlink(fs::path(base_) / "current"), before);
}

TEST_F(IndexCommand, PathsThatCannotBeRead) {
  expect_refused(folder_ / "none.json", 66, "none.json");
  fs::create_directories(folder_ / "empty");
  expect_refused(folder_ / "empty", 66, "empty");
}

TEST_F(IndexCommand, UnreadableFile) {
  const std::string secret = json_file("secret.json", corpus_of_one("one"));
  fs::permissions(secret, fs::perms::none);
  fs::permissions(folder_.path(), fs::perms::owner_all | fs::perms::others_all);
  Arguments arguments{setting("OUTTURN_INDEX"), "check", secret};
  if (geteuid() == 0) {  // root may read anything: ask as nobody
    const Arguments drop{"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
    arguments.insert(arguments.begin(), drop.begin(), drop.end());
    if (run({"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
             setting("OUTTURN_INDEX"), "--version"})
            .code != 0)
      GTEST_SKIP() << "cannot drop privileges here";
  }
  const Finished checked = run(arguments);
  EXPECT_EQ(checked.code, 66) << checked.err;
  EXPECT_NE(checked.err.find("secret.json"), std::string::npos) << checked.err;
}

TEST_F(IndexCommand, BaseThatCannotBeWritten) {
  const std::string good = json_file("good.json", corpus_of_one("one"));
  const std::string in_the_way = file("file", std::string("not a folder"));
  for (const std::string& base :
       {in_the_way, in_the_way + "/below", std::string("/proc/outturn")}) {
    const Finished built = index({"build", good, "--base", base});
    EXPECT_EQ(built.code, 73) << base << ": " << built.err;
    EXPECT_NE(built.err.find(base), std::string::npos) << built.err;
  }
}

TEST_F(IndexCommand, DiskFull) {
  const std::string good = json_file("good.json", corpus_of_one("one"));
  ASSERT_EQ(index({"build", good, "--base", base_}).code, 0);
  const auto before = fs::read_symlink(fs::path(base_) / "current");
  const std::string other = json_file("other.json", corpus_of_one("two"));
  // A limit on file sizes fails a write as a full disk does; at several heights, to fail in several
  // places.
  for (const char* blocks : {"0", "1", "4", "8"}) {
    const Finished built = run({"bash", "-c", std::string("ulimit -f ") + blocks + "; exec \"$@\"",
                                "bash", setting("OUTTURN_INDEX"), "build", other, "--base", base_});
    EXPECT_EQ(built.code, 73) << blocks << " blocks: " << built.out << built.err;
    EXPECT_FALSE(built.err.empty());
    EXPECT_EQ(fs::read_symlink(fs::path(base_) / "current"), before) << blocks;
  }
  const Finished again = index({"build", other, "--base", base_});
  EXPECT_EQ(again.code, 0) << "it does not recover: " << again.err;
  EXPECT_NE(fs::read_symlink(fs::path(base_) / "current"), before);
  std::size_t generations = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(base_) / "generations")) {
    EXPECT_TRUE(fs::exists(entry.path() / "manifest.json"))
        << entry.path() << " was left half built";
    ++generations;
  }
  EXPECT_EQ(generations, 2U);
}

TEST_F(IndexCommand, BaseOfANewerVersion) {
  const std::string good = json_file("good.json", corpus_of_one("one"));
  ASSERT_EQ(index({"build", good, "--base", base_}).code, 0);
  {
    // SQLite keeps the user version at byte 60 of the file, big-endian.
    std::fstream store(base_ + "/evidence.sqlite", std::ios::in | std::ios::out | std::ios::binary);
    store.seekp(60);
    store.write("\0\0\x03\xe7", 4);
  }
  const Finished built =
      index({"build", json_file("other.json", corpus_of_one("two")), "--base", base_});
  EXPECT_EQ(built.code, 78) << built.err;
  EXPECT_NE(built.err.find("evidence.sqlite"), std::string::npos) << built.err;
}

TEST_F(IndexCommand, StoreThatIsNoStore) {
  fs::create_directories(base_);
  write_text(base_ + "/evidence.sqlite", std::string(5000, 'x'));
  const Finished built =
      index({"build", json_file("good.json", corpus_of_one("one")), "--base", base_});
  EXPECT_EQ(built.code, 65) << built.err;
  EXPECT_NE(built.err.find("evidence.sqlite"), std::string::npos) << built.err;
}

TEST_F(IndexCommand, BusyBase) {
  const std::string good = json_file("good.json", corpus_of_one("one"));
  ASSERT_EQ(index({"build", good, "--base", base_}).code, 0);
  const int fd = open((base_ + "/lock").c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_GE(fd, 0);
  ASSERT_EQ(flock(fd, LOCK_EX | LOCK_NB), 0);
  const std::string other = json_file("other.json", corpus_of_one("two"));
  const Finished built = index({"build", other, "--base", base_});
  EXPECT_EQ(built.code, 75) << built.err;
  EXPECT_NE(built.err.find("Hint: "), std::string::npos) << built.err;
  close(fd);
  EXPECT_EQ(index({"build", other, "--base", base_}).code, 0);
}

TEST_F(IndexCommand, WrongUsage) {
  const Arguments rows[] = {{},        {"nonsense"},   {"build"},
                            {"check"}, {"build", "x"}, {"check", "x", "--nonsense"}};
  for (const Arguments& arguments : rows) {
    const Finished finished = index(arguments);
    EXPECT_EQ(finished.code, 64) << (arguments.empty() ? "" : arguments.back()) << finished.err;
    EXPECT_FALSE(finished.err.empty());
  }
  for (const char* flag : {"--help", "--version"}) {
    const Finished finished = index({flag});
    EXPECT_EQ(finished.code, 0) << flag;
    EXPECT_FALSE(finished.out.empty()) << flag;
  }
}

}  // namespace
}  // namespace outturn::test
