// SPDX-License-Identifier: GPL-3.0-or-later
// Real answers against the description: shapes, parameters, fields, pages, entity tags.
import assert from "node:assert/strict";

const searches = [
  "", "q=nurse+visits", "q=zzzzqqqq", "q=nrse+hme+vists", "q=the+and+of", "q=CBT&outcome=crime&sort=effect",
  "sort=ratio&kind=bcr", "sort=ratio&per_page=100", "sort=cost&per_page=100", "sort=effect&per_page=100",
  "sort=strength&group_by=programme", "ratio_min=1&ratio_max=5&age_min=3&age_max=12", "outcome=crime&outcome=earnings",
  "certainty=favours&figure=standardised&has=effect", "q=long+" + "words+that+say+something+".repeat(20),
];
const enc = encodeURIComponent;

// A value for each parameter that is taken beside the route's own example.
async function valueOf(client, example, parameter, facets) {
  const [path, query] = example.split("?");
  const given = new URLSearchParams(query).get(parameter.name);
  if (given !== null) return given;
  if (parameter.example !== undefined) return [].concat(parameter.example)[0];
  const schema = parameter.schema.items ?? parameter.schema;
  if (schema.enum) return schema.enum[0];
  const facet = facets.find((one) => one.name === parameter.name);
  if (facet) return facet.options[0]?.value;
  if (parameter.name === "cursor") return (await client.json("/api/v1/search?per_page=1")).next;
  // Of a table its first column, else what every answer has.
  if (parameter.name === "fields" && path.endsWith(".csv"))
    return (await (await client.get(example)).text()).replace("\uFEFF", "").split(/[,\r\n]/)[0].replaceAll('"', "");
  if (parameter.name === "fields") return "release";
  if (parameter.name === "value_from") {
    const address = "/api/v1/breakeven?record=family-nurse-partnership&cost=500000&caseload=100";
    return (await client.json(address)).choices.values[0].value_from;
  }
  return schema.type === "string" ? "nurse" : "1";
}

// The example of an operation with one parameter set to a value, in place of what stood there. A description
// and an id exclude each other.
function withParameter(example, name, value) {
  const [path, query] = example.split("?");
  const pairs = new URLSearchParams(query);
  pairs.delete(name);
  if (name === "id") pairs.delete("q");
  pairs.append(name, value);
  return `${path}?${pairs}`;
}

async function follow(client, query) {
  const ids = [];
  let pages = 0;
  let cursor = "";
  for (;;) {
    const page = await client.json(`/api/v1/search?${query}${cursor}`);
    pages += 1;
    ids.push(...page.results.map((one) => one.id));
    if (page.next === null) return { ids, pages, total: page.total };
    assert.ok(page.results.length > 0, "a page before the last one is empty");
    cursor = `&cursor=${page.next}`;
  }
}

