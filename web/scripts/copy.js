// SPDX-License-Identifier: GPL-3.0-or-later
// Buttons that copy what stands in a box; without this script they stay hidden, and the box can be selected.
function say(button, words) {
  button.textContent = words;
  button.setAttribute("aria-label", words);
}

export function copyFromBoxes() {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const box = document.getElementById(button.dataset.copy);
    button.hidden = !box;
    const label = document.querySelector(`label[for="${button.dataset.copy}"]`);
    button.setAttribute("aria-label", `Copy: ${label?.textContent ?? ""}`);
    button.addEventListener("click", async () => {
      box.select();
      try {
        await navigator.clipboard.writeText(box.value);
        say(button, "Copied");
      } catch {
        say(button, "Selected: press Ctrl and C"); // the browser does not let us
      }
    });
  }
}
