// SPDX-License-Identifier: GPL-3.0-or-later
// Binding of the port; see listener.h.
#include "server/http/listener.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <system_error>

namespace outturn::http {
namespace {

using base::Code;
using base::fail;

constexpr int kBacklog = 511;

/// The port a bound socket got; 0 where the kernel will not say.
int bound_port(int fd) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  if (address.ss_family == AF_INET6)
    return ntohs(reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port);
  return ntohs(reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
}

/// A listening socket for one address, or -1 with errno set.
int try_address(const addrinfo& info) {
  const int fd = socket(info.ai_family, info.ai_socktype | SOCK_CLOEXEC, info.ai_protocol);
  if (fd < 0) return -1;
  const int on = 1;
  // REUSEADDR lets a restart take the port back from connections in TIME_WAIT; a live listener
  // still holds it. Accepted sockets inherit NODELAY, without which small answers wait 40 ms.
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (bind(fd, info.ai_addr, info.ai_addrlen) == 0 && listen(fd, kBacklog) == 0) return fd;
  const int error = errno;
  close(fd);
  errno = error;
  return -1;
}

base::Result<Listener> explain(int error, const std::string& where) {
  if (error == EADDRINUSE)
    return fail(Code::kAddressInUse, "the port is in use",
                "stop the program that holds it, or choose another with --listen HOST:PORT", where);
  if (error == EACCES)
    return fail(Code::kUsage, "no permission to listen here",
                "choose a port above 1023, or grant CAP_NET_BIND_SERVICE", where);
  if (error == EADDRNOTAVAIL || error == EAFNOSUPPORT)
    return fail(Code::kUsage, "this machine does not have that address",
                "use 127.0.0.1, or an address that `ip address` lists", where);
  return fail(Code::kUsage, "cannot listen: " + std::generic_category().message(error), {}, where);
}

}  // namespace

base::Result<Listener> open_listener(const std::string& host, int port) {
  std::string name = host;
  if (name.size() > 2 && name.front() == '[' && name.back() == ']')
    name = name.substr(1, name.size() - 2);
  const std::string where =
      (name.find(':') == std::string::npos ? name : "[" + name + "]") + ":" + std::to_string(port);
  if (port < 0 || port > 65535)
    return fail(Code::kUsage, "a port lies between 0 and 65535", {}, where);

  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int lookup = getaddrinfo(name.c_str(), std::to_string(port).c_str(), &hints, &found);
  if (lookup != 0)
    return fail(Code::kUsage, std::string("the host is not known: ") + gai_strerror(lookup),
                "give an address, such as 127.0.0.1", where);
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> addresses(found, &freeaddrinfo);

  int error = EADDRNOTAVAIL;
  for (const addrinfo* info = addresses.get(); info != nullptr; info = info->ai_next) {
    if (const int fd = try_address(*info); fd >= 0) return Listener{fd, bound_port(fd)};
    error = errno;
    // "localhost" may name an IPv6 address on a machine without IPv6: only then try the next.
    if (error != EADDRNOTAVAIL && error != EAFNOSUPPORT) break;
  }
  return explain(error, where);
}

}  // namespace outturn::http
