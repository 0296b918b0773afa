// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  DisposedError,
  DivergedError,
  GliaError,
  Network,
  ShapeError,
  SpecError,
  matrix,
} from "../../web/src/index.js";
import { floats, testBuilds } from "./builds.js";

/** @typedef {import("../../web/src/spec/spec.js").NetworkSpec} NetworkSpec */

/** @type {NetworkSpec} */
const kSmall = {
  input: [4],
  layers: [
    { type: "dense", units: 6, activation: "tanh" },
    { type: "dense", units: 3, activation: "softmax" },
  ],
  optimizer: { type: "sgd", learningRate: 0.5 },
  batchSize: 8,
  seed: 1,
};

/** Three clouds that a small network separates. @param {number} n */
function clouds(n) {
  const noise = floats(n * 4, 99);
  const y = Uint8Array.from({ length: n }, (_, i) => i % 3);
  const x = noise.map((value, i) => 0.4 * value + (i % 4 === y[Math.floor(i / 4)] ? 1 : 0));
  return { x, y };
}

/**
 * @template T
 * @param {() => T} call
 * @param {new (...args: any[]) => GliaError} kind
 * @param {...string} parts of the message
 */
function refuses(call, kind, ...parts) {
  assert.throws(call, (/** @type {GliaError} */ error) => {
    assert.ok(error instanceof kind, `${error}`);
    assert.equal(error.name, kind.name);
    for (const field of [error.got, error.expected, error.where]) assert.ok(field && typeof field === "string");
    for (const part of parts) assert.ok(error.message.includes(part), `"${error.message}" without "${part}"`);
    return true;
  });
}

testBuilds("predict: batches of any size, the same bits as one by one", async (build) => {
  const net = await Network.create({ ...kSmall, build });
  assert.equal(net.build, build);
  const { x } = clouds(21);
  const all = net.predict(x);
  assert.equal(all.length, 63);
  for (let n = 0; n < 21; n++) {
    const one = net.predict(x.subarray(4 * n, 4 * n + 4));
    if (build === "simd128") assert.deepEqual(one, all.slice(3 * n, 3 * n + 3));
    assert.ok(Math.abs(one.reduce((a, b) => a + b) - 1) < 1e-6);
  }
  net.dispose();
});

test("predict takes typed arrays, nested arrays and matrices", async () => {
  const net = await Network.create({ ...kSmall, deterministic: true });
  const expected = net.predict(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8));
  const flat = [1, 2, 3, 4, 5, 6, 7, 8];
  const nested = [flat.slice(0, 4), flat.slice(4)];
  for (const x of [
    flat,
    nested,
    matrix(nested),
    Uint8Array.from(flat),
    Float64Array.from(flat),
    Int16Array.from(flat),
  ]) {
    assert.deepEqual(net.predict(x), expected);
  }
  net.dispose();
});

test("what comes out is the caller's own", async () => {
  const net = await Network.create(kSmall);
  const x = [1, 2, 3, 4];
  const before = net.predict(x);
  net.predict(x).fill(7);
  net.parameters()[0].values.fill(7);
  net.activations()[0].values.fill(7);
  net.spec.layers.length = 0;
  assert.deepEqual(net.predict(x), before);
  net.dispose();
});

testBuilds("trainBatch learns, evaluate tells", async (build) => {
  const net = await Network.create({ ...kSmall, build });
  const { x, y } = clouds(90);
  const before = net.evaluate(x, y);
  for (let round = 0; round < 30; round++) {
    for (let from = 0; from < 90; from += 8) {
      const to = Math.min(90, from + 8);
      net.trainBatch(x.subarray(4 * from, 4 * to), y.subarray(from, to));
    }
  }
  const after = net.evaluate(x, y);
  assert.ok(after.loss < before.loss / 4, `${before.loss} to ${after.loss}`);
  assert.ok(/** @type {number} */ (after.accuracy) > 0.95, `${after.accuracy}`);
  assert.equal(net.step, 30 * 12);
  net.dispose();
});

