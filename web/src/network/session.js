// @ts-check
// A network and its data as the Session that trainer.js trains.
import { kDataTypes } from "../spec/names.js";
import { adaptFirst } from "./adapt.js";
import { takeCourse } from "./course.js";
import { measure } from "./measure.js";
import { evaluation, trainStep } from "./passes.js";
import { checkClasses, checkUnchanged, takeData } from "./samples.js";
import { claim, live } from "./state.js";
import { copyWeights, writeWeights } from "./tensors.js";
import { runCourse } from "./trainer.js";

/** @typedef {import("../base/turns.js").Turns} Turns */
/** @typedef {import("../base/values.js").NumberArray} NumberArray */
/** @typedef {import("./samples.js").Samples} Samples */
/** @typedef {import("./state.js").State} State */

// Elements of a data set that are copied between two looks at the clock: well under a millisecond.
const kCopyAtOnce = 2 ** 19;

// The epoch whose shuffle draws the validation split: training epochs count from 0 and never get there.
const kSplitEpoch = 2 ** 32 - 2;

/**
 * What `Network.train` does.
 * @param {State} state
 * @param {import("./samples.js").Data} data
 * @param {import("./course.js").TrainOptions} options
 */
export function train(state, data, options) {
  live(state);
  const samples = takeData(state, data, "");
  const course = takeCourse(state, samples, options);
  return runCourse(makeSession(state, samples, course), course);
}

/**
 * @param {State} state
 * @param {Samples} samples
 * @param {import("./course.js").Course} course
 * @returns {import("./trainer.js").Session}
 */
function makeSession(state, samples, course) {
  const { validationSplit: share, shuffle, classWeight, augmentation } = course;
  const { seed } = state.architecture;
  let held = course.validation;
  let release = () => {};
  let order = 0;
  return {
    get samples() {
      return samples.n;
    },
    get epoch() {
      return state.epoch;
    },
    set epoch(epoch) {
      state.epoch = epoch;
    },
    get seen() {
      return Math.min(state.seen, samples.n);
    },
    set seen(seen) {
      state.seen = seen;
    },
    get learningRate() {
      return state.learningRate;
    },
    begin: async (turns) => {
      const { calls, memory } = live(state);
      release = claim(state);
      try {
        checkUnchanged(state, samples);
        if (share !== undefined) [samples, held] = await split(state, samples, share, turns);
        adaptFirst(state, samples);
        order = await load(state, samples, turns);
      } catch (error) {
        release();
        throw error;
      }
      if (classWeight) memory.writeFloats(state.plan.classWeight, classWeight);
      calls.set_weighted(Number(classWeight !== undefined));
    },
    end: () => {
      release();
      state.engine?.calls.set_weighted(0);
      state.engine?.calls.set_learning_rate(state.learningRate);
    },
    order: (epoch) => {
      if (shuffle) live(state).calls.data_shuffle(seed, epoch);
    },
    step: (count, learningRate) => {
      const { calls } = live(state);
      calls.data_gather(state.seen, count);
      if (augmentation) {
        calls.augmentation(...augmentation);
        calls.augment(state.epoch, order, state.seen, count);
      }
      calls.set_learning_rate(learningRate);
      const totals = trainStep(state, count);
      state.seen += count;
      return totals;
    },
    evaluation: (totals) => evaluation(state, totals),
    validate: () => held && measure(state, held),
    keep: () => copyWeights(state),
    restore: (kept) => writeWeights(state, kept),
  };
}

/**
 * Holds samples out, drawn by the seed.
 * @param {State} state
 * @param {Samples} samples
 * @param {number} share
 * @param {Turns} turns
 * @returns {Promise<[Samples, Samples]>} to train on, held out
 */
async function split(state, samples, share, turns) {
  const { n } = samples;
  const kept = n - Math.round(n * share);
  const order = permutation(state, n);
  const left = await pick(state, samples, order.subarray(0, kept), turns);
  return [left, await pick(state, samples, order.subarray(kept), turns)];
}

/**
 * The seed's order of n samples.
 * @param {State} state
 * @param {number} n
 * @returns {Int32Array} (n)
 */
function permutation(state, n) {
  const { calls, memory } = live(state);
  const at = calls.end();
  memory.reserve(at + 4 * n);
  calls.data(0, 0, 1, 0, 0, at, n);
  calls.data_shuffle(state.architecture.seed, kSplitEpoch);
  return memory.ints.slice(at >>> 2, (at >>> 2) + n);
}

/**
 * @param {State} state
 * @param {Samples} samples
 * @param {Int32Array} which
 * @param {Turns} turns
 * @returns {Promise<Samples>}
 */
async function pick({ IN, TARGET }, { flat, targets, scale }, which, turns) {
  /** @param {NumberArray} from @param {number} size @returns {Promise<NumberArray>} */
  const gather = async (from, size) => {
    const Kind = /** @type {Float32ArrayConstructor} */ (from.constructor);
    const to = new Kind(which.length * size);
    for (const [i, sample] of which.entries()) {
      to.set(/** @type {Float32Array} */ (from.subarray(sample * size, (sample + 1) * size)), i * size);
      if (i % 256 === 0 && turns.due) await turns.give();
    }
    return to;
  };
  return { flat: await gather(flat, IN), targets: await gather(targets, TARGET), n: which.length, scale };
}

/**
 * Copies a data set behind the network, unscaled; bytes stay bytes.
 * @param {State} state
 * @param {Samples} samples
 * @param {Turns} turns
 * @returns {Promise<number>} the address of the samples' order
 */
async function load(state, samples, turns) {
  const { flat, targets, n, scale } = samples;
  const { calls, memory } = live(state);
  const bytes = flat instanceof Uint8Array || flat instanceof Uint8ClampedArray;
  const x = calls.end();
  const y = x + Math.ceil((flat.length * (bytes ? 1 : 4)) / 4) * 4;
  const order = y + 4 * targets.length;
  memory.reserve(order + 4 * n);
  const start = bytes ? x : x >>> 2;
  for (let at = 0; at < flat.length; at += kCopyAtOnce) {
    (bytes ? memory.bytes : memory.floats).set(flat.subarray(at, at + kCopyAtOnce), start + at);
    if (!turns.due) continue;
    await turns.give();
    live(state);
    checkUnchanged(state, samples);
  }
  (state.sparse ? memory.ints : memory.floats).set(targets, y >>> 2);
  checkClasses(state, memory.ints.subarray(y >>> 2, order >>> 2), "y");
  calls.data(x, kDataTypes.indexOf(bytes ? "bytes" : "floats"), scale, y, state.TARGET, order, n);
  return order;
}
