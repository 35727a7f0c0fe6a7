// SPDX-License-Identifier: GPL-3.0-or-later
// The server: the library accepts connections and runs the workers' line; reading, routing and
// writing of each request is done here, because what the library does with them cannot be bounded
// from outside.
#include "server/http/server.h"

#include <httplib.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <deque>
#include <exception>
#include <string_view>
#include <utility>

#include "server/http/assets.h"
#include "server/http/compress.h"
#include "server/http/connection.h"
#include "server/http/cors.h"
#include "server/http/head.h"
#include "server/http/listener.h"
#include "server/http/origin.h"
#include "server/http/reply.h"
#include "server/http/target.h"
#include "server/http/task_queue.h"

namespace outturn::http {
namespace {

constexpr std::string_view kAssets = "/assets/";
/// After so many requests a connection makes room, so that no client keeps a thread for good.
constexpr int kMaxRequests = 1000;
/// Refused connections kept open until the client has had time to read why.
constexpr std::size_t kMaxRefused = 64;

double milliseconds_since(Connection::Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Connection::Clock::now() - start).count();
}

/// The library's server with the part that reads and writes replaced.
class Acceptor : public httplib::Server {
 public:
  explicit Acceptor(std::function<void(int)> serve) : serve_(std::move(serve)) {}

  void adopt(int fd) { svr_sock_ = fd; }

 private:
  bool process_and_close_socket(socket_t socket) override {
    serve_(socket);
    return true;
  }

  std::function<void(int)> serve_;
};

}  // namespace

struct Server::Impl {
  Impl(Options given, Handler on_request, ErrorHandler on_failure);
  ~Impl();

  void serve(int fd);
  std::string path_at_hand(int fd) const;
  void refuse(int fd);
  bool serve_one(Connection& connection, int served);
  bool send_pieces(Connection& connection, const Head& head, const api::Response& response,
                   bool keep);
  bool answer_refusal(Connection& connection, const Head& head, const Refusal& refusal);
  api::Response route(const Head& head);
  api::Response route_below_base(const Head& head, Target& target);
  api::Response error(const std::string& path, int status, const std::string& message);
  api::Response safely(const std::string& path, const std::function<api::Response()>& work);
  std::string local_path(const std::string& path) const;

  Options options;
  Handler handler;
  ErrorHandler on_error;
  Limits limits;
  Load load;
  std::atomic<int> listening{-1};
  std::deque<int> refused;  // the accepting thread's alone
  Acceptor acceptor;
};

Server::Impl::Impl(Options given, Handler on_request, ErrorHandler on_failure)
    : options(std::move(given)),
      handler(std::move(on_request)),
      on_error(std::move(on_failure)),
      acceptor([this](int fd) { TaskQueue::refused() ? refuse(fd) : serve(fd); }) {
  while (options.base_url.ends_with('/')) options.base_url.pop_back();
  limits.max_target = options.max_target;
  limits.max_body = options.max_body;
  acceptor.new_task_queue = [this] {
    return new TaskQueue(options.threads, options.queue, load);  // the library takes ownership
  };
}

Server::Impl::~Impl() {
  for (const int fd : refused) close(fd);
  if (const int fd = listening.exchange(-1); fd >= 0) close(fd);
}

/// Strips the base URL, where the path lies below it: error pages know paths without it.
std::string Server::Impl::local_path(const std::string& path) const {
  if (path.starts_with(options.base_url + "/")) return path.substr(options.base_url.size());
  return path;
}

/// Runs what may throw. What was thrown goes to the log, never to the client.
api::Response Server::Impl::safely(const std::string& path,
                                   const std::function<api::Response()>& work) {
  try {
    return work();
  } catch (const std::exception& thrown) {
    spdlog::error("http: {}: exception: {}", path.substr(0, 200), thrown.what());
  } catch (...) {
    spdlog::error("http: {}: exception of unknown type", path.substr(0, 200));
  }
  try {
    return on_error(path, 500, "Something went wrong on our side.");
  } catch (...) {
    spdlog::error("http: {}: the error page failed too", path.substr(0, 200));
  }
  return {500, "text/plain; charset=utf-8", "Something went wrong on our side.\n", {}};
}

