// @ts-check
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { SpecError } from "../../web/src/base/errors.js";
import { toy, kToys } from "../../web/src/data/toys.js";

/** @param {{ x: Float32Array, y: Uint8Array }} set */
const print = ({ x, y }) => createHash("sha256").update(new Uint8Array(x.buffer)).update(y).digest("hex").slice(0, 8);

test("the same seed gives the same points, to the bit; another seed gives others", () => {
  /** @type {Record<string, string>} */
  const known = { circles: "4ef43904", moons: "00dcc403", spiral: "519c0534", xor: "65f42392" };
  for (const name of kToys) {
    assert.equal(print(toy(name, { seed: 1 })), known[name], name);
    assert.notEqual(print(toy(name, { seed: 2 })), known[name], name);
  }
});

test("the requested number of points, half of each class, roughly within −1…1", () => {
  for (const name of kToys) {
    const { x, y } = toy(name, { n: 301 });
    assert.deepEqual([x.length, y.length], [602, 301]);
    assert.equal(
      y.reduce((sum, one) => sum + one, 0),
      150,
    );
    assert.ok(
      x.every((value) => Math.abs(value) < 1.5),
      name,
    );
  }
});

test("without noise each set has the shape of its name", () => {
  const points = (/** @type {any} */ name) => {
    const { x, y } = toy(name, { n: 400, noise: 0 });
    return [...y].map((label, i) => ({ label, x: x[2 * i], y: x[2 * i + 1] }));
  };
  for (const one of points("circles")) {
    assert.ok(Math.abs(Math.hypot(one.x, one.y) - (one.label === 0 ? 0.8 : 0.3)) < 1e-6);
  }
  for (const one of points("xor")) assert.equal(one.label, Number(one.x * one.y < 0));
  for (const one of points("moons")) {
    const [x, y] = one.label === 0 ? [one.x + 0.3, one.y + 0.15] : [one.x - 0.3, 0.15 - one.y];
    assert.ok(y >= -1e-6 && Math.abs(Math.hypot(x, y) - 0.6) < 1e-6);
  }
  for (const one of points("spiral")) {
    // Rotated back by its radius, every point lies at the beginning of its arm.
    const turn = ((Math.hypot(one.x, one.y) - 0.1) / 0.85) * 80 * ((2 * Math.PI) / 64);
    const angle = Math.atan2(one.y, one.x) - turn - one.label * Math.PI;
    assert.ok(Math.cos(angle) > 0.999, `${angle}`);
  }
});

test("invalid options are refused", () => {
  assert.throws(() => toy(/** @type {any} */ ("rings")), SpecError);
  assert.throws(() => toy("moons", { n: 1 }), SpecError);
  assert.throws(() => toy("moons", { noise: -1 }), SpecError);
});
