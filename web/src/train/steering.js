// @ts-check
// How a run of `Network.train` is steered and what it reports, in a worker and on the page alike.
import { DisposedError, DivergedError } from "../base/errors.js";

/** @typedef {import("./protocol.js").Command} Command */
/** @typedef {import("./protocol.js").Progress} Progress */
/** @typedef {import("./protocol.js").Reason} Reason */

/** What a run is ended with that nothing is wrong with. */
const kStop = new Error("stopped");

/**
 * The gate of a run: `train` passes it before every step. It stands open until somebody closes it.
 */
export class Gate {
  closed = false;
  #steps = 0; // to be taken until it closes again; 0: no end
  #ended = new AbortController();
  #atRest;
  /** @type {(() => void) | null} */
  #pass = null;

  /** @param {() => void} [atRest] called when training stands still before the closed gate */
  constructor(atRest = () => {}) {
    this.#atRest = atRest;
  }

  /** For `train`, which looks at it where it does not look at the gate. */
  get signal() {
    return this.#ended.signal;
  }

  /** For `train`. @returns {Promise<void>} */
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

  /** For `train`. */
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

/** Progress that nobody has read yet: every end of an epoch, whose validation is told once, and the latest step. */
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

  /** The oldest; undefined when there is none. */
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
 * @returns {Promise<{ reason: Reason, error?: unknown }>}
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