test("one-hot targets are the class indices in another form", async () => {
  const { x, y } = clouds(8);
  const oneHot = [...y].map((c) => [0, 1, 2].map((k) => Number(k === c)));
  const sparse = await Network.create({ ...kSmall, deterministic: true });
  const rows = await Network.create({ ...kSmall, loss: "categoricalCrossentropy", deterministic: true });
  const [a, b] = [sparse.trainBatch(x, y), rows.trainBatch(x, oneHot)];
  assert.equal(a.accuracy, b.accuracy);
  assert.ok(Math.abs(a.loss - b.loss) < 1e-6);
  sparse.parameters().forEach(({ values }, t) => {
    const other = rows.parameters()[t].values;
    values.forEach((value, i) => assert.ok(Math.abs(value - other[i]) < 1e-6));
  });
  sparse.dispose();
  rows.dispose();
});

testBuilds("evaluate in batches is evaluate at once", async (build) => {
  for (const loss of /** @type {const} */ (["meanSquaredError", "rootMeanSquaredError", "sumSquaredError"])) {
    const layers = [{ type: /** @type {const} */ ("dense"), units: 2 }];
    const small = await Network.create({ input: [4], layers, loss, batchSize: 4, build });
    const large = await Network.create({ input: [4], layers, loss, batchSize: 64, build });
    const [x, y] = [floats(4 * 37, 1), floats(2 * 37, 2)];
    const [a, b] = [small.evaluate(x, y), large.evaluate(x, y)];
    assert.ok(Math.abs(a.loss - b.loss) < 1e-6 * b.loss, loss);
    assert.equal(a.accuracy, null);
    const outputs = large.predict(x);
    const squares = outputs.reduce((sum, value, i) => sum + (value - y[i]) ** 2, 0);
    const truth = {
      meanSquaredError: squares / 74,
      rootMeanSquaredError: Math.sqrt(squares / 74),
      sumSquaredError: squares / 2 / 37,
    };
    assert.ok(Math.abs(b.loss - truth[loss]) < 1e-5 * truth[loss], loss);
    const absolute = outputs.reduce((sum, value, i) => sum + Math.abs(value - y[i]), 0) / 74;
    assert.ok(Math.abs(/** @type {number} */ (a.meanAbsoluteError) - absolute) < 1e-5, loss);
    small.dispose();
    large.dispose();
  }
});

testBuilds("train: progress, validation, and what is left behind", async (build) => {
  const net = await Network.create({ ...kSmall, build });
  const data = clouds(90);
  const seen = [];
  for await (const progress of net.train(data, { epochs: 5, batchSize: 7, validation: clouds(30) }))
    seen.push(progress);
  const ends = seen.filter(({ step, steps }) => step === steps);
  assert.deepEqual(
    ends.map(({ epoch }) => epoch),
    [1, 2, 3, 4, 5],
  );
  assert.ok(seen.every(({ steps }) => steps === 13));
  assert.ok(ends.every(({ validation }) => validation && validation.accuracy !== null && validation.loss > 0));
  assert.ok(/** @type {any} */ (ends[4]).loss < ends[0].loss);
  assert.equal(/** @type {any} */ (ends[4]).secondsLeft, 0);
  assert.ok(ends.every(({ samplesPerSecond }) => samplesPerSecond > 0));
  assert.equal(net.step, 65);
  assert.equal(net.epoch, 5);
  net.dispose();
});

testBuilds("train without shuffling is trainBatch over the batches", async (build) => {
  const [a, b] = [await Network.create({ ...kSmall, build }), await Network.create({ ...kSmall, build })];
  const { x, y } = clouds(20);
  for await (const _ of a.train({ x, y }, { shuffle: false })) continue;
  for (let from = 0; from < 20; from += 8)
    b.trainBatch(x.subarray(4 * from, 4 * from + 32), y.subarray(from, from + 8));
  assert.deepEqual(a.parameters(), b.parameters());
  a.dispose();
  b.dispose();
});

