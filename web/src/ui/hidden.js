// @ts-check

/*
 * The hidden layers as an address writes them: 128 is a dense layer of 128 units, c8 a 3 × 3 convolution with 8 filters,
 * p a 2 × 2 max pooling.
 */

/** @typedef {{ type: "dense" | "conv2d" | "maxPool2d", size: number }} Hidden  size: units or filters; 0 for a pooling */
/** @typedef {"pictures" | "order" | "small"} Flaw */

/** The most units of a dense layer, and filters of a convolution. @type {Record<Hidden["type"], number>} */
export const kLargest = { dense: 1024, conv2d: 64, maxPool2d: 0 };

/** Rows and columns of a convolution's window, and of a pooling's. */
export const kWindow = 3;
const kPool = 2;

/** The smallest picture that a layer takes: pixels per side. @type {Record<Hidden["type"], number>} */
const kLeastSide = { dense: 0, conv2d: kWindow, maxPool2d: kPool };

/** @param {readonly number[]} units @returns {Hidden[]} */
export function dense(...units) {
  return units.map((size) => ({ type: "dense", size }));
}

/** @param {Hidden} layer @returns {boolean} whether its input and output are pictures */
export function isPictorial({ type }) {
  return type !== "dense";
}

/**
 * @param {string} text
 * @returns {Hidden[] | undefined} undefined if the text is not a list of layers
 */
export function readHidden(text) {
  if (text === "none") return [];
  const layers = text.split("-").map(readLayer);
  return layers.every((layer) => layer !== undefined) ? layers : undefined;
}

/**
 * @param {string} text
 * @returns {Hidden | undefined}
 */
function readLayer(text) {
  if (text === "p") return { type: "maxPool2d", size: 0 };
  const [, letter, digits] = /^(c?)(\d{1,5})$/.exec(text) ?? [];
  const type = letter === "c" ? "conv2d" : "dense";
  const size = Number(digits);
  return size >= 1 && size <= kLargest[type] ? { type, size } : undefined;
}

/** @param {Hidden} layer */
export function writeLayer({ type, size }) {
  if (type === "maxPool2d") return "p";
  return type === "conv2d" ? `c${size}` : String(size);
}

/** The inverse of `readHidden`. @param {readonly Hidden[]} layers */
export function writeHidden(layers) {
  return layers.map(writeLayer).join("-") || "none";
}

/**
 * The output shape of every layer.
 *
 * @param {readonly Hidden[]} layers for which `flawOf` returns null
 * @param {readonly number[]} input [height, width, channels], or [numbers]
 * @returns {number[][]}
 */
export function shapesOf(layers, input) {
  let shape = [...input];
  return layers.map((layer) => (shape = shapeAfter(layer, shape)));
}

/**
 * @param {Hidden} layer
 * @param {number[]} shape
 */
function shapeAfter({ type, size }, [height, width, channels]) {
  if (type === "dense") return [size];
  if (type === "conv2d") return [height - kWindow + 1, width - kWindow + 1, size];
  return [Math.floor(height / kPool), Math.floor(width / kPool), channels];
}

/**
 * Why the layers cannot follow each other in this order; null if they can.
 *
 * @param {readonly Hidden[]} layers
 * @param {readonly number[] | null} picture shape of the input; null if samples are not pictures
 * @returns {Flaw | null}
 */
export function flawOf(layers, picture) {
  if (!picture) return layers.some(isPictorial) ? "pictures" : null;
  let shape = [...picture];
  for (const layer of layers) {
    if (isPictorial(layer) && shape.length === 1) return "order";
    if (shape[0] < kLeastSide[layer.type]) return "small";
    shape = shapeAfter(layer, shape);
  }
  return null;
}
