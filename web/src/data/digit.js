// @ts-check
import { badShape, show } from "../base/errors.js";

/*
 * Turns a drawing into an image like MNIST's digits (LeCun, Bottou, Bengio and Haffner 1998): fits the ink's bounding
 * box into 20 × 20, keeping its proportions, then moves its center of mass to the middle of 28 × 28. A network trained
 * on MNIST has only seen digits prepared this way; without a step it misreads drawn digits.
 */

/** @typedef {{ name: "ink" | "fitted" | "centered", data: Float32Array, width: number, height: number }} Stage */
/** @typedef {{ pixels: Float32Array, blank: boolean, stages: Stage[] }} Digit */
/** @typedef {{ left: number, top: number, width: number, height: number }} Box */

const kBox = 20;
const kField = 28;

// MNIST's middle: in pixel indices, the centers of mass of its test images all lie between 13.5 and 14.5. With it 9,997
// of those 10,000 images come out unchanged; the other three lie on the edge of rounding.
const kMiddle = 14;

/**
 * Prepares a drawing as MNIST's digits were prepared. Its place on the canvas has no effect, and its size only that of
 * rounding to pixels. An MNIST image comes out unchanged.
 *
 * @param {object} drawing
 * @param {ArrayLike<number>} drawing.data (height, width) bytes of ink (0 none, 255 full), or (height, width, 4)
 *   bytes of RGBA, whose alpha is the ink
 * @param {number} drawing.width pixels, from 1
 * @param {number} drawing.height pixels, from 1
 * @returns {Digit} `pixels` (28, 28) from 0 to 1; `blank`: no ink, all pixels 0; `stages`: the image after each stage,
 *   (height, width) from 0 to 1
 * @throws {ShapeError} if a side is not a whole number from 1, or data has another type or length
 */
export function normalizeDigit({ data, width, height }) {
  checkSide(width, "width");
  checkSide(height, "height");
  const ink = inkOf(data, width, height);
  const box = boundingBox(ink, width, height);
  if (!box) return { pixels: new Float32Array(kField * kField), blank: true, stages: [] };

  const cropped = crop(ink, width, box);
  const fitted = fit(cropped, box.width, box.height);
  const centered = center(fitted);
  return {
    pixels: centered,
    blank: false,
    stages: [
      { name: "ink", data: cropped, width: box.width, height: box.height },
      { name: "fitted", data: fitted, width: kBox, height: kBox },
      { name: "centered", data: centered.slice(), width: kField, height: kField },
    ],
  };
}

/**
 * @param {number} side
 * @param {string} name
 */
function checkSide(side, name) {
  if (Number.isSafeInteger(side) && side > 0) return;
  throw badShape(`${name} ${show(side)}`, "a whole number of pixels, at least 1", "normalizeDigit");
}

/**
 * @param {ArrayLike<number>} data
 * @param {number} width
 * @param {number} height
 * @returns {Float32Array} height × width, 0 to 1
 */
function inkOf(data, width, height) {
  const count = width * height;
  const bytes = data instanceof Uint8Array || data instanceof Uint8ClampedArray;
  if (!bytes || (data.length !== count && data.length !== 4 * count)) {
    throw badShape(
      bytes ? `${data.length} bytes` : `${show(data)} as data`,
      `a Uint8Array or Uint8ClampedArray of ${count} bytes of ink or ${4 * count} bytes of RGBA for ${width} × ${height} pixels`,
      "normalizeDigit",
    );
  }
  const ink = new Float32Array(count); // (height, width)
  const step = data.length / count;
  for (let i = 0, at = step - 1; i < count; i++, at += step) ink[i] = data[at] / 255;
  return ink;
}

/**
 * @param {Float32Array} ink (height, width)
 * @param {number} width
 * @param {number} height
 * @returns {Box | null} null when there is no ink
 */
