// @ts-check
// The engine's matrix product in both builds: their tiles differ, and the native tests cover only one of them.
import assert from "node:assert/strict";
import { release } from "../../web/src/engine/instances.js";
import { acquire } from "../../web/src/engine/loader.js";
import { floats, numbers, testBuilds } from "./builds.js";

testBuilds("products of any size are sums of products", async (build) => {
  const engine = await acquire({ build });
  const { calls, memory } = engine;
  const next = numbers(21);
  const upTo = (/** @type {number} */ most) => 1 + Math.floor(((next() + 1) / 2) * most);
  const sizes = Array.from({ length: 60 }, () => [upTo(40), upTo(40), upTo(70)]);
  for (let M = 12; M <= 25; M++) sizes.push([M, upTo(20), upTo(20)]); // every remainder of a tile's rows
  sizes.push([33, 10, 128], [18, 9, 513], [17, 257, 7], [23, 12, 1100], [5, 8, 1025]); // more than a block

  for (const [M, N, K] of sizes) {
    const [a, b] = [floats(M * K, M), floats(K * N, N)];
    const A = calls.end();
    const B = A + a.byteLength;
    const C = B + b.byteLength;
    const SCRATCH = Math.ceil((C + 4 * M * N) / 16) * 16;
    memory.reserve(SCRATCH + 4 * calls.dot_scratch(M, N, K));
    memory.writeFloats(A, a);
    memory.writeFloats(B, b);
    calls.dot(C, A, B, SCRATCH, M, N, K);
    memory.copyFloats(C, M * N).forEach((got, at) => {
      const [row, column] = [Math.floor(at / N), at % N];
      let sum = 0;
      for (let k = 0; k < K; k++) sum += a[row * K + k] * b[k * N + column];
      assert.ok(Math.abs(got - sum) <= 1e-6 * K, `(${M}, ${K}) · (${K}, ${N}) at ${row}, ${column}: ${got}, ${sum}`);
    });
  }
  release(engine);
});
