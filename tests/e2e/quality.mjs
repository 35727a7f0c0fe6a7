// SPDX-License-Identifier: GPL-3.0-or-later
// What every page owes its reader: no serious finding of axe, no sideways scrolling on a phone, a small weight
// over the wire, nothing asked of other hosts, readable in print.
import assert from "node:assert/strict";
import http from "node:http";
import { violationsOf } from "./axe.mjs";
import { shoot, withPage } from "./harness.mjs";
import { excluding } from "./search.mjs";

const mostBytes = 60 * 1024;

async function firstRecord(browser, url) {
  let path = "";
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/search?q=nurse`);
    path = await page.locator(".row h2 a").first().getAttribute("href");
  });
  return new URL(path, url).href;
}

async function pagesOf({ browser, url }) {
  return {
    home: `${url}/`,
    search: `${url}/search?q=school&sort=ratio`,
    filtered: `${url}/search?q=school&setting=school&effect_min=0&year_min=2005`,
    excluded: `${url}/search?${excluding}`,
    table: `${url}/search?view=table&sort=ratio`,
    chart: `${url}/search?view=chart&sort=ratio`,
    nothing: `${url}/search?q=zzzzqqq`,
    record: await firstRecord(browser, url),
    error: `${url}/search?ratio_min=abc&sort=price`,
    history: `${await firstRecord(browser, url)}/history`,
    help: `${url}/help/search`,
    docs: `${url}/docs/api`,
    missing: `${url}/records/there-is-no-such-record`,
  };
}

// What is folded away is held to the same rules.
async function unfoldAll(page) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((panel) => { panel.open = true; }));
}

async function accessible(given) {
  for (const [name, address] of Object.entries(await pagesOf(given))) {
    for (const width of [1280, 360]) {
      const viewport = { width, height: 900 };
      await withPage(given.browser, { viewport, bypassCSP: true }, async (page) => {
        await page.goto(address);
        if (width === 360 && (await page.locator("details#filters").count()) > 0) {
          await page.locator("#filters > summary").click();
        }
        await unfoldAll(page);
        const grave = (await violationsOf(page))
          .filter(({ impact }) => impact === "serious" || impact === "critical")
          .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html).join(" | ")}`);
        assert.deepEqual(grave, [], `${name} at ${width} px`);
      });
    }
  }
}

async function reflows(given) {
  for (const [name, address] of Object.entries(await pagesOf(given))) {
    for (const width of [320, 360, 800, 1280]) {
      await withPage(given.browser, { viewport: { width, height: 800 }, looking: true }, async (page) => {
        await page.goto(address);
        if (width === 360 || width === 1280) await shoot(page, name, width);
        await unfoldAll(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${name} is ${wide} px wide at ${width} px`);
      });
    }
  }
}

function bytesOf(address) {
  return new Promise((resolve, reject) => {
    http.get(address, { headers: { "Accept-Encoding": "gzip" } }, (response) => {
      let size = 0;
      response.on("data", (chunk) => { size += chunk.length; });
      response.on("end", () => resolve(size));
    }).on("error", reject);
  });
}

async function light(given) {
  for (const [name, address] of Object.entries(await pagesOf(given))) {
    const asked = new Set();
    await withPage(given.browser, {}, async (page) => {
      page.on("request", (request) => asked.add(request.url()));
      await page.goto(address, { waitUntil: "networkidle" });
    });
    const own = new URL(given.url).origin;
    for (const one of asked) assert.ok(one.startsWith(own), `${name} asks ${one}`);
    let total = 0;
    for (const one of asked) total += await bytesOf(one);
    assert.ok(total <= mostBytes, `${name} weighs ${total} bytes`);
    console.log(`  ${name}: ${(total / 1024).toFixed(1)} kB over the wire in ${asked.size} requests`);
  }
}

async function prints(given) {
  await withPage(given.browser, {}, async (page) => {
    await page.goto(await firstRecord(given.browser, given.url));
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".searchbar").isVisible(), false, "chrome is left out of print");
    assert.equal(await page.locator(".kpis").isVisible(), true);
    assert.equal(await page.locator("table").first().isVisible(), true, "figures are kept");
    await page.emulateMedia({ media: "screen", forcedColors: "active" });
    assert.equal(await page.locator(".plot").first().isVisible(), true);
  });
}

export const qualities = {
  "no serious finding of axe": accessible,
  "no sideways scrolling": reflows,
  "at most 60 kB over the wire": light,
  "print and forced colours": prints,
};
