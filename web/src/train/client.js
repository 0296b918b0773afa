// @ts-check
// The page's side of protocol.js: finds a worker, hands it the network and the data, and follows it.
import { badHost, badSpec, DisposedError, show } from "../base/errors.js";
import { stateOf } from "../network/network.js";
import { importState } from "../network/saved.js";
import { claim, onDispose } from "../network/state.js";
import { writeWeights } from "../network/tensors.js";
import { integer } from "../base/rules.js";
import { Turns } from "../base/turns.js";
import { flatten } from "../base/values.js";
import { decodeError, kHelloMs, kVersion } from "./protocol.js";
import { drive, Gate, Unread } from "./steering.js";

/** @typedef {import("../network/network.js").Network} Network */
/** @typedef {import("../network/network.js").Data} Data */
/** @typedef {import("../network/network.js").Progress} Progress */
/** @typedef {import("../network/network.js").TrainOptions} TrainOptions */
/** @typedef {import("./protocol.js").Reason} Reason */
/** @typedef {import("./protocol.js").Command} Command */
/** @typedef {import("./protocol.js").ToPage} ToPage */
/** @typedef {import("./protocol.js").ToWorker} ToWorker */

/**
 * @typedef {object} RunOptions
 * @property {Worker | null} [worker] one of your own that imports `glia/worker` at its start; it lives on after the run,
 *   and must live until then. null: none, the page's thread trains
 * @property {boolean} [snapshots] the network follows the worker's weights during the run, at most ten times a second;
 *   default true
 */
/** @typedef {"own" | "url" | "blob" | "main"} Mode */
/**
 * How a run ended; `failed` is a worker that broke down, or an error that training threw for another reason than these.
 * @typedef {{ reason: Reason, error?: unknown }} End `error` with aborted, diverged, disposed and failed
 */
/** @typedef {Command & { ticket: number }} NumberedCommand */

// A copy of this much takes about a millisecond.
const kChunk = 2 ** 20;

const count = integer(1, 2 ** 31 - 1);

/**
 * The ways to a worker, in the order in which they are tried.
 * @type {[Mode, (own?: Worker) => Worker | undefined][]}
 */
const kWays = [
  ["own", (own) => own],
  // Written out, because bundlers look for exactly this.
  ["url", () => new Worker(new URL("./worker.js", import.meta.url), { type: "module" })],
  // For a library from another origin: a page may import its modules, but not start them as workers.
  [
    "blob",
    () => {
      if (typeof Worker !== "function") return undefined;
      const module = JSON.stringify(new URL("./worker.js", import.meta.url).href);
      // Policies ask worker-src for what a worker imports at its start, and script-src for what it imports later; by
      // then the call has come, so it comes again.
      const code = `addEventListener("message", (call) => {
        import(${module}).then(() => dispatchEvent(new MessageEvent("message", call)), reportError);
      }, { once: true });`;
      const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
      // Not at once: the worker fetches it later.
      setTimeout(() => URL.revokeObjectURL(url), kHelloMs);
      return new Worker(url, { type: "module" });
    },
  ],
];

/** @type {Promise<Worker | null> | undefined} */
let shared;

/**
 * One worker for all runs that are given it. It is found as `trainInWorker` finds one for itself, at the first call, and
 * kept for good.
 * @returns {Promise<Worker | null>} for the option `worker`; null where there is none to be had
 */
export function sharedWorker() {
  return (shared ??= findWorker());
}

/** @returns {Promise<Worker | null>} one that has said hello */
async function findWorker() {
  for (const [, find] of kWays) {
    try {
      const worker = find();
      if (!worker) continue;
      if (await answers(worker)) return worker;
      worker.terminate();
    } catch {
      // Then the next way.
    }
  }
  return null;
}

/** @param {Worker} worker @returns {Promise<boolean>} whether it trains, and as this page understands it */
async function answers(worker) {
  const { port1: port, port2 } = new MessageChannel();
  const ended = new AbortController();
  const { signal } = ended;
  const answer = await new Promise((resolve) => {
    const failed = (/** @type {Event} */ event) => {
      event.preventDefault();
      resolve(false);
    };
    worker.addEventListener("error", failed, { signal });
    worker.addEventListener("messageerror", failed, { signal });
    const patience = setTimeout(resolve, kHelloMs, false);
    signal.addEventListener("abort", () => clearTimeout(patience));
    port.onmessage = ({ data }) => resolve(data.type === "hello" && data.version === kVersion);
    worker.postMessage({ glia: "train", version: kVersion }, [port2]);
  });
  ended.abort();
  port.postMessage({ type: "drop" });
  port.close();
  return answer;
}

