// @ts-check
// The tree keeps its order: a file includes or imports only from lower layers, siblings never each other.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

// From the lowest layer to the highest; what shares a line are siblings. A header and its .c file are one.
const C_LAYERS = [
  ["base"],
  ["spec", "arena", "rng"],
  ["kernels/simd", "kernels/window"],
  ["kernels/vmath", "kernels/tile"],
  ["kernels/gemm", "kernels/elementwise", "kernels/softmax", "kernels/channels", "kernels/pool"],
  ["kernels/conv"],
  ["layers/layer", "layers/initializer", "layers/nonlinearity"],
  ["layers/layers"],
  [
    "layers/dense",
    "layers/activation",
    "layers/flatten",
    "layers/rescaling",
    "layers/dropout",
    "layers/batch_norm",
    "layers/normalization",
    "layers/conv2d",
    "layers/pool2d",
  ],
  ["loss", "optim", "dataset", "augment"],
  ["glia"],
  ["abi"],
  ["packing"],
];
// Files that belong to another, whose place they share.
const C_PARTS = {
  "kernels/gemm_lists": "kernels/gemm",
  "kernels/gemm_pack": "kernels/gemm",
  network: "glia",
};

const JS_LAYERS = [
  ["../dist/engine-simd128", "../dist/engine-relaxed", "../dist/unpacker"],
  ["core/errors"],
  ["core/rules"],
  [
    "core/features",
    "core/unpack",
    "core/memory",
    "core/values",
    "core/spec",
    "core/turns",
    "core/random",
    "core/hash",
    "core/summary",
  ],
  ["core/operations"],
  [
    "core/loader",
    "formats/safetensors",
    "formats/idx",
    "formats/source",
    "data/digit",
    "formats/csv",
    "data/split",
    "data/toys",
  ],
  ["formats/model", "core/matrix", "train/trainer"],
  ["core/network"],
  ["train/protocol"],
  ["train/steering"],
  ["train/worker", "train/client"],
  ["index"],
  ["train/index"],
  [
    "elements/assets",
    "elements/attributes",
    "elements/ondemand",
    "elements/parts/announce",
    "elements/parts/divide",
    "elements/parts/dom",
    "elements/parts/history",
    "elements/parts/ink",
    "elements/parts/josa",
    "elements/parts/optimizers",
    "elements/parts/picture",
    "elements/parts/race-tasks",
    "elements/parts/reading",
    "elements/parts/scheme",
    "elements/parts/seen",
    "elements/parts/sheet",
    "elements/parts/small",
    "elements/script",
    "elements/styles",
    "elements/text/en",
  ],
  [
    "elements/parts/chain",
    "elements/parts/datasets",
    "elements/parts/field",
    "elements/parts/formula",
    "elements/parts/graph",
    "elements/parts/number-field",
    "elements/parts/pad",
    "elements/parts/plot",
    "elements/parts/race",
    "elements/parts/training",
    "elements/parts/words",
    "elements/text/ko",
  ],
  [
    "elements/element",
    "elements/parts/board",
    "elements/parts/classes",
    "elements/parts/layers",
    "elements/parts/settings",
  ],
  [
    "elements/learner",
    "elements/manifest",
    "elements/network-element",
    "elements/parts/bars",
    "elements/parts/reader",
    "elements/parts/stages",
    "elements/parts/verdict",
    "elements/parts/why",
  ],
  [
    "elements/activation",
    "elements/backprop",
    "elements/boundary",
    "elements/descent",
    "elements/dot",
    "elements/draw",
    "elements/forward",
    "elements/neuron",
    "elements/softmax",
    "elements/train",
  ],
  ["elements/index"],
  ["elements/define"],
];

/** @param {string} folder @param {RegExp} ending @returns {string[]} */
function filesIn(folder, ending) {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).filter((file) =>
    ending.test(file),
  );
}

/**
 * @param {string} folder
 * @param {RegExp} ending
 * @param {RegExp} reference
 * @param {string[][]} layers
 * @param {Record<string, string>} parts
 */
function holds(folder, ending, reference, layers, parts = {}) {
  const placeOf = (/** @type {string} */ file) => {
    const name = file.replace(ending, "");
    const unit = parts[name] ?? name;
    const layer = layers.findIndex((units) => units.includes(unit));
    assert.ok(layer >= 0, `${folder}/${file} has no place in the order of layers`);
    return { unit, layer };
  };
  let seen = 0;
  for (const file of filesIn(folder, ending)) {
    const from = placeOf(file);
    const text = readFileSync(path.join(root, folder, file), "utf8").replace(/^\s*(\*|\/\/).*$/gm, "");
    for (const [, target] of text.matchAll(reference)) {
      const to = placeOf(path.posix.join(path.posix.dirname(file), target));
      if (to.unit === from.unit) continue;
      seen++;
      assert.ok(to.layer < from.layer, `${folder}/${file} takes ${target}, which is not below it`);
    }
  }
  assert.ok(seen > 20, `${seen} references seen`);
}

test("C files include only what is below them", () => {
  holds("c", /\.[ch]$/, /^#include "(.+)"/gm, C_LAYERS, C_PARTS);
});

test("C files include nothing but libc", () => {
  const libc = ["assert.h", "stddef.h", "stdint.h", "string.h", "wasm_simd128.h"];
  for (const file of filesIn("c", /\.[ch]$/)) {
    const text = readFileSync(path.join(root, "c", file), "utf8");
    for (const [, header] of text.matchAll(/^#include <(.+)>/gm))
      assert.ok(libc.includes(header), `${file}: <${header}>`);
  }
});

test("JavaScript modules import only what is below them", () => {
  holds("web/src", /\.js$/, /(?:from\s+|import\()"(\.[^"]+)"/g, JS_LAYERS);
});
