// @ts-check
// A spec in the words of c/spec.h: fields in its order, each an integer or the bits of a float.
import { kActivations } from "./activations.js";
import { kInitializers, kLayerTypes, kLosses, kMaxLayers, kMaxRank, kOptimizers } from "./names.js";

/** @typedef {import("./spec.js").Architecture} Architecture */

const scratch = new DataView(new ArrayBuffer(4));
/** @param {unknown} value */
function float(value) {
  scratch.setFloat32(0, Number(value ?? 0));
  return scratch.getUint32(0);
}

/** @param {readonly string[]} names @param {unknown} value */
const indexIn = (names, value) => Math.max(0, names.indexOf(String(value)));

/** @param {Record<string, any>} layer of an Architecture */
export function layerFields({ kernelSize, poolSize, strides, kernelRegularizer, ...layer }) {
  const [kernelHeight, kernelWidth] = kernelSize ?? poolSize ?? [];
  const [strideHeight, strideWidth] = strides ?? [];
  return {
    type: indexIn(kLayerTypes, layer.type),
    activation: indexIn(kActivations, layer.activation),
    units: layer.units ?? layer.filters,
    trainable: layer.trainable,
    kernelHeight,
    kernelWidth,
    strideHeight,
    strideWidth,
    samePadding: layer.padding === "same",
    useBias: layer.useBias,
    kernelInitializer: indexIn(kInitializers, layer.kernelInitializer),
    biasInitializer: indexIn(kInitializers, layer.biasInitializer),
    alpha: float(layer.alpha),
    scale: float(layer.scale),
    offset: float(layer.offset),
    l2: float(kernelRegularizer?.l2),
    rate: float(layer.rate),
    momentum: float(layer.momentum),
    epsilon: float(layer.epsilon),
  };
}

/** @param {Architecture["optimizer"]} optimizer */
export function optimizerFields(optimizer) {
  return {
    type: kOptimizers.indexOf(optimizer.type),
    learningRate: float(optimizer.learningRate),
    momentum: float(optimizer.momentum),
    weightDecay: float(optimizer.weightDecay),
    nesterov: optimizer.nesterov,
    rho: float(optimizer.rho),
    beta1: float(optimizer.beta1),
    beta2: float(optimizer.beta2),
    epsilon: float(optimizer.epsilon),
    clipNorm: float(optimizer.clipNorm),
  };
}

/** What stands before the optimizer. @param {Architecture} architecture */
export function specFields({ input, layers, loss, batchSize, seed }) {
  return {
    rank: input.length,
    input: Array.from({ length: kMaxRank }, (_, i) => input[i]),
    layers: layers.length,
    batchSize,
    loss: kLosses.indexOf(loss),
    seed,
  };
}

/**
 * A spec as the bytes of C's glia_spec.
 * @param {Architecture} architecture
 * @returns {Uint8Array}
 */
export function encodeSpec(architecture) {
  const head = [
    ...Object.values(specFields(architecture)).flat(),
    ...Object.values(optimizerFields(architecture.optimizer)),
  ];
  const rows = architecture.layers.map((layer) => Object.values(layerFields(layer)));
  const words = new Uint32Array(head.length + kMaxLayers * rows[0].length);
  words.set(/** @type {number[]} */ ([...head, ...rows.flat()]));
  return new Uint8Array(words.buffer);
}
