// @ts-check
// The public class: signatures, documentation and delegation.
import { bytesOf } from "../formats/source.js";
import { acquire, ready } from "../engine/loader.js";
import { integer, options as choices } from "../base/rules.js";
import { resolveSpec } from "../spec/spec.js";
import { adapt } from "./adapt.js";
import { measureAll, measureConfusion } from "./measure.js";
import { augment, backward, evaluation, inputGradient, predict, trainStep } from "./passes.js";
import { scaling, stageBatch, takeData, takeSamples } from "./samples.js";
import { load, save, specOf } from "./saved.js";
import { train } from "./session.js";
import { attach, close, live, open, setLearningRate, stateOf } from "./state.js";
import { summary } from "./summary.js";
import { activations, copyTensors, gradients, setParameters, weightHash } from "./tensors.js";

/** @typedef {import("../spec/augmentation.js").Augmentation} Augmentation */
/** @typedef {import("../spec/spec.js").NetworkSpec} NetworkSpec */
/** @typedef {import("../base/values.js").Values} Values */
/** @typedef {import("../formats/model.js").NamedTensor} NamedTensor */
/** @typedef {import("./course.js").TrainOptions} TrainOptions */
/** @typedef {import("./samples.js").Data} Data */
/** @typedef {{ build?: "auto" | "simd128" | "relaxed", deterministic?: boolean }} BuildOptions */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./totals.js").Evaluation} Evaluation */
/** @typedef {import("./trainer.js").Progress} Progress */

const anything = (/** @type {unknown} */ value) => value;

// `ready` checks the build and `deterministic`.
const loading = choices({
  build: [anything, undefined],
  deterministic: [anything, undefined],
  batchSize: [integer(1, 65536), undefined],
});

/**
 * A feed-forward network in an engine of its own. `Network.create` and `Network.load` make one; `dispose` releases it,
 * and after that whatever needs the engine throws a DisposedError.
 *
 * Shapes: n is the number of samples; x is (n, ...input), y is (n) class indices or (n, outputs) targets, as the loss
 * says. Both may be typed arrays, nested arrays or matrices, and are copied in. What comes out is a copy that the
 * caller owns.
 */
export class Network {
  /**
   * Not for callers: `Network.create` makes networks.
   * @param {State} state
   */
  constructor(state) {
    attach(this, state);
  }

  /**
   * Makes a network and draws its parameters by the seed: same spec, same bits (with the simd128 build on every
   * machine; the relaxed build rounds as the CPU does).
   * @param {NetworkSpec & BuildOptions} spec `build`: `auto` (default) is relaxed SIMD where the host has it, else
   *   `simd128`; `deterministic: true` means simd128
   * @returns {Promise<Network>}
   * @throws {SpecError} if an option is unknown, missing or out of range
   * @throws {ShapeError} if layers do not fit each other
   * @throws {GliaError} if the host refuses WebAssembly or memory
   */
  static async create(spec) {
    const { build, deterministic, ...rest } = spec ?? {};
    const architecture = resolveSpec(spec === null || typeof spec !== "object" ? spec : rest);
    return new Network(open(await acquire({ build, deterministic }), architecture));
  }

  /**
   * Loads a file that `save` wrote; training continues where it stopped.
   * @param {Uint8Array | ArrayBuffer | Blob | Response | Promise<Response>} source
   * @param {BuildOptions & { batchSize?: number }} [options] `batchSize` (1 to 65,536) replaces the saved one
   * @returns {Promise<Network>}
   * @throws {FormatError} if the file is incomplete, inconsistent or not a Glia model, or the response is not a success
   * @throws {SpecError} if an option is unknown or out of range
   * @throws {GliaError} if the host refuses WebAssembly or memory
   */
  static async load(source, options = {}) {
    const { batchSize, ...engine } = loading(options, "load");
    // The engine gets ready while the file is under way; `acquire` reports its failure.
    ready(engine).catch(() => {});
    return new Network(await load(await bytesOf(await source), () => acquire(engine), batchSize));
  }

  /** The spec with every option given; a copy. `learningRate` is the current one. */
  get spec() {
    return specOf(stateOf(this));
  }

  /** The engine build in use: `simd128` or `relaxed`. @throws {DisposedError} */
  get build() {
    return live(stateOf(this)).build;
  }

  /** Training steps taken over the network's life. */
  get step() {
    return stateOf(this).step;
  }

