// @ts-check
// Samples and targets: what callers give, checked and flat, and its way into the engine.
import { badShape, show, sizes } from "../base/errors.js";
import { rule } from "../base/rules.js";
import { flatten } from "../base/values.js";
import { live } from "./state.js";

/** @typedef {import("../base/values.js").Values} Values */
/** @typedef {import("../base/values.js").NumberArray} NumberArray */
/** @typedef {import("./state.js").State} State */

/**
 * Samples to train on or to measure.
 * @typedef {object} Data
 * @property {Values} x (n, ...input), row-major; bytes stay bytes until they enter a batch
 * @property {Values} y (n) class indices or (n, outputs) targets, as the loss says
 * @property {number} [scale] x is multiplied by it on its way in, default 1; 1/255 for pixels as bytes
 */

/**
 * Flat samples and targets that fit the network.
 * @typedef {{ flat: NumberArray, targets: NumberArray, n: number, scale: number }} Samples
 */

export const scaling = rule(Number.isFinite, "a finite number");

/** A shape as an error message tells it. @param {readonly number[]} shape */
const amount = (shape) => (shape.length === 1 ? `${shape[0]} values` : `shape ${sizes(shape)}`);

/**
 * @param {State} state
 * @param {Values} x
 * @param {string} where
 * @returns {{ flat: NumberArray, n: number }} flat: (n, IN)
 * @throws {ShapeError}
 */
export function takeSamples({ IN, architecture: { input } }, x, where) {
  const { flat, shape } = x instanceof Float32Array ? { flat: x, shape: [x.length] } : flatten(x, where);
  const n = flat.length / IN;
  // Nested rows must be samples, or the single sample in its own shape.
  const one = [shape.join(), [...shape, 1].join()].includes(input.join());
  const fits = shape.length === 1 || shape[0] === n || one;
  if (n >= 1 && Number.isInteger(n) && fits) return { flat, n };
  throw badShape(amount(shape), `${IN} values a sample, as the input ${sizes(input)} takes`, where);
}

/**
 * Samples that one pass holds.
 * @param {State} state
 * @param {Values} x
 * @throws {ShapeError}
 */
export function takeBatch(state, x) {
  const { flat, n } = takeSamples(state, x, "x");
  const { batchSize } = state.architecture;
  if (n <= batchSize) return { flat, n };
  throw badShape(`${n} samples`, `at most batchSize, ${batchSize}`, "x");
}

/**
 * @param {State} state
 * @param {Values} y
 * @param {number} n samples
 * @param {string} where
 * @returns {NumberArray} (n, TARGET)
 * @throws {ShapeError}
 */
function takeTargets(state, y, n, where) {
  const { flat, shape } = flatten(y, where);
  const { TARGET, sparse } = state;
  if (flat.length !== n * TARGET || (shape.length > 1 && shape[0] !== n)) {
    const expected = sparse ? `${n} class indices` : `${n * TARGET}, ${TARGET} for each of ${n} samples`;
    throw badShape(amount(shape), expected, where);
  }
  checkClasses(state, flat, where);
  return flat;
}

/**
 * Checks that class indices are classes of the network.
 * @param {State} state
 * @param {NumberArray} targets
 * @param {string} where
 */
export function checkClasses({ sparse, OUT }, targets, where) {
  if (!sparse) return;
  const at = targets.findIndex((/** @type {number} */ c) => !(Number.isInteger(c) && c >= 0 && c < OUT));
  if (at >= 0) throw badShape(show(targets[at]), `a class from 0 to ${OUT - 1}`, `${where}[${at}]`);
}

/**
 * Checks that arrays still have the length they were checked with: they are the caller's, who may have transferred
 * them.
 * @param {State} state
 * @param {Samples} samples
 */
export function checkUnchanged({ IN, TARGET }, { flat, targets, n }) {
  if (flat.length === n * IN && targets.length === n * TARGET) return;
  throw badShape("arrays that have become shorter", "the same as when training began", "data");
}

/**
 * @param {State} state
 * @param {Data} data
 * @param {string} prefix of its fields in an error
 * @returns {Samples}
 * @throws {ShapeError | SpecError}
 */
export function takeData(state, data, prefix) {
  if (typeof data !== "object" || data === null) {
    throw badShape(show(data), "an object with x and y", prefix || "data");
  }
  const { flat, n } = takeSamples(state, data.x, `${prefix}x`);
  return {
    flat,
    n,
    targets: takeTargets(state, data.y, n, `${prefix}y`),
    scale: scaling(data.scale ?? 1, `${prefix}scale`),
  };
}

/**
 * Puts samples from…from + n into the engine's input, as floats.
 * @param {State} state
 * @param {NumberArray} flat
 * @param {number} from
 * @param {number} n
 * @param {number} [scale]
 */
export function stageInput(state, flat, from, n, scale = 1) {
  const { memory } = live(state);
  const { IN, plan } = state;
  const whole = from === 0 && flat.length === n * IN;
  const part = whole ? flat : flat.subarray(from * IN, (from + n) * IN);
  const start = plan.input >>> 2;
  memory.floats.set(part, start);
  // Rounded to a float first, as the engine does with a data set.
  const factor = Math.fround(scale);
  if (factor !== 1) for (let i = start; i < start + part.length; i++) memory.floats[i] *= factor;
}

/**
 * @param {State} state
 * @param {NumberArray} flat
 * @param {number} from
 * @param {number} n
 */
export function stageTarget(state, flat, from, n) {
  const { memory } = live(state);
  const { TARGET, sparse, plan } = state;
  const part = flat.subarray(from * TARGET, (from + n) * TARGET);
  const start = plan.target >>> 2;
  (sparse ? memory.ints : memory.floats).set(part, start);
  // The copy is checked: the caller's array may have changed since it was.
  checkClasses(state, memory.ints.subarray(start, start + part.length), "y");
}

/**
 * Puts a batch in place for one pass; checks all of it before anything is written.
 * @param {State} state
 * @param {Values} x
 * @param {Values} y
 * @returns {number} its samples
 */
export function stageBatch(state, x, y) {
  const { flat, n } = takeBatch(state, x);
  const targets = takeTargets(state, y, n, "y");
  stageInput(state, flat, 0, n);
  stageTarget(state, targets, 0, n);
  return n;
}

/**
 * Puts samples into the engine's input, one batch after the other.
 * @param {State} state
 * @param {NumberArray} flat (n, IN)
 * @param {number} n
 * @param {number} scale
 * @param {(from: number, count: number) => void} use
 */
export function batches(state, flat, n, scale, use) {
  const { batchSize } = state.architecture;
  for (let from = 0; from < n; from += batchSize) {
    const m = Math.min(batchSize, n - from);
    stageInput(state, flat, from, m, scale);
    use(from, m);
  }
}
