// @ts-check
import { find, make } from "../../src/ui/dom.js";
import { shelf } from "./shelf.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("./shelf.js").Kept} Kept */

/** The networks kept in this browser. "load" and "delete": the user wants that for `chosen`. */
export class KeptList extends EventTarget {
  #element;
  #none;
  #language;
  /** @type {Kept[]} */ #entries = [];
  /** @type {Kept | null} */ chosen = null;

  /**
   * @param {HTMLElement} element
   * @param {HTMLElement} none shown while there is nothing
   * @param {Language} language
   */
  constructor(element, none, language) {
    super();
    this.#element = element;
    this.#none = none;
    this.#language = language;
    language.addEventListener("change", () => this.#paint());
  }

  /** Reads the shelf again. A browser without storage has an empty one. */
  async refresh() {
    try {
      this.#entries = (await shelf.list()).reverse(); // the latest first
    } catch {
      this.#entries = [];
    }
    this.#paint();
  }

  #paint() {
    this.#none.hidden = this.#entries.length > 0;
    this.#element.replaceChildren(...this.#entries.map((kept) => this.#makeItem(kept)));
  }

  /** @param {Kept} kept */
  #makeItem(kept) {
    const { tongue } = this.#language;
    const time = new Date(kept.time).toLocaleString(tongue, { dateStyle: "medium", timeStyle: "short" });
    const item = make("li");
    const words = make("span", "kept-words");
    words.append(make("span", "kept-name", kept.name), make("span", "note", time));
    const tools = make("span", "tools");
    for (const what of /** @type {const} */ (["load", "delete"])) {
      const button = /** @type {HTMLButtonElement} */ (make("button", "", this.#language.text(`keep.${what}`)));
      button.type = "button";
      button.setAttribute("aria-label", this.#language.text(`keep.${what}.named`, { name: `${kept.name}, ${time}` }));
      button.addEventListener("click", () => {
        this.chosen = kept;
        this.dispatchEvent(new Event(what));
      });
      tools.append(button);
    }
    item.append(words, tools);
    return item;
  }

  /** Moves the focus to the first entry, for one that had it was deleted. */
  focus() {
    (this.#element.querySelector("button") ?? find("[data-keep]")).focus();
  }
}
