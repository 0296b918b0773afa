// @ts-check
import { readModel, VELOCITY, writeModel } from "../formats/model.js";
import { DisposedError, DivergedError, FormatError, GliaError, ShapeError, SpecError, show } from "./errors.js";
import { acquire, release } from "./loader.js";
import { DATA_TYPES, encodeSpec, resolveSpec, STATUS, TENSOR_ROLES } from "./spec.js";
import { Turns } from "./turns.js";
import { flatten } from "./values.js";

/** @typedef {import("./spec.js").NetworkSpec} NetworkSpec */
/** @typedef {import("./spec.js").Architecture} Architecture */
/** @typedef {import("./loader.js").Engine} Engine */
/** @typedef {import("./values.js").Values} Values */
/** @typedef {import("./values.js").NumberArray} NumberArray */
/** @typedef {import("../formats/model.js").NamedTensor} NamedTensor */
/** @typedef {{ build?: "auto" | "simd128" | "relaxed", deterministic?: boolean }} BuildOptions */

/**
 * Samples to train on or to be measured by.
 * @typedef {object} Data
 * @property {Values} x n samples, row-major; bytes stay bytes until they enter a batch
 * @property {Values} y n class indices, or n rows of targets, as the loss says
 * @property {number} [scale] what x is multiplied by on its way in, default 1; 1/255 for pixels as bytes
 */

/**
 * @typedef {object} TrainOptions
 * @property {number} [epochs] passes over the data, default 1
 * @property {number} [batchSize] samples a step, default and at most the network's; 1 is stochastic descent
 * @property {boolean} [shuffle] a new order every epoch, by the network's seed; default true
 * @property {Data} [validation] measured after every epoch
 * @property {AbortSignal} [signal] stops the run: the loop throws the signal's reason
 */

/**
 * @typedef {object} Progress
 * @property {number} epoch from 1, counted over the network's life
 * @property {number} step within the epoch, from 1
 * @property {number} steps in an epoch
 * @property {number} loss mean over the epoch so far
 * @property {number | null} accuracy share of the epoch's samples read right so far; null without classes
 * @property {Evaluation} [validation] after the last step of an epoch
 * @property {number} samplesPerSecond
 * @property {number} secondsLeft estimated, of this run
 */

/** @typedef {{ loss: number, accuracy: number | null }} Evaluation accuracy is null without classes */

/**
 * A layer or tensor as the engine planned it; addresses in bytes.
 * @typedef {{ name: string, shape: number[], size: number, output: number }} LayerPlan
 * @typedef {{ name: string, shape: number[], size: number, value: number, gradient: number, velocity: number }} TensorPlan
 */

// How often `train` reports within an epoch.
const REPORT_MS = 100;

const product = (/** @type {number[]} */ shape) => shape.reduce((size, n) => size * n, 1);

/**
 * The sentence for a status of c/spec.h.
 * @param {number} status
 * @param {number} index the engine's error index: a layer
 * @param {Architecture} architecture
 */