/**
 * Trains a network in a worker as `network.train` would: the same options, the same progress, and in the end the same
 * bits in the same network. The run begins at once. The data are copied, never taken; until `mode` is known they must
 * stay as they are. Where no worker is to be had, the page's thread trains, in slices of 8 ms.
 *
 * During the run nothing else can train the network; `predict` follows the training.
 * @param {Network} network
 * @param {Data} data
 * @param {TrainOptions & RunOptions} [options]
 * @returns {TrainingRun}
 * @throws {ShapeError | SpecError} at once, for data or options that do not fit, or a network that is being trained
 * @throws {DisposedError} at once
 */
export function trainInWorker(network, data, options = {}) {
  return new TrainingRun(network, data, options);
}

/**
 * A run of `trainInWorker`. Iterate it for progress, about ten times a second and at every end of an epoch; a slow
 * reader gets every end and the latest step. Leaving the loop stops the run.
 * @implements {AsyncIterableIterator<Progress, void, void>}
 */
export class TrainingRun {
  #network;
  #snapshots;
  #unread = new Unread();
  /** @type {(() => void)[]} readers that wait for news */
  #readers = [];

  /** @type {End | null} */
  #end = null;
  /** @type {End} what a run that was stopped ends with; a worker only knows that it was */
  #wish = { reason: "stopped" };
  #thrown = false;
  /** @type {(() => void)[]} what is undone at the end */
  #undo = [];
  #dismiss = () => {};

