// @ts-check
import { find, make } from "../../src/ui/dom.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("../language.js").TextKey} TextKey */
/** @typedef {import("./course.js").Outcome} Outcome */
/** @typedef {import("./measure.js").Score} Score */

/** @param {{ before: Score, after: Score }} pair @returns {number} */
const gain = ({ before, after }) => after.right - before.right;

/** The result of a lesson: a table, and what it means. */
export class Scores {
  #element;
  #language;
  /** @type {Outcome | null} */ #outcome = null;

  /**
   * @param {HTMLElement} element
   * @param {Language} language
   */
  constructor(element, language) {
    this.#element = element;
    this.#language = language;
    language.addEventListener("change", () => this.#paint());
  }

  /** @param {Outcome | null} outcome */
  show(outcome) {
    this.#outcome = outcome;
    this.#paint();
  }

  /** The result in words, as it is spoken. */
  get verdict() {
    if (!this.#outcome) return "";
    const { before, after } = this.#outcome;
    const own = gain({ before: before.own, after: after.own });
    const mnist = gain({ before: before.mnist, after: after.mnist });
    const language = this.#language;
    const part = (/** @type {"own" | "mnist"} */ which, /** @type {number} */ change) =>
      language.text(`teach.${which}.${change > 0 ? "more" : change < 0 ? "fewer" : "same"}`, {
        count: language.number(Math.abs(change)),
        all: language.number(after[which].all),
      });
    const key = own < 0 ? "teach.worse" : own > 0 ? "teach.better" : "teach.level";
    return language.text(key, { own: part("own", own), mnist: part("mnist", mnist) });
  }

  #paint() {
    this.#element.hidden = this.#outcome === null;
    if (!this.#outcome) return;
    const { before, after, spared } = this.#outcome;
    find("[data-teach-scores]", this.#element).replaceChildren(
      this.#row(spared ? "teach.own.spared" : "teach.own.all", before.own, after.own),
      this.#row("teach.mnist", before.mnist, after.mnist),
    );
    find("[data-teach-verdict]", this.#element).textContent = this.verdict;
    find("[data-teach-basis]", this.#element).textContent = this.#language.text(
      spared ? "teach.basis.spared" : "teach.basis.all",
    );
  }

  /**
   * @param {TextKey} key
   * @param {Score} before
   * @param {Score} after
   */
  #row(key, before, after) {
    const row = make("tr");
    const head = make("th", "", this.#language.text(key));
    head.setAttribute("scope", "row");
    row.append(head, this.#cell(before), this.#cell(after));
    return row;
  }

  /** @param {Score} score */
  #cell({ right, all }) {
    const language = this.#language;
    const cell = make("td");
    const words = { right: language.number(right), all: language.number(all) };
    cell.append(
      make("span", "score", language.percent(right / all, all > 1000 ? 2 : 0)),
      make("span", "note", language.text("teach.of", words)),
    );
    return cell;
  }
}
