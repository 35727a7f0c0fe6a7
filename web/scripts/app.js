// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the search page answer as it is used. Every page is complete without this script; it only spares
// a press of the button. Panels a reader has opened stay open, and the focus stays where it was.
import htmx from "htmx.org";

document.documentElement.classList.add("js");

const wide = window.matchMedia("(min-width: 1120px)");
const detailsAlwaysShown = CSS.supports("selector(details::details-content)");

// Browsers that cannot show the content of closed details by stylesheet get it opened on wide screens.
function openFilters() {
  const filters = document.getElementById("filters");
  if (filters && wide.matches && !detailsAlwaysShown) filters.open = true;
}

let openPanels = [];
let focusedId = "";
let typedNumber = null; // what stands in the number box being typed in, which an answer must not wipe
let lastWasTyping = false;

document.addEventListener("htmx:configRequest", (event) => {
  const { formData } = event.detail;
  const entries = [...formData.entries()];
  for (const [name] of entries) formData.delete(name);
  for (const [name, value] of entries) {
    const isDefault = value === "" || (name === "sort" && value === "relevance");
    if (!isDefault) formData.append(name, value);
  }
});

document.addEventListener("htmx:beforeSwap", () => {
  openPanels = [...document.querySelectorAll("#results details[id]")]
    .map((panel) => [panel.id, panel.open]);
  const focused = document.activeElement;
  focusedId = focused?.id ?? "";
  typedNumber = focused?.type === "number" ? focused.value : null;
});

// The restored text is no edit to the browser, so leaving the box would not count as a change: say it is one.
function restoreTypedNumber() {
  const box = typedNumber === null ? null : document.getElementById(focusedId);
  if (!box || box.value === typedNumber) return;
  box.value = typedNumber;
  box.addEventListener("blur", () => {
    if (box.isConnected && box.value !== box.defaultValue) htmx.trigger(box, "change");
  }, { once: true });
}

document.addEventListener("htmx:afterSwap", () => {
  for (const [id, open] of openPanels) {
    const panel = document.getElementById(id);
    if (panel && open) panel.open = true;
  }
  openFilters();
  restoreTypedNumber();
  if (focusedId && document.activeElement?.id !== focusedId) {
    document.getElementById(focusedId)?.focus({ preventScroll: true });
  }
});

// One entry in the history per search, not one per pause in typing, so that Back leads somewhere.
document.addEventListener("htmx:beforeHistoryUpdate", (event) => {
  const { history, requestConfig } = event.detail;
  const typing = requestConfig?.triggeringEvent?.type === "input";
  const here = window.location.pathname + window.location.search;
  if (history.path === here || (typing && lastWasTyping)) history.type = "replace";
  lastWasTyping = typing;
});

// A search that fails must not leave yesterday's results standing without a word.
for (const name of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(name, () => {
    const form = document.getElementById("search-form");
    if (form) form.submit();
  });
}

openFilters();
wide.addEventListener("change", openFilters);
window.htmx = htmx;
