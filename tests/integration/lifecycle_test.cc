// SPDX-License-Identifier: GPL-3.0-or-later
// A server's life: starting, the port it cannot have, a new release taken up under load, stopping.
#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <mutex>
#include <thread>

#include "tests/integration/harness.h"

namespace outturn::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// A copy of the corpus in which one record's title is `title`.
void write_changed_corpus(const std::string& folder, const std::string& title) {
  std::filesystem::create_directories(folder);
  for (const auto& entry : std::filesystem::directory_iterator(setting("OUTTURN_CORPUS"))) {
    if (entry.path().extension() != ".json") continue;
    Json file = Json::parse(read_text(entry.path()));
    if (!file.contains("records")) continue;
    for (Json& record : file["records"])
      if (record.at("id") == "family-nurse-partnership") record["title"] = title;
    write_text(std::filesystem::path(folder) / entry.path().filename(), file.dump(2));
  }
}

struct Hammer {
  explicit Hammer(int port) : port_(port) {
    for (int i = 0; i < 3; ++i) threads_.emplace_back([this] { work(); });
  }
  ~Hammer() { stop(); }
  void stop() {
    done = true;
    for (std::thread& thread : threads_)
      if (thread.joinable()) thread.join();
  }

  void work() {
    while (!done) {
      const Reply reply = get(port_, "/api/v1/search?q=nurse");
      const Json answer = Json::parse(reply.body, nullptr, false);
      // Old or new, but whole: the release, the results and the counts of one and the same base.
      const bool whole = reply.status == 200 && !answer.is_discarded() &&
                         answer.value("total", 0U) > 0 && !answer.value("release", "").empty();
      (whole ? good : bad)++;
      if (!whole) {
        const std::scoped_lock lock(mutex_);
        last_bad = std::to_string(reply.status) + " " + reply.body.substr(0, 300);
      }
      std::this_thread::sleep_for(milliseconds(1));
    }
  }

  std::atomic<bool> done{false};
  std::atomic<int> good{0};
  std::atomic<int> bad{0};
  std::string last_bad;  ///< to be read after stop()

 private:
  int port_;
  std::mutex mutex_;
  std::vector<std::thread> threads_;
};

TEST(Lifecycle, NewReleaseIsTakenUpUnderLoad) {
  const TempDir folder;
  const std::string base = folder / "base";
  ASSERT_EQ(index({"build", setting("OUTTURN_CORPUS"), "--base", base}).code, 0);
  const ServeProcess serve(base);
  const std::string before = serve.json("/api/v1/search").at("release");
  const std::string old_tag = serve.get("/api/v1/search").header("etag");

  Hammer hammer(serve.port());
  write_changed_corpus(folder / "changed", "Nurses of the second release");
  const Finished built = index({"build", folder / "changed", "--base", base});
  ASSERT_EQ(built.code, 0) << built.err;
  const auto published = steady_clock::now();
  std::string after = before;
  while (after == before && steady_clock::now() - published < milliseconds(4000)) {
    after = serve.json("/api/v1/search").at("release");
    std::this_thread::sleep_for(milliseconds(20));
  }
  EXPECT_NE(after, before);
  EXPECT_LT(steady_clock::now() - published, milliseconds(2000));
  hammer.stop();
  EXPECT_EQ(hammer.bad, 0) << hammer.last_bad;
  EXPECT_GT(hammer.good, 20);

  EXPECT_EQ(record(serve, "family-nurse-partnership").at("title"), "Nurses of the second release");
  EXPECT_EQ(serve.json("/api/v1/search?q=%22second+release%22").at("total"), 1);
  EXPECT_EQ(serve.get("/api/v1/search", "If-None-Match: " + old_tag + "\r\n").status, 200);
  EXPECT_NE(serve.get("/").body.find(after), std::string::npos) << "the page names no release";
}

TEST(Lifecycle, ABaseMadeAnewUnderTheSameReleaseIdIsTakenUp) {
  const TempDir folder;
  const std::string base = folder / "base";
  const std::string corpus = setting("OUTTURN_CORPUS");
  ASSERT_EQ(index({"build", corpus + "/bradford-hubs.json", "--base", base}).code, 0);
  const ServeProcess serve(base);
  const Reply before = serve.get("/api/v1/search");
  std::filesystem::remove_all(base);
  ASSERT_EQ(index({"build", corpus + "/oldham-thriving-communities.json", "--base", base}).code, 0);
  const auto published = steady_clock::now();
  Json found;
  const auto first_id = [&] { return found.at("results").at(0).at("id").get<std::string>(); };
  do {  // until then an answer is the old release whole or an error, never a mixture
    const Reply reply = serve.get("/api/v1/search");
    if (reply.status != 200) continue;
    found = Json::parse(reply.body);
    const std::string id = first_id();
    std::string source;
    for (const Json& facet : found.at("facets"))
      if (facet.at("name") == "source") source = facet.at("options").at(0).at("value");
    EXPECT_EQ(id.substr(0, 6), source.substr(0, 6));
  } while ((found.is_null() || !first_id().starts_with("oldham")) &&
           steady_clock::now() - published < milliseconds(2000));
  EXPECT_TRUE(first_id().starts_with("oldham")) << first_id();
  EXPECT_EQ(found.at("release"), Json::parse(before.body).at("release"));
  EXPECT_NE(serve.get("/api/v1/search").header("etag"), before.header("etag"));
}