test("bytes with a scale are floats of that size", async () => {
  const bytes = Uint8Array.from({ length: 80 }, (_, i) => (i * 37) % 256);
  const y = Uint8Array.from({ length: 20 }, (_, i) => i % 3);
  const [a, b] = [
    await Network.create({ ...kSmall, deterministic: true }),
    await Network.create({ ...kSmall, deterministic: true }),
  ];
  for await (const _ of a.train({ x: bytes, y, scale: 1 / 256 }, { epochs: 3 })) continue;
  for await (const _ of b.train({ x: Float32Array.from(bytes, (byte) => byte / 256), y }, { epochs: 3 })) continue;
  assert.deepEqual(a.parameters(), b.parameters());
  assert.deepEqual(
    a.evaluate(bytes, y, { scale: 1 / 256 }),
    b.evaluate(
      Float32Array.from(bytes, (byte) => byte / 256),
      y,
    ),
  );
  a.dispose();
  b.dispose();
});

test("the seed decides everything, and another seed something else", async () => {
  const run = async (/** @type {number} */ seed) => {
    const net = await Network.create({ ...kSmall, seed, deterministic: true });
    for await (const _ of net.train(clouds(40), { epochs: 2 })) continue;
    const values = net.parameters();
    net.dispose();
    return values;
  };
  assert.deepEqual(await run(5), await run(5));
  assert.notDeepEqual(await run(5), await run(6));
});

test("training saved between epochs goes on with the same bits", async () => {
  /** @type {NetworkSpec} */
  const spec = { ...kSmall, optimizer: { type: "sgd", learningRate: 0.2, momentum: 0.9 } };
  const straight = await Network.create({ ...spec, deterministic: true });
  for await (const _ of straight.train(clouds(40), { epochs: 4 })) continue;
  const first = await Network.create({ ...spec, deterministic: true });
  for await (const _ of first.train(clouds(40), { epochs: 2 })) continue;
  const second = await Network.load(first.save(), { deterministic: true });
  assert.equal(second.epoch, 2);
  for await (const _ of second.train(clouds(40), { epochs: 2 })) continue;
  assert.deepEqual(second.parameters(), straight.parameters());
  assert.deepEqual(second.save(), straight.save());
  for (const net of [straight, first, second]) net.dispose();
});

test("an abort signal ends training with its reason, and the network lives on", async () => {
  const net = await Network.create(kSmall);
  const controller = new AbortController();
  let epochs = 0;
  await assert.rejects(
    async () => {
      for await (const _ of net.train(clouds(40), { epochs: 1000, signal: controller.signal })) {
        if (++epochs === 3) controller.abort();
      }
    },
    { name: "AbortError" },
  );
  assert.equal(net.epoch, 3);
  for await (const _ of net.train(clouds(40))) continue;
  assert.equal(net.epoch, 4);
  const aborted = net.train(clouds(40), { signal: AbortSignal.abort(new Error("mine")) });
  await assert.rejects(() => aborted.next(), { message: "mine" });
  net.dispose();
});

test("leaving the loop stops training; two runs at a time are refused", async () => {
  const net = await Network.create(kSmall);
  for await (const _ of net.train(clouds(40), { epochs: 1000 })) break;
  assert.equal(net.epoch, 1);
  const run = net.train(clouds(40), { epochs: 3 });
  await run.next();
  await assert.rejects(() => net.train(clouds(40)).next(), SpecError);
  await run.return();
  for await (const _ of net.train(clouds(40))) continue;
  net.dispose();
});

test("training gives way every 10 ms", async () => {
  const net = await Network.create({
    input: [784],
    layers: [
      { type: "dense", units: 64, activation: "relu" },
      { type: "dense", units: 10, activation: "softmax" },
    ],
    batchSize: 32,
  });
  const n = 3000;
  const data = { x: floats(784 * n, 3), y: Uint8Array.from({ length: n }, (_, i) => i % 10) };
  let turns = 0;
  const clock = setInterval(() => turns++, 1);
  const started = performance.now();
  for await (const _ of net.train(data, { epochs: 3 })) continue;
  const elapsed = performance.now() - started;
  clearInterval(clock);
  // A fifth of what a free machine gives: this one may be busy.
  assert.ok(turns >= elapsed / 50, `${turns} turns in ${elapsed} ms`);
  net.dispose();
});

