// @ts-check
// How a run of `Network.train` is steered and what it reports, in a worker and on the page.
import { DisposedError, DivergedError } from "../base/errors.js";

/** @typedef {import("./protocol.js").Command} Command */
/** @typedef {import("./protocol.js").Progress} Progress */
/** @typedef {import("./protocol.js").End} End */

/** Ends a run that is stopped without an error. */
const kStop = new Error("stopped");

/** The gate of a run: `train` passes it before every step. It is open until a command closes it. */
export class Gate {
  closed = false;
  #steps = 0; // left until it closes again; 0: no limit
  #ended = new AbortController();
  #atRest;
  /** @type {(() => void) | null} */
  #pass = null;

  /** @param {() => void} [atRest] called when training stands still before the closed gate */
  constructor(atRest = () => {}) {
    this.#atRest = atRest;
  }

  /** For `train`, which also ends between two looks at the gate, such as while it copies data. */
  get signal() {
    return this.#ended.signal;
  }

  /** For `train`. @returns {Promise<void>} resolves when the gate is open; rejects when the run is stopped */
  opened() {
    return new Promise((resolve, reject) => {
      if (this.signal.aborted) {
        reject(kStop);
        return;
      }
      this.#pass = () => {
        this.#pass = null;
        if (this.signal.aborted) reject(kStop);
        else resolve();
      };
      this.#atRest();
    });
  }

  /** For `train`, after every step. */
  stepped() {
    if (this.#steps > 0 && --this.#steps === 0) this.closed = true;
  }

  /** @param {Exclude<Command["type"], "set">} type @param {number} [count] of steps to take */
  obey(type, count = 1) {
    if (this.signal.aborted) return;
    if (type === "pause") {
      this.#steps = 0;
      this.closed = true;
      if (this.#pass) this.#atRest();
    } else if (type === "stop") {
      this.closed = true;
      this.#ended.abort(kStop);
      this.#pass?.();
    } else {
      this.#steps = type === "step" ? this.#steps + count : 0;
      this.closed = false;
      this.#pass?.();
    }
  }
}

/** Unread progress: every end of an epoch, because only it has the validation, and the latest step. */
export class Unread {
  /** @type {Progress[]} */
  #ends = [];
  #next = 0;
  /** @type {Progress | null} */
  #latest = null;

  /** @param {Progress} progress */
  put(progress) {
    const end = progress.step === progress.steps;
    if (end) this.#ends.push(progress);
    this.#latest = end ? null : progress;
  }

  /** Removes and returns the oldest; undefined if there is none. */
  take() {
    if (this.#next < this.#ends.length) {
      const end = this.#ends[this.#next++];
      if (this.#next === this.#ends.length) {
        this.#ends = [];
        this.#next = 0;
      }
      return end;
    }
    const latest = this.#latest ?? undefined;
    this.#latest = null;
    return latest;
  }

  /** Removes and returns everything, oldest first. */
  takeAll() {
    const all = this.#ends.slice(this.#next);
    if (this.#latest) all.push(this.#latest);
    this.clear();
    return all;
  }

  clear() {
    this.#ends = [];
    this.#next = 0;
    this.#latest = null;
  }
}

/**
 * Runs `train` to its end.
 * @param {AsyncIterable<Progress>} training
 * @param {(progress: Progress) => void} report
 * @returns {Promise<End>} never rejects
 */
export async function drive(training, report) {
  try {
    let early = false;
    for await (const progress of training) {
      early = progress.stopped === "early";
      report(progress);
    }
    return { reason: early ? "early" : "done" };
  } catch (error) {
    if (error === kStop) return { reason: "stopped" };
    if (error instanceof DivergedError) return { reason: "diverged", error };
    if (error instanceof DisposedError) return { reason: "disposed", error };
    return { reason: "failed", error };
  }
}
