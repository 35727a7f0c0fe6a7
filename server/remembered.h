// SPDX-License-Identifier: GPL-3.0-or-later
// Answers that were given before. A generation never changes, so an answer that may be revalidated
// is the same whenever it is asked for again; with another generation everything has another name.
#pragma once

#include <memory>
#include <string>

#include "server/api/message.h"
#include "server/search/match/bounded_cache.h"

namespace outturn {

/// A name for what a request asks of the generation with that seal: different for different
/// requests, whatever their parameters hold.
inline std::string name_of(const api::Request& request, const std::string& seal) {
  std::string name = seal;
  const auto add = [&](const std::string& part) {
    name += std::to_string(part.size());
    name += ':';
    name += part;
  };
  name += request.fragment_only ? 'f' : 'w';
  add(request.origin);
  add(request.path);
  for (const api::Parameter& parameter : request.parameters) {
    add(parameter.name);
    add(parameter.value);
  }
  return name;
}

/// Safe from any thread.
class Remembered {
 public:
  std::shared_ptr<const api::Response> find(const std::string& name) { return answers_.find(name); }

  void keep(const std::string& name, const api::Response& response) {
    answers_.keep(name, std::make_shared<const api::Response>(response), response.body.size());
  }

 private:
  static constexpr std::size_t kMostBytes = 16U << 20;
  search::BoundedCache<api::Response> answers_{kMostBytes};
};

}  // namespace outturn
