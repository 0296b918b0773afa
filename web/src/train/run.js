// @ts-check
// A training run as its caller sees it: progress to read, training to steer. A worker trains, else the calling thread.
import { badSpec, DisposedError, show } from "../base/errors.js";
import { integer } from "../base/rules.js";
import { claim, onDispose, stateOf } from "../network/state.js";
import { Employment } from "./employ.js";
import { kWays } from "./find-worker.js";
import { drive, Gate, Unread } from "./steering.js";

/** @typedef {import("../network/network.js").Network} Network */
/** @typedef {import("../network/network.js").Data} Data */
/** @typedef {import("../network/network.js").Progress} Progress */
/** @typedef {import("../network/network.js").TrainOptions} TrainOptions */
/** @typedef {import("./find-worker.js").Mode} Mode */
/** @typedef {import("./protocol.js").End} End */
/** @typedef {import("./protocol.js").Command} Command */
/** @typedef {import("./protocol.js").NumberedCommand} NumberedCommand */

/**
 * @typedef {object} RunOptions
 * @property {Worker | null} [worker] a worker of the caller's that imports `glia/worker` at its start. It is not
 *   terminated after the run, and must not be before. null: no worker; the calling thread trains
 * @property {boolean} [snapshots] whether the network follows the worker's weights during the run, at most ten times a
 *   second; default true
 */

const count = integer(1, 2 ** 31 - 1);

/**
 * Trains a network in a worker as `network.train` would: the same options, the same progress, and in the end the same
 * bits in the same network. The run begins at once. The data are copied, never transferred; they must not change until
 * `mode` is known. If no worker can be started, or none takes the run, the calling thread trains, in slices of 8 ms.
 *
 * During the run nothing else can train the network; `predict` follows the training.
 * @param {Network} network
 * @param {Data} data
 * @param {TrainOptions & RunOptions} [options]
 * @returns {TrainingRun}
 * @throws {ShapeError} at once, if the data do not fit the network
 * @throws {SpecError} at once, if an option is unknown or out of range, or the network is being trained already
 * @throws {DisposedError} at once, if the network was disposed of
 */
export function trainInWorker(network, data, options = {}) {
  return new TrainingRun(network, data, options);
}

/**
 * A run of `trainInWorker`. Iterating it gives progress about ten times a second and at the end of every epoch; a slow
 * reader gets every end of an epoch and the latest step. Leaving the loop stops the run.
 * @implements {AsyncIterableIterator<Progress, void, void>}
 */
export class TrainingRun {
  #network;
  #snapshots;
  #unread = new Unread();
  /** @type {(() => void)[]} readers that wait for progress or the end */
  #readers = [];

  /** @type {End | null} */
  #end = null;
  /** @type {End} the end of a stopped run; a worker does not know why it was told to stop */
  #wish = { reason: "stopped" };
  #thrown = false;
  /** @type {(() => void)[]} what to call at the end */
  #undo = [];
  /** Ends the training where it runs. */
  #dismiss = () => {};

  #ticket = 0;
  /** @type {NumberedCommand[]} given before it was known who trains */
  #early = [];
  /** @type {((command: NumberedCommand) => void) | null} */
  #obey = null;
  /** @type {{ ticket: number, resolve: () => void }[]} callers that wait until training stands still */
  #waiting = [];

  /** @type {(mode: Mode) => void} */
  #tellMode = () => {};
  /** @type {(end: End) => void} */
  #tellEnd = () => {};

