// @ts-check
// Pen strokes give the ink that follows from their geometry.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fitted, inkOf, kPenWidth, pixelsOf } from "../../models/strokes.js";

const kSide = 280;
const kPen = kPenWidth * kSide;

/** The total ink, in pixels of full ink. @param {number[][]} strokes @param {number} [width] */
const area = (strokes, width) => inkOf(strokes, width).data.reduce((sum, ink) => sum + ink / 255, 0);

/** @param {number} got @param {number} expected @param {number} share */
const near = (got, expected, share) => assert.ok(Math.abs(got / expected - 1) < share, `${got}, expected ${expected}`);

test("a dot is a disc as wide as the pen", () => {
  near(area([[0.5, 0.5]]), (Math.PI * kPen ** 2) / 4, 0.005);
  near(area([[0.5, 0.5]], 0.3), (Math.PI * (0.3 * kSide) ** 2) / 4, 0.005);
});

test("a line has round caps, whatever its direction", () => {
  for (const [dx, dy] of [
    [0.5, 0],
    [0, 0.5],
    [0.3, 0.4],
  ]) {
    near(area([[0.2, 0.2, 0.2 + dx, 0.2 + dy]]), 0.5 * kSide * kPen + (Math.PI * kPen ** 2) / 4, 0.005);
  }
});

test("ink on ink stays full ink", () => {
  const line = [0.2, 0.5, 0.8, 0.5];
  assert.deepEqual(inkOf([line, line]), inkOf([line]));
});

test("points bend a curve as on the page's canvas: through the midpoints of the segments", () => {
  const { data } = inkOf([[0.2, 0.2, 0.8, 0.2, 0.8, 0.8]], 0.02);
  const at = (/** @type {number} */ x, /** @type {number} */ y) =>
    data[Math.floor(y * kSide) * kSide + Math.floor(x * kSide)];
  assert.equal(at(0.8, 0.5), 255, "the middle of the last segment");
  assert.equal(at(0.65, 0.275), 255, "half way along the curve");
  assert.equal(at(0.79, 0.21), 0, "the corner itself");
});

test("strokes in any units are centered and scaled to a share of the sheet", () => {
  const [[x0, y0, x1, y1], [x2, y2]] = fitted(
    [
      [1000, -500, 1400, 300],
      [1200, -100],
    ],
    0.6,
  );
  assert.deepEqual(
    [y0, y1, x2, y2].map((value) => value.toFixed(6)),
    ["0.200000", "0.800000", "0.500000", "0.500000"],
  );
  near(x1 - x0, 0.3, 1e-6);
  assert.deepEqual(fitted([[7, 7]]), [[0.5, 0.5]]);
});

test("ink outside the sheet is cut off, and no strokes give a blank sheet", () => {
  near(area([[0, 0.5, 0, 0.5]]), (Math.PI * kPen ** 2) / 8, 0.01);
  assert.ok(pixelsOf([]).every((ink) => ink === 0));
});
