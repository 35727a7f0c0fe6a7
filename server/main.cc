// SPDX-License-Identifier: GPL-3.0-or-later
// outturn-serve: the command line. Puts the parts together, serves until SIGTERM or SIGINT.
#include <fmt/format.h>
#include <malloc.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "schema/base/files.h"
#include "schema/base/result.h"
#include "schema/base/text.h"
#include "server/generations.h"
#include "server/http/framing.h"
#include "server/http/origin.h"
#include "server/http/server.h"
#include "server/render/pages.h"
#include "server/service.h"

namespace {

namespace fs = std::filesystem;
using outturn::base::Code;
using outturn::base::fail;
using outturn::base::Result;

constexpr const char* kFooter = R"(Examples:
  outturn-serve --base data
  outturn-serve --base /srv/outturn --listen 127.0.0.1:9000 --base-url /evidence
  outturn-serve --base data --frame-ancestors https://intranet.example

A release published by outturn-index while this runs is served within two seconds.
SIGTERM or Ctrl-C ends it once the requests under way are answered.

Exit codes:
   0  ended when asked      65  the release is damaged       69  the port is taken
  64  wrong usage           66  nothing is published there   78  published by a newer Outturn)";

struct Arguments {
  fs::path base;
  std::string listen = "127.0.0.1:8080";
  std::string base_url;
  std::vector<std::string> frame_ancestors;
  fs::path web;
  bool verbose = false;
};

int report(const outturn::base::Error& error) {
  fmt::print(stderr, "outturn-serve: {}\n", outturn::base::to_text(error));
  return outturn::base::row(error.code).exit_code;
}

/// "HOST:PORT", "[::1]:PORT" or "PORT".
Result<void> read_listen(const std::string& text, outturn::http::Options& options) {
  const auto colon = text.rfind(':');
  std::string host = colon == std::string::npos ? options.host : text.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']')
    host = host.substr(1, host.size() - 2);
  const auto port =
      outturn::base::parse_count(colon == std::string::npos ? text : text.substr(colon + 1));
  if (!port || *port > 65535 || host.empty())
    return fail(Code::kUsage, "\"" + text + "\" is not an address to listen on",
                "write HOST:PORT, such as 127.0.0.1:8080; port 0 takes a free one", "--listen");
  options.host = host;
  options.port = static_cast<int>(*port);
  return {};
}

/// "", "/prefix" of characters that need no escaping, or both behind "https://host".
Result<void> read_base_url(std::string text, outturn::http::Options& options) {
  while (!text.empty() && text.back() == '/') text.pop_back();
  const auto host = text.find("://");
  const auto path = text.find('/', host == std::string::npos ? 0 : host + 3);
  const std::string origin = host == std::string::npos ? "" : text.substr(0, path);
  const std::string prefix = path == std::string::npos ? "" : text.substr(path);
  const bool plain = std::all_of(prefix.begin(), prefix.end(), [](unsigned char c) {
    return std::isalnum(c) || c == '/' || c == '-' || c == '_' || c == '.' || c == '~';
  });
  const bool whole = origin.size() + prefix.size() == text.size();
  if (!whole || !plain || prefix.find("//") != std::string::npos ||
      (!origin.empty() && !outturn::http::is_origin(origin)))
    return fail(Code::kUsage, "\"" + text + "\" is not where a site is",
                "write a path prefix such as /evidence, or the whole address such as "
                "https://intranet.example/evidence",
                "--base-url");
  options.origin = origin;
  options.base_url = prefix;
  return {};
}

/// Each checked and as the header wants it.
Result<std::vector<std::string>> read_frame_ancestors(const std::vector<std::string>& given) {
  std::vector<std::string> out;
  for (const std::string& text : given) {
    auto source = outturn::http::framing_source(text);
    if (!source) return tl::unexpected(source.error());
    if (std::find(out.begin(), out.end(), *source) == out.end()) out.push_back(std::move(*source));
  }
  return out;
}

/// Templates and assets stand beside the program in the build tree, and in share/ where it is
/// installed.
fs::path find_web(const fs::path& given) {
  if (!given.empty()) return given;
  std::error_code fault;
  const fs::path folder = fs::read_symlink("/proc/self/exe", fault).parent_path().parent_path();
  const fs::path installed = folder / "share" / "outturn" / "web";
  return fs::exists(installed, fault) ? installed : folder / "web";
}

