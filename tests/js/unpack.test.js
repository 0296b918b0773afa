// @ts-check
// The unpacker against the packer: bytes of many kinds, damaged ones, and the engine itself.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Random } from "../../web/src/base/random.js";
import { unpack } from "../../web/src/engine/unpack.js";
import { GliaError } from "../../web/src/index.js";

const packer = new WebAssembly.Module(readFileSync(new URL("../../.build/pack.wasm", import.meta.url)));
const engine = new Uint8Array(readFileSync(new URL("../../web/dist/engine-simd128.wasm", import.meta.url)));

/** @param {Uint8Array} raw */
function pack(raw) {
  const { memory, glia_pack } = /** @type {any} */ (new WebAssembly.Instance(packer).exports);
  const at = memory.grow(4) * 65536;
  new Uint8Array(memory.buffer).set(raw, at);
  return new Uint8Array(memory.buffer).slice(at + 2 ** 17, at + 2 ** 17 + glia_pack(at + 2 ** 17, at, raw.length));
}

/** @param {Uint8Array} packed */
const text = (packed) => Buffer.from(packed).toString("base64");

/** Bytes half random, half in patterns. @param {Random} random */
function bytes(random) {
  const range = 1 + random.below(256);
  return Uint8Array.from({ length: random.below(3000) }, (_, i) =>
    random.below(2) ? (i * 7) % range : random.below(range),
  );
}

test("unpacks what was packed", () => {
  const random = new Random(1);
  const noise = Uint8Array.from({ length: 65535 }, () => random.below(256));
  const several = Array.from({ length: 20 }, () => bytes(random));
  const cut = Array.from({ length: 10 }, () => engine.slice(0, random.below(engine.length)));
  for (const raw of [new Uint8Array(0), new Uint8Array(65535), noise, engine.toReversed(), ...several, ...cut]) {
    assert.deepEqual(unpack(text(pack(raw))), raw);
  }
});

test("does not pack what is too large", () => {
  assert.equal(pack(new Uint8Array(65536)).length, 0);
});

test("refuses what is cut short or damaged", () => {
  const random = new Random(2);
  for (let i = 0; i < 30; i++) {
    const raw = bytes(random);
    const packed = pack(raw);
    assert.throws(() => unpack(text(packed.subarray(0, random.below(packed.length)))), GliaError);
    assert.throws(() => unpack(text(Uint8Array.of(...packed, 0))), GliaError);
    packed[4 + random.below(packed.length - 4)] ^= 1 << random.below(8);
    assert.throws(() => unpack(text(packed)), GliaError);
  }
});

for (const build of ["simd128", "relaxed"]) {
  test(`the inlined engine is the .wasm file (${build})`, async (t) => {
    const file = (/** @type {string} */ ending) => new URL(`../../web/dist/engine-${build}.${ending}`, import.meta.url);
    const { default: packed } = await import(file("js").href);
    const start = performance.now();
    const unpacked = unpack(packed);
    t.diagnostic(`unpacked in ${(performance.now() - start).toFixed(1)} ms`);
    assert.deepEqual(unpacked, new Uint8Array(readFileSync(file("wasm"))));
  });
}
