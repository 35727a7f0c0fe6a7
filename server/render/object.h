// SPDX-License-Identifier: GPL-3.0-or-later
// An object of a view, made field by field, for those that a page has by the hundred: the braces of
// nlohmann::json make a value of every name and a list of every pair before they make the object.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

namespace outturn::render {

class Object {
 public:
  Object& with(const char* name, nlohmann::json value) {
    fields_.emplace(name, std::move(value));
    return *this;
  }
  nlohmann::json take() { return nlohmann::json(std::move(fields_)); }

 private:
  nlohmann::json::object_t fields_;
};

}  // namespace outturn::render
