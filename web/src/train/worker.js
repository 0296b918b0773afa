// @ts-check
// The worker's side of protocol.js. A worker that imports it can be given to `trainInWorker`; outside of workers it does
// nothing. It carries no engine, because it does not import engine/loader.js: the page posts the module that it compiled.
import { badHost } from "../base/errors.js";
import { adopt, take } from "../engine/instances.js";
import { load, save } from "../network/saved.js";
import { train } from "../network/session.js";
import { close, setLearningRate } from "../network/state.js";
import { copyWeights } from "../network/tensors.js";
import { encodeError, kReportMs, kReports, kVersion } from "./protocol.js";
import { drive, Gate, Unread } from "./steering.js";

/** @typedef {import("./protocol.js").ToWorker} ToWorker */
/** @typedef {import("./protocol.js").ToPage} ToPage */
/** @typedef {import("./protocol.js").TrainMessage} TrainMessage */
/** @typedef {import("./protocol.js").Progress} Progress */
/** @typedef {import("../network/state.js").State} State */

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
  /** @type {State | null} of the network; null before `train` and after the run */
  #net = null;
  #running = false;
  #snapshots = true;
  /** @type {Record<string, any>} */
  #options = {};
  /** @type {string[]} */
  #types = [];
  /** @type {Uint8Array[]} */
  #parts = [];
  /** @type {(Float32Array | null)[]} buffers for the weights of reports; null before their first use */
  #slots = Array(kReports).fill(null);
  #reported = -Infinity;

  /** @param {MessagePort} port */
  constructor(port) {
    this.#port = port;
    port.onmessage = ({ data }) => this.#receive(data);
    // A host may refuse to clone a module, for instance between agent clusters.
    port.onmessageerror = () => this.#refuse(badHost("a message that could not be cloned", "all of it", "worker"));
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
        if (this.#net) setLearningRate(this.#net, message.learningRate);
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
  async #load({ state, build, module, options, parts, snapshots }) {
    try {
      adopt(build, module);
      this.#net = await load(state, () => take(build));
      this.#options = options;
      this.#snapshots = snapshots;
      this.#types = parts.map(({ type }) => type);
      this.#parts = parts.map(({ type, length }) => new Uint8Array(arrayOf(type, length).buffer));
      this.#send({ type: "started" });
    } catch (error) {
      this.#refuse(error);
    }
    if (this.#dropped) this.#close();
  }

  /** @param {unknown} error */
  #refuse(error) {
    this.#send({ type: "refused", error: encodeError(error) });
    this.#close();
  }

  async #train() {
    this.#running = true;
    const net = /** @type {State} */ (this.#net);
    const { reason, error } = await drive(this.#training(net), (progress) => this.#report(progress));
    if (this.#dropped) return this.#close();
    const state = save(net);
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

  /** @param {State} net */
  async *#training(net) {
    const [x, y, ...rest] = this.#parts.map(({ buffer }, i) => arrayOf(this.#types[i], buffer));
    this.#parts = [];
    const { scale, validation, ...options } = this.#options;
    if (validation) options.validation = { ...validation, x: rest[0], y: rest[1] };
    const given = { ...options, signal: this.#gate.signal, gate: this.#gate };
    yield* train(net, { x, y, scale }, given);
  }

  /** @param {Progress} progress */
  #report(progress) {
    this.#unread.put(progress);
    const now = performance.now();
    if (now - this.#reported < kReportMs || this.#slots.length === 0) return;
    this.#reported = now;
    const slot = this.#slots.pop();
    const weights = this.#snapshots ? copyWeights(/** @type {State} */ (this.#net), slot ?? undefined) : null;
    this.#send(
      { type: "report", progress: this.#unread.takeAll(), weights },
      weights ? [/** @type {ArrayBuffer} */ (weights.buffer)] : [],
    );
  }

  #standing() {
    const state = save(/** @type {State} */ (this.#net));
    this.#send({ type: "standing", ticket: this.#ticket, progress: this.#unread.takeAll(), state }, [state.buffer]);
  }

  #close() {
    if (this.#net) close(this.#net);
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
