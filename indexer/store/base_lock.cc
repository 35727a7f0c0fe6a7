// SPDX-License-Identifier: GPL-3.0-or-later
// The writer's lock, by flock(2). The file says who holds it, for messages only: whether it is held
// is what the kernel says, so a file left by a dead process stops nobody, and one that names a
// process which is not there any more is not believed.
#include "indexer/store/base_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "schema/base/files.h"
#include "schema/base/text.h"

namespace outturn::ingest {
namespace {

using base::Code;
using base::fail;

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : "unknown";
}

/// How a process was started, with what separates its arguments made spaces.
std::string command_of(const std::string& process) {
  constexpr std::size_t kLongest = 200;
  std::ifstream file("/proc/" + process + "/cmdline", std::ios::binary);
  std::string command(kLongest + 1, '\0');
  file.read(command.data(), static_cast<std::streamsize>(command.size()));
  command.resize(static_cast<std::size_t>(file.gcount()));
  while (!command.empty() && command.back() == '\0') command.pop_back();
  return base::clip(base::printable(command), kLongest);
}

std::string this_process() {
  const std::string pid = std::to_string(::getpid());
  return nlohmann::json{{"process", ::getpid()},
                        {"host", host_name()},
                        {"since", base::utc_now()},
                        {"command", command_of(pid)}}
             .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) +
         "\n";
}

/// What the file says of its holder: of this host only where that process is there.
std::string holder(int fd) {
  std::string text(1024, '\0');
  const ssize_t got = ::pread(fd, text.data(), text.size(), 0);
  text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  const auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return "a process that did not say which";
  const auto said = [&](const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string()
               ? base::clip(base::printable(found->get<std::string>()), 300)
               : std::string("unknown");
  };
  const auto number = json.find("process");
  const pid_t process =
      number != json.end() && number->is_number_integer() ? number->get<pid_t>() : 0;
  const std::string host = said("host");
  const bool here = host == host_name();
  if (here && process > 0 && ::kill(process, 0) != 0 && errno == ESRCH)
    return fmt::format(
        "not process {}, which the lock names and which has ended, but one that has "
        "not signed it yet",
        process);
  return fmt::format("process {}{}, since {}: {}", process, here ? "" : " on " + host,
                     said("since"), said("command"));
}

tl::unexpected<base::Error> refused(int fd, const store::Layout& layout) {
  if (errno != EWOULDBLOCK)
    return fail(Code::kUnwritable, fmt::format("cannot be locked ({})", std::strerror(errno)),
                "put the base on a file system that knows locks", layout.lock().string());
  return fail(Code::kBusy, fmt::format("another writer holds this base ({})", holder(fd)),
              "wait until it has ended; reading is not held up", layout.base.string());
}

}  // namespace

base::Result<BaseLock> BaseLock::take(const store::Layout& layout) {
  std::error_code fault;
  std::filesystem::create_directories(layout.generations(), fault);
  if (fault) {
    return fail(Code::kUnwritable, fmt::format("cannot make the folder ({})", fault.message()),
                "--base names a folder that may be written to; a file cannot be one",
                layout.base.string());
  }
  const int fd = ::open(layout.lock().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) {
    return fail(Code::kUnwritable, fmt::format("cannot open it ({})", std::strerror(errno)),
                "check its permissions", layout.lock().string());
  }
  BaseLock lock(fd);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) return refused(fd, layout);
  const std::string holder = this_process();
  if (::ftruncate(fd, 0) != 0 || ::pwrite(fd, holder.data(), holder.size(), 0) < 0) {
    return fail(Code::kUnwritable, fmt::format("cannot write it ({})", std::strerror(errno)),
                "is the disk full?", layout.lock().string());
  }
  return lock;
}

BaseLock::BaseLock(BaseLock&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }

BaseLock::~BaseLock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace outturn::ingest
