// @ts-check
// The shipped models match their cards.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { accuracyOnCard } from "../../models/card.js";
import { kHeldOut, manners, kTrained } from "../../models/clutter.js";
import { calibrationError, doubted, read, readClutter } from "../../models/evaluate.js";
import { fashion, fashionMissing } from "../../models/fashion.js";
import { folded, unfolded } from "../../models/fold.js";
import { mnist } from "../../models/mnist.js";
import { kRecipes } from "../../models/recipes.js";
import { Network, readIdx } from "../../web/src/index.js";
import { floats, testBuilds } from "./builds.js";

const card = readFileSync(new URL("../../models/README.md", import.meta.url), "utf8");
const bytesOf = (/** @type {string} */ name) =>
  readFileSync(new URL(`../../models/${name}.safetensors`, import.meta.url));
/** @type {Awaited<ReturnType<typeof mnist>>} */
let digits;
before(async () => {
  digits = await mnist("test");
});

for (const [name, least] of /** @type {const} */ ([
  ["mnist-cnn", 0.994],
  ["mnist-mlp", 0.98],
  ["mnist-mlp-book", 0.97],
])) {
  testBuilds(`${name}: accuracy on the 10,000 test images, as on its card`, async (build) => {
    const net = await Network.load(bytesOf(name), { build });
    const { accuracy } = net.evaluate(digits.x, digits.y, { scale: digits.scale });
    net.dispose();
    assert.ok(accuracy !== null && accuracy >= least, `${accuracy}`);
    // The relaxed build may read one borderline image differently.
    const slack = build === "relaxed" ? 0.0002 : 0;
    assert.ok(Math.abs(accuracy - (await accuracyOnCard(name))) <= slack + 1e-9, `${accuracy}`);
  });
}

test("fashion-cnn: at least 91.5% on its card", async () => {
  const accuracy = await accuracyOnCard("fashion-cnn");
  assert.ok(accuracy >= 0.915, `${accuracy}`);
});

test("fashion-cnn: accuracy on the 10,000 test images, as on its card", { skip: fashionMissing }, async () => {
  const net = await Network.load(bytesOf("fashion-cnn"), { deterministic: true });
  const { x, y, scale } = await fashion("test");
  const { accuracy } = net.evaluate(x, y, { scale });
  net.dispose();
  assert.equal(accuracy, await accuracyOnCard("fashion-cnn"));
});

for (const { name, layers } of kRecipes) {
  test(`${name}: its file, its card and its recipe agree`, async () => {
    const bytes = bytesOf(name);
    const net = await Network.load(bytes);
    const plain = (/** @type {{ type: string, activation?: string }[]} */ list) =>
      list.map(({ type, activation }) => [type, activation]);
    assert.deepEqual(plain(net.spec.layers), plain(layers));
    net.dispose();
    const section = card.split("\n## ").find((part) => part.startsWith(`${name}.safetensors`)) ?? "";
    assert.ok(section.includes(createHash("sha256").update(bytes).digest("hex")), "the card's sha256");
    assert.ok(section.includes(bytes.length.toLocaleString("en")), "the card's bytes");
  });
}

for (const name of ["mnist-cnn", "fashion-cnn"]) {
  test(`${name} is small: at most 60,000 parameters and 250 KB`, async () => {
    const bytes = bytesOf(name);
    assert.ok(bytes.length <= 250_000, `${bytes.length} bytes`);
    const net = await Network.load(bytes);
    const parameters = net.parameters().reduce((sum, { values }) => sum + values.length, 0);
    net.dispose();
    assert.ok(parameters <= 60_000, `${parameters} parameters`);
  });
}

test("mnist-cnn is unsure about at least three quarters of clutter, also of held-out kinds", async () => {
  const net = await Network.load(bytesOf("mnist-cnn"));
  for (const [kinds, n] of /** @type {const} */ ([
    [kTrained, 600],
    [kHeldOut, 600],
    [["dot"], 1],
    [["scribble"], 60],
    [["cross"], 60],
  ])) {
    const share = doubted(readClutter(net, kinds, n).sure);
    assert.ok(share >= 0.75, `${share} of ${kinds.length > 3 ? `${kinds.length} kinds` : kinds}`);
  }
  net.dispose();
});

