// SPDX-License-Identifier: GPL-3.0-or-later
// Serves the imaginary intranet page from an origin of its own, and stands in for a web server with server-side
// includes. Usage: node serve.mjs --outturn http://127.0.0.1:8080 [--port 8090]
import { readFile } from "node:fs/promises";
import http from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const types = { ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8" };

const unescaped = (text) =>
  text.replace(/&(lt|gt|quot|#39|#x27|amp);/g, (_, name) => ({ lt: "<", gt: ">", quot: '"', amp: "&" })[name] ?? "'");

// What the page that builds the lines prints in one of its boxes.
export async function boxOf(outturn, id, query = "") {
  const page = await (await fetch(`${outturn}/embed${query}`)).text();
  const box = new RegExp(`<textarea id="${id}"[^>]*>([^<]*)</textarea>`).exec(page);
  if (!box) throw new Error(`${outturn}/embed has no box ${id}`);
  return unescaped(box[1]);
}

async function included(outturn, address) {
  const answer = await fetch(`${outturn}/fragment/search${new URL(address, "http://ssi").search}`);
  return answer.text();
}

export async function fill(html, outturn) {
  const code = await boxOf(outturn, "code-component");
  let page = html.replaceAll("{{component_script}}", /<script[^>]*><\/script>/.exec(code)[0])
    .replaceAll("{{outturn}}", outturn);
  for (const [include, address] of [...page.matchAll(/<!--#include virtual="([^"]*)" -->/g)]) {
    const text = await included(outturn, address);
    page = page.replace(include, () => text);
  }
  return page;
}

// What each of the four needs, as it is printed, in one policy: nothing else is allowed but the page's own files.
export async function policyOf(outturn) {
  const printed = await Promise.all(["form", "frame", "component"].map((tier) => boxOf(outturn, `policy-${tier}`)));
  const directives = new Map([["default-src", ["'none'"]], ["style-src", ["'self'"]], ["script-src", ["'self'"]]]);
  for (const directive of printed.join("; ").split(/;\s*/)) {
    const [name, ...sources] = directive.trim().split(/\s+/);
    directives.set(name, [...new Set([...(directives.get(name) ?? []), ...sources])]);
  }
  return [...directives].map(([name, sources]) => `${name} ${sources.join(" ")}`).join("; ");
}

export async function startDemo({ outturn, port = 0, host = "localhost" }) {
  const policy = await policyOf(outturn);
  const server = http.createServer(async (request, response) => {
    const name = new URL(request.url, "http://demo").pathname.slice(1) || "intranet.html";
    try {
      if (name === "intranet.html") {
        response.setHeader("Content-Type", "text/html; charset=utf-8");
        response.setHeader("Content-Security-Policy", policy);
        response.end(await fill(await readFile(join(here, name), "utf8"), outturn));
      } else if (/^intranet\.(css|js)$/.test(name)) {
        response.setHeader("Content-Type", types[name.slice(name.lastIndexOf("."))]);
        response.end(await readFile(join(here, name)));
      } else {
        response.writeHead(404).end("There is no such page.\n");
      }
    } catch (problem) {
      response.writeHead(502).end(`${problem.message}\n`);
    }
  });
  await new Promise((resolve) => server.listen(port, host, resolve));
  return { url: `http://${host}:${server.address().port}`, stop: () => new Promise((done) => server.close(done)) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const given = (name, usual) => {
    const at = process.argv.indexOf(name);
    return at < 0 ? usual : process.argv[at + 1];
  };
  const outturn = given("--outturn");
  if (!outturn) {
    console.error("usage: node serve.mjs --outturn http://127.0.0.1:8080 [--port 8090]");
    process.exit(64);
  }
  const demo = await startDemo({ outturn: outturn.replace(/\/$/, ""), port: Number(given("--port", "8090")) });
  console.log(`the demonstration page is at ${demo.url}/`);
}
