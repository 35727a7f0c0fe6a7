// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/arithmetic/pooling_data.h"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace outturn::test {

namespace {

using arithmetic::Study;

struct Trial {
  const char* author;
  double year, tb_vaccine, none_vaccine, tb_control, none_control;
  const char* assigned;
};
constexpr Trial kTrials[] = {
    {"Aronson", 1948, 4, 119, 11, 128, "random"},
    {"Ferguson and Simes", 1949, 6, 300, 29, 274, "random"},
    {"Rosenthal and others", 1960, 3, 228, 11, 209, "random"},
    {"Hart and Sutherland", 1977, 62, 13536, 248, 12619, "random"},
    {"Frimodt-Moller and others", 1973, 33, 5036, 47, 5761, "alternate"},
    {"Stein and Aronson", 1953, 180, 1361, 372, 1079, "alternate"},
    {"Vandiviere and others", 1973, 8, 2537, 10, 619, "random"},
    {"TPT Madras", 1980, 505, 87886, 499, 87892, "random"},
    {"Coetzee and Berjak", 1968, 29, 7470, 45, 7232, "random"},
    {"Rosenthal and others 1961", 1961, 17, 1699, 65, 1600, "systematic"},
    {"Comstock and others", 1974, 186, 50448, 141, 27197, "systematic"},
    {"Comstock and Webster", 1969, 5, 2493, 3, 2338, "systematic"},
    {"Comstock and others 1976", 1976, 27, 16886, 29, 17825, "systematic"},
};

Study from_counts(double a, double b, double c, double d, std::string_view measure) {
  const double n1 = a + b;
  const double n2 = c + d;
  Study study;
  if (measure == "RR") {
    study.yi = std::log((a / n1) / (c / n2));
    study.vi = 1 / a - 1 / n1 + 1 / c - 1 / n2;
  } else if (measure == "OR") {
    study.yi = std::log(a * d / (b * c));
    study.vi = 1 / a + 1 / b + 1 / c + 1 / d;
  } else if (measure == "RD") {
    study.yi = a / n1 - c / n2;
    study.vi = a * b / (n1 * n1 * n1) + c * d / (n2 * n2 * n2);
  } else {
    throw std::invalid_argument("measure");
  }
  study.metric = measure;
  study.favours = arithmetic::Favours::kNegative;
  return study;
}

// Quoted cells may hold commas; a quote within one does not occur.
std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> found(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      found.emplace_back();
    else if (c != '\r')
      found.back() += c;
  }
  return found;
}

}  // namespace

std::vector<Study> bcg(std::string_view measure) {
  std::vector<Study> studies;
  for (const Trial& trial : kTrials) {
    Study study = from_counts(trial.tb_vaccine, trial.none_vaccine, trial.tb_control,
                              trial.none_control, measure);
    study.label = trial.author;
    study.sample = trial.author;
    study.subgroup = trial.assigned;
    study.order = trial.year;
    studies.push_back(study);
  }
  return studies;
}

const std::string& Table::at(std::size_t row, std::string_view column) const {
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i] == column) return rows.at(row).at(i);
  throw std::out_of_range(std::string(column));
}

std::optional<Table> pooling_table(const std::string& name) {
  const char* elsewhere = std::getenv("OUTTURN_DATA");
  const std::string folder = elsewhere != nullptr && *elsewhere != 0
                                 ? elsewhere
                                 : std::string(OUTTURN_SOURCE_DIR) + "/../shared/data";
  std::ifstream stream(folder + "/pooling/" + name + ".csv");
  if (!stream) return std::nullopt;
  Table table;
  std::string line;
  std::getline(stream, line);
  table.columns = cells(line);
  while (std::getline(stream, line))
    if (!line.empty()) table.rows.push_back(cells(line));
  return table;
}

std::optional<std::vector<Study>> pooling_data(const std::string& name) {
  const auto table = pooling_table("dat." + name);
  if (!table) return std::nullopt;
  const std::string subgroup = name == "bcg"              ? "alloc"
                               : name == "raudenbush1985" ? "tester"
                                                          : "grade";
  std::vector<Study> studies;
  for (std::size_t i = 0; i < table->rows.size(); ++i) {
    const auto number = [&](std::string_view column) { return std::stod(table->at(i, column)); };
    Study study;
    if (name == "bcg") {
      study = from_counts(number("tpos"), number("tneg"), number("cpos"), number("cneg"), "RR");
    } else {
      study.yi = number("yi");
      study.vi = number("vi");
    }
    study.label = table->at(i, "author") + " " + table->at(i, "year");
    study.order = number("year");
    study.subgroup = table->at(i, subgroup);
    studies.push_back(study);
  }
  return studies;
}

arithmetic::Tau2Method method_named(std::string_view name) {
  if (name == "EE") return arithmetic::Tau2Method::kEqualEffects;
  if (name == "DL") return arithmetic::Tau2Method::kDerSimonianLaird;
  if (name == "PM") return arithmetic::Tau2Method::kPauleMandel;
  if (name == "REML") return arithmetic::Tau2Method::kReml;
  throw std::invalid_argument(std::string(name));
}

}  // namespace outturn::test
