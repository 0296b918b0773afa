// @ts-check
import { Layers } from "../../src/ui/layers.js";
import { Inspector } from "./inspector.js";
import { Maps } from "./maps.js";
import { Units } from "./units.js";

/** @typedef {import("../../src/index.js").Network} Network */
/** @typedef {import("../../src/ui/layers.js").Layer} Layer */
/** @typedef {import("../language.js").Language} Language */
/** @typedef {ReturnType<Network["activations"]>[number]} Activation */

/** The hidden layers: numbers as squares, maps as pictures; one map at a time can be inspected. */
export class LayersPanel {
  /** @type {Layers<Units | Maps>} */ #layers;
  #language;
  #inspector;
  /** The layer inspected. @type {{ maps: Maps, at: number } | null} */ #opened = null;
  /** @type {readonly Activation[]} */ #activations = [];
  /** @type {Float32Array | null} */ #pixels = null;

  /**
   * @param {HTMLElement} element of the class `layers`
   * @param {Language} language
   */
  constructor(element, language) {
    this.#language = language;
    this.#layers = new Layers(element, language, (layer, net) => this.#viewOf(layer, net));
    this.#inspector = new Inspector(language);
    this.#inspector.addEventListener("close", () => this.#close(true));
    language.addEventListener("change", () => {
      if (this.#opened) this.#inspector.relabel();
    });
    addEventListener("resize", () => this.#fit());
  }

  /** Whether the network has no layer to show. */
  get empty() {
    return this.#layers.views.length === 0;
  }

  /** Whether one of the layers has maps. */
  get pictures() {
    return this.#layers.views.some((view) => view instanceof Maps);
  }

  /**
   * Starts over for a network.
   *
   * @param {Network} net which has made a prediction before
   */
  open(net) {
    this.#close(false);
    this.#layers.open(net);
    this.#fit();
    this.show([], null);
  }

  /**
   * @param {readonly Activation[]} activations none if nothing is being read
   * @param {Float32Array | null} pixels that they come from
   */
  show(activations, pixels) {
    this.#activations = activations;
    this.#pixels = pixels;
    this.#layers.show(activations);
    if (this.#opened) this.#inspector.show(this.#before(this.#opened.at), this.#of(this.#opened.at));
  }

  repaint() {
    this.#layers.repaint();
    if (this.#opened) this.#inspector.repaint();
  }

  /**
   * @param {Layer} layer
   * @param {Network} net
   */
  #viewOf({ index, at, spec, input, output }, net) {
    if (output[0] * output[1] === 1) return new Units(index, spec, output[2], this.#language);
    const valuesOf = (/** @type {string} */ name) =>
      spec.type === "conv2d" ? net.parameters().find((one) => one.name === `${spec.name}/${name}`)?.values : undefined;
    const place = { index, spec, input, output, kernel: valuesOf("kernel"), bias: valuesOf("bias") };
    const maps = new Maps(place, this.#language);
    maps.addEventListener("choose", () => this.#open(maps, at));
    return maps;
  }

  #fit() {
    const { views } = this.#layers;
    const rooms = views.map(({ element }) => element.clientWidth);
    views.forEach((view, i) => view.fit(rooms[i]));
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
