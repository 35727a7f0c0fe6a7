// SPDX-License-Identifier: GPL-3.0-or-later
// The server under clients that are slow, rude or many, and its stopping while they are.
#include <memory>
#include <vector>

#include "tests/unit/http/server_fixture.h"

namespace outturn::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using test::get;
using test::RawClient;
using test::Reply;
using test::request;

const std::string kGet = "GET /x HTTP/1.1\r\nHost: x\r\n";

TEST(Limits, LongTargetGets414NotAReset) {
  RunningServer server;
  for (const std::size_t size : {25'000U, 100'000U, 2'000'000U}) {
    const Reply reply = get(server.port(), "/search?q=" + std::string(size, 'a'));
    EXPECT_EQ(reply.status, 414) << size;
    EXPECT_TRUE(reply.body.starts_with("error 414 /search:")) << reply.body;
  }
  EXPECT_EQ(get(server.port(), "/search?q=" + std::string(8000, 'a')).status, 200);
}

TEST(Limits, BodiesAreRefusedAndTheConnectionClosed) {
  RunningServer server;
  const std::string smuggled = "GET /admin HTTP/1.1\r\nHost: x\r\n\r\n";
  for (const std::string& fields :
       {std::string("Content-Length: 34\r\n"), std::string("Transfer-Encoding: chunked\r\n")}) {
    RawClient client(server.port());
    client.send(kGet + fields + "\r\n" + smuggled);
    EXPECT_EQ(client.read().status, 400);
    EXPECT_TRUE(client.closed_within(3000));
  }
  EXPECT_EQ(get(server.port(), "/", "Content-Encoding: gzip\r\n").status, 415);
  RawClient large(server.port());
  large.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n");
  large.send(std::string(1000000, 'x'));
  EXPECT_EQ(large.read().status, 413);
}

TEST(Limits, PipelinedRequestsAreAllAnswered) {
  RunningServer server;
  RawClient client(server.port());
  std::string all;
  for (int i = 0; i < 20; ++i) all += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
  client.send(all);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(client.read().body, "/" + std::to_string(i));
}

TEST(Limits, SlowHeadIsCutOff) {
  Options options;
  options.timeout = std::chrono::seconds(1);
  RunningServer server(options);
  RawClient client(server.port());
  const auto start = steady_clock::now();
  bool open = true;
  client.send("GET /x HTTP/1.1\r\nHost: x\r\nA: ");
  while (open && steady_clock::now() - start < milliseconds(1500)) {
    open = client.send("a");  // each byte resets a per-read timeout, not ours
    std::this_thread::sleep_for(milliseconds(50));
  }
  EXPECT_EQ(client.read().status, 408);
  EXPECT_LT(steady_clock::now() - start, milliseconds(3000));
}

TEST(Limits, IdleConnectionsDoNotHoldUpNewOnes) {
  Options options;
  options.threads = 4;
  RunningServer server(options);
  std::vector<std::unique_ptr<RawClient>> idle;
  for (int i = 0; i < 4; ++i) {
    idle.push_back(std::make_unique<RawClient>(server.port()));
    idle.back()->send(kGet + "\r\n");
    EXPECT_EQ(idle.back()->read().status, 200);
  }
  const auto start = steady_clock::now();
  EXPECT_EQ(get(server.port(), "/y").status, 200);
  EXPECT_LT(steady_clock::now() - start, milliseconds(500));
}

TEST(Limits, SilentConnectionsDoNotHoldUpNewOnesForLong) {
  Options options;
  options.threads = 2;
  RunningServer server(options);
  RawClient one(server.port());
  RawClient two(server.port());
  two.send("GET /half HTTP/1.1\r\n");
  std::this_thread::sleep_for(milliseconds(100));
  const auto start = steady_clock::now();
  EXPECT_EQ(get(server.port(), "/y").status, 200);
  EXPECT_LT(steady_clock::now() - start, milliseconds(2000));
}

TEST(Limits, FullQueueAnswers503) {
  Options options;
  options.threads = 1;
  options.queue = 1;
  RunningServer server(options);
  RawClient busy(server.port());
  busy.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
  std::this_thread::sleep_for(milliseconds(100));
  RawClient waiting(server.port());
  waiting.send(kGet + "\r\n");
  std::this_thread::sleep_for(milliseconds(50));
  const Reply reply = get(server.port(), "/z");
  EXPECT_EQ(reply.status, 503);
  EXPECT_EQ(reply.header("retry-after"), "1");
  EXPECT_EQ(busy.read().status, 200);
  EXPECT_EQ(waiting.read().status, 200);
  EXPECT_EQ(get(server.port(), "/z").status, 200);
}

TEST(Limits, NewConnectionsCloseNoIdleOneWhileThreadsAreFree) {
  const RunningServer server;  // far more threads than connections here
  std::vector<std::unique_ptr<RawClient>> kept;
  for (int i = 0; i < 8; ++i) kept.push_back(std::make_unique<RawClient>(server.port()));
  for (int round = 0; round < 40; ++round) {
    for (const auto& client : kept) {
      client->send("GET /kept HTTP/1.1\r\nHost: x\r\n\r\n");
      ASSERT_EQ(client->read().status, 200) << "lost in round " << round;
    }
    for (int i = 0; i < 4; ++i) EXPECT_EQ(get(server.port(), "/new").status, 200);
  }
}

TEST(Limits, SmallKeepAliveAnswersAreNotDelayed) {
  RunningServer server;
  RawClient client(server.port());
  const auto start = steady_clock::now();
  for (int i = 0; i < 100; ++i) {
    client.send(kGet + "\r\n");
    ASSERT_EQ(client.read().status, 200);
  }
  EXPECT_LT(steady_clock::now() - start, milliseconds(2000));  // 4.3 s with Nagle's delay
}

TEST(Stop, ReturnsSoonWithIdleAndHalfOpenConnections) {
  RunningServer server;
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 20; ++i) {
    clients.push_back(std::make_unique<RawClient>(server.port()));
    if (i % 2 == 0) {
      clients.back()->send(kGet + "\r\n");
      EXPECT_EQ(clients.back()->read().status, 200);
    } else {
      clients.back()->send("GET /half HTT");
    }
  }
  RawClient stuck(server.port());
  stuck.send("GET /huge HTTP/1.1\r\nHost: x\r\n\r\n");  // and never reads the answer
  std::this_thread::sleep_for(milliseconds(100));
  EXPECT_LT(server.stop(), milliseconds(2000));
}

TEST(Stop, AnswersWhatIsUnderWay) {
  RunningServer server;
  RawClient client(server.port());
  client.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
  std::this_thread::sleep_for(milliseconds(100));
  EXPECT_LT(server.stop(), milliseconds(2000));
  const Reply reply = client.read();
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("connection"), "close");
}

TEST(Stop, BeforeRunAndTwiceIsHarmless) {
  Options options;
  options.port = 0;
  Server server(options, echo, plain_error);
  ASSERT_TRUE(server.bind());
  server.stop();
  server.stop();
  server.run();
}

}  // namespace
}  // namespace outturn::http
