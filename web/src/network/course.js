// @ts-check
// The options of a training run, checked.
import { SpecError } from "../base/errors.js";
import { integer, oneOf, options, rule } from "../base/rules.js";
import { takeAugmentation } from "../spec/augmentation.js";
import { checkExclusive } from "./measure.js";
import { takeData } from "./samples.js";

/** @typedef {import("../base/rules.js").Rule} Rule */
/** @typedef {import("./samples.js").Data} Data */
/** @typedef {import("./samples.js").Samples} Samples */
/** @typedef {import("./state.js").State} State */

/**
 * @typedef {object} TrainOptions
 * @property {number} [epochs] epochs to complete, 1 to 2³¹ − 1, default 1; an interrupted epoch is finished first and
 *   counts as one
 * @property {number} [batchSize] samples per step, 1 to the network's batchSize, which is the default; 1 is stochastic
 *   gradient descent
 * @property {boolean} [shuffle] a new order every epoch, by the network's seed; default true
 * @property {Data} [validation] measured after every epoch; its scale is by default that of the training data
 * @property {number} [validationSplit] instead of validation: the share of the samples, above 0 and below 1, that is
 *   held out, drawn by the seed
 * @property {Schedule} [schedule] of the learning rate, default constant
 * @property {EarlyStopping} [earlyStopping] needs validation
 * @property {import("../spec/augmentation.js").Augmentation} [augmentation] of images: the input is [height, width,
 *   channels], or flat with a square length
 * @property {number[]} [classWeight] for the cross-entropies: what the loss of a sample is multiplied by, one weight
 *   from 0 per class
 * @property {AbortSignal} [signal] stops the run: the loop throws the signal's reason
 */

/**
 * How the learning rate changes, as a factor of the network's own. Steps count over the network's life, so that an
 * interrupted run continues its schedule.
 * @typedef {object} Schedule
 * @property {"constant" | "step" | "cosine"} type step: times `factor` every `every` epochs; cosine: down to 0 at the end
 *   of the run (Loshchilov and Hutter 2017)
 * @property {number} [every] step: epochs, from 1
 * @property {number} [factor] step: above 0, at most 1, default 0.1
 * @property {number} [warmup] steps over which the factor first rises linearly from 0; default 0
 */

/**
 * @typedef {object} EarlyStopping ends the run when validation no longer improves, and restores the best weights
 * @property {number} patience epochs without improvement, from 1
 * @property {"loss" | "accuracy"} [monitor] default loss
 */

/**
 * Holds a run between two steps.
 * @typedef {object} Gate
 * @property {boolean} closed looked at before every step
 * @property {() => Promise<void>} opened resolves when training may continue
 * @property {() => void} stepped called after every step
 */

/**
 * @typedef {object} Course
 * @property {number} epochs
 * @property {number} batchSize
 * @property {boolean} shuffle
 * @property {Samples} [validation]
 * @property {number} [validationSplit]
 * @property {Schedule} schedule
 * @property {EarlyStopping} [earlyStopping]
 * @property {number[]} [augmentation] the arguments of the engine's `augmentation`
 * @property {number[]} [classWeight] (CLASSES)
 * @property {AbortSignal} [signal]
 * @property {Gate} [gate]
 */

const anything = (/** @type {unknown} */ value) => value;
const count = integer(1, 2 ** 31 - 1);
const signal = rule((value) => value instanceof AbortSignal, "an AbortSignal");
const earlyStopping = options({ patience: [count], monitor: [oneOf(["loss", "accuracy"]), "loss"] });

const scheduled = options({
  type: [oneOf(["constant", "step", "cosine"])],
  every: [anything, 1],
  factor: [rule((value) => value > 0 && value <= 1, "a number above 0, at most 1"), 0.1],
  warmup: [integer(0, 2 ** 31 - 1), 0],
});

/** What may be left out, as any falsy value too. @param {Rule} check @returns {import("../base/rules.js").Option} */
const open = (check) => [(value, where) => value && check(value, where), undefined];

/** @type {Rule} */
function schedule(value, where) {
  const taken = scheduled(value, where);
  if (taken.type === "step") count(Object(value).every, `${where}.every`);
  return taken;
}

/**
 * @param {State} state
 * @param {Samples} samples to train on
 * @param {TrainOptions & { gate?: Gate }} options
 * @returns {Course}
 * @throws {ShapeError | SpecError}
 */
export function takeCourse(state, { n, scale }, { gate, ...given }) {
  const { CLASSES, architecture } = state;
  const { batchSize, input, loss } = architecture;
  const share = rule((value) => {
    const held = typeof value === "number" ? Math.round(n * value) : 0;
    return held > 0 && held < n;
  }, `a share of the ${n} samples that leaves some on both sides`);
  const weights = rule(
    (value) => Array.isArray(value) && value.length === CLASSES && value.every((w) => Number.isFinite(w) && w >= 0),
    `${CLASSES} numbers from 0, one per class`,
  );
  const course = options({
    epochs: [count, 1],
    batchSize: [integer(1, batchSize), batchSize],
    shuffle: [anything, true],
    validation: open((value) => takeData(state, { scale, .../** @type {Data} */ (value) }, "validation.")),
    validationSplit: [share, undefined],
    schedule: [schedule, { type: "constant" }],
    earlyStopping: open(earlyStopping),
    classWeight: open((value, where) => {
      checkExclusive(state, loss.endsWith("Crossentropy"), where);
      return weights(value, where);
    }),
    augmentation: open((value) => takeAugmentation(value, input)),
    signal: [signal, undefined],
  })(given, "train");

  const split = course.validationSplit !== undefined;
  if (split && course.validation) {
    throw new SpecError({
      got: "validation as well",
      expected: "one of the two",
      where: "validationSplit",
      message: "train takes validation or validationSplit, not both.",
    });
  }
  if (course.earlyStopping && !split && !course.validation) {
    throw new SpecError({
      got: "no validation",
      expected: "validation or validationSplit",
      where: "earlyStopping",
      message: "earlyStopping needs validation or validationSplit.",
    });
  }
  return { ...course, gate };
}
