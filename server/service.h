// SPDX-License-Identifier: GPL-3.0-or-later
// What the server answers to each address: reads the request, asks the engine or the store, and
// hands the answer to the JSON writer or to the pages. No HTTP library here.
#pragma once

#include <string>

#include "server/api/message.h"
#include "server/api/problem.h"
#include "server/generations.h"
#include "server/remembered.h"
#include "server/render/pages.h"

namespace outturn {

class Service {
 public:
  /// Both outlive the service. `stamp` changes whenever the pages would look different for the same
  /// data.
  Service(const Generations& generations, const render::Pages& pages, std::string stamp);

  /// Called from many threads at once.
  api::Response answer(const api::Request& request) const;

  /// The answer to a request that never got as far as answer().
  api::Response refuse(const std::string& path, int status, const std::string& message) const;

 private:
  struct Context;

  api::Response api_answer(const Context& context, std::string_view route) const;
  api::Response page_answer(const Context& context) const;
  api::Response record_answer(const Context& context, std::string_view id) const;
  api::Response record_page(const Context& context, const render::Release& release) const;
  api::Response suggest_answer(const Context& context) const;
  api::Response comparables_answer(const Context& context, std::string_view id) const;
  api::Response comparables_page(const Context& context, const render::Release& release) const;
  api::Response local_answer(const Context& context) const;
  api::Response local_page(const Context& context, const render::Release& release) const;
  api::Response search_page(const Context& context, const render::Release& release) const;
  api::Response error(const Context& context, int status, std::string_view code,
                      std::string_view message, std::string_view hint,
                      const std::vector<api::Problem>& problems = {}) const;
  api::Response ready() const;
  void add_validator(const Context& context, const std::string& name,
                     api::Response& response) const;

  const Generations& generations_;
  const render::Pages& pages_;
  std::string stamp_;
  mutable Remembered remembered_;
};

}  // namespace outturn
