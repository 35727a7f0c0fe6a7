// SPDX-License-Identifier: GPL-3.0-or-later
// What the search page promises: every filter with a count that is right, what must be met together said in
// words, orders that keep to what compares, and no search without a way on.
import assert from "node:assert/strict";
import { headingCount, openGroup, withPage } from "./harness.mjs";

// Words and filters that no record of the corpus meets, though it does once one of two is lifted.
export const excluding = "q=school&setting=home&country=US&kind=bcr";
const plain = { javaScriptEnabled: false };

async function countBeside(page, id) {
  const text = await page.locator(`label[for="${id}"] .n`).textContent();
  return Number(text.replace(/\D/g, ""));
}

// The first option of each filter leads to as many records as stand beside it.
async function everyCountIsRight({ browser, url }) {
  await withPage(browser, plain, async (page) => {
    await page.goto(`${url}/search?q=school`);
    const firsts = await page.evaluate(() => {
      const seen = new Map();
      for (const box of document.querySelectorAll("#filters input[type=checkbox]")) {
        if (!seen.has(box.name)) seen.set(box.name, { name: box.name, value: box.value, id: box.id });
      }
      return [...seen.values()];
    });
    assert.ok(firsts.length >= 18, `${firsts.length} filters have options`);
    const told = [];
    for (const one of firsts) told.push({ ...one, count: await countBeside(page, one.id) });
    for (const { name, value, id, count } of told) {
      await page.goto(`${url}/search?q=school&${name}=${encodeURIComponent(value)}`);
      assert.equal(await headingCount(page), count, `${name}=${value}`);
      assert.equal(await countBeside(page, id), count, `${name} counts without its own choice`);
      assert.equal(await page.locator(`[id="${id}"]`).isVisible(), true, `${name} is open where it is set`);
    }
  });
}

async function jointFilters({ browser, url }) {
  await withPage(browser, plain, async (page) => {
    await page.goto(`${url}/search?outcome=crime&effect_min=0.1&certainty=favours`);
    const joint = await headingCount(page);
    assert.match(await page.textContent(".found .joint-note"), /met by one and the same finding/);
    assert.equal(await page.locator(".chip").count(), 3);
    assert.match(await page.textContent("#group-effect > summary"), /2 chosen/);
    await page.goto(`${url}/search?outcome=crime`);
    assert.ok(joint < (await headingCount(page)));
    assert.equal(await page.locator(".found .joint-note").count(), 0);
  });
}

async function histograms({ browser, url }) {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${url}/search`);
    await openGroup(page, "evidence");
    await page.locator("#numbers-year > summary").click();
    const sum = async () => {
      const cells = await page.locator("#numbers-year td").allTextContents();
      return cells.reduce((total, cell) => total + Number(cell.replace(/\D/g, "")), 0);
    };
    const all = await sum();
    assert.ok(all > 0 && all <= (await headingCount(page)));
    assert.equal(
      await page.locator("#range-year .bin").count(),
      await page.locator("#numbers-year tbody tr").count(), "a bar for each number",
    );
    const second = await page.textContent("#numbers-year tbody tr >> nth=1 >> th");
    await page.fill("#year_min", second);
    await page.press("#year_min", "Tab");
    await page.waitForURL(new RegExp(`year_min=${second}`));
    await page.waitForSelector(".chip");
    assert.ok((await page.textContent(".chip")).includes(`Year: ${second} or later`));
    assert.equal(await sum(), all, "a filter's own range leaves its bars alone");
    assert.ok((await page.locator("#range-year .bin.out").count()) > 0, "but they show what it leaves out");
    assert.equal(await page.locator("#numbers-year").getAttribute("open"), "", "and the numbers stay open");
    await page.goto(`${url}/search?setting=school`);
    await openGroup(page, "evidence");
    await page.locator("#numbers-year > summary").click();
    assert.ok((await sum()) < all, "the bars follow the other filters");
  });
}

async function chipsTakeOff({ browser, url }) {
  await withPage(browser, plain, async (page) => {
    await page.goto(`${url}/search?q=school&setting=school&setting=home&cost_max=5000&currency=GBP&sort=cost`);
    assert.match(await page.textContent(".chips"), /Cost per participant: up to £5,000/);
    for (let left = 4; left > 1; left -= 1) {
      assert.equal(await page.locator(".chip").count(), left);
      await page.locator(".chip").first().click();
    }
    assert.match(page.url(), /sort=cost/, "the order stays");
    await page.click("text=Clear all filters");
    assert.equal(await page.locator(".chip").count(), 0);
    assert.equal(await page.inputValue("#q"), "school", "the words stay");
  });
}

async function ordersSayWhatTheyCompare({ browser, url }) {
  await withPage(browser, plain, async (page) => {
    const rules = {
      ratio: /one kind of ratio: .* \(\d+ of \d+ records have one\).* come last/,
      effect: /effect on one domain.* \(\d+ of \d+ records have one\).* come last/,
      cost: /in one currency, [A-Z]{3} \(\d+ of \d+ records have one\).* come last/,
      strength: /Maryland level/,
      year: /without a year come last/,
    };
    for (const [order, rule] of Object.entries(rules)) {
      await page.goto(`${url}/search`);
      await page.selectOption("#sort", order);
      await page.click(".order button");
      await page.waitForURL(new RegExp(`sort=${order}`));
      assert.match(await page.textContent("#order-rule"), rule);
      assert.equal(await page.inputValue("#sort"), order);
    }
    await page.goto(`${url}/search?sort=ratio`);
    const [, held] = /\((\d+) of/.exec(await page.textContent("#order-rule"));
    const shown = await page.locator(".row .cell:nth-of-type(3) .figures b").allTextContents();
    const ratios = shown.slice(0, Math.min(Number(held), 5)).map((text) => Number(text.replace(/[^\d.]*([\d.,]+).*/, "$1").replace(",", "")));
    for (let i = 1; i < ratios.length; i += 1) assert.ok(ratios[i] <= ratios[i - 1], `${ratios} go down`);
    assert.ok(ratios.length > 1);
  });
}

async function grouped({ browser, url }) {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${url}/search?per_page=100`);
    const rows = await page.locator(".row").count();
    await page.locator("label[for=group-programme]").click();
    await page.waitForURL(/group_by=programme/);
    await page.waitForSelector(".siblings");
    assert.ok((await page.locator(".row").count()) < rows, "fewer rows");
    const link = page.locator(".siblings a").first();
    const records = Number(/^\d+/.exec((await link.textContent()).trim())[0]);
    assert.ok(records > 1);
    await link.click();
    await page.waitForURL(/programme=/);
    assert.equal(await headingCount(page), records);
    assert.equal(await page.isChecked("#group-programme"), false);
  });
}

