// @ts-check
import { find, make, onPress } from "../../src/ui/dom.js";
import { kMild, kWays, tidied } from "./distortion.js";
import { Preview } from "./preview.js";

/** @typedef {import("../../src/index.js").Network} Network */
/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("../../src/ui/datasets.js").Dataset} Dataset */
/** @typedef {import("./distortion.js").Distortion} Distortion */
/** @typedef {import("./distortion.js").Way} Way */

/** Sliders for the distortion of the training pictures, with examples. "change": the user changed `distortion`. */
export class Augment extends EventTarget {
  #element;
  #language;
  #preview;
  #off;
  /** @type {Map<Way, { slider: HTMLInputElement, value: HTMLElement }>} */ #ways = new Map();
  /** @type {Distortion} */ #distortion = {};

  /**
   * @param {HTMLElement} element
   * @param {Language} language
   */
  constructor(element, language) {
    super();
    this.#element = find("[data-augment]", element);
    this.#language = language;
    this.#preview = new Preview(this.#element, language);
    this.#off = find("[data-augment-off]", this.#element);
    for (const way of /** @type {Way[]} */ (Object.keys(kWays))) this.#makeWay(way);
    find("[data-augment-mild]", this.#element).addEventListener("click", () => this.#set({ ...kMild }));
    onPress(this.#off, () => this.#set({}));
  }

  get distortion() {
    return this.#distortion;
  }

  /**
   * @param {Distortion} distortion from elsewhere; no event follows
   * @param {boolean} pictures whether samples are pictures
   */
  show(distortion, pictures) {
    this.#element.hidden = !pictures;
    this.#distortion = distortion;
    for (const [way, { slider }] of this.#ways) slider.value = String(distortion[way] ?? 0);
    this.#tell();
  }

  /**
   * @param {Network | null} net null if samples are not pictures
   * @param {Dataset | null} dataset
   */
  open(net, dataset) {
    this.#preview.open(net, dataset);
  }

  repaint() {
    this.#preview.repaint();
  }

  /** @param {Way} way */
  #makeWay(way) {
    const { max, step } = kWays[way];
    const field = make("div", "field");
    const label = /** @type {HTMLLabelElement} */ (make("label"));
    const name = make("span");
    name.dataset.text = `augment.${way}`;
    const value = make("span", "way-value");
    value.setAttribute("aria-hidden", "true"); // the slider has it as its value
    const slider = /** @type {HTMLInputElement} */ (make("input"));
    slider.type = "range";
    slider.id = label.htmlFor = `augment-${way}`;
    slider.max = String(max);
    slider.step = String(step);
    slider.addEventListener("input", () => {
      this.#distortion = tidied({ ...this.#distortion, [way]: Number(slider.value) });
      this.#tell();
    });
    slider.addEventListener("change", () => this.dispatchEvent(new Event("change")));
    label.append(name, value);
    field.append(label, slider);
    find("[data-ways]", this.#element).append(field);
    this.#ways.set(way, { slider, value });
  }

  #tell() {
    const on = Object.keys(this.#distortion).length > 0;
    for (const [way, { slider, value }] of this.#ways) {
      const text = this.#write(way, this.#distortion[way] ?? 0);
      value.textContent = text;
      slider.setAttribute("aria-valuetext", text);
    }
    const heading = this.#language.text(on ? "augment.heading.on" : "augment.heading.off");
    find("summary", this.#element).textContent = heading;
    this.#off.setAttribute("aria-disabled", String(!on));
    this.#preview.show(this.#distortion);
  }

  /**
   * @param {Way} way
   * @param {number} most
   */
  #write(way, most) {
    const language = this.#language;
    if (most === 0) return language.text("augment.none");
    const { unit } = kWays[way];
    return unit === "share"
      ? language.text("augment.share", { percent: language.percent(most, 0) })
      : language.text(`augment.${unit}`, { n: language.number(most) });
  }

  /** @param {Distortion} distortion */
  #set(distortion) {
    this.show(distortion, true);
    this.dispatchEvent(new Event("change"));
  }
}
