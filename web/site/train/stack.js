// @ts-check
import { Announcer } from "../../src/ui/announce.js";
import { find, make, onPress } from "../../src/ui/dom.js";
import { flawOf, isPictorial, kLargest, shapesOf } from "../../src/ui/hidden.js";
import { kMostLayers } from "./settings.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("../../src/ui/hidden.js").Hidden} Hidden */

const kNewUnits = 16;
const kNewFilters = 8;
const kMostNewFilters = 64;

/** The hidden layers as a list to edit. "change": the user changed `layers`. */
export class Stack extends EventTarget {
  #element;
  #language;
  #list;
  /** @type {HTMLElement[]} */ #adds;
  #announcer;
  /** @type {Hidden[]} */ #layers = [];
  /** Shape of the input, if it is a picture. @type {readonly number[] | null} */ #picture = null;

  /**
   * @param {HTMLElement} element
   * @param {Language} language
   */
  constructor(element, language) {
    super();
    this.#element = element;
    this.#language = language;
    this.#list = find("[data-stack]", element);
    this.#announcer = new Announcer(find("[data-stack-said]", element));
    this.#adds = [...element.querySelectorAll("[data-stack-add]")].map((button) => /** @type {HTMLElement} */ (button));
    for (const button of this.#adds) {
      const type = typeOf(button);
      onPress(button, () => this.#add(type));
    }
  }

  get layers() {
    return this.#layers;
  }

  /**
   * @param {readonly Hidden[]} layers
   * @param {readonly number[] | null} picture shape of the input; null if samples are not pictures
   */
  show(layers, picture) {
    this.#layers = [...layers];
    this.#picture = picture;
    this.#list.replaceChildren(...layers.map((layer, index) => this.#makeRow(layer, index)));
    this.#showShapes();
    this.#showAdds();
  }

  /** @param {{ inputs: number, outputs: number, parameters: number }} shape */
  describe({ inputs, outputs, parameters }) {
    const language = this.#language;
    const [height, width] = this.#layers.some(isPictorial) ? (this.#picture ?? []) : [];
    const input = height ? `${height} × ${width}` : language.number(inputs);
    find("[data-stack-input]", this.#element).textContent = input;
    find("[data-stack-output]", this.#element).textContent = language.number(outputs);
    const count = language.number(parameters);
    find("[data-stack-parameters]", this.#element).textContent = language.text("stack.parameters", { count });
  }

  /**
   * @param {Hidden} layer
   * @param {number} index
   */
  #makeRow(layer, index) {
    const language = this.#language;
    const words = { index: index + 1 };
    const row = make("div", "layer-row");
    const name = make("div", "layer-name", language.text("stack.layer", words));
    if (this.#picture) name.append(make("span", "layer-kind", language.text(`stack.${layer.type}`)));
    name.append(make("span", "layer-shape"));
    const remove = /** @type {HTMLButtonElement} */ (make("button", "remove", "×"));
    remove.type = "button";
    remove.setAttribute("aria-label", language.text("stack.remove", words));
    remove.addEventListener("click", () => this.#remove(index));
    row.append(name, ...(layer.type === "maxPool2d" ? [] : [this.#makeInput(layer, index)]), remove);
    return row;
  }

  /**
   * @param {Hidden} layer
   * @param {number} index
   */
  #makeInput({ type, size }, index) {
    const input = /** @type {HTMLInputElement} */ (make("input"));
    input.type = "number";
    input.min = "1";
    input.max = String(kLargest[type]);
    input.value = String(size);
    const key = type === "conv2d" ? "stack.filters" : "stack.units";
    input.setAttribute("aria-label", this.#language.text(key, { index: index + 1 }));
    input.addEventListener("change", () => {
      const wish = Math.round(Number(input.value));
      const fit = Math.max(1, Math.min(kLargest[type], Number.isFinite(wish) ? wish : size));
      input.value = String(fit);
      this.#layers = this.#layers.with(index, { type, size: fit });
      this.#showShapes();
      this.dispatchEvent(new Event("change"));
    });
    return input;
  }

  /** What comes out of the layers that give pictures, and how it goes on. */
  #showShapes() {
    const language = this.#language;
    const shapes = this.#picture ? shapesOf(this.#layers, this.#picture) : [];
    const last = this.#layers.findLastIndex(isPictorial);
    this.#list.querySelectorAll(".layer-shape").forEach((element, i) => {
      if (!this.#picture || i > last) return;
      const count = language.number(shapes[i].reduce((size, n) => size * n));
      const words = { shape: shapes[i].join(" × "), count };
      element.textContent = language.text(i < last ? "stack.gives" : "stack.flat", words);
    });
  }

  #showAdds() {
    const language = this.#language;
    const picture = this.#picture;
    const full = this.#layers.length >= kMostLayers;
    let small = false;
    for (const button of this.#adds) {
      const type = typeOf(button);
      const flawed = flawOf(this.#with(type), picture) !== null;
      button.hidden = !picture && isPictorial({ type, size: 0 });
      small ||= flawed && !button.hidden;
      button.setAttribute("aria-disabled", String(full || flawed));
      if (type === "dense") button.textContent = language.text(picture ? "stack.add.dense" : "stack.add");
    }
    const maps = this.#layers.filter(isPictorial);
    const [side] = picture ? [picture, ...shapesOf(maps, picture)][maps.length] : [];
    find("[data-stack-limit]", this.#element).textContent = full
      ? language.text("stack.limit.most", { most: language.number(kMostLayers) })
      : small
        ? language.text("stack.limit.small", { side })
        : "";
  }

  /** @param {Hidden["type"]} type where layers of its type go: those that need pictures before those that leave none */
  #placeFor(type) {
    return type === "dense" ? this.#layers.length : this.#layers.filter(isPictorial).length;
  }

  /** @param {Hidden["type"]} type */
  #with(type) {
    return this.#layers.toSpliced(this.#placeFor(type), 0, { type, size: this.#sizeFor(type) });
  }

  /** @param {Hidden["type"]} type */
  #sizeFor(type) {
    const before = this.#layers.findLast((layer) => layer.type === type)?.size;
    if (type === "dense") return before ?? kNewUnits;
    if (type === "maxPool2d") return 0;
    return before ? Math.max(before, Math.min(2 * before, kMostNewFilters)) : kNewFilters;
  }

  /** @param {Hidden["type"]} type */
  #add(type) {
    const index = this.#placeFor(type);
    this.#set(this.#with(type));
    this.#list.children[index].scrollIntoView({ block: "nearest" });
    const words = { index: index + 1, kind: this.#language.text(`stack.${type}`) };
    this.#announcer.say(this.#language.text("stack.said.added", words));
  }

  /** @param {number} index */
  #remove(index) {
    this.#set(this.#layers.toSpliced(index, 1));
    const buttons = /** @type {NodeListOf<HTMLElement>} */ (this.#list.querySelectorAll(".remove"));
    (buttons[Math.min(index, buttons.length - 1)] ?? this.#adds[0]).focus();
    this.#announcer.say(this.#language.text("stack.said.removed", { index: index + 1 }));
  }

  /** @param {Hidden[]} layers */
  #set(layers) {
    this.show(layers, this.#picture);
    this.dispatchEvent(new Event("change"));
  }
}

/** @param {HTMLElement} button that adds layers of one type */
function typeOf(button) {
  return /** @type {Hidden["type"]} */ (button.dataset.stackAdd);
}
