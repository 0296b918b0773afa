// @ts-check

/** @typedef {import("../network/network.js").Progress} Progress */
/** @typedef {{ at: number, loss: number, score: number | null }} Point  at: in epochs */
/** @typedef {{ train: Point[], validation: Point[] }} Curves */

// A chart has no more pixels than this.
const kMost = 1200;

/** The curves of a training so far. The score is the accuracy, or the mean absolute error if the target is a number. */
export class History extends EventTarget {
  /** @type {Point[]} */ train = [];
  /** @type {Point[]} */ validation = [];

  clear() {
    this.train = [];
    this.validation = [];
    this.dispatchEvent(new Event("change"));
  }

  /** @param {Curves} record as from `copy` */
  restore({ train, validation }) {
    this.train = [...train];
    this.validation = [...validation];
    this.dispatchEvent(new Event("change"));
  }

  /** @returns {Curves} */
  copy() {
    return { train: [...this.train], validation: [...this.validation] };
  }

  /** @param {Progress} progress */
  add({ epoch, step, steps, loss, accuracy, meanAbsoluteError, validation }) {
    const at = epoch - 1 + step / steps;
    const score = accuracy ?? meanAbsoluteError ?? null;
    this.train.push({ at, loss, score });
    if (validation) {
      this.validation.push({
        at,
        loss: validation.loss,
        score: validation.accuracy ?? validation.meanAbsoluteError ?? null,
      });
    }
    if (this.train.length > kMost) this.train = thin(this.train);
    if (this.validation.length > kMost) this.validation = thin(this.validation);
    this.dispatchEvent(new Event("change"));
  }
}

/** Every second point, the last one included. @param {Point[]} points */
function thin(points) {
  return points.filter((_, i) => (points.length - 1 - i) % 2 === 0);
}
