// @ts-check
import { SpecError } from "../base/errors.js";
import { nameOf } from "./classes.js";
import { make, set } from "./dom.js";
import { colourOf, paintValues } from "./picture.js";

/** @typedef {import("../network/network.js").Network} Network */
/** @typedef {import("./reading.js").Subject} Subject */
/** @typedef {import("./words.js").ElementWords} ElementWords */
/** @typedef {ReturnType<typeof weigh>} Found */
/** @typedef {{ label: number, subject: Subject, pixels: Float32Array, gradient: Float32Array | null }} Case  no gradient: a step is in the way */

const kSide = 28;

/**
 * What each pixel adds to a class's score, to first order: its ink times the score's slope there.
 *
 * @param {Float32Array} pixels
 * @param {Float32Array} gradient
 */
export function weigh(pixels, gradient) {
  const shares = pixels.map((ink, i) => ink * gradient[i]);
  const speaksFor = shares.map((share) => Math.max(0, share));
  const speaksAgainst = shares.map((share) => Math.max(0, -share));
  const [sumFor, sumAgainst] = [speaksFor, speaksAgainst].map((side) => side.reduce((sum, share) => sum + share, 0));
  return { speaksFor, speaksAgainst, sumFor, sumAgainst };
}

/**
 * How the score of a class changes with every pixel; null where a step activation leaves no slope to tell.
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
`;

/** Which ink speaks for a class and which against it: two pictures and two sums. */
export class Why {
  #heading;
  #words;
  #sentence;
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
   * @param {HTMLElement} heading of it, which names the class
   * @param {ElementWords} words
   * @param {(told: { found: Found, pixels: Float32Array, answer: string } | null) => string} [sentence] what to say beneath
   *   the pictures; null when there is nothing to explain
   */
  constructor(element, heading, words, sentence = () => "") {
    this.#heading = heading;
    this.#words = words;
    this.#sentence = sentence;
    element.append(make("div", "sides", ...this.#sides.map((side) => side.element)), this.#summary);
    words.addEventListener("change", () => this.repaint());
    this.repaint();
  }

  /**
   * @param {Network | null} net null when there is no answer to explain
   * @param {Float32Array} pixels that it read
   * @param {number} label the class to explain
   * @param {Subject} subject
   */
  show(net, pixels, label, subject) {
    this.#case = net && { label, subject, pixels, gradient: slopesOf(net, pixels, label) };
    this.repaint();
  }

  /** Paints again with the colours as they are now. */
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
      this.#summary.textContent = one ? words.text("why.step") : this.#sentence(null);
      for (const { canvas, sum } of this.#sides) {
        paintValues(canvas, kSide, kSide, []);
        sum.textContent = "";
      }
      return;
    }
    this.#summary.textContent = this.#sentence({ found, pixels: one.pixels, answer });
    const strongest = Math.max(...found.speaksFor, ...found.speaksAgainst);
    const signs = { for: "+", against: "−" };
    const sums = { for: found.sumFor, against: found.sumAgainst };
    const shares = { for: found.speaksFor, against: found.speaksAgainst };
    for (const { side, canvas, sum } of this.#sides) {
      paintValues(canvas, kSide, kSide, [
        { values: one.pixels, colour: colourOf(canvas, "--ink"), strength: 0.14 },
        // The square root lifts the many small shares that together decide as much as the few large ones.
        { values: shares[side].map((share) => Math.sqrt(share / strongest)), colour: colourOf(canvas, `--${side}`) },
      ]);
      const size = words.number(sums[side], { minimumFractionDigits: 1, maximumFractionDigits: 1 });
      sum.textContent = signs[side] + size;
    }
  }
}
