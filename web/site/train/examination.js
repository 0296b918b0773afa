// @ts-check
import { argmax } from "../../src/base/argmax.js";
import { Turns } from "../../src/base/turns.js";

/** @typedef {import("../../src/index.js").Network} Network */
/** @typedef {import("../../src/ui/datasets.js").Dataset} Dataset */
/** @typedef {{ index: number, truth: number, guess: number, sure: number }} Reading  sure: the guess's probability */

// Samples between two looks at the clock: as many as fit, for a network may take 1 µs or 1 ms for one.
const kMost = 64;
const kChunkTime = 5;

/**
 * What a network makes of every validation sample, found out in slices so that the page stays free.
 * "change" tells that `confusion` is there, or gone.
 */
export class Examination extends EventTarget {
  /** [truth][guess], counts; null before the first look. @type {number[][] | null} */ confusion = null;
  /** @type {Reading[]} */ #readings = [];
  #turn = 0;

  clear() {
    this.#turn++;
    this.confusion = null;
    this.#readings = [];
    this.dispatchEvent(new Event("change"));
  }

  /**
   * @param {Network} net with one output a class
   * @param {Dataset} dataset
   */
  async look(net, { classes, inputs, validation: { x, y, scale } }) {
    const mine = ++this.#turn;
    if (!classes) return;
    const n = classes.length;
    /** @type {Reading[]} */
    const readings = [];
    const confusion = classes.map(() => Array.from({ length: n }, () => 0));
    const turns = new Turns();
    let chunk = 1;
    for (let from = 0, to = 0; from < y.length; from = to) {
      to = Math.min(y.length, from + chunk);
      const start = performance.now();
      const outputs = net.predict(scaled(x.subarray(from * inputs, to * inputs), scale));
      for (let index = from; index < to; index++) {
        const row = outputs.subarray((index - from) * n, (index - from + 1) * n);
        const guess = argmax(row);
        readings.push({ index, truth: y[index], guess, sure: row[guess] });
        confusion[y[index]][guess]++;
      }
      const fit = (chunk * kChunkTime) / (performance.now() - start);
      chunk = Math.max(1, Math.min(kMost, 2 * chunk, Math.floor(fit)));
      if (!turns.due) continue;
      await turns.give();
      if (mine !== this.#turn) return;
    }
    this.#readings = readings;
    this.confusion = confusion;
    this.dispatchEvent(new Event("change"));
  }

  /**
   * The samples behind a cell, the surest first.
   *
   * @param {number} truth
   * @param {number} guess
   */
  behind(truth, guess) {
    return this.#readings.filter((one) => one.truth === truth && one.guess === guess).sort(bySureness);
  }

  /** @param {number} count @returns {Reading[]} wrong answers, the surest first */
  worst(count) {
    return this.#readings
      .filter(({ truth, guess }) => truth !== guess)
      .sort(bySureness)
      .slice(0, count);
  }
}

/** @param {Reading} a @param {Reading} b */
function bySureness(a, b) {
  return b.sure - a.sure || a.index - b.index;
}

/**
 * @param {Float32Array | Uint8Array} values
 * @param {number} scale
 */
function scaled(values, scale) {
  const floats = Float32Array.from(values);
  if (scale !== 1) for (let i = 0; i < floats.length; i++) floats[i] *= scale;
  return floats;
}