test("setParameters is the inverse of parameters", async () => {
  const [a, b] = [await Network.create({ ...kSmall, seed: 1 }), await Network.create({ ...kSmall, seed: 2 })];
  assert.notDeepEqual(a.parameters(), b.parameters());
  b.setParameters(a.parameters().reverse());
  assert.deepEqual(a.parameters(), b.parameters());
  assert.deepEqual(
    a.parameters().map(({ name, shape }) => [name, shape]),
    [
      ["dense/kernel", [4, 6]],
      ["dense/bias", [6]],
      ["dense_1/kernel", [6, 3]],
      ["dense_1/bias", [3]],
    ],
  );
  a.dispose();
  b.dispose();
});

test("setParameters refuses, and changes nothing", async () => {
  const net = await Network.create(kSmall);
  const before = net.parameters();
  const all = () => net.parameters().map(({ name, shape, values }) => ({ name, shape, values: values.fill(1) }));
  refuses(() => net.setParameters(all().slice(1)), ShapeError, '"dense/kernel" is missing');
  refuses(() => net.setParameters([...all(), all()[0]]), ShapeError, 'parameters: "dense/kernel" appears twice.');
  refuses(() => net.setParameters([...all(), { name: "other", values: [1] }]), ShapeError, "other");
  refuses(
    () => net.setParameters(all().map((t) => ({ ...t, shape: [...t.shape].reverse() }))),
    ShapeError,
    "[6, 4]",
    "[4, 6]",
  );
  refuses(
    () => net.setParameters(all().map(({ name, values }) => ({ name, values: values.slice(1) }))),
    ShapeError,
    "23 values",
  );
  refuses(() => net.setParameters(/** @type {any} */ ("kernel")), ShapeError, "parameters()");
  refuses(() => net.setParameters(/** @type {any} */ ([null])), ShapeError, "undefined is an unknown name");
  refuses(
    () => net.setParameters(/** @type {any} */ (all().map((t) => ({ ...t, shape: "4,6" })))),
    ShapeError,
    '"4,6"',
  );
  // A file must hold finite weights to be loaded, so no others get in.
  for (const value of [Number.NaN, Infinity, 1e39]) {
    const bad = all().map(({ name, values }) => ({ name, values: [value, ...values.slice(1)] }));
    refuses(() => net.setParameters(bad), ShapeError, `${value} at 0`, "finite");
  }
  assert.deepEqual(net.parameters(), before);
  net.dispose();
});

test("gradients: backward tells them without a step, trainBatch takes it", async () => {
  const net = await Network.create({ ...kSmall, deterministic: true });
  const { x, y } = clouds(8);
  const before = net.parameters();
  const measured = net.backward(x, y);
  assert.deepEqual(net.parameters(), before);
  const gradients = net.gradients();
  assert.deepEqual(
    gradients.map(({ name, shape }) => [name, shape]),
    before.map(({ name, shape }) => [name, shape]),
  );
  assert.deepEqual(net.trainBatch(x, y), measured);
  net.parameters().forEach(({ values }, t) => {
    values.forEach((value, i) => {
      assert.equal(value, Math.fround(before[t].values[i] + Math.fround(-0.5 * gradients[t].values[i])));
    });
  });
  net.dispose();
});

test("inputGradient: how a score follows the pixels", async () => {
  const net = await Network.create(kSmall);
  const x = floats(4, 8);
  const logit = (/** @type {Float32Array} */ at, /** @type {number} */ k) => Math.log(net.predict(at)[k]);
  const gradient = net.inputGradient(x, 1);
  // log softmax differs from the logit by a term that all classes share
  const other = net.inputGradient(x, 2);
  for (let i = 0; i < 4; i++) {
    const [up, down] = [x.slice(), x.slice()];
    up[i] += 1e-2;
    down[i] -= 1e-2;
    const difference = (logit(up, 1) - logit(up, 2) - logit(down, 1) + logit(down, 2)) / (up[i] - down[i]);
    assert.ok(Math.abs(gradient[i] - other[i] - difference) < 1e-3, `${gradient[i] - other[i]}, not ${difference}`);
  }
  refuses(() => net.inputGradient(x, 3), ShapeError, "got 3", "0 to 2");
  refuses(() => net.inputGradient(x.subarray(1), 0), ShapeError, "3 values");
  net.dispose();
});

