// SPDX-License-Identifier: GPL-3.0-or-later
// Builds what the pages need into one folder: templates as they are, stylesheet and script made small and named
// by their content, so that they can be kept for ever by browsers. Usage: node build.mjs --out DIR
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, extname, basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const outAt = process.argv.indexOf("--out");
if (outAt < 0 || !process.argv[outAt + 1]) {
  console.error("usage: node build.mjs --out DIR");
  process.exit(64);
}
const out = process.argv[outAt + 1];

async function stylesheet() {
  const compiled = sass.compile(join(here, "scss/app.scss"), {
    loadPaths: [join(here, "scss"), join(here, "node_modules")],
    quietDeps: true,
    // GOV.UK Frontend 5 is written for @import, so its users must be.
    silenceDeprecations: ["import", "global-builtin"],
  });
  const small = await esbuild.transform(compiled.css, { loader: "css", minify: true });
  if (/url\(/.test(small.code)) throw new Error("app.css asks for another file; it must not");
  return small.code;
}

// A script and what it imports, as one file.
async function script(name, format) {
  const built = await esbuild.build({
    entryPoints: [join(here, "scripts", name)],
    bundle: true,
    minify: true,
    write: false,
    format,
    // Class members that are private are as old as the style sheets that the component makes.
    target: [format === "esm" ? "es2022" : "es2020"],
    legalComments: "none",
    nodePaths: [join(here, "node_modules")],
  });
  return built.outputFiles[0].text;
}

async function put(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
  const end = extname(name);
  const hashed = `${basename(name, end)}.${hash}${end}`;
  const path = join(out, "assets", hashed);
  await writeFile(path, content);
  await writeFile(`${path}.gz`, gzipSync(content, { level: 9 }));
  return hashed;
}

await rm(join(out, "assets"), { recursive: true, force: true });
await rm(join(out, "templates"), { recursive: true, force: true });
await mkdir(join(out, "assets"), { recursive: true });
await cp(join(here, "templates"), join(out, "templates"), { recursive: true });

const [css, js] = await Promise.all([stylesheet(), script("app.js", "iife")]);
const assets = { "app.css": await put("app.css", css), "app.js": await put("app.js", js) };
assets["embed-height.js"] = await put("embed-height.js", await script("embed-height.js", "iife"));
const component = await script("outturn-search.js", "esm");
assets["outturn-search.js"] = await put("outturn-search.js", component);
// What a page that loads it names as its integrity.
assets["outturn-search.js.sri"] = `sha384-${createHash("sha384").update(component).digest("base64")}`;
// Pages that were given the line of an earlier version go on working.
for (const earlier of (await readdir(join(here, "kept"))).filter((name) => name.endsWith(".js"))) {
  const content = await readFile(join(here, "kept", earlier));
  await writeFile(join(out, "assets", earlier), content);
  await writeFile(join(out, "assets", `${earlier}.gz`), gzipSync(content, { level: 9 }));
}
for (const icon of (await readdir(join(here, "icons"))).sort()) {
  assets[icon] = await put(icon, await readFile(join(here, "icons", icon)));
}
await writeFile(join(out, "assets.json"), `${JSON.stringify(assets, null, 2)}\n`);
