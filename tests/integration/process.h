// SPDX-License-Identifier: GPL-3.0-or-later
// Child processes for the tests: run one to its end, or keep one and read what it says line by
// line.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace outturn::test {

using Arguments = std::vector<std::string>;

/// A process with its output in pipes. Ended for good when the object goes.
class Child {
 public:
  /// Throws std::runtime_error where it cannot be started.
  explicit Child(const Arguments& arguments);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  pid_t pid() const { return pid_; }

  /// The next line of standard output; nothing at its end or when it takes too long.
  std::optional<std::string> read_line(std::chrono::milliseconds timeout);

  void signal(int number) const;

  /// The exit code, 128 + N for signal N; nothing when it still runs after `timeout`. Drains both
  /// pipes.
  std::optional<int> wait(std::chrono::milliseconds timeout);

  const std::string& out() const { return out_; }
  const std::string& err() const { return err_; }

 private:
  bool drain(std::chrono::milliseconds timeout);

  pid_t pid_ = -1;
  int out_fd_ = -1;
  int err_fd_ = -1;
  std::string out_;
  std::string err_;
  std::size_t read_ = 0;  // how much of out_ read_line() has given away
  std::optional<int> code_;
};

struct Finished {
  int code = -1;
  std::string out;
  std::string err;
};

/// Runs to the end, for at most 50 s.
Finished run(const Arguments& arguments);

/// A folder that goes with the object.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

std::string read_text(const std::filesystem::path& file);
void write_text(const std::filesystem::path& file, const std::string& text);

}  // namespace outturn::test
