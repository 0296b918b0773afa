// @ts-check

/** @typedef {import("./language.js").Language} Language */

const kClasses = 10;

/**
 * Ten probabilities as bars with numbers. Each is a button: pointing at it or focusing it looks at that class, pressing
 * it keeps looking, pressing it again lets go. "look" tells that `looked` changed.
 */
export class Bars extends EventTarget {
  #language;
  /** @type {HTMLButtonElement[]} */ #rows = [];
  /** @type {HTMLElement[]} */ #names = [];
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
    for (let label = 0; label < kClasses; label++) element.append(this.#makeRow(label));
    element.addEventListener("keydown", (event) => this.#walk(event));
    element.addEventListener("pointerleave", () => this.#set({ pointed: null }));
    language.addEventListener("change", () => this.show(this.#values));
    this.show(null);
  }

  /** @param {string[]} names of the ten classes, by default the digits */
  rename(names) {
    names.forEach((name, i) => (this.#names[i].textContent = name));
  }

  /** The class a person looks at, if any. */
  get looked() {
    return this.#pointed ?? this.#focused ?? this.#kept;
  }

  /** @param {Float32Array | null} values ten probabilities, or null for no answer */
  show(values) {
    this.#values = values;
    const top = values ? values.indexOf(Math.max(...values)) : -1;
    for (let label = 0; label < kClasses; label++) {
      this.#fills[label].style.setProperty("--share", String(values ? values[label] : 0));
      this.#numbers[label].textContent = values ? this.#language.percent(values[label]) : "–";
      this.#rows[label].classList.toggle("top", label === top);
    }
    if (!values && this.#kept !== null) this.letGo();
  }

  /** Lets go of the class that a press keeps looking at. */
  letGo() {
    this.#set({ kept: null });
  }

  /** @param {number} label */
  #makeRow(label) {
    const row = document.createElement("button");
    row.type = "button";
    row.className = "bar";
    row.dataset.class = String(label);
    row.tabIndex = label === 0 ? 0 : -1;
    row.setAttribute("aria-pressed", "false");

    const name = document.createElement("span");
    name.className = "bar-name";
    name.textContent = String(label);
    const track = document.createElement("span");
    track.className = "bar-track";
    const fill = document.createElement("span");
    fill.className = "bar-fill";
    track.append(fill);
    const number = document.createElement("span");
    number.className = "bar-number";
    row.append(name, track, number);

    row.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "mouse") this.#set({ pointed: label });
    });
    row.addEventListener("focus", () => {
      for (const other of this.#rows) other.tabIndex = other === row ? 0 : -1;
      if (row.matches(":focus-visible")) this.#set({ focused: label });
    });
    row.addEventListener("blur", () => this.#set({ focused: null }));
    row.addEventListener("click", () => this.#set({ kept: this.#kept === label ? null : label }));

    this.#rows.push(row);
    this.#names.push(name);
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
    for (let label = 0; label < kClasses; label++) {
      this.#rows[label].setAttribute("aria-pressed", String(label === this.#kept));
    }
    if (this.looked !== before) this.dispatchEvent(new Event("look"));
  }
}