async function wordsAreAccountedFor({ browser, url }) {
  await withPage(browser, plain, async (page) => {
    await page.goto(`${url}/search?q=looked-after+children`);
    assert.match(await page.textContent(".row .why >> nth=0"), /Matches: /);
    const widened = await headingCount(page);
    assert.match(await page.textContent(".asked"), /also found/);
    await page.click("text=Search without widening");
    assert.match(page.url(), /widen=no/);
    assert.ok((await headingCount(page)) <= widened);
    assert.equal(await page.locator("input[type=hidden][name=widen]").count(), 1, "the form keeps it");
    await page.click("text=Also find other spellings");
    assert.equal(await headingCount(page), widened);

    await page.goto(`${url}/search?q=parnting`);
    assert.match(await page.textContent(".asked"), /“parnting”, so “parenting” was searched instead/);
    await page.click("text=Search as typed");
    assert.match(page.url(), /correct=no/);
    assert.equal(await headingCount(page), 0);
    await page.click("text=Correct misspellings");
    assert.ok((await headingCount(page)) > 0);
  });
}

async function nothingFound({ browser, url }) {
  await withPage(browser, plain, async (page) => {
    await page.goto(`${url}/search?${excluding}`);
    assert.equal(await headingCount(page), 0);
    assert.match(await page.textContent(".nothing"), /The filters leave nothing/);
    const link = page.locator(".lifted a").first();
    const promised = Number((await page.textContent(".lifted li >> nth=0")).replace(/.*: \D*(\d+) records?\s*$/s, "$1"));
    assert.ok(promised > 0);
    await link.click();
    assert.equal(await headingCount(page), promised, "lifting it brings what was promised");
    await page.goBack();
    await page.click("text=Search without filters");
    assert.ok((await headingCount(page)) > 0);
    await page.goto(`${url}/search?q=zzzzqqq&setting=home`);
    assert.match(await page.textContent(".nothing"), /Nothing held here matches.*with or without the filters/);
  });
}

async function refusedKeepsAll({ browser, url }) {
  await withPage(browser, plain, async (page) => {
    const asked = "q=school&age_min=5&age_max=eleven&cost_max=100&year_min=2010&setting=school&sort=cost&widen=no";
    const answer = await page.goto(`${url}/search?${asked}`);
    assert.equal(answer.status(), 400);
    const boxes = { q: "school", age_min: "5", age_max: "eleven", cost_max: "100", year_min: "2010" };
    for (const [id, typed] of Object.entries(boxes)) assert.equal(await page.inputValue(`#${id}`), typed, id);
    assert.equal(await page.isVisible("#age_max"), true, "the group with the fault is open");
    assert.match(await page.textContent("#age_max-error"), /is not a number/);
    await page.click(".govuk-error-summary a");
    await page.fill("#age_max", "11");
    await page.click("text=Apply filters");
    for (const part of ["age_max=11", "sort=cost", "widen=no", "year_min=2010"]) {
      assert.ok(page.url().includes(part), `${part} in ${page.url()}`);
    }
  });
}

async function byKeyboard({ browser, url }) {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${url}/search`);
    await page.locator("#group-people > summary").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    const id = await page.evaluate(() => document.activeElement.id);
    await page.keyboard.press("Space");
    await page.waitForSelector(".chips");
    assert.equal(await page.evaluate(() => document.activeElement.id), id, "the focus stays");
    await page.locator("#group-people > summary").click();
    await page.locator("#q").pressSequentially("a");
    await page.waitForURL(/q=a/);
    await page.waitForFunction(() => document.querySelector(".matching"));
    assert.equal(await page.locator("#group-people").getAttribute("open"), null, "a closed group stays closed");
  });
}

async function printed({ browser, url }) {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${url}/search?q=school&setting=school&sort=ratio`);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("#filters").isVisible(), false);
    assert.equal(await page.locator(".chip").first().isVisible(), true);
    assert.equal(await page.locator(".matching").isVisible(), true);
    assert.equal(await page.locator(".in-print").isVisible(), true);
    assert.equal(await page.locator("#order-rule").isVisible(), true);
    assert.equal(await page.locator(".cross").first().isVisible(), false);
  });
}

export const searches = {
  "every count beside a filter is right": everyCountIsRight,
  "joint filters say so": jointFilters,
  "histograms follow and have numbers": histograms,
  "chips take filters off": chipsTakeOff,
  "orders say what they compare": ordersSayWhatTheyCompare,
  "group by programme": grouped,
  "words are accounted for": wordsAreAccountedFor,
  "nothing found leads on": nothingFound,
  "a refused search keeps all": refusedKeepsAll,
  "filters by keyboard": byKeyboard,
  "a search in print": printed,
};
