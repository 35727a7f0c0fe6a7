// SPDX-License-Identifier: GPL-3.0-or-later
// How long do suggestions take? Asks a running server, one request after the other on one connection, for every
// beginning of one to four letters that offers something, and for as many that offer nothing; prints the times
// from request to whole answer. Usage: node tests/bench/suggest.mjs http://127.0.0.1:8080
import http from "node:http";

const url = process.argv[2]?.replace(/\/$/, "");
if (!url) {
  console.error("usage: node tests/bench/suggest.mjs URL, of a running outturn-serve");
  process.exit(64);
}
const letters = [..."abcdefghijklmnopqrstuvwxyz"];
const deepest = 4;
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function ask(text) {
  return new Promise((resolve, reject) => {
    const begin = process.hrtime.bigint();
    http.get(`${url}/api/v1/suggest?q=${text}`, { agent }, (answer) => {
      let body = "";
      answer.on("data", (chunk) => { body += chunk; });
      answer.on("end", () => {
        const took = Number(process.hrtime.bigint() - begin) / 1e6;
        if (answer.statusCode === 200) resolve({ took, ...JSON.parse(body) });
        else reject(new Error(`${text}: status ${answer.statusCode}`));
      });
    }).on("error", reject);
  });
}

const said = (times, share) => times[Math.min(times.length - 1, Math.floor(share * times.length))].toFixed(2);

while (!(await ask("a")).ready) await new Promise((resolve) => setTimeout(resolve, 100));
console.log("letters  asked  offering  p50 ms  p99 ms  worst ms");
const all = [];
let beginnings = [""];
for (let length = 1; length <= deepest; length += 1) {
  const times = [];
  const offering = [];
  for (const start of beginnings) {
    for (const letter of letters) {
      const { took, suggestions } = await ask(start + letter);
      times.push(took);
      if (suggestions.length > 0) offering.push(start + letter);
    }
  }
  all.push(...times);
  times.sort((a, b) => a - b);
  const figures = [said(times, 0.5), said(times, 0.99), times.at(-1).toFixed(2)];
  console.log([String(length).padStart(7), String(times.length).padStart(6), String(offering.length).padStart(9),
    ...figures.map((figure) => figure.padStart(7))].join(" "));
  beginnings = offering;
}
all.sort((a, b) => a - b);
console.log(`all ${all.length}: p50 ${said(all, 0.5)} ms, p99 ${said(all, 0.99)} ms, worst ${all.at(-1).toFixed(2)} ms`);
agent.destroy();
