// @ts-check
// The manifest of the elements, and the texts of elements and lessons in two languages.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { kElements } from "../../web/src/elements/index.js";
import { manifestOf } from "../../web/src/elements/manifest.js";
import { kStyles } from "../../web/src/elements/styles.js";
import { kOptionsKo } from "../../web/site/text/embed-options-ko.js";

const kRoot = fileURLToPath(new URL("../..", import.meta.url));
const read = (/** @type {string} */ file) => readFileSync(`${kRoot}${file}`, "utf8");
const dashed = (/** @type {string} */ name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const manifest = /** @type {any} */ (manifestOf(kElements));
/** @type {any[]} */
const declarations = manifest.modules.flatMap((/** @type {any} */ { declarations }) => declarations);

test("the shipped manifest matches the classes", () => {
  assert.deepEqual(JSON.parse(read("web/dist/custom-elements.json")), manifest);
  const { customElements, exports } = JSON.parse(read("package.json"));
  assert.equal(`./${customElements}`, exports["./custom-elements.json"]);
});

test("the manifest has every element, with every attribute, event and source file", () => {
  assert.equal(manifest.schemaVersion, "1.0.0");
  assert.deepEqual(
    declarations.map(({ tagName }) => tagName),
    kElements.map(({ tag }) => `glia-${tag}`),
  );
  kElements.forEach((Class, i) => {
    const declaration = declarations[i];
    assert.equal(declaration.name, Class.name);
    assert.equal(declaration.customElement, true);
    assert.ok(declaration.description.length > 10 && !declaration.description.endsWith("."), `${Class.tag}: about`);
    assert.deepEqual(
      declaration.attributes.map((/** @type {any} */ { name }) => name),
      [...Object.keys(Class.attributes).map(dashed), "lang"],
    );
    for (const { name, description, type } of declaration.attributes) {
      assert.ok(description && type.text, `${Class.tag}: ${name}`);
    }
    assert.deepEqual(
      declaration.events.map((/** @type {any} */ { name }) => name),
      ["glia-ready", ...Object.keys(Class.events)],
    );
  });
  for (const { path, exports } of manifest.modules) {
    assert.ok(existsSync(`${kRoot}${path}`), path);
    for (const { declaration } of exports) {
      assert.match(read(declaration.module), new RegExp(`export class ${declaration.name} `));
    }
  }
});

test("every event that a class sends is in its manifest", () => {
  for (const { tag, events } of kElements) {
    const source = read(`web/src/elements/${tag}.js`);
    for (const [, type] of source.matchAll(/\.emit\("([\w-]+)"/g)) {
      assert.ok(type in events, `glia-${tag} sends ${type}; its static events should tell`);
    }
  }
});

test("every slot and every part of its own that a class has is in its manifest", () => {
  for (const { tag, slots, parts } of kElements) {
    const source = read(`web/src/elements/${tag}.js`);
    const named = (/** @type {RegExp} */ pattern) =>
      new Set([...source.matchAll(pattern)].map((match) => match.slice(1).find(Boolean)));
    assert.deepEqual(named(/part: "(\w+)"|sectionOf\("(\w+)"/g), new Set(Object.keys(parts)), tag);
    assert.deepEqual(named(/slotOf\("(\w+)"/g), new Set(Object.keys(slots)), tag);
  }
});

test("types and defaults are written in the manifest in the form that editors expect", () => {
  const [declaration] = /** @type {any[]} */ (
    /** @type {any} */ (
      manifestOf([
        /** @type {any} */ ({
          tag: "sample",
          name: "GliaSample",
          about: "",
          events: {},
          slots: {},
          parts: {},
          attributes: {
            someText: { kind: "text", default: "a", about: "1" },
            flag: { kind: "flag", about: "2" },
            number: { kind: "number", default: 2, about: "3" },
            numbers: { kind: "numbers", default: [1, 2], about: "4" },
            choice: { kind: "choice", default: "a", of: ["a", "b"], about: "5" },
            list: { kind: "list", default: [], of: ["a", "b"], about: "6" },
          },
        }),
      ])
    ).modules[0].declarations
  );
  assert.deepEqual(
    declaration.attributes.map((/** @type {any} */ { name, type, default: value }) => [name, type.text, value]),
    [
      ["some-text", "string", "a"],
      ["flag", "boolean", undefined],
      ["number", "number", "2"],
      ["numbers", "number[]", "1 2"],
      ["choice", '"a" | "b"', "a"],
      ["list", '("a" | "b")[]', ""],
      ["lang", "string", undefined],
    ],
  );
});

test("the manifest has every custom property and part that the styles take", () => {
  const [{ cssProperties, cssParts }] = declarations;
  const named = (/** @type {any[]} */ list) => list.map(({ name }) => name).sort();
  assert.deepEqual(named(cssProperties), [...new Set(kStyles.match(/--glia-[\w-]+/g))].sort());
  assert.deepEqual(
    named(cssParts),
    [...read("web/src/elements/element.js").matchAll(/part: "(\w+)"/g)].map(([, name]) => name).sort(),
  );
});

for (const entry of ["glia/elements", "glia/define"]) {
  test(`importing ${entry} in Node has no effects and does not throw`, () => {
    const script = `
      const before = Object.getOwnPropertyNames(globalThis).join();
      for (const name of Object.getOwnPropertyNames(WebAssembly)) WebAssembly[name] = () => { throw new Error(name); };
      const module = await import("${entry}");
      module.define?.();
      console.log(Object.getOwnPropertyNames(globalThis).join() === before);`;
    const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      cwd: kRoot,
      encoding: "utf8",
    });
    assert.equal(stderr, "");
    assert.equal(stdout, "true\n");
  });
}

/** The tables of texts: their paths, without the suffix of the language. */
const kTables = [
  "web/src/ui/text/",
  "web/site/text/",
  ...["web/site/text/learn/", "web/site/text/"].flatMap((folder) =>
    readdirSync(`${kRoot}${folder}`)
      .filter((file) => file.endsWith("-en.js"))
      .map((file) => `${folder}${file.slice(0, -"en.js".length)}`),
  ),
];

for (const table of kTables) {
  test(`${table}{en,ko}.js have the same keys and placeholders, and no empty text`, async () => {
    const [en, ko] = await Promise.all(["en", "ko"].map((tongue) => tableIn(`${table}${tongue}.js`)));
    const names = (/** @type {string} */ text) => [...new Set(text.match(/\{\w+\}/g))].sort();
    assert.deepEqual(Object.keys(ko).sort(), Object.keys(en).sort());
    for (const key of Object.keys(en)) {
      assert.ok(en[key].trim() && ko[key].trim(), key);
      assert.deepEqual(names(ko[key]), names(en[key]), key);
      assert.doesNotMatch(en[key], /[가-힣]/, key);
    }
  });
}

// A page merges the tables that it needs into one; a key in two of them would mean one text here and another there.
test("no key stands in two tables", async () => {
  /** @type {Map<string, string>} */
  const owners = new Map();
  for (const table of kTables) {
    for (const key of Object.keys(await tableIn(`${table}en.js`))) {
      assert.equal(owners.get(key), undefined, `${key} stands in ${table}en.js too`);
      owners.set(key, table);
    }
  }
});

test("no lesson lacks its texts", () => {
  for (const page of readdirSync(`${kRoot}web/learn`)) {
    const name = page.replace(".html", "");
    assert.ok(kTables.includes(`web/site/text/learn/${name}-`), name);
  }
});

test("every figure has a title on the embed page, and every option has a Korean description", async () => {
  const titles = await tableIn("web/site/text/embed-en.js");
  for (const { tag, attributes } of kElements) {
    assert.ok(titles[`embed.title.${tag}`], tag);
    for (const property of Object.keys(attributes)) {
      assert.match(kOptionsKo[`${tag}.${property}`] ?? "", /[가-힣]/, `${tag}.${property}`);
    }
  }
});

/** @param {string} file @returns {Promise<Record<string, string>>} the one table that the file exports */
async function tableIn(file) {
  const tables = Object.values(await import(`${kRoot}${file}`));
  assert.equal(tables.length, 1, file);
  return tables[0];
}