function boundingBox(ink, width, height) {
  let left = width;
  let right = -1;
  let top = height;
  let bottom = -1;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (ink[i] === 0) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/**
 * @param {Float32Array} ink (any height, width)
 * @param {number} width
 * @param {Box} box
 * @returns {Float32Array} (box.height, box.width)
 */
function crop(ink, width, box) {
  const out = new Float32Array(box.width * box.height);
  for (let y = 0; y < box.height; y++) {
    const from = (box.top + y) * width + box.left;
    out.set(ink.subarray(from, from + box.width), y * box.width);
  }
  return out;
}

/**
 * @param {Float32Array} ink (height, width)
 * @param {number} width
 * @param {number} height
 * @returns {Float32Array} (20, 20): the longer side fills the box, the shorter is centered
 */
function fit(ink, width, height) {
  const scale = kBox / Math.max(width, height);
  const across = taps(width, scale);
  const down = taps(height, scale);

  const narrowed = new Float32Array(height * kBox); // (height, 20)
  for (let y = 0; y < height; y++) {
    for (const { from, to, weight } of across) narrowed[y * kBox + to] += weight * ink[y * width + from];
  }
  const out = new Float32Array(kBox * kBox);
  for (const { from, to, weight } of down) {
    for (let x = 0; x < kBox; x++) out[to * kBox + x] += weight * narrowed[from * kBox + x];
  }
  for (let i = 0; i < out.length; i++) out[i] = Math.min(1, out[i]);
  return out;
}

/**
 * The weight of each source pixel in each pixel of the box, along one side. Shrinking averages over the exact area that
 * a pixel of the box covers; enlarging interpolates between the centers of the source's pixels, because areas would
 * show them as blocks. At scale 1 both copy.
 *
 * @param {number} size pixels of the source
 * @param {number} scale
 * @returns {{ from: number, to: number, weight: number }[]}
 */
function taps(size, scale) {
  // The shorter side starts on a whole pixel: half a pixel would blur it.
  const start = Math.floor((kBox - size * scale) / 2);
  const list = [];
  for (let to = 0; to < kBox; to++) {
    const low = (to - start) / scale;
    const high = (to + 1 - start) / scale;
    if (high <= 0 || low >= size) continue;
    const middle = (low + high - 1) / 2;
    const first = Math.max(0, Math.floor(scale > 1 ? middle : low));
    const last = Math.min(size - 1, scale > 1 ? Math.floor(middle) + 1 : Math.ceil(high) - 1);
    for (let from = first; from <= last; from++) {
      const weight = scale > 1 ? 1 - Math.abs(from - middle) : (Math.min(high, from + 1) - Math.max(low, from)) * scale;
      if (weight > 0) list.push({ from, to, weight });
    }
  }
  return list;
}

/**
 * Moves by whole pixels, as MNIST's digits were moved, so that nothing is blurred again and the center of mass ends
 * within half a pixel of the middle. Ink that a lopsided drawing pushes over the edge is lost.
 *
 * @param {Float32Array} fitted (20, 20)
 * @returns {Float32Array} (28, 28)
 */
function center(fitted) {
  let mass = 0;
  let sumX = 0;
  let sumY = 0;
  for (let y = 0, i = 0; y < kBox; y++) {
    for (let x = 0; x < kBox; x++, i++) {
      mass += fitted[i];
      sumX += fitted[i] * x;
      sumY += fitted[i] * y;
    }
  }
  const shiftX = Math.round(kMiddle - sumX / mass);
  const shiftY = Math.round(kMiddle - sumY / mass);

  const out = new Float32Array(kField * kField);
  for (let y = 0; y < kBox; y++) {
    for (let x = 0; x < kBox; x++) {
      const toX = x + shiftX;
      const toY = y + shiftY;
      if (toX < 0 || toX >= kField || toY < 0 || toY >= kField) continue;
      out[toY * kField + toX] = fitted[y * kBox + x];
    }
  }
  return out;
}
