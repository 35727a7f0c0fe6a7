// SPDX-License-Identifier: GPL-3.0-or-later
// Runs every test of the API against one server, and counts. Usage: see run.sh.
// A word on the command line runs only the tests whose name contains it.
import { answers } from "./answers.mjs";
import { Client, startServer } from "./client.mjs";
import { descriptions } from "./description.mjs";
import { errors } from "./errors.mjs";
import { samples } from "./samples.mjs";

const wanted = process.argv[2] ?? "";
const tests = Object.entries({ ...descriptions, ...answers, ...errors, ...samples }).filter(
  ([name]) => name.includes(wanted),
);
const server = await startServer();
let failed = 0;
try {
  const client = new Client(server.url);
  await client.describe();
  for (const [name, test] of tests) {
    const start = Date.now();
    const before = client.asked;
    try {
      await test(client);
      console.log(`ok   ${name} (${client.asked - before} requests, ${Date.now() - start} ms)`);
    } catch (problem) {
      failed += 1;
      console.log(`FAIL ${name}\n${problem.stack ?? problem}`);
    }
  }
} finally {
  await server.stop();
}
console.log(`${tests.length - failed} of ${tests.length} API tests passed`);
process.exitCode = failed === 0 && tests.length > 0 ? 0 : 1;