api::Response Server::Impl::error(const std::string& path, int status, const std::string& message) {
  api::Response response = safely(path, [&] { return on_error(path, status, message); });
  if (response.status == status) {
    if (status == 405) response.headers.emplace_back("Allow", "GET, HEAD");
    if (status == 503) response.headers.emplace_back("Retry-After", "1");
  }
  return response;
}

api::Response Server::Impl::route_below_base(const Head& head, Target& target) {
  if (is_preflight(head, target.path)) return preflight();
  if (head.method == "OPTIONS")
    return error(target.path, 405, "Only GET and HEAD are answered here.");
  if (target.path.starts_with(kAssets)) {
    const bool gzip = accepts_gzip(head.field("accept-encoding").value_or(""));
    const std::string_view name = std::string_view(target.path).substr(kAssets.size());
    if (auto asset = read_asset(options.assets, name, gzip)) return std::move(*asset);
    return error(target.path, 404, "There is no such file.");
  }
  api::Request request;
  request.path = std::move(target.path);
  request.parameters = std::move(target.parameters);
  request.fragment_only = wants_fragment(head);
  request.origin = options.origin.empty() ? origin_of(head) : options.origin;
  return safely(request.path, [&] { return handler(request); });
}

api::Response Server::Impl::route(const Head& head) {
  Target target = parse_target(head.target);
  if (target.path.empty()) return error("/", 400, "The address must begin with a slash.");
  const std::string& base = options.base_url;
  if (!base.empty()) {
    if (target.path == base) {
      // The base is ours and the query has been checked for control characters with the request
      // line.
      const std::string query = target.query.empty() ? "" : "?" + target.query;
      return {308, "text/plain; charset=utf-8", "", {{"Location", base + "/" + query}}};
    }
    if (!target.path.starts_with(base + "/"))
      return error(target.path, 404, "There is no page at this address.");
    target.path.erase(0, base.size());
  }
  const std::string path = target.path;
  api::Response response = route_below_base(head, target);
  share(path, response);
  return response;
}

bool Server::Impl::answer_refusal(Connection& connection, const Head& head,
                                  const Refusal& refusal) {
  const std::string path = local_path(parse_target(head.target).path);
  api::Response refused_answer = error(path.empty() ? "/" : path, refusal.status, refusal.message);
  share(path, refused_answer);
  const api::Response response = finish(std::move(refused_answer), head);
  spdlog::debug("http: {} {} {} refused: {}", head.method.substr(0, 20), head.target.substr(0, 200),
                response.status, refusal.message);
  connection.write(serialise(response, head.method != "HEAD", false));
  connection.finish(true);
  return false;
}

/// Sends an answer as it is made. False where the client left, or the making failed half-way: then
/// the body is left without its end, by which the client knows.
bool Server::Impl::send_pieces(Connection& connection, const Head& head,
                               const api::Response& response, bool keep) {
  const bool chunked = !head.http_1_0;
  if (!connection.write(chunked ? serialise(response, true, keep) : serialise_unframed(response)))
    return false;
  try {
    std::string piece;
    do {
      piece = response.pieces();
      if (!connection.write(chunked ? chunk(piece) : piece)) return false;
    } while (!piece.empty());
    return true;
  } catch (const std::exception& thrown) {
    spdlog::error("http: {} was cut off: {}", head.target.substr(0, 200), thrown.what());
    return false;
  }
}

