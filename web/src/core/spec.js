// @ts-check
// What a network is: the numbers that C and JavaScript share (c/spec.h, compared by a test), the options with their
// defaults and limits, and the words in which a spec crosses to the engine.
import { SpecError, show } from "./errors.js";

// Names stand at the number that c/spec.h gives them.
export const LAYER_TYPES = /** @type {const} */ ([
  "dense",
  "activation",
  "flatten",
  "rescaling",
  "dropout",
  "batchNorm",
  "normalization",
]);
export const ACTIVATIONS = /** @type {const} */ ([
  "identity",
  "step",
  "sigmoid",
  "tanh",
  "relu",
  "leakyRelu",
  "softmax",
]);
export const LOSSES = /** @type {const} */ ([
  "sparseCategoricalCrossentropy",
  "categoricalCrossentropy",
  "binaryCrossentropy",
  "meanSquaredError",
  "rootMeanSquaredError",
  "sumSquaredError",
]);
export const OPTIMIZERS = /** @type {const} */ (["sgd", "adagrad", "rmsprop", "adam", "adamw"]);
export const INITIALIZERS = /** @type {const} */ ([
  "zeros",
  "ones",
  "randomNormal",
  "randomUniform",
  "glorotUniform",
  "glorotNormal",
  "heNormal",
  "heUniform",
]);
export const TENSOR_ROLES = /** @type {const} */ ([
  "kernel",
  "bias",
  "gamma",
  "beta",
  "movingMean",
  "movingVariance",
  "mean",
  "variance",
]);
export const DATA_TYPES = /** @type {const} */ (["bytes", "floats"]);
export const STATUS = /** @type {const} */ ({
  ok: 0,
  shape: -1,
  size: -2,
  head: -3,
  stepGradient: -4,
  loss: -5,
  gradient: -6,
  weight: -7,
});
export const MAX_RANK = 3;
export const MAX_LAYERS = 64;
export const MAX_SLOTS = 2;

/** @typedef {typeof ACTIVATIONS[number]} Activation */
/** @typedef {typeof LOSSES[number]} Loss */
/** @typedef {typeof INITIALIZERS[number]} Initializer */
/** @typedef {typeof OPTIMIZERS[number]} Optimizer */

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
 */
/**
 * @typedef {object} NormalizationSpec each feature by a mean and deviation learnt from data: `Network.adapt`
 * @property {"normalization"} type
 * @property {string} [name]
 */
/**
 * @typedef {DenseSpec | ActivationSpec | FlattenSpec | RescalingSpec | DropoutSpec | BatchNormSpec |
 *   NormalizationSpec} LayerSpec
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

// ---- rules: each takes a value and where it stands, and answers it or throws

/** @typedef {(value: unknown, where: string) => unknown} Rule */
/** @typedef {{ rule: Rule, default?: unknown }} Option `default` missing: the option must be given */

/** @param {number} min @param {number} max @returns {Rule} */
const integer = (min, max) => (value, where) => {
  if (Number.isInteger(value) && /** @type {number} */ (value) >= min && /** @type {number} */ (value) <= max)
    return value;
  throw new SpecError({ got: show(value), expected: `an integer from ${min} to ${max}`, where });
};

/** @param {number} min @param {number} [max] @returns {Rule} */
const number =
  (min, max = 3.4e38) =>
  (value, where) => {
    if (typeof value === "number" && value >= min && value <= max) return value;
    throw new SpecError({ got: show(value), expected: `a number from ${min} to ${max}`, where });
  };

/** @param {readonly string[]} names @returns {Rule} */
const oneOf = (names) => (value, where) => {
  if (typeof value === "string" && names.includes(value)) return value;
  throw new SpecError({ got: show(value), expected: `one of ${names.join(", ")}`, where });
};

/** @type {Rule} */
const boolean = (value, where) => {
  if (typeof value === "boolean") return value;
  throw new SpecError({ got: show(value), expected: "true or false", where });
};

/** @type {Rule} */
const name = (value, where) => {
  if (typeof value === "string" && /^[A-Za-z0-9_.-]{1,64}$/.test(value)) return value;
  throw new SpecError({ got: show(value), expected: "1 to 64 letters, digits, '_', '.' or '-'", where });
};

