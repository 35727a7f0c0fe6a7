// SPDX-License-Identifier: GPL-3.0-or-later
// A part of XML as events, a piece at a time. A document type is refused, since neither format has
// one and entities are how XML is made to explode.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/readers/sheets/archive.h"
#include "schema/base/result.h"

struct XML_ParserStruct;

namespace outturn::ingest {

/// A name as its namespace and the rest; views live as long as the event.
struct XmlName {
  std::string_view space;
  std::string_view local;
};

class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}

  /// The value; of an attribute without a namespace, `space` is empty.
  std::optional<std::string_view> find(std::string_view local, std::string_view space = {}) const;

 private:
  const char** pairs_;
};

/// What hears the events. An error it gives ends the reading.
class XmlEvents {
 public:
  virtual ~XmlEvents() = default;
  virtual base::Result<void> start(const XmlName& name, const XmlAttributes& attributes) = 0;
  virtual base::Result<void> end(const XmlName& name) = 0;
  virtual base::Result<void> text(std::string_view text) = 0;  ///< in pieces

  /// Whether more() should come back before the end of its piece.
  virtual bool full() const { return false; }
};

class XmlReader {
 public:
  /// `events` must outlive the reader.
  XmlReader(std::unique_ptr<Part> part, XmlEvents& events);
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  /// Reads one more piece; false when the part is done. Errors: damaged archive, not well-formed,
  /// bounds, and what the events give.
  base::Result<bool> more();

  const Part& part() const { return *part_; }

 private:
  friend struct XmlCallbacks;
  base::Result<void> parse_piece();
  base::Result<void> resume();
  base::Result<void> took(int status);

  std::unique_ptr<Part> part_;
  XmlEvents& events_;
  XML_ParserStruct* parser_;
  base::Result<void> state_;
  std::size_t depth_ = 0;
  bool ended_ = false;
  bool suspended_ = false;
};

/// Reads a part to its end.
base::Result<void> read_xml(std::unique_ptr<Part> part, XmlEvents& events);

}  // namespace outturn::ingest
