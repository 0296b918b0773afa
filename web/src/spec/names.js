// @ts-check
// The names and numbers that JavaScript shares with c/spec.h; tests/js/spec.test.js compares the two files.

// Names stand at the number that c/spec.h gives them.
export const kLayerTypes = /** @type {const} */ ([
  "dense",
  "activation",
  "flatten",
  "rescaling",
  "dropout",
  "batchNorm",
  "normalization",
  "conv2d",
  "maxPool2d",
  "avgPool2d",
  "globalAvgPool2d",
]);
export const kLosses = /** @type {const} */ ([
  "sparseCategoricalCrossentropy",
  "categoricalCrossentropy",
  "binaryCrossentropy",
  "meanSquaredError",
  "rootMeanSquaredError",
  "sumSquaredError",
]);
export const kOptimizers = /** @type {const} */ (["sgd", "adagrad", "rmsprop", "adam", "adamw"]);
export const kInitializers = /** @type {const} */ ([
  "zeros",
  "ones",
  "randomNormal",
  "randomUniform",
  "glorotUniform",
  "glorotNormal",
  "heNormal",
  "heUniform",
]);
export const kTensorRoles = /** @type {const} */ ([
  "kernel",
  "bias",
  "gamma",
  "beta",
  "movingMean",
  "movingVariance",
  "mean",
  "variance",
]);
export const kDataTypes = /** @type {const} */ (["bytes", "floats"]);
/** What a forward pass is for, see c/spec.h. */
export const kMode = /** @type {const} */ ({ predict: 0, train: 1, look: 2 });
export const kStatus = /** @type {const} */ ({
  ok: 0,
  shape: -1,
  size: -2,
  head: -3,
  stepGradient: -4,
  loss: -5,
  gradient: -6,
  weight: -7,
});
export const kMaxRank = 3;
export const kMaxLayers = 64;
export const kMaxSlots = 2;

/** @typedef {typeof kLosses[number]} Loss */
/** @typedef {typeof kInitializers[number]} Initializer */
/** @typedef {typeof kOptimizers[number]} Optimizer */
