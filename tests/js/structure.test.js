// @ts-check
// Folders are floors: a file includes or imports only from its own folder or a lower one, and never in a circle.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

// Lowest first; "" is the files of web/src itself, the public surface of the library.
const kFloors = ["base", "spec", "engine", "data", "formats", "network", "train", "", "import", "ui", "elements"];
const kLongest = 400;

/** @param {string} folder @param {RegExp} ending @returns {string[]} paths from the folder */
function filesIn(folder, ending) {
  const files = readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" });
  return files.filter((file) => ending.test(file) && !/(^|\/)(dist|node_modules)\//.test(file)).sort();
}

/** @param {string} file */
const read = (file) => readFileSync(path.join(root, file), "utf8");

/** The folder right under the root of the tree; "" for the root's own files. @param {string} file */
const floorOf = (file) => (file.includes("/") ? file.slice(0, file.indexOf("/")) : "");

/**
 * The references of every file, without comments: only files of the same tree.
 * @param {string} folder
 * @param {RegExp} ending
 * @param {RegExp} reference
 * @returns {Map<string, string[]>}
 */
function references(folder, ending, reference) {
  const graph = new Map();
  for (const file of filesIn(folder, ending)) {
    const code = read(`${folder}/${file}`).replace(/^\s*(\*|\/\*\*|\/\/).*$/gm, "");
    const targets = [...code.matchAll(reference)]
      .map(([, target]) => path.posix.join(path.posix.dirname(file), target))
      .filter((target) => existsSync(path.join(root, folder, target)));
    graph.set(file, targets);
  }
  return graph;
}

/** @param {Map<string, string[]>} graph */
function assertNoCircle(graph) {
  const finished = new Set();
  /** @param {string} file @param {string[]} way */
  const visit = (file, way) => {
    assert.ok(!way.includes(file), `a circle: ${[...way.slice(way.indexOf(file)), file].join(" → ")}`);
    if (finished.has(file)) return;
    for (const target of graph.get(file) ?? []) visit(target, [...way, file]);
    finished.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  const count = [...graph.values()].flat().length;
  assert.ok(count > 20, `only ${count} references seen`);
}

const kImport = /(?:from\s+|import\s+|import\()"(\.[^"]+\.js)"/g;

test("JavaScript: a folder imports only from the folders below it", () => {
  for (const [file, targets] of references("web/src", /\.js$/, kImport)) {
    const floor = kFloors.indexOf(floorOf(file));
    assert.ok(floor >= 0, `${file}: its folder is not one of the floors, ${kFloors.join(", ")}`);
    for (const target of targets) {
      assert.ok(kFloors.indexOf(floorOf(target)) <= floor, `web/src/${file} imports ${target}, from a higher floor`);
    }
  }
});

test("JavaScript: no file imports in a circle, pages included", () => {
  assertNoCircle(references("web", /\.js$/, kImport));
});

// The root of c/ holds both ends: files that include no folder are below all folders, the rest above.
test("C: layers are built on kernels, the network on layers", () => {
  const graph = references("c", /\.[ch]$/, /^#include "(.+)"/gm);
  /** A header and its source count as one. @param {string} file @returns {boolean} */
  const isGround = (file) => {
    const stem = file.replace(/\.[ch]$/, "");
    const targets = [`${stem}.h`, `${stem}.c`].flatMap((part) => graph.get(part) ?? []);
    return floorOf(file) === "" && targets.every((target) => target === `${stem}.h` || isGround(target));
  };
  /** @type {Record<string, string[]>} */
  const allowed = { kernels: ["kernels"], layers: ["kernels", "layers"] };
  for (const [file, targets] of graph) {
    const folders = allowed[floorOf(file)];
    for (const target of folders ? targets : []) {
      assert.ok(
        folders.includes(floorOf(target)) || isGround(target),
        `c/${file} includes ${target}, which is above it`,
      );
    }
  }
  assertNoCircle(graph);
});

test("C files include nothing but libc", () => {
  const libc = ["assert.h", "stddef.h", "stdint.h", "string.h", "wasm_simd128.h"];
  for (const file of filesIn("c", /\.[ch]$/)) {
    for (const [, header] of read(`c/${file}`).matchAll(/^#include <(.+)>/gm)) {
      assert.ok(libc.includes(header), `c/${file}: <${header}>`);
    }
  }
});

test(`no file of code is longer than ${kLongest} lines`, (t) => {
  const lengths = ["c", "web", "models"]
    .flatMap((folder) => filesIn(folder, /\.[ch]$|\.m?js$|\.css$/).map((file) => `${folder}/${file}`))
    .filter((file) => !/\/text\//.test(file))
    .map((file) => ({ file, lines: read(file).split("\n").length - 1 }))
    .sort((a, b) => b.lines - a.lines);
  t.diagnostic(
    `${lengths.length} files; the longest: ${lengths
      .slice(0, 5)
      .map(({ file, lines }) => `${file} ${lines}`)
      .join(", ")}`,
  );
  assert.deepEqual(
    lengths.filter(({ lines }) => lines > kLongest),
    [],
  );
});
