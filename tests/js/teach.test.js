// @ts-check
// A lesson teaches a network one person's handwriting, and the network forgets little.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { before, describe, test } from "node:test";
import { mnist } from "../../models/mnist.js";
import { fitted, pixelsOf } from "../../models/strokes.js";
import { Random } from "../../web/src/base/random.js";
import { DivergedError, Network } from "../../web/src/index.js";
import { divide, kEnough, teach } from "../../web/site/teach/course.js";
import { score } from "../../web/site/teach/measure.js";
import { teachEn } from "../../web/site/text/teach-en.js";
import { teachKo } from "../../web/site/text/teach-ko.js";
import { polylines } from "../browser/polylines.js";

/** @typedef {import("../../web/site/teach/measure.js").Digits} Digits */
/** @typedef {import("../../web/site/teach/measure.js").Score} Score */

const kMostForgotten = 0.005;

/** @type {{ known: Digits, test: Digits }} */
let data;
before(async () => {
  const [{ x, y }, test] = await Promise.all([mnist("train"), mnist("test")]);
  data = { known: { x: x.subarray(0, 784e4), y: y.subarray(0, 1e4) }, test };
});

/** @param {string} name */
const load = (name) =>
  Network.load(readFileSync(new URL(`../../models/${name}.safetensors`, import.meta.url)), { deterministic: true });

const share = (/** @type {Score} */ { right, all }) => right / all;

/**
 * Drawings in the form in which the page stores them.
 *
 * @param {{ digit: number, strokes: number[][] }[]} drawings
 * @returns {Digits}
 */
function digitsOf(drawings) {
  const x = new Uint8Array(drawings.length * 784);
  drawings.forEach(({ strokes }, i) => {
    const pixels = pixelsOf(fitted(strokes));
    x.set(
      pixels.map((value) => Math.round(value * 255)),
      i * 784,
    );
  });
  return { x, y: Uint8Array.from(drawings, ({ digit }) => digit) };
}

/**
 * A generated handwriting: strongly slanted, with crossed zeros and sevens, and a little different each time.
 *
 * @param {number} n
 * @param {number} seed
 */
function slantedHand(n, seed) {
  const random = new Random(seed);
  const shapes = [...polylines];
  shapes[0] = [...shapes[0], [[72, 16], [28, 84]]]; // prettier-ignore
  shapes[7] = [...shapes[7], [[36, 52], [66, 48]]]; // prettier-ignore
  const drawings = Array.from({ length: n }, (_, i) => {
    const slant = 1.2 + 0.1 * random.normal();
    const width = 1 + 0.12 * random.normal();
    const strokes = shapes[i % 10].map((points) =>
      points.flatMap(([x, y]) => {
        const down = y + 2.5 * random.normal();
        return [width * x + 2.5 * random.normal() - slant * down, down];
      }),
    );
    return { digit: i % 10, strokes };
  });
  return digitsOf(drawings);
}

test("one in five samples of each digit is held out of the lesson; of four, none", () => {
  const y = Uint8Array.of(3, 7, 3, 3, 7, 3, 7, 3, 7, 3);
  const { lesson, held } = divide({ x: new Uint8Array(784 * y.length).map((_, i) => Math.floor(i / 784)), y });
  assert.deepEqual([...held.y], [3]);
  assert.equal(held.x[0], 7, "the eighth digit is the fifth 3");
  assert.deepEqual([...lesson.y], [3, 7, 3, 3, 7, 3, 7, 7, 3]);
  assert.deepEqual([lesson.x[783], lesson.x[784], lesson.x[7 * 784]], [0, 1, 8]);
  assert.equal(kEnough, 5);
});

