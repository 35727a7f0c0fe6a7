// SPDX-License-Identifier: GPL-3.0-or-later
// What a reader gets wrong, or what goes wrong for him: nothing he has set or found may be lost.
import assert from "node:assert/strict";
import { headingCount, openGroup, withPage } from "./harness.mjs";

async function wrongNumberNoScript({ browser, url }) {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/search?q=school&outcome=crime`);
    await openGroup(page, "money");
    await page.fill("#ratio_min", "1,5");
    await page.click("text=Apply filters");
    await page.waitForURL(/ratio_min=1%2C5/);
    assert.match(await page.title(), /^Error/);
    assert.equal(await page.inputValue("#q"), "school");
    assert.equal(await page.inputValue("#ratio_min"), "1,5", "what was typed is there to be corrected");
    assert.equal(await page.locator("input[name=outcome][value=crime]").isChecked(), true);
    assert.match(await page.textContent("#ratio_min-error"), /decimal point/);
    assert.equal(await page.locator(".row").count(), 0, "no answer to a question that was not asked");
    await page.click(".govuk-error-summary a");
    assert.equal(new URL(page.url()).hash, "#ratio_min");
    await page.fill("#ratio_min", "1.5");
    await page.click("text=Apply filters");
    await page.waitForURL(/ratio_min=1.5/);
    assert.equal(await page.locator(".chip").count(), 2);
  });
}

async function wrongNumberInPlace({ browser, url }) {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${url}/search?q=school`);
    await page.evaluate(() => { window.sameDocument = true; });
    await openGroup(page, "money");
    await page.fill("#ratio_max", "e");
    await page.locator("#ratio_max").press("Tab");
    await page.waitForSelector("#ratio_max-error");
    assert.equal(await page.getAttribute("#ratio_max", "aria-invalid"), "true");
    assert.match(await page.textContent("#live-count"), /not made/);
    assert.equal(await page.evaluate(() => window.sameDocument), true, "the page stayed");
    await page.fill("#ratio_max", "100");
    await page.locator("#ratio_max").press("Tab");
    await page.waitForSelector(".chip");
    assert.equal(await page.locator("#ratio_max-error").count(), 0);
    assert.equal(await page.inputValue("#q"), "school");
  });
}

async function limitsCrossed({ browser, url }) {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    const answer = await page.goto(`${url}/search?ratio_min=3&ratio_max=1&setting=school`);
    assert.equal(answer.status(), 400);
    assert.equal(await page.inputValue("#ratio_min"), "3");
    assert.equal(await page.inputValue("#ratio_max"), "1");
    assert.match(await page.textContent("#ratio_min-error"), /greater than the upper limit/);
    assert.equal(await page.locator("input[name=setting][value=school]").isChecked(), true);
  });
}

async function searchThatFails({ browser, url }) {
  await withPage(browser, { failures: /htmx:sendError|ERR_FAILED/ }, async (page) => {
    await page.goto(`${url}/search`);
    const all = await headingCount(page);
    await page.route("**/search?*", (route) => route.abort());
    await page.locator("#q").pressSequentially("nurse");
    await page.waitForSelector("#search-failed:not([hidden])");
    assert.equal(await headingCount(page), all, "what was found before stands");
    assert.equal(await page.inputValue("#q"), "nurse", "and so does what was typed");
    await page.unroute("**/search?*");
    await page.locator("#q").blur(); // closes the suggestions, which may cover it
    await page.click("#search-failed button");
    await page.waitForURL(/q=nurse/);
    await page.waitForSelector("#search-failed", { state: "hidden" });
    assert.ok((await headingCount(page)) < all);
  });
}

async function addressOfRecordIsClean({ browser, url }) {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${url}/search?q=nurse`);
    await page.click(".row h2 a >> nth=0");
    await page.waitForURL(/\/records\/[^?]+$/);
    assert.match(await page.getAttribute(".govuk-back-link", "href"), /q=nurse/);
  });
}

export const mistakes = {
  "a wrong number, no JavaScript": wrongNumberNoScript,
  "a wrong number, in place": wrongNumberInPlace,
  "limits crossed keep the rest": limitsCrossed,
  "a search that fails keeps what was found": searchThatFails,
  "the address of a record is clean": addressOfRecordIsClean,
};
