// @ts-check

// In words, where the ink is that speaks for a class and against it.
import { argmax } from "../base/argmax.js";

/** @typedef {import("./words.js").ElementWords} ElementWords */
/** @typedef {import("./words.js").ElementKey} ElementKey */
/** @typedef {{ speaksFor: Float32Array, speaksAgainst: Float32Array, sumFor: number, sumAgainst: number }} Found  what each pixel adds for and against, and the sums */

const kSide = 28;

/**
 * The ninth of the ink's bounding box in which the most speaks for a class, and the one in which the most speaks against it.
 *
 * @param {Float32Array} pixels (28, 28)
 * @param {Found} found
 * @returns {{ regionFor: number, regionAgainst: number }} 0 to 8, row by row
 */
export function regionsOf(pixels, { speaksFor, speaksAgainst }) {
  const box = boxOf(pixels);
  const strongest = (/** @type {Float32Array} */ shares) => {
    const sums = new Float64Array(9);
    shares.forEach((share, i) => {
      const region = 3 * third(Math.floor(i / kSide), box.top, box.bottom) + third(i % kSide, box.left, box.right);
      if (share > 0) sums[region] += share;
    });
    return argmax(sums);
  };
  return { regionFor: strongest(speaksFor), regionAgainst: strongest(speaksAgainst) };
}

/** @param {Float32Array} pixels */
function boxOf(pixels) {
  const box = { left: kSide, right: 0, top: kSide, bottom: 0 };
  for (let i = 0; i < pixels.length; i++) {
    if (pixels[i] === 0) continue;
    const [x, y] = [i % kSide, Math.floor(i / kSide)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

/**
 * Which third of the bounding box a pixel lies in. A side shorter than six pixels is not divided: all of it is the middle.
 *
 * @param {number} at
 * @param {number} low
 * @param {number} high
 */
function third(at, low, high) {
  const extent = high - low + 1;
  return extent < 6 ? 1 : Math.min(2, Math.floor((3 * (at - low)) / extent));
}

/**
 * What speaks for a class and against it, in a sentence.
 *
 * @param {ElementWords} words
 * @param {Found} found
 * @param {Float32Array} pixels
 * @param {string} answer the name of the class
 */
export function sentenceOf(words, found, pixels, answer) {
  const { regionFor, regionAgainst } = regionsOf(pixels, found);
  return words.text(keyOf(found, regionFor === regionAgainst), {
    answer,
    for: words.text(/** @type {ElementKey} */ (`region.${regionFor}`)),
    against: words.text(/** @type {ElementKey} */ (`region.${regionAgainst}`)),
  });
}

/**
 * @param {Found} found
 * @param {boolean} same whether both are strongest in one place
 * @returns {ElementKey}
 */
function keyOf({ sumFor, sumAgainst }, same) {
  if (sumFor > 0 && sumAgainst > 0) return same ? "why.same" : "why.both";
  if (sumFor > 0) return "why.onlyfor";
  return sumAgainst > 0 ? "why.onlyagainst" : "why.none";
}
