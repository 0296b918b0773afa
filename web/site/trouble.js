// @ts-check
import { find, onPress } from "../src/ui/dom.js";

/** @typedef {import("./language.js").Language} Language */
/** @typedef {{ summary: string, detail: string, library?: string, remedy?: string }} Words  library: the library's own message, in English; remedy: what a button offers to do, on pages that have one */

/** The box that says what went wrong, in the language of now. "remedy" tells that the person wants the remedy. */
export class TroubleBox extends EventTarget {
  /** Kept to repeat it in another language. @type {(() => Words) | null} */ #words = null;

  /** @param {Language} language */
  constructor(language) {
    super();
    language.addEventListener("change", () => this.#paint());
    onPress(find("[data-trouble-close]"), () => this.hide());
    const remedy = remedyButton();
    if (!remedy) return;
    onPress(remedy, () => {
      this.hide();
      this.dispatchEvent(new Event("remedy"));
    });
  }

  hide() {
    this.#words = null;
    this.#paint();
  }

  /** @param {() => Words} words in the language of now */
  put(words) {
    this.#words = words;
    this.#paint();
    /** @type {HTMLDetailsElement} */ (find("[data-trouble-more]")).open = false;
  }

  #paint() {
    const words = this.#words?.();
    find("[data-trouble]").hidden = !words;
    if (!words) return;
    find("[data-trouble-summary]").textContent = words.summary;
    find("[data-trouble-detail]").textContent = words.detail;
    find("[data-trouble-more]").hidden = words.library === undefined;
    find("[data-trouble-library]").textContent = words.library ?? "";
    const remedy = remedyButton();
    if (!remedy) return;
    remedy.hidden = words.remedy === undefined;
    remedy.textContent = words.remedy ?? "";
  }
}

const remedyButton = () => /** @type {HTMLElement | null} */ (document.querySelector("[data-trouble-remedy]"));