  #ticket = 0;
  /** @type {NumberedCommand[]} given before there was anybody to obey */
  #early = [];
  /** @type {((command: NumberedCommand) => void) | null} */
  #obey = null;
  /** @type {{ ticket: number, resolve: () => void }[]} who waits for training to stand still */
  #waiting = [];
  #rate = { ticket: 0, value: 0 };

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
    // Made now for what it refuses; it runs only where there is no worker.
    const gate = new Gate(() => this.#standing(this.#ticket));
    const local = { ...options, signal: gate.signal, gate };
    const training = network.train(data, local);
    const release = claim(stateOf(network));
    const here = () => {
      // train makes a claim of its own.
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

    /** @type {Promise<Mode>} who trains; `main` also where the run ends before it begins */
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
   * What leaving the loop calls: stops the run.
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
   * Stands still before the next step.
   * @returns {Promise<void>} when it does; the network is then exactly where the training is
   */
  pause() {
    return this.#rest({ type: "pause" });
  }

  resume() {
    this.#command({ type: "resume" });
    this.#standing(this.#ticket);
  }

  /**
   * Takes one step, or so many, then stands still.
   * @param {number} [steps] default 1
   * @returns {Promise<void>} when it does; the network is then exactly where the training is
   * @throws {SpecError}
   */
  step(steps = 1) {
    return this.#rest({ type: "step", count: count(steps, "step") });
  }

  /**
   * @param {{ learningRate: number }} values
   * @throws {SpecError}
   */
  set({ learningRate, ...rest }) {
    const unknown = Object.keys(rest)[0];
    if (unknown !== undefined) {
      throw badSpec(`the option ${show(unknown)}`, "learningRate", "set");
    }
    this.#network.learningRate = learningRate;
    this.#command({ type: "set", learningRate });
    this.#rate = { ticket: this.#ticket, value: learningRate };
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

  /** @param {number} ticket of the last command that was obeyed */
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
   * @param {() => Promise<End>} here trains on this thread
   */
  async #start(own, data, options, gate, here) {
    // Who made the run may say more at once, such as pause().
    await Promise.resolve();
    if (this.#end) return;
    for (const [mode, find] of own === null ? [] : kWays) {
      let taken = false;
      try {
        const worker = find(own ?? undefined);
        taken = worker !== undefined && (await this.#employ(worker, mode, data, options));
      } catch {
        // Then the next way.
      }
      if (taken || this.#end) return;
      this.#dismiss();
    }
    this.#dismiss = () => gate.obey("stop");
    this.#tellMode("main");
    this.#follow((command) => {
      if (command.type !== "set") gate.obey(command.type, command.count);
    });
    this.#finish(await here());
  }

  /**
   * Hands the run to a worker.
   * @param {Worker} worker
   * @param {Mode} mode
   * @param {Data} data
   * @param {Omit<TrainOptions, "signal">} options
   * @returns {Promise<boolean>} false where the worker does not take it
   */
  async #employ(worker, mode, { x, y, scale }, { validation, ...options }) {
    const { port1: port, port2 } = new MessageChannel();
    const post = (/** @type {ToWorker} */ message, /** @type {Transferable[]} */ transfer = []) =>
      port.postMessage(message, transfer);
    let failed = () => {};
    const onError = (/** @type {Event} */ event) => {
      // It is dealt with here, one way or another.
      if (mode !== "own") event.preventDefault();
      failed();
    };
    worker.addEventListener("error", onError);
    worker.addEventListener("messageerror", onError);
    this.#dismiss = () => {
      worker.removeEventListener("error", onError);
      worker.removeEventListener("messageerror", onError);
      if (mode === "own") post({ type: "drop" });
      else worker.terminate();
      port.close();
    };

    /** @type {Record<string, unknown>} */
    const sent = { ...options, scale };
    const arrays = [flatten(x, "x").flat, flatten(y, "y").flat];
    if (validation) {
      const { x, y } = validation;
      sent.validation = "scale" in validation ? { scale: validation.scale } : {};
      arrays.push(flatten(x, "validation.x").flat, flatten(y, "validation.y").flat);
    }

    const taken = await new Promise((/** @type {(taken: boolean) => void} */ resolve) => {
      const patience = setTimeout(resolve, kHelloMs, false);
      failed = () => resolve(false);
      port.onmessage = ({ data: message }) => {
        clearTimeout(patience);
        if (message.type !== "hello") return resolve(message.type === "started");
        if (message.version !== kVersion) return resolve(false);
        const state = this.#network.save();
        const parts = arrays.map((array) => ({ type: array[Symbol.toStringTag], length: array.length }));
        const { build } = this.#network;
        post({ type: "train", state, build, options: sent, parts, snapshots: this.#snapshots }, [
          /** @type {ArrayBuffer} */ (state.buffer),
        ]);
      };
      worker.postMessage({ glia: "train", version: kVersion }, [port2]);
    });
    if (!taken || this.#end) return false;

    // A worker of the caller's may have troubles that are none of ours.
    failed = () => {
      if (mode !== "own") this.#fail("an error outside the training, or the end of the worker");
    };
    port.onmessage = ({ data }) => this.#receive(data, post);
    await this.#copy(arrays, post);
    if (this.#end) return false;
    this.#follow(post);
    post({ type: "begin" });
    this.#tellMode(mode);
    return true;
  }

  /**
   * Copies arrays to the worker. In turns: a large data set at once would be a long task of the page.
   * @param {readonly import("../base/values.js").NumberArray[]} arrays
   * @param {(message: ToWorker, transfer?: Transferable[]) => void} post
   */
  async #copy(arrays, post) {
    const turns = new Turns();
    for (const [part, { buffer, byteOffset, byteLength }] of arrays.entries()) {
      for (let at = 0; at < byteLength; at += kChunk) {
        const bytes = new Uint8Array(buffer, byteOffset + at, Math.min(kChunk, byteLength - at)).slice();
        post({ type: "chunk", part, at, bytes }, [bytes.buffer]);
        if (turns.due) await turns.give();
        if (this.#end) return;
      }
    }
  }

  /**
   * @param {ToPage} message
   * @param {(message: ToWorker, transfer?: Transferable[]) => void} post
   */
  #receive(message, post) {
    if (this.#end) return;
    try {
      if (message.type === "report") {
        const { weights, progress } = message;
        if (weights) writeWeights(stateOf(this.#network), weights);
        this.#put(progress);
        post({ type: "back", weights }, weights ? [/** @type {ArrayBuffer} */ (weights.buffer)] : []);
      } else if (message.type === "standing" || message.type === "end") {
        importState(stateOf(this.#network), message.state);
        // Set after the worker had written its state.
        if (this.#rate.ticket > message.ticket) this.#network.learningRate = this.#rate.value;
        this.#put(message.progress);
        if (message.type === "standing") this.#standing(message.ticket);
        else {
          const { reason, error } = message;
          this.#finish(error ? { reason, error: decodeError(error) } : { reason });
        }
      }
    } catch (cause) {
      this.#fail(`a message that it could not follow (${cause})`, cause);
    }
  }

  /** @param {string} got @param {unknown} [cause] */
  #fail(got, cause) {
    const error = badHost(got, "a worker that trains to the end", "worker", cause);
    this.#finish({ reason: "failed", error });
  }

  /** @param {End} end */
  #finish(end) {
    if (this.#end) return;
    this.#end = end.reason === "stopped" ? this.#wish : end;
    for (const undo of this.#undo.splice(0)) undo();
    this.#dismiss();
    this.#dismiss = () => {};
    // Who ended it so waits for the error, not for what came before.
    if (["aborted", "disposed"].includes(this.#end.reason)) this.#unread.clear();
    this.#tellMode("main");
    this.#tellEnd(this.#end);
    this.#standing(this.#ticket);
    this.#put([]);
  }
}
