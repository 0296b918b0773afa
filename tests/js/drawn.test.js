// @ts-check
// Digits drawn by people whose handwriting no model was trained on.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { drawnMissing, hwd1000, unipen } from "../../models/drawn.js";
import { doubted, drawnDigits, read } from "../../models/evaluate.js";
import { Network } from "../../web/src/index.js";

const load = () => Network.load(readFileSync(new URL("../../models/mnist-cnn.safetensors", import.meta.url)));
const options = { skip: drawnMissing };

test("the drawings are digits, equally many of each", options, async () => {
  for (const [{ x, y }, each] of /** @type {const} */ ([
    [await unipen(), 80],
    [await hwd1000(), 100],
  ])) {
    assert.equal(x.length, y.length * 784);
    for (let digit = 0; digit < 10; digit++) assert.equal(y.filter((label) => label === digit).length, each);
  }
});

test(
  "mnist-cnn reads at least 97.5% of the pen strokes, however large they are and with a finer or a broader pen",
  options,
  async () => {
    const net = await load();
    for (const [pen, least] of /** @type {const} */ ([
      [{}, 0.975],
      [{ fill: 0.4 }, 0.97],
      [{ fill: 0.9 }, 0.97],
      [{ width: 0.045 }, 0.96],
      [{ width: 0.12 }, 0.96],
    ])) {
      const { accuracy } = read(net, await unipen(pen));
      assert.ok(accuracy >= least, `${JSON.stringify(pen)}: ${accuracy}`);
    }
    net.dispose();
  },
);

test("mnist-cnn reads at least 99.5% of the digits from a paint program", options, async () => {
  const net = await load();
  const { accuracy } = read(net, await hwd1000());
  net.dispose();
  assert.ok(accuracy >= 0.995, `${accuracy}`);
});

test("on drawn digits, mnist-cnn is calibrated within 2% and seldom unsure", options, async () => {
  const net = await load();
  const { calibration, sure } = read(net, await drawnDigits());
  net.dispose();
  assert.ok(calibration <= 0.02, `${calibration}`);
  assert.ok(doubted(sure) <= 0.03, `${doubted(sure)}`);
});
