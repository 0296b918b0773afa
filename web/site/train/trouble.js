// @ts-check
import { DivergedError, FormatError, GliaError } from "../../src/index.js";
import { Refusal } from "../refusal.js";
import { TroubleBox } from "../trouble.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("../language.js").TextKey} TextKey */
/** @typedef {import("../language.js").Values} Values */
/** @typedef {import("../trouble.js").Words} Words */

// From the library's error for a network that does not fit into memory.
const kTooLarge = "more than 2 GiB";

/** Says what went wrong and what to do about it. */
export class Trouble extends TroubleBox {
  #language;

  /** @param {Language} language */
  constructor(language) {
    super(language);
    this.#language = language;
  }

  /**
   * @param {TextKey} key what failed
   * @param {Values} values
   * @param {unknown} error why
   */
  show(key, values, error) {
    this.put(() => this.#explain(this.#language.text(key, values), error));
  }

  /** @param {TextKey} key @param {Values} [values] */
  say(key, values) {
    this.put(() => ({ summary: this.#language.text(key, values), detail: "" }));
  }

  /**
   * @param {DivergedError} error
   * @param {number} rate to try instead
   */
  diverged(error, rate) {
    this.put(() => {
      const language = this.#language;
      const layer = error.layer === null ? "" : language.text("trouble.diverged.layer", { layer: error.layer });
      const less = language.number(rate, { maximumSignificantDigits: 3 });
      return {
        summary: language.text("trouble.diverged", { step: language.number(error.step), layer }),
        detail: language.text("trouble.diverged.advice", { rate: less }),
        remedy: language.text("trouble.diverged.use", { rate: less }),
      };
    });
  }

  /**
   * @param {string} summary
   * @param {unknown} error
   * @returns {Words}
   */
  #explain(summary, error) {
    const language = this.#language;
    if (error instanceof Refusal) return { summary, detail: language.text(error.key, error.values) };
    const library = error instanceof Error ? error.message : String(error);
    if (error instanceof GliaError && error.where === "engine") {
      return { summary: language.text("trouble.wasm"), detail: "", library };
    }
    if (error instanceof GliaError && error.got.startsWith(kTooLarge)) {
      return { summary, detail: language.text("trouble.large"), library };
    }
    return { summary, detail: error instanceof FormatError ? this.#place(error.where) : "", library };
  }

  /**
   * The place of an error in a file, in the page's language.
   *
   * @param {string} where
   */
  #place(where) {
    if (!where.startsWith("CSV")) return this.#language.text("trouble.format");
    const row = where.match(/row (\d+)/)?.[1];
    const [, column, name] = where.match(/column (\d+)(?: \((.*)\))?/) ?? [];
    if (row && column)
      return this.#language.text("trouble.csv.field", { row, column: name ? `${column} (${name})` : column });
    if (row) return this.#language.text("trouble.csv.row", { row });
    if (column) return this.#language.text("trouble.csv.column", { column: name ? `${column} (${name})` : column });
    return this.#language.text("trouble.csv.file");
  }
}