test("inputGradient spoils nothing that activations shows, nor a pool's input", async () => {
  /** @type {import("../../web/src/spec/spec.js").LayerSpec[]} */
  const layers = [{ type: "flatten" }, { type: "dense", units: 2, useBias: false, kernelInitializer: "ones" }];
  const flat = await Network.create({ input: [2, 3, 1], layers, loss: "meanSquaredError" });
  const x = Float32Array.of(1, 5, 2, 4, 3, 6, -1, -2, -3, -6, -5, -4);
  assert.deepEqual([...flat.inputGradient(x, 1)], new Array(12).fill(1));
  assert.deepEqual(flat.activations()[0].values, x);
  flat.dispose();

  const pool = { type: /** @type {const} */ ("maxPool2d"), poolSize: 2, strides: 1 };
  const pooled = await Network.create({ input: [2, 3, 1], layers: [pool, ...layers], loss: "meanSquaredError" });
  assert.deepEqual([...pooled.inputGradient(x, 0)], [0, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0]);
  assert.deepEqual([...pooled.activations()[0].values], [5, 6, -1, -2]);
  pooled.dispose();
});

test("activations and summary", async () => {
  const net = await Network.create({
    input: [2, 2, 1],
    layers: [
      { type: "rescaling", scale: 2 },
      { type: "flatten" },
      { type: "dense", units: 3, activation: "relu" },
      { type: "dense", units: 2, activation: "softmax", name: "out" },
    ],
  });
  assert.deepEqual(net.activations(), []);
  const y = net.predict([1, 2, 3, 4, 5, 6, 7, 8]);
  const seen = net.activations();
  assert.deepEqual(
    seen.map(({ name, shape }) => [name, shape]),
    [
      ["rescaling", [2, 2, 2, 1]],
      ["flatten", [2, 4]],
      ["dense", [2, 3]],
      ["out", [2, 2]],
    ],
  );
  assert.deepEqual([...seen[0].values], [2, 4, 6, 8, 10, 12, 14, 16]);
  assert.deepEqual(seen[1].values, seen[0].values);
  assert.deepEqual(seen[3].values, y);
  assert.equal(
    net.summary(),
    [
      "layer      type            output     parameters",
      "input                      [2, 2, 1]",
      "rescaling  rescaling       [2, 2, 1]           0",
      "flatten    flatten         [4]                 0",
      "dense      dense, relu     [3]                15",
      "out        dense, softmax  [2]                 8",
      "total                                         23",
    ].join("\n"),
  );
  net.dispose();
});

testBuilds("sigmoid and tanh stay within 4 units in the last place", async (build) => {
  const n = 40000;
  const x = Float32Array.from(floats(n, 17), (value, i) => value * 2 ** ((i % 12) - 6));
  const truths = { sigmoid: (/** @type {number} */ v) => 1 / (1 + Math.exp(-v)), tanh: Math.tanh };
  for (const [name, truth] of Object.entries(truths)) {
    const activation = /** @type {"sigmoid" | "tanh"} */ (name);
    const net = await Network.create({ input: [n], layers: [{ type: "activation", activation }], batchSize: 1, build });
    const y = net.predict(x);
    net.dispose();
    x.forEach((value, i) => {
      const exact = truth(value);
      const unit = 2 ** (Math.floor(Math.log2(Math.abs(exact))) - 23);
      assert.ok(Math.abs(y[i] - exact) <= 4 * unit, `${name}(${value}): ${y[i]}, not ${exact}`);
    });
  }
});

