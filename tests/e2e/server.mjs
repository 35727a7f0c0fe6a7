// SPDX-License-Identifier: GPL-3.0-or-later
// A server to test: a running one named by OUTTURN_URL, or OUTTURN_SERVE started on OUTTURN_BASE below a prefix.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";

const ready = /listening on (http:\/\/\S+)/;

// `more` are options of a server of its own, which OUTTURN_URL cannot be.
export async function startServer(more = []) {
  if (process.env.OUTTURN_URL && more.length === 0) {
    return { url: process.env.OUTTURN_URL.replace(/\/$/, ""), stop: async () => {} };
  }
  const program = process.env.OUTTURN_SERVE;
  const base = process.env.OUTTURN_BASE;
  assert.ok(program && base, "set OUTTURN_URL, or OUTTURN_SERVE and OUTTURN_BASE");
  const args = ["--base", base, "--listen", "127.0.0.1:0", "--base-url", "/evidence", ...more];
  if (process.env.OUTTURN_WEB) args.push("--web", process.env.OUTTURN_WEB);
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  const url = await new Promise((resolve, reject) => {
    let said = "";
    const late = setTimeout(() => {
      child.kill();
      reject(new Error(`the server did not get ready in 15 s: ${said}`));
    }, 15000);
    const listen = (chunk) => {
      said += chunk;
      const line = ready.exec(said);
      if (!line) return;
      clearTimeout(late);
      resolve(line[1].replace(/\/$/, ""));
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("exit", (code) => {
      clearTimeout(late);
      reject(new Error(`the server ended with ${code}: ${said}`));
    });
  });
  const stop = () =>
    new Promise((resolve) => {
      if (child.exitCode !== null) return resolve();
      child.once("exit", resolve);
      child.kill("SIGTERM");
    });
  return { url, stop };
}
