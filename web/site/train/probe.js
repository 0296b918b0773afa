// @ts-check
import { normalizeDigit } from "../../src/index.js";
import { Bars } from "../bars.js";
import { find } from "../../src/elements/parts/dom.js";
import { Pad } from "../pad.js";

/** @typedef {import("../../src/index.js").Network} Network */
/** @typedef {import("../language.js").Language} Language */

/** A pad whose drawing the network reads as it is at the moment. */
export class Probe {
  #element;
  #language;
  #pad;
  #bars;
  /** @type {Float32Array | null} */ #pixels = null;
  /** @type {Network | null} */ #net = null;

  /**
   * @param {HTMLElement} element
   * @param {Language} language
   */
  constructor(element, language) {
    this.#element = element;
    this.#language = language;
    this.#pad = new Pad(/** @type {HTMLCanvasElement} */ (find("#pad", element)));
    this.#bars = new Bars(find("[data-bars]", element), language);
    const pad = this.#pad;
    pad.addEventListener("change", () => {
      if (pad.empty) pad.eraser = false;
      const digit = normalizeDigit(pad.ink());
      this.#pixels = digit.blank ? null : digit.pixels;
      this.read();
      this.#showTools();
    });
    pad.addEventListener("cursor", () => this.#showCursor());
    find("[data-eraser]", element).addEventListener("click", () => {
      pad.eraser = !pad.eraser && !pad.empty;
      this.#showTools();
    });
    find("[data-undo]", element).addEventListener("click", () => pad.undo());
    find("[data-clear]", element).addEventListener("click", () => pad.clear());
    language.addEventListener("change", () => {
      this.read();
      this.#showCursor();
    });
    this.#showTools();
  }

  /** @param {Network | null} net that reads digits */
  open(net) {
    this.#net = net;
    this.read();
  }

  /** Reads again, for the network may have learnt. */
  read() {
    const values = this.#net && this.#pixels ? this.#net.predict(this.#pixels) : null;
    this.#bars.show(values);
    const digit = values ? values.indexOf(Math.max(...values)) : -1;
    const answer = find("[data-answer]", this.#element);
    answer.textContent = values ? String(digit) : "–";
    answer.classList.toggle("blank", !values);
    find("[data-sentence]", this.#element).textContent = values
      ? this.#say(digit, values[digit])
      : this.#language.text("probe.blank");
  }

  /**
   * @param {number} digit
   * @param {number} sure
   */
  #say(digit, sure) {
    if (sure > 0.99) return this.#language.text("probe.certain", { digit });
    return this.#language.text("probe.answer", { digit, percent: this.#language.percent(sure, 0) });
  }

  repaint() {
    this.#pad.repaint();
  }

  #showTools() {
    const pad = this.#pad;
    find("[data-undo]", this.#element).setAttribute("aria-disabled", String(!pad.canUndo));
    find("[data-clear]", this.#element).setAttribute("aria-disabled", String(pad.empty));
    find("[data-eraser]", this.#element).setAttribute("aria-disabled", String(pad.empty));
    find("[data-eraser]", this.#element).setAttribute("aria-pressed", String(pad.eraser));
    find("[data-invite]", this.#element).hidden = !pad.empty;
  }

  #showCursor() {
    const { shown, down, column, row } = this.#pad.cursor;
    find("[data-cursor]", this.#element).textContent = shown
      ? this.#language.text(down ? "pad.cursor.down" : "pad.cursor.up", { column, row })
      : "";
  }
}
