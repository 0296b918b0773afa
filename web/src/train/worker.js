// @ts-check
// The worker's side of protocol.js. Import it in a worker of your own to give it to `trainInWorker`; anywhere else it
// does nothing.
import { Network, stateOf } from "../network/network.js";
import { copyWeights } from "../network/tensors.js";
import { encodeError, kReportMs, kReports, kVersion } from "./protocol.js";
import { drive, Gate, Unread } from "./steering.js";

/** @typedef {import("./protocol.js").ToWorker} ToWorker */
/** @typedef {import("./protocol.js").ToPage} ToPage */
/** @typedef {import("./protocol.js").TrainMessage} TrainMessage */
/** @typedef {import("./protocol.js").Progress} Progress */

/**
 * A typed array by the name of its class.
 * @param {string} type
 * @param {number | ArrayBufferLike} content its length, or its bytes
 */
const arrayOf = (type, content) => new /** @type {any} */ (globalThis)[type](content);

/** One run. */
class Job {
  #port;
  #gate = new Gate(() => this.#standing());
  #unread = new Unread();
  #ticket = 0;
  #dropped = false;
  /** @type {Network | null} */
  #net = null;
  #running = false;
  #snapshots = true;
  /** @type {Record<string, any>} */
  #options = {};
  /** @type {string[]} */
  #types = [];
  /** @type {Uint8Array[]} */
  #parts = [];
  /** @type {(Float32Array | null)[]} */
  #slots = Array(kReports).fill(null);
  #reported = -Infinity;

  /** @param {MessagePort} port */
  constructor(port) {
    this.#port = port;
    port.onmessage = ({ data }) => this.#receive(data);
    this.#send({ type: "hello", version: kVersion });
  }

  /** @param {ToPage} message @param {Transferable[]} [transfer] */
  #send(message, transfer = []) {
    if (!this.#dropped) this.#port.postMessage(message, transfer);
  }

  /** @param {ToWorker} message */
  #receive(message) {
    if ("ticket" in message) this.#ticket = message.ticket;
    switch (message.type) {
      case "train":
        this.#load(message);
        break;
      case "chunk":
        this.#parts[message.part].set(message.bytes, message.at);
        break;
      case "begin":
        this.#train();
        break;
      case "back":
        this.#slots.push(message.weights);
        break;
      case "set":
        if (this.#net) this.#net.learningRate = message.learningRate;
        break;
      case "drop":
        this.#dropped = true;
        this.#gate.obey("stop");
        if (!this.#running) this.#close();
        break;
      default:
        this.#gate.obey(message.type, message.count);
    }
  }

  /** @param {TrainMessage} message */
  async #load({ state, build, options, parts, snapshots }) {
    try {
      this.#net = await Network.load(state, { build });
      this.#options = options;
      this.#snapshots = snapshots;
      this.#types = parts.map(({ type }) => type);
      this.#parts = parts.map(({ type, length }) => new Uint8Array(arrayOf(type, length).buffer));
      this.#send({ type: "started" });
    } catch (error) {
      this.#send({ type: "refused", error: encodeError(error) });
      this.#close();
    }
    if (this.#dropped) this.#close();
  }

  async #train() {
    this.#running = true;
    const net = /** @type {Network} */ (this.#net);
    const { reason, error } = await drive(this.#training(net), (progress) => this.#report(progress));
    if (this.#dropped) return this.#close();
    const state = net.save();
    this.#send(
      {
        type: "end",
        ticket: this.#ticket,
        reason,
        error: error === undefined ? null : encodeError(error),
        progress: this.#unread.takeAll(),
        state,
      },
      [state.buffer],
    );
    this.#close();
  }

  /** @param {Network} net */
  async *#training(net) {
    const [x, y, ...rest] = this.#parts.map(({ buffer }, i) => arrayOf(this.#types[i], buffer));
    this.#parts = [];
    const { scale, validation, ...options } = this.#options;
    if (validation) options.validation = { ...validation, x: rest[0], y: rest[1] };
    const given = { ...options, signal: this.#gate.signal, gate: this.#gate };
    yield* net.train({ x, y, scale }, given);
  }

  /** @param {Progress} progress */
  #report(progress) {
    this.#unread.put(progress);
    const now = performance.now();
    if (now - this.#reported < kReportMs || this.#slots.length === 0) return;
    this.#reported = now;
    const slot = this.#slots.pop();
    const weights = this.#snapshots
      ? copyWeights(stateOf(/** @type {Network} */ (this.#net)), slot ?? undefined)
      : null;
    this.#send(
      { type: "report", progress: this.#unread.takeAll(), weights },
      weights ? [/** @type {ArrayBuffer} */ (weights.buffer)] : [],
    );
  }

  #standing() {
    const state = /** @type {Network} */ (this.#net).save();
    this.#send({ type: "standing", ticket: this.#ticket, progress: this.#unread.takeAll(), state }, [state.buffer]);
  }

  #close() {
    this.#net?.dispose();
    this.#net = null;
    this.#parts = [];
    this.#port.close();
  }
}

const Scope = /** @type {any} */ (globalThis).DedicatedWorkerGlobalScope;
if (Scope && globalThis instanceof Scope) {
  globalThis.addEventListener("message", ({ data, ports }) => {
    if (data?.glia === "train" && ports.length === 1) new Job(ports[0]);
  });
}
