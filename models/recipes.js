// @ts-check
// Each model and how it is trained. `layers` are the layers of the shipped file.

/** @typedef {import("../web/src/spec/layers.js").LayerSpec} LayerSpec */
/** @typedef {import("../web/src/spec/augmentation.js").Augmentation} Augmentation */

/**
 * @typedef {object} Recipe
 * @property {string} name the file name without its extension
 * @property {string} title
 * @property {"mnist" | "fashion"} data
 * @property {number[]} input
 * @property {LayerSpec[]} layers
 * @property {number} epochs
 * @property {number} batchSize
 * @property {{ type: "sgd" | "adamw", learningRate: number, momentum?: number, weightDecay: number }} optimizer the
 *   learning rate decays to 0 by a cosine schedule, epoch by epoch
 * @property {number} seed
 * @property {number} [dropout] the dropout rate before the last layer, in training
 * @property {boolean} [batchNorm] train with batch normalization after every hidden layer with weights; it is folded into
 *   the weights at the end
 * @property {Augmentation} [augmentation]
 * @property {{ manners: number, clutter: number }} [drawings] how many samples of clutter.js to add
 * @property {number} [unsure] if the largest probability is at most this, the page says that it is not sure
 */

/**
 * Four convolutions and two poolings.
 *
 * @param {readonly [number, number, number, number]} filters
 * @returns {LayerSpec[]}
 */
const convolutional = ([first, second, third, fourth]) => [
  { type: "conv2d", filters: first, kernelSize: 5, activation: "relu", kernelInitializer: "heNormal" },
  { type: "maxPool2d" },
  { type: "conv2d", filters: second, kernelSize: 3, activation: "relu", kernelInitializer: "heNormal" },
  { type: "conv2d", filters: third, kernelSize: 3, padding: "same", activation: "relu", kernelInitializer: "heNormal" },
  { type: "maxPool2d" },
  { type: "conv2d", filters: fourth, kernelSize: 3, activation: "relu", kernelInitializer: "heNormal" },
  { type: "flatten" },
  { type: "dense", units: 10, activation: "softmax" },
];

/** @type {readonly Recipe[]} */
export const kRecipes = [
  {
    name: "mnist-cnn",
    title: "Four convolutions; the default network of the page",
    data: "mnist",
    input: [28, 28, 1],
    layers: convolutional([16, 32, 32, 64]),
    epochs: 16,
    batchSize: 128,
    optimizer: { type: "adamw", learningRate: 0.003, weightDecay: 0.0001 },
    seed: 42,
    dropout: 0.2,
    batchNorm: true,
    augmentation: { rotation: 12, scale: 0.15, shift: 1, shear: 0.2, elastic: 1.3, thickness: 0.5 },
    drawings: { manners: 10000, clutter: 14000 },
    unsure: 0.6,
  },
  {
    name: "mnist-mlp",
    title: "One hidden layer: 784-128-10, relu",
    data: "mnist",
    input: [784],
    layers: [
      { type: "dense", units: 128, activation: "relu", kernelInitializer: "heNormal" },
      { type: "dense", units: 10, activation: "softmax" },
    ],
    epochs: 20,
    batchSize: 64,
    optimizer: { type: "sgd", learningRate: 0.1, momentum: 0.9, weightDecay: 3e-5 },
    seed: 42,
  },
  {
    name: "mnist-mlp-book",
    title: "The network of beginners' books: 784-50-100-10, sigmoid",
    data: "mnist",
    input: [784],
    layers: [
      { type: "dense", units: 50, activation: "sigmoid" },
      { type: "dense", units: 100, activation: "sigmoid" },
      { type: "dense", units: 10, activation: "softmax" },
    ],
    epochs: 20,
    batchSize: 50,
    optimizer: { type: "sgd", learningRate: 0.3, momentum: 0.9, weightDecay: 2e-5 },
    seed: 42,
  },
  {
    name: "fashion-cnn",
    title: "Four convolutions, for clothes",
    data: "fashion",
    input: [28, 28, 1],
    layers: convolutional([24, 40, 40, 64]),
    epochs: 16,
    batchSize: 128,
    optimizer: { type: "adamw", learningRate: 0.003, weightDecay: 0.0001 },
    seed: 42,
    dropout: 0.3,
    batchNorm: true,
    augmentation: { scale: 0.08, shift: 1.5 },
  },
];
