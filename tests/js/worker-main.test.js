// @ts-check
// trainInWorker without workers: the calling thread trains, with the same controls.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DisposedError, DivergedError, Network, ShapeError, SpecError, trainInWorker } from "../../web/src/train.js";
import { kVersion } from "../../web/src/train/protocol.js";
import { floats } from "./builds.js";

/** @type {import("../../web/src/spec/spec.js").NetworkSpec & { deterministic: true }} */
const kSpec = {
  input: [6],
  layers: [
    { type: "dense", units: 8, activation: "tanh" },
    { type: "dense", units: 3, activation: "softmax" },
  ],
  optimizer: { type: "sgd", learningRate: 0.1, momentum: 0.9 },
  batchSize: 8,
  seed: 3,
  deterministic: true,
};

/** @param {number} n */
const samples = (n) => ({ x: floats(6 * n, 5), y: Uint8Array.from({ length: n }, (_, i) => i % 3) });

/** @param {number} ms */
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The result of `train` itself. @param {number} epochs */
async function straight(epochs) {
  const net = await Network.create(kSpec);
  for await (const _ of net.train(samples(50), { epochs })) continue;
  const state = net.save();
  net.dispose();
  return state;
}

test("the same progress and the same bits as train; the data are unchanged", async () => {
  const net = await Network.create(kSpec);
  const data = samples(50);
  const run = trainInWorker(net, data, { epochs: 4, validation: samples(10) });
  const ends = [];
  for await (const progress of run) if (progress.step === progress.steps) ends.push(progress);
  assert.equal(await run.mode, "main");
  assert.deepEqual(
    ends.map(({ epoch, validation }) => [epoch, typeof validation?.loss]),
    [1, 2, 3, 4].map((epoch) => [epoch, "number"]),
  );
  assert.deepEqual(await run.finished, { reason: "done" });
  assert.deepEqual(await run.next(), { value: undefined, done: true });
  assert.deepEqual(net.save(), await straight(4));
  assert.deepEqual(data, samples(50));
  for await (const _ of net.train(samples(50), { epochs: 2 })) continue;
  assert.deepEqual(net.save(), await straight(6));
  net.dispose();
});

test("pause, step, resume, stop", async () => {
  const net = await Network.create(kSpec);
  const run = trainInWorker(net, samples(50), { epochs: 1e6 });
  await run.pause();
  const step = net.step;
  await sleep(20);
  assert.equal(net.step, step);
  await run.step();
  assert.equal(net.step, step + 1);
  await Promise.all([run.step(), run.step(), run.step()]);
  assert.equal(net.step, step + 4);
  await run.step(20);
  assert.equal(net.step, step + 24);
  assert.throws(() => run.step(0), SpecError);
  await run.pause();
  run.resume();
  await sleep(30);
  assert.ok(net.step > step + 24);
  assert.deepEqual(await run.stop(), { reason: "stopped" });
  const last = net.step;
  await sleep(20);
  assert.equal(net.step, last);
  for (const call of [() => run.pause(), () => run.step(), () => run.resume(), () => run.stop()]) await call();
  net.dispose();
});

test("a run that is paused before it begins takes no step, also when it is then stopped", async () => {
  const net = await Network.create(kSpec);
  const run = trainInWorker(net, samples(50), { epochs: 2 });
  await run.pause();
  assert.equal(net.step, 0);
  await run.stop();
  assert.equal(net.step, 0);
  const other = trainInWorker(net, samples(50));
  assert.deepEqual(await other.stop(), { reason: "stopped" });
  assert.equal(await other.mode, "main");
  assert.equal(net.step, 0);
  for await (const _ of net.train(samples(50), { epochs: 2 })) continue;
  assert.deepEqual(net.save(), await straight(2));
  net.dispose();
});

test("the learning rate is set during the run", async () => {
  const net = await Network.create(kSpec);
  const run = trainInWorker(net, samples(50), { epochs: 1e6 });
  await run.step();
  run.set({ learningRate: 0 });
  await run.pause();
  const { values } = net.parameters()[0];
  assert.equal(net.learningRate, 0);
  assert.throws(() => run.set({ learningRate: -1 }), SpecError);
  assert.throws(() => run.set(/** @type {any} */ ({ learningRate: 1, momentum: 0 })), SpecError);
  await run.stop();
  assert.equal(net.parameters()[0].values.length, values.length);
  net.dispose();
});

test("a slow reader gets the end of every epoch and does not slow the training", async () => {
  const net = await Network.create(kSpec);
  const run = trainInWorker(net, samples(50), { epochs: 8 });
  let finished = false;
  run.finished.then(() => (finished = true));
  const epochs = [];
  for await (const { epoch, step, steps } of run) {
    if (step === steps) epochs.push(epoch);
    await sleep(20);
    if (epochs.length === 4) assert.ok(finished);
  }
  assert.deepEqual(epochs, [1, 2, 3, 4, 5, 6, 7, 8]);
  net.dispose();
});

test("leaving the loop stops the run; the network is free again", async () => {
  const net = await Network.create(kSpec);
  const run = trainInWorker(net, samples(50), { epochs: 1e6 });
  for await (const _ of run) break;
  assert.deepEqual(await run.finished, { reason: "stopped" });
  for await (const _ of net.train(samples(50))) continue;
  net.dispose();
});