/// Changes whenever the program, a template, an asset or what the headers say does: a browser that
/// is told that its copy is still good (304) goes on with the policy the copy came with.
std::string stamp_of(const fs::path& web, const outturn::routes::Settings& settings) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(web / "templates"))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  files.push_back(web / "assets.json");
  files.emplace_back("/proc/self/exe");
  std::string stamp;
  for (const std::string& source : settings.frame_ancestors) stamp += source + ' ';
  for (const fs::path& file : files) stamp += outturn::base::file_sha256(file).value_or("");
  return outturn::base::sha256(stamp);
}

/// glibc's own bound, eight arenas a core, lets each of many threads keep what it once needed:
/// two a core serve as many requests in two thirds of the memory.
void bound_memory() {
  mallopt(M_ARENA_MAX, static_cast<int>(2 * std::max(1U, std::thread::hardware_concurrency())));
}

int serve(const Arguments& arguments, outturn::http::Options options,
          const outturn::routes::Settings& settings) {
  bound_memory();
  // Before any thread is started, so that only the waiting thread below ever takes these signals.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);

  outturn::Generations generations(outturn::store::Layout{arguments.base});
  if (const auto loaded = generations.load(); !loaded) return report(loaded.error());
  const fs::path web = find_web(arguments.web);
  if (std::error_code fault; !fs::is_directory(web / "templates", fault)) {
    return report({Code::kNotFound, "no templates here",
                   "build them (web/build.sh FOLDER), or name the folder with --web",
                   web.string()});
  }
  const outturn::render::Pages pages(web, options.base_url);
  const outturn::Service service(generations, pages, settings, stamp_of(web, settings));
  options.assets = web / "assets";

  outturn::http::Server server(
      options, [&](const outturn::api::Request& request) { return service.answer(request); },
      [&](const std::string& path, int status, const std::string& message) {
        return service.refuse(path, status, message);
      });
  const auto port = server.bind();
  if (!port) return report(port.error());
  generations.watch();

  std::jthread waiter([&server, signals] {
    int signal = 0;
    sigwait(&signals, &signal);
    spdlog::info("asked to stop: answering what is under way");
    server.stop();
  });
  const bool is_v6 = options.host.find(':') != std::string::npos;
  fmt::print("listening on http://{}{}{}:{}{}\n", is_v6 ? "[" : "", options.host, is_v6 ? "]" : "",
             *port, options.base_url);
  std::fflush(stdout);
  // However run() ends, the waiting thread must too.
  const std::shared_ptr<void> wake(
      nullptr, [&waiter](void*) { pthread_kill(waiter.native_handle(), SIGTERM); });
  server.run();
  spdlog::info("stopped");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Serves the published release of an evidence base as pages and JSON."};
  app.footer(kFooter);
  app.set_version_flag("--version", "outturn-serve " OUTTURN_VERSION);
  Arguments arguments;
  app.add_option("--base", arguments.base, "The folder that holds the evidence base; needed");
  app.add_option("--listen", arguments.listen, "HOST:PORT to listen on")->capture_default_str();
  app.add_option("--base-url", arguments.base_url,
                 "Where the world finds this server: a path prefix behind a reverse proxy, such as "
                 "/evidence, or the whole address, such as https://intranet.example/evidence");
  app.add_option("--frame-ancestors", arguments.frame_ancestors,
                 "A site that may show the embedded pages in a frame, such as "
                 "https://intranet.example or https://*.nhs.uk; may be given again. Without it: "
                 "none but this server itself")
      ->allow_extra_args(false);
  app.add_option("--web", arguments.web,
                 "Templates and assets, where they are not beside the program");
  app.add_flag("--verbose", arguments.verbose, "Log every request");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& fault) {
    const bool asked = fault.get_exit_code() == 0;
    app.exit(fault);
    return asked ? 0 : outturn::base::row(Code::kUsage).exit_code;
  }
  // Not left to the parser, which would speak of nothing else while another option is misspelt.
  if (arguments.base.empty())
    return report({Code::kUsage, "no base is named", "outturn-serve --base FOLDER", "--base"});
  spdlog::set_default_logger(spdlog::stderr_color_mt("outturn-serve"));
  spdlog::set_level(arguments.verbose ? spdlog::level::debug : spdlog::level::info);
  outturn::http::Options options;
  if (const auto read = read_listen(arguments.listen, options); !read) return report(read.error());
  if (const auto read = read_base_url(arguments.base_url, options); !read)
    return report(read.error());
  auto frame_ancestors = read_frame_ancestors(arguments.frame_ancestors);
  if (!frame_ancestors) return report(frame_ancestors.error());
  const outturn::routes::Settings settings{options.base_url, std::move(*frame_ancestors),
                                           outturn::store::Layout{arguments.base}.generations()};
  try {
    return serve(arguments, options, settings);
  } catch (const std::exception& fault) {
    return report({Code::kInternal, fault.what(), "", ""});
  }
}
