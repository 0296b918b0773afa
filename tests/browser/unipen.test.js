// @ts-check
// Digits of other people's hands, replayed on the page with a mouse.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { answer, padBox, pageTest, place, settle } from "./drawing.js";
import { polylines } from "./polylines.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {[number, number][]} Line  percent of the pad */

const kStrokes = fileURLToPath(new URL("../../../shared/data/drawn/unipen/strokes.jsonl", import.meta.url));
const kEach = 10;

// What people leave free of the pad on every side, about.
const kMargin = 18;

// Tablets report many more points than a mouse in a moving hand.
const kApart = 2.5;

/**
 * Strokes of any size, fitted into the pad with their proportions kept.
 *
 * @param {[number, number][][]} strokes y upwards
 * @returns {Line[]}
 */
function fit(strokes) {
  const xs = strokes.flatMap((stroke) => stroke.map(([x]) => x));
  const ys = strokes.flatMap((stroke) => stroke.map(([, y]) => y));
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [bottom, top] = [Math.min(...ys), Math.max(...ys)];
  const scale = (100 - 2 * kMargin) / Math.max(right - left, top - bottom, 1);
  return strokes.map((stroke) =>
    thin(stroke.map(([x, y]) => [50 + scale * (x - (left + right) / 2), 50 - scale * (y - (bottom + top) / 2)])),
  );
}

/**
 * @param {Line} line
 * @returns {Line} without points too near the one before them; its ends stay
 */
function thin(line) {
  /** @type {Line} */
  const kept = [];
  line.forEach(([x, y], i) => {
    const [x0, y0] = kept[kept.length - 1] ?? [Infinity, Infinity];
    if (Math.hypot(x - x0, y - y0) >= kApart || i === line.length - 1) kept.push([x, y]);
  });
  return kept;
}

/**
 * Draws as fast as a hand does: many moves in a frame, which the browser hands on together.
 *
 * @param {Page} page
 * @param {Line[]} lines
 */
async function replay(page, lines) {
  const box = await padBox(page);
  for (const line of lines) {
    const [first, ...rest] = line.map((point) => place(box, point));
    await page.mouse.move(first.x, first.y);
    await page.mouse.down();
    await Promise.all(rest.map(({ x, y }) => page.mouse.move(x, y)));
    await page.mouse.up();
  }
  await settle(page);
}

/**
 * @param {Page} page
 * @param {{ digit: number, lines: Line[] }[]} drawings
 */
async function wrong(page, drawings) {
  /** @type {string[]} */
  const mistakes = [];
  for (const { digit, lines } of drawings) {
    await replay(page, lines);
    const read = await answer(page);
    if (read !== String(digit)) mistakes.push(`${digit} as ${read}`);
    await page.locator("[data-clear]").click();
  }
  return mistakes;
}

const there = existsSync(kStrokes);

pageTest(
  "of 100 digits of UNIPEN's writers at least 96 are read right",
  async (page) => {
    /** @type {{ digit: number, strokes: [number, number][][] }[]} */
    const all = readFileSync(kStrokes, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const count = Array.from({ length: 10 }, () => 0);
    const chosen = all.filter(({ digit }) => count[digit]++ < kEach);
    assert.equal(chosen.length, 100);
    const mistakes = await wrong(
      page,
      chosen.map(({ digit, strokes }) => ({ digit, lines: fit(strokes) })),
    );
    assert.ok(mistakes.length <= 4, `read wrong: ${mistakes.join(", ")}`);
  },
  { skip: !there && "shared/data/drawn/unipen is not beside the repository" },
);

pageTest(
  "of 20 digits of the project's own at least 19 are read right",
  async (page) => {
    const drawings = polylines.flatMap((lines, digit) => [
      { digit, lines },
      { digit, lines: slant(lines) },
    ]);
    const mistakes = await wrong(page, drawings);
    assert.ok(mistakes.length <= 1, `read wrong: ${mistakes.join(", ")}`);
  },
  { skip: there && "the digits of UNIPEN are here" },
);

/**
 * Smaller, leaning to the right, and away from the middle.
 *
 * @param {Line[]} lines
 */
function slant(lines) {
  return lines.map((line) =>
    line.map(([x, y]) => /** @type {[number, number]} */ ([10 + 0.6 * x + 0.15 * (100 - y), 30 + 0.6 * y])),
  );
}
