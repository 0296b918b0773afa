// @ts-check
import { make, set } from "./dom.js";
import { colorOf, paintSigned } from "./picture.js";

/** @typedef {import("../network/network.js").Network} Network */
/** @typedef {import("./words.js").ElementWords} ElementWords */
/** @typedef {[height: number, width: number, channels: number]} Shape */
/** @typedef {ReturnType<Network["activations"]>[number]} Activation */
/** @typedef {{ type: string, name?: string, activation?: string }} LayerSpec */
/** @typedef {{ index: number, at: number, spec: LayerSpec, input: Shape, output: Shape }} Layer  index: among the layers shown, from 1; at: among the network's, from 0 */
/**
 * What shows one layer.
 *
 * @typedef {object} LayerView
 * @property {HTMLElement} element
 * @property {(values: Float32Array | null) => void} show its outputs; null if nothing is being read
 * @property {() => void} repaint in the colors of now
 * @property {() => void} relabel in the language of now
 */

// These layers only pass on or rearrange their inputs.
const kSilent = new Set(["flatten", "dropout", "rescaling", "normalization"]);

export const kLayerStyles = `
.layers { display: flex; flex-wrap: wrap; gap: 1rem 2rem; margin-top: 0.5rem; font-size: 0.875rem; }
.layers > div { flex: 0 1 13rem; }
.layers > .maps { flex: 1 0 100%; }
.tiles { display: grid; gap: 0.5rem; margin-top: 0.25rem; }
.maps .tiles { grid-template-columns: repeat(auto-fill, minmax(2.75rem, 1fr)); }
.map { display: block; width: 100%; border: 1px solid var(--line); background: var(--paper); image-rendering: pixelated; }
`;

/**
 * The hidden layers of a network that compute something.
 *
 * @param {Network} net which has made a prediction before
 * @returns {Layer[]}
 */
function hiddenLayers(net) {
  const { input, layers } = net.spec;
  const shapes = net.activations().map(({ shape }) => imageShape(shape.slice(1)));
  return layers
    .map((spec, at) => ({ at, spec, input: at > 0 ? shapes[at - 1] : imageShape(input), output: shapes[at] }))
    .slice(0, -1)
    .filter(({ spec }) => !kSilent.has(spec.type))
    .map((layer, i) => ({ index: i + 1, ...layer }));
}

/**
 * Any layer's shape as an image's: a plane has one channel, a list is one pixel of many.
 *
 * @param {number[]} shape
 * @returns {Shape}
 */
function imageShape(shape) {
  if (shape.length === 3) return [shape[0], shape[1], shape[2]];
  return shape.length === 2 ? [shape[0], shape[1], 1] : [1, 1, shape[0] ?? 1];
}

/**
 * The outputs of the hidden layers, each in a view of its own.
 *
 * @template {LayerView} View
 */
export class Layers {
  #element;
  #viewOf;
  /** @type {{ view: View, at: number }[]} */ #shown = [];

  /**
   * @param {HTMLElement} element of the class `layers`
   * @param {import("./words.js").Words<any>} words
   * @param {(layer: Layer, net: Network) => View} viewOf makes a layer's view
   */
  constructor(element, words, viewOf) {
    this.#element = element;
    this.#viewOf = viewOf;
    words.addEventListener("change", () => {
      for (const view of this.views) view.relabel();
    });
  }

  get views() {
    return this.#shown.map(({ view }) => view);
  }

  /** @param {Network} net whose layers are shown from now on; it has made a prediction before */
  open(net) {
    this.#shown = hiddenLayers(net).map((layer) => ({ view: this.#viewOf(layer, net), at: layer.at }));
    this.#element.replaceChildren(...this.views.map(({ element }) => element));
  }

  /** @param {readonly Activation[]} activations of all layers; none if nothing is being read */
  show(activations) {
    for (const { view, at } of this.#shown) view.show(activations[at]?.values ?? null);
  }

  repaint() {
    for (const view of this.views) view.repaint();
  }
}

/** A layer's outputs as pictures: a list of numbers as one, maps each as one of its own. @implements {LayerView} */
export class LayerPicture {
  element;
  #words;
  #layer;
  #shape;
  #title = make("p");
  #canvases;
  /** @type {Float32Array | null} */ #values = null;

  /**
   * @param {Layer} layer
   * @param {ElementWords} words
   */
  constructor(layer, words) {
    this.#layer = layer;
    this.#words = words;
    this.#shape = pictureShape(layer.output);
    const count = this.#shape[2];
    this.#canvases = Array.from({ length: count }, () => /** @type {HTMLCanvasElement} */ (make("canvas", "map")));
    this.element = make("div", count > 1 ? "maps" : "", this.#title, make("div", "tiles", ...this.#canvases));
    this.relabel();
  }

  /** @param {Float32Array | null} values */
  show(values) {
    this.#values = values;
    this.repaint();
    this.relabel();
  }

  repaint() {
    paintMaps(this.#canvases, this.#shape, this.#values, this.element);
  }

  relabel() {
    const words = this.#words;
    const { index, spec, output } = this.#layer;
    const layer = [spec.type, output[2], spec.activation].filter((part) => part !== undefined).join(", ");
    this.#title.textContent = words.text("layers.name", { index, layer });
    const count = this.#canvases.length;
    this.#canvases.forEach((canvas, map) => {
      const own = Array.from(this.#values ?? []).filter((_, i) => i % count === map);
      const value = own.length > 0 ? words.brief(Math.max(...own)) : "–";
      const list = own.map((value) => words.number(value, { maximumFractionDigits: 2 })).join(" ");
      const label = count > 1 ? words.text("layers.map", { unit: map + 1, count, value }) : list || "–";
      set(canvas, { role: "img", "aria-label": label });
    });
  }
}

/**
 * A list of numbers becomes a picture of one channel whose last row is full.
 *
 * @param {Shape} shape
 * @returns {Shape}
 */
function pictureShape([height, width, count]) {
  if (height * width > 1) return [height, width, count];
  let columns = Math.ceil(Math.sqrt(count));
  while (count % columns > 0) columns++;
  return [count / columns, columns, 1];
}

/**
 * Every map of a layer on a canvas of its own.
 *
 * @param {HTMLCanvasElement[]} canvases
 * @param {Shape} shape
 * @param {Float32Array | null} values
 * @param {HTMLElement} element whose colors they are
 */
export function paintMaps(canvases, [height, width, count], values, element) {
  const shown = values ?? new Float32Array(height * width * count);
  // One scale for the layer, so that a map with small outputs looks pale.
  const greatest = greatestOf(shown);
  const colors = colorsOf(element);
  canvases.forEach((canvas, map) => {
    paintSigned(canvas, width, height, shown, { from: map, step: count, greatest, ...colors });
  });
}

/** @param {HTMLElement} element */
export function colorsOf(element) {
  return { up: colorOf(element, "--for"), down: colorOf(element, "--against") };
}

/** @param {ArrayLike<number>} values */
export function greatestOf(values) {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]) || 0);
  return most;
}