test("learningRate may change, and is saved", async () => {
  const net = await Network.create(kSmall);
  net.learningRate = 0;
  const before = net.parameters();
  net.trainBatch([1, 2, 3, 4], [0]);
  assert.deepEqual(net.parameters(), before);
  refuses(() => (net.learningRate = -1), SpecError, "learningRate", "got -1");
  refuses(() => (net.learningRate = Number.NaN), SpecError, "learningRate", "got NaN");
  net.learningRate = 0.25;
  const again = await Network.load(net.save());
  assert.equal(again.learningRate, 0.25);
  net.dispose();
  again.dispose();
});

test("step predicts, and is refused in training with the reason", async () => {
  const net = await Network.create({
    input: [2],
    layers: [{ type: "dense", units: 1, activation: "step", name: "and" }],
    loss: "meanSquaredError",
  });
  net.setParameters([
    { name: "and/kernel", values: [[0.5], [0.5]] },
    { name: "and/bias", values: [-0.7] },
  ]);
  assert.deepEqual([...net.predict([0, 0, 0, 1, 1, 0, 1, 1])], [0, 0, 0, 1]);
  refuses(() => net.trainBatch([0, 1], [1]), SpecError, "step", "gradient is zero", "and");
  refuses(() => net.backward([0, 1], [1]), SpecError, "gradient is zero");
  // The score before the last activation has a slope all the same.
  assert.deepEqual([...net.inputGradient([0, 1], 0)], [0.5, 0.5]);
  const hidden = await Network.create({
    input: [2],
    layers: [
      { type: "dense", units: 2, activation: "step" },
      { type: "dense", units: 1 },
    ],
  });
  refuses(() => hidden.inputGradient([0, 1], 0), SpecError, "gradient is zero", "layers[0]");
  hidden.dispose();
  await assert.rejects(async () => {
    for await (const _ of net.train({ x: [0, 1], y: [1] })) continue;
  }, SpecError);
  net.dispose();
});

test("what is not finite stops training; the weights are as they were", async () => {
  const net = await Network.create({ ...kSmall, optimizer: { type: "sgd", learningRate: 0.1, momentum: 0.9 } });
  net.trainBatch([1, 2, 3, 4], [0]);
  const before = net.save();
  assert.throws(
    () => net.trainBatch([1, Number.NaN, 3, 4], [0]),
    (/** @type {DivergedError} */ error) => {
      assert.ok(error instanceof DivergedError);
      assert.equal(error.layer, "dense");
      assert.equal(error.step, 2);
      assert.ok(Number.isNaN(error.value));
      assert.ok(error.message.includes('training step 2, layer "dense"'), error.message);
      return true;
    },
  );
  assert.deepEqual(net.save(), before);
  await assert.rejects(async () => {
    for await (const _ of net.train({ x: [1, Infinity, 3, 4], y: [0] })) continue;
  }, DivergedError);
  assert.deepEqual(net.save(), before);
  net.dispose();
});