/** From 0 to below 1: what is multiplied by 1 / (1 - it), or kept of an average. @type {Rule} */
const fraction = (value, where) => {
  if (typeof value === "number" && value >= 0 && value < 1) return value;
  throw new SpecError({ got: show(value), expected: "a number from 0 to below 1", where });
};

/** @type {Rule} */
const regularizer = (value, where) => takeOptions(plainObject(value, where), { l2: { rule: number(0) } }, where);

/** @type {Option} */
const alpha = { rule: number(0), default: 0.3 };

// Below this a division by √0 + epsilon could overflow.
const LEAST_EPSILON = 1e-20;

/** @type {Record<string, Record<string, Option>>} */
const LAYER_OPTIONS = {
  dense: {
    units: { rule: integer(1, 65536) },
    activation: { rule: oneOf(ACTIVATIONS), default: "identity" },
    useBias: { rule: boolean, default: true },
    kernelInitializer: { rule: oneOf(INITIALIZERS), default: "glorotUniform" },
    biasInitializer: { rule: oneOf(INITIALIZERS), default: "zeros" },
    kernelRegularizer: { rule: regularizer, default: { l2: 0 } },
    alpha,
  },
  activation: { activation: { rule: oneOf(ACTIVATIONS) }, alpha },
  flatten: {},
  rescaling: { scale: { rule: number(-3.4e38) }, offset: { rule: number(-3.4e38), default: 0 } },
  dropout: { rate: { rule: fraction } },
  batchNorm: {
    momentum: { rule: number(0, 1), default: 0.99 },
    epsilon: { rule: number(LEAST_EPSILON), default: 0.001 },
  },
  normalization: {},
};

/** @param {number} learningRate @param {number} weightDecay @returns {Record<string, Option>} */
const commonOfOptimizers = (learningRate, weightDecay) => ({
  learningRate: { rule: number(0), default: learningRate },
  weightDecay: { rule: number(0), default: weightDecay },
  clipNorm: { rule: number(0), default: 0 },
});
/** @param {number} value @returns {Option} */
const epsilon = (value) => ({ rule: number(LEAST_EPSILON), default: value });
/** @type {Record<string, Option>} */
const momenta = {
  beta1: { rule: fraction, default: 0.9 },
  beta2: { rule: fraction, default: 0.999 },
  epsilon: epsilon(1e-8),
};

/** @type {Record<string, Record<string, Option>>} */
const OPTIMIZER_OPTIONS = {
  sgd: {
    ...commonOfOptimizers(0.01, 0),
    momentum: { rule: fraction, default: 0 },
    nesterov: { rule: boolean, default: false },
  },
  adagrad: { ...commonOfOptimizers(0.01, 0), epsilon: epsilon(1e-10) },
  rmsprop: {
    ...commonOfOptimizers(0.01, 0),
    rho: { rule: fraction, default: 0.99 },
    momentum: { rule: fraction, default: 0 },
    epsilon: epsilon(1e-8),
  },
  adam: { ...commonOfOptimizers(0.001, 0), ...momenta },
  adamw: { ...commonOfOptimizers(0.001, 0.01), ...momenta },
};

/**
 * @param {unknown} value
 * @param {string} where
 * @returns {Record<string, unknown>}
 */
function plainObject(value, where) {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return /** @type {Record<string, unknown>} */ (value);
  }
  throw new SpecError({ got: show(value), expected: "an object", where });
}

/**
 * Takes the known options of an object, with their defaults; refuses any other.
 * @param {Record<string, unknown>} given
 * @param {Record<string, Option>} options
 * @param {string} where
 * @returns {Record<string, unknown>}
 */
function takeOptions(given, options, where) {
  for (const key of Object.keys(given)) {
    if (!Object.hasOwn(options, key)) {
      throw new SpecError({
        got: `the option ${show(key)}`,
        expected: `any of ${Object.keys(options).join(", ")}`,
        where,
      });
    }
  }
  /** @type {Record<string, unknown>} */
  const taken = {};
  for (const [key, option] of Object.entries(options)) {
    const value = given[key];
    taken[key] = value === undefined && "default" in option ? option.default : option.rule(value, `${where}.${key}`);
  }
  return taken;
}

