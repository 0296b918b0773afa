// @ts-check
import { find, make, onPress, set } from "../../src/ui/dom.js";
import { kEnough } from "./course.js";
import { kStrip } from "./markup.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("../../src/elements/draw.js").GliaDraw} GliaDraw */
/** @typedef {import("./collection.js").Collection} Collection */

/**
 * The ten labels that a drawing can be given, beside the pad.
 *
 *   "name"      the drawing is a `label`
 *   "takeback"  the last one was labeled by mistake
 *   "finish"    the person has finished
 */
export class Strip extends EventTarget {
  #element = set(make("div", "strip"), { slot: "pad" });
  #draw;
  #collection;
  #language;
  /** @type {HTMLButtonElement[]} */ #buttons = [];
  label = 0;

  /**
   * @param {GliaDraw} draw
   * @param {Collection} collection
   * @param {Language} language
   */
  constructor(draw, collection, language) {
    super();
    this.#draw = draw;
    this.#collection = collection;
    this.#language = language;
    this.#element.hidden = true;
    this.#element.innerHTML = kStrip;
    draw.prepend(this.#element);
    for (let label = 0; label < 10; label++) {
      const one = /** @type {HTMLButtonElement} */ (set(make("button", "strip-label"), { type: "button" }));
      one.addEventListener("click", () => this.#name(label)); // switched off, it says why
      one.append(make("span", "", String(label)), make("span", "strip-count"));
      this.#buttons.push(one);
    }
    find("[data-teach-labels]", this.#element).append(...this.#buttons);
    for (const what of ["takeback", "finish"]) {
      onPress(find(`[data-teach-${what}]`, this.#element), () => this.dispatchEvent(new Event(what)));
    }
    // A digit alone, so only within the figure, where it cannot mean anything else.
    draw.addEventListener("keydown", (event) => this.#key(event));
    draw.addEventListener("glia-predict", () => this.#paint());
    collection.addEventListener("change", () => this.#paint());
    language.addEventListener("change", () => this.#paint());
  }

  get open() {
    return !this.#element.hidden;
  }

  set open(open) {
    this.#element.hidden = !open;
    this.say("");
    this.#paint();
  }

  /** @param {string} text */
  say(text) {
    find("[data-teach-stored]", this.#element).textContent = text;
  }

  /** @param {boolean} can */
  set canTakeBack(can) {
    find("[data-teach-takeback]", this.#element).setAttribute("aria-disabled", String(!can));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (!this.open || event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key)) return;
    event.preventDefault();
    this.#name(Number(event.key));
  }

  /** @param {number} label */
  #name(label) {
    this.label = label;
    if (!this.#draw.read()) this.say(this.#language.text("teach.blank"));
    else this.dispatchEvent(new Event("name"));
  }

  #paint() {
    if (!this.open) return;
    const { counts } = this.#collection;
    this.#buttons.forEach((button, label) => {
      const count = counts[label];
      button.setAttribute("aria-disabled", String(this.#draw.prediction === null));
      button.setAttribute("aria-label", this.#language.text("teach.name", { digit: label, count }));
      button.classList.toggle("enough", count >= kEnough);
      find(".strip-count", button).textContent = count < kEnough ? `${count}/${kEnough}` : `${count} ✓`;
    });
  }
}
