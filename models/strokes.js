// @ts-check
// Renders pen strokes as the draw page's canvas does (web/site/ink.js), but in plain JavaScript, so that it also works
// in Node. The antialiasing of a browser differs by a few gray levels along the edges.
import { normalizeDigit } from "../web/src/index.js";

/** @typedef {number[]} Stroke x, y, x, y, … as fractions of the sheet's side, y down; a dot has two numbers */

const kSide = 280;

/** The page's pen, as a fraction of the sheet's side. */
export const kPenWidth = 0.075;

// The largest distance between a curve and the lines that approximate it, in pixels.
const kFlatness = 0.1;

/**
 * The ink that the page would have after these strokes.
 *
 * @param {readonly Stroke[]} strokes
 * @param {number} [width] of the pen
 * @returns {{ data: Uint8Array, width: number, height: number }} one byte of ink per pixel
 */
export function inkOf(strokes, width = kPenWidth) {
  const data = new Uint8Array(kSide * kSide);
  for (const stroke of strokes) {
    const points = flattened(stroke.map((value) => value * kSide));
    for (let i = 0; i < Math.max(2, points.length - 2); i += 2) {
      const next = Math.min(i + 2, points.length - 2);
      paint(data, points[i], points[i + 1], points[next], points[next + 1], (width * kSide) / 2);
    }
  }
  return { data, width: kSide, height: kSide };
}

/**
 * The 28 × 28 pixels that the page's network would read.
 *
 * @param {readonly Stroke[]} strokes
 * @param {number} [width] of the pen
 */
export function pixelsOf(strokes, width) {
  return normalizeDigit(inkOf(strokes, width)).pixels;
}

/**
 * Strokes in any units, centered and scaled so that the longer side of their bounding box is `fill` of the sheet.
 *
 * @param {readonly Stroke[]} strokes
 * @param {number} [fill] people fill about two thirds
 * @returns {Stroke[]}
 */
export function fitted(strokes, fill = 2 / 3) {
  const range = (/** @type {number} */ axis) => {
    const values = strokes.flatMap((stroke) => stroke.filter((_, i) => i % 2 === axis));
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return { middle: (low + high) / 2, size: high - low };
  };
  const axes = [range(0), range(1)];
  const scale = fill / (Math.max(axes[0].size, axes[1].size) || 1);
  return strokes.map((stroke) => stroke.map((value, i) => 0.5 + (value - axes[i % 2].middle) * scale));
}

/**
 * The page's curves as short lines: quadratic curves through the midpoints of the segments, with the points as
 * controls.
 *
 * @param {readonly number[]} points in pixels
 */
function flattened(points) {
  const last = points.length - 2;
  const out = points.slice(0, 2);
  for (let i = 2; i < last; i += 2) {
    const [x0, y0] = out.slice(-2);
    const [x1, y1] = [points[i], points[i + 1]];
    const [x2, y2] = [(x1 + points[i + 2]) / 2, (y1 + points[i + 3]) / 2];
    const bend = Math.hypot(x0 - 2 * x1 + x2, y0 - 2 * y1 + y2) / 4;
    const pieces = Math.max(1, Math.ceil(Math.sqrt(bend / kFlatness)));
    for (let piece = 1; piece <= pieces; piece++) {
      const t = piece / pieces;
      const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
      out.push(a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2);
    }
  }
  if (last > 0) out.push(points[last], points[last + 1]);
  return out;
}

/**
 * Paints a line with round caps. The ink of a pixel follows from the distance of its center to the edge of the line.
 *
 * @param {Uint8Array} ink
 * @param {number} x0
 * @param {number} y0
 * @param {number} x1
 * @param {number} y1
 * @param {number} radius
 */
function paint(ink, x0, y0, x1, y1, radius) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const square = dx * dx + dy * dy || 1;
  const reach = radius + 1;
  const left = Math.max(0, Math.floor(Math.min(x0, x1) - reach));
  const right = Math.min(kSide - 1, Math.ceil(Math.max(x0, x1) + reach));
  const top = Math.max(0, Math.floor(Math.min(y0, y1) - reach));
  const bottom = Math.min(kSide - 1, Math.ceil(Math.max(y0, y1) + reach));
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const at = y * kSide + x;
      if (ink[at] === 255) continue; // most pixels lie under many pieces of a stroke
      const [px, py] = [x + 0.5 - x0, y + 0.5 - y0];
      const t = Math.min(1, Math.max(0, (px * dx + py * dy) / square));
      const distance = Math.sqrt((px - t * dx) ** 2 + (py - t * dy) ** 2);
      const gray = Math.min(255, Math.round(255 * (radius + 0.5 - distance)));
      if (gray > ink[at]) ink[at] = gray;
    }
  }
}
