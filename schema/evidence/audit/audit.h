// SPDX-License-Identifier: GPL-3.0-or-later
// The audit: works a record's figures out again from one another and says, figure by figure, what
// does not agree, what the print must have meant, and what cannot be read. It changes no figure.
// Pure functions, safe from any thread; figures of any size give flags or none, never an error.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "schema/evidence/audit/checks.h"
#include "schema/evidence/record.h"

namespace outturn::evidence {

/// Raised whenever the flags of the same record would change: the next build audits every record
/// anew.
inline constexpr int kAuditVersion = 2;

struct Flag {
  std::string code;  ///< of a row of kChecks
  Severity severity = Severity::kNote;
  std::string pointer;                 ///< JSON pointer into the record
  std::optional<double> reported;      ///< the value held
  std::optional<std::string> printed;  ///< what the source prints, where that differs
  std::optional<double> derived;       ///< what the other figures give; in the unit of `reported`
  std::string sentence;                ///< the matter in plain words, with the figures

  bool operator==(const Flag&) const = default;
};

/// Everything that can be said of one record on its own, in the order of its findings and
/// appraisals. A figure is held to what its print can vouch for: half a unit of the last digit, of
/// every figure that enters (tolerance.h).
std::vector<Flag> audit(const Record& record);

struct RecordFlag {
  std::size_t record = 0;  ///< how-manieth record was added
  Flag flag;
};

/// A record that shares figures, as the flag names it.
struct Sharer {
  std::string id;
  std::string title;
  std::vector<std::string> supersedes;
};

/// Finds findings and appraisals that two records share figure for figure: the same study entered
/// twice would count twice. Only where the figures together carry so many digits that chance is
/// out of the question. Records may be added one by one; not to be used by two threads at once.
class AcrossAudit {
 public:
  void add(const Record& record);
  std::vector<RecordFlag> flags() const;  ///< in the order of the records

 private:
  struct Place {
    std::size_t record;
    std::string pointer;
  };
  std::map<std::string, std::vector<Place>> places_;  // by the figures, as one text
  std::vector<Sharer> records_;
};

std::vector<RecordFlag> audit_across(std::span<const Record> records);

}  // namespace outturn::evidence
