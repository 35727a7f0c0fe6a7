// SPDX-License-Identifier: GPL-3.0-or-later
// Runs every browser test against one server and one browser, and counts. Usage: see run.sh.
// A word on the command line runs only the tests whose name contains it.
import { breakevens } from "./breakeven.mjs";
import { citations } from "./cite.mjs";
import { comparables } from "./comparables.mjs";
import { compares } from "./compare.mjs";
import { embeds } from "./embed.mjs";
import { embeddedSearches } from "./embed_search.mjs";
import { startBrowser, startServer } from "./harness.mjs";
import { heads } from "./heads.mjs";
import { journeys } from "./journey.mjs";
import { mistakes } from "./mistakes.mjs";
import { qualities } from "./quality.mjs";
import { searches } from "./search.mjs";
import { suggestions } from "./suggest.mjs";
import { views } from "./views.mjs";

const wanted = process.argv[2] ?? "";
const all = {
  ...journeys,
  ...searches,
  ...suggestions,
  ...views,
  ...comparables,
  ...mistakes,
  ...breakevens,
  ...citations,
  ...compares,
  ...qualities,
  ...heads,
  ...embeds,
  ...embeddedSearches,
};
// The longest first, so that none runs on alone.
const long = (name) => /axe|sideways|counted and fit|60 kB|pages of results/.test(name);
const tests = Object.entries(all).filter(([name]) => name.includes(wanted))
  .sort(([one], [other]) => Number(long(other)) - Number(long(one)));
const server = await startServer();
let failed = 0;
try {
  const browser = await startBrowser();
  // Each worker takes the next test; every test has profiles of its own.
  const waiting = [...tests];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, test] = next;
      const start = Date.now();
      try {
        await test({ browser, url: server.url });
        console.log(`ok   ${name} (${Date.now() - start} ms)`);
      } catch (problem) {
        failed += 1;
        console.log(`FAIL ${name}\n${problem.stack ?? problem}`);
      }
    }
  };
  await Promise.all(Array.from({ length: Number(process.env.OUTTURN_WORKERS ?? 3) }, work));
  await browser.close();
} finally {
  await server.stop();
}
console.log(`${tests.length - failed} of ${tests.length} browser tests passed`);
process.exitCode = failed === 0 && tests.length > 0 ? 0 : 1;
