// @ts-check
import { find, make } from "../../src/ui/dom.js";
import { colourOf, paintValues } from "../../src/ui/picture.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("./collection.js").Mine} Mine */

const kSide = 28;
/** @type {Record<string, number>} */
const kSteps = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, Home: -Infinity, End: Infinity };

/**
 * The reader's digits as pictures, a row for each kind; each is a button that removes it. One stop of the Tab key, in
 * which the arrow keys move. "remove" tells that `chosen` is to go.
 */
export class Tray extends EventTarget {
  #element;
  #language;
  /** In the order in which they stand. @type {Mine[]} */ #entries = [];
  /** What the network in use reads, by id. @type {Map<number, number>} */ #answers = new Map();
  /** @type {Map<number, HTMLButtonElement>} */ #buttons = new Map();
  #at = 0;
  /** @type {Mine | null} */ chosen = null;

  /**
   * @param {HTMLElement} element
   * @param {Language} language
   */
  constructor(element, language) {
    super();
    this.#element = element;
    this.#language = language;
    element.addEventListener("keydown", (event) => this.#key(event));
    element.addEventListener("focusin", ({ target }) => {
      const buttons = [...this.#buttons.values()];
      this.#move(buttons.indexOf(/** @type {HTMLButtonElement} */ (target)));
    });
    language.addEventListener("change", () => this.#describe());
  }

  /** @param {readonly Mine[]} entries */
  show(entries) {
    const within = this.#element.contains(document.activeElement);
    this.#entries = [...entries].sort((a, b) => a.label - b.label || a.id - b.id);
    const known = this.#buttons;
    this.#buttons = new Map(this.#entries.map((entry) => [entry.id, known.get(entry.id) ?? this.#make(entry)]));
    const kinds = [...new Set(this.#entries.map(({ label }) => label))];
    this.#element.replaceChildren(...kinds.map((label) => this.#row(label)));
    this.#describe();
    this.#move(this.#at);
    if (within) this.#current?.focus();
  }

  /** @param {Map<number, number>} answers what the network in use reads, by id */
  mark(answers) {
    this.#answers = answers;
    this.#describe();
  }

  repaint() {
    for (const entry of this.#entries) this.#paint(/** @type {HTMLElement} */ (this.#buttons.get(entry.id)), entry);
  }

  get #current() {
    return [...this.#buttons.values()][this.#at];
  }

  /** @param {number} label */
  #row(label) {
    const row = make("div", "tray-row");
    row.append(make("span", "tray-label", String(label)));
    for (const entry of this.#entries) {
      if (entry.label === label) row.append(/** @type {HTMLElement} */ (this.#buttons.get(entry.id)));
    }
    return row;
  }

  /** @param {Mine} entry */
  #make(entry) {
    const button = /** @type {HTMLButtonElement} */ (make("button", "mine"));
    button.type = "button";
    button.tabIndex = -1;
    button.append(make("canvas"), make("span", "mine-answer"));
    button.addEventListener("click", () => this.#remove(entry));
    this.#paint(button, entry);
    return button;
  }

  /**
   * @param {HTMLElement} button
   * @param {Mine} entry
   */
  #paint(button, { pixels }) {
    const canvas = /** @type {HTMLCanvasElement} */ (find("canvas", button));
    const values = Float32Array.from(pixels, (byte) => byte / 255);
    paintValues(canvas, kSide, kSide, [{ values, colour: colourOf(this.#element, "--ink") }]);
  }

  #describe() {
    /** @type {number[]} */
    const counts = [];
    for (const { id, label } of this.#entries) {
      const button = /** @type {HTMLButtonElement} */ (this.#buttons.get(id));
      const index = (counts[label] = (counts[label] ?? 0) + 1);
      const answer = this.#answers.get(id);
      const wrong = answer !== undefined && answer !== label;
      const key = answer === undefined ? "teach.mine" : wrong ? "teach.mine.wrong" : "teach.mine.right";
      button.setAttribute("aria-label", this.#language.text(key, { digit: label, index, answer: answer ?? "" }));
      button.classList.toggle("wrong", wrong);
      find(".mine-answer", button).textContent = wrong ? String(answer) : "";
    }
  }

  /** @param {Mine} entry */
  #remove(entry) {
    this.chosen = entry;
    this.dispatchEvent(new Event("remove"));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const step = kSteps[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Delete" || event.key === "Backspace") this.#remove(this.#entries[this.#at]);
    else if (step !== undefined) {
      this.#move(this.#at + step);
      this.#current?.focus();
    } else return;
    event.preventDefault();
  }

  /** @param {number} to */
  #move(to) {
    this.#at = Math.max(0, Math.min(this.#buttons.size - 1, to));
    [...this.#buttons.values()].forEach((button, i) => (button.tabIndex = i === this.#at ? 0 : -1));
  }
}
