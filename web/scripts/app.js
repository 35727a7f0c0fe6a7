// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the search page answer as it is used. Every page is complete without this script; it only spares
// a press of the button. Panels a reader has opened stay open, and the focus stays where it was.
import htmx from "htmx.org";
import { chooseToCompare } from "./compare.js";
import { copyFromBoxes } from "./copy.js";
import { suggestInBoxes } from "./suggest.js";

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
let typedNumber = null; // what stands in the ratio box being typed in, which an answer must not wipe
let lastWasTyping = false;

document.addEventListener("htmx:configRequest", (event) => {
  const { formData } = event.detail;
  const entries = [...formData.entries()];
  // The usual columns are what a table shows where none are named.
  const usual = document.querySelector("#choose-columns fieldset")?.dataset.usual;
  const usualColumns = usual === formData.getAll("columns").join(",");
  for (const [name] of entries) formData.delete(name);
  for (const [name, value] of entries) {
    const isDefault =
      value === "" || (name === "sort" && value === "relevance") || (name === "columns" && usualColumns);
    if (!isDefault) formData.append(name, value);
  }
});

document.addEventListener("htmx:beforeSwap", () => {
  openPanels = [...document.querySelectorAll("#results details[id]")]
    .map((panel) => [panel.id, panel.open]);
  const focused = document.activeElement;
  focusedId = focused?.id ?? "";
  typedNumber = focused?.inputMode === "decimal" ? focused.value : null;
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
  // As the reader left them, unless there is something wrong to be seen in one.
  for (const [id, open] of openPanels) {
    const panel = document.getElementById(id);
    if (panel && !panel.querySelector(".wrong")) panel.open = open;
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

// A refused search comes as the same page with what is wrong beside each box: it is shown like any answer.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status !== 400) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
});

// A search that fails leaves what was found before standing, and says so.
const failed = document.getElementById("search-failed");

function sayFailed() {
  if (!failed) return;
  const title = document.createElement("h2");
  title.className = "govuk-error-summary__title";
  title.textContent = "The search could not be made";
  const advice = document.createElement("p");
  advice.textContent = "What is shown below is from before. The service may be busy, or the connection lost. ";
  const again = document.createElement("button");
  again.type = "button";
  again.className = "small-button";
  again.textContent = "Try again";
  again.addEventListener("click", () => htmx.trigger("#search-form", "submit"));
  advice.append(again);
  failed.replaceChildren(title, advice);
  failed.hidden = false;
}

for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, sayFailed);
}
document.addEventListener("htmx:afterSwap", () => {
  if (failed) failed.hidden = true;
});

// The way back to the results is in the page; an address that is copied from a record need not carry it.
const address = new URL(window.location.href);
if (address.searchParams.has("back") && address.pathname.includes("/records/")) {
  address.searchParams.delete("back");
  window.history.replaceState(window.history.state, "", address);
}

// A page that comes with a refusal begins with what is wrong.
document.querySelector(".govuk-error-summary")?.focus();

openFilters();
suggestInBoxes();
chooseToCompare();
copyFromBoxes();
wide.addEventListener("change", openFilters);
window.htmx = htmx;
