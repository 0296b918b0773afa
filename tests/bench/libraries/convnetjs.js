// @ts-check
// convnetjs, and toygrad, its fork in modern JavaScript: one image at a time, summing the gradients of a batch.
// @ts-expect-error: it comes without types
import convnetjs from "convnetjs";
import { NeuralNetwork, Tensor, Trainers } from "toygrad";
import { filtersOf } from "../layout.js";

/** @typedef {import("../seeded.js").Dense} Dense */
/** @typedef {import("../seeded.js").Conv} Conv */
/** @typedef {import("../reference.js").Optimizer} Optimizer */
/** @typedef {{ w: Float32Array | Float64Array }} Volume */

/**
 * The common interface of both.
 * @typedef {object} Net
 * @property {() => Volume} image an empty one
 * @property {(x: Volume) => Volume} forward
 * @property {(batch: number, learningRate: number) => (x: Volume, label: number) => number} sgd an update after every `batch` pictures
 * @property {() => { params: Float32Array | Float64Array }[]} parameters
 */

/** @param {[Conv, Conv, Dense]} layers @returns {Net} */
export function convnetNet([first, second, last]) {
  const net = new convnetjs.Net();
  net.makeLayers([
    { type: "input", out_sx: first.SIDE, out_sy: first.SIDE, out_depth: first.IN },
    ...[first, second].flatMap(({ OUT }) => [
      { type: "conv", sx: 3, filters: OUT, activation: "relu" },
      { type: "pool", sx: 2, stride: 2 },
    ]),
    { type: "softmax", num_classes: last.OUT },
  ]);
  return {
    image: () => new convnetjs.Vol(first.SIDE, first.SIDE, first.IN, 0),
    forward: (x) => net.forward(x),
    sgd: (batch, learningRate) => {
      const trainer = new convnetjs.SGDTrainer(net, { learning_rate: learningRate, momentum: 0, batch_size: batch });
      return (x, label) => trainer.train(x, label).loss;
    },
    parameters: () => net.getParamsAndGrads(),
  };
}

/** @param {[Conv, Conv, Dense]} layers @returns {Net} */
export function toygradNet([first, second, last]) {
  const net = new NeuralNetwork({
    layers: [
      { type: "input", sx: first.SIDE, sy: first.SIDE, sz: first.IN },
      ...[first, second].flatMap(({ OUT }) => [
        /** @type {const} */ ({ type: "conv", sx: 3, filters: OUT, stride: 1, pad: 0 }),
        /** @type {const} */ ({ type: "relu" }),
        /** @type {const} */ ({ type: "pool", sx: 2, stride: 2 }),
      ]),
      { type: "dense", filters: last.OUT },
      { type: "softmax" },
    ],
  });
  return {
    image: () => new Tensor(first.SIDE, first.SIDE, first.IN, 0),
    forward: (x) => net.forward(/** @type {Tensor} */ (x), false),
    sgd: (batch, learningRate) => {
      const trainer = new Trainers.SGD(net, { learningRate, momentum: 0, batchSize: batch });
      return (x, label) => trainer.train(/** @type {Tensor} */ (x), label).loss;
    },
    parameters: () => net.getParamsAndGrads(),
  };
}

/** @param {Net} net @param {readonly (Conv | Dense)[]} layers */
export function setWeights(net, layers) {
  const values = layers.flatMap((layer) => [...filtersOf(layer), layer.bias]);
  net.parameters().forEach(({ params }, i) => params.set(values[i]));
}
