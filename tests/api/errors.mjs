// SPDX-License-Identifier: GPL-3.0-or-later
// Bad input of every kind: the one shape, the right status, nothing leaked.
import assert from "node:assert/strict";
import { request } from "node:http";

// fetch() would put such addresses right before it sends them.
function raw(client, path, options = {}) {
  const { hostname, port, pathname } = new URL(client.url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path: pathname + path, ...options }, (reply) => {
      let body = "";
      reply.on("data", (piece) => (body += piece));
      reply.on("end", () => resolve({ status: reply.statusCode, headers: reply.headers, body }));
    });
    asked.on("error", reject);
    asked.end();
  });
}

export const errors = {
  async "what is not there is a 404 of the one shape"(client) {
    for (const path of [
      "/api", "/api/", "/api/v1", "/api/v1/", "/api/v2/search", "/api/v1/Search", "/api/v1//search", "/api/v1/search/",
      "/api/v1/records", "/api/v1/records/", "/api/v1/records/none", "/api/v1/records/none/history",
      "/api/v1/records/none/comparables", "/api/v1/records/family-nurse-partnership/", "/api/v1/records/%00",
      "/api/v1/records/family-nurse-partnership%00", "/api/v1/%00", "/api/v1/search%00", "/api/v1/records/%2e%2e%2fx",
      `/api/v1/records/${"a".repeat(10000)}`, `/api/v1/records/${"a".repeat(10000)}/history`,
      "/api/v1/records/%ff%fe", "/api/v1/openapi.json/", "/api/v1/openapi.yaml",
    ])
      await client.error(path, 404, "not_found");
    await client.error("/api/v1/comparables?id=none", 404, "not_found");
  },

  async "every address refuses what it does not take, and what is too long"(client) {
    for (const operation of client.operations()) {
      const example = operation["x-example"];
      const mark = example.includes("?") ? "&" : "?";
      const error = await client.error(`${example}${mark}%00=1&x%0d%0ay=2&${"p".repeat(500)}=3`, 400, "bad_request");
      assert.equal(error.problems.length, 3, example);
      for (const one of error.problems) assert.ok(one.parameter.length < 100, example);
      await client.error(`${example}${mark}${"a".repeat(30000)}=1`, 414, "address_too_long");
      const trailing = await client.get(`${example.split("?")[0]}/`);
      assert.equal(trailing.status, 404, example);
      client.fits(await trailing.json(), "#/components/schemas/Error", example);
      const many = await client.error(`${example}${mark}${"z=1&".repeat(3000)}`, 400, "bad_request");
      assert.ok(many.problems.length <= 50, example);
    }
  },

  async "ids are held to be ids"(client) {
    const paths = client.operations().filter((one) => one.path.includes("{id}"));
    assert.ok(paths.length >= 3);
    for (const { path } of paths)
      for (const id of ["none", "%00", "..", "a%2fb", "%ff", "a".repeat(5000), "%27%20OR%201", "%3Cscript%3E"]) {
        const reply = await raw(client, path.replace("{id}", id).replace("{format}", "json"));
        assert.equal(reply.status, 404, `${path} ${id.slice(0, 50)}`);
        client.fits(JSON.parse(reply.body), "#/components/schemas/Error", `${path} ${id.slice(0, 50)}`);
      }
  },

  async "forged cursors are refused"(client) {
    const { next } = await client.json("/api/v1/search?per_page=1&fields=next");
    const forged = ["x", "n", "n1", "n1-", "n-1-000000000000", `${next}0`, next.replace(/^n\d+/, "n999999999999"), "n1-zzzzzzzzzzzz", "%00"];
    for (const cursor of [...forged, "n1-000000000000"]) {
      const error = await client.error(`/api/v1/search?cursor=${encodeURIComponent(cursor)}`, 400, "bad_request");
      assert.equal(error.problems[0].parameter, "cursor", cursor);
    }
    const far = await client.json(`/api/v1/search?cursor=${next.replace(/^n\d+/, "n99999999")}&fields=results,next`);
    assert.deepEqual(far, { results: [], next: null }, "beyond the end there is nothing");
  },

  async "other methods are refused, and a preflight is answered"(client) {
    for (const { "x-example": example } of client.operations()) {
      for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
        const reply = await raw(client, example, { method });
        assert.equal(reply.status, 405, `${method} ${example}`);
        assert.equal(reply.headers["access-control-allow-origin"], "*");
        client.fits(JSON.parse(reply.body), "#/components/schemas/Error", `${method} ${example}`);
      }
      const preflight = await raw(client, example, {
        method: "OPTIONS",
        headers: { Origin: "https://elsewhere.example", "Access-Control-Request-Method": "GET" },
      });
      assert.equal(preflight.status, 204, example);
      assert.equal(preflight.body, "", example);
      assert.equal(preflight.headers["access-control-allow-origin"], "*");
      assert.equal(preflight.headers["access-control-allow-methods"], "GET, HEAD");
      assert.equal(preflight.headers["access-control-allow-headers"], "If-None-Match");
      assert.equal(preflight.headers["access-control-max-age"], "86400");
      const head = await raw(client, example, { method: "HEAD" });
      assert.equal(head.status, 200, example);
      assert.match(head.headers["access-control-expose-headers"], /ETag/);
    }
    for (const path of ["/search", "/", "/docs/api"])
      assert.equal((await raw(client, path, { method: "OPTIONS" })).status, 405, path);
  },

  async "pages are not shared with other sites"(client) {
    for (const path of ["/", "/search", "/docs/api", "/nothing", "/apis", "/readyz"]) {
      const reply = await raw(client, path, { headers: { Origin: "https://elsewhere.example" } });
      assert.equal(reply.headers["access-control-allow-origin"], undefined, path);
      assert.equal(reply.headers["set-cookie"], undefined, path);
    }
  },
};
