// SPDX-License-Identifier: GPL-3.0-or-later
// expat behind the events. Expat is C: what goes wrong in a callback is kept, and the parser is
// stopped.
#include "indexer/readers/sheets/xml.h"

#include <expat.h>
#include <fmt/format.h>

namespace outturn::ingest {
namespace {

using base::Code;
using base::fail;

constexpr char kSeparator = '\n';  // cannot stand in a namespace or a name
constexpr std::size_t kPiece = 256U << 10;
constexpr std::size_t kDeepest = 256;

/// What expat may hold of a tag that has not ended: an ODS cell may have its whole text in one.
constexpr std::uint64_t kLargestTag = 8U << 20;

XmlName split(const char* name) {
  const std::string_view whole = name;
  const auto at = whole.find(kSeparator);
  if (at == std::string_view::npos) return {{}, whole};
  return {whole.substr(0, at), whole.substr(at + 1)};
}

}  // namespace

struct XmlCallbacks {
  static XmlReader& self(void* data) { return *static_cast<XmlReader*>(data); }

  static void keep(XmlReader& reader, base::Result<void> result) {
    if (result) return;
    if (reader.state_) reader.state_ = std::move(result);
    XML_StopParser(reader.parser_, XML_FALSE);
  }

  static void start(void* data, const char* name, const char** attributes) {
    XmlReader& reader = self(data);
    if (!reader.state_) return;
    if (++reader.depth_ > kDeepest)
      return keep(reader,
                  fail(Code::kInvalidData, "has XML nested too deeply", {}, reader.part_->where()));
    keep(reader, reader.events_.start(split(name), XmlAttributes(attributes)));
  }

  static void end(void* data, const char* name) {
    XmlReader& reader = self(data);
    if (!reader.state_) return;
    --reader.depth_;
    keep(reader, reader.events_.end(split(name)));
    if (reader.state_ && reader.events_.full()) XML_StopParser(reader.parser_, XML_TRUE);
  }

  static void text(void* data, const char* text, int length) {
    XmlReader& reader = self(data);
    if (!reader.state_) return;
    keep(reader, reader.events_.text({text, static_cast<std::size_t>(length)}));
  }

  static void doctype(void* data, const char*, const char*, const char*, int) {
    XmlReader& reader = self(data);
    keep(reader,
         fail(Code::kInvalidData, "declares an XML document type, which spreadsheets do not",
              "open it in a spreadsheet program and save it again", reader.part_->where()));
  }
};

std::optional<std::string_view> XmlAttributes::find(std::string_view local,
                                                    std::string_view space) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    const XmlName name = split(pair[0]);
    if (name.local == local && name.space == space) return pair[1];
  }
  return std::nullopt;
}

XmlReader::XmlReader(std::unique_ptr<Part> part, XmlEvents& events)
    : part_(std::move(part)), events_(events), parser_(XML_ParserCreateNS(nullptr, kSeparator)) {
  if (parser_ == nullptr) throw std::bad_alloc();
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, XmlCallbacks::start, XmlCallbacks::end);
  XML_SetCharacterDataHandler(parser_, XmlCallbacks::text);
  XML_SetStartDoctypeDeclHandler(parser_, XmlCallbacks::doctype);
}

XmlReader::~XmlReader() { XML_ParserFree(parser_); }

base::Result<bool> XmlReader::more() {
  if (!state_) return tl::unexpected(state_.error());
  if (ended_ && !suspended_) return false;
  if (auto parsed = suspended_ ? resume() : parse_piece(); !parsed) {
    state_ = parsed;
    return tl::unexpected(parsed.error());
  }
  return !ended_ || suspended_;
}

base::Result<void> XmlReader::resume() { return took(XML_ResumeParser(parser_)); }

base::Result<void> XmlReader::parse_piece() {
  void* buffer = XML_GetBuffer(parser_, static_cast<int>(kPiece));
  if (buffer == nullptr) return fail(Code::kInternal, "no memory left", {}, part_->where());
  const auto got = part_->read({static_cast<char*>(buffer), kPiece});
  if (!got) return tl::unexpected(got.error());
  ended_ = *got == 0;
  return took(XML_ParseBuffer(parser_, static_cast<int>(*got), ended_ ? 1 : 0));
}

base::Result<void> XmlReader::took(int status) {
  if (!state_) return state_;
  suspended_ = status == XML_STATUS_SUSPENDED;
  if (status == XML_STATUS_ERROR)
    return fail(
        Code::kInvalidData,
        fmt::format("is not well-formed XML at line {}: {}", XML_GetCurrentLineNumber(parser_),
                    XML_ErrorString(XML_GetErrorCode(parser_))),
        "it may be damaged; copy it again, or open it in a spreadsheet program and save it",
        part_->where());
  const auto at = XML_GetCurrentByteIndex(parser_);
  if (!ended_ && !suspended_ && at >= 0 &&
      part_->done() > static_cast<std::uint64_t>(at) + kLargestTag)
    return fail(Code::kInvalidData, fmt::format("has a tag of more than {} MB", kLargestTag >> 20),
                {}, part_->where());
  return {};
}

base::Result<void> read_xml(std::unique_ptr<Part> part, XmlEvents& events) {
  XmlReader reader(std::move(part), events);
  for (;;) {
    const auto more = reader.more();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
  }
}

}  // namespace outturn::ingest
