// @ts-check
// What a training run does beside its steps: schedules, validation, early stopping, class weights, interruption.
import assert from "node:assert/strict";
import { test } from "node:test";
import { scheduleFactor } from "../../web/src/network/trainer.js";
import { DivergedError, Network, SpecError } from "../../web/src/index.js";
import { floats, numbers, testBuilds } from "./builds.js";

/** @typedef {import("../../web/src/spec/spec.js").NetworkSpec} NetworkSpec */
/** @typedef {import("../../web/src/network/network.js").TrainOptions} TrainOptions */
/** @typedef {import("../../web/src/network/trainer.js").Progress} Progress */

/** @type {NetworkSpec} */
const kSpec = {
  input: [4],
  layers: [
    { type: "dense", units: 6, activation: "tanh" },
    { type: "dropout", rate: 0.2 },
    { type: "batchNorm", momentum: 0.9 },
    { type: "dense", units: 3, activation: "softmax" },
  ],
  optimizer: { type: "adam", learningRate: 0.02 },
  batchSize: 8,
  seed: 1,
};

/** @param {number} n */
function clouds(n) {
  const y = Uint8Array.from({ length: n }, (_, i) => i % 3);
  const x = floats(n * 4, 99).map((value, i) => 0.6 * value + (i % 4 === y[Math.floor(i / 4)] ? 1 : 0));
  return { x, y };
}

/** @param {Network} net @param {import("../../web/src/network/network.js").Data} data @param {TrainOptions} [options] */
async function course(net, data, options) {
  /** @type {Progress[]} */
  const seen = [];
  for await (const progress of net.train(data, options)) if (progress.step === progress.steps) seen.push(progress);
  return seen;
}

/** @type {[string, import("../../web/src/spec/spec.js").OptimizerSpec][]} */
const kOptimizers = [
  ["sgd with momentum", { type: "sgd", learningRate: 0.1, momentum: 0.9 }],
  ["adagrad", { type: "adagrad", learningRate: 0.1 }],
  ["rmsprop with momentum", { type: "rmsprop", learningRate: 0.01, momentum: 0.5 }],
  ["adam", { type: "adam", learningRate: 0.02 }],
  ["adamw", { type: "adamw", learningRate: 0.02 }],
];
for (const [name, optimizer] of kOptimizers) {
  testBuilds(`${name} learns`, async (build) => {
    const net = await Network.create({ ...kSpec, optimizer, build });
    const { x, y } = clouds(120);
    await course(net, { x, y }, { epochs: 30 });
    const { accuracy } = net.evaluate(x, y);
    net.dispose();
    assert.ok(/** @type {number} */ (accuracy) > 0.85, `${accuracy}`);
  });

  test(`${name}: stopped at any step and resumed from save(), the bits of training straight through`, async () => {
    const spec = { ...kSpec, optimizer, deterministic: true };
    const data = clouds(43);
    /** @type {TrainOptions} */
    const options = { batchSize: 5, schedule: { type: "cosine", warmup: 4 } };
    const straight = await Network.create(spec);
    await course(straight, data, { ...options, epochs: 4 });
    for (const stopAt of [1, 3, 9, 14, 26]) {
      const first = await Network.create(spec);
      let steps = 0;
      const gate = {
        closed: false,
        opened: () => new Promise(() => {}),
        stepped: () => (gate.closed = ++steps === stopAt),
      };
      // The gate closes after a step; the report of it is where the reader leaves.
      const run = first.train(data, /** @type {TrainOptions} */ ({ ...options, epochs: 4, gate }));
      while (steps < stopAt) await run.next();
      assert.equal(first.step, stopAt);
      const second = await Network.load(first.save(), { deterministic: true });
      await course(second, data, { ...options, epochs: 4 - second.epoch });
      assert.equal(second.weightHash(), straight.weightHash(), `stopped at ${stopAt}`);
      assert.deepEqual(second.save(), straight.save());
      first.dispose();
      second.dispose();
    }
    straight.dispose();
  });
}

