// @ts-check
import { nameOf } from "./classes.js";
import { make, set } from "./dom.js";

/** @typedef {import("./words.js").ElementWords} ElementWords */
/** @typedef {import("./words.js").ElementKey} ElementKey */
/** @typedef {import("./reading.js").Subject} Subject */
/** @typedef {{ probabilities: Float32Array, subject: Subject, unsure?: number }} Outcome */

/**
 * How certain an answer is, from each of these probabilities on.
 *
 * @type {[number, "certain" | "sure" | "likely" | "unsure"][]}
 */
const kDegrees = [
  [0.99, "certain"],
  [0.9, "sure"],
  [0.6, "likely"],
  [0, "unsure"],
];

/**
 * The classes from most to least probable.
 *
 * @param {Float32Array} probabilities
 */
export function rank(probabilities) {
  return [...probabilities.keys()].sort((a, b) => probabilities[b] - probabilities[a]);
}

export const kVerdictStyles = `
.verdict { display: flex; align-items: center; gap: 1rem; min-height: 6.5rem; }
.digit {
  min-width: 0.7em; font-size: 6rem; font-weight: 650; line-height: 1; letter-spacing: -0.03em;
  font-variant-numeric: tabular-nums;
}
.digit.blank { color: var(--edge); font-weight: 300; }
.digit.doubtful { color: var(--edge); }
.digit.word { font-size: clamp(1.75rem, 1.25rem + 2vw, 2.75rem); letter-spacing: -0.015em; }
.sentence { color: var(--soft); }
`;

/** The answer, in large and in a sentence; spoken when it changes. */
export class Verdict {
  #words;
  #speak;
  #answer = set(make("span", "digit blank", "–"), { "data-answer": true });
  #sentence = set(make("span", "sentence"), { "data-sentence": true });
  /** @type {Outcome | null} */ #outcome = null;
  #said = "";

  /**
   * @param {HTMLElement} element of the class `verdict`
   * @param {ElementWords} words
   * @param {(text: string) => void} speak
   */
  constructor(element, words, speak) {
    this.#words = words;
    this.#speak = speak;
    element.append(this.#answer, " ", this.#sentence);
  }

  /**
   * @param {Outcome | null} outcome
   * @param {ElementKey} reason said if there is no answer
   */
  show(outcome, reason) {
    this.#outcome = outcome;
    const { degree, values } = this.#judge();
    const named = outcome?.subject === "clothes";
    this.#answer.textContent = outcome ? values.answer : "–";
    this.#answer.classList.toggle("blank", !outcome);
    this.#answer.classList.toggle("doubtful", degree === "unknown");
    this.#answer.classList.toggle("word", named);
    this.#sentence.textContent = this.#words.text(outcome ? answerKey(degree, outcome.subject) : reason, values);
  }

  /** Speaks if the answer is not the one spoken last. */
  sayIfNew() {
    if (this.#sayable !== this.#said) this.say();
  }

  say() {
    this.#said = this.#sayable;
    const { degree, values } = this.#judge();
    const sentence = this.#sentence.textContent ?? "";
    // The sentence about a doubtful answer names it already.
    this.#speak(this.#outcome && degree !== "unknown" ? `${values.answer}. ${sentence}` : sentence);
  }

  get #sayable() {
    const { degree, values } = this.#judge();
    return this.#outcome ? `${values.answer} ${degree === "unknown"}` : "";
  }

  #judge() {
    if (!this.#outcome) return { degree: "blank", values: { answer: "", second: "", percent: "" } };
    const { probabilities, subject, unsure = 0 } = this.#outcome;
    const [top, second] = rank(probabilities);
    const most = probabilities[top];
    const [, degree] = kDegrees.find(([least]) => most >= least) ?? kDegrees[kDegrees.length - 1];
    return {
      degree: most < unsure ? "unknown" : degree,
      values: {
        answer: nameOf(subject, top, this.#words),
        second: nameOf(subject, second, this.#words),
        percent: this.#words.percent(most, 0),
      },
    };
  }
}

/**
 * @param {string} degree
 * @param {Subject} subject
 */
function answerKey(degree, subject) {
  return /** @type {ElementKey} */ (`answer.${degree === "unknown" ? `unknown.${subject}` : degree}`);
}
