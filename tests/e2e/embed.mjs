// SPDX-License-Identifier: GPL-3.0-or-later
// The plain form, the frame, the part of a page and the page that builds their code, each on a page of another
// origin. The component has a file of its own, embed_search.mjs.
import assert from "node:assert/strict";
import { boxOf } from "../../web/demo/serve.mjs";
import { faultsOf } from "./axe.mjs";
import { shoot, withPage } from "./harness.mjs";
import { pageOf, servePages, withDemo } from "./other_site.mjs";

// A refused frame is what these tests want to see; the browser says so on the console.
const refusals = /frame-ancestors|Refused to frame|violates the following Content Security Policy/;

const frameOf = async (page, id) => (await page.locator(`#${id}`).elementHandle()).contentFrame();

async function plainForm({ browser }) {
  await withDemo(async ({ demo, outturn }) => {
    await withPage(browser, { javaScriptEnabled: false }, async (page) => {
      await page.goto(`${demo}/`);
      await page.fill("#plain-q", "parenting");
      await page.locator("#plain-q + button").click();
      const address = new URL(page.url());
      assert.equal(address.href.split("?")[0], `${outturn}/search`);
      assert.deepEqual(address.searchParams.getAll("group"), ["families"], "the preset filter comes with it");
      assert.equal(address.searchParams.get("q"), "parenting");
      assert.match(await page.textContent("#found"), /record/);
    });
  });
}

async function inAFrame({ browser }) {
  await withDemo(async ({ demo, outturn }) => {
    await withPage(browser, {}, async (page) => {
      await page.goto(`${demo}/`);
      const frame = await frameOf(page, "frame");
      await frame.waitForSelector(".outturn-item");
      assert.equal(await frame.locator(".outturn-item").count(), 3);
      assert.equal(await frame.locator("header, footer, nav[aria-label=Site]").count(), 0, "no head, no foot");
      await frame.fill(".outturn-box", "school");
      await frame.press(".outturn-box", "Enter");
      await frame.waitForURL(/q=school/);
      assert.ok(frame.url().startsWith(`${outturn}/embed/search`), "a search stays in the frame");
      const first = await frame.locator(".outturn-title").first().textContent();
      await frame.locator(".outturn-pages a[rel=next]").click();
      await frame.waitForURL(/cursor=/);
      assert.notEqual(await frame.locator(".outturn-title").first().textContent(), first);
      assert.equal(page.url(), `${demo}/`, "the page around it stays");
      await page.evaluate(() => window.history.back());
      await frame.waitForURL(/q=school(?!.*cursor)/);
      await frame.locator(".outturn-title a").first().click();
      await page.waitForURL(`${outturn}/records/**`);
      assert.deepEqual(await page.context().cookies(), [], "nothing sets a cookie");
    });
  });
}

async function tellsItsHeight({ browser }) {
  await withDemo(async ({ demo }) => {
    await withPage(browser, {}, async (page) => {
      await page.goto(`${demo}/`);
      const frame = await frameOf(page, "frame");
      await frame.waitForSelector(".outturn-item");
      const whole = () => frame.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height));
      await page.waitForFunction(() => document.getElementById("frame").height !== "480");
      assert.equal(Number(await page.getAttribute("#frame", "height")), await whole());
      await page.setViewportSize({ width: 360, height: 800 });
      await page.waitForTimeout(300);
      assert.equal(Number(await page.getAttribute("#frame", "height")), await whole(), "and when it changes");
      const before = await page.getAttribute("#frame", "height");
      await page.evaluate(() => window.postMessage({ outturn: "height", height: 5 }, "*"));
      await page.waitForTimeout(100);
      assert.equal(await page.getAttribute("#frame", "height"), before, "a message of anyone else is not heeded");
    });
  });
}

async function framedByOthers({ browser }) {
  await withDemo(async ({ demo, outturn }) => {
    const pages = {};
    const site = await servePages(pages);
    const tiers = ["embed/search?q=nurse", "embed/records/family-nurse-partnership", "search", "embed"];
    for (const path of tiers) {
      pages["/"] = { html: pageOf(`<iframe id="frame" src="${outturn}/${path}" title="x"></iframe>`) };
      await withPage(browser, { failures: refusals }, async (page) => {
        const told = page.waitForEvent("console", { predicate: (one) => refusals.test(one.text()), timeout: 5000 });
        await page.goto(`${site.url}/`);
        assert.match((await told).text(), /frame-ancestors/, `${path} is refused to ${site.url}`);
        const frame = await frameOf(page, "frame");
        assert.ok(!frame.url().startsWith(outturn), frame.url());
        assert.equal(await frame.locator("main").count(), 0, "nothing of it is shown");
      });
    }
    await site.stop();
    await withPage(browser, {}, async (page) => {
      await page.goto(`${demo}/`);
      assert.ok((await frameOf(page, "frame")).url().startsWith(outturn), "and shown to who is named");
    });
  });
}

async function unknownInAFrame({ browser }) {
  await withDemo(async ({ demo, outturn }) => {
    await withPage(browser, {}, async (page) => {
      await page.goto(`${demo}/`);
      const answer = page.waitForResponse(/records\/none/);
      await page.evaluate((src) => { document.getElementById("record-frame").src = src; },
        `${outturn}/embed/records/none`);
      assert.equal((await answer).status(), 404);
      const frame = await frameOf(page, "record-frame");
      await frame.waitForSelector(".outturn-error");
      assert.equal(await frame.textContent(".outturn-error"), "There is no record at this address.");
    });
  });
}

