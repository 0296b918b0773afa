// @ts-check

/** @typedef {import("./language.js").Language} Language */

const kClasses = 10;

/**
 * Ten probabilities as bars with numbers. Each is a button: pointing at it or focusing it looks at that digit, pressing
 * it keeps looking, pressing it again lets go. "look" tells that `looked` changed.
 */
export class Bars extends EventTarget {
  #language;
  /** @type {HTMLButtonElement[]} */ #rows = [];
  /** @type {HTMLElement[]} */ #fills = [];
  /** @type {HTMLElement[]} */ #numbers = [];
  /** @type {Float32Array | null} */ #values = null;
  /** @type {number | null} */ #pointed = null;
  /** @type {number | null} */ #focused = null;
  /** @type {number | null} */ #kept = null;

  /**
   * @param {HTMLElement} element
   * @param {Language} language
   */
  constructor(element, language) {
    super();
    this.#language = language;
    for (let digit = 0; digit < kClasses; digit++) element.append(this.#makeRow(digit));
    element.addEventListener("keydown", (event) => this.#walk(event));
    element.addEventListener("pointerleave", () => this.#set({ pointed: null }));
    language.addEventListener("change", () => this.show(this.#values));
    this.show(null);
  }

  /** The digit a person looks at, if any. */
  get looked() {
    return this.#pointed ?? this.#focused ?? this.#kept;
  }

  /** @param {Float32Array | null} values ten probabilities, or null for no answer */
  show(values) {
    this.#values = values;
    const top = values ? values.indexOf(Math.max(...values)) : -1;
    for (let digit = 0; digit < kClasses; digit++) {
      this.#fills[digit].style.setProperty("--share", String(values ? values[digit] : 0));
      this.#numbers[digit].textContent = values ? this.#language.percent(values[digit]) : "–";
      this.#rows[digit].classList.toggle("top", digit === top);
    }
    if (!values && this.#kept !== null) this.letGo();
  }

  /** Lets go of the digit that a press keeps looking at. */
  letGo() {
    this.#set({ kept: null });
  }

  /** @param {number} digit */
  #makeRow(digit) {
    const row = document.createElement("button");
    row.type = "button";
    row.className = "bar";
    row.dataset.class = String(digit);
    row.tabIndex = digit === 0 ? 0 : -1;
    row.setAttribute("aria-pressed", "false");

    const name = document.createElement("span");
    name.className = "bar-name";
    name.textContent = String(digit);
    const track = document.createElement("span");
    track.className = "bar-track";
    const fill = document.createElement("span");
    fill.className = "bar-fill";
    track.append(fill);
    const number = document.createElement("span");
    number.className = "bar-number";
    row.append(name, track, number);

    row.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "mouse") this.#set({ pointed: digit });
    });
    row.addEventListener("focus", () => {
      for (const other of this.#rows) other.tabIndex = other === row ? 0 : -1;
      if (row.matches(":focus-visible")) this.#set({ focused: digit });
    });
    row.addEventListener("blur", () => this.#set({ focused: null }));
    row.addEventListener("click", () => this.#set({ kept: this.#kept === digit ? null : digit }));

    this.#rows.push(row);
    this.#fills.push(fill);
    this.#numbers.push(number);
    return row;
  }

  /** @param {KeyboardEvent} event */
  #walk(event) {
    const at = this.#rows.findIndex((row) => row === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: kClasses - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    this.#rows[(to + kClasses) % kClasses].focus();
  }

  /** @param {{ pointed?: number | null, focused?: number | null, kept?: number | null }} change */
  #set(change) {
    const before = this.looked;
    if (change.pointed !== undefined) this.#pointed = change.pointed;
    if (change.focused !== undefined) this.#focused = change.focused;
    if (change.kept !== undefined) this.#kept = change.kept;
    for (let digit = 0; digit < kClasses; digit++) {
      this.#rows[digit].setAttribute("aria-pressed", String(digit === this.#kept));
    }
    if (this.looked !== before) this.dispatchEvent(new Event("look"));
  }
}