test("schedules", () => {
  const at = (/** @type {any} */ schedule, /** @type {number} */ step) => scheduleFactor(schedule, step, 10, 40);
  assert.equal(at({ type: "constant" }, 17), 1);
  assert.deepEqual(
    [0, 19, 20, 39].map((s) => at({ type: "step", every: 2, factor: 0.1 }, s)),
    [1, 1, 0.1, 0.1],
  );
  assert.equal(at({ type: "cosine" }, 0), 1);
  assert.ok(Math.abs(at({ type: "cosine" }, 20) - 0.5) < 1e-12);
  assert.ok(at({ type: "cosine" }, 39) < 0.01);
  assert.deepEqual(
    [0, 1, 3, 4, 9].map((s) => at({ type: "constant", warmup: 4 }, s)),
    [0.25, 0.5, 1, 1, 1],
  );
});

test("a schedule's rate is reported, and the network's own is as before", async () => {
  const net = await Network.create({ ...kSpec, optimizer: { type: "sgd", learningRate: 0.4 } });
  const seen = await course(net, clouds(16), { epochs: 4, schedule: { type: "step", every: 2, factor: 0.5 } });
  assert.deepEqual(
    seen.map(({ learningRate }) => learningRate),
    [0.4, 0.4, 0.2, 0.2],
  );
  assert.equal(net.learningRate, 0.4);
  net.dispose();
});

test("the learning rate may change while training runs", async () => {
  const net = await Network.create({ ...kSpec, optimizer: { type: "sgd", learningRate: 0.1 } });
  const rates = [];
  const gammas = [];
  for await (const { learningRate, step, steps } of net.train(clouds(16), { epochs: 3 })) {
    if (step < steps) continue;
    rates.push(learningRate);
    net.learningRate = 0;
    gammas.push(net.parameters().find(({ name }) => name === "batchNorm/gamma")?.values);
  }
  assert.deepEqual(rates, [0.1, 0, 0]);
  assert.deepEqual(gammas[2], gammas[0]);
  net.dispose();
});

test("early stopping ends the run and puts the best weights back", async () => {
  const next = numbers(5);
  const noise = { x: floats(60 * 4, 1), y: Uint8Array.from({ length: 60 }, () => Math.floor((next() + 1) * 1.5)) };
  const net = await Network.create({ ...kSpec, optimizer: { type: "adam", learningRate: 0.05 } });
  const held = clouds(30);
  const seen = await course(net, noise, { epochs: 100, validation: held, earlyStopping: { patience: 3 } });
  assert.ok(seen.length < 100, "noise is not learnt for long");
  assert.equal(seen.at(-1)?.stopped, "early");
  const losses = seen.map(({ validation }) => validation?.loss ?? NaN);
  const best = Math.min(...losses);
  assert.equal(losses.length - 1 - losses.indexOf(best), 3);
  assert.ok(Math.abs(net.evaluate(held.x, held.y).loss - best) < 1e-6);
  net.dispose();
});

test("validationSplit holds samples out by the seed", async () => {
  const data = clouds(50);
  const run = async () => {
    const net = await Network.create({ ...kSpec, deterministic: true });
    const seen = await course(net, data, { epochs: 2, validationSplit: 0.2, batchSize: 8 });
    const hash = net.weightHash();
    net.dispose();
    return { hash, steps: seen[0].steps, validation: seen.map(({ validation }) => validation) };
  };
  const [a, b] = [await run(), await run()];
  assert.deepEqual(a, b);
  assert.equal(a.steps, 5, "40 samples are left");
  const buffer = await Network.create(kSpec);
  const bytes = Buffer.from(new ArrayBuffer(260), 30, 200).fill(1);
  await course(buffer, { x: bytes, y: data.y }, { validationSplit: 0.2 });
  buffer.dispose();
  assert.ok(a.validation.every(Boolean));
});

test("a run that is stopped while it validates has finished its epoch", async () => {
  const net = await Network.create(kSpec);
  const held = { x: floats(4 * 60000, 7), y: new Uint8Array(60000) };
  const controller = new AbortController();
  const run = net.train(clouds(8), { epochs: 2, validation: held, signal: controller.signal });
  const first = run.next();
  setTimeout(() => controller.abort(), 1);
  await assert.rejects(() => first, { name: "AbortError" });
  assert.equal(net.epoch, 1);
  const [{ loss, secondsLeft, epoch }] = await course(net, clouds(8));
  assert.ok(Number.isFinite(loss) && Number.isFinite(secondsLeft) && epoch === 2);
  net.dispose();
});

