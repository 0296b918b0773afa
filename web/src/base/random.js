// @ts-check
// Seeded random numbers for data sets: sfc32 (Doty-Humphrey, PractRand). Integers and + − × only, so that
// every host computes the same bits. The engine has its own generator.

export class Random {
  #a = 0;
  #b;
  #c;
  #count = 1;

  /**
   * @param {number} seed 0 to 2³² − 1
   * @param {number} [stream] each gives another sequence for the same seed
   */
  constructor(seed, stream = 0) {
    this.#b = seed | 0;
    this.#c = stream | 0;
    for (let i = 0; i < 15; i++) this.next();
  }

  /** An integer from 0 to 2³² − 1. */
  next() {
    const sum = (this.#a + this.#b + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** From 0 to below 1. */
  uniform() {
    return this.next() / 2 ** 32;
  }

  /** @param {number} bound @returns {number} an integer from 0 to below the bound, uniformly distributed */
  below(bound) {
    const fair = 2 ** 32 - (2 ** 32 % bound);
    for (;;) {
      const value = this.next();
      if (value < fair) return value % bound;
    }
  }

  /** Nearly normal, mean 0 and deviation 1: a sum of twelve uniforms, since logarithms round differently per host. */
  normal() {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += this.uniform();
    return sum;
  }

  /**
   * Shuffles in place (Fisher and Yates).
   * @template {{ length: number, [index: number]: any }} T
   * @param {T} list
   * @returns {T}
   */
  shuffle(list) {
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [list[i], list[j]] = [list[j], list[i]];
    }
    return list;
  }
}
