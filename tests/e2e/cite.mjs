// SPDX-License-Identifier: GPL-3.0-or-later
// Citations, programmes and releases in a browser: reached from a record without JavaScript, linkable, copied
// whole; and the pages read by axe, on a phone and in print.
import assert from "node:assert/strict";
import { shoot, withPage } from "./harness.mjs";
import { soundAtEveryWidth } from "./sound.mjs";


async function fromARecord({ browser, url }) {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/records/family-nurse-partnership`);
    await page.click("text=Cite this record");
    await page.waitForURL(/records\/family-nurse-partnership\/cite$/);
    const release = (await page.textContent(".foot")).match(/Release (\S+),/)[1];
    assert.match(await page.textContent("#record .citation"), new RegExp(`release ${release.replace(".", "\\.")}, `));
    assert.match(await page.textContent("#record pre >> nth=1"), /^TY {2}- DATA\s[\s\S]*ER {2}- \s*$/);
    await page.goto(`${url}/records/family-nurse-partnership/cite#finding-2`);
    assert.equal(await page.locator("#finding-2 pre").first().isVisible(), false);
    await page.click("#finding-2 summary");
    assert.match(await page.textContent("#finding-2 pre"), /finding-2/);
    await page.click("#finding-2 h3 a");
    await page.waitForURL(/family-nurse-partnership#finding-2$/);
    await page.click(".foot >> text=" + release);
    await page.waitForURL(/\/releases\/2/);
    assert.match(await page.textContent("h1"), new RegExp(release));
    await page.click("text=All releases");
    assert.equal(await page.locator(".release-list li").count(), 1);
  });
}

async function fromASearch({ browser, url }) {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/search?q=nurse+visits&outcome=crime`);
    const total = (await page.textContent("#found")).match(/\d+/)[0];
    await page.click("text=Cite this search");
    await page.waitForURL(/search\/cite\?/);
    const text = await page.textContent(".citation");
    assert.match(text, /Search: “nurse visits”; Outcome: Crime’/);
    assert.match(text, new RegExp(`Found ${total} records? in that release`));
    await page.click("text=Back to the search");
    await page.waitForURL(/search\?q=nurse\+visits&outcome=crime$/);
  });
}

async function aProgramme({ browser, url }) {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/records/better-care-fund`);
    await page.click(".subtitle a");
    await page.waitForURL(/programmes\/health-and-social-care-integration$/);
    assert.match(await page.textContent("h2 >> nth=0"), /Where the records disagree/);
    assert.ok((await page.locator(".disagreements > li").count()) >= 1);
    assert.equal(await page.locator(".record-list li").count(), 8);
    await page.click(".subtitle a");
    await page.waitForURL(/search\?programme=/);
    assert.match(await page.textContent("#found"), /^\s*8 records/);
  });
}

const readable = soundAtEveryWidth({
  "cite-record": "/records/family-nurse-partnership/cite",
  "cite-search": "/search/cite?q=nurse+visits&outcome=crime&effect_min=0.1",
  programme: "/programmes/health-and-social-care-integration",
  "programme-large": "/programmes/signs-of-safety",
  "programme-returns": "/programmes/volunteering",
  release: "/releases/current",
  releases: "/releases",
  "release-gone": "/releases/2020-01-01.1",
}, { read: [1280, 320] });

async function printed({ browser, url }) {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${url}/programmes/health-and-social-care-integration`);
    await page.emulateMedia({ media: "print" });
    for (const part of [".disagreements", ".found-table", ".record-list", ".foot"]) {
      assert.equal(await page.locator(part).first().isVisible(), true, `${part} is printed`);
    }
    assert.equal(await page.locator(".searchbar").isVisible(), false);
    await shoot(page, "programme-print", 1280);
  });
}

export const citations = {
  "cite: from a record to its citation and its release, no JavaScript": fromARecord,
  "cite: a search, no JavaScript": fromASearch,
  "cite: a programme and what disagrees, no JavaScript": aProgramme,
  "cite: axe and narrow screens": readable,
  "cite: print": printed,
};
