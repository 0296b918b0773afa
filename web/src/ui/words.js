// @ts-check
import { chooseParticles } from "./josa.js";

/** @typedef {"en" | "ko"} Tongue */
/** @typedef {keyof typeof import("./text/en.js").en} ElementKey */
/** @typedef {Words<ElementKey>} ElementWords */
/** @typedef {Record<string, string | number>} Values */
/** @typedef {Record<Tongue, Record<string, string>>} Texts */

/** @param {string | null | undefined} tag as in `lang`: `ko-KR` @returns {Tongue | null} */
export function tongueOf(tag) {
  const tongue = tag?.toLowerCase().split("-")[0];
  return tongue === "ko" || tongue === "en" ? tongue : null;
}

/**
 * Words and numbers in one of two languages. Fires "change" after a change of language.
 *
 * @template {string} [Key=string]
 */
export class Words extends EventTarget {
  /** @type {Tongue} */ #tongue;
  /** @type {Texts} */ #texts;
  /** @type {Map<string, Intl.NumberFormat>} */ #formats = new Map(); // making one costs more than a frame's other work

  /** @param {Texts} texts @param {Tongue} tongue */
  constructor(texts, tongue) {
    super();
    this.#texts = { en: { ...texts.en }, ko: { ...texts.ko } };
    this.#tongue = tongue;
  }

  get tongue() {
    return this.#tongue;
  }

  /** Changes the language. @param {Tongue} tongue */
  speak(tongue) {
    if (tongue === this.#tongue) return;
    this.#tongue = tongue;
    this.dispatchEvent(new Event("change"));
  }

  /** Adds texts, as a part of a page does that is loaded later. @param {Texts} part */
  add(part) {
    Object.assign(this.#texts.en, part.en);
    Object.assign(this.#texts.ko, part.ko);
  }

  /**
   * A text in the language spoken, with its Korean particles chosen.
   *
   * @param {Key} key
   * @param {Values} [values] replace `{name}` in the text
   * @returns {string}
   */
  text(key, values = {}) {
    const filled = this.#texts[this.#tongue][key].replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));
    return this.#tongue === "ko" ? chooseParticles(filled) : filled;
  }

  /**
   * A number as the language writes it.
   *
   * @param {number} value
   * @param {Intl.NumberFormatOptions} [options]
   */
  number(value, options = {}) {
    const key = this.#tongue + JSON.stringify(options);
    let format = this.#formats.get(key);
    if (!format) this.#formats.set(key, (format = new Intl.NumberFormat(this.#tongue, options)));
    return format.format(value);
  }

  /**
   * A fraction as a percentage: 0.123 is 12.3%.
   *
   * @param {number} fraction
   * @param {number} [digits] after the decimal point
   */
  percent(fraction, digits = 1) {
    return this.number(fraction, { style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits });
  }

  /**
   * A number of any size in few characters: 0.0123, 4.57, 1.85E16.
   *
   * @param {number} value
   * @param {number} [digits] significant digits at most
   */
  brief(value, digits = 4) {
    return this.number(value, {
      maximumSignificantDigits: digits,
      notation: Math.abs(value) < 1e6 ? "standard" : "scientific",
    });
  }
}