test("samples and targets that do not fit are refused", async () => {
  const net = await Network.create(kSmall);
  refuses(() => net.predict([1, 2, 3]), ShapeError, "3 values", "4 values a sample", "x");
  refuses(() => net.predict([]), ShapeError, "0 values");
  refuses(() => net.predict(new Float32Array(0)), ShapeError, "0 values");
  refuses(
    () =>
      net.predict([
        [1, 2, 3, 4],
        [5, 6],
      ]),
    ShapeError,
    "x[1]",
    "2 elements",
    "4 elements",
  );
  refuses(() => net.predict(/** @type {any} */ ([1, 2, "3", 4])), ShapeError, "x[2]", '"3"');
  refuses(() => net.predict(/** @type {any} */ ("1234")), ShapeError, "typed array");
  refuses(() => net.predict(/** @type {any} */ (null)), ShapeError, "null");
  refuses(() => net.predict(/** @type {any} */ (undefined)), ShapeError, "undefined");
  refuses(() => net.predict(/** @type {any} */ (new BigInt64Array(4))), ShapeError, "a BigInt64Array");
  refuses(() => net.predict(/** @type {any} */ (new DataView(new ArrayBuffer(16)))), ShapeError, "a DataView");
  refuses(() => net.trainBatch(new Float32Array(36), new Uint8Array(9)), ShapeError, "9 samples", "8");
  refuses(() => net.trainBatch([1, 2, 3, 4], [0, 1]), ShapeError, "2 values", "1 class");
  refuses(() => net.trainBatch([1, 2, 3, 4], [3]), ShapeError, "y[0]", "got 3", "0 to 2");
  refuses(() => net.trainBatch([1, 2, 3, 4], [-1]), ShapeError, "y[0]", "got -1");
  refuses(() => net.trainBatch([1, 2, 3, 4], [0.5]), ShapeError, "y[0]", "got 0.5");
  refuses(() => net.evaluate([1, 2, 3, 4], [Number.NaN]), ShapeError, "y[0]", "got NaN");
  refuses(() => net.evaluate([1, 2, 3, 4], [0], { scale: Number.NaN }), SpecError, "scale");
  refuses(() => net.train({ x: [1, 2, 3], y: [0] }), ShapeError, "3 values");
  refuses(() => net.train({ x: [1, 2, 3, 4], y: [9] }), ShapeError, "y[0]");
  refuses(() => net.train({ x: [1, 2, 3, 4], y: [0] }, { validation: { x: [1], y: [0] } }), ShapeError, "validation.x");
  refuses(() => net.train({ x: [1, 2, 3, 4], y: [0] }, { epochs: 0 }), SpecError, "epochs", "got 0");
  refuses(() => net.train({ x: [1, 2, 3, 4], y: [0] }, { batchSize: 9 }), SpecError, "batchSize", "1 to 8");
  refuses(() => net.train({ x: [1, 2, 3, 4], y: [0] }, /** @type {any} */ ({ epoch: 2 })), SpecError, '"epoch"');
  const rows = await Network.create({ ...kSmall, loss: "categoricalCrossentropy" });
  refuses(() => rows.trainBatch([1, 2, 3, 4], [0, 1]), ShapeError, "2 values", "3 for each of 1");
  net.dispose();
  rows.dispose();
});

