// SPDX-License-Identifier: GPL-3.0-or-later
// Downloads too long for any socket's buffers, from a real server: clients that leave half-way and
// two hundred that come at once. Whatever they do, their places come free, memory stays bounded and
// searches are answered.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <sstream>
#include <thread>

#include "tests/integration/harness.h"

namespace outturn::test {
namespace {

constexpr std::size_t kRecords = 1'500;
constexpr std::size_t kSummary = 7'900;   // bytes: some 12 MB in all
constexpr std::size_t kAtOnce = 4;        // long downloads that may be under way
constexpr long kMostGrowth = 100 * 1024;  // kB, however many clients there are
constexpr int kPatience = 40'000;         // ms

Json record_of(std::size_t number) {
  Json record = Json::parse(R"({
    "id": "", "title": "A title", "summary": "", "type": "programme",
    "evidence": {"design": "modelling"},
    "findings": [{"outcome": "crime", "metric": "smd", "value": -0.2, "better": "lower",
                  "result": "positive", "source": "s", "locator": "p. 1"}],
    "sources": [{"id": "s", "title": "A source"}], "curation": {"added": "2026-11-22"}})");
  record["id"] = "record-" + std::to_string(number);
  std::string summary;
  for (std::size_t word = number; summary.size() < kSummary; word = word * 31 + 7)
    summary += "word" + std::to_string(word % 50) + " ";
  summary.resize(kSummary - 1);
  summary += '.';
  record["summary"] = summary;
  return record;
}

class LongDownloads : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TempDir;
    std::string lines;
    for (std::size_t i = 0; i < kRecords; ++i) lines += record_of(i).dump() + "\n";
    write_text(*folder_ / "long.jsonl", lines);
    const Finished done = index({"add", *folder_ / "long.jsonl", "--base", *folder_ / "base"});
    ASSERT_EQ(done.code, 0) << done.err;
    serve_ = new ServeProcess(*folder_ / "base");
  }
  static void TearDownTestSuite() {
    delete serve_;
    delete folder_;
  }

  /// The most memory the server has held so far, in kB.
  static long most_memory() {
    std::istringstream status(
        read_text("/proc/" + std::to_string(serve_->child().pid()) + "/status"));
    for (std::string line; std::getline(status, line);)
      if (line.starts_with("VmHWM:")) return std::stol(line.substr(6));
    return -1;
  }

  static std::string request(const std::string& path) {
    return "GET " + serve_->prefix() + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  static Reply ask(const std::string& path) {
    RawClient client(serve_->port());
    if (!client.connected() || !client.send(request(path))) return {};
    return client.read(false, kPatience);
  }

  /// A client that has the head of a file and reads no further; null where there is no place.
  static std::unique_ptr<RawClient> begin(const std::string& path) {
    for (int tries = 0; tries < 300; ++tries) {
      auto client = std::make_unique<RawClient>(serve_->port());
      const bool bodiless = true;  // the body is left where it is
      if (client->send(request(path)) && client->read(bodiless, kPatience).status == 200)
        return client;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return nullptr;
  }

  /// The first answer that is none of "too busy", to a client that comes again as it is told.
  static Reply ask_until_free(const std::string& path) {
    Reply reply;
    for (int tries = 0; tries < 300; ++tries) {
      reply = ask(path);
      if (reply.status != 503) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return reply;
  }

  static std::size_t lines_in(const std::string& body) {
    return static_cast<std::size_t>(std::count(body.begin(), body.end(), '\n'));
  }

  static inline TempDir* folder_ = nullptr;
  static inline ServeProcess* serve_ = nullptr;
};

TEST_F(LongDownloads, OneThatIsBrokenOffGivesItsPlaceBack) {
  for (const char* path : {"/search.csv", "/search.jsonl", "/search.xlsx"}) {
    {
      // Nobody reads, so each stands still in the middle once the buffers are full.
      std::vector<std::unique_ptr<RawClient>> leaving;
      for (std::size_t i = 0; i < kAtOnce; ++i) {
        leaving.push_back(begin(path));
        ASSERT_NE(leaving.back(), nullptr) << "no place came free";
      }
      const Reply refused = ask(path);
      EXPECT_EQ(refused.status, 503) << path;
      EXPECT_FALSE(refused.header("retry-after").empty());
      EXPECT_EQ(serve_->json("/api/v1/search").at("total"), kRecords) << "searches go on";
    }
    const Reply after = ask_until_free(path);
    EXPECT_EQ(after.status, 200) << path;
    EXPECT_TRUE(after.whole) << path;
    if (std::string_view(path) == "/search.csv") {
      EXPECT_EQ(lines_in(after.body), kRecords + 1);
    }
    if (std::string_view(path) == "/search.xlsx") {
      EXPECT_TRUE(after.body.starts_with("PK"));
    }
  }
}

TEST_F(LongDownloads, TwoHundredAtOnceAreWholeOrTold) {
  constexpr std::size_t kClients = 200;
  ASSERT_EQ(ask_until_free("/search.xlsx").status, 200);  // what one needs is no growth
  const long before = most_memory();
  ASSERT_GT(before, 0);
  std::atomic<std::size_t> whole = 0;
  std::atomic<std::size_t> told = 0;
  std::atomic<bool> done = false;
  const auto export_one = [&](std::size_t number) {
    const bool csv = number % 2 == 0;
    const Reply reply = ask(csv ? "/search.csv" : "/search.xlsx");
    if (reply.status == 503 && !reply.header("retry-after").empty()) ++told;
    if (reply.status == 200 && reply.whole &&
        (csv ? lines_in(reply.body) == kRecords + 1 : reply.body.starts_with("PK")))
      ++whole;
  };
  std::size_t searches = 0;
  std::size_t answered = 0;
  {
    std::vector<std::jthread> clients;
    for (std::size_t i = 0; i < kClients; ++i) clients.emplace_back(export_one, i);
    std::jthread searching([&] {
      while (!done) {
        ++searches;
        if (ask("/api/v1/search?q=title").status == 200) ++answered;
      }
    });
    clients.clear();
    done = true;
  }
  EXPECT_EQ(whole + told, kClients);
  EXPECT_GE(whole, 1U);
  EXPECT_GT(searches, 0U);
  EXPECT_EQ(answered, searches);
  EXPECT_LT(most_memory() - before, kMostGrowth);
  EXPECT_EQ(ask_until_free("/search.csv").status, 200) << "all places are free again";
  std::printf("%zu whole, %zu told to come again, %zu searches, %ld kB more\n", whole.load(),
              told.load(), searches, most_memory() - before);
}

}  // namespace
}  // namespace outturn::test
