// @ts-check
// The unpacker against xz: streams of several encoders, damaged ones, and the engine itself.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Random } from "../../web/src/core/random.js";
import { unpack } from "../../web/src/core/unpack.js";
import { GliaError } from "../../web/src/index.js";

const KINDS = {
  best: "preset=9e",
  fast: "preset=0",
  "short matches": "preset=6,nice=8,depth=1",
};

const skip = spawnSync("xz", ["--version"]).status !== 0 && "xz is not installed";

/** @param {string} kind @param {Uint8Array} input @param {string[]} more */
function xz(kind, input, ...more) {
  const filter = `--lzma1=${kind},lc=3,lp=0,pb=0,dict=1MiB`;
  return spawnSync("xz", ["--format=raw", filter, "--stdout", ...more], { input, maxBuffer: 2 ** 30 });
}

/** @param {string} kind @param {Uint8Array} raw */
function pack(kind, raw) {
  const { status, stdout, stderr } = xz(kind, raw);
  assert.equal(status, 0, `${stderr}`);
  return new Uint8Array(stdout);
}

/** Bytes half random, half in patterns. @param {Random} random */
function bytes(random) {
  const range = 1 + random.below(256);
  return Uint8Array.from({ length: random.below(5000) }, (_, i) =>
    random.below(2) ? (i * 7) % range : random.below(range),
  );
}

for (const [kind, options] of Object.entries(KINDS)) {
  test(`unpacks what xz packed: ${kind}`, { skip }, () => {
    const random = new Random(1);
    const far = bytes(random);
    const distant = Uint8Array.from([...far, ...new Uint8Array(200000).map(() => random.below(256)), ...far]);
    const several = Array.from({ length: 20 }, () => bytes(random));
    for (const raw of [new Uint8Array(0), new Uint8Array(100000), distant, ...several]) {
      assert.deepEqual(unpack(pack(options, raw)), raw);
    }
  });

  test(`refuses what is cut short or damaged: ${kind}`, { skip }, () => {
    const random = new Random(2);
    for (let i = 0; i < 30; i++) {
      const packed = pack(options, bytes(random));
      assert.throws(() => unpack(packed.subarray(0, random.below(packed.length))), GliaError);
      assert.throws(() => unpack(Uint8Array.of(...packed, 0)), GliaError);
      packed[1 + random.below(packed.length - 1)] ^= 1 << random.below(8);
      let unpacked;
      try {
        unpacked = unpack(packed);
      } catch (error) {
        assert.ok(error instanceof GliaError, `${error}`);
        continue;
      }
      assert.deepEqual(unpacked, new Uint8Array(xz(options, packed, "--decompress").stdout));
    }
  });
}

for (const build of ["simd128", "relaxed"]) {
  test(`the inlined engine is the .wasm file (${build})`, async (t) => {
    const file = (/** @type {string} */ ending) => new URL(`../../web/dist/engine-${build}.${ending}`, import.meta.url);
    const { default: text } = await import(file("js").href);
    const start = performance.now();
    const engine = unpack(new Uint8Array(Buffer.from(text, "base64")));
    t.diagnostic(`unpacked in ${(performance.now() - start).toFixed(1)} ms`);
    assert.deepEqual(engine, new Uint8Array(readFileSync(file("wasm"))));
  });
}
