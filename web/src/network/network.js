// @ts-check
import { bytesOf } from "../formats/source.js";
import { kOptimizer, readModel, writeModel } from "../formats/model.js";
import { addTotals, checkEarlyStopping, checkSchedule, checkSignal, many, noTotals, runCourse } from "./trainer.js";
import {
  badFile,
  badShape,
  badSpec,
  DisposedError,
  DivergedError,
  ShapeError,
  show,
  sizes,
  SpecError,
  volume,
} from "../base/errors.js";
import { fnv1a } from "../base/hash.js";
import { release } from "../engine/instances.js";
import { acquire, ready } from "../engine/loader.js";
import { integer, number, options as choices, rule } from "../base/rules.js";
import { takeAugmentation } from "../spec/augmentation.js";
import { encodeSpec } from "../spec/encode.js";
import { kDataTypes, kMode, kStatus, kTensorRoles } from "../spec/names.js";
import { kSlotNames } from "../spec/optimizers.js";
import { resolveSpec } from "../spec/spec.js";
import { textTable } from "../base/summary.js";
import { flatten } from "../base/values.js";

/** @typedef {import("../spec/spec.js").NetworkSpec} NetworkSpec */
/** @typedef {import("../spec/spec.js").Architecture} Architecture */
/** @typedef {import("../engine/instances.js").Engine} Engine */
/** @typedef {import("../base/values.js").Values} Values */
/** @typedef {import("../base/values.js").NumberArray} NumberArray */
/** @typedef {import("../formats/model.js").NamedTensor} NamedTensor */
/** @typedef {{ build?: "auto" | "simd128" | "relaxed", deterministic?: boolean }} BuildOptions */

/** @typedef {import("./trainer.js").Evaluation} Evaluation */
/** @typedef {import("./trainer.js").Progress} Progress */
/** @typedef {import("./trainer.js").Session} Session */
/** @typedef {import("./trainer.js").Course} Course */

/**
 * Samples to train on or to be measured by.
 * @typedef {object} Data
 * @property {Values} x n samples, row-major; bytes stay bytes until they enter a batch
 * @property {Values} y n class indices, or n rows of targets, as the loss says
 * @property {number} [scale] what x is multiplied by on its way in, default 1; 1/255 for pixels as bytes
 */

/**
 * @typedef {object} TrainOptions
 * @property {number} [epochs] ends of an epoch to reach, default 1; an epoch that was interrupted is finished first
 * @property {number} [batchSize] samples a step, default and at most the network's; 1 is stochastic descent
 * @property {boolean} [shuffle] a new order every epoch, by the network's seed; default true
 * @property {Data} [validation] measured after every epoch
 * @property {number} [validationSplit] in place of validation: this share of the samples, drawn by the seed, is held out
 * @property {import("./trainer.js").Schedule} [schedule] of the learning rate, default constant
 * @property {import("./trainer.js").EarlyStopping} [earlyStopping] needs validation
 * @property {import("../spec/augmentation.js").Augmentation} [augmentation] of pictures: an input [height, width, channels], or a flat one
 *   whose length is a square
 * @property {number[]} [classWeight] what a sample of each class counts; for the cross-entropies
 * @property {AbortSignal} [signal] stops the run: the loop throws the signal's reason
 */

/**
 * Flat samples and targets that fit the network.
 * @typedef {{ flat: NumberArray, targets: NumberArray, n: number, scale: number }} Samples
 */

/**
 * A layer or tensor as the engine planned it; addresses in bytes.
 * @typedef {{ name: string, shape: number[], size: number, output: number }} LayerPlan
 * @typedef {{ name: string, shape: number[], size: number, value: number, gradient: number, slots: number[] }} TensorPlan
 *   gradient is 0 where the layer sets the tensor itself; slots are what the optimiser keeps
 */

const scaling = rule(Number.isFinite, "a finite number");
const anything = (/** @type {unknown} */ value) => value;
const positive = number(0);

// The engine's are checked where it is made.
const loading = choices({
  build: [anything, undefined],
  deterministic: [anything, undefined],
  batchSize: [integer(1, 65536), undefined],
});

// Elements of a data set that are copied between two looks at the clock: well under a millisecond.
const kCopyAtOnce = 2 ** 19;

// Seeds and epochs are counted from 0: this one is nobody's epoch.
const kSplitEpoch = 2 ** 32 - 2;

const list = (/** @type {number} */ n, /** @type {(i: number) => number} */ get) =>
  Array.from({ length: n }, (_, i) => get(i));

/** How many numbers there are, as an error tells. @param {readonly number[]} shape */
const amount = (shape) => (shape.length === 1 ? `${shape[0]} values` : `shape ${sizes(shape)}`);

/**
 * The sentence for a status of c/spec.h.
 * @param {number} status
 * @param {number} index the engine's error index: a layer
 * @param {number[]} shape of that layer's input
 * @param {Architecture} architecture
 */
function planError(status, index, shape, { layers, loss }) {
  const layer = layers[index];
  const where = `layers[${index}] ("${layer?.name}")`;
  if (status === kStatus.shape) {
    const [height, width] = shape;
    let expected = `a flat input for ${layer.type}; put a flatten layer before it`;
    if (layer.type !== "dense") {
      const room = shape.length === 3 && `a window of at most ${height} × ${width}, or padding: "same"`;
      expected = room || `[height, width, channels] for ${layer.type}`;
    }
    return badShape(`an input of ${sizes(shape)}`, expected, where);
  }
  if (status === kStatus.head) {
    const got = layer.activation ? `${layer.activation} at the end` : `a ${layer.type} layer at the end`;
    const partner = loss === "binaryCrossentropy" ? "sigmoid" : "softmax";
    return badSpec(got, `${partner} over one dimension, which ${loss} is computed with`, where);
  }
  return badSpec("more than 2 GiB to plan for", "a smaller batchSize or fewer units", where);
}

