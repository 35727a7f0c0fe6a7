// SPDX-License-Identifier: GPL-3.0-or-later
// Tells the page around a frame how high the frame's page is, and again whenever that changes. The message
// holds a number and nothing else, and browsers show the frame only to the sites that are allowed to see it,
// so it may be said to any of them.
(() => {
  if (window.parent === window) return;
  let said = 0;
  const say = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === said) return;
    said = height;
    window.parent.postMessage({ outturn: "height", height }, "*");
  };
  new ResizeObserver(say).observe(document.body);
  window.addEventListener("load", say);
})();
