// @ts-check
// What a network is: the numbers that C and JavaScript share (c/spec.h, compared by a test), the options with their
// defaults and limits, and the words in which a spec crosses to the engine.
import { badSpec, show, sizes } from "../base/errors.js";
import { boolean, integer, kMost, number, oneOf, options, rule, typed } from "../base/rules.js";

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
export const kActivations = /** @type {const} */ ([
  "identity",
  "step",
  "sigmoid",
  "tanh",
  "relu",
  "leakyRelu",
  "softmax",
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

/** @typedef {typeof kActivations[number]} Activation */
/** @typedef {typeof kLosses[number]} Loss */
/** @typedef {typeof kInitializers[number]} Initializer */
/** @typedef {typeof kOptimizers[number]} Optimizer */

/**
 * @typedef {object} DenseSpec a fully connected layer: y = activation(x · kernel + bias)
 * @property {"dense"} type
 * @property {string} [name] default: the type, numbered from the second on (`dense`, `dense_1`, …)
 * @property {number} units outputs, 1 to 65,536
 * @property {Activation} [activation] default `identity`
 * @property {boolean} [useBias] default true
 * @property {Initializer} [kernelInitializer] default `glorotUniform`
 * @property {Initializer} [biasInitializer] default `zeros`
 * @property {{ l2: number }} [kernelRegularizer] adds l2 · Σ kernel² to the loss; default `{ l2: 0 }`
 * @property {number} [alpha] leakyRelu's slope below 0, default 0.3 as in TensorFlow.js
 * @property {boolean} [trainable] default true; false freezes the parameters
 */
/**
 * @typedef {object} Conv2dSpec a convolution of images [height, width, channels], the window not mirrored
 * @property {"conv2d"} type
 * @property {string} [name]
 * @property {number} filters channels that come out, 1 to 65,536
 * @property {number | [number, number]} kernelSize height and width of the window, 1 to 1,024
 * @property {number | [number, number]} [strides] rows and columns from window to window, default 1
 * @property {"valid" | "same"} [padding] default `valid`, windows that lie inside; `same`, zeros around, as TensorFlow
 * @property {Activation} [activation] default `identity`
 * @property {boolean} [useBias] default true
 * @property {Initializer} [kernelInitializer] default `glorotUniform`
 * @property {Initializer} [biasInitializer] default `zeros`
 * @property {{ l2: number }} [kernelRegularizer] default `{ l2: 0 }`
 * @property {number} [alpha] leakyRelu's slope below 0, default 0.3
 * @property {boolean} [trainable] default true
 */
/**
 * @typedef {object} Pool2dSpec the largest, or the mean, of every window of every channel
 * @property {"maxPool2d" | "avgPool2d"} type
 * @property {string} [name]
 * @property {number | [number, number]} [poolSize] height and width of the window, default 2
 * @property {number | [number, number]} [strides] default `poolSize`
 * @property {"valid" | "same"} [padding] default `valid`; with `same`, what lies outside of the image does not count
 */
/**
 * @typedef {object} GlobalAvgPool2dSpec the mean of every channel: [height, width, channels] to [channels]
 * @property {"globalAvgPool2d"} type
 * @property {string} [name]
 */
/**
 * @typedef {object} ActivationSpec an activation on its own; softmax works along the last dimension
 * @property {"activation"} type
 * @property {string} [name]
 * @property {Activation} activation
 * @property {number} [alpha] leakyRelu's slope below 0, default 0.3
 */
/**
 * @typedef {object} FlattenSpec any shape to one dimension
 * @property {"flatten"} type
 * @property {string} [name]
 */
/**
 * @typedef {object} RescalingSpec y = scale · x + offset
 * @property {"rescaling"} type
 * @property {string} [name]
 * @property {number} scale
 * @property {number} [offset] default 0
 */
/**
 * @typedef {object} DropoutSpec leaves some of its inputs out, in training only (Srivastava et al. 2014)
 * @property {"dropout"} type
 * @property {string} [name]
 * @property {number} rate the share that is left out, 0 to below 1
 */
/**
 * @typedef {object} BatchNormSpec each feature by the batch's mean and deviation (Ioffe and Szegedy 2015)
 * @property {"batchNorm"} type
 * @property {string} [name]
 * @property {number} [momentum] of the moving averages that stand in outside of training, default 0.99
 * @property {number} [epsilon] default 0.001
 * @property {boolean} [trainable] default true; false also keeps the moving averages, which then stand in in training
 */
/**
 * @typedef {object} NormalizationSpec each feature by a mean and deviation learnt from data: `Network.adapt`
 * @property {"normalization"} type
 * @property {string} [name]
 */
/**
 * @typedef {DenseSpec | ActivationSpec | FlattenSpec | RescalingSpec | DropoutSpec | BatchNormSpec |
 *   NormalizationSpec | Conv2dSpec | Pool2dSpec | GlobalAvgPool2dSpec} LayerSpec
 */

/**
 * Formulas and defaults are PyTorch's; c/optim.h has them.
 * @typedef {object} OptimizerSpec
 * @property {Optimizer} type
 * @property {number} [learningRate] default 0.01; adam and adamw 0.001
 * @property {number} [momentum] sgd, rmsprop: 0 to below 1, default 0
 * @property {boolean} [nesterov] sgd: default false; needs momentum
 * @property {number} [weightDecay] default 0; adamw 0.01
 * @property {number} [rho] rmsprop: default 0.99
 * @property {number} [beta1] adam, adamw: default 0.9
 * @property {number} [beta2] adam, adamw: default 0.999
 * @property {number} [epsilon] default 1e-8; adagrad 1e-10
 * @property {number} [clipNorm] the gradient's norm is made no larger than this; default 0, no clipping
 */

/**
 * @typedef {object} NetworkSpec
 * @property {number[]} input the shape of one sample, e.g. `[784]` or `[28, 28, 1]`
 * @property {LayerSpec[]} layers 1 to 64
 * @property {Loss} [loss] default: sparseCategoricalCrossentropy after softmax, else meanSquaredError
 * @property {OptimizerSpec | Optimizer} [optimizer] default `{ type: "sgd", learningRate: 0.01 }`
 * @property {number} [batchSize] the largest batch that one pass holds, default 32
 * @property {number} [seed] 0 to 2³² − 1, default 0
 */

/**
 * A spec with nothing left open.
 * @typedef {object} Architecture
 * @property {number[]} input
 * @property {({ type: string, name: string } & Record<string, unknown>)[]} layers
 * @property {Loss} loss
 * @property {{ type: Optimizer, learningRate: number } & Record<string, unknown>} optimizer
 * @property {number} batchSize
 * @property {number} seed
 */

/** @typedef {import("../base/rules.js").Option} Option */
/** @typedef {import("../base/rules.js").Rule} Rule */

// ---- options and their defaults

const name = rule(
  (value) => typeof value === "string" && /^[A-Za-z0-9_.-]{1,64}$/.test(value),
  "1 to 64 letters, digits, '_', '.' or '-'",
);

/** One size for both sides, or height and width. @type {Rule} */
const pair = (value, where) => {
  const both = Array.isArray(value) ? value : [value, value];
  if (both.length === 2) return both.map((size) => integer(1, 1024)(size, where));
  throw badSpec(show(value), "one size, or height and width", where);
};

// From 0 to below 1: what is multiplied by 1 / (1 - it), or kept of an average.
const fraction = rule((value) => typeof value === "number" && value >= 0 && value < 1, "a number from 0 to below 1");

const positive = number(0);
// Below this a division by √0 + epsilon could overflow.
const divisor = number(1e-20);
const activation = oneOf(kActivations);
const initializer = oneOf(kInitializers);
const size = integer(1, 65536);

/** @type {Record<string, Option>} */
const slope = { alpha: [positive, 0.3] };
/** @type {Record<string, Option>} */
const trainable = { trainable: [boolean, true] };
/** @type {Record<string, Option>} */
const padding = { padding: [oneOf(["valid", "same"]), "valid"] };

// What has a kernel.
/** @type {Record<string, Option>} */
const weighted = {
  activation: [activation, "identity"],
  useBias: [boolean, true],
  kernelInitializer: [initializer, "glorotUniform"],
  biasInitializer: [initializer, "zeros"],
  kernelRegularizer: [options({ l2: [positive] }), { l2: 0 }],
  ...slope,
  ...trainable,
};

// Strides that are left open are the window's size.
/** @type {Record<string, Option>} */
const pool = { poolSize: [pair, [2, 2]], strides: [pair, null], ...padding };

const layer = typed(
  {
    dense: { units: [size], ...weighted },
    conv2d: { filters: [size], kernelSize: [pair], strides: [pair, [1, 1]], ...padding, ...weighted },
    maxPool2d: pool,
    avgPool2d: pool,
    globalAvgPool2d: {},
    activation: { activation: [activation], ...slope },
    flatten: {},
    rescaling: { scale: [number(-kMost)], offset: [number(-kMost), 0] },
    dropout: { rate: [fraction] },
    batchNorm: { momentum: [number(0, 1), 0.99], epsilon: [divisor, 0.001], ...trainable },
    normalization: {},
  },
  { name: [name, ""] },
);

/** @param {number} learningRate @param {number} weightDecay @returns {Record<string, Option>} */
const updates = (learningRate, weightDecay) => ({
  learningRate: [positive, learningRate],
  weightDecay: [positive, weightDecay],
  clipNorm: [positive, 0],
});
/** @type {Record<string, Option>} */
const momenta = { beta1: [fraction, 0.9], beta2: [fraction, 0.999], epsilon: [divisor, 1e-8] };

const update = typed({
  sgd: { ...updates(0.01, 0), momentum: [fraction, 0], nesterov: [boolean, false] },
  adagrad: { ...updates(0.01, 0), epsilon: [divisor, 1e-10] },
  rmsprop: { ...updates(0.01, 0), rho: [fraction, 0.99], momentum: [fraction, 0], epsilon: [divisor, 1e-8] },
  adam: { ...updates(0.001, 0), ...momenta },
  adamw: { ...updates(0.001, 0.01), ...momenta },
});

/**
 * @param {unknown} value
 * @returns {Architecture["layers"]}
 */
function takeLayers(value) {
  if (!Array.isArray(value) || value.length < 1 || value.length > kMaxLayers) {
    const got = Array.isArray(value) ? `${value.length} layers` : show(value);
    throw badSpec(got, `an array of 1 to ${kMaxLayers} layers`, "layers");
  }
  /** @type {Map<string, number>} */
  const numbers = new Map();
  const given = value.map((spec) => spec?.name);
  const used = new Set();
  return Array.from(value, (spec, i) => {
    const where = `layers[${i}]`;
    const taken = layer(spec, where);
    while (taken.name === "") {
      const count = numbers.get(taken.type) ?? 0;
      numbers.set(taken.type, count + 1);
      const candidate = count === 0 ? taken.type : `${taken.type}_${count}`;
      if (!given.includes(candidate)) taken.name = candidate;
    }
    if (used.has(taken.name)) throw badSpec(`${show(taken.name)} a second time`, "a name of its own", `${where}.name`);
    used.add(taken.name);
    if (taken.strides === null) taken.strides = taken.poolSize;
    return taken;
  });
}

/**
 * Distortions of training pictures, drawn anew for every sample and epoch by the network's seed; each the most to
 * either side, default 0.
 * @typedef {object} Augmentation
 * @property {number} [rotation] degrees, to 45
 * @property {number} [scale] share of the size that both sides change by, and each on its own by half of it; to 0.5
 * @property {number} [shift] pixels, to 64
 * @property {number} [shear] columns a row, to 1
 * @property {number} [elastic] pixels that points 7 apart are displaced by, to 16
 * @property {number} [thickness] bolder or finer strokes, to 1: by about a pixel to both sides
 */

/** @param {number} max @returns {Option} */
const upTo = (max) => [number(0, max), 0];
const distortions = options({
  rotation: upTo(45),
  scale: upTo(0.5),
  shift: upTo(64),
  shear: upTo(1),
  elastic: upTo(16),
  thickness: upTo(1),
});

/**
 * @param {unknown} value an Augmentation
 * @param {number[]} input
 * @returns {number[]} as `augmentation` of c/abi.c takes them
 */
export function takeAugmentation(value, input) {
  const { rotation, ...rest } = distortions(value, "augmentation");
  const side = Math.sqrt(input[0]);
  const [height, width, channels = 1] = input.length > 1 ? input : [side, side];
  if (!Number.isInteger(height)) {
    throw badSpec(`the input ${sizes(input)}`, "[height, width, channels]", "augmentation");
  }
  const turn = Math.tan((rotation * Math.PI) / 360);
  return [height, width, channels, turn, .../** @type {number[]} */ (Object.values(rest))];
}

/**
 * @param {unknown} value
 * @returns {number[]}
 */
function takeInput(value) {
  if (!Array.isArray(value) || value.length < 1 || value.length > kMaxRank) {
    throw badSpec(show(value), `the 1 to ${kMaxRank} sizes of one sample, e.g. [784]`, "input");
  }
  return Array.from(value, (n, i) => integer(1, 2 ** 24)(n, `input[${i}]`));
}

/** @param {unknown} value */
function takeOptimizer(value) {
  return update(typeof value === "string" ? { type: value } : value, "optimizer");
}

const network = options({
  input: [takeInput],
  layers: [takeLayers],
  loss: [oneOf(kLosses), undefined],
  optimizer: [takeOptimizer, takeOptimizer("sgd")],
  batchSize: [size, 32],
  seed: [integer(0, 2 ** 32 - 1), 0],
});

/**
 * Checks a spec and fills in what it leaves open.
 * @param {unknown} value a NetworkSpec
 * @returns {Architecture}
 * @throws {SpecError} naming the field
 */
export function resolveSpec(value) {
  const spec = network(value, "spec");
  const { nesterov, momentum } = spec.optimizer;
  if (nesterov && momentum === 0) throw badSpec("nesterov without momentum", "a momentum above 0", "optimizer");
  const classes = spec.layers.at(-1).activation === "softmax";
  spec.loss ??= classes ? "sparseCategoricalCrossentropy" : "meanSquaredError";
  return spec;
}

// What each optimiser keeps of every parameter, in the order of its slots (c/optim.h).
/** @type {Record<Optimizer, readonly string[]>} */
export const kSlotNames = {
  sgd: ["velocity"],
  adagrad: ["sumOfSquares"],
  rmsprop: ["meanSquare", "velocity"],
  adam: ["m", "v"],
  adamw: ["m", "v"],
};

// ---- the words of c/spec.h: fields in its order, each an integer or the bits of a float

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

/** @param {Architecture} architecture */
export function specFields({ input, layers, loss, optimizer, batchSize, seed }) {
  return {
    rank: input.length,
    input: Array.from({ length: kMaxRank }, (_, i) => input[i]),
    layers: layers.length,
    batchSize,
    loss: kLosses.indexOf(loss),
    optimizer: kOptimizers.indexOf(optimizer.type),
    seed,
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

/**
 * A spec as c/spec.h lays it out.
 * @param {Architecture} architecture
 * @returns {Uint8Array}
 */
export function encodeSpec(architecture) {
  const head = Object.values(specFields(architecture)).flat();
  const rows = architecture.layers.map((layer) => Object.values(layerFields(layer)));
  const words = new Uint32Array(head.length + kMaxLayers * rows[0].length);
  words.set(/** @type {number[]} */ ([...head, ...rows.flat()]));
  return new Uint8Array(words.buffer);
}