describe("five digits of each kind by one hand", () => {
  /** @type {Digits} */
  let own;
  /** @type {Digits} */
  let others;
  before(() => {
    own = slantedHand(50, 11);
    others = slantedHand(200, 12);
  });

  for (const [
    name,
    frozen,
    left,
  ] of /** @type {[string, boolean, number][]} left: the most of its errors that remain */ ([
    ["mnist-cnn", true, 0.5],
    ["mnist-cnn", false, 0.5],
    ["mnist-mlp", true, 0.9],
    ["mnist-mlp", false, 0.5],
  ])) {
    test(`${name}, ${frozen ? "the last layer" : "all layers"}: reads that person's other digits better`, async (t) => {
      const net = await load(name);
      const hash = net.weightHash();
      const unlike = await score(net, others);
      const { taught, before, after, spared } = await teach(net, own, data, { frozen });
      const like = await score(taught, others);
      const told = `others ${share(unlike)} to ${share(like)}, MNIST ${share(before.mnist)} to ${share(after.mnist)}`;
      t.diagnostic(told);

      assert.ok(spared);
      assert.deepEqual([before.own.all, after.own.all, before.mnist.all], [10, 10, 10_000]);
      assert.ok(1 - share(like) <= left * (1 - share(unlike)), told);
      assert.ok(after.own.right >= before.own.right, told);
      assert.ok(share(after.mnist) >= share(before.mnist) - kMostForgotten, told);

      assert.equal(net.weightHash(), hash, "the network taught is a copy");
      const [old, now] = [net.parameters(), taught.parameters()];
      const changed = old.filter(({ values }, i) => values.some((value, k) => value !== now[i].values[k]));
      const wanted = frozen ? old.slice(-2) : old;
      assert.deepEqual(
        changed.map((tensor) => tensor.name),
        wanted.map((tensor) => tensor.name),
      );
      const same = (/** @type {Network} */ { spec: { layers, input, loss, seed } }) => ({ layers, input, loss, seed });
      assert.deepEqual(same(taught), same(net));
      net.dispose();
      taught.dispose();
    });
  }

  test("the same digits and seed give the same bits, another seed gives others", async () => {
    const net = await load("mnist-mlp");
    const quick = { known: data.known, test: own };
    const hashes = [];
    for (const seed of [1, 1, 2]) {
      const { taught } = await teach(net, own, quick, { seed, epochs: 1 });
      hashes.push(taught.weightHash());
      taught.dispose();
    }
    assert.equal(hashes[0], hashes[1]);
    assert.notEqual(hashes[0], hashes[2]);
    net.dispose();
  });

  test("a lesson with one digit does not change how the others are read", async () => {
    const net = await load("mnist-mlp");
    const of = (/** @type {Digits} */ { x, y }, /** @type {number} */ kind) => {
      const which = [...y.keys()].filter((i) => y[i] === kind);
      const part = new Uint8Array(which.length * 784);
      which.forEach((i, to) => part.set(x.subarray(i * 784, (i + 1) * 784), to * 784));
      return { x: part, y: Uint8Array.from(which, () => kind) };
    };
    const { taught, before, after } = await teach(net, of(own, 2), data, { frozen: false });
    const twos = of(others, 2);
    const [unlike, like] = [await score(net, twos), await score(taught, twos)];
    assert.ok(like.right > unlike.right, `${unlike.right} to ${like.right} of ${like.all}`);
    assert.ok(share(after.mnist) >= share(before.mnist) - kMostForgotten, `${after.mnist.right}`);
    net.dispose();
    taught.dispose();
  });
});

describe("a lesson that does not come to its end", () => {
  test("stopped: it throws the reason, and the network is unchanged", async () => {
    const net = await load("mnist-mlp");
    const hash = net.weightHash();
    const stop = new AbortController();
    const report = () => stop.abort(new Error("enough"));
    const lesson = teach(net, slantedHand(20, 3), data, {}, { signal: stop.signal, report });
    await assert.rejects(lesson, /enough/);
    assert.equal(net.weightHash(), hash);
    net.dispose();
  });

  test("diverged: it throws a DivergedError, and the network is unchanged", async () => {
    const net = await load("mnist-mlp");
    const hash = net.weightHash();
    const wild = teach(net, slantedHand(20, 3), data, { frozen: false, rate: 1e30 });
    await assert.rejects(wild, DivergedError);
    assert.equal(net.weightHash(), hash);
    net.dispose();
  });
});

const strokes = new URL("../../../shared/data/drawn/unipen/strokes.jsonl", import.meta.url);
const skip = existsSync(strokes) ? false : "../shared/data/drawn is not beside this repository";

// Each of nine people's digits are divided: one half teaches, the other measures. Most are read correctly from the
// start.
test("people's digits (UNIPEN): after a lesson, more of their other digits are read correctly", { skip }, async (t) => {
  /** @type {Map<string, { digit: number, strokes: number[][] }[]>} */
  const writers = new Map();
  for (const line of readFileSync(strokes, "utf8").trim().split("\n")) {
    const { digit, writer, strokes } = JSON.parse(line);
    const flat = strokes.map((/** @type {[number, number][]} */ stroke) => stroke.flatMap(([x, y]) => [x, -y]));
    writers.set(writer, [...(writers.get(writer) ?? []), { digit, strokes: flat }]);
  }
  const net = await load("mnist-mlp");
  const some = { x: data.test.x.subarray(0, 784_000), y: data.test.y.subarray(0, 1000) };
  let [unlike, like] = [0, 0];
  for (const [writer, drawings] of writers) {
    if (drawings.length < 34) continue;
    const own = digitsOf(drawings.filter((_, i) => i % 2 === 0));
    const others = digitsOf(drawings.filter((_, i) => i % 2 === 1));
    const { taught, before, after } = await teach(net, own, { known: data.known, test: some }, { frozen: false });
    unlike += (await score(net, others)).right;
    like += (await score(taught, others)).right;
    assert.ok(share(after.mnist) >= share(before.mnist) - kMostForgotten, `${writer}: ${after.mnist.right} of MNIST`);
    taught.dispose();
  }
  t.diagnostic(`${unlike} to ${like}`);
  assert.ok(like > unlike, `${unlike} to ${like}`);
  net.dispose();
});

test("the texts exist in both languages, with the same placeholders", () => {
  const values = (/** @type {string} */ text) => [...new Set(text.match(/\{[a-z]+\}/g) ?? [])].sort();
  assert.deepEqual(Object.keys(teachKo), Object.keys(teachEn));
  for (const [key, text] of Object.entries(teachEn)) {
    assert.deepEqual(values(teachKo[/** @type {keyof typeof teachEn} */ (key)]), values(text), key);
  }
});
