// @ts-check
import { Bars } from "../src/ui/bars.js";
import { set } from "../src/ui/dom.js";

/** @typedef {import("./language.js").Language} Language */

/**
 * Bars that are buttons: pointing at one or focusing it looks at its class, pressing it keeps looking, pressing it again
 * lets go. "look" tells that `looked` changed.
 */
export class LookedBars extends Bars {
  /** @type {number | null} */ #pointed = null;
  /** @type {number | null} */ #focused = null;
  /** @type {number | null} */ #kept = null;

  /**
   * @param {HTMLElement} element
   * @param {Language} language
   */
  constructor(element, language) {
    super(element, language, "button");
    this.rows.forEach((row, label) => this.#enliven(row, label));
    element.addEventListener("keydown", (event) => this.#walk(event));
    element.addEventListener("pointerleave", () => this.#set({ pointed: null }));
  }

  /** The class a person looks at, if any. */
  get looked() {
    return this.#pointed ?? this.#focused ?? this.#kept;
  }

  /** @param {Float32Array | null} values */
  show(values) {
    super.show(values);
    if (!values && this.#kept !== null) this.letGo();
  }

  /** Lets go of the class that a press keeps looking at. */
  letGo() {
    this.#set({ kept: null });
  }

  /**
   * @param {HTMLElement} row
   * @param {number} label
   */
  #enliven(row, label) {
    set(row, { type: "button", tabindex: label === 0 ? 0 : -1, "aria-pressed": "false" });
    row.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "mouse") this.#set({ pointed: label });
    });
    row.addEventListener("focus", () => {
      for (const other of this.rows) other.tabIndex = other === row ? 0 : -1;
      if (row.matches(":focus-visible")) this.#set({ focused: label });
    });
    row.addEventListener("blur", () => this.#set({ focused: null }));
    row.addEventListener("click", () => this.#set({ kept: this.#kept === label ? null : label }));
  }

  /** @param {KeyboardEvent} event */
  #walk(event) {
    const count = this.rows.length;
    const at = this.rows.findIndex((row) => row === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    this.rows[(to + count) % count].focus();
  }

  /** @param {{ pointed?: number | null, focused?: number | null, kept?: number | null }} change */
  #set(change) {
    const before = this.looked;
    if (change.pointed !== undefined) this.#pointed = change.pointed;
    if (change.focused !== undefined) this.#focused = change.focused;
    if (change.kept !== undefined) this.#kept = change.kept;
    this.rows.forEach((row, label) => set(row, { "aria-pressed": String(label === this.#kept) }));
    if (this.looked !== before) this.dispatchEvent(new Event("look"));
  }
}
