// @ts-check
// What the draw page computes itself: the terms of a number of a map, the stages of a drawing, the nearest digits.
import assert from "node:assert/strict";
import { test } from "node:test";
import { convolve, cut, pool, spanOf } from "../../web/site/inside/arithmetic.js";
import { findNearest } from "../../web/site/nearest.js";
import { prepare } from "../../web/src/ui/reading.js";
import { Random } from "../../web/src/base/random.js";
import { Network, normalizeDigit } from "../../web/src/index.js";

/** @typedef {import("../../web/src/spec/layers.js").LayerSpec} LayerSpec */

/** @type {LayerSpec[]} */
const kLayers = [
  { type: "conv2d", filters: 3, kernelSize: 3, activation: "relu" },
  { type: "conv2d", filters: 2, kernelSize: [5, 2], strides: [2, 1], padding: "same", activation: "sigmoid" },
  { type: "conv2d", filters: 4, kernelSize: [2, 4], strides: 3, padding: "same", activation: "tanh", useBias: false },
  { type: "conv2d", filters: 2, kernelSize: 1, activation: "leakyRelu", alpha: 0.1 },
  { type: "conv2d", filters: 2, kernelSize: [1, 5], strides: [1, 2] },
  { type: "maxPool2d" },
  { type: "maxPool2d", poolSize: [3, 2], strides: 1, padding: "same" },
  { type: "avgPool2d", poolSize: 2, strides: [2, 1] },
  { type: "avgPool2d", poolSize: [3, 5], strides: 2, padding: "same" },
];

for (const layer of kLayers) {
  test(`every number of ${JSON.stringify(layer)} equals the network's`, async () => {
    const net = await Network.create({
      input: [9, 11, 3],
      layers: [layer, { type: "flatten" }, { type: "dense", units: 2, activation: "softmax" }],
      deterministic: true,
      seed: 5,
    });
    const random = new Random(3);
    const pixels = Float32Array.from({ length: 9 * 11 * 3 }, () => (random.below(2001) - 1000) / 1000);
    net.predict(pixels);
    const [{ shape, values }] = net.activations();
    const [{ values: kernel }, bias] = net.parameters();
    const [, height, width, count] = shape;
    const place = {
      index: 1,
      spec: net.spec.layers[0],
      input: /** @type {[number, number, number]} */ ([9, 11, 3]),
      output: /** @type {[number, number, number]} */ ([height, width, count]),
      kernel: layer.type === "conv2d" ? kernel : undefined,
      bias: layer.type === "conv2d" && layer.useBias !== false ? bias.values : undefined,
    };
    for (let i = 0; i < values.length; i++) {
      const [row, column, map] = [Math.floor(i / (width * count)), Math.floor(i / count) % width, i % count];
      const span = spanOf(place, row, column);
      const found = place.kernel
        ? convolve(place, pixels, map, span).bent
        : pool(place, cut(pixels, place.input, span, map)).result;
      assert.ok(
        found !== null && Math.abs(found - values[i]) < 1e-5,
        `${row}, ${column}, ${map}: ${found}, ${values[i]}`,
      );
    }
    net.dispose();
  });
}

/**
 * A bar of ink on a sheet.
 *
 * @param {number} left
 * @param {number} top
 * @param {number} width
 * @param {number} height
 */
function bar(left, top, width, height) {
  const data = new Uint8Array(280 * 280);
  for (let y = top; y < top + height; y++) data.fill(255, y * 280 + left, y * 280 + left + width);
  return { data, width: 280, height: 280 };
}

/** @param {Float32Array} pixels */
const mass = (pixels) => pixels.reduce((sum, value) => sum + value, 0);

test("a drawing goes through four stages; the network reads the last one", () => {
  const drawing = bar(20, 130, 40, 140);
  const { pixels, blank, steps } = prepare(drawing, "digits");
  assert.ok(!blank);
  assert.deepEqual(
    steps.map(({ name }) => name),
    ["drawn", "ink", "fitted", "centered"],
  );
  const [drawn, ink, fitted, centered] = steps.map((step) => step.pixels);
  assert.deepEqual(pixels, normalizeDigit(drawing).pixels);
  assert.equal(centered, pixels);
  // 4 × 14 whole pixels as drawn; then 28 high and 8 wide; then 20 high and as close to 6 wide as pixels allow.
  assert.ok(Math.abs(mass(drawn) - 56) < 1e-3 && Math.abs(drawn[13 * 28 + 2] - 1) < 1e-5 && drawn[12 * 28 + 2] < 1e-5);
  assert.ok(Math.abs(mass(ink) - 28 * 8) < 1e-2);
  assert.ok(Math.abs(mass(fitted) - mass(centered)) < 1e-3 && Math.abs(mass(fitted) - (20 * 40) / 7) < 1);
});

test("a picture of clothes is only scaled down, whatever it shows", () => {
  const random = new Random(4);
  const bytes = Uint8Array.from({ length: 784 }, () => random.below(256));
  const data = Uint8Array.from({ length: 280 * 280 }, (_, i) => {
    return bytes[Math.floor(i / 2800) * 28 + Math.floor((i % 280) / 10)];
  });
  const { pixels, steps } = prepare({ data, width: 280, height: 280 }, "clothes");
  assert.equal(steps.length, 1);
  const difference = Math.max(...pixels.map((value, i) => Math.abs(value - bytes[i] / 255)));
  assert.ok(difference < 1e-6, `${difference}`);
});

test("blank ink has no stages", () => {
  for (const subject of /** @type {const} */ (["digits", "clothes"])) {
    const { blank, steps } = prepare(bar(0, 0, 0, 0), subject);
    assert.deepEqual([blank, steps], [true, []]);
  }
});

test("the nearest pictures are found, nearest first", async () => {
  const random = new Random(6);
  const pictures = Uint8Array.from({ length: 784 * 3000 }, () => random.below(256));
  const pixels = Float32Array.from({ length: 784 }, () => random.below(256) / 255);
  const distances = Array.from({ length: 3000 }, (_, n) => {
    const squares = pixels.map((value, i) => (value - pictures[n * 784 + i] / 255) ** 2);
    return Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
  });
  const order = [...distances.keys()].sort((a, b) => distances[a] - distances[b]);
  const found = await findNearest(pixels, pictures, 5);
  assert.deepEqual(
    found.map(({ index }) => index),
    order.slice(0, 5),
  );
  for (const { index, distance } of found) assert.ok(Math.abs(distance - distances[index]) < 1e-3);
  assert.equal((await findNearest(pixels, pictures.subarray(0, 784 * 2), 3)).length, 2);
});
