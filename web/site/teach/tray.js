// @ts-check
import { rove, stopAt } from "../../src/ui/keys.js";
import { button, find, make, set } from "../../src/ui/dom.js";
import { colorOf, paintValues } from "../../src/ui/picture.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("./collection.js").Mine} Mine */

const kSide = 28;

/**
 * The person's digits as pictures, a row for each class; each is a button that removes it. "remove" tells that `chosen` was
 * pressed.
 */
export class Tray extends EventTarget {
  #element;
  #language;
  /** In the order in which they are shown. @type {Mine[]} */ #entries = [];
  /** What the network in use predicts, by id. @type {Map<number, number>} */ #answers = new Map();
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
    rove(element, () => this.#inOrder);
    element.addEventListener("focusin", ({ target }) => {
      this.#at = this.#inOrder.indexOf(/** @type {HTMLButtonElement} */ (target));
    });
    element.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !["Delete", "Backspace"].includes(event.key)) return;
      event.preventDefault();
      this.#remove(this.#entries[this.#at]);
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
    this.#at = Math.max(0, Math.min(this.#entries.length - 1, this.#at));
    stopAt(this.#inOrder, this.#at);
    if (within) this.#inOrder[this.#at]?.focus();
  }

  /** @param {Map<number, number>} answers what the network in use predicts, by id */
  mark(answers) {
    this.#answers = answers;
    this.#describe();
  }

  repaint() {
    for (const entry of this.#entries) this.#paint(/** @type {HTMLElement} */ (this.#buttons.get(entry.id)), entry);
  }

  get #inOrder() {
    return [...this.#buttons.values()];
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
    const made = button("mine", () => this.#remove(entry));
    made.append(make("canvas"), make("span", "mine-answer"));
    this.#paint(made, entry);
    return made;
  }

  /**
   * @param {HTMLElement} button
   * @param {Mine} entry
   */
  #paint(button, { pixels }) {
    const canvas = /** @type {HTMLCanvasElement} */ (find("canvas", button));
    const values = Float32Array.from(pixels, (byte) => byte / 255);
    paintValues(canvas, kSide, kSide, [{ values, color: colorOf(this.#element, "--ink") }]);
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
}
