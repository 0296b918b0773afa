// @ts-check
// The worked examples of the study notes, computed by the engine. notes-examples.json holds their numbers in double
// precision.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as glia from "../../web/src/index.js";
import { testBuilds } from "./builds.js";

const { examples } = JSON.parse(readFileSync(new URL("notes-examples.json", import.meta.url), "utf8"));
/** @param {string} kind @returns {any[]} */
const ofKind = (kind) => examples.filter((/** @type {any} */ example) => example.kind === kind);

/**
 * @param {ArrayLike<number>} got
 * @param {number[]} expected
 * @param {string} what
 * @param {number} [tolerance] relative, and absolute below 1
 */
function close(got, expected, what, tolerance = 1e-6) {
  assert.equal(got.length, expected.length, what);
  expected.forEach((value, i) => {
    assert.ok(
      Math.abs(got[i] - value) <= tolerance * Math.max(1, Math.abs(value)),
      `${what}[${i}]: ${got[i]}, not ${value}`,
    );
  });
}

test("there are examples of every kind", () => {
  const kinds = ["forward", "softmax", "dot", "activation", "train"];
  for (const kind of kinds) assert.ok(ofKind(kind).length > 0, kind);
  assert.ok(examples.every((/** @type {any} */ { kind }) => kinds.includes(kind)));
});

for (const { id, x, W, b, activations, h1, z1, h2, z2, y } of ofKind("forward")) {
  testBuilds(`forward: ${id}`, async (build) => {
    const layers = W.flatMap((/** @type {number[][]} */ w, /** @type {number} */ i) => [
      { type: "dense", units: w[0].length, name: `h${i + 1}` },
      { type: "activation", activation: activations[i], name: `z${i + 1}` },
    ]);
    const net = await glia.Network.create({ input: [x[0].length], layers, loss: "meanSquaredError", build });
    net.setParameters(
      W.flatMap((/** @type {number[][]} */ w, /** @type {number} */ i) => [
        { name: `h${i + 1}/kernel`, values: w },
        { name: `h${i + 1}/bias`, values: b[i] },
      ]),
    );
    close(net.predict(x), y.flat(), "y");
    const seen = new Map(net.activations().map(({ name, values }) => [name, values]));
    for (const [name, values] of Object.entries({ h1, z1, h2, z2 })) {
      if (values) close(seen.get(name) ?? [], values.flat(), name);
    }
    // The same in the style of numpy, as in the notes.
    let row = glia.matrix(x);
    W.forEach((/** @type {number[][]} */ w, /** @type {number} */ i) => {
      const activation = /** @type {(x: glia.Matrix) => glia.Matrix} */ (/** @type {any} */ (glia)[activations[i]]);
      row = activation(glia.add(glia.dot(row, w), b[i]));
    });
    close(row.values, y.flat(), "y by dot and add");
    net.dispose();
  });
}

for (const { id, x, y, sum, naive_overflows: overflows } of ofKind("softmax")) {
  test(`softmax: ${id}`, () => {
    const got = /** @type {glia.Matrix} */ (glia.softmax(x));
    assert.deepEqual(got.shape, [1, x[0].length]);
    close(got.values, y.flat(), "y");
    y.flat().forEach((/** @type {number} */ p, /** @type {number} */ i) => {
      assert.ok(
        Math.abs(got.values[i] - p) <= 4e-7 * p,
        `a small probability keeps its digits: ${got.values[i]}, not ${p}`,
      );
    });
    assert.ok(Math.abs(got.values.reduce((a, b) => a + b) - sum) < 1e-6);
    const naive = x[0].map((/** @type {number} */ value) => Math.exp(value));
    assert.equal(
      naive.some((/** @type {number} */ e) => e === Infinity),
      overflows,
    );
  });
}

for (const { id, a, b, y, error } of ofKind("dot")) {
  test(`dot: ${id}`, () => {
    if (!error) {
      assert.deepEqual(glia.dot(a, b).toArray(), y);
      return;
    }
    assert.throws(
      () => glia.dot(a, b),
      (/** @type {Error} */ thrown) => {
        assert.equal(thrown.name, error);
        assert.ok(thrown instanceof glia.ShapeError);
        for (const part of ["(2, 2)", "(3, 2)", "2 and 3"]) assert.ok(thrown.message.includes(part), thrown.message);
        return true;
      },
    );
  });
}

for (const { id, name, x, y } of ofKind("activation")) {
  test(`activation: ${id}`, () => {
    const activation = /** @type {any} */ (glia)[name];
    close(activation(x).values, y, name);
    x.forEach((/** @type {number} */ value, /** @type {number} */ i) =>
      close([activation(value)], [y[i]], `${name}(${value})`),
    );
  });
}

for (const { id, x, target, W, z, h, o, total, gradient, updated, after } of ofKind("train")) {
  testBuilds(`backpropagation: ${id}`, async (build) => {
    const dense = { type: /** @type {const} */ ("dense"), units: 2, useBias: false };
    const sigmoid = { type: /** @type {const} */ ("activation"), activation: /** @type {const} */ ("sigmoid") };
    const net = await glia.Network.create({
      input: [2],
      layers: [dense, sigmoid, dense, sigmoid],
      loss: "sumSquaredError",
      optimizer: { type: "sgd", learningRate: 0.5 },
      build,
    });
    net.setParameters([
      { name: "dense/kernel", values: W[0] },
      { name: "dense_1/kernel", values: W[1] },
    ]);
    const { loss } = net.trainBatch(x, target);
    assert.ok(Math.abs(loss - total) < 1e-8, `${loss}`);
    const [z1, h1, z2, o1] = net.activations().map(({ values }) => values);
    close([...z1, ...z2], z, "z", 1e-7);
    close(h1, h, "h", 1e-7);
    close(o1, o, "o", 1e-7);

    // w1 … w4 lead into h1, h2 row by row of the transposed kernel, w5 … w8 into o1, o2.
    const named = (/** @type {{ values: Float32Array }[]} */ [first, second]) => {
      const [w1, w3, w2, w4] = first.values;
      const [w5, w7, w6, w8] = second.values;
      return { w1, w2, w3, w4, w5, w6, w7, w8 };
    };
    const got = { gradient: named(net.gradients()), updated: named(net.parameters()) };
    for (const [key, value] of Object.entries(gradient)) {
      const w = /** @type {keyof typeof got.gradient} */ (key);
      assert.ok(Math.abs(got.gradient[w] - value) <= 1e-8, `d${w}: ${got.gradient[w]}, not ${value}`);
      assert.ok(Math.abs(got.updated[w] - updated[w]) <= 5e-8, `${w}: ${got.updated[w]}, not ${updated[w]}`);
    }
    close(net.predict(x), after.o, "o after", 1e-7);
    assert.ok(Math.abs(net.evaluate(x, target).loss - after.total) < 1e-8);
    net.dispose();
  });
}