async function partOfAPage({ browser }) {
  await withDemo(async ({ demo, outturn }) => {
    await withPage(browser, { javaScriptEnabled: false }, async (page) => {
      await page.goto(`${demo}/`);
      assert.equal(await page.locator("#outturn-search .outturn-item").count(), 2);
      assert.equal(await page.locator("#jobs-search .outturn-item").count(), 2);
      assert.equal(await page.locator("#jobs-search form").count(), 0);
      const ids = await page.locator("[id]").evaluateAll((all) => all.map(({ id }) => id));
      assert.deepEqual(ids, [...new Set(ids)], "no id stands twice on the page");
      const links = await page.locator("#outturn-search a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
      assert.ok(links.length >= 3 && links.every((href) => href.startsWith(outturn)), String(links));
      assert.equal(await page.locator("#outturn-search script, #outturn-search style").count(), 0);
      assert.equal(await page.locator("#outturn-search h3.outturn-count").count(), 1);
      await page.fill("#outturn-q", "nurse");
      await page.locator("#outturn-search button").click();
      assert.ok(page.url().startsWith(`${outturn}/search?`));
    });
  });
}

async function clean(page, what) {
  assert.deepEqual(await faultsOf(page), [], what);
}

async function accessible({ browser }) {
  await withDemo(async ({ demo, outturn }) => {
    const pages = {
      demonstration: `${demo}/`,
      builder: `${outturn}/embed?q=nurse&outcome=crime&tier=component`,
      "builder-frame": `${outturn}/embed?q=school&height=yes`,
      "builder-fragment": `${outturn}/embed?q=school&tier=fragment&per_page=3`,
      "builder-record": `${outturn}/embed?record=family-nurse-partnership`,
      frame: `${outturn}/embed/search?q=school&per_page=4`,
      record: `${outturn}/embed/records/family-nurse-partnership`,
      refusal: `${outturn}/embed/search?sort=price`,
    };
    for (const [name, address] of Object.entries(pages)) {
      for (const width of [1280, 360]) {
        await withPage(browser, { viewport: { width, height: 900 }, bypassCSP: true }, async (page) => {
          await page.goto(address, { waitUntil: "networkidle" });
          if (name === "demonstration") {
            await page.fill("#schools-q", "reading");
            await page.locator("#schools [part=item]").first().waitFor();
            await page.waitForTimeout(200);
            assert.equal(await page.locator("#crime [part=item]").count(), 3);
          }
          if (process.env.OUTTURN_SHOTS) {
            // Frames of other origins are painted only where they are in sight.
            const height = await page.evaluate(() => document.documentElement.scrollHeight);
            await page.setViewportSize({ width, height });
            await page.waitForTimeout(500);
            await shoot(page, `embed-${name}`, width);
          }
          await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= width, `${name} is ${wide} px wide at ${width} px`);
          await clean(page, `${name} at ${width} px`);
        });
      }
    }
  });
}

// What is printed is pasted as it is, into a page that allows nothing but what is printed.
async function asPrinted({ browser }) {
  await withDemo(async ({ outturn }) => {
    const query = "?q=school&outcome=crime&open=yes&lock=yes";
    const pages = {};
    for (const tier of ["form", "component"]) {
      const policy = `default-src 'none'; ${await boxOf(outturn, `policy-${tier}`, query)}`;
      pages[`/${tier}`] = { html: pageOf(await boxOf(outturn, `code-${tier}`, query)), policy };
    }
    const site = await servePages(pages);
    await withPage(browser, {}, async (page) => {
      await page.goto(`${site.url}/form`);
      await page.locator("button").click();
      await page.waitForURL(`${outturn}/search?**`);
      await page.goto(`${site.url}/component`);
      await page.locator("[part=item]").first().waitFor();
    });
    await site.stop();
  });
}

async function builds({ browser }) {
  await withDemo(async ({ outturn }) => {
    await withPage(browser, { javaScriptEnabled: false }, async (page) => {
      await page.goto(`${outturn}/search?q=nurse&outcome=crime`);
      await page.locator("a", { hasText: "Put this search on a page of yours" }).click();
      await page.check("input[name=tier][value=component]");
      await page.check("input[name=lock]");
      await page.fill("#per-page", "5");
      await page.locator("button", { hasText: "Make the code" }).click();
      const code = await page.inputValue("#code-component");
      assert.match(code, /integrity="sha384-[\w+/]{64}" crossorigin/);
      assert.match(code, /data-locked="outcome=crime"/);
      assert.match(code, /name="per_page" value="5"/);
      assert.equal(await page.locator("button.copy").first().isVisible(), false, "no button that does nothing");
    });
    await withPage(browser, { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
      await page.goto(`${outturn}/embed?q=nurse&tier=component&open=yes`);
      await page.locator("button.copy").first().click();
      await page.locator("button.copy", { hasText: "Copied" }).waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(copied, await page.inputValue("#code-component"));
      const preview = page.frameLocator("iframe.preview");
      await preview.locator("[part=item]").first().waitFor();
    });
  });
}

export const embeds = {
  "embedding: a plain form": plainForm,
  "embedding: a frame": inAFrame,
  "embedding: a frame tells its height": tellsItsHeight,
  "embedding: a site that is not named is refused": framedByOthers,
  "embedding: an unknown record in a frame": unknownInAFrame,
  "embedding: a part of a page": partOfAPage,
  "embedding: the builder": builds,
  "embedding: as printed": asPrinted,
  "embedding: axe and reflow": accessible,
};
