// @ts-check
import { tongueOf, Words } from "../src/ui/words.js";
import { en as elementsEn } from "../src/ui/text/en.js";
import { ko as elementsKo } from "../src/ui/text/ko.js";
import { en } from "./text/en.js";
import { ko } from "./text/ko.js";
import { prose } from "./prose.js";

/** @typedef {keyof typeof en | import("../src/ui/words.js").ElementKey} SharedKey */
/** @typedef {keyof typeof import("./text/train-en.js").trainEn | keyof typeof import("./text/teach-en.js").teachEn} PageKey */
/** @typedef {SharedKey | PageKey} TextKey */
/** @typedef {import("../src/ui/words.js").Tongue} Tongue */
/** @typedef {import("../src/ui/words.js").Values} Values */

/** The texts of every page, those of the elements included. @type {Record<Tongue, Record<SharedKey, string>>} */
const kTexts = { en: { ...elementsEn, ...en }, ko: { ...elementsKo, ...ko } };
const kStore = "glia.language";

/**
 * The words and numbers of a page in the language that its reader chose.
 *
 * @extends {Words<TextKey>}
 */
export class Language extends Words {
  /** @param {Record<Tongue, Record<string, string>>} [own] the texts of this page, in addition to those of every page */
  constructor(own = { en: {}, ko: {} }) {
    super({ en: { ...kTexts.en, ...own.en }, ko: { ...kTexts.ko, ...own.ko } }, firstChoice());
    this.addEventListener("change", () => this.apply());
  }

  /** Makes the page's language buttons work: each names its language in `data-tongue`. */
  offer() {
    for (const button of document.querySelectorAll("[data-tongue]")) {
      button.addEventListener("click", () => this.choose(/** @type {Tongue} */ (button.getAttribute("data-tongue"))));
    }
  }

  /** Changes the language and remembers it for the reader's next page. @param {Tongue} tongue */
  choose(tongue) {
    if (tongue === this.tongue) return;
    remember(tongue);
    this.speak(tongue);
  }

  /**
   * Fills every element of the page that names its text: `data-text` its content, `data-prose` its content with markup
   * (prose.js), `data-label` its accessible name.
   */
  apply() {
    document.documentElement.lang = this.tongue;
    for (const button of document.querySelectorAll("[data-tongue]")) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-tongue") === this.tongue));
    }
    for (const element of document.querySelectorAll("[data-text]")) {
      element.textContent = this.text(/** @type {TextKey} */ (element.getAttribute("data-text")));
    }
    for (const element of document.querySelectorAll("[data-prose]")) {
      element.replaceChildren(...prose(this.text(/** @type {TextKey} */ (element.getAttribute("data-prose")))));
    }
    for (const element of document.querySelectorAll("[data-label]")) {
      element.setAttribute("aria-label", this.text(/** @type {TextKey} */ (element.getAttribute("data-label"))));
    }
  }
}

/** The language of the address, else of the last visit, else of the browser, else English. @returns {Tongue} */
function firstChoice() {
  const wishes = [new URLSearchParams(location.search).get("lang"), remembered(), ...navigator.languages];
  for (const wish of wishes) {
    const tongue = tongueOf(wish);
    if (tongue) return tongue;
  }
  return "en";
}

// The browser may deny storage (private windows, embedding); the choice then lasts as long as the page.

function remembered() {
  try {
    return localStorage.getItem(kStore);
  } catch {
    return null;
  }
}

/** @param {Tongue} tongue */
function remember(tongue) {
  const here = new URL(location.href);
  if (here.searchParams.has("lang")) {
    here.searchParams.set("lang", tongue);
    history.replaceState(null, "", here);
  }
  try {
    localStorage.setItem(kStore, tongue);
  } catch {
    return;
  }
}
