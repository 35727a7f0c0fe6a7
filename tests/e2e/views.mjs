// SPDX-License-Identifier: GPL-3.0-or-later
// Results as a table and as a chart: the same results as the list, with columns to choose and headings that order,
// with JavaScript and without; read by axe, scrolled by keyboard, on a phone, in print.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { violationsOf } from "./axe.mjs";
import { headingCount, shoot, withPage } from "./harness.mjs";

const allColumns = "programme type place people ages setting outcome effect reported result ratio prices cost design maryland n year source"
  .split(" ").map((name) => `columns=${name}`).join("&");

// The table and the chart themselves are among the pages of quality.mjs.
const table = "/search?view=table&sort=ratio";
const chart = "/search?view=chart&sort=ratio";
const pages = {
  "table-wide": `/search?view=table&sort=effect&${allColumns}`,
  "chart-outcome": "/search?view=chart&outcome=crime_safety&sort=effect",
};

const headings = (page) =>
  page.locator(".results-table thead th").evaluateAll((all) =>
    all.map((one) => (one.querySelector("a") ?? one).firstChild.data.trim()));
const titles = (page) => page.locator(".results-table tbody th a").allTextContents();

async function sameResults({ browser, url }) {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/search?q=school&per_page=10`);
    const list = await page.locator(".rows .row h2 a").allTextContents();
    const found = await headingCount(page);
    assert.ok(list.length > 3);
    await page.click(".views >> text=Table");
    await page.waitForURL(/view=table/);
    assert.equal(await headingCount(page), found);
    assert.deepEqual(await titles(page), list, "the same records in the same order");
    assert.equal(await page.locator(".rows").count(), 0);
    assert.equal((await page.textContent(".views [aria-current]")).trim(), "Table");
    await page.click(".views >> text=Chart");
    await page.waitForURL(/view=chart/);
    assert.equal(await headingCount(page), found);
    assert.equal(await page.locator("svg.big-plot[role=img]").count(), await page.locator(".table-scroll").count());
    assert.ok((await page.locator("svg.big-plot").count()) > 0);
    await page.click(".views >> text=List");
    assert.ok(!/view=/.test(page.url()), "the list is what an address stands for");
  });
}

async function columnsNoScript({ browser, url }) {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/search?view=table&type=programme&sort=ratio`);
    const overflow = await page.locator(".table-scroll").evaluate((one) => one.scrollWidth - one.clientWidth);
    assert.ok(overflow <= 0, "the usual columns fit beside the filters");
    assert.deepEqual(await headings(page), ["Intervention", "Outcome shown", "Effect, g", "Result",
      "Return per 1 spent", "Evidence", "Maryland", "Year"]);
    await page.click("#choose-columns > summary");
    await page.uncheck("#column-result");
    await page.check("#column-cost");
    await page.click("text=Show these columns");
    await page.waitForURL(/columns=cost/);
    assert.match(page.url(), /view=table/);
    assert.match(page.url(), /type=programme/);
    assert.match(page.url(), /sort=ratio/);
    const chosen = await headings(page);
    assert.ok(chosen.includes("Cost per participant") && !chosen.includes("Result"));
    await page.click(".results-table thead >> text=Year");
    await page.waitForURL(/sort=year/);
    assert.deepEqual(await headings(page), chosen, "ordering keeps the columns");
    await page.click(".views >> text=Chart");
    await page.waitForURL(/view=chart/);
    await page.click(".views >> text=Table");
    await page.waitForURL(/view=table/);
    assert.deepEqual(await headings(page), chosen, "and so does a look at the chart");
    await page.click("#choose-columns > summary");
    await page.click("text=The usual columns");
    await page.waitForURL((address) => !/columns=/.test(address.search));
    assert.ok((await headings(page)).includes("Result"));
    assert.ok(!/columns=/.test(page.url()));
  });
}

async function columnsInPlace({ browser, url }) {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${url}/search?view=table`);
    await page.evaluate(() => { window.notReloaded = true; });
    await page.click("#choose-columns > summary");
    await page.locator("#column-place").focus();
    await page.keyboard.press("Space");
    await page.waitForURL(/columns=place/);
    await page.waitForFunction(() => document.querySelector(".results-table thead").textContent.includes("Place"));
    assert.equal(await page.evaluate(() => window.notReloaded), true);
    assert.equal(await page.evaluate(() => document.activeElement.id), "column-place", "focus stays put");
    assert.equal(await page.locator("#column-place").isVisible(), true, "and the panel open");
    await page.keyboard.press("Space");
    await page.waitForFunction(() => !document.querySelector(".results-table thead").textContent.includes("Place"));
    assert.ok(!/columns=/.test(page.url()), "the usual columns are not named in the address");
    assert.match(page.url(), /view=table/);
  });
}

async function headingsOrder({ browser, url }) {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/search?view=table`);
    const sorted = () => page.locator("[aria-sort]").evaluateAll((all) =>
      all.map((one) => [one.firstChild.data.trim(), one.getAttribute("aria-sort")]));
    assert.deepEqual(await sorted(), [["Intervention", "ascending"]]);
    await page.click(".results-table thead >> text=Return per 1 spent");
    await page.waitForURL(/sort=ratio/);
    assert.deepEqual(await sorted(), [["Return per 1 spent", "descending"]]);
    const cells = page.locator(".results-table tbody tr");
    const kinds = await cells.evaluateAll((rows) => rows.map((row) => row.cells[4].querySelector(".fig")
      && [parseFloat(row.cells[4].querySelector(".fig").textContent.replace(/[^0-9.]/g, "")),
        row.cells[4].querySelectorAll(".sub").length]));
    assert.ok(kinds[0][0] >= kinds[1][0] && kinds[1][0] >= kinds[2][0], "highest first");
    for (const one of kinds) if (one) assert.ok(one[1] >= 1, "each ratio says what it counts");
  });
}

