// SPDX-License-Identifier: GPL-3.0-or-later
// Sites of others for the tests of embedding: the demonstration page, and pages put together in a test, each
// served from an origin that is not the server's.
import http from "node:http";
import { startDemo } from "../../web/demo/serve.mjs";
import { startServer } from "./harness.mjs";

async function freePort() {
  const server = http.createServer();
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// Serves { "/path": { html, policy } } below http://localhost:PORT, and below http://127.0.0.1:PORT too, which
// is another origin.
export async function servePages(pages) {
  const server = http.createServer((request, response) => {
    const page = pages[new URL(request.url, "http://site").pathname];
    if (!page) {
      response.writeHead(404).end();
      return;
    }
    const headers = { "Content-Type": page.type ?? "text/html; charset=utf-8" };
    if (page.policy) headers["Content-Security-Policy"] = page.policy;
    response.writeHead(200, headers).end(page.html);
  });
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address();
  const stop = () => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  return { url: `http://localhost:${port}`, stop };
}

// The demonstration page, and a server that allows its origin alone to frame it.
export async function withDemo(use) {
  const port = await freePort();
  const outturn = await startServer(["--frame-ancestors", `http://localhost:${port}`]);
  try {
    const demo = await startDemo({ outturn: outturn.url, port });
    try {
      await use({ demo: demo.url, outturn: outturn.url });
    } finally {
      await demo.stop();
    }
  } finally {
    await outturn.stop();
  }
}

export const pageOf = (body, head = "") =>
  `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>A page</title>${head}</head>` +
  `<body><main><h1>A page</h1>${body}</main></body></html>`;
