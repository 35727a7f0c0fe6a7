// SPDX-License-Identifier: GPL-3.0-or-later
// Records chosen and set side by side: without JavaScript and with it, by keyboard, across pages of results, read by
// axe, on a phone, on paper.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { headingCount, withPage } from "./harness.mjs";
import { soundAtEveryWidth } from "./sound.mjs";

const two = "/compare?ids=family-nurse-partnership,abecedarian";
const four = "/compare?ids=abecedarian,derby-local-area-coordination,hmrc-connect,life-skills-training&back=q%3Dschool%26sort%3Dratio";
const eight = "/compare?ids=abecedarian,family-nurse-partnership,high-scope-perry-preschool,life-skills-training,"
  + "guiding-good-choices,derby-local-area-coordination,befriending-schemes,safecare";
const pages = {
  "compare-2": two,
  "compare-4": four,
  "compare-8": eight,
  "compare-one": "/compare?ids=abecedarian",
  "compare-none": "/compare",
  "compare-wrong": "/compare?ids=abecedarian,abecedarian,no-such-record,A%20B,safecare",
};

const columns = (page) => page.locator(".compare-table thead th a[href*='/records/']").allTextContents();
const checked = (page) => page.locator("input[name=ids]:checked").evaluateAll((all) => all.map((box) => box.value));

async function noScript({ browser, url }) {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/search?q=school&outcome=crime`);
    const titles = await page.locator(".row h2 a").allTextContents();
    await page.locator(".row .to-compare input").nth(0).check();
    await page.locator(".row .to-compare input").nth(2).check();
    await page.click("text=Compare those chosen");
    await page.waitForURL(/\/compare\?/);
    assert.deepEqual(await columns(page), [titles[0], titles[2]]);
    assert.match(await page.textContent(".subtitle"), /“school”; Outcome: Crime/);
    await page.click("text=Back to results");
    await page.waitForURL(/search\?q=school&outcome=crime/);
    await page.click(".views >> text=Table");
    await page.waitForURL(/view=table/);
    await page.locator(".results-table .to-compare input").first().check();
    await page.click("text=Compare those chosen");
    await page.waitForURL(/\/compare\?/);
    assert.equal(new URL(page.url()).searchParams.getAll("ids").length, 1);
    assert.match(await page.textContent("h1"), /What is .* to be compared with\?/);
    await page.locator(".choose-compare fieldset >> nth=1 >> input >> nth=0").check();
    await page.click("button >> text=Compare those chosen");
    await page.locator(".compare-table").waitFor();
    assert.equal((await columns(page)).length, 2);
  });
}

async function fromARecord({ browser, url }) {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/records/family-nurse-partnership`);
    await page.locator(".neighbour .to-compare input").nth(1).check();
    await page.click("text=Compare those chosen");
    await page.waitForURL(/\/compare\?/);
    const found = await columns(page);
    assert.equal(found.length, 2);
    assert.ok(found.some((title) => /Nurse/.test(title)), "the record itself is one of them");
  });
}

async function remembered({ browser, url }) {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${url}/search?q=school&per_page=10`);
    const found = await headingCount(page);
    await page.evaluate(() => { window.notReloaded = true; });
    await page.locator(".row .to-compare input").nth(1).check();
    await page.waitForFunction(() => /1 chosen/.test(document.querySelector("#compare [role=status]").textContent));
    await page.waitForTimeout(500);
    assert.equal(await page.evaluate(() => window.notReloaded), true);
    assert.ok(!/ids=/.test(page.url()), "a tick is no search");
    assert.equal(await headingCount(page), found);
    const [first] = await checked(page);
    await page.selectOption("#sort", "ratio");
    await page.waitForURL(/sort=ratio/);
    await page.waitForFunction((id) => {
      const box = document.querySelector(`.row input[value="${id}"]`);
      return (box ? box.checked : Boolean(document.querySelector(`#compare-form input[type=hidden][value="${id}"]`)))
        && /1 chosen/.test(document.querySelector("#compare .chosen").textContent);
    }, first);
    await page.click("a[rel=next]");
    await page.locator(".row .to-compare input").first().waitFor();
    await page.locator(".row .to-compare input").nth(0).check();
    assert.match(await page.textContent("#compare .chosen"), /2 chosen/);
    const [second] = (await checked(page)).filter((id) => id !== first);
    await page.click("text=Compare those chosen");
    await page.waitForURL(/\/compare\?/);
    const ids = await page.getAttribute("[data-compared]", "data-compared");
    assert.deepEqual(ids.split(",").sort(), [first, second].sort());
    await page.goto(`${url}/search`);
    await page.click("text=Choose none");
    assert.deepEqual(await checked(page), []);
    await page.goto(`${url}/search?q=school&per_page=10`);
    assert.deepEqual(await checked(page), []);
  });
}

