// SPDX-License-Identifier: GPL-3.0-or-later
// Pages at the widths of a desk, a phone and a narrow phone: none scrolls sideways, axe finds no fault.
import assert from "node:assert/strict";
import { faultsOf } from "./axe.mjs";
import { shoot, withPage } from "./harness.mjs";

const widths = [1280, 360, 320];

// A test of `pages`, { name: address below the server's }. Where pages are many, `read` names the widths that are
// enough for axe.
export function soundAtEveryWidth(pages, { read = widths } = {}) {
  return async ({ browser, url }) => {
    for (const [name, path] of Object.entries(pages)) {
      for (const width of widths) {
        await withPage(browser, { viewport: { width, height: 900 }, bypassCSP: true }, async (page) => {
          await page.goto(url + path);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= width, `${name} is ${wide} px wide at ${width} px`);
          if (width > 320) await shoot(page, name, width);
          if (read.includes(width)) assert.deepEqual(await faultsOf(page), [], `${name} at ${width} px`);
        });
      }
    }
  };
}