test("class weights move the balance", async () => {
  const data = { x: floats(90 * 4, 3), y: Uint8Array.from({ length: 90 }, (_, i) => i % 3) };
  const meanOf = async (/** @type {number[] | undefined} */ classWeight) => {
    const net = await Network.create({ ...kSpec, layers: [{ type: "dense", units: 3, activation: "softmax" }] });
    await course(net, data, { epochs: 60, classWeight });
    const p = net.predict(data.x);
    net.dispose();
    return p.reduce((sum, value, i) => sum + (i % 3 === 1 ? value : 0), 0) / 90;
  };
  const [even, heavy] = [await meanOf(undefined), await meanOf([1, 8, 1])];
  assert.ok(even < 0.4 && heavy > 0.7, `${even}, ${heavy}`);
});

testBuilds("binaryCrossentropy: from far logits, with its accuracy", async (build) => {
  const layers = [{ type: /** @type {const} */ ("activation"), activation: /** @type {const} */ ("sigmoid") }];
  const net = await Network.create({ input: [1], layers, loss: "binaryCrossentropy", build });
  for (const z of [-1000, -30, -2, 0, 0.5, 20, 1000]) {
    for (const t of [0, 1]) {
      const { loss, accuracy } = net.evaluate([z], [t]);
      const truth = Math.max(z, 0) - z * t + Math.log1p(Math.exp(-Math.abs(z)));
      assert.ok(Math.abs(loss - truth) <= 1e-6 * Math.max(truth, 1e-3), `${z}, ${t}: ${loss}, not ${truth}`);
      assert.equal(accuracy, Number(z > 0 === t > 0.5));
    }
  }
  net.dispose();
});

test("the confusion matrix counts truth by guess", async () => {
  const net = await Network.create({
    input: [3],
    layers: [{ type: "activation", activation: "softmax" }],
    batchSize: 2,
  });
  const x = [
    [9, 0, 0],
    [9, 0, 0],
    [0, 9, 0],
    [0, 9, 0],
    [0, 9, 0],
  ];
  const result = net.evaluate(x, [0, 1, 1, 1, 0], { confusion: true });
  assert.deepEqual(result.confusion, [
    [1, 1, 0],
    [1, 2, 0],
    [0, 0, 0],
  ]);
  assert.deepEqual(result.precision, [0.5, 2 / 3, NaN]);
  assert.deepEqual(result.recall, [0.5, 2 / 3, NaN]);
  assert.equal(result.accuracy, 0.6);
  net.dispose();
  const binary = await Network.create({
    input: [1],
    layers: [{ type: "activation", activation: "sigmoid" }],
    loss: "binaryCrossentropy",
  });
  assert.deepEqual(binary.evaluate([-1, 1, 2, 3], [0, 0, 1, 1], { confusion: true }).confusion, [
    [1, 1],
    [0, 2],
  ]);
  binary.dispose();
  const regression = await Network.create({ input: [1], layers: [{ type: "dense", units: 1 }] });
  assert.throws(() => regression.evaluate([1], [1], { confusion: true }), SpecError);
  regression.dispose();
});

test("normalization learns mean and variance, and they are saved", async () => {
  /** @type {NetworkSpec} */
  const spec = { input: [2], layers: [{ type: "normalization" }, { type: "dense", units: 1 }], batchSize: 4 };
  const x = Array.from({ length: 50 }, (_, i) => [100 + 5 * (i % 7), -0.01 * i]);
  const net = await Network.create(spec);
  net.adapt(x);
  net.predict(x.slice(0, 4));
  const check = (/** @type {Network} */ adapted) => {
    const columns = [0, 1].map((j) => x.map((row) => row[j]));
    const [mean, variance] = adapted.parameters().map(({ values }) => values);
    columns.forEach((column, j) => {
      const m = column.reduce((a, b) => a + b) / 50;
      const v = column.reduce((a, b) => a + (b - m) ** 2, 0) / 50;
      assert.ok(
        Math.abs(mean[j] - m) < 1e-5 * Math.abs(m) && Math.abs(variance[j] - v) < 1e-4 * v,
        `${mean[j]}, ${variance[j]}`,
      );
    });
  };
  check(net);
  const loaded = await Network.load(net.save());
  check(loaded);
  const trained = await Network.create(spec);
  for await (const _ of trained.train({ x, y: x.map(() => 0) })) continue;
  check(trained);
  assert.deepEqual(
    trained.gradients().map(({ name }) => name),
    ["dense/kernel", "dense/bias"],
  );
  for (const each of [net, loaded, trained]) each.dispose();
});