async function leftOut({ browser, url }) {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${url}${four}`);
    assert.match(page.url(), /back=/, "the search stays in the address, for it is printed");
    const before = await columns(page);
    await page.locator(".drop").nth(1).click();
    await page.waitForFunction(() => document.querySelectorAll(".compare-table thead th").length === 4);
    assert.deepEqual(await columns(page), before.filter((_, i) => i !== 1));
    assert.match(page.url(), /back=/);
  });
}

async function byKeyboard({ browser, url }) {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${url}/search?q=nurse`);
    const box = page.locator(".row .to-compare input").first();
    await box.focus();
    await page.keyboard.press("Space");
    assert.equal(await box.isChecked(), true);
    await page.locator(".row .to-compare input").nth(1).focus();
    await page.keyboard.press("Space");
    let reached = false;
    for (let i = 0; i < 200 && !reached; i += 1) {
      await page.keyboard.press("Tab");
      reached = await page.evaluate(() => /Compare those/.test(document.activeElement.textContent)
        && document.activeElement.tagName === "BUTTON");
      const hidden = await page.evaluate(() => {
        const at = document.activeElement;
        if (at.closest("#compare")) return false;
        const bar = document.getElementById("compare").getBoundingClientRect();
        const box = at.getBoundingClientRect();
        return box.height > 0 && box.top >= bar.top && box.bottom <= bar.bottom;
      });
      assert.equal(hidden, false, "what is focused is not behind the bar");
    }
    assert.ok(reached, "the button is reached with Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/compare\?/);
  });
  await withPage(browser, { viewport: { width: 360, height: 800 } }, async (page) => {
    await page.goto(`${url}${four}`);
    const region = page.locator(".compare-scroll");
    await region.focus();
    for (let i = 0; i < 5; i += 1) await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => document.querySelector(".compare-scroll").scrollLeft > 0);
    const head = await page.locator(".r-design th").boundingBox();
    assert.ok(head.x >= 0 && head.x < 30, "what is compared stays in sight");
  });
}

async function classesApart({ browser, url }) {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${url}${four}`);
    const rows = await page.locator("#group-ratios .r-ratio").evaluateAll((all) =>
      all.map((row) => row.querySelectorAll("svg.plot").length));
    assert.ok(rows.length >= 3, "a row for each class");
    assert.ok(rows.every((count) => count <= 1), "here no class has two ratios");
    assert.match(await page.textContent("#group-ratios .group"), /only within its class/);
    assert.match(await page.textContent("#group-ratios"), /not of this class/);
    const signs = await page.locator(".mark").evaluateAll((all) => all.map((one) => one.textContent.trim()));
    assert.ok(signs.some((text) => /differs/.test(text)) && signs.every((text) => /[a-z]/.test(text)));
    await page.goto(`${url}${eight}`);
    const marks = await page.locator("#group-effects svg.plot .axis-mark").evaluateAll((all) =>
      all.map((line) => line.getAttribute("x1")));
    assert.ok(marks.length > 2);
    assert.equal(new Set(marks).size, 1, "0 stands at one place in every column");
  });
}

const sound = soundAtEveryWidth(pages);

async function printed({ browser, url }) {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    for (const name of ["compare-2", "compare-4", "compare-8"]) {
      await page.emulateMedia({ media: null });
      await page.goto(`${url}${pages[name]}`);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      const text = pdf.toString("latin1");
      const box = /\/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]/.exec(text);
      assert.ok(box && Number(box[1]) > Number(box[2]), `${name} prints on its side: ${box?.[0]}`);
      if (process.env.OUTTURN_SHOTS) {
        mkdirSync(process.env.OUTTURN_SHOTS, { recursive: true });
        writeFileSync(join(process.env.OUTTURN_SHOTS, `${name}.pdf`), pdf);
      }
      await page.emulateMedia({ media: "print" });
      await page.setViewportSize({ width: 1032, height: 703 });
      const wide = await page.locator(".compare-table").evaluate((one) => one.getBoundingClientRect().right);
      assert.ok(wide <= 1032, `all columns of ${name} fit on a sheet: ${wide}`);
      for (const part of [".subtitle", ".in-short", ".sources-of", ".compare-table .mark"]) {
        assert.equal(await page.locator(part).first().isVisible(), true, `${part} is printed`);
      }
      assert.equal(await page.locator(".side-by-side .take").isVisible(), false);
    }
  });
}

export const compares = {
  "compare: chosen on results, no JavaScript": noScript,
  "compare: chosen on a record, no JavaScript": fromARecord,
  "compare: a choice survives searches and pages": remembered,
  "compare: one left out": leftOut,
  "compare: by keyboard": byKeyboard,
  "compare: classes apart, effects on one scale": classesApart,
  "compare: axe and narrow screens": sound,
  "compare: print": printed,
};
