// @ts-check
// Where everything of a network lies in the engine's memory, as the engine planned it.
import { badShape, badSpec, sizes, SpecError, volume } from "../base/errors.js";
import { encodeSpec, kStatus, kTensorRoles } from "../spec/spec.js";

/** @typedef {import("../engine/loader.js").Engine} Engine */
/** @typedef {import("../spec/spec.js").Architecture} Architecture */

/**
 * A layer's output: `shape` and `size` of one sample, its address in bytes.
 * @typedef {{ name: string, shape: number[], size: number, output: number }} LayerPlan
 */
/**
 * A tensor `<layer>/<role>`; addresses in bytes. `gradient` is 0 if the layer sets the tensor itself (a mean, a
 * variance); `slots` is what the optimizer keeps, in the order of kSlotNames.
 * @typedef {{ name: string, shape: number[], size: number, value: number, gradient: number, slots: number[] }} TensorPlan
 */
/**
 * @typedef {object} Plan addresses in bytes
 * @property {number} input (batchSize, IN) floats
 * @property {number} target (batchSize) class indices or (batchSize, OUT) floats
 * @property {number} output (batchSize, OUT) floats
 * @property {number} classWeight (CLASSES) floats
 * @property {LayerPlan[]} layers
 * @property {TensorPlan[]} tensors in layer order, kernel before bias
 */

/**
 * Works out every shape; the addresses are valid only after the engine's `create`.
 * @param {Engine} engine
 * @param {Architecture} architecture
 * @returns {Plan}
 * @throws {ShapeError | SpecError} if layers do not fit each other, the loss or the memory
 */
export function infer(engine, architecture) {
  const { calls, memory } = engine;
  memory.bytes.set(encodeSpec(architecture), calls.spec_address());
  const status = calls.measure();
  const plan = readPlan(engine, architecture);
  if (status !== kStatus.ok) throw planError(status, calls.error_index(), plan.layers, architecture);
  return plan;
}

/**
 * Reads the table that c/abi.c describes at `plan`.
 * @param {Engine} engine
 * @param {Architecture} architecture
 * @returns {Plan}
 */
export function readPlan({ calls, memory }, architecture) {
  let at = calls.plan() >>> 2;
  const word = () => memory.ints[at++];
  const words = () => Array.from({ length: word() }, word);
  const [input, target, output, classWeight] = [word(), word(), word(), word()];
  /** @type {TensorPlan[]} */
  const tensors = [];
  const layers = architecture.layers.map(({ name }) => {
    const [output, shape] = [word(), words()];
    for (let left = word(); left > 0; left--) {
      const [role, value, gradient, slots, dims] = [kTensorRoles[word()], word(), word(), words(), words()];
      tensors.push({ name: `${name}/${role}`, shape: dims, size: volume(dims), value, gradient, slots });
    }
    return { name, shape, size: volume(shape), output };
  });
  return { input, target, output, classWeight, layers, tensors };
}

/** The tensors of one layer. @param {Plan} plan @param {string} layer its name */
export const tensorsOf = ({ tensors }, layer) => tensors.filter(({ name }) => name.startsWith(`${layer}/`));

/**
 * The error for a status of c/spec.h.
 * @param {number} status
 * @param {number} index the engine's error index: a layer
 * @param {LayerPlan[]} plans known up to that layer
 * @param {Architecture} architecture
 */
function planError(status, index, plans, { input, layers, loss }) {
  const layer = layers[index];
  const where = `layers[${index}] ("${layer?.name}")`;
  if (status === kStatus.shape) {
    const { shape } = plans[index - 1] ?? { shape: input };
    const [height, width] = shape;
    let expected = `a flat input for ${layer.type}; put a flatten layer before it`;
    if (layer.type !== "dense") {
      const room = shape.length === 3 && `a window of at most ${height} × ${width}, or padding: "same"`;
      expected = room || `[height, width, channels] for ${layer.type}`;
    }
    return badShape(`an input of ${sizes(shape)}`, expected, where);
  }
  if (status === kStatus.head) {
    const partner = loss === "binaryCrossentropy" ? "sigmoid" : "softmax";
    const { activation } = layer;
    let [kind, got] = [partner, activation ? `activation "${activation}"` : "no activation"];
    if (activation === partner) [kind, got] = [`flat ${partner}`, `an output of ${sizes(plans[index].shape)}`];
    const message = `${loss} needs a ${kind} output layer; ${where} has ${got}.`;
    return new SpecError({ got, expected: `a ${kind} output layer`, where, message });
  }
  return badSpec("more than 2 GiB to plan for", "a smaller batchSize or fewer units", where);
}