  /**
   * Not for callers: `trainInWorker` makes runs.
   * @param {Network} network
   * @param {Data} data
   * @param {TrainOptions & RunOptions} options
   */
  constructor(network, data, { worker, snapshots = true, signal, ...options }) {
    if (worker !== undefined && worker !== null && typeof worker.postMessage !== "function") {
      throw badSpec(show(worker), "a Worker or null", "worker");
    }
    if (typeof snapshots !== "boolean") {
      throw badSpec(show(snapshots), "true or false", "snapshots");
    }
    this.#network = network;
    this.#snapshots = snapshots;
    // Made now because it checks data and options; it runs only if no worker takes the run.
    const gate = new Gate(() => this.#standing(this.#ticket));
    const local = { ...options, signal: gate.signal, gate };
    const training = network.train(data, local);
    const release = claim(stateOf(network));
    const here = () => {
      // `train` claims the network itself.
      release();
      return drive(training, (progress) => this.#put([progress]));
    };
    const disposed = () => {
      const error = new DisposedError({
        got: "a network that was disposed of during training",
        expected: "a live one",
        where: "network",
      });
      this.#finish({ reason: "disposed", error });
    };
    this.#undo.push(release, onDispose(stateOf(network), disposed));

    /** @type {Promise<Mode>} who trains; also `main` if the run ends before it begins */
    this.mode = new Promise((resolve) => (this.#tellMode = resolve));
    /** @type {Promise<End>} never rejects */
    this.finished = new Promise((resolve) => (this.#tellEnd = resolve));

    if (signal) {
      const abort = () => this.#stop({ reason: "aborted", error: signal.reason });
      signal.addEventListener("abort", abort);
      this.#undo.push(() => signal.removeEventListener("abort", abort));
      if (signal.aborted) abort();
    }
    if (!this.#end) this.#start(worker, data, options, gate, here);
  }

  // ---- reading

  [Symbol.asyncIterator]() {
    return this;
  }

  /** @returns {Promise<IteratorResult<Progress, void>>} */
  async next() {
    for (;;) {
      const value = this.#unread.take();
      if (value) return { value, done: false };
      if (this.#end) break;
      await new Promise((/** @type {(value: void) => void} */ resolve) => this.#readers.push(resolve));
    }
    if ("error" in this.#end && !this.#thrown) {
      this.#thrown = true;
      throw this.#end.error;
    }
    return { value: undefined, done: true };
  }

  /**
   * Stops the run; leaving the loop calls it.
   * @returns {Promise<IteratorResult<Progress, void>>}
   */
  async return() {
    this.#thrown = true;
    await this.stop();
    this.#unread.clear();
    return { value: undefined, done: true };
  }

  /** @param {readonly Progress[]} list */
  #put(list) {
    for (const progress of list) this.#unread.put(progress);
    for (const resolve of this.#readers.splice(0)) resolve();
  }

  // ---- steering

  /**
   * Stops training before its next step, until `resume` or `step`.
   * @returns {Promise<void>} resolves when training stands still; the network then has its weights and its step
   */
  pause() {
    return this.#rest({ type: "pause" });
  }

  /** Continues after `pause` or `step`, to the end of the run. Does nothing while training goes on, or after its end. */
  resume() {
    this.#command({ type: "resume" });
    this.#standing(this.#ticket);
  }

  /**
   * Takes a number of steps, then stands still.
   * @param {number} [steps] from 1; default 1
   * @returns {Promise<void>} resolves when training stands still; the network then has its weights and its step
   * @throws {SpecError} if `steps` is not a positive integer
   */
  step(steps = 1) {
    return this.#rest({ type: "step", count: count(steps, "step") });
  }

  /**
   * Changes an option of the optimizer from the next step on.
   * @param {{ learningRate: number }} values from 0, before any schedule
   * @throws {SpecError} if another option is given, or the rate is out of range
   */
  set({ learningRate, ...rest }) {
    const unknown = Object.keys(rest)[0];
    if (unknown !== undefined) {
      throw badSpec(`the option ${show(unknown)}`, "learningRate", "set");
    }
    this.#network.learningRate = learningRate;
    this.#command({ type: "set", learningRate });
  }

  /**
   * Ends the run; the network has the last weights, step and epoch.
   * @returns {Promise<End>} `finished`
   */
  stop() {
    this.#stop({ reason: "stopped" });
    return this.finished;
  }

  /** @param {End} wish */
  #stop(wish) {
    if (this.#end || this.#wish.reason === "aborted") return;
    this.#wish = wish;
    if (this.#obey) this.#command({ type: "stop" });
    else this.#finish({ reason: "stopped" });
  }

  /**
   * @param {Command} command after which training stands still
   * @returns {Promise<void>}
   */
  #rest(command) {
    if (this.#end) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push({ ticket: this.#ticket + 1, resolve });
      this.#command(command);
    });
  }

  /** @param {Command} command */
  #command(command) {
    if (this.#end) return;
    const numbered = { ...command, ticket: ++this.#ticket };
    if (this.#obey) this.#obey(numbered);
    else this.#early.push(numbered);
  }

  /** @param {(command: NumberedCommand) => void} obey */
  #follow(obey) {
    this.#obey = obey;
    for (const command of this.#early.splice(0)) obey(command);
  }

  /** @param {number} ticket of the last command that was carried out */
  #standing(ticket) {
    const there = this.#waiting.filter((waiting) => waiting.ticket <= ticket);
    this.#waiting = this.#waiting.filter((waiting) => waiting.ticket > ticket);
    for (const { resolve } of there) resolve();
  }

  // ---- the run

  /**
   * @param {Worker | null | undefined} own
   * @param {Data} data
   * @param {Omit<TrainOptions, "signal">} options
   * @param {Gate} gate of `here`
   * @param {() => Promise<End>} here trains on the calling thread
   */
  async #start(own, data, options, gate, here) {
    // The caller may still say more in this turn, such as pause().
    await Promise.resolve();
    for (const [mode, start] of own === null ? [] : kWays) {
      if (this.#end || (await this.#employ(mode, start, own ?? undefined, data, options))) return;
    }
    if (this.#end) return;
    this.#dismiss = () => gate.obey("stop");
    this.#tellMode("main");
    this.#follow((command) => {
      if (command.type !== "set") gate.obey(command.type, command.count);
    });
    this.#finish(await here());
  }

  /**
   * @param {Mode} mode
   * @param {(own?: Worker) => Worker | undefined} start
   * @param {Worker | undefined} own
   * @param {Data} data
   * @param {Omit<TrainOptions, "signal">} options
   * @returns {Promise<boolean>} whether a worker found in this way trains
   */
  async #employ(mode, start, own, data, options) {
    try {
      const worker = start(own);
      if (!worker) return false;
      const employment = new Employment(worker, mode, this.#network, {
        progress: (list) => this.#put(list),
        standing: (ticket) => this.#standing(ticket),
        end: (end) => this.#finish(end),
      });
      this.#dismiss = () => employment.dismiss();
      if (await employment.engage(data, options, this.#snapshots)) {
        this.#follow((command) => employment.obey(command));
        employment.begin();
        this.#tellMode(mode);
        return true;
      }
    } catch {
      // Then the next way, and in the end the calling thread.
    }
    this.#dismiss();
    return false;
  }

  /** @param {End} end */
  #finish(end) {
    if (this.#end) return;
    this.#end = end.reason === "stopped" ? this.#wish : end;
    for (const undo of this.#undo.splice(0)) undo();
    this.#dismiss();
    this.#dismiss = () => {};
    // A reader then gets the error at once, not the progress before it.
    if (["aborted", "disposed"].includes(this.#end.reason)) this.#unread.clear();
    this.#tellMode("main");
    this.#tellEnd(this.#end);
    this.#standing(this.#ticket);
    this.#put([]);
  }
}
