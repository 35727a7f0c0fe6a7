// SPDX-License-Identifier: GPL-3.0-or-later
// Child processes through fork and exec; see process.h.
#include "tests/integration/process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace outturn::test {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

void take(int& fd, std::string& text) {
  std::array<char, 65536> piece;
  const ssize_t got = read(fd, piece.data(), piece.size());
  if (got > 0) {
    text.append(piece.data(), static_cast<std::size_t>(got));
  } else {
    close(fd);
    fd = -1;
  }
}

}  // namespace

Child::Child(const Arguments& arguments) {
  std::array<int, 2> out{};
  std::array<int, 2> err{};
  if (pipe2(out.data(), O_CLOEXEC) != 0 || pipe2(err.data(), O_CLOEXEC) != 0)
    throw std::runtime_error("pipe2");
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  pid_ = fork();
  if (pid_ < 0) throw std::runtime_error("fork");
  if (pid_ == 0) {
    dup2(out[1], STDOUT_FILENO);
    dup2(err[1], STDERR_FILENO);
    execvp(argv[0], argv.data());
    _exit(127);
  }
  close(out[1]);
  close(err[1]);
  out_fd_ = out[0];
  err_fd_ = err[0];
}

Child::~Child() {
  if (!code_) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  if (out_fd_ >= 0) close(out_fd_);
  if (err_fd_ >= 0) close(err_fd_);
}

void Child::signal(int number) const { kill(pid_, number); }

/// Reads what both pipes have to give. False once both have ended.
bool Child::drain(milliseconds timeout) {
  std::array<pollfd, 2> items{{{out_fd_, POLLIN, 0}, {err_fd_, POLLIN, 0}}};
  if (out_fd_ < 0 && err_fd_ < 0) return false;
  if (poll(items.data(), items.size(), static_cast<int>(timeout.count())) <= 0) return true;
  if (items[0].revents != 0) take(out_fd_, out_);
  if (items[1].revents != 0) take(err_fd_, err_);
  return true;
}

std::optional<std::string> Child::read_line(milliseconds timeout) {
  const auto deadline = Clock::now() + timeout;
  while (true) {
    const auto end = out_.find('\n', read_);
    if (end != std::string::npos) {
      std::string line = out_.substr(read_, end - read_);
      read_ = end + 1;
      return line;
    }
    if (Clock::now() > deadline || out_fd_ < 0) return std::nullopt;
    drain(milliseconds(50));
  }
}

std::optional<int> Child::wait(milliseconds timeout) {
  const auto deadline = Clock::now() + timeout;
  while (!code_) {
    if (!drain(milliseconds(5))) std::this_thread::sleep_for(milliseconds(2));
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) == pid_) {
      code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
      while (drain(milliseconds(0)) && (out_fd_ >= 0 || err_fd_ >= 0) && Clock::now() < deadline) {
      }
    } else if (Clock::now() > deadline) {
      return std::nullopt;
    }
  }
  return code_;
}

Finished run(const Arguments& arguments) {
  Child child(arguments);
  const auto code = child.wait(milliseconds(50000));
  return {code.value_or(-1), child.out(), child.err()};
}

TempDir::TempDir() {
  std::string name = (std::filesystem::temp_directory_path() / "outturn-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp " + name);
  path_ = name;
}

TempDir::~TempDir() {
  std::error_code ignored;  // a folder left behind in /tmp must not fail a test
  std::filesystem::remove_all(path_, ignored);
}

std::string read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write_text(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
}

}  // namespace outturn::test
