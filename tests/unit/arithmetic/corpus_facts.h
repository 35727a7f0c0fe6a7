// SPDX-License-Identifier: GPL-3.0-or-later
// Records of the shipped corpus as JSON, for tests on the figures their sources print.
#pragma once

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

namespace outturn::test {

/// The appraisal of the given kind in the first record of a corpus file.
inline nlohmann::json corpus_appraisal(const std::string& file, const std::string& kind) {
  std::ifstream stream(std::string(OUTTURN_SOURCE_DIR) + "/corpus/" + file);
  const auto document = nlohmann::json::parse(stream);
  for (const auto& appraisal : document.at("records").at(0).at("appraisals"))
    if (appraisal.at("kind") == kind) return appraisal;
  throw std::runtime_error(file + " has no appraisal of kind " + kind);
}

}  // namespace outturn::test
