// SPDX-License-Identifier: GPL-3.0-or-later
// The generation being served, and the thread that notices a newly published one. A request takes
// the current generation once and keeps it; a swap therefore drops nothing.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "schema/base/result.h"
#include "schema/store/layout.h"
#include "server/search/generation.h"

namespace outturn {

class Generations {
 public:
  explicit Generations(store::Layout layout);
  ~Generations();
  Generations(const Generations&) = delete;
  Generations& operator=(const Generations&) = delete;

  /// Opens what is published now. Errors as search::Generation::open.
  base::Result<void> load();

  /// Looks twice a second for another one, until this object ends. One that cannot be opened is
  /// reported in the log once, and the one being served goes on.
  void watch();

  /// The one being served; null before load().
  std::shared_ptr<const search::Generation> current() const;

 private:
  void look();
  void serve(std::shared_ptr<const search::Generation> generation);

  store::Layout layout_;
  std::string refused_;  ///< seal of the last one that could not be opened; watcher only
  // Not an atomic pointer: to load one is a race in libstdc++ 12, which the thread sanitizer shows.
  mutable std::mutex mutex_;
  std::shared_ptr<const search::Generation> current_;  // guarded by mutex_
  std::jthread watcher_;
};

}  // namespace outturn