TEST(Lifecycle, ACursorOfAnotherReleaseIsToldOf) {
  const TempDir folder;
  const std::string base = folder / "base";
  const std::string corpus = setting("OUTTURN_CORPUS");
  ASSERT_EQ(index({"build", corpus + "/bradford-hubs.json", "--base", base}).code, 0);
  const ServeProcess other(base);
  const std::string cursor = other.json("/api/v1/search?per_page=1").at("next");
  const std::string said = "A newer release has been published since the page before";
  for (const char* path : {"/search?q=school&", "/search?outcome=crime&", "/search?",
                           "/embed/search?q=school&", "/fragment/search?outcome=crime&"}) {
    const Reply moved = server().get(path + ("cursor=" + cursor));
    EXPECT_EQ(moved.status, 200) << path;
    EXPECT_NE(moved.body.find(said), std::string::npos) << path;
    EXPECT_EQ(server().get(path).body.find(said), std::string::npos) << path;
  }
  const Json refused = server().json("/api/v1/search?cursor=" + cursor, 400);
  EXPECT_EQ(refused.at("error").at("problems").at(0).at("parameter"), "cursor");
}

TEST(Lifecycle, ConcurrentSearchesAnswerAlike) {
  const ServeProcess serve(shared_base());
  const std::string path = "/api/v1/search?q=children+school+parents";
  const std::string expected = serve.get(path).body;
  std::atomic<int> different{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 60; ++n)
        if (serve.get(path).body != expected) ++different;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(different, 0);
}

TEST(Lifecycle, SameCorpusAgainPublishesNothing) {
  const TempDir folder;
  const std::string base = folder / "base";
  ASSERT_EQ(index({"build", setting("OUTTURN_CORPUS"), "--base", base}).code, 0);
  const auto first = std::filesystem::read_symlink(std::filesystem::path(base) / "current");
  ASSERT_EQ(index({"build", setting("OUTTURN_CORPUS"), "--base", base}).code, 0);
  EXPECT_EQ(std::filesystem::read_symlink(std::filesystem::path(base) / "current"), first);
}

TEST(Lifecycle, PortInUse) {
  const std::string port = std::to_string(server().port());
  const Finished second = run({setting("OUTTURN_SERVE"), "--base", shared_base(), "--web",
                               setting("OUTTURN_WEB"), "--listen", "127.0.0.1:" + port});
  EXPECT_EQ(second.code, 69) << second.err;
  EXPECT_NE(second.err.find(port), std::string::npos) << second.err;
  EXPECT_NE(second.err.find("Hint: "), std::string::npos) << second.err;
}

TEST(Lifecycle, WrongStarts) {
  const TempDir folder;
  const std::string serve = setting("OUTTURN_SERVE");
  const std::string web = setting("OUTTURN_WEB");
  struct Row {
    Arguments arguments;
    int code;
  };
  const Row rows[] = {
      {{serve, "--nonsense"}, 64},
      {{serve, "--base", shared_base(), "--web", web, "--listen", "127.0.0.1:99999"}, 64},
      {{serve, "--base", shared_base(), "--web", web, "--listen", "nonsense"}, 64},
      {{serve, "--base", folder / "none", "--web", web, "--listen", "127.0.0.1:0"}, 66},
      {{serve, "--base", shared_base(), "--web", folder / "none", "--listen", "127.0.0.1:0"}, 66},
  };
  for (const auto& [arguments, code] : rows) {
    const Finished finished = run(arguments);
    EXPECT_EQ(finished.code, code) << arguments.back() << "\n" << finished.err;
    EXPECT_FALSE(finished.err.empty());
  }
  EXPECT_EQ(run({serve, "--help"}).code, 0);
  EXPECT_EQ(run({serve, "--version"}).code, 0);
}

void expect_stops(int signal) {
  ServeProcess serve(shared_base());
  RawClient idle(serve.port());
  idle.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(idle.read().status, 200);
  RawClient half(serve.port());
  half.send("GET /search HTT");
  const auto start = steady_clock::now();
  serve.child().signal(signal);
  const auto code = serve.child().wait(milliseconds(5000));
  EXPECT_LT(steady_clock::now() - start, milliseconds(2000));
  ASSERT_TRUE(code.has_value()) << "it still runs";
  EXPECT_EQ(*code, 0) << serve.child().err();
}

TEST(Lifecycle, StopsSoonOnSigterm) { expect_stops(SIGTERM); }
TEST(Lifecycle, StopsSoonOnSigint) { expect_stops(SIGINT); }

}  // namespace
}  // namespace outturn::test
