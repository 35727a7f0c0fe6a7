// SPDX-License-Identifier: GPL-3.0-or-later
// What a reader does: search, filter, read a record, go back. With JavaScript the results change in place;
// without it every step is a page.
import assert from "node:assert/strict";
import { headingCount, openGroup, withPage } from "./harness.mjs";

async function firstOption(page, facet) {
  const box = page.locator(`input[name="${facet}"]`).first();
  const id = await box.getAttribute("id");
  const label = page.locator(`label[for="${id}"]`);
  const count = Number((await label.locator(".n").textContent()).replace(/\D/g, ""));
  return { id, box, count };
}

async function liveSearch({ browser, url }) {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${url}/`);
    await page.fill("#q", "social prescribing");
    await page.press("#q", "Enter");
    await page.waitForURL(/search\?.*q=social/);
    assert.ok((await headingCount(page)) > 0, "an example of the front page finds something");

    await page.goto(`${url}/search`);
    const all = await headingCount(page);
    await page.evaluate(() => { window.notReloaded = true; });
    await page.locator("#q").pressSequentially("school", { delay: 20 });
    await page.waitForURL(/q=school/);
    await page.waitForFunction((n) => !document.querySelector("#found").textContent.startsWith(n), `${all} `);
    const found = await headingCount(page);
    assert.ok(found > 0 && found < all, `"school" narrows ${all} to ${found}`);
    assert.equal(await page.evaluate(() => window.notReloaded), true, "results changed in place");
    assert.equal(await page.evaluate(() => document.activeElement.id), "q", "typing keeps the focus");
    assert.match(await page.textContent("#live-count"), new RegExp(`^${found} record`));
    assert.match(await page.title(), /^school/);
  });
}

async function liveFilterAndBack({ browser, url }) {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${url}/search`);
    const all = await headingCount(page);
    await page.evaluate(() => { window.notReloaded = true; });
    await openGroup(page, "place");
    const option = await firstOption(page, "setting");
    await page.locator(`label[for="${option.id}"]`).click();
    await page.waitForURL(/setting=/);
    await page.waitForSelector(".chips");
    assert.equal(await headingCount(page), option.count, "the count beside the filter was right");
    assert.equal(await page.evaluate(() => window.notReloaded), true);
    assert.equal(await page.evaluate(() => document.activeElement.id), option.id, "focus stays put");
    assert.ok(!/ratio_min=|sort=/.test(page.url()), `empty parameters stay out of ${page.url()}`);

    await openGroup(page, "evidence");
    const second = await firstOption(page, "design");
    await page.locator(`label[for="${second.id}"]`).click();
    await page.waitForURL(/design=/);
    await page.waitForFunction(() => document.querySelectorAll(".chip").length === 2);
    assert.equal(await headingCount(page), second.count, "counts follow the other filters");

    await page.goBack();
    await page.waitForFunction(() => document.querySelectorAll(".chip").length === 1);
    assert.equal(await headingCount(page), option.count, "Back takes off one filter");
    assert.equal(await page.locator(`#${second.id}`).isChecked(), false, "and unticks its box");
    await page.goBack();
    await page.waitForFunction(() => document.querySelectorAll(".chip").length === 0);
    assert.equal(await headingCount(page), all);
  });
}

// Both boxes filled faster than the answer to the first one comes.
async function numbersTypedQuickly({ browser, url }) {
  await withPage(browser, {}, async (page) => {
    await page.route("**/search?*", async (route) => {
      await new Promise((go) => setTimeout(go, 300));
      await route.continue();
    });
    await page.goto(`${url}/search`);
    await openGroup(page, "money");
    await page.fill("#ratio_max", "20");
    await page.locator("#ratio_min").pressSequentially("0.5");
    await page.waitForURL(/ratio_max=20/);
    await page.waitForFunction(() => document.querySelectorAll(".chip").length === 1);
    assert.equal(await page.inputValue("#ratio_min"), "0.5", "the answer did not wipe what was typed");
    await page.locator("#q").focus();
    await page.waitForURL(/ratio_min=0.5/);
    await page.waitForFunction(() => document.querySelector(".chip").textContent.includes("0.5"));
    assert.match(page.url(), /ratio_max=20/);
  });
}

async function openPanelsStayOpen({ browser, url }) {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${url}/search`);
    await page.locator("#more-outcome > summary").click();
    const box = page.locator("#more-outcome input").first();
    const id = await box.getAttribute("id");
    await box.focus();
    await page.keyboard.press("Space");
    await page.waitForSelector(".chips");
    assert.equal(await page.locator(`[id="${id}"]`).isVisible(), true);
    assert.equal(await page.evaluate(() => document.activeElement.id), id);
  });
}

async function readRecordAndReturn({ browser, url }, options) {
  await withPage(browser, options, async (page) => {
    await page.goto(`${url}/search?q=nurse`);
    const found = await headingCount(page);
    const link = page.locator(".row h2 a").first();
    const title = await link.textContent();
    await link.click();
    await page.waitForURL(/\/records\//);
    assert.equal(await page.textContent("h1"), title);
    await page.click("text=Back to results");
    await page.waitForURL(/search\?q=nurse$/);
    assert.equal(await headingCount(page), found);
    await page.goBack();
    await page.goBack();
    assert.equal(await headingCount(page), found, "the browser's Back works as well");
  });
}

async function withoutScript({ browser, url }) {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/`);
    await page.fill("#q", "school");
    await page.click(".search-button");
    await page.waitForURL(/q=school/);
    await openGroup(page, "place");
    const option = await firstOption(page, "setting");
    await page.locator(`label[for="${option.id}"]`).click();
    await page.click("text=Apply filters");
    await page.waitForURL(/setting=/);
    assert.equal(await headingCount(page), option.count);
    await page.selectOption("#sort", "ratio");
    await page.click(".order button");
    await page.waitForURL(/sort=ratio/);
    assert.match(await page.textContent(".found"), /one kind of ratio/);
    await page.click(".chips .chip >> nth=0");
    assert.equal(await page.locator(".chip").count(), 0, "a chip takes its filter off");
    await page.goBack();
    assert.equal(await headingCount(page), option.count);
  });
}

async function pagesOfResults({ browser, url }) {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/search?per_page=5`);
    const all = await headingCount(page);
    const titles = new Set();
    for (;;) {
      for (const title of await page.locator(".row h2").allTextContents()) titles.add(title);
      const next = page.locator("a[rel=next]");
      if ((await next.count()) === 0) break;
      await next.click();
      await page.waitForLoadState(); // else a page half read lacks rows
    }
    assert.equal(titles.size, all, "Next leads past every result once");
    await page.click("a[rel=prev]");
    await page.waitForLoadState();
    assert.equal(await page.locator(".row").count(), 5);
  });
}

export const journeys = {
  "search as you type": liveSearch,
  "filter in place, counts and Back": liveFilterAndBack,
  "open panels stay open": openPanelsStayOpen,
  "numbers typed quickly": numbersTypedQuickly,
  "read a record and return": (given) => readRecordAndReturn(given, {}),
  "read a record and return, no JavaScript": (given) =>
    readRecordAndReturn(given, { javaScriptEnabled: false }),
  "search and filter, no JavaScript": withoutScript,
  "pages of results, no JavaScript": pagesOfResults,
};
