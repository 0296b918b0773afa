// @ts-check
import { FormatError, GliaError } from "../src/index.js";
import { Refusal } from "./refusal.js";

/** @typedef {import("./language.js").Language} Language */
/** @typedef {import("./trouble.js").Words} Words */

// A longer name keeps its beginning and its end, which tell it apart.
const kLongest = 36;
const kKept = { first: 18, last: 16 };

/**
 * Says why a network could not be used.
 *
 * @param {Language} language
 * @param {string} file its name
 * @param {unknown} error
 * @param {boolean} kept whether another network is in use
 * @returns {Words}
 */
export function explainRefused(language, file, error, kept) {
  const name = shorten(file);
  if (error instanceof Refusal) {
    const reason = language.text(error.key, error.values);
    return kept
      ? { summary: language.text("trouble.file", { name }), detail: reason }
      : { summary: reason, detail: "" };
  }
  const library = error instanceof Error ? error.message : String(error);
  if (error instanceof GliaError && error.where === "engine") {
    return { summary: language.text("trouble.wasm"), detail: "", library };
  }
  return {
    summary: language.text(kept ? "trouble.file" : "answer.missing", { name }),
    detail: error instanceof FormatError ? language.text("trouble.format") : "",
    library,
  };
}

/** @param {string} name */
function shorten(name) {
  const letters = [...name.normalize()]; // macOS decomposes Hangul, which must not be cut within a syllable
  if (letters.length <= kLongest) return name;
  return `${letters.slice(0, kKept.first).join("")}…${letters.slice(-kKept.last).join("")}`;
}
