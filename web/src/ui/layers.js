// @ts-check
import { make, set } from "./dom.js";
import { colourOf, paintSigned } from "./picture.js";

/** @typedef {import("../network/network.js").Network} Network */
/** @typedef {import("./words.js").ElementWords} ElementWords */
/** @typedef {[height: number, width: number, channels: number]} Shape */
/** @typedef {ReturnType<Network["activations"]>[number]} Activation */
/** @typedef {{ type: string, name?: string, activation?: string }} LayerSpec */
/** @typedef {{ index: number, at: number, spec: LayerSpec, input: Shape, output: Shape }} Layer  index: among those that are shown, from 1; at: of the network's */
/** @typedef {Layer & { shape: Shape, title: HTMLElement, canvases: HTMLCanvasElement[] }} Shown */

// Layers that only hand on or rearrange what the one before them put out.
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
 * The layers of a network that there is something to see of.
 *
 * @param {Network} net which has read something before
 * @returns {Layer[]}
 */
export function hiddenLayers(net) {
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

/** The outputs of the hidden layers as pictures: a list of numbers as one, maps each as one of its own. */
export class Layers {
  #element;
  #words;
  /** @type {Shown[]} */ #shown = [];
  /** @type {Activation[]} */ #activations = [];

  /**
   * @param {HTMLElement} element of the class `layers`
   * @param {ElementWords} words
   */
  constructor(element, words) {
    this.#element = element;
    this.#words = words;
    words.addEventListener("change", () => this.repaint());
  }

  /** @param {Network} net whose layers these are from now on; it has read something before */
  open(net) {
    this.#shown = hiddenLayers(net).map((layer) => {
      const shape = pictureShape(layer.output);
      const canvases = Array.from({ length: shape[2] }, () => /** @type {HTMLCanvasElement} */ (make("canvas", "map")));
      return { ...layer, shape, title: make("p"), canvases };
    });
    this.#element.replaceChildren(
      ...this.#shown.map(({ title, canvases }) =>
        make("div", canvases.length > 1 ? "maps" : "", title, make("div", "tiles", ...canvases)),
      ),
    );
    this.show([]);
  }

  /** @param {Activation[]} activations none when nothing is being read */
  show(activations) {
    this.#activations = activations;
    this.repaint();
  }

  /** Paints and writes again, in the colours and the language of now. */
  repaint() {
    const words = this.#words;
    for (const { index, at, spec, shape, output, title, canvases } of this.#shown) {
      const values = this.#activations[at]?.values;
      const layer = [spec.type, output[2], spec.activation].filter((part) => part !== undefined).join(", ");
      title.textContent = words.text("layers.name", { index, layer });
      paintMaps(canvases, shape, values, this.#element);
      canvases.forEach((canvas, map) => {
        const own = Array.from(values ?? []).filter((_, i) => i % canvases.length === map);
        const label = words.text("layers.map", {
          unit: map + 1,
          count: canvases.length,
          value: own.length > 0 ? words.brief(Math.max(...own)) : "–",
        });
        const list = own.map((value) => words.number(value, { maximumFractionDigits: 2 })).join(" ");
        set(canvas, { role: "img", "aria-label": canvases.length > 1 ? label : list || "–" });
      });
    }
  }
}

/**
 * A list of numbers becomes a picture of one channel, without a ragged last row where the count allows it.
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
 * @param {Float32Array | null | undefined} values
 * @param {HTMLElement} element that has the colours
 */
export function paintMaps(canvases, [height, width, count], values, element) {
  const shown = values ?? new Float32Array(height * width * count);
  // One scale for the layer, so that a map that finds little looks like it.
  const greatest = greatestOf(shown);
  const colours = coloursOf(element);
  canvases.forEach((canvas, map) => {
    paintSigned(canvas, width, height, shown, { from: map, step: count, greatest, ...colours });
  });
}

/** @param {HTMLElement} element */
export function coloursOf(element) {
  return { up: colourOf(element, "--for"), down: colourOf(element, "--against") };
}

/** @param {ArrayLike<number>} values */
export function greatestOf(values) {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]) || 0);
  return most;
}
