// SPDX-License-Identifier: GPL-3.0-or-later
// What the server answers to each address: finds the route, keeps what may be kept, and turns what
// goes wrong into a refusal. No HTTP library here.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "server/api/message.h"
#include "server/downloads/permits.h"
#include "server/generations.h"
#include "server/remembered.h"
#include "server/render/pages.h"
#include "server/routes/route.h"

namespace outturn {

/// Each holds one of the server's threads and, while it is made, as much of a processor as it gets:
/// as many leave the search pages quick.
inline constexpr std::size_t kMostLongDownloads = 4;

class Service {
 public:
  /// Generations and pages outlive the service. `stamp` changes whenever the pages would look
  /// different for the same data.
  Service(const Generations& generations, const render::Pages& pages, routes::Settings settings,
          std::string stamp);

  /// Called from many threads at once.
  api::Response answer(const api::Request& request) const;

  /// The answer to a request that never got as far as answer().
  api::Response refuse(const std::string& path, int status, const std::string& message) const;

 private:
  api::Response look_up(const api::Request& request,
                        const std::shared_ptr<const search::Generation>& generation) const;
  api::Response error(const api::Request& request,
                      const std::shared_ptr<const search::Generation>& generation, int status,
                      std::string_view message, std::string_view hint) const;
  api::Response ready() const;
  void add_validator(const std::string& release, const std::string& name,
                     api::Response& response) const;

  const Generations& generations_;
  const render::Pages& pages_;
  routes::Settings settings_;
  std::string stamp_;
  mutable Remembered remembered_;
  mutable downloads::Permits permits_{kMostLongDownloads};
};

}  // namespace outturn
