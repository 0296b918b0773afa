// @ts-check
// What every lesson has: its place among the others, its words, a question, and code beside which stand live values.
import { define } from "../../src/elements/index.js";
import { Announcer } from "../../src/ui/announce.js";
import { button, find, make, set } from "../../src/ui/dom.js";
import { Language } from "../language.js";
import { prose } from "../prose.js";
import { learnEn } from "../text/learn/learn-en.js";
import { learnKo } from "../text/learn/learn-ko.js";

/** @typedef {[source: string, value?: string]} Line  a line of code, and what it gives now */
/** @typedef {Record<string, string>} Texts */

/** The lessons in their order: the names of their pages. */
export const kLessons = ["neuron", "activation", "matrix", "forward", "softmax", "digits", "backprop", "descent"];

/** A lesson's page. */
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
    this.#apply();
    this.language.addEventListener("change", () => this.#apply());
    this.language.offer();
    define();
  }

  /** @param {string} key @param {import("../language.js").Values} [values] */
  text(key, values) {
    return this.language.text(/** @type {any} */ (key), values);
  }

  #apply() {
    this.language.apply();
    document.title = `${this.text(`${this.#name}.title`)} · Glia`;
    for (const element of document.querySelectorAll("[data-prose]")) {
      element.replaceChildren(...prose(this.text(element.getAttribute("data-prose") ?? "")));
    }
    for (const show of this.#views) show();
  }

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

  /** Has something shown now, whenever the language changes, and by calling what this returns. @param {() => void} show */
  view(show) {
    this.#views.push(show);
    show();
    return show;
  }

  /**
   * The question of the lesson, answered by moving something.
   *
   * @param {() => boolean} isSolved asked again by calling what this returns
   * @returns {() => void}
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
      answer.replaceChildren(...prose(this.text(solved ? `${this.#name}.answer` : "learn.open")));
    });
    return () => {
      if (solved || !isSolved()) return;
      solved = true;
      show();
      announcer.say(this.text("learn.solved"));
    };
  }

  /**
   * Code that computes what the figure shows, each line beside what it gives now.
   *
   * @param {"numpy" | "glia"} which of the page's two listings
   * @param {() => Line[]} lines
   * @returns {() => void} to be called when the values are others
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
 * Numbers as numpy prints a small array.
 *
 * @param {ArrayLike<number>} values
 * @param {number} [digits] after the point at most
 */
export function array(values, digits = 8) {
  return `[${Array.from(values, (value) => number(value, digits)).join(", ")}]`;
}

/**
 * @param {number} value
 * @param {number} [digits] after the point at most
 */
export function number(value, digits = 8) {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (value !== 0 && Math.abs(value) < 1e-4) return value.toExponential(Math.min(digits, 4));
  return String(Number(value.toFixed(digits)));
}
