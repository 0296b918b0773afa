// @ts-check
import { kClasses, nameOf } from "./classes.js";
import { make, set } from "./dom.js";

/** @typedef {import("./reading.js").Subject} Subject */
/** @typedef {import("./words.js").ElementWords} ElementWords */

export const kBarsStyles = `
.bars { display: grid; }
.bar {
  display: grid; grid-template-columns: 1.25rem minmax(0, 1fr) 4rem; gap: 0.75rem; align-items: center;
  font-size: 0.9375rem; font-variant-numeric: tabular-nums;
}
.words .bar { grid-template-columns: 7rem minmax(0, 1fr) 4rem; }
.bar.top .bar-name, .bar.top .bar-number { font-weight: 700; }
.bar-track { height: 0.625rem; border-radius: 1rem; background: var(--line); overflow: hidden; }
.bar-fill {
  display: block; width: calc(var(--share, 0) * 100%); height: 100%; border-radius: inherit; background: var(--soft);
}
.bar.top .bar-fill { background: var(--accent); }
.bar-number { text-align: end; white-space: nowrap; }
@media (prefers-reduced-motion: no-preference) { .bar-fill { transition: width 80ms linear; } }
@media (forced-colors: active) {
  .bar-track { border: 1px solid CanvasText; background: Canvas; }
  .bar-fill { background: CanvasText; forced-color-adjust: none; }
  .bar.top .bar-fill { background: Highlight; }
}
`;

/** Ten probabilities as bars with numbers. */
export class Bars extends EventTarget {
  /** One a class. @type {HTMLElement[]} */ rows = [];
  #element;
  #words;
  /** @type {Subject} */ #subject = "digits";
  /** @type {{ name: HTMLElement, fill: HTMLElement, number: HTMLElement }[]} */ #parts = [];
  /** @type {Float32Array | null} */ #values = null;

  /**
   * @param {HTMLElement} element
   * @param {ElementWords} words
   * @param {string} [tag] of a row
   */
  constructor(element, words, tag = "div") {
    super();
    this.#element = element;
    this.#words = words;
    for (let label = 0; label < kClasses; label++) {
      const [name, fill, number] = [
        make("span", "bar-name"),
        make("span", "bar-fill"),
        make("span", "bar-number", "–"),
      ];
      this.#parts.push({ name, fill, number });
      this.rows.push(set(make(tag, "bar", name, make("span", "bar-track", fill), number), { "data-class": label }));
    }
    element.append(...this.rows);
    words.addEventListener("change", () => {
      this.subject = this.#subject;
      this.show(this.#values);
    });
    this.subject = "digits";
  }

  /** What the ten classes are. */
  get subject() {
    return this.#subject;
  }

  set subject(subject) {
    this.#subject = subject;
    this.#element.classList.toggle("words", subject === "clothes");
    this.#parts.forEach(({ name }, label) => (name.textContent = nameOf(subject, label, this.#words)));
  }

  /** @param {Float32Array | null} values ten probabilities, or null for no answer */
  show(values) {
    this.#values = values;
    const top = values ? values.indexOf(Math.max(...values)) : -1;
    this.#parts.forEach(({ fill, number }, label) => {
      fill.style.setProperty("--share", String(values ? values[label] : 0));
      number.textContent = values ? this.#words.percent(values[label]) : "–";
      this.rows[label].classList.toggle("top", label === top);
    });
  }
}
