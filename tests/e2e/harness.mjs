// SPDX-License-Identifier: GPL-3.0-or-later
// What every browser test needs: a server, a Chromium, a page in it that fails on script errors.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { startServer } from "./server.mjs";

export { startServer };

const viewport = { width: 1280, height: 900 };

export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium-headless-shell",
    headless: true,
    args: [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
}

// Runs `use(page)` in a fresh profile. A script error or a breach of the CSP fails the test, and so does
// any other error on the console that `failures`, a pattern, does not foresee. Pages that are only looked at
// (`looking`), as axe does, need no new profile each.
export async function withPage(browser, { failures = /^$/, looking = false, ...options }, use) {
  if (looking || options.bypassCSP) return withPageToRead(browser, options, use);
  const context = await browser.newContext({ viewport, ...options });
  try {
    await watched(await context.newPage(), failures, use);
  } finally {
    await context.close();
  }
}

async function watched(page, failures, use) {
  const errors = [];
  const onError = (error) => errors.push(String(error));
  const onConsole = (message) => {
    // htmx logs as errors the end of a request that a newer one has replaced, which is what we ask of it.
    const expected = /status of (400|404)|^htmx:(sendAbort|afterRequest)$/.test(message.text());
    if (message.type() === "error" && !expected && !failures.test(message.text())) errors.push(message.text());
  };
  page.on("pageerror", onError).on("console", onConsole);
  await use(page);
  page.off("pageerror", onError).off("console", onConsole);
  assert.deepEqual(errors, [], "the browser's console is free of errors");
}

// Profiles whose page nobody looks at just now.
const idle = [];

// A new profile, and a process with it, takes as long as the looking; so one that has served is taken again, as empty
// as a new one. After a failure it is not.
async function withPageToRead(browser, { viewport: size = viewport, ...options }, use) {
  const kind = JSON.stringify(options);
  const at = idle.findIndex((one) => one.kind === kind && one.browser === browser);
  const profile = at < 0 ? { kind, browser, context: await browser.newContext(options) } : idle.splice(at, 1)[0];
  try {
    profile.page ??= await profile.context.newPage();
    await profile.page.setViewportSize(size);
    await watched(profile.page, /^$/, use);
    await profile.page.evaluate(() => { window.sessionStorage.clear(); window.localStorage.clear(); });
    await profile.context.clearCookies();
    idle.push(profile);
  } catch (problem) {
    await profile.context.close();
    throw problem;
  }
}

// Unfolds a group of the filters, and on a narrow screen the filters themselves.
export async function openGroup(page, name) {
  const summary = page.locator(`#group-${name} > summary`);
  if (!(await summary.isVisible())) await page.locator("#filters > summary").click();
  if ((await page.locator(`#group-${name}`).getAttribute("open")) === null) await summary.click();
}

// The number in "23 records".
export async function headingCount(page) {
  return Number((await page.textContent("#found")).replace(/\D/g, ""));
}

export async function shoot(page, name, width) {
  const folder = process.env.OUTTURN_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
}
