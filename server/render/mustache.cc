// SPDX-License-Identifier: GPL-3.0-or-later
// Steps are read in one pass and drawn in one; contract in mustache.h.
#include "server/render/mustache.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace outturn::render {

using nlohmann::json;

namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

bool counts(const json& value) {
  switch (value.type()) {
    case json::value_t::null:
    case json::value_t::discarded:
      return false;
    case json::value_t::boolean:
      return value.get<bool>();
    case json::value_t::string:
      return !value.get_ref<const std::string&>().empty();
    case json::value_t::array:
      return !value.empty();
    default:
      return true;
  }
}

/// What a byte is written as; empty where as itself.
constexpr auto kEscaped = [] {
  std::array<std::string_view, 256> out{};
  out['&'] = "&amp;";
  out['<'] = "&lt;";
  out['>'] = "&gt;";
  out['"'] = "&quot;";
  out['\''] = "&apos;";
  return out;
}();

void escape(std::string_view text, std::string& out) {
  std::size_t done = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view instead = kEscaped[static_cast<unsigned char>(text[at])];
    if (instead.empty()) continue;
    out += text.substr(done, at - done);
    out += instead;
    done = at + 1;
  }
  out += text.substr(done);
}

}  // namespace

class Mustache::Parser {
 public:
  Parser(std::string_view text, std::vector<Step>& steps) : text_(text), steps_(steps) {}

  void parse() {
    while (at_ < text_.size()) {
      const std::size_t tag = std::min(text_.find("{{", at_), text_.size());
      add_text(text_.substr(at_, tag - at_));
      at_ = tag;
      if (at_ < text_.size()) read_tag();
    }
    if (!open_.empty())
      fail(fmt::format("the section \"{}\" is never closed", steps_[open_.back()].text));
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error(fmt::format("{} (at byte {})", what, at_));
  }

  void add_text(std::string_view text) {
    while (!text.empty()) {
      const std::size_t newline = text.find_first_of("\r\n");
      if (newline != 0) steps_.push_back({Kind::kText, 0, std::string(text.substr(0, newline))});
      if (newline == std::string_view::npos) return;
      const std::size_t size = text.substr(newline).starts_with("\r\n") ? 2 : 1;
      steps_.push_back({Kind::kNewline, 0, std::string(text.substr(newline, size))});
      text.remove_prefix(newline + size);
    }
  }

  void read_tag() {
    const bool raw = text_.substr(at_).starts_with("{{{");
    const std::string_view closing = raw ? "}}}" : "}}";
    const std::size_t begin = at_ + closing.size();
    const std::size_t end = text_.find(closing, begin);
    if (end == std::string_view::npos) fail("a tag is never closed");
    std::string_view name = trimmed(text_.substr(begin, end - begin));
    const char sign = raw || name.empty() ? '\0' : name.front();
    if (sign != '\0' && std::string_view("#^/!&").find(sign) != std::string_view::npos)
      name = trimmed(name.substr(1));
    if (sign != '!') add_tag(raw ? '&' : sign, name);
    at_ = end + closing.size();
  }

  void add_tag(char sign, std::string_view name) {
    if (name.empty() || (name != "." && name.find_first_of(".=>") != std::string_view::npos))
      fail(fmt::format("the tag \"{}\" is of no known kind", name));
    switch (sign) {
      case '#':
      case '^':
        open_.push_back(steps_.size());
        steps_.push_back({sign == '#' ? Kind::kSection : Kind::kInverted, 0, std::string(name)});
        return;
      case '/':
        if (open_.empty() || steps_[open_.back()].text != name)
          fail(fmt::format("the section \"{}\" is closed and not open", name));
        steps_[open_.back()].end = steps_.size();
        open_.pop_back();
        return;
      default:
        steps_.push_back({sign == '&' ? Kind::kRaw : Kind::kEscaped, 0, std::string(name)});
    }
  }

  std::string_view text_;
  std::vector<Step>& steps_;
  std::size_t at_ = 0;
  std::vector<std::size_t> open_;  ///< steps that begin a section not yet closed
};

