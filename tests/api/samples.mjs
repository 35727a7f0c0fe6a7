// SPDX-License-Identifier: GPL-3.0-or-later
// Every example of the description is run as it stands: with curl and Python, and with R where it and jsonlite
// are installed. The page shows the same ones.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const interpreters = {
  Shell: ["sh", "-c"],
  R: ["Rscript", "--vanilla", "-e"],
  Python: ["python3", "-c"],
};

function all(client) {
  const list = client.operations().flatMap((one) => one["x-codeSamples"].map((sample) => ({ of: one.path, ...sample })));
  for (const [task, samples] of Object.entries(client.document["x-guide"]))
    list.push(...samples.map((sample) => ({ of: task, ...sample })));
  return list;
}

// The server runs elsewhere than this process, but the test must not block the pipe of what it says.
function run([program, ...before], source) {
  const folder = mkdtempSync(join(tmpdir(), "outturn-sample-"));
  return new Promise((resolve) => {
    const child = spawn(program, [...before, source], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    child.stdout.on("data", (piece) => (said += piece));
    child.stderr.on("data", (piece) => (said += piece));
    child.once("error", (problem) => resolve({ code: String(problem), said }));
    child.once("exit", (code) => resolve({ code, said }));
  }).finally(() => rmSync(folder, { recursive: true, force: true }));
}

async function runAll(client, lang) {
  const samples = all(client).filter((one) => one.lang === lang);
  assert.ok(samples.length >= 9, `${samples.length} examples in ${lang}`);
  for (const { of, source } of samples) {
    const { code, said } = await run(interpreters[lang], source);
    assert.equal(code, 0, `${of} in ${lang}:\n${source}\n${said.slice(-2000)}`);
    const is_file = source.includes("--output '") || source.includes("urlretrieve") || source.includes("download.file");
    if (!is_file && !["paging", "unchanged"].includes(of)) assert.ok(said.length > 10, `${of} in ${lang} says nothing`);
    if (of === "unchanged" && lang === "Shell") assert.equal(said.trim(), "304");
  }
}

const has_r = () =>
  spawnSync("Rscript", ["--vanilla", "-e", 'quit(status = !requireNamespace("jsonlite", quietly = TRUE))']).status === 0;

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}
const plain = (html) => html.replaceAll(/&#x27;|&#39;|&apos;/g, "&#39;").replaceAll("&#34;", "&quot;");

export const samples = {
  "every example runs with curl": (client) => runAll(client, "Shell"),
  "every example runs in Python": (client) => runAll(client, "Python"),
  async "every example runs in R"(client) {
    if (!has_r()) return console.log("     R with jsonlite is not installed: its examples are not run here");
    await runAll(client, "R");
  },

  async "the page shows every address, parameter and example of the description"(client) {
    const reply = await client.get("/docs/api");
    assert.equal(reply.status, 200);
    const page = plain(await reply.text());
    for (const operation of client.operations()) {
      assert.ok(page.includes(`id="${operation.operationId}"`), operation.path);
      for (const { name } of client.parameters(operation).filter((one) => one.in === "query"))
        assert.ok(page.includes(`<code>${name}</code>`), `${operation.path} ${name}`);
    }
    for (const { of, label, source } of all(client))
      assert.ok(page.includes(`<code>${escaped(source)}</code>`), `${of} in ${label}`);
    const home = await (await client.get("/")).text();
    assert.ok(home.includes("/docs/api"), "the foot of the pages links to it");
  },
};
