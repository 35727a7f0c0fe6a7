// SPDX-License-Identifier: GPL-3.0-or-later
// Would it pay here: from a record's page to an answer, with a mistake on the way, without JavaScript; and the
// answer read by axe, on a phone, in print and in forced colours.
import assert from "node:assert/strict";
import { withPage } from "./harness.mjs";
import { soundAtEveryWidth } from "./sound.mjs";

const nurses = "/breakeven?record=family-nurse-partnership&cost=500000&caseload=100";

async function fromARecord({ browser, url }) {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/records/family-nurse-partnership`);
    await page.click(".pay a");
    await page.waitForURL(/breakeven\?record=family-nurse-partnership$/);
    assert.equal(await page.locator(".verdict").count(), 0, "nothing is answered before it is asked");
    assert.equal(await page.getAttribute("#effect", "placeholder"), "−0.70");
    await page.fill("#cost", "£500,000");
    await page.fill("#caseload", "100");
    await page.click("text=Work it out");
    await page.waitForURL(/caseload=100/);
    assert.match(await page.textContent(".kpis"), /35 people.*−0\.24.*98\.6%/s);
    assert.equal(await page.inputValue("#cost"), "£500,000");
    await page.click("text=as reported >> nth=0");
    await page.waitForURL(/records\/family-nurse-partnership#finding-2/);
  });
}

async function wrongNumber({ browser, url }) {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}${nurses}`);
    await page.fill("#cost", "1,5");
    await page.click("text=The cost is not certain");
    await page.fill("#cost_high", "900000");
    await page.selectOption("#finding", "0");
    await page.click("text=Work it out");
    await page.waitForURL(/cost=1%2C5/);
    assert.match(await page.title(), /^Error/);
    assert.equal(await page.inputValue("#cost"), "1,5", "what was typed is there to be corrected");
    assert.equal(await page.inputValue("#caseload"), "100");
    assert.equal(await page.inputValue("#cost_high"), "900000");
    assert.equal(await page.locator("#cost_high").isVisible(), true, "a folded box that is filled in is open");
    assert.equal(await page.inputValue("#finding"), "0");
    assert.match(await page.textContent("#cost-error"), /decimal point/);
    assert.equal(await page.locator(".verdict").count(), 0);
    await page.click(".govuk-error-summary a");
    assert.equal(new URL(page.url()).hash, "#cost");
    await page.fill("#cost", "500000");
    await page.click("text=Work it out");
    await page.waitForURL(/cost=500000/);
    assert.match(await page.textContent(".kpis"), /over effect and range of cost/);
  });
}

async function anotherValue({ browser, url }) {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/breakeven?record=bradford-wellbeing-hubs&cost=323000&caseload=330`);
    assert.match(await page.textContent(".kpis"), /99 people/);
    await page.selectOption("#value_from", "0.breakeven_3");
    await page.click("text=Work it out");
    await page.waitForURL(/breakeven_3/);
    assert.match(await page.textContent(".verdict"), /does not pay back/);
  });
}

async function withoutARecord({ browser, url }) {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/`);
    await page.click("nav >> text=Would it pay here?");
    await page.click("text=Work it out");
    assert.equal(await page.locator(".govuk-error-message").count(), 3, "cost, caseload, value");
    for (const [box, text] of [["cost", "1000"], ["caseload", "10"], ["value", "200"]]) await page.fill(`#${box}`, text);
    await page.click("text=Work it out");
    await page.waitForSelector(".verdict");
    assert.match(await page.textContent(".kpis"), /5 people.*no effect is known/is);
  });
}

const readable = soundAtEveryWidth({
  breakeven: nurses,
  "breakeven-empty": "/breakeven",
  "breakeven-wrong": `${nurses}&effect=x&seed=y`,
  "breakeven-people": "/breakeven?record=bradford-wellbeing-hubs&cost=323000&caseload=330",
});

async function printed({ browser, url }) {
  await withPage(browser, {}, async (page) => {
    await page.goto(url + nurses);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".case-form").isVisible(), false, "the form is left out of print");
    for (const part of [".verdict", ".case-chart", ".pays-label", ".inputs"]) {
      assert.equal(await page.locator(part).isVisible(), true, `${part} is printed`);
    }
    await page.emulateMedia({ media: "screen", forcedColors: "active" });
    assert.equal(await page.locator(".case-chart").isVisible(), true);
  });
}

export const breakevens = {
  "would it pay: from a record, no JavaScript": fromARecord,
  "would it pay: a wrong number keeps the rest": wrongNumber,
  "would it pay: another value of the record": anotherValue,
  "would it pay: all figures one's own": withoutARecord,
  "would it pay: axe and narrow screens": readable,
  "would it pay: print and forced colours": printed,
};
