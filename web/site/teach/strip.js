// @ts-check
import { find, make } from "../../src/ui/dom.js";
import { kEnough } from "./course.js";
import { kStrip } from "./markup.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("../../src/ui/pad.js").Pad} Pad */
/** @typedef {import("./collection.js").Collection} Collection */

/**
 * The ten names that a drawing on the pad can be given, beside the pad.
 *
 *   "name"    the drawing is a `label`
 *   "takeback"  the last one was named by mistake
 *   "finish"  that was all for now
 */
export class Strip extends EventTarget {
  #element = make("div", "strip");
  #pad;
  #collection;
  #language;
  /** @type {HTMLButtonElement[]} */ #buttons = [];
  label = 0;

  /**
   * @param {HTMLElement} canvas the pad's
   * @param {Pad} pad
   * @param {Collection} collection
   * @param {Language} language
   */
  constructor(canvas, pad, collection, language) {
    super();
    this.#pad = pad;
    this.#collection = collection;
    this.#language = language;
    this.#element.hidden = true;
    this.#element.innerHTML = kStrip;
    canvas.closest("section")?.append(this.#element);
    for (let label = 0; label < 10; label++) {
      const button = /** @type {HTMLButtonElement} */ (make("button", "strip-label"));
      button.type = "button";
      button.append(make("span", "", String(label)), make("span", "strip-count"));
      button.addEventListener("click", () => this.#name(label));
      this.#buttons.push(button);
    }
    find("[data-teach-labels]", this.#element).append(...this.#buttons);
    for (const what of ["takeback", "finish"]) {
      const button = find(`[data-teach-${what}]`, this.#element);
      button.addEventListener("click", () => {
        if (button.getAttribute("aria-disabled") !== "true") this.dispatchEvent(new Event(what));
      });
    }
    // Keys alone, so only where they cannot be meant for something else: on the pad and on the names.
    for (const place of [canvas, this.#element]) place.addEventListener("keydown", (event) => this.#key(event));
    pad.addEventListener("change", () => this.#paint());
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
    if (this.#pad.empty) this.say(this.#language.text("teach.blank"));
    else this.dispatchEvent(new Event("name"));
  }

  #paint() {
    if (!this.open) return;
    const { counts } = this.#collection;
    this.#buttons.forEach((button, label) => {
      const count = counts[label];
      button.setAttribute("aria-disabled", String(this.#pad.empty));
      button.setAttribute("aria-label", this.#language.text("teach.name", { digit: label, count }));
      button.classList.toggle("enough", count >= kEnough);
      find(".strip-count", button).textContent = count < kEnough ? `${count}/${kEnough}` : `${count} ✓`;
    });
  }
}
