// SPDX-License-Identifier: GPL-3.0-or-later
// <outturn-search> on a page of another origin that allows nothing but the policy that is printed: what it finds,
// what its visitors can and cannot change, going back, two on a page, and when things fail.
import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import http from "node:http";
import { boxOf } from "../../web/demo/serve.mjs";
import { withPage } from "./harness.mjs";
import { pageOf, servePages, withDemo } from "./other_site.mjs";

const blocked = /Content Security Policy|Failed to (fetch|load)|integrity|net::ERR|blocked/i;

const element = (outturn, attributes, fields = "", id = "q") =>
  `<outturn-search ${attributes}><form action="${outturn}/search" method="get">${fields}` +
  `<label for="${id}">Search</label> <input id="${id}" name="q" type="search"> <button>Search</button>` +
  "</form></outturn-search>";
const hidden = (name, value) => `<input type="hidden" name="${name}" value="${value}">`;

// A page with these elements under exactly the printed policy, and the way there.
async function onAPage(given, body, use, { change = (policy) => policy, script = (tag) => tag, ...options } = {}) {
  await withDemo(async ({ outturn }) => {
    const tag = /<script[^>]*><\/script>/.exec(await boxOf(outturn, "code-component"))[0];
    const policy = change(`default-src 'none'; ${await boxOf(outturn, "policy-component")}`);
    const site = await servePages({ "/": { html: pageOf(body(outturn), script(tag)), policy } });
    try {
      await withPage(given.browser, options, (page) => use(page, { site: site.url, outturn }));
    } finally {
      await site.stop();
    }
  });
}

const items = (page, id = "outturn-search") => page.locator(`${id} [part=item]`);
const said = (page, id = "outturn-search") => page.locator(`${id} [role=status]`);
const total = async (page, id = "outturn-search") =>
  Number((await page.locator(`${id} [part=heading]`).textContent()).replace(/\D/g, ""));

async function found(page, id) {
  await items(page, id).first().waitFor();
}

async function apiTotal(outturn, query) {
  return (await (await fetch(`${outturn}/api/v1/search?${query}`)).json()).total;
}

async function searches(given) {
  await onAPage(given, (outturn) => element(outturn, ""), async (page, { site, outturn }) => {
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${site}/`);
    await page.waitForLoadState("networkidle");
    assert.equal(asked.filter((one) => one.includes("/api/")).length, 0, "nothing is asked before a visitor does");
    await page.locator("#q").pressSequentially("nurse visits", { delay: 20 });
    await found(page);
    assert.equal(asked.filter((one) => one.includes("/api/")).length, 1, "one search for one pause");
    assert.equal(await total(page), await apiTotal(outturn, "q=nurse+visits"));
    assert.match(await said(page).textContent(), /^\d+ records? found$/);
    assert.equal(await page.evaluate(() => document.activeElement.id), "q", "the focus stays in the box");
    const link = items(page).first().locator("a");
    assert.ok((await link.getAttribute("href")).startsWith(`${outturn}/records/`));
    // Its styles are its own, though the policy allows the page none.
    assert.equal(await items(page).first().evaluate((one) => getComputedStyle(one).borderBottomStyle), "solid");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.getAttribute("part")), "link");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${outturn}/records/**`);
    assert.deepEqual(await page.context().cookies(), []);
  });
}

async function locks(given) {
  const locked = (outturn) =>
    element(outturn, 'data-locked="outcome=crime" data-open', hidden("outcome", "crime"));
  await onAPage(given, locked, async (page, { site, outturn }) => {
    const crime = await apiTotal(outturn, "outcome=crime");
    const forged = encodeURIComponent("outcome=education&country=GB");
    const asked = [];
    page.on("request", (request) => { if (request.url().includes("/api/")) asked.push(new URL(request.url())); });
    await page.goto(`${site}/?outturn=${forged}`);
    await found(page);
    assert.equal(await total(page), crime, "the address of the page cannot change it");
    await page.evaluate(() => {
      const form = document.querySelector("form");
      form.querySelector("[name=outcome]").value = "education";
      form.insertAdjacentHTML("beforeend", '<input type="hidden" name="outcome" value="health">');
      document.querySelector("outturn-search").dataset.locked = "outcome=health";
    });
    await page.fill("#q", "young");
    await page.press("#q", "Enter");
    await page.waitForFunction(() =>
      document.querySelector("outturn-search").shadowRoot.querySelector("[role=status]").textContent !== "");
    await page.waitForTimeout(500);
    for (const address of asked)
      assert.deepEqual(address.searchParams.getAll("outcome"), ["crime"], "nor can the form");
    assert.equal(asked.at(-1).searchParams.get("country"), null);
    assert.equal(await page.locator("outturn-search button[part=filter]").count(), 0, "there is no button to lift it");
    assert.match(await page.locator("outturn-search [part=filter]").textContent(), /^Outcome: Crime$/);
  });
}

