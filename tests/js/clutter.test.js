// @ts-check
// Drawings generated from a seed: reproducible, of every kind, and with ink.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { clutter, kHeldOut, kKinds, manners, kTrained } from "../../models/clutter.js";
import { kDigits } from "../../models/shapes.js";

const names = Object.keys(kKinds);
const sha = (/** @type {Uint8Array} */ bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);

test("the same seed gives the same drawings, another seed gives others", () => {
  const [once, again, other] = [1, 1, 2].map((seed) => clutter(60, { seed }));
  assert.deepEqual(once, again);
  assert.notDeepEqual(once.x, other.x);
  assert.equal(sha(once.x), "d70312d74b6e0878");
  assert.equal(sha(manners(60, { seed: 1 }).x), "f11f79ddc323dcf3");
});

test("every kind is either trained on or held out", () => {
  assert.ok(kHeldOut.every((name) => name in kKinds && !kTrained.includes(name)));
  assert.deepEqual(new Set([...kTrained, ...kHeldOut]), new Set(names));
});

test("every kind and every style leaves both ink and paper", () => {
  for (const kind of names) {
    const { x, kinds } = clutter(2, { seed: 5, kinds: [kind] });
    assert.deepEqual(kinds, [kind, kind]);
    for (const from of [0, 784]) {
      const inked = x.subarray(from, from + 784).filter((ink) => ink > 127).length;
      assert.ok(inked > 5 && inked < 450, `${kind}: ${inked} pixels of ink`);
    }
  }
});

test("all digits are drawn equally often, in several styles", () => {
  const { y } = manners(50, { seed: 3 });
  for (let digit = 0; digit < 10; digit++) assert.equal(y.filter((label) => label === digit).length, 5);
  assert.ok(kDigits.every((paths) => paths.length >= 4));
});
