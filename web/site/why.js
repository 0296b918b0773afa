// @ts-check

/** @typedef {import("../src/ui/why.js").Found} Found */
/** @typedef {import("./language.js").Language} Language */
/** @typedef {import("./language.js").TextKey} TextKey */

const kSide = 28;

/**
 * In which ninth of the ink's extent the most speaks for a class, and in which against it.
 *
 * @param {Float32Array} pixels
 * @param {Found} found
 */
export function regionsOf(pixels, { speaksFor, speaksAgainst }) {
  const box = boxOf(pixels);
  const strongest = (/** @type {Float32Array} */ shares) => {
    const sums = new Float64Array(9);
    shares.forEach((share, i) => {
      const region = 3 * third(Math.floor(i / kSide), box.top, box.bottom) + third(i % kSide, box.left, box.right);
      if (share > 0) sums[region] += share;
    });
    return sums.indexOf(Math.max(...sums));
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
 * Which third of the ink's extent a pixel lies in. A side too short to have parts is all middle.
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
 * @param {Language} language
 * @param {{ found: Found, pixels: Float32Array, answer: string } | null} told null when there is nothing to explain
 */
export function sentenceOf(language, told) {
  if (!told) return language.text("why.blank");
  const { found, pixels, answer } = told;
  const { regionFor, regionAgainst } = regionsOf(pixels, found);
  return language.text(keyOf(found, regionFor === regionAgainst), {
    answer,
    for: language.text(/** @type {TextKey} */ (`region.${regionFor}`)),
    against: language.text(/** @type {TextKey} */ (`region.${regionAgainst}`)),
  });
}

/**
 * @param {Found} found
 * @param {boolean} same whether both are strongest in one place
 * @returns {TextKey}
 */
function keyOf({ sumFor, sumAgainst }, same) {
  if (sumFor > 0 && sumAgainst > 0) return same ? "why.same" : "why.both";
  if (sumFor > 0) return "why.onlyfor";
  return sumAgainst > 0 ? "why.onlyagainst" : "why.none";
}
