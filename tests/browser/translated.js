// @ts-check
// Whether a page, and the figures in it, say everything in one language.
import assert from "node:assert/strict";
import { kElements } from "../../web/src/elements/index.js";

/** @typedef {import("playwright-core").Page} Page */

/** What is written alike in both languages: names, and what one types. */
const kTerms = new Set(
  [
    ...kElements.flatMap(({ attributes }) =>
      Object.values(attributes).flatMap((attribute) => ("of" in attribute ? attribute.of : [])),
    ),
    "Glia numpy NumPy MNIST UCI scikit learn CSP URL CSV WebAssembly JavaScript SIMD pkl safetensors",
    "AND OR NAND XOR NaN inf exp log max min argmax sum tanh sigmoid softmax ReLU ELU Softplus Leaky relu step",
    "SGD Adam AdaGrad RMSProp Momentum GD batch",
  ]
    .join(" ")
    .match(/[A-Za-z]+/g),
);

/**
 * Every text that is there to be seen or heard, in figures too, outside of code, formulas, computed values, and what is
 * marked as being in a language.
 *
 * @param {Page} page
 */
const textsOf = (page) =>
  page.evaluate(() => {
    /** @type {string[]} */
    const texts = [];
    const kAside = "script, style, noscript, code, pre, math, output, samp, [lang]";
    /** @param {Node} node */
    const walk = (node) => {
      if (node instanceof Text) texts.push(node.data);
      if (node instanceof Element) {
        if (node.matches(kAside) && !node.localName.startsWith("glia-")) return;
        if (!(node instanceof HTMLOptionElement) && !node.checkVisibility()) return;
        for (const name of ["aria-label", "title", "alt", "placeholder"]) texts.push(node.getAttribute(name) ?? "");
      }
      // What stands in a figure's tag is there for browsers without scripts.
      const within = (node instanceof Element && node.shadowRoot) || node;
      for (const child of within.childNodes) walk(child);
    };
    walk(document.body);
    return [document.title, ...texts].map((text) => text.trim()).filter((text) => text !== "");
  });

/**
 * @param {Page} page
 * @param {"en" | "ko"} tongue that it should speak
 * @param {string} [when]
 */
export async function assertTranslated(page, tongue, when = "") {
  const texts = await textsOf(page);
  assert.ok(texts.length > 10);
  const foreign = texts.filter((text) => {
    if (tongue === "en") return /[가-힣ㄱ-ㅎ]/.test(text);
    const words = text.match(/[A-Za-z]{2,}/g) ?? [];
    return !/[가-힣]/.test(text) && words.some((word) => !kTerms.has(word));
  });
  assert.deepEqual(foreign, [], `not in ${tongue} ${when}`);
}
