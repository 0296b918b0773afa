// @ts-check
import { FormatError, GliaError } from "../src/index.js";
import { find } from "../src/ui/dom.js";
import { Refusal } from "./refusal.js";

/** @typedef {import("./language.js").Language} Language */

// A longer name keeps its beginning and its end, which tell it apart.
const kLongest = 36;
const kKept = { first: 18, last: 16 };

/** Says in a box why a network could not be used, in the language of now. */
export class Trouble {
  #language;
  #hasNetwork;
  /** @type {{ name: string, error: unknown } | null} */ #refused = null;

  /**
   * @param {Language} language
   * @param {() => boolean} hasNetwork whether another network is in use
   */
  constructor(language, hasNetwork) {
    this.#language = language;
    this.#hasNetwork = hasNetwork;
    language.addEventListener("change", () => this.#paint());
    find("[data-trouble-close]").addEventListener("click", () => this.hide());
  }

  hide() {
    this.#refused = null;
    this.#paint();
  }

  /**
   * @param {string} name of the network's file
   * @param {unknown} error
   */
  show(name, error) {
    this.#refused = { name: shorten(name), error };
    this.#paint();
    const more = /** @type {HTMLDetailsElement} */ (find("[data-trouble-more]"));
    more.open = false;
    more.hidden = error instanceof Refusal;
    find("[data-trouble-library]").textContent = error instanceof Error ? error.message : String(error);
  }

  #paint() {
    find("[data-trouble]").hidden = !this.#refused;
    if (!this.#refused) return;
    const [summary, reason] = this.#explain(this.#refused.name, this.#refused.error);
    find("[data-trouble-summary]").textContent = summary;
    find("[data-trouble-detail]").textContent = reason;
  }

  /**
   * @param {string} name
   * @param {unknown} error
   * @returns {[summary: string, reason: string]}
   */
  #explain(name, error) {
    const language = this.#language;
    const kept = this.#hasNetwork();
    if (error instanceof Refusal) {
      const reason = language.text(error.key, error.values);
      return kept ? [language.text("trouble.file", { name }), reason] : [reason, ""];
    }
    if (error instanceof GliaError && error.where === "engine") return [language.text("trouble.wasm"), ""];
    return [
      language.text(kept ? "trouble.file" : "answer.missing", { name }),
      error instanceof FormatError ? language.text("trouble.format") : "",
    ];
  }
}

/** @param {string} name */
function shorten(name) {
  const letters = [...name.normalize()]; // macOS decomposes Hangul, which must not be cut within a syllable
  if (letters.length <= kLongest) return name;
  return `${letters.slice(0, kKept.first).join("")}…${letters.slice(-kKept.last).join("")}`;
}
