// @ts-check
import { hiddenLayers } from "../src/ui/layers.js";
import { Inspector } from "./inside/inspector.js";
import { Maps } from "./inside/maps.js";
import { Units } from "./inside/units.js";

/** @typedef {import("../src/index.js").Network} Network */
/** @typedef {import("./language.js").Language} Language */
/** @typedef {ReturnType<Network["activations"]>[number]} Activation */
/** @typedef {{ view: Units | Maps, at: number }} Shown  at: which layer of the network */

/** The outputs of the hidden layers: numbers as squares, maps as pictures; one map at a time can be looked into. */
export class Layers {
  #element;
  #language;
  #inspector;
  /** @type {Shown[]} */ #shown = [];
  /** The layer looked into. @type {{ maps: Maps, at: number } | null} */ #opened = null;
  /** @type {Activation[]} */ #activations = [];
  /** @type {Float32Array | null} */ #pixels = null;

  /**
   * @param {HTMLElement} element
   * @param {Language} language
   */
  constructor(element, language) {
    this.#element = element;
    this.#language = language;
    this.#inspector = new Inspector(language);
    this.#inspector.addEventListener("close", () => this.#close(true));
    language.addEventListener("change", () => this.#relabel());
    addEventListener("resize", () => this.#fit());
  }

  /** Whether the network has no layer to show. */
  get empty() {
    return this.#shown.length === 0;
  }

  /** Whether one of the layers has maps. */
  get pictures() {
    return this.#shown.some(({ view }) => view instanceof Maps);
  }

  /**
   * Starts over for a network, which has read something before.
   *
   * @param {Network} net
   */
  open(net) {
    this.#close(false);
    const parameters = new Map(net.parameters().map(({ name, values }) => [name, values]));
    this.#shown = hiddenLayers(net).map(({ index, at, spec, input, output }) => {
      if (output[0] * output[1] === 1) return { view: new Units(index, spec, output[2], this.#language), at };
      const convolution = spec.type === "conv2d";
      const kernel = convolution ? parameters.get(`${spec.name}/kernel`) : undefined;
      const bias = convolution ? parameters.get(`${spec.name}/bias`) : undefined;
      const maps = new Maps({ index, spec, input, output, kernel, bias }, this.#language);
      maps.addEventListener("choose", () => this.#open(maps, at));
      return { view: maps, at };
    });
    this.#element.replaceChildren(...this.#shown.map(({ view }) => view.element));
    this.#fit();
    this.show([], null);
  }

  /**
   * @param {Activation[]} activations none when nothing is being read
   * @param {Float32Array | null} pixels that they come from
   */
  show(activations, pixels) {
    this.#activations = activations;
    this.#pixels = pixels;
    for (const { view, at } of this.#shown) view.show(activations[at]?.values ?? null);
    if (this.#opened) this.#inspector.show(this.#before(this.#opened.at), this.#of(this.#opened.at));
  }

  repaint() {
    for (const { view } of this.#shown) view.repaint();
    if (this.#opened) this.#inspector.repaint();
  }

  #relabel() {
    for (const { view } of this.#shown) view.relabel();
    if (this.#opened) this.#inspector.relabel();
  }

  #fit() {
    const rooms = this.#shown.map(({ view }) => view.element.clientWidth);
    this.#shown.forEach(({ view }, i) => view.fit(rooms[i]));
  }

  /** @param {number} at */
  #of(at) {
    return this.#activations[at]?.values ?? null;
  }

  /** @param {number} at */
  #before(at) {
    return at > 0 ? this.#of(at - 1) : this.#pixels;
  }

  /**
   * @param {Maps} maps
   * @param {number} at
   */
  #open(maps, at) {
    if (this.#opened && this.#opened.maps !== maps) this.#opened.maps.chosen = null;
    this.#opened = { maps, at };
    maps.element.append(this.#inspector.element);
    this.#inspector.open(maps.place, maps.chosen ?? 0, this.#before(at), this.#of(at));
  }

  /** @param {boolean} returning the focus to the map that was open */
  #close(returning) {
    const maps = this.#opened?.maps;
    const map = maps?.chosen;
    this.#opened = null;
    this.#inspector.element.remove();
    if (!maps) return;
    maps.chosen = null;
    if (returning && typeof map === "number") maps.focus(map);
  }
}
