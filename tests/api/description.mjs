// SPDX-License-Identifier: GPL-3.0-or-later
// The description itself: sound, and of the addresses that there are.
import assert from "node:assert/strict";
import { Validator } from "@seriousme/openapi-schema-validator";

export const descriptions = {
  async "the description is sound OpenAPI 3.1"(client) {
    const validator = new Validator();
    const result = await validator.validate(structuredClone(client.document));
    assert.ok(result.valid, JSON.stringify(result.errors, null, 1)?.slice(0, 3000));
    assert.equal(validator.version, "3.1");
    const broken = structuredClone(client.document);
    delete broken.info.title;
    assert.equal((await new Validator().validate(broken)).valid, false, "the validator can say no");
  },

  async "every schema compiles, and every reference leads somewhere"(client) {
    for (const name of Object.keys(client.document.components.schemas))
      assert.ok(client.ajv.getSchema(`openapi#/components/schemas/${name}`), name);
    const follow = (part) => {
      if (part === null || typeof part !== "object") return;
      if (typeof part.$ref === "string") assert.ok(client.at(part.$ref), part.$ref);
      Object.values(part).forEach(follow);
    };
    follow(client.document);
  },

  // The server names its addresses to whoever asks for another.
  async "the description and the table of addresses are the same"(client) {
    const { hint } = await client.error("/api/v1/nothing", 404, "not_found");
    const known = /^the API has (.*) below \/api\/v1$/.exec(hint)[1].split(", ");
    assert.deepEqual(
      Object.keys(client.document.paths).sort(),
      known.map((path) => `/api/v1${path}`).sort(),
    );
  },

  async "every operation says what it takes and answers"(client) {
    const ids = new Set();
    for (const operation of client.operations()) {
      const { path } = operation;
      assert.ok(operation.summary && operation["x-example"], path);
      assert.ok(!ids.has(operation.operationId), operation.operationId);
      ids.add(operation.operationId);
      for (const status of ["200", "304", "400", "503", "default"])
        assert.ok(operation.responses[status], `${path} ${status}`);
      if (path.includes("{")) assert.ok(operation.responses["404"], path);
      const names = [...path.matchAll(/\{(\w+)\}/g)].map((found) => found[1]);
      const described = client.parameters(operation);
      assert.deepEqual(described.filter((one) => one.in === "path").map((one) => one.name), names, path);
      const all = described.map((one) => one.name);
      assert.equal(new Set(all).size, all.length, `${path} describes a parameter twice`);
      for (const one of described) assert.ok(one.description && one.schema, `${path} ${one.name}`);
      if (!path.includes("{format}")) assert.ok(client.schemaOf(operation), `${path} has no schema of its answer`);
    }
    assert.ok(ids.size >= 9);
  },

  async "only records can be gone"(client) {
    for (const { path, responses, parameters } of client.operations()) {
      const names = client.parameters({ parameters }).map((one) => one.name);
      const one = path.includes("/records/") || (!path.includes("{id}") && names.includes("id"));
      const several = names.includes("ids") && path.includes("{format}");
      assert.equal("410" in responses, one || several, path);
    }
  },
};
