// @ts-check
// The training controller of page and elements, on this thread: phases, pace, epochs, and errors that it recovers from.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { TrainingRun } from "../../web/src/train/run.js";
import { pointSet } from "../../web/src/ui/datasets.js";
import { dense } from "../../web/src/ui/hidden.js";
import { courseFor, createNetwork } from "../../web/src/ui/plan.js";
import { Training } from "../../web/src/ui/training.js";

const kChoices = { layers: dense(4), activation: "tanh", rate: 0.01, batch: 20, epochs: 3, seed: 1 };
const kSteps = 20; // per epoch: 400 samples to learn from

const moons = pointSet("moons", 1);

/** @type {Training[]} */
const opened = [];
afterEach(() => opened.splice(0).forEach((training) => training.close()));

/** @param {Partial<import("../../web/src/ui/training.js").Course>} [part] */
async function open(part = {}) {
  const training = new Training();
  opened.push(training);
  training.open(await createNetwork(kChoices, moons), { ...courseFor(kChoices, moons), ...part });
  return training;
}

/** @param {Training} training @param {string} type */
const next = (training, type) =>
  new Promise((resolve) => training.addEventListener(type, resolve, { once: true, passive: true }));

/** @param {Training} training */
async function rest(training) {
  while (!training.resting) await next(training, "rest");
}

/** The weights after some epochs without a controller. @param {number} epochs */
async function hashAfter(epochs) {
  const network = await createNetwork(kChoices, moons);
  const { train, ...options } = courseFor(kChoices, moons);
  for await (const _ of network.train(train, { ...options, epochs }));
  return network.weightHash();
}

test("steps, an epoch, a pause, a start, and as many epochs again: the bits of a run straight through", async () => {
  const training = await open();
  assert.equal(training.phase, "idle");
  for (let i = 0; i < 3; i++) training.takeStep();
  assert.equal(training.phase, "paused");
  await rest(training);
  assert.deepEqual([training.step, training.epoch, training.phase], [3, 0, "paused"]);
  training.trainEpoch();
  assert.deepEqual([training.phase, training.goal], ["running", 1]);
  await rest(training);
  assert.deepEqual([training.step, training.epoch, training.phase], [kSteps, 1, "idle"]);
  training.start();
  assert.equal(training.goal, 3);
  await training.pause();
  assert.ok(training.resting);
  training.start();
  await rest(training);
  assert.deepEqual([training.epoch, training.phase], [3, "idle"]);
  assert.equal(training.network?.weightHash(), await hashAfter(3));
  training.start();
  assert.equal(training.goal, 6);
  await rest(training);
  assert.equal(training.network?.weightHash(), await hashAfter(6));
  assert.equal(training.history.validation.length, 6);
});

test("fewer epochs than are behind end a run, more prolong it", async () => {
  const training = await open({ epochs: 1000, seconds: 30 });
  training.start();
  while (training.epoch < 2) await next(training, "progress");
  training.change({ epochs: 1 });
  await rest(training);
  assert.equal(training.phase, "idle");
  const { epoch } = training;
  training.change({ epochs: epoch + 2, seconds: 0 });
  training.start();
  await rest(training);
  assert.equal(training.epoch, epoch + 2);
});

test("saved while it runs, it goes on", async () => {
  const training = await open({ epochs: 1000, seconds: 30 });
  training.start();
  await next(training, "progress");
  const bytes = await training.save();
  assert.ok(bytes.length > 100);
  assert.equal(training.phase, "running");
  const { step } = training;
  while (training.step <= step) await next(training, "progress");
});

test("out of sight it rests, in sight it goes on", async () => {
  const training = await open({ epochs: 1000, seconds: 30 });
  training.awake = false;
  training.start();
  assert.deepEqual([training.phase, training.step], ["running", 0]);
  training.awake = true;
  await next(training, "progress");
});

test("slow motion off and on again: never two crawls at once", async () => {
  const { step } = TrainingRun.prototype;
  let [now, most] = [0, 0];
  TrainingRun.prototype.step = async function (steps) {
    most = Math.max(most, ++now);
    await step.call(this, steps);
    now--;
  };
  try {
    const training = await open({ epochs: 10000, seconds: 600 });
    training.start();
    await next(training, "progress");
    for (let i = 0; i < 5; i++) {
      for (const seconds of [0, 600, 0, 600]) training.change({ seconds });
      await next(training, "progress");
    }
    assert.equal(most, 1);
  } finally {
    TrainingRun.prototype.step = step;
  }
});

test("asked twice at once, it trains once", async () => {
  const training = await open();
  training.takeStep();
  await rest(training);
  training.trainEpoch(); // which ends the run that the step began
  training.trainEpoch();
  training.start();
  await rest(training);
  assert.deepEqual([training.epoch, training.phase, training.trouble], [1, "idle", null]);
  training.takeStep();
  training.start();
  training.start();
  training.takeStep();
  await rest(training);
  assert.deepEqual([training.epoch, training.phase, training.trouble], [3, "idle", null]);
});

test("a run that cannot begin is told, and leaves nothing stuck", async () => {
  const training = await open();
  const own = training.network?.train(moons.train, { epochs: 100 });
  await own?.next();
  training.start();
  await next(training, "trouble");
  assert.match(`${training.trouble}`, /SpecError/);
  assert.deepEqual([training.phase, training.running, training.resting], ["idle", false, true]);
  await own?.return();

  training.change({ train: { ...moons.train, y: new Uint8Array(7) } });
  training.start();
  await next(training, "trouble");
  assert.equal(training.phase, "idle");
  training.change({ train: moons.train });
  training.start();
  assert.equal(training.trouble, null);
  while (training.phase !== "idle") await next(training, "phase");
  await rest(training);
  assert.equal(training.trouble, null);
  assert.ok(training.epoch >= 3);
});

test("a network that is replaced while it trains is freed, and the new one trains", async () => {
  const training = await open({ epochs: 1000, seconds: 30 });
  const { network } = training;
  training.start();
  await next(training, "progress");
  training.open(await createNetwork(kChoices, moons), courseFor(kChoices, moons));
  assert.throws(() => network?.predict([0, 0]), /dispose/);
  assert.deepEqual([training.phase, training.progress], ["idle", null]);
  training.start();
  await rest(training);
  assert.deepEqual([training.epoch, training.network?.weightHash()], [3, await hashAfter(3)]);
});
