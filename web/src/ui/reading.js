// @ts-check
import { normalizeDigit } from "../data/digit.js";

/*
 * From the pad to the 784 numbers that a network reads. A digit is prepared as MNIST's digits were; pictures of clothes fill
 * their 28 × 28 pixels, so a drawing of clothes is only scaled down.
 */

/** @typedef {"digits" | "clothes"} Subject  what a network classifies */
/** @typedef {{ data: Uint8Array, width: number, height: number }} Drawing  one byte of ink a pixel */
/** @typedef {{ name: "drawn" | "ink" | "fitted" | "centered", pixels: Float32Array }} Step */
/** @typedef {{ pixels: Float32Array, blank: boolean, steps: Step[] }} Reading */

const kSide = 28;
const kBox = 20;

/**
 * Prepares a drawing for a network. `pixels` are its input, 28 × 28, 0 to 1; `steps` are what its input would be if the
 * preparation ended after each step.
 *
 * @param {Drawing} drawing
 * @param {Subject} subject
 * @returns {Reading} no steps for a blank drawing
 */
export function prepare(drawing, subject) {
  const { pixels, blank, stages } = normalizeDigit(drawing);
  if (blank) return { pixels, blank, steps: [] };
  const { data, width, height } = drawing;
  const drawn = shrink(data, width, height).map((value) => value / 255);
  if (subject === "clothes") return { pixels: drawn, blank, steps: [{ name: "drawn", pixels: drawn }] };
  const [ink, fitted] = stages;
  return {
    pixels,
    blank,
    steps: [
      { name: "drawn", pixels: drawn },
      { name: "ink", pixels: shrink(ink.data, ink.width, ink.height) },
      { name: "fitted", pixels: inTheMiddle(fitted.data) },
      { name: "centered", pixels },
    ],
  };
}

/**
 * Scales a picture to 28 × 28: its longer side fills them, and every pixel is the mean of the area that it covers.
 *
 * @param {ArrayLike<number>} values (height, width)
 * @param {number} width
 * @param {number} height
 */
function shrink(values, width, height) {
  const side = Math.max(width, height);
  const across = shares(width, side);
  const down = shares(height, side);
  const narrow = new Float32Array(height * kSide); // (height, 28)
  for (let y = 0; y < height; y++) {
    for (const { from, to, weight } of across) narrow[y * kSide + to] += weight * values[y * width + from];
  }
  const out = new Float32Array(kSide * kSide);
  for (const { from, to, weight } of down) {
    for (let x = 0; x < kSide; x++) out[to * kSide + x] += weight * narrow[from * kSide + x];
  }
  return out;
}

/**
 * The share of each pixel along one side in each of the 28. A side shorter than the square is centered.
 *
 * @param {number} size
 * @param {number} side of the square
 */
function shares(size, side) {
  const scale = kSide / side;
  const start = (kSide - size * scale) / 2;
  const list = [];
  for (let from = 0; from < size; from++) {
    const low = start + from * scale;
    const high = start + (from + 1) * scale;
    for (let to = Math.floor(low); to < Math.min(kSide, high); to++) {
      list.push({ from, to, weight: Math.min(high, to + 1) - Math.max(low, to) });
    }
  }
  return list;
}

/** @param {Float32Array} fitted (20, 20) */
function inTheMiddle(fitted) {
  const margin = (kSide - kBox) / 2;
  const out = new Float32Array(kSide * kSide);
  for (let y = 0; y < kBox; y++) {
    out.set(fitted.subarray(y * kBox, (y + 1) * kBox), (y + margin) * kSide + margin);
  }
  return out;
}