/// Reads and answers one request. False where the connection is done with.
bool Server::Impl::serve_one(Connection& connection, int served) {
  HeadResult read;
  const auto outcome = connection.read_head(limits, read);
  if (outcome == Connection::Outcome::kClosed) return false;
  if (outcome == Connection::Outcome::kRefused)
    return answer_refusal(connection, read.head, read.refusal);
  if (const auto refusal = vet(read.head, limits))
    return answer_refusal(connection, read.head, *refusal);

  const auto start = Connection::Clock::now();
  const Head& head = read.head;
  api::Response response = finish(route(head), head);
  // Others waiting for this thread are told of by "close", so that the client does not lose a
  // request it sends into a connection that is being given up.
  const bool until_closed = response.pieces && head.http_1_0;  // HTTP/1.0 knows no chunks
  const bool keep = head.keep_alive() && !until_closed && served + 1 < kMaxRequests &&
                    !load.stopping && load.waiting == 0;
  const bool sent = response.pieces && head.method != "HEAD"
                        ? send_pieces(connection, head, response, keep)
                        : connection.write(serialise(response, head.method != "HEAD", keep));
  spdlog::debug("http: {} {} {} {:.1f} ms", head.method, head.target.substr(0, 200),
                response.status, milliseconds_since(start));
  if (sent && !keep) connection.finish(false);
  return sent && keep;
}

void Server::Impl::serve(int fd) {
  Connection connection(fd, options.timeout, load);
  try {
    for (int served = 0; serve_one(connection, served); ++served) {
    }
  } catch (const std::exception& thrown) {  // out of memory: this client's loss, not the server's
    spdlog::error("http: connection dropped: {}", thrown.what());
  }
}

/// The path asked for, where the beginning of the request has come with its connection; else "/".
std::string Server::Impl::path_at_hand(int fd) const {
  std::array<char, 4096> begin;
  const ssize_t got = recv(fd, begin.data(), begin.size(), MSG_PEEK | MSG_DONTWAIT);
  if (got <= 0) return "/";
  const std::string_view line(begin.data(), static_cast<std::size_t>(got));
  const std::size_t from = line.find(' ');
  if (from == std::string_view::npos) return "/";
  const std::string_view rest = line.substr(from + 1);
  const std::string path =
      local_path(parse_target(rest.substr(0, rest.find_first_of(" ?\r\n"))).path);
  return path.empty() ? "/" : path;
}

/// Answers 503 on the accepting thread without waiting for anything. The socket stays open for a
/// while, since closing it at once could reset the connection before the client has read the
/// answer.
void Server::Impl::refuse(int fd) {
  const std::string path = path_at_hand(fd);
  api::Response busy = error(path, 503, "Too many requests at once. Try again in a moment.");
  share(path, busy);
  const api::Response response = finish(std::move(busy), Head{});
  const std::string bytes = serialise(response, true, false);
  send(fd, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  shutdown(fd, SHUT_WR);
  refused.push_back(fd);
  if (refused.size() <= kMaxRefused) return;
  const int oldest = refused.front();
  refused.pop_front();
  std::string unread(16 * 1024, '\0');
  recv(oldest, unread.data(), unread.size(), MSG_DONTWAIT);
  close(oldest);
}

Server::Server(Options options, Handler handler, ErrorHandler on_error)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(handler), std::move(on_error))) {}

Server::~Server() = default;

base::Result<int> Server::bind() {
  const auto opened = open_listener(impl_->options.host, impl_->options.port);
  if (!opened) return tl::unexpected<base::Error>(opened.error());
  impl_->listening = opened->fd;
  return opened->port;
}

void Server::run() {
  const int fd = impl_->listening;
  if (fd < 0) return;
  impl_->acceptor.adopt(fd);
  // Returns when stop() has shut the socket down, after the workers have finished; closes the
  // socket.
  impl_->acceptor.listen_after_bind();
  impl_->listening = -1;
}

void Server::stop() {
  if (impl_->load.stopping.exchange(true)) return;
  // The library's own stop() closes a socket another thread is waiting on. A shutdown wakes that
  // thread, and it does the closing.
  if (const int fd = impl_->listening; fd >= 0) shutdown(fd, SHUT_RDWR);
}

}  // namespace outturn::http
