// @ts-check
import { SpecError } from "../base/errors.js";
import { nameOf } from "./classes.js";
import { make, set } from "./dom.js";
import { colorOf, paintValues } from "./picture.js";
import { sentenceOf } from "./regions.js";

/** @typedef {import("../network/network.js").Network} Network */
/** @typedef {import("./reading.js").Subject} Subject */
/** @typedef {import("./words.js").ElementWords} ElementWords */
/** @typedef {import("./regions.js").Found} Found */
/** @typedef {{ label: number, subject: Subject, pixels: Float32Array, gradient: Float32Array | null }} Case  gradient: null if a step activation has none */

const kSide = 28;

/**
 * What each pixel adds to a class's score, to first order: gradient × input (Shrikumar and others, 2016).
 *
 * @param {Float32Array} pixels
 * @param {Float32Array} gradient of the score, by pixel
 * @returns {Found}
 */
export function weigh(pixels, gradient) {
  const shares = pixels.map((ink, i) => ink * gradient[i]);
  const speaksFor = shares.map((share) => Math.max(0, share));
  const speaksAgainst = shares.map((share) => Math.max(0, -share));
  const [sumFor, sumAgainst] = [speaksFor, speaksAgainst].map((side) => side.reduce((sum, share) => sum + share, 0));
  return { speaksFor, speaksAgainst, sumFor, sumAgainst };
}

/**
 * How the score of a class changes with every pixel; null if a step activation has no gradient.
 *
 * @param {Network} net
 * @param {Float32Array} pixels
 * @param {number} label
 */
function slopesOf(net, pixels, label) {
  try {
    return net.inputGradient(pixels, label);
  } catch (error) {
    if (error instanceof SpecError) return null;
    throw error;
  }
}

export const kWhyStyles = `
.sides {
  display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem; max-width: 22rem; margin-top: 0.75rem;
}
.sides figcaption { display: flex; justify-content: space-between; font-weight: 600; }
.side-for figcaption { color: var(--for); }
.side-against figcaption { color: var(--against); }
.sum { font-variant-numeric: tabular-nums; }
.summary { min-height: 3.2em; margin-top: 0.75rem; } /* two lines, so that nothing below moves with the sentence */
`;

/** Which ink speaks for a class and which against it: two pictures, two sums and a sentence. */
export class Why {
  #heading;
  #words;
  #sides = /** @type {const} */ (["for", "against"]).map((side) => {
    const canvas = /** @type {HTMLCanvasElement} */ (
      set(make("canvas", "value-picture"), { role: "img", "data-why": side })
    );
    const [name, sum] = [make("span"), set(make("span", "sum"), { "data-why": `${side}-sum` })];
    return {
      side,
      canvas,
      name,
      sum,
      element: make("figure", `side-${side}`, canvas, make("figcaption", "", name, sum)),
    };
  });
  #summary = set(make("p", "summary"), { "data-why": "summary" });
  /** @type {Case | null} */ #case = null;

  /**
   * @param {HTMLElement} element
   * @param {HTMLElement} heading which names the class
   * @param {ElementWords} words
   */
  constructor(element, heading, words) {
    this.#heading = set(heading, { "data-why": "heading" });
    this.#words = words;
    element.append(make("div", "sides", ...this.#sides.map((side) => side.element)), this.#summary);
    words.addEventListener("change", () => this.repaint());
    this.repaint();
  }

  /**
   * @param {Network} net
   * @param {Float32Array} pixels that it read
   * @param {number} label the class to explain
   * @param {Subject} subject
   */
  show(net, pixels, label, subject) {
    this.#case = { label, subject, pixels, gradient: slopesOf(net, pixels, label) };
    this.repaint();
  }

  /** There is nothing to explain. */
  clear() {
    this.#case = null;
    this.repaint();
  }

  /** Paints again in the colors of now. */
  repaint() {
    const words = this.#words;
    for (const { side, canvas, name } of this.#sides) {
      name.textContent = words.text(`why.${side}`);
      set(canvas, { "aria-label": name.textContent });
    }
    const one = this.#case;
    const answer = one && nameOf(one.subject, one.label, words);
    this.#heading.textContent = answer ? words.text("why.heading", { answer }) : words.text("why.heading.blank");
    const found = one?.gradient ? weigh(one.pixels, one.gradient) : null;
    if (!one || !answer || !found) {
      this.#summary.textContent = words.text(one ? "why.step" : "why.blank");
      for (const { canvas, sum } of this.#sides) {
        paintValues(canvas, kSide, kSide, []);
        sum.textContent = "";
      }
      return;
    }
    this.#summary.textContent = sentenceOf(words, found, one.pixels, answer);
    const strongest = Math.max(...found.speaksFor, ...found.speaksAgainst);
    const signs = { for: "+", against: "−" };
    const sums = { for: found.sumFor, against: found.sumAgainst };
    const shares = { for: found.speaksFor, against: found.speaksAgainst };
    for (const { side, canvas, sum } of this.#sides) {
      paintValues(canvas, kSide, kSide, [
        { values: one.pixels, color: colorOf(canvas, "--ink"), strength: 0.14 },
        // The square root makes the many small shares visible, which together count as much as the few large ones.
        { values: shares[side].map((share) => Math.sqrt(share / strongest)), color: colorOf(canvas, `--${side}`) },
      ]);
      const size = words.number(sums[side], { minimumFractionDigits: 1, maximumFractionDigits: 1 });
      sum.textContent = signs[side] + size;
    }
  }
}
