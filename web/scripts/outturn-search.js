// SPDX-License-Identifier: GPL-3.0-or-later
// <outturn-search>: puts results below the plain search form that it wraps, as a visitor types. The form is
// the whole of its state; without this script, or where it fails, the form does what it does anyway.
// Documented in docs/embedding.md. No dependencies, no inline styles, no HTML from the network.
import {
  counted, effectWords, element, evidenceWords, filterWords, link, marked, namesIn, ratioWords,
} from "./outturn-words.js";

const pause = 300; // ms without a key before a search
const patience = 10000; // ms until an answer is too late
// What of an answer is shown: the rest is not asked for, so it is neither worked out nor sent.
const shown = [
  ...["release", "query", "total", "approximate", "notes", "next", "facets.name", "facets.label", "facets.options"],
  ...["histograms.name", "histograms.label"],
  ...["id", "title", "snippet", "type", "places", "effect", "ratio", "design", "maryland", "narrative"]
    .map((part) => `results.${part}`),
].join();
const settings = ["sort", "group_by", "widen", "correct", "per_page", "view", "columns", "cursor"];

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host { display: block; font: inherit; color: var(--outturn-ink, inherit); }
:host([hidden]), [hidden] { display: none !important; }
h2, h3, h4, h5, h6, p, ol, ul, dl, dd { margin: 0; padding: 0; }
[part=results] { margin-top: var(--outturn-gap, 1rem); overflow-wrap: anywhere; }
[part=results][aria-busy=true] [part=list] { opacity: .6; }
[part=heading] { font-size: 1.25em; line-height: 1.25; }
[part=error] {
  margin-top: var(--outturn-gap, 1rem); padding: .5em .75em; border-left: 4px solid var(--outturn-wrong, #a2382a);
}
[part=note], [part=source] { margin-top: .5em; font-size: .9em; color: var(--outturn-muted, inherit); }
[part=filters] { display: flex; flex-wrap: wrap; gap: .5em; margin-top: .5em; list-style: none; }
[part=list] { margin-top: .75em; list-style: none; border-top: 1px solid var(--outturn-line, currentColor); }
[part=item] { padding: var(--outturn-gap, 1rem) 0; border-bottom: 1px solid var(--outturn-line, currentColor); }
[part=title] { font-size: 1.1em; line-height: 1.3; }
[part=meta] { font-size: .9em; color: var(--outturn-muted, inherit); }
[part=summary] { margin-top: .35em; max-width: 70ch; }
[part=figures] {
  display: grid; grid-template-columns: repeat(auto-fit, minmax(min(14em, 100%), 1fr)); gap: .35em 1.25em;
  margin-top: .5em; font-size: .95em;
}
dt { font-size: .85em; color: var(--outturn-muted, inherit); }
mark { color: inherit; background: var(--outturn-mark, none); font-weight: 600; }
a { color: var(--outturn-link, LinkText); }
button {
  min-height: 2.25em; padding: .2em .9em; font: inherit; color: var(--outturn-link, inherit); background: transparent;
  border: 1px solid currentColor; border-radius: var(--outturn-radius, 3px); cursor: pointer;
}
a:focus-visible, button:focus-visible, [part=heading]:focus-visible {
  outline: 3px solid var(--outturn-focus, currentColor); outline-offset: 2px;
}
[part=actions] {
  display: flex; flex-wrap: wrap; align-items: center; gap: .75em 1.25em; margin-top: var(--outturn-gap, 1rem);
}
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (prefers-reduced-motion: no-preference) { [part=list] { transition: opacity .15s; } }
`);

// Query parameters by which elements of one page keep what their visitors searched for.
const taken = new Set();

class OutturnSearch extends HTMLElement {
  #form = null;
  #locked = new Map();
  #request = null;
  #listeners = null;
  #key = "";
  #stands = undefined; // what the address says of this element
  #typing = false;

  connectedCallback() {
    if (document.readyState === "loading") {
      document.addEventListener("DOMContentLoaded", () => this.#begin(), { once: true });
    } else {
      this.#begin();
    }
  }

  disconnectedCallback() {
    this.#stop();
    this.#listeners?.abort();
    taken.delete(this.#key);
    this.#form = null;
  }

  #begin() {
    const form = this.querySelector("form[action]");
    if (!this.isConnected || this.#form || !form) return;
    this.#form = form;
    this.#takeKey();
    this.#takeFilters();
    if (!this.shadowRoot) this.#draw();
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask({ typed: false });
    }, { signal });
    form.addEventListener("input", () => {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.#ask({ typed: true }), pause);
    }, { signal });
    window.addEventListener("popstate", () => this.#restore(), { signal });
    this.#restore();
  }

  #takeKey() {
    const own = (this.dataset.name || this.id || "outturn").replace(/[^\w-]/g, "");
    this.#key = own;
    for (let n = 2; taken.has(this.#key); n += 1) this.#key = `${own}-${n}`;
    taken.add(this.#key);
  }

  // Filters of the attributes that the form lacks are put into it, so that it says the same without us. What
  // is locked is kept apart as well: whatever happens to the form, that is what is asked.
  #takeFilters() {
    this.#locked = new Map();
    for (const [name, value] of new URLSearchParams(this.dataset.locked ?? "")) {
      this.#locked.set(name, [...(this.#locked.get(name) ?? []), value]);
      this.#hide(name, value);
    }
    for (const [name, value] of new URLSearchParams(this.dataset.preset ?? ""))
      if (!this.#locked.has(name)) this.#hide(name, value);
  }

  #hide(name, value) {
    const same = this.#fields().some((field) => field.name === name && field.value === value);
    if (same) return;
    const field = element("input");
    Object.assign(field, { type: "hidden", name, value });
    this.#form.prepend(field);
  }

  #fields() {
    return [...this.#form.elements].filter(({ name, type }) => name && type !== "submit" && type !== "button");
  }

  #presets() {
    return this.#fields().filter((field) =>
      field.type === "hidden" && !this.#locked.has(field.name) && !settings.includes(field.name));
  }

  #draw() {
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet];
    this.said = element("p", "");
    this.said.className = "said";
    this.said.setAttribute("role", "status");
    this.wrong = element("div", "error");
    this.wrong.setAttribute("role", "alert");
    this.wrong.hidden = true;
    this.results = element("div", "results");
    this.results.hidden = true;
    shadow.append(element("slot"), this.said, this.wrong, this.results);
  }

  // What is asked: what the form says, save what is locked.
  #asked() {
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(this.#form)) {
      if (typeof value !== "string" || value.trim() === "" || this.#locked.has(name)) continue;
      if (!asked.getAll(name).includes(value)) asked.append(name, value);
    }
    return asked;
  }

  #withLocked(asked) {
    const whole = new URLSearchParams(asked);
    for (const [name, values] of this.#locked) for (const value of values) whole.append(name, value);
    return whole;
  }

  // The address of the search page holds what the visitor chose; that of the API lies beside it.
  #address(path, parameters) {
    const address = new URL(this.#form.getAttribute("action"), document.baseURI);
    if (path) address.pathname = address.pathname.replace(/[^/]*$/, path);
    address.search = parameters.toString();
    return address.href;
  }

  #ask({ typed }) {
    const asked = this.#asked();
    this.#remember(asked, typed && this.#typing);
    this.#typing = typed;
    this.#search(asked);
  }

  // One entry in the history per search, not one per pause in typing, so that Back leads somewhere.
  #remember(asked, replace) {
    const here = new URL(window.location.href);
    const chosen = new URLSearchParams(asked);
    for (const { name, type } of this.#fields()) if (type === "hidden" && settings.includes(name)) chosen.delete(name);
    const text = chosen.toString();
    this.#stands = text;
    if (here.searchParams.get(this.#key) === text) return;
    here.searchParams.set(this.#key, text);
    const state = { ...window.history.state, [this.#key]: text };
    window.history[replace ? "replaceState" : "pushState"](state, "", here);
  }

  // The form as the address says; only what the form has and nothing has locked is taken from there.
  #restore() {
    const text = new URL(window.location.href).searchParams.get(this.#key);
    if (text === this.#stands) return; // a step of another element
    this.#stands = text;
    this.#stop();
    this.#typing = false;
    const presets = this.#presets();
    if (text === null) {
      this.#form.reset();
      for (const field of presets) field.disabled = false;
      if (this.dataset.open !== undefined) this.#search(this.#asked());
      else this.#clear();
      return;
    }
    const kept = new URLSearchParams(text);
    for (const field of presets) field.disabled = !kept.getAll(field.name).includes(field.value);
    for (const field of this.#fields()) {
      if (field.type === "hidden" || this.#locked.has(field.name)) continue;
      const values = kept.getAll(field.name);
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (field.multiple) for (const one of field.options) one.selected = values.includes(one.value);
      else field.value = values[0] ?? "";
    }
    this.#search(this.#asked());
  }

  #clear() {
    this.results.hidden = true;
    this.wrong.hidden = true;
    this.said.textContent = "";
  }

  // Drops what is under way: a stale answer is never shown.
  #stop() {
    window.clearTimeout(this.timer);
    this.#request?.abort();
    this.#request = null;
  }

  async #fetch(whole) {
    this.#stop();
    const request = new AbortController();
    this.#request = request;
    const late = window.setTimeout(() => request.abort(), patience);
    this.results.setAttribute("aria-busy", "true");
    const asked = new URLSearchParams(whole);
    asked.set("fields", shown);
    try {
      const answer = await fetch(this.#address("api/v1/search", asked), {
        signal: request.signal, credentials: "omit", referrerPolicy: "no-referrer",
      });
      const said = await answer.json();
      if (request !== this.#request) return null;
      if (answer.ok) return said;
      this.#fail(said.error?.problems?.map(({ parameter, message }) => `${parameter} ${message}`).join("; ") ||
        said.error?.message, whole);
    } catch {
      // Replaced by a newer one, or too late, or no answer.
      if (request === this.#request) this.#fail("", whole);
    } finally {
      window.clearTimeout(late);
      if (request === this.#request || !this.#request) this.results.removeAttribute("aria-busy");
    }
    return null;
  }

  #fail(reason, whole) {
    const again = element("button", "again", "Try again");
    again.type = "button";
    again.addEventListener("click", () => this.#search(this.#asked()));
    const words = reason ? `The search could not be made: ${reason}. ` : "The search could not be made. ";
    // What was found before stands only where more of the same was asked for.
    if (!whole.has("cursor")) this.results.hidden = true;
    whole.delete("cursor");
    this.wrong.replaceChildren(element("p", "", words, again, " ",
      link("all", this.#address("", whole), "Search on Outturn")));
    this.wrong.hidden = false;
    this.said.textContent = "";
  }

  async #search(asked) {
    const whole = this.#withLocked(asked);
    const answer = await this.#fetch(whole);
    if (!answer) return;
    this.wrong.hidden = true;
    this.results.hidden = false;
    this.said.textContent = answer.total === 0 ? "No records found" : `${this.#total(answer)} found`;
    this.#show(answer, whole);
  }

  #total({ total, approximate }) {
    return (approximate ? "About " : "") + counted(total);
  }

  #level() {
    const wanted = Number(this.dataset.heading);
    return wanted >= 2 && wanted <= 5 ? wanted : 2;
  }

  #show(answer, whole) {
    const names = namesIn(answer);
    const heading = element(`h${this.#level()}`, "heading",
      answer.total === 0 ? "No records found" : this.#total(answer));
    heading.tabIndex = -1;
    this.heading = heading;
    this.list = element("ol", "list", ...answer.results.map((one) => this.#item(one, names)));
    this.list.setAttribute("role", "list");
    const notes = answer.total > 0 ? answer.notes
      : [...answer.notes, "That nothing is held is not evidence that nothing works. Try fewer or more general words."];
    this.results.replaceChildren(heading, ...this.#filters(names), ...notes.map((one) => element("p", "note", one)),
      ...(answer.total > 0 ? [this.list] : []), this.#actions(answer, whole),
      element("p", "source", `Figures are as their sources report them. Release ${answer.release}.`));
  }

  // What narrows the search, each to be lifted by a press unless it is locked.
  #filters(names) {
    const list = element("ul", "filters");
    list.setAttribute("role", "list");
    list.setAttribute("aria-label", "Filters");
    for (const [name, values] of this.#locked) {
      if (settings.includes(name)) continue;
      for (const value of values) list.append(element("li", "filter", filterWords(name, value, names)));
    }
    for (const field of this.#presets().filter(({ disabled }) => !disabled)) {
      const words = filterWords(field.name, field.value, names);
      const lift = element("button", "filter", `${words} `, element("span", "", "✕"));
      lift.type = "button";
      lift.lastChild.setAttribute("aria-hidden", "true");
      lift.setAttribute("aria-label", `Remove ${words}`);
      lift.addEventListener("click", async () => {
        field.disabled = true;
        this.#remember(this.#asked(), false);
        await this.#search(this.#asked());
        if (!this.results.hidden) this.heading.focus();
      });
      list.append(element("li", "", lift));
    }
    return list.childElementCount ? [list] : [];
  }

  #item(one, names) {
    const places = one.places.map(({ country, area }) =>
      [area, names.of("country", country)].filter(Boolean).join(", ")).join("; ");
    const pair = (term, words) => element("div", "figure", element("dt", "", term), element("dd", "", ...words));
    const href = this.#address(`records/${encodeURIComponent(one.id)}`, new URLSearchParams());
    return element("li", "item",
      element(`h${this.#level() + 1}`, "title", link("link", href, one.title)),
      element("p", "meta", [names.of("type", one.type), places].filter(Boolean).join(" · ")),
      element("p", "summary", ...marked(one.snippet)),
      element("dl", "figures", pair("Effect", effectWords(one, names)), pair("Return", ratioWords(one, names)),
        pair("Evidence", evidenceWords(one, names))));
  }

  #actions(answer, whole) {
    const actions = element("div", "actions");
    if (answer.next) {
      const more = element("button", "more", "Show more");
      more.type = "button";
      more.addEventListener("click", () => this.#more(answer.next, whole, actions));
      actions.append(more);
    }
    actions.append(link("all", this.#address("", whole),
      answer.total > 0 ? `See all ${answer.total.toLocaleString("en-GB")} on Outturn` : "Search on Outturn"));
    return actions;
  }

  async #more(cursor, whole, actions) {
    const next = new URLSearchParams(whole);
    next.set("cursor", cursor);
    const answer = await this.#fetch(next);
    if (!answer) return;
    this.wrong.hidden = true;
    const names = namesIn(answer);
    const added = answer.results.map((one) => this.#item(one, names));
    this.list.append(...added);
    actions.replaceWith(this.#actions(answer, whole));
    this.said.textContent = `${this.list.childElementCount} of ${this.#total(answer)} shown`;
    added[0]?.querySelector("a").focus();
  }
}

if (!window.customElements.get("outturn-search")) window.customElements.define("outturn-search", OutturnSearch);
