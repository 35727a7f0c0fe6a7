// SPDX-License-Identifier: GPL-3.0-or-later
// What a peer is to the comparison, and the main program that all of them share: it builds, asks
// and times one of them.
//
// A peer is asked as a careful user of it would ask: statements prepared, handles kept open, its
// own best way to count facets. What is timed is all it does until the total, the ten facets and
// the ten first records are known; turning them into our form is not timed.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "tests/bench/peers/question.h"

namespace outturn::bench {

/// In MiB. Pages of mapped files count as resident once they are touched; pages that the kernel
/// keeps of files which are read do not.
struct Memory {
  double resident = 0;
  double peak = 0;
};

/// Whether a peer may remember parts of earlier questions. None remembers whole answers.
enum class Caches { kAsShipped, kNone };

struct PeerOptions {
  std::filesystem::path data;   ///< what outturn_peer_data wrote
  std::filesystem::path index;  ///< the peer's own folder
  std::string connection;       ///< of a peer that is a server: where it listens
  Caches caches = Caches::kAsShipped;
};

class Peer {
 public:
  virtual ~Peer() = default;

  /// Puts all records in; the folder is empty. All of these may throw.
  virtual void build() = 0;
  /// Makes ready to be asked.
  virtual void open() = 0;
  virtual void ask(const Question& question) = 0;
  /// To the question asked last.
  virtual Answer answer() = 0;

  /// Name and version of the library or server.
  virtual std::string version() const = 0;
  virtual Memory memory() const;
  /// Bytes on disk of the index; the folder's unless the peer knows better.
  virtual std::uintmax_t bytes() const;

 protected:
  explicit Peer(PeerOptions options) : options_(std::move(options)) {}
  const PeerOptions& options() const { return options_; }

 private:
  PeerOptions options_;
};

/// A figure of /proc/PID/FILE that is given in kB there, in MiB here; 0 where it cannot be read.
double proc_mib(const std::string& pid, const std::string& file, const std::string& name);

/// The main program of a peer. `describe` is called where something is caught that is no
/// std::exception, and may throw it again to see what it is.
int peer_main(int argc, char** argv, const std::function<std::unique_ptr<Peer>(PeerOptions)>& make,
              const std::function<std::string()>& describe = {});

}  // namespace outturn::bench
