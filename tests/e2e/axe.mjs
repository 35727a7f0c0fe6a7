// SPDX-License-Identifier: GPL-3.0-or-later
// What axe finds on a page. Nine tenths of its time go to contrast, which it measures for every piece of text anew;
// so text that was found sound is not measured again where neither it nor anything around it is coloured, sized or
// placed otherwise: the same heading on the next page, the same row at another width. Half of what remains goes to
// whether links stand out from the text around them: one that does is not asked again where it looks the same. All
// other rules see everything.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// Looks of text whose contrast was measured and found sound, and of links in text that stand out from it, over all
// pages of this run.
const sound = new Set();
const distinct = new Set();

// In the page: the visible text and the links whose looks are not among those known, kept for axe, and the looks of
// that text. Nothing where other documents or shadow trees are part of the page, which only axe itself can walk.
function looksUnknown([sound, distinct]) {
  window.unmeasured = null;
  const all = [...document.body.querySelectorAll("*")];
  if (all.some((one) => one.shadowRoot || one instanceof HTMLIFrameElement)) return null;
  const looks = new Map();
  const lookOf = (element) => {
    if (!element) return "";
    let look = looks.get(element);
    if (look === undefined) {
      const style = getComputedStyle(element);
      const own = [element.tagName, element.getAttribute("class"), style.color, style.backgroundColor,
        style.backgroundImage, style.opacity, style.fontSize, style.fontWeight, style.textShadow, style.position,
        style.filter, style.mixBlendMode, style.fill, style.textDecoration, style.fontFamily, style.fontStyle,
        style.display, style.borderTop, style.borderBottom, style.outline].join(";");
      const text = lookOf(element.parentElement) + own;
      let [a, b] = [0xdeadbeef, 0x41c6ce57];
      for (let i = 0; i < text.length; i += 1) {
        a = Math.imul(a ^ text.charCodeAt(i), 2654435761);
        b = Math.imul(b ^ text.charCodeAt(i), 1597334677);
      }
      look = `${(a >>> 0).toString(36)}.${(b >>> 0).toString(36)}`;
      looks.set(element, look);
    }
    return look;
  };
  const speaks = (one) => /^(INPUT|SELECT|TEXTAREA|BUTTON)$/.test(one.tagName)
    || [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
  const measured = new Set(sound);
  const fresh = all.filter((one) => speaks(one) && one.checkVisibility() && !measured.has(lookOf(one)));
  const told = new Set(distinct);
  const links = all.filter((one) => one.matches("a[href]") && one.checkVisibility() && !told.has(lookOf(one)));
  window.unmeasured = { fresh, links, lookOf };
  return [...new Set(fresh.map(lookOf))];
}

// The violations of a page as axe gives them: id, impact and nodes.
export async function violationsOf(page) {
  await page.evaluate(axeSource);
  const looks = await page.evaluate(looksUnknown, [[...sound], [...distinct]]);
  const { found, passed } = await page.evaluate(async () => {
    const told = ({ violations }) => violations.map(({ id, impact, nodes }) =>
      ({ id, impact, nodes: nodes.map(({ html }) => ({ html })) }));
    const resultTypes = ["violations"];
    if (!window.unmeasured) return { found: told(await window.axe.run({ resultTypes })), passed: [] };
    const { fresh, links, lookOf } = window.unmeasured;
    const off = { enabled: false };
    const rules = { "color-contrast": off, "link-in-text-block": off };
    const found = told(await window.axe.run({ resultTypes, rules }));
    if (fresh.length > 0) {
      found.push(...told(await window.axe.run({ include: fresh }, { resultTypes, runOnly: ["color-contrast"] })));
    }
    if (links.length === 0) return { found, passed: [] };
    const apart = await window.axe.run({ include: links }, { elementRef: true, runOnly: ["link-in-text-block"] });
    found.push(...told(apart));
    return { found, passed: apart.passes.flatMap(({ nodes }) => nodes.map(({ element }) => lookOf(element))) };
  });
  if (looks && !found.some(({ id }) => id === "color-contrast")) looks.forEach((look) => sound.add(look));
  passed.forEach((look) => distinct.add(look));
  return found;
}

// One line for each violation, with the markup of the first few places.
export async function faultsOf(page) {
  return (await violationsOf(page)).map(({ id, nodes }) =>
    `${id}: ${nodes.slice(0, 3).map(({ html }) => html).join(" | ")}`);
}
