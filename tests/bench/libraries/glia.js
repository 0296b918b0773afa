// @ts-check
import { hasRelaxedSimd } from "../../../web/src/core/features.js";
import { Network } from "../../../web/src/index.js";
import { kAdam } from "../reference.js";
import { inputShape } from "../seeded.js";

/** @typedef {import("../seeded.js").Dense} Dense */
/** @typedef {import("../seeded.js").Conv} Conv */
/** @typedef {import("../reference.js").Optimizer} Optimizer */
/** @typedef {import("../../../web/src/core/spec.js").LayerSpec} LayerSpec */
/** @typedef {"simd128" | "relaxed"} Build */

/** The builds, best first, and why this host cannot run one. */
export const kBuilds = [
  { build: /** @type {Build} */ ("relaxed"), unable: hasRelaxedSimd() ? undefined : "this host has no relaxed SIMD" },
  { build: /** @type {Build} */ ("simd128"), unable: undefined },
];

/** @param {readonly (Conv | Dense)[]} layers */
const specsOf = (layers) =>
  layers.flatMap((layer, i) => {
    /** @type {LayerSpec[]} */
    const specs =
      layer.type === "conv"
        ? [{ type: "conv2d", filters: layer.OUT, kernelSize: 3, activation: "relu" }, { type: "maxPool2d" }]
        : [{ type: "dense", units: layer.OUT, activation: layer.activation }];
    if (layer.type === "dense" && layers[i - 1]?.type === "conv") specs.unshift({ type: "flatten" });
    return specs;
  });

/**
 * A network with the given layers.
 * @param {Build} build
 * @param {readonly (Conv | Dense)[]} layers
 * @param {{ batchSize: number, optimizer?: Optimizer }} options
 */
export async function glia(build, layers, { batchSize, optimizer = { type: "sgd", learningRate: 0.1 } }) {
  const net = await Network.create({
    build,
    input: inputShape(layers),
    layers: specsOf(layers),
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