struct Mustache::Drawing {
  /// A view, and the number of its turn: the same view drawn again has another.
  struct Frame {
    const json* view;
    std::size_t turn;
  };
  /// What a step's name meant outside the innermost view, in that turn of the next one out. In a
  /// list most names are of the item or of nothing, and nothing is found last.
  struct Outside {
    std::size_t turn = 0;
    const json* value = nullptr;
  };

  std::string out;
  std::vector<Frame> frames;     ///< innermost last
  std::vector<Outside> outside;  ///< by step
  std::size_t turns = 0;
  std::size_t line = 0;  ///< where the last line of `out` begins
  bool section = false;  ///< one was drawn in that line

  void enter(const json& view) { frames.push_back({&view, ++turns}); }
  void leave() { frames.pop_back(); }

  const json* find(const std::string& name, std::size_t step) {
    if (name == ".") return frames.back().view;
    if (const json* value = member(frames.back(), name)) return value;
    if (frames.size() == 1) return nullptr;
    Outside& known = outside[step];
    const std::size_t turn = frames[frames.size() - 2].turn;
    if (known.turn != turn) known = {turn, find_outside(name)};
    return known.value;
  }

  const json* find_outside(const std::string& name) const {
    for (std::size_t i = frames.size() - 1; i-- > 0;)
      if (const json* value = member(frames[i], name)) return value;
    return nullptr;
  }

  static const json* member(const Frame& frame, const std::string& name) {
    const auto* object = frame.view->get_ptr<const json::object_t*>();
    if (object == nullptr) return nullptr;
    const auto found = object->find(name);
    return found == object->end() ? nullptr : &found->second;
  }

  bool left_out() const { return section && out.find_first_not_of(" \t", line) == out.npos; }

  void end_line(std::string_view newline) {
    if (left_out()) {
      out.resize(line);
    } else {
      out += newline;
    }
    line = out.size();
    section = false;
  }

  void write(const json* value, Kind kind) {
    if (value == nullptr) return;
    if (const auto* text = value->get_ptr<const std::string*>()) {
      if (kind == Kind::kRaw) {
        out += *text;
      } else {
        escape(*text, out);
      }
    } else if (value->is_number()) {
      out += value->dump();
    }
  }
};

Mustache::Mustache(std::string_view text) { Parser(text, steps_).parse(); }

std::string Mustache::draw(const json& view) const {
  Drawing drawing;
  drawing.out.reserve(std::size_t{1} << 18);
  drawing.outside.resize(steps_.size());
  drawing.enter(view);
  draw(0, steps_.size(), drawing);
  drawing.end_line({});
  return std::move(drawing.out);
}

void Mustache::draw(std::size_t begin, std::size_t end, Drawing& drawing) const {
  for (std::size_t at = begin; at < end; ++at) {
    const Step& step = steps_[at];
    switch (step.kind) {
      case Kind::kText:
        drawing.out += step.text;
        break;
      case Kind::kNewline:
        drawing.end_line(step.text);
        break;
      case Kind::kEscaped:
      case Kind::kRaw:
        drawing.write(drawing.find(step.text, at), step.kind);
        break;
      case Kind::kSection:
      case Kind::kInverted: {
        const json* value = drawing.find(step.text, at);
        if ((value != nullptr && counts(*value)) == (step.kind == Kind::kSection))
          draw_section(step, at + 1, value, drawing);
        at = step.end - 1;
        break;
      }
    }
  }
}

void Mustache::draw_section(const Step& section, std::size_t at, const json* value,
                            Drawing& drawing) const {
  const auto draw_with = [&](const json* view) {
    drawing.section = true;
    if (view != nullptr) drawing.enter(*view);
    draw(at, section.end, drawing);
    if (view != nullptr) drawing.leave();
    drawing.section = true;
  };
  if (section.kind == Kind::kSection && value->is_array()) {
    for (const json& item : *value) draw_with(&item);
  } else {
    draw_with(value);
  }
}

}  // namespace outturn::render