// A column of figures: the points stand below one another, at the right.
async function figuresAligned({ browser, url }) {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${url}/search?view=table&sort=ratio`);
    const points = await page.locator(".results-table td:nth-child(5) .fig").evaluateAll((all) =>
      all.map((one) => {
        const text = one.firstChild;
        const at = text.data.lastIndexOf(".");
        const range = document.createRange();
        if (at < 0) range.setStart(text, text.length - 1);
        else range.setStart(text, at - 1);
        range.setEnd(text, range.startOffset + 1);
        return Math.round(range.getBoundingClientRect().right);
      }));
    assert.ok(points.length > 5);
    assert.equal(new Set(points.map((x) => Math.round(x / 2))).size, 1, `units end at ${points}`);
  });
}

async function keyboard({ browser, url }) {
  await withPage(browser, { viewport: { width: 360, height: 800 } }, async (page) => {
    await page.goto(`${url}${pages["table-wide"]}`);
    const region = page.locator(".table-scroll");
    await region.focus();
    assert.equal(await region.getAttribute("role"), "region");
    const name = await page.locator(`[id="${await region.getAttribute("aria-labelledby")}"]`).textContent();
    assert.match(name, /^Results 1 to \d+ of \d+, by effect/);
    for (let i = 0; i < 5; i += 1) await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => document.querySelector(".table-scroll").scrollLeft > 0);
    const first = await page.locator(".results-table tbody th").first().boundingBox();
    assert.ok(first.x >= 0 && first.x < 30, "the title stays while the rest scrolls");
    await page.locator(".results-table thead a").last().focus();
    const link = await page.locator(".results-table thead a").last().boundingBox();
    assert.ok(link.x >= first.x + first.width - 1, "a focused heading is not behind the title");
  });
}

async function sound({ browser, url }) {
  for (const [name, address] of Object.entries(pages)) {
    for (const width of [1280, 360]) {
      await withPage(browser, { viewport: { width, height: 900 }, bypassCSP: true }, async (page) => {
        await page.goto(`${url}${address}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${name} is ${wide} px wide at ${width} px`);
        await shoot(page, name, width);
        if (await page.locator("#choose-columns").count()) await page.click("#choose-columns > summary");
        const grave = (await violationsOf(page))
          .filter(({ impact }) => impact === "serious" || impact === "critical")
          .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html).join(" | ")}`);
        assert.deepEqual(grave, [], `${name} at ${width} px`);
      });
    }
  }
}

async function plotsReadable({ browser, url }) {
  for (const width of [1280, 360]) {
    await withPage(browser, { viewport: { width, height: 900 } }, async (page) => {
      await page.goto(`${url}${chart}`);
      const faults = await page.locator(".big-plot").evaluateAll((plots) => plots.flatMap((plot) => {
        const frame = plot.getBoundingClientRect();
        const found = [];
        for (const text of plot.querySelectorAll("text")) {
          if (getComputedStyle(text).display === "none") continue;
          const box = text.getBoundingClientRect();
          if (box.left < frame.left - 12 || box.right > frame.right + 12) found.push(`cut off: ${text.textContent}`);
        }
        for (const row of plot.querySelectorAll("g")) {
          const [label, figure] = [...row.querySelectorAll("text")]
            .filter((text) => getComputedStyle(text).display !== "none")
            .map((text) => text.getBoundingClientRect());
          if (label.right > figure.left) found.push(`words overlap: ${row.textContent.trim()}`);
        }
        return found;
      }));
      assert.deepEqual(faults, [], `at ${width} px`);
    });
  }
}

async function printed({ browser, url }) {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}${table}`);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const box = /\/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]/.exec(pdf.toString("latin1"));
    assert.ok(box && Number(box[1]) > Number(box[2]), `the table prints on its side: ${box?.[0]}`);
    if (process.env.OUTTURN_SHOTS) {
      mkdirSync(process.env.OUTTURN_SHOTS, { recursive: true });
      writeFileSync(join(process.env.OUTTURN_SHOTS, "table.pdf"), pdf);
    }
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".views").isVisible(), false);
    assert.equal(await page.locator(".results-table").isVisible(), true);
    // What a sheet of A4 on its side leaves between its margins.
    await page.setViewportSize({ width: 1032, height: 703 });
    await page.goto(`${url}${pages["table-wide"]}`);
    const wide = await page.locator(".results-table").evaluate((one) => one.getBoundingClientRect().right);
    assert.ok(wide <= 1032, `all columns fit on a sheet: ${wide}`);
    await page.goto(`${url}${chart}`);
    assert.equal(await page.locator(".big-plot").first().isVisible(), true);
    await page.emulateMedia({ media: "screen", forcedColors: "active" });
    assert.equal(await page.locator(".big-plot").first().isVisible(), true);
  });
}

export const views = {
  "list, table and chart are the same results, no JavaScript": sameResults,
  "columns chosen, no JavaScript": columnsNoScript,
  "columns chosen in place": columnsInPlace,
  "headings order, no JavaScript": headingsOrder,
  "figures of a column aligned": figuresAligned,
  "a wide table scrolls by keyboard": keyboard,
  "table and chart without a serious finding of axe or sideways scrolling": sound,
  "words of the plots stand apart": plotsReadable,
  "table and chart in print and forced colours": printed,
};
