// SPDX-License-Identifier: GPL-3.0-or-later
// Records as lines of JSON. A file is written beside its name and renamed when it is whole, so that
// a failure leaves what was there.
#include "indexer/store/export_jsonl.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "schema/base/files.h"

namespace outturn::ingest {
namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Result;

class JsonLines {
 public:
  JsonLines(std::FILE* out, fs::path part, fs::path file)
      : out_(out), part_(std::move(part)), file_(std::move(file)) {}
  JsonLines(const JsonLines&) = delete;
  JsonLines& operator=(const JsonLines&) = delete;
  ~JsonLines() {
    if (file_.empty() || out_ == nullptr) return;
    std::fclose(out_);
    std::error_code ignored;  // a half file that cannot be removed is named by its ending
    fs::remove(part_, ignored);
  }

  Result<void> add(std::string_view json) {
    if (std::fwrite(json.data(), 1, json.size(), out_) != json.size() ||
        std::fputc('\n', out_) == EOF)
      return failed();
    return {};
  }

  /// After the last. Nothing is there under the file's name before.
  Result<void> finish() {
    if (std::fflush(out_) != 0) return failed();
    if (file_.empty()) return {};
    const int closed = std::fclose(out_);
    out_ = nullptr;
    if (closed != 0) return failed();
    if (auto synced = base::sync_to_disk(part_); !synced) return synced;
    std::error_code fault;
    fs::rename(part_, file_, fault);
    if (fault) {
      errno = fault.value();
      return failed();
    }
    return {};
  }

 private:
  Result<void> failed() const {
    return base::fail(Code::kUnwritable,
                      fmt::format("cannot be written ({})", std::strerror(errno)),
                      "is the disk full?", file_.empty() ? "standard output" : file_.string());
  }

  std::FILE* out_;
  fs::path part_;
  fs::path file_;
};

}  // namespace

Result<void> export_jsonl(const NextText& next, const fs::path& file) {
  const fs::path part = file.string() + ".part";
  std::FILE* out = file.empty() ? stdout : std::fopen(part.c_str(), "wbe");
  if (out == nullptr)
    return base::fail(Code::kUnwritable,
                      fmt::format("cannot be written ({})", std::strerror(errno)),
                      "check the folder and its permissions", part.string());
  JsonLines lines(out, part, file);
  std::string json;
  for (;;) {
    const auto more = next(json);
    if (!more) return tl::unexpected(more.error());
    if (!*more) return lines.finish();
    if (auto added = lines.add(json); !added) return added;
  }
}

}  // namespace outturn::ingest
