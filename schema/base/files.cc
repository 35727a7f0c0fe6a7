// SPDX-License-Identifier: GPL-3.0-or-later
// Files with named failures; contracts in files.h.
#include "schema/base/files.h"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <memory>
#include <span>

#include "schema/base/descriptor.h"

namespace outturn::base {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> system_failure(Code code, std::string_view action, const fs::path& path) {
  const int reason = errno;
  std::string hint;
  if (reason == ENOSPC || reason == EDQUOT)
    hint = "the disk is full: free some space and run again";
  if (reason == EFBIG) hint = "the file size limit was reached: raise it (ulimit -f) and run again";
  if (reason == EACCES || reason == EPERM)
    hint = "check the permissions of the file and its folder";
  return fail(code, fmt::format("cannot {} ({})", action, std::strerror(reason)), hint,
              path.string());
}

class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr);
  }
  void add(const void* data, std::size_t size) { EVP_DigestUpdate(context_.get(), data, size); }
  std::string hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    EVP_DigestFinal_ex(context_.get(), digest.data(), &length);
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out;
    for (const unsigned char byte : std::span(digest).first(length)) {
      out += kDigits[byte >> 4U];
      out += kDigits[byte & 15U];
    }
    return out;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

/// Calls `sink` with each piece of a file.
template <typename Sink>
Result<void> for_each_piece(const fs::path& path, Sink sink) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) {
    if (errno == ENOENT || errno == ENOTDIR)
      return fail(Code::kNotFound, "no such file", "check the path", path.string());
    return system_failure(Code::kUnreadable, "open it for reading", path);
  }
  std::array<char, 1 << 16> piece{};
  for (;;) {
    const ssize_t got = ::read(file.get(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_failure(Code::kUnreadable, "read it", path);
    if (got == 0) return {};
    if (auto more = sink(std::string_view(piece.data(), static_cast<std::size_t>(got))); !more)
      return more;
  }
}

}  // namespace

Result<std::string> read_file(const fs::path& path, std::size_t limit) {
  std::string content;
  const auto read = for_each_piece(path, [&](std::string_view piece) -> Result<void> {
    if (content.size() + piece.size() > limit) {
      return fail(Code::kInvalidData, fmt::format("larger than {} MiB", limit >> 20),
                  "split it into smaller files", path.string());
    }
    content += piece;
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return content;
}

Result<void> write_file(const fs::path& path, std::string_view content) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (file.get() < 0) return system_failure(Code::kUnwritable, "open it for writing", path);
  while (!content.empty()) {
    const ssize_t put = ::write(file.get(), content.data(), content.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return system_failure(Code::kUnwritable, "write it", path);
    content.remove_prefix(static_cast<std::size_t>(put));
  }
  if (::fsync(file.get()) != 0) return system_failure(Code::kUnwritable, "sync it to disk", path);
  return {};
}

Result<void> sync_to_disk(const fs::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0 || ::fsync(file.get()) != 0)
    return system_failure(Code::kUnwritable, "sync it to disk", path);
  return {};
}

Result<std::string> file_sha256(const fs::path& path) {
  Sha256 digest;
  const auto read = for_each_piece(path, [&](std::string_view piece) -> Result<void> {
    digest.add(piece.data(), piece.size());
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return digest.hex();
}

std::string sha256(std::string_view text) {
  Sha256 digest;
  digest.add(text.data(), text.size());
  return digest.hex();
}

std::string utc_now() {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

}  // namespace outturn::base