/**
 * The parts of a Network that only the library's own modules may use: training in a worker keeps a network here the
 * same as one there.
 * @typedef {object} Friends
 * @property {(net: Network, bytes: Uint8Array) => void} importState everything that `save` wrote, for the same layers
 * @property {(net: Network, into?: Float32Array) => Float32Array} copyWeights all parameters as one array
 * @property {(net: Network, weights: Float32Array) => void} writeWeights the inverse
 * @property {(net: Network, callback: () => void) => () => void} onDispose answers what takes the callback back
 * @property {(net: Network) => () => void} claim keeps other runs from training the network; answers what ends that
 */
/** @type {Friends} */
export let friends;

/**
 * A feed-forward network in an engine of its own. Make one with `Network.create` or `Network.load`; give it back with
 * `dispose`.
 */
export class Network {
  /** @type {Engine | null} */
  #engine;
  #architecture;
  #IN;
  #OUT;
  /** @type {LayerPlan[]} */
  #layers = [];
  /** @type {TensorPlan[]} */
  #tensors = [];
  #input = 0;
  #target = 0;
  #output = 0;
  #classWeight = 0;
  #lastBatch = 0;
  /** Whether the last pass went through every layer on its own. */
  #complete = true;
  #learningRate;
  #step = 0;
  #epoch = 0;
  #seen = 0;
  #training = false;
  /** @type {Set<() => void>} */
  #disposal = new Set();

  static {
    friends = {
      importState: (net, bytes) => {
        const { architecture, training, tensors } = readModel(bytes);
        net.#compare(tensors);
        net.#restore(training, tensors);
        net.learningRate = architecture.optimizer.learningRate;
      },
      copyWeights: (net, into) => net.#copyWeights(into),
      writeWeights: (net, weights) => net.#writeWeights(weights),
      onDispose: (net, callback) => {
        net.#disposal.add(callback);
        return () => net.#disposal.delete(callback);
      },
      claim: (net) => net.#claim(),
    };
  }

  /**
   * Not for callers: `Network.create` makes networks.
   * @param {Engine} engine
   * @param {Architecture} architecture
   * @param {(net: Network) => void} [agree] called with the shapes, before any memory is taken
   */
  constructor(engine, architecture, agree) {
    this.#engine = engine;
    this.#architecture = architecture;
    this.#learningRate = architecture.optimizer.learningRate;
    this.#IN = volume(architecture.input);
    this.#infer(engine);
    this.#OUT = /** @type {LayerPlan} */ (this.#layers.at(-1)).size;
    agree?.(this);
    engine.memory.reserve(engine.calls.end());
    engine.calls.create();
    this.#readPlan(engine);
  }

  /** Every shape. @param {Engine} engine */
  #infer(engine) {
    const { calls, memory } = engine;
    memory.bytes.set(encodeSpec(this.#architecture), calls.spec_address());
    const status = calls.measure();
    this.#readPlan(engine);
    if (status === kStatus.ok) return;
    const index = calls.error_index();
    const { shape } = this.#layers[index - 1] ?? { shape: this.#architecture.input };
    throw planError(status, index, shape, this.#architecture);
  }

  /** The table that c/abi.c describes at `plan`. @param {Engine} engine */
  #readPlan({ calls, memory }) {
    let at = calls.plan() >>> 2;
    const word = () => memory.ints[at++];
    const words = () => list(word(), word);
    [this.#input, this.#target, this.#output, this.#classWeight] = list(4, word);
    this.#tensors = [];
    this.#layers = this.#architecture.layers.map(({ name }) => {
      const [output, shape] = [word(), words()];
      for (let left = word(); left > 0; left--) {
        const [role, value, gradient, slots, dims] = [kTensorRoles[word()], word(), word(), words(), words()];
        this.#tensors.push({ name: `${name}/${role}`, shape: dims, size: volume(dims), value, gradient, slots });
      }
      return { name, shape, size: volume(shape), output };
    });
  }

  /**
   * Makes a network and draws its parameters by the seed: same spec, same bits (with the simd128 build on every
   * machine; the relaxed build rounds as the CPU does).
   * @param {NetworkSpec & BuildOptions} spec `build`: `auto` (default) is relaxed SIMD where the host has it, else
   *   `simd128`; `deterministic: true` means simd128
   * @returns {Promise<Network>}
   * @throws {SpecError} for an option that cannot be
   * @throws {ShapeError} for layers that do not fit each other
   * @throws {GliaError} when the host refuses WebAssembly or memory
   */
  static async create(spec) {
    const { build, deterministic, ...rest } = spec ?? {};
    const architecture = resolveSpec(spec === null || typeof spec !== "object" ? spec : rest);
    return Network.#make(architecture, { build, deterministic });
  }

