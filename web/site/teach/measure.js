// @ts-check
import { argmax } from "../../src/base/argmax.js";
import { Turns } from "../../src/base/turns.js";
import { Network, trainInWorker } from "../../src/train.js";

/** @typedef {import("../../src/network/network.js").BuildOptions} BuildOptions */
/** @typedef {import("../../src/spec/spec.js").NetworkSpec} NetworkSpec */
/** @typedef {import("../../src/formats/model.js").NamedTensor} NamedTensor */
/** @typedef {{ x: Uint8Array, y: Uint8Array }} Digits  x: n × 784 bytes of ink, y: n classes */
/** @typedef {{ right: number, all: number }} Score */

export const kPixels = 784;
export const kClasses = 10;
export const kScale = 1 / 255;

// Samples between two looks at the clock; they take a few milliseconds.
const kChunk = 8;

const kBatch = 50;

/**
 * @param {Network} net
 * @returns {NetworkSpec & BuildOptions}
 */
export function specOf(net) {
  return /** @type {any} */ ({ ...net.spec, build: net.build });
}

/**
 * A copy of a network, for predictions.
 *
 * @param {Network} net
 * @param {NamedTensor[]} [parameters] instead of its own
 * @returns {Promise<Network>}
 */
export async function copyOf(net, parameters = net.parameters()) {
  // Plain SGD keeps no state for every weight, which predictions do not need.
  const optimizer = { type: /** @type {const} */ ("sgd"), learningRate: 0.1 };
  const copy = await Network.create({ ...specOf(net), optimizer, batchSize: kChunk });
  copy.setParameters(parameters);
  return copy;
}

/**
 * How many digits a network classifies correctly, for many digits: a worker validates a copy without trainable layers after
 * a training run on one digit.
 *
 * @param {Network} net
 * @param {Digits} digits
 * @param {AbortSignal} [signal]
 * @returns {Promise<Score>}
 */
export async function examine(net, digits, signal) {
  const spec = specOf(net);
  const copy = await Network.create({
    ...spec,
    layers: spec.layers.map((layer) => ("trainable" in layer ? { ...layer, trainable: false } : layer)),
    loss: "sparseCategoricalCrossentropy",
    batchSize: kBatch,
  });
  copy.setParameters(net.parameters());
  try {
    const all = digits.y.length;
    const one = { x: digits.x.subarray(0, kPixels), y: digits.y.subarray(0, 1), scale: kScale };
    let right = 0;
    for await (const { validation } of trainInWorker(copy, one, { validation: digits, snapshots: false, signal })) {
      if (validation) right = Math.round(Number(validation.accuracy) * all);
    }
    return { right, all };
  } finally {
    copy.dispose();
  }
}

/**
 * How many digits a network classifies correctly, counted on this thread in slices.
 *
 * @param {Network} net
 * @param {Digits} digits
 * @returns {Promise<Score>}
 */
export async function score(net, digits) {
  const answers = await answersOf(net, digits);
  const all = digits.y.length;
  const right = [...digits.y].filter(
    (label, i) => argmax(answers.subarray(i * kClasses, (i + 1) * kClasses)) === label,
  );
  return { right: right.length, all };
}

/**
 * @param {Network} net
 * @param {Digits} digits
 * @returns {Promise<Float32Array>} (n, 10)
 */
export async function answersOf(net, { x, y }) {
  const out = new Float32Array(y.length * kClasses);
  const turns = new Turns();
  for (let i = 0; i < y.length; i += kChunk) {
    const part = x.subarray(i * kPixels, (i + kChunk) * kPixels);
    out.set(net.predict(new Float32Array(part).map((byte) => byte * kScale)), i * kClasses);
    if (turns.due) await turns.give();
  }
  return out;
}
