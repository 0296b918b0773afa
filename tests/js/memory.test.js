// @ts-check
// Disposed networks leave no memory behind.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";

test("300 networks created and disposed leave memory flat", (t) => {
  const script = `
    import { Network } from ${JSON.stringify(new URL("../../web/src/index.js", import.meta.url).href)};
    const layers = [{ type: "dense", units: 128, activation: "relu" }, { type: "dense", units: 10, activation: "softmax" }];
    const x = new Float32Array(784 * 16), y = new Uint8Array(16);
    async function cycle(n) {
      for (let i = 0; i < n; i++) {
        const net = await Network.create({ input: [784], layers, batchSize: 16, seed: i });
        net.trainBatch(x, y);
        net.dispose();
      }
      gc();
      await new Promise((resolve) => setTimeout(resolve, 20));
      gc();
      const { rss, external, arrayBuffers, heapUsed } = process.memoryUsage();
      return { rss, external, arrayBuffers, heapUsed };
    }
    await cycle(50);
    const before = await cycle(20);
    const after = await cycle(300);
    console.log(JSON.stringify({ before, after }));`;
  const flags = [...process.execArgv.filter((flag) => flag.includes("relaxed")), "--expose-gc"];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, "--input-type=module", "-e", script], {
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  const { before, after } = JSON.parse(stdout);
  const MB = 2 ** 20;
  for (const key of Object.keys(before)) {
    t.diagnostic(`${key}: ${(before[key] / MB).toFixed(1)} MB, then ${(after[key] / MB).toFixed(1)} MB`);
    // One such network takes 2 MB; 300 leaked ones would take 600.
    assert.ok(after[key] - before[key] < 8 * MB, key);
  }
});

test("many networks can exist at once, each with its own weights", () => {
  const script = `
    import { Network } from ${JSON.stringify(new URL("../../web/src/index.js", import.meta.url).href)};
    const nets = [];
    for (let seed = 0; seed < 40; seed++) nets.push(await Network.create({ input: [3], layers: [{ type: "dense", units: 2 }], seed }));
    const outputs = new Set(nets.map((net) => net.predict([1, 2, 3]).join()));
    for (const net of nets) net.dispose();
    console.log(outputs.size);`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  assert.equal(stdout, "40\n");
});
