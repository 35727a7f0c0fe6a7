// SPDX-License-Identifier: GPL-3.0-or-later
// What <outturn-search> says of a record and a filter, worded as the site's own pages word it. Everything becomes
// text or elements; nothing from the network becomes HTML.

export const counted = (count) => `${count.toLocaleString("en-GB")} ${count === 1 ? "record" : "records"}`;
const small = (text) => (/^[A-Z][a-z -]/.test(text) ? text[0].toLowerCase() + text.slice(1) : text);
const fixed = (value) => value.toFixed(2).replace(/^-/, "−").replace(/^−(0\.00)$/, "$1");

export function element(name, part, ...children) {
  const made = document.createElement(name);
  if (part) made.setAttribute("part", part);
  made.append(...children);
  return made;
}

export function link(part, href, words) {
  const made = element("a", part, words);
  made.href = href;
  return made;
}

// The API's snippet is text in which <mark> alone is markup; it never becomes HTML here.
export function marked(snippet) {
  const signs = { lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'", amp: "&" };
  const plain = (text) => text.replace(/&(lt|gt|quot|#39|#x27|amp);/g, (_, name) => signs[name]);
  return snippet.split(/<mark>(.*?)<\/mark>/s)
    .map((text, place) => (place % 2 ? element("mark", "", plain(text)) : plain(text)));
}

// What the values of the answer are called.
export function namesIn(answer) {
  const names = new Map(answer.facets.map(({ name, label, options }) =>
    [name, { label, options: new Map(options.map((one) => [one.value, one.label])) }]));
  const spelt = (value) => (value[0] ?? "").toUpperCase() + value.slice(1).replaceAll("_", " ");
  return {
    outcomeChosen: answer.query.outcome.length > 0,
    of: (filter, value) => names.get(filter)?.options.get(value) ?? spelt(value),
    filter: (name) => names.get(name)?.label ??
      answer.histograms.find((one) => one.name === name)?.label ?? spelt(name),
  };
}

export function filterWords(name, value, names) {
  const end = /^(.+)_(min|max)$/.exec(name);
  if (!end) return `${names.filter(name)}: ${names.of(name, value)}`;
  return `${names.filter(end[1])}: ${end[2] === "min" ? "at least" : "at most"} ${value}`;
}

export function effectWords({ effect, narrative }, names) {
  if (!effect && narrative) return ["narrative, no figure reported"];
  if (!effect) return [names.outcomeChosen ? "no effect size for the outcome chosen" : "no effect size reported"];
  const { value, ci_low: low, ci_high: high } = effect;
  const figures = low === null || high === null
    ? fixed(value) : `${fixed(value)} (${fixed(low)} to ${fixed(high)})`;
  const turned = value !== 0 && Math.sign(value) !== Math.sign(effect.value_favourable);
  const verdict = {
    intervention: "clearly in favour", comparison: "clearly against", not_clear: "not clear of 0",
  }[effect.favours] ?? "interval not known";
  return [element("b", "", figures),
    ` ${small(names.of("outcome", effect.outcome))}; ${turned ? "lower is better: " : ""}${verdict}`];
}

export function ratioWords({ ratio }, names) {
  if (!ratio) return ["no ratio reported"];
  const sign = { GBP: "£", USD: "$", EUR: "€" }[ratio.currency] ??
    (ratio.currency ? `${ratio.currency}\u00a0` : "");
  const digits = (amount) => ({ minimumFractionDigits: Number.isInteger(amount) ? 0 : 2, maximumFractionDigits: 2 });
  const money = (amount) =>
    (amount < 0 ? "−" : "") + sign + Math.abs(amount).toLocaleString("en-GB", digits(amount));
  const { low, central, high } = ratio;
  const range = low !== null && high !== null;
  const per = sign ? ` per ${sign}1` : " per 1 spent";
  const main = central !== null ? money(central)
    : range ? `${money(low)} to ${money(high)}`
      : high !== null ? `up to ${money(high)}` : `from ${money(low)}`;
  const kind = ratio.kind === "bcr" ? "" : `${small(names.of("kind", ratio.kind))}; `;
  return [element("b", "", main + per),
    `${central !== null && range ? ` (${money(low)} to ${money(high)})` : ""}; ` +
    `${(central ?? low ?? high) < 1 ? "below cost, " : ""}${sign ? "" : "currency not stated, "}${kind}` +
    `${small(names.of("perspective", ratio.perspective))}, ${small(names.of("basis", ratio.basis))}`];
}

export function evidenceWords({ maryland, design }, names) {
  const known = names.of("design", design);
  return maryland === null ? [known] : [element("b", "", `Maryland level ${maryland} of 5`), `; ${known}`];
}
