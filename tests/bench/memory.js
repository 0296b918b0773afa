// @ts-check
// Compares the memory that training uses with the memory that it needs.
import { release } from "../../web/src/engine/instances.js";
import { acquire } from "../../web/src/engine/loader.js";
import { encodeSpec } from "../../web/src/spec/encode.js";
import { resolveSpec } from "../../web/src/spec/spec.js";
import { networkSpec } from "./libraries/glia.js";
import { convLayers, denseLayers, inputShape } from "./seeded.js";

/** @typedef {import("./seeded.js").Conv} Conv */
/** @typedef {import("./seeded.js").Dense} Dense */
/** @typedef {import("./reference.js").Optimizer} Optimizer */

const kSgd = /** @type {const} */ ({ type: "sgd", learningRate: 0.1 });
const kAdam = /** @type {const} */ ({ type: "adam", learningRate: 0.001 });
const kMlp = denseLayers(1, [784, 128, 10], ["relu", "softmax"]);
const kNetworks = [
  { name: "784-128-10, batch 128, SGD", layers: kMlp, batch: 128, optimizer: kSgd },
  { name: "784-128-10, batch 128, Adam", layers: kMlp, batch: 128, optimizer: kAdam },
  { name: "28×28, conv 8, conv 16, dense 10, batch 32, SGD", layers: convLayers(1), batch: 32, optimizer: kSgd },
];

/**
 * What the engine plans: the size of all buffers of the network, and where they end in its linear memory. Before them
 * are only the stack and the tables of the code.
 * @param {readonly (Conv | Dense)[]} layers
 * @param {number} batch
 * @param {Optimizer} optimizer
 */
async function planned(layers, batch, optimizer) {
  const engine = await acquire({ build: "simd128" });
  const { calls, memory } = engine;
  const start = calls.end();
  const spec = resolveSpec(networkSpec(layers, { batchSize: batch, optimizer }));
  memory.bytes.set(encodeSpec(spec), calls.spec_address());
  calls.measure();
  const end = calls.end();
  release(engine);
  return { bytes: end - start, end };
}

/** The number of output floats of each operation for one sample; a convolution with relu and its pool are two. @param {readonly (Conv | Dense)[]} layers */
const outputs = (layers) =>
  layers.flatMap((layer) =>
    layer.type === "conv" ? [(layer.SIDE - 2) ** 2 * layer.OUT, ((layer.SIDE - 2) >> 1) ** 2 * layer.OUT] : [layer.OUT],
  );

/**
 * The largest number of floats of activations and their gradients that exist together at any time of a step, per
 * sample.
 * @param {number[]} y the number of output floats of each operation
 */
function alive(y) {
  const before = (/** @type {number} */ i) => y.slice(0, i).reduce((sum, n) => sum + n, 0);
  return Math.max(
    ...y.flatMap((n, i) => [
      // The slope of operation i's activation: its outputs, and their gradients, which become those of its sums in
      // place.
      before(i) + n + n,
      // Its product: its inputs, the gradients of its sums, and the gradients of its inputs, except in the first
      // operation.
      before(i) + n + (i > 0 ? y[i - 1] : 0),
    ]),
  );
}

/**
 * Bytes that needed at once.
 * @param {readonly (Conv | Dense)[]} layers
 * @param {number} batch
 * @param {Optimizer} optimizer
 */
function needed(layers, batch, optimizer) {
  const parameters = layers.reduce((sum, { kernel, bias }) => sum + kernel.length + bias.length, 0);
  const input = inputShape(layers).reduce((product, n) => product * n);
  return {
    parameters: 4 * parameters,
    gradients: 4 * parameters,
    slots: 4 * parameters * { sgd: 0, adam: 2 }[optimizer.type],
    samples: 4 * batch * (input + 1), // each with a class
    activations: 4 * batch * alive(outputs(layers)),
  };
}

/** @param {number} n */
const bytes = (n) => n.toLocaleString("en");

/** @returns {Promise<string>} */
export async function memory() {
  const lines = [
    "## Memory of training",
    "",
    "| network | bytes planned | needed at once | planned ÷ needed | parameters | gradients | optimizer state | input and target | activations and their gradients | end in linear memory |",
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
  ];
  for (const { name, layers, batch, optimizer } of kNetworks) {
    const plan = await planned(layers, batch, optimizer);
    const parts = Object.values(needed(layers, batch, optimizer));
    const sum = parts.reduce((total, n) => total + n, 0);
    const cells = [bytes(plan.bytes), bytes(sum), (plan.bytes / sum).toFixed(2), ...parts.map(bytes), bytes(plan.end)];
    lines.push(`| ${name} | ${cells.join(" | ")} |`);
  }
  return lines.join("\n");
}
