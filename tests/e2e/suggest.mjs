// SPDX-License-Identifier: GPL-3.0-or-later
// Suggestions below the search box: with the keyboard, with a pointer, read aloud, on a phone, and when the
// server does not answer.
import assert from "node:assert/strict";
import { violationsOf } from "./axe.mjs";
import { headingCount, shoot, withPage } from "./harness.mjs";

const list = "#q-suggestions";
const options = `${list} [role=option]`;

const typing = (page, text) => page.locator("#q").pressSequentially(text, { delay: 15 });
const expanded = (page) => page.getAttribute("#q", "aria-expanded");
const shown = (page) => page.locator(list).waitFor({ state: "visible" });
const hidden = (page) => page.locator(list).waitFor({ state: "hidden" });

// What a screen reader is told to be on: the text of the option the box points at, or "".
const reached = (page) =>
  page.evaluate(() => {
    const id = document.getElementById("q").getAttribute("aria-activedescendant");
    const option = id && document.getElementById(id);
    return option?.getAttribute("aria-selected") === "true" ? option.textContent : "";
  });

// The names are gathered beside the server's work: those of a base this small, at once.
async function made({ url }) {
  for (let i = 0; i < 100; i += 1) {
    if ((await (await fetch(`${url}/api/v1/suggest?q=a`)).json()).ready) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail("no suggestions within 5 s");
}

async function byKeyboard(given) {
  await made(given);
  await withPage(given.browser, {}, async (page) => {
    await page.goto(`${given.url}/`);
    await typing(page, "cri");
    await shown(page);
    assert.equal(await expanded(page), "true");
    assert.equal(await reached(page), "", "nothing is chosen for the reader");
    const all = await page.locator(options).allTextContents();
    assert.ok(all.length > 1);
    await page.press("#q", "ArrowDown");
    assert.equal(await reached(page), all[0]);
    await page.press("#q", "ArrowUp");
    assert.equal(await reached(page), all.at(-1), "up from the first is the last");
    await page.press("#q", "ArrowDown");
    assert.equal(await reached(page), all[0], "and down from the last the first");
    for (const [key, caret] of [["Home", 0], ["End", 3], ["ArrowLeft", 2]]) {
      await page.press("#q", "ArrowDown");
      await page.press("#q", key);
      assert.equal(await reached(page), "", `${key} is for the text`);
      assert.equal(await page.evaluate(() => document.activeElement.selectionStart), caret, key);
    }
    await page.press("#q", "Escape");
    await hidden(page);
    assert.equal(await expanded(page), "false");
    assert.equal(await page.inputValue("#q"), "cri", "Escape keeps the text");
    await page.press("#q", "Alt+ArrowDown");
    await shown(page);
    assert.equal(await reached(page), "");
    await page.press("#q", "Alt+ArrowUp");
    await hidden(page);
    await page.press("#q", "Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Search", "Tab goes on");
  });
}

async function leads(given) {
  await made(given);
  await withPage(given.browser, {}, async (page) => {
    await page.goto(`${given.url}/`);
    await typing(page, "crim");
    await shown(page);
    const outcome = page.locator(`${options}[data-kind=outcome]`, { hasText: /^Crime \d/ });
    const records = Number((await outcome.locator(".n").textContent()).replace(/\D/g, ""));
    while (!/^Crime \d/.test(await reached(page))) await page.press("#q", "ArrowDown");
    await page.press("#q", "Enter");
    await page.waitForURL(/search\?outcome=crime$/);
    assert.equal(await headingCount(page), records, "the count was right");
    await page.goBack();
    await page.waitForURL((url) => !url.search);
    assert.equal(await expanded(page), "false", "Back finds the list closed");

    await page.fill("#q", "");
    await typing(page, "fnp");
    await shown(page);
    assert.match(await page.locator(options).first().textContent(), /^Family Nurse Partnership \(FNP\)/);
    await page.locator(options).first().click();
    await page.waitForURL(/search\?programme=Family/);
    assert.ok((await headingCount(page)) > 0);

    await page.fill("#q", "");
    await typing(page, "nurs");
    await shown(page);
    await page.press("#q", "Enter");
    await page.waitForURL(/[?&]q=nurs(&|$)/);
    assert.equal(await page.inputValue("#q"), "nurs", "Enter with nothing reached searches for what is typed");
    await hidden(page);
  });
}

async function wordsComplete(given) {
  await made(given);
  await withPage(given.browser, {}, async (page) => {
    await page.goto(`${given.url}/search`);
    await page.evaluate(() => { window.notReloaded = true; });
    await typing(page, "home nurs");
    await page.locator(`${options}[data-kind=word]`, { hasText: /^nurse \d/ }).click();
    assert.equal(await page.inputValue("#q"), "home nurse");
    assert.equal(await page.evaluate(() => document.activeElement.id), "q", "the focus stays in the box");
    await hidden(page);
    await page.waitForURL(/q=home(%20|\+)nurse/);
    assert.equal(await page.evaluate(() => window.notReloaded), true, "the results follow in place");
    await page.waitForTimeout(400);
    assert.equal(await expanded(page), "false", "and the list stays closed");
    await typing(page, " vis");
    await shown(page);
    assert.equal(await page.inputValue("#q"), "home nurse vis", "the list goes on with the next word");
    await page.mouse.click(4, 700);
    await hidden(page);
  });
}

async function readAloud(given) {
  await made(given);
  for (const width of [1280, 360]) {
    await withPage(given.browser, { viewport: { width, height: 800 }, bypassCSP: true }, async (page) => {
      for (const [name, address] of [["home", "/"], ["search", "/search"]]) {
        await page.goto(given.url + address);
        await typing(page, "s");
        await shown(page);
        await page.press("#q", "ArrowDown");
        const count = await page.locator(options).count();
        assert.equal(await page.locator(".suggesting [role=status]").textContent(), `${count} suggestions`);
        const labels = await page.locator(`${list} [role=group]`).evaluateAll((groups) =>
          groups.map((group) => document.getElementById(group.getAttribute("aria-labelledby")).textContent));
        const order = ["Programmes", "Outcomes", "Places", "Words"];
        assert.deepEqual(labels, order.filter((label) => labels.includes(label)), "groups in order");
        const violations = await violationsOf(page);
        assert.deepEqual(violations.map(({ id, impact }) => `${id} ${impact}`), [], `${name} at ${width} px`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${name} is ${wide} px wide at ${width} px`);
        const box = await page.locator(list).boundingBox();
        assert.ok(box.x >= 0 && box.x + box.width <= width, "the list lies on the page");
        for (const option of await page.locator(options).all())
          assert.ok((await option.boundingBox()).height >= 24, "targets are at least 24 px high");
        await shoot(page, `suggest-${name}`, width);
      }
    });
  }
}

async function byTouch(given) {
  await made(given);
  const phone = { viewport: { width: 360, height: 700 }, hasTouch: true, isMobile: true };
  await withPage(given.browser, phone, async (page) => {
    await page.goto(`${given.url}/`);
    await page.locator("#q").tap();
    await typing(page, "crime");
    await shown(page);
    await page.locator(`${options}[data-kind=outcome]`, { hasText: /^Crime \d/ }).tap();
    await page.waitForURL(/outcome=crime/);
  });
}

async function withoutAnswers(given) {
  const failures = /Failed to load resource/;
  await withPage(given.browser, { failures }, async (page) => {
    for (const answer of [(route) => route.abort(), (route) => route.fulfill({ status: 500, body: "no" }),
      (route) => route.fulfill({ status: 200, body: "no" }), () => {}]) {
      await page.route("**/api/v1/suggest*", answer);
      await page.goto(`${given.url}/`);
      await typing(page, "nurse");
      await page.waitForTimeout(250);
      assert.equal(await page.inputValue("#q"), "nurse", "typing goes on");
      assert.equal(await expanded(page), "false");
      await page.press("#q", "ArrowDown");
      await page.press("#q", "Enter");
      await page.waitForURL(/search\?.*q=nurse/);
      await page.unroute("**/api/v1/suggest*");
    }
  });
}

// An answer that comes after its question was typed over is not shown.
async function lateAnswers(given) {
  await withPage(given.browser, {}, async (page) => {
    const one = (text) => ({ ready: true, suggestions: [{ kind: "word", text, as: null, id: null, records: 1, href: "/" }] });
    await page.route("**/api/v1/suggest*", async (route) => {
      const text = new URL(route.request().url()).searchParams.get("q");
      if (text === "a") await new Promise((resolve) => setTimeout(resolve, 600));
      await route.fulfill({ json: one(`${text}-answer`) }).catch((fault) => {
        if (text !== "a") throw fault; // what was dropped cannot be answered
      });
    });
    await page.goto(`${given.url}/`);
    await page.press("#q", "a");
    await page.waitForTimeout(250);
    await page.press("#q", "b");
    await shown(page);
    await page.waitForTimeout(700);
    assert.match(await page.locator(options).textContent(), /^ab-answer/);
    await page.press("#q", "Home");
    await page.press("#q", "x");
    await hidden(page);
  });
}

async function plain(given) {
  await withPage(given.browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${given.url}/`);
    assert.equal(await page.getAttribute("#q", "type"), "search");
    assert.equal(await page.getAttribute("#q", "role"), null);
    await page.fill("#q", "nurse");
    await page.press("#q", "Enter");
    assert.ok((await headingCount(page)) > 0);
  });
}

export const suggestions = {
  "suggestions by keyboard": byKeyboard,
  "suggestions lead where they say": leads,
  "suggested words complete what is typed": wordsComplete,
  "suggestions are labelled, counted and fit": readAloud,
  "suggestions by touch": byTouch,
  "no suggestions where the server fails": withoutAnswers,
  "late suggestions are not shown": lateAnswers,
  "a plain box without script": plain,
};
