// SPDX-License-Identifier: GPL-3.0-or-later
// Gives a frame the height that it asks for: only to a frame of the evidence site, and within bounds. The origin
// is that of the frame's own address, as the page wrote it.
window.addEventListener("message", (event) => {
  if (event.data?.outturn !== "height") return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow !== event.source || event.origin !== new URL(frame.src).origin) continue;
    frame.height = Math.min(Math.max(Number(event.data.height) || 0, 120), 20000);
  }
});