async function presets(given) {
  const preset = (outturn) => element(outturn, 'data-preset="outcome=crime" data-open');
  await onAPage(given, preset, async (page, { site, outturn }) => {
    await page.goto(`${site}/`);
    await found(page);
    assert.equal(await total(page), await apiTotal(outturn, "outcome=crime"));
    assert.equal(await page.inputValue("form [name=outcome]"), "crime", "the form has it too");
    await page.locator("outturn-search button[part=filter]").click();
    const all = await apiTotal(outturn, "");
    await page.waitForFunction((n) => document.querySelector("outturn-search").shadowRoot
      .querySelector("[part=heading]").textContent.replace(/\D/g, "") === String(n), all);
    assert.equal(await page.evaluate(() =>
      document.activeElement.shadowRoot.activeElement.getAttribute("part")), "heading", "the focus is not lost");
    await page.goBack();
    await page.locator("outturn-search button[part=filter]").waitFor();
    assert.equal(await total(page), await apiTotal(outturn, "outcome=crime"), "Back puts it on again");
  });
}

async function twoAndBack(given) {
  const two = (outturn) => element(outturn, 'id="one" data-open', hidden("per_page", "2"), "q1") +
    element(outturn, 'id="two" data-open', hidden("per_page", "2"), "q2");
  await onAPage(given, two, async (page, { site }) => {
    await page.goto(`${site}/?page=kept#here`);
    await found(page, "#one");
    await found(page, "#two");
    const untouched = await total(page, "#two");
    await page.fill("#q1", "school");
    await page.press("#q1", "Enter");
    await page.waitForURL(/one=q%3Dschool/);
    await page.waitForTimeout(400);
    const school = await total(page, "#one");
    assert.equal(await total(page, "#two"), untouched, "the other stays as it is");
    await page.fill("#q2", "crime");
    await page.press("#q2", "Enter");
    await page.waitForURL(/two=q%3Dcrime/);
    await page.waitForTimeout(400);
    const address = new URL(page.url());
    assert.equal(address.searchParams.get("page"), "kept", "what else is in the address stays");
    assert.equal(address.hash, "#here");
    const crime = await total(page, "#two");
    await page.goBack();
    await page.waitForTimeout(400);
    assert.equal(await page.inputValue("#q2"), "");
    assert.equal(await total(page, "#two"), untouched);
    assert.equal(await total(page, "#one"), school, "the first keeps what was searched in it");
    await page.goForward();
    await page.waitForTimeout(400);
    assert.equal(await total(page, "#two"), crime);
    await page.reload();
    await found(page, "#one");
    await page.waitForTimeout(400);
    assert.equal(await page.inputValue("#q1"), "school", "the address alone brings it back");
    assert.equal(await total(page, "#one"), school);
  });
}

async function more(given) {
  const few = (outturn) => element(outturn, "data-open", hidden("per_page", "5"));
  await onAPage(given, few, async (page, { site, outturn }) => {
    await page.goto(`${site}/`);
    await found(page);
    assert.equal(await items(page).count(), 5);
    await page.locator("outturn-search [part=more]").click();
    await items(page).nth(5).waitFor();
    assert.equal(await items(page).count(), 10);
    const titles = await items(page).locator("[part=title]").allTextContents();
    assert.equal(new Set(titles).size, 10, "none twice");
    assert.match(await said(page).textContent(), /^10 of \d+ records shown$/);
    assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.textContent), titles[5]);
    assert.equal(await page.locator("outturn-search [part=all]").getAttribute("href"), `${outturn}/search?per_page=5`);
  });
}

async function stale(given) {
  await onAPage(given, (outturn) => element(outturn, ""), async (page, { site, outturn }) => {
    let slow = 0;
    await page.route(/api\/v1\/search\?q=nurse(&|$)/, async (route) => {
      slow += 1;
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue().catch(() => {}); // given up by then, as it should be
    });
    await page.goto(`${site}/`);
    await page.fill("#q", "nurse");
    await page.press("#q", "Enter");
    await page.waitForTimeout(100);
    await page.fill("#q", "school");
    await page.press("#q", "Enter");
    await found(page);
    const school = await apiTotal(outturn, "q=school");
    assert.equal(await total(page), school);
    await page.waitForTimeout(1800);
    assert.equal(slow, 1);
    assert.equal(await total(page), school, "the late answer to an earlier question is not shown");
    assert.equal(await page.locator("outturn-search [part=error]").isVisible(), false);
  }, { failures: blocked });
}

