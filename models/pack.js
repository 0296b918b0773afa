// @ts-check
// Packs the files that the pages fetch into web/dist: the models and a list of them, a hundred sample digits and some
// clothes, the training data of train.html, and its chart library.
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { Network } from "../web/src/index.js";
import { accuracyOnCard } from "./card.js";
import { fashion, fashionMissing } from "./fashion.js";
import { mnist } from "./mnist.js";
import { kRecipes } from "./recipes.js";

const models = new URL("../web/dist/models/", import.meta.url);
const data = new URL("../web/dist/data/", import.meta.url);
const vendor = new URL("../web/dist/vendor/", import.meta.url);
const assets = new URL("../web/dist/assets/", import.meta.url);
for (const folder of [models, data, vendor, assets]) await mkdir(folder, { recursive: true });

const test = await mnist("test");

/** @param {Network} net @param {import("./recipes.js").Recipe} recipe */
async function accuracyOf(net, { name, data }) {
  if (data === "mnist") return net.evaluate(test.x, test.y, { scale: test.scale }).accuracy;
  if (fashionMissing) return accuracyOnCard(name);
  const clothes = await fashion("test");
  return net.evaluate(clothes.x, clothes.y, { scale: clothes.scale }).accuracy;
}

/**
 * Writes bytes as a script, for web/src/ui/assets.js.
 * @param {string} name
 * @param {Uint8Array} bytes
 */
async function packAsset(name, bytes) {
  const text = Buffer.from(bytes).toString("base64");
  await writeFile(new URL(`${name}.js`, assets), `(globalThis.gliaAssets??={})[${JSON.stringify(name)}]="${text}";\n`);
}

const list = [];
for (const recipe of kRecipes) {
  const { name, unsure } = recipe;
  const file = `${name}.safetensors`;
  const from = new URL(file, import.meta.url);
  const bytes = await readFile(from);
  const net = await Network.load(bytes, { deterministic: true });
  const accuracy = await accuracyOf(net, recipe);
  const parameters = net.parameters().reduce((sum, { values }) => sum + values.length, 0);
  list.push({ file, name, accuracy, parameters, bytes: bytes.length, unsure });
  net.dispose();
  await copyFile(from, new URL(file, models));
  await packAsset(name, bytes);
}
await writeFile(new URL("models.json", models), JSON.stringify(list, null, 2));

// The first ten images of each digit in the test set, in the order of the set.
const count = Array.from({ length: 10 }, () => 0);
const chosen = [...test.y.keys()].filter((i) => count[test.y[i]]++ < 10);

/**
 * An IDX file of bytes.
 * @param {number[]} shape
 * @param {Uint8Array} values
 */
function idx(shape, values) {
  const file = new Uint8Array(4 + 4 * shape.length + values.length);
  file.set([0, 0, 8, shape.length]);
  const view = new DataView(file.buffer);
  shape.forEach((size, i) => {
    view.setUint32(4 + 4 * i, size);
  });
  file.set(values, 4 + 4 * shape.length);
  return file;
}

const images = new Uint8Array(chosen.length * 784);
chosen.forEach((from, to) => {
  images.set(test.x.subarray(from * 784, (from + 1) * 784), to * 784);
});
await writeFile(new URL("samples.images.idx", data), idx([chosen.length, 28, 28], images));
await writeFile(
  new URL("samples.labels.idx", data),
  idx(
    [chosen.length],
    Uint8Array.from(chosen, (i) => test.y[i]),
  ),
);

/**
 * Writes images and labels as two compressed IDX files.
 * @param {string} name
 * @param {{ x: Uint8Array, y: Uint8Array }} digits
 * @param {number} n how many, from the first on
 */
async function packDigits(name, { x, y }, n) {
  await writeFile(new URL(`${name}.images.idx.gz`, data), gzipSync(idx([n, 28, 28], x.subarray(0, n * 784))));
  await writeFile(new URL(`${name}.labels.idx.gz`, data), gzipSync(idx([n], y.subarray(0, n))));
}

const train = await mnist("train");
await packDigits("mnist-train-10000", train, 10_000);
await packDigits("mnist-train-60000", train, 60_000);
await packDigits("mnist-test", test, 10_000);
const cancer = new URL("data/breast_cancer.csv", import.meta.url);
await copyFile(cancer, new URL("breast-cancer.csv", data));
await packAsset("breast-cancer", await readFile(cancer));
await packAsset("digits.images", gzipSync(idx([2500, 28, 28], train.x.subarray(0, 2500 * 784)), { level: 9 }));
await packAsset("digits.labels", gzipSync(idx([2500], train.y.subarray(0, 2500)), { level: 9 }));
for (const file of ["fashion.images.idx", "fashion.labels.idx"]) {
  await copyFile(new URL(`data/${file}`, import.meta.url), new URL(file, data));
}

const chart = path.join(path.dirname(createRequire(import.meta.url).resolve("uplot/package.json")), "dist");
await copyFile(path.join(chart, "uPlot.min.css"), new URL("uPlot.min.css", vendor));
await build({
  entryPoints: [path.join(chart, "uPlot.esm.js")],
  outfile: fileURLToPath(new URL("uPlot.esm.js", vendor)),
  format: "esm",
  minify: true,
  logLevel: "warning",
});
