// @ts-check
// A network as a model file: what of it is stored, and its way back.
import { badFile, FormatError, ShapeError, sizes, SpecError } from "../base/errors.js";
import { kOptimizer, readModel, writeModel } from "../formats/model.js";
import { kSlotNames } from "../spec/optimizers.js";
import { live, open, setLearningRate } from "./state.js";
import { copyTensors } from "./tensors.js";

/** @typedef {import("../formats/model.js").NamedTensor} NamedTensor */
/** @typedef {import("../engine/instances.js").Engine} Engine */
/** @typedef {import("./state.js").State} State */

/** The spec with every option given, a copy. @param {State} state @returns {import("../spec/spec.js").Architecture} */
export function specOf({ architecture: { optimizer, ...rest }, learningRate }) {
  return structuredClone({ ...rest, optimizer: { ...optimizer, learningRate } });
}

/** Parameters, and what the optimizer keeps of them. @param {State} state */
function stored({ architecture, plan: { tensors } }) {
  const names = kSlotNames[architecture.optimizer.type];
  return [
    ...tensors,
    ...tensors.flatMap(({ name, shape, size, slots }) =>
      slots.map((value, i) => ({ name: `${kOptimizer}${names[i]}/${name}`, shape, size, value })),
    ),
  ];
}

/**
 * @param {State} state
 * @returns {Uint8Array}
 */
export function save(state) {
  live(state);
  const { step, epoch, seen } = state;
  return writeModel({
    architecture: specOf(state),
    training: { step, epoch, seen },
    tensors: copyTensors(state, stored(state)),
  });
}

/**
 * @param {Uint8Array} file
 * @param {() => Engine | Promise<Engine>} take gives the network's engine, once the file is read
 * @param {number} [batchSize] instead of the saved one
 * @returns {Promise<State>}
 */
export async function load(file, take, batchSize) {
  const { architecture, training, tensors } = readModel(file);
  architecture.batchSize = batchSize ?? architecture.batchSize;
  const engine = await take();
  let state;
  try {
    state = open(engine, architecture, (planned) => compare(planned, tensors));
  } catch (cause) {
    if (!(cause instanceof ShapeError || (cause instanceof SpecError && cause.where.startsWith("layers")))) throw cause;
    const { got, expected, where } = cause;
    throw badFile(got, expected, `model architecture, ${where}`, cause);
  }
  restore(state, training, tensors);
  return state;
}

/**
 * Puts a network in the state of another with the same layers.
 * @param {State} state
 * @param {Uint8Array} file what `save` of the other wrote
 */
export function importState(state, file) {
  const { architecture, training, tensors } = readModel(file);
  compare(state, tensors);
  restore(state, training, tensors);
  setLearningRate(state, architecture.optimizer.learningRate);
}

/**
 * Throws unless tensors are exactly those that are stored.
 * @param {State} state
 * @param {NamedTensor[]} tensors
 * @throws {FormatError}
 */
function compare(state, tensors) {
  const shapes = new Map(stored(state).map(({ name, shape }) => [name, sizes(shape)]));
  const names = [...shapes.keys()].join(", ");
  /** @param {string} name @param {string} got @param {string} expected @param {string} problem */
  const refuse = (name, got, expected, problem) => {
    const where = `model tensor "${name}"`;
    return new FormatError({ got, expected, where, message: `${where} ${problem}.` });
  };
  for (const { name, shape } of tensors) {
    const wanted = shapes.get(name);
    if (wanted === undefined)
      throw refuse(name, "an unknown tensor", names, `is not one of the architecture's: ${names}`);
    if (wanted !== sizes(shape)) throw badFile(`shape ${sizes(shape)}`, wanted, `model tensor "${name}"`);
    shapes.delete(name);
  }
  for (const [name, shape] of shapes) throw refuse(name, "no such tensor", `shape ${shape}`, "is missing");
}

/**
 * Writes tensors that passed `compare`.
 * @param {State} state
 * @param {import("../formats/model.js").Model["training"]} training
 * @param {NamedTensor[]} tensors
 */
function restore(state, { step, epoch, seen }, tensors) {
  const { calls, memory } = live(state);
  const values = new Map(tensors.map((tensor) => [tensor.name, tensor.values]));
  for (const { name, value } of stored(state)) memory.writeFloats(value, values.get(name) ?? []);
  calls.parameters_changed();
  calls.set_step(step);
  Object.assign(state, { step, epoch, seen });
}
