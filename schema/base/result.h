// SPDX-License-Identifier: GPL-3.0-or-later
// Expected failures: a Result<T> is a value or an Error that says what, where and what next. One
// table maps each code to its slug, HTTP status and exit code.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace outturn::base {

/// Persisted in answers by slug; append only.
enum class Code {
  kUsage,         // the command line is wrong
  kInvalidData,   // a file was read but what it says is not acceptable
  kNotFound,      // a thing that was named is not there
  kUnreadable,    // a file or folder cannot be read
  kUnwritable,    // a file or folder cannot be written, or the disk is full
  kNewerVersion,  // written by a newer Outturn
  kCorrupt,       // a base or generation contradicts its own manifest
  kBusy,          // another process holds the base
  kAddressInUse,  // the port is taken
  kBadRequest,    // a request parameter is wrong
  kUnavailable,   // not ready to answer
  kInternal,      // a fault of ours
  kNotPossible,   // a figure cannot be worked out from what is given
  kGone,          // a record that was removed
};

struct CodeRow {
  Code code;
  std::string_view slug;
  int http_status;
  int exit_code;
};

/// Exit codes follow sysexits.h where it has one; 1 is reserved for "the data has problems".
inline constexpr std::array kCodes{
    CodeRow{Code::kUsage, "usage", 400, 64},
    CodeRow{Code::kInvalidData, "invalid_data", 422, 1},
    CodeRow{Code::kNotFound, "not_found", 404, 66},
    CodeRow{Code::kUnreadable, "unreadable", 500, 66},
    CodeRow{Code::kUnwritable, "unwritable", 507, 73},
    CodeRow{Code::kNewerVersion, "newer_version", 500, 78},
    CodeRow{Code::kCorrupt, "corrupt", 500, 65},
    CodeRow{Code::kBusy, "busy", 409, 75},
    CodeRow{Code::kAddressInUse, "address_in_use", 500, 69},
    CodeRow{Code::kBadRequest, "bad_request", 400, 64},
    CodeRow{Code::kUnavailable, "unavailable", 503, 69},
    CodeRow{Code::kInternal, "internal", 500, 70},
    CodeRow{Code::kNotPossible, "not_possible", 422, 1},
    CodeRow{Code::kGone, "gone", 410, 66},
};
static_assert([] {
  for (std::size_t i = 0; i < kCodes.size(); ++i)
    if (kCodes[i].code != static_cast<Code>(i)) return false;
  return true;
}());

constexpr const CodeRow& row(Code code) { return kCodes[static_cast<std::size_t>(code)]; }

struct Error {
  Code code = Code::kInternal;
  std::string message;  ///< what went wrong, naming the thing
  std::string hint;     ///< what to do next; may be empty
  std::string where;    ///< file, file and pointer, or parameter; may be empty
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Code code, std::string message, std::string hint = {},
                                  std::string where = {}) {
  return tl::unexpected<Error>(Error{code, std::move(message), std::move(hint), std::move(where)});
}

/// "where: message. Hint: hint", as a terminal shows it.
std::string to_text(const Error& error);

}  // namespace outturn::base
