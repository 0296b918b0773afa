// @ts-check
import { hasRelaxedSimd } from "../../../web/src/core/features.js";
import { Network } from "../../../web/src/index.js";
import { kAdam } from "../reference.js";

/** @typedef {import("../seeded.js").Dense} Dense */
/** @typedef {import("../reference.js").Optimizer} Optimizer */
/** @typedef {"simd128" | "relaxed"} Build */

/** The builds, best first, and why this host cannot run one. */
export const kBuilds = [
  { build: /** @type {Build} */ ("relaxed"), unable: hasRelaxedSimd() ? undefined : "this host has no relaxed SIMD" },
  { build: /** @type {Build} */ ("simd128"), unable: undefined },
];

/**
 * A network with the given layers.
 * @param {Build} build
 * @param {readonly Dense[]} layers
 * @param {{ batchSize: number, optimizer?: Optimizer }} options
 */
export async function glia(build, layers, { batchSize, optimizer = { type: "sgd", learningRate: 0.1 } }) {
  const net = await Network.create({
    build,
    input: [layers[0].IN],
    layers: layers.map(({ OUT, activation }) => ({ type: "dense", units: OUT, activation })),
    loss: "sparseCategoricalCrossentropy",
    optimizer: { ...optimizer, ...(optimizer.type === "adam" && kAdam) },
    batchSize,
    seed: 1,
  });
  const values = layers.flatMap(({ kernel, bias }) => [kernel, bias]);
  const parameters = net.parameters().map(({ name }, i) => ({ name, values: values[i] }));
  const reset = () => net.setParameters(parameters);
  reset();
  return { net, reset };
}
