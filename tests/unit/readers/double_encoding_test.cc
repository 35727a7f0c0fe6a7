// SPDX-License-Identifier: GPL-3.0-or-later
// Text encoded twice is put right, however often it was; correct text in any language is not
// touched.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "indexer/readers/double_encoding.h"
#include "indexer/readers/encoding.h"
#include "indexer/readers/utf8.h"

namespace outturn::ingest {
namespace {

enum class As { kLatin1, kWindows1252 };

/// What a program makes of UTF-8 that it takes for another encoding.
std::string encoded_again(const std::string& text, As as) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    append_utf8(out, as == As::kLatin1 ? byte : windows_1252(byte));
  }
  return out;
}

std::string undone(std::string text) {
  undo_double_encoding(text);
  return text;
}

/// Ordinary sentences, with what is dangerous in them: capitals before closing marks, footnote
/// signs, units, languages that are all accents.
const std::vector<std::string>& correct() {
  static const std::vector<std::string> texts = {
      "O’Brien, B. C. (2016). “Early” findings – a cohort study… 5 °C, 12 µm, £100, 20 ¢, §4 ¶2",
      "ForWord® and Coca-Cola™ © 2016; 37 m², 5 ± 2, ½ cup; χ² = 3.84, α = .05, β > 0, Δ = −0.2",
      "Les élèves de l’école « À la française » – où l’été s’achève déjà ; cœur, Œuvre, ÇA, ÉTÉ…",
      "«\u00A0À\u00A0», «\u00A0Â\u00A0», CAFÉ®, LE CAFÉ”, FRANÇAIS…, L’ÂGE D’OR, DÉJÀ\u00A0!, "
      "voilà…”",
      "“Olé”, ¿Qué? ¡Sí! El niño añadió ñandú; ESPAÑA®, “MAÑANA”, PERÚ…, 3.ª y 4.º, AÑO’S, año…”",
      "“AMANHÔ, “MANHÃ…”, IRMÔ, a letra “Ô, SÃO PAULO, AMANHÖSEXTA, maçã…”, lã”, pães",
      "VENTA DE MAÇî, “IRMû, NÃO, CORAÇÃO, Ã, Â, MÃE, “PÃO”, “AVÓ”, AVÔ",
      "„ÄRZTē, »Ä«, MÜLL®, GRÖSSE “Ö”, Größe, Fuß, „Straße“, über…, Ä, Ö, Ü – ä, ö, ü, KAFEË",
      "5 Å, 10 Å–20 Å, 10 Å³, 3 Ų, (2 Å), 7 Å…, Å®, 5 Å ± 2, Ångström, på, Århus, BLÅ’S, SMÅ”",
      "Smørrebrød på Ærø; “Ø”, BLÅBÆR, Þórr sagði “það”, Ísland, Færøerne, með…”, SJÖ®",
      "Žluťoučký kůň úpěl ďábelské ódy; „ČESKÁ“; Łódź, zażółć gęślą jaźń; ŐŰ – árvíztűrő",
      "Ağaç, şeker, İSTANBUL®, ığdır; ÂŞIK; Română: București, „Înainte”, ÎN, ÎNTRE, ÂNTÂI, ț, ș",
      "Tiếng Việt: Đồng bằng sông Cửu Long, ÂN, CÂY, “MÂY”, ĐÊM, BÀ®, SỮA…, Ă, Â”, Ê…",
      "Ελληνικά: «Η Αθήνα», Ώ, ά…, ΆΛΦΑ®; Русский: «Ёлка», Москва – СССР; Україна: їжак, ґава",
      "日本語のテキスト「引用」、中文：“你好”，한국어 문장… ไทย ภาษา; हिन्दी भाषा; বাংলা",
      "עברית “שלום”, العربية «مرحبا»، فارسی؛ اردو…",
      "Emoji 😀🏳️‍🌈👩‍🏫, 𝛼 = 𝟎.05, ﬁnding, ≤ ≥ ≠ → ∞ √ • "
      "★ "
      "✓",
      "Cymraeg: Ŵ, ŵyl, TŶ, “TÎM”, tŷ, ÂR; Gaeilge: “SÉ”, TÁ’S; Māori: Ā, Ō; Hawaiʻi",
      "Ã",
      "Â",
      "Ä”",
      "Å–",
      "“Ô",
      "é",
      "É",
      "à",
      "’",
      "…",
      "\u00A0",
      "ñ",
      "",
      "plain text"};
  return texts;
}