test("nested arrays have to be samples, not just enough numbers", async () => {
  const net = await Network.create({ input: [2, 3, 1], layers: [{ type: "flatten" }, { type: "dense", units: 2 }] });
  const rows = [
    [1, 2, 3],
    [4, 5, 6],
  ];
  const expected = net.predict([1, 2, 3, 4, 5, 6]);
  // One sample in its own shape, with or without its single channel; a batch of one; flat samples in a batch.
  const one = rows.map((row) => row.map((value) => [value]));
  for (const x of [rows, one, [one], [rows.flat()]]) assert.deepEqual(net.predict(x), expected);
  refuses(
    () =>
      net.predict([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
    ShapeError,
    "shape [3, 2]",
  );
  refuses(() => net.predict([[1], [2], [3], [4], [5], [6]]), ShapeError, "shape [6, 1]");
  refuses(() => net.trainBatch([rows, rows], [[1, 2, 3, 4]]), ShapeError, "shape [1, 4]", "2 for each of 2");
  /** @type {any} */
  const itself = [];
  itself.push(itself);
  refuses(() => net.predict(itself), ShapeError, "nested deeper");
  net.dispose();
});

test("targets that change after they were checked cannot reach beyond the outputs", async () => {
  const net = await Network.create(kSmall);
  for (const wrong of [1e8, -20]) {
    const data = { x: floats(12, 1), y: Int32Array.of(0, 1, 2) };
    const run = net.train(data);
    data.y[0] = wrong;
    await assert.rejects(() => run.next(), ShapeError);
  }
  const validation = { x: floats(4 * 500, 1), y: new Int32Array(500) };
  const run = net.train(clouds(20), { epochs: 3, validation });
  await run.next();
  validation.y.fill(1e9);
  await assert.rejects(() => run.next(), ShapeError);
  const moved = { x: floats(12, 1), y: Int32Array.of(0, 1, 2) };
  const late = net.train(moved);
  structuredClone(moved.x, { transfer: [moved.x.buffer] });
  await assert.rejects(() => late.next(), ShapeError);
  for await (const _ of net.train(clouds(20))) continue;
  net.dispose();
});

test("accuracy is told of classes only", async () => {
  const rank3 = await Network.create({
    input: [2, 2, 2],
    layers: [{ type: "activation", activation: "softmax" }],
    loss: "meanSquaredError",
  });
  assert.equal(rank3.evaluate(floats(8, 1), floats(8, 2)).accuracy, null);
  rank3.dispose();
});

test("rootMeanSquaredError stays finite next to a perfect fit", async () => {
  const net = await Network.create({ input: [2], layers: [{ type: "dense", units: 2 }], loss: "rootMeanSquaredError" });
  net.setParameters([
    { name: "dense/kernel", values: [1, 0, 0, 1] },
    { name: "dense/bias", values: [0, 0] },
  ]);
  for (const x of [
    [1e-40, 0],
    [0, 0],
    [1e-38, 1e-38],
  ])
    net.trainBatch(x, [0, 0]);
  net.dispose();
});

test("a disposed network says so, once and for all", async () => {
  const net = await Network.create(kSmall);
  const run = net.train(clouds(40), { epochs: 1000 });
  await run.next();
  net.dispose();
  net.dispose();
  /** @type {(() => unknown)[]} */
  const calls = [
    () => net.predict([1, 2, 3, 4]),
    () => net.trainBatch([1, 2, 3, 4], [0]),
    () => net.evaluate([1, 2, 3, 4], [0]),
    () => net.parameters(),
    () => net.activations(),
    () => net.save(),
    () => net.build,
    () => (net.learningRate = 1),
  ];
  for (const call of calls) refuses(call, DisposedError, "dispose()");
  await assert.rejects(() => run.next(), DisposedError);
});

test(
  "Symbol.dispose disposes where the host has it",
  { skip: typeof Symbol.dispose !== "symbol" && "this host has no Symbol.dispose" },
  async () => {
    const net = await Network.create(kSmall);
    /** @type {any} */ (net)[Symbol.dispose]();
    refuses(() => net.build, DisposedError);
  },
);

test("layers that do not fit are refused by name", async () => {
  /** @param {any} spec @param {any} kind @param {...string} parts */
  const bad = async (spec, kind, ...parts) => {
    /** @type {unknown} */
    let thrown;
    await Network.create(spec).catch((error) => (thrown = error));
    refuses(
      () => {
        throw thrown;
      },
      kind,
      ...parts,
    );
  };
  await bad({ input: [28, 28, 1], layers: [{ type: "dense", units: 3 }] }, ShapeError, "layers[0]", "flatten");
  await bad(
    { input: [4], layers: [{ type: "dense", units: 3 }], loss: "sparseCategoricalCrossentropy" },
    SpecError,
    'sparseCategoricalCrossentropy needs a softmax output layer; layers[0] ("dense") has activation "identity".',
  );
  await bad(
    {
      input: [2, 2, 2],
      layers: [{ type: "activation", activation: "softmax" }],
      loss: "categoricalCrossentropy",
    },
    SpecError,
    'categoricalCrossentropy needs a flat softmax output layer; layers[0] ("activation") has an output of [2, 2, 2].',
  );
  await bad(
    { input: [4], layers: [{ type: "dense", units: 3, activation: "sigmoid" }], loss: "categoricalCrossentropy" },
    SpecError,
    "sigmoid",
    "softmax",
  );
  await bad({ input: [16777216], layers: [{ type: "dense", units: 65536 }] }, SpecError, "2 GiB");
  await bad({ input: [16777216, 16777216, 16777216], layers: [{ type: "flatten" }] }, SpecError, "2 GiB");
  await bad({ ...kSmall, build: "scalar" }, SpecError, "build", '"scalar"');
  await bad({ ...kSmall, build: "relaxed", deterministic: true }, SpecError, "deterministic");
  await bad({ ...kSmall, deterministic: 1 }, SpecError, "deterministic");
  await bad(null, SpecError, "spec", "null");
  await bad(undefined, SpecError, "spec", "undefined");
  await bad("net", SpecError, "spec");
});
