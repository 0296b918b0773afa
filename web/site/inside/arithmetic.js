// @ts-check
import { formulaOf } from "../../src/spec/activations.js";

/*
 * One number of a convolution's or a pooling layer's map, computed again from the layer's input. The network's own result
 * is not used: the page shows both, and that they agree.
 */

/** @typedef {[number, number]} Pair rows, columns */
/** @typedef {[number, number, number]} Shape height, width, channels */

/**
 * A layer of maps.
 *
 * @typedef {object} Place
 * @property {number} index counted from 1 among the layers that are shown
 * @property {{ type: string, activation?: string, alpha?: number, padding?: string, kernelSize?: any, poolSize?: any, strides?: any }} spec
 * @property {Shape} input
 * @property {Shape} output
 * @property {Float32Array} [kernel] of a convolution: [rows, columns, input channels, filters]
 * @property {Float32Array} [bias]
 */

/** @typedef {{ top: number, left: number, rows: number, columns: number }} Span may extend beyond the picture */
/** @typedef {number[]} Cells row by row; NaN outside of the picture */

/**
 * The rectangle of the input that one pixel of the output depends on.
 *
 * @param {Place} place
 * @param {number} row
 * @param {number} column
 * @returns {Span}
 */
export function spanOf({ spec, input, output }, row, column) {
  /** @type {Pair} */
  const [rows, columns] = spec.kernelSize ?? spec.poolSize ?? [1, 1];
  /** @type {Pair} */
  const [down, across] = spec.strides ?? [1, 1];
  const same = spec.padding === "same";
  const top = row * down - (same ? padding(input[0], output[0], rows, down) : 0);
  const left = column * across - (same ? padding(input[1], output[1], columns, across) : 0);
  return { top, left, rows, columns };
}

/**
 * How many pixels before the picture the first window begins: half of the padding, rounded down, as in TensorFlow.
 *
 * @param {number} size
 * @param {number} count
 * @param {number} span
 * @param {number} stride
 */
function padding(size, count, span, stride) {
  return Math.floor(Math.max(0, (count - 1) * stride + span - size) / 2);
}

/**
 * @param {ArrayLike<number>} values a picture [height, width, channels]
 * @param {Shape} shape
 * @param {Span} span
 * @param {number} channel
 * @returns {Cells}
 */
export function cut(values, [height, width, channels], { top, left, rows, columns }, channel) {
  return Array.from({ length: rows * columns }, (_, i) => {
    const y = top + Math.floor(i / columns);
    const x = left + (i % columns);
    const inside = y >= 0 && y < height && x >= 0 && x < width;
    return inside ? values[(y * width + x) * channels + channel] : NaN;
  });
}

/**
 * The part of a filter that is applied to one channel of the input.
 *
 * @param {Place} place
 * @param {number} filter
 * @param {number} channel
 * @returns {Cells}
 */
export function sliceOf({ kernel, spec, input, output }, filter, channel) {
  const [rows, columns] = spec.kernelSize;
  const [channels, filters] = [input[2], output[2]];
  return Array.from({ length: rows * columns }, (_, i) => kernel?.[(i * channels + channel) * filters + filter] ?? 0);
}

/**
 * The products of a patch and a filter's slice. Outside of the picture they are 0.
 *
 * @param {Cells} patch
 * @param {Cells} slice
 * @returns {Cells}
 */
export function multiply(patch, slice) {
  return patch.map((value, i) => (Number.isNaN(value) ? 0 : value * slice[i]));
}

/** @param {Cells} cells */
export const sum = (cells) => cells.reduce((total, value) => total + value, 0);

/**
 * One number of a convolution: the sum of the products in every channel, and all of it together.
 *
 * @param {Place} place
 * @param {ArrayLike<number>} values the layer's input
 * @param {number} filter
 * @param {Span} span
 */
export function convolve(place, values, filter, span) {
  const parts = Array.from({ length: place.input[2] }, (_, channel) =>
    sum(multiply(cut(values, place.input, span, channel), sliceOf(place, filter, channel))),
  );
  const products = sum(parts);
  const bias = place.bias ? place.bias[filter] : null;
  const total = products + (bias ?? 0);
  return { parts, products, bias, total, bent: bend(total, place.spec) };
}

/**
 * The largest value of a window, or its mean. What is outside of the picture does not count.
 *
 * @param {Place} place
 * @param {Cells} patch
 */
export function pool({ spec }, patch) {
  const inside = patch.filter((value) => !Number.isNaN(value));
  const largest = Math.max(...inside);
  if (spec.type === "maxPool2d") return { result: largest, winner: patch.indexOf(largest), count: inside.length };
  return { result: sum(inside) / inside.length, winner: -1, count: inside.length };
}

/**
 * @param {number} value
 * @param {{ activation?: string, alpha?: number }} spec
 * @returns {number | null} null for softmax, which needs all filters, and for activations that are not computed here
 */
function bend(value, { activation, alpha }) {
  const formula = formulaOf(activation);
  return formula ? formula.f(value, alpha ?? formula.alpha ?? 0) : null;
}