function planError(status, index, { layers, loss, input }) {
  const layer = layers[index];
  const where = `layers[${index}] ("${layer?.name}")`;
  if (status === STATUS.shape) {
    const previous = index > 0 ? `the output of "${layers[index - 1].name}"` : `the input [${input.join(", ")}]`;
    return new ShapeError({
      got: `${previous}, which has more than one dimension`,
      expected: `a flat input for ${layer.type}; put a flatten layer before it`,
      where,
    });
  }
  if (status === STATUS.head) {
    const got = layer.activation ? `${layer.activation} at the end` : `a ${layer.type} layer at the end`;
    return new SpecError({ got, expected: `softmax over one dimension, which ${loss} is computed with`, where });
  }
  return new SpecError({ got: "more than 2 GiB to plan for", expected: "a smaller batchSize or fewer units", where });
}

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
  #lastBatch = 0;
  #learningRate;
  #step = 0;
  #epoch = 0;
  #training = false;

  /**
   * Not for callers: `Network.create` makes networks.
   * @param {Engine} engine
   * @param {Architecture} architecture
   */
  constructor(engine, architecture) {
    this.#engine = engine;
    this.#architecture = architecture;
    this.#learningRate = architecture.optimizer.learningRate;
    this.#IN = product(architecture.input);
    this.#plan(engine);
    this.#OUT = /** @type {LayerPlan} */ (this.#layers.at(-1)).size;
  }

  /** @param {Engine} engine */
  #plan({ calls, memory }) {
    memory.bytes.set(encodeSpec(this.#architecture), calls.glia_spec_address());
    const status = calls.glia_measure();
    if (status !== STATUS.ok) throw planError(status, calls.glia_error_index(), this.#architecture);
    memory.reserve(calls.glia_end());
    calls.glia_create();

    this.#input = calls.glia_input();
    this.#target = calls.glia_target();
    this.#output = calls.glia_output();
    this.#architecture.layers.forEach(({ name }, layer) => {
      const rank = calls.glia_layer_rank(layer);
      const shape = Array.from({ length: rank }, (_, i) => calls.glia_layer_dim(layer, i));
      this.#layers.push({ name, shape, size: product(shape), output: calls.glia_layer_output(layer) });
      for (let t = 0; t < calls.glia_tensors(layer); t++) {
        const dims = Array.from({ length: calls.glia_tensor_rank(layer, t) }, (_, i) =>
          calls.glia_tensor_dim(layer, t, i),
        );
        this.#tensors.push({
          name: `${name}/${TENSOR_ROLES[calls.glia_tensor_role_of(layer, t)]}`,
          shape: dims,
          size: product(dims),
          value: calls.glia_tensor_value(layer, t),
          gradient: calls.glia_tensor_gradient(layer, t),
          velocity: calls.glia_tensor_velocity(layer, t),
        });
      }
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
    const engine = await acquire({ build, deterministic });
    try {
      return new Network(engine, architecture);
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
  static async load(source, { batchSize, ...options } = {}) {
    const { architecture, training, tensors } = readModel(await bytesOf(await source));
    let net;
    try {
      net = await Network.create({
        .../** @type {NetworkSpec} */ (architecture),
        batchSize: batchSize ?? architecture.batchSize,
        ...options,
      });
    } catch (cause) {
      if (!(cause instanceof ShapeError)) throw cause;
      throw new FormatError({
        got: cause.got,
        expected: cause.expected,
        where: `model architecture, ${cause.where}`,
        cause,
      });
    }
    try {
      net.#restore(training, tensors);
    } catch (error) {
      net.dispose();
      throw error;
    }
    return net;
  }

  /**
   * @param {{ step: number, epoch: number }} training
   * @param {NamedTensor[]} tensors
   */
  #restore(training, tensors) {
    const { calls, memory } = this.#live();
    const places = new Map();
    for (const { name, shape, value, velocity } of this.#tensors) {
      places.set(name, { shape, address: value });
      if (velocity) places.set(VELOCITY + name, { shape, address: velocity });
    }
    for (const { name, shape } of tensors) {
      const place = places.get(name);
      const where = `model tensor "${name}"`;
      if (!place)
        throw new FormatError({
          got: "a tensor that the architecture does not have",
          expected: `${[...places.keys()].join(", ")}`,
          where,
        });
      if (place.shape.join() !== shape.join()) {
        throw new FormatError({ got: `shape [${shape.join(", ")}]`, expected: `[${place.shape.join(", ")}]`, where });
      }
    }
    for (const name of places.keys()) {
      if (!tensors.some((tensor) => tensor.name === name)) {
        throw new FormatError({
          got: "no such tensor",
          expected: "one, as the architecture says",
          where: `model tensor "${name}"`,
        });
      }
    }
    for (const { name, values } of tensors) memory.writeFloats(places.get(name).address, values);
    calls.glia_parameters_changed();
    this.#step = training.step;
    this.#epoch = training.epoch;
  }

  /** @returns {Engine} */
  #live() {
    if (this.#engine) return this.#engine;
    throw new DisposedError({ got: "a network after dispose()", expected: "a live one", where: "network" });
  }

  /** What the network is: the spec with every option given. A copy. */
  get spec() {
    return structuredClone({
      ...this.#architecture,
      optimizer: { ...this.#architecture.optimizer, learningRate: this.#learningRate },
    });
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

  /** The optimiser's learning rate; may be set at any time, from 0. */
  get learningRate() {
    return this.#learningRate;
  }

  set learningRate(rate) {
    if (typeof rate !== "number" || !(rate >= 0) || rate > 3.4e38) {
      throw new SpecError({ got: show(rate), expected: "a number from 0", where: "learningRate" });
    }
    this.#live().calls.glia_set_learning_rate(rate);
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
    const flat = x instanceof Float32Array ? x : flatten(x, where).flat;
    const n = flat.length / this.#IN;
    if (n >= 1 && Number.isInteger(n)) return { flat, n };
    const shape = this.#architecture.input.join(", ");
    throw new ShapeError({
      got: `${flat.length} values`,
      expected: `${this.#IN} a sample, as the input [${shape}] takes`,
      where,
    });
  }

  get #sparse() {
    return this.#architecture.loss === "sparseCategoricalCrossentropy";
  }

  /** Numbers of one target: 1 for a class index, else the outputs. */
  get #TARGET() {
    return this.#sparse ? 1 : this.#OUT;
  }

  /** Whether outputs are classes, so that an accuracy can be told. */
  get #classes() {
    return this.#architecture.layers.at(-1)?.activation === "softmax";
  }

  /**
   * Flat targets for n samples, class indices checked.
   * @param {Values} y
   * @param {number} n
   * @param {string} where
   */
  #targets(y, n, where) {
    const { flat } = flatten(y, where);
    if (flat.length !== n * this.#TARGET) {
      const what = this.#sparse
        ? `${n} class indices`
        : `${n * this.#TARGET}, ${this.#TARGET} for each of ${n} samples`;
      throw new ShapeError({ got: `${flat.length} values`, expected: what, where });
    }
    if (this.#sparse) {
      const at = flat.findIndex((/** @type {number} */ c) => !(Number.isInteger(c) && c >= 0 && c < this.#OUT));
      if (at >= 0)
        throw new ShapeError({
          got: show(flat[at]),
          expected: `a class from 0 to ${this.#OUT - 1}`,
          where: `${where}[${at}]`,
        });
    }
    return flat;
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
    const part =
      from === 0 && flat.length === n * this.#IN ? flat : flat.subarray(from * this.#IN, (from + n) * this.#IN);
    const start = this.#input >>> 2;
    memory.floats.set(part, start);
    if (scale !== 1) for (let i = start; i < start + part.length; i++) memory.floats[i] *= scale;
  }

  /**
   * @param {NumberArray} flat
   * @param {number} from
   * @param {number} n
   */
  #stageTarget(flat, from, n) {
    const { memory } = this.#live();
    const part = flat.subarray(from * this.#TARGET, (from + n) * this.#TARGET);
    (this.#sparse ? memory.ints : memory.floats).set(part, this.#target >>> 2);
  }

  /**
   * A batch for one pass, checked whole before anything is written.
   * @param {Values} x
   * @param {Values} y
   */
  #stageBatch(x, y) {
    const { flat, n } = this.#samples(x, "x");
    const { batchSize } = this.#architecture;
    if (n > batchSize)
      throw new ShapeError({ got: `${n} samples`, expected: `at most batchSize, ${batchSize}`, where: "x" });
    const targets = this.#targets(y, n, "y");
    this.#stageInput(flat, 0, n);
    this.#stageTarget(targets, 0, n);
    return n;
  }

  // ---- passes

  /** @param {number} n */
  #forward(n) {
    this.#live().calls.glia_forward(n);
    this.#lastBatch = n;
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
    const { batchSize } = this.#architecture;
    if (n <= batchSize) {
      this.#stageInput(flat, 0, n);
      this.#forward(n);
      return memory.copyFloats(this.#output, n * this.#OUT);
    }
    const out = new Float32Array(n * this.#OUT);
    for (let from = 0; from < n; from += batchSize) {
      const m = Math.min(batchSize, n - from);
      this.#stageInput(flat, from, m);
      this.#forward(m);
      out.set(memory.copyFloats(this.#output, m * this.#OUT), from * this.#OUT);
    }
    return out;
  }

  /**
   * One training step: forward, loss, backward, update.
   * @param {Values} x (n, ...input), n up to batchSize
   * @param {Values} y (n) class indices or (n, outputs) targets, as the loss says
   * @returns {Evaluation} of the batch before the update
   * @throws {ShapeError}
   * @throws {SpecError} where a step activation stops the gradient
   * @throws {DivergedError} where the loss or a gradient is not finite; the weights are as they were
   */
  trainBatch(x, y) {
    const { calls } = this.#live();
    const n = this.#stageBatch(x, y);
    this.#trainStep(n);
    return this.#evaluation(calls.glia_last_sum(), calls.glia_last_correct(), n);
  }

  /** @param {number} n samples that are in place */
  #trainStep(n) {
    const { calls } = this.#live();
    this.#lastBatch = n;
    const status = calls.glia_train(n);
    if (status !== STATUS.ok) throw this.#trainError(status, n);
    this.#step++;
  }

  /**
   * @param {number} status
   * @param {number} n
   */
  #trainError(status, n) {
    const { calls } = this.#live();
    const index = calls.glia_error_index();
    const layer = index >= 0 ? this.#architecture.layers[index].name : null;
    if (status === STATUS.stepGradient) {
      return new SpecError({
        got: "step, whose gradient is zero everywhere, so that nothing before it could learn",
        expected: "an activation with a slope, such as sigmoid or relu, in a network that is trained",
        where: `layers[${index}] ("${layer}").activation`,
      });
    }
    const where = `training step ${this.#step + 1}${layer === null ? "" : `, layer "${layer}"`}`;
    const expected = "finite numbers; try a smaller learning rate, or inputs scaled to about 1";
    if (status === STATUS.loss) {
      const value =
        layer === null
          ? calls.glia_mean(calls.glia_last_sum(), n)
          : this.#nonFinite(this.#layers[index].output, n * this.#layers[index].size);
      return new DivergedError({
        got: `a ${layer === null ? "loss" : "value"} of ${value}`,
        expected,
        where,
        layer,
        step: this.#step + 1,
        value,
      });
    }
    const tensors = this.#tensors.filter(({ name }) => name.startsWith(`${layer}/`));
    const value =
      tensors.map(({ gradient, size }) => this.#nonFinite(gradient, size)).find((found) => !Number.isFinite(found)) ??
      NaN;
    return new DivergedError({ got: `a gradient of ${value}`, expected, where, layer, step: this.#step + 1, value });
  }

  /**
   * The first number that is not finite; 0 when all are.
   * @param {number} address
   * @param {number} size
   */
  #nonFinite(address, size) {
    return (
      this.#live()
        .memory.copyFloats(address, size)
        .find((value) => !Number.isFinite(value)) ?? 0
    );
  }

  /**
   * @param {number} sum
   * @param {number} correct
   * @param {number} n
   * @returns {Evaluation}
   */
  #evaluation(sum, correct, n) {
    return { loss: this.#live().calls.glia_mean(sum, n), accuracy: this.#classes ? correct / n : null };
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
    this.#forward(n);
    const sum = calls.glia_loss(n);
    const correct = calls.glia_last_correct();
    const status = calls.glia_backward(n);
    if (status !== STATUS.ok) throw this.#trainError(status, n);
    return this.#evaluation(sum, correct, n);
  }

  /**
   * How a score changes with every input: the derivative of output `k`, before the last layer's activation.
   * @param {Values} x (n, ...input), n up to batchSize
   * @param {number} k which output
   * @returns {Float32Array} (n, ...input)
   */
  inputGradient(x, k) {
    const { calls, memory } = this.#live();
    const { flat, n } = this.#samples(x, "x");
    const { batchSize } = this.#architecture;
    if (n > batchSize)
      throw new ShapeError({ got: `${n} samples`, expected: `at most batchSize, ${batchSize}`, where: "x" });
    if (!Number.isInteger(k) || k < 0 || k >= this.#OUT) {
      throw new ShapeError({ got: show(k), expected: `an output from 0 to ${this.#OUT - 1}`, where: "k" });
    }
    this.#stageInput(flat, 0, n);
    this.#forward(n);
    const address = calls.glia_input_gradient(n, k);
    if (address === 0) throw this.#trainError(STATUS.stepGradient, n);
    return memory.copyFloats(address, n * this.#IN);
  }

  /**
   * Batches of a data set in order, each forwarded and its loss added up.
   * @param {Data} data
   * @param {string} where
   */
  #measure({ x, y, scale = 1 }, where) {
    const { calls } = this.#live();
    const { flat, n } = this.#samples(x, `${where}x`);
    const targets = this.#targets(y, n, `${where}y`);
    const { batchSize } = this.#architecture;
    let [from, sum, correct] = [0, 0, 0];
    return {
      /** Measures one more batch; false when there is none left. */
      next: () => {
        if (from === n) return false;
        const m = Math.min(batchSize, n - from);
        this.#stageInput(flat, from, m, scale);
        this.#stageTarget(targets, from, m);
        this.#forward(m);
        sum += calls.glia_loss(m);
        correct += calls.glia_last_correct();
        from += m;
        return true;
      },
      result: () => this.#evaluation(sum, correct, n),
    };
  }

  /**
   * Loss and accuracy over any number of samples, in batches.
   * @param {Values} x (n, ...input)
   * @param {Values} y (n) class indices or (n, outputs) targets, as the loss says
   * @param {{ scale?: number }} [options] `scale` as in Data
   * @returns {Evaluation}
   */
  evaluate(x, y, { scale } = {}) {
    const measure = this.#measure({ x, y, scale: scaleOf(scale, "scale") }, "");
    while (measure.next()) continue;
    return measure.result();
  }

  // ---- training

  /**
   * Trains on the calling thread, which gets its turn at least every 10 ms. The data are copied in once. Progress comes
   * about ten times a second and after every epoch; a slow reader of it slows the training, nothing queues.
   * @param {Data} data
   * @param {TrainOptions} [options]
   * @returns {AsyncGenerator<Progress, void, void>} training starts with the first `next()`; leaving the loop stops it
   * @throws {ShapeError | SpecError} at once, for data or options that do not fit
   */
  train(data, options = {}) {
    const {
      epochs = 1,
      batchSize = this.#architecture.batchSize,
      shuffle = true,
      validation,
      signal,
      ...rest
    } = options;
    const unknown = Object.keys(rest)[0];
    if (unknown !== undefined) {
      throw new SpecError({
        got: `the option ${show(unknown)}`,
        expected: "any of epochs, batchSize, shuffle, validation, signal",
        where: "train",
      });
    }
    wholeNumber(epochs, 1, 2 ** 31 - 1, "epochs");
    wholeNumber(batchSize, 1, this.#architecture.batchSize, "batchSize");
    const { flat, n } = this.#samples(data?.x, "x");
    const targets = this.#targets(data.y, n, "y");
    const scale = scaleOf(data.scale, "scale");
    const check = validation && { scale: data.scale, ...validation };
    if (check) this.#measure(check, "validation.");
    return this.#run({ flat, targets, n, scale }, { epochs, batchSize, shuffle, validation: check, signal });
  }

  /**
   * Copies a data set behind the network.
   * @param {{ flat: NumberArray, targets: NumberArray, n: number, scale: number }} data
   */
  #loadData({ flat, targets, n, scale }) {
    const { calls, memory } = this.#live();
    const bytes = flat instanceof Uint8Array || flat instanceof Uint8ClampedArray;
    const x = calls.glia_end();
    const y = x + Math.ceil((flat.length * (bytes ? 1 : 4)) / 4) * 4;
    const order = y + 4 * targets.length;
    memory.reserve(order + 4 * n);
    if (bytes) memory.bytes.set(flat, x);
    else {
      memory.floats.set(flat, x >>> 2);
      if (scale !== 1) for (let i = x >>> 2; i < y >>> 2; i++) memory.floats[i] *= scale;
    }
    (this.#sparse ? memory.ints : memory.floats).set(targets, y >>> 2);
    calls.glia_data(x, DATA_TYPES.indexOf(bytes ? "bytes" : "floats"), scale, y, this.#TARGET, order, n);
  }

  /**
   * @param {{ flat: NumberArray, targets: NumberArray, n: number, scale: number }} data
   * @param {{ epochs: number, batchSize: number, shuffle: boolean, validation: Data | undefined, signal: AbortSignal | undefined }} options
   * @returns {AsyncGenerator<Progress, void, void>}
   */
  async *#run(data, { epochs, batchSize, shuffle, validation, signal }) {
    const { calls } = this.#live();
    if (this.#training)
      throw new SpecError({ got: "a second training run", expected: "one at a time", where: "train" });
    signal?.throwIfAborted();
    this.#training = true;
    try {
      this.#loadData(data);
      const { n } = data;
      const steps = Math.ceil(n / batchSize);
      const turns = new Turns();
      const started = performance.now();
      let reported = started;
      let done = 0; // samples in this run

      for (let pass = 0; pass < epochs; pass++) {
        if (shuffle) calls.glia_data_shuffle(this.#architecture.seed, this.#epoch);
        let [sum, correct, seen] = [0, 0, 0];
        const progress = () => {
          const seconds = Math.max((performance.now() - started) / 1000, 1e-6);
          return {
            epoch: this.#epoch + 1,
            step: Math.ceil(seen / batchSize),
            steps,
            ...this.#evaluation(sum, correct, seen),
            samplesPerSecond: done / seconds,
            secondsLeft: (seconds * (epochs * n - done)) / done,
          };
        };
        const giveTurn = async () => {
          await turns.give();
          this.#live();
          signal?.throwIfAborted();
        };

        while (seen < n) {
          const m = Math.min(batchSize, n - seen);
          calls.glia_data_gather(seen, m);
          this.#trainStep(m);
          sum += calls.glia_last_sum();
          correct += calls.glia_last_correct();
          seen += m;
          done += m;
          if (turns.due) {
            if (seen < n && performance.now() - reported >= REPORT_MS) {
              yield progress();
              reported = performance.now();
              this.#live();
            }
            await giveTurn();
          }
        }

        /** @type {Progress} */
        const last = progress();
        if (validation) {
          const measure = this.#measure(validation, "validation.");
          while (measure.next()) if (turns.due) await giveTurn();
          last.validation = measure.result();
        }
        this.#epoch++;
        yield last;
        reported = performance.now();
        if (pass + 1 < epochs) await giveTurn();
      }
    } finally {
      this.#training = false;
    }
  }

  // ---- looking inside

  /**
   * @param {(tensor: TensorPlan) => number} address
   * @returns {NamedTensor[]}
   */
  #copyTensors(address) {
    const { memory } = this.#live();
    return this.#tensors.map((tensor) => ({
      name: tensor.name,
      shape: [...tensor.shape],
      values: memory.copyFloats(address(tensor), tensor.size),
    }));
  }

  /**
   * Copies of all parameters, in layer order, kernel before bias: `dense/kernel` (in, out), `dense/bias` (out), …
   * @returns {NamedTensor[]}
   */
  parameters() {
    return this.#copyTensors(({ value }) => value);
  }

  /**
   * The gradients of the last `trainBatch` or `backward`, with the names and shapes of `parameters()`.
   * @returns {NamedTensor[]}
   */
  gradients() {
    return this.#copyTensors(({ gradient }) => gradient);
  }

  /**
   * Sets all parameters; the inverse of `parameters()`. Nothing is written unless everything fits.
   * @param {readonly { name: string, shape?: number[], values: Values }[]} list every parameter once, in any order
   * @throws {ShapeError}
   */
  setParameters(list) {
    const { calls, memory } = this.#live();
    if (!Array.isArray(list))
      throw new ShapeError({ got: show(list), expected: "an array as from parameters()", where: "parameters" });
    const given = new Map();
    for (const { name, shape, values } of list) {
      const where = `parameters, ${show(name)}`;
      const tensor = this.#tensors.find((candidate) => candidate.name === name);
      if (!tensor)
        throw new ShapeError({ got: "an unknown name", expected: this.#tensors.map((t) => t.name).join(", "), where });
      if (given.has(tensor)) throw new ShapeError({ got: "it twice", expected: "every parameter once", where });
      const { flat, shape: nested } = flatten(values, where);
      const claimed = shape ?? (nested.length > 1 ? nested : null);
      const wanted = tensor.shape.join(", ");
      if (claimed && claimed.join(", ") !== wanted)
        throw new ShapeError({ got: `shape [${claimed.join(", ")}]`, expected: `[${wanted}]`, where });
      if (flat.length !== tensor.size)
        throw new ShapeError({ got: `${flat.length} values`, expected: `${tensor.size}, shape [${wanted}]`, where });
      given.set(tensor, flat);
    }
    const missing = this.#tensors.find((tensor) => !given.has(tensor));
    if (missing)
      throw new ShapeError({
        got: "no values",
        expected: `shape [${missing.shape.join(", ")}]`,
        where: `parameters, "${missing.name}"`,
      });
    for (const [tensor, flat] of given) memory.writeFloats(tensor.value, flat);
    calls.glia_parameters_changed();
  }

  /**
   * Every layer's output for the samples of the last pass (of the last batch, where there were several).
   * @returns {NamedTensor[]} shapes begin with the number of samples; empty before the first pass
   */
  activations() {
    const { memory } = this.#live();
    const n = this.#lastBatch;
    if (n === 0) return [];
    return this.#layers.map(({ name, shape, size, output }) => ({
      name,
      shape: [n, ...shape],
      values: memory.copyFloats(output, n * size),
    }));
  }

  /** The layers as a table in plain text: name, type, output shape, parameters. */
  summary() {
    const parametersOf = (/** @type {string} */ layer) =>
      this.#tensors.filter(({ name }) => name.startsWith(`${layer}/`)).reduce((sum, { size }) => sum + size, 0);
    const rows = this.#architecture.layers.map(({ name, type, activation }, i) => [
      name,
      activation && activation !== "identity" ? `${type}, ${activation}` : type,
      `[${this.#layers[i].shape.join(", ")}]`,
      parametersOf(name).toLocaleString("en"),
    ]);
    const total = this.#tensors.reduce((sum, { size }) => sum + size, 0).toLocaleString("en");
    const table = [
      ["layer", "type", "output", "parameters"],
      ["input", "", `[${this.#architecture.input.join(", ")}]`, ""],
      ...rows,
      ["total", "", "", total],
    ];
    const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column].length)));
    return table
      .map((row) =>
        row
          .map((cell, i) => (i === 3 ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
          .join("  ")
          .trimEnd(),
      )
      .join("\n");
  }

  /**
   * The network as a safetensors file: architecture, weights, optimiser state, seed, step. `Network.load` reads it.
   * @returns {Uint8Array}
   */
  save() {
    this.#live();
    const velocities = this.#tensors.some(({ velocity }) => velocity !== 0)
      ? this.#copyTensors(({ velocity }) => velocity).map((tensor) => ({ ...tensor, name: VELOCITY + tensor.name }))
      : [];
    return writeModel({
      architecture: this.spec,
      training: { step: this.#step, epoch: this.#epoch },
      tensors: [...this.parameters(), ...velocities],
    });
  }

  /** Gives the engine back. Any later use throws a DisposedError; a second dispose does nothing. */
  dispose() {
    if (this.#engine) release(this.#engine);
    this.#engine = null;
  }
}

// Node 20 and today's Safari have no Symbol.dispose; where it is, `using net = …` works.
if (typeof Symbol.dispose === "symbol") {
  Object.defineProperty(Network.prototype, Symbol.dispose, {
    value: Network.prototype.dispose,
    configurable: true,
    writable: true,
  });
}

/**
 * @param {unknown} value
 * @param {number} min
 * @param {number} max
 * @param {string} where
 */
function wholeNumber(value, min, max, where) {
  if (Number.isInteger(value) && Number(value) >= min && Number(value) <= max) return;
  throw new SpecError({ got: show(value), expected: `an integer from ${min} to ${max}`, where });
}

/**
 * @param {number | undefined} scale
 * @param {string} where
 */
function scaleOf(scale, where) {
  if (scale === undefined) return 1;
  if (Number.isFinite(scale)) return scale;
  throw new SpecError({ got: show(scale), expected: "a finite number", where });
}

/**
 * @param {unknown} source
 * @returns {Promise<Uint8Array>}
 */
async function bytesOf(source) {
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (typeof Response !== "undefined" && source instanceof Response) {
    if (!source.ok)
      throw new FormatError({ got: `HTTP ${source.status}`, expected: "the file", where: source.url || "response" });
    return new Uint8Array(await source.arrayBuffer());
  }
  if (typeof Blob !== "undefined" && source instanceof Blob) return new Uint8Array(await source.arrayBuffer());
  throw new FormatError({
    got: show(source),
    expected: "a Uint8Array, an ArrayBuffer, a Blob or a Response",
    where: "model",
  });
}
