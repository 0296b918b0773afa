// @ts-check
import { colourOf, paintValues } from "../src/elements/parts/picture.js";

/** @typedef {import("./language.js").Language} Language */
/** @typedef {import("./language.js").TextKey} TextKey */
/** @typedef {{ answer: string, pixels: Float32Array, gradient: Float32Array | null }} Case  no gradient: a step is in the way */

const kSide = 28;

/**
 * What each pixel adds to a class's score, to first order: its ink times the score's slope there.
 *
 * @param {Float32Array} pixels
 * @param {Float32Array} gradient
 */
export function weigh(pixels, gradient) {
  const speaksFor = new Float32Array(pixels.length);
  const speaksAgainst = new Float32Array(pixels.length);
  const regionsFor = new Float64Array(9);
  const regionsAgainst = new Float64Array(9);
  let sumFor = 0;
  let sumAgainst = 0;
  let strongest = 0;
  const box = boxOf(pixels);
  for (let i = 0; i < pixels.length; i++) {
    const share = pixels[i] * gradient[i];
    if (share === 0) continue;
    const region = 3 * third(Math.floor(i / kSide), box.top, box.bottom) + third(i % kSide, box.left, box.right);
    strongest = Math.max(strongest, Math.abs(share));
    if (share > 0) {
      speaksFor[i] = share;
      sumFor += share;
      regionsFor[region] += share;
    } else {
      speaksAgainst[i] = -share;
      sumAgainst -= share;
      regionsAgainst[region] -= share;
    }
  }
  return {
    speaksFor,
    speaksAgainst,
    sumFor,
    sumAgainst,
    strongest,
    regionFor: regionsFor.indexOf(Math.max(...regionsFor)),
    regionAgainst: regionsAgainst.indexOf(Math.max(...regionsAgainst)),
  };
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

/** Which ink speaks for a class and which against it: two pictures, two sums, one sentence. */
export class Why {
  #element;
  #language;
  /** @type {Case | null} */ #case = null;

  /**
   * @param {HTMLElement} element
   * @param {Language} language
   */
  constructor(element, language) {
    this.#element = element;
    this.#language = language;
    language.addEventListener("change", () => this.repaint());
    this.repaint();
  }

  /** @param {Case | null} one null when there is no answer to explain */
  show(one) {
    this.#case = one;
    this.repaint();
  }

  repaint() {
    const one = this.#case;
    if (!one) {
      this.#write("heading", "why.heading.blank");
      this.#empty("why.blank");
      return;
    }
    const { answer, pixels, gradient } = one;
    this.#write("heading", "why.heading", { answer });
    if (!gradient) {
      this.#empty("why.step");
      return;
    }
    const found = weigh(pixels, gradient);
    this.#write("summary", this.#sentence(found), {
      answer,
      for: this.#region(found.regionFor),
      against: this.#region(found.regionAgainst),
    });
    this.#paint("for", pixels, found.speaksFor, found.strongest);
    this.#paint("against", pixels, found.speaksAgainst, found.strongest);
    this.#part("for-sum").textContent = `+${this.#sum(found.sumFor)}`;
    this.#part("against-sum").textContent = `−${this.#sum(found.sumAgainst)}`;
  }

  /**
   * @param {{ sumFor: number, sumAgainst: number, regionFor: number, regionAgainst: number }} found
   * @returns {TextKey}
   */
  #sentence({ sumFor, sumAgainst, regionFor, regionAgainst }) {
    if (sumFor > 0 && sumAgainst > 0) return regionFor === regionAgainst ? "why.same" : "why.both";
    if (sumFor > 0) return "why.onlyfor";
    return sumAgainst > 0 ? "why.onlyagainst" : "why.none";
  }

  /** @param {TextKey} reason */
  #empty(reason) {
    this.#write("summary", reason);
    for (const side of ["for", "against"]) {
      paintValues(this.#canvas(side), kSide, kSide, []);
      this.#part(`${side}-sum`).textContent = "";
    }
  }

  /**
   * @param {string} side
   * @param {Float32Array} pixels
   * @param {Float32Array} shares
   * @param {number} strongest
   */
  #paint(side, pixels, shares, strongest) {
    const canvas = this.#canvas(side);
    paintValues(canvas, kSide, kSide, [
      { values: pixels, colour: colourOf(canvas, "--ink"), strength: 0.14 },
      // The square root lifts the many small shares that together decide as much as the few large ones.
      { values: shares.map((share) => Math.sqrt(share / strongest)), colour: colourOf(canvas, `--${side}`) },
    ]);
  }

  /** @param {number} value */
  #sum(value) {
    return this.#language.number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  }

  /** @param {number} index */
  #region(index) {
    return this.#language.text(/** @type {TextKey} */ (`region.${index}`));
  }

  /**
   * @param {string} part
   * @param {TextKey} key
   * @param {import("./language.js").Values} [values]
   */
  #write(part, key, values) {
    this.#part(part).textContent = this.#language.text(key, values);
  }

  /** @param {string} side */
  #canvas(side) {
    return /** @type {HTMLCanvasElement} */ (this.#part(side));
  }

  /** @param {string} part */
  #part(part) {
    return /** @type {HTMLElement} */ (this.#element.querySelector(`[data-why="${part}"]`));
  }
}
