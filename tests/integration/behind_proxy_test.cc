// SPDX-License-Identifier: GPL-3.0-or-later
// The whole site below a prefix behind nginx, configured as docs/deploy.md prints it: every address
// that any answer names must begin with the prefix and be answered.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "tests/integration/crawler.h"
#include "tests/integration/harness.h"

namespace outturn::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

/// The first block of a document fenced as `kind`.
std::string fenced(const std::string& document, const std::string& kind) {
  const std::string fence = "```" + kind + "\n";
  const auto begin = document.find(fence);
  if (begin == std::string::npos) throw std::runtime_error("no block of " + kind);
  const auto start = begin + fence.size();
  return document.substr(start, document.find("```", start) - start);
}

/// A port that was free a moment ago.
int free_port() {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const bool bound = bind(fd, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  close(fd);
  if (!bound) throw std::runtime_error("no free port");
  return ntohs(address.sin_port);
}

/// nginx in the foreground, as whoever runs the test, with everything it writes in one folder.
class Nginx {
 public:
  /// Configured as a document prints it in its first block, with `printed_as` for the server there
  /// and `page` as a page of its own at /page.shtml.
  Nginx(const std::string& document, const std::string& printed_as, const std::string& server,
        const std::string& page = {})
      : port_(free_port()) {
    std::string printed = fenced(read_text(document), "nginx");
    if (printed.find(printed_as) == std::string::npos)
      throw std::runtime_error(document + " does not name " + printed_as);
    replace_all(printed, printed_as, server);
    std::filesystem::create_directory(folder_.path() / "pages");
    write_text(folder_ / "pages/page.shtml", page);
    std::string config = "daemon off; master_process off; pid " + (folder_ / "pid") +
                         "; error_log stderr warn;\nevents { }\nhttp { access_log off;\n";
    for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
      config += std::string(kind) + "_temp_path " + (folder_ / kind) + ";\n";
    config += "types { text/html shtml; }\nserver { listen 127.0.0.1:" + std::to_string(port_) +
              ";\nroot " + (folder_ / "pages") + ";\n" + printed + "} }\n";
    write_text(folder_ / "nginx.conf", config);
    child_ = std::make_unique<Child>(
        Arguments{"nginx", "-p", folder_.path().string(), "-c", folder_ / "nginx.conf"});
    for (int tries = 0; tries < 200; ++tries) {
      if (RawClient(port_).connected()) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(25));
    }
    child_->wait(std::chrono::milliseconds(100));
    throw std::runtime_error("nginx does not answer (apt-get install nginx-light): " +
                             child_->err());
  }

  int port() const { return port_; }

 private:
  TempDir folder_;
  int port_;
  std::unique_ptr<Child> child_;
};

class BehindProxy : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    serve_ = new ServeProcess(shared_base(), {"--base-url", "/evidence"});
    nginx_ = new Nginx(setting("OUTTURN_DEPLOY"), "127.0.0.1:8080", here(*serve_));
  }
  static void TearDownTestSuite() {
    delete nginx_;
    delete serve_;
  }

  static std::string here(const ServeProcess& serve) {
    return "127.0.0.1:" + std::to_string(serve.port());
  }

  static inline ServeProcess* serve_ = nullptr;
  static inline Nginx* nginx_ = nullptr;
};

TEST_F(BehindProxy, EveryAddressThatAnythingNamesIsThere) {
  const Crawl seen = crawl({nginx_->port(), "/evidence"});
  std::string faults;  // a container would be printed in part
  for (const std::string& fault : seen.faults) faults += fault + "\n";
  EXPECT_EQ(faults, "");
  EXPECT_GT(seen.asked.size(), 150U);
  for (const char* kind :
       {"text/html", "text/css", "text/javascript", "image/svg+xml", "application/json",
        "application/atom+xml", "application/xml", "application/opensearchdescription+xml",
        "application/x-suggestions+json", "text/plain"})
    EXPECT_TRUE(seen.kinds.contains(kind)) << kind;
}

TEST_F(BehindProxy, ALongTextPasses) {
  std::string words;
  while (words.size() < 19'000) words += "nurses+visit+families+";
  for (const char* path : {"/evidence/search?q=", "/evidence/api/v1/comparables?q="})
    EXPECT_EQ(get(nginx_->port(), path + words).status, 200) << path;
}

TEST_F(BehindProxy, TheBarePrefixLeadsIn) {
  const Reply moved = get(nginx_->port(), "/evidence");
  EXPECT_EQ(moved.status, 308);
  EXPECT_EQ(moved.header("location"), "/evidence/");
  EXPECT_EQ(get(nginx_->port(), "/search").status, 404);
}

/// Another site's web server puts our part into a page of its own, as docs/embedding.md prints it.
TEST_F(BehindProxy, AnotherServerIncludesTheFragment) {
  const std::string document = setting("OUTTURN_EMBEDDING");
  const std::string include =
      fenced(read_text(document).substr(read_text(document).find("ssi on")), "html");
  const Nginx other(document, "https://evidence.example", "http://" + here(*serve_),
                    "<!doctype html><h1>Ours</h1>\n" + include + "<p>After</p>\n");
  const Reply page = get(other.port(), "/page.shtml");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, ::testing::StartsWith("<!doctype html><h1>Ours</h1>"));
  EXPECT_THAT(page.body, HasSubstr("<p>After</p>"));
  EXPECT_THAT(page.body, ::testing::Not(HasSubstr("<!--#include")));
  const std::string part = serve_->get("/fragment/search?outcome=crime&per_page=5&heading=3").body;
  EXPECT_THAT(part, HasSubstr("<h3"));
  EXPECT_THAT(page.body, HasSubstr("class=\"outturn-title\""));
  EXPECT_THAT(page.body, ::testing::Not(HasSubstr("<script")));
  std::size_t items = 0;
  for (auto at = page.body.find("outturn-item"); at != std::string::npos;
       at = page.body.find("outturn-item", at + 1))
    ++items;
  EXPECT_EQ(items, 5U);
  EXPECT_EQ(get(other.port(), "/outturn-fragment?outcome=crime").status, 404) << "internal";
}

