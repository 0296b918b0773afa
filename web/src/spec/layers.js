// @ts-check
// The layers: their types, their options with defaults and limits.
import { badSpec, show } from "../base/errors.js";
import {
  boolean,
  divisor,
  fraction,
  integer,
  kMost,
  number,
  oneOf,
  options,
  positive,
  rule,
  typed,
} from "../base/rules.js";
import { formulaOf, kActivations } from "./activations.js";
import { kInitializers, kMaxLayers } from "./names.js";

/** @typedef {import("../base/rules.js").Option} Option */
/** @typedef {import("../base/rules.js").Rule} Rule */
/** @typedef {import("./activations.js").Activation} Activation */
/** @typedef {import("./names.js").Initializer} Initializer */

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
 * @property {number} [alpha] of leakyRelu: its slope below 0, default 0.3 as in Keras
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
 * @property {number} [alpha] as of dense
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
 * @property {number} [alpha] as of dense
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

const activation = oneOf(kActivations);
const initializer = oneOf(kInitializers);
const size = integer(1, 65536);

/** @type {Record<string, Option>} */
const slope = { alpha: [positive, undefined] };
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

/**
 * @param {unknown} value
 * @returns {({ type: string, name: string } & Record<string, unknown>)[]} with nothing left open
 */
export function takeLayers(value) {
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
    if ("alpha" in taken) taken.alpha ??= formulaOf(taken.activation)?.alpha;
    if (taken.alpha === undefined) delete taken.alpha; // of an activation that takes none
    return taken;
  });
}
