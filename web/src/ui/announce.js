// @ts-check

const kPause = 1000;

/** Speaks through a polite live region, at most once a second. Of several texts within a second only the last is spoken. */
export class Announcer {
  #region;
  #next = "";
  #spoken = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /** @param {HTMLElement} region */
  constructor(region) {
    this.#region = region;
  }

  /** @param {string} text */
  say(text) {
    this.#next = text;
    if (this.#timer !== undefined) return;
    const wait = this.#spoken + kPause - performance.now();
    if (wait <= 0) this.#speak();
    else this.#timer = setTimeout(() => this.#speak(), wait);
  }

  #speak() {
    this.#timer = undefined;
    this.#spoken = performance.now();
    this.#region.textContent = this.#next;
  }
}