test("an L2 penalty is part of the loss and shrinks the weights", async () => {
  const run = async (/** @type {number} */ l2) => {
    const net = await Network.create({
      ...kSpec,
      layers: [{ type: "dense", units: 3, activation: "softmax", kernelRegularizer: { l2 } }],
    });
    await course(net, clouds(60), { epochs: 40 });
    const kernel = net.parameters()[0].values;
    const { loss } = net.evaluate(clouds(60).x, clouds(60).y);
    net.dispose();
    return { squares: kernel.reduce((sum, w) => sum + w * w, 0), loss };
  };
  const [free, bound] = [await run(0), await run(0.05)];
  assert.ok(bound.squares < free.squares / 2, `${free.squares}, ${bound.squares}`);
  assert.ok(bound.loss > free.loss);
});

test("a weight that would not be finite is refused before it is written", async () => {
  const net = await Network.create({
    input: [1],
    layers: [{ type: "dense", units: 1, name: "line" }],
    optimizer: { type: "sgd", learningRate: 3e38 },
  });
  const before = net.save();
  assert.throws(
    () => net.trainBatch([1], [1e20]),
    (/** @type {DivergedError} */ error) =>
      error instanceof DivergedError && error.layer === "line" && error.step === 1 && error.value === Infinity,
  );
  assert.deepEqual(net.save(), before);
  net.dispose();
});

test("the weight hash is that of the bits", async () => {
  const make = (/** @type {number} */ seed) => Network.create({ ...kSpec, seed, deterministic: true });
  const [a, b, c] = [await make(1), await make(1), await make(2)];
  assert.match(a.weightHash(), /^[0-9a-f]{16}$/);
  assert.equal(a.weightHash(), b.weightHash());
  assert.notEqual(a.weightHash(), c.weightHash());
  for (const net of [a, b, c]) net.dispose();
});

test("options that do not fit are refused at once", async () => {
  const net = await Network.create(kSpec);
  const data = clouds(10);
  /** @type {[any, RegExp][]} */
  const refusals = [
    [{ schedule: "cosine" }, /schedule: got "cosine"/],
    [{ schedule: { type: "linear" } }, /schedule.type: got "linear"/],
    [{ schedule: { type: "step" } }, /schedule.every: got undefined/],
    [{ schedule: { type: "cosine", warmup: -1 } }, /schedule.warmup: got -1/],
    [{ schedule: { type: "step", every: 1, factor: 0 } }, /schedule.factor: got 0/],
    [{ earlyStopping: { patience: 2 } }, /earlyStopping needs validation/],
    [{ earlyStopping: { patience: 0 }, validation: data }, /earlyStopping.patience: got 0/],
    [{ earlyStopping: { patience: 1, monitor: "f1" }, validation: data }, /earlyStopping.monitor: got "f1"/],
    [{ validationSplit: 0 }, /validationSplit: got 0/],
    [{ validationSplit: 0.99 }, /validationSplit: got 0.99/],
    [{ validationSplit: 0.5, validation: data }, /validation or validationSplit, not both/],
    [{ classWeight: [1, 2] }, /classWeight: got \[1, 2\], expected 3/],
    [{ classWeight: [1, 2, -1] }, /classWeight/],
  ];
  for (const [options, message] of refusals) {
    assert.throws(
      () => net.train(data, options),
      (/** @type {unknown} */ e) => e instanceof SpecError && message.test(e.message),
      `${message}`,
    );
  }
  net.dispose();
});
