// @ts-check
import { argmax } from "../base/argmax.js";
import { rove, stopAt } from "./keys.js";
import { kClasses, nameOf } from "./classes.js";
import { make, set } from "./dom.js";

/** @typedef {import("./reading.js").Subject} Subject */
/** @typedef {import("./words.js").ElementWords} ElementWords */
/** @typedef {{ row: HTMLElement, name: HTMLElement, fill: HTMLElement, number: HTMLElement }} Bar */

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
.bars:has(button) { margin-inline: -0.5rem; gap: 0; }
button.bar { padding: 0 0.5rem; border-color: transparent; background: none; text-align: start; }
button.bar:is(:hover, :focus-visible, [aria-pressed="true"]) { background: var(--tint); color: var(--ink); }
button.bar:hover:not([aria-disabled]) { border-color: transparent; }
button.bar[aria-pressed="true"] { border-color: var(--accent); }
@media (prefers-reduced-motion: no-preference) { .bar-fill { transition: width 80ms linear; } }
@media (forced-colors: active) {
  .bar-track { border: 1px solid CanvasText; background: Canvas; }
  .bar-fill { background: CanvasText; forced-color-adjust: none; }
  .bar.top .bar-fill { background: Highlight; }
}
`;

/**
 * Ten probabilities as bars with numbers. Bars that can be chosen are buttons: pointing at one or focusing it looks at its
 * class, pressing it keeps looking, pressing it again lets go. "look" tells that `looked` changed.
 */
export class Bars extends EventTarget {
  #element;
  #words;
  /** One a class. @type {Bar[]} */ #bars = [];
  /** @type {Subject} */ #subject = "digits";
  /** @type {Float32Array | null} */ #values = null;
  #choosable = false;
  /** @type {number | null} */ #pointed = null;
  /** @type {number | null} */ #focused = null;
  /** @type {number | null} */ #kept = null;

  /**
   * @param {HTMLElement} element of the class `bars`
   * @param {ElementWords} words
   */
  constructor(element, words) {
    super();
    this.#element = element;
    this.#words = words;
    this.#build();
    rove(element, () => (this.#choosable ? this.#rows : []));
    element.addEventListener("pointerleave", () => this.#look({ pointed: null }));
    words.addEventListener("change", () => this.#label());
  }

  /** What the ten classes are. */
  get subject() {
    return this.#subject;
  }

  set subject(subject) {
    if (subject === this.#subject) return;
    this.#subject = subject;
    this.letGo();
    this.#label();
  }

  /** Whether the bars are buttons. */
  get choosable() {
    return this.#choosable;
  }

  set choosable(choosable) {
    if (choosable === this.#choosable) return;
    this.#choosable = choosable;
    this.#look({ pointed: null, focused: null, kept: null });
    this.#build();
  }

  /** The class that a person looks at; null without one. */
  get looked() {
    return this.#pointed ?? this.#focused ?? this.#kept;
  }

  /** Lets go of the class that a press keeps looking at. */
  letGo() {
    this.#look({ kept: null });
  }

  /** @param {Float32Array | null} values ten probabilities, or null for no answer */
  show(values) {
    this.#values = values;
    const top = values ? argmax(values) : -1;
    this.#bars.forEach(({ row, fill, number }, label) => {
      fill.style.setProperty("--share", String(values ? values[label] : 0));
      number.textContent = values ? this.#words.percent(values[label]) : "–";
      row.classList.toggle("top", label === top);
    });
    if (!values) this.letGo();
  }

  get #rows() {
    return this.#bars.map(({ row }) => row);
  }

  #build() {
    this.#bars = Array.from({ length: kClasses }, (_, label) => {
      const [name, fill, number] = [make("span", "bar-name"), make("span", "bar-fill"), make("span", "bar-number")];
      const row = make(this.#choosable ? "button" : "div", "bar", name, make("span", "bar-track", fill), number);
      set(row, { "data-class": label });
      if (this.#choosable) this.#enliven(row, label);
      return { row, name, fill, number };
    });
    if (this.#choosable) stopAt(this.#rows, 0);
    this.#element.replaceChildren(...this.#rows);
    this.#label();
  }

  /** Writes the names and numbers in the language of now. */
  #label() {
    this.#element.classList.toggle("words", this.#subject === "clothes");
    this.#bars.forEach(({ name }, label) => (name.textContent = nameOf(this.#subject, label, this.#words)));
    this.show(this.#values);
  }

  /**
   * @param {HTMLElement} row
   * @param {number} label
   */
  #enliven(row, label) {
    set(row, { type: "button", "aria-pressed": "false" });
    row.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "mouse") this.#look({ pointed: label });
    });
    row.addEventListener("focus", () => {
      if (row.matches(":focus-visible")) this.#look({ focused: label });
    });
    row.addEventListener("blur", () => this.#look({ focused: null }));
    row.addEventListener("click", () => this.#look({ kept: this.#kept === label ? null : label }));
  }

  /** @param {{ pointed?: number | null, focused?: number | null, kept?: number | null }} change */
  #look({ pointed = this.#pointed, focused = this.#focused, kept = this.#kept }) {
    const before = this.looked;
    [this.#pointed, this.#focused, this.#kept] = [pointed, focused, kept];
    if (this.#choosable) this.#rows.forEach((row, label) => set(row, { "aria-pressed": String(label === kept) }));
    if (this.looked !== before) this.dispatchEvent(new Event("look"));
  }
}