test("an abort ends the run with the signal's reason", async () => {
  const net = await Network.create(kSpec);
  const controller = new AbortController();
  const run = trainInWorker(net, samples(50), { epochs: 1e6, signal: controller.signal });
  await assert.rejects(
    async () => {
      for await (const { epoch } of run) if (epoch === 2) controller.abort();
    },
    { name: "AbortError" },
  );
  assert.equal((await run.finished).reason, "aborted");
  const late = trainInWorker(net, samples(50), { signal: AbortSignal.abort(new Error("mine")) });
  await assert.rejects(() => late.next(), { message: "mine" });
  assert.deepEqual(await late.next(), { value: undefined, done: true });
  for await (const _ of net.train(samples(50))) continue;
  net.dispose();
});

test("disposing of the network ends its run, also while it is paused", async () => {
  for (const rest of [false, true]) {
    const net = await Network.create(kSpec);
    const run = trainInWorker(net, samples(50), { epochs: 1e6 });
    await run.next();
    if (rest) await run.pause();
    net.dispose();
    assert.equal((await run.finished).reason, "disposed");
    await assert.rejects(() => run.next(), DisposedError);
    assert.throws(() => trainInWorker(net, samples(50)), DisposedError);
  }
});

test("divergence ends the run; the last good weights stay", async () => {
  const net = await Network.create(kSpec);
  const before = net.parameters();
  const { x, y } = samples(50);
  const run = trainInWorker(net, { x: x.fill(NaN), y });
  await assert.rejects(() => run.next(), DivergedError);
  const { reason, error } = await run.finished;
  assert.equal(reason, "diverged");
  assert.ok(error instanceof DivergedError);
  assert.equal(error.step, 1);
  assert.deepEqual(net.parameters(), before);
  net.dispose();
});

test("data that do not fit are refused at once, and so is a second run", async () => {
  const net = await Network.create(kSpec);
  assert.throws(() => trainInWorker(net, { x: [1, 2], y: [0] }), ShapeError);
  assert.throws(() => trainInWorker(net, samples(8), { epochs: 0 }), SpecError);
  assert.throws(() => trainInWorker(net, samples(8), /** @type {any} */ ({ epoch: 1 })), SpecError);
  assert.throws(() => trainInWorker(net, samples(8), /** @type {any} */ ({ worker: "w.js" })), SpecError);
  assert.throws(() => trainInWorker(net, samples(8), /** @type {any} */ ({ snapshots: 1 })), SpecError);
  const run = trainInWorker(net, samples(50), { epochs: 1e6 });
  assert.throws(() => trainInWorker(net, samples(50)), SpecError);
  await assert.rejects(() => net.train(samples(50)).next(), SpecError);
  await run.next();
  assert.throws(() => trainInWorker(net, samples(50)), SpecError);
  await assert.rejects(() => net.train(samples(50)).next(), SpecError);
  await run.stop();
  for await (const _ of trainInWorker(net, samples(50))) continue;
  net.dispose();
});

/**
 * A worker of the caller's that says hello and nothing else.
 * @param {(message: any, port: MessagePort) => void} [hear] what it does with a message through the port
 */
function greeter(hear = () => {}) {
  const worker = {
    addEventListener() {},
    removeEventListener() {},
    /** @param {unknown} _ @param {[MessagePort]} ports */
    postMessage(_, [port]) {
      port.onmessage = ({ data }) => hear(data, port);
      port.postMessage({ type: "hello", version: kVersion });
    },
  };
  return /** @type {Worker} */ (/** @type {unknown} */ (worker));
}

/** @param {Worker} worker */
async function trainedBy(worker) {
  const net = await Network.create(kSpec);
  const run = trainInWorker(net, samples(50), { epochs: 4, worker });
  assert.equal(await run.mode, "main");
  assert.deepEqual(await run.finished, { reason: "done" });
  const state = net.save();
  net.dispose();
  return state;
}

test("a host that does not clone modules: the calling thread trains", async (t) => {
  const { postMessage } = MessagePort.prototype;
  let refused = 0;
  t.mock.method(
    MessagePort.prototype,
    "postMessage",
    /** @this {MessagePort} @param {any} message @param {any} [transfer] */
    function (message, transfer) {
      if (message?.module instanceof WebAssembly.Module) {
        refused++;
        throw new DOMException("a module cannot be cloned", "DataCloneError");
      }
      postMessage.call(this, message, transfer);
    },
  );
  assert.deepEqual(await trainedBy(greeter()), await straight(4));
  assert.equal(refused, 1);
});

test("a worker that refuses the run: the calling thread trains", async () => {
  /** @type {string[]} */
  const heard = [];
  const worker = greeter(({ type, module, build }, port) => {
    heard.push(type);
    if (type !== "train") return;
    assert.ok(module instanceof WebAssembly.Module);
    assert.equal(build, "simd128");
    port.postMessage({ type: "refused", error: null });
  });
  assert.deepEqual(await trainedBy(worker), await straight(4));
  assert.deepEqual(heard, ["train", "drop"]);
});
