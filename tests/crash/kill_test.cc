// SPDX-License-Identifier: GPL-3.0-or-later
// SIGKILL at random instants of ingest, build and publish: no committed record may be missing
// afterwards, and what was published must go on being served.
#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <thread>

#include "schema/store/layout.h"
#include "schema/store/manifest.h"
#include "schema/store/reader.h"
#include "tests/integration/process.h"

namespace outturn::test {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using Json = nlohmann::json;

constexpr int kRecords = 120;

std::string environment(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : otherwise;
}

Json corpus() {
  Json all;
  for (const auto& entry : fs::directory_iterator(environment("OUTTURN_CORPUS", "corpus"))) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream in(entry.path());
    Json file = Json::parse(in);
    if (file.contains("records") &&
        (all.is_null() || file["records"].size() > all["records"].size()))
      all = std::move(file);
  }
  return all;
}

/// Stands for the number of the round.
constexpr std::string_view kRound = "@ROUND@";

/// Real records under new ids; every round words every title anew, so that there is work to kill.
std::string records_of(const Json& corpus) {
  Json file = corpus;
  file["records"] = Json::array();
  for (int i = 0; i < kRecords; ++i) {
    Json record = corpus["records"][static_cast<std::size_t>(i) % corpus["records"].size()];
    record["id"] = fmt::format("record-{}", i);
    record["title"] = fmt::format("{} {}, round {}", record["title"].get<std::string>(), i, kRound);
    record.erase("supersedes");
    file["records"].push_back(std::move(record));
  }
  return file.dump();
}

void write_round(const std::string& records, int round, const fs::path& path) {
  std::ofstream out(path);
  std::string_view rest = records;
  for (auto at = rest.find(kRound); at != rest.npos; at = rest.find(kRound)) {
    out << rest.substr(0, at) << round;
    rest.remove_prefix(at + kRound.size());
  }
  out << rest;
}

std::set<std::pair<long long, int>> versions_in(const fs::path& store) {
  std::set<std::pair<long long, int>> out;
  const SQLite::Database database(store.string(), SQLite::OPEN_READONLY, 5000);
  SQLite::Statement query(database, "SELECT number, version FROM record_version");
  while (query.executeStep())
    out.emplace(query.getColumn(0).getInt64(), query.getColumn(1).getInt());
  return out;
}

/// Whether a release is being sealed: its manifest is written last, before it is put in place.
bool is_sealing(const fs::path& generations) {
  std::error_code gone;  // folders come and go while we look
  for (fs::directory_iterator it(generations, gone), end; !gone && it != end; it.increment(gone))
    if (it->path().filename().string().starts_with(".building-") &&
        fs::exists(it->path() / store::kManifestFile, gone))
      return true;
  return false;
}

class Kill : public testing::Test {
 protected:
  Kill() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~Kill() override { fs::remove_all(folder_); }

  Arguments add() const {
    return {environment("OUTTURN_INDEX", "outturn-index"),
            "add",
            file_,
            "--base",
            layout_.base,
            "--commit-every",
            "15"};
  }

  /// What must hold of the base at any time once something was published.
  void expect_whole() {
    const auto reader = store::Reader::open(layout_.store(), store::Access::kLive);
    ASSERT_TRUE(reader) << base::to_text(reader.error());
    SQLite::Database database(layout_.store().string(), SQLite::OPEN_READONLY, 5000);
    EXPECT_EQ(database.execAndGet("PRAGMA quick_check").getString(), "ok");
    const auto versions = versions_in(layout_.store());
    for (const auto& one : committed_)
      ASSERT_TRUE(versions.contains(one))
          << "version " << one.second << " of record " << one.first << " was there and is gone";
    committed_ = versions;
    const auto current = store::current_generation(layout_);
    ASSERT_TRUE(current) << base::to_text(current.error());
    const auto manifest = store::read_manifest(*current);
    ASSERT_TRUE(manifest) << base::to_text(manifest.error());
    const auto sound = store::check_files(*current, *manifest, store::Checksums::kVerify);
    ASSERT_TRUE(sound) << base::to_text(sound.error());
    EXPECT_EQ(manifest->records, static_cast<std::size_t>(kRecords));
  }

  void run_to_the_end() {
    const Finished done = run(add());
    ASSERT_EQ(done.code, 0) << done.err;
    const auto current = store::current_generation(layout_);
    ASSERT_TRUE(current);
    const auto reader =
        store::Reader::open(*current / store::kSnapshotFile, store::Access::kSnapshot);
    ASSERT_TRUE(reader);
    const std::string wanted = fmt::format(", round {}", round_);
    const auto visited =
        reader->for_each([&](unsigned, const evidence::Record& record) -> base::Result<void> {
          EXPECT_TRUE(record.title.ends_with(wanted)) << record.title;
          return {};
        });
    EXPECT_TRUE(visited);
  }

  fs::path folder_ = fs::temp_directory_path() / fmt::format("outturn-kill-{}", ::getpid());
  fs::path file_ = folder_ / "round.json";
  store::Layout layout_{folder_ / "base"};
  std::set<std::pair<long long, int>> committed_;
  int round_ = 0;
};

TEST_F(Kill, NothingCommittedIsLostAndThePublishedReleaseStays) {
  const int kills = std::stoi(environment("OUTTURN_KILLS", "200"));
  const unsigned seed = static_cast<unsigned>(std::stoul(environment("OUTTURN_SEED", "20261122")));
  std::mt19937 random(seed);
  const std::string real = records_of(corpus());
  write_round(real, round_, file_);
  run_to_the_end();
  write_round(real, ++round_, file_);
  const auto begun = Clock::now();
  run_to_the_end();
  auto whole_run = Clock::now() - begun;
  std::map<std::string, int> steps;
  int ended = 0;
  for (int killed = 0; killed < kills && !HasFatalFailure();) {
    write_round(real, ++round_, file_);
    const auto instant = std::chrono::duration_cast<std::chrono::microseconds>(
        whole_run * std::uniform_real_distribution(0.0, 1.1)(random));
    Child child(add());
    if (killed % 4 == 3) {  // publishing is over so soon that chance alone would miss it
      const auto latest = Clock::now() + 3 * whole_run;
      while (!is_sealing(layout_.generations()) && Clock::now() < latest)
        std::this_thread::sleep_for(std::chrono::microseconds(100));
      std::this_thread::sleep_for(instant / 100);
    } else {
      std::this_thread::sleep_for(instant);
    }
    child.signal(SIGKILL);
    const auto code = child.wait(std::chrono::seconds(20));
    ASSERT_TRUE(code);
    if (*code == 128 + SIGKILL) {
      ++killed;
      std::string said = child.err().substr(0, child.err().find_last_not_of('\n') + 1);
      said = said.substr(said.rfind('\n') + 1);
      ++steps[said.empty() ? "before the first step" : said.substr(0, said.find(' '))];
    } else {
      ++ended;
    }
    expect_whole();
    if (killed % 20 == 0) run_to_the_end();
  }
  run_to_the_end();
  expect_whole();
  fmt::print("{} kills (seed {}), {} runs ended before theirs; a whole run takes {} ms.\n", kills,
             seed, ended, std::chrono::duration_cast<std::chrono::milliseconds>(whole_run).count());
  for (const auto& [step, times] : steps) fmt::print("  {:4} while \"{}\"\n", times, step);
  EXPECT_GT(steps["Sealing"], 0) << "no kill reached publishing";
  EXPECT_GT(steps["Indexing"], 0) << "no kill reached indexing";
}

}  // namespace
}  // namespace outturn::test
