// @ts-check
// Convolution, pooling, frozen layers and augmentation through the API.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Network, ShapeError, SpecError } from "../../web/src/index.js";
import { floats, testBuilds } from "./builds.js";

/** @typedef {import("../../web/src/spec/layers.js").LayerSpec} LayerSpec */

/** @type {LayerSpec[]} */
const kCnn = [
  { type: "conv2d", filters: 4, kernelSize: 3, padding: "same" },
  { type: "batchNorm", momentum: 0.5 },
  { type: "activation", activation: "relu" },
  { type: "maxPool2d" },
  { type: "conv2d", filters: 5, kernelSize: [2, 3], strides: [1, 2], activation: "relu" },
  { type: "avgPool2d", poolSize: [2, 1], padding: "same" },
  { type: "dropout", rate: 0.2 },
  { type: "globalAvgPool2d" },
  { type: "dense", units: 3, activation: "softmax" },
];
const kInput = [9, 8, 2];
const kSize = 9 * 8 * 2;

/** @param {Partial<import("../../web/src/spec/spec.js").NetworkSpec>} [more] */
const create = (more) =>
  Network.create({ input: kInput, layers: kCnn, batchSize: 8, seed: 3, ...more, deterministic: true });

test("shapes are the same as in TensorFlow.js", async () => {
  const net = await create();
  net.predict(floats(kSize, 1));
  const shapes = Object.fromEntries(net.activations().map(({ name, shape }) => [name, shape.slice(1).join()]));
  assert.deepEqual(shapes, {
    conv2d: "9,8,4",
    batchNorm: "9,8,4",
    activation: "9,8,4",
    maxPool2d: "4,4,4",
    conv2d_1: "3,1,5",
    avgPool2d: "2,1,5",
    dropout: "2,1,5",
    globalAvgPool2d: "5",
    dense: "3",
  });
  const kernels = net.parameters().filter(({ name }) => name.startsWith("conv2d"));
  assert.deepEqual(
    kernels.map(({ name, shape }) => `${name} ${shape}`),
    ["conv2d/kernel 3,3,2,4", "conv2d/bias 4", "conv2d_1/kernel 2,3,4,5", "conv2d_1/bias 5"],
  );
  assert.deepEqual(net.spec.layers[3].strides, [2, 2], "a pool's strides are its size");
  net.dispose();
});

testBuilds("a patch, a filter, their products and their sum are what the network computes", async (build) => {
  const net = await Network.create({
    input: [5, 6, 2],
    layers: [{ type: "conv2d", filters: 3, kernelSize: 3 }],
    build,
  });
  const x = floats(60, 4);
  net.predict(x);
  const [kernel, bias] = net.parameters();
  const [{ values }] = net.activations();
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 4; j++) {
      for (let o = 0; o < 3; o++) {
        let sum = bias.values[o];
        for (let k = 0; k < 18; k++) {
          const [row, column, c] = [Math.floor(k / 6), Math.floor(k / 2) % 3, k % 2];
          sum += x[((i + row) * 6 + j + column) * 2 + c] * kernel.values[k * 3 + o];
        }
        assert.ok(Math.abs(values[(i * 4 + j) * 3 + o] - sum) < 1e-5);
      }
    }
  }
  net.dispose();
});

testBuilds("prediction folds a batchNorm into the convolution; activations show it separately", async (build) => {
  const net = await Network.create({ input: kInput, layers: kCnn, batchSize: 8, seed: 3, build });
  const y = [0, 1, 2, 0, 1, 2, 0, 1];
  for (let step = 0; step < 5; step++) net.trainBatch(floats(8 * kSize, step), y);
  const x = floats(kSize, 9);
  const predicted = net.predict(x);
  const layers = net.activations();
  const output = layers[layers.length - 1].values;
  predicted.forEach((p, i) => assert.ok(Math.abs(p - output[i]) < 1e-5, `${p}, not ${output[i]}`));
  const [gamma, beta, mean, variance] = ["gamma", "beta", "movingMean", "movingVariance"].map(
    (role) => /** @type {any} */ (net.parameters().find(({ name }) => name === `batchNorm/${role}`)).values,
  );
  const [conv, norm] = layers;
  norm.values.forEach((value, i) => {
    const j = i % 4;
    const expected = (gamma[j] * (conv.values[i] - mean[j])) / Math.sqrt(variance[j] + 0.001) + beta[j];
    assert.ok(Math.abs(value - expected) < 1e-4);
  });
  net.dispose();
});

