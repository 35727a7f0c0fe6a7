// SPDX-License-Identifier: GPL-3.0-or-later
// The head of a request (request line and header fields), parsed strictly: whatever two servers
// might read differently is refused, because that is what request smuggling lives on.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outturn::http {

struct Limits {
  std::size_t max_target = 24 * 1024;        // a pasted page of text
  std::size_t max_fields_bytes = 32 * 1024;  ///< all header lines together
  std::size_t max_fields = 100;
  std::size_t max_body = 64 * 1024;
};

/// Why a request is refused before anyone looks at what it asks for.
struct Refusal {
  int status = 400;
  std::string message;
};

struct Head {
  std::string method;
  std::string target;  ///< as written; holds no control character and no space
  bool http_1_0 = false;
  std::vector<std::pair<std::string, std::string>> fields;  ///< names in lower case, values trimmed

  /// Values of repeated fields joined with ", "; nothing where the field is absent. `name` in lower
  /// case.
  std::optional<std::string> field(std::string_view name) const;

  /// Whether a comma-separated field lists `token`, ignoring case.
  bool lists(std::string_view name, std::string_view token) const;

  bool keep_alive() const;
};

enum class HeadState {
  kIncomplete,  ///< more bytes are needed
  kComplete,
  kRefused,  ///< answer with the refusal, then close: the rest of the stream cannot be trusted
};

struct HeadResult {
  HeadState state = HeadState::kIncomplete;
  Head head;
  Refusal refusal;
  std::size_t consumed = 0;  ///< bytes of the buffer the head took, when complete
};

/// Reads one head from the front of `buffer`. Refuses before the head is complete when a limit is
/// passed.
HeadResult parse_head(std::string_view buffer, const Limits& limits);

/// Refuses what this server never takes: bodies, methods other than GET, HEAD and (of an address)
/// OPTIONS, encodings. Nothing where the head is fine. A request so refused closes its connection,
/// since its body is never read.
std::optional<Refusal> vet(const Head& head, const Limits& limits);

/// ASCII lower case; independent of the locale.
std::string to_lower(std::string_view text);

/// Without spaces and tabs at both ends.
std::string_view trim(std::string_view text);

}  // namespace outturn::http