TEST_F(BehindProxy, RobotsAreToldAtTheHostItself) {
  const Reply robots = get(nginx_->port(), "/robots.txt");
  EXPECT_EQ(robots.status, 200);
  EXPECT_THAT(robots.body, HasSubstr("Sitemap: http://localhost/evidence/sitemap.xml\n"));
}

TEST_F(BehindProxy, AddressesHaveTheSchemeThatTheProxyNames) {
  const std::string secure = "X-Forwarded-Proto: https\r\n";
  for (const char* path : {"/", "/search.atom", "/opensearch.xml", "/sitemap.xml", "/robots.txt",
                           "/records/family-nurse-partnership"}) {
    EXPECT_THAT(serve_->get(path, secure).body, HasSubstr("https://localhost/evidence/")) << path;
    EXPECT_THAT(serve_->get(path).body, HasSubstr("http://localhost/evidence/")) << path;
  }
  // nginx itself was asked by http, and says so whatever the client claims.
  EXPECT_THAT(get(nginx_->port(), "/evidence/search.atom", secure).body,
              HasSubstr("href=\"http://localhost/evidence/search.atom\""));
}

/// What the server answers where the line of the host is `host`.
Reply get_as(int port, const std::string& path, const std::string& host) {
  RawClient client(port);
  client.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  return client.read();
}

TEST_F(BehindProxy, AHostileHostIsNeverWrittenDown) {
  const std::string hosts[] = {"evil\"onload=x",
                               "evil'><b>",
                               "evil <script>",
                               "evil/path",
                               "evil@other",
                               "evil:99999999",
                               "evil\tx",
                               "evil#x",
                               "evil\\x",
                               "evil%0d%0aSet-Cookie:x",
                               "evil\x01",
                               "evil\xC3\xA9",
                               "",
                               "evil" + std::string(3000, 'a')};
  for (const std::string& host : hosts)
    for (const char* path :
         {"/", "/search?q=nurse", "/records/family-nurse-partnership", "/search.atom",
          "/opensearch.xml", "/sitemap.xml", "/robots.txt", "/records/none", "/suggest.json?q=a"}) {
      const Reply reply = get_as(serve_->port(), serve_->prefix() + path, host);
      EXPECT_LT(reply.status, 500) << path << ' ' << host.substr(0, 40);
      EXPECT_EQ(reply.body.find("evil"), std::string::npos) << path << ' ' << host.substr(0, 40);
      EXPECT_EQ(reply.header("set-cookie"), "") << path;
      for (const auto& [name, value] : reply.headers)
        EXPECT_EQ(value.find("evil"), std::string::npos) << path << ' ' << name;
    }
  // A host that is one may be anyone's: it stands in the answer to whoever sent it, and nowhere
  // else.
  EXPECT_THAT(get_as(serve_->port(), "/evidence/search.atom", "evil.example").body,
              HasSubstr("http://evil.example/evidence/"));
  EXPECT_EQ(serve_->get("/search.atom").body.find("evil"), std::string::npos);
}

TEST_F(BehindProxy, AWholeBaseUrlHoldsWhateverHostIsAsked) {
  const ServeProcess named(shared_base(), {"--base-url", "https://intranet.example/evidence"});
  for (const char* path : {"/search.atom", "/opensearch.xml", "/sitemap.xml", "/robots.txt", "/"}) {
    const Reply reply = get_as(named.port(), std::string("/evidence") + path, "evil.example");
    EXPECT_EQ(reply.status, 200) << path;
    EXPECT_THAT(reply.body, HasSubstr("https://intranet.example/evidence/")) << path;
    EXPECT_EQ(reply.body.find("evil"), std::string::npos) << path;
  }
}

TEST(Crawler, FindsWhatIsWrong) {
  // The site below no prefix, held against one: everything it names is outside.
  const Crawl outside = crawl({server().port(), "/evidence", 10});
  EXPECT_THAT(outside.faults, ::testing::Not(ElementsAre()));
  const Crawl inside = crawl({server().port(), "", 30, 2});
  EXPECT_GT(inside.asked.size(), 20U);
}

TEST(Crawler, ReadsEveryKind) {
  const auto from = [](const char* type, const std::string& body) {
    return addresses_in(type, body, "http://localhost", "/a/b?c");
  };
  EXPECT_THAT(
      from("text/html; charset=utf-8",
           "<a class=\"x\" href=\"/q?a=1&amp;b=2#c\">x</a><a href=\"d\"></a><a href=\"?e\"></a>"
           "<a href=\"https://other/\"></a><img src='/i'><p data-suggest=\"/s\">"
           "http://localhost/t</p><input value=\"/no\">"),
      ::testing::UnorderedElementsAre("/q?a=1&b=2", "/a/d", "/a/b?e", "/i", "/s", "/t"));
  EXPECT_THAT(
      from("application/xml", "<a><b c=\"http://localhost/d\"/><e>http://localhost/f</e></a>"),
      ElementsAre("/d", "/f"));
  EXPECT_THAT(from("application/json", R"({"href": "/a", "pointer": "/b", "x": [{"next": "/c"}]})"),
              ::testing::UnorderedElementsAre("/a", "/c"));
  EXPECT_THAT(from("text/css", "a{background:url(x.svg)} b{src:url('/f')}"),
              ElementsAre("/a/x.svg", "/f"));
}

}  // namespace
}  // namespace outturn::test
