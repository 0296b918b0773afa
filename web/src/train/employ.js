// @ts-check
// A worker in the service of one run: it gets the network, the engine and the data, obeys, and reports.
import { badHost } from "../base/errors.js";
import { Turns } from "../base/turns.js";
import { flatten } from "../base/values.js";
import { moduleOf } from "../engine/instances.js";
import { importState } from "../network/saved.js";
import { stateOf } from "../network/state.js";
import { writeWeights } from "../network/tensors.js";
import { call, hangUp } from "./find-worker.js";
import { decodeError } from "./protocol.js";

/** @typedef {import("../network/network.js").Network} Network */
/** @typedef {import("../network/network.js").Data} Data */
/** @typedef {import("../network/network.js").Progress} Progress */
/** @typedef {import("../network/network.js").TrainOptions} TrainOptions */
/** @typedef {import("./find-worker.js").Mode} Mode */
/** @typedef {import("./protocol.js").End} End */
/** @typedef {import("./protocol.js").NumberedCommand} NumberedCommand */
/** @typedef {import("./protocol.js").ToPage} ToPage */
/** @typedef {import("./protocol.js").ToWorker} ToWorker */

/**
 * What a run hears of its worker, after the network has taken over the worker's weights.
 * @typedef {object} Listener
 * @property {(progress: readonly Progress[]) => void} progress oldest first
 * @property {(ticket: number) => void} standing training stands still, by the command of this number
 * @property {(end: End) => void} end
 */

// A copy of this many bytes takes about a millisecond.
const kChunk = 2 ** 20;

export class Employment {
  #worker;
  #mode;
  #network;
  #listener;
  /** @type {MessagePort | null} */
  #port = null;
  #over = new AbortController();
  /** The learning rate that was set last. */
  #rate = { ticket: 0, value: 0 };
  /** What an error of the worker means at present. */
  #failed = () => {};

  /**
   * @param {Worker} worker
   * @param {Mode} mode how it was found: a worker that is not the caller's own is terminated in the end
   * @param {Network} network
   * @param {Listener} listener
   */
  constructor(worker, mode, network, listener) {
    this.#worker = worker;
    this.#mode = mode;
    this.#network = network;
    this.#listener = listener;
  }

  /**
   * Gives the worker everything that the run needs. Commands may follow, then `begin`.
   * @param {Data} data
   * @param {Omit<TrainOptions, "signal">} options
   * @param {boolean} snapshots whether reports bring weights
   * @returns {Promise<boolean>} false if the worker does not take the run, or it was dismissed meanwhile
   * @throws if the options or the engine's module cannot be posted
   */
  async engage({ x, y, scale }, { validation, ...options }, snapshots) {
    /** @type {Record<string, unknown>} */
    const sent = { ...options, scale };
    const arrays = [flatten(x, "x").flat, flatten(y, "y").flat];
    if (validation) {
      const { x, y } = validation;
      sent.validation = "scale" in validation ? { scale: validation.scale } : {};
      arrays.push(flatten(x, "validation.x").flat, flatten(y, "validation.y").flat);
    }
    const port = await call(this.#worker, this.#mode);
    if (!port) return false;
    this.#port = port;
    const { signal } = this.#over;
    if (signal.aborted) {
      hangUp(port);
      return false;
    }
    const failed = (/** @type {Event} */ event) => {
      // The run deals with it. A caller's own worker may have errors that are not of the run.
      if (this.#mode !== "own") event.preventDefault();
      this.#failed();
    };
    this.#worker.addEventListener("error", failed, { signal });
    this.#worker.addEventListener("messageerror", failed, { signal });

    const state = this.#network.save();
    const { build } = this.#network;
    const parts = arrays.map((array) => ({ type: array[Symbol.toStringTag], length: array.length }));
    const module = /** @type {WebAssembly.Module} */ (moduleOf(build));
    const started = new Promise((/** @type {(started: boolean) => void} */ resolve) => {
      this.#failed = () => resolve(false);
      port.onmessage = ({ data }) => resolve(data.type === "started");
    });
    this.#post({ type: "train", state, build, module, options: sent, parts, snapshots }, [
      /** @type {ArrayBuffer} */ (state.buffer),
    ]);
    if (!(await started) || signal.aborted) return false;

    this.#failed = () => {
      if (this.#mode !== "own") this.#fail("an error outside the training, or the end of the worker");
    };
    port.onmessage = ({ data }) => this.#receive(data);
    await this.#copy(arrays);
    return !signal.aborted;
  }

  /** Starts the training. */
  begin() {
    this.#post({ type: "begin" });
  }

  /** @param {NumberedCommand} command */
  obey(command) {
    if (command.type === "set") this.#rate = { ticket: command.ticket, value: command.learningRate };
    this.#post(command);
  }

  /** Ends the training, if it is not over; nothing more is heard. */
  dismiss() {
    if (this.#over.signal.aborted) return;
    this.#over.abort();
    if (this.#port) hangUp(this.#port);
    if (this.#mode !== "own") this.#worker.terminate();
  }

  /** @param {ToWorker} message @param {Transferable[]} [transfer] */
  #post(message, transfer = []) {
    this.#port?.postMessage(message, transfer);
  }

  /**
   * Copies arrays to the worker. In turns, because a large data set at once would be a long task of the page.
   * @param {readonly import("../base/values.js").NumberArray[]} arrays
   */
  async #copy(arrays) {
    const turns = new Turns();
    for (const [part, { buffer, byteOffset, byteLength }] of arrays.entries()) {
      for (let at = 0; at < byteLength; at += kChunk) {
        const bytes = new Uint8Array(buffer, byteOffset + at, Math.min(kChunk, byteLength - at)).slice();
        this.#post({ type: "chunk", part, at, bytes }, [bytes.buffer]);
        if (turns.due) await turns.give();
        if (this.#over.signal.aborted) return;
      }
    }
  }

  /** @param {ToPage} message */
  #receive(message) {
    if (this.#over.signal.aborted) return;
    try {
      if (message.type === "report") {
        const { weights, progress } = message;
        if (weights) writeWeights(stateOf(this.#network), weights);
        this.#listener.progress(progress);
        this.#post({ type: "back", weights }, weights ? [/** @type {ArrayBuffer} */ (weights.buffer)] : []);
      } else if (message.type === "standing" || message.type === "end") {
        importState(stateOf(this.#network), message.state);
        // The worker wrote its state before it received the last rate.
        if (this.#rate.ticket > message.ticket) this.#network.learningRate = this.#rate.value;
        this.#listener.progress(message.progress);
        if (message.type === "standing") this.#listener.standing(message.ticket);
        else {
          const { reason, error } = message;
          this.#listener.end(error ? { reason, error: decodeError(error) } : { reason });
        }
      }
    } catch (cause) {
      this.#fail(`an invalid message (${cause})`, cause);
    }
  }

  /** @param {string} got @param {unknown} [cause] */
  #fail(got, cause) {
    const error = badHost(got, "a worker that trains to the end", "worker", cause);
    this.#listener.end({ reason: "failed", error });
  }
}
