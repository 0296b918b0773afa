// @ts-check
import { chooseParticles } from "./josa.js";
import { en } from "./text/en.js";
import { ko } from "./text/ko.js";

/** @typedef {keyof typeof en} SharedKey */
/** @typedef {keyof typeof import("./text/train-en.js").trainEn | keyof typeof import("./text/teach-en.js").teachEn} PageKey */
/** @typedef {SharedKey | PageKey} TextKey */
/** @typedef {"en" | "ko"} Tongue */
/** @typedef {Record<string, string | number>} Values */

/** What every page says. @type {Record<Tongue, Record<SharedKey, string>>} */
const kTexts = { en, ko };
const kStore = "glia.language";

/** The page's words and numbers in the language chosen. "change" follows a choice. */
export class Language extends EventTarget {
  /** @type {Tongue} */ #tongue = firstChoice();
  /** @type {Record<Tongue, Record<string, string>>} */ #texts;
  /** @type {Map<string, Intl.NumberFormat>} */ #formats = new Map(); // making one costs more than a frame's other work

  /** @param {Record<Tongue, Record<string, string>>} [own] the texts of one page, beside those of every page */
  constructor(own = { en: {}, ko: {} }) {
    super();
    this.#texts = { en: { ...kTexts.en, ...own.en }, ko: { ...kTexts.ko, ...own.ko } };
  }

  get tongue() {
    return this.#tongue;
  }

  /**
   * Adds the texts of a part of the page that came later.
   *
   * @param {Record<Tongue, Record<string, string>>} part
   */
  add(part) {
    Object.assign(this.#texts.en, part.en);
    Object.assign(this.#texts.ko, part.ko);
  }

  /** Has the page's buttons choose: each names its language in `data-tongue`. */
  offer() {
    for (const button of document.querySelectorAll("[data-tongue]")) {
      button.addEventListener("click", () => this.choose(/** @type {Tongue} */ (button.getAttribute("data-tongue"))));
    }
  }

  /** @param {Tongue} tongue */
  choose(tongue) {
    if (tongue === this.#tongue) return;
    this.#tongue = tongue;
    remember(tongue);
    this.apply();
    this.dispatchEvent(new Event("change"));
  }

  /**
   * @param {TextKey} key
   * @param {Values} [values] put where the text says `{name}`
   */
  text(key, values = {}) {
    const filled = this.#texts[this.#tongue][key].replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));
    return this.#tongue === "ko" ? chooseParticles(filled) : filled;
  }

  /**
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
   * @param {number} fraction
   * @param {number} digits after the point
   */
  percent(fraction, digits = 1) {
    return this.number(fraction, { style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits });
  }

  /**
   * A number of any size, short: 0.0123, 4.57, 1.85E16.
   *
   * @param {number} value
   */
  brief(value) {
    return this.number(value, {
      maximumSignificantDigits: 4,
      notation: Math.abs(value) < 1e6 ? "standard" : "scientific",
    });
  }

  /** Fills in every element that names its text: `data-text` its content, `data-label` its accessible name. */
  apply() {
    document.documentElement.lang = this.#tongue;
    for (const button of document.querySelectorAll("[data-tongue]")) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-tongue") === this.#tongue));
    }
    for (const element of document.querySelectorAll("[data-text]")) {
      element.textContent = this.text(/** @type {TextKey} */ (element.getAttribute("data-text")));
    }
    for (const element of document.querySelectorAll("[data-label]")) {
      element.setAttribute("aria-label", this.text(/** @type {TextKey} */ (element.getAttribute("data-label"))));
    }
  }
}

/** @returns {Tongue} */
function firstChoice() {
  const wishes = [new URLSearchParams(location.search).get("lang"), remembered(), ...navigator.languages];
  for (const wish of wishes) {
    const tongue = wish?.toLowerCase().split("-")[0];
    if (tongue === "ko" || tongue === "en") return tongue;
  }
  return "en";
}

// A page may be refused its storage (private windows, embedding); the choice then lasts as long as the page.

function remembered() {
  try {
    return localStorage.getItem(kStore);
  } catch {
    return null;
  }
}

/** @param {Tongue} tongue */
function remember(tongue) {
  const here = new URL(location.href);
  if (here.searchParams.has("lang")) {
    here.searchParams.set("lang", tongue);
    history.replaceState(null, "", here);
  }
  try {
    localStorage.setItem(kStore, tongue);
  } catch {
    return;
  }
}