async function fails(given) {
  const bad = (outturn) => element(outturn, "", hidden("outcome", "no-such-outcome"));
  await onAPage(given, bad, async (page, { site, outturn }) => {
    await page.goto(`${site}/`);
    await page.fill("#q", "school");
    await page.press("#q", "Enter");
    const error = page.locator("outturn-search [part=error]");
    await error.waitFor();
    assert.equal(await error.getAttribute("role"), "alert");
    assert.match(await error.textContent(), /outcome "no-such-outcome" is not known/);
    await page.evaluate(() => document.querySelector("[name=outcome]").remove());
    await page.route(/\/api\//, (route) => route.abort());
    await page.press("#q", "Enter");
    await page.waitForFunction(() => /could not be made\. /.test(
      document.querySelector("outturn-search").shadowRoot.querySelector("[part=error]").textContent));
    assert.equal(await error.locator("a").getAttribute("href"), `${outturn}/search?q=school`);
    await page.unroute(/\/api\//);
    await error.locator("button").click();
    await found(page);
    assert.equal(await error.isVisible(), false);
  }, { failures: blocked });
}

// Each directive that is printed is needed, and without any of them the form goes on working.
async function withoutLeave(given) {
  const open = (outturn) => element(outturn, "data-open", hidden("outcome", "crime"));
  const without = (name) => ({
    failures: blocked, change: (policy) => policy.replace(new RegExp(`${name} [^;]*(; )?`), ""),
  });
  const formWorks = async (page, outturn) => {
    await page.fill("#q", "young");
    await page.locator("button", { hasText: "Search" }).first().click();
    await page.waitForURL(`${outturn}/search?outcome=crime&q=young`);
  };
  await onAPage(given, open, async (page, { site, outturn }) => {
    await page.goto(`${site}/`, { waitUntil: "networkidle" });
    assert.equal(await page.evaluate(() => document.querySelector("outturn-search").shadowRoot), null);
    await formWorks(page, outturn);
  }, without("script-src"));
  await onAPage(given, open, async (page, { site }) => {
    await page.goto(`${site}/`);
    await page.locator("outturn-search [part=error]").waitFor();
  }, without("connect-src"));
  await onAPage(given, open, async (page, { site, outturn }) => {
    await page.goto(`${site}/`, { waitUntil: "networkidle" });
    assert.equal(await page.evaluate(() => document.querySelector("outturn-search").shadowRoot), null,
      "a script that is not the one that was printed does not run");
    await formWorks(page, outturn);
  }, { failures: blocked, script: (tag) => tag.replace(/sha384-..../, "sha384-AAAA") });
  await onAPage(given, open, async (page, { site, outturn }) => {
    await page.goto(`${site}/`);
    await formWorks(page, outturn);
  }, { javaScriptEnabled: false });
  await onAPage(given, open, async (page, { site }) => {
    await page.goto(`${site}/`);
    await page.fill("#q", "young");
    await page.evaluate(() => document.querySelector("button").click());
    await page.waitForTimeout(300);
    assert.ok(page.url().startsWith(site), "without form-action the plain form leads nowhere");
  }, { ...without("form-action"), change: (policy) =>
    `${policy.replace(/form-action [^;]*/, "form-action 'none'")}`.replace(/script-src [^;]*; /, "") });
}

async function strictest(given) {
  // Not printed, yet borne: a page that demands trusted types.
  const change = (policy) => `${policy}; require-trusted-types-for 'script'; style-src 'none'`;
  await onAPage(given, (outturn) => element(outturn, "data-open"), async (page, { site }) => {
    await page.goto(`${site}/`);
    await found(page);
  }, { change });
}

async function weight({ browser }) {
  await withDemo(async ({ outturn }) => {
    const src = /src="([^"]*)"/.exec(await boxOf(outturn, "code-component"))[1];
    const bytes = await new Promise((resolve, reject) => {
      http.get(src, { headers: { "Accept-Encoding": "gzip" } }, (response) => {
        const parts = [];
        response.on("data", (part) => parts.push(part));
        response.on("end", () => resolve(Buffer.concat(parts)));
      }).on("error", reject);
    });
    assert.ok(gunzipSync(bytes).length > bytes.length);
    assert.ok(bytes.length <= 20_000, `the component weighs ${bytes.length} bytes`);
    console.log(`  outturn-search.js: ${bytes.length} bytes over the wire`);
  });
  assert.ok(browser);
}

export const embeddedSearches = {
  "search component: finds, by keyboard": searches,
  "search component: locked filters": locks,
  "search component: preset filters": presets,
  "search component: two on a page, and Back": twoAndBack,
  "search component: more results": more,
  "search component: a late answer": stale,
  "search component: failures are said": fails,
  "search component: what the policy must allow": withoutLeave,
  "search component: a stricter policy": strictest,
  "search component: at most 20 kB": weight,
};
