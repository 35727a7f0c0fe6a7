// SPDX-License-Identifier: GPL-3.0-or-later
// Watches `current` of a base and swaps generations.
#include "server/generations.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "schema/base/files.h"

namespace outturn {

Generations::Generations(store::Layout layout) : layout_(std::move(layout)) {}

Generations::~Generations() = default;

std::shared_ptr<const search::Generation> Generations::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

void Generations::serve(std::shared_ptr<const search::Generation> generation) {
  const std::lock_guard lock(mutex_);
  current_.swap(generation);  // the old one is closed by whoever holds it last, not under the lock
}

base::Result<void> Generations::load() {
  const auto folder = store::current_generation(layout_);
  if (!folder) return tl::unexpected(folder.error());
  auto generation = search::Generation::open(*folder);
  if (!generation) return tl::unexpected(generation.error());
  serve(std::move(*generation));
  return {};
}

void Generations::watch() {
  watcher_ = std::jthread([this](const std::stop_token& stop) {
    using namespace std::chrono_literals;
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
      wake.wait_for(lock, stop, 500ms, [] { return false; });
      if (!stop.stop_requested()) look();
    }
  });
}

void Generations::look() {
  const auto folder = store::current_generation(layout_);
  if (!folder) return;
  const auto seal = base::file_sha256(*folder / store::kManifestFile);
  if (!seal || *seal == current()->seal() || *seal == refused_) return;
  auto generation = search::Generation::open(*folder);
  if (!generation) {
    refused_ = *seal;
    spdlog::error("a new release was published but cannot be served, so the old one goes on: {}",
                  base::to_text(generation.error()));
    return;
  }
  refused_.clear();
  serve(std::move(*generation));
  spdlog::info("now serving release {}", current()->manifest().id);
}

}  // namespace outturn