TEST(DoubleEncoding, CorrectTextIsLeftAsItIs) {
  for (const std::string& text : correct()) {
    std::string same = text;
    EXPECT_EQ(undo_double_encoding(same), 0U) << text;
    EXPECT_EQ(same, text);
  }
}

TEST(DoubleEncoding, HoweverOftenItWasEncoded) {
  for (const std::string& text : correct()) {
    for (const As as : {As::kLatin1, As::kWindows1252}) {
      std::string again = text;
      for (std::size_t times = 1; times <= 5; ++times) {
        again = encoded_again(again, as);
        std::string back = again;
        const std::size_t layers = undo_double_encoding(back);
        // One lonely sign may pass for correct text; whole sentences never do.
        if (text.size() < 8 && layers == 0) continue;
        EXPECT_EQ(back, text) << times << " times over: " << again;
        EXPECT_EQ(layers, is_ascii(text) ? 0 : times) << text;
      }
    }
  }
}

TEST(DoubleEncoding, InTurnAsBoth) {
  std::mt19937 random(20261122);
  for (const std::string& text : correct()) {
    if (text.size() < 8) continue;
    for (int run = 0; run < 20; ++run) {
      std::string again = text;
      for (auto times = 1 + random() % 4; times > 0; --times)
        again = encoded_again(again, random() % 2 == 0 ? As::kLatin1 : As::kWindows1252);
      EXPECT_EQ(undone(again), text) << again;
    }
  }
}

TEST(DoubleEncoding, ShortCellsThatPeopleHave) {
  struct Row {
    const char* given;
    const char* meant;
  };
  for (const auto& [given, meant] : {
           Row{"cafÃ©", "café"},
           {"Ã‰tude", "Étude"},
           {"RÃ©sumÃ©", "Résumé"},
           {"RÃ‰SUMÃ‰", "RÉSUMÉ"},
           {"O\u00E2\u20AC\u2122Brien", "O’Brien"},
           {"ReadÂ®", "Read®"},
           {"EARLYÂ©", "EARLY©"},
           {"20Â°C", "20°C"},
           {"Â£100", "£100"},
           {"Ã\u00A0 la carte", "à la carte"},
           {"Î±=.05", "α=.05"},
           {"Ï‡Â² = 3", "χ² = 3"},
           {"Microsoftâ„¢", "Microsoft™"},
           {"p â‰¤ .05", "p ≤ .05"},
           {"ðŸ˜€", "😀"},
           {"1994\u00E2\u20AC\u201C95", "1994–95"},
           {"Ã–sterreich", "Österreich"},
           {"Ã…ngstrÃ¶m", "Ångström"},
       })
    EXPECT_EQ(undone(given), meant);
}

TEST(DoubleEncoding, WhatCannotBeUndoneIsKept) {
  // The last byte of a closing quotation mark got lost on the way.
  EXPECT_EQ(undone("“scientifically\u00E2\u20AC\uFFFD"), "“scientifically\u00E2\u20AC\uFFFD");
  EXPECT_EQ(undone("a\u00C3"), "a\u00C3");
}

/// Nothing that is no letter of a wrong alphabet may be lost: ASCII is never touched.
TEST(DoubleEncoding, AsciiStaysWhateverIsAroundIt) {
  std::mt19937 random(5);
  for (int run = 0; run < 20'000; ++run) {
    std::string text;
    for (auto length = random() % 12; length > 0; --length)
      append_utf8(text, random() % 2 == 0 ? 'a' + static_cast<char32_t>(random() % 26)
                                          : 0x80 + static_cast<char32_t>(random() % 0x90));
    const std::string back = undone(text);
    ASSERT_TRUE(is_utf8(back));
    const auto ascii = [](const std::string& s) {
      std::string only;
      for (const char c : s)
        if (static_cast<unsigned char>(c) < 0x80) only += c;
      return only;
    };
    ASSERT_EQ(ascii(back), ascii(text)) << text;
  }
}

}  // namespace
}  // namespace outturn::ingest