test("a network of images learns, is saved and continues with the same bits", async () => {
  // The task: on which side of the image is the ink?
  const x = new Float32Array(64 * kSize);
  const y = Array.from({ length: 64 }, (_, n) => n % 3);
  y.forEach((side, n) => x.fill(1, n * kSize + side * 48 + (n % 5), n * kSize + side * 48 + 40));
  const net = await create({ optimizer: "adam", batchSize: 16 });
  net.learningRate = 0.02;
  for await (const _ of net.train({ x, y }, { epochs: 30 })) continue;
  assert.ok(Number(net.evaluate(x, y).accuracy) > 0.9);
  const again = await Network.load(net.save(), { deterministic: true });
  assert.deepEqual(again.predict(x), net.predict(x));
  for (const one of [net, again]) for await (const _ of one.train({ x, y }, { epochs: 31 })) continue;
  assert.equal(again.weightHash(), net.weightHash());
  net.dispose();
  again.dispose();
});

test("a frozen layer keeps its parameters, and a frozen batchNorm also its averages", async () => {
  const frozen = ["conv2d", "batchNorm"];
  const layers = kCnn.map((layer) => (frozen.includes(layer.type) ? { ...layer, trainable: false } : layer));
  const net = await create({ layers });
  const before = net.parameters();
  const outputs = () => net.activations().find(({ name }) => name === "batchNorm")?.values;
  net.predict(floats(8 * kSize, 1));
  const seen = outputs();
  for (let step = 0; step < 3; step++) net.trainBatch(floats(8 * kSize, 1), [0, 1, 2, 0, 1, 2, 0, 1]);
  assert.deepEqual(outputs(), seen, "it normalizes in training as in prediction");
  for (const [i, { name, values }] of net.parameters().entries()) {
    const same = values.every((value, j) => value === before[i].values[j]);
    assert.equal(same, !name.startsWith("dense"), name);
  }
  assert.deepEqual(
    net.gradients().map(({ name }) => name),
    ["dense/kernel", "dense/bias"],
  );
  const again = await Network.load(net.save(), { deterministic: true });
  assert.equal(again.spec.layers[0].trainable, false);
  assert.equal(again.weightHash(), net.weightHash());
  net.dispose();
  again.dispose();
});

/** @type {[string, number[], LayerSpec[], RegExp][]} */
const kRefused = [
  ["a flat input", [784], [{ type: "conv2d", filters: 1, kernelSize: 3 }], /\[784\].*\[height, width, channels\]/],
  ["a flat input to a pool", [784], [{ type: "maxPool2d" }], /\[784\].*\[height, width, channels\] for maxPool2d/],
  [
    "a window too large",
    [4, 5, 1],
    [{ type: "conv2d", filters: 1, kernelSize: 5 }],
    /\[4, 5, 1\].*at most 4 × 5.*same/,
  ],
  ["a pool that is too large", [1, 5, 1], [{ type: "avgPool2d" }], /\[1, 5, 1\].*at most 1 × 5/],
  ["dense after images", [4, 4, 1], [{ type: "dense", units: 1 }], /\[4, 4, 1\].*flatten/],
];
for (const [what, input, layers, message] of kRefused) {
  test(`refused: ${what}`, async () => {
    await assert.rejects(Network.create({ input, layers }), (error) => {
      assert.ok(error instanceof ShapeError);
      assert.match(error.message, message);
      return true;
    });
  });
}

