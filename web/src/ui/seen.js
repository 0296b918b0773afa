// @ts-check

/** Does work while an element is in view, with a pause between two times. Work asked for out of view is done on its return. */
export class WhenSeen {
  #work;
  #pause;
  #seen = false;
  #wanted = false;
  #last = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /**
   * @param {Element} element
   * @param {number} pause between two times, in milliseconds
   * @param {() => void} work
   */
  constructor(element, pause, work) {
    this.#pause = pause;
    this.#work = work;
    new IntersectionObserver((entries) => {
      this.#seen = entries[entries.length - 1].isIntersecting;
      if (this.#seen && this.#wanted) this.ask();
    }).observe(element);
  }

  ask() {
    this.#wanted = true;
    if (!this.#seen || this.#timer !== undefined) return;
    const wait = this.#last + this.#pause - performance.now();
    if (wait <= 0) this.#do();
    else this.#timer = setTimeout(() => this.#do(), wait);
  }

  #do() {
    this.#timer = undefined;
    this.#wanted = false;
    this.#last = performance.now();
    this.#work();
  }
}
