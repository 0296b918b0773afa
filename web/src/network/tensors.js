// @ts-check
// Parameters, gradients and activations, out of the engine's memory and into it.
import { badShape, ShapeError, show, sizes } from "../base/errors.js";
import { fnv1a } from "../base/hash.js";
import { flatten } from "../base/values.js";
import { kMode } from "../spec/spec.js";
import { forward } from "./passes.js";
import { live } from "./state.js";

/** @typedef {import("../base/values.js").Values} Values */
/** @typedef {import("../formats/model.js").NamedTensor} NamedTensor */
/** @typedef {import("./plan.js").TensorPlan} TensorPlan */
/** @typedef {import("./state.js").State} State */

/**
 * @param {State} state
 * @param {readonly { name: string, shape: number[], size: number, value: number }[]} places
 * @returns {NamedTensor[]}
 */
export function copyTensors(state, places) {
  const { memory } = live(state);
  return places.map(({ name, shape, size, value }) => ({
    name,
    shape: [...shape],
    values: memory.copyFloats(value, size),
  }));
}

/** @param {State} state */
export function gradients(state) {
  const trained = state.plan.tensors.filter(({ gradient }) => gradient !== 0);
  return copyTensors(
    state,
    trained.map(({ gradient, ...tensor }) => ({ ...tensor, value: gradient })),
  );
}

/** @param {State} state @returns {NamedTensor[]} shapes (n, ...output) */
export function activations(state) {
  const n = state.lastBatch;
  if (n === 0) return [];
  const fuses = state.architecture.layers.some(({ type }) => type === "conv2d");
  if (fuses && !state.complete) forward(state, n, kMode.look);
  const batch = state.plan.layers.map(({ name, shape, size, output }) => ({
    name,
    shape: [n, ...shape],
    size: n * size,
    value: output,
  }));
  return copyTensors(state, batch);
}

/**
 * @param {State} state
 * @param {readonly { name: string, shape?: number[], values: Values }[]} entries
 */
export function setParameters(state, entries) {
  const { calls, memory } = live(state);
  const { tensors } = state.plan;
  if (!Array.isArray(entries)) {
    throw badShape(show(entries), "an array as from parameters()", "parameters");
  }
  /** @param {unknown} name @param {string} got @param {string} expected @param {string} problem */
  const refuse = (name, got, expected, problem) =>
    new ShapeError({
      got,
      expected,
      where: `parameters, ${show(name)}`,
      message: `parameters: ${show(name)} ${problem}.`,
    });
  const given = new Map();
  for (const entry of entries) {
    const { name, shape, values } = entry ?? {};
    const tensor = tensors.find((candidate) => candidate.name === name);
    if (!tensor) {
      const names = tensors.map((t) => t.name).join(", ");
      throw refuse(name, "an unknown name", names, `is an unknown name; the parameters are ${names}`);
    }
    if (given.has(tensor)) throw refuse(name, "it twice", "every parameter once", "appears twice");
    given.set(tensor, fit(tensor, values, shape));
  }
  const missing = tensors.find((tensor) => !given.has(tensor));
  if (missing) throw refuse(missing.name, "no values", `shape ${sizes(missing.shape)}`, "is missing");
  for (const [tensor, flat] of given) memory.writeFloats(tensor.value, flat);
  calls.parameters_changed();
}

/**
 * @param {TensorPlan} tensor
 * @param {Values} values
 * @param {number[]} [shape]
 * @throws {ShapeError}
 */
function fit(tensor, values, shape) {
  const where = `parameters, "${tensor.name}"`;
  const { flat, shape: nested } = flatten(values, where);
  const claimed = shape ?? (nested.length > 1 ? nested : tensor.shape);
  const wanted = sizes(tensor.shape);
  if (!Array.isArray(claimed)) throw badShape(show(claimed), wanted, where);
  if (sizes(claimed) !== wanted) throw badShape(`shape ${sizes(claimed)}`, wanted, where);
  if (flat.length !== tensor.size) throw badShape(`${flat.length} values`, `${tensor.size}, shape ${wanted}`, where);
  const at = flat.findIndex((/** @type {number} */ value) => !Number.isFinite(Math.fround(value)));
  if (at >= 0) throw badShape(`${flat[at]} at ${at}`, "finite 32-bit floats", where);
  return flat;
}

/**
 * All parameters as one array, in the order of the plan.
 * @param {State} state
 * @param {Float32Array} [into]
 * @returns {Float32Array}
 */
export function copyWeights(state, into) {
  const { memory } = live(state);
  const { tensors } = state.plan;
  const all = into ?? new Float32Array(tensors.reduce((sum, { size }) => sum + size, 0));
  let at = 0;
  for (const { value, size } of tensors) {
    all.set(memory.floats.subarray(value >>> 2, (value >>> 2) + size), at);
    at += size;
  }
  return all;
}

/** The inverse of copyWeights. @param {State} state @param {Float32Array} all */
export function writeWeights(state, all) {
  const { calls, memory } = live(state);
  let at = 0;
  for (const { value, size } of state.plan.tensors) {
    memory.writeFloats(value, all.subarray(at, at + size));
    at += size;
  }
  calls.parameters_changed();
}

/** @param {State} state */
export const weightHash = (state) => fnv1a([copyWeights(state)]);
