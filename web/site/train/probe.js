// @ts-check
import { normalizeDigit } from "../../src/index.js";
import { kBarsStyles } from "../../src/ui/bars.js";
import { Board, kBoardStyles } from "../../src/ui/board.js";
import { find } from "../../src/ui/dom.js";
import { sheetOf } from "../../src/ui/sheet.js";
import { kVerdictStyles } from "../../src/ui/verdict.js";
import { LookedBars } from "../bars.js";

/** @typedef {import("../../src/index.js").Network} Network */
/** @typedef {import("../language.js").Language} Language */

/** A pad whose drawing the network reads as it is at the moment. */
export class Probe {
  #element;
  #language;
  #board;
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
    document.adoptedStyleSheets.push(...[kBoardStyles, kVerdictStyles, kBarsStyles].map(sheetOf));
    this.#board = new Board(find("[data-board]", element), language);
    const { pad } = this.#board;
    this.#bars = new LookedBars(find("[data-bars]", element), language);
    pad.addEventListener("change", () => {
      const digit = normalizeDigit(pad.ink());
      this.#pixels = digit.blank ? null : digit.pixels;
      this.read();
    });
    language.addEventListener("change", () => this.#invite());
    this.#invite();
  }

  #invite() {
    this.#board.invite(this.#language.text("pad.invite"));
    this.read();
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
    this.#board.pad.repaint();
  }
}