export const answers = {
  async "the example of every address fits its schema"(client) {
    for (const operation of client.operations()) {
      const ref = client.schemaOf(operation);
      const reply = await client.get(operation["x-example"]);
      assert.equal(reply.status, 200, operation["x-example"]);
      if (ref) client.fits(await reply.json(), ref, operation["x-example"]);
      else assert.ok((await reply.arrayBuffer()).byteLength > 0, operation["x-example"]);
    }
  },

  async "searches of every kind fit the schema"(client) {
    for (const query of searches)
      client.fits(await client.json(`/api/v1/search?${query}`), "#/components/schemas/SearchAnswer", query);
  },

  async "every record, history, neighbour and breakeven fits its schema"(client) {
    const ids = await client.all_ids();
    assert.ok(ids.length > 100);
    for (const id of ids) {
      for (const [path, schema] of [
        [`/api/v1/records/${id}`, "RecordAnswer"],
        [`/api/v1/records/${id}/history`, "HistoryAnswer"],
        [`/api/v1/records/${id}/comparables?limit=3`, "ComparablesAnswer"],
      ])
        client.fits(await client.json(path), `#/components/schemas/${schema}`, path);
      const path = `/api/v1/breakeven?record=${id}&cost=500000&caseload=100&cost_high=600000&draws=50`;
      const reply = await client.get(path);
      const schema = reply.status === 200 ? "BreakevenAnswer" : "Error";
      client.fits(await reply.json(), `#/components/schemas/${schema}`, path);
    }
  },

  async "the schemas can say no"(client) {
    const answer = await client.json("/api/v1/search?q=nurse&per_page=2");
    const refused = (change) => {
      const copy = structuredClone(answer);
      change(copy);
      assert.throws(() => client.fits(copy, "#/components/schemas/SearchAnswer", "a copy"));
    };
    refused((copy) => (copy.more = 1));
    refused((copy) => delete copy.total);
    refused((copy) => (copy.results[0].title = 5));
    refused((copy) => (copy.results[0].ratio = { low: 1 }));
  },

  async "every parameter that is described is taken, and no other"(client) {
    const { facets } = await client.json("/api/v1/search?fields=facets");
    const taken = new Set();
    for (const operation of client.operations()) {
      const example = operation["x-example"];
      for (const parameter of client.parameters(operation).filter((one) => one.in === "query")) {
        const value = await valueOf(client, example, parameter, facets);
        if (value === undefined) continue; // no record has any
        taken.add(parameter.name);
        const path = withParameter(example, parameter.name, value);
        const reply = await client.get(path);
        assert.equal(reply.status, 200, `${path}\n${(await reply.text()).slice(0, 400)}`);
      }
      const name = "no_such_parameter";
      const error = await client.error(withParameter(example, name, "1"), 400, "bad_request");
      assert.deepEqual(error.problems.map((one) => one.parameter), [name], example);
    }
    assert.ok(taken.size >= 50, `${taken.size} parameters were tried`);
  },

  async "a parameter outside its values or bounds is refused by name"(client) {
    for (const operation of client.operations())
      for (const parameter of client.parameters(operation).filter((one) => one.in === "query")) {
        const schema = parameter.schema.items ?? parameter.schema;
        const beyond = schema.maximum === undefined ? undefined : String(schema.maximum * 10 + 1);
        const wrong = schema.enum ? "nonsense" : schema.type === "string" ? undefined : (beyond ?? "nonsense");
        if (wrong === undefined) continue;
        const error = await client.error(withParameter(operation["x-example"], parameter.name, wrong), 400);
        assert.ok(error.problems.some((one) => one.parameter === parameter.name), `${operation.path} ${parameter.name}`);
      }
  },

  async "fields of a search and of a record can be chosen one by one"(client) {
    for (const [path, name] of [
      ["/api/v1/search?q=nurse&outcome=crime&sort=ratio", "SearchAnswer"],
      ["/api/v1/records/family-nurse-partnership", "RecordAnswer"],
    ]) {
      const whole = await client.json(path);
      const mark = path.includes("?") ? "&" : "?";
      for (const field of Object.keys(whole)) {
        const part = await client.json(`${path}${mark}fields=${field}`);
        assert.deepEqual(part, { [field]: whole[field] }, field);
        client.fits(part, `#/components/schemas/${name}Part`, field);
        const value = whole[field];
        const first = Array.isArray(value) ? value[0] : value;
        if (first === null || typeof first !== "object" || field === "without" || field === "flags") continue;
        for (const inner of Object.keys(first)) {
          const pick = (one) => (inner in one ? { [inner]: one[inner] } : {});
          const wanted = Array.isArray(value) ? value.map(pick) : pick(value);
          const got = await client.json(`${path}${mark}fields=${field}.${inner}`);
          assert.deepEqual(got, { [field]: wanted }, `${field}.${inner}`);
          client.fits(got, `#/components/schemas/${name}Part`, `${field}.${inner}`);
        }
      }
      for (const fields of ["", ",", Object.keys(whole).join(",")])
        assert.deepEqual(await client.json(`${path}${mark}fields=${fields}`), whole, `fields=${fields}`);
    }
  },

  async "fields of records as files are those of a record"(client) {
    const whole = await client.json("/api/v1/records/family-nurse-partnership");
    for (const path of ["search", "programmes/signs-of-safety", "compare", "comparables"]) {
      const mark = { compare: "?ids=abecedarian,safecare&", comparables: "?id=abecedarian&" }[path] ?? "?";
      const part = await client.json(`/api/v1/${path}.json${mark}fields=record.id,flags`);
      assert.ok(part.records.length > 0, path);
      for (const one of part.records) {
        assert.deepEqual(Object.keys(one).sort(), ["flags", "record"], path);
        assert.deepEqual(Object.keys(one.record), ["id"], path);
      }
      await client.error(`/api/v1/${path}.ris${mark}fields=record`, 400, "bad_request");
      await client.error(`/api/v1/${path}.json${mark}fields=title`, 400, "bad_request");
    }
    const { release, ...parts } = whole;
    const file = await client.json("/api/v1/records/family-nurse-partnership.json?fields=record,derived,flags");
    assert.equal(file.release, release);
    assert.deepEqual(file.records, [parts]);
  },

  async "an unknown field is refused with those there are"(client) {
    for (const [path, known] of [["/api/v1/search", "total"], ["/api/v1/records/family-nurse-partnership", "derived"]]) {
      const { problems } = await client.error(`${path}?fields=${known},nonsense`, 400, "bad_request");
      assert.equal(problems.length, 1);
      assert.equal(problems[0].parameter, "fields");
      assert.match(problems[0].message, /nonsense/);
      assert.match(problems[0].hint, new RegExp(known));
    }
    const { problems } = await client.error("/api/v1/search?fields=results.nonsense,total.x", 400);
    assert.match(problems[0].hint, /results are id, title/);
    assert.match(problems[1].hint, /no parts/);
    await client.error("/api/v1/search?fields=total&fields=next", 400);
    const many = await client.error(`/api/v1/search?fields=${"x,".repeat(5000)}`, 400);
    assert.ok(many.problems.length <= 50);
  },

  async "paging reaches the last row of every order, without a gap or a double"(client) {
    const all = new Set(await client.all_ids());
    for (const sort of ["relevance", "ratio", "effect", "strength", "cost", "year", "title"])
      for (const [query, size] of [[`sort=${sort}`, 17], [`q=school&sort=${sort}`, 7], [`outcome=crime&sort=${sort}`, 1]]) {
        const { ids, pages, total } = await follow(client, `${query}&per_page=${size}&fields=total,next,results.id`);
        assert.equal(ids.length, total, query);
        assert.equal(new Set(ids).size, total, `${query}: a record is listed twice`);
        assert.equal(pages, Math.max(1, Math.ceil(total / size)), query);
        assert.ok(ids.every((id) => all.has(id)), query);
      }
    assert.equal((await follow(client, "per_page=100&fields=total,next,results.id")).total, all.size);
  },

  async "a total is the same with and without counts"(client) {
    for (const query of searches) {
      const whole = await client.json(`/api/v1/search?${query}`);
      const part = await client.json(`/api/v1/search?${query}&fields=total,total_without_filters,next,results.id,notes`);
      for (const name of Object.keys(part).filter((one) => one !== "results"))
        assert.deepEqual(part[name], whole[name], `${query} ${name}`);
      assert.deepEqual(part.results, whole.results.map(({ id }) => ({ id })), query);
    }
  },

  async "every address answers 304 to who holds its answer"(client) {
    for (const operation of client.operations()) {
      const path = operation["x-example"];
      const first = await client.get(path);
      await first.arrayBuffer();
      // Releases come and go beside the one that is served.
      if (path === "/api/v1/releases") {
        assert.equal(first.headers.get("cache-control"), "no-store");
        continue;
      }
      const tag = first.headers.get("etag");
      assert.ok(tag, `${path} has no ETag`);
      const again = await client.get(path, { "If-None-Match": tag });
      assert.equal(again.status, 304, path);
      assert.equal(await again.text(), "", path);
      assert.equal(again.headers.get("etag"), tag, path);
      const other = await client.get(path, { "If-None-Match": '"other"' });
      assert.equal(other.status, 200, path);
      await other.arrayBuffer();
    }
    const one = await client.get("/api/v1/search?fields=total");
    const two = await client.get("/api/v1/search?fields=next");
    assert.notEqual(one.headers.get("etag"), two.headers.get("etag"));
  },

  async "values with odd characters come back as they are"(client) {
    for (const q of ["Ünï çødé", "a&b=c", "100%", "“quoted”", "<b>", "a+b"])
      assert.equal((await client.json(`/api/v1/search?q=${enc(q)}&fields=query.q`)).query.q, q);
  },
};
