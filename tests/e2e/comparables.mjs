// SPDX-License-Identifier: GPL-3.0-or-later
// Comparable interventions: from a record's page and from a pasted description, without JavaScript; a mistake on
// the way; by keyboard; and the pages read by axe, on a phone and in print.
import assert from "node:assert/strict";
import { withPage } from "./harness.mjs";
import { soundAtEveryWidth } from "./sound.mjs";

const plan =
  "Nurses visit first-time mothers at home from pregnancy until the child is two, to bring down child abuse and neglect.";

async function fromARecord({ browser, url }) {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/records/signs-of-safety-swansea`);
    const section = page.locator("section.comparables");
    assert.equal(await section.locator(".neighbour").count(), 5);
    assert.match(await section.textContent(), /12 other records of Signs of Safety are not among them/);
    for (const text of await section.locator(".why").allTextContents()) assert.match(text, /both|same|words in common/);
    await section.locator("text=More comparables").click();
    await page.waitForURL(/comparables\?id=signs-of-safety-swansea$/);
    assert.equal(await page.locator(".neighbours .neighbour").count(), 10);
    assert.equal(await page.locator(".siblings .neighbour").count(), 5);
    for (const text of await page.locator(".neighbours .likeness").allTextContents()) assert.match(text, /Likeness 0\.\d\d of 1/);
    await page.click("text=Back to the record");
    await page.waitForURL(/records\/signs-of-safety-swansea$/);
  });
}

async function fromADescription({ browser, url }) {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/`);
    await page.click("nav >> text=Find comparables");
    await page.click("button:text('Find comparables')");
    assert.match(await page.title(), /^Error/);
    await page.click(".govuk-error-summary a");
    assert.equal(new URL(page.url()).hash, "#description");
    await page.fill("#description", plan);
    await page.click("button:text('Find comparables')");
    await page.waitForURL(/q=Nurses/);
    assert.equal(await page.inputValue("#description"), plan, "what was written is kept");
    assert.match(await page.textContent(".compared-by"), /child maltreatment.*at home/s);
    assert.match(await page.textContent(".neighbour >> nth=0"), /Family Nurse Partnership/);
    await page.click("text=Only compare with some records");
    await page.selectOption("#narrow-country", "GB-ENG");
    await page.click("button:text('Find comparables')");
    await page.waitForURL(/country=GB-ENG/);
    for (const text of await page.locator(".neighbours .meta").allTextContents()) assert.match(text, /England/);
    await page.click(".chip");
    await page.waitForURL((address) => !/country/.test(address.search));
    assert.equal(await page.inputValue("#description"), plan);
  });
}

async function byKeyboard({ browser, url }) {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${url}/comparables`);
    await page.focus("#description");
    await page.keyboard.type("Drug lessons for pupils aged 11 to 14 in schools");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("#narrow-outcome").isVisible(), true, "the summary opens");
    for (let i = 0; i < 5; i += 1) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=Drug/);
    assert.match(await page.textContent(".neighbour >> nth=0"), /Life Skills Training/);
  });
}

async function nothingHidden({ browser, url }) {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/comparables?id=parents-as-first-teachers&limit=50`);
    const all = (await page.locator(".neighbours .what-it-found").allTextContents()).join("\n");
    assert.match(all, /in favour/);
    assert.match(all, /no clear effect/);
  });
}

const readable = soundAtEveryWidth({
  comparables: "/comparables?id=family-nurse-partnership",
  "comparables-programme": "/comparables?id=signs-of-safety-swansea",
  "comparables-description": `/comparables?q=${encodeURIComponent(plan)}&country=GB`,
  "comparables-empty": "/comparables",
  "comparables-wrong": "/comparables?q=&limit=x",
  "comparables-record": "/records/family-nurse-partnership",
});

async function printed({ browser, url }) {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${url}/comparables?id=family-nurse-partnership`);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".describe").isVisible(), false, "the form is left out of print");
    for (const part of [".neighbour >> nth=9", ".compared-by"]) {
      assert.equal(await page.locator(part).isVisible(), true, `${part} is printed`);
    }
  });
}

export const comparables = {
  "comparables: from a record, no JavaScript": fromARecord,
  "comparables: from a description, with a mistake on the way": fromADescription,
  "comparables: by keyboard": byKeyboard,
  "comparables: null results are listed": nothingHidden,
  "comparables: axe and narrow screens": readable,
  "comparables: print": printed,
};
