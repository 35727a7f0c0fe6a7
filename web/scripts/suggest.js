// SPDX-License-Identifier: GPL-3.0-or-later
// Suggestions below the search box as a reader types: the combobox of the ARIA Authoring Practices (list
// autocomplete with manual selection). Nothing is chosen unless the reader chooses it, and where the server is
// slow or fails the box is a plain one.
const groups = { programme: "Programmes", outcome: "Outcomes", place: "Places", word: "Words" };
const pause = 120; // ms without a key before the server is asked
const patience = 3000; // ms until an answer is too late to be of use
const longest = 100; // the server looks no longer text up
const remembered = 100; // answers

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const counted = (count, one, many) => `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;

class Suggestions {
  constructor(box) {
    this.box = box;
    this.options = [];
    this.active = -1;
    this.answers = new Map();
    const id = `${box.id}-suggestions`;
    this.list = element("div", { id, class: "suggestions", role: "listbox", "aria-label": "Suggestions" });
    this.list.hidden = true;
    this.status = element("div", { class: "govuk-visually-hidden", role: "status", "aria-live": "polite" });
    box.parentElement.classList.add("suggesting");
    box.parentElement.append(this.list, this.status);
    // A box of type "search" may have no other role, and takes Escape for itself.
    box.type = "text";
    box.inputMode = "search";
    box.enterKeyHint = "search";
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id,
    })) box.setAttribute(name, value);
    box.addEventListener("input", () => this.typed());
    box.addEventListener("keydown", (event) => this.pressed(event));
    box.addEventListener("blur", () => this.close());
    box.form?.addEventListener("submit", () => this.close());
    // The focus stays in the box while a pointer chooses.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(this.options.indexOf(option));
    });
    window.addEventListener("pageshow", () => this.close());
  }

  get open() {
    return !this.list.hidden;
  }

  // Drops what is under way, so that no list appears behind the reader's back.
  stop() {
    window.clearTimeout(this.timer);
    this.request?.abort();
    this.request = null;
  }

  close() {
    this.stop();
    this.activate(-1);
    this.list.hidden = true;
    this.box.setAttribute("aria-expanded", "false");
    this.status.textContent = "";
  }

  typed() {
    if (this.completing) return;
    this.stop();
    this.activate(-1);
    if (!this.wanted()) {
      this.close();
      return;
    }
    const known = this.answers.get(this.box.value);
    if (known) this.show(known);
    else this.timer = window.setTimeout(() => this.ask(), pause);
  }

  // Something short is typed, and it is typed on at its end.
  wanted() {
    const { value, selectionEnd } = this.box;
    return value.trim() !== "" && value.length <= longest && selectionEnd === value.length;
  }

  async ask(then = () => {}) {
    this.stop();
    const text = this.box.value;
    const request = new AbortController();
    this.request = request;
    const late = window.setTimeout(() => request.abort(), patience);
    try {
      const address = `${this.box.dataset.suggest}?q=${encodeURIComponent(text)}`;
      const answer = await fetch(address, { signal: request.signal });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const { ready, suggestions } = await answer.json();
      if (request !== this.request || document.activeElement !== this.box) return;
      if (this.answers.size >= remembered) this.answers.clear();
      if (ready) this.answers.set(text, suggestions);
      this.show(suggestions);
      then();
    } catch {
      // Too late, replaced, or no answer: a search can be typed without.
      if (request === this.request) this.close();
    } finally {
      window.clearTimeout(late);
    }
  }

  show(suggestions) {
    const wasOpen = this.open;
    this.activate(-1);
    this.suggestions = suggestions;
    this.options = suggestions.map((one, place) => this.option(one, place));
    this.list.replaceChildren(...this.grouped());
    this.list.hidden = suggestions.length === 0;
    this.list.scrollTop = 0;
    this.box.setAttribute("aria-expanded", String(this.open));
    if (this.open) this.status.textContent = counted(suggestions.length, "suggestion", "suggestions");
    else this.status.textContent = wasOpen ? "No suggestions" : "";
  }

  option({ kind, text, as, records }, place) {
    const name = element("span", { class: "name" }, text);
    if (as) name.append(" ", element("span", { class: "as" }, `(${as})`));
    const attributes = { id: `${this.list.id}-${place}`, role: "option", "aria-selected": "false" };
    return element("div", { ...attributes, "data-kind": kind }, name, " ",
      element("span", { class: "n" }, counted(records, "record", "records")));
  }

  grouped() {
    const kinds = [...new Set(this.suggestions.map(({ kind }) => kind))];
    return kinds.map((kind) => {
      const id = `${this.list.id}-${kind}`;
      const heading = element("div", { id, class: "kind", role: "presentation" }, groups[kind] ?? kind);
      const own = this.options.filter((option) => option.dataset.kind === kind);
      return element("div", { role: "group", "aria-labelledby": id }, heading, ...own);
    });
  }

  // The option that the arrow keys have reached; -1 where they are in the text.
  activate(place) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = place;
    const option = this.options[place];
    if (!option) {
      this.box.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    this.box.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  move(step) {
    const count = this.options.length;
    if (count === 0) return;
    const from = this.active < 0 && step < 0 ? count : this.active;
    this.activate((from + step + count) % count);
  }

  pressed(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const { key, altKey } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      this.arrow(key === "ArrowDown" ? 1 : -1, altKey);
      event.preventDefault();
    } else if (key === "Escape" && this.open) {
      this.close();
      event.preventDefault();
    } else if (key === "Enter" && this.open && this.active >= 0) {
      this.choose(this.active);
      event.preventDefault();
    } else if (key === "Enter") {
      this.close();
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(key)) {
      this.activate(-1);
    }
  }

  // With Alt the list opens or closes and nothing is reached.
  arrow(step, altKey) {
    if (this.open && altKey && step < 0) this.close();
    else if (this.open && !altKey) this.move(step);
    else if (!this.open && this.box.value.trim() !== "" && !(altKey && step < 0))
      this.ask(() => { if (!altKey) this.move(step); });
  }

  choose(place) {
    const { kind, href } = this.suggestions[place];
    this.close();
    if (kind !== "word") {
      window.location.assign(href);
      return;
    }
    this.box.value = new URL(href, window.location.href).searchParams.get("q");
    this.box.setSelectionRange(this.box.value.length, this.box.value.length);
    this.status.textContent = this.box.value;
    // Whoever else listens to the box, such as the search as it is typed, must know.
    this.completing = true;
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
    this.completing = false;
  }
}

// Every search box of the page that has none yet.
export function suggestInBoxes() {
  for (const box of document.querySelectorAll("input[data-suggest]:not([role])")) new Suggestions(box);
}