for (const [option, value] of /** @type {[string, unknown][]} */ ([
  ["kernelSize", 0],
  ["kernelSize", [3]],
  ["kernelSize", [3, 3, 3]],
  ["kernelSize", [3, 2.5]],
  ["kernelSize", undefined],
  ["filters", 0],
  ["strides", 0],
  ["strides", "2"],
  ["padding", "full"],
  ["trainable", 1],
])) {
  test(`refused: conv2d with ${option} ${JSON.stringify(value)}`, async () => {
    const layer = /** @type {any} */ ({ type: "conv2d", filters: 2, kernelSize: 3, [option]: value });
    await assert.rejects(
      Network.create({ input: [8, 8, 1], layers: [layer] }),
      (error) => error instanceof SpecError && error.where.startsWith(`layers[0].${option}`),
    );
  });
}

const kDistortions = { rotation: 10, scale: 0.1, shift: 1, shear: 0.1, elastic: 1, thickness: 0.5 };

testBuilds("augmentation depends only on seed, epoch and sample", async (build) => {
  const layers = kCnn;
  const net = await Network.create({ input: kInput, layers, batchSize: 8, seed: 3, build });
  const x = floats(20 * kSize, 2);
  const first = net.augment(x, kDistortions);
  assert.deepEqual(net.augment(x, kDistortions), first);
  assert.notDeepEqual(net.augment(x, kDistortions, { epoch: 1 }), first);
  assert.deepEqual(net.augment(x, {}), x, "nothing asked, nothing done");
  const small = await Network.create({ input: kInput, layers, batchSize: 3, seed: 3, deterministic: true });
  assert.deepEqual(small.augment(x, kDistortions), first, "batches of another size, the other build");
  const other = await Network.create({ input: kInput, layers, batchSize: 8, seed: 4, build });
  assert.notDeepEqual(other.augment(x, kDistortions), first);
  for (const one of [net, small, other]) one.dispose();
});

test("training uses the samples that augment returns, and resumes an epoch where it stopped", async () => {
  const x = floats(24 * kSize, 2);
  const y = Array.from({ length: 24 }, (_, n) => n % 3);
  const layers = kCnn.filter(({ type }) => type !== "dropout");
  const options = { augmentation: kDistortions, shuffle: false };
  const trained = await create({ layers });
  for await (const _ of trained.train({ x, y }, { ...options, epochs: 2 })) continue;

  const byHand = await create({ layers });
  for (const epoch of [0, 1]) {
    const seen = byHand.augment(x, kDistortions, { epoch });
    for (let at = 0; at < 24; at += 8) {
      byHand.trainBatch(seen.subarray(at * kSize, (at + 8) * kSize), y.slice(at, at + 8));
    }
  }
  assert.equal(byHand.weightHash(), trained.weightHash());

  const shuffled = await create();
  for await (const _ of shuffled.train({ x, y }, { augmentation: kDistortions, epochs: 2 })) continue;
  const left = await create();
  for await (const _ of left.train({ x, y }, { augmentation: kDistortions })) break;
  const taken = await Network.load(left.save(), { deterministic: true });
  for await (const _ of taken.train({ x, y }, { augmentation: kDistortions, epochs: 2 - taken.epoch })) continue;
  assert.equal(taken.weightHash(), shuffled.weightHash());
  for (const one of [trained, byHand, shuffled, left, taken]) one.dispose();
});

test("augmentation of non-images, or beyond its limits, is refused", async () => {
  const flat = await Network.create({ input: [10], layers: [{ type: "dense", units: 2 }] });
  assert.throws(() => flat.augment(floats(10, 1), { shift: 1 }), /augmentation.*\[10\].*\[height, width, channels\]/);
  const data = { x: floats(10, 1), y: floats(2, 1) };
  assert.throws(() => flat.train(data, { augmentation: { shift: 1 } }), SpecError);
  const square = await Network.create({ input: [9], layers: [{ type: "dense", units: 2 }] });
  assert.equal(square.augment(floats(9, 1), { shift: 1 }).length, 9);
  for (const [name, value] of Object.entries({
    rotation: 46,
    scale: -0.1,
    shift: 65,
    shear: 2,
    elastic: 17,
    thickness: NaN,
  })) {
    assert.throws(() => square.augment(floats(9, 1), { [name]: value }), new RegExp(`augmentation.${name}`));
  }
  assert.throws(() => square.augment(floats(9, 1), /** @type {any} */ ({ turn: 1 })), /"turn"/);
  flat.dispose();
  square.dispose();
});
