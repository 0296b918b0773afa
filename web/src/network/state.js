// @ts-check
// All that a network is. `Network` is the public face of a State; the other files of this folder are functions over it.
import { DisposedError, SpecError, volume } from "../base/errors.js";
import { positive } from "../base/rules.js";
import { release } from "../engine/instances.js";
import { infer, readPlan } from "./plan.js";

/** @typedef {import("../engine/instances.js").Engine} Engine */
/** @typedef {import("../spec/spec.js").Architecture} Architecture */
/** @typedef {import("./plan.js").Plan} Plan */

export class State {
  /** Samples of the last pass, whose activations are in place; 0 for none. */
  lastBatch = 0;
  /** Whether the last pass kept every layer's output: prediction fuses a convolution with the layers after it. */
  complete = true;
  /** Training steps taken over the network's life. */
  step = 0;
  /** Epochs completed over the network's life. */
  epoch = 0;
  /** Samples of the unfinished epoch that were already trained on. */
  seen = 0;
  /** Whether a training run owns the network. */
  training = false;
  /** @type {Set<() => void>} called once, by `dispose` */
  disposal = new Set();

  /**
   * @param {Engine} engine
   * @param {Architecture} architecture
   * @param {Plan} plan
   */
  constructor(engine, architecture, plan) {
    /** @type {Engine | null} null after `dispose` */
    this.engine = engine;
    this.architecture = architecture;
    this.plan = plan;
    /** Before any schedule. */
    this.learningRate = architecture.optimizer.learningRate;

    const { loss } = architecture;
    const last = /** @type {import("./plan.js").LayerPlan} */ (plan.layers.at(-1));
    /** Whether a target is a class index. */
    this.sparse = loss === "sparseCategoricalCrossentropy";
    this.binary = loss === "binaryCrossentropy";
    /** Whether outputs stand for classes, so that there is an accuracy. */
    this.classes = this.binary || (last.shape.length === 1 && architecture.layers.at(-1)?.activation === "softmax");
    /** Numbers of one sample. */
    this.IN = volume(architecture.input);
    /** Numbers of one output. */
    this.OUT = last.size;
    /** Numbers of one target. */
    this.TARGET = this.sparse ? 1 : this.OUT;
    /** A single output of binaryCrossentropy tells two classes apart. */
    this.CLASSES = this.binary && this.OUT === 1 ? 2 : this.OUT;
  }
}

/** @type {WeakMap<object, State>} */
const states = new WeakMap();

/** Makes a state that of a network. @param {object} network @param {State} state */
export const attach = (network, state) => states.set(network, state);

/**
 * The state of a network, for the library's own modules.
 * @param {object} network
 */
export const stateOf = (network) => /** @type {State} */ (states.get(network));

/**
 * Plans every buffer for the largest batch and draws the parameters.
 * @param {Engine} engine released if the network is refused
 * @param {Architecture} architecture
 * @param {(state: State) => void} [agree] called when the shapes are known, before any memory is taken
 */
export function open(engine, architecture, agree) {
  try {
    const state = new State(engine, architecture, infer(engine, architecture));
    agree?.(state);
    engine.memory.reserve(engine.calls.end());
    engine.calls.create();
    state.plan = readPlan(engine, architecture);
    return state;
  } catch (error) {
    release(engine);
    throw error;
  }
}

/** @param {State} state */
export function close(state) {
  if (!state.engine) return;
  release(state.engine);
  state.engine = null;
  for (const callback of state.disposal) callback();
  state.disposal.clear();
}

/**
 * The engine.
 * @param {State} state
 * @throws {DisposedError}
 */
export function live({ engine }) {
  if (engine) return engine;
  throw new DisposedError({
    got: "a network after dispose()",
    expected: "a live one",
    where: "network",
    message: "network: used after dispose().",
  });
}

/**
 * @param {State} state
 * @param {() => void} callback called by `dispose`
 * @returns {() => void} takes the callback back
 */
export function onDispose({ disposal }, callback) {
  disposal.add(callback);
  return () => disposal.delete(callback);
}

/**
 * Keeps other runs from training the network.
 * @param {State} state
 * @returns {() => void} ends the claim
 * @throws {SpecError} if there is one already
 */
export function claim(state) {
  if (state.training) {
    throw new SpecError({
      got: "a second training run",
      expected: "one at a time",
      where: "train",
      message: "train: another run is training this network; stop it first.",
    });
  }
  state.training = true;
  let mine = true;
  return () => {
    if (mine) state.training = false;
    mine = false;
  };
}

/** @param {State} state @param {number} rate */
export function setLearningRate(state, rate) {
  live(state).calls.set_learning_rate(positive(rate, "learningRate"));
  state.learningRate = rate;
}
