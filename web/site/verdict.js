// @ts-check
import { Announcer } from "../src/elements/parts/announce.js";
import { nameOf } from "./classes.js";
import { find } from "../src/elements/parts/dom.js";

/** @typedef {import("./language.js").Language} Language */
/** @typedef {import("./language.js").TextKey} TextKey */
/** @typedef {import("./reading.js").Subject} Subject */
/** @typedef {{ probabilities: Float32Array, subject: Subject, unsure?: number }} Outcome */

/**
 * How sure an answer sounds, from each of these probabilities on.
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

/** The answer in large and in words, and spoken when it changes. */
export class Verdict {
  #language;
  #answer = find("[data-answer]");
  #sentence = find("[data-sentence]");
  #announcer = new Announcer(find("[data-announce]"));
  /** @type {Outcome | null} */ #outcome = null;
  #said = "";

  /** @param {Language} language */
  constructor(language) {
    this.#language = language;
  }

  /**
   * @param {Outcome | null} outcome
   * @param {TextKey} reason why there is none
   */
  show(outcome, reason) {
    this.#outcome = outcome;
    const { degree, words } = this.#judge();
    const named = outcome?.subject === "clothes";
    this.#answer.textContent = outcome ? words.answer : "–";
    this.#answer.classList.toggle("blank", !outcome);
    this.#answer.classList.toggle("doubtful", degree === "unknown");
    this.#answer.classList.toggle("word", named);
    this.#sentence.textContent = this.#language.text(outcome ? this.#key("answer", degree) : reason, words);
  }

  /** Speaks if the answer is another than the one spoken last. */
  sayIfNew() {
    if (this.#sayable !== this.#said) this.say();
  }

  say() {
    this.#said = this.#sayable;
    const { degree, words } = this.#judge();
    const key = this.#outcome ? this.#key("answer.say", degree) : "answer.say.blank";
    this.#announcer.say(this.#language.text(key, words));
  }

  get #sayable() {
    const { degree, words } = this.#judge();
    return this.#outcome ? `${words.answer} ${degree === "unknown"}` : "";
  }

  /**
   * @param {"answer" | "answer.say"} how
   * @param {string} degree
   */
  #key(how, degree) {
    const key = degree === "unknown" ? `answer.unknown.${this.#outcome?.subject}` : `${how}.${degree}`;
    return /** @type {TextKey} */ (key);
  }

  #judge() {
    if (!this.#outcome) return { degree: "blank", words: { answer: "", second: "", percent: "" } };
    const { probabilities, subject, unsure = 0 } = this.#outcome;
    const [top, second] = rank(probabilities);
    const most = probabilities[top];
    const [, degree] = kDegrees.find(([least]) => most >= least) ?? kDegrees[kDegrees.length - 1];
    return {
      degree: most < unsure ? "unknown" : degree,
      words: {
        answer: nameOf(subject, top, this.#language),
        second: nameOf(subject, second, this.#language),
        percent: this.#language.percent(most, 0),
      },
    };
  }
}