test("mnist-cnn reads at least 97% of digits in unusual styles", async () => {
  const net = await Network.load(bytesOf("mnist-cnn"));
  const { x, y } = manners(600, { seed: 1000 });
  const { accuracy } = read(net, { x, y, scale: 1 / 255 });
  net.dispose();
  assert.ok(accuracy >= 0.97, `${accuracy}`);
});

test("mnist-cnn reads at least 95% of distorted test images", async () => {
  const net = await Network.load(bytesOf("mnist-cnn"));
  const [x, y] = [digits.x.subarray(0, 2000 * 784), digits.y.subarray(0, 2000)];
  for (const augmentation of [
    { rotation: 15 },
    { scale: 0.2 },
    { shift: 2 },
    { shear: 0.25 },
    { elastic: 2 },
    { thickness: 0.8 },
    { rotation: 12, scale: 0.15, shift: 1, shear: 0.2, elastic: 1.3, thickness: 0.5 },
  ]) {
    const distorted = net.augment(x, augmentation, { scale: digits.scale });
    const { accuracy } = net.evaluate(distorted, y);
    assert.ok(accuracy !== null && accuracy >= 0.95, `${JSON.stringify(augmentation)}: ${accuracy}`);
  }
  net.dispose();
});

test("batch normalization folds into the layers before it without changing a prediction", async () => {
  /** @type {import("../../web/src/spec/layers.js").LayerSpec[]} */
  const layers = [
    { type: "conv2d", filters: 4, kernelSize: 3, activation: "relu" },
    { type: "maxPool2d" },
    { type: "flatten" },
    { type: "dense", units: 6, activation: "tanh" },
    { type: "dense", units: 3, activation: "softmax" },
  ];
  const spec = { input: [8, 8, 1], seed: 3, deterministic: true };
  const net = await Network.create({
    ...spec,
    layers: unfolded(layers, { batchNorm: true, dropout: 0.2 }),
    batchSize: 16,
  });
  const x = floats(64 * 16, 5);
  for (let step = 0; step < 20; step++)
    net.trainBatch(
      x,
      Array.from({ length: 16 }, (_, i) => i % 3),
    );
  const plain = await Network.create({ ...spec, layers, batchSize: 16 });
  const names = plain.spec.layers.map((layer) => layer.name);
  plain.setParameters(folded(net.parameters(), plain.parameters(), names));
  const [before, after] = [net.predict(x), plain.predict(x)];
  after.forEach((value, i) => assert.ok(Math.abs(value - before[i]) < 1e-5, `${value} and ${before[i]}`));
  net.dispose();
  plain.dispose();
});

test("the calibration error is the mean gap between predicted probability and accuracy", () => {
  assert.equal(calibrationError(Float32Array.of(1, 1, 1, 1), [true, true, true, true]), 0);
  assert.equal(calibrationError(Float32Array.of(1, 1, 1, 1), [true, false, true, false]), 0.5);
  const half = calibrationError(Float32Array.of(0.5, 0.5, 1, 1), [true, false, true, true]);
  assert.ok(half < 1e-7, `${half}`);
});

test("the page's clothes are the first ten of each class", { skip: fashionMissing }, async () => {
  const part = (/** @type {string} */ name) =>
    readIdx(readFileSync(new URL(`../../models/data/fashion.${name}.idx`, import.meta.url))).values;
  const [images, labels] = [part("images"), part("labels")];
  const { x, y } = await fashion("test");
  const count = Array.from({ length: 10 }, () => 0);
  const chosen = [...y.keys()].filter((i) => count[y[i]]++ < 10);
  assert.deepEqual(
    [...labels],
    chosen.map((i) => y[i]),
  );
  chosen.forEach((from, to) => {
    assert.deepEqual(images.subarray(784 * to, 784 * (to + 1)), x.subarray(784 * from, 784 * (from + 1)));
  });
});
