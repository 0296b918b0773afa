// @ts-check
// What every lesson has: its place among the others, its words, a question, and code with live values beside it.
import { define } from "../../src/elements/index.js";
import { Announcer } from "../../src/ui/announce.js";
import { button, find, make, set } from "../../src/ui/dom.js";
import { Language } from "../language.js";
import { prose } from "../prose.js";
import { learnEn } from "../text/learn/learn-en.js";
import { learnKo } from "../text/learn/learn-ko.js";
import { kLessons } from "./lessons.js";

/** @typedef {[source: string, value?: string]} Line  a line of code, and its value now, if it has one */
/** @typedef {Record<string, string>} Texts */

/** The page of a lesson. */
export class LessonPage {
  language;
  #name;
  /** @type {(() => void)[]} */ #views = [];

  /**
   * @param {string} name one of kLessons
   * @param {{ en: Texts, ko: Texts }} texts of this lesson
   */
  constructor(name, { en, ko }) {
    this.#name = name;
    this.language = new Language({ en: { ...learnEn, ...en }, ko: { ...learnKo, ...ko } });
    this.#placeLinks();
    this.language.apply();
    this.language.offer();
    this.view(() => (document.title = `${this.text(`learn.${name}.title`)} · Glia`));
    this.language.addEventListener("change", () => this.#views.forEach((show) => show()));
    define();
  }

  /** A text of the page. @param {string} key @param {import("../language.js").Values} [values] */
  text(key, values) {
    return this.language.text(/** @type {any} */ (key), values);
  }

  /** Numbers the lesson and links it to the ones before and after it. */
  #placeLinks() {
    const at = kLessons.indexOf(this.#name);
    for (const [step, place] of /** @type {const} */ ([
      [-1, "before"],
      [1, "after"],
    ])) {
      const name = kLessons[at + step];
      const link = document.querySelector(`[data-${place}]`);
      if (!link) continue;
      set(link, { href: name ? `${name}.html` : "./", "data-text": name ? `learn.${name}` : "learn.all" });
    }
    const number = document.querySelector("[data-number]");
    if (number) number.textContent = `${at + 1}`;
  }

  /** Calls `show` now and after every change of language. @param {() => void} show @returns {() => void} the same function, to call after other changes */
  view(show) {
    this.#views.push(show);
    show();
    return show;
  }

  /**
   * The question of the lesson, which the reader answers by changing the figure.
   *
   * @param {() => boolean} isSolved
   * @returns {() => void} to call after every change: checks the answer
   */
  question(isSolved) {
    const section = find("[data-question]");
    const answer = find("[data-answer]", section);
    const spoken = set(make("p", "unseen"), { "aria-live": "polite" });
    section.append(spoken);
    const announcer = new Announcer(spoken);
    let solved = false;
    const show = this.view(() => {
      section.classList.toggle("solved", solved);
      answer.replaceChildren(...prose(this.text(solved ? `learn.${this.#name}.answer` : "learn.open")));
    });
    return () => {
      if (solved || !isSolved()) return;
      solved = true;
      show();
      announcer.say(this.text("learn.solved"));
    };
  }

  /**
   * Code that computes what the figure shows, each line with its value now beside it.
   *
   * @param {"numpy" | "glia"} which of the page's two listings
   * @param {() => Line[]} lines
   * @returns {() => void} to call when values have changed
   */
  code(which, lines) {
    const section = find(`[data-code="${which}"]`);
    const list = make("ol", "listing");
    const copy = button("", async () => {
      const source = lines().map(([line]) => line);
      try {
        await navigator.clipboard.writeText(`${source.join("\n")}\n`);
        copied.textContent = this.text("learn.copied");
      } catch {
        copied.textContent = this.text("learn.uncopied");
      }
    });
    const copied = set(make("span", "note"), { role: "status" });
    const heading = make("h3");
    section.append(make("div", "listing-head", heading, copied, copy), list);
    return this.view(() => {
      heading.textContent = this.text(`learn.${which}`);
      copy.textContent = this.text("learn.copy");
      set(copy, { "aria-label": this.text("learn.copy.label", { name: this.text(`learn.${which}`) }) });
      set(list, { "aria-label": this.text(`learn.${which}`) });
      list.replaceChildren(
        ...lines().map(([line, value]) => {
          const item = make("li", "", make("code", "", line));
          if (value !== undefined) item.append(make("samp", "", value));
          return item;
        }),
      );
    });
  }
}

/**
 * Numbers as a list in Python and JavaScript: `[1, 0.5]`.
 *
 * @param {ArrayLike<number>} values
 * @param {number} [digits] after the decimal point at most
 */
export function array(values, digits = 8) {
  return `[${Array.from(values, (value) => number(value, digits)).join(", ")}]`;
}

/**
 * Rows of numbers as nested lists: `[[1, 2], [3, 4]]`.
 *
 * @param {readonly ArrayLike<number>[]} rows
 * @param {number} [digits] after the decimal point at most
 */
export function nested(rows, digits) {
  return `[${rows.map((row) => array(row, digits)).join(", ")}]`;
}

/**
 * A number as numpy prints it.
 *
 * @param {number} value
 * @param {number} [digits] after the decimal point at most
 */
export function number(value, digits = 8) {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (value !== 0 && Math.abs(value) < 1e-4) return value.toExponential(Math.min(digits, 4));
  return String(Number(value.toFixed(digits)));
}
