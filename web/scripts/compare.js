// SPDX-License-Identifier: GPL-3.0-or-later
// Choosing records to compare. The boxes and their button work without this; it counts what is chosen and keeps
// it while the reader goes from page to page of this tab.
const key = "outturn-compare";

// Storage may be forbidden or full: then a choice lasts as long as its page.
function read() {
  try {
    const kept = JSON.parse(window.sessionStorage.getItem(key) ?? "[]");
    return new Set(kept.filter((id) => typeof id === "string"));
  } catch {
    return new Set();
  }
}

function write(chosen) {
  try {
    window.sessionStorage.setItem(key, JSON.stringify([...chosen]));
  } catch {
    return; // not kept, and nothing is lost that the page itself does not hold
  }
}

const boxes = () => [...document.querySelectorAll('input[name="ids"]')]
  .filter((box) => box.form?.id === "compare-form" && box.type === "checkbox");

function words(count, elsewhere, most) {
  if (count === 0) return "";
  const other = elsewhere === 0 ? "" : `, ${elsewhere === count ? "" : `${elsewhere} of them `}on other pages`;
  const enough = count === 1 ? " Choose at least one more." : "";
  return `${count} chosen${other}.${count > most ? ` At most ${most} can be compared.` : enough}`;
}

// Those chosen elsewhere travel with the form, and can be dropped together.
function draw(chosen) {
  const bar = document.getElementById("compare");
  const form = document.getElementById("compare-form");
  if (!bar || !form) return;
  const here = boxes();
  const shown = new Set(here.map((box) => box.value));
  const elsewhere = [...chosen].filter((id) => !shown.has(id));
  for (const old of form.querySelectorAll("[data-elsewhere]")) old.remove();
  for (const id of elsewhere) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "ids", value: id });
    field.dataset.elsewhere = "";
    form.append(field);
  }
  const ticked = new Set(here.filter((box) => box.checked).map((box) => box.value));
  const count = ticked.size + elsewhere.length;
  const remembered = chosen.size > 0;
  bar.classList.toggle("some", remembered);
  let status = form.querySelector(".chosen");
  if (!status) {
    status = document.createElement("p");
    status.className = "chosen";
    status.setAttribute("role", "status");
    form.prepend(status);
  }
  const text = remembered ? words(count, elsewhere.length, Number(bar.dataset.most)) : "";
  if (status.textContent !== text) status.textContent = text;
  let clear = form.querySelector(".clear-chosen");
  if (remembered && !clear) {
    clear = document.createElement("button");
    Object.assign(clear, { type: "button", className: "small-button clear-chosen", textContent: "Choose none" });
    clear.addEventListener("click", () => {
      write(new Set());
      for (const box of boxes()) box.checked = "self" in box.dataset;
      draw(new Set());
      form.querySelector('button[type="submit"]')?.focus();
    });
    form.append(clear);
  }
  if (!remembered) clear?.remove();
}

// What was chosen before is ticked again, on a page that has just come as on one that htmx has changed.
function restore() {
  const chosen = read();
  for (const box of boxes()) if (!("self" in box.dataset)) box.checked = chosen.has(box.value);
  draw(chosen);
}

export function chooseToCompare() {
  const compared = document.querySelector("[data-compared]");
  // A comparison is the choice from now on, so that what was left out there stays out.
  if (compared) write(new Set(compared.dataset.compared.split(",")));
  // Before the search form, which would take any change among its results for one of a filter.
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.name !== "ids" || box.form?.id !== "compare-form") return;
    event.stopPropagation();
    const chosen = read();
    if (box.checked) chosen.add(box.value);
    else chosen.delete(box.value);
    for (const twin of boxes()) if (twin.value === box.value) twin.checked = box.checked;
    write(chosen);
    draw(chosen);
  }, true);
  document.addEventListener("htmx:afterSwap", restore);
  window.addEventListener("pageshow", restore);
}