  /**
   * @param {Architecture} architecture
   * @param {BuildOptions} options
   * @param {(net: Network) => void} [agree]
   */
  static async #make(architecture, options, agree) {
    const engine = await acquire(options);
    try {
      return new Network(engine, architecture, agree);
    } catch (error) {
      release(engine);
      throw error;
    }
  }

  /**
   * Loads what `save` wrote; training goes on where it stopped.
   * @param {Uint8Array | ArrayBuffer | Blob | Response | Promise<Response>} source
   * @param {BuildOptions & { batchSize?: number }} [options] `batchSize` in place of the saved one
   * @returns {Promise<Network>}
   * @throws {FormatError} for a file that is not whole, or not a model of Glia's
   */
  static async load(source, options = {}) {
    const { batchSize, ...engine } = loading(options, "load");
    // The engine gets ready while the file is under way; a refusal of it is told below.
    ready(engine).catch(() => {});
    const { architecture, training, tensors } = readModel(await bytesOf(await source));
    architecture.batchSize = batchSize ?? architecture.batchSize;
    let net;
    try {
      net = await Network.#make(architecture, engine, (plan) => plan.#compare(tensors));
    } catch (cause) {
      if (!(cause instanceof ShapeError || (cause instanceof SpecError && cause.where.startsWith("layers"))))
        throw cause;
      const { got, expected, where } = cause;
      throw badFile(got, expected, `model architecture, ${where}`, cause);
    }
    net.#restore(training, tensors);
    return net;
  }

  /** What a file holds: parameters and what the optimiser keeps of them. */
  #stored() {
    const names = kSlotNames[this.#architecture.optimizer.type];
    return [
      ...this.#tensors,
      ...this.#tensors.flatMap(({ name, shape, size, slots }) =>
        slots.map((value, i) => ({ name: `${kOptimizer}${names[i]}/${name}`, shape, size, value })),
      ),
    ];
  }

  /**
   * Refuses tensors that are not exactly the network's.
   * @param {NamedTensor[]} tensors
   */
  #compare(tensors) {
    const shapes = new Map(this.#stored().map(({ name, shape }) => [name, sizes(shape)]));
    const names = [...shapes.keys()].join(", ");
    const where = (/** @type {string} */ name) => `model tensor "${name}"`;
    for (const { name, shape } of tensors) {
      const wanted = shapes.get(name);
      if (wanted === undefined) throw badFile("a tensor that the architecture does not have", names, where(name));
      if (wanted !== sizes(shape)) throw badFile(`shape ${sizes(shape)}`, wanted, where(name));
      shapes.delete(name);
    }
    for (const name of shapes.keys()) throw badFile("no such tensor", "one, as the architecture says", where(name));
  }

  /**
   * Writes tensors that #compare agreed to.
   * @param {import("../formats/model.js").Model["training"]} training
   * @param {NamedTensor[]} tensors
   */
  #restore({ step, epoch, seen }, tensors) {
    const { calls, memory } = this.#live();
    const values = new Map(tensors.map((tensor) => [tensor.name, tensor.values]));
    for (const { name, value } of this.#stored()) memory.writeFloats(value, values.get(name) ?? []);
    calls.parameters_changed();
    calls.set_step(step);
    this.#step = step;
    this.#epoch = epoch;
    this.#seen = seen;
  }

  /** @param {string} layer */
  #tensorsOf(layer) {
    return this.#tensors.filter(({ name }) => name.startsWith(`${layer}/`));
  }

  /** @returns {Engine} */
  #live() {
    if (this.#engine) return this.#engine;
    throw new DisposedError({ got: "a network after dispose()", expected: "a live one", where: "network" });
  }

  /** What the network is: the spec with every option given. A copy. */
  get spec() {
    const { optimizer, ...rest } = this.#architecture;
    return structuredClone({ ...rest, optimizer: { ...optimizer, learningRate: this.#learningRate } });
  }

  /** The engine build in use. */
  get build() {
    return this.#live().build;
  }

  /** Training steps taken so far, over the network's life. */
  get step() {
    return this.#step;
  }

  /** Whole passes of `train` over its data so far, over the network's life. */
  get epoch() {
    return this.#epoch;
  }

  /** The optimiser's learning rate, before any schedule; may be set at any time, from 0. */
  get learningRate() {
    return this.#learningRate;
  }

  set learningRate(rate) {
    this.#live().calls.set_learning_rate(positive(rate, "learningRate"));
    this.#learningRate = rate;
  }

  // ---- samples and targets

  /**
   * Flat samples and how many there are.
   * @param {Values} x
   * @param {string} where
   * @returns {{ flat: NumberArray, n: number }}
   */
  #samples(x, where) {
    const { flat, shape } = x instanceof Float32Array ? { flat: x, shape: [x.length] } : flatten(x, where);
    const { input } = this.#architecture;
    const n = flat.length / this.#IN;
    // Rows of their own have to be samples, or the one sample in its own shape.
    const one = [shape.join(), [...shape, 1].join()].includes(input.join());
    const fits = shape.length === 1 || shape[0] === n || one;
    if (n >= 1 && Number.isInteger(n) && fits) return { flat, n };
    throw badShape(amount(shape), `${this.#IN} values a sample, as the input ${sizes(input)} takes`, where);
  }

  /**
   * Flat samples that one pass holds.
   * @param {Values} x
   */
  #batch(x) {
    const { flat, n } = this.#samples(x, "x");
    const { batchSize } = this.#architecture;
    if (n <= batchSize) return { flat, n };
    throw badShape(`${n} samples`, `at most batchSize, ${batchSize}`, "x");
  }

  get #sparse() {
    return this.#architecture.loss === "sparseCategoricalCrossentropy";
  }

  get #binary() {
    return this.#architecture.loss === "binaryCrossentropy";
  }

  /** Whether outputs are classes, so that an accuracy can be told. */
  get #classes() {
    const flat = this.#layers.at(-1)?.shape.length === 1;
    return this.#binary || (flat && this.#architecture.layers.at(-1)?.activation === "softmax");
  }

  /** Numbers of one target: 1 for a class index, else the outputs. */
  get #TARGET() {
    return this.#sparse ? 1 : this.#OUT;
  }

  /** Classes that there are: a single output of binaryCrossentropy tells two apart. */
  get #CLASSES() {
    return this.#binary && this.#OUT === 1 ? 2 : this.#OUT;
  }

  /**
   * Flat targets for n samples, class indices checked.
   * @param {Values} y
   * @param {number} n
   * @param {string} where
   */
  #targets(y, n, where) {
    const { flat, shape } = flatten(y, where);
    if (flat.length !== n * this.#TARGET || (shape.length > 1 && shape[0] !== n)) {
      const expected = this.#sparse
        ? `${n} class indices`
        : `${n * this.#TARGET}, ${this.#TARGET} for each of ${n} samples`;
      throw badShape(amount(shape), expected, where);
    }
    this.#checkClasses(flat, where);
    return flat;
  }

  /**
   * @param {NumberArray} targets
   * @param {string} where
   */
  #checkClasses(targets, where) {
    if (!this.#sparse) return;
    const at = targets.findIndex((/** @type {number} */ c) => !(Number.isInteger(c) && c >= 0 && c < this.#OUT));
    const expected = `a class from 0 to ${this.#OUT - 1}`;
    if (at >= 0) throw badShape(show(targets[at]), expected, `${where}[${at}]`);
  }

  /**
   * Refuses arrays that are no longer what they were when they were checked: they are the caller's, who may have
   * transferred them away.
   * @param {Samples} samples
   */
  #checkUnchanged({ flat, targets, n }) {
    if (flat.length === n * this.#IN && targets.length === n * this.#TARGET) return;
    throw badShape("arrays that have become shorter", "the same as when training began", "data");
  }

  /**
   * @param {Data} data
   * @param {string} where
   * @returns {Samples}
   */
  #data(data, where) {
    if (typeof data !== "object" || data === null) {
      throw badShape(show(data), "an object with x and y", where || "data");
    }
    const { flat, n } = this.#samples(data.x, `${where}x`);
    return {
      flat,
      n,
      targets: this.#targets(data.y, n, `${where}y`),
      scale: scaling(data.scale ?? 1, `${where}scale`),
    };
  }

  /**
   * Puts samples from..from+n into the engine's input, as floats.
   * @param {NumberArray} flat
   * @param {number} from
   * @param {number} n
   * @param {number} [scale]
   */
  #stageInput(flat, from, n, scale = 1) {
    const { memory } = this.#live();
    const whole = from === 0 && flat.length === n * this.#IN;
    const part = whole ? flat : flat.subarray(from * this.#IN, (from + n) * this.#IN);
    const start = this.#input >>> 2;
    memory.floats.set(part, start);
    // Rounded to a float first, as the engine does it with a data set.
    const factor = Math.fround(scale);
    if (factor !== 1) for (let i = start; i < start + part.length; i++) memory.floats[i] *= factor;
  }

  /**
   * Puts samples into the engine's input, one batch after the other.
   * @param {NumberArray} flat
   * @param {number} n
   * @param {number} scale
   * @param {(from: number, count: number) => void} use
   */
  #batches(flat, n, scale, use) {
    const { batchSize } = this.#architecture;
    for (let from = 0; from < n; from += batchSize) {
      const m = Math.min(batchSize, n - from);
      this.#stageInput(flat, from, m, scale);
      use(from, m);
    }
  }

  /**
   * @param {NumberArray} flat
   * @param {number} from
   * @param {number} n
   */
  #stageTarget(flat, from, n) {
    const { memory } = this.#live();
    const part = flat.subarray(from * this.#TARGET, (from + n) * this.#TARGET);
    const start = this.#target >>> 2;
    (this.#sparse ? memory.ints : memory.floats).set(part, start);
    // The copy is what counts: the caller's array may have changed since it was checked.
    this.#checkClasses(memory.ints.subarray(start, start + part.length), "y");
  }

  /**
   * A batch for one pass, checked whole before anything is written.
   * @param {Values} x
   * @param {Values} y
   */
  #stageBatch(x, y) {
    const { flat, n } = this.#batch(x);
    const targets = this.#targets(y, n, "y");
    this.#stageInput(flat, 0, n);
    this.#stageTarget(targets, 0, n);
    return n;
  }

  // ---- passes

  /**
   * @param {number} n
   * @param {number} [mode]
   */
  #forward(n, mode = kMode.predict) {
    this.#live().calls.forward(mode, n);
    this.#lastBatch = n;
    this.#complete = mode !== kMode.predict;
  }

  /**
   * The outputs for n samples; n follows from the length.
   * @param {Values} x (n, ...input)
   * @returns {Float32Array} (n, outputs), the caller's own
   * @throws {ShapeError}
   */
  predict(x) {
    const { memory } = this.#live();
    const { flat, n } = this.#samples(x, "x");
    const out = new Float32Array(n * this.#OUT);
    this.#batches(flat, n, 1, (from, m) => {
      this.#forward(m);
      out.set(memory.copyFloats(this.#output, m * this.#OUT), from * this.#OUT);
    });
    return out;
  }

  /**
   * One training step: forward, loss, backward, update.
   * @param {Values} x (n, ...input), n up to batchSize
   * @param {Values} y (n) class indices or (n, outputs) targets, as the loss says
   * @returns {Evaluation} of the batch before the update
   * @throws {ShapeError}
   * @throws {SpecError} where a step activation stops the gradient
   * @throws {DivergedError} where the loss, a gradient or a new weight is not finite; the weights are as they were
   */
  trainBatch(x, y) {
    this.#live();
    return this.#evaluation(this.#trainStep(this.#stageBatch(x, y)));
  }

  /**
   * @param {number} n samples that are in place
   * @returns {import("./trainer.js").Totals}
   */
  #trainStep(n) {
    const { calls } = this.#live();
    this.#lastBatch = n;
    this.#complete = true;
    const status = calls.train(n);
    if (status !== kStatus.ok) throw this.#trainError(status, n);
    this.#step++;
    return this.#totals(n, calls.last_sum());
  }

  /**
   * What the last loss left behind.
   * @param {number} count
   * @param {number} sum
   */
  #totals(count, sum) {
    const { calls } = this.#live();
    const absolute = this.#classes ? 0 : calls.last_absolute_sum(count);
    return { count, sum, correct: calls.last_correct(), absolute };
  }

  /**
   * @param {number} status
   * @param {number} n
   */
  #trainError(status, n) {
    const { calls } = this.#live();
    const index = calls.error_index();
    const layer = index >= 0 ? this.#architecture.layers[index].name : null;
    if (status === kStatus.stepGradient) {
      return badSpec(
        "step, whose gradient is zero everywhere, so that nothing before it could learn",
        "an activation with a slope, such as sigmoid or relu, in a network that is trained",
        `layers[${index}] ("${layer}").activation`,
      );
    }
    const [what, value] = this.#found(status, index, n);
    return new DivergedError({
      got: `a ${what} of ${value}`,
      expected: "finite numbers; try a smaller learning rate, or inputs scaled to about 1",
      where: `training step ${this.#step + 1}${layer === null ? "" : `, layer "${layer}"`}`,
      layer,
      step: this.#step + 1,
      value,
    });
  }

  /**
   * What is not finite, in a word and a number.
   * @param {number} status
   * @param {number} index of the layer, -1 for the loss itself
   * @param {number} n
   * @returns {[string, number]}
   */
  #found(status, index, n) {
    const { calls, memory } = this.#live();
    const bad = (/** @type {number} */ address, /** @type {number} */ size) =>
      memory.copyFloats(address, size).find((value) => !Number.isFinite(value));
    if (status === kStatus.weight) return ["new weight", Infinity];
    if (status === kStatus.gradient) {
      const { name } = this.#layers[index];
      const own = this.#tensorsOf(name).filter(({ gradient }) => gradient);
      return ["gradient", own.map(({ gradient, size }) => bad(gradient, size)).find((v) => v !== undefined) ?? NaN];
    }
    if (index >= 0) {
      const { output, size } = this.#layers[index];
      return ["value", bad(output, n * size) ?? NaN];
    }
    return ["loss", calls.mean(calls.last_sum(), n) + calls.last_penalty()];
  }

  /**
   * @param {import("./trainer.js").Totals} totals
   * @returns {Evaluation}
   */
  #evaluation({ count, sum, correct, absolute }) {
    const { calls } = this.#live();
    const outputs = count * this.#OUT;
    return {
      loss: calls.mean(sum, count) + calls.last_penalty(),
      accuracy: this.#classes ? correct / (this.#binary ? outputs : count) : null,
      meanAbsoluteError: this.#classes ? null : absolute / outputs,
    };
  }

  /**
   * The gradients of the mean loss over a batch, without an update; read them with `gradients()`.
   * @param {Values} x (n, ...input), n up to batchSize
   * @param {Values} y as in trainBatch
   * @returns {Evaluation} of the batch
   */
  backward(x, y) {
    const { calls } = this.#live();
    const n = this.#stageBatch(x, y);
    this.#forward(n, kMode.train);
    const totals = this.#totals(n, calls.loss(1, n));
    const status = calls.backward(n);
    if (status !== kStatus.ok) throw this.#trainError(status, n);
    return this.#evaluation(totals);
  }

  /**
   * How a score changes with every input: the derivative of output `k`, before the last layer's activation.
   * @param {Values} x (n, ...input), n up to batchSize
   * @param {number} k which output
   * @returns {Float32Array} (n, ...input)
   */
  inputGradient(x, k) {
    const { calls, memory } = this.#live();
    const { flat, n } = this.#batch(x);
    if (!Number.isInteger(k) || k < 0 || k >= this.#OUT) {
      throw badShape(show(k), `an output from 0 to ${this.#OUT - 1}`, "k");
    }
    this.#stageInput(flat, 0, n);
    this.#forward(n, kMode.look);
    const address = calls.input_gradient(n, k);
    if (address === 0) throw this.#trainError(kStatus.stepGradient, n);
    const gradient = memory.copyFloats(address, n * this.#IN);
    this.#stageInput(flat, 0, n); // whose place it took
    return gradient;
  }

  /**
   * Measures a data set batch by batch, in order.
   * @param {Samples} samples
   * @param {(first: number, count: number) => void} [look] called after each batch, its outputs in place
   */
  #measure(samples, look) {
    const { flat, targets, n, scale } = samples;
    const { batchSize } = this.#architecture;
    const totals = noTotals();
    return {
      /** Measures one more batch; false when there is none left. */
      next: () => {
        const first = totals.count;
        if (first === n) return false;
        const { calls } = this.#live();
        this.#checkUnchanged(samples);
        const m = Math.min(batchSize, n - first);
        this.#stageInput(flat, first, m, scale);
        this.#stageTarget(targets, first, m);
        this.#forward(m);
        addTotals(totals, this.#totals(m, calls.loss(0, m)));
        look?.(first, m);
        return true;
      },
      result: () => this.#evaluation(totals),
    };
  }

  /**
   * Loss, and accuracy or mean absolute error, over any number of samples, in batches.
   * @param {Values} x (n, ...input)
   * @param {Values} y (n) class indices or (n, outputs) targets, as the loss says
   * @param {{ scale?: number, confusion?: boolean }} [options] `scale` as in Data; `confusion` adds the matrix of counts
   *   `confusion[truth][guess]` and each class's precision and recall
   * @returns {Evaluation}
   */
  evaluate(x, y, { scale, confusion = false } = {}) {
    this.#live();
    const samples = this.#data({ x, y, scale }, "");
    if (!confusion) {
      const measure = this.#measure(samples);
      while (measure.next()) continue;
      return measure.result();
    }
    this.#checkExclusive(this.#classes, "confusion");
    const CLASSES = this.#CLASSES;
    const counts = Array.from({ length: CLASSES }, () => Array.from({ length: CLASSES }, () => 0));
    const measure = this.#measure(samples, (first, count) => {
      const outputs = this.#live().memory.copyFloats(this.#output, count * this.#OUT);
      for (let i = 0; i < count; i++) {
        counts[this.#classOf(samples.targets, first + i)][this.#guessOf(outputs, i)]++;
      }
    });
    while (measure.next()) continue;
    const sums = counts.map((row) => row.reduce((a, b) => a + b));
    return {
      ...measure.result(),
      confusion: counts,
      precision: counts.map((row, k) => row[k] / counts.reduce((sum, other) => sum + other[k], 0)),
      recall: counts.map((row, k) => row[k] / sums[k]),
    };
  }

  /**
   * The class that an output or a row of targets names.
   * @param {ArrayLike<number>} rows (n, outputs)
   * @param {number} i
   */
  #guessOf(rows, i) {
    if (this.#OUT === 1) return Number(rows[i] > 0.5);
    let best = i * this.#OUT;
    for (let j = best + 1; j < (i + 1) * this.#OUT; j++) if (rows[j] > rows[best]) best = j;
    return best - i * this.#OUT;
  }

  /**
   * @param {NumberArray} targets
   * @param {number} i
   */
  #classOf(targets, i) {
    return this.#sparse ? targets[i] : this.#guessOf(targets, i);
  }

  /**
   * Has every normalization layer learn each feature's mean and variance from samples.
   * @param {Values} x (n, ...input)
   * @param {{ scale?: number }} [options] as in Data
   */
  adapt(x, { scale = 1 } = {}) {
    this.#live();
    const { flat, n } = this.#samples(x, "x");
    this.#adapt(flat, n, scaling(scale, "scale"));
  }

  /**
   * @param {NumberArray} flat
   * @param {number} n
   * @param {number} scale
   */
  #adapt(flat, n, scale) {
    const { calls, memory } = this.#live();
    const { layers, input } = this.#architecture;
    layers.forEach(({ type, name }, i) => {
      if (type !== "normalization") return;
      // In layer order, so that each learns from what the ones before it make of the samples.
      const [mean, variance] = this.#tensorsOf(name);
      const C = mean.size;
      const { output, size } = i > 0 ? this.#layers[i - 1] : { output: this.#input, size: volume(input) };
      /** @param {(value: number, feature: number) => void} take */
      const each = (take) =>
        this.#batches(flat, n, scale, (_, m) => {
          this.#forward(m);
          memory.copyFloats(output, m * size).forEach((value, at) => take(value, at % C));
        });
      const count = (n * size) / C;
      const means = new Float64Array(C);
      const variances = new Float64Array(C);
      each((value, j) => (means[j] += value / count));
      each((value, j) => (variances[j] += (value - means[j]) ** 2 / count));
      const beyond = (/** @type {number} */ v) => !Number.isFinite(Math.fround(v));
      const bad = means.findIndex((m, j) => beyond(m) || beyond(variances[j]));
      if (bad >= 0) {
        const got = `a mean of ${means[bad]} and a variance of ${variances[bad]}`;
        throw badShape(got, "finite numbers", `layer "${name}", feature ${bad}`);
      }
      memory.writeFloats(mean.value, means);
      memory.writeFloats(variance.value, variances);
      calls.parameters_changed();
    });
  }

  /** Adapts normalization layers that never were, before the first step of all. */
  #adaptFirst(/** @type {Samples} */ { flat, n, scale }) {
    const { memory } = this.#live();
    const untouched = (/** @type {TensorPlan} */ { name, value, size }) =>
      (!name.endsWith("/mean") || memory.copyFloats(value, size).every((v) => v === 0)) &&
      (!name.endsWith("/variance") || memory.copyFloats(value, size).every((v) => v === 1));
    if (this.#step === 0 && this.#tensors.every(untouched)) this.#adapt(flat, n, scale);
  }

  /**
   * Pictures as training with an augmentation sees them.
   * @param {Values} x (n, ...input)
   * @param {import("../spec/augmentation.js").Augmentation} augmentation
   * @param {{ epoch?: number, scale?: number }} [options] `epoch` from 0: each draws anew; `scale` as in Data
   * @returns {Float32Array} (n, ...input), by the network's seed
   */
  augment(x, augmentation, { epoch = 0, scale = 1 } = {}) {
    const { calls, memory } = this.#live();
    const { flat, n } = this.#samples(x, "x");
    calls.augmentation(...takeAugmentation(augmentation, this.#architecture.input));
    const factor = scaling(scale, "scale");
    integer(0, 2 ** 31 - 1)(epoch, "epoch");
    const out = new Float32Array(flat.length);
    this.#batches(flat, n, factor, (from, m) => {
      calls.augment(epoch, 0, from, m);
      out.set(memory.copyFloats(this.#input, m * this.#IN), from * this.#IN);
    });
    this.#lastBatch = 0;
    return out;
  }

  // ---- training

  /**
   * Trains on the calling thread, which gets its turn at least every 10 ms. The data are copied in once. Progress comes
   * about ten times a second and after every epoch; a slow reader of it slows the training, nothing queues. Leaving the
   * loop stops it; a later call goes on within the epoch.
   * @param {Data} data
   * @param {TrainOptions} [options]
   * @returns {AsyncGenerator<Progress, void, void>} training starts with the first `next()`
   * @throws {ShapeError | SpecError} at once, for data or options that do not fit
   */
  train(data, options = {}) {
    this.#live();
    const { gate, ...given } = /** @type {TrainOptions & { gate?: Course["gate"] }} */ (options);
    const { batchSize, input } = this.#architecture;
    const samples = this.#data(data, "");
    const course = choices({
      epochs: [many, 1],
      batchSize: [integer(1, batchSize), batchSize],
      shuffle: [anything, true],
      validation: [
        (/** @type {any} */ value) => value && this.#data({ scale: data.scale, ...value }, "validation."),
        undefined,
      ],
      validationSplit: [(share, where) => checkShare(share, samples.n, where), undefined],
      schedule: [checkSchedule, { type: "constant" }],
      earlyStopping: [(value, where) => value && checkEarlyStopping(value, where), undefined],
      classWeight: [(value, where) => value && this.#checkClassWeight(value, where), undefined],
      augmentation: [(value) => value && takeAugmentation(value, input), undefined],
      signal: [checkSignal, undefined],
    })(given, "train");
    const { validation, validationSplit, earlyStopping } = course;
    if (validationSplit !== undefined && validation) {
      throw badSpec("validation as well", "one of the two", "validationSplit");
    }
    if (earlyStopping && !validation && validationSplit === undefined) {
      throw badSpec("no validation", "validation or validationSplit", "earlyStopping");
    }
    return runCourse(this.#session(samples, course), { ...course, gate });
  }

  /**
   * Refuses a loss without classes of which each sample has one.
   * @param {boolean} classes
   * @param {string} where
   */
  #checkExclusive(classes, where) {
    if (classes && !(this.#binary && this.#OUT > 1)) return;
    throw badSpec(`the loss ${this.#architecture.loss}`, "classes that exclude each other", where);
  }

  /**
   * @param {unknown} value
   * @param {string} where
   * @returns {number[]}
   */
  #checkClassWeight(value, where) {
    this.#checkExclusive(this.#architecture.loss.endsWith("Crossentropy"), where);
    const CLASSES = this.#CLASSES;
    const fits = Array.isArray(value) && value.length === CLASSES && value.every((w) => Number.isFinite(w) && w >= 0);
    if (fits) return value;
    throw badSpec(show(value), `${CLASSES} numbers from 0, one a class`, where);
  }

  /**
   * Holds samples out, drawn by the seed.
   * @param {Samples} samples
   * @param {number} share
   * @param {import("../base/turns.js").Turns} turns
   * @returns {Promise<[Samples, Samples]>} what is left, what is held
   */
  async #split(samples, share, turns) {
    const { n } = samples;
    const kept = n - Math.round(n * share);
    const order = this.#permutation(n);
    const left = await this.#pick(samples, order.subarray(0, kept), turns);
    return [left, await this.#pick(samples, order.subarray(kept), turns)];
  }

  /**
   * The seed's own order of n samples.
   * @param {number} n
   */
  #permutation(n) {
    const { calls, memory } = this.#live();
    const at = calls.end();
    memory.reserve(at + 4 * n);
    calls.data(0, 0, 1, 0, 0, at, n);
    calls.data_shuffle(this.#architecture.seed, kSplitEpoch);
    return memory.ints.slice(at >>> 2, (at >>> 2) + n);
  }

  /**
   * @param {Samples} samples
   * @param {Int32Array} which
   * @param {import("../base/turns.js").Turns} turns
   * @returns {Promise<Samples>}
   */
  async #pick({ flat, targets, scale }, which, turns) {
    /** @param {NumberArray} from @param {number} size @returns {Promise<NumberArray>} */
    const gather = async (from, size) => {
      const Kind = /** @type {Float32ArrayConstructor} */ (from.constructor);
      const to = new Kind(which.length * size);
      for (const [i, sample] of which.entries()) {
        to.set(/** @type {Float32Array} */ (from.subarray(sample * size, (sample + 1) * size)), i * size);
        if (i % 256 === 0 && turns.due) await turns.give();
      }
      return to;
    };
    const n = which.length;
    return { flat: await gather(flat, this.#IN), targets: await gather(targets, this.#TARGET), n, scale };
  }

  #claim() {
    if (this.#training) throw badSpec("a second training run", "one at a time", "train");
    this.#training = true;
    let mine = true;
    return () => {
      if (mine) this.#training = false;
      mine = false;
    };
  }

  /**
   * @param {Samples} samples
   * @param {object} course
   * @param {Samples} [course.validation]
   * @param {number} [course.validationSplit]
   * @param {boolean} course.shuffle
   * @param {number[]} [course.classWeight]
   * @param {number[]} [course.augmentation] what `augmentation` takes
   * @returns {Session}
   */
  #session(samples, { validation: held, validationSplit: share, shuffle, classWeight, augmentation: distort }) {
    const net = this;
    const { seed } = this.#architecture;
    let release = () => {};
    let order = 0;
    return {
      get samples() {
        return samples.n;
      },
      get epoch() {
        return net.#epoch;
      },
      set epoch(epoch) {
        net.#epoch = epoch;
      },
      get seen() {
        return Math.min(net.#seen, samples.n);
      },
      set seen(seen) {
        net.#seen = seen;
      },
      get learningRate() {
        return net.#learningRate;
      },
      begin: async (turns) => {
        const { calls, memory } = this.#live();
        release = this.#claim();
        try {
          this.#checkUnchanged(samples);
          if (share !== undefined) [samples, held] = await this.#split(samples, share, turns);
          this.#adaptFirst(samples);
          order = await this.#loadData(samples, turns);
        } catch (error) {
          release();
          throw error;
        }
        if (classWeight) memory.writeFloats(this.#classWeight, classWeight);
        calls.set_weighted(Number(classWeight !== undefined));
      },
      end: () => {
        release();
        this.#engine?.calls.set_weighted(0);
        this.#engine?.calls.set_learning_rate(this.#learningRate);
      },
      order: (epoch) => {
        if (shuffle) this.#live().calls.data_shuffle(seed, epoch);
      },
      step: (count, learningRate) => {
        const { calls } = this.#live();
        calls.data_gather(this.#seen, count);
        if (distort) {
          calls.augmentation(...distort);
          calls.augment(this.#epoch, order, this.#seen, count);
        }
        calls.set_learning_rate(learningRate);
        const totals = this.#trainStep(count);
        this.#seen += count;
        return totals;
      },
      evaluation: (totals) => this.#evaluation(totals),
      validate: () => held && this.#measure(held),
      keep: () => this.#copyWeights(),
      restore: (kept) => this.#writeWeights(kept),
    };
  }

  /**
   * Copies a data set behind the network, as it is.
   * @param {Samples} samples
   * @param {import("../base/turns.js").Turns} turns
   * @returns {Promise<number>} the address of the samples' order
   */
  async #loadData(samples, turns) {
    const { flat, targets, n, scale } = samples;
    const { calls, memory } = this.#live();
    const bytes = flat instanceof Uint8Array || flat instanceof Uint8ClampedArray;
    const x = calls.end();
    const y = x + Math.ceil((flat.length * (bytes ? 1 : 4)) / 4) * 4;
    const order = y + 4 * targets.length;
    memory.reserve(order + 4 * n);
    const start = bytes ? x : x >>> 2;
    for (let at = 0; at < flat.length; at += kCopyAtOnce) {
      (bytes ? memory.bytes : memory.floats).set(flat.subarray(at, at + kCopyAtOnce), start + at);
      if (!turns.due) continue;
      await turns.give();
      this.#live();
      this.#checkUnchanged(samples);
    }
    (this.#sparse ? memory.ints : memory.floats).set(targets, y >>> 2);
    this.#checkClasses(memory.ints.subarray(y >>> 2, order >>> 2), "y");
    calls.data(x, kDataTypes.indexOf(bytes ? "bytes" : "floats"), scale, y, this.#TARGET, order, n);
    return order;
  }

  // ---- looking inside

  /**
   * @param {readonly { name: string, shape: number[], size: number, value: number }[]} places
   * @returns {NamedTensor[]}
   */
  #copyTensors(places) {
    const { memory } = this.#live();
    return places.map(({ name, shape, size, value }) => ({
      name,
      shape: [...shape],
      values: memory.copyFloats(value, size),
    }));
  }

  /**
   * Copies of all parameters, in layer order, kernel before bias: `dense/kernel` (in, out), `dense/bias` (out), …
   * @returns {NamedTensor[]}
   */
  parameters() {
    return this.#copyTensors(this.#tensors);
  }

  /**
   * The gradients of the last `trainBatch` or `backward`, with the names and shapes of `parameters()`; the means and
   * variances that layers set themselves have none.
   * @returns {NamedTensor[]}
   */
  gradients() {
    const trained = this.#tensors.filter(({ gradient }) => gradient !== 0);
    return this.#copyTensors(trained.map(({ gradient, ...tensor }) => ({ ...tensor, value: gradient })));
  }

  /**
   * Sets all parameters; the inverse of `parameters()`. Nothing is written unless everything fits.
   * @param {readonly { name: string, shape?: number[], values: Values }[]} entries every parameter once, in any order
   * @throws {ShapeError}
   */
  setParameters(entries) {
    const { calls, memory } = this.#live();
    if (!Array.isArray(entries)) {
      throw badShape(show(entries), "an array as from parameters()", "parameters");
    }
    const given = new Map();
    for (const entry of entries) {
      const { name, shape, values } = entry ?? {};
      const where = `parameters, ${show(name)}`;
      const tensor = this.#tensors.find((candidate) => candidate.name === name);
      const names = this.#tensors.map((t) => t.name).join(", ");
      if (!tensor) throw badShape("an unknown name", names, where);
      if (given.has(tensor)) throw badShape("it twice", "every parameter once", where);
      given.set(tensor, this.#fit(tensor, values, shape, where));
    }
    const missing = this.#tensors.find((tensor) => !given.has(tensor));
    if (missing) {
      const expected = `shape ${sizes(missing.shape)}`;
      throw badShape("no values", expected, `parameters, "${missing.name}"`);
    }
    for (const [tensor, flat] of given) memory.writeFloats(tensor.value, flat);
    calls.parameters_changed();
  }

  /**
   * @param {TensorPlan} tensor
   * @param {Values} values
   * @param {number[] | undefined} shape
   * @param {string} where
   */
  #fit(tensor, values, shape, where) {
    const { flat, shape: nested } = flatten(values, where);
    const claimed = shape ?? (nested.length > 1 ? nested : tensor.shape);
    const wanted = sizes(tensor.shape);
    if (!Array.isArray(claimed)) throw badShape(show(claimed), wanted, where);
    if (sizes(claimed) !== wanted) throw badShape(`shape ${sizes(claimed)}`, wanted, where);
    if (flat.length !== tensor.size) throw badShape(`${flat.length} values`, `${tensor.size}, shape ${wanted}`, where);
    const at = flat.findIndex((/** @type {number} */ value) => !Number.isFinite(Math.fround(value)));
    if (at >= 0) throw badShape(`${flat[at]} at ${at}`, "finite 32-bit floats", where);
    return flat;
  }

  /** @param {Float32Array} [into] */
  #copyWeights(into) {
    const { memory } = this.#live();
    const all = into ?? new Float32Array(this.#tensors.reduce((sum, { size }) => sum + size, 0));
    let at = 0;
    for (const { value, size } of this.#tensors) {
      all.set(memory.floats.subarray(value >>> 2, (value >>> 2) + size), at);
      at += size;
    }
    return all;
  }

  /** @param {Float32Array} all */
  #writeWeights(all) {
    const { calls, memory } = this.#live();
    let at = 0;
    for (const { value, size } of this.#tensors) {
      memory.writeFloats(value, all.subarray(at, at + size));
      at += size;
    }
    calls.parameters_changed();
  }

  /** A fingerprint of all parameters' bits, 16 hexadecimal digits: same weights, same hash, on every machine. */
  weightHash() {
    return fnv1a([this.#copyWeights()]);
  }

  /**
   * Every layer's output for the samples of the last pass (of the last batch, where there were several).
   * @returns {NamedTensor[]} shapes begin with the number of samples; empty before the first pass
   */
  activations() {
    const n = this.#lastBatch;
    if (n === 0) return [];
    const folds = this.#architecture.layers.some(({ type }) => type === "conv2d");
    if (folds && !this.#complete) this.#forward(n, kMode.look);
    const batch = this.#layers.map(({ name, shape, size, output }) => ({
      name,
      shape: [n, ...shape],
      size: n * size,
      value: output,
    }));
    return this.#copyTensors(batch);
  }

  /** The layers as a table in plain text: name, type, output shape, parameters. */
  summary() {
    const count = (/** @type {TensorPlan[]} */ tensors) =>
      tensors.reduce((sum, { size }) => sum + size, 0).toLocaleString("en");

    return textTable([
      ["layer", "type", "output", "parameters"],
      ["input", "", sizes(this.#architecture.input), ""],
      ...this.#architecture.layers.map(({ name, type, activation }, i) => [
        name,
        activation && activation !== "identity" ? `${type}, ${activation}` : type,
        sizes(this.#layers[i].shape),
        count(this.#tensorsOf(name)),
      ]),
      ["total", "", "", count(this.#tensors)],
    ]);
  }

  /**
   * The network as a safetensors file: architecture, weights, optimiser state, seed, step. `Network.load` reads it.
   * @returns {Uint8Array}
   */
  save() {
    this.#live();
    return writeModel({
      architecture: this.spec,
      training: { step: this.#step, epoch: this.#epoch, seen: this.#seen },
      tensors: this.#copyTensors(this.#stored()),
    });
  }

  /** Gives the engine back. Any later use throws a DisposedError; a second dispose does nothing. */
  dispose() {
    if (!this.#engine) return;
    release(this.#engine);
    this.#engine = null;
    for (const callback of this.#disposal) callback();
    this.#disposal.clear();
  }
}

// Node 20 and today's Safari have no Symbol.dispose; where it is, `using net = …` works.
if (typeof Symbol.dispose === "symbol") {
  const value = Network.prototype.dispose;
  Object.defineProperty(Network.prototype, Symbol.dispose, { value, configurable: true, writable: true });
}

/**
 * @param {unknown} share
 * @param {number} n
 * @param {string} where
 */
function checkShare(share, n, where) {
  const held = typeof share === "number" ? Math.round(n * share) : 0;
  if (held > 0 && held < n) return share;
  throw badSpec(show(share), `a share of the ${n} samples that leaves some on both sides`, where);
}
