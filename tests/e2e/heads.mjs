// SPDX-License-Identifier: GPL-3.0-or-later
// What a browser makes of the heads of pages: data that the content security policy lets stand and nobody runs, and
// a search that can be added to the address bar.
import assert from "node:assert/strict";
import { withPage } from "./harness.mjs";

// withPage fails on anything the policy refuses.
async function dataIsNoScript({ browser, url }) {
  await withPage(browser, {}, async (page) => {
    for (const [path, type] of [["/", "DataCatalog"], ["/records/family-nurse-partnership", "Dataset"]]) {
      const broken = [];
      page.on("console", (message) => broken.push(message.text()));
      await page.goto(url + path);
      const data = await page.locator('script[type="application/ld+json"]').textContent();
      assert.equal(JSON.parse(data)["@type"], type);
      assert.equal(JSON.parse(data).url, url + path, "the address that the browser went to");
      assert.deepEqual(broken.filter((text) => /policy|ld\+json/i.test(text)), [], path);
      const canonical = await page.locator('link[rel="canonical"]').evaluate((link) => link.href);
      assert.equal(canonical, url + path);
    }
  });
}

async function aSearchToAdd({ browser, url }) {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${url}/search?q=nurse`);
    const link = page.locator('link[rel="search"]');
    assert.equal(await link.getAttribute("type"), "application/opensearchdescription+xml");
    const found = await page.evaluate(async (address) => {
      const answer = await fetch(address);
      const tree = new DOMParser().parseFromString(await answer.text(), "application/xml");
      const urls = [...tree.getElementsByTagNameNS("http://a9.com/-/spec/opensearch/1.1/", "Url")];
      return {
        broken: tree.querySelector("parsererror") !== null,
        root: tree.documentElement.localName,
        type: answer.headers.get("content-type"),
        templates: Object.fromEntries(urls.map((one) => [one.getAttribute("type"), one.getAttribute("template")])),
      };
    }, await link.evaluate((one) => one.href));
    assert.equal(found.broken, false);
    assert.equal(found.root, "OpenSearchDescription");
    assert.match(found.type, /^application\/opensearchdescription\+xml/);
    const search = found.templates["text/html"].replace("{searchTerms}", encodeURIComponent("home visits"));
    await page.goto(search);
    assert.equal(await page.inputValue("#q"), "home visits");
    const offered = await page.evaluate(
      async (address) => (await fetch(address)).json(),
      found.templates["application/x-suggestions+json"].replace("{searchTerms}", "nur"));
    assert.equal(offered[0], "nur");
    assert.ok(Array.isArray(offered[1]));
  });
}

async function aFeedToFollow({ browser, url }) {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${url}/search?q=nurse&sort=title`);
    const link = page.locator('link[rel="alternate"][type="application/atom+xml"]');
    assert.equal(await link.evaluate((one) => one.href), `${url}/search.atom?q=nurse`);
    const entries = await page.evaluate(async (address) => {
      const tree = new DOMParser().parseFromString(await (await fetch(address)).text(), "application/xml");
      return tree.getElementsByTagNameNS("http://www.w3.org/2005/Atom", "entry").length;
    }, await link.evaluate((one) => one.href));
    assert.ok(entries > 0, "the feed has entries");
  });
}

export const heads = {
  "heads: data is no script": dataIsNoScript,
  "heads: a search to add": aSearchToAdd,
  "heads: a feed to follow": aFeedToFollow,
};