  /** Epochs that `train` completed over the network's life. */
  get epoch() {
    return stateOf(this).epoch;
  }

  /**
   * The optimizer's learning rate before any schedule, 0 to 3.4e38. It may be set at any time.
   * @throws {SpecError} if it is out of range
   * @throws {DisposedError} when it is set
   */
  get learningRate() {
    return stateOf(this).learningRate;
  }

  set learningRate(rate) {
    setLearningRate(stateOf(this), rate);
  }

  /**
   * The outputs for any number of samples; n follows from the length.
   *
   * There is no `scale` here: divide bytes before (`Float32Array.from(bytes, (b) => b / 255)`), or begin the network
   * with a `rescaling` layer.
   * @param {Values} x (n, ...input)
   * @returns {Float32Array} (n, outputs)
   * @throws {ShapeError} if x is not n ≥ 1 samples
   * @throws {DisposedError}
   */
  predict(x) {
    return predict(stateOf(this), x);
  }

  /**
   * One training step: forward, loss, backward, update.
   * @param {Values} x (n, ...input), n from 1 to batchSize
   * @param {Values} y (n) class indices or (n, outputs) targets
   * @returns {Evaluation} of the batch, before the update
   * @throws {ShapeError} if x or y does not fit
   * @throws {SpecError} if a step activation blocks the gradient
   * @throws {DivergedError} if the loss, a gradient or a new weight is not finite; the weights are unchanged
   * @throws {DisposedError}
   */
  trainBatch(x, y) {
    const state = stateOf(this);
    live(state);
    return evaluation(state, trainStep(state, stageBatch(state, x, y)));
  }

  /**
   * Computes the gradients of the mean loss over a batch, without an update; `gradients()` returns them. It runs in
   * training mode: dropout drops, and batchNorm uses the batch's own mean and variance (its moving averages stay).
   * @param {Values} x (n, ...input), n from 1 to batchSize
   * @param {Values} y (n) class indices or (n, outputs) targets
   * @returns {Evaluation} of the batch
   * @throws {ShapeError} if x or y does not fit
   * @throws {SpecError} if a step activation blocks the gradient
   * @throws {DivergedError} if the loss or a gradient is not finite
   * @throws {DisposedError}
   */
  backward(x, y) {
    return backward(stateOf(this), x, y);
  }

  /**
   * The derivative of one output, before the last layer's activation, by every input.
   * @param {Values} x (n, ...input), n from 1 to batchSize
   * @param {number} k index of the output, from 0
   * @returns {Float32Array} (n, ...input)
   * @throws {ShapeError} if x does not fit or there is no output k
   * @throws {SpecError} if a step activation blocks the gradient
   * @throws {DisposedError}
   */
  inputGradient(x, k) {
    return inputGradient(stateOf(this), x, k);
  }

  /**
   * Loss, and accuracy or mean absolute error, over any number of samples. It runs batch by batch and returns when all
   * are measured.
   * @param {Values} x (n, ...input)
   * @param {Values} y (n) class indices or (n, outputs) targets
   * @param {{ scale?: number, confusion?: boolean }} [options] `scale`: x is multiplied by it, default 1; `confusion`
   *   adds the matrix of counts `confusion[truth][guess]` and each class's precision and recall
   * @returns {Evaluation}
   * @throws {ShapeError} if x or y does not fit
   * @throws {SpecError} if scale is not finite, or if confusion is asked of a loss without exactly one class per sample
   * @throws {DisposedError}
   */
  evaluate(x, y, { scale, confusion = false } = {}) {
    const state = stateOf(this);
    live(state);
    const samples = takeData(state, { x, y, scale }, "");
    return confusion ? measureConfusion(state, samples) : measureAll(state, samples);
  }

  /**
   * Sets every normalization layer's mean and variance, per feature, to those of the samples. `train` does it itself
   * before a network's first step.
   * @param {Values} x (n, ...input)
   * @param {{ scale?: number }} [options] x is multiplied by `scale`, default 1
   * @throws {ShapeError} if x does not fit, or a mean or variance is not a finite float
   * @throws {SpecError} if scale is not finite
   * @throws {DisposedError}
   */
  adapt(x, { scale = 1 } = {}) {
    const state = stateOf(this);
    live(state);
    const { flat, n } = takeSamples(state, x, "x");
    adapt(state, flat, n, scaling(scale, "scale"));
  }