/**
 * Options that depend on the object's own `type`.
 * @param {unknown} value
 * @param {Record<string, Record<string, Option>>} types
 * @param {Record<string, Option>} common
 * @param {string} where
 */
function takeTyped(value, types, common, where) {
  const given = plainObject(value, where);
  const type = String(oneOf(Object.keys(types))(given.type, `${where}.type`));
  const options = { type: { rule: oneOf([type]) }, ...common, ...types[type] };
  return /** @type {{ type: string } & Record<string, unknown>} */ (takeOptions(given, options, where));
}

/**
 * @param {unknown} value
 * @returns {Architecture["layers"]}
 */
function takeLayers(value) {
  if (!Array.isArray(value) || value.length < 1 || value.length > MAX_LAYERS) {
    const got = Array.isArray(value) ? `${value.length} layers` : show(value);
    throw new SpecError({ got, expected: `an array of 1 to ${MAX_LAYERS} layers`, where: "layers" });
  }
  /** @type {Map<string, number>} */
  const numbers = new Map();
  const used = new Set();
  const named = value.map((given) => given?.name);
  return Array.from(value, (given, i) => {
    const where = `layers[${i}]`;
    const layer = takeTyped(given, LAYER_OPTIONS, { name: { rule: name, default: "" } }, where);
    while (layer.name === "") {
      const count = numbers.get(layer.type) ?? 0;
      numbers.set(layer.type, count + 1);
      const candidate = count === 0 ? layer.type : `${layer.type}_${count}`;
      if (!named.includes(candidate)) layer.name = candidate;
    }
    if (used.has(layer.name)) {
      throw new SpecError({
        got: `${show(layer.name)} a second time`,
        expected: "a name of its own",
        where: `${where}.name`,
      });
    }
    used.add(layer.name);
    return /** @type {Architecture["layers"][number]} */ (layer);
  });
}

/**
 * @param {unknown} value
 * @returns {number[]}
 */
function takeInput(value) {
  if (!Array.isArray(value) || value.length < 1 || value.length > MAX_RANK) {
    throw new SpecError({
      got: show(value),
      expected: `the 1 to ${MAX_RANK} sizes of one sample, e.g. [784]`,
      where: "input",
    });
  }
  return Array.from(value, (size, i) => /** @type {number} */ (integer(1, 2 ** 24)(size, `input[${i}]`)));
}

/**
 * Checks a spec and fills in what it leaves open.
 * @param {unknown} value a NetworkSpec
 * @returns {Architecture}
 * @throws {SpecError} naming the field
 */
export function resolveSpec(value) {
  const { input, layers, loss, optimizer, batchSize, seed } = takeOptions(
    plainObject(value, "spec"),
    {
      input: { rule: takeInput },
      layers: { rule: takeLayers },
      loss: { rule: oneOf(LOSSES), default: undefined },
      optimizer: { rule: (given) => given, default: "sgd" },
      batchSize: { rule: integer(1, 65536), default: 32 },
      seed: { rule: integer(0, 2 ** 32 - 1), default: 0 },
    },
    "spec",
  );
  const named = typeof optimizer === "string" ? { type: optimizer } : optimizer;
  const update = takeTyped(named, OPTIMIZER_OPTIONS, {}, "optimizer");
  if (update.nesterov && update.momentum === 0) {
    throw new SpecError({ got: "nesterov without momentum", expected: "a momentum above 0", where: "optimizer" });
  }
  const resolved = /** @type {Architecture["layers"]} */ (layers);
  const classes = resolved.at(-1)?.activation === "softmax";
  return /** @type {Architecture} */ ({
    input,
    layers: resolved,
    loss: loss ?? (classes ? "sparseCategoricalCrossentropy" : "meanSquaredError"),
    optimizer: update,
    batchSize,
    seed,
  });
}

// ---- the words of c/spec.h, in its order; a field of floats is written as one

