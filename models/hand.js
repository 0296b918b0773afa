// @ts-check
// Draws the paths of shapes.js as a shaky hand would: differently each time, and reproducibly from a seed.
import { fitted, kPenWidth } from "./strokes.js";

/** @typedef {import("../web/src/base/random.js").Random} Random */
/** @typedef {import("./strokes.js").Stroke} Stroke */
/** @typedef {{ strokes: Stroke[], width: number }} Drawing strokes on the sheet, and the width of the pen */

// The last bits of a sine may differ between machines; rounding to this grid removes the difference.
const kGrid = 4096;

/** @param {Random} random @param {number} low @param {number} high */
export const between = (random, low, high) => low + (high - low) * random.uniform();

/** @template T @param {Random} random @param {readonly T[]} list @returns {T} */
export const oneOf = (random, list) => list[random.below(list.length)];

/**
 * A path as a hand might draw it: its points displaced, its lines wavy, the whole slanted, turned and stretched.
 *
 * @param {string} path
 * @param {Random} random
 * @param {{ turn?: number, slant?: number }} [limits] the largest turn in degrees and the largest slant as a tangent
 * @returns {Stroke[]} in units of the path's grid
 */
export function byHand(path, random, { turn = 10, slant = 0.3 } = {}) {
  const sloppy = between(random, 0.1, 0.5);
  /** @type {Map<string, [number, number]>} */
  const places = new Map();
  const place = (/** @type {string} */ point) => {
    const [x, y] = point.split(",").map((value) => Number(value) + sloppy * random.normal());
    return places.get(point) ?? places.set(point, [x, y]).get(point) ?? [x, y];
  };
  const strokes = path.split("|").map((stroke) => {
    const [first, ...rest] = stroke.trim().split(/\s+/);
    const smooth = first === "~";
    const points = (smooth ? rest : [first, ...rest]).map(place);
    return smooth ? curve(points) : corners(points);
  });
  return slanted(unsteady(strokes, random), random, turn, slant);
}

/**
 * Puts strokes on the sheet, at a random size and with a random pen width.
 *
 * @param {Stroke[]} strokes
 * @param {Random} random
 * @param {readonly [number, number]} [fill] the smallest and the largest share of the sheet's side
 * @returns {Drawing}
 */
export function onSheet(strokes, random, [least, most] = [0.4, 0.85]) {
  const fill = between(random, least, most);
  // Half of the drawings use the page's pen, the others a pen from half to twice as wide.
  const width = kPenWidth * (random.below(2) === 0 ? 1 : 2 ** between(random, -1, 1));
  const placed = fitted(strokes, fill);
  return { strokes: placed.map((stroke) => stroke.map((value) => Math.round(value * kGrid) / kGrid)), width };
}

/**
 * A smooth curve through the points (Catmull and Rom 1974).
 *
 * @param {readonly [number, number][]} points
 * @returns {Stroke}
 */
export function curve(points) {
  const out = [...points[0]];
  for (let i = 0; i + 1 < points.length; i++) {
    const [a, b, c, d] = [points[Math.max(0, i - 1)], points[i], points[i + 1], points[i + 2] ?? points[i + 1]];
    for (let piece = 1; piece <= 6; piece++) {
      const t = piece / 6;
      for (const axis of [0, 1]) {
        const [p, q, r, s] = [a[axis], b[axis], c[axis], d[axis]];
        out.push(q + (t / 2) * (r - p + t * (2 * p - 5 * q + 4 * r - s + t * (3 * (q - r) + s - p))));
      }
    }
  }
  return out;
}

/**
 * Straight lines between the points, in pieces about a unit long, so that `unsteady` can bend them.
 *
 * @param {readonly [number, number][]} points
 * @returns {Stroke}
 */
export function corners(points) {
  const out = [...points[0]];
  for (let i = 1; i < points.length; i++) {
    const [[x0, y0], [x1, y1]] = [points[i - 1], points[i]];
    const pieces = Math.max(1, Math.round(Math.sqrt((x1 - x0) ** 2 + (y1 - y0) ** 2)));
    for (let piece = 1; piece <= pieces; piece++) {
      out.push(x0 + ((x1 - x0) * piece) / pieces, y0 + ((y1 - y0) * piece) / pieces);
    }
  }
  return out;
}

/**
 * Displaces points by a sum of long waves over the sheet, so that points close together move together.
 *
 * @param {Stroke[]} strokes
 * @param {Random} random
 */
function unsteady(strokes, random) {
  const waves = Array.from({ length: 3 }, () => ({
    height: between(random, 0, 0.25),
    across: between(random, -0.9, 0.9),
    down: between(random, -0.9, 0.9),
    phase: between(random, 0, 2 * Math.PI),
    toward: random.below(2),
  }));
  return strokes.map((stroke) => {
    const out = stroke.slice();
    for (let i = 0; i < stroke.length; i += 2) {
      for (const { height, across, down, phase, toward } of waves) {
        out[i + toward] += height * Math.sin(across * stroke[i] + down * stroke[i + 1] + phase);
      }
    }
    return out;
  });
}

/**
 * @param {Stroke[]} strokes
 * @param {Random} random
 * @param {number} turn
 * @param {number} slant
 */
function slanted(strokes, random, turn, slant) {
  const angle = (between(random, -turn, turn) * Math.PI) / 180;
  const stretch = 2 ** between(random, -0.4, 0.4);
  const lean = between(random, -slant, slant);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return strokes.map((stroke) => {
    const out = stroke.slice();
    for (let i = 0; i < stroke.length; i += 2) {
      const x = stretch * stroke[i] - lean * stroke[i + 1];
      out[i] = cos * x - sin * stroke[i + 1];
      out[i + 1] = sin * x + cos * stroke[i + 1];
    }
    return out;
  });
}