  /**
   * Images as training with an augmentation sees them, drawn by the network's seed. Elastic distortion is that of
   * Simard, Steinkraus and Platt (2003). Clears `activations()`.
   * @param {Values} x (n, ...input)
   * @param {Augmentation} augmentation
   * @param {{ epoch?: number, scale?: number }} [options] `epoch`, 0 (default) to 2³¹ − 1: each draws anew; x is
   *   multiplied by `scale`, default 1
   * @returns {Float32Array} (n, ...input)
   * @throws {ShapeError} if x does not fit
   * @throws {SpecError} if an option is out of range, or the input is not an image
   * @throws {DisposedError}
   */
  augment(x, augmentation, { epoch = 0, scale = 1 } = {}) {
    return augment(stateOf(this), x, augmentation, epoch, scale);
  }

  /**
   * Trains on the calling thread, which gets its turn at least every 10 ms. The data are copied in once. Progress comes
   * about ten times a second and after every epoch; a slow reader slows the training, nothing queues. Leaving the loop
   * stops the run; a later call continues within the epoch.
   * @param {Data} data
   * @param {TrainOptions} [options]
   * @returns {AsyncGenerator<Progress, void, void>} training starts with the first `next()`; the loop throws a
   *   DivergedError if a number is no longer finite, a SpecError if another run trains the network, a DisposedError
   *   after `dispose()`, and the reason of an aborted signal
   * @throws {ShapeError | SpecError} at once, if data or options do not fit
   * @throws {DisposedError} at once
   */
  train(data, options = {}) {
    return train(stateOf(this), data, options);
  }

  /**
   * Copies of all parameters, in layer order:
   *
   * | layer         | names and shapes                                                               |
   * | ------------- | ------------------------------------------------------------------------------ |
   * | dense         | `kernel` [in, out], `bias` [out]                                               |
   * | conv2d        | `kernel` [height, width, in, out], `bias` [out]                                |
   * | batchNorm     | `gamma`, `beta`, `movingMean`, `movingVariance`, each [size of last dimension] |
   * | normalization | `mean`, `variance`, each [size of last dimension]                              |
   * @returns {NamedTensor[]} named `<layer>/kernel` and so on; values row-major
   * @throws {DisposedError}
   */
  parameters() {
    const state = stateOf(this);
    return copyTensors(state, state.plan.tensors);
  }

  /**
   * The gradients of the last `trainBatch` or `backward`, with the names and shapes of `parameters()`; zeros before the
   * first. Means and variances have none: their layers set them.
   * @returns {NamedTensor[]}
   * @throws {DisposedError}
   */
  gradients() {
    return gradients(stateOf(this));
  }

  /**
   * Sets all parameters; the inverse of `parameters()`. Nothing is written unless everything fits.
   * @param {readonly { name: string, shape?: number[], values: Values }[]} entries every parameter once, in any order
   * @throws {ShapeError} if a name, a shape or a value does not fit
   * @throws {DisposedError}
   */
  setParameters(entries) {
    setParameters(stateOf(this), entries);
  }

  /**
   * A fingerprint of all parameters: FNV-1a, 64 bits (Fowler, Noll and Vo 1991), over their values in the order of
   * `parameters()`, each a 32-bit float in 4 bytes, little-endian. Same weights, same hash, on every machine.
   * @returns {string} 16 hexadecimal digits
   * @throws {DisposedError}
   */
  weightHash() {
    return weightHash(stateOf(this));
  }

  /**
   * Every layer's output for the samples of the last pass (of its last batch, if there were several).
   * @returns {NamedTensor[]} shapes (n, ...output), named after the layers; empty before the first pass and after
   *   `augment`
   * @throws {DisposedError}
   */
  activations() {
    return activations(stateOf(this));
  }

  /** The layers as a table in plain text: name, type, output shape, number of parameters. */
  summary() {
    return summary(stateOf(this));
  }

  /**
   * The network as a safetensors file: architecture, weights, optimizer state, seed, step. `Network.load` reads it.
   * @returns {Uint8Array}
   * @throws {DisposedError}
   */
  save() {
    return save(stateOf(this));
  }

  /** Releases the engine. A second call does nothing. */
  dispose() {
    close(stateOf(this));
  }
}

// Node 20 and today's Safari have no Symbol.dispose; where it exists, `using net = …` works.
if (typeof Symbol.dispose === "symbol") {
  const value = Network.prototype.dispose;
  Object.defineProperty(Network.prototype, Symbol.dispose, { value, configurable: true, writable: true });
}