/** @type {readonly (readonly [name: string, kind: "int" | "float"])[]} */
export const LAYER_FIELDS = [
  ["type", "int"],
  ["activation", "int"],
  ["units", "int"],
  ["use_bias", "int"],
  ["kernel_initializer", "int"],
  ["bias_initializer", "int"],
  ["alpha", "float"],
  ["scale", "float"],
  ["offset", "float"],
  ["l2", "float"],
  ["rate", "float"],
  ["momentum", "float"],
  ["epsilon", "float"],
];

/** @type {readonly (readonly [name: string, kind: "int" | "float", count?: number])[]} */
export const SPEC_FIELDS = [
  ["rank", "int"],
  ["input", "int", MAX_RANK],
  ["layers", "int"],
  ["batch_size", "int"],
  ["loss", "int"],
  ["optimizer", "int"],
  ["seed", "int"],
  ["learning_rate", "float"],
  ["momentum", "float"],
  ["weight_decay", "float"],
  ["nesterov", "int"],
  ["rho", "float"],
  ["beta1", "float"],
  ["beta2", "float"],
  ["epsilon", "float"],
  ["clip_norm", "float"],
];

/** @param {readonly string[]} names @param {unknown} value */
const indexIn = (names, value) => Math.max(0, names.indexOf(String(value)));

// What each optimiser keeps of every parameter, in the order of its slots (c/optim.h).
/** @type {Record<Optimizer, readonly string[]>} */
export const SLOT_NAMES = {
  sgd: ["velocity"],
  adagrad: ["sumOfSquares"],
  rmsprop: ["meanSquare", "velocity"],
  adam: ["m", "v"],
  adamw: ["m", "v"],
};

/**
 * A spec as c/spec.h lays it out.
 * @param {Architecture} architecture
 * @returns {Uint8Array}
 */
export function encodeSpec(architecture) {
  const head = SPEC_FIELDS.reduce((words, [, , count = 1]) => words + count, 0);
  const words = new DataView(new ArrayBuffer(4 * (head + MAX_LAYERS * LAYER_FIELDS.length)));
  let at = 0;
  /** @param {"int" | "float"} kind @param {unknown} value */
  const put = (kind, value) => {
    if (kind === "float") words.setFloat32(at, Number(value ?? 0), true);
    else words.setUint32(at, Number(value ?? 0), true);
    at += 4;
  };

  const { input, layers, loss, optimizer, batchSize, seed } = architecture;
  /** @type {Record<string, unknown>} */
  const top = {
    rank: input.length,
    layers: layers.length,
    batch_size: batchSize,
    loss: LOSSES.indexOf(loss),
    optimizer: OPTIMIZERS.indexOf(optimizer.type),
    seed,
    learning_rate: optimizer.learningRate,
    momentum: optimizer.momentum,
    weight_decay: optimizer.weightDecay,
    nesterov: optimizer.nesterov,
    rho: optimizer.rho,
    beta1: optimizer.beta1,
    beta2: optimizer.beta2,
    epsilon: optimizer.epsilon,
    clip_norm: optimizer.clipNorm,
  };
  for (const [field, kind, count] of SPEC_FIELDS) {
    if (count) for (let i = 0; i < count; i++) put(kind, input[i]);
    else put(kind, top[field]);
  }
  for (const layer of layers) {
    /** @type {Record<string, unknown>} */
    const fields = {
      type: indexIn(LAYER_TYPES, layer.type),
      activation: indexIn(ACTIVATIONS, layer.activation),
      units: layer.units,
      use_bias: layer.useBias,
      kernel_initializer: indexIn(INITIALIZERS, layer.kernelInitializer),
      bias_initializer: indexIn(INITIALIZERS, layer.biasInitializer),
      alpha: layer.alpha,
      scale: layer.scale,
      offset: layer.offset,
      l2: /** @type {{ l2: number } | undefined} */ (layer.kernelRegularizer)?.l2,
      rate: layer.rate,
      momentum: layer.momentum,
      epsilon: layer.epsilon,
    };
    for (const [field, kind] of LAYER_FIELDS) put(kind, fields[field]);
  }
  return new Uint8Array(words.buffer);
}
