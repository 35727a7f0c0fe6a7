// SPDX-License-Identifier: GPL-3.0-or-later
// What every test of the API needs: a server (a running one named by OUTTURN_URL, or OUTTURN_SERVE started on
// OUTTURN_BASE below a prefix), its description, its schemas compiled, and a fetch that lets no cookie pass.
import assert from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import { startServer } from "../e2e/server.mjs";

export { startServer };

export class Client {
  constructor(url) {
    this.url = url;
    this.asked = 0;
  }

  // What an address answers. No answer sets a cookie, and pages of other sites may read every one.
  async get(path, headers = {}) {
    // A connection that lay idle while a schema was compiled may have been closed meanwhile.
    const ask = () => fetch(this.url + path, { headers });
    const reply = await ask().catch(ask);
    this.asked += 1;
    assert.equal(reply.headers.get("set-cookie"), null, `${path} sets a cookie`);
    if (path.startsWith("/api"))
      assert.equal(reply.headers.get("access-control-allow-origin"), "*", path);
    return reply;
  }

  // The body of an answer with that status, as JSON.
  async json(path, status = 200) {
    const reply = await this.get(path);
    const text = await reply.text();
    assert.equal(reply.status, status, `${path}\n${text.slice(0, 500)}`);
    assert.match(reply.headers.get("content-type"), /^application\/json/, path);
    return JSON.parse(text);
  }

  async describe() {
    this.document = await this.json("/api/v1/openapi.json");
    this.ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
    this.ajv.addSchema(this.document, "openapi");
  }

  operations() {
    return Object.entries(this.document.paths).map(([path, methods]) => ({ path, ...methods.get }));
  }

  operation(path) {
    return { path, ...this.document.paths[path].get };
  }

  // The parameters of an operation, references followed.
  parameters(operation) {
    return operation.parameters.map((one) => (one.$ref ? this.at(one.$ref) : one));
  }

  at(ref) {
    return ref.slice(2).split("/").reduce((part, name) => part[name], this.document);
  }

  // Fails unless the value fits the schema that a reference names.
  fits(value, ref, what) {
    const check = this.ajv.getSchema(`openapi${ref}`);
    assert.ok(check, `no schema ${ref}`);
    assert.ok(check(value), `${what} does not fit ${ref}:\n${this.ajv.errorsText(check.errors, { separator: "\n" })}`);
  }

  // The schema of whole answers; where fields can be left out, not the one of what is left.
  schemaOf(operation) {
    const schema = operation.responses["200"].content["application/json"]?.schema;
    return schema?.anyOf ? schema.anyOf[0].$ref : schema?.$ref;
  }

  async error(path, status, code) {
    const reply = await this.get(path);
    const text = await reply.text();
    assert.equal(reply.status, status, `${path.slice(0, 200)}\n${text.slice(0, 300)}`);
    assert.match(reply.headers.get("content-type"), /^application\/json/, path.slice(0, 200));
    assert.equal(reply.headers.get("cache-control"), "no-store", path.slice(0, 200));
    assert.equal(reply.headers.get("etag"), null, path.slice(0, 200));
    const answer = JSON.parse(text);
    this.fits(answer, "#/components/schemas/Error", path.slice(0, 200));
    if (code) assert.equal(answer.error.code, code, path.slice(0, 200));
    return answer.error;
  }

  async all_ids() {
    const ids = [];
    for (let cursor = ""; ; ) {
      const page = await this.json(`/api/v1/search?per_page=100&fields=next,results.id${cursor}`);
      ids.push(...page.results.map((one) => one.id));
      if (page.next === null) return ids;
      cursor = `&cursor=${page.next}`;
    }
  }
}
