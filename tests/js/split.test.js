// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { SpecError } from "../../web/src/base/errors.js";
import { Random } from "../../web/src/base/random.js";
import { split, take } from "../../web/src/data/split.js";

const labels = Uint8Array.from({ length: 569 }, (_, i) => Number(i % 8 < 5));

test("every sample is in one part, and every class contributes its share", () => {
  const { train, held } = split(labels, { share: 0.2, seed: 3 });
  assert.deepEqual(
    [...train, ...held].sort((a, b) => a - b),
    [...labels.keys()],
  );
  for (const wanted of [0, 1]) {
    const all = labels.filter((one) => one === wanted).length;
    const here = held.filter((i) => labels[i] === wanted).length;
    assert.ok(Math.abs(here - 0.2 * all) <= 0.5, `${here} of ${all}`);
  }
  assert.deepEqual(held, held.slice().sort(), "ascending");
});

test("the same seed gives the same parts, another seed gives others", () => {
  assert.deepEqual(split(labels, { seed: 7 }), split(labels, { seed: 7 }));
  assert.notDeepEqual(split(labels, { seed: 7 }).held, split(labels, { seed: 8 }).held);
  assert.deepEqual([...split(labels, { seed: 7 }).held.slice(0, 5)], [0, 1, 7, 18, 20], "the same on every machine");
});

test("a small class is in both parts; a class of one sample is in the training part", () => {
  const { train, held } = split([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2], { share: 0.2, seed: 1 });
  const classesOf = (/** @type {Uint32Array} */ part) =>
    new Set([...part].map((i) => [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2][i]));
  assert.deepEqual(classesOf(train), new Set([0, 1, 2]));
  assert.deepEqual(classesOf(held), new Set([0, 1]));
});

test("regression targets are split without regard to classes", () => {
  const { train, held } = split(
    Float32Array.from({ length: 50 }, (_, i) => i / 7),
    { share: 0.3, stratified: false },
  );
  assert.deepEqual([train.length, held.length], [35, 15]);
});

test("invalid shares and sizes are refused", () => {
  for (const share of [0, 1, -1, NaN, /** @type {any} */ ("0.2")])
    assert.throws(() => split(labels, { share }), SpecError);
  assert.throws(() => split([1]), SpecError);
});

test("take gathers rows and keeps their type", () => {
  const rows = take(Float32Array.of(0, 1, 10, 11, 20, 21), 2, [2, 0]);
  assert.deepEqual(rows, Float32Array.of(20, 21, 0, 1));
  assert.ok(take(Uint8Array.of(1, 2), 1, [1]) instanceof Uint8Array);
});

test("the generator: known numbers, unbiased bounds, moments of the normal distribution", () => {
  const random = new Random(42);
  assert.deepEqual([random.next(), random.next(), random.next()], [1251167922, 656401615, 478193053]);
  const counts = [0, 0, 0];
  let [sum, squares] = [0, 0];
  for (let i = 0; i < 30000; i++) {
    counts[random.below(3)]++;
    const value = random.normal();
    sum += value;
    squares += value * value;
  }
  for (const count of counts) assert.ok(Math.abs(count - 10000) < 350, String(counts));
  assert.ok(Math.abs(sum / 30000) < 0.025);
  assert.ok(Math.abs(squares / 30000 - 1) < 0.03);
});
