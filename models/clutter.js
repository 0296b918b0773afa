// @ts-check
// Generated drawings: digits in many styles, and clutter, which means non-digits. A network trained only on digits
// names a digit for everything; clutter teaches it to be unsure.
import { Random } from "../web/src/base/random.js";
import { between, byHand, corners, curve, oneOf, onSheet } from "./hand.js";
import { kDigits, kLetters, kSigns } from "./shapes.js";
import { pixelsOf } from "./strokes.js";

/** @typedef {import("./strokes.js").Stroke} Stroke */
/** @typedef {{ draw: (random: Random) => Stroke[], fill?: readonly [number, number] }} Kind fill: as for onSheet */

const kManners = kDigits.flatMap((manners, digit) => manners.map((path) => ({ digit, path })));

/** n random points. @param {Random} random @param {number} n */
const anywhere = (random, n) =>
  Array.from({ length: n }, () => /** @type {[number, number]} */ ([10 * random.uniform(), 10 * random.uniform()]));

/**
 * A closed polygon of irregular shape.
 *
 * @param {Random} random
 * @param {number} n number of corners
 * @returns {[number, number][]}
 */
function ring(random, n) {
  const start = between(random, 0, 2 * Math.PI);
  const points = Array.from({ length: n }, (_, i) => {
    const angle = start + (2 * Math.PI * (i + between(random, -0.25, 0.25))) / n;
    const radius = between(random, 3, 5);
    return /** @type {[number, number]} */ ([radius * Math.cos(angle), radius * Math.sin(angle)]);
  });
  return [...points, points[0]];
}

/** A random digit, moved to the right and scaled. @param {Random} random @param {number} right @param {number} size */
function digitAt(random, right, size) {
  const strokes = byHand(oneOf(random, kManners).path, random);
  return strokes.map((stroke) => stroke.map((value, i) => size * value + (i % 2 === 0 ? right : 0)));
}

/**
 * Clutter that is random each time. `share`: how often it is drawn, relative to one sign or letter.
 * @type {Record<string, Kind & { share: number }>}
 */
const kFree = {
  scribble: { share: 12, draw: (random) => [curve(anywhere(random, 7 + random.below(10)))] },
  scribbles: { share: 6, draw: (random) => [0, 1].map(() => curve(anywhere(random, 5 + random.below(4)))) },
  tangle: { share: 8, draw: (random) => [corners(anywhere(random, 6 + random.below(10)))] },
  // Back and forth, as when filling in an area.
  hatching: {
    share: 6,
    draw: (random) => {
      const turns = 5 + random.below(9);
      const points = Array.from({ length: turns }, (_, i) => {
        const side = i % 2 === 0 ? between(random, 0, 2.5) : between(random, 7.5, 10);
        return /** @type {[number, number]} */ ([side, (10 * i) / turns + random.normal() / 2]);
      });
      return turned([curve(points)], between(random, 0, 360));
    },
  },
  dot: { share: 5, fill: [0, 0], draw: () => [[5, 5]] },
  speck: { share: 2, fill: [0.005, 0.03], draw: (random) => [anywhere(random, 2).flat()] },
  blob: { share: 4, fill: [0.03, 0.15], draw: (random) => [curve(anywhere(random, 5 + random.below(5)))] },
  polygon: { share: 5, draw: (random) => [corners(ring(random, 3 + random.below(3)))] },
  // At most 30 degrees from horizontal: a steeper line may be a 1.
  line: { share: 5, draw: (random) => turned([[0, 5, 10, 5]], between(random, -30, 30)) },
  arc: {
    share: 4,
    draw: (random) =>
      turned(
        [
          curve([
            [0, 6],
            [5, 6 - between(random, 1, 4)],
            [10, 6],
          ]),
        ],
        oneOf(random, [0, 180]),
      ),
  },
  lines: { share: 5, draw: (random) => Array.from({ length: 3 + random.below(3) }, () => anywhere(random, 2).flat()) },
  pair: { share: 8, draw: (random) => [...digitAt(random, 0, 1), ...digitAt(random, between(random, 8, 10), 1)] },
  triple: {
    share: 4,
    draw: (random) => [0, 8, 16].flatMap((right) => digitAt(random, right + between(random, -1, 1), 1)),
  },
  pile: {
    share: 2,
    draw: (random) => [...digitAt(random, 0, 1), ...digitAt(random, between(random, 1, 3), between(random, 0.7, 1))],
  },
};

/** @param {Stroke[]} strokes @param {number} degrees */
function turned(strokes, degrees) {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return strokes.map((stroke) =>
    stroke.map((value, i) => (i % 2 === 0 ? cos * value - sin * stroke[i + 1] : sin * stroke[i - 1] + cos * value)),
  );
}

/** @param {Record<string, string>} shapes @returns {[string, Kind][]} */
const drawn = (shapes) =>
  Object.entries(shapes).map(([name, path]) => [name, { draw: (random) => byHand(path, random, { turn: 15 }) }]);

/** Every kind of clutter by its name. @type {Readonly<Record<string, Kind>>} */
export const kKinds = Object.freeze(
  Object.fromEntries([...Object.entries(kFree), ...drawn(kSigns), ...drawn(kLetters)]),
);

/** Kinds that no network is trained on; they show how it reacts to unfamiliar drawings. */
export const kHeldOut = Object.freeze([
  "F",
  "K",
  "R",
  "W",
  "h",
  "n",
  "ㅂ",
  "가",
  "hatching",
  "heart",
  "house",
  "percent",
]);

/** The kinds that networks are trained on, each repeated as often as its share. */
export const kTrained = Object.freeze(
  Object.keys(kKinds)
    .filter((name) => !kHeldOut.includes(name))
    .flatMap((name) => Array.from({ length: kFree[name]?.share ?? 1 }, () => name)),
);

/**
 * @param {Kind} kind
 * @param {Random} random
 */
function bytesOf({ draw, fill }, random) {
  const drawing = onSheet(draw(random), random, fill);
  return Uint8Array.from(pixelsOf(drawing.strokes, drawing.width), (ink) => Math.round(255 * ink));
}

/**
 * Clutter, prepared in the same way as a drawing on the page.
 *
 * @param {number} n
 * @param {{ seed: number, kinds?: readonly string[] }} options
 * @returns {{ x: Uint8Array, kinds: string[] }} n × 784 pixels as bytes, and n names of kinds
 */
export function clutter(n, { seed, kinds = kTrained }) {
  const random = new Random(seed, 1);
  const x = new Uint8Array(n * 784);
  const names = Array.from({ length: n }, (_, i) => {
    const name = oneOf(random, kinds);
    x.set(bytesOf(kKinds[name], random), i * 784);
    return name;
  });
  return { x, kinds: names };
}

/**
 * Digits in the styles of shapes.js, equally many of each digit.
 *
 * @param {number} n
 * @param {{ seed: number }} options
 * @returns {{ x: Uint8Array, y: Uint8Array }} n × 784 pixels as bytes, n digits
 */
export function manners(n, { seed }) {
  const random = new Random(seed, 2);
  const x = new Uint8Array(n * 784);
  const y = Uint8Array.from({ length: n }, (_, i) => i % 10);
  y.forEach((digit, i) => {
    const path = oneOf(random, kDigits[digit]);
    x.set(bytesOf({ draw: () => byHand(path, random) }, random), i * 784);
  });
  return { x, y };
}
