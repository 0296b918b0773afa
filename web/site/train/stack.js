// @ts-check
import { find, make } from "../find.js";
import { kSettings } from "./settings.js";

/** @typedef {import("../language.js").Language} Language */

const kNewUnits = 16;
const { most, max } = /** @type {import("./settings.js").Sizes} */ (kSettings.find(({ kind }) => kind === "sizes"));

/** The hidden layers, to be added, removed and resized. "change" tells that a person changed `sizes`. */
export class Stack extends EventTarget {
  #element;
  #language;
  #list;
  #add;
  /** @type {number[]} */ #sizes = [];

  /**
   * @param {HTMLElement} element
   * @param {Language} language
   */
  constructor(element, language) {
    super();
    this.#element = element;
    this.#language = language;
    this.#list = find("[data-stack]", element);
    this.#add = find("[data-stack-add]", element);
    this.#add.addEventListener("click", () => {
      if (this.#sizes.length >= most) return;
      this.#set([...this.#sizes, this.#sizes.at(-1) ?? kNewUnits]);
      this.#list.querySelector(".layer-row:last-child input")?.scrollIntoView({ block: "nearest" });
    });
  }

  get sizes() {
    return this.#sizes;
  }

  /** @param {number[]} sizes */
  show(sizes) {
    this.#sizes = [...sizes];
    this.#list.replaceChildren(...sizes.map((size, index) => this.#makeRow(size, index)));
    this.#add.setAttribute("aria-disabled", String(sizes.length >= most));
  }

  /** @param {{ inputs: number, outputs: number, parameters: number }} shape */
  describe({ inputs, outputs, parameters }) {
    const language = this.#language;
    find("[data-stack-input]", this.#element).textContent = language.number(inputs);
    find("[data-stack-output]", this.#element).textContent = language.number(outputs);
    const count = language.number(parameters);
    find("[data-stack-parameters]", this.#element).textContent = language.text("stack.parameters", { count });
  }

  /**
   * @param {number} size
   * @param {number} index
   */
  #makeRow(size, index) {
    const words = { index: index + 1 };
    const row = make("div", "layer-row");
    const name = make("span", "layer-name", this.#language.text("stack.layer", words));
    const input = /** @type {HTMLInputElement} */ (make("input"));
    input.type = "number";
    input.min = "1";
    input.max = String(max);
    input.value = String(size);
    input.setAttribute("aria-label", this.#language.text("stack.units", words));
    input.addEventListener("change", () => {
      const units = Math.round(Number(input.value));
      const fit = Math.max(1, Math.min(max, Number.isFinite(units) ? units : size));
      input.value = String(fit);
      this.#sizes = this.#sizes.with(index, fit);
      this.dispatchEvent(new Event("change"));
    });
    const remove = /** @type {HTMLButtonElement} */ (make("button", "remove", "×"));
    remove.type = "button";
    remove.setAttribute("aria-label", this.#language.text("stack.remove", words));
    remove.addEventListener("click", () => {
      this.#set(this.#sizes.filter((_, i) => i !== index));
      const buttons = this.#list.querySelectorAll("button");
      (buttons[Math.min(index, buttons.length - 1)] ?? this.#add).focus();
    });
    row.append(name, input, remove);
    return row;
  }

  /** @param {number[]} sizes */
  #set(sizes) {
    this.show(sizes);
    this.dispatchEvent(new Event("change"));
  }
}
