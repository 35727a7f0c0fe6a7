// SPDX-License-Identifier: GPL-3.0-or-later
// Rules and exceptions for British and American spelling; contract in spelling.h.
#include "server/search/query/spelling.h"

#include <algorithm>
#include <array>
#include <utility>

namespace outturn::query {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

/// Stretches of letters that change anywhere in a word of five letters or more. Either way round.
constexpr std::array kAnywhere = std::to_array<Pair>({
    {"anaem", "anem"},         {"anaesth", "anesth"},    {"archaeol", "archeol"},
    {"behaviour", "behavior"}, {"caesar", "cesar"},      {"catalogue", "catalog"},
    {"centre", "center"},      {"colour", "color"},      {"counsell", "counsel"},
    {"defence", "defense"},    {"diarrhoe", "diarrhe"},  {"dialogue", "dialog"},
    {"enrol", "enroll"},       {"faec", "fec"},          {"favour", "favor"},
    {"fibre", "fiber"},        {"foet", "fet"},          {"fulfil", "fulfill"},
    {"gynaec", "gynec"},       {"haemo", "hemo"},        {"harbour", "harbor"},
    {"honour", "honor"},       {"humour", "humor"},      {"instal", "install"},
    {"judgement", "judgment"}, {"labell", "label"},      {"labour", "labor"},
    {"leukaem", "leukem"},     {"licence", "license"},   {"litre", "liter"},
    {"metre", "meter"},        {"modell", "model"},      {"mould", "mold"},
    {"neighbour", "neighbor"}, {"odour", "odor"},        {"oedema", "edema"},
    {"oesoph", "esoph"},       {"oestr", "estr"},        {"offence", "offense"},
    {"orthopaed", "orthoped"}, {"paed", "ped"},          {"plough", "plow"},
    {"practise", "practice"},  {"programme", "program"}, {"pretence", "pretense"},
    {"rumour", "rumor"},       {"savour", "savor"},      {"sceptic", "skeptic"},
    {"signall", "signal"},     {"skilful", "skillful"},  {"theatre", "theater"},
    {"travell", "travel"},     {"tumour", "tumor"},      {"wilful", "willful"},
    {"valour", "valor"},       {"vapour", "vapor"},
});

/// Endings, longest first: the first that fits is taken.
constexpr std::array kEndings = std::to_array<Pair>({
    {"isations", "izations"},
    {"isational", "izational"},
    {"isation", "ization"},
    {"isers", "izers"},
    {"ising", "izing"},
    {"ised", "ized"},
    {"iser", "izer"},
    {"ises", "izes"},
    {"ise", "ize"},
    {"ysing", "yzing"},
    {"ysed", "yzed"},
    {"yses", "yzes"},
    {"yse", "yze"},
});

/// Whole words that no rule reaches.
constexpr std::array kWhole = std::to_array<Pair>({
    {"ageing", "aging"},
    {"grey", "gray"},
    {"mum", "mom"},
    {"mums", "moms"},
    {"pyjamas", "pajamas"},
    {"tyre", "tire"},
    {"tyres", "tires"},
    {"maths", "math"},
    {"cosy", "cozy"},
    {"aluminium", "aluminum"},
    {"moustache", "mustache"},
    {"jewellery", "jewelry"},
});

constexpr std::size_t kShortest = 4;  ///< "wise" is no "wize"; nor has "rise" a stem to spare

void add(std::vector<std::string>& out, std::string word, std::string_view original) {
  if (word != original && std::find(out.begin(), out.end(), word) == out.end())
    out.push_back(std::move(word));
}

}  // namespace

std::vector<std::string> other_spellings(std::string_view word) {
  std::vector<std::string> out;
  const auto both_ways = [](const auto& table, const auto& use) {
    for (const auto& [british, american] : table) {
      use(british, american);
      use(american, british);
    }
  };
  both_ways(kWhole, [&](std::string_view from, std::string_view to) {
    if (word == from) add(out, std::string(to), word);
  });
  if (word.size() < kShortest) return out;
  bool ended = false;
  both_ways(kEndings, [&](std::string_view from, std::string_view to) {
    if (ended || !word.ends_with(from) || word.size() < from.size() + 2) return;
    ended = true;
    add(out, std::string(word.substr(0, word.size() - from.size())) + std::string(to), word);
  });
  both_ways(kAnywhere, [&](std::string_view from, std::string_view to) {
    const std::size_t at = word.find(from);
    if (at == std::string_view::npos ||
        word.substr(at).starts_with(to.size() > from.size() ? to : std::string_view("\x01")))
      return;
    std::string other(word);
    add(out, other.replace(at, from.size(), to), word);
  });
  return out;
}

}  // namespace outturn::query
